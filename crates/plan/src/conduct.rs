//! What this software cannot conduct yet.
//!
//! A plan may be sound, be counted and be explained, and still hold rules that a running selection would pass over:
//! whoever adopts such a plan must be told. [`beyond`] names each of them. It knows what the running house *holds to*,
//! key by key, and tells everything else that a plan states: a rule that is added to the format is told from its first
//! day, until somebody teaches the house and adds it here. Rules that people carry out, and that the pages only print,
//! are held to by printing them.

use serde_json::Value;

use crate::ballot::BallotShape;
use crate::channel::Identity;
use crate::check::wording;
use crate::fault::{Arg, Fault, Severity};
use crate::read;
use crate::result::{Combine, ResultRule};
use crate::stage::{Display, Stage, StageKind, Tier};
use crate::stated::{CONTRADICTORY, NOT_STATED};
use crate::types::{Plan, Unit};

/// The tables of a plan, each with the keys that the running house holds to.
const HELD: &[(&str, &[&str])] = &[
    (
        "",
        &[
            "format",
            "rules",
            "id",
            "title",
            "short",
            "title_en",
            "greeting",
            "edition",
            "place",
            "time_zone",
            "purpose",
            "publication",
            "approval",
            "sponsor",
            "office",
            "interpreter",
            "unit",
            "category",
            "standards",
            "department",
            "outlet",
            "stage",
            "result",
            "requirement",
            "supplement",
            "silent",
            // Said on the page of the rules, and carried out by people. What votes and results make of electorates,
            // attributes and measures is told there.
            "supervisor",
            "cycle",
            "electorate",
            "attribute",
            "measure",
            "currency",
            "prize_total",
            "listed",
        ],
    ),
    (
        "category",
        &[
            "id",
            "name",
            "name_en",
            "prefix",
            "subject",
            "seats",
            "scope",
            "eligibility",
            "kinds",
            "clearance",
            "needs_employer",
            "standards",
            "clause",
        ],
    ),
    (
        "stage",
        &[
            "id",
            "kind",
            "name",
            "name_en",
            "opens",
            "closes",
            "printed",
            "steps",
            "after",
            "clause",
            "recommend",
            "screen",
            "vote",
            "review",
            "notice",
            "naming",
            "publicity",
            "closing",
        ],
    ),
    (
        "stage.recommend",
        &[
            "tiers",
            "brief_most",
            // Handed in beside the form, on paper, and looked at by people.
            "material",
            "quota",
            "quota_of",
            "quota_binds",
            "outside_quota",
            "consult",
            "received",
            "minutes",
            "promotion",
            "brief_clause",
        ],
    ),
    ("stage.screen", &["of", "reason", "consult", "candidates_most", "candidates"]),
    (
        "stage.vote",
        &[
            "mode",
            "weight_basis",
            "channel",
            "ballot",
            "faults",
            "limit",
            "change",
            "reward",
            "display",
            "order",
            "ballot_clause",
        ],
    ),
    ("stage.vote.channel", &["id", "name", "identity", "medium", "paper", "manner"]),
    ("stage.vote.faults", &["too-many", "too-few", "twice", "unknown"]),
    (
        "stage.review",
        &[
            "electorate",
            "panel",
            "rubric",
            "aggregate",
            "trim",
            "sheets_least",
            "quorum",
            "quorum_reach",
            "proxy",
            "alternates",
            "disclosure",
            "signed",
            "shown",
            "defence",
            "recusal",
            "rubric_clause",
        ],
    ),
    ("stage.review.rubric", &["id", "name", "most", "least", "about"]),
    ("stage.review.recusal", &["grounds", "follows", "everywhere", "clause"]),
    ("stage.review.recusal.follows", &["grounds", "from"]),
    (
        "stage.notice",
        &[
            "list",
            "days",
            "day",
            "first",
            "at",
            "local",
            "upheld",
            "inquiry",
            "receiver",
            "ruling_days",
            "anonymous",
        ],
    ),
    ("stage.naming", &["signatories", "title", "acceptance", "revocation", "recheck", "certificate"]),
    (
        "result",
        &[
            "id", "name", "after", "yields", "combine", "take", "decide", "ties", "places", "rounding",
            "clause",
        ],
    ),
    ("result.combine.weighted", &["stage", "weight", "normalise"]),
];

