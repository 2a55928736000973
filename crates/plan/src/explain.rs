//! A plan's rules in plain words, for whoever votes, recommends or only wants to know.
//!
//! What the plan does not say is said to be unsaid, in its place among what it does say.

use jiff::civil::Weekday;
use text::{Args, Lang, args, t, ta};

use crate::ballot::{BallotShape, Limit, Per};
use crate::calendar::FirstDay;
use crate::channel::{Channel, Identity, PaperRules};
use crate::check::kind_key;
use crate::moment::Moment;
use crate::result::{Combine, Decide, Normalise, ResultRule, Take, TieStep};
use crate::review::{Disclosure, RecusalGround, ReviewRules};
use crate::stage::{
    ClosingRules, DayKind, Display, ListKind, NamingRules, NoticeRules, Order, PublicityRules,
    RecommendRules, ScreenRules, Stage, StageKind, Tier, VoteMode, VoteRules,
};
use crate::stated::Stated;
use crate::types::{Category, Plan, Seats, Subject};

/// A part of the explanation.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Section {
    /// Its heading.
    pub title: String,
    /// Its sentences.
    pub items: Vec<Item>,
}

/// One sentence.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Item {
    /// The sentence.
    pub text: String,
    /// The clause it rests on; empty where the plan names none.
    pub clause: String,
    /// False where it says that the plan is silent or contradicts itself.
    pub stated: bool,
}

/// The whole explanation as text: headings, and a line for each sentence with its clause.
pub fn explain(plan: &Plan, lang: Lang) -> String {
    let mut out = format!("{}\n", title(plan, lang));
    for section in sections(plan, lang) {
        out.push_str(&format!("\n{}\n", section.title));
        for item in section.items {
            let mark = if item.stated { "-" } else { "?" };
            let clause = match item.clause.as_str() {
                "" => String::new(),
                clause => ta(lang, "explain-clause", &args! { "clause" => clause }),
            };
            out.push_str(&format!("  {mark} {}{clause}\n", item.text));
        }
    }
    out
}

/// The explanation in parts, for a page.
pub fn sections(plan: &Plan, lang: Lang) -> Vec<Section> {
    let mut sections = vec![about(plan, lang), categories(plan, lang), units(plan, lang)];
    for (n, stage) in plan.stage.iter().enumerate() {
        sections.push(of_stage(plan, stage, n + 1, lang));
    }
    sections.extend(plan.result.iter().map(|rule| result(plan, rule, lang)));
    if !plan.requirement.is_empty() {
        let mut page = Page::new(t(lang, "explain-requirements"), "", lang);
        for rule in &plan.requirement {
            page.clause.clone_from(&rule.clause);
            page.say("explain-requirement", args! { "title" => &rule.title, "text" => &rule.text });
        }
        sections.push(page.done());
    }
    let silent = sections.iter().flat_map(|section| &section.items).filter(|item| !item.stated).count();
    let mut page = Page::new(t(lang, "explain-silence"), "", lang);
    match silent {
        0 => page.say("explain-silence-none", args! {}),
        n => page.unsaid("explain-silence-some", args! { "n" => n }),
    }
    sections.push(page.done());
    sections.retain(|section| !section.items.is_empty());
    sections
}

/// A section being written.
struct Page {
    lang: Lang,
    clause: String,
    section: Section,
}

impl Page {
    fn new(title: String, clause: &str, lang: Lang) -> Page {
        Page { lang, clause: clause.to_owned(), section: Section { title, items: Vec::new() } }
    }

    fn push(&mut self, key: &str, args: Args, stated: bool) {
        let item = Item { text: ta(self.lang, key, &args), clause: self.clause.clone(), stated };
        self.section.items.push(item);
    }

    fn say(&mut self, key: &str, args: Args) {
        self.push(key, args, true);
    }

    fn unsaid(&mut self, key: &str, args: Args) {
        self.push(key, args, false);
    }

    /// Says a rule where it is stated, and otherwise that it is not: `rule` is its name's message key.
    fn rule<T>(&mut self, rule: &str, value: &Stated<T>, say: impl FnOnce(&mut Page, &T)) {
        let name = || t(self.lang, &format!("plan-rule-{rule}"));
        match value {
            Stated::Is(value) => say(self, value),
            Stated::NotStated => {
                let args = args! { "rule" => name() };
                self.unsaid("explain-not-stated", args);
            }
            Stated::Contradictory(sides) => {
                let args = args! { "rule" => name(), "sides" => sides.join(" / ") };
                self.unsaid("explain-contradictory", args);
            }
        }
    }

