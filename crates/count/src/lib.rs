//! Ballots and sheets to scores, ranks and seats, every step kept.
//!
//! [`count`] takes the figures of one category and the plan's rule, and gives an [`Outcome`]: who stands where, every
//! step that led there, ties, and whatever the result needs that the plan does not state. It knows no defaults.
//!
//! The way of a figure, a module per station:
//! - [`ballots`] ballots → [`VoteTally`]; [`polls`] what ballots say, by channel and electorate → figures;
//!   [`sheets`] score sheets, under a `rubric` → [`mod@piles`] → panel score
//! - `figures` of every stage, and who stood back; `parts` figure → per head → bar → `normalise` → cap; `combine` parts → one score; `places` shared places
//! - [`off`] who is taken off a list again, however it came about
//! - [`rank`] scores → ranks; `terms` how many go on, `shrink` where few take part; `seats` ranks → seats and awards,
//!   through `cut` (borders among equals), [`chain`] (ties) and `compose` (what those who go on must be together)
//! - [`steps`] what is written down on the way, [`tell`] the same in words; [`undecided`] what was missing; [`exact`]
//!   the numbers
//! - [`ranked`] ballots of every shape, and methods that find winners from ballots directly; `methods` calls them
//! - `readings` whether it matters what equals earn, where the plan does not say it
//! - `quorum` whether enough of a panel took part
//! - [`rounds`] all rounds of a plan, one after the other, over [`data`]; [`tables`] plain tables to such data;
//!   [`report`] both for readers and programs
//!
//! This room is pure: no clock, no randomness, no order of a hash map. The same input in another order gives the same
//! outcome to the byte.

pub mod ballots;
mod budget;
pub mod chain;
mod combine;
mod compose;
mod cut;
pub mod data;
mod decided;
mod error;
pub mod exact;
mod fewer;
mod figures;
pub mod margins;
mod marks;
mod methods;
mod normalise;
pub mod off;
mod parts;
pub mod piles;
mod places;
pub mod polls;
mod quorum;
pub mod rank;
pub mod ranked;
mod readings;
pub mod report;
pub mod rounds;
mod rubric;
mod seats;
pub mod sheets;
mod shrink;
pub mod steps;
pub mod tables;
pub mod tell;
mod terms;
pub mod undecided;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use plan::{Award, Combine, Decide, ResultRule, Seats, Stage, Stated};
use serde::{Deserialize, Serialize};

pub use ballots::{Invalid, VoteTally, tally};
pub use error::CountError;
pub use exact::Exact;
pub use piles::{Pile, piles};
pub use rank::{Status, Tie, TieEnd};
pub use sheets::{Panel, Sheet, SheetState, Work};
pub use steps::Step;
pub use undecided::{Missing, What};

use chain::Chain;
use data::Struck;
use methods::Method;
use off::Off;
use parts::Sources;
use polls::{Poll, Size};
use seats::Seating;
use steps::Log;
use terms::{Target, Terms};

pub(crate) use ranked::NO_AWARD;

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
    /// What else is known; a selection whose rules need nothing of it leaves it empty.
    pub known: Known<'a>,
}

