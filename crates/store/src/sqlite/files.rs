//! Blobs under their hash, sealed under a key of the house; uploaded files under random ids, each sealed under a key of
//! its own in `keys.db`, so that it can be made somebody's without being touched, and is gone when its key is.

use sha2::{Digest, Sha256};
use sqlx::{Row, SqliteConnection};

use super::file::{begin, empty_wal};
use super::{Result, SqliteStore};
use crate::{NewHold, StoreError, StoredFile};

pub(super) async fn save_blob(store: &SqliteStore, bytes: &[u8], due: Option<i64>) -> Result<[u8; 32]> {
    let mut writer = store.main.writer().await;
    let mut tx = begin(&mut writer).await?;
    let hash = insert_blob(store, &mut tx, bytes, due).await?;
    tx.commit().await?;
    Ok(hash)
}

async fn insert_blob(
    store: &SqliteStore,
    connection: &mut SqliteConnection,
    bytes: &[u8],
    due: Option<i64>,
) -> Result<[u8; 32]> {
    let hash: [u8; 32] = Sha256::digest(bytes).into();
    // Kept for good outweighs any date, and a later date an earlier one.
    sqlx::query(
        "INSERT INTO blobs (hash, sealed, due) VALUES (?, ?, ?) ON CONFLICT (hash) DO UPDATE SET due =
         CASE WHEN due IS NULL OR excluded.due IS NULL THEN NULL WHEN due > excluded.due THEN due ELSE excluded.due END",
    )
        .bind(hash.as_slice())
        .bind(store.blobs.seal(&[b"blob", &hash], bytes)?)
        .bind(due)
        .execute(connection)
        .await?;
    Ok(hash)
}

/// Seals the blobs that a folder of the first format holds in clear.
pub(super) async fn seal_what_lies_in_clear(store: &SqliteStore) -> Result<()> {
    let mut writer = store.main.writer().await;
    let mut sealed = false;
    while let Some(bytes) = sqlx::query_scalar::<_, Vec<u8>>("SELECT bytes FROM blobs_in_clear LIMIT 1")
        .fetch_optional(&mut *writer)
        .await?
    {
        let mut tx = begin(&mut writer).await?;
        insert_blob(store, &mut tx, &bytes, None).await?;
        sqlx::query("DELETE FROM blobs_in_clear WHERE bytes = ?").bind(bytes).execute(&mut *tx).await?;
        tx.commit().await?;
        sealed = true;
    }
    if sealed { empty_wal(&mut writer).await } else { Ok(()) }
}

pub(super) async fn blob(store: &SqliteStore, hash: &[u8; 32]) -> Result<Option<Vec<u8>>> {
    let sealed: Option<Vec<u8>> = sqlx::query_scalar("SELECT sealed FROM blobs WHERE hash = ?")
        .bind(hash.as_slice())
        .fetch_optional(store.main.readers())
        .await?;
    let Some(sealed) = sealed else { return Ok(None) };
    let bytes = store.blobs.open(&[b"blob", hash], &sealed);
    match bytes.filter(|bytes| <[u8; 32]>::from(Sha256::digest(bytes)) == *hash) {
        Some(bytes) => Ok(Some(bytes.to_vec())),
        None => Err(StoreError::Damaged("a blob does not have its hash")),
    }
}

pub(super) async fn renew_blob(store: &SqliteStore, hash: &[u8; 32], due: i64) -> Result<bool> {
    let mut writer = store.main.writer().await;
    let mut tx = begin(&mut writer).await?;
    // A date that is NULL or later stays.
    let done = sqlx::query("UPDATE blobs SET due = CASE WHEN due < ?1 THEN ?1 ELSE due END WHERE hash = ?2")
        .bind(due)
        .bind(hash.as_slice())
        .execute(&mut *tx)
        .await?;
    tx.commit().await?;
    Ok(done.rows_affected() > 0)
}

