//! The sheets of a candidate without who handed in which: all that a count needs, and all that the public learns where a
//! plan keeps sheets secret.

use std::collections::{BTreeMap, BTreeSet};

use plan::Criterion;
use serde::{Deserialize, Serialize};

use crate::exact::Exact;
use crate::sheets::{Sheet, SheetState};
use crate::{CountError, rubric};

/// What a panel did about one candidate.
///
/// Every list is sorted on its own, so that neither their order nor their place side by side tells which scores stood
/// on one sheet, and two panels that differ only in who handed in what have the same piles to the byte. A panel score
/// needs nothing else (a rank sum does): totals are dropped and averaged, criteria are averaged.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pile {
    /// Handle of the candidate.
    pub candidate: String,
    /// Totals of the scored sheets, ascending.
    #[serde(with = "crate::marks")]
    pub totals: Vec<Exact>,
    /// Scores of each criterion (by id) in its units, ascending; each list is as long as `totals`.
    pub scores: BTreeMap<String, Vec<u32>>,
    /// Sheets of judges who abstained.
    pub abstained: u64,
    /// Sheets of judges who stood back.
    pub recused: u64,
    /// Sheets of judges who were absent.
    #[serde(default, skip_serializing_if = "is_none")]
    pub absent: u64,
}

fn is_none(count: &u64) -> bool {
    *count == 0
}

impl Pile {
    /// Whether such a pile can come from sheets that fit a rubric.
    fn fits(&self, rubric: &[Criterion]) -> bool {
        let sheets = self.totals.len();
        let named: BTreeSet<&String> = self.scores.keys().collect();
        let lines = rubric::lines(rubric);
        let scores = |line: &Criterion| self.scores.get(&line.id).map(Vec::as_slice).unwrap_or_default();
        let all = lines.iter().all(|line| {
            let scores = scores(line);
            scores.len() == sheets
                && scores.is_sorted()
                && scores.iter().all(|score| rubric::is_score(line, u64::from(*score)))
        });
        let sum_of = |line: &&Criterion| {
            let sum: u64 = scores(line).iter().copied().map(u64::from).sum();
            (line.id.clone(), Exact::from(sum))
        };
        let highest = lines.iter().map(|line| (line.id.clone(), Exact::from(rubric::most(line)))).collect();
        let most = rubric::total(rubric, &highest);
        // A pile without a sheet need not name any criterion.
        let known = lines.iter().map(|line| &line.id).collect::<BTreeSet<_>>();
        // A total is linear in the scores, so that the sums of all sheets have the sum of all totals.
        named.is_subset(&known)
            && all
            && self.totals.is_sorted()
            && self.totals.iter().all(|total| *total <= most)
            && self.totals.iter().sum::<Exact>() == rubric::total(rubric, &lines.iter().map(sum_of).collect())
    }
}

/// The piles of these candidates, in their order, under a rubric. Without a rubric a total is the sum of its scores.
pub fn piles(rubric: Option<&[Criterion]>, candidates: &[String], sheets: &[Sheet]) -> Vec<Pile> {
    let mut piles: BTreeMap<&String, Pile> = candidates
        .iter()
        .map(|candidate| (candidate, Pile { candidate: candidate.clone(), ..Pile::default() }))
        .collect();
    for sheet in sheets {
        let Some(pile) = piles.get_mut(&sheet.candidate) else { continue };
        match &sheet.state {
            SheetState::Scored(scores) => {
                pile.totals.push(sheet_total(rubric, scores));
                for (criterion, score) in scores {
                    pile.scores.entry(criterion.clone()).or_default().push(*score);
                }
            }
            SheetState::Abstained => pile.abstained += 1,
            SheetState::Recused => pile.recused += 1,
            SheetState::Absent => pile.absent += 1,
        }
    }
    for pile in piles.values_mut() {
        pile.totals.sort_unstable();
        pile.scores.values_mut().for_each(|scores| scores.sort_unstable());
    }
    candidates.iter().filter_map(|candidate| piles.remove(candidate)).collect()
}

/// The total of one sheet.
pub(crate) fn sheet_total(rubric: Option<&[Criterion]>, scores: &BTreeMap<String, u32>) -> Exact {
    match rubric {
        None => Exact::from(scores.values().copied().map(u64::from).sum::<u64>()),
        Some(rubric) => {
            let units = scores.iter().map(|(id, units)| (id.clone(), Exact::from(u64::from(*units))));
            rubric::total(rubric, &units.collect())
        }
    }
}

/// Refuses piles that no panel working under this rubric can have left.
pub(crate) fn check(
    stage: &str,
    piles: &[Pile],
    rubric: Option<&Vec<Criterion>>,
    candidates: &BTreeSet<&String>,
) -> Result<(), CountError> {
    let mut seen = BTreeSet::new();
    for pile in piles {
        if !candidates.contains(&pile.candidate) {
            return Err(CountError::UnknownCandidate(pile.candidate.clone()));
        }
        let sound = rubric.is_none_or(|rubric| pile.fits(rubric));
        if !seen.insert(&pile.candidate) || !sound {
            return Err(CountError::BadPile { stage: stage.to_owned(), candidate: pile.candidate.clone() });
        }
    }
    Ok(())
}
