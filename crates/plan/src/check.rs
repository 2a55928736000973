//! Reading a plan as a jurist does: what cannot stand, what should be looked at, what is left open.
//!
//! [`check`] looks at meaning; shape is settled by [`crate::read`]. It tells everything at once. A rule that the plan
//! leaves out is a question and never an error: real plans are silent about much, and a supplement can answer.

mod awards;
mod ballots;
mod bodies;
mod composition;
mod judges;
mod methods;
mod notice;
mod numbers;
mod parts;
mod results;
mod review;
mod silence;
mod stages;
mod unwritten;
mod votes;
mod whole;
mod windows;
pub(crate) mod wording;

pub(crate) use crate::silence::no_last_seat;
pub(crate) use review::ground_key;

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::calendar::Calendar;
use crate::fault::{Arg, Fault, Severity};
use crate::read;
use crate::result::When;
use crate::stage::{Stage, StageKind};
use crate::types::Plan;

/// Everything that is wrong, doubtful or open in a plan, in the order of its parts. `today` is the day on whose
/// knowledge of the working-day calendar dates are judged, and before which a plan may have ended; without it, all that
/// this binary knows.
pub fn check(plan: &Plan, today: Option<Date>) -> Vec<Fault> {
    let calendar = today.map(|today| Calendar::builtin().known_at(today));
    let calendar = calendar.as_ref().unwrap_or_else(|| Calendar::builtin());
    let mut finder = Finder { plan, calendar, faults: Vec::new(), provisional: BTreeSet::new() };
    finder.whole();
    if let Some(today) = today {
        finder.over(today);
    }
    finder.left_to_write();
    finder.ids();
    finder.bodies();
    finder.judges();
    finder.categories();
    finder.awards();
    for (n, stage) in plan.stage.iter().enumerate() {
        finder.stage(stage, &format!("stage[{n}]"));
    }
    for (n, rule) in plan.result.iter().enumerate() {
        finder.result(rule, &format!("result[{n}]"));
    }
    finder.silences();
    read::with_clauses(finder.faults, plan)
}

struct Finder<'a> {
    plan: &'a Plan,
    calendar: &'a Calendar,
    faults: Vec<Fault>,
    /// Years already reported as provisional.
    provisional: BTreeSet<i16>,
}

