//! What a plan leaves open: every rule of which it is silent, or says two things, with the place. The check asks of each,
//! the explanation tells of each; both take them from here, so that neither tells less than the other.
//!
//! A key that may be left out means, left out, that the plan has no such rule; written `"not stated"` it means that there
//! is such a rule and the plan does not give it. A [`Plan`] holds the two as one value, and keeps apart in
//! [`Plan::silent`] where the words were written.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::result::{Combine, ResultRule, Take};
use crate::review::ReviewRules;
use crate::stage::{Stage, StageKind, Tier, VoteMode};
use crate::stated::{CONTRADICTORY, NOT_STATED};
use crate::types::Plan;

/// One rule that a plan leaves open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Silence {
    /// Where: `stage[2].vote.limit`.
    pub path: String,
    /// Which rule, `table-key` as in `vote-limit`: its name is the message `plan-rule-vote-limit`.
    pub rule: String,
    /// The two sides of a contradiction; `None`: it is silent.
    pub sides: Option<String>,
}

/// Whether silence about a rule is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    Always,
    /// Optional by nature: an act may end a stage, a score need not be rounded, a category's name is a title.
    Written,
    /// The rule does not apply.
    Never,
}

/// Everything that a plan leaves open, in its order. Found in the plan's own data, so that a rule added to the format
/// cannot be forgotten.
pub fn open(plan: &Plan) -> Vec<Silence> {
    let mut found = Vec::new();
    walk(&spelled(plan), "", "", &mut found);
    found.retain(|it| it.sides.is_some() || told(plan, &it.path, &it.rule) != Told::Never);
    found
}

/// Of the places at which a file says "not stated", those that its plan alone would not show. `paths` are all of them.
pub(crate) fn written(plan: &Plan, paths: Vec<String>) -> Vec<String> {
    let shown: BTreeSet<String> = open(plan).into_iter().map(|silence| silence.path).collect();
    let rest = paths.into_iter().filter(|path| !shown.contains(path));
    rest.filter(|path| told(plan, path, &rule_of(path)) != Told::Never).collect()
}

/// A plan's JSON with "not stated" where its file says so, and without what the file left out and needs no word.
pub fn spelled(plan: &Plan) -> Value {
    let mut json = serde_json::to_value(plan).unwrap_or_default();
    if let Some(map) = json.as_object_mut() {
        map.remove("silent");
    }
    let mut found = Vec::new();
    walk(&json, "", "", &mut found);
    let unwritten = found.iter().filter(|it| it.sides.is_none() && !plan.silent.contains(&it.path));
    for it in unwritten.filter(|it| told(plan, &it.path, &it.rule) == Told::Written) {
        take_out(&mut json, &it.path);
    }
    for path in &plan.silent {
        put(&mut json, path);
    }
    json
}

/// The names of what a path leads through: the stage, the channel.
pub(crate) fn names(json: &Value, path: &str) -> Vec<String> {
    let mut node = Some(json);
    let mut names = Vec::new();
    for step in path.split('.') {
        let (key, numbers) = step.split_once('[').unwrap_or((step, ""));
        node = node.and_then(|node| node.get(key));
        for number in numbers.split(['[', ']']).filter_map(|number| number.parse::<usize>().ok()) {
            node = node.and_then(|node| node.get(number));
            let called = |key| node.and_then(|node| node.get(key)).and_then(Value::as_str);
            let name = called("name").filter(|name| !name.is_empty()).or_else(|| called("id"));
            names.extend(name.map(str::to_owned));
        }
    }
    names
}

/// Whether a rule says nothing where it is left out, though the plan holds it as silence.
pub(crate) fn optional(rule: &str) -> bool {
    matches!(
        rule,
        "result-places" | "naming-title" | "naming-certificate" | "publicity-ceremony" | "paper-until"
    )
}