    /// Says something under a clause of its own, where it has one.
    fn under(&mut self, clause: &str, say: impl FnOnce(&mut Page)) {
        if clause.is_empty() {
            return say(self);
        }
        let outer = std::mem::replace(&mut self.clause, clause.to_owned());
        say(self);
        self.clause = outer;
    }

    /// Names joined as the language joins them.
    fn list<S: AsRef<str>>(&self, names: impl IntoIterator<Item = S>) -> String {
        let names: Vec<_> = names.into_iter().map(|name| name.as_ref().to_owned()).collect();
        names.join(match self.lang {
            Lang::Zh => "、",
            Lang::En => ", ",
        })
    }

    fn words(&self, keys: impl IntoIterator<Item = &'static str>) -> String {
        self.list(keys.into_iter().map(|key| t(self.lang, key)))
    }

    fn done(self) -> Section {
        self.section
    }
}

/// The Chinese name, or on English pages the English one where the plan has it.
fn name<'n>(lang: Lang, zh: &'n str, en: &'n str) -> &'n str {
    if lang == Lang::En && !en.is_empty() { en } else { zh }
}

fn title(plan: &Plan, lang: Lang) -> &str {
    name(lang, &plan.title, &plan.title_en)
}

fn sponsor<'p>(plan: &'p Plan, id: &'p str, lang: Lang) -> &'p str {
    plan.sponsor(id).map_or(id, |sponsor| name(lang, &sponsor.name, &sponsor.name_en))
}

fn stage_name(plan: &Plan, id: &str, lang: Lang) -> String {
    match plan.stage(id) {
        None => id.to_owned(),
        Some(stage) if lang == Lang::En && stage.name_en.is_empty() => t(lang, kind_key(stage.kind)),
        Some(stage) => name(lang, &stage.name, &stage.name_en).to_owned(),
    }
}

/// A moment with its weekday and hour: a bare date opens at 00:00 and closes at 24:00.
fn hour(lang: Lang, moment: Moment, bare: u16) -> String {
    let minute = moment.minute.unwrap_or(bare);
    let clock = format!("{:02}:{:02}", minute / 60, minute % 60);
    ta(lang, "explain-hour", &args! { "day" => day(lang, moment.date), "clock" => clock })
}

/// A date with its weekday: `2022年12月10日（周六）`, `Sat 10 Dec 2022`.
pub fn day(lang: Lang, date: jiff::civil::Date) -> String {
    let weekday = match date.weekday() {
        Weekday::Monday => "plan-monday",
        Weekday::Tuesday => "plan-tuesday",
        Weekday::Wednesday => "plan-wednesday",
        Weekday::Thursday => "plan-thursday",
        Weekday::Friday => "plan-friday",
        Weekday::Saturday => "plan-saturday",
        Weekday::Sunday => "plan-sunday",
    };
    let date = text::date(lang, date.year(), date.month(), date.day());
    ta(lang, "plan-day", &args! { "day" => date, "weekday" => t(lang, weekday) })
}

fn about(plan: &Plan, lang: Lang) -> Section {
    let mut page = Page::new(t(lang, "explain-about"), "", lang);
    let sponsors = page.list(plan.sponsor.iter().map(|it| name(lang, &it.name, &it.name_en)));
    page.say("explain-sponsors", args! { "sponsors" => sponsors });
    let record = &plan.publication;
    if let Some(document) = &record.document {
        page.say("explain-document", args! { "document" => document });
    }
    if let Some(issued) = record.issued {
        page.say("explain-issued", args! { "date" => day(lang, issued) });
    }
    if let Some(published) = record.published {
        page.say("explain-published", args! { "date" => day(lang, published) });
    }
    page.rule("approval", &plan.approval, |page, basis| {
        page.say("explain-approval", args! { "basis" => basis })
    });
    page.clause.clone_from(&plan.office.clause);
    if !plan.office.is_empty() {
        page.say("explain-office", args! { "group" => &plan.office.group, "office" => &plan.office.name });
    }
    page.rule("office-host", &plan.office.host, |page, host| {
        page.say("explain-host", args! { "host" => sponsor(plan, host, lang) });
    });
    if plan.office.dissolves {
        page.say("explain-dissolves", args! {});
    }
    page.clause.clear();
    page.rule("interpreter", &plan.interpreter, |page, who| {
        page.say("explain-interpreter", args! { "who" => who })
    });
    if let Some(standards) = &plan.standards {
        page.clause.clone_from(&standards.clause);
        let args = args! {
            "who" => sponsor(plan, &standards.set_by, lang),
            "stage" => stage_name(plan, &standards.before, lang),
        };
        page.say("explain-standards", args);
        page.clause.clear();
    }
    page.say("explain-zone", args! { "zone" => &plan.time_zone });
    for supplement in &plan.supplement {
        let args = args! {
            "title" => &supplement.title,
            "document" => supplement.document.as_deref().unwrap_or_default(),
            "date" => day(lang, supplement.issued),
        };
        page.say("explain-supplement", args);
    }
    page.done()
}

