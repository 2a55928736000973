//! The rules of the sixty plans of `plans/corpus`, restated in a few sentences each (`rules.json`), and the digests that
//! some have: whatever is drafted of them is held to its sentence. With `--nocapture` it tells how much of what was
//! found is a value of the plan, and how much only a comment.

#![allow(clippy::unwrap_used, clippy::panic, reason = "stories; clippy excuses only test functions")]

mod common;

use std::collections::BTreeMap;
use std::path::PathBuf;

use common::held;
use draft::draft;
use text::Lang;

/// Name and text of every plan, in the order of the corpus.
fn texts() -> Vec<(String, String)> {
    let corpus = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../plans/corpus");
    let mut folders: Vec<PathBuf> =
        std::fs::read_dir(corpus).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    let mut out = Vec::new();
    for folder in folders {
        let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
        let rules: serde_json::Value =
            serde_json::from_slice(&std::fs::read(folder.join("rules.json")).unwrap()).unwrap();
        if let (Some(title), Some(said)) = (rules["title"].as_str(), rules["rule_in_own_words"].as_str()) {
            out.push((name.clone(), format!("标题:{title}\n\n{said}\n")));
        }
        if let Ok(digest) = std::fs::read_to_string(folder.join("digest.txt")) {
            out.push((format!("{name} (digest)"), digest));
        }
    }
    out
}

#[test]
fn what_is_drafted_of_every_plan_stands_in_its_sentence() {
    let (mut values, mut unplaced, mut unread) = (0, 0, 0);
    let mut notes: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let texts = texts();
    for (name, text) in &texts {
        let draft = draft(text, Lang::Zh);
        held(&draft, text, name);
        for finding in &draft.findings {
            if finding.placed {
                values += 1;
            } else {
                unplaced += 1;
                let told = format!("{name}: {}", finding.value);
                notes.entry(finding.what.clone()).or_default().push(told);
            }
        }
        unread += draft.unread.iter().filter(|part| part.rule).count();
    }
    println!("{} texts: {values} values, {unplaced} comments, {unread} parts not understood", texts.len());
    for (what, told) in notes {
        println!("  {} {what}", told.len());
        for one in told {
            println!("      {one}");
        }
    }
    assert!(texts.len() >= 60 && values > 0);
}
