//! Reading plan files: every structural fault at once with its line, supplements, silence that stays silence.

use plan::{Fault, Plan, Source, Stated, Supplement, read, read_files, read_with_supplements};

const LINYI: &str = include_str!("../../../plans/linyi-2022.toml");
const SUPPLEMENT: &str = include_str!("../../../plans/linyi-2022-supplement-1.toml");
const SHIYIN: &str = include_str!("../../../plans/shiyin-2023.toml");

fn told(faults: &[Fault]) -> Vec<String> {
    faults.iter().map(|f| format!("{f} {} {}", f.code, f.path)).collect()
}

fn linyi() -> Plan {
    read(LINYI).unwrap_or_else(|faults| panic!("{:#?}", told(&faults)))
}

#[test]
fn the_shipped_plans_read() {
    assert_eq!(linyi().unit.len(), 15);
    let plan = read_with_supplements(LINYI, &[SUPPLEMENT]).unwrap_or_else(|faults| panic!("{:#?}", told(&faults)));
    assert_eq!(plan.unit.len(), 21);
    let plan = read(SHIYIN).unwrap_or_else(|faults| panic!("{:#?}", told(&faults)));
    assert_eq!(plan.stage.len(), 7);
}