/// What a count may need beside votes and sheets.
#[derive(Debug, Clone, Default)]
pub struct Known<'a> {
    /// Ballots of stages (by id), as far apart as the plan counts them apart.
    pub polls: BTreeMap<String, Poll>,
    /// Values by measure (its id) and candidate.
    pub measures: BTreeMap<String, BTreeMap<String, Exact>>,
    /// Values of attributes (by id), by candidate.
    pub attributes: BTreeMap<String, BTreeMap<String, String>>,
    /// Sizes of electorates (by id), by the stage (by id) at which they sit.
    pub sizes: BTreeMap<String, BTreeMap<String, Size>>,
    /// The electorates (by id) of each stage.
    pub electorates: BTreeMap<String, Vec<String>>,
    /// The stages (by id) that the rule uses, to tell where the plan is silent on one that has handed in nothing.
    pub stages: BTreeMap<String, &'a Stage>,
    /// What penalties of the plan take from candidates; who is disqualified is withdrawn too.
    pub struck: Vec<Struck>,
    /// The seed of the public lot.
    pub seed: Option<String>,
    /// Whom a body picks, in its order, where a body picks or decides.
    pub picks: Vec<Decision>,
    /// Who takes a seat ahead of the figures; the value may be an award (by id).
    pub direct: Vec<Decision>,
    /// Who is taken off the list, and by what.
    pub off: Vec<Off>,
    /// The awards that this round gives in this category, highest first.
    pub awards: Vec<&'a Award>,
    /// All awards of the plan (by id), highest first.
    pub award_order: Vec<String>,
    /// Whether one candidate may hold one award only.
    pub one_award: Stated<bool>,
    /// Candidates in order of preference for each award (by id), where lists give awards.
    pub lists: BTreeMap<String, Vec<String>>,
    /// How many entered in the category, withdrawals left out; `None`: whoever takes part.
    pub entrants: Option<u64>,
    /// Who holds an award (by id) of an earlier round.
    pub holders: BTreeMap<String, String>,
}

/// A decision on one candidate.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Decision {
    /// Whom it is about.
    pub candidate: String,
    /// What it says, where that needs more than its kind.
    pub value: String,
    /// What it refers to: a resolution, minutes.
    pub reference: String,
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
    /// The award (by id) they get.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub award: Option<String>,
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
    /// True where the lowest is the best.
    fewest: bool,
    /// True where a panel scored.
    panel: bool,
}

/// Counts one category under one rule.
///
/// A withdrawn candidate is out of every maximum and sum. A candidate who lacks a part that has a weight gets no score
/// and is `undecided`; the others are ranked among themselves.
///
/// # Errors
/// [`CountError`] where the input contradicts itself. Silence of the plan is no error: see [`Outcome::undecided`].
pub fn count(input: &Input) -> Result<Outcome, CountError> {
    let outcome = once(input)?;
    let shared = readings::shared(input, &outcome)?;
    Ok(shared.unwrap_or(outcome))
}

/// Counts as the plan is written.
fn once(input: &Input) -> Result<Outcome, CountError> {
    check(input)?;
    let mut log = Log::default();
    let (withdrawn, standing): (Vec<&String>, Vec<&String>) =
        input.candidates.iter().partition(|candidate| input.withdrawn.contains(*candidate));
    out(input, &mut log);
    for struck in &input.known.struck {
        let Some(votes) = struck.votes else { continue };
        let (stage, channel) = (struck.stage.clone(), struck.channel.clone());
        let (candidate, penalty) = (struck.candidate.clone(), struck.penal());
        log.step(Step::Deducted { stage, channel, candidate, votes, penalty });
    }

    let mut held_in_doubt = false;
    let few = fewer::row(input, &standing);
    if let Some(fewest) = few {
        let open = log.undecided.len();
        if fewer::not_held(input, fewest, &standing, &mut log) {
            return Ok(fewer::nobody(input, &standing, &withdrawn, log));
        }
        held_in_doubt = log.undecided.len() > open;
    }
    match shrink::shrunk(input, few, &mut log) {
        Some(shrunk) => {
            let known = Known { awards: shrunk.awards.iter().collect(), ..input.known.clone() };
            let input = Input { seats: &shrunk.seats, rule: &shrunk.rule, known, ..input.clone() };
            seated(&input, &standing, &withdrawn, held_in_doubt, log)
        }
        None => seated(input, &standing, &withdrawn, held_in_doubt, log),
    }
}

