//! Scores to ranks (并列), ranks to seats.

use std::collections::BTreeMap;

use plan::{ResultRule, TieStep};
use serde::{Deserialize, Serialize};

use crate::Figures;
use crate::combine::Combined;
use crate::exact::Exact;
use crate::steps::{Log, Step};
use crate::undecided::{Missing, What, needed};

/// What the figures alone make of a candidate. Where a body decides, this is what it is informed of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Goes on.
    Seated,
    /// Does not.
    Not,
    /// Equal at the last seat; the plan leaves it to a resolution, and there is none yet.
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
    /// A resolution is to decide.
    Waits,
    /// What the plan says does not end it.
    Undecided,
}

/// Candidates in the order of their places, with what became of them.
pub(crate) struct Places {
    pub order: Vec<Place>,
    pub ties: Vec<Tie>,
}

pub(crate) struct Place {
    pub candidate: String,
    pub rank: u64,
    pub status: Status,
}

/// Ranks everybody who has a score. A rank is one more than the number of those with a higher score, so two sixths
/// are followed by an eighth; a broken tie moves nobody's rank, it only gives the seat. `seats` is `None` where the
/// plan leaves open how many go on or who decides.
pub(crate) fn rank(
    rule: &ResultRule,
    seats: Option<u64>,
    standing: &[&String],
    combined: &Combined,
    figures: &BTreeMap<String, Figures>,
    resolved: &[String],
    log: &mut Log,
) -> Places {
    let scored = standing.iter().filter_map(|c| Some(((*c).clone(), combined.scores.get(*c)?.clone())));
    let mut places = Places { order: Vec::new(), ties: Vec::new() };
    for group in descending(scored) {
        let before = places.order.len() as u64;
        let rank = before + 1;
        let left = seats.map(|seats| seats.saturating_sub(before));
        let size = group.len() as u64;
        let (placed, end) = match left {
            None => (same(&group, Status::Undecided), TieEnd::Shared),
            Some(0) => (same(&group, Status::Not), TieEnd::Shared),
            Some(left) if size <= left => (same(&group, Status::Seated), TieEnd::Shared),
            Some(left) => Chain { rule, combined, figures, resolved }.settle(&group, left, log),
        };
        if size > 1 {
            let seats = left.filter(|left| (1..size).contains(left));
            places.ties.push(Tie { rank, candidates: group, seats, end });
        }
        places.order.extend(placed.into_iter().map(|(candidate, status)| Place { candidate, rank, status }));
    }
    places
}

/// Groups of equal figure, the highest first; inside a group the given order stays.
fn descending(figures: impl Iterator<Item = (String, Exact)>) -> Vec<Vec<String>> {
    let mut groups: BTreeMap<Exact, Vec<String>> = BTreeMap::new();
    for (candidate, figure) in figures {
        groups.entry(figure).or_default().push(candidate);
    }
    groups.into_values().rev().collect()
}

fn same(group: &[String], status: Status) -> Vec<(String, Status)> {
    group.iter().map(|candidate| (candidate.clone(), status)).collect()
}

/// What a plan tries, in order, where more candidates are equal than there are seats left.
struct Chain<'a> {
    rule: &'a ResultRule,
    combined: &'a Combined,
    figures: &'a BTreeMap<String, Figures>,
    resolved: &'a [String],
}

