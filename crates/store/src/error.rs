//! The one error of this room.

use std::path::PathBuf;

/// What can go wrong in the store. The texts are for operators; they hold no personal data.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Somebody else appended first. Read on from `expected`, decide again, try again. Nothing was written.
    #[error("the log holds {actual} records, not {expected} as the writer believed; read on and try again")]
    Conflict {
        /// Size that the caller believed.
        expected: u64,
        /// Size in fact.
        actual: u64,
    },
    /// The subject was erased. An erasure is final: nothing more can be sealed for this subject.
    #[error("{subject} of {log} was erased; nothing more can be sealed for it")]
    Erased {
        /// Log of the subject.
        log: String,
        /// Handle of the subject.
        subject: String,
    },
    /// A key that has to be unique is taken: `"login"`, `"account"`, `"session"`, `"token"` or `"file"`.
    #[error("this {0} is taken")]
    Taken(&'static str),
    /// Nothing there to change: `"account"`.
    #[error("there is no such {0}")]
    Unknown(&'static str),
    /// The caller asked for something that no correct caller asks for.
    #[error("the store was called wrongly: {0}")]
    Invalid(&'static str),
    /// The caller's `make_leaf` failed; the whole batch was left out.
    #[error("a ballot's leaf could not be made: {0}")]
    Leaf(String),
    /// Another process, or another store in this one, has the data folder open.
    #[error(
        "the data folder {} is in use by another process. Stop that one first, or give another folder with --data.",
        .0.display()
    )]
    InUse(PathBuf),
    /// The folder was copied or moved to here from elsewhere. Two copies that both go on would each have a log of their
    /// own under one name.
    #[error(
        "the data folder {} was copied or moved here. If the other one is still in use, or ever will be, use that one. \
         If it never will be, delete the file LOCK in this folder and start again.",
        .0.display()
    )]
    Moved(PathBuf),
    /// The folder cannot be a data folder.
    #[error("{} cannot be used as a data folder: {why}", .dir.display())]
    Folder {
        /// The folder.
        dir: PathBuf,
        /// The reason, in English.
        why: &'static str,
    },
    /// Written by a newer program.
    #[error(
        "{file} has format {found}, but this program knows formats up to {known} only. It was written by a newer \
         version: start that version, or restore a backup made by this one."
    )]
    NewerSchema {
        /// Name of the file in the data folder.
        file: &'static str,
        /// Format found.
        found: u32,
        /// Newest format that this program knows.
        known: u32,
    },
    /// The master key is not the one that the key file was made with.
    #[error(
        "the master key does not fit keys.db in this data folder. Give the master key that belongs to it; \
         nothing was changed."
    )]
    WrongMasterKey,
    /// A part is there, was never erased, and its subject has no key: the key file is older than the rest.
    #[error("the key of {subject} in {log} is missing: keys.db is older than main.db; restore the newer one")]
    MissingKey {
        /// Log of the subject.
        log: String,
        /// Handle of the subject.
        subject: String,
    },
    /// What was read is not what was written.
    #[error("stored data is damaged: {0}")]
    Damaged(&'static str),
    /// The access journal's chain breaks at row `n`: this row, or one before it, was changed or removed.
    #[error("the access journal was tampered with at row {n}")]
    JournalFault {
        /// First row that does not follow from those before it.
        n: u64,
    },
    /// An erasure was recorded, but readers kept old pages of the files in use. Ask again: it is idempotent, and
    /// the next opening ends it in any case.
    #[error("the erasure is recorded but old pages are still being read; ask again")]
    StillRead,
    /// The disk failed or is full. The store acknowledges nothing more until it is opened anew.
    #[error("the disk failed or is full; nothing more is accepted. Look after the disk, then start again.")]
    Halted,
    /// The file system refused.
    #[error("{}: {source}", .path.display())]
    Io {
        /// File or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The database refused.
    #[error("database: {0}")]
    Sql(#[from] sqlx::Error),
}

impl StoreError {
    /// Whether the disk is at fault, not the caller. After such a fault nobody knows which pages are on the disk, so
    /// nothing may be acknowledged any more, and the same pages may not be tried again.
    pub fn is_disk_fault(&self) -> bool {
        match self {
            // Primary result codes: IOERR, CORRUPT, FULL, NOTADB. A full disk rolls back by itself in the middle of a
            // transaction, so it ends writing too.
            StoreError::Sql(sqlx::Error::Database(fault)) => fault
                .code()
                .and_then(|code| code.parse::<u32>().ok())
                .is_some_and(|code| matches!(code & 0xff, 10 | 11 | 13 | 26)),
            StoreError::Sql(error) => matches!(
                error,
                sqlx::Error::Io(_) | sqlx::Error::WorkerCrashed | sqlx::Error::InvalidSavePointStatement
            ),
            StoreError::Halted | StoreError::Io { .. } => true,
            _ => false,
        }
    }
}
