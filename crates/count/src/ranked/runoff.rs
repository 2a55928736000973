//! Instant run-off: the last falls out and its ballots go on, until one has more than half of what is left.

use plan::{Reach, RunoffRule};
use serde::{Deserialize, Serialize};

use super::field::{Field, Place, Tally};
use super::roll::{Index, NO_AWARD, NOBODY, Roll, Roster, SHARED};
use super::rounds::{About, Course, Elected, ElectedBy, Round, Settled, SettledEnd};
use super::sums::places;
use super::ties::{Chain, Means, Stuck};
use crate::exact::Exact;
use crate::undecided::Missing;

/// One place of a run-off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RunoffPlace {
    /// The rounds that led to it.
    pub course: Course,
    /// Who gets it; absent: nobody, or it is not known yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub winner: Option<String>,
    /// The winner against "no award".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub against: Option<HeadToHead>,
}

/// How many ballots prefer whom. A ballot prefers whom it ranks to whom it does not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeadToHead {
    /// Who was held against "no award".
    pub candidate: String,
    /// Ballots that prefer the candidate.
    pub ahead: u64,
    /// Ballots that prefer "no award".
    pub behind: u64,
}

/// Counts so many places, each further one among those who are not placed yet.
///
/// Where "no award" wins a place, it and all below stay empty. Whom too few ballots prefer to "no award" gets no place,
/// and the place stays empty (WSFS Constitution 3.12). A place that nobody can be told for ends the count.
///
/// - `rolls` the valid ballots; `standing` the candidates still in, by place in the roster
/// - `path` where the rule stands, `result.final.combine.runoff`
pub fn runoff(
    rule: &RunoffRule,
    path: &str,
    roster: &Roster,
    roll: &Roll<Index>,
    standing: &[Index],
    seats: u64,
    means: Means,
) -> Vec<RunoffPlace> {
    let chain = Chain::new(&rule.ties, format!("{path}.ties"), roster, roll, means);
    let last =
        (!rule.last.is_silent()).then(|| Chain::new(&rule.last, format!("{path}.last"), roster, roll, means));
    let mut standing = standing.to_vec();
    let mut found = Vec::new();
    let mut filled = 0;
    while filled < seats && !standing.is_empty() {
        let course = one(rule, (&chain, last.as_ref()), roster, roll, &standing);
        let winners = course.elected.clone();
        filled += (winners.len() as u64).max(1);
        standing.retain(|candidate| !winners.iter().any(|winner| winner == roster.id(*candidate)));
        if winners.is_empty() {
            found.push(RunoffPlace { course, winner: None, against: None });
            break;
        }
        let empty = winners.iter().any(|winner| winner == NO_AWARD);
        for winner in winners {
            let reach = rule.against_no_award.reach().filter(|_| winner != NO_AWARD);
            let against = reach.and_then(|_| head_to_head(roster, roll, &winner));
            let passes = |held: &HeadToHead| {
                held.ahead > held.behind || held.ahead == held.behind && reach == Some(Reach::AtLeast)
            };
            let named = winner != NO_AWARD && against.as_ref().is_none_or(passes);
            found.push(RunoffPlace { course: course.clone(), winner: named.then_some(winner), against });
        }
        if empty {
            break;
        }
    }
    found
}