/// The rest of a count, from the figures on.
fn seated(
    input: &Input,
    standing: &[&String],
    withdrawn: &[&String],
    held_in_doubt: bool,
    mut log: Log,
) -> Result<Outcome, CountError> {
    let figures = figures::figures(input, standing, &mut log);
    let mut polls = input.known.polls.clone();
    for (stage, tally) in &input.votes {
        polls.entry(stage.clone()).or_insert_with(|| Poll::from(tally));
    }
    let recused = figures::recused(input, &mut log);
    let sources = Sources {
        polls: &polls,
        measures: &input.known.measures,
        sizes: &input.known.sizes,
        electorates: &input.known.electorates,
        stages: &input.known.stages,
        category: input.category,
        recused: &recused,
        attributes: &input.known.attributes,
    };
    let combined = combine::combine(input.rule, &figures, &sources, standing, &mut log);
    let terms = Terms::of(input, &mut log);
    decided::fit(input, &terms)?;
    let chain = Chain {
        rule: input.rule,
        combined: &combined,
        figures: &figures,
        measures: &input.known.measures,
        polls: &polls,
        resolved: &input.resolved,
        seed: input.known.seed.as_deref(),
    };
    let mut ranked = combined.scores.clone();
    ranked.retain(|candidate, _| !combined.barred.contains(candidate));
    let groups = rank::groups(standing, &ranked, combined.fewest);
    let ahead: Vec<&Decision> = seats::direct(input).collect();
    // Whoever can have no award of this round makes room for the next; lists see to that themselves.
    let by_ballots = input.rule.combine.get().is_some_and(|it| it.stage().is_some() && it.parts().is_empty());
    let passed_over = match input.rule.combine.get() {
        Some(Combine::Lists(_)) => BTreeMap::new(),
        _ if by_ballots => seats::no_award(input, standing.iter().copied()),
        _ => BTreeMap::new(),
    };
    let votable =
        |id: &&&String| !passed_over.contains_key(**id) && !ahead.iter().any(|one| one.candidate == ***id);
    let voted_on: Vec<&String> = standing.iter().filter(votable).copied().collect();
    let method = Method {
        input,
        polls: &polls,
        recused: &recused,
        standing: &voted_on,
        chain: &chain,
        terms: &terms,
        ahead: ahead.len() as u64,
    };
    for (candidate, because) in passed_over.iter().filter(|(candidate, _)| standing.contains(candidate)) {
        let (candidate, because) = (candidate.clone(), because.clone());
        log.step(Step::PassedOver { candidate, because, clause: String::new() });
    }
    let mut composed = false;
    let mut places = match (input.rule.combine.get(), method.seat(&mut log)?) {
        (_, Some(seated)) => {
            composed = log.steps.iter().any(|step| matches!(step, Step::Composed { .. }));
            decided::behind(input, &ahead, seated, &mut log)
        }
        (Some(Combine::Pick(_)), _) => {
            let picked = decided::picked(input, &mut log);
            decided::behind(input, &ahead, picked, &mut log)
        }
        (None, _) if input.rule.unranked() => decided::everybody(input, standing, &mut log),
        _ => {
            composed = matches!(terms.target, Target::Count { .. });
            Seating { input, combined: &combined, chain: &chain, terms: &terms }.give(&groups, &mut log)
        }
    };
    if held_in_doubt {
        // What too few leads to is not known, and so nobody is in yet.
        for one in places.order.iter_mut().filter(|one| one.status == Status::Seated) {
            (one.status, one.award) = (Status::Undecided, None);
        }
        log.steps.retain(|step| !matches!(step, Step::Awarded { .. }));
    }
    let picked = matches!(input.rule.combine.get(), Some(Combine::Pick(_)));
    if input.rule.decide.get() == Some(&Decide::Resolution) && !input.known.picks.is_empty() && !picked {
        decided::resolve(input, &groups, &mut places, &mut log);
        composed = false;
    }
    if off::take_off(input, &terms.target, &mut places, &mut log) {
        log.steps.retain(|step| !matches!(step, Step::Composed { .. }));
        composed = false;
    }
    if !composed {
        decided::held(input, terms.seats, &mut places, &mut log);
    }
    for approval in &input.rule.approval {
        let clause = approval.clause.clone();
        log.step(Step::Approval { by: approval.by.clone(), kind: approval.kind, clause });
    }

    let seated: BTreeSet<String> = places.order.iter().map(|place| place.candidate.clone()).collect();
    let unscored = standing.iter().filter(|candidate| !seated.contains(**candidate)).map(|candidate| {
        let barred = combined.barred.contains(*candidate)
            || passed_over.contains_key(*candidate)
            || decided::picks_alone(input);
        ((*candidate).clone(), None, if barred { Status::Not } else { Status::Undecided }, None)
    });
    let gone = withdrawn.iter().filter(|candidate| !seated.contains(**candidate));
    let order = places
        .order
        .into_iter()
        .map(|place| (place.candidate, place.rank, place.status, place.award))
        .chain(unscored)
        .chain(gone.map(|candidate| ((*candidate).clone(), None, Status::Withdrawn, None)));
    let mut ranking = Vec::with_capacity(input.candidates.len());
    for (candidate, rank, status, award) in order {
        // Whoever is out by a decision has not withdrawn, and that step is told.
        let decided = input.known.off.iter().any(|off| off.candidate == candidate);
        if status != Status::Withdrawn || !decided {
            log.step(Step::Placed { candidate: candidate.clone(), rank, status });
        }
        ranking.push(Ranked {
            rank,
            score: combined.scores.get(&candidate).cloned(),
            figures: by_stage(figures.iter().map(|(stage, figures)| (stage, &figures.of)), &candidate),
            parts: by_stage(combined.parts.iter(), &candidate),
            status,
            award,
            candidate,
        });
    }
    Ok(Outcome {
        category: input.category.to_owned(),
        rule: input.rule.id.clone(),
        decide: terms.decide,
        seats: terms.seats,
        ranking,
        steps: log.steps,
        ties: places.ties,
        undecided: log.undecided,
    })
}

