//! Ranks to seats and awards.

mod composition;

use std::collections::{BTreeMap, BTreeSet};

use plan::{Award, Take, TakeOf, When};

use crate::chain::Chain;
use crate::combine::Combined;
use crate::cut::{Cut, Place, cut};
use crate::rank::{Group, Status, Tie, TieEnd};
use crate::steps::{Because, Log, Step};
use crate::terms::{self, Target, Terms};
use crate::undecided::{Missing, What, needed};
use crate::{Decision, Input, NO_AWARD, off};

/// Everybody who is ranked or seated, in the order of their places.
pub(crate) struct Seated {
    pub order: Vec<SeatedOne>,
    pub ties: Vec<Tie>,
}

pub(crate) struct SeatedOne {
    pub candidate: String,
    pub rank: Option<u64>,
    pub status: Status,
    pub award: Option<String>,
}

/// What seats are given by.
pub(crate) struct Seating<'a> {
    pub input: &'a Input<'a>,
    pub combined: &'a Combined,
    pub chain: &'a Chain<'a>,
    pub terms: &'a Terms,
}

impl Seating<'_> {
    /// Gives seats and awards down a ranking.
    pub(crate) fn give(&self, groups: &[Group], log: &mut Log) -> Seated {
        let out = self.excluded(groups);
        let direct: Vec<&Decision> = self.direct().collect();
        for decision in &direct {
            log.step(Step::Direct {
                candidate: decision.candidate.clone(),
                reference: decision.reference.clone(),
            });
        }
        let is_direct = |candidate: &String| direct.iter().any(|decision| decision.candidate == *candidate);
        let open: Vec<Group> = narrowed(groups, |c| !out.contains_key(c) && !is_direct(c));
        let ahead = direct.len() as u64;
        let given = match &self.terms.target {
            Target::Open => cut(&open, &[], self.chain, log),
            Target::Count { most, sure } => {
                let mut given = self.count(&open, most.saturating_sub(ahead), log);
                self.unsure(&mut given, sure.saturating_sub(ahead), log);
                self.unknown(&mut given, most.saturating_sub(ahead));
                given
            }
            Target::All => self.where_true(&open, |_| true, log),
            Target::Passing => {
                if !self.has_bar() {
                    let path = format!("result.{}.take", self.input.rule.id);
                    log.undecided(Missing { path, what: What::NotStated, candidate: None });
                    cut(&open, &[], self.chain, log)
                } else {
                    self.where_true(&open, |c| !self.combined.failed.contains(c), log)
                }
            }
            Target::Score(bar) => {
                let reaches = |c: &String| {
                    self.combined
                        .scores
                        .get(c)
                        .is_some_and(|score| if self.combined.fewest { score <= bar } else { score >= bar })
                };
                self.where_true(&open, reaches, log)
            }
            Target::Of => self.of_each(&open, log),
            Target::Budget(total) => self.budget(&open, total, log),
        };
        self.vacant(&given, ahead, log);
        self.placed(groups, &out, given, log)
    }

    fn direct(&self) -> impl Iterator<Item = &Decision> {
        direct(self.input)
    }

    /// Who gets no seat whatever their rank, and why.
    fn excluded(&self, groups: &[Group]) -> BTreeMap<String, Because> {
        let known = &self.input.known;
        let mut out = BTreeMap::new();
        let mut behind = false;
        for group in groups {
            behind |= group.members.iter().any(|candidate| candidate == NO_AWARD);
            for candidate in group.members.iter().filter(|_| behind) {
                out.insert(candidate.clone(), Because::NoAward);
            }
        }
        out.extend(no_award(self.input, groups.iter().flat_map(|group| &group.members)));
        let room = known.off.iter().filter(|off| off::makes_room(self.input, &off.candidate));
        out.extend(room.map(|off| (off.candidate.clone(), Because::Veto)));
        out
    }

    /// The borders of awards and of the last seat.
    fn borders(&self, most: u64, log: &mut Log) -> Option<Vec<u64>> {
        let decide = self.input.rule.decide.get();
        match terms::awards(self.input.rule, &self.input.known.awards, decide) {
            Ok(awards) => {
                let mut borders: Vec<u64> = awards.unwrap_or_default();
                // Whoever is in without a count has taken a place of their award.
                let (mut ahead, mut before) = (0, 0);
                for (border, award) in borders.iter_mut().zip(&self.input.known.awards) {
                    let direct = &self.input.known.direct;
                    let direct = direct.iter().filter(|decision| decision.value == award.id).count() as u64;
                    ahead += direct.min(border.saturating_sub(before));
                    before = *border;
                    *border = border.saturating_sub(ahead).min(most);
                }
                if borders.last() != Some(&most) {
                    borders.push(most);
                }
                Some(borders)
            }
            Err(missing) => {
                missing.into_iter().for_each(|missing| log.undecided(missing));
                None
            }
        }
    }

    /// The first so many, as far as the clauses on the composition let them.
    pub(crate) fn count(&self, open: &[Group], most: u64, log: &mut Log) -> Cut {
        let Some(borders) = self.borders(most, log) else { return cut(open, &[], self.chain, log) };
        if self.clauses().next().is_none() {
            return self.lay(open, &borders, log);
        }
        self.composed(open, most, &borders, log)
    }

    /// Borders through a ranking. Where an award's own conditions shut somebody out, each award goes down the ranking by
    /// itself, past those.
    fn lay(&self, groups: &[Group], borders: &[u64], log: &mut Log) -> Cut {
        let awards = &self.input.known.awards;
        let members = || groups.iter().flat_map(|group| &group.members);
        if !members().any(|one| awards.iter().any(|award| shut_out(self.input, award, one))) {
            return cut(groups, borders, self.chain, log);
        }
        let mut given = Cut::default();
        let mut done = BTreeSet::new();
        let mut before = 0;
        for (segment, border) in borders.iter().enumerate() {
            let award = awards.get(segment);
            let shut = |one: &String| award.is_some_and(|award| shut_out(self.input, award, one));
            let fits = narrowed(groups, |one| !done.contains(one) && !shut(one));
            let part = cut(&fits, &[border - before], self.chain, log);
            before = *border;
            let last = part.order.iter().filter(|one| one.status != Status::Not).map(|one| one.rank).max();
            for group in groups.iter().filter(|group| Some(group.rank) <= last) {
                for one in group.members.iter().filter(|one| !done.contains(*one) && shut(one)) {
                    let award = award.map(|award| award.id.clone()).unwrap_or_default();
                    log.step(Step::ShutOut { candidate: one.clone(), award });
                }
            }
            for one in part.order.into_iter().filter(|one| one.status != Status::Not) {
                done.insert(one.candidate.clone());
                given.order.push(Place { segment, ..one });
            }
            given.ties.extend(
                part.ties.into_iter().filter(|tie| tie.candidates.iter().any(|one| done.contains(one))),
            );
        }
        given.order.extend(rest(groups, |one| !done.contains(one), borders.len()));
        given
    }

    /// Behind so many, whether they go on is for a body to say.
    fn unsure(&self, given: &mut Cut, sure: u64, log: &mut Log) {
        let Some(missing) = &self.terms.open else { return };
        for (place, one) in (1_u64..).zip(&mut given.order) {
            if place > sure && one.status == Status::Seated {
                one.status = Status::Undecided;
                log.undecided(missing.clone());
            }
        }
    }

    /// Each of those whose score is lacking may yet take a place from whoever is last.
    fn unknown(&self, given: &mut Cut, seats: u64) {
        let lacks = |one: &&String| {
            !self.input.withdrawn.contains(*one)
                && !self.combined.scores.contains_key(*one)
                && !self.combined.barred.contains(*one)
                && !self.input.known.direct.iter().any(|decision| decision.candidate == **one)
        };
        let lacking = self.input.candidates.iter().filter(lacks).count() as u64;
        if lacking == 0 {
            return;
        }
        let places = (1_u64..).zip(given.order.iter().filter(|one| one.status == Status::Seated));
        let first = places.filter(|(place, _)| place + lacking > seats).map(|(_, one)| one.rank).min();
        // Nobody is ahead of an equal.
        let seated = given.order.iter_mut().filter(|one| one.status == Status::Seated);
        for one in seated.filter(|one| first.is_some_and(|first| one.rank >= first)) {
            one.status = Status::Undecided;
        }
    }

    fn has_bar(&self) -> bool {
        let parts = self.input.rule.combine.get().map(plan::Combine::parts).unwrap_or_default();
        parts.iter().any(|part| part.bar.is_some() && !part.weighs_nothing())
    }

    /// All of whom something holds.
    fn where_true(&self, open: &[Group], holds: impl Fn(&String) -> bool, log: &mut Log) -> Cut {
        let passing = narrowed(open, &holds);
        let most = passing.iter().map(|group| group.members.len() as u64).sum();
        let Some(borders) = self.borders(most, log) else { return cut(open, &[], self.chain, log) };
        let mut given = self.lay(&passing, &borders, log);
        given.order.extend(rest(open, |candidate| !holds(candidate), borders.len()));
        given
    }

    /// So many of each value of an attribute; the first row that seats somebody is theirs.
    fn of_each(&self, open: &[Group], log: &mut Log) -> Cut {
        let rows: &[TakeOf] = match self.input.rule.take.get() {
            Some(Take::Of(rows)) => rows,
            _ => &[],
        };
        let mut given = Cut::default();
        let mut done = BTreeSet::new();
        for row in rows {
            let fits = narrowed(open, |c| !done.contains(c) && self.fits(c, &row.when));
            let part = cut(&fits, &[u64::from(row.count)], self.chain, log);
            let through = part.order.into_iter().filter(|one| one.status != Status::Not);
            for one in through {
                done.insert(one.candidate.clone());
                given.order.push(one);
            }
            given.ties.extend(part.ties);
        }
        given.order.extend(rest(open, |candidate| !done.contains(candidate), 1));
        given
    }

    fn fits(&self, candidate: &str, when: &When) -> bool {
        let value = self.input.known.attributes.get(candidate).and_then(|of| of.get(&when.attribute));
        value.is_some_and(|value| when.is.contains(value))
    }

    pub(crate) fn passed_over(&self, candidate: &str, because: Because, clause: String) -> Step {
        Step::PassedOver { candidate: candidate.to_owned(), because, clause }
    }

    /// Tells of seats that stay empty.
    fn vacant(&self, given: &Cut, ahead: u64, log: &mut Log) {
        let filled = ahead + given.order.iter().filter(|one| one.status != Status::Not).count() as u64;
        let left_empty = given.ties.iter().any(|tie| tie.end == TieEnd::NobodySeated);
        vacant(self.input, self.terms, filled, left_empty, log);
    }

    /// Everybody in the order of their places, with their awards.
    fn placed(&self, groups: &[Group], out: &BTreeMap<String, Because>, given: Cut, log: &mut Log) -> Seated {
        let known = &self.input.known;
        let somebody = given.order.iter().rposition(|one| one.status == Status::Seated);
        for (candidate, because) in out.iter().filter(|(candidate, _)| *candidate != NO_AWARD) {
            if *because == Because::NoAward || somebody.is_some() && *because != Because::Veto {
                log.step(self.passed_over(candidate, because.clone(), String::new()));
            }
        }
        let mut order = Vec::new();
        for decision in self.direct() {
            let rank =
                groups.iter().find(|group| group.members.contains(&decision.candidate)).map(|g| g.rank);
            let award =
                known.awards.iter().find(|award| award.id == decision.value).map(|award| award.id.clone());
            order.push(SeatedOne {
                candidate: decision.candidate.clone(),
                rank,
                status: Status::Seated,
                award,
            });
        }
        let mut ranked = Vec::new();
        for one in given.order {
            let award = known.awards.get(one.segment).filter(|_| one.status == Status::Seated);
            let award = award.map(|award| award.id.clone());
            ranked.push(SeatedOne {
                candidate: one.candidate,
                rank: Some(one.rank),
                status: one.status,
                award,
            });
        }
        for group in groups {
            for candidate in group.members.iter().filter(|candidate| out.contains_key(*candidate)) {
                if !self.direct().any(|decision| decision.candidate == *candidate) {
                    let (candidate, rank) = (candidate.clone(), Some(group.rank));
                    ranked.push(SeatedOne { candidate, rank, status: Status::Not, award: None });
                }
            }
        }
        // Stable: inside a rank the order of places stays.
        ranked.sort_by_key(|one| one.rank);
        order.extend(ranked);
        for one in &order {
            let Some(award) = &one.award else { continue };
            log.step(Step::Awarded { candidate: one.candidate.clone(), award: award.clone() });
            if known.holders.contains_key(&one.candidate)
                && let Err(missing) = needed(&known.one_award, || "one_award".to_owned())
            {
                log.undecided(Missing { candidate: Some(one.candidate.clone()), ..missing });
            }
        }
        Seated { order, ties: given.ties }
    }
}

