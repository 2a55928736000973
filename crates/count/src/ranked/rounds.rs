//! What a count by rounds leaves behind: who had what, who was elected or fell out, where the votes went.
//!
//! In every round the votes of all, the exhausted and what was cut off are together the valid ballots, exactly.

use std::collections::BTreeMap;

use plan::Break;
use serde::{Deserialize, Serialize};

use crate::exact::Exact;
use crate::undecided::Missing;

/// A run-off for one place, or a whole transfer of votes.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Course {
    /// Valid ballots.
    pub valid: u64,
    /// What elects; absent: there is no quota, or the plan does not give it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quota: Option<Exact>,
    /// The rounds, first to last.
    pub rounds: Vec<Round>,
    /// Who was elected, in this order.
    pub elected: Vec<String>,
    /// Who fell out, round by round; several at once share one fate.
    pub out: Vec<Vec<String>>,
    /// Who was still in, and not elected, when all places were filled; most votes first.
    pub left: Vec<String>,
    /// Those of whom nothing can be said, because the count stands still.
    pub open: Vec<String>,
    /// What the count waits for: a lot without a seed, or a resolution. It stands still until then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waits: Option<Break>,
    /// What the plan would have to say.
    pub missing: Vec<Missing>,
}

impl Course {
    /// The rank of somebody elected: one more than those who were elected in an earlier round, or with more votes in the
    /// same one. Equals share it.
    pub fn rank(&self, elected: &str) -> u64 {
        let mut before = 0;
        for round in &self.rounds {
            let votes = |one: &Elected| round.votes.get(&one.candidate);
            if let Some(own) = round.elected.iter().find(|one| one.candidate == elected) {
                return 1
                    + before
                    + round.elected.iter().filter(|one| votes(one) > votes(own)).count() as u64;
            }
            before += round.elected.len() as u64;
        }
        1 + before
    }
}

/// One round: how things stand, what they mean, and what is done then.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Round {
    /// Votes at the beginning, of everybody who is in the count or keeps votes as elected.
    pub votes: BTreeMap<String, Exact>,
    /// Votes that have left the count, because their ballots name nobody further.
    pub exhausted: Exact,
    /// What was cut off from the values of ballots.
    pub cut: Exact,
    /// Who is elected in it.
    pub elected: Vec<Elected>,
    /// How equals were told apart.
    pub ties: Vec<Settled>,
    /// Whose votes went where.
    pub moves: Vec<Move>,
}

/// Somebody is elected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Elected {
    /// Who.
    pub candidate: String,
    /// By what.
    pub by: ElectedBy,
}

/// What elects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ElectedBy {
    /// The quota.
    Quota,
    /// More than half of the votes that are left.
    Majority,
    /// No more are left than there are places.
    Remaining,
    /// Equals share one fate, and it is to be seated.
    Together,
}

/// Votes that leave a candidate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Move {
    /// Whom.
    pub from: String,
    /// Why.
    pub why: Why,
    /// How many.
    pub votes: Exact,
    /// To whom.
    pub to: BTreeMap<String, Exact>,
    /// To nobody.
    pub exhausted: Exact,
    /// Cut off on the way.
    pub cut: Exact,
}

/// Why votes leave a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// They are above the quota.
    Surplus,
    /// The candidate has fallen out.
    Out,
}

/// A tie inside a count, and what was tried.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settled {
    /// What hung on it.
    pub about: About,
    /// Who were equal.
    pub equals: Vec<String>,
    /// What was tried, in order.
    pub tries: Vec<Try>,
    /// How it ended.
    pub end: SettledEnd,
}

/// What hangs on a tie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum About {
    /// Who falls out.
    Elimination,
    /// Whose surplus goes first.
    Surplus,
    /// Who gets the last place.
    Seat,
}

/// One step of a chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Try {
    /// Which.
    pub by: Break,
    /// The place on the ballots, or the round, from 1, that told them apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<u32>,
    /// What each had there, where figures are compared.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub figures: BTreeMap<String, Exact>,
    /// Who are still equal after it: those who lead where a place or surplus hangs on it, those who trail otherwise.
    pub left: Vec<String>,
}

/// How a tie inside a count ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SettledEnd {
    /// These it is.
    Told(Vec<String>),
    /// Whoever goes first, the others follow before anything else changes: they go together.
    SameEitherWay,
    /// A lot without a seed, or a resolution that does not exist yet.
    Waits,
    /// The plan does not end it.
    Undecided,
}
