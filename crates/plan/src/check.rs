//! Reading a plan as a jurist does: what cannot stand, what should be looked at, what is left open.
//!
//! [`check`] looks at meaning; shape is settled by [`crate::read`]. It tells everything at once. A rule that the plan
//! leaves out is a question and never an error: real plans are silent about much, and a supplement can answer.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::calendar::{Calendar, FirstDay, Span};
use crate::fault::{Arg, Fault, Severity};
use crate::read;
use crate::result::{Combine, Number, Part, ResultRule, Take, TieStep};
use crate::stage::{
    BallotShape, Channel, DayKind, Disclosure, Display, Identity, ListKind, NoticeRules, RecommendRules,
    RecusalGround, ReviewRules, ScreenRules, Stage, StageKind, Tier, VoteMode, VoteRules,
};
use crate::stated::{CONTRADICTORY, NOT_STATED, Stated};
use crate::types::{Plan, TO_DO};

/// The longest notice that makes sense, in days.
const NOTICE_MOST: u32 = 365;

/// Dropping the highest and the lowest sheet wants at least so many judges.
const TRIM_PANEL_LEAST: u64 = 5;

/// Secret sheets hide nothing where a candidate has fewer than so many.
const SECRET_SHEETS_LEAST: u64 = 3;

/// More recommendations than this for each seat cannot be screened with care.
const RECOMMENDATIONS_PER_SEAT_MOST: u64 = 100;