/// An entry names a blob: it is loose no longer.
pub(super) async fn keep_blob(connection: &mut SqliteConnection, hash: &[u8; 32]) -> Result<()> {
    sqlx::query("UPDATE blobs SET due = NULL WHERE hash = ?")
        .bind(hash.as_slice())
        .execute(connection)
        .await?;
    Ok(())
}

pub(super) async fn put(store: &SqliteStore, id: &str, bytes: &[u8], mime: &str, due: i64) -> Result<()> {
    let mut writer = store.main.writer().await;
    let mut tx = begin(&mut writer).await?;
    let known: Option<i64> =
        sqlx::query_scalar("SELECT 1 FROM files WHERE id = ?").bind(id).fetch_optional(&mut *tx).await?;
    if known.is_some() {
        return Err(StoreError::Taken("file"));
    }
    // Durable before the file is: a crash in between leaves a key that nothing uses.
    let key = store.keys.of_new_file(id).await?;
    sqlx::query("INSERT INTO files (id, mime, sealed, due) VALUES (?, ?, ?, ?)")
        .bind(id)
        .bind(mime)
        .bind(key.seal(&place(id, mime), bytes)?)
        .bind(due)
        .execute(&mut *tx)
        .await?;
    Ok(tx.commit().await?)
}

fn place<'a>(id: &'a str, mime: &'a str) -> [&'a [u8]; 3] {
    [b"file", id.as_bytes(), mime.as_bytes()]
}

const COLUMNS: &str = "SELECT id, mime, sealed FROM files WHERE sealed IS NOT NULL AND ";

pub(super) async fn file(store: &SqliteStore, id: &str) -> Result<Option<StoredFile>> {
    let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} id = ?"));
    let row = sqlx::query(sql).bind(id).fetch_optional(store.main.readers()).await?;
    open(store, row).await
}

pub(super) async fn file_of(
    store: &SqliteStore,
    log: &str,
    subject: &str,
    slot: &str,
) -> Result<Option<StoredFile>> {
    let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} log = ? AND subject = ? AND slot = ?"));
    let row =
        sqlx::query(sql).bind(log).bind(subject).bind(slot).fetch_optional(store.main.readers()).await?;
    open(store, row).await
}