fn told(plan: &Plan, path: &str, rule: &str) -> Told {
    let result = result_at(plan, path);
    let stage = path.split_once('.').map_or(path, |(stage, _)| stage);
    let stage = plan.stage.iter().enumerate().find(|(n, _)| format!("stage[{n}]") == stage).map(|it| it.1);
    match rule {
        rule if optional(rule) => Told::Written,
        "stage-closes" if stage.is_some_and(|stage| ends_by_act(stage.kind)) => Told::Written,
        // A stage that never closes says so.
        "stage-closes" if stage.is_some_and(|stage| stage.standing) => Told::Never,
        // Said in another form: the days within which it falls, the time that it lasts.
        "stage-opens" if stage.is_some_and(|stage| stage.opens_within.is_some()) => Told::Never,
        "stage-closes"
            if stage.is_some_and(|stage| stage.closes_within.is_some() || stage.lasts.is_stated()) =>
        {
            Told::Never
        }
        "screen-candidates-most" if stage.is_some_and(other_candidates) => Told::Never,
        "result-combine" if result.is_some_and(ResultRule::unranked) => Told::Never,
        "stage-opens" if stage.is_some_and(|stage| !stage.after.is_empty()) => Told::Written,
        // Said where it matters: a decision is asked for where there is a weight, a quota where units recommend.
        "vote-weight-basis" if !stage.is_some_and(votes_count) => Told::Never,
        "recommend-quota" if !stage.is_some_and(|stage| quota_asked(plan, stage)) => Told::Never,
        "vote-limit" if stage.is_some_and(limited_by_channel) => Told::Never,
        _ if stage.is_some_and(no_vote_held) && rule.starts_with("vote-") => Told::Never,
        // A panel that does not score has no sheets.
        "review-rubric" | "review-trim" | "review-sheets-least" if stage.is_some_and(nobody_scores) => {
            Told::Never
        }
        // What becomes known of single sheets is asked where there are sheets.
        "review-disclosure" if stage.is_some_and(deliberates) => Told::Never,
        "review-disclosure" if stage.is_some_and(nobody_scores) => Told::Written,
        // What nothing is reckoned for needs no conversion, and what has no last seat no tie rule.
        _ if rule.ends_with("-normalise") && made_of_parts(plan, path) => Told::Never,
        "result-ties" if result.is_some_and(no_last_seat) => Told::Never,
        _ => Told::Always,
    }
}

/// The round that a path lies in.
fn result_at<'p>(plan: &'p Plan, path: &str) -> Option<&'p ResultRule> {
    let rest = path.strip_prefix("result[")?;
    let (n, _) = rest.split_once(']')?;
    plan.result.get(n.parse::<usize>().ok()?)
}

/// Whether the normalisation at a path is that of a part which is made of parts.
fn made_of_parts(plan: &Plan, path: &str) -> bool {
    let Some(rule) = result_at(plan, path) else { return false };
    let mut parts = rule.combine.get().map(Combine::parts).unwrap_or_default();
    let mut found = false;
    // `result[0].combine.weighted[1].parts[0].normalise`: the numbers behind the second dot lead to the part.
    for step in path.split('.').skip(2) {
        let number = step.split_once('[').and_then(|(_, n)| n.strip_suffix(']')?.parse::<usize>().ok());
        let Some(part) = number.and_then(|n| parts.get(n)) else { continue };
        found = !part.parts.is_empty();
        parts = &part.parts;
    }
    found
}

fn ends_by_act(kind: StageKind) -> bool {
    matches!(kind, StageKind::Notice | StageKind::Naming | StageKind::Closing)
}

/// Whether units recommend, and some of them by the stage's own quota.
fn quota_asked(plan: &Plan, stage: &Stage) -> bool {
    let rules = stage.recommend.as_ref();
    rules.is_some_and(|it| it.tiers.contains(&Tier::BottomUp) && it.quota_is_asked(plan))
}

fn other_candidates(stage: &Stage) -> bool {
    stage.screen.as_ref().is_some_and(|rules| !rules.candidates.is_silent())
}

fn nobody_scores(stage: &Stage) -> bool {
    stage.review.as_ref().is_some_and(|rules| !rules.may_score())
}

fn deliberates(stage: &Stage) -> bool {
    stage.review.as_ref().is_some_and(ReviewRules::deliberates)
}

/// A body that picks, awards that go down lists, a bar that everybody may pass; and methods with a rule of their own.
pub(crate) fn no_last_seat(rule: &ResultRule) -> bool {
    match rule.combine.get() {
        Some(Combine::Pick(_) | Combine::Lists(_) | Combine::SharedPoint(_)) => true,
        Some(Combine::Runoff(_) | Combine::Transfer(_)) => true,
        _ => matches!(rule.take.get(), Some(Take::Passing | Take::Score(_) | Take::All)),
    }
}

