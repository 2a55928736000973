//! Ballots of every shape, and the methods that find winners from ballots directly.
//!
//! - [`roll`] ballots laid close together: a [`Roster`] of candidates, [`Rolls`] of ballots
//! - [`judge`] which of them count: [`sound`] keeps those, [`add_up`] adds them up at once into [`sums`]

pub mod judge;
pub mod roll;
pub mod sums;

#[cfg(test)]
mod tests;

pub use judge::{Aside, Fault, Form, Received, Verdict, add_up, sound};
pub use roll::{Ballot, Index, NO_AWARD, NOBODY, Roll, Rolls, Roster, SHARED};
pub use sums::{Opinions, Placings, Sums, Votes};
