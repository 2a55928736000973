//! Whether a plan file says everything that a restatement of the same selection says.
//!
//! Beside `plan.toml` lie `rules.json`, the selection's rules as somebody restated them, and `coverage.toml`, which
//! answers for each rule of the restatement: it stands at these places of the plan, with these values; or the format
//! cannot say it, for this reason. [`cover`] believes neither: every leaf of the restatement must be answered for, every
//! place must be there with that value, and the numbers of a rule must be found again in the values that are said to
//! express it.
//!
//! ```toml
//! tells = ["contradictory"]            # faults that `plan check` must tell of this plan
//!
//! [rules]
//! "/vote/channels/0/per_day" = { in = { "stage.vote.vote.channel.web.limit.0.choices" = 10 } }
//! "/vote/channels/0/identity" = { in = { "stage.vote.vote.channel.web.identity" = "not stated" } }
//! "/extras/gift" = { not_expressible = "why the format cannot say it" }
//!
//! [[extra]]                            # a rule that stands only in running text: quoted, and answered for likewise
//! at = "/unusual"                      # or "digest.txt", where there is one
//! rule = "投后取消关注则该票自动扣除"
//! in = { "stage.vote.vote.channel.wechat.undone_by" = "取消关注" }
//! ```
//!
//! A place is a path through the plan's tables; an entry of a list is named by its id, or by its number from 0.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use crate::stated::NOT_STATED;

/// The keys of a restatement that state rules. The others name it (`id`, `slug`, `title`, `year`, `level`, `tags`) or
/// repeat and comment on it in running text.
pub const RULES: [&str; 13] = [
    "stages",
    "categories",
    "quotas",
    "nomination",
    "vote",
    "panel",
    "combine",
    "notice",
    "objection",
    "extras",
    "tie",
    "eligibility",
    "dates",
];

/// Words with which a restatement itself says that a rule is not stated.
const SILENCES: [&str; 5] = ["unstated", "unspecified", "not stated", "未写", "未规定"];

/// The four texts that belong together.
#[derive(Debug, Clone, Copy)]
pub struct Texts<'t> {
    /// `rules.json`.
    pub rules: &'t str,
    /// `plan.toml`.
    pub plan: &'t str,
    /// `coverage.toml`.
    pub coverage: &'t str,
    /// `digest.txt`, the rules as running text; empty where there is none.
    pub digest: &'t str,
}

/// What became of every rule of one restatement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// The restatement's title.
    pub title: String,
    /// One for each leaf, in the order of the restatement.
    pub rules: Vec<Row>,
    /// Rules that stand in running text only.
    pub extra: Vec<Row>,
    /// Answers for what the restatement does not say.
    pub stray: Vec<String>,
    /// Codes of faults that `plan check` must tell of this plan.
    pub tells: Vec<String>,
}

impl Coverage {
    /// True where every rule is answered for, truly.
    pub fn holds(&self) -> bool {
        let answered = |row: &Row| matches!(row.state, State::Expressed | State::NotExpressible(_));
        self.stray.is_empty() && self.rules.iter().chain(&self.extra).all(answered)
    }
}

/// One rule of the restatement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// JSON pointer, or `digest.txt`.
    pub at: String,
    /// What the restatement says there.
    pub says: String,
    /// What became of it.
    pub state: State,
    /// The places of the plan that express it.
    pub places: Vec<String>,
}

/// What became of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// The plan says it.
    Expressed,
    /// The format cannot say it, for this reason.
    NotExpressible(String),
    /// Nobody answers for it.
    Unmapped,
    /// The answer is not true.
    Wrong(Wrong),
}

/// Why an answer is not true.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// It names no place and gives no reason.
    Empty,
    /// The plan has no such place.
    NoPlace(String),
    /// Another value stands there: path, value.
    Differs(String, String),
    /// A number of the rule stands in none of the values.
    NoNumber(String),
    /// The rule is stated, and all that the plan says is that it is not; or the other way round.
    Silence,
    /// These words do not stand in the text.
    NotSaid,
}

