//! Small things by name.

use super::file::begin;
use super::{Result, SqliteStore};

pub(super) async fn get(store: &SqliteStore, key: &str) -> Result<Option<Vec<u8>>> {
    Ok(sqlx::query_scalar("SELECT value FROM meta WHERE key = ?")
        .bind(key)
        .fetch_optional(store.main.readers())
        .await?)
}

pub(super) async fn put(store: &SqliteStore, key: &str, value: &[u8]) -> Result<()> {
    let mut writer = store.main.writer().await;
    let mut tx = begin(&mut writer).await?;
    sqlx::query(
        "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
    )
    .bind(key)
    .bind(value)
    .execute(&mut *tx)
    .await?;
    Ok(tx.commit().await?)
}
