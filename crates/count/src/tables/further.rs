//! A panel's further ballots: who is left for each of them.

use std::collections::{BTreeMap, BTreeSet};

use plan::{Combine, Plan};

use super::polled::Key;
use crate::data::Data;
use crate::rank::Status;
use crate::rounds::{Category, rounds};
use crate::steps::Step;
use crate::undecided::Missing;

/// Which of a panel's repeated ballots these are, from 1. Ballots of a vote are cast once.
pub(super) fn number(plan: &Plan, key: &Key) -> u32 {
    let panel = plan.stage(&key.0).is_some_and(|stage| stage.vote.is_none());
    key.3.parse().ok().filter(|_| panel).unwrap_or(1)
}

/// Who stands in a further ballot, by stage and category, as far as the ballots before it tell. Where they do not, or
/// where the round does not wait for this ballot, everybody may be named.
pub(super) fn left<'k>(
    plan: &Plan,
    keys: impl Iterator<Item = &'k Key>,
    number: u32,
    data: &Data,
) -> BTreeMap<(String, String), BTreeSet<String>> {
    let mut left = BTreeMap::new();
    if number < 2 {
        return left;
    }
    let wanted: BTreeSet<(&String, &String)> = keys.map(|key| (&key.0, &key.1)).collect();
    let Ok(counted) = rounds(plan, data) else { return left };
    for (stage, category) in wanted {
        let of_stage = |id: &str| {
            let rule = plan.result.iter().find(|rule| rule.id == id);
            matches!(rule.and_then(|rule| rule.combine.get()), Some(Combine::Support(rule)) if rule.stage == *stage)
        };
        let waits = Missing::no_figures(format!("stage.{stage}.ballot.{number}"));
        let here =
            counted.rounds.iter().filter(|round| of_stage(&round.id)).flat_map(|round| &round.categories);
        let here: Vec<&Category> = here.filter(|row| row.id == *category).collect();
        // It is waited for only where who stands is known.
        let known = |row: &&Category| row.undecided.contains(&waits);
        if here.is_empty() || !here.iter().all(known) {
            continue;
        }
        let open = here.iter().flat_map(|row| &row.ranking).filter(|row| row.status == Status::Undecided);
        // Those who are equal for the last place are voted on alone.
        let rounds = here.iter().flat_map(|row| &row.steps).filter_map(|step| match step {
            Step::Support { rounds } => rounds.last(),
            _ => None,
        });
        let alone: BTreeSet<String> = rounds.flat_map(|round| round.then.iter().cloned()).collect();
        let open: BTreeSet<String> = open.map(|row| row.candidate.clone()).collect();
        let open = if alone.is_empty() { open } else { alone };
        left.insert((stage.clone(), category.clone()), open);
    }
    left
}