fn one(
    rule: &RunoffRule,
    (chain, last): (&Chain, Option<&Chain>),
    roster: &Roster,
    roll: &Roll<Index>,
    standing: &[Index],
) -> Course {
    let mut course = Course { valid: roll.len() as u64, ..Course::default() };
    if roll.is_empty() {
        course.missing.push(Missing::no_figures(format!("stage.{}", rule.stage)));
        course.open = roster.ids(standing);
        return course;
    }
    let mut field = Field::new(roster, roll, standing);
    loop {
        let mut round = field.round();
        let now = field.tally();
        let standing = by_votes(field.standing(), &now);
        let all = standing.iter().map(|candidate| now.of(*candidate)).fold(Exact::zero(), |sum, v| &sum + &v);
        let Some((first, others)) = standing.split_first() else { break };
        let votes = now.of(*first);
        let by = if &votes + &votes > all { ElectedBy::Majority } else { ElectedBy::Remaining };
        if by == ElectedBy::Majority || others.is_empty() {
            elect(&mut course, &mut round, roster, *first, by);
            course.left = roster.ids(others);
            course.rounds.push(round);
            break;
        }
        // Where all who are equal have fewer votes together than anybody else, they all fall before anybody else does.
        let same = |equals: &[Index]| {
            let together = equals.iter().map(|c| now.of(*c)).fold(Exact::zero(), |sum, v| &sum + &v);
            let next = standing.iter().rfind(|candidate| !equals.contains(candidate));
            next.is_some_and(|next| together < now.of(*next))
        };
        let found = match last.filter(|_| standing.len() == 2) {
            Some(last) => lowest(&field, last, &standing, &now, &mut round, same),
            None => match (lowest(&field, chain, &standing, &now, &mut round, same), last) {
                // All would fall out, and nobody would be left: this is the very end too.
                (Ok(dropped), Some(last)) if dropped.len() == standing.len() => {
                    let (settled, first) = last.apart(&dropped, About::Seat, &field.earlier);
                    round.ties.push(settled);
                    first.map(|first| match first.as_slice() {
                        [only] => standing.iter().copied().filter(|other| other != only).collect(),
                        _ => dropped,
                    })
                }
                (found, _) => found,
            },
        };
        match found {
            Ok(dropped) if dropped.len() == standing.len() => {
                for candidate in dropped {
                    elect(&mut course, &mut round, roster, candidate, ElectedBy::Together);
                }
                course.rounds.push(round);
                break;
            }
            Ok(dropped) => {
                drop_out(&mut field, &mut course, &mut round, roster, &dropped);
                course.rounds.push(round);
            }
            Err(stuck) => {
                stand_still(&mut course, stuck, round, roster.ids(&standing));
                break;
            }
        }
        field.earlier.push(now);
    }
    course
}

/// Most votes first, among equals in the order of the roster.
pub(super) fn by_votes(mut standing: Vec<Index>, now: &Tally) -> Vec<Index> {
    standing.sort_by_cached_key(|candidate| std::cmp::Reverse(now.of(*candidate)));
    standing
}

/// Who falls out: the one with the fewest votes, or whom the chain of ties picks among equals.
pub(super) fn lowest(
    field: &Field,
    chain: &Chain,
    standing: &[Index],
    now: &Tally,
    round: &mut Round,
    same_either_way: impl Fn(&[Index]) -> bool,
) -> Result<Vec<Index>, Stuck> {
    let fewest = standing.iter().map(|candidate| now.of(*candidate)).min();
    let mut equals: Vec<Index> =
        standing.iter().copied().filter(|candidate| Some(now.of(*candidate)) == fewest).collect();
    equals.sort_unstable();
    if equals.len() < 2 {
        return Ok(equals);
    }
    let (mut settled, picked) = chain.apart(&equals, About::Elimination, &field.earlier);
    let picked = match picked {
        Err(_) if same_either_way(&equals) => {
            settled = Settled { end: SettledEnd::SameEitherWay, ..settled };
            Ok(equals)
        }
        picked => picked,
    };
    round.ties.push(settled);
    picked
}

pub(super) fn elect(
    course: &mut Course,
    round: &mut Round,
    roster: &Roster,
    candidate: Index,
    by: ElectedBy,
) {
    let id = roster.id(candidate).to_owned();
    course.elected.push(id.clone());
    round.elected.push(Elected { candidate: id, by });
}

pub(super) fn drop_out(
    field: &mut Field,
    course: &mut Course,
    round: &mut Round,
    roster: &Roster,
    dropped: &[Index],
) {
    // All are out before the first one's ballots go on, so that none of them receives any.
    for candidate in dropped {
        field.put(*candidate, Place::Out);
    }
    for candidate in dropped {
        round.moves.push(field.drop_out(*candidate));
    }
    course.out.push(roster.ids(dropped));
}

pub(super) fn stand_still(course: &mut Course, stuck: Stuck, round: Round, open: Vec<String>) {
    match stuck {
        Stuck::Waits(step) => course.waits = Some(step),
        Stuck::Missing(missing) => course.missing.push(missing),
    }
    course.open = open;
    course.rounds.push(round);
}

/// `None` where "no award" is no candidate.
fn head_to_head(roster: &Roster, roll: &Roll<Index>, winner: &str) -> Option<HeadToHead> {
    let none = roster.find(NO_AWARD);
    if none == NOBODY {
        return None;
    }
    let candidate = roster.find(winner);
    let mut held = HeadToHead { candidate: winner.to_owned(), ahead: 0, behind: 0 };
    for ballot in roll.iter() {
        let place = |whom: Index| places(ballot).position(|group| group.iter().any(|c| c & !SHARED == whom));
        match (place(candidate), place(none)) {
            (Some(ours), Some(theirs)) if ours == theirs => {}
            (Some(ours), theirs) if theirs.is_none_or(|theirs| ours < theirs) => held.ahead += 1,
            (_, Some(_)) => held.behind += 1,
            _ => {}
        }
    }
    Some(held)
}