fn categories(plan: &Plan, lang: Lang) -> Section {
    let mut page = Page::new(t(lang, "explain-categories"), "", lang);
    for category in &plan.category {
        page.clause.clone_from(&category.clause);
        of_category(&mut page, plan, category);
    }
    page.done()
}

fn of_category(page: &mut Page, plan: &Plan, category: &Category) {
    let lang = page.lang;
    let called = name(lang, &category.name, &category.name_en);
    let subject = match category.subject {
        Subject::Person => "plan-subject-person",
        Subject::Group => "plan-subject-group",
        Subject::Work => "plan-subject-work",
        Subject::Place => "plan-subject-place",
    };
    page.say(
        "explain-category",
        args! {
            "name" => called,
            "subject" => t(lang, subject),
            "prefix" => &category.prefix,
        },
    );
    page.rule("category-seats", &category.seats, |page, seats| match seats {
        Seats::AtMost(n) => page.say("explain-seats-at-most", args! { "n" => *n, "name" => called }),
        Seats::Exactly(n) => page.say("explain-seats-exactly", args! { "n" => *n, "name" => called }),
        Seats::About(n) => page.say("explain-seats-about", args! { "n" => *n, "name" => called }),
        Seats::Between(n) => page
            .say("explain-seats-between", args! { "least" => n.least, "most" => n.most, "name" => called }),
    });
    page.rule("category-scope", &category.scope, |page, scope| {
        page.say("explain-scope", args! { "scope" => scope, "name" => called });
    });
    if category.needs_employer {
        page.say("explain-needs-employer", args! { "name" => called });
    }
    for kind in &category.kinds {
        let departments =
            kind.clearance.iter().map(|id| plan.department(id).map_or(id.as_str(), |it| &it.name));
        let departments = page.list(departments);
        let key = if departments.is_empty() { "explain-kind" } else { "explain-kind-clearance" };
        page.say(key, args! { "kind" => &kind.name, "departments" => departments });
    }
    for standard in &category.standards {
        page.say("explain-standard", args! { "standard" => standard, "name" => called });
    }
}

fn units(plan: &Plan, lang: Lang) -> Section {
    let mut page = Page::new(t(lang, "explain-units"), "", lang);
    if !plan.unit.is_empty() {
        let names = page.list(plan.unit.iter().map(|unit| &unit.name));
        page.say("explain-unit-list", args! { "n" => plan.unit.len(), "units" => names });
    }
    for unit in &plan.unit {
        for former in &unit.former {
            let args =
                args! { "unit" => &unit.name, "former" => &former.name, "date" => day(lang, former.until) };
            page.say("explain-former", args);
        }
    }
    page.done()
}

