//! Ballots and sheets to scores, ranks and seats, every step kept.
//!
//! [`count`] takes the figures of one category and the plan's rule, and gives an [`Outcome`]: who stands where, every
//! step that led there, ties, and whatever the result needs that the plan does not state. It knows no defaults.
//!
//! The way of a figure, a module per station:
//! - [`ballots`] ballots → [`VoteTally`]; [`sheets`] score sheets → [`mod@piles`] → panel score
//! - `normalise` figure → part score of 0 to 100
//! - `combine` part scores → one score
//! - [`rank`] scores → ranks, ties, seats
//! - [`ranked`] ballots of every shape, and methods that find winners from ballots directly
//! - [`steps`] what is written down on the way; [`undecided`] what was missing; [`exact`] the numbers
//!
//! This room is pure: no clock, no randomness, no order of a hash map. The same input in another order gives the same
//! outcome to the byte.

pub mod ballots;
mod combine;
pub mod exact;
mod normalise;
pub mod piles;
pub mod rank;
pub mod ranked;
pub mod sheets;
pub mod steps;
pub mod undecided;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use plan::{Decide, ResultRule, Seats, Stated, Take};
use serde::{Deserialize, Serialize};

pub use ballots::{Invalid, VoteTally, tally};
pub use exact::Exact;
pub use piles::{Pile, piles};
pub use rank::{Status, Tie, TieEnd};
pub use sheets::{Panel, Sheet, SheetState, Work};
pub use steps::Step;
pub use undecided::{Missing, What};

use steps::Log;
use undecided::needed;

/// What a count of one category works on.
#[derive(Debug, Clone)]
pub struct Input<'a> {
    /// The category (by id).
    pub category: &'a str,
    /// Its seats, as the plan states them.
    pub seats: &'a Stated<Seats>,
    /// The rule to apply.
    pub rule: &'a ResultRule,
    /// The candidates of the category (by handle), in the order of their numbers. Among equals this order only says
    /// who is printed first.
    pub candidates: &'a [String],
    /// Tally of each vote stage (by id).
    pub votes: BTreeMap<String, VoteTally>,
    /// Sheets of each review stage (by id), of this category only.
    pub sheets: BTreeMap<String, Panel<'a>>,
    /// Candidates who have withdrawn.
    pub withdrawn: BTreeSet<String>,
    /// The order, first placed first, in which a resolution puts those who are equal at the last seat. Empty: none yet.
    pub resolved: Vec<String>,
}

/// What a count of one category found. Its JSON holds strings, whole numbers, lists and objects with ASCII keys only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// The category (by id).
    pub category: String,
    /// The rule (by id).
    pub rule: String,
    /// Who decides; absent: the plan leaves it open. Where a body does, every status is what the figures alone give.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decide: Option<Decide>,
    /// How many go on; absent: the plan leaves it open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seats: Option<u64>,
    /// Every candidate: by rank, then those without a score, then the withdrawn.
    pub ranking: Vec<Ranked>,
    /// Every step, in the order it was taken.
    pub steps: Vec<Step>,
    /// Every tie, from the top.
    pub ties: Vec<Tie>,
    /// What the result needs and does not have; empty: the figures decide everything but a tie that waits for a
    /// resolution.
    pub undecided: Vec<Missing>,
}

/// Where one candidate stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ranked {
    /// Handle.
    pub candidate: String,
    /// One more than the number of candidates with a higher score; absent: no score.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rank: Option<u64>,
    /// Final score; absent: it cannot be computed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<Exact>,
    /// Raw figure (votes, panel score) of each stage (by id), also of stages that are no part of the score.
    pub figures: BTreeMap<String, Exact>,
    /// Part score of each stage (by id), also of weight 0.
    pub parts: BTreeMap<String, Exact>,
    /// What the figures alone make of them.
    pub status: Status,
}

