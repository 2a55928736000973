//! Every step of a count, kept as data: pages and papers tell them in words, the verifier compares them.

use std::collections::BTreeMap;

use plan::{Normalise, TieStep};
use serde::{Deserialize, Serialize};

use crate::exact::Exact;
use crate::rank::Status;
use crate::undecided::Missing;

/// One step. Stages, candidates and criteria are named by id or handle; no judge and no voter is ever named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, tag = "step", rename_all = "kebab-case")]
pub enum Step {
    /// A candidate has withdrawn: no figure of theirs is used, not even as a maximum or in a sum.
    Withdrawn {
        /// Who.
        candidate: String,
    },
    /// How many ballots a vote had in this category. Concerns everybody.
    Ballots {
        /// Vote stage.
        stage: String,
        /// Ballots that count.
        valid: u64,
        /// Ballots that count for nobody.
        invalid: u64,
    },
    /// The votes of one candidate.
    Votes {
        /// Vote stage.
        stage: String,
        /// Whose.
        candidate: String,
        /// How many.
        votes: u64,
    },
    /// The sheets of one candidate.
    Sheets {
        /// Review stage.
        stage: String,
        /// Whose.
        candidate: String,
        /// Sheets of judges who abstained.
        abstained: u64,
        /// Sheets of judges who stood back.
        recused: u64,
        /// Sheets of judges who were absent.
        absent: u64,
        /// The lowest totals, which fall away, ascending.
        dropped_low: Vec<u64>,
        /// The totals that count, ascending.
        kept: Vec<u64>,
        /// The highest totals, which fall away, ascending.
        dropped_high: Vec<u64>,
        /// The fewest scored sheets without which there is no score.
        least: u64,
        /// Mean of the totals that count; absent: too few sheets for a score.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        mean: Option<Exact>,
    },
    /// The mean of one criterion over all scored sheets of a candidate.
    Criterion {
        /// Review stage.
        stage: String,
        /// Whose.
        candidate: String,
        /// Which.
        criterion: String,
        /// Mean.
        mean: Exact,
    },
    /// How a figure became a part score.
    Normalised {
        /// Stage.
        stage: String,
        /// Whose.
        candidate: String,
        /// Votes, or panel score.
        figure: Exact,
        /// The plan's normalisation.
        by: Normalise,
        /// The maximum or sum it was divided by; absent: it was not divided.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        divisor: Option<Exact>,
        /// Part score.
        part: Exact,
    },
    /// What a part adds to the score.
    Weighted {
        /// Stage.
        stage: String,
        /// Whose.
        candidate: String,
        /// Part score.
        part: Exact,
        /// Weight, in hundredths.
        weight: Exact,
        /// Part × weight ÷ 100.
        points: Exact,
    },
    /// The final score.
    Score {
        /// Whose.
        candidate: String,
        /// The sum before rounding.
        sum: Exact,
        /// Decimal places it is rounded to, half up; absent: it is not rounded.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        places: Option<u32>,
        /// The score that ranks.
        score: Exact,
    },
    /// One try at telling equals at the last seat apart.
    Tie {
        /// What the plan tries.
        by: TieStep,
        /// The figure each of them has, where the step compares figures.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        figures: BTreeMap<String, Exact>,
        /// The equals as they stand after it, first placed first; one group: it told nobody apart.
        groups: Vec<Vec<String>>,
        /// How many seats were left for them.
        seats: u64,
    },
    /// Where a candidate stands in the end.
    Placed {
        /// Who.
        candidate: String,
        /// Rank by score; absent: no score.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rank: Option<u64>,
        /// Outcome by the figures alone.
        status: Status,
    },
}

impl Step {
    /// Whether the step tells something about this candidate (by handle).
    pub fn concerns(&self, handle: &str) -> bool {
        match self {
            Step::Ballots { .. } => true,
            Step::Tie { groups, .. } => groups.iter().flatten().any(|candidate| candidate == handle),
            Step::Withdrawn { candidate }
            | Step::Votes { candidate, .. }
            | Step::Sheets { candidate, .. }
            | Step::Criterion { candidate, .. }
            | Step::Normalised { candidate, .. }
            | Step::Weighted { candidate, .. }
            | Step::Score { candidate, .. }
            | Step::Placed { candidate, .. } => candidate == handle,
        }
    }
}

/// What a count writes down as it goes.
#[derive(Default)]
pub(crate) struct Log {
    pub steps: Vec<Step>,
    pub undecided: Vec<Missing>,
}

impl Log {
    pub(crate) fn step(&mut self, step: Step) {
        self.steps.push(step);
    }

    /// Notes what is missing, once.
    pub(crate) fn undecided(&mut self, missing: Missing) {
        if !self.undecided.contains(&missing) {
            self.undecided.push(missing);
        }
    }
}
