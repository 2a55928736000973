//! Sealed parts: written with their entry, read while their subject's key lives, erased with it.

use std::collections::{BTreeMap, BTreeSet};

use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};
use zeroize::Zeroizing;

use super::file::{begin, bytes_at, empty_wal, int, number_at, window};
use super::{Result, SqliteStore, files, logs};
use crate::crypt::Key;
use crate::{Content, Erasure, NewPart, Part, StoreError};

const COLUMNS: &str = "SELECT n, slot, class, subject, commitment, sealed FROM parts
     WHERE log = (SELECT id FROM logs WHERE name = ?)";

/// Salt and plaintext of a part, sealed and bound to its place. The salt is sealed as well: whoever held an old
/// copy of `main.db` could otherwise guess short contents against the public commitment after an erasure.
pub(super) fn seal(key: &Key, log: &str, n: u64, part: &NewPart) -> Result<Vec<u8>> {
    let mut both = Zeroizing::new(Vec::with_capacity(32 + part.plain.len()));
    both.extend_from_slice(&part.salt);
    both.extend_from_slice(&part.plain);
    key.seal(&place(log, &n.to_be_bytes(), &part.slot, &part.class, &part.subject), &both)
}

fn place<'a>(log: &'a str, n: &'a [u8; 8], slot: &'a str, class: &'a str, subject: &'a str) -> [&'a [u8]; 6] {
    [b"part", log.as_bytes(), n, slot.as_bytes(), class.as_bytes(), subject.as_bytes()]
}

pub(super) async fn part(store: &SqliteStore, log: &str, n: u64, slot: &str) -> Result<Option<Part>> {
    let rows = sqlx::query(sqlx::AssertSqlSafe(format!("{COLUMNS} AND n = ? AND slot = ?")))
        .bind(log)
        .bind(int(n)?)
        .bind(slot)
        .fetch_all(store.main.readers())
        .await?;
    Ok(open(store, log, rows).await?.pop())
}

pub(super) async fn parts(store: &SqliteStore, log: &str, from: u64, limit: u32) -> Result<Vec<Part>> {
    let (from, to) = window(from, limit)?;
    let rows = sqlx::query(sqlx::AssertSqlSafe(format!("{COLUMNS} AND n >= ? AND n < ? ORDER BY n, slot")))
        .bind(log)
        .bind(from)
        .bind(to)
        .fetch_all(store.main.readers())
        .await?;
    open(store, log, rows).await
}

async fn open(store: &SqliteStore, log: &str, rows: Vec<SqliteRow>) -> Result<Vec<Part>> {
    let mut subjects = BTreeSet::new();
    for row in &rows {
        if row.try_get::<Option<&[u8]>, _>(5)?.is_some() {
            subjects.insert(row.try_get::<&str, _>(3)?);
        }
    }
    let keys = store.keys.lookup(log, &subjects).await?;
    for subject in subjects.into_iter().filter(|subject| !keys.contains_key(*subject)) {
        // Erased between the two reads, or lost with an old key file: only the first is in order.
        let mut reader = store.main.readers().acquire().await?;
        if !is_erased(&mut reader, log, subject).await? {
            return Err(StoreError::MissingKey { log: log.to_owned(), subject: subject.to_owned() });
        }
    }
    rows.iter().map(|row| read(row, log, &keys)).collect()
}

fn read(row: &SqliteRow, log: &str, keys: &BTreeMap<String, Key>) -> Result<Part> {
    let (n, slot, class, subject) = (number_at(row, 0)?, row.try_get(1)?, row.try_get(2)?, row.try_get(3)?);
    let sealed: Option<&[u8]> = row.try_get(5)?;
    let content = match sealed.zip(keys.get(subject)) {
        None => Content::Erased,
        Some((sealed, key)) => {
            let both = key
                .open(&place(log, &n.to_be_bytes(), slot, class, subject), sealed)
                .ok_or(StoreError::Damaged("a sealed part does not open"))?;
            let (salt, bytes) =
                both.split_first_chunk::<32>().ok_or(StoreError::Damaged("a sealed part without salt"))?;
            Content::Plain { salt: *salt, bytes: bytes.to_vec() }
        }
    };
    let (slot, class, subject): (&str, &str, &str) = (slot, class, subject);
    Ok(Part {
        n,
        slot: slot.to_owned(),
        class: class.to_owned(),
        subject: subject.to_owned(),
        commit: bytes_at(row, 4)?,
        content,
    })
}