impl Wrong {
    /// The key of its sentence in the message files, and what the sentence names.
    pub fn sentence(&self) -> (&'static str, Vec<(&'static str, &str)>) {
        match self {
            Wrong::Empty => ("coverage-wrong-empty", vec![]),
            Wrong::NoPlace(path) => ("coverage-wrong-place", vec![("path", path)]),
            Wrong::Differs(path, found) => ("coverage-wrong-value", vec![("path", path), ("found", found)]),
            Wrong::NoNumber(number) => ("coverage-wrong-number", vec![("number", number)]),
            Wrong::Silence => ("coverage-wrong-silence", vec![]),
            Wrong::NotSaid => ("coverage-wrong-quote", vec![]),
        }
    }
}

/// A text that cannot be read.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("{file}: {said}")]
pub struct Unreadable {
    /// Which of the texts.
    pub file: &'static str,
    /// What its reader says.
    pub said: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    tells: Vec<String>,
    #[serde(default)]
    rules: BTreeMap<String, Answer>,
    #[serde(default)]
    extra: Vec<Extra>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Answer {
    #[serde(default, rename = "in")]
    places: BTreeMap<String, Value>,
    #[serde(default)]
    not_expressible: Option<String>,
    /// Numbers that the values carry by their meaning: the number, and which meaning that is.
    #[serde(default)]
    implied: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Extra {
    at: String,
    rule: String,
    #[serde(default, rename = "in")]
    places: BTreeMap<String, Value>,
    #[serde(default)]
    not_expressible: Option<String>,
    #[serde(default)]
    implied: BTreeMap<String, String>,
}

/// Holds the answers of `coverage.toml` against restatement and plan.
///
/// # Errors
/// Where a text is no JSON or TOML, or `coverage.toml` has keys that it cannot have.
pub fn cover(texts: Texts<'_>) -> Result<Coverage, Unreadable> {
    let unreadable = |file: &'static str| move |said: String| Unreadable { file, said };
    let json: Value =
        serde_json::from_str(texts.rules).map_err(|e| unreadable("rules.json")(e.to_string()))?;
    let plan: Value = toml::from_str(texts.plan).map_err(|e| unreadable("plan.toml")(e.to_string()))?;
    let File { tells, mut rules, extra } =
        toml::from_str(texts.coverage).map_err(|e| unreadable("coverage.toml")(e.to_string()))?;

    let mut leaves = Vec::new();
    for (key, value) in
        json.as_object().into_iter().flatten().filter(|(key, _)| RULES.contains(&key.as_str()))
    {
        gather(value, format!("/{key}"), &mut leaves);
    }
    let row = |(at, leaf): (String, &Value)| {
        let answer = rules.remove(&at);
        let state = answer.as_ref().map_or(State::Unmapped, |answer| judge(answer, leaf, &plan));
        let places = answer.map(|answer| answer.places.into_keys().collect()).unwrap_or_default();
        Row { at, says: plain(leaf), state, places }
    };
    let covered = leaves.into_iter().map(row).collect();
    let extra = extra.into_iter().map(|Extra { at, rule, places, not_expressible, implied }| {
        let text = match at.as_str() {
            "digest.txt" => Some(texts.digest),
            pointer => json.pointer(pointer).and_then(Value::as_str),
        };
        let answer = Answer { places, not_expressible, implied };
        let said = !rule.is_empty() && text.is_some_and(|text| text.contains(&rule));
        let leaf = Value::String(rule);
        let state = if said { judge(&answer, &leaf, &plan) } else { State::Wrong(Wrong::NotSaid) };
        Row { at, says: plain(&leaf), state, places: answer.places.into_keys().collect() }
    });
    let extra = extra.collect();
    let title = json.get("title").and_then(Value::as_str).unwrap_or_default().to_owned();
    Ok(Coverage { title, rules: covered, extra, stray: rules.into_keys().collect(), tells })
}

/// Every value that is no table or list, with its pointer. An empty table states nothing.
fn gather<'v>(value: &'v Value, at: String, leaves: &mut Vec<(String, &'v Value)>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                let key = key.replace('~', "~0").replace('/', "~1");
                gather(value, format!("{at}/{key}"), leaves);
            }
        }
        Value::Array(items) => {
            for (n, item) in items.iter().enumerate() {
                gather(item, format!("{at}/{n}"), leaves);
            }
        }
        leaf => leaves.push((at, leaf)),
    }
}

fn judge(answer: &Answer, leaf: &Value, plan: &Value) -> State {
    if let Some(reason) = answer.not_expressible.as_ref().filter(|reason| !reason.trim().is_empty()) {
        return State::NotExpressible(reason.clone());
    }
    match untrue(answer, leaf, plan) {
        Some(wrong) => State::Wrong(wrong),
        None => State::Expressed,
    }
}

