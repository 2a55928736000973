//! Half-filled forms, encrypted: they hold personal data before anybody has recommended anybody.

use super::file::begin;
use super::{Result, SqliteStore};
use crate::StoreError;

pub(super) async fn put(
    store: &SqliteStore,
    account: &str,
    form: &str,
    bytes: &[u8],
    expires_at: i64,
) -> Result<()> {
    let sealed = store.drafts.seal(&[b"draft", account.as_bytes(), form.as_bytes()], bytes)?;
    let mut writer = store.main.writer().await;
    let mut tx = begin(&mut writer).await?;
    sqlx::query(
        "INSERT INTO drafts (account, form, sealed, expires_at) VALUES (?, ?, ?, ?)
         ON CONFLICT (account, form) DO UPDATE SET sealed = excluded.sealed, expires_at = excluded.expires_at",
    )
    .bind(account)
    .bind(form)
    .bind(sealed)
    .bind(expires_at)
    .execute(&mut *tx)
    .await?;
    Ok(tx.commit().await?)
}

pub(super) async fn draft(
    store: &SqliteStore,
    account: &str,
    form: &str,
    now: i64,
) -> Result<Option<Vec<u8>>> {
    let sealed: Option<Vec<u8>> =
        sqlx::query_scalar("SELECT sealed FROM drafts WHERE account = ? AND form = ? AND expires_at > ?")
            .bind(account)
            .bind(form)
            .bind(now)
            .fetch_optional(store.main.readers())
            .await?;
    let Some(sealed) = sealed else { return Ok(None) };
    let plain = store
        .drafts
        .open(&[b"draft", account.as_bytes(), form.as_bytes()], &sealed)
        .ok_or(StoreError::Damaged("a draft does not open"))?;
    Ok(Some(plain.to_vec()))
}

pub(super) async fn drop(store: &SqliteStore, account: &str, form: &str) -> Result<bool> {
    let mut writer = store.main.writer().await;
    let mut tx = begin(&mut writer).await?;
    let done = sqlx::query("DELETE FROM drafts WHERE account = ? AND form = ?")
        .bind(account)
        .bind(form)
        .execute(&mut *tx)
        .await?;
    tx.commit().await?;
    Ok(done.rows_affected() > 0)
}