pub(super) async fn is_erased(connection: &mut SqliteConnection, log: &str, subject: &str) -> Result<bool> {
    let found: Option<i64> = sqlx::query_scalar("SELECT 1 FROM erasures WHERE log = ? AND subject = ?")
        .bind(log)
        .bind(subject)
        .fetch_optional(connection)
        .await?;
    Ok(found.is_some())
}

pub(super) async fn erase(store: &SqliteStore, log: &str, subject: &str, at: i64) -> Result<Erasure> {
    let erasure = Erasure { log: log.to_owned(), subject: subject.to_owned(), at };
    replay(store, std::slice::from_ref(&erasure)).await?;
    let first: i64 = sqlx::query_scalar("SELECT at FROM erasures WHERE log = ? AND subject = ?")
        .bind(log)
        .bind(subject)
        .fetch_one(store.main.readers())
        .await?;
    Ok(Erasure { at: first, ..erasure })
}

pub(super) async fn erasures(store: &SqliteStore) -> Result<Vec<Erasure>> {
    sqlx::query("SELECT log, subject, at FROM erasures ORDER BY log, subject")
        .fetch_all(store.main.readers())
        .await?
        .iter()
        .map(|row| Ok(Erasure { log: row.try_get(0)?, subject: row.try_get(1)?, at: row.try_get(2)? }))
        .collect()
}

pub(super) async fn replay(store: &SqliteStore, erasures: &[Erasure]) -> Result<u64> {
    // Held throughout: an append that saw no erasure must not commit parts whose key is being destroyed.
    let mut writer = store.main.writer().await;
    let mut new = 0;
    let mut tx = begin(&mut writer).await?;
    for erasure in erasures {
        new += sqlx::query("INSERT INTO erasures (log, subject, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
            .bind(&erasure.log)
            .bind(&erasure.subject)
            .bind(erasure.at)
            .execute(&mut *tx)
            .await?
            .rows_affected();
        if let Some(id) = logs::id_in(&mut tx, &erasure.log).await? {
            sqlx::query(
                "UPDATE parts SET sealed = NULL WHERE log = ? AND subject = ? AND sealed IS NOT NULL",
            )
            .bind(id)
            .bind(&erasure.subject)
            .execute(&mut *tx)
            .await?;
        }
        files::give_up(&mut tx, &erasure.log, &erasure.subject).await?;
        sqlx::query("UPDATE erasures SET finished = 0 WHERE log = ? AND subject = ?")
            .bind(&erasure.log)
            .bind(&erasure.subject)
            .execute(&mut *tx)
            .await?;
    }
    tx.commit().await?;
    finish(store, &mut writer).await?;
    Ok(new)
}

/// Ends what a crash interrupted between recording an erasure and destroying its key.
pub(super) async fn finish_erasures(store: &SqliteStore) -> Result<()> {
    let mut writer = store.main.writer().await;
    finish(store, &mut writer).await
}

async fn finish(store: &SqliteStore, writer: &mut SqliteConnection) -> Result<()> {
    let open: Vec<(String, String)> = sqlx::query_as("SELECT log, subject FROM erasures WHERE finished = 0")
        .fetch_all(&mut *writer)
        .await?;
    if open.is_empty() {
        return files::finish(store, writer).await;
    }
    let gone = files::given_up(writer).await?;
    store.keys.destroy(&open, &gone).await?;
    empty_wal(writer).await?;
    let mut tx = begin(writer).await?;
    files::forget(&mut tx, &gone).await?;
    sqlx::query("UPDATE erasures SET finished = 1 WHERE finished = 0").execute(&mut *tx).await?;
    Ok(tx.commit().await?)
}
