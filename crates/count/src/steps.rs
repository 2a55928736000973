//! Every step of a count, kept as data: pages and papers tell them in words, the verifier compares them.

use std::collections::BTreeMap;

use plan::{Aggregate, ApprovalKind, Figure, Normalise, Rounding, TieStep, Upheld};
use serde::{Deserialize, Serialize};

use crate::exact::Exact;
use crate::rank::Status;
use crate::ranked::{Course, Given, Nomination, RunoffPlace, SupportRound};
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
    /// What came through a channel whose ballots count several times.
    Worth {
        /// Vote stage.
        stage: String,
        /// Whose votes; absent: ballots that rank, of everybody.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        candidate: Option<String>,
        /// The channel (by id).
        channel: String,
        /// How many, before they are multiplied.
        votes: u64,
        /// What each counts.
        worth: Exact,
    },
    /// Seats that hang on how many take part. Concerns everybody.
    Portion {
        /// The award (by id); absent: the seats of the category.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        award: Option<String>,
        /// True for a share of those who entered, false for one of the seats that there would be.
        entered: bool,
        /// What it is a share of.
        of: u64,
        /// The share.
        share: Exact,
        /// Seats.
        seats: u64,
    },
    /// An award that is not given because few take part. Concerns everybody.
    NotGiven {
        /// The award (by id).
        award: String,
    },
    /// A vote of a panel that counts several times. Concerns everybody.
    Casting {
        /// Stage.
        stage: String,
        /// Which of the repeated ballots, from 1.
        ballot: u64,
        /// Whose (electorate, by id).
        who: String,
        /// How many times.
        times: u64,
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
        #[serde(with = "crate::marks")]
        dropped_low: Vec<Exact>,
        /// The totals that count, ascending.
        #[serde(with = "crate::marks")]
        kept: Vec<Exact>,
        /// The highest totals, which fall away, ascending.
        #[serde(with = "crate::marks")]
        dropped_high: Vec<Exact>,
        /// The fewest scored sheets without which there is no score.
        least: u64,
        /// Mean of the totals that count; absent: too few sheets for a score, or something else is made of them.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        mean: Option<Exact>,
        /// What is made of the totals, where it is not their mean. For a rank sum the totals are ranks.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        aggregate: Option<Aggregate>,
        /// The panel score, where it is not just the mean: of another kind, or rounded.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        score: Option<Exact>,
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
    /// What was taken from ballots, where it is not simply votes or points.
    Taken {
        /// Part (by its key).
        part: String,
        /// Whose.
        candidate: String,
        /// What the plan takes.
        by: Figure,
        /// The whole that votes are a share of, where they are.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        of: Option<Exact>,
        /// The figure.
        figure: Exact,
    },
    /// A figure from elsewhere: a measure, or parts inside a part.
    Given {
        /// Part (by its key).
        part: String,
        /// Whose.
        candidate: String,
        /// The figure.
        figure: Exact,
    },
    /// A figure divided by a measure first.
    PerHead {
        /// Part (by its key).
        part: String,
        /// Whose.
        candidate: String,
        /// The measure (by id).
        measure: String,
        /// Its value.
        by: Exact,
        /// The figure after it.
        figure: Exact,
    },
    /// A figure that does not pass its bar: the part is 0, and has no rank.
    Barred {
        /// Part (by its key).
        part: String,
        /// Whose.
        candidate: String,
        /// The figure.
        figure: Exact,
        /// The bar.
        bar: Exact,
    },
    /// How a figure became a part score.
    Normalised {
        /// Part, by its key: the stage's id, where it has no other.
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
        /// The rank it went by; absent: it did not go by rank.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rank: Option<u64>,
        /// Part score.
        part: Exact,
    },
    /// A part score above the most that it can be.
    Capped {
        /// Part (by its key).
        part: String,
        /// Whose.
        candidate: String,
        /// What it would be.
        score: Exact,
        /// The most that it can be.
        cap: Exact,
    },
    /// What a part adds to the score.
    Weighted {
        /// Part, by its key: the stage's id, where it has no other.
        stage: String,
        /// Whose.
        candidate: String,
        /// Part score.
        part: Exact,
        /// Weight: in hundredths, or in a plain sum the factor itself.
        weight: Exact,
        /// Part × weight ÷ 100, or in a plain sum part × weight.
        points: Exact,
    },
    /// The final score.
    Score {
        /// Whose.
        candidate: String,
        /// The sum before rounding.
        sum: Exact,
        /// Decimal places it is rounded to; absent: it is not rounded.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        places: Option<u32>,
        /// How, where that is not half up.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rounding: Option<Rounding>,
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
        /// How many first, second, third places each of them has, where the step counts back.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        places: BTreeMap<String, Vec<u64>>,
        /// The hash of each of them in a public lot (hex), where the step draws one.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        lots: BTreeMap<String, String>,
        /// The equals as they stand after it, first placed first; one group: it told nobody apart.
        groups: Vec<Vec<String>>,
        /// How many seats were left for them.
        seats: u64,
    },
    /// Takes a seat ahead of the figures, by decision.
    Direct {
        /// Who.
        candidate: String,
        /// The decision's reference; may be empty.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reference: String,
    },
    /// Somebody who was chosen was asked and refuses.
    Refused {
        /// Who.
        candidate: String,
        /// The decision's reference; may be empty.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reference: String,
    },
    /// An objection to somebody was found true.
    Upheld {
        /// Who.
        candidate: String,
        /// What follows; absent: the plan does not say.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        follows: Option<Upheld>,
        /// The decision's reference; may be empty.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reference: String,
    },
    /// Disqualified by a penalty of the plan: no figure of theirs is used anywhere.
    Disqualified {
        /// Who.
        candidate: String,
        /// The penalty.
        #[serde(flatten)]
        penalty: Penal,
    },
    /// Votes deducted by a penalty of the plan, before anything else is counted.
    Deducted {
        /// The vote (by id).
        stage: String,
        /// The channel (by id) whose votes they were; may be empty.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        channel: String,
        /// Whose.
        candidate: String,
        /// How many.
        votes: u64,
        /// The penalty.
        #[serde(flatten)]
        penalty: Penal,
    },
    /// Picked by the body, without figures.
    Picked {
        /// Who.
        candidate: String,
        /// The decision's reference; may be empty.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reference: String,
    },
    /// Taken off the list by a body that may.
    Vetoed {
        /// Who.
        candidate: String,
        /// The decision's reference; may be empty.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reference: String,
    },
    /// Gets no seat although somebody behind does, and why.
    PassedOver {
        /// Who.
        candidate: String,
        /// What stood against it.
        because: Because,
        /// Clause; may be empty.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        clause: String,
    },
    /// What those who go on are together. Concerns everybody.
    Composed {
        /// The clause's id.
        composition: String,
        /// The value of the attribute that is counted apart, where each is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        value: Option<String>,
        /// How many of them.
        count: u64,
        /// Of how many.
        of: u64,
        /// At least so many must.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        least: Option<u64>,
        /// At most so many may.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        most: Option<u64>,
        /// About so many should.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        about: Option<Exact>,
    },
    /// Seats that stay empty. Concerns everybody.
    Vacant {
        /// How many.
        seats: u64,
    },
    /// Fewer take part than have to. Concerns everybody.
    TooFew {
        /// How many take part.
        have: u64,
        /// How many have to.
        least: u64,
    },
    /// Stands high enough for an award whose own conditions shut them out of it; a lower one may still be theirs.
    ShutOut {
        /// Who.
        candidate: String,
        /// The award (by id).
        award: String,
    },
    /// Gets an award.
    Awarded {
        /// Who.
        candidate: String,
        /// The award (by id).
        award: String,
    },
    /// A body that must agree before the list stands. Concerns everybody.
    Approval {
        /// Who.
        by: String,
        /// What it does.
        kind: ApprovalKind,
        /// Clause; may be empty.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        clause: String,
    },
    /// A run-off, place by place. Concerns everybody.
    Runoff {
        /// The places, first to last.
        places: Vec<RunoffPlace>,
    },
    /// A transfer of votes. Concerns everybody.
    Transfer {
        /// Round by round.
        course: Course,
    },
    /// A nomination by shared points. Concerns everybody.
    Nomination {
        /// Round by round.
        nomination: Nomination,
    },
    /// Support held against a bar. Concerns everybody.
    Support {
        /// Ballot by ballot.
        rounds: Vec<SupportRound>,
    },
    /// Awards given down lists of preference. Concerns everybody.
    Lists {
        /// Award by award, highest first.
        given: Vec<Given>,
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

/// A penalty of the plan as it was applied.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Penal {
    /// In the plan's words; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub says: String,
    /// Who finds that votes are foul, where the plan says so.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// Clause; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub clause: String,
    /// The decision's reference; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reference: String,
}

/// Why somebody is passed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Because {
    /// These clauses on the composition (by id).
    Composition(Vec<String>),
    /// Holds this award (by id), and one candidate holds one only.
    Holds(String),
    /// Is shut out by the own conditions of each of these awards (by id).
    Barred(Vec<String>),
    /// Costs more than is left.
    Budget,
    /// Stands behind "no award".
    NoAward,
    /// Was taken off by a body.
    Veto,
}

