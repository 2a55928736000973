//! Who was put forward against what each unit may put forward.

use std::collections::BTreeMap;

use plan::{Plan, RecommendRules, Unit};

use super::fault::{TableFault, Wrong};
use super::rows::{Row, Table};

/// Tells of units with more candidates of a category than their quota, where it binds. Candidates were all put forward,
/// so that more of them than there can be are a fault however many more were.
pub(super) fn quotas(plan: &Plan, tables: &[Table], faults: &mut Vec<TableFault>) {
    let stages: Vec<&RecommendRules> =
        plan.stage.iter().filter_map(|stage| stage.recommend.as_ref()).collect();
    // Who came by a way that takes no place of a quota is not in the table, and a guide binds nobody.
    let binds =
        |rules: &&RecommendRules| rules.outside_quota.is_empty() && rules.quota_binds.get() != Some(&false);
    if stages.is_empty() || !stages.iter().all(binds) {
        return;
    }
    let rows_of =
        |name: &'static str| tables.iter().filter(move |table| table.name == name).flat_map(|it| &it.rows);
    let mut put_forward: BTreeMap<(String, String), Vec<&Row>> = BTreeMap::new();
    for row in rows_of("candidates").filter(|row| !row.get("unit").is_empty()) {
        let said = row.get("unit");
        let unit = unit_of(plan, said).map_or_else(|| said.to_owned(), |unit| unit.id.clone());
        if let Ok(category) = row.category(plan, false) {
            put_forward.entry((unit, category)).or_default().push(row);
        }
    }
    for ((id, category), rows) in put_forward {
        let unit = plan.unit(&id);
        let value = |measure: &str| -> Option<(i128, i128)> {
            let own = unit.into_iter().flat_map(|unit| &unit.values).find(|row| row.measure == measure);
            let told = || {
                let mut rows = rows_of("measures").filter(|row| row.get("measure") == measure);
                let of = |row: &&Row| match unit {
                    Some(unit) => unit_of(plan, row.get("unit")).is_some_and(|it| it.id == unit.id),
                    None => row.get("unit") == id,
                };
                rows.find(of).and_then(|row| row.get("value").parse::<plan::Number>().ok())
            };
            own.map(|row| row.value.clone()).or_else(told).map(|value| value.ratio())
        };
        // Each stage of recommending has its own quota; one without a number bounds nothing.
        let quotas = stages.iter().map(|rules| rules.quota_by(unit, &category, value)?.get().copied());
        let Some(most) = quotas.sum::<Option<u32>>() else { continue };
        if let Some(row) = rows.get(most as usize) {
            faults.push(row.fault("unit", Wrong::OverQuota(rows.len() as u64, most.into())));
        }
    }
}

/// The plan's unit that a table names: by its id, its name, or one that it had.
fn unit_of<'p>(plan: &'p Plan, said: &str) -> Option<&'p Unit> {
    let named =
        |unit: &&Unit| unit.id == said || unit.name == said || unit.former.iter().any(|it| it.name == said);
    plan.unit.iter().find(named)
}
