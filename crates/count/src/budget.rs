//! Seats from the top while their costs fit into a sum.

use std::collections::BTreeMap;

use plan::{Budget, Take};

use crate::cut::{Cut, Place, cut, strict};
use crate::exact::Exact;
use crate::rank::{Group, Status, Tie, TieEnd};
use crate::seats::Seating;
use crate::steps::{Because, Log};
use crate::undecided::{Missing, What, needed};

impl Seating<'_> {
    /// From the top while costs fit.
    pub(crate) fn budget(&self, open: &[Group], total: &Exact, log: &mut Log) -> Cut {
        let Some(Take::Budget(rule)) = self.input.rule.take.get() else { return Cut::default() };
        let costs = self.input.known.measures.get(&rule.measure);
        let lacking: Vec<String> = open
            .iter()
            .flat_map(|group| &group.members)
            .filter(|candidate| costs.is_none_or(|costs| !costs.contains_key(*candidate)))
            .cloned()
            .collect();
        let costs = match costs {
            Some(costs) if lacking.is_empty() => costs,
            _ => {
                for candidate in lacking {
                    let path = format!("measure.{}", rule.measure);
                    log.undecided(Missing { path, what: What::NoScore, candidate: Some(candidate) });
                }
                return cut(open, &[], self.chain, log);
            }
        };
        let mut spending = Spending { left: total.clone(), ended: false, open: false, costs, rule };
        let mut given = Cut::default();
        for group in open {
            let together: Exact = group.members.iter().filter_map(|c| costs.get(c)).sum();
            let mut end = TieEnd::Shared;
            let parts = if together <= spending.left || group.members.len() == 1 || spending.ended {
                vec![group.clone()]
            } else {
                let (parts, how) = strict(group, self.chain, log);
                end = how;
                if matches!(end, TieEnd::AllSeated | TieEnd::NobodySeated) {
                    // To seat all or none of them is a rule for seats; a sum neither grows nor shrinks.
                    log.undecided(self.chain.exhausted());
                    end = TieEnd::Undecided;
                }
                parts
            };
            for part in parts {
                let apart = part.members.len() > 1 && !spending.ended && end != TieEnd::Shared;
                for candidate in &part.members {
                    let ended = spending.ended;
                    let status = if apart { spending.doubtful(&end) } else { spending.take(candidate) };
                    if status == Status::Not && !ended {
                        log.step(self.passed_over(candidate, Because::Budget, String::new()));
                    }
                    given.order.push(Place {
                        candidate: candidate.clone(),
                        rank: part.rank,
                        status,
                        segment: 0,
                    });
                }
                spending.open |= apart;
            }
            if group.members.len() > 1 {
                given.ties.push(Tie {
                    rank: group.rank,
                    candidates: group.members.clone(),
                    seats: None,
                    end,
                });
            }
        }
        // Whether somebody cheaper may still go on matters only where there is somebody cheaper.
        if rule.skip.get().is_none() {
            let ended =
                given.order.iter().position(|one| one.status == Status::Not).unwrap_or(given.order.len());
            let fit = |one: &Place| costs.get(&one.candidate).is_some_and(|cost| *cost <= spending.left);
            if given.order[ended..].iter().any(fit) {
                if let Err(missing) =
                    needed(&rule.skip, || format!("result.{}.take.budget.skip", self.input.rule.id))
                {
                    log.undecided(missing);
                }
                given.order[ended..]
                    .iter_mut()
                    .filter(|one| fit(one))
                    .for_each(|one| one.status = Status::Undecided);
            }
        }
        given
    }
}

/// What is left of a sum as it is spent.
struct Spending<'a> {
    left: Exact,
    /// Somebody did not fit, and nobody further down may go on.
    ended: bool,
    /// Somebody further up may or may not have taken their cost.
    open: bool,
    costs: &'a BTreeMap<String, Exact>,
    rule: &'a Budget,
}

impl Spending<'_> {
    fn take(&mut self, candidate: &String) -> Status {
        if self.ended {
            return Status::Not;
        }
        if self.open {
            return Status::Undecided;
        }
        match self.costs.get(candidate) {
            Some(cost) if *cost <= self.left => {
                self.left = &self.left - cost;
                Status::Seated
            }
            _ => {
                self.ended = self.rule.skip.get() != Some(&true);
                Status::Not
            }
        }
    }

    fn doubtful(&self, end: &TieEnd) -> Status {
        if *end == TieEnd::Waits { Status::Tied } else { Status::Undecided }
    }
}