fn of_stage(plan: &Plan, stage: &Stage, n: usize, lang: Lang) -> Section {
    let called = stage_name(plan, &stage.id, lang);
    let kind = t(lang, kind_key(stage.kind));
    let key = if called.to_lowercase() == kind { "explain-stage-plain" } else { "explain-stage" };
    let title = ta(lang, key, &args! { "n" => n, "name" => called, "kind" => kind });
    let mut page = Page::new(title, &stage.clause, lang);
    match (&stage.opens, &stage.closes) {
        (Stated::Is(opens), Stated::Is(closes)) => {
            let args = args! { "opens" => hour(lang, *opens, 0), "closes" => hour(lang, *closes, 1440) };
            page.say("explain-window", args);
        }
        (Stated::Is(opens), _) => page.say("explain-opens", args! { "opens" => hour(lang, *opens, 0) }),
        (_, Stated::Is(closes)) => {
            page.say("explain-closes", args! { "closes" => hour(lang, *closes, 1440) })
        }
        _ if stage.kind == StageKind::Notice => page.say("explain-notice-window", args! {}),
        // What waits for another stage needs no date: that is a statement too.
        _ => page.push("explain-no-window", args! {}, !stage.after.is_empty()),
    }
    for (rule, moment) in [("stage-opens", &stage.opens), ("stage-closes", &stage.closes)] {
        if let Stated::Contradictory(_) = moment {
            page.rule(rule, moment, |_, _| {});
        }
    }
    if !stage.after.is_empty() {
        let before = page.list(stage.after.iter().map(|id| stage_name(plan, id, lang)));
        page.say("explain-after", args! { "stages" => before });
    }
    if let Some(rules) = &stage.recommend {
        recommend(&mut page, rules);
    }
    if let Some(rules) = &stage.screen {
        screen(&mut page, plan, rules);
    }
    if let Some(rules) = &stage.vote {
        vote(&mut page, rules);
    }
    if let Some(rules) = &stage.review {
        review(&mut page, rules);
    }
    if let Some(rules) = &stage.notice {
        notice(&mut page, rules);
    }
    if let Some(rules) = &stage.naming {
        naming(&mut page, plan, rules);
    }
    if let Some(rules) = &stage.publicity {
        publicity(&mut page, plan, rules);
    }
    if let Some(rules) = &stage.closing {
        closing(&mut page, plan, rules);
    }
    page.done()
}

fn recommend(page: &mut Page, rules: &RecommendRules) {
    let tiers = page.words(rules.tiers.iter().map(|tier| match tier {
        Tier::BottomUp => "plan-tier-bottom-up",
        Tier::TopDown => "plan-tier-top-down",
        Tier::Public => "plan-tier-public",
        Tier::Own => "plan-tier-own",
    }));
    page.say("explain-tiers", args! { "tiers" => tiers });
    page.under(&rules.brief_clause, |page| {
        page.rule("recommend-brief-most", &rules.brief_most, |page, n| {
            page.say("explain-brief", args! { "n" => *n })
        });
    });
    if rules.tiers.contains(&Tier::BottomUp) {
        page.rule("recommend-quota", &rules.quota, |page, n| page.say("explain-quota", args! { "n" => *n }));
    }
    if rules.minutes {
        page.say("explain-minutes", args! {});
    }
    for task in &rules.promotion {
        page.say("explain-promotion", args! { "task" => task });
    }
}

fn screen(page: &mut Page, plan: &Plan, rules: &ScreenRules) {
    let of = page.list(rules.of.iter().map(|id| stage_name(plan, id, page.lang)));
    page.say("explain-screens", args! { "stages" => of });
    page.rule("screen-candidates-most", &rules.candidates_most, |page, n| {
        page.say("explain-candidates-most", args! { "n" => *n });
    });
    if rules.reason.is_empty() {
        page.unsaid("explain-no-reasons", args! {});
    }
    for reason in &rules.reason {
        page.under(&reason.clause, |page| page.say("explain-reason", args! { "reason" => &reason.name }));
    }
}

/// A ballot's shape in one sentence.
pub fn shape_sentence(shape: &BallotShape, lang: Lang) -> String {
    let (key, args) = shape_words(shape);
    ta(lang, key, &args)
}

fn shape_words(shape: &BallotShape) -> (&'static str, Args) {
    match *shape {
        BallotShape::Approve { least, most } if least == most => {
            ("explain-approve-exactly", args! { "n" => most })
        }
        BallotShape::Approve { least, most } => {
            ("explain-approve", args! { "least" => least, "most" => most })
        }
        BallotShape::Points { least, most, total: None } => {
            ("explain-points", args! { "least" => least, "most" => most })
        }
        BallotShape::Points { least, most, total: Some(total) } => {
            ("explain-points-together", args! { "least" => least, "most" => most, "total" => total })
        }
        BallotShape::Rank { least, most: Some(most), .. } => {
            ("explain-rank", args! { "least" => least, "most" => most })
        }
        BallotShape::Rank { least, most: None, .. } => ("explain-rank-all", args! { "least" => least }),
        BallotShape::Opinion { most: Some(most) } => ("explain-opinion-most", args! { "most" => most }),
        BallotShape::Opinion { most: None } => ("explain-opinion", args! {}),
    }
}

