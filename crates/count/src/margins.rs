//! Whether seats survive: the same rounds without any one judge, without any one channel, and without trimming. It
//! informs, and changes no result.

use std::collections::{BTreeMap, BTreeSet};

use plan::{Plan, Stated};
use serde::Serialize;

use crate::rank::Status;
use crate::rounds::{Counted, Data, rounds};

/// One other count of one round and category.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
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
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
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
    /// The trimming of highest and lowest totals.
    Trimming,
}

/// Who goes on, by round and category.
type Seats = BTreeMap<(String, String), BTreeSet<String>>;

/// Counts anew without each judge, each channel, and trimming. A category is told where the other count differs, and
/// where it does not, so that silence means that there was nothing to leave out.
pub fn margins(plan: &Plan, data: &Data, counted: &Counted) -> Vec<Margin> {
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
    let channels: BTreeSet<&String> = groups.map(|group| &group.channel).filter(|id| !id.is_empty()).collect();
    for channel in channels.iter().filter(|_| channels.len() > 1) {
        let mut other = data.clone();
        let polls = other.polls.values_mut().flat_map(|regions| regions.values_mut());
        polls.for_each(|poll| poll.groups.retain(|group| group.channel != **channel));
        compare(&Without::Channel { channel: (*channel).clone() }, plan, &other);
    }
    let mut untrimmed = plan.clone();
    let reviews = untrimmed.stage.iter_mut().filter_map(|stage| stage.review.as_mut());
    let trimmed = reviews.filter(|review| review.trim.get().is_some_and(|trim| *trim > 0));
    let any = trimmed.map(|review| review.trim = Stated::Is(0)).count() > 0;
    if any && !judges.is_empty() {
        compare(&Without::Trimming, &untrimmed, data);
    }
    margins.sort();
    margins
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
