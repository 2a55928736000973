//! The sheets of a candidate without who handed in which: all that a count needs, and all that the public learns where a
//! plan keeps sheets secret.

use std::collections::{BTreeMap, BTreeSet};

use plan::Criterion;
use serde::{Deserialize, Serialize};

use crate::CountError;
use crate::sheets::{Sheet, SheetState};

/// What a panel did about one candidate.
///
/// Every list is sorted on its own, so that neither their order nor their place side by side tells which scores stood
/// on one sheet, and two panels that differ only in who handed in what have the same piles to the byte. A panel score
/// needs nothing else: totals are dropped and averaged, criteria are averaged.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pile {
    /// Handle of the candidate.
    pub candidate: String,
    /// Totals of the scored sheets, ascending.
    pub totals: Vec<u64>,
    /// Scores of each criterion (by id), ascending; each list is as long as `totals`.
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
        let scores =
            |criterion: &Criterion| self.scores.get(&criterion.id).map(Vec::as_slice).unwrap_or_default();
        let sum: u128 = self.scores.values().flatten().map(|score| u128::from(*score)).sum();
        let most: u64 = rubric.iter().map(|criterion| u64::from(criterion.most)).sum();
        let all = rubric.iter().all(|criterion| {
            let scores = scores(criterion);
            scores.len() == sheets
                && scores.is_sorted()
                && scores.iter().all(|score| *score <= criterion.most)
        });
        // A pile without a sheet need not name any criterion.
        let known = rubric.iter().map(|criterion| &criterion.id).collect::<BTreeSet<_>>();
        named.is_subset(&known)
            && all
            && self.totals.is_sorted()
            && self.totals.iter().all(|total| *total <= most)
            && self.totals.iter().map(|total| u128::from(*total)).sum::<u128>() == sum
    }
}

/// The piles of these candidates, in their order.
pub fn piles(candidates: &[String], sheets: &[Sheet]) -> Vec<Pile> {
    let mut piles: BTreeMap<&String, Pile> = candidates
        .iter()
        .map(|candidate| (candidate, Pile { candidate: candidate.clone(), ..Pile::default() }))
        .collect();
    for sheet in sheets {
        let Some(pile) = piles.get_mut(&sheet.candidate) else { continue };
        match &sheet.state {
            SheetState::Scored(scores) => {
                pile.totals.push(scores.values().copied().map(u64::from).sum());
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