/// Input that cannot be what a selection under a checked plan has produced.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum CountError {
    /// A candidate stands twice in the list.
    #[error("candidate {0} is listed twice")]
    CandidateTwice(String),
    /// Figures, a withdrawal or a resolution name somebody who does not stand in the list.
    #[error("{0} is no candidate of this category")]
    UnknownCandidate(String),
    /// A resolution puts somebody in two places.
    #[error("the resolution places {0} twice")]
    ResolvedTwice(String),
    /// A stage has both a tally and sheets.
    #[error("stage {0} has both votes and sheets")]
    BothKinds(String),
    /// A judge has two sheets for one candidate.
    #[error("stage {stage}: judge {judge} has two sheets for {candidate}")]
    SheetTwice {
        /// Stage id.
        stage: String,
        /// Judge's handle.
        judge: String,
        /// Candidate's handle.
        candidate: String,
    },
    /// A sheet does not score exactly the rubric's criteria, each within its bounds.
    #[error("stage {stage}: the sheet of judge {judge} for {candidate} does not fit the rubric")]
    BadSheet {
        /// Stage id.
        stage: String,
        /// Judge's handle.
        judge: String,
        /// Candidate's handle.
        candidate: String,
    },
    /// The scores told of a candidate do not fit the rubric or each other.
    #[error("stage {stage}: the scores told of {candidate} do not fit the rubric or each other")]
    BadPile {
        /// Stage id.
        stage: String,
        /// Candidate's handle.
        candidate: String,
    },
    /// The weights of a rule do not add up to 100.
    #[error("result {rule}: the weights add up to {sum}, not 100")]
    Weights {
        /// Rule id.
        rule: String,
        /// What they add up to.
        sum: Exact,
    },
    /// A rule takes two parts from one stage.
    #[error("result {rule}: two parts come from stage {stage}")]
    PartTwice {
        /// Rule id.
        rule: String,
        /// Stage id.
        stage: String,
    },
    /// Ballots are not all of the shape that the plan gives them.
    #[error("the ballots are not of the plan's shape")]
    Shape,
    /// More candidates than packed ballots can name.
    #[error("more than 32,766 candidates")]
    TooManyCandidates,
    /// A rule rounds to more places than an exact number of a plan has.
    #[error("result {rule}: more than 18 decimal places")]
    Places {
        /// Rule id.
        rule: String,
    },
}

/// The raw figures of one stage.
#[derive(Debug, Default)]
pub(crate) struct Figures {
    /// Votes or panel score by candidate; a candidate without one is not in it.
    of: BTreeMap<String, Exact>,
    /// Mean by criterion and candidate.
    criteria: BTreeMap<String, BTreeMap<String, Exact>>,
    /// Why there are no figures at all.
    missing: Vec<Missing>,
}