async fn open(store: &SqliteStore, row: Option<sqlx::sqlite::SqliteRow>) -> Result<Option<StoredFile>> {
    let Some(row) = row else { return Ok(None) };
    let (id, mime, sealed): (String, String, &[u8]) = (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
    let Some(key) = store.keys.of_file(&id).await? else {
        // Given up between the two reads, or lost with an old key file: only the first is in order.
        let still: Option<i64> =
            sqlx::query_scalar("SELECT 1 FROM files WHERE id = ? AND sealed IS NOT NULL")
                .bind(&id)
                .fetch_optional(store.main.readers())
                .await?;
        return match still {
            None => Ok(None),
            Some(_) => Err(StoreError::MissingKey { log: "files".to_owned(), subject: id }),
        };
    };
    let bytes =
        key.open(&place(&id, &mime), sealed).ok_or(StoreError::Damaged("a sealed file does not open"))?;
    Ok(Some(StoredFile { id, mime, bytes: bytes.to_vec() }))
}

pub(super) async fn renew(
    store: &SqliteStore,
    id: &str,
    owner: Option<(&str, &str)>,
    due: i64,
) -> Result<bool> {
    let (log, subject) = owner.unzip();
    let mut writer = store.main.writer().await;
    let mut tx = begin(&mut writer).await?;
    let done = sqlx::query(
        "UPDATE files SET due = CASE WHEN due < ?1 THEN ?1 ELSE due END
         WHERE id = ?2 AND (due IS NOT NULL OR log = ?3 AND subject = ?4)",
    )
    .bind(due)
    .bind(id)
    .bind(log)
    .bind(subject)
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(done.rows_affected() > 0)
}

/// Gives up loose files that are due and takes loose blobs away; tells how many of each.
pub(super) async fn sweep(
    store: &SqliteStore,
    writer: &mut SqliteConnection,
    now: i64,
) -> Result<(u64, u64)> {
    let mut tx = begin(writer).await?;
    let files = sqlx::query("UPDATE files SET sealed = NULL, due = NULL WHERE due <= ?")
        .bind(now)
        .execute(&mut *tx)
        .await?;
    let blobs = sqlx::query("DELETE FROM blobs WHERE due <= ?").bind(now).execute(&mut *tx).await?;
    tx.commit().await?;
    finish(store, writer).await?;
    Ok((files.rows_affected(), blobs.rows_affected()))
}

pub(super) async fn drop(store: &SqliteStore, id: &str) -> Result<bool> {
    let mut writer = store.main.writer().await;
    let mut tx = begin(&mut writer).await?;
    let done = sqlx::query("UPDATE files SET sealed = NULL, due = NULL WHERE id = ? AND due IS NOT NULL")
        .bind(id)
        .execute(&mut *tx)
        .await?;
    tx.commit().await?;
    let there = done.rows_affected() > 0;
    finish(store, &mut writer).await?;
    Ok(there)
}

/// Makes a file somebody's, inside the transaction of the entry that says so. What they had in the slot is given up; its
/// key goes with the next sweep, because this transaction must not fail for it.
pub(super) async fn hold(connection: &mut SqliteConnection, log: &str, hold: &NewHold) -> Result<()> {
    sqlx::query(
        "UPDATE files SET sealed = NULL, log = NULL, subject = NULL, slot = NULL
         WHERE log = ? AND subject = ? AND slot = ? AND id IS NOT ?",
    )
    .bind(log)
    .bind(&hold.subject)
    .bind(&hold.slot)
    .bind(&hold.file)
    .execute(&mut *connection)
    .await?;
    let Some(id) = &hold.file else { return Ok(()) };
    let done = sqlx::query(
        "UPDATE files SET due = NULL, log = ?1, subject = ?2, slot = ?3
         WHERE id = ?4 AND (due IS NOT NULL OR log = ?1 AND subject = ?2 AND slot = ?3)",
    )
    .bind(log)
    .bind(&hold.subject)
    .bind(&hold.slot)
    .bind(id)
    .execute(connection)
    .await?;
    if done.rows_affected() == 0 { Err(StoreError::Unknown("file")) } else { Ok(()) }
}

/// Gives up all files of an erased subject.
pub(super) async fn give_up(connection: &mut SqliteConnection, log: &str, subject: &str) -> Result<()> {
    sqlx::query(
        "UPDATE files SET sealed = NULL, log = NULL, subject = NULL, slot = NULL WHERE log = ? AND subject = ?",
    )
    .bind(log)
    .bind(subject)
    .execute(connection)
    .await?;
    Ok(())
}

/// Ids of the files that were given up and whose keys may still be there.
pub(super) async fn given_up(connection: &mut SqliteConnection) -> Result<Vec<String>> {
    Ok(sqlx::query_scalar("SELECT id FROM files WHERE sealed IS NULL").fetch_all(connection).await?)
}

/// Ends what was given up: the keys, then the rows.
pub(super) async fn finish(store: &SqliteStore, writer: &mut SqliteConnection) -> Result<()> {
    let gone = given_up(writer).await?;
    if gone.is_empty() {
        return Ok(());
    }
    store.keys.destroy(&[], &gone).await?;
    let mut tx = begin(writer).await?;
    forget(&mut tx, &gone).await?;
    Ok(tx.commit().await?)
}

/// Takes the rows of files away whose keys are destroyed.
pub(super) async fn forget(connection: &mut SqliteConnection, gone: &[String]) -> Result<()> {
    for id in gone {
        sqlx::query("DELETE FROM files WHERE id = ? AND sealed IS NULL")
            .bind(id)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}