/// A limit, a sentence for each of its bounds.
pub fn limit_sentences(limit: &Limit, lang: Lang) -> Vec<String> {
    limit_words(limit).into_iter().map(|(key, args)| ta(lang, key, &args)).collect()
}

fn limit_words(limit: &Limit) -> Vec<(&'static str, Args)> {
    let bounds = [
        (limit.ballots, ["explain-limit-day", "explain-limit-stage", "explain-limit-minutes"]),
        (
            limit.choices,
            ["explain-limit-choices-day", "explain-limit-choices-stage", "explain-limit-choices-minutes"],
        ),
        (limit.same, ["explain-limit-same-day", "explain-limit-same-stage", "explain-limit-same-minutes"]),
    ];
    let mut said = Vec::new();
    for (bound, [day, stage, minutes]) in bounds {
        let Some(n) = bound else { continue };
        said.push(match limit.per {
            Per::Day => (day, args! { "n" => n }),
            Per::Stage => (stage, args! { "n" => n }),
            Per::Minutes(length) => (minutes, args! { "n" => n, "minutes" => length }),
        });
    }
    if limit.together {
        said.push(("explain-limit-together", args! {}));
    }
    said
}

fn vote(page: &mut Page, rules: &VoteRules) {
    page.rule("vote-mode", &rules.mode, |page, mode| {
        let key = match mode {
            VoteMode::None => "explain-mode-none",
            VoteMode::Display => "explain-mode-display",
            VoteMode::Advisory => "explain-mode-advisory",
            VoteMode::Weighted => "explain-mode-weighted",
        };
        page.say(key, args! {});
    });
    if rules.mode.get() == Some(&VoteMode::Weighted) {
        page.rule("vote-weight-basis", &rules.weight_basis, |page, basis| {
            page.say("explain-weight-basis", args! { "basis" => basis });
        });
    }
    for channel in &rules.channel {
        match channel.identity.get() {
            Some(identity) => {
                let key = match identity {
                    Identity::Anonymous => "plan-identity-anonymous",
                    Identity::Address => "plan-identity-address",
                    Identity::Account => "plan-identity-account",
                    Identity::Phone => "plan-identity-phone",
                    Identity::Code => "plan-identity-code",
                    Identity::Paper => "plan-identity-paper",
                    Identity::Member => "plan-identity-member",
                    Identity::RealName => "plan-identity-real-name",
                };
                page.say(
                    "explain-channel",
                    args! { "channel" => &channel.name, "identity" => t(page.lang, key) },
                );
            }
            None => page.unsaid("explain-channel-open", args! { "channel" => &channel.name }),
        }
        if let Some(rules) = &channel.paper {
            paper(page, channel, rules);
        }
    }
    page.under(&rules.ballot_clause, |page| {
        page.rule("vote-ballot", &rules.ballot, |page, shape| {
            let (key, args) = shape_words(shape);
            page.say(key, args);
        });
        page.rule("vote-limit", &rules.limit, |page, limits| {
            for (key, args) in limits.iter().flat_map(limit_words) {
                page.say(key, args);
            }
            // A voter's ballots must be told apart from others' over the longest period that a limit counts.
            let whole = limits.iter().any(|limit| limit.per == Per::Stage);
            page.say(if whole { "explain-pseudonym-stage" } else { "explain-pseudonym-day" }, args! {});
        });
    });
    page.rule("vote-display", &rules.display, |page, display| match display {
        Display::Hidden => page.say("explain-display-hidden", args! {}),
        Display::Live => page.say("explain-display-live", args! {}),
        Display::Daily(hour) => page.say("explain-display-daily", args! { "hour" => *hour }),
    });
    page.rule("vote-order", &rules.order, |page, order| {
        let key = match order {
            Order::Random => "explain-order-random",
            Order::Strokes => "explain-order-strokes",
            Order::Number => "explain-order-number",
        };
        page.say(key, args! {});
    });
}

fn paper(page: &mut Page, channel: &Channel, rules: &PaperRules) {
    page.under(&rules.clause, |page| {
        let places = page.list(rules.place.iter().map(|place| place.name.as_str()));
        page.say("explain-paper", args! { "channel" => &channel.name, "places" => places });
        match rules.until.get() {
            Some(until) => {
                page.say("explain-paper-until", args! { "until" => hour(page.lang, *until, 1440) })
            }
            None => page.say("explain-paper-until-close", args! {}),
        }
    });
}

