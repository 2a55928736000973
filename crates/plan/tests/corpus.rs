//! The real plans, read as a jurist reads them: nothing is wrong with any, and what is told is told for a reason.

// Helpers of tests may panic as tests may; clippy knows test functions only.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use plan::{Fault, Reading, Severity, Source, read_files};
use text::Lang;

/// Every real plan by its folder's name.
fn corpus() -> Vec<(String, Reading)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../plans/corpus");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path().join("plan.toml"))
        .filter(|file| file.is_file())
        .collect();
    files.sort();
    let read = |file: &PathBuf| {
        let name = file.parent().unwrap().file_name().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(file).unwrap();
        let reading = read_files(Source { name: &name, text: &text }, &[]);
        let reading = reading.unwrap_or_else(|faults| panic!("{name}: {faults:#?}"));
        (name, reading)
    };
    files.iter().map(read).collect()
}

fn told(fault: &Fault) -> String {
    format!("{fault} [{}] {}: {}", fault.code, fault.path, fault.text(Lang::Zh))
}

#[test]
fn no_real_plan_has_an_error_and_every_one_is_explained_in_both_languages() {
    let corpus = corpus();
    assert!(corpus.len() >= 60, "{}", corpus.len());
    for (name, reading) in &corpus {
        let errors: Vec<_> =
            reading.check(None).iter().filter(|fault| fault.severity == Severity::Error).map(told).collect();
        assert_eq!(errors, [""; 0], "{name}");
        for fault in reading.check(None).iter().chain(&reading.beyond()) {
            for lang in Lang::ALL {
                let text = fault.text(lang);
                assert!(!text.contains('⟦') && !text.contains("{$"), "{name}: {text}");
            }
        }
        for lang in Lang::ALL {
            let text = plan::explain::explain(&reading.plan, lang);
            assert!(!text.contains('⟦') && !text.contains("{$"), "{name}: {text}");
        }
    }
}

/// What is told of all of them, by code: a check that begins to cry wolf shows here.
#[test]
fn warnings_on_real_plans_are_few_and_known() {
    let mut counted: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for (name, reading) in corpus() {
        for fault in reading.check(None).iter().filter(|fault| fault.severity == Severity::Warning) {
            counted.entry(fault.code).or_default().insert(name.clone());
        }
    }
    // What most of them lack is told by its number.
    let names = |plans: &BTreeSet<String>| match plans.len() {
        n if n > 12 => String::new(),
        _ => plans.iter().cloned().collect::<Vec<_>>().join(" "),
    };
    let lines = counted.iter().map(|(code, plans)| format!("{code} {} {}\n", plans.len(), names(plans)));
    insta::assert_snapshot!(lines.collect::<String>());
}

#[test]
#[ignore = "prints every finding of every real plan, for reading"]
fn every_finding_for_reading() {
    for (name, reading) in corpus() {
        println!("== {name}");
        for fault in reading.check(None) {
            println!("{:?} {}", fault.severity, told(&fault));
        }
    }
}