/// Tells of seats that stay empty where so many are filled; `left_empty`: because the plan leaves them to none of equals.
pub(crate) fn vacant(input: &Input, terms: &Terms, filled: u64, left_empty: bool, log: &mut Log) {
    if let Target::Count { sure, .. } = terms.target {
        // A number of those who go on that is no number of seats is just not reached.
        let must = terms.must.or(if input.rule.vacancy.is_silent() { None } else { Some(sure) });
        let must = must.filter(|_| !left_empty);
        empty(input, sure.saturating_sub(filled), must.unwrap_or(0).saturating_sub(filled), log);
    }
}

/// Who can have none of the awards that a round gives: whoever holds a higher one where one is all, and whom the
/// conditions of each shut out.
pub(crate) fn no_award<'c>(
    input: &Input,
    ids: impl Iterator<Item = &'c String>,
) -> BTreeMap<String, Because> {
    let known = &input.known;
    let mut out = BTreeMap::new();
    let place = |award: &String| known.award_order.iter().position(|other| other == award);
    let best = known.awards.iter().filter_map(|award| place(&award.id)).min();
    if known.one_award.get() == Some(&true) && best.is_some() {
        for (candidate, award) in known.holders.iter().filter(|(_, award)| place(award) < best) {
            out.insert(candidate.clone(), Because::Holds(award.clone()));
        }
    }
    if !known.awards.is_empty() {
        let all = |candidate: &String| known.awards.iter().all(|award| shut_out(input, award, candidate));
        let awards = || known.awards.iter().map(|award| award.id.clone()).collect();
        out.extend(ids.filter(|one| all(one)).map(|one| (one.clone(), Because::Barred(awards()))));
    }
    out
}

