//! Whether seats survive: the same rounds without any one judge, without any one channel, without suspect ballots, without
//! trimming, and with another normalisation of any one part. It informs, and changes no result.

use std::collections::{BTreeMap, BTreeSet};

use plan::{Combine, EqualPlaces, Normalise, Part, Plan, Stated};
use serde::Serialize;

use crate::data::Data;
use crate::rank::Status;
use crate::rounds::{Counted, rounds};

/// One other count of one round and category.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Margin {
    /// The round (by id).
    pub round: String,
    /// The category (by id).
    pub category: String,
    /// What is left out.
    pub without: Without,
    /// Who would go on and does not.
    #[serde(rename = "in")]
    pub in_: Vec<String>,
    /// Who goes on and would not.
    pub out: Vec<String>,
}

/// What another count leaves out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Without {
    /// All sheets of one judge.
    Judge {
        /// Who.
        judge: String,
    },
    /// All ballots of one channel.
    Channel {
        /// Which (by id).
        channel: String,
    },
    /// Ballots that are marked as suspect.
    Suspects,
    /// The trimming of highest and lowest totals.
    Trimming,
    /// The normalisation of one part, for this one in its place.
    Normalisation {
        /// Which part (by its key).
        part: String,
        /// What takes its place.
        by: Normalise,
    },
}

/// Who goes on, by round and category.
type Seats = BTreeMap<(String, String), BTreeSet<String>>;

/// Normalisations that a part could have in place of its own.
const OTHERS: [Normalise; 3] = [Normalise::DivideByMaximum, Normalise::Share, Normalise::RankShare];

/// Counts anew without each judge, each channel and so on; `unsuspected` is the data without suspect ballots. A category is told where the other count differs, and
/// where it does not, so that silence means that there was nothing to leave out.
pub fn margins(plan: &Plan, data: &Data, unsuspected: Option<&Data>, counted: &Counted) -> Vec<Margin> {
    let now = seats(counted);
    let mut margins = Vec::new();
    let mut compare = |without: &Without, plan: &Plan, other: &Data| {
        // What cannot be counted without it cannot be compared.
        let Ok(other) = rounds(plan, other) else { return };
        let other = seats(&other);
        for ((round, category), seated) in &now {
            let then = other.get(&(round.clone(), category.clone())).cloned().unwrap_or_default();
            margins.push(Margin {
                round: round.clone(),
                category: category.clone(),
                without: without.clone(),
                in_: then.difference(seated).cloned().collect(),
                out: seated.difference(&then).cloned().collect(),
            });
        }
    };
    let judges: BTreeSet<&String> = data.sheets.values().flatten().map(|sheet| &sheet.judge).collect();
    for judge in judges.iter().filter(|_| judges.len() > 1) {
        let mut other = data.clone();
        other.sheets.values_mut().for_each(|sheets| sheets.retain(|sheet| sheet.judge != **judge));
        compare(&Without::Judge { judge: (*judge).clone() }, plan, &other);
    }
    let groups = data.polls.values().flat_map(|regions| regions.values()).flat_map(|poll| &poll.groups);
    let channels: BTreeSet<&String> =
        groups.map(|group| &group.channel).filter(|id| !id.is_empty()).collect();
    for channel in channels.iter().filter(|_| channels.len() > 1) {
        let mut other = data.clone();
        let polls = other.polls.values_mut().flat_map(|regions| regions.values_mut());
        polls.for_each(|poll| poll.groups.retain(|group| group.channel != **channel));
        compare(&Without::Channel { channel: (*channel).clone() }, plan, &other);
    }
    if let Some(other) = unsuspected {
        compare(&Without::Suspects, plan, other);
    }
    for (rule, at) in weighted(plan) {
        let Some(key) = parts(plan, rule).and_then(|parts| parts.get(at)).map(|part| part.key().to_owned())
        else {
            continue;
        };
        for by in OTHERS {
            let mut other = plan.clone();
            let Some(part) = parts_mut(&mut other, rule).and_then(|parts| parts.get_mut(at)) else {
                continue;
            };
            if part.normalise == Stated::Is(by.clone()) {
                continue;
            }
            part.normalise = Stated::Is(by.clone());
            // Shared ranks that the plan never needed a rule for share their mean here.
            if part.equals.is_silent() {
                part.equals = Stated::Is(EqualPlaces::Mean);
            }
            compare(&Without::Normalisation { part: key.clone(), by }, &other, data);
        }
    }
    let mut untrimmed = plan.clone();
    let reviews = untrimmed.stage.iter_mut().filter_map(|stage| stage.review.as_mut());
    let trimmed = reviews.filter(|review| review.trim.get().is_some_and(|trim| *trim > 0));
    let any = trimmed.map(|review| review.trim = Stated::Is(0)).count() > 0;
    if any && !judges.is_empty() {
        compare(&Without::Trimming, &untrimmed, data);
    }
    margins
}

/// The parts of weighted rounds that are normalised, where there are several: by round and place. With one part alone
/// another normalisation can move nobody.
fn weighted(plan: &Plan) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for rule in 0..plan.result.len() {
        let parts = parts(plan, rule).unwrap_or_default();
        let counting = parts.iter().filter(|part| !part.weighs_nothing()).count();
        for (at, part) in parts.iter().enumerate() {
            if counting > 1 && part.parts.is_empty() && part.normalise.is_stated() && !part.weighs_nothing() {
                found.push((rule, at));
            }
        }
    }
    found
}

fn parts(plan: &Plan, rule: usize) -> Option<&[Part]> {
    match plan.result.get(rule)?.combine.get()? {
        Combine::Weighted(parts) => Some(parts),
        _ => None,
    }
}

fn parts_mut(plan: &mut Plan, rule: usize) -> Option<&mut Vec<Part>> {
    match &mut plan.result.get_mut(rule)?.combine {
        Stated::Is(Combine::Weighted(parts)) => Some(parts),
        _ => None,
    }
}

fn seats(counted: &Counted) -> Seats {
    let mut seats = Seats::new();
    for round in &counted.rounds {
        for category in &round.categories {
            let seated = category.ranking.iter().filter(|row| row.status == Status::Seated);
            let to = seats.entry((round.id.clone(), category.id.clone())).or_default();
            to.extend(seated.map(|row| row.candidate.clone()));
        }
    }
    seats
}
