//! Who may be named on which ballots: candidates on all of their category, and what stands beside them ("no award",
//! names written in) on the ballots of the stages that have it, and nowhere else.

use std::collections::{BTreeMap, BTreeSet};

use plan::{Beside, Plan, Stage};

use super::ballots::named;
use super::rows::{Table, is_id};
use super::stage_of;
use crate::NO_AWARD;
use crate::data::{Candidate, Data};
use crate::rounds::figures_from;

/// Which rounds use a stage: the first and the last of them, by place in the plan.
#[derive(Default)]
pub(super) struct Ballots {
    used: BTreeMap<String, (usize, usize)>,
}

impl Ballots {
    pub(super) fn of(plan: &Plan) -> Ballots {
        let mut used: BTreeMap<String, (usize, usize)> = BTreeMap::new();
        for (at, rule) in plan.result.iter().enumerate() {
            for stage in figures_from(rule) {
                used.entry(stage).or_insert((at, at)).1 = at;
            }
        }
        Ballots { used }
    }

    /// Whether somebody may be named on a stage's ballots. A name that was written in may be named later on too, where
    /// an earlier round may have taken it; "no award" goes nowhere.
    pub(super) fn name(&self, row: &Candidate, stage: &str) -> bool {
        if row.beside.is_empty() || row.beside.contains(stage) {
            return true;
        }
        let Some((_, last)) = self.used.get(stage).filter(|_| row.id != NO_AWARD) else { return false };
        row.beside.iter().filter_map(|of| self.used.get(of)).any(|(first, _)| first < last)
    }
}

/// Whether a stage has this beside its candidates.
fn has(stage: &Stage, what: Beside) -> bool {
    stage.vote.as_ref().is_some_and(|vote| vote.beside.contains(&what))
}

/// Adds what stands beside the candidates.
pub(super) fn beside(plan: &Plan, tables: &[Table], data: &mut Data) {
    let none: BTreeSet<String> =
        plan.stage.iter().filter(|stage| has(stage, Beside::NoAward)).map(|stage| stage.id.clone()).collect();
    if !none.is_empty() {
        data.candidates.retain(|row| row.id != NO_AWARD);
        for category in &plan.category {
            let (id, category) = (NO_AWARD.to_owned(), category.id.clone());
            data.candidates.push(Candidate { id, category, beside: none.clone(), ..Candidate::default() });
        }
    }
    if !plan.stage.iter().any(|stage| has(stage, Beside::WriteIn)) {
        return;
    }
    let mut at: BTreeMap<(String, String), usize> = BTreeMap::new();
    for (n, row) in data.candidates.iter().enumerate() {
        at.insert((row.category.clone(), row.id.clone()), n);
    }
    for row in tables.iter().filter(|table| table.name == "ballots").flat_map(|table| &table.rows) {
        let Ok(category) = row.category(plan, false) else { continue };
        let Ok(stage) = stage_of(plan, row, false, &category) else { continue };
        if !has(stage, Beside::WriteIn) {
            continue;
        }
        for id in named(row.get("choices")).into_iter().filter(|id| is_id(id) && *id != NO_AWARD) {
            let n = *at.entry((category.clone(), id.to_owned())).or_insert_with(|| {
                let (id, category) = (id.to_owned(), category.clone());
                data.candidates.push(Candidate {
                    id,
                    category,
                    beside: BTreeSet::from([stage.id.clone()]),
                    ..Candidate::default()
                });
                data.candidates.len() - 1
            });
            // Whoever is a candidate anyway stays one.
            if let Some(row) = data.candidates.get_mut(n).filter(|row| !row.beside.is_empty()) {
                row.beside.insert(stage.id.clone());
            }
        }
    }
}