impl Finder<'_> {
    fn tell(&mut self, severity: Severity, code: &'static str, path: impl Into<String>, args: Args<'_>) {
        let mut fault = Fault::new(severity, code, path);
        fault.args = args.iter().map(|(name, value)| (*name, value.clone())).collect();
        self.faults.push(fault);
    }

    fn error(&mut self, code: &'static str, path: impl Into<String>, args: Args<'_>) {
        self.tell(Severity::Error, code, path, args);
    }

    fn warn(&mut self, code: &'static str, path: impl Into<String>, args: Args<'_>) {
        self.tell(Severity::Warning, code, path, args);
    }

    fn ask(&mut self, code: &'static str, path: impl Into<String>, args: Args<'_>) {
        self.tell(Severity::Question, code, path, args);
    }

    fn unique<'i>(&mut self, list: &str, ids: impl Iterator<Item = &'i str>) {
        let mut seen = BTreeSet::new();
        for (n, id) in ids.enumerate() {
            if !seen.insert(id) {
                self.error("duplicate-id", format!("{list}[{n}].id"), &[("id", said(id))]);
            }
        }
    }

    /// A list of references that names something twice.
    fn named_once(&mut self, list: &str, ids: &[String]) {
        for (n, id) in ids.iter().enumerate() {
            if ids[..n].contains(id) {
                self.warn("named-twice", format!("{list}[{n}]"), &[("id", said(id))]);
            }
        }
    }

    fn known(&mut self, known: bool, code: &'static str, path: impl Into<String>, id: &str) {
        if !known {
            self.error(code, path, &[("id", said(id))]);
        }
    }

    fn sponsor(&mut self, path: impl Into<String>, id: &str) {
        self.known(self.plan.sponsor(id).is_some(), "unknown-sponsor", path, id);
    }

    fn measure(&mut self, path: impl Into<String>, id: &str) {
        self.known(self.plan.measure.iter().any(|it| it.id == id), "unknown-measure", path, id);
    }

    fn electorate(&mut self, path: impl Into<String>, id: &str) {
        self.known(self.plan.electorate.iter().any(|it| it.id == id), "unknown-electorate", path, id);
    }

    /// A list of electorates.
    fn electorates(&mut self, path: &str, ids: &[String]) {
        self.named_once(path, ids);
        for (n, id) in ids.iter().enumerate() {
            self.electorate(format!("{path}[{n}]"), id);
        }
    }

    /// A list of categories.
    fn categories_of(&mut self, path: &str, ids: &[String]) {
        self.named_once(path, ids);
        for (n, id) in ids.iter().enumerate() {
            self.known(self.plan.category(id).is_some(), "unknown-category", format!("{path}[{n}]"), id);
        }
    }

    /// A condition on an attribute: one that the plan has, with values that it has.
    fn when(&mut self, path: &str, when: &When) {
        let Some(attribute) = self.plan.attribute.iter().find(|it| it.id == when.attribute) else {
            return self.known(false, "unknown-attribute", format!("{path}.attribute"), &when.attribute);
        };
        for (n, value) in when.is.iter().enumerate() {
            if !attribute.values.is_empty() && !attribute.values.contains(value) {
                let args = [("value", said(value)), ("attribute", said(&attribute.name))];
                self.error("unknown-value", format!("{path}.is[{n}]"), &args);
            }
        }
        if when.is.is_empty() {
            let what = Arg::Word("plan-word-value");
            self.error("none-at-all", format!("{path}.is"), &[("what", what)]);
        }
    }

    /// A reference to a stage of certain kinds.
    fn stage_of(&mut self, path: impl Into<String>, id: &str, kinds: &[StageKind]) {
        match self.plan.stage(id) {
            None => self.error("unknown-stage", path, &[("id", said(id))]),
            Some(stage) if !kinds.contains(&stage.kind) => {
                self.error(
                    "wrong-stage-kind",
                    path,
                    &[("id", said(id)), ("kind", Arg::Word(kind_key(stage.kind)))],
                );
            }
            Some(_) => {}
        }
    }

    /// Whether a stage waits, directly or through others, for the stage of an id.
    fn follows(&self, stage: &Stage, id: &str) -> bool {
        self.before(stage).contains(id)
    }

    /// Whether a stage waits, directly or through others, for one of a kind.
    fn waits_for(&self, stage: &Stage, kind: StageKind) -> bool {
        let kinds =
            self.before(stage).into_iter().filter_map(|id| self.plan.stage(id)).map(|stage| stage.kind);
        kinds.into_iter().any(|found| found == kind)
    }

    /// The ids of all stages that a stage waits for, directly or through others.
    fn before<'s>(&'s self, stage: &'s Stage) -> BTreeSet<&'s str> {
        let mut seen = BTreeSet::new();
        let mut ahead: Vec<&str> = stage.after.iter().map(String::as_str).collect();
        while let Some(id) = ahead.pop() {
            if seen.insert(id)
                && let Some(stage) = self.plan.stage(id)
            {
                ahead.extend(stage.after.iter().map(String::as_str));
            }
        }
        seen
    }
}

type Args<'a> = &'a [(&'static str, Arg)];

fn said(text: &str) -> Arg {
    Arg::Said(text.to_owned())
}

/// The message key of a stage kind's name.
pub fn kind_key(kind: StageKind) -> &'static str {
    match kind {
        StageKind::Recommend => "plan-kind-recommend",
        StageKind::Screen => "plan-kind-screen",
        StageKind::Vote => "plan-kind-vote",
        StageKind::Review => "plan-kind-review",
        StageKind::Notice => "plan-kind-notice",
        StageKind::Naming => "plan-kind-naming",
        StageKind::Publicity => "plan-kind-publicity",
        StageKind::Closing => "plan-kind-closing",
        StageKind::Event => "plan-kind-event",
    }
}
