//! What an operator could tell otherwise without anybody noticing: nothing but the facts that come from dossiers, files and
//! meetings, which the public never sees (`selection::hold`, "What stays a claim").

#![allow(clippy::unwrap_used, reason = "the tests' own tools; clippy excuses only test functions")]

mod world;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use verify::verify;
use world::{life, publication};

/// Every value in a body that is no list or object, with its path; places in lists are left out of the name.
fn scalars(value: &Value, pointer: &str, name: &str, out: &mut Vec<(String, String)>) {
    match value {
        Value::Object(map) => {
            for (key, inner) in map {
                scalars(inner, &format!("{pointer}/{key}"), &format!("{name}.{key}"), out);
            }
        }
        Value::Array(list) => {
            for (i, inner) in list.iter().enumerate() {
                scalars(inner, &format!("{pointer}/{i}"), &format!("{name}[]"), out);
            }
        }
        _ => out.push((pointer.to_owned(), name.to_owned())),
    }
}

/// Another value of the same kind.
fn other(value: &Value) -> Value {
    match value {
        Value::Bool(is) => json!(!is),
        Value::Number(n) => json!(n.as_i64().unwrap() + 1),
        Value::String(hash) if hash.len() == 64 => {
            let first = if hash.starts_with('0') { "1" } else { "0" };
            json!(format!("{first}{}", &hash[1..]))
        }
        Value::String(text) => json!(format!("{text}2")),
        other => other.clone(),
    }
}

#[test]
fn nothing_can_be_told_otherwise_but_what_the_public_never_sees() {
    let life = life::closed(&life::plan());
    let honest = publication(&life.w, &life.ballots);
    let mut tried: BTreeMap<String, u32> = BTreeMap::new();
    let mut believed = BTreeSet::new();
    for (at, act) in honest.acts.iter().enumerate() {
        // The plan stands under its hash, and openings are told anew with whatever they open.
        if ["plan-adopted", "gate-opened"].contains(&act.entry.kind.as_str()) {
            continue;
        }
        let mut all = Vec::new();
        scalars(&act.entry.body, "", &act.entry.kind, &mut all);
        for (pointer, name) in all {
            // Two of each will do.
            let times = tried.entry(name.clone()).or_default();
            *times += 1;
            if *times > 2 {
                continue;
            }
            let mut p = honest.clone();
            let value = p.acts[at].entry.body.pointer_mut(&pointer).unwrap();
            let changed = other(value);
            if changed == *value {
                continue;
            }
            *value = changed;
            p.relink();
            if verify(&p.files(), None, &mut |_| {}).ok {
                believed.insert(name);
            }
        }
    }
    assert!(tried.len() > 90, "{}", tried.len());
    let believed: Vec<&str> = believed.iter().map(String::as_str).collect();
    assert_eq!(believed, CLAIMS);
}

/// Each of these says what somebody did, wrote, printed or uploaded, and nothing else follows from it. The scores are those
/// of a sheet that its judge handed in again.
const CLAIMS: [&str; 14] = [
    "codes-issued.count",
    "codes-issued.root",
    "named.document",
    "objected.leads",
    "objected.named",
    "objected.to_receiver",
    "recommended.facts.brief_len",
    "recommended.facts.minutes",
    "resolved.minutes",
    "resolved.present",
    "sheet-filed.mark.scores.deeds",
    "sheet-filed.mark.scores.style",
    "signed.blob",
    "standards-published.blob",
];
