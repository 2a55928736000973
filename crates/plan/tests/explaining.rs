//! The rules in plain words, whole: whatever a plan states is said, in both languages.

// Helpers of tests may panic as tests may; clippy knows test functions only.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use plan::explain::explain;
use plan::{Plan, read};
use serde_json::{Value, json};
use text::Lang;

const EVERYTHING: &str = include_str!("plans/everything.toml");

/// What is no rule: the versions of the file, and ids, which stand for names.
const NO_RULES: [&str; 3] = ["format", "rules", "id"];

fn everything() -> Value {
    let plan = read(EVERYTHING).unwrap_or_else(|faults| {
        let told: Vec<_> = faults.iter().map(|fault| format!("{fault} {}", fault.text(Lang::En))).collect();
        panic!("{}", told.join("\n"))
    });
    serde_json::to_value(plan).unwrap()
}

/// The explanation, and nothing in it that is missing.
fn said_in(plan: &Plan, lang: Lang) -> String {
    let text = explain(plan, lang);
    let missing = text.lines().find(|line| line.contains('⟦') || line.contains("{$"));
    assert_eq!(missing, None, "{lang:?}");
    text
}

fn said(plan: &Plan) -> [String; 2] {
    Lang::ALL.map(|lang| said_in(plan, lang))
}

fn leaves(json: &Value, pointer: String, found: &mut Vec<String>) {
    match json {
        Value::Object(map) if !map.is_empty() => {
            map.iter().for_each(|(key, value)| leaves(value, format!("{pointer}/{key}"), found));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(n, value)| leaves(value, format!("{pointer}/{n}"), found));
        }
        _ => found.push(pointer),
    }
}

/// A plan with another value at one place, where the format takes it.
fn with(json: &Value, pointer: &str, value: Value) -> Result<Plan, serde_json::Error> {
    let mut json = json.clone();
    *json.pointer_mut(pointer).unwrap() = value;
    serde_json::from_value(json)
}

/// Plans that differ in one leaf alone: in any other text, or in every other choice that the format has there.
fn others(json: &Value, pointer: &str) -> Vec<(Value, Plan)> {
    let leaf = json.pointer(pointer).unwrap();
    let values = match leaf {
        Value::Bool(yes) => vec![json!(!yes)],
        Value::Number(n) => vec![json!(n.as_u64().unwrap() + 1)],
        Value::String(_) => match with(json, pointer, json!("任意文字")) {
            Ok(plan) => return vec![(json!("任意文字"), plan)],
            // "unknown variant `任意文字`, expected one of `day`, `stage`"
            Err(error) => {
                let error = error.to_string();
                let words = error.split('`').skip(1).step_by(2).map(|word| json!(word));
                words
                    .chain(["7", "2023-05-05 10:30", "2023-05-05", "07:07", "77m"].map(|form| json!(form)))
                    .collect()
            }
        },
        _ => Vec::new(),
    };
    let other = values.into_iter().filter(|value| value != leaf);
    other.filter_map(|value| Some((value.clone(), with(json, pointer, value).ok()?))).collect()
}

#[test]
fn whatever_a_plan_states_is_said() {
    let json = everything();
    let plan: Plan = serde_json::from_value(json.clone()).unwrap();
    let before = said(&plan);
    let mut pointers = Vec::new();
    leaves(&json, String::new(), &mut pointers);
    let (mut tried, mut unsaid) = (0, Vec::new());
    for pointer in &pointers {
        let key = pointer.rsplit('/').next().unwrap();
        let within = pointer.contains("/vote/category/") || pointer.contains("/review/category/");
        let refers = within && !pointer.contains("/rubric/");
        let no_rule = NO_RULES.contains(&key) && (key == "id" || pointer.matches('/').count() == 1);
        let leaf = json.pointer(pointer).unwrap();
        if (no_rule && !refers) || leaf.is_object() || leaf == plan::stated::NOT_STATED {
            continue;
        }
        let others = others(&json, pointer);
        if others.is_empty() {
            unsaid.push(format!("{pointer}: nothing else was taken"));
        }
        for (value, other) in others {
            tried += 1;
            // One language that changes is enough: `title_en` stands on English pages alone.
            if Lang::ALL.into_iter().zip(&before).all(|(lang, before)| said_in(&other, lang) == *before) {
                unsaid.push(format!("{pointer}: {value}"));
            }
        }
    }
    assert_eq!(unsaid, [""; 0], "\n{}", unsaid.join("\n"));
    assert!(tried > 700, "only {tried} changes were tried");
}

/// The file uses the format whole: a field that is added without an example is found here.
#[test]
fn the_file_of_everything_uses_every_field() {
    // A plan's own serialization tells which fields are there; what is left out when empty is named in the sources.
    let mut used = std::collections::BTreeSet::new();
    keys(&everything(), &mut used);
    let src = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for file in [
        "ballot",
        "channel",
        "electorate",
        "method",
        "moment",
        "portion",
        "recommend",
        "result",
        "review",
        "size",
        "stage",
        "types",
    ] {
        let text = std::fs::read_to_string(src.join(format!("{file}.rs"))).unwrap();
        let mut kebab = false;
        let mut read = false;
        for line in text.lines() {
            if line.starts_with("#[derive") {
                read = line.contains("Deserialize");
                kebab = false;
            }
            kebab |= line.starts_with("#[serde") && line.contains("kebab-case");
            if line.starts_with('}') {
                read = false;
            }
            let field = line.strip_prefix("    pub ").filter(|_| read).and_then(|rest| rest.split_once(": "));
            let Some((name, _)) = field.filter(|(name, _)| !name.contains(' ')) else { continue };
            let name = if kebab { name.replace('_', "-") } else { name.to_owned() };
            // Supplements are merged, and never stand in a plan's file; nor does what the reader keeps.
            let kept = ["supplement", "document", "silent"].contains(&name.as_str());
            assert!(used.contains(&name) || kept, "{file}: {name}");
        }
    }
}

fn keys(json: &Value, used: &mut std::collections::BTreeSet<String>) {
    match json {
        Value::Object(map) => map.iter().for_each(|(key, value)| {
            used.insert(key.clone());
            keys(value, used);
        }),
        Value::Array(items) => items.iter().for_each(|item| keys(item, used)),
        _ => {}
    }
}

#[test]
fn everything_in_plain_chinese_and_english() {
    let plan: Plan = serde_json::from_value(everything()).unwrap();
    let [zh, en] = said(&plan);
    insta::assert_snapshot!(zh);
    insta::assert_snapshot!(en);
}
