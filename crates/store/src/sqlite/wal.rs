//! The write-ahead log of ballots, moved into its file beside the writer: what waits for a commit are voters.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};

use sqlx::SqliteConnection;

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

const RESTS: u8 = 0;
const RUNS: u8 = 1;
const RAN: u8 = 2;

/// How long the log is, about, and whether somebody is moving it.
#[derive(Default)]
pub(super) struct Wal {
    pages: AtomicU64,
    tidying: Arc<AtomicU8>,
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
        if self.tidying.load(Ordering::Acquire) == RAN {
            sqlx::query(MOVE).execute(&mut *writer).await?;
            self.pages.store(0, Ordering::Relaxed);
            self.tidying.store(RESTS, Ordering::Release);
        }
        if self.pages.load(Ordering::Relaxed) >= TIDY_PAGES
            && self.tidying.compare_exchange(RESTS, RUNS, Ordering::AcqRel, Ordering::Acquire).is_ok()
        {
            let (readers, tidying, halt) =
                (database.readers().clone(), Arc::clone(&self.tidying), halt.clone());
            tokio::spawn(async move {
                // Readers may not change data; moving it is no change.
                if let Err(error) = sqlx::query(MOVE).execute(&readers).await {
                    halt.watch(&error.into());
                }
                tidying.store(RAN, Ordering::Release);
            });
        }
        Ok(())
    }
}
