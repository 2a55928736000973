//! The one error of this room.

use std::path::{Path, PathBuf};

use ballotbox::BallotError;
use ledger::LedgerError;
use store::StoreError;

/// Why something was not published.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// A file cannot be read or written.
    #[error("{path}: {fault}")]
    File {
        /// Which.
        path: PathBuf,
        /// What the system says.
        fault: std::io::Error,
    },
    /// The folder holds a head that this log did not sign.
    #[error(
        "{0} holds a head that this log did not sign: it is the publication of something else. Choose another folder."
    )]
    Foreign(PathBuf),
    /// The folder holds the publication of the log before it was opened anew.
    #[error(
        "{0} holds the publication of the log before the restoration. Leave it as it is and choose another folder."
    )]
    Earlier(PathBuf),
    /// What was brought is no signed head, and no receipt.
    #[error("{0} is no signed head and no receipt, or is damaged")]
    NoHead(PathBuf),
    /// The folder, or the head that was signed last, has more or other leaves than the house: going on would show the
    /// world a second log under one name.
    #[error(
        "a head of {log} over {size} leaves was published or signed ({by}), and what is here does not extend it: the data \
         folder is older than what was shown, or was changed. Restore the newest data folder. Nothing was published."
    )]
    Forked {
        /// The log's origin.
        log: String,
        /// Leaves under the head.
        size: u64,
        /// Where it was found.
        by: String,
    },
    /// The log of acts has signed heads, and the newest is not where it is kept.
    #[error(
        "{file} is missing, but {log} has signed a head of {size} acts or more. Put the file back, or put the published \
         `acts/checkpoint` there. Nothing was published."
    )]
    HeadLost {
        /// The log's origin.
        log: String,
        /// Acts under the newest head that is known here.
        size: u64,
        /// Where it should be, in the data folder.
        file: String,
    },
    /// The ballots cannot be read, or their log cannot sign.
    #[error(transparent)]
    Ballots(#[from] BallotError),
    /// The store cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// An entry does not give its leaf.
    #[error("entry {0} does not give its leaf: the data folder is damaged")]
    Damaged(u64),
    /// What an entry names is not there.
    #[error("the opening {0} is missing from the data folder")]
    NoBlob(String),
    /// Something cannot be written in the log's formats.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The host cannot stand in a log's name.
    #[error("`{0}` cannot be the host of a log's origin")]
    Host(String),
}

impl PublishError {
    pub(crate) fn file(path: &Path) -> impl FnOnce(std::io::Error) -> PublishError {
        let path = path.to_owned();
        move |fault| PublishError::File { path, fault }
    }
}