/// Counts one category under one rule.
///
/// A withdrawn candidate is out of every maximum and sum. A candidate who lacks a part that has a weight gets no score
/// and is `undecided`; the others are ranked among themselves.
///
/// # Errors
/// [`CountError`] where the input contradicts itself. Silence of the plan is no error: see [`Outcome::undecided`].
pub fn count(input: &Input) -> Result<Outcome, CountError> {
    check(input)?;
    let mut log = Log::default();
    let (withdrawn, standing): (Vec<&String>, Vec<&String>) =
        input.candidates.iter().partition(|candidate| input.withdrawn.contains(*candidate));
    for candidate in &withdrawn {
        log.step(Step::Withdrawn { candidate: (*candidate).clone() });
    }

    let mut figures = BTreeMap::new();
    for (stage, tally) in &input.votes {
        figures.insert(stage.clone(), ballots::figures(stage, tally, &standing, &mut log));
    }
    for (stage, panel) in &input.sheets {
        figures.insert(stage.clone(), sheets::figures(stage, panel, &standing, &mut log));
    }
    let combined = combine::combine(input.rule, &figures, &standing, &mut log);
    let (decide, seats) = terms(input, &mut log);
    let deciding = decide.and(seats);
    let places = rank::rank(input.rule, deciding, &standing, &combined, &figures, &input.resolved, &mut log);

    let unscored = standing.iter().filter(|candidate| !combined.scores.contains_key(**candidate));
    let order = places
        .order
        .into_iter()
        .map(|place| (place.candidate, Some(place.rank), place.status))
        .chain(unscored.map(|candidate| ((*candidate).clone(), None, Status::Undecided)))
        .chain(withdrawn.iter().map(|candidate| ((*candidate).clone(), None, Status::Withdrawn)));
    let mut ranking = Vec::with_capacity(input.candidates.len());
    for (candidate, rank, status) in order {
        log.step(Step::Placed { candidate: candidate.clone(), rank, status });
        ranking.push(Ranked {
            rank,
            score: combined.scores.get(&candidate).cloned(),
            figures: by_stage(figures.iter().map(|(stage, figures)| (stage, &figures.of)), &candidate),
            parts: by_stage(combined.parts.iter(), &candidate),
            status,
            candidate,
        });
    }
    Ok(Outcome {
        category: input.category.to_owned(),
        rule: input.rule.id.clone(),
        decide,
        seats,
        ranking,
        steps: log.steps,
        ties: places.ties,
        undecided: log.undecided,
    })
}

/// The steps that tell why a candidate (by handle) stands where they stand.
pub fn why<'o>(outcome: &'o Outcome, candidate: &str) -> Vec<&'o Step> {
    outcome.steps.iter().filter(|step| step.concerns(candidate)).collect()
}

/// Who decides, and how many go on.
fn terms(input: &Input, log: &mut Log) -> (Option<Decide>, Option<u64>) {
    let rule = input.rule;
    let decide = needed(&rule.decide, || format!("result.{}.decide", rule.id)).copied();
    let seats = match needed(&rule.take, || format!("result.{}.take", rule.id)) {
        Ok(Take::Count(seats)) => Ok(u64::from(*seats)),
        Ok(Take::Seats) => needed(input.seats, || format!("category.{}.seats", input.category))
            .map(|seats| u64::from(seats.most())),
        Ok(_) => Err(Missing::no_figures(format!("result.{}.take", rule.id))),
        Err(missing) => Err(missing),
    };
    let mut told = |missing| log.undecided(missing);
    (decide.map_err(&mut told).ok(), seats.map_err(&mut told).ok())
}

fn by_stage<'f>(
    stages: impl Iterator<Item = (&'f String, &'f BTreeMap<String, Exact>)>,
    candidate: &str,
) -> BTreeMap<String, Exact> {
    stages.filter_map(|(stage, figures)| Some((stage.clone(), figures.get(candidate)?.clone()))).collect()
}

fn check(input: &Input) -> Result<(), CountError> {
    let mut candidates = BTreeSet::new();
    for candidate in input.candidates {
        if !candidates.insert(candidate) {
            return Err(CountError::CandidateTwice(candidate.clone()));
        }
    }
    let voted = input.votes.values().flat_map(|tally| tally.per_candidate.keys());
    if let Some(stranger) =
        voted.chain(&input.withdrawn).chain(&input.resolved).find(|name| !candidates.contains(name))
    {
        return Err(CountError::UnknownCandidate(stranger.clone()));
    }
    let mut resolved = BTreeSet::new();
    if let Some(again) = input.resolved.iter().find(|candidate| !resolved.insert(*candidate)) {
        return Err(CountError::ResolvedTwice(again.clone()));
    }
    if let Some(both) = input.votes.keys().find(|stage| input.sheets.contains_key(*stage)) {
        return Err(CountError::BothKinds(both.clone()));
    }
    for (stage, panel) in &input.sheets {
        panel.check(stage, &candidates)?;
    }
    combine::check(input.rule)
}
