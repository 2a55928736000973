//! What the world may have of a selection: both logs and what was opened of them, as a folder of static files that any web
//! server can serve and anybody can recount (LEDGER, "Layout").
//!
//! | Path | Holds |
//! |---|---|
//! | `acts/…`, `ballots/…` | a log each: `checkpoint`, `checkpoint.sm`, `tile/…` ([`ledger::tile`]) |
//! | `acts/blob/<sha256>` | the opening of a gate, named by its entry ([`ledger::Opening`]) |
//! | `acts/disclosed` | parts that are public now, a line each: entry, slot, salt and bytes |
//! | `ballots/openings/<stage>/<k>` | what opens the ballots of a counted vote ([`ledger::BallotOpening`]), 65,536 a file |
//! | `trust` | keys and plan as the announcement prints them; lying here it proves nothing |
//!
//! A folder is written on, never anew: full tiles stay as they are, and the heads come last. What is written must extend
//! what is there; a folder that knows more than the house, or something else, is left alone.
//!
//! - [`Publisher`] one selection's folder
//! - [`Cosigning`] the witnesses that are asked for their cosignatures
//! - [`restore`] the way forward from an older backup
//! - `folder` one log of it; `heads` how the log of acts signs; `disclosed` which parts are public

mod cosigning;
mod disclosed;
mod error;
mod folder;
mod heads;
mod publisher;
pub mod restore;

pub use cosigning::{Cosigning, Reach};
pub use error::PublishError;
pub use heads::label;
pub use publisher::{Progress, Published, Publisher, fits, known_ballots};
