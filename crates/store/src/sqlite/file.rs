//! One database file: how it is opened, brought to the present format, written and read.

use std::fs::{File, OpenOptions};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteRow, SqliteSynchronous,
};
use sqlx::{ConnectOptions, Connection, Row, Sqlite, SqliteConnection, Transaction};
use tokio::sync::{Mutex, MutexGuard};

use crate::StoreError;

/// How long a statement waits for a lock. Only our own readers can hold one, so this is generous.
const BUSY: Duration = Duration::from_secs(5);
const READERS: u32 = 4;
/// Pages kept in memory per reader: the system has those that many ask for.
const READER_CACHE_KIB: u32 = 2 * 1024;

/// A kind of file in the data folder.
pub(super) struct Kind {
    pub(super) name: &'static str,
    /// Numbered steps; step i leads to format i + 1.
    pub(super) steps: &'static [&'static str],
    /// Pages that the writer keeps in memory, KiB.
    pub(super) cache_kib: u32,
    /// SQLite makes every commit durable before it ends, and moves the write-ahead log into the file in whichever commit
    /// finds it long. Else the caller does both: [`Database::sync`], and [`super::wal`].
    pub(super) by_itself: bool,
}

/// An open file: one writer, a few readers. Writers queue at the mutex and never meet inside SQLite.
pub(super) struct Database {
    path: PathBuf,
    kind: &'static Kind,
    writer: Mutex<SqliteConnection>,
    readers: SqlitePool,
}

impl Database {
    pub(super) async fn open(dir: &Path, kind: &'static Kind) -> Result<Database, StoreError> {
        let path = dir.join(kind.name);
        touch(&path)?;
        let options = SqliteConnectOptions::new()
            .filename(&path)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(BUSY)
            // Freed space is overwritten, and nothing spills into files outside the data folder.
            .pragma("secure_delete", "ON")
            .pragma("temp_store", "MEMORY")
            .pragma("cache_size", format!("-{}", kind.cache_kib))
            .disable_statement_logging();
        let options = if kind.by_itself { options } else { options.pragma("wal_autocheckpoint", "0") };
        let mut writer = options.connect().await?;
        migrate(&mut writer, kind).await?;
        if !kind.by_itself {
            // Still durable before any page is moved into the file; only the end of a commit does not wait for the disk.
            sqlx::query("PRAGMA synchronous = NORMAL").execute(&mut writer).await?;
        }
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS)
            .idle_timeout(None)
            .max_lifetime(None)
            .test_before_acquire(false)
            .connect_lazy_with(
                options.pragma("query_only", "ON").pragma("cache_size", format!("-{READER_CACHE_KIB}")),
            );
        Ok(Database { path, kind, writer: Mutex::new(writer), readers })
    }

    /// The writing connection. See [`begin`].
    pub(super) async fn writer(&self) -> MutexGuard<'_, SqliteConnection> {
        self.writer.lock().await
    }

    /// Connections that cannot write.
    pub(super) fn readers(&self) -> &SqlitePool {
        &self.readers
    }

    /// Makes every commit durable that has ended: what a commit is, is in the write-ahead log.
    pub(super) async fn sync(&self) -> Result<(), StoreError> {
        let mut log = self.path.clone().into_os_string();
        log.push("-wal");
        let path = PathBuf::from(log);
        // The log has no locks on it that opening and closing it once more could end (POSIX), unlike the file itself.
        let synced = tokio::task::spawn_blocking({
            let path = path.clone();
            move || File::open(path)?.sync_data()
        });
        synced
            .await
            .map_err(std::io::Error::other)
            .and_then(|done| done)
            .map_err(|source| StoreError::Io { path, source })
    }

    /// Writes the present contents, as this writer sees them, to a new file in `dir`.
    pub(super) async fn copy(&self, writer: &mut SqliteConnection, dir: &Path) -> Result<(), StoreError> {
        let path = dir.join(self.kind.name);
        touch(&path)?; // VACUUM INTO accepts an empty file, and so the mode is ours
        let text = path
            .to_str()
            .ok_or_else(|| StoreError::Folder { dir: dir.to_owned(), why: "its name is not valid UTF-8" })?;
        sqlx::query("VACUUM INTO ?").bind(text).execute(writer).await?;
        Ok(())
    }

    /// Moves the write-ahead log into the file and closes.
    pub(super) async fn close(self) -> Result<(), StoreError> {
        self.readers.close().await;
        Ok(self.writer.into_inner().close().await?)
    }

    /// The file's name in the data folder.
    pub(super) fn name(&self) -> &'static str {
        self.kind.name
    }
}

