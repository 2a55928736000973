//! Ballots of every shape, and the methods that find winners from ballots directly.
//!
//! - [`roll`] ballots laid close together: a [`Roster`] of candidates, [`Rolls`] of ballots
//! - [`judge`] which of them count: [`sound`] keeps those, [`add_up`] adds them up at once into [`sums`]

//! - [`mod@runoff`], [`mod@transfer`] rankings; `field` the piles of ballots, [`rounds`] what they leave behind, [`ties`] how
//!   equals are told apart
//! - [`shared`] nomination; [`mod@support`] support against a bar; [`mod@lists`] awards by lists of preference
//!
//! Every number is exact, and neither the order of ballots nor that of candidates has any effect.

mod field;
pub mod judge;
pub mod lists;
pub mod roll;
pub mod rounds;
pub mod runoff;
pub mod shared;
pub mod sums;
pub mod support;
pub mod ties;
pub mod transfer;

#[cfg(test)]
mod tests;

pub use judge::{Aside, Fault, Form, Received, Verdict, add_up, sound};
pub use lists::{AwardList, Given, lists};
pub use roll::{Ballot, Index, NO_AWARD, NOBODY, Roll, Rolls, Roster, SHARED};
pub use rounds::{About, Course, Elected, ElectedBy, Move, Round, Settled, SettledEnd, Try, Why};
pub use runoff::{HeadToHead, RunoffPlace, runoff};
pub use shared::{Nomination, Nominee, PointRound, shared_point};
pub use sums::{Opinions, Placings, Sums, Votes};
pub use support::{Support, SupportBallot, SupportRound, Supported, support};
pub use ties::{Means, lot};
pub use transfer::transfer;
