//! What is left open or contradicts itself.

use super::{Finder, said};
use crate::fault::Arg;
use crate::result::{Combine, ResultRule, Take};
use crate::stage::{Stage, StageKind, Tier, VoteMode};
use crate::stated::{CONTRADICTORY, NOT_STATED};

impl Finder<'_> {
    /// Everything that is not stated, and everything that contradicts itself. Found in the plan's own data, so that a
    /// rule added to the format cannot be forgotten here.
    pub(super) fn silences(&mut self) {
        let json = serde_json::to_value(self.plan).unwrap_or_default();
        let mut found = Vec::new();
        silent(&json, "", "", &mut found);
        for (path, rule, contradiction) in found {
            match contradiction {
                Some(sides) => {
                    self.ask("contradictory", path, &[("rule", Arg::Rule(rule)), ("sides", said(&sides))])
                }
                None => self.silence(path, rule),
            }
        }
    }

    fn silence(&mut self, path: String, rule: String) {
        let result = self.result_at(&path);
        let stage = path.split_once('.').map_or(path.as_str(), |(stage, _)| stage);
        let stage =
            self.plan.stage.iter().enumerate().find(|(n, _)| format!("stage[{n}]") == stage).map(|it| it.1);
        match rule.as_str() {
            // Told as a warning of their own.
            "approval" | "review-recusal" => {}
            // Optional by nature: an act may end a stage, a score need not be rounded, a category's name is a title.
            "stage-closes" if stage.is_some_and(|stage| ends_by_act(stage.kind)) => {}
            "stage-closes" if stage.is_some_and(|stage| stage.standing) => {}
            "stage-opens" if stage.is_some_and(|stage| !stage.after.is_empty()) => {}
            "result-places" | "naming-title" | "publicity-ceremony" => {}
            // Said where it matters: a decision is asked for where there is a weight, a quota where units recommend.
            "vote-weight-basis" => {}
            // Said in another form.
            "screen-candidates-most" if stage.is_some_and(other_candidates) => {}
            // Silent, it is the close of the vote.
            "paper-until" => {}
            "recommend-quota" if !stage.is_some_and(|stage| self.quota_asked(stage)) => {}
            _ if stage.is_some_and(no_vote_held) && rule.starts_with("vote-") => {}
            // A panel that votes and does not score has no sheets.
            "review-rubric" | "review-trim" | "review-sheets-least" if stage.is_some_and(votes_only) => {}
            // What nothing is reckoned for needs no conversion, and what has no last seat no tie rule.
            _ if rule.ends_with("-normalise") && self.made_of_parts(&path) => {}
            "result-ties" if result.is_some_and(no_last_seat) => {}
            "result-combine" if result.is_some_and(ResultRule::unranked) => {}
            "result-combine" => self.ask("no-vote-rule", path, &[]),
            "result-ties" => self.ask("no-tie-rule", path, &[]),
            "weighted-normalise" | "sum-normalise" | "parts-normalise" => {
                self.ask("no-normalisation", path, &[])
            }
            "transfer-quota" => self.ask("no-quota", path, &[]),
            "support-bar" => self.ask("no-bar", path, &[]),
            "category-scope" => self.ask("no-scope", path, &[]),
            "naming-signatories" => self.ask("no-signatories", path, &[]),
            "closing-successor" => self.ask("no-successor", path, &[]),
            _ => self.ask("not-stated", path, &[("rule", Arg::Rule(rule))]),
        }
    }

    /// Whether units recommend, and some of them by the stage's own quota.
    fn quota_asked(&self, stage: &Stage) -> bool {
        let rules = stage.recommend.as_ref();
        rules.is_some_and(|it| it.tiers.contains(&Tier::BottomUp) && it.quota_is_asked(self.plan))
    }

    /// The round that a path lies in.
    fn result_at(&self, path: &str) -> Option<&ResultRule> {
        let rest = path.strip_prefix("result[")?;
        let (n, _) = rest.split_once(']')?;
        self.plan.result.get(n.parse::<usize>().ok()?)
    }

    /// Whether the normalisation at a path is that of a part which is made of parts.
    fn made_of_parts(&self, path: &str) -> bool {
        let Some(rule) = self.result_at(path) else { return false };
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
}

fn ends_by_act(kind: StageKind) -> bool {
    matches!(kind, StageKind::Notice | StageKind::Naming | StageKind::Closing)
}

fn other_candidates(stage: &Stage) -> bool {
    stage.screen.as_ref().is_some_and(|rules| !rules.candidates.is_silent())
}

fn votes_only(stage: &Stage) -> bool {
    stage.review.as_ref().is_some_and(|rules| rules.ballot.is_stated() && !rules.scores())
}

/// A body that picks, awards that go down lists, a bar that everybody may pass; and methods with a rule of their own.
pub(crate) fn no_last_seat(rule: &ResultRule) -> bool {
    match rule.combine.get() {
        Some(Combine::Pick(_) | Combine::Lists(_) | Combine::SharedPoint(_)) => true,
        Some(Combine::Runoff(_) | Combine::Transfer(_)) => true,
        _ => matches!(rule.take.get(), Some(Take::Passing | Take::Score(_) | Take::All)),
    }
}

fn no_vote_held(stage: &Stage) -> bool {
    stage.vote.as_ref().is_some_and(|rules| rules.mode.get() == Some(&VoteMode::None))
}

/// Walks a plan's JSON for what is silent or contradicts itself: path, rule (`table-key`, as in `vote-limit`), and the
/// two sides of a contradiction.
fn silent(
    json: &serde_json::Value,
    path: &str,
    rule: &str,
    found: &mut Vec<(String, String, Option<String>)>,
) {
    match json {
        serde_json::Value::String(text) if text == NOT_STATED => {
            found.push((path.to_owned(), rule.to_owned(), None))
        }
        serde_json::Value::Object(map) => {
            if let Some(sides) = map.get(CONTRADICTORY).and_then(|sides| sides.as_array()) {
                let sides: Vec<_> = sides.iter().filter_map(|side| side.as_str()).collect();
                found.push((path.to_owned(), rule.to_owned(), Some(sides.join(" / "))));
                return;
            }
            let table = rule.rsplit('-').next().unwrap_or_default();
            for (key, value) in map {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                let key = key.replace('_', "-");
                let rule = if table.is_empty() { key } else { format!("{table}-{key}") };
                silent(value, &path, &rule, found);
            }
        }
        serde_json::Value::Array(items) => {
            for (n, item) in items.iter().enumerate() {
                silent(item, &format!("{path}[{n}]"), rule, found);
            }
        }
        _ => {}
    }
}
