//! Published outcomes, counted again from published figures: `data/published/README.md` says which, and where they were
//! read.

#![allow(clippy::unwrap_used, clippy::panic, reason = "the helpers of a test are a test")]

mod festivals;
mod plans;
mod points;
mod ranked;
mod works;

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

/// One file of figures. Each kind of outcome uses the members that it needs.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Published {
    what: String,
    #[serde(default)]
    candidates: Vec<String>,
    #[serde(default)]
    seats: u64,
    numbered: Option<String>,
    ballots: Option<String>,
    #[serde(default)]
    table: Vec<u64>,
    #[serde(default)]
    places: BTreeMap<String, Vec<usize>>,
    #[serde(default)]
    points: BTreeMap<String, BTreeMap<String, u32>>,
    #[serde(default)]
    marks: BTreeMap<String, Vec<u32>>,
    expected: Expected,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    #[serde(default)]
    elected: Vec<String>,
    /// In which round, from 1, somebody was elected.
    #[serde(default)]
    stages: BTreeMap<String, usize>,
    #[serde(default)]
    out: Vec<String>,
    quota: Option<String>,
    /// Votes round by round; whoever is not named in a round was not published there.
    #[serde(default)]
    rounds: Vec<BTreeMap<String, String>>,
    #[serde(default)]
    exhausted: Vec<String>,
    /// Exhausted and cut off together.
    #[serde(default)]
    lost: Vec<String>,
    #[serde(default)]
    shares: Vec<BTreeMap<String, String>>,
    #[serde(default)]
    points: BTreeMap<String, u64>,
    /// Who got which place, first place first.
    #[serde(default)]
    places: Vec<String>,
    /// Votes by place and pass.
    #[serde(default)]
    passes: Vec<Vec<BTreeMap<String, u64>>>,
    /// Ballots that still prefer somebody, by place and pass.
    #[serde(default)]
    preference: Vec<Vec<u64>>,
    /// Ballots that prefer the winner to "no award", and the reverse.
    #[serde(default)]
    against_no_award: Vec<u64>,
    #[serde(default)]
    means: BTreeMap<String, String>,
}

fn read(name: &str) -> Published {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/published").join(format!("{name}.json"));
    let text = std::fs::read_to_string(&path).unwrap();
    serde_json::from_str(&text).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()))
}

/// Ballots with their handles, so many of each kind.
fn kinds(published: &Published) -> Vec<(usize, Vec<String>)> {
    let (text, numbered) = match (&published.numbered, &published.ballots) {
        (Some(text), _) => (text, true),
        (None, Some(text)) => (text, false),
        _ => panic!("no ballots"),
    };
    let kind = |kind: &str| {
        let (times, order) = kind.trim().split_once(' ').unwrap();
        let order = if numbered {
            let by_number =
                |digit: char| published.candidates[digit.to_digit(10).unwrap() as usize - 1].clone();
            order.chars().map(by_number).collect()
        } else {
            order.split('>').map(str::to_owned).collect()
        };
        (times.parse().unwrap(), order)
    };
    text.split(';').map(kind).collect()
}

#[test]
fn every_published_table_is_counted_and_cited() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/published");
    let cited = std::fs::read_to_string(folder.join("README.md")).unwrap();
    let ours = [
        include_str!("festivals.rs"),
        include_str!("points.rs"),
        include_str!("ranked.rs"),
        include_str!("works.rs"),
    ]
    .concat();
    let mut tables = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        if let Some(name) = name.strip_suffix(".json") {
            assert!(cited.contains(&format!("`{name}.json`")), "{name} is not cited");
            assert!(ours.contains(&format!("\"{name}\"")), "{name} is not counted");
            tables += 1;
        }
    }
    assert!(tables >= 20);
}
