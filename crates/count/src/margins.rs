//! Whether seats survive: the same rounds without any one judge, without any one channel, without suspect ballots, without
//! trimming, and with another normalisation of any one part. It informs, and changes no result.

use std::collections::{BTreeMap, BTreeSet};

use plan::{Combine, EqualPlaces, Normalise, Part, Plan, Stage, Stated};
use serde::Serialize;

use crate::data::Data;
use crate::polls::Size;
use crate::rank::Status;
use crate::rounds::{Category, Counted, Row, rounds};
use crate::tables::Read;

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
    /// True where the other count is open itself: a part has nothing left to be counted from, or a tie is not settled.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub open: bool,
}

impl Margin {
    /// Whether the list stays as it is.
    pub fn holds(&self) -> bool {
        !self.open && self.in_.is_empty() && self.out.is_empty()
    }
}

/// What another count leaves out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Without {
    /// All sheets and ballots of one judge.
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

/// Who goes on, by round and category, and whether that is open.
type Seats = BTreeMap<(String, String), (BTreeSet<String>, bool)>;

/// Normalisations that a part could have in place of its own.
const OTHERS: [Normalise; 3] = [Normalise::DivideByMaximum, Normalise::Share, Normalise::RankShare];

/// Counts anew without each judge, each channel and so on. A category of a round is told where others go on, and where
/// the same do, so that silence means that there was nothing to leave out.
pub fn margins(plan: &Plan, read: &Read, counted: &Counted) -> Vec<Margin> {
    let data = &read.data;
    let now = seats(counted);
    let mut margins = Vec::new();
    let mut compare = |without: &Without, plan: &Plan, other: &Data| {
        // What cannot be counted without it cannot be compared.
        let Ok(other) = rounds(plan, other) else { return };
        // Where the count is the same to its last step, nothing of it was left out.
        let concerned = concerned(counted, &other);
        let other = seats(&other);
        for ((round, category), (seated, was_open)) in &now {
            if !concerned.contains(&(round.as_str(), category.as_str())) {
                continue;
            }
            let (then, open) = other.get(&(round.clone(), category.clone())).cloned().unwrap_or_default();
            // Where it is open who goes on at all, there is nothing to stay or to change.
            if *was_open && seated.is_empty() && then.is_empty() {
                continue;
            }
            let open = open && !was_open;
            // Of a list that is open it cannot be said who would not be on it.
            let gone = |_: &&String| !open;
            margins.push(Margin {
                round: round.clone(),
                category: category.clone(),
                without: without.clone(),
                in_: then.difference(seated).cloned().collect(),
                out: seated.difference(&then).filter(gone).cloned().collect(),
                open,
            });
        }
    };
    let judges: BTreeSet<&String> = data.sheets.values().flatten().map(|sheet| &sheet.judge).collect();
    let judges: BTreeSet<&String> = judges.into_iter().chain(read.without_judge.keys()).collect();
    for judge in judges.iter().filter(|_| judges.len() > 1) {
        let mut other = read.without_judge.get(*judge).unwrap_or(data).clone();
        let sits = sits_on(plan, read, judge);
        other.sheets.values_mut().for_each(|sheets| sheets.retain(|sheet| sheet.judge != **judge));
        let fewer = |n: Option<u64>| n.map(|n| n.saturating_sub(1));
        for (_, size) in other.sizes.iter_mut().filter(|((_, id, _, _), _)| sits.contains(id)) {
            *size = Size { members: fewer(size.members), present: fewer(size.present) };
        }
        let mut without = plan.clone();
        for electorate in without.electorate.iter_mut().filter(|electorate| sits.contains(&electorate.id)) {
            if let Stated::Is(plan::Size::Exactly(n)) = &mut electorate.size {
                *n = n.saturating_sub(1);
            }
        }
        compare(&Without::Judge { judge: (*judge).clone() }, &without, &other);
    }
    // The ballots of a panel are numbered where a vote has its channels.
    let voted = |id: &String| plan.stage(id).is_some_and(|stage| stage.vote.is_some());
    let polls =
        data.polls.iter().filter(|((stage, _), _)| voted(stage)).flat_map(|(_, regions)| regions.values());
    let groups = polls.flat_map(|poll| &poll.groups);
    let channels: BTreeSet<&String> =
        groups.map(|group| &group.channel).filter(|id| !id.is_empty()).collect();
    for channel in channels.iter().filter(|_| channels.len() > 1) {
        let mut other = data.clone();
        let polls = other.polls.iter_mut().filter(|((stage, _), _)| voted(stage));
        for poll in polls.flat_map(|(_, regions)| regions.values_mut()) {
            poll.groups.retain(|group| group.channel != **channel);
        }
        compare(&Without::Channel { channel: (*channel).clone() }, plan, &other);
    }
    if let Some(other) = &read.unsuspected {
        compare(&Without::Suspects, plan, other);
    }
    let all = normalised(plan);
    let mut seen = BTreeSet::new();
    for (rule, at) in all.clone() {
        let Some((key, own)) = part(plan, rule, &at).map(|part| (part.key().to_owned(), &part.normalise))
        else {
            continue;
        };
        for by in OTHERS.into_iter().filter(|by| *own != Stated::Is(by.clone())) {
            // Several rounds that count one part change with it, together.
            if !seen.insert((key.clone(), format!("{by:?}"))) {
                continue;
            }
            let mut other = plan.clone();
            for (rule, at) in &all {
                let Some(part) = part_mut(&mut other, *rule, at).filter(|part| part.key() == key) else {
                    continue;
                };
                part.normalise = Stated::Is(by.clone());
                // Shared ranks that the plan never needed a rule for share their mean here.
                if part.equals.is_silent() {
                    part.equals = Stated::Is(EqualPlaces::Mean);
                }
            }
            compare(&Without::Normalisation { part: key.clone(), by }, &other, data);
        }
    }
    let mut untrimmed = plan.clone();
    let reviews = untrimmed.stage.iter_mut().filter_map(|stage| stage.review.as_mut());
    let trimmed = reviews.filter(|review| review.trim.get().is_some_and(|trim| *trim > 0));
    let any = trimmed.map(|review| review.trim = Stated::Is(0)).count() > 0;
    if any && data.sheets.values().any(|sheets| !sheets.is_empty()) {
        compare(&Without::Trimming, &untrimmed, data);
    }
    margins
}

