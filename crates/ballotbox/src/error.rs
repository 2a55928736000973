//! The one error of this room.

use std::sync::Arc;

use selection::Refusal;
use store::StoreError;

/// Why a ballot was not taken, or the box not opened. Cloned, because one failed batch answers many voters.
#[derive(Debug, Clone, thiserror::Error)]
pub enum BallotError {
    /// It was refused.
    #[error("refused: {0}")]
    Refused(Refusal),
    /// The queue is full. Nothing was lost; after [`BallotError::RETRY_AFTER`] the same request may come again.
    #[error("too many ballots at once; try again in a moment")]
    Busy,
    /// The store could not keep it, or could not be read. The ballot was not acknowledged.
    #[error(transparent)]
    Store(Arc<StoreError>),
    /// The writer stopped. Whether the ballot was kept shows when it is asked for again under the same request id.
    #[error("the writer of ballots stopped; nothing more is accepted until the server is started again")]
    Stopped,
    /// The ballots file has fewer ballots than were recorded elsewhere.
    #[error(
        "the ballots file holds {found} ballots of {el}, but {recorded} were recorded ({by}): the file is older than \
         what was shown of it. Restore the newest ballots.db; without it the log must not go on, because whoever holds a \
         receipt would find another ballot in their place. Nothing was opened."
    )]
    Older {
        /// Selection.
        el: String,
        /// Ballots found.
        found: u64,
        /// Ballots recorded.
        recorded: u64,
        /// Where they were recorded.
        by: String,
    },
    /// The ballots are not those over which a root was recorded.
    #[error(
        "the first {size} ballots of {el} are not those that were recorded ({by}): the ballots file was changed or \
         belongs elsewhere. Restore the right ballots.db; nothing was opened."
    )]
    Changed {
        /// Selection.
        el: String,
        /// How many ballots the root covers.
        size: u64,
        /// Where the root was recorded.
        by: String,
    },
    /// The log has signed heads, and the newest is not where it is kept.
    #[error(
        "{file} is missing, but the ballot log of {el} has signed a head of {size} ballots or more. Put the file back; \
         or put there the newest signed head that anybody has: the published `checkpoint`, or all that stands below the \
         empty line of the newest receipt. Nothing was opened."
    )]
    HeadLost {
        /// Selection.
        el: String,
        /// Ballots under the newest head that is known here.
        size: u64,
        /// Where it should be, in the data folder.
        file: String,
    },
    /// A kept head is not one that this log signed.
    #[error(
        "the signed head in {place} is not one that this log signed: it is damaged or belongs elsewhere. Restore it, or \
         put the newest signed head that anybody has in its place. Nothing was opened."
    )]
    HeadUnreadable {
        /// Where it was found.
        place: String,
    },
    /// The log was opened anew since, and the data know nothing of it.
    #[error(
        "the logs of {el} were opened anew ({file}), and the data folder is older than that. Restore the newest data \
         folder, or open the logs anew once more with `xuanxian restore`. Nothing was opened."
    )]
    RestoredSince {
        /// Selection.
        el: String,
        /// The head of the later log, in the data folder.
        file: String,
    },
    /// The log has another name than it is to go on under.
    #[error(
        "the ballot log of {el} is called {was} and cannot go on as {asked}: receipts that were given name the first. \
         Start with the host that it began with. Nothing was opened."
    )]
    Renamed {
        /// Selection.
        el: String,
        /// Its origin.
        was: String,
        /// The origin it was opened with.
        asked: String,
    },
    /// A stored ballot does not give its leaf, or is missing.
    #[error("ballot {0} does not fit its leaf or is missing: the ballots file is damaged or was changed")]
    Damaged(u64),
    /// The name cannot stand in a checkpoint.
    #[error("`{0}` cannot be the host of a log's origin")]
    Host(String),
    /// More invitation codes than are made at once.
    #[error("at most {most} codes are made at once")]
    TooManyCodes {
        /// The bound.
        most: u64,
    },
    /// This request has already made codes. Codes are shown once and kept nowhere.
    #[error("the codes of this request were made and shown before; they are kept nowhere")]
    CodesShown,
    /// A challenge could not be made: a fault of the code.
    #[error("{0}")]
    Work(String),
    /// The codes were not recorded by the desk.
    #[error("the codes could not be recorded: {0}")]
    Desk(Arc<desk::DeskError>),
}

impl BallotError {
    /// Seconds after which a voter who met [`BallotError::Busy`] may try again (HTTP `Retry-After`).
    pub const RETRY_AFTER: u32 = 2;
}

impl From<Refusal> for BallotError {
    fn from(refusal: Refusal) -> BallotError {
        BallotError::Refused(refusal)
    }
}

impl From<StoreError> for BallotError {
    fn from(error: StoreError) -> BallotError {
        BallotError::Store(Arc::new(error))
    }
}

impl From<desk::DeskError> for BallotError {
    fn from(error: desk::DeskError) -> BallotError {
        match error {
            desk::DeskError::Refused(refusal) => BallotError::Refused(refusal),
            desk::DeskError::Store(error) => error.into(),
            other => BallotError::Desk(Arc::new(other)),
        }
    }
}