/// Tells of those who are out before anything is counted.
fn out(input: &Input, log: &mut Log) {
    for candidate in input.candidates.iter().filter(|id| input.withdrawn.contains(*id)) {
        let mut out = input.known.struck.iter().filter(|struck| struck.votes.is_none());
        let mut off = input.known.off.iter().filter(|off| off.candidate == *candidate);
        log.step(match (out.find(|struck| struck.candidate == *candidate), off.next()) {
            (Some(struck), _) => Step::Disqualified { candidate: candidate.clone(), penalty: struck.penal() },
            (None, Some(off)) => off.step(),
            (None, None) => Step::Withdrawn { candidate: candidate.clone() },
        });
    }
}

/// The steps that tell why a candidate (by handle) stands where they stand.
pub fn why<'o>(outcome: &'o Outcome, candidate: &str) -> Vec<&'o Step> {
    outcome.steps.iter().filter(|step| step.concerns(candidate)).collect()
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
    let known = &input.known;
    let groups = known.polls.values().flat_map(|poll| &poll.groups);
    let polled = groups.flat_map(|group| group.said.keys().chain(group.rankings.keys().flatten().flatten()));
    let decided = known.picks.iter().chain(&known.direct).map(|decision| &decision.candidate);
    let decided = decided.chain(known.off.iter().map(|off| &off.candidate));
    if let Some(stranger) = voted
        .chain(polled)
        .chain(decided)
        .chain(&input.withdrawn)
        .chain(&input.resolved)
        .find(|name| !candidates.contains(name))
    {
        return Err(CountError::UnknownCandidate(stranger.clone()));
    }
    let mut resolved = BTreeSet::new();
    if let Some(again) = input.resolved.iter().find(|candidate| !resolved.insert(*candidate)) {
        return Err(CountError::ResolvedTwice(again.clone()));
    }
    // A panel that scores and votes hands its ballots in as a poll.
    if let Some(both) = input.votes.keys().find(|stage| input.sheets.contains_key(*stage)) {
        return Err(CountError::BothKinds(both.clone()));
    }
    for (stage, panel) in &input.sheets {
        panel.check(stage, input.category, &candidates)?;
    }
    combine::check(input.rule)
}