/// Tells of `seats` that stay empty, of which `must` have to be filled. Where the plan lets seats stay empty, that is all;
/// fewer than a bound is what a bound allows.
pub(crate) fn empty(input: &Input, seats: u64, must: u64, log: &mut Log) {
    let path = format!("result.{}.vacancy", input.rule.id);
    match needed(&input.rule.vacancy, || path.clone()) {
        Ok(true) if seats > 0 => log.step(Step::Vacant { seats }),
        Ok(false) if must > 0 => {
            log.step(Step::Vacant { seats: must });
            log.undecided(Missing { path, what: What::Unfilled, candidate: None });
        }
        // Where somebody's place is open itself, nobody knows yet whether a seat stays empty.
        Err(missing) if must > 0 && log.undecided.is_empty() => {
            log.step(Step::Vacant { seats: must });
            log.undecided(missing);
        }
        _ => {}
    }
}

/// Who takes a seat ahead of the figures, and keeps it or leaves it empty.
pub(crate) fn direct<'a>(input: &'a Input) -> impl Iterator<Item = &'a Decision> {
    let direct = input.known.direct.iter();
    direct.filter(|one| !input.withdrawn.contains(&one.candidate) && !off::makes_room(input, &one.candidate))
}

/// Whether an award's own conditions shut a candidate out of it.
pub(crate) fn shut_out(input: &Input, award: &Award, candidate: &str) -> bool {
    let values = input.known.attributes.get(candidate);
    award.eligibility.iter().any(|rule| rule.bars(|id| values?.get(id).cloned()))
}

/// The groups with somebody as the first of their equals.
fn first_of(groups: &[Group], candidate: &String) -> Vec<Group> {
    let mut groups = groups.to_vec();
    for group in groups.iter_mut().filter(|group| group.members.contains(candidate)) {
        group.members.sort_by_key(|member| member != candidate);
    }
    groups
}

/// The groups without those of whom something does not hold; ranks stay.
fn narrowed(groups: &[Group], holds: impl Fn(&String) -> bool) -> Vec<Group> {
    let narrow = |group: &Group| Group {
        rank: group.rank,
        members: group.members.iter().filter(|candidate| holds(candidate)).cloned().collect(),
    };
    groups.iter().map(narrow).filter(|group| !group.members.is_empty()).collect()
}

/// Those of whom something holds, without seats.
fn rest(groups: &[Group], holds: impl Fn(&String) -> bool, segment: usize) -> Vec<Place> {
    let place =
        |rank, candidate: &String| Place { candidate: candidate.clone(), rank, status: Status::Not, segment };
    let each =
        groups.iter().flat_map(|group| group.members.iter().map(move |candidate| (group.rank, candidate)));
    each.filter(|(_, candidate)| holds(candidate)).map(|(rank, candidate)| place(rank, candidate)).collect()
}