impl Step {
    /// Whether the step is a whole count by rounds, places, ballots or lists: then [`crate::tell::Names::story`] tells what
    /// it says of one candidate.
    pub fn has_rounds(&self) -> bool {
        matches!(
            self,
            Step::Runoff { .. }
                | Step::Transfer { .. }
                | Step::Nomination { .. }
                | Step::Support { .. }
                | Step::Lists { .. }
        )
    }

    /// Whether the step tells something about this candidate (by handle).
    pub fn concerns(&self, handle: &str) -> bool {
        match self {
            Step::Ballots { .. }
            | Step::Portion { .. }
            | Step::NotGiven { .. }
            | Step::Casting { .. }
            | Step::Composed { .. }
            | Step::Vacant { .. }
            | Step::TooFew { .. }
            | Step::Approval { .. }
            | Step::Runoff { .. }
            | Step::Transfer { .. }
            | Step::Nomination { .. }
            | Step::Support { .. }
            | Step::Lists { .. } => true,
            Step::Worth { candidate, .. } => candidate.as_ref().is_none_or(|candidate| candidate == handle),
            Step::Tie { groups, .. } => groups.iter().flatten().any(|candidate| candidate == handle),
            Step::Withdrawn { candidate }
            | Step::Disqualified { candidate, .. }
            | Step::Deducted { candidate, .. }
            | Step::Votes { candidate, .. }
            | Step::Taken { candidate, .. }
            | Step::Given { candidate, .. }
            | Step::PerHead { candidate, .. }
            | Step::Barred { candidate, .. }
            | Step::Capped { candidate, .. }
            | Step::Direct { candidate, .. }
            | Step::Picked { candidate, .. }
            | Step::Vetoed { candidate, .. }
            | Step::Upheld { candidate, .. }
            | Step::Refused { candidate, .. }
            | Step::PassedOver { candidate, .. }
            | Step::Awarded { candidate, .. }
            | Step::ShutOut { candidate, .. }
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