/// Begins a writing transaction. Dropped without commit, it rolls back.
pub(super) async fn begin(writer: &mut SqliteConnection) -> Result<Transaction<'_, Sqlite>, StoreError> {
    // IMMEDIATE: a transaction that begins by reading could otherwise fail when it starts to write.
    Ok(writer.begin_with("BEGIN IMMEDIATE").await?)
}

/// Empties the write-ahead log, so that no page from before remains in it.
pub(super) async fn empty_wal(writer: &mut SqliteConnection) -> Result<(), StoreError> {
    for _ in 0..3 {
        let row = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(&mut *writer).await?;
        if row.try_get::<i64, _>(0)? == 0 {
            return Ok(());
        }
    }
    Err(StoreError::StillRead)
}

/// Makes the file, readable by its owner only; its -wal and -shm get the same mode from SQLite.
fn touch(path: &Path) -> Result<(), StoreError> {
    OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(path)
        .map(drop)
        .map_err(|source| StoreError::Io { path: PathBuf::from(path), source })
}

async fn migrate(writer: &mut SqliteConnection, kind: &'static Kind) -> Result<(), StoreError> {
    let mut tx = begin(writer).await?;
    sqlx::query("CREATE TABLE IF NOT EXISTS format (version INTEGER NOT NULL)").execute(&mut *tx).await?;
    let found: Option<i64> =
        sqlx::query_scalar("SELECT version FROM format").fetch_optional(&mut *tx).await?;
    let found = u32::try_from(found.unwrap_or(0)).map_err(|_| StoreError::Damaged("format number"))?;
    let done = found as usize;
    if done > kind.steps.len() {
        return Err(StoreError::NewerSchema { file: kind.name, found, known: kind.steps.len() as u32 });
    }
    if done == kind.steps.len() {
        return Ok(()); // nothing to do, nothing to commit
    }
    for step in &kind.steps[done..] {
        sqlx::raw_sql(*step).execute(&mut *tx).await?;
    }
    sqlx::query("DELETE FROM format").execute(&mut *tx).await?;
    sqlx::query("INSERT INTO format (version) VALUES (?)")
        .bind(kind.steps.len() as i64)
        .execute(&mut *tx)
        .await?;
    tx.commit().await?;
    Ok(())
}

/// A number as the database keeps it.
pub(super) fn int(value: u64) -> Result<i64, StoreError> {
    i64::try_from(value).map_err(|_| StoreError::Invalid("a number beyond 2^63"))
}

/// A number read back.
pub(super) fn number(value: i64) -> Result<u64, StoreError> {
    u64::try_from(value).map_err(|_| StoreError::Damaged("a negative number"))
}

/// A number column.
pub(super) fn number_at(row: &SqliteRow, i: usize) -> Result<u64, StoreError> {
    number(row.try_get(i)?)
}

/// A small number column.
pub(super) fn small_at(row: &SqliteRow, i: usize) -> Result<u32, StoreError> {
    u32::try_from(row.try_get::<i64, _>(i)?).map_err(|_| StoreError::Damaged("a number out of range"))
}

/// A column of exactly `N` bytes.
pub(super) fn bytes_at<const N: usize>(row: &SqliteRow, i: usize) -> Result<[u8; N], StoreError> {
    row.try_get::<&[u8], _>(i)?.try_into().map_err(|_| StoreError::Damaged("bytes of the wrong length"))
}

/// The last number that a window of `limit` from `from` on may hold, exclusive.
pub(super) fn window(from: u64, limit: u32) -> Result<(i64, i64), StoreError> {
    let from = int(from)?;
    Ok((from, from.saturating_add(i64::from(limit))))
}