fn votes_count(stage: &Stage) -> bool {
    stage.vote.as_ref().is_some_and(|rules| rules.mode.get() == Some(&VoteMode::Weighted))
}

/// Whether each channel says for itself how often one may vote.
fn limited_by_channel(stage: &Stage) -> bool {
    let channels = stage.vote.as_ref().map(|rules| rules.channel.as_slice()).unwrap_or_default();
    !channels.is_empty() && channels.iter().all(|channel| !channel.limit.is_silent())
}

fn no_vote_held(stage: &Stage) -> bool {
    stage.vote.as_ref().is_some_and(|rules| rules.mode.get() == Some(&VoteMode::None))
}

/// Walks a plan's JSON for what is silent or contradicts itself.
fn walk(json: &Value, path: &str, rule: &str, found: &mut Vec<Silence>) {
    let mut tell = |sides| found.push(Silence { path: path.to_owned(), rule: rule.to_owned(), sides });
    match json {
        Value::String(text) if text == NOT_STATED => tell(None),
        Value::Object(map) => {
            if let Some(sides) = map.get(CONTRADICTORY).and_then(|sides| sides.as_array()) {
                let sides: Vec<_> = sides.iter().filter_map(|side| side.as_str()).collect();
                return tell(Some(sides.join(" / ")));
            }
            for (key, value) in map {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                walk(value, &path, &below(rule, key), found);
            }
        }
        Value::Array(items) => {
            for (n, item) in items.iter().enumerate() {
                walk(item, &format!("{path}[{n}]"), rule, found);
            }
        }
        _ => {}
    }
}

/// The rule of a key, in the table of another rule: `vote-limit`.
fn below(rule: &str, key: &str) -> String {
    let key = key.replace('_', "-");
    match rule.rsplit('-').next().unwrap_or_default() {
        "" => key,
        table => format!("{table}-{key}"),
    }
}

/// The rule at a path.
fn rule_of(path: &str) -> String {
    let keys = path.split('.').map(|step| step.split('[').next().unwrap_or_default());
    keys.fold(String::new(), |rule, key| below(&rule, key))
}

/// Takes the key at the end of a path out of its table.
fn take_out(json: &mut Value, path: &str) {
    let Some((table, key)) = path.rsplit_once('.') else { return };
    let pointer: String =
        table.split(['.', '[', ']']).filter(|step| !step.is_empty()).map(|step| format!("/{step}")).collect();
    if let Some(table) = json.pointer_mut(&pointer).and_then(Value::as_object_mut) {
        table.remove(key);
    }
}

/// Puts "not stated" at a path, where nothing stands there. Tables that are silent altogether come to be on the way.
fn put(json: &mut Value, path: &str) {
    let mut node = json;
    let mut steps = path.split('.').peekable();
    while let Some(step) = steps.next() {
        let (key, numbers) = step.split_once('[').unwrap_or((step, ""));
        let Some(map) = node.as_object_mut() else { return };
        // What comes to be is a table if anything lies below it, and silence itself at the end.
        node = map.entry(key).or_insert(Value::Null);
        for number in numbers.split(['[', ']']).filter(|number| !number.is_empty()) {
            let item = number.parse::<usize>().ok().and_then(|n| node.get_mut(n));
            let Some(item) = item else { return };
            node = item;
        }
        if node.is_null() && steps.peek().is_some() {
            *node = Value::Object(serde_json::Map::new());
        }
    }
    if node.is_null() {
        *node = Value::from(NOT_STATED);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_names_its_rule_as_the_walk_does() {
        assert_eq!(rule_of("stage[2].vote.faults.too-many"), "faults-too-many");
        assert_eq!(rule_of("stage[2].vote.channel[0].dated_by"), "channel-dated-by");
        assert_eq!(rule_of("one_award"), "one-award");
    }

    #[test]
    fn silence_is_put_where_its_file_says_so() {
        let mut json = serde_json::json!({ "stage": [{ "vote": {} }] });
        put(&mut json, "stage[0].vote.faults.twice");
        put(&mut json, "one_award");
        put(&mut json, "stage[3].vote.change");
        let wanted = serde_json::json!({
            "stage": [{ "vote": { "faults": { "twice": NOT_STATED } } }], "one_award": NOT_STATED
        });
        assert_eq!(json, wanted);
    }
}
