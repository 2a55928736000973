//! Sessions, voter codes and one-time tokens: secrets that are kept by their hash only. And the sweeping of what has
//! expired.

use sqlx::Row;

use super::file::{begin, bytes_at, number};
use super::{Result, SqliteStore, files};
use crate::{Session, StoreError, Swept};

pub(super) async fn put(store: &SqliteStore, token: &[u8; 32], session: &Session) -> Result<()> {
    let mut writer = store.main.writer().await;
    let mut tx = begin(&mut writer).await?;
    let done = sqlx::query(
        "INSERT INTO sessions (token, account, csrf, created_at, seen_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT DO NOTHING",
    )
    .bind(token.as_slice())
    .bind(&session.account)
    .bind(session.csrf.as_slice())
    .bind(session.created_at)
    .bind(session.seen_at)
    .bind(session.expires_at)
    .execute(&mut *tx)
    .await
    .map_err(|error| match error {
        sqlx::Error::Database(fault) if fault.is_foreign_key_violation() => StoreError::Unknown("account"),
        other => other.into(),
    })?;
    if done.rows_affected() == 0 {
        return Err(StoreError::Taken("session"));
    }
    Ok(tx.commit().await?)
}

pub(super) async fn session(store: &SqliteStore, token: &[u8; 32]) -> Result<Option<Session>> {
    let row =
        sqlx::query("SELECT account, csrf, created_at, seen_at, expires_at FROM sessions WHERE token = ?")
            .bind(token.as_slice())
            .fetch_optional(store.main.readers())
            .await?;
    row.map(|row| {
        Ok(Session {
            account: row.try_get(0)?,
            csrf: bytes_at(&row, 1)?,
            created_at: row.try_get(2)?,
            seen_at: row.try_get(3)?,
            expires_at: row.try_get(4)?,
        })
    })
    .transpose()
}

pub(super) async fn touch(
    store: &SqliteStore,
    token: &[u8; 32],
    seen_at: i64,
    expires_at: i64,
) -> Result<bool> {
    let mut writer = store.main.writer().await;
    let mut tx = begin(&mut writer).await?;
    let done = sqlx::query("UPDATE sessions SET seen_at = ?, expires_at = ? WHERE token = ?")
        .bind(seen_at)
        .bind(expires_at)
        .bind(token.as_slice())
        .execute(&mut *tx)
        .await?;
    tx.commit().await?;
    Ok(done.rows_affected() > 0)
}

pub(super) async fn drop(store: &SqliteStore, token: &[u8; 32]) -> Result<bool> {
    let mut writer = store.main.writer().await;
    let mut tx = begin(&mut writer).await?;
    let done =
        sqlx::query("DELETE FROM sessions WHERE token = ?").bind(token.as_slice()).execute(&mut *tx).await?;
    tx.commit().await?;
    Ok(done.rows_affected() > 0)
}

pub(super) async fn drop_of(store: &SqliteStore, account: &str) -> Result<u64> {
    let mut writer = store.main.writer().await;
    let mut tx = begin(&mut writer).await?;
    let done = sqlx::query("DELETE FROM sessions WHERE account = ?").bind(account).execute(&mut *tx).await?;
    tx.commit().await?;
    Ok(done.rows_affected())
}

pub(super) async fn put_codes(store: &SqliteStore, el: &str, hashes: &[[u8; 32]]) -> Result<u64> {
    let mut writer = store.main.writer().await;
    let mut tx = begin(&mut writer).await?;
    let mut new = 0;
    for hash in hashes {
        new += sqlx::query("INSERT INTO codes (el, hash) VALUES (?, ?) ON CONFLICT DO NOTHING")
            .bind(el)
            .bind(hash.as_slice())
            .execute(&mut *tx)
            .await?
            .rows_affected();
    }
    tx.commit().await?;
    Ok(new)
}

pub(super) async fn has_code(store: &SqliteStore, el: &str, hash: &[u8; 32]) -> Result<bool> {
    let found: Option<i64> = sqlx::query_scalar("SELECT 1 FROM codes WHERE el = ? AND hash = ?")
        .bind(el)
        .bind(hash.as_slice())
        .fetch_optional(store.main.readers())
        .await?;
    Ok(found.is_some())
}

pub(super) async fn code_count(store: &SqliteStore, el: &str) -> Result<u64> {
    let count: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM codes WHERE el = ?")
        .bind(el)
        .fetch_one(store.main.readers())
        .await?;
    number(count)
}

pub(super) async fn put_token(
    store: &SqliteStore,
    hash: &[u8; 32],
    data: &[u8],
    expires_at: i64,
) -> Result<()> {
    let mut writer = store.main.writer().await;
    let mut tx = begin(&mut writer).await?;
    let done =
        sqlx::query("INSERT INTO tokens (hash, data, expires_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
            .bind(hash.as_slice())
            .bind(data)
            .bind(expires_at)
            .execute(&mut *tx)
            .await?;
    if done.rows_affected() == 0 {
        return Err(StoreError::Taken("token"));
    }
    Ok(tx.commit().await?)
}

pub(super) async fn take_token(store: &SqliteStore, hash: &[u8; 32], now: i64) -> Result<Option<Vec<u8>>> {
    let mut writer = store.main.writer().await;
    let mut tx = begin(&mut writer).await?;
    let data = sqlx::query_scalar("DELETE FROM tokens WHERE hash = ? AND expires_at > ? RETURNING data")
        .bind(hash.as_slice())
        .bind(now)
        .fetch_optional(&mut *tx)
        .await?;
    tx.commit().await?;
    Ok(data)
}

pub(super) async fn sweep(store: &SqliteStore, now: i64) -> Result<Swept> {
    let mut writer = store.main.writer().await;
    let mut tx = begin(&mut writer).await?;
    let mut counts = [0; 3];
    for (count, sql) in counts.iter_mut().zip([
        "DELETE FROM drafts WHERE expires_at <= ?",
        "DELETE FROM sessions WHERE expires_at <= ?",
        "DELETE FROM tokens WHERE expires_at <= ?",
    ]) {
        *count = sqlx::query(sql).bind(now).execute(&mut *tx).await?.rows_affected();
    }
    tx.commit().await?;
    let [drafts, sessions, tokens] = counts;
    let (files, blobs) = files::sweep(store, &mut writer, now).await?;
    Ok(Swept { drafts, sessions, tokens, files, blobs })
}
