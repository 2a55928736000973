//! The hot path of ballots: admission → bounded queue → one writer that commits batches and numbers them → tree and
//! live counts → receipt.
//!
//! Ballots do not pass through the desk one by one; there are too many of them. What ties their log to the log of acts
//! is [`desk::BallotSource`], which the box gives the desk: anchors and the count at the close.
//!
//! - [`mod@admission`] the handle: opening, casting, asking
//! - [`mod@voter`] the one place where what somebody shows becomes a [`Voter`]
//! - [`mod@codes`] invitation codes: issued by an act, kept as hashes
//! - [`mod@anonymous`] ballots that rest on a proof of work
//! - `leaf` what stands in the log for a ballot; `writer` the one task that appends; `acknowledge` the one behind it that
//!   waits for the disk and answers; `log` the tree in little memory;
//!   `heads` what the log vouches for; `rows` ballots as they are published; `start` rebuilding, and what the log must extend; `saved` counts kept for a quick
//!   start
//!
//! What may be relied on:
//! - **An acknowledged ballot is durable, numbered and in the tree.** One that is not acknowledged may be cast again
//!   under its request id, and is answered alike however often, even after the close.
//! - **Limits hold in the store.** A ballot takes the first free slot of (category, period, pseudonym) inside the
//!   commit; the store's keys decide, not this room's memory.
//! - **One log, for ever.** No signed head leaves before it is kept outside the databases, and a box opens only where its
//!   log extends every head that is known. After a fault of the disk nothing more is acknowledged.
//! - **Windows are judged at admission**, before the queue, and never by a clock that went back behind a count.

mod acknowledge;
pub mod admission;
pub mod anonymous;
pub mod codes;
mod error;
mod heads;
mod leaf;
mod log;
mod rows;
mod saved;
mod start;
pub mod voter;
mod writer;

pub use admission::{BallotBox, Cast, Known};
pub use error::BallotError;
pub use heads::{meta_name as head_meta, name as head_name};
pub use rows::Row;
pub use start::LATER;
pub use voter::{Shown, Voter};
