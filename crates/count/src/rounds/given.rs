//! What a round's outcome comes to for the plan as a whole: who went on, which awards are given, what is open, and whom an
//! objection, a higher award or a clause over all categories takes off again.

use std::collections::{BTreeMap, BTreeSet};

use plan::{Award, Combine, Decide, ResultRule, Seats, Stated, Take, Upheld};

use super::doubt::{in_doubt, no_longer};
use super::{Given, Open, OpenIs, Round, Run, Taken};
use crate::rank::{Status, TieEnd};
use crate::steps::Step;
use crate::undecided::{Missing, What, needed};
use crate::{Outcome, compose, terms};

impl Run<'_> {
    /// What a notice (by id) says of an objection that is found true, and whether its list was there before the first
    /// round of the category.
    pub(super) fn upheld(&self, notice: &str, category: &str) -> Option<(&Stated<Upheld>, bool)> {
        let notice = self.plan.stage(notice)?.notice.as_ref()?;
        let holds =
            |rule: &&ResultRule| rule.category.is_empty() || rule.category.iter().any(|id| id == category);
        let filled = self.plan.results_for(notice.list).any(|rule| holds(&rule));
        Some((&notice.upheld, !filled))
    }

    /// Whether one may hold one award only. Left out, the plan has no such rule; lists that give awards need one.
    pub(super) fn one_award(&self, rule: &ResultRule) -> Stated<bool> {
        let left_out =
            self.plan.one_award.is_silent() && !self.plan.silent.iter().any(|it| it == "one_award");
        match rule.combine.get() {
            Some(Combine::Lists(_)) => self.plan.one_award.clone(),
            _ if left_out => Stated::Is(false),
            _ => self.plan.one_award.clone(),
        }
    }

    /// Everybody who passes goes on; but the awards of a round, and the seats of a category in its last round, are so many
    /// and no others. Where more pass, the plan does not say who goes without.
    pub(super) fn past_the_places(
        &self,
        rule: &ResultRule,
        category: &plan::Category,
        outcome: &mut Outcome,
    ) {
        if !matches!(rule.take.get(), Some(Take::Passing | Take::Score(_))) {
            return;
        }
        let covers = |other: &ResultRule| other.category.is_empty() || other.category.contains(&category.id);
        let later = self.plan.result.iter().skip_while(|other| other.id != rule.id).skip(1);
        let awards = self.awards_of(rule, &category.id);
        let (path, seats): (String, Vec<&Stated<Seats>>) = match awards.last() {
            Some(last) => (format!("award.{}.seats", last.id), awards.iter().map(|it| &it.seats).collect()),
            None if later.filter(|other| covers(other)).count() > 0 => return,
            None => (format!("category.{}.seats", category.id), vec![&category.seats]),
        };
        let all: Option<Vec<&Seats>> = seats.iter().map(|seats| seats.get()).collect();
        let Some(seats) = all else { return };
        let is = |status: Status| outcome.ranking.iter().filter(move |row| row.status == status);
        let n = is(Status::Seated).count() as u64;
        let open = outcome.ranking.iter().any(|row| matches!(row.status, Status::Tied | Status::Undecided));
        let about = seats.iter().any(|seats| matches!(seats, Seats::About(_)));
        let most: Option<u64> = seats.iter().map(|seats| seats.most().map(u64::from)).sum();
        let least: u64 = seats.iter().map(|seats| terms::least(seats)).sum();
        if most.is_some_and(|most| !about && n > most) {
            in_doubt(outcome, vec![Missing { path, what: What::TooMany, candidate: None }]);
        } else if n < least && !open {
            outcome.steps.push(Step::Vacant { seats: least - n });
            let path = format!("result.{}.vacancy", rule.id);
            match needed(&rule.vacancy, || path.clone()) {
                Ok(true) => {}
                Ok(false) => outcome.undecided.push(Missing { path, what: What::Unfilled, candidate: None }),
                Err(missing) => outcome.undecided.push(missing),
            }
        }
    }

    /// The awards that a round gives in a category, highest first.
    pub(super) fn awards_of(&self, rule: &ResultRule, category: &str) -> Vec<&Award> {
        let of_award = |id: &String| self.plan.award.iter().find(|award| award.id == *id);
        let held = |award: &&Award| {
            let here = award.category.is_empty() || award.category.iter().any(|id| id == category);
            !award.to_bodies && here
        };
        rule.award.iter().filter_map(of_award).filter(held).collect()
    }

    /// Where everybody may hold one award only and a higher one is not decided yet, nobody can say to whom a lower one
    /// falls: in the same category, or where somebody stands in both.
    pub(super) fn after_open_awards(&self, rule: &ResultRule, category: &str, outcome: &mut Outcome) {
        let gives = |rule: &ResultRule| !rule.award.is_empty();
        if self.plan.one_award.get() != Some(&true) || !gives(rule) {
            return;
        }
        let earlier =
            self.plan.result.iter().take_while(|other| other.id != rule.id).filter(|other| gives(other));
        let here: BTreeSet<&String> = outcome.ranking.iter().map(|row| &row.candidate).collect();
        let open = earlier.filter(|other| {
            let mut taken = self.taken.iter().filter(|((round, _), _)| *round == other.id);
            taken.any(|((_, of), taken)| {
                taken.open && of == category || taken.doubtful.iter().any(|id| here.contains(id))
            })
        });
        let waits: Vec<Missing> = open.map(|other| Missing::waits(&other.id)).collect();
        if !waits.is_empty() {
            in_doubt(outcome, waits);
        }
    }

    /// The same where the higher award is that of a later round: whoever may still get it has no lower one for certain.
    pub(super) fn below_open_awards(&mut self, rounds: &mut [Round]) {
        if self.plan.one_award.get() != Some(&true) {
            return;
        }
        let place = |id: &str| self.plan.award.iter().position(|award| award.id == id);
        let best = |rule: &ResultRule| rule.award.iter().filter_map(|id| place(id)).min();
        let mut lost = Vec::new();
        for given in &self.awards {
            let above = self
                .plan
                .result
                .iter()
                .filter(|rule| best(rule).is_some_and(|it| Some(it) < place(&given.award)));
            let mut open = above.filter(|rule| {
                let mut taken =
                    self.taken.iter().filter(|((round, _), _)| *round == rule.id && *round != given.round);
                taken.any(|(_, taken)| taken.doubtful.contains(&given.candidate))
            });
            lost.extend(open.next().map(|rule| (given.clone(), rule.id.clone())));
        }
        for (given, above) in lost {
            self.awards.retain(|other| *other != given);
            let missing = Missing { candidate: Some(given.candidate.clone()), ..Missing::waits(&above) };
            let is = OpenIs::Missing { missing };
            let (round, category) = (given.round.clone(), given.category.clone());
            self.open.push(Open { round, category, apart: None, is });
            let lists = rounds.iter_mut().filter(|round| round.id == given.round);
            let lists = lists.flat_map(|round| &mut round.categories).filter(|it| it.id == given.category);
            for list in lists {
                for row in list.ranking.iter_mut().filter(|row| row.candidate == given.candidate) {
                    (row.status, row.award) = (Status::Undecided, None);
                }
                no_longer(&mut list.steps, |id| *id == given.candidate);
            }
        }
    }

    /// Holds the categories together against the clauses over all of them. Where one is not kept, the plan does not say
    /// in which category somebody gives way: whoever may have to is undecided, unless a body has decided.
    pub(super) fn together(&mut self, rule: &ResultRule, round: &mut Round) {
        let key = |category: &str, id: &str| format!("{category} {id}");
        let mut attributes = BTreeMap::new();
        let (mut everybody, mut taken) = (Vec::new(), BTreeSet::new());
        for category in &round.categories {
            for row in &category.ranking {
                let key = key(&category.id, &row.candidate);
                attributes.insert(key.clone(), self.attributes(&category.id, &row.candidate));
                if row.status == Status::Seated {
                    taken.insert(key.clone());
                }
                everybody.push(key);
            }
        }
        let over_all = rule.composition.iter().filter(|clause| clause.together);
        let size = taken.len() as u64;
        let seats: Option<u64> = round.categories.iter().map(|category| category.seats).sum();
        for clause in compose::clauses(over_all, size, seats.unwrap_or(size), &everybody, &attributes) {
            round.steps.push(clause.told(&taken, size));
            let Some(doubtful) = clause.in_doubt(&taken) else { continue };
            let missing = Missing::unkept(&rule.id, &clause.rule.id);
            let is = OpenIs::Missing { missing };
            self.open.push(Open { round: rule.id.clone(), category: String::new(), apart: None, is });
            if rule.decide.get() == Some(&Decide::Resolution) {
                continue;
            }
            for category in &mut round.categories {
                let concerned = |id: &String| doubtful.contains(&key(&category.id, id));
                if let Some(kept) = self.taken.get_mut(&(rule.id.clone(), category.id.clone())) {
                    kept.open |= kept.seated.iter().any(concerned);
                    kept.seated.retain(|id| !concerned(id));
                }
                self.awards.retain(|given| {
                    given.round != rule.id || given.category != category.id || !concerned(&given.candidate)
                });
                let rows = category.ranking.iter_mut().filter(|row| row.status == Status::Seated);
                for row in rows.filter(|row| doubtful.contains(&key(&category.id, &row.candidate))) {
                    (row.status, row.award) = (Status::Undecided, None);
                    category.margin = None;
                }
                no_longer(&mut category.steps, |id| doubtful.contains(&key(&category.id, id)));
            }
        }
    }

    /// Keeps who went on, which awards were given, and what is open.
    pub(super) fn note(
        &mut self,
        rule: &ResultRule,
        category: &str,
        apart: Option<&str>,
        outcome: &Outcome,
        taken: &mut Taken,
    ) {
        let mut open = |is: OpenIs| {
            let apart = apart.map(str::to_owned);
            self.open.push(Open { round: rule.id.clone(), category: category.to_owned(), apart, is });
        };
        for missing in &outcome.undecided {
            open(OpenIs::Missing { missing: missing.clone() });
        }
        for tie in outcome.ties.iter().filter(|tie| tie.end == TieEnd::Waits) {
            // A new vote is told by what it would have to bring.
            let again = |missing: &Missing| match &missing.what {
                What::Revote(equals) => equals.iter().all(|candidate| tie.candidates.contains(candidate)),
                _ => false,
            };
            if outcome.undecided.iter().any(again) {
                continue;
            }
            open(OpenIs::Tie { rank: tie.rank, candidates: tie.candidates.clone() });
        }
        let decided = outcome.steps.iter().any(|step| matches!(step, Step::Picked { .. }));
        let waits = rule.decide.get() == Some(&Decide::Resolution) && !decided;
        if waits && !matches!(rule.combine.get(), Some(Combine::Pick(_))) {
            open(OpenIs::Resolution);
        }
        let objected = |of: &str| {
            outcome.steps.iter().any(|step| match step {
                Step::Upheld { candidate, follows, .. } => {
                    candidate == of && matches!(follows, Some(Upheld::Removed | Upheld::Replaced))
                }
                _ => false,
            })
        };
        for row in &outcome.ranking {
            taken.stood.insert(row.candidate.clone());
            match row.status {
                Status::Seated => taken.seated.push(row.candidate.clone()),
                // Whoever an objection took off a list is off, and not among those whom another round may take.
                Status::Not if objected(&row.candidate) => {}
                Status::Not => taken.rest.push(row.candidate.clone()),
                Status::Tied | Status::Undecided => {
                    taken.open = true;
                    taken.doubtful.insert(row.candidate.clone());
                }
                Status::Withdrawn => {}
            }
            let Some(award) = &row.award else { continue };
            let holds = |given: &&Given| given.candidate == row.candidate && given.award != *award;
            let asked = |open: &Open| {
                let path = "one_award";
                matches!(&open.is, OpenIs::Missing { missing } if missing.path == path)
            };
            if self.one_award(rule).is_silent()
                && self.awards.iter().any(|given| holds(&given))
                && !self.open.iter().any(asked)
            {
                let missing =
                    Missing { path: "one_award".to_owned(), what: What::NotStated, candidate: None };
                let is = OpenIs::Missing { missing };
                let apart = apart.map(str::to_owned);
                self.open.push(Open { round: rule.id.clone(), category: category.to_owned(), apart, is });
            }
            // Whoever keeps one award only keeps the highest: lower ones are not given to them.
            if self.plan.one_award.get() == Some(&true) {
                let place = |id: &str| self.plan.award.iter().position(|award| award.id == id);
                if self.awards.iter().filter(holds).any(|given| place(&given.award) < place(award)) {
                    let path = format!("award.{award}");
                    let missing = Missing { path, what: What::Unfilled, candidate: None };
                    let is = OpenIs::Missing { missing };
                    let apart = apart.map(str::to_owned);
                    self.open.push(Open { round: rule.id.clone(), category: category.to_owned(), apart, is });
                    continue;
                }
                for lower in self.awards.iter().filter(|given| given.candidate == row.candidate) {
                    let path = format!("award.{}", lower.award);
                    let missing = Missing { path, what: What::Unfilled, candidate: None };
                    let category = lower.category.clone();
                    let is = OpenIs::Missing { missing };
                    self.open.push(Open { round: lower.round.clone(), category, apart: None, is });
                }
                self.awards.retain(|given| given.candidate != row.candidate);
            }
            self.awards.push(Given {
                award: award.clone(),
                round: rule.id.clone(),
                category: category.to_owned(),
                candidate: row.candidate.clone(),
            });
        }
    }
}
