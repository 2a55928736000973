//! Whom a round is among, all together or apart, and what is known of each.

use std::collections::{BTreeMap, BTreeSet};

use plan::{Among, ListKind, ResultRule};

use super::{Run, figures_from};
use crate::NO_AWARD;
use crate::data::Candidate;

impl Run<'_> {
    /// Who takes part, in the order of their numbers, and which earlier rounds are open.
    pub(super) fn pool(&self, rule: &ResultRule, category: &str) -> (Vec<String>, Vec<String>) {
        let from = figures_from(rule);
        let beside = |row: &Candidate| row.beside.iter().any(|stage| from.contains(stage));
        let here = || self.data.candidates.iter().filter(|row| row.category == category);
        let everybody = || -> Vec<String> {
            here().filter(|row| row.beside.is_empty() || beside(row)).map(|row| row.id.clone()).collect()
        };
        // Whoever has stood before goes on by being taken; "no award" stands anew wherever a ballot has it.
        let stood = |id: &String| {
            let before = self.taken.iter().filter(|((_, of), _)| of == category);
            before.map(|(_, taken)| &taken.stood).any(|stood| stood.contains(id))
        };
        let new = |row: &Candidate| beside(row) && (row.id == NO_AWARD || !stood(&row.id));
        let of = |rounds: Vec<String>, rest: bool| {
            let (mut members, mut open) = (BTreeSet::new(), Vec::new());
            for round in rounds {
                let Some(taken) = self.taken.get(&(round.clone(), category.to_owned())) else { continue };
                members.extend(if rest { &taken.rest } else { &taken.seated }.iter().cloned());
                if taken.open {
                    open.push(round);
                }
            }
            let goes_on = |row: &&Candidate| match row.id == NO_AWARD && !row.beside.is_empty() {
                true => beside(row),
                false => members.contains(&row.id) || new(row),
            };
            (here().filter(goes_on).map(|row| row.id.clone()).collect(), open)
        };
        let fill = |list: ListKind| -> Vec<String> {
            self.lists.iter().filter(|(kind, _)| *kind == list).map(|(_, round)| round.clone()).collect()
        };
        match &rule.among {
            Some(Among::Taken(round)) => of(vec![round.clone()], false),
            Some(Among::Rest(round)) => of(vec![round.clone()], true),
            Some(Among::List(list)) if !fill(*list).is_empty() => of(fill(*list), false),
            Some(Among::List(_)) => (everybody(), Vec::new()),
            // The newest list before the one it leads to; where no round made one, the table is that list.
            None => match self.lists.iter().map(|(kind, _)| *kind).filter(|kind| *kind < rule.yields).max() {
                Some(list) => of(fill(list), false),
                None => (everybody(), Vec::new()),
            },
        }
    }

    /// The pool as the rule counts it: together, or each value of an attribute apart.
    pub(super) fn apart(
        &self,
        rule: &ResultRule,
        category: &str,
        pool: Vec<String>,
    ) -> Vec<(Option<String>, Vec<String>)> {
        let Some(attribute) = &rule.apart_by else { return vec![(None, pool)] };
        let mut groups: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for id in pool {
            let value = self.attributes(category, &id).get(attribute).cloned().unwrap_or_default();
            groups.entry(value).or_default().push(id);
        }
        groups.into_iter().map(|(value, people)| (Some(value), people)).collect()
    }

    pub(super) fn attributes(&self, category: &str, id: &str) -> BTreeMap<String, String> {
        let mut here = self.data.candidates.iter().filter(|row| row.category == category);
        here.find(|row| row.id == id).map(|row| row.attributes.clone()).unwrap_or_default()
    }
}