/// Rules of which the running house holds to some choices only. A rule that is not here is held to whole.
const CHOICES: &[(&str, &[&str])] = &[
    ("category.seats", &["at-most", "exactly"]),
    ("stage.recommend.quota_binds", &["true"]),
    // Whoever passes is a candidate: fewer than a plan asks for nobody can make more.
    ("stage.screen.candidates", &["at-most", "multiple"]),
    ("stage.vote.ballot", &["approve"]),
    // A ballot that the pages would have to void is never taken, and a category on paper is void as a whole.
    ("stage.vote.faults.too-many", &["category"]),
    ("stage.vote.faults.too-few", &["category"]),
    ("stage.vote.faults.twice", &["category"]),
    ("stage.vote.faults.unknown", &["category"]),
    ("stage.vote.change", &["false"]),
    ("stage.vote.channel.identity", &["anonymous", "code", "paper"]),
    ("stage.vote.channel.medium", &["web", "printed", "on-site"]),
    ("stage.review.aggregate", &["mean"]),
    ("stage.review.quorum_reach", &["at-least"]),
    ("stage.review.proxy", &["false"]),
    ("stage.review.signed", &["named"]),
    ("stage.review.shown", &["false"]),
    ("stage.review.recusal.follows.from", &["nominee"]),
    ("stage.notice.upheld", &["removed"]),
    ("stage.naming.acceptance", &["false"]),
    ("result.combine", &["weighted"]),
    ("result.combine.weighted.normalise", &["none", "divide-by-maximum", "share"]),
    ("result.take", &["seats", "count"]),
    ("result.ties", &["part", "criterion", "resolution", "all"]),
    ("result.rounding", &["half-up"]),
];

/// Every rule of a plan that this software can count and explain, and cannot run a selection by; and what a selection
/// needs in order to be run and the plan does not have. Empty: it can be adopted, where it has no error either.
pub fn beyond(plan: &Plan) -> Vec<Fault> {
    let mut found = Found { faults: Vec::new() };
    found.walk(&serde_json::to_value(plan).unwrap_or_default(), "", "");
    found.lacking(plan);
    for (n, stage) in plan.stage.iter().enumerate() {
        found.stage(plan, stage, &format!("stage[{n}]"));
    }
    for (n, rule) in plan.result.iter().enumerate() {
        found.result(plan, rule, n);
    }
    read::with_clauses(found.faults, plan)
}

struct Found {
    faults: Vec<Fault>,
}

