//! The access journal's rows.

use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::file::{begin, bytes_at, int, number_at, window};
use super::{Result, SqliteStore};
use crate::{JournalHead, JournalLine, JournalRow};

/// Rows read at a time when the whole chain is checked.
const STEP: u32 = 1000;
const LAST: &str = "SELECT n, hash FROM journal ORDER BY n DESC LIMIT 1";

pub(super) async fn append(store: &SqliteStore, line: JournalLine) -> Result<JournalRow> {
    let mut writer = store.main.writer().await;
    let mut tx = begin(&mut writer).await?;
    let row = head_of(sqlx::query(LAST).fetch_optional(&mut *tx).await?)?.next(line);
    sqlx::query("INSERT INTO journal (n, at, who, kind, detail, req, hash) VALUES (?, ?, ?, ?, ?, ?, ?)")
        .bind(int(row.n)?)
        .bind(row.line.at)
        .bind(&row.line.who)
        .bind(&row.line.kind)
        .bind(&row.line.detail)
        .bind(&row.line.req)
        .bind(row.hash.as_slice())
        .execute(&mut *tx)
        .await?;
    tx.commit().await?;
    Ok(row)
}

pub(super) async fn page(store: &SqliteStore, from: u64, limit: u32) -> Result<Vec<JournalRow>> {
    // By number of rows, not by a window of numbers: a gap that somebody made must not look like the end.
    sqlx::query("SELECT n, at, who, kind, detail, req, hash FROM journal WHERE n >= ? ORDER BY n LIMIT ?")
        .bind(window(from, limit)?.0)
        .bind(limit)
        .fetch_all(store.main.readers())
        .await?
        .iter()
        .map(read)
        .collect()
}

pub(super) async fn by_request(store: &SqliteStore, req: &str) -> Result<Vec<JournalRow>> {
    sqlx::query("SELECT n, at, who, kind, detail, req, hash FROM journal WHERE req = ? ORDER BY n")
        .bind(req)
        .fetch_all(store.main.readers())
        .await?
        .iter()
        .map(read)
        .collect()
}

pub(super) async fn head(store: &SqliteStore) -> Result<JournalHead> {
    head_of(sqlx::query(LAST).fetch_optional(store.main.readers()).await?)
}

pub(super) async fn check(store: &SqliteStore) -> Result<JournalHead> {
    let mut head = JournalHead::EMPTY;
    loop {
        let rows = page(store, head.size, STEP).await?;
        if rows.is_empty() {
            return Ok(head);
        }
        for row in &rows {
            head = head.follow(row)?;
        }
    }
}

fn head_of(last: Option<SqliteRow>) -> Result<JournalHead> {
    match last {
        Some(row) => Ok(JournalHead { size: number_at(&row, 0)? + 1, hash: bytes_at(&row, 1)? }),
        None => Ok(JournalHead::EMPTY),
    }
}

fn read(row: &SqliteRow) -> Result<JournalRow> {
    Ok(JournalRow {
        n: number_at(row, 0)?,
        line: JournalLine {
            at: row.try_get(1)?,
            who: row.try_get(2)?,
            kind: row.try_get(3)?,
            detail: row.try_get(4)?,
            req: row.try_get(5)?,
        },
        hash: bytes_at(row, 6)?,
    })
}