/// Words that confer a state commendation, which needs an approved basis (评比达标表彰); a selection without one
/// chooses and publishes (选树, 命名, 发布).
const COMMENDING: [&str; 2] = ["表彰", "授予"];

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
    finder.categories();
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

    /// What concerns the plan as a whole.
    fn whole(&mut self) {
        let plan = self.plan;
        if jiff::tz::TimeZone::get(&plan.time_zone).is_err() {
            self.error("unknown-time-zone", "time_zone", &[("found", said(&plan.time_zone))]);
        }
        for (missing, key, word) in [
            (plan.sponsor.is_empty(), "sponsor", "plan-word-sponsor"),
            (plan.category.is_empty(), "category", "plan-word-category"),
            (plan.stage.is_empty(), "stage", "plan-word-stage"),
        ] {
            if missing {
                self.error("none-at-all", key, &[("what", Arg::Word(word))]);
            }
        }
        for (kind, severity, code) in [
            (StageKind::Recommend, Severity::Error, "no-recommend"),
            (StageKind::Notice, Severity::Warning, "no-notice"),
            (StageKind::Naming, Severity::Error, "no-naming"),
            (StageKind::Closing, Severity::Error, "no-closing"),
        ] {
            if plan.stages(kind).next().is_none() {
                self.tell(severity, code, "stage", &[]);
            }
        }
        if plan.stages(StageKind::Closing).count() > 1 {
            self.error("closing-twice", "stage", &[]);
        }
        let approved = plan.approval.get().is_some_and(|basis| !basis.trim().is_empty());
        if !approved {
            self.warn("no-approval", "approval", &[]);
            self.wording();
        }
        self.publication();
    }

    /// Every moment that the stages state lies before today: adopted now, everything would open and end at once.
    fn over(&mut self, today: Date) {
        let zone = self.plan.zone();
        let moments = self.plan.stage.iter().enumerate().flat_map(|(n, stage)| {
            // A window begins before its last instant is over, so a moment of closing is the instant before.
            let closes = stage.closes_at(&zone).map(|at| (at.plus(-1), format!("stage[{n}].closes")));
            let opens = stage.opens_at(&zone).map(|at| (at, format!("stage[{n}].opens")));
            [opens, closes].into_iter().flatten().map(move |(at, path)| (at, path, stage))
        });
        let Some((at, path, stage)) = moments.max_by_key(|(at, _, _)| *at) else { return };
        let day = at.civil(&zone).date();
        if day < today {
            self.warn("all-over", path, &[("stage", said(&stage.name)), ("date", Arg::Day(day))]);
        }
    }

    fn wording(&mut self) {
        let plan = self.plan;
        let mut texts = vec![("title".to_owned(), &plan.title), ("short".to_owned(), &plan.short)];
        texts.extend(
            plan.category.iter().enumerate().map(|(n, it)| (format!("category[{n}].name"), &it.name)),
        );
        for (n, stage) in plan.stage.iter().enumerate() {
            texts.push((format!("stage[{n}].name"), &stage.name));
            if let Some(title) = stage.naming.as_ref().and_then(|naming| naming.title.get()) {
                texts.push((format!("stage[{n}].naming.title"), title));
            }
        }
        for (path, text) in texts {
            for word in COMMENDING.into_iter().filter(|word| text.contains(word)) {
                self.warn("commending-word", path.clone(), &[("word", said(word))]);
            }
        }
    }

    fn publication(&mut self) {
        let record = &self.plan.publication;
        if let (Some(index), Some(published)) = (&record.index, record.published) {
            self.year("publication.index", index, published);
        }
        for (path, number) in [
            ("publication.document", &record.document),
            ("publication.header_document", &record.header_document),
        ] {
            if let (Some(number), Some(issued)) = (number, record.issued) {
                self.year(path, number, issued);
            }
        }
        if let (Some(issued), Some(published)) = (record.issued, record.published)
            && published < issued
        {
            self.warn(
                "published-before-issued",
                "publication.published",
                &[("published", published.into()), ("issued", issued.into())],
            );
        }
        let first = self.plan.stage.iter().filter_map(|stage| stage.opens.get()).min();
        if let (Some(published), Some(first)) = (record.published, first)
            && published > first.date
        {
            self.warn(
                "published-after-opening",
                "publication.published",
                &[("published", published.into()), ("opens", first.date.into())],
            );
        }
        let owners = self.plan.sponsor.iter().filter(|sponsor| sponsor.owns_document).count();
        if record.document.is_some() && owners != 1 {
            self.warn("document-owner", "sponsor", &[("n", owners.into())]);
        }
    }

    /// A year in a number that is not the date's year. Real records disagree with themselves: never an error.
    fn year(&mut self, path: &str, number: &str, date: Date) {
        let runs = number.split(|c: char| !c.is_ascii_digit()).filter(|run| run.len() == 4);
        let mut years =
            runs.filter_map(|run| run.parse::<i16>().ok()).filter(|year| (1950..2100).contains(year));
        if let Some(year) = years.find(|year| *year != date.year()) {
            let args = [("number", said(number)), ("year", said(&year.to_string())), ("date", date.into())];
            self.warn("year-disagrees", path, &args);
        }
    }

    /// Texts that a draft left to be written.
    fn left_to_write(&mut self) {
        let json = serde_json::to_value(self.plan).unwrap_or_default();
        let mut found = Vec::new();
        unwritten(&json, String::new(), &mut found);
        for path in found {
            self.error("to-do", path, &[]);
        }
    }

    /// Ids that stand twice in one list.
    fn ids(&mut self) {
        let plan = self.plan;
        self.unique("sponsor", plan.sponsor.iter().map(|it| it.id.as_str()));
        self.unique("unit", plan.unit.iter().map(|it| it.id.as_str()));
        self.unique("category", plan.category.iter().map(|it| it.id.as_str()));
        self.unique("department", plan.department.iter().map(|it| it.id.as_str()));
        self.unique("outlet", plan.outlet.iter().map(|it| it.id.as_str()));
        self.unique("stage", plan.stage.iter().map(|it| it.id.as_str()));
        self.unique("result", plan.result.iter().map(|it| it.id.as_str()));
        for (n, category) in plan.category.iter().enumerate() {
            self.unique(&format!("category[{n}].kinds"), category.kinds.iter().map(|it| it.id.as_str()));
        }
        for (n, stage) in plan.stage.iter().enumerate() {
            if let Some(screen) = &stage.screen {
                self.unique(
                    &format!("stage[{n}].screen.reason"),
                    screen.reason.iter().map(|it| it.id.as_str()),
                );
            }
            if let Some(vote) = &stage.vote {
                self.unique(
                    &format!("stage[{n}].vote.channel"),
                    vote.channel.iter().map(|it| it.id.as_str()),
                );
                for (c, rules) in
                    vote.channel.iter().enumerate().filter_map(|(c, it)| Some((c, it.paper.as_ref()?)))
                {
                    self.unique(
                        &format!("stage[{n}].vote.channel[{c}].paper.place"),
                        rules.place.iter().map(|it| it.id.as_str()),
                    );
                }
            }
            if let Some(review) = &stage.review {
                let panel = review.panel.get().into_iter().flatten();
                self.unique(&format!("stage[{n}].review.panel"), panel.map(|it| it.id.as_str()));
                let rubric = review.rubric.get().into_iter().flatten();
                self.unique(&format!("stage[{n}].review.rubric"), rubric.map(|it| it.id.as_str()));
            }
        }
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

    fn bodies(&mut self) {
        let plan = self.plan;
        if let Some(host) = plan.office.host.get() {
            self.sponsor("office.host", host);
        }
        if let Some(standards) = &plan.standards {
            self.sponsor("standards.set_by", &standards.set_by);
            self.known(
                plan.stage(&standards.before).is_some(),
                "unknown-stage",
                "standards.before",
                &standards.before,
            );
        }
        for (n, outlet) in plan.outlet.iter().enumerate() {
            if let Some(sponsor) = &outlet.sponsor {
                self.sponsor(format!("outlet[{n}].sponsor"), sponsor);
            }
        }
        for (n, unit) in plan.unit.iter().enumerate() {
            let path = format!("unit[{n}].parent");
            if let Some(parent) = &unit.parent {
                self.known(plan.unit(parent).is_some(), "unknown-unit", path.as_str(), parent);
            }
            let up = std::iter::successors(unit.parent.as_deref(), |id| plan.unit(id)?.parent.as_deref());
            if up.take(plan.unit.len() + 1).any(|id| id == unit.id) {
                self.error("unit-cycle", path, &[("id", said(&unit.id))]);
            }
        }
    }

    fn categories(&mut self) {
        let plan = self.plan;
        for (n, category) in plan.category.iter().enumerate() {
            let path = format!("category[{n}]");
            let prefix = &category.prefix;
            if prefix.is_empty() || prefix.len() > 3 || !prefix.bytes().all(|byte| byte.is_ascii_uppercase())
            {
                self.error("bad-prefix", format!("{path}.prefix"), &[("found", said(prefix))]);
            }
            if plan.category[..n].iter().any(|other| other.prefix == *prefix) {
                self.error("duplicate-prefix", format!("{path}.prefix"), &[("found", said(prefix))]);
            }
            if category.seats.get().is_some_and(|seats| seats.most() == 0) {
                self.error(
                    "zero",
                    format!("{path}.seats"),
                    &[("what", Arg::Word("plan-rule-category-seats"))],
                );
            }
            for (k, kind) in category.kinds.iter().enumerate() {
                for (d, id) in kind.clearance.iter().enumerate() {
                    let path = format!("{path}.kinds[{k}].clearance[{d}]");
                    self.known(plan.department(id).is_some(), "unknown-department", path, id);
                }
            }
        }
    }

    fn stage(&mut self, stage: &Stage, path: &str) {
        self.kind(stage, path);
        self.window(stage, path);
        if let Some(rules) = &stage.recommend {
            self.recommend(rules, &format!("{path}.recommend"));
        }
        if let Some(rules) = &stage.screen {
            self.screen(rules, &format!("{path}.screen"));
        }
        if let Some(rules) = &stage.vote {
            self.vote(stage, rules, &format!("{path}.vote"));
        }
        if let Some(rules) = &stage.review {
            self.review(rules, &format!("{path}.review"));
        }
        if let Some(rules) = &stage.notice {
            self.notice(stage, rules, path);
        }
        if let Some(rules) = &stage.naming {
            if let Some(signatories) = rules.signatories.get() {
                let path = format!("{path}.naming.signatories");
                if signatories.is_empty() {
                    self.error(
                        "none-at-all",
                        path.as_str(),
                        &[("what", Arg::Word("plan-rule-naming-signatories"))],
                    );
                }
                self.named_once(&path, signatories);
                for (n, id) in signatories.iter().enumerate() {
                    self.sponsor(format!("{path}[{n}]"), id);
                }
            }
            if let Some(shape) = rules.certificate.get().filter(|shape| !shape.contains("{n}")) {
                self.error(
                    "certificate-number",
                    format!("{path}.naming.certificate"),
                    &[("found", said(shape))],
                );
            }
            if self.plan.stages(StageKind::Notice).next().is_some()
                && !self.waits_for(stage, StageKind::Notice)
            {
                self.warn("naming-without-notice", path, &[]);
            }
        }
        if let Some(rules) = &stage.publicity {
            let path = format!("{path}.publicity.outlets");
            self.named_once(&path, &rules.outlets);
            for (n, id) in rules.outlets.iter().enumerate() {
                self.known(self.plan.outlet(id).is_some(), "unknown-outlet", format!("{path}[{n}]"), id);
            }
        }
        if let Some(successor) = stage.closing.as_ref().and_then(|rules| rules.successor.get()) {
            self.sponsor(format!("{path}.closing.successor"), successor);
        }
    }

    /// Exactly the rules of its own kind.
    fn kind(&mut self, stage: &Stage, path: &str) {
        let own = Arg::Word(kind_key(stage.kind));
        for (kind, table, there) in [
            (StageKind::Recommend, "recommend", stage.recommend.is_some()),
            (StageKind::Screen, "screen", stage.screen.is_some()),
            (StageKind::Vote, "vote", stage.vote.is_some()),
            (StageKind::Review, "review", stage.review.is_some()),
            (StageKind::Notice, "notice", stage.notice.is_some()),
            (StageKind::Naming, "naming", stage.naming.is_some()),
            (StageKind::Publicity, "publicity", stage.publicity.is_some()),
            (StageKind::Closing, "closing", stage.closing.is_some()),
        ] {
            let args = [("kind", own.clone()), ("table", said(&format!("stage.{table}")))];
            if kind == stage.kind && !there {
                self.error("rules-missing", path, &args);
            }
            if kind != stage.kind && there {
                self.error("rules-of-another-kind", format!("{path}.{table}"), &args);
            }
        }
    }

    fn window(&mut self, stage: &Stage, path: &str) {
        let zone = self.plan.zone();
        let (opens, closes) = (stage.opens_at(&zone), stage.closes_at(&zone));
        if let (Some(opens), Some(closes)) = (opens, closes)
            && closes <= opens
        {
            self.error("window-empty", format!("{path}.closes"), &[("stage", said(&stage.name))]);
        }
        // In a vote and in the publicity year nothing falls due on the last day that needs an open counter.
        let counter = !matches!(stage.kind, StageKind::Vote | StageKind::Publicity);
        if let Some(closing) = stage.closes.get().filter(|_| counter) {
            let day = self.calendar.is_working_day(closing.date);
            if !day.working {
                let args = [("stage", said(&stage.name)), ("date", closing.date.into())];
                self.warn("closes-on-day-off", format!("{path}.closes"), &args);
            }
            if day.provisional {
                self.year_provisional(format!("{path}.closes"), closing.date);
            }
        }
        self.named_once(&format!("{path}.after"), &stage.after);
        for (n, id) in stage.after.iter().enumerate() {
            let path = format!("{path}.after[{n}]");
            let Some(before) = self.plan.stage(id) else {
                self.error("unknown-stage", path, &[("id", said(id))]);
                continue;
            };
            if self.follows(before, &stage.id) || *id == stage.id {
                self.error(
                    "after-cycle",
                    path,
                    &[("stage", said(&stage.name)), ("before", said(&before.name))],
                );
                continue;
            }
            let args = [("stage", said(&stage.name)), ("before", said(&before.name))];
            let (before_opens, before_closes) = (before.opens_at(&zone), before.closes_at(&zone));
            if let (Some(before_opens), Some(closes)) = (before_opens, closes)
                && before_opens >= closes
            {
                self.error("after-impossible", path, &args);
            } else if let (Some(before_closes), Some(opens)) = (before_closes, opens)
                && before_closes > opens
            {
                let vote = (before.kind, stage.kind) == (StageKind::Screen, StageKind::Vote);
                self.warn(if vote { "screen-after-vote" } else { "after-overlap" }, path, &args);
            }
        }
        if stage.kind == StageKind::Vote {
            if !self.waits_for(stage, StageKind::Screen) {
                self.screened_too_late(stage, path);
            }
            self.within_review(stage, path);
        }
    }

    /// A vote that does not wait for a screening which its window overlaps.
    fn screened_too_late(&mut self, vote: &Stage, path: &str) {
        let zone = self.plan.zone();
        for screen in self.plan.stages(StageKind::Screen) {
            if let (Some(ends), Some(opens)) = (screen.closes_at(&zone), vote.opens_at(&zone))
                && ends > opens
            {
                let args = [("stage", said(&vote.name)), ("before", said(&screen.name))];
                self.warn("screen-after-vote", format!("{path}.opens"), &args);
            }
        }
    }

    /// A vote that is held while the judges sit: neither can be heard by the other.
    fn within_review(&mut self, vote: &Stage, path: &str) {
        let zone = self.plan.zone();
        let window = |stage: &Stage| Some((stage.opens_at(&zone)?, stage.closes_at(&zone)?));
        let Some((opens, closes)) = window(vote) else { return };
        for review in self.plan.stages(StageKind::Review) {
            if window(review).is_some_and(|(begins, ends)| begins <= opens && closes <= ends) {
                let args = [("stage", said(&vote.name)), ("review", said(&review.name))];
                self.warn("vote-within-review", format!("{path}.opens"), &args);
            }
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

    /// A day that cannot be judged for certain, because the notice that may name it is missing: its own year's, or for
    /// the last days of December the next year's.
    fn year_provisional(&mut self, path: impl Into<String>, date: Date) {
        let own = date.year();
        let year = if self.calendar.notice(own).is_none() { own } else { own.saturating_add(1) };
        if self.provisional.insert(year) {
            self.warn("year-provisional", path, &[("year", said(&year.to_string()))]);
        }
    }

    fn recommend(&mut self, rules: &RecommendRules, path: &str) {
        let plan = self.plan;
        if rules.tiers.is_empty() {
            self.error("none-at-all", format!("{path}.tiers"), &[("what", Arg::Word("plan-word-tier"))]);
        }
        if rules.brief_most.get() == Some(&0) {
            let what = Arg::Word("plan-rule-recommend-brief-most");
            self.error("zero", format!("{path}.brief_most"), &[("what", what)]);
        }
        let bottom_up = rules.tiers.contains(&Tier::BottomUp);
        if bottom_up && plan.unit.is_empty() {
            self.error("no-units", format!("{path}.tiers"), &[]);
        }
        let Some(quota) = rules.quota.get().filter(|_| bottom_up) else { return };
        let all = u64::from(*quota) * plan.unit.len() as u64;
        for category in &plan.category {
            let Some(seats) = category.seats.get().map(|seats| u64::from(seats.most())) else { continue };
            let args =
                [("category", said(&category.name)), ("all", Arg::Whole(all)), ("seats", Arg::Whole(seats))];
            if all < seats && rules.tiers == [Tier::BottomUp] {
                self.error("quota-too-small", format!("{path}.quota"), &args);
            }
            if all > seats * RECOMMENDATIONS_PER_SEAT_MOST {
                self.warn("quota-large", format!("{path}.quota"), &args);
            }
        }
    }

    fn screen(&mut self, rules: &ScreenRules, path: &str) {
        for (n, id) in rules.of.iter().enumerate() {
            self.stage_of(format!("{path}.of[{n}]"), id, &[StageKind::Recommend]);
        }
        if rules.of.is_empty() {
            self.error("none-at-all", format!("{path}.of"), &[("what", Arg::Word("plan-word-screened"))]);
        }
        if rules.reason.is_empty() {
            self.ask("no-reasons", format!("{path}.reason"), &[]);
        }
        for (n, reason) in rules.reason.iter().enumerate() {
            if reason.clause.trim().is_empty() {
                self.warn(
                    "reason-without-clause",
                    format!("{path}.reason[{n}]"),
                    &[("name", said(&reason.name))],
                );
            }
        }
        let Some(most) = rules.candidates_most.get() else { return };
        for category in &self.plan.category {
            let Some(seats) = category.seats.get().map(|seats| seats.most()).filter(|seats| seats > most)
            else {
                continue;
            };
            let args =
                [("category", said(&category.name)), ("seats", seats.into()), ("most", (*most).into())];
            self.error("seats-more-than-candidates", format!("{path}.candidates_most"), &args);
        }
    }

    fn vote(&mut self, stage: &Stage, rules: &VoteRules, path: &str) {
        let held = rules.mode.get() != Some(&VoteMode::None);
        if held && rules.channel.is_empty() {
            self.error("none-at-all", format!("{path}.channel"), &[("what", Arg::Word("plan-word-channel"))]);
        }
        if let Some(BallotShape::Approve { least, most }) = rules.ballot.get()
            && (*most == 0 || least > most)
        {
            let args = [("least", (*least).into()), ("most", (*most).into())];
            self.error("ballot-range", format!("{path}.ballot"), &args);
        }
        if let Some(limits) = rules.limit.get() {
            if limits.is_empty() {
                self.error(
                    "none-at-all",
                    format!("{path}.limit"),
                    &[("what", Arg::Word("plan-rule-vote-limit"))],
                );
            }
            for (n, _) in limits.iter().enumerate().filter(|(_, limit)| limit.ballots == 0) {
                let what = Arg::Word("plan-rule-vote-limit");
                self.error("zero", format!("{path}.limit[{n}].ballots"), &[("what", what)]);
            }
        }
        if let Some(Display::Daily(hour)) =
            rules.display.get().filter(|it| matches!(it, Display::Daily(24..)))
        {
            self.error("display-hour", format!("{path}.display"), &[("hour", (*hour).into())]);
        }
        for (n, channel) in rules.channel.iter().enumerate() {
            self.paper(stage, channel, &format!("{path}.channel[{n}]"));
        }
        let weights = self.plan.result.iter().flat_map(parts).filter(|part| part.stage == stage.id);
        let weighs = weights.clone().any(|part| !part.weight.is_zero());
        let all_known = self.plan.result.iter().all(|rule| rule.combine.is_stated());
        if weighs {
            self.weighed(rules, path);
        } else if rules.mode.get() == Some(&VoteMode::Weighted) && all_known {
            self.warn("weighted-without-weight", format!("{path}.mode"), &[]);
        }
    }

    /// Ballots on paper are added by hand: a clause must allow that, and say where they come from and until when.
    fn paper(&mut self, stage: &Stage, channel: &Channel, path: &str) {
        let args = [("channel", said(&channel.name))];
        let is_paper = channel.identity.get() == Some(&Identity::Paper);
        let rules = match &channel.paper {
            None if is_paper => return self.error("paper-without-clause", format!("{path}.paper"), &args),
            None => return,
            Some(_) if !is_paper => return self.error("paper-elsewhere", format!("{path}.paper"), &args),
            Some(rules) => rules,
        };
        if rules.clause.trim().is_empty() {
            self.error("paper-without-clause", format!("{path}.paper.clause"), &args);
        }
        if rules.place.is_empty() {
            let what = Arg::Word("plan-word-polling-place");
            self.error("none-at-all", format!("{path}.paper.place"), &[("what", what)]);
        }
        let zone = self.plan.zone();
        let until = rules.until.get().map(|until| until.closing(&zone));
        if let (Some(until), Some(opens)) = (until, stage.opens_at(&zone))
            && until <= opens
        {
            self.error("paper-before-vote", format!("{path}.paper.until"), &args);
        }
    }

    /// A vote that decides something: somebody must have decided that it does, and each vote must be a person's.
    fn weighed(&mut self, rules: &VoteRules, path: &str) {
        if rules.weight_basis.get().is_none_or(|basis| basis.trim().is_empty()) {
            self.error("weight-without-decision", format!("{path}.weight_basis"), &[]);
        }
        if rules.mode.get().is_some_and(|mode| *mode != VoteMode::Weighted) {
            self.error("weight-against-mode", format!("{path}.mode"), &[]);
        }
        for (n, channel) in rules.channel.iter().enumerate() {
            let path = format!("{path}.channel[{n}].identity");
            match channel.identity.get() {
                Some(Identity::Anonymous) => {
                    self.error("anonymous-weight", path, &[("channel", said(&channel.name))]);
                }
                Some(Identity::Account) => {
                    self.warn("weak-identity", path, &[("channel", said(&channel.name))])
                }
                _ => {}
            }
        }
    }

    fn review(&mut self, rules: &ReviewRules, path: &str) {
        let panel = rules.panel.get().and_then(|seats| {
            seats.iter().map(|seat| seat.seats.get().map(|n| u64::from(*n))).sum::<Option<u64>>()
        });
        let trim = u64::from(rules.trim.get().copied().unwrap_or(0));
        if let Some(panel) = panel.filter(|panel| trim > 0 && *panel < TRIM_PANEL_LEAST) {
            self.error("trim-few-judges", format!("{path}.trim"), &[("panel", Arg::Whole(panel))]);
        }
        if let Some(least) = rules.sheets_least.get().map(|n| u64::from(*n)) {
            if least <= trim * 2 {
                let args = [("least", Arg::Whole(least)), ("trim", Arg::Whole(trim))];
                self.error("trim-eats-all", format!("{path}.sheets_least"), &args);
            }
            if let Some(panel) = panel.filter(|panel| *panel < least) {
                let args = [("least", Arg::Whole(least)), ("panel", Arg::Whole(panel))];
                self.error("sheets-more-than-panel", format!("{path}.sheets_least"), &args);
            }
        }
        if let Some(quorum) = rules.quorum.get() {
            let (above, below) = quorum.ratio();
            if above == 0 || above > below {
                self.error("quorum-range", format!("{path}.quorum"), &[("found", said(quorum.as_str()))]);
            }
        }
        if let Some(rubric) = rules.rubric.get() {
            if rubric.is_empty() {
                let what = Arg::Word("plan-rule-review-rubric");
                self.error("none-at-all", format!("{path}.rubric"), &[("what", what)]);
            }
            for (n, _) in rubric.iter().enumerate().filter(|(_, criterion)| criterion.most == 0) {
                let what = Arg::Word("plan-word-criterion-most");
                self.error("zero", format!("{path}.rubric[{n}].most"), &[("what", what)]);
            }
            let sum: u64 = rubric.iter().map(|criterion| u64::from(criterion.most)).sum();
            if sum != 100 && !rubric.is_empty() {
                self.warn("rubric-not-100", format!("{path}.rubric"), &[("sum", Arg::Whole(sum))]);
            }
        }
        // With one or two scores, whoever knows one of them knows the other's.
        if rules.disclosure.get() == Some(&Disclosure::Secret)
            && rules.sheets_least.get().is_none_or(|least| u64::from(*least) < SECRET_SHEETS_LEAST)
        {
            let least = Arg::Whole(SECRET_SHEETS_LEAST);
            self.warn("secret-few-sheets", format!("{path}.sheets_least"), &[("least", least)]);
        }
        self.recusal(rules, path);
    }

    /// Those who judge come from where the nominees come from: without a duty to stand back, a body judges its own.
    fn recusal(&mut self, rules: &ReviewRules, path: &str) {
        let path = format!("{path}.recusal");
        let Some(recusal) = rules.recusal.get() else {
            if rules.recusal == Stated::NotStated {
                self.warn("no-recusal", path, &[]);
            }
            return;
        };
        let mut needed = vec![
            (RecusalGround::Own, "plan-recusal-own"),
            (RecusalGround::Kin, "plan-recusal-kin"),
            (RecusalGround::SameUnit, "plan-recusal-same-unit"),
        ];
        if !self.plan.outlet.is_empty() {
            needed.push((RecusalGround::SameOutlet, "plan-recusal-same-outlet"));
        }
        for (ground, word) in needed {
            if !recusal.grounds.contains(&ground) {
                self.warn("recusal-ground", path.as_str(), &[("ground", Arg::Word(word))]);
            }
        }
        if !recusal.everywhere {
            self.warn("recusal-panel-only", path, &[]);
        }
    }

    fn notice(&mut self, stage: &Stage, rules: &NoticeRules, path: &str) {
        let days_path = format!("{path}.notice.days");
        let (Some(days), Some(kind)) = (rules.days.get(), rules.day.get()) else { return };
        if !(1..=NOTICE_MOST).contains(days) {
            self.error("notice-days", days_path, &[("days", (*days).into()), ("most", NOTICE_MOST.into())]);
            return;
        }
        // Where the plan does not say which day is the first, the later reading is the careful one.
        let first = rules.first.get().copied().unwrap_or(FirstDay::Next);
        let end = |start: Date| self.calendar.add_days(start, *days, *kind, first);
        let earlier =
            stage.after.iter().filter_map(|id| self.plan.stage(id)?.closes.get()).map(|closes| closes.date);
        let Some(start) = stage.opens.get().map(|opens| opens.date).or(earlier.max()) else { return };
        let span: Span = end(start);
        let zone = self.plan.zone();
        let over = |span: &Span| crate::Moment { date: span.last, minute: None }.closing(&zone);
        let ends = over(&span);
        let mut told = Vec::new();
        if let Some(closes) = stage.closes_at(&zone)
            && closes < ends
        {
            told.push((
                Severity::Error,
                "notice-closes-early",
                format!("{path}.closes"),
                vec![("end", span.last.into())],
            ));
        }
        for (n, later) in self.plan.stage.iter().enumerate() {
            let follows = matches!(later.kind, StageKind::Naming | StageKind::Publicity | StageKind::Closing);
            let Some(opens) = later.opens_at(&zone).filter(|_| follows || later.after.contains(&stage.id))
            else {
                continue;
            };
            if opens >= ends {
                continue;
            }
            let day = later.opens.get().map_or(start, |moment| moment.date);
            let mut args =
                vec![("stage", said(&later.name)), ("start", start.into()), ("end", span.last.into())];
            let earlier = (1..NOTICE_MOST as i64).filter_map(|back| start.checked_sub(back.days()).ok());
            let movable = stage.opens.get().is_none();
            let in_time = earlier.into_iter().find(|start| over(&end(*start)) <= opens).filter(|_| movable);
            args.push(("opens", day.into()));
            args.extend(in_time.map(|latest| ("latest", latest.into())));
            let code = if in_time.is_some() { "notice-ends-late" } else { "notice-ends-after-opening" };
            told.push((Severity::Warning, code, format!("stage[{n}].opens"), args));
        }
        for (severity, code, path, args) in told {
            self.tell(severity, code, path, &args);
        }
        if *kind == DayKind::Working && span.provisional {
            self.year_provisional(days_path, span.last);
        }
    }

    fn result(&mut self, rule: &ResultRule, path: &str) {
        let plan = self.plan;
        let scored = [StageKind::Vote, StageKind::Review];
        self.stage_of(format!("{path}.after"), &rule.after, &scored);
        if plan.result_after(&rule.after).is_some_and(|first| !std::ptr::eq(first, rule)) {
            self.error("result-twice", format!("{path}.after"), &[("id", said(&rule.after))]);
        }
        let zone = plan.zone();
        let ends = plan.stage(&rule.after).and_then(|stage| stage.closes_at(&zone));
        let weighted: Vec<&Part> = parts(rule).collect();
        for (n, part) in weighted.iter().enumerate() {
            let path = format!("{path}.combine.weighted[{n}]");
            self.stage_of(format!("{path}.stage"), &part.stage, &scored);
            if weighted[..n].iter().any(|other| other.stage == part.stage) {
                self.error("part-twice", format!("{path}.stage"), &[("id", said(&part.stage))]);
            }
            let part_ends = plan.stage(&part.stage).and_then(|stage| stage.closes_at(&zone));
            if part_ends > ends && ends.is_some() {
                self.error("part-not-over", format!("{path}.stage"), &[("id", said(&part.stage))]);
            }
        }
        if rule.combine.is_stated() && !adds_to_100(weighted.iter().map(|part| &part.weight)) {
            let weights: Vec<_> = weighted.iter().map(|part| part.weight.as_str()).collect();
            self.error(
                "weights-not-100",
                format!("{path}.combine"),
                &[("weights", said(&weights.join(" + ")))],
            );
        }
        for (n, step) in rule.ties.get().into_iter().flatten().enumerate() {
            let path = format!("{path}.ties[{n}]");
            match step {
                TieStep::Part(id) => self.stage_of(path, id, &scored),
                TieStep::Criterion(id) => {
                    let rubrics = plan.stage.iter().filter_map(|stage| stage.review.as_ref());
                    let mut criteria = rubrics.filter_map(|review| review.rubric.get()).flatten();
                    let known = criteria.any(|criterion| criterion.id == *id);
                    self.known(known, "unknown-criterion", path, id);
                }
                TieStep::Resolution | TieStep::All => {}
            }
        }
        if rule.ties.get().is_some_and(Vec::is_empty) {
            self.ask("no-tie-rule", format!("{path}.ties"), &[("result", said(&rule.name))]);
        }
        if let Some(Take::Count(take)) = rule.take.get() {
            self.taken(rule, *take, &format!("{path}.take"));
        }
    }

    /// So many go on: not more than come in, not fewer than there are seats.
    fn taken(&mut self, rule: &ResultRule, take: u32, path: &str) {
        let screens = self.plan.stage.iter().filter_map(|stage| stage.screen.as_ref());
        let most = screens.filter_map(|screen| screen.candidates_most.get()).max();
        if let Some(most) = most.filter(|most| **most < take) {
            let args = [("take", take.into()), ("most", (*most).into())];
            self.error("take-more-than-candidates", path, &args);
        }
        for category in &self.plan.category {
            let seats = category.seats.get().map_or(0, |seats| seats.most());
            if take < seats && matches!(rule.yields, ListKind::Candidates | ListKind::Finalists) {
                let args =
                    [("take", take.into()), ("seats", seats.into()), ("category", said(&category.name))];
                self.warn("take-fewer-than-seats", path, &args);
            }
        }
    }

    /// Everything that is not stated, and everything that contradicts itself. Found in the plan's own data, so that a
    /// rule added to the format cannot be forgotten here.
    fn silences(&mut self) {
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
        let stage = path.split_once('.').map_or(path.as_str(), |(stage, _)| stage);
        let stage =
            self.plan.stage.iter().enumerate().find(|(n, _)| format!("stage[{n}]") == stage).map(|it| it.1);
        match rule.as_str() {
            // Told as a warning of their own.
            "approval" | "review-recusal" => {}
            // Optional by nature: an act may end a stage, a score need not be rounded, a category's name is a title.
            "stage-closes" if stage.is_some_and(|stage| ends_by_act(stage.kind)) => {}
            "stage-opens" if stage.is_some_and(|stage| !stage.after.is_empty()) => {}
            "result-places" | "naming-title" | "publicity-ceremony" => {}
            // Said where it matters: a decision is asked for where there is a weight, a quota where units recommend.
            "vote-weight-basis" => {}
            // Silent, it is the close of the vote.
            "paper-until" => {}
            "recommend-quota" if !stage.is_some_and(recommends_bottom_up) => {}
            _ if stage.is_some_and(no_vote_held) && rule.starts_with("vote-") => {}
            "result-combine" => self.ask("no-vote-rule", path, &[]),
            "result-ties" => self.ask("no-tie-rule", path, &[]),
            "weighted-normalise" => self.ask("no-normalisation", path, &[]),
            "category-scope" => self.ask("no-scope", path, &[]),
            "naming-signatories" => self.ask("no-signatories", path, &[]),
            "closing-successor" => self.ask("no-successor", path, &[]),
            _ => self.ask("not-stated", path, &[("rule", Arg::Rule(rule))]),
        }
    }
}

/// The paths of every text that is still to be written.
fn unwritten(node: &serde_json::Value, path: String, found: &mut Vec<String>) {
    match node {
        serde_json::Value::String(text) if text.trim() == TO_DO => found.push(path),
        serde_json::Value::Array(items) => {
            for (n, item) in items.iter().enumerate() {
                unwritten(item, format!("{path}[{n}]"), found);
            }
        }
        serde_json::Value::Object(map) => {
            for (key, value) in map {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                unwritten(value, path, found);
            }
        }
        _ => {}
    }
}

type Args<'a> = &'a [(&'static str, Arg)];

fn said(text: &str) -> Arg {
    Arg::Said(text.to_owned())
}

fn parts(rule: &ResultRule) -> impl Iterator<Item = &Part> + Clone {
    rule.combine.get().into_iter().flat_map(|Combine::Weighted(parts)| parts)
}

fn ends_by_act(kind: StageKind) -> bool {
    matches!(kind, StageKind::Notice | StageKind::Naming | StageKind::Closing)
}

fn recommends_bottom_up(stage: &Stage) -> bool {
    stage.recommend.as_ref().is_some_and(|rules| rules.tiers.contains(&Tier::BottomUp))
}

fn no_vote_held(stage: &Stage) -> bool {
    stage.vote.as_ref().is_some_and(|rules| rules.mode.get() == Some(&VoteMode::None))
}

/// Exactly 100. Numbers too large to add are not.
fn adds_to_100<'n>(mut weights: impl Iterator<Item = &'n Number>) -> bool {
    let sum = weights.try_fold((0_i128, 1_i128), |(above, below), weight| {
        let (n, d) = weight.ratio();
        let sum = above.checked_mul(d)?.checked_add(n.checked_mul(below)?)?;
        let below = below.checked_mul(d)?;
        let shared = gcd(sum, below);
        Some((sum / shared, below / shared))
    });
    sum == Some((100, 1))
}

fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 { a.max(1) } else { gcd(b, a % b) }
}

/// The message key of a stage kind's name.
pub(crate) fn kind_key(kind: StageKind) -> &'static str {
    match kind {
        StageKind::Recommend => "plan-kind-recommend",
        StageKind::Screen => "plan-kind-screen",
        StageKind::Vote => "plan-kind-vote",
        StageKind::Review => "plan-kind-review",
        StageKind::Notice => "plan-kind-notice",
        StageKind::Naming => "plan-kind-naming",
        StageKind::Publicity => "plan-kind-publicity",
        StageKind::Closing => "plan-kind-closing",
    }
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
