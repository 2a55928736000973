//! Sixty real selections as plan files: they say all that their restatements say, `plan check` finds no error in any of
//! them and tells the faults that they have, and each of them has a way to its winners.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use plan::coverage::{Coverage, State, Texts, cover};
use plan::{ListKind, Plan, Severity, Source, read_files};

fn corpus() -> Vec<PathBuf> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../plans/corpus");
    let mut found: Vec<_> = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()).collect();
    found.sort();
    found
}

fn name(folder: &Path) -> String {
    folder.file_name().unwrap().to_string_lossy().into_owned()
}

fn covered(folder: &Path) -> Coverage {
    let file = |name: &str| fs::read_to_string(folder.join(name)).unwrap_or_default();
    let (rules, plan, coverage, digest) =
        (file("rules.json"), file("plan.toml"), file("coverage.toml"), file("digest.txt"));
    cover(Texts { rules: &rules, plan: &plan, coverage: &coverage, digest: &digest })
        .unwrap_or_else(|why| panic!("{}: {why}", name(folder)))
}

#[test]
fn every_rule_of_the_sixty_is_answered_for() {
    let all: Vec<_> = corpus().iter().map(|folder| (name(folder), covered(folder))).collect();
    assert_eq!(all.len(), 60);
    let untrue: Vec<_> = all
        .iter()
        .filter(|(_, coverage)| !coverage.holds())
        .map(|(name, coverage)| {
            let rows = coverage.rules.iter().chain(&coverage.extra);
            let rows = rows.filter(|row| matches!(row.state, State::Unmapped | State::Wrong(_)));
            (name, rows.collect::<Vec<_>>(), &coverage.stray)
        })
        .collect();
    assert!(untrue.is_empty(), "{untrue:#?}");
    let rules = || all.iter().flat_map(|(_, coverage)| &coverage.rules);
    let expressed = rules().filter(|row| row.state == State::Expressed).count();
    assert_eq!(rules().count(), 626, "every value of the restatements that states a rule");
    assert!(expressed * 100 >= rules().count() * 97, "{expressed} of {}", rules().count());
}

#[test]
fn every_plan_of_the_sixty_is_sound_and_its_faults_are_told() {
    let mut untold = Vec::new();
    for folder in corpus() {
        let file = folder.join("plan.toml");
        let text = fs::read_to_string(&file).unwrap();
        let name = name(&folder);
        let reading = match read_files(Source { name: &name, text: &text }, &[]) {
            Ok(reading) => reading,
            Err(faults) => {
                untold.push(format!("{name}: {faults:#?}"));
                continue;
            }
        };
        let faults = reading.check(None);
        for fault in faults.iter().filter(|fault| fault.severity == Severity::Error) {
            untold.push(format!("{fault}: {}", fault.text(text::Lang::En)));
        }
        let told: BTreeSet<&str> = faults.iter().map(|fault| fault.code).collect();
        for code in covered(&folder).tells.iter().filter(|code| !told.contains(code.as_str())) {
            untold.push(format!("{name} does not tell {code}"));
        }
        untold
            .extend(ways(&reading.plan).into_iter().map(|category| format!("{name}: no way to {category}")));
    }
    assert!(untold.is_empty(), "{untold:#?}");
}

/// The categories to whose winners no result leads.
fn ways(plan: &Plan) -> Vec<&str> {
    let last = |list: ListKind| matches!(list, ListKind::Finalists | ListKind::Named);
    let reached = |id: &String| {
        let rules = plan.result.iter().filter(|rule| last(rule.yields));
        rules.into_iter().any(|rule| rule.category.is_empty() || rule.category.contains(id))
    };
    plan.category
        .iter()
        .filter(|category| !reached(&category.id))
        .map(|category| category.name.as_str())
        .collect()
}