fn untrue(answer: &Answer, leaf: &Value, plan: &Value) -> Option<Wrong> {
    if answer.places.is_empty() {
        return Some(Wrong::Empty);
    }
    for (path, expected) in &answer.places {
        let Some(found) = place(plan, path) else { return Some(Wrong::NoPlace(path.clone())) };
        if found != expected {
            return Some(Wrong::Differs(path.clone(), plain(found)));
        }
    }
    let mut silent = answer.places.values().map(|value| value.as_str() == Some(NOT_STATED));
    let says_nothing = leaf.is_null()
        || leaf.as_str().is_some_and(|text| SILENCES.iter().any(|silence| text.contains(silence)));
    let holds = if says_nothing { !leaf.is_null() || silent.any(|it| it) } else { !silent.all(|it| it) };
    if !holds {
        return Some(Wrong::Silence);
    }
    let said = plain(leaf);
    let mut found = Vec::new();
    answer.places.values().for_each(|value| texts(value, &mut found));
    let percent = said.contains('%');
    numbers(&said).into_iter().find_map(|number| {
        let implied = answer.implied.contains_key(&number);
        let there = implied || found.iter().any(|text| carries(text, &number, percent));
        (!there).then_some(Wrong::NoNumber(number))
    })
}

/// The value at a path: keys, ids of list entries or their numbers, between full stops.
fn place<'v>(plan: &'v Value, path: &str) -> Option<&'v Value> {
    path.split('.').try_fold(plan, |value, step| match value {
        Value::Object(map) => map.get(step),
        Value::Array(items) => {
            let by_id = items.iter().find(|item| item.get("id").and_then(Value::as_str) == Some(step));
            by_id.or_else(|| items.get(step.parse::<usize>().ok()?))
        }
        _ => None,
    })
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Every text and number in a value.
fn texts(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| texts(item, found)),
        Value::Object(map) => map.values().for_each(|item| texts(item, found)),
        Value::Null | Value::Bool(_) => {}
        leaf => found.push(plain(leaf)),
    }
}

/// The numbers in a text, without leading noughts: `07-05 21:00` has 7, 5, 21 and 0.
fn numbers(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for run in text.split(|c: char| !c.is_ascii_digit() && c != '.') {
        // Two full stops in a row stand between the ends of a window.
        for part in run.split("..") {
            let part = part.trim_matches('.');
            let whole = part.trim_start_matches('0');
            match whole.chars().next() {
                None if part.is_empty() => {}
                None => found.push("0".to_owned()),
                Some('.') => found.push(format!("0{whole}")),
                Some(_) => found.push(whole.to_owned()),
            }
        }
    }
    found
}

/// Whether a value has a number in it: among its digits, or, for a percentage, as the share that it is.
fn carries(text: &str, number: &str, percent: bool) -> bool {
    let hundredth = || {
        let (above, below) = text.parse::<crate::Number>().ok()?.ratio();
        Some(number.parse::<i128>().ok()?.checked_mul(below)? == above.checked_mul(100)?)
    };
    numbers(text).iter().any(|it| it == number) || (percent && hundredth() == Some(true))
}

#[cfg(test)]
mod tests {
    use super::*;

