//! Clauses on what those who go on are together, while seats are given: the best-ranked set that keeps them all.

use std::collections::{BTreeMap, BTreeSet};

use plan::Composition;

use super::{Seating, first_of, narrowed, rest};
use crate::compose::{self, Clause, NoSet};
use crate::cut::{Cut, cut, openness, strict};
use crate::rank::{Group, Status, Tie, TieEnd};
use crate::steps::{Because, Log};
use crate::undecided::{Missing, What};

impl Seating<'_> {
    /// The clauses of this category: those over several are held against all of them at the end of the round.
    pub(super) fn clauses(&self) -> impl Iterator<Item = &Composition> {
        self.input.rule.composition.iter().filter(|rule| !rule.together)
    }

    /// The best-ranked set that satisfies all clauses, and who is passed over by which.
    pub(super) fn composed(&self, open: &[Group], most: u64, borders: &[u64], log: &mut Log) -> Cut {
        let known = &self.input.known;
        let rule = self.input.rule;
        let forced: Vec<String> = self.direct().map(|decision| decision.candidate.clone()).collect();
        let people = |groups: &[Group]| -> Vec<String> {
            forced.iter().chain(groups.iter().flat_map(|group| &group.members)).cloned().collect()
        };
        let everybody = people(open);
        let whole = forced.len() as u64 + most;
        let largest = whole.min(everybody.len() as u64);
        let fewest = if rule.vacancy.get() == Some(&true) { 0 } else { self.terms.must.unwrap_or(largest) };
        let smallest = fewest.min(largest).max(forced.len() as u64);
        let found = (smallest..=largest).rev().find_map(|size| {
            let clauses = compose::clauses(self.clauses(), size, whole, &everybody, &known.attributes);
            let all: Vec<&Clause> = clauses.iter().collect();
            match compose::best(&everybody, forced.len(), size, &all) {
                Ok(_) => Some(Ok((size, clauses))),
                Err(NoSet::None) => None,
                Err(NoSet::Entangled) => Some(Err(())),
            }
        });
        let Some(Ok((size, clauses))) = found else {
            // Where somebody has no score because something is missing, that is what there is to tell.
            if !log.undecided.is_empty() {
                return cut(open, &[], self.chain, log);
            }
            log.undecided(Missing {
                path: format!("result.{}.composition", rule.id),
                what: What::Unsatisfiable(self.unsatisfied(&everybody, forced.len(), largest, whole)),
                candidate: None,
            });
            return cut(open, &[], self.chain, log);
        };
        let all: Vec<&Clause> = clauses.iter().collect();
        let set = |groups: &[Group]| -> BTreeSet<String> {
            let order = people(groups);
            let places = compose::best(&order, forced.len(), size, &all).unwrap_or_default();
            places.into_iter().map(|place| order[place].clone()).collect()
        };
        // Equals are put in order only where the choice among them is open.
        let mut groups = open.to_vec();
        let mut doubtful: BTreeMap<String, Status> = BTreeMap::new();
        let mut told = BTreeMap::new();
        // Equals of whom some are in, and the plan seats all of them.
        let mut together: BTreeSet<String> = BTreeSet::new();
        let mut taken = set(&groups);
        while let Some(at) =
            groups.iter().position(|group| self.is_open(&groups, group, &taken, &doubtful, &set))
        {
            let (parts, mut end) = strict(&groups[at], self.chain, log);
            if end == TieEnd::NobodySeated {
                // Whether somebody further down then makes up what a clause asks for is not said.
                log.undecided(self.chain.exhausted());
                end = TieEnd::Undecided;
            }
            let status = if end == TieEnd::Waits { Status::Tied } else { Status::Undecided };
            let equals: Vec<Group> = parts.iter().filter(|part| part.members.len() > 1).cloned().collect();
            told.insert(groups[at].rank, end.clone());
            groups.splice(at..=at, parts);
            taken = set(&groups);
            for one in equals.iter().flat_map(|part| &part.members) {
                // Whoever would not be in even as the first of them is not held up by the others.
                let would = || set(&first_of(&groups, one)).contains(one);
                if end == TieEnd::AllSeated && (taken.contains(one) || would()) {
                    together.insert(one.clone());
                }
                doubtful.insert(one.clone(), if end == TieEnd::AllSeated { Status::Not } else { status });
            }
        }
        doubtful.retain(|_, status| *status != Status::Not);
        let (mut size, mut clauses) = (size, clauses);
        let all: BTreeSet<String> = taken.union(&together).cloned().collect();
        if all.len() > taken.len() {
            let larger =
                compose::clauses(self.clauses(), all.len() as u64, whole, &everybody, &known.attributes);
            match larger.iter().find(|clause| clause.in_doubt(&all).is_some()) {
                None => (size, clauses, taken) = (all.len() as u64, larger, all),
                // Either the clause gives way or the tie rule does, and the plan does not say which.
                Some(clause) => {
                    log.undecided(Missing::unkept(&rule.id, &clause.rule.id));
                    told.values_mut().filter(|end| **end == TieEnd::AllSeated).for_each(|end| {
                        *end = TieEnd::Undecided;
                    });
                    doubtful.extend(together.iter().map(|one| (one.clone(), Status::Undecided)));
                }
            }
        }
        self.tell_composition(&groups, &taken, &clauses, &forced, size, log);
        let inside = narrowed(&groups, |candidate| taken.contains(candidate));
        let mut borders: Vec<u64> = borders.iter().map(|border| (*border).min(size)).collect();
        if let Some(last) = borders.last_mut() {
            *last = size;
        }
        let mut given = self.lay(&inside, &borders, log);
        given.order.extend(rest(&groups, |candidate| !taken.contains(candidate), borders.len()));
        for one in &mut given.order {
            if let Some(status) = doubtful.get(&one.candidate) {
                one.status = *status;
            }
        }
        for group in open.iter().filter(|group| group.members.len() > 1) {
            // A border of an award may have asked more of them than the last seat did.
            let of_awards = given.ties.iter().filter(|tie| tie.rank == group.rank).map(|tie| &tie.end);
            let end = told.get(&group.rank).into_iter().chain(of_awards);
            let end = end.max_by_key(|end| openness(end)).cloned().unwrap_or(TieEnd::Shared);
            given.ties.retain(|tie| tie.rank != group.rank);
            given.ties.push(Tie { rank: group.rank, candidates: group.members.clone(), seats: None, end });
        }
        given.ties.sort_by_key(|tie| tie.rank);
        given
    }

    /// Whether which of these equals go on depends on their order: whether somebody who does not would, if first.
    fn is_open(
        &self,
        groups: &[Group],
        group: &Group,
        taken: &BTreeSet<String>,
        doubtful: &BTreeMap<String, Status>,
        set: &dyn Fn(&[Group]) -> BTreeSet<String>,
    ) -> bool {
        let left_out: Vec<&String> = group.members.iter().filter(|c| !taken.contains(*c)).collect();
        let settled = group.members.iter().any(|candidate| doubtful.contains_key(candidate));
        if settled || left_out.is_empty() || left_out.len() == group.members.len() {
            return false;
        }
        left_out.into_iter().any(|candidate| set(&first_of(groups, candidate)).contains(candidate))
    }

    /// Those without whom there would be a set; where no single one is to blame, all.
    pub(super) fn unsatisfied(
        &self,
        everybody: &[String],
        forced: usize,
        size: u64,
        whole: u64,
    ) -> Vec<String> {
        let clauses = compose::clauses(self.clauses(), size, whole, everybody, &self.input.known.attributes);
        let without = |id: &str| {
            let others: Vec<&Clause> = clauses.iter().filter(|clause| clause.rule.id != id).collect();
            compose::best(everybody, forced, size, &others).is_ok()
        };
        let bound = |rule: &&Composition| rule.least.is_some() || rule.most.is_some();
        let ids = || self.clauses().filter(bound).map(|rule| rule.id.clone());
        let to_blame: Vec<String> = ids().filter(|id| without(id)).collect();
        if to_blame.is_empty() { ids().collect() } else { to_blame }
    }

    /// Who is passed over by which clause, and what the set is like.
    fn tell_composition(
        &self,
        groups: &[Group],
        taken: &BTreeSet<String>,
        clauses: &[Clause],
        forced: &[String],
        size: u64,
        log: &mut Log,
    ) {
        let order: Vec<String> = groups.iter().flat_map(|group| &group.members).cloned().collect();
        let last = order.iter().rposition(|candidate| taken.contains(candidate)).unwrap_or(0);
        for (at, candidate) in order[..last.min(order.len())].iter().enumerate() {
            if taken.contains(candidate) {
                continue;
            }
            // Those above stay as they are; which clause alone keeps this one out?
            let mut front: Vec<String> = forced.to_vec();
            front.extend(order[..at].iter().filter(|other| taken.contains(*other)).cloned());
            front.push(candidate.clone());
            let fixed = front.len();
            front.extend(order[at + 1..].iter().cloned());
            let without = |ids: &[&String]| {
                let others: Vec<&Clause> =
                    clauses.iter().filter(|other| !ids.contains(&&other.rule.id)).collect();
                compose::best(&front, fixed, size, &others).is_ok()
            };
            let rules = self.clauses();
            let binding: Vec<&String> = rules
                .filter(|rule| rule.least.is_some() || rule.most.is_some())
                .map(|rule| &rule.id)
                .collect();
            let mut in_the_way: Vec<&String> = binding.iter().copied().filter(|id| without(&[id])).collect();
            if in_the_way.is_empty() {
                // No single one: as few together as would have to fall.
                in_the_way = binding.clone();
                for id in &binding {
                    let fewer: Vec<&String> =
                        in_the_way.iter().copied().filter(|other| other != id).collect();
                    if without(&fewer) {
                        in_the_way = fewer;
                    }
                }
            }
            let ids: Vec<String> = in_the_way.into_iter().cloned().collect();
            let mut words = self.clauses().filter(|rule| ids.contains(&rule.id));
            let clause = words.next().map(|rule| rule.clause.clone()).unwrap_or_default();
            log.step(self.passed_over(candidate, Because::Composition(ids), clause));
        }
        for clause in clauses {
            log.step(clause.told(taken, size));
        }
    }
}
