//! Scores to ranks (并列), and what becomes of a candidate.

use std::collections::BTreeMap;

use plan::TieStep;
use serde::{Deserialize, Serialize};

use crate::exact::Exact;
use crate::places::placed;

/// What the figures alone make of a candidate. Where a body decides, this is what it is informed of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Goes on.
    Seated,
    /// Does not.
    Not,
    /// Equal at the last seat; the plan leaves it to a resolution or a lot, and there is none yet.
    Tied,
    /// Something the plan or the figures would have to say is missing.
    Undecided,
    /// Has withdrawn.
    Withdrawn,
}

/// Candidates of equal score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tie {
    /// The rank they share.
    pub rank: u64,
    /// Who, by candidate number.
    pub candidates: Vec<String>,
    /// Seats left for them, where these are fewer than they are; absent: the tie decides nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seats: Option<u64>,
    /// How it ended.
    pub end: TieEnd,
}

/// How a tie ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TieEnd {
    /// They share the rank, and no seat hangs on it.
    Shared,
    /// This step told them apart as far as the seats ask.
    Broken(TieStep),
    /// All of them are seated, also past the seats.
    AllSeated,
    /// None of them is seated, and the seats left stay empty.
    NobodySeated,
    /// A resolution, or a lot whose seed is not known yet, is to decide.
    Waits,
    /// What the plan says does not end it.
    Undecided,
}

impl TieEnd {
    /// What becomes of those who are still equal.
    pub(crate) fn status(&self) -> Status {
        match self {
            TieEnd::AllSeated => Status::Seated,
            TieEnd::NobodySeated => Status::Not,
            TieEnd::Waits => Status::Tied,
            TieEnd::Shared | TieEnd::Broken(_) | TieEnd::Undecided => Status::Undecided,
        }
    }
}

/// Equals with the rank they share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Group {
    pub rank: u64,
    pub members: Vec<String>,
}

/// Ranks everybody who has a score. A rank is one more than the number of those who stand higher, so two sixths are
/// followed by an eighth; a broken tie moves nobody's rank, it only gives the seat. Inside a group the order of
/// `standing` stays.
pub(crate) fn groups(standing: &[&String], scores: &BTreeMap<String, Exact>, fewest: bool) -> Vec<Group> {
    let group = |(rank, members): (u64, Vec<String>)| {
        let inside = |candidate: &&&String| members.contains(**candidate);
        Group {
            rank,
            members: standing.iter().filter(inside).map(|candidate| (*candidate).clone()).collect(),
        }
    };
    placed(scores, fewest).into_iter().map(group).collect()
}