fn review(page: &mut Page, rules: &ReviewRules) {
    page.rule("review-panel", &rules.panel, |page, seats| {
        for seat in seats {
            match seat.seats.get() {
                Some(n) => page.say("explain-panel-seat", args! { "kind" => &seat.name, "n" => *n }),
                None => page.unsaid("explain-panel-seat-open", args! { "kind" => &seat.name }),
            }
        }
    });
    page.under(&rules.rubric_clause, |page| {
        page.rule("review-rubric", &rules.rubric, |page, rubric| {
            for criterion in rubric {
                let key =
                    if criterion.about.is_empty() { "explain-criterion" } else { "explain-criterion-about" };
                page.say(
                    key,
                    args! {
                        "name" => &criterion.name,
                        "most" => &criterion.most,
                        "about" => &criterion.about,
                    },
                );
            }
        });
    });
    page.rule("review-trim", &rules.trim, |page, n| match n {
        0 => page.say("explain-no-trim", args! {}),
        n => page.say("explain-trim", args! { "n" => *n }),
    });
    page.rule("review-sheets-least", &rules.sheets_least, |page, n| {
        page.say("explain-sheets-least", args! { "n" => *n });
    });
    page.rule("review-quorum", &rules.quorum, |page, quorum| {
        page.say("explain-quorum", args! { "quorum" => quorum.as_str() });
    });
    page.rule("review-disclosure", &rules.disclosure, |page, disclosure| {
        let key = match disclosure {
            Disclosure::Signed => "explain-disclosure-signed",
            Disclosure::Pseudonymous => "explain-disclosure-pseudonymous",
            Disclosure::Secret => "explain-disclosure-secret",
        };
        page.say(key, args! {});
    });
    page.rule("review-recusal", &rules.recusal, |page, recusal| {
        page.under(&recusal.clause, |page| {
            let grounds = page.words(recusal.grounds.iter().map(|ground| match ground {
                RecusalGround::Own => "plan-recusal-own",
                RecusalGround::Kin => "plan-recusal-kin",
                RecusalGround::SameUnit => "plan-recusal-same-unit",
                RecusalGround::SameOutlet => "plan-recusal-same-outlet",
                RecusalGround::Recommender => "plan-recusal-recommender",
                RecusalGround::Other => "plan-recusal-other",
            }));
            page.say("explain-recusal", args! { "grounds" => grounds });
            if recusal.everywhere {
                page.say("explain-recusal-everywhere", args! {});
            }
        });
    });
}

fn notice(page: &mut Page, rules: &NoticeRules) {
    page.say("explain-notice-list", args! { "list" => t(page.lang, list_key(rules.list)) });
    match (rules.days.get(), rules.day.get()) {
        (Some(n), Some(DayKind::Working)) => page.say("explain-notice-working", args! { "n" => *n }),
        (Some(n), Some(DayKind::Calendar)) => page.say("explain-notice-calendar", args! { "n" => *n }),
        _ => {
            page.rule("notice-days", &rules.days, |page, n| {
                page.say("explain-notice-days", args! { "n" => *n })
            });
            page.rule("notice-day", &rules.day, |_, _| {});
        }
    }
    match &rules.first {
        Stated::Is(FirstDay::Same) => page.say("explain-first-same", args! {}),
        Stated::Is(FirstDay::Next) => page.say("explain-first-next", args! {}),
        Stated::NotStated => page.unsaid("explain-first-open", args! {}),
        Stated::Contradictory(_) => page.rule("notice-first", &rules.first, |_, _| {}),
    }
    page.rule("notice-receiver", &rules.receiver, |page, who| {
        page.say("explain-receiver", args! { "who" => who })
    });
    page.rule("notice-ruling-days", &rules.ruling_days, |page, n| {
        page.say("explain-ruling", args! { "n" => *n })
    });
    page.rule("notice-anonymous", &rules.anonymous, |page, taken| {
        page.say(if *taken { "explain-anonymous" } else { "explain-not-anonymous" }, args! {});
    });
    page.say("explain-blocks", args! {});
}

