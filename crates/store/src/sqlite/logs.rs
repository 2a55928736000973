//! Logs: entries in order, appended at an expected size.

use std::collections::BTreeSet;

use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

use super::file::{begin, bytes_at, int, number, number_at, window};
use super::{Result, SqliteStore, files, vault};
use crate::{NewEntry, StoreError, StoredEntry};

pub(super) async fn append(
    store: &SqliteStore,
    log: &str,
    expected: u64,
    entries: Vec<NewEntry>,
) -> Result<()> {
    if entries.iter().zip(expected..).any(|(entry, n)| entry.n != n) {
        return Err(StoreError::Invalid("entries are not numbered from the expected size on"));
    }
    let mut writer = store.main.writer().await;
    let mut tx = begin(&mut writer).await?;
    let actual = size_in(&mut tx, log).await?;
    if actual != expected {
        return Err(StoreError::Conflict { expected, actual });
    }
    let Some(first) = entries.first() else { return Ok(()) };
    if first.n == 0 {
        sqlx::query("INSERT INTO logs (name) VALUES (?)").bind(log).execute(&mut *tx).await?;
    }
    let id = id_in(&mut tx, log).await?.ok_or(StoreError::Damaged("a log without a name"))?;

    let subjects: BTreeSet<&str> =
        entries.iter().flat_map(|entry| &entry.parts).map(|part| part.subject.as_str()).collect();
    let holders = entries.iter().flat_map(|entry| &entry.files).map(|hold| hold.subject.as_str());
    for subject in subjects.iter().copied().chain(holders).collect::<BTreeSet<&str>>() {
        if vault::is_erased(&mut tx, log, subject).await? {
            return Err(StoreError::Erased { log: log.to_owned(), subject: subject.to_owned() });
        }
    }
    // Durable before the entries are: a crash in between leaves a key that nothing uses yet, never a part without key.
    let keys = store.keys.ensure(log, &subjects).await?;

    for entry in &entries {
        sqlx::query(
            "INSERT INTO entries (log, n, at, req, entry, leaf, leaf_hash, salt) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(id)
        .bind(int(entry.n)?)
        .bind(entry.at)
        .bind(&entry.req)
        .bind(entry.entry.as_slice())
        .bind(entry.leaf.as_slice())
        .bind(entry.leaf_hash.as_slice())
        .bind(entry.salt.as_ref().map(|salt| salt.as_slice()))
        .execute(&mut *tx)
        .await?;
        for part in &entry.parts {
            let key = keys.get(&part.subject).ok_or(StoreError::Invalid("a part without a key"))?;
            sqlx::query(
                "INSERT INTO parts (log, n, slot, class, subject, commitment, sealed) VALUES (?, ?, ?, ?, ?, ?, ?)",
            )
            .bind(id)
            .bind(int(entry.n)?)
            .bind(&part.slot)
            .bind(&part.class)
            .bind(&part.subject)
            .bind(part.commit.as_slice())
            .bind(vault::seal(key, log, entry.n, part)?)
            .execute(&mut *tx)
            .await?;
        }
        for hold in &entry.files {
            files::hold(&mut tx, log, hold).await?;
        }
        for hash in &entry.blobs {
            files::keep_blob(&mut tx, hash).await?;
        }
    }
    Ok(tx.commit().await?)
}

pub(super) async fn entries(
    store: &SqliteStore,
    log: &str,
    from: u64,
    limit: u32,
) -> Result<Vec<StoredEntry>> {
    let (from, to) = window(from, limit)?;
    sqlx::query(
        "SELECT n, at, req, entry, leaf, leaf_hash, salt FROM entries
         WHERE log = (SELECT id FROM logs WHERE name = ?) AND n >= ? AND n < ? ORDER BY n",
    )
    .bind(log)
    .bind(from)
    .bind(to)
    .fetch_all(store.main.readers())
    .await?
    .iter()
    .map(read)
    .collect()
}

pub(super) async fn size(store: &SqliteStore, log: &str) -> Result<u64> {
    let mut reader = store.main.readers().acquire().await?;
    size_in(&mut reader, log).await
}

pub(super) async fn by_request(store: &SqliteStore, log: &str, req: &str) -> Result<Vec<u64>> {
    let numbers: Vec<i64> = sqlx::query_scalar(
        "SELECT n FROM entries WHERE log = (SELECT id FROM logs WHERE name = ?) AND req = ? ORDER BY n",
    )
    .bind(log)
    .bind(req)
    .fetch_all(store.main.readers())
    .await?;
    numbers.into_iter().map(number).collect()
}

pub(super) async fn names(store: &SqliteStore) -> Result<Vec<String>> {
    Ok(sqlx::query_scalar("SELECT name FROM logs ORDER BY name").fetch_all(store.main.readers()).await?)
}

pub(super) async fn id_in(connection: &mut SqliteConnection, log: &str) -> Result<Option<i64>> {
    Ok(sqlx::query_scalar("SELECT id FROM logs WHERE name = ?").bind(log).fetch_optional(connection).await?)
}

async fn size_in(connection: &mut SqliteConnection, log: &str) -> Result<u64> {
    let last: Option<i64> = sqlx::query_scalar(
        "SELECT n FROM entries WHERE log = (SELECT id FROM logs WHERE name = ?) ORDER BY n DESC LIMIT 1",
    )
    .bind(log)
    .fetch_optional(connection)
    .await?;
    last.map_or(Ok(0), |n| Ok(number(n)? + 1))
}

fn read(row: &SqliteRow) -> Result<StoredEntry> {
    let salt: Option<&[u8]> = row.try_get(6)?;
    Ok(StoredEntry {
        n: number_at(row, 0)?,
        at: row.try_get(1)?,
        req: row.try_get(2)?,
        entry: row.try_get(3)?,
        leaf: row.try_get(4)?,
        leaf_hash: bytes_at(row, 5)?,
        salt: salt
            .map(|salt| salt.try_into().map_err(|_| StoreError::Damaged("a salt of the wrong length")))
            .transpose()?,
    })
}