impl Chain<'_> {
    fn path(&self) -> String {
        format!("result.{}.ties", self.rule.id)
    }

    /// Gives `left` seats, at least one and fewer than there are equals, to some of the equals.
    fn settle(&self, equals: &[String], mut left: u64, log: &mut Log) -> (Vec<(String, Status)>, TieEnd) {
        let chain = match needed(&self.rule.ties, || self.path()) {
            Ok(chain) => chain,
            Err(missing) => {
                log.undecided(missing);
                return (same(equals, Status::Undecided), TieEnd::Undecided);
            }
        };
        let mut ahead = Vec::new();
        let mut behind = Vec::new();
        let mut equals = equals.to_vec();
        let finish = |mut ahead: Vec<(String, Status)>, equals, behind, end| {
            ahead.extend(equals);
            ahead.extend(behind);
            (ahead, end)
        };
        for step in chain {
            let (figures, groups) = match step {
                TieStep::All => {
                    log.step(tie(step, BTreeMap::new(), vec![equals.clone()], left));
                    return finish(ahead, same(&equals, Status::Seated), behind, TieEnd::AllSeated);
                }
                TieStep::Resolution => match self.resolution(&equals) {
                    Some(groups) => (BTreeMap::new(), groups),
                    None => {
                        log.step(tie(step, BTreeMap::new(), vec![equals.clone()], left));
                        return finish(ahead, same(&equals, Status::Tied), behind, TieEnd::Waits);
                    }
                },
                _ => match self.compared(step, &equals) {
                    Ok(figures) => {
                        let inside = |c: &String| Some((c.clone(), figures.get(c)?.clone()));
                        let groups = descending(equals.iter().filter_map(inside));
                        (figures, groups)
                    }
                    Err(missing) => {
                        missing.into_iter().for_each(|missing| log.undecided(missing));
                        return finish(ahead, same(&equals, Status::Undecided), behind, TieEnd::Undecided);
                    }
                },
            };
            log.step(tie(step, figures, groups.clone(), left));
            let mut straddling = Vec::new();
            let mut lower = Vec::new();
            for group in groups {
                if left == 0 || !straddling.is_empty() {
                    lower.extend(same(&group, Status::Not));
                } else if group.len() as u64 <= left {
                    left -= group.len() as u64;
                    ahead.extend(same(&group, Status::Seated));
                } else {
                    straddling = group;
                }
            }
            // Whoever this step put lower still stands before those whom an earlier step put lower.
            behind.splice(0..0, lower);
            if straddling.is_empty() {
                return finish(ahead, Vec::new(), behind, TieEnd::Broken(step.clone()));
            }
            equals = straddling;
        }
        log.undecided(Missing { path: self.path(), what: What::Exhausted, candidate: None });
        finish(ahead, same(&equals, Status::Undecided), behind, TieEnd::Undecided)
    }

    /// The order a resolution gives, where it speaks of all of them.
    fn resolution(&self, equals: &[String]) -> Option<Vec<Vec<String>>> {
        let order: Vec<Vec<String>> = self
            .resolved
            .iter()
            .filter(|candidate| equals.contains(candidate))
            .map(|candidate| vec![candidate.clone()])
            .collect();
        (order.len() == equals.len()).then_some(order)
    }

    /// The figure that a step compares, for each of the equals; or what is lacking for it.
    fn compared(&self, step: &TieStep, equals: &[String]) -> Result<BTreeMap<String, Exact>, Vec<Missing>> {
        let none = || Err(vec![Missing::no_figures(self.path())]);
        let figures = match step {
            TieStep::Part(stage) => match self.combined.parts.get(stage) {
                Some(parts) => parts,
                None => return none(),
            },
            TieStep::Criterion(id) => {
                // Two panels with a criterion of the same name leave open which is meant.
                let mut panels = self.figures.values().filter_map(|figures| figures.criteria.get(id));
                match (panels.next(), panels.next()) {
                    (Some(means), None) => means,
                    _ => return none(),
                }
            }
            _ => return none(),
        };
        let lacking = |candidate: &&String| !figures.contains_key(*candidate);
        let missing: Vec<Missing> = equals
            .iter()
            .filter(lacking)
            .map(|c| Missing { path: self.path(), what: What::NoScore, candidate: Some(c.clone()) })
            .collect();
        if !missing.is_empty() {
            return Err(missing);
        }
        Ok(figures.iter().filter(|(c, _)| equals.contains(c)).map(|(c, f)| (c.clone(), f.clone())).collect())
    }
}

fn tie(by: &TieStep, figures: BTreeMap<String, Exact>, groups: Vec<Vec<String>>, seats: u64) -> Step {
    Step::Tie { by: by.clone(), figures, groups, seats }
}
