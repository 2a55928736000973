//! What is kept: entries, ballots, vault, files, accounts.
//!
//! The store knows bytes, not meanings. [`Store`] is the contract; [`SqliteStore`] keeps it on SQLite, and
//! `conformance` (feature of that name) is the suite that any other implementation has to pass as well.
//!
//! What a caller may rely on:
//! - **Durable on return.** When a writing call returns `Ok`, what it wrote survives a crash of the process and of
//!   the machine. After a disk fault nothing more is acknowledged ([`StoreError::Halted`]).
//! - **All or nothing.** A call that returns an error has written nothing, save where its own text says otherwise.
//! - **Nothing by clock or chance.** Instants (milliseconds since 1970, UTC) come from the caller, fresh key bytes
//!   from an injected [`Entropy`].
//! - **Erased is erased.** Salt and plaintext of a part lie under a key per subject, an uploaded file under a key of
//!   its own, all kept in a database file apart; an erasure destroys the keys, so that older copies of the other files
//!   tell nothing either.

#[cfg(any(test, feature = "conformance"))]
pub mod conformance;
mod contract;
mod crypt;
mod error;
mod journal;
mod sqlite;

pub use contract::{
    Account, Ballot, BallotOutcome, Content, Erasure, MakeLeaf, NewEntry, NewHold, NewPart, Part, Seat,
    Session, Store, StoredBallot, StoredEntry, StoredFile, Swept,
};
pub use crypt::{Entropy, MasterKey};
pub use error::StoreError;
pub use journal::{JournalHead, JournalLine, JournalRow};
pub use sqlite::SqliteStore;