    const RESTATED: &str = r#"{
        "title": "T", "tags": ["web"], "unusual": "投后取消关注则扣回，另有说明。",
        "dates": { "vote": "2019-06-21 09:00..06-27" },
        "vote": { "channels": [{ "channel": "web", "identity": null, "per_day": 10 }] },
        "extras": { "frontline": ">=50%" }
    }"#;
    const PLAN: &str = r#"
        [[stage]]
        id = "vote"
        opens = "2019-06-21 09:00"
        closes = "2019-06-27"
        [stage.vote]
        channel = [{ id = "web", medium = "web", identity = "not stated", limit = [{ choices = 10 }], undone_by = "取消关注" }]
        [[result]]
        id = "all"
        composition = [{ id = "front", least = { share = "1/2" } }]
    "#;
    const ANSWERS: &str = r#"
        [rules]
        "/dates/vote" = { in = { "stage.vote.opens" = "2019-06-21 09:00", "stage.vote.closes" = "2019-06-27" } }
        "/vote/channels/0/channel" = { in = { "stage.vote.vote.channel.web.medium" = "web" } }
        "/vote/channels/0/identity" = { in = { "stage.vote.vote.channel.web.identity" = "not stated" } }
        "/vote/channels/0/per_day" = { in = { "stage.vote.vote.channel.web.limit.0.choices" = 10 } }
        "/extras/frontline" = { in = { "result.all.composition.front.least.share" = "1/2" } }
        [[extra]]
        at = "/unusual"
        rule = "投后取消关注则扣回"
        in = { "stage.vote.vote.channel.web.undone_by" = "取消关注" }
    "#;

    fn with(from: &str, to: &str) -> Coverage {
        assert!(ANSWERS.contains(from), "{from}");
        let coverage = ANSWERS.replace(from, to);
        cover(Texts { rules: RESTATED, plan: PLAN, coverage: &coverage, digest: "" }).unwrap()
    }

    fn state(coverage: &Coverage, at: &str) -> State {
        let rows = coverage.rules.iter().chain(&coverage.extra);
        rows.clone().find(|row| row.at == at).map(|row| row.state.clone()).unwrap()
    }

    #[test]
    fn every_rule_that_the_plan_says_is_found_in_it() {
        let coverage = with("[rules]", "[rules]");
        assert!(coverage.holds(), "{coverage:#?}");
        assert_eq!((coverage.rules.len(), coverage.extra.len()), (5, 1));
    }

    #[test]
    fn an_answer_cannot_claim_what_is_not_there() {
        for (from, to, at, wrong) in [
            (
                "limit.0.choices\" = 10",
                "limit.1.choices\" = 10",
                "/vote/channels/0/per_day",
                Wrong::NoPlace("stage.vote.vote.channel.web.limit.1.choices".to_owned()),
            ),
            (
                "limit.0.choices\" = 10",
                "limit.0.choices\" = 9",
                "/vote/channels/0/per_day",
                Wrong::Differs("stage.vote.vote.channel.web.limit.0.choices".to_owned(), "10".to_owned()),
            ),
            (
                "\"stage.vote.vote.channel.web.limit.0.choices\" = 10",
                "\"stage.vote.opens\" = \"2019-06-21 09:00\"",
                "/vote/channels/0/per_day",
                Wrong::NoNumber("10".to_owned()),
            ),
            (", \"stage.vote.closes\" = \"2019-06-27\"", "", "/dates/vote", Wrong::NoNumber("27".to_owned())),
            (
                "\"stage.vote.vote.channel.web.medium\" = \"web\"",
                "\"stage.vote.vote.channel.web.identity\" = \"not stated\"",
                "/vote/channels/0/channel",
                Wrong::Silence,
            ),
            (
                "\"stage.vote.vote.channel.web.identity\" = \"not stated\"",
                "\"stage.vote.vote.channel.web.medium\" = \"web\"",
                "/vote/channels/0/identity",
                Wrong::Silence,
            ),
            ("rule = \"投后取消", "rule = \"投前取消", "/unusual", Wrong::NotSaid),
            (
                "\"/extras/frontline\" = { in = { \"result.all.composition.front.least.share\" = \"1/2\" } }",
                "\"/extras/frontline\" = { not_expressible = \" \" }",
                "/extras/frontline",
                Wrong::Empty,
            ),
        ] {
            let coverage = with(from, to);
            assert_eq!(state(&coverage, at), State::Wrong(wrong), "{to}");
            assert!(!coverage.holds());
        }
    }

    #[test]
    fn what_nobody_answers_for_is_told_and_so_is_an_answer_to_nothing() {
        let coverage = with("\"/extras/frontline\"", "\"/extras/back\"");
        assert_eq!(state(&coverage, "/extras/frontline"), State::Unmapped);
        assert_eq!(coverage.stray, ["/extras/back"]);
        assert!(!coverage.holds());
    }

    #[test]
    fn numbers_are_found_whatever_stands_around_them() {
        assert_eq!(
            numbers("2009-07-20 00:00..08-10 24:00"),
            ["2009", "7", "20", "0", "0", "8", "10", "24", "0"]
        );
        assert_eq!(numbers("12-01..12-10, 0.5 x 0.10。3倍"), ["12", "1", "12", "10", "0.5", "0.10", "3"]);
        assert!(carries("0.5", "50", true) && !carries("0.5", "50", false) && !carries("1/3", "33", true));
    }
}
