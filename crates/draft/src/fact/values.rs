//! The values of facts that are no words and no plan types.

use plan::{Reach, Seats};
use text::{Lang, args, t, ta};

/// What a limit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counts {
    Ballots,
    /// Votes for one and the same candidate.
    Same,
}

/// The stretch of time of a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stretch {
    Day,
    Stage,
    Hours(u32),
    Minutes(u32),
}

impl Stretch {
    pub(super) fn number(self) -> Option<u32> {
        match self {
            Stretch::Hours(n) | Stretch::Minutes(n) => Some(n),
            Stretch::Day | Stretch::Stage => None,
        }
    }
}

/// What stands for a voter in a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    Voter,
    Address,
    Mobile,
    Landline,
}

/// How many seats a number means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    AtMost,
    Exactly,
    About,
}

impl Bound {
    pub fn seats(self, n: u32) -> Seats {
        match self {
            Bound::AtMost => Seats::AtMost(n),
            Bound::Exactly => Seats::Exactly(n),
            Bound::About => Seats::About(n),
        }
    }

    pub(super) fn key(self) -> &'static str {
        match self {
            Bound::AtMost => "at-most",
            Bound::Exactly => "exactly",
            Bound::About => "about",
        }
    }
}

/// A share that must be reached, with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    pub share: &'static str,
    /// `None` where the words do not say whether the share itself suffices.
    pub reach: Option<Reach>,
    pub text: String,
}

pub(super) fn voter(by: By, lang: Lang) -> String {
    let key = match by {
        By::Voter => "draft-said-by-voter",
        By::Address => "draft-said-by-address",
        By::Mobile => "draft-said-by-mobile",
        By::Landline => "draft-said-by-landline",
    };
    t(lang, key)
}

pub(super) fn stretch(per: Stretch, lang: Lang) -> String {
    match per {
        Stretch::Day => t(lang, "draft-said-per-day"),
        Stretch::Stage => t(lang, "draft-said-per-stage"),
        Stretch::Hours(n) => ta(lang, "draft-said-per-hours", &args! { "n" => n }),
        Stretch::Minutes(n) => ta(lang, "draft-said-per-minutes", &args! { "n" => n }),
    }
}