impl Found {
    fn tell(&mut self, code: &'static str, path: impl Into<String>, args: &[(&'static str, Arg)]) {
        let mut fault = Fault::new(Severity::Error, code, path);
        fault.args = args.to_vec();
        self.faults.push(fault);
    }

    /// `path` with the numbers of list entries, `shape` without them.
    fn walk(&mut self, value: &Value, path: &str, shape: &str) {
        if value.as_str() == Some(NOT_STATED) || value.get(CONTRADICTORY).is_some() {
            return;
        }
        if let Value::Array(items) = value {
            for (n, item) in items.iter().enumerate() {
                self.walk(item, &format!("{path}[{n}]"), shape);
            }
            return;
        }
        if let Some((_, held)) = CHOICES.iter().find(|(of, _)| *of == shape) {
            return self.choice(value, path, shape, held);
        }
        let Some((_, held)) = HELD.iter().find(|(of, _)| *of == shape) else { return };
        for (key, value) in value.as_object().into_iter().flatten() {
            let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
            let shape = if shape.is_empty() { key.clone() } else { format!("{shape}.{key}") };
            if held.contains(&key.as_str()) {
                self.walk(value, &path, &shape);
            } else if value.as_str() != Some(NOT_STATED) && value.get(CONTRADICTORY).is_none() {
                self.tell("beyond-rule", path, &[("rule", rule_of(&shape))]);
            }
        }
    }

    fn choice(&mut self, value: &Value, path: &str, shape: &str, held: &[&str]) {
        let (chosen, content) = match value {
            Value::Object(map) => match map.iter().next() {
                Some((key, content)) => (key.clone(), Some(content)),
                None => return,
            },
            Value::String(text) => (text.clone(), None),
            other => (other.to_string(), None),
        };
        if !held.contains(&chosen.as_str()) {
            let args = [("rule", rule_of(shape)), ("found", Arg::Said(chosen))];
            return self.tell("beyond-choice", path, &args);
        }
        if let Some(content) = content {
            self.walk(content, &format!("{path}.{chosen}"), &format!("{shape}.{chosen}"));
        }
    }

    /// What a selection cannot be run without: stages, bodies, the zone of its days.
    fn lacking(&mut self, plan: &Plan) {
        if !plan.time_zone.is_stated() {
            self.tell("beyond-silent", "time_zone", &[("rule", Arg::Rule("time-zone".to_owned()))]);
        }
        for (kind, code) in [
            (StageKind::Recommend, "no-recommend"),
            (StageKind::Naming, "no-naming"),
            (StageKind::Closing, "no-closing"),
        ] {
            if plan.stages(kind).next().is_none() {
                self.tell(code, "stage", &[]);
            }
        }
        // The pages tell Beijing time, and notices end by the mainland's working days.
        if let Some(zone) = plan.time_zone.get().filter(|zone| !wording::in_mainland(zone)) {
            let args = [("zone", Arg::Said(zone.clone()))];
            self.tell("beyond-zone", "time_zone", &args);
        }
        if plan.stages(StageKind::Closing).count() > 1 {
            self.tell("closing-twice", "stage", &[]);
        }
        for (missing, key, word) in [
            (plan.sponsor.is_empty(), "sponsor", "plan-word-sponsor"),
            (plan.office.is_empty(), "office", "plan-word-office"),
        ] {
            if missing {
                self.tell("none-at-all", key, &[("what", Arg::Word(word))]);
            }
        }
        // Candidates' numbers would not tell the categories apart.
        for (n, category) in plan.category.iter().enumerate().filter(|(_, it)| it.prefix.is_empty()) {
            let args = [("found", Arg::Said(category.prefix.clone()))];
            self.tell("bad-prefix", format!("category[{n}].prefix"), &args);
        }
    }

    fn stage(&mut self, plan: &Plan, stage: &Stage, path: &str) {
        let said = |text: &str| Arg::Said(text.to_owned());
        // Nobody ends an event: what waits for one with no end would wait for ever.
        let awaited = plan.stage.iter().any(|other| other.after.contains(&stage.id));
        if stage.kind == StageKind::Event && awaited && !stage.closes.is_stated() {
            self.tell("beyond-event", path, &[("stage", said(&stage.name))]);
        }
        if let Some(rules) = &stage.recommend {
            let path = format!("{path}.recommend");
            if rules.tiers.is_empty() {
                let what = Arg::Word("plan-word-tier");
                self.tell("none-at-all", format!("{path}.tiers"), &[("what", what)]);
            }
            if rules.tiers.contains(&Tier::BottomUp) && plan.unit.is_empty() {
                self.tell("no-units", format!("{path}.tiers"), &[]);
            }
            if rules.outside_quota.contains(&Tier::BottomUp) {
                let rule = Arg::Rule("recommend-outside-quota".to_owned());
                self.tell("beyond-rule", format!("{path}.outside_quota"), &[("rule", rule)]);
            }
        }
        // A quota by a measure is held where it comes to a number: a unit without its figure would have none.
        for (n, row) in stage.recommend.iter().flat_map(|rules| &rules.quota_of).enumerate() {
            let numbered = |unit: &Unit| row.for_unit(unit).is_stated();
            let fits = |unit: &&Unit| plan.category.iter().any(|category| row.fits(Some(unit), &category.id));
            if row.by.is_some() && !plan.unit.iter().filter(fits).all(numbered) {
                let args = [("rule", Arg::Rule("of-quota".to_owned()))];
                self.tell("beyond-silent", format!("{path}.recommend.quota_of[{n}].by"), &args);
            }
        }
        if stage.screen.as_ref().is_some_and(|rules| rules.of.is_empty()) {
            let what = Arg::Word("plan-word-screened");
            self.tell("none-at-all", format!("{path}.screen.of"), &[("what", what)]);
        }
        let Some(rules) = &stage.vote else { return };
        let path = format!("{path}.vote");
        let held = rules.mode.get() != Some(&crate::VoteMode::None);
        if held && rules.channel.is_empty() {
            let what = Arg::Word("plan-word-channel");
            self.tell("none-at-all", format!("{path}.channel"), &[("what", what)]);
        }
        if let Some(Display::Daily(hour)) = rules.display.get()
            && !hour.is_stated()
        {
            let rule = Arg::Rule("display-daily".to_owned());
            self.tell("beyond-silent", format!("{path}.display.daily"), &[("rule", rule)]);
        }
        let one_slot = |limits: &Vec<crate::Limit>| limits.len() == 1 && rules.slots().is_some();
        if rules.limit.get().is_some_and(|limits| !one_slot(limits)) {
            self.tell("beyond-limit", format!("{path}.limit"), &[]);
        }
        if rules.ballot.get().and_then(BallotShape::approve).is_some_and(|(least, _)| least == 0) {
            self.tell("beyond-blank", format!("{path}.ballot"), &[]);
        }
        for (n, channel) in rules.channel.iter().enumerate() {
            if channel.identity.get() == Some(&Identity::Paper) && channel.paper.is_none() {
                let args = [("channel", said(&channel.name))];
                self.tell("paper-without-clause", format!("{path}.channel[{n}].paper"), &args);
            }
        }
        if weighs(plan, stage) {
            if rules.weight_basis.get().is_none_or(|basis| basis.trim().is_empty()) {
                self.tell("weight-without-decision", format!("{path}.weight_basis"), &[]);
            }
            for (n, channel) in rules.channel.iter().enumerate() {
                if channel.identity.get() == Some(&Identity::Anonymous) {
                    let args = [("channel", said(&channel.name))];
                    self.tell("anonymous-weight", format!("{path}.channel[{n}].identity"), &args);
                }
            }
        }
    }

    /// One result after a stage, one result for a list, out of votes and sheets alone.
    fn result(&mut self, plan: &Plan, rule: &ResultRule, n: usize) {
        let path = format!("result[{n}]");
        let earlier = &plan.result[..n];
        if rule.after.ids().len() > 1 {
            self.tell("beyond-after", format!("{path}.after"), &[]);
        }
        if earlier.iter().any(|other| other.after == rule.after) {
            let args = [("id", Arg::Said(rule.after.to_string()))];
            self.tell("result-twice", format!("{path}.after"), &args);
        } else if earlier.iter().any(|other| other.yields == rule.yields) {
            let list = Arg::Word(crate::explain::list_key(rule.yields));
            self.tell("beyond-list-twice", format!("{path}.yields"), &[("list", list)]);
        }
        let Some(Combine::Weighted(parts)) = rule.combine.get() else { return };
        for (k, part) in parts.iter().enumerate() {
            if !part.weight.is_stated() {
                let args = [("rule", Arg::Rule("weighted-weight".to_owned()))];
                self.tell("beyond-silent", format!("{path}.combine.weighted[{k}].weight"), &args);
            }
        }
    }
}

/// Whether some result gives a vote a weight, or counts its ballots by a method of its own.
pub(crate) fn weighs(plan: &Plan, stage: &Stage) -> bool {
    plan.result.iter().filter_map(|rule| rule.combine.get()).any(|combine| {
        let parts = combine.parts().iter().any(|part| part_weighs(part, &stage.id));
        parts || combine.stage() == Some(&stage.id)
    })
}

fn part_weighs(part: &crate::Part, stage: &str) -> bool {
    let own = part.stage == stage || part.parts.iter().any(|inner| part_weighs(inner, stage));
    own && !part.weighs_nothing()
}

/// `stage.vote.channel.dated_by` is the rule `channel-dated-by`.
fn rule_of(shape: &str) -> Arg {
    let keys: Vec<&str> = shape.split('.').collect();
    let last = &keys[keys.len().saturating_sub(2)..];
    Arg::Rule(last.join("-").replace('_', "-"))
}
