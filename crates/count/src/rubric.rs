//! Scores of a sheet to its total: plain sums, weights among neighbours, headings over lines.

use std::collections::BTreeMap;

use plan::{Criterion, ReviewRules, Stated};

use crate::exact::Exact;

/// The rubric of a category: its own, or the stage's.
pub(crate) fn of<'r>(rules: &'r ReviewRules, category: &str) -> &'r Stated<Vec<Criterion>> {
    rules.category.iter().find(|own| own.id == category).map_or(&rules.rubric, |own| &own.rubric)
}

/// The lines that are scored, in the order of the sheet.
pub(crate) fn lines(rubric: &[Criterion]) -> Vec<&Criterion> {
    rubric.iter().flat_map(|row| if row.lines.is_empty() { vec![row] } else { lines(&row.lines) }).collect()
}

/// The highest score of a line in the units it is written in: 8.25 at two places is 825.
pub(crate) fn most(line: &Criterion) -> u64 {
    u64::from(line.most).saturating_mul(10_u64.saturating_pow(line.places))
}

/// Whether so many units are a score of a line: from its lowest to its highest.
pub(crate) fn is_score(line: &Criterion, units: u64) -> bool {
    let least = u64::from(line.least).saturating_mul(10_u64.saturating_pow(line.places));
    (least..=most(line)).contains(&units)
}

/// A number of units of a line as the score that it is.
pub(crate) fn score(line: &Criterion, units: &Exact) -> Exact {
    units.over(&Exact::from(10_u64.saturating_pow(line.places))).unwrap_or_else(Exact::zero)
}

/// The total of a sheet. Scores are whole numbers of the units of their lines; a line that is not there scores 0.
/// Neighbours with weights count as their share of their highest, times the weight; others are added as given.
pub(crate) fn total(rubric: &[Criterion], units: &BTreeMap<String, Exact>) -> Exact {
    level(rubric, units).0
}

/// What a level of the rubric adds up to, and the most that it can.
fn level(rows: &[Criterion], units: &BTreeMap<String, Exact>) -> (Exact, Exact) {
    let (mut sum, mut full) = (Exact::zero(), Exact::zero());
    let weighted = rows.iter().any(|row| row.weight.is_some());
    for row in rows {
        let (of, most) = if row.lines.is_empty() {
            let units = units.get(&row.id).cloned().unwrap_or_else(Exact::zero);
            (score(row, &units), Exact::from(u64::from(row.most)))
        } else {
            level(&row.lines, units)
        };
        match &row.weight {
            Some(weight) => {
                let weight = Exact::from(weight);
                let share = of.over(&most).unwrap_or_else(Exact::zero);
                sum = &sum + &(&share * &weight);
                full = &full + &weight;
            }
            // A line without a weight among weighted ones is told as open before anything is added.
            None if weighted => {}
            None => {
                sum = &sum + &of;
                full = &full + &most;
            }
        }
    }
    (sum, full)
}

/// A row without a weight among neighbours that have one: how it counts is open.
pub(crate) fn unweighted(rows: &[Criterion]) -> Option<&str> {
    let some = rows.iter().any(|row| row.weight.is_some());
    let here = rows.iter().find(|row| some && row.weight.is_none()).map(|row| row.id.as_str());
    here.or_else(|| rows.iter().find_map(|row| unweighted(&row.lines)))
}