fn naming(page: &mut Page, plan: &Plan, rules: &NamingRules) {
    let lang = page.lang;
    page.rule("naming-signatories", &rules.signatories, |page, ids| {
        let names = page.list(ids.iter().map(|id| sponsor(plan, id, lang)));
        page.say("explain-signatories", args! { "n" => ids.len(), "names" => names });
    });
    page.rule("naming-title", &rules.title, |page, title| {
        page.say("explain-title", args! { "title" => title })
    });
    if rules.recheck {
        page.say("explain-recheck", args! {});
    }
    page.rule("naming-certificate", &rules.certificate, |page, shape| {
        page.say("explain-certificate", args! { "example" => shape.replace("{n}", "1") });
    });
}

fn publicity(page: &mut Page, plan: &Plan, rules: &PublicityRules) {
    let outlets =
        page.list(rules.outlets.iter().map(|id| plan.outlet(id).map_or(id.as_str(), |it| &it.name)));
    page.say("explain-outlets", args! { "outlets" => outlets });
    if let Some(ceremony) = rules.ceremony.get() {
        page.say("explain-ceremony", args! { "ceremony" => ceremony });
    }
}

fn closing(page: &mut Page, plan: &Plan, rules: &ClosingRules) {
    let lang = page.lang;
    page.rule("closing-done", &rules.done, |page, done| page.say("explain-done", args! { "done" => done }));
    page.rule("closing-successor", &rules.successor, |page, id| {
        page.say("explain-successor", args! { "who" => sponsor(plan, id, lang) });
    });
}

fn result(plan: &Plan, rule: &ResultRule, lang: Lang) -> Section {
    let after = stage_name(plan, &rule.after, lang);
    let title = args! { "name" => &rule.name, "stage" => after, "list" => t(lang, list_key(rule.yields)) };
    let mut page = Page::new(ta(lang, "explain-result", &title), &rule.clause, lang);
    page.rule("result-combine", &rule.combine, |page, combine: &Combine| {
        for part in combine.parts() {
            let weight = part.weight.get().map_or("", |weight| weight.as_str());
            let args = args! { "stage" => stage_name(plan, &part.stage, lang), "weight" => weight };
            page.say(if part.weighs_nothing() { "explain-part-zero" } else { "explain-part" }, args);
            page.rule("weighted-normalise", &part.normalise, |page, normalise| {
                let key = match normalise {
                    Normalise::None => "explain-normalise-none",
                    Normalise::DivideByMaximum => "explain-normalise-maximum",
                    Normalise::Share => "explain-normalise-share",
                    _ => return,
                };
                page.say(key, args! { "stage" => stage_name(plan, &part.stage, lang) });
            });
        }
    });
    page.rule("result-take", &rule.take, |page, take| match take {
        Take::Seats => page.say("explain-take-seats", args! {}),
        Take::Count(n) => page.say("explain-take-count", args! { "n" => *n }),
        _ => {}
    });
    page.rule("result-decide", &rule.decide, |page, decide| match decide {
        Decide::Count => page.say("explain-decide-count", args! {}),
        Decide::Resolution => page.say("explain-decide-resolution", args! {}),
    });
    page.rule("result-ties", &rule.ties, |page, steps| {
        for (n, step) in steps.iter().enumerate() {
            let how = match step {
                TieStep::Part(id) => {
                    ta(lang, "explain-tie-part", &args! { "stage" => stage_name(plan, id, lang) })
                }
                TieStep::Criterion(id) => {
                    ta(lang, "explain-tie-criterion", &args! { "criterion" => criterion(plan, id) })
                }
                TieStep::Resolution => t(lang, "explain-tie-resolution"),
                TieStep::All => t(lang, "explain-tie-all"),
                _ => continue,
            };
            page.say("explain-tie", args! { "n" => n + 1, "how" => how });
        }
    });
    match rule.places.get() {
        Some(n) => page.say("explain-places", args! { "n" => *n }),
        None => page.say("explain-no-places", args! {}),
    }
    page.done()
}

fn criterion<'p>(plan: &'p Plan, id: &'p str) -> &'p str {
    let rubrics = plan.stage.iter().filter_map(|stage| stage.review.as_ref()?.rubric.get());
    rubrics.flatten().find(|criterion| criterion.id == id).map_or(id, |criterion| &criterion.name)
}

pub(crate) fn list_key(list: ListKind) -> &'static str {
    match list {
        ListKind::Recommended => "plan-list-recommended",
        ListKind::Candidates => "plan-list-candidates",
        ListKind::Finalists => "plan-list-finalists",
        ListKind::Named => "plan-list-named",
    }
}
