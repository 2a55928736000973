//! Blobs under their hash, uploaded files under random ids.

use sha2::{Digest, Sha256};
use sqlx::Row;

use super::file::begin;
use super::{Result, SqliteStore};
use crate::{StoreError, StoredFile};

pub(super) async fn save_blob(store: &SqliteStore, bytes: &[u8]) -> Result<[u8; 32]> {
    let hash: [u8; 32] = Sha256::digest(bytes).into();
    let mut writer = store.main.writer().await;
    let mut tx = begin(&mut writer).await?;
    sqlx::query("INSERT INTO blobs (hash, bytes) VALUES (?, ?) ON CONFLICT DO NOTHING")
        .bind(hash.as_slice())
        .bind(bytes)
        .execute(&mut *tx)
        .await?;
    tx.commit().await?;
    Ok(hash)
}

pub(super) async fn blob(store: &SqliteStore, hash: &[u8; 32]) -> Result<Option<Vec<u8>>> {
    let bytes: Option<Vec<u8>> = sqlx::query_scalar("SELECT bytes FROM blobs WHERE hash = ?")
        .bind(hash.as_slice())
        .fetch_optional(store.main.readers())
        .await?;
    if bytes.as_ref().is_some_and(|bytes| <[u8; 32]>::from(Sha256::digest(bytes)) != *hash) {
        return Err(StoreError::Damaged("a blob does not have its hash"));
    }
    Ok(bytes)
}

pub(super) async fn put(store: &SqliteStore, id: &str, bytes: &[u8], mime: &str) -> Result<()> {
    let mut writer = store.main.writer().await;
    let mut tx = begin(&mut writer).await?;
    let done = sqlx::query("INSERT INTO files (id, mime, bytes) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
        .bind(id)
        .bind(mime)
        .bind(bytes)
        .execute(&mut *tx)
        .await?;
    if done.rows_affected() == 0 {
        return Err(StoreError::Taken("file"));
    }
    Ok(tx.commit().await?)
}

pub(super) async fn file(store: &SqliteStore, id: &str) -> Result<Option<StoredFile>> {
    let row = sqlx::query("SELECT mime, bytes FROM files WHERE id = ?")
        .bind(id)
        .fetch_optional(store.main.readers())
        .await?;
    row.map(|row| Ok(StoredFile { mime: row.try_get(0)?, bytes: row.try_get(1)? })).transpose()
}

pub(super) async fn drop(store: &SqliteStore, id: &str) -> Result<bool> {
    let mut writer = store.main.writer().await;
    let mut tx = begin(&mut writer).await?;
    let done = sqlx::query("DELETE FROM files WHERE id = ?").bind(id).execute(&mut *tx).await?;
    tx.commit().await?;
    Ok(done.rows_affected() > 0)
}
