//! The write-ahead log of ballots, moved into its file beside the writer: what waits for a commit are voters.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use sqlx::SqliteConnection;
use tokio::task::JoinHandle;

use super::file::Database;
use super::{Halt, Result};

/// Pages that a commit writes beside what it appends: the last of the table, and what is above it.
const COMMIT_PAGES: u64 = 4;
/// Bytes that a page takes of a batch.
const PAGE: u64 = 4_000;
/// After so many pages (16 MB) the log is moved into the file: often, because the disk writes what was moved at once, and
/// commits wait behind it.
const TIDY_PAGES: u64 = 4_000;

const MOVE: &str = "PRAGMA wal_checkpoint(PASSIVE)";

/// How long the log is, about, and what is moving it.
#[derive(Default)]
pub(super) struct Wal {
    pages: AtomicU64,
    moving: Mutex<Option<JoinHandle<()>>>,
}

impl Wal {
    /// Notes a commit of so many bytes.
    pub(super) fn grew(&self, bytes: usize) {
        self.pages.fetch_add(COMMIT_PAGES + bytes as u64 / PAGE, Ordering::Relaxed);
    }

    /// Moves a long log into the file: most of it beside the writer, on a connection of its own, and what came meanwhile
    /// here, between two batches; then the log begins again at its start.
    pub(super) async fn tidy(
        &self,
        database: &Database,
        halt: &Halt,
        writer: &mut SqliteConnection,
    ) -> Result<()> {
        let moved = self.moving().take_if(|moving| moving.is_finished()).is_some();
        if moved {
            sqlx::query(MOVE).execute(&mut *writer).await?;
            self.pages.store(0, Ordering::Relaxed);
        }
        let mut moving = self.moving();
        if moving.is_none() && self.pages.load(Ordering::Relaxed) >= TIDY_PAGES {
            let (readers, halt) = (database.readers().clone(), halt.clone());
            *moving = Some(tokio::spawn(async move {
                // Readers may not change data; moving it is no change.
                if let Err(error) = sqlx::query(MOVE).execute(&readers).await {
                    halt.watch(&error.into());
                }
            }));
        }
        Ok(())
    }

    fn moving(&self) -> MutexGuard<'_, Option<JoinHandle<()>>> {
        self.moving.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until nothing moves the log: how long that takes is the disk's affair.
    #[cfg(test)]
    pub(super) async fn rest(&self) {
        while self.moving().as_ref().is_some_and(|moving| !moving.is_finished()) {
            tokio::time::sleep(std::time::Duration::from_millis(1)).await;
        }
    }
}
