//! Score sheets, a score a row.

use std::collections::BTreeMap;

use plan::{Criterion, Plan};

use super::fault::{TableFault, Wrong};
use super::rows::{Row, Table};
use super::stage_of;
use crate::data::Data;
use crate::rubric;
use crate::sheets::{Sheet, SheetState};

/// A sheet as it is put together: stage, category, judge, candidate.
type Key = (String, String, String, String);

/// Reads score sheets.
pub(super) fn sheets(plan: &Plan, table: &Table, data: &mut Data, faults: &mut Vec<TableFault>) {
    let mut scored: BTreeMap<Key, (u64, BTreeMap<String, u32>)> = BTreeMap::new();
    let mut others: BTreeMap<Key, (u64, SheetState)> = BTreeMap::new();
    for row in &table.rows {
        let (key, lines) = match place(plan, row, data) {
            Ok(found) => found,
            Err(found) => {
                faults.extend(found);
                continue;
            }
        };
        let state = match row.word("state", &["scored", "abstain", "recused", "absent"]) {
            Ok(state) => state,
            Err(fault) => {
                faults.push(fault);
                continue;
            }
        };
        if let Some((line, _)) = others.get(&key) {
            faults.push(row.fault("state", Wrong::Twice(*line)));
            continue;
        }
        let state = match state {
            "scored" => {
                match score(row, &lines) {
                    Ok((criterion, units)) => {
                        let sheet = scored.entry(key).or_insert_with(|| (row.line, BTreeMap::new()));
                        if sheet.1.insert(criterion, units).is_some() {
                            faults.push(row.fault("criterion", Wrong::Twice(sheet.0)));
                        }
                    }
                    Err(found) => faults.extend(found),
                }
                continue;
            }
            "abstain" => SheetState::Abstained,
            "recused" => SheetState::Recused,
            _ => SheetState::Absent,
        };
        for column in ["criterion", "score"] {
            if !row.get(column).is_empty() {
                faults.push(row.fault(column, Wrong::NotHere));
            }
        }
        others.insert(key, (row.line, state));
    }
    for ((stage, category, judge, candidate), (line, scores)) in scored {
        let fault = |column: &str, wrong| TableFault {
            file: "sheets.csv".to_owned(),
            line,
            column: column.to_owned(),
            wrong,
        };
        let key = (stage.clone(), category.clone(), judge.clone(), candidate.clone());
        if let Some((other, _)) = others.get(&key) {
            faults.push(fault("state", Wrong::Twice(*other)));
        }
        let review = plan.stage(&stage).and_then(|stage| stage.review.as_ref());
        let rubric = review.and_then(|rules| rubric::of(rules, &category).get());
        let lacking: Vec<String> = rubric
            .into_iter()
            .flat_map(|rubric| rubric::lines(rubric))
            .filter(|line| !scores.contains_key(&line.id))
            .map(|line| line.id.clone())
            .collect();
        if !lacking.is_empty() {
            faults.push(fault("criterion", Wrong::Incomplete(lacking)));
        }
        let sheet = Sheet { judge, candidate, state: SheetState::Scored(scores) };
        data.sheets.entry((stage, category)).or_default().push(sheet);
    }
    for ((stage, category, judge, candidate), (_, state)) in others {
        data.sheets.entry((stage, category)).or_default().push(Sheet { judge, candidate, state });
    }
}

/// Whose sheet a row belongs to, and the lines of its rubric.
fn place<'p>(plan: &'p Plan, row: &Row, data: &Data) -> Result<(Key, Vec<&'p Criterion>), Vec<TableFault>> {
    let category = row.category(plan, false);
    let judge = row.id("judge", false);
    let here = category.clone().unwrap_or_default();
    let known = data.candidates.iter().filter(|row| row.category == here).map(|row| &row.id);
    let candidate = row.id_of("candidate", known, false);
    let stage = stage_of(plan, row, true, &here);
    match (category, judge, candidate, stage) {
        (Ok(category), Ok(judge), Ok(candidate), Ok(stage)) => {
            let rubric = stage.review.as_ref().and_then(|rules| rubric::of(rules, &category).get());
            let lines = rubric.map(|rubric| rubric::lines(rubric)).unwrap_or_default();
            Ok(((stage.id.clone(), category, judge, candidate), lines))
        }
        (category, judge, candidate, stage) => {
            Err([category.err(), judge.err(), candidate.err(), stage.err()].into_iter().flatten().collect())
        }
    }
}

/// A score in the units of its line: 8.25 at two places is 825.
fn score(row: &Row, lines: &[&Criterion]) -> Result<(String, u32), Vec<TableFault>> {
    let criterion =
        row.id_of("criterion", lines.iter().map(|line| &line.id), false).map_err(|fault| vec![fault])?;
    let Some(line) = lines.iter().find(|line| line.id == criterion) else { return Err(Vec::new()) };
    let text = row.get("score");
    let bad = || {
        let wrong = Wrong::BadScore(text.to_owned(), line.least, line.most, line.places);
        vec![row.fault("score", wrong)]
    };
    if text.is_empty() {
        return Err(vec![row.fault("score", Wrong::Empty)]);
    }
    let (whole, places) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(places) || places.len() > line.places as usize {
        return Err(bad());
    }
    let padded = format!("{whole}{places:0<width$}", width = line.places as usize);
    let units: u64 = padded.parse().map_err(|_| bad())?;
    if !rubric::is_score(line, units) {
        return Err(bad());
    }
    Ok((criterion, u32::try_from(units).map_err(|_| bad())?))
}