/// The electorates (by id) of the panels on which a judge has handed in something.
fn sits_on(plan: &Plan, read: &Read, judge: &str) -> BTreeSet<String> {
    let scored = |stage: &Stage| {
        let mut sheets = read.data.sheets.iter().filter(|((of, _), _)| *of == stage.id);
        sheets.any(|(_, sheets)| sheets.iter().any(|sheet| sheet.judge == judge))
    };
    let voted = |stage: &Stage| {
        let without = read.without_judge.get(judge);
        without.is_some_and(|without| {
            let mut polls = read.data.polls.iter().filter(|((of, _), _)| *of == stage.id);
            polls.any(|(key, regions)| without.polls.get(key) != Some(regions))
        })
    };
    let panels = plan.stage.iter().filter_map(|stage| Some((stage, stage.review.as_ref()?)));
    let own = panels.filter(|(stage, _)| scored(stage) || voted(stage));
    own.filter_map(|(_, review)| review.electorate.clone()).collect()
}

/// The parts at any depth that are normalised, by round and place, where several count: with one part alone another
/// normalisation can move nobody. The parts of a plain sum are on scales of their own, and changed only inside.
fn normalised(plan: &Plan) -> Vec<(usize, Vec<usize>)> {
    fn inside(
        parts: &[Part],
        above: &[usize],
        scaled: bool,
        found: &mut Vec<Vec<usize>>,
        counting: &mut usize,
    ) {
        for (at, part) in parts.iter().enumerate().filter(|(_, part)| !part.weighs_nothing()) {
            let place = [above, &[at]].concat();
            if !part.parts.is_empty() {
                inside(&part.parts, &place, true, found, counting);
                continue;
            }
            *counting += 1;
            if scaled && part.normalise.is_stated() {
                found.push(place);
            }
        }
    }
    let mut all = Vec::new();
    for (rule, of) in plan.result.iter().enumerate() {
        let Some(combine) = of.combine.get() else { continue };
        let (mut found, mut counting) = (Vec::new(), 0);
        let scaled = matches!(combine, Combine::Weighted(_));
        inside(combine.parts(), &[], scaled, &mut found, &mut counting);
        if counting > 1 {
            all.extend(found.into_iter().map(|place| (rule, place)));
        }
    }
    all
}

/// The part at a place.
fn part<'p>(plan: &'p Plan, rule: usize, at: &[usize]) -> Option<&'p Part> {
    let (first, deeper) = at.split_first()?;
    let first = plan.result.get(rule)?.combine.get()?.parts().get(*first)?;
    deeper.iter().try_fold(first, |part, at| part.parts.get(*at))
}

fn part_mut<'p>(plan: &'p mut Plan, rule: usize, at: &[usize]) -> Option<&'p mut Part> {
    let (first, deeper) = at.split_first()?;
    let parts = match &mut plan.result.get_mut(rule)?.combine {
        Stated::Is(Combine::Weighted(parts) | Combine::Sum(parts)) => parts,
        _ => return None,
    };
    let first = parts.get_mut(*first)?;
    deeper.iter().try_fold(first, |part, at| part.parts.get_mut(*at))
}

/// The rounds and categories (by id) of a count that another count does otherwise, be it in one step.
fn concerned<'c>(counted: &'c Counted, other: &'c Counted) -> BTreeSet<(&'c str, &'c str)> {
    let all = |counted: &'c Counted| {
        let of = |round: &'c crate::rounds::Round| {
            round.categories.iter().map(|category| (round.id.as_str(), category))
        };
        counted.rounds.iter().flat_map(of).collect::<Vec<_>>()
    };
    let (now, then) = (all(counted), all(other));
    let differ = |one: &[(&'c str, &'c Category)], other: &[(&'c str, &'c Category)]| {
        let new = one.iter().filter(|it| !other.contains(it));
        new.map(|(round, category)| (*round, category.id.as_str())).collect::<Vec<_>>()
    };
    differ(&now, &then).into_iter().chain(differ(&then, &now)).collect()
}

fn seats(counted: &Counted) -> Seats {
    let mut seats = Seats::new();
    for round in &counted.rounds {
        for category in &round.categories {
            let seated = category.ranking.iter().filter(|row| row.status == Status::Seated);
            let (to, open) = seats.entry((round.id.clone(), category.id.clone())).or_default();
            to.extend(seated.map(|row| row.candidate.clone()));
            let doubtful = |row: &Row| matches!(row.status, Status::Tied | Status::Undecided);
            *open |= category.ranking.iter().any(doubtful);
        }
    }
    seats
}
