//! Stages: when, after what, recommendation and screening, naming, publicity, closing.

use text::{Lang, args, t, ta};

use super::{Open, Page, Section, about, hour, notice, results, review, votes};
use crate::check::kind_key;
use crate::names;
use crate::recommend::{Candidates, QuotaOf};
use crate::result::Approval;
use crate::stage::{
    Allocation, ClosingRules, Consult, NamingRules, PublicityRules, RecommendRules, ScreenRules, Stage,
    StageKind, Tier,
};
use crate::stated::Stated;
use crate::types::Plan;

pub(super) fn of_stage(plan: &Plan, stage: &Stage, n: usize, open: Vec<Open>, lang: Lang) -> Section {
    let called = names::stage(plan, &stage.id, lang);
    let kind = t(lang, kind_key(stage.kind));
    let key = if called.to_lowercase() == kind { "explain-stage-plain" } else { "explain-stage" };
    let title = ta(lang, key, &args! { "n" => n, "name" => called, "kind" => kind });
    let mut page = Page::new(title, &stage.clause, open, lang);
    match (&stage.opens, &stage.closes) {
        (Stated::Is(opens), Stated::Is(closes)) => {
            let args = args! { "opens" => hour(lang, *opens, 0), "closes" => hour(lang, *closes, 1440) };
            page.say("explain-window", args);
        }
        (Stated::Is(opens), _) => {
            // What ends it may be told below.
            let ends = stage.lasts.is_stated() || stage.closes_within.is_some() || stage.standing;
            let key = if ends { "explain-opens-only" } else { "explain-opens" };
            page.say(key, args! { "opens" => hour(lang, *opens, 0) });
        }
        (_, Stated::Is(closes)) => {
            let key = if stage.opens_within.is_some() { "explain-closes-only" } else { "explain-closes" };
            page.say(key, args! { "closes" => hour(lang, *closes, 1440) });
        }
        _ if stage.kind == StageKind::Notice => page.say("explain-notice-window", args! {}),
        // The days within which it opens or closes, and the time as printed, are told below.
        _ if stage.opens_within.is_some() || stage.closes_within.is_some() => {}
        _ if !stage.printed.is_empty() => {}
        // What waits for another stage needs no date: that is a statement too.
        _ => {
            page.say("explain-no-window", args! {});
            window_open(&mut page);
        }
    }
    for (rule, moment) in [("stage-opens", &stage.opens), ("stage-closes", &stage.closes)] {
        if let Stated::Contradictory(_) = moment {
            page.rule(rule, moment, |_, _| {});
        }
    }
    if !stage.after.is_empty() {
        let before = page.list(stage.after.iter().map(|id| names::stage(plan, id, lang)));
        page.say("explain-after", args! { "stages" => before });
    }
    page.where_said("stage-lasts", &stage.lasts, |page, span| {
        page.say("explain-lasts", args! { "span" => length(page.lang, span.0) });
    });
    for (key, days) in
        [("explain-opens-within", stage.opens_within), ("explain-closes-within", stage.closes_within)]
    {
        if let Some(days) = days {
            page.say(key, args! { "from" => super::day(lang, days.from), "to" => super::day(lang, days.to) });
        }
    }
    if stage.standing {
        page.say("explain-standing", args! {});
    }
    for hours in &stage.hours {
        page.say("explain-hours", args! { "from" => hours.from.to_string(), "to" => hours.to.to_string() });
    }
    page.fact_said("stage-printed", &stage.printed);
    window_open(&mut page);
    if stage.each_session {
        page.say("explain-each-session", args! {});
    }
    if !stage.category.is_empty() {
        let categories = page.list(stage.category.iter().map(|id| names::category(plan, id, lang)));
        page.say("explain-stage-category", args! { "categories" => categories });
    }
    for (n, step) in stage.steps.iter().enumerate() {
        page.say("explain-step", args! { "n" => n + 1, "step" => step });
    }
    if let Some(rules) = &stage.recommend {
        recommend(&mut page, plan, rules);
    }
    if let Some(rules) = &stage.screen {
        screen(&mut page, plan, rules);
    }
    if let Some(rules) = &stage.vote {
        votes::vote(&mut page, plan, rules);
    }
    if let Some(rules) = &stage.review {
        review::review(&mut page, plan, rules);
    }
    if let Some(rules) = &stage.notice {
        notice::notice(&mut page, rules);
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

/// That the opening or the close is not stated, where that has not been told yet.
fn window_open(page: &mut Page) {
    for rule in ["stage-opens", "stage-closes"] {
        if page.open(rule) {
            let rule = t(page.lang, &format!("plan-rule-{rule}"));
            page.unsaid("explain-not-stated", args! { "rule" => rule });
        }
    }
}

fn recommend(page: &mut Page, plan: &Plan, rules: &RecommendRules) {
    let tiers = page.words(rules.tiers.iter().map(|tier| tier_key(*tier)));
    if tiers.is_empty() {
        let rule = t(page.lang, "plan-word-tier");
        // No value that is silent, but a list of none: the check asks of it in words of its own.
        page.say("explain-not-stated", args! { "rule" => rule });
    } else {
        page.say("explain-tiers", args! { "tiers" => tiers });
    }
    page.under(&rules.brief_clause, |page| {
        page.rule("recommend-brief-most", &rules.brief_most, |page, n| {
            page.say("explain-brief", args! { "n" => *n })
        });
    });
    for material in &rules.material {
        page.say("explain-material", args! { "name" => &material.name });
        for (key, n) in [
            ("explain-material-length", material.length),
            ("explain-material-pieces", material.pieces),
            ("explain-material-copies", material.copies),
        ] {
            if let Some(n) = n {
                page.say(key, args! { "name" => &material.name, "n" => n });
            }
        }
    }
    if rules.tiers.contains(&Tier::BottomUp) {
        for row in &rules.quota_of {
            quota_of(page, plan, row);
        }
        let key = if rules.quota_of.is_empty() { "explain-quota" } else { "explain-quota-others" };
        let say = |page: &mut Page, n: &u32| page.say(key, args! { "n" => *n });
        if rules.quota_is_asked(plan) {
            page.rule("recommend-quota", &rules.quota, say);
        } else {
            page.where_said("recommend-quota", &rules.quota, say);
        }
    }
    page.where_said("recommend-quota-binds", &rules.quota_binds, |page, binds| {
        page.say(if *binds { "explain-quota-binds" } else { "explain-quota-guides" }, args! {});
    });
    for allocation in &rules.allocation {
        page.under(&allocation.clause, |page| shared_out(page, plan, allocation));
    }
    page.where_said("recommend-per-person", &rules.per_person, |page, n| {
        page.say("explain-per-person", args! { "n" => *n });
    });
    for tier in &rules.outside_quota {
        page.say("explain-outside-quota", args! { "tier" => t(page.lang, tier_key(*tier)) });
    }
    consulted(page, &rules.consult);
    page.fact_of("recommend-received", rules.received);
    if rules.minutes {
        page.say("explain-minutes", args! {});
    }
    for task in &rules.promotion {
        page.say("explain-promotion", args! { "task" => task });
    }
}

/// Who is asked about nominees.
fn consulted(page: &mut Page, consult: &[Consult]) {
    for consult in consult {
        let key = if consult.about.is_empty() { "explain-consult" } else { "explain-consult-about" };
        page.say(key, args! { "who" => &consult.who, "about" => &consult.about });
        page.fact_of("consult-least", consult.least);
    }
}

fn screen(page: &mut Page, plan: &Plan, rules: &ScreenRules) {
    let of = page.list(rules.of.iter().map(|id| names::stage(plan, id, page.lang)));
    page.say("explain-screens", args! { "stages" => of });
    let most = |page: &mut Page, n: &u32| page.say("explain-candidates-most", args! { "n" => *n });
    // How many there are is said in one of two ways.
    if rules.candidates.is_silent() {
        page.rule("screen-candidates-most", &rules.candidates_most, most);
    } else {
        page.where_said("screen-candidates-most", &rules.candidates_most, most);
    }
    page.where_said("screen-candidates", &rules.candidates, |page, candidates| match candidates {
        Candidates::Exactly(n) => page.say("explain-candidates-exactly", args! { "n" => *n }),
        Candidates::AtMost(n) => most(page, n),
        Candidates::AtLeast(n) => page.say("explain-candidates-least", args! { "n" => *n }),
        Candidates::Between(n) => {
            page.say("explain-candidates-between", args! { "least" => n.least, "most" => n.most });
        }
        Candidates::Multiple(times) => {
            page.say("explain-candidates-multiple", args! { "times" => times.as_str() });
        }
    });
    consulted(page, &rules.consult);
    for row in &rules.composition {
        page.under(&row.clause, |page| results::composition(page, plan, row));
    }
    if rules.reason.is_empty() {
        page.say("explain-no-reasons", args! {});
    }
    for reason in &rules.reason {
        page.under(&reason.clause, |page| page.say("explain-reason", args! { "reason" => &reason.name }));
    }
}

fn naming(page: &mut Page, plan: &Plan, rules: &NamingRules) {
    let lang = page.lang;
    page.rule("naming-signatories", &rules.signatories, |page, ids| {
        let names = page.list(ids.iter().map(|id| names::sponsor(plan, id, lang)));
        page.say("explain-signatories", args! { "n" => ids.len(), "names" => names });
    });
    let title = |page: &mut Page, title: &String| page.say("explain-title", args! { "title" => title });
    // Awards are titles of their own.
    if plan.award.is_empty() {
        page.rule("naming-title", &rules.title, title);
    } else {
        page.where_said("naming-title", &rules.title, title);
    }
    approvals(page, "naming-approval", &rules.approval);
    page.where_said("naming-acceptance", &rules.acceptance, |page, asked| {
        page.say(if *asked { "explain-accepted" } else { "explain-not-accepted" }, args! {});
    });
    page.where_fact("naming-revocation", &rules.revocation);
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
        page.say("explain-successor", args! { "who" => names::sponsor(plan, id, lang) });
    });
}

fn tier_key(tier: Tier) -> &'static str {
    match tier {
        Tier::BottomUp => "plan-tier-bottom-up",
        Tier::TopDown => "plan-tier-top-down",
        Tier::Public => "plan-tier-public",
        Tier::Own => "plan-tier-own",
    }
}

/// Whose quota is another one.
fn quota_of(page: &mut Page, plan: &Plan, row: &QuotaOf) {
    let units = row.unit.iter().map(|id| plan.unit(id).map_or_else(|| id.clone(), |unit| unit.name.clone()));
    let kinds: Vec<_> = row.kind.iter().map(|kind| page.word("unit", kind)).collect();
    let categories = row.category.iter().map(|id| names::category(plan, id, page.lang).to_owned());
    let named: Vec<_> = units.chain(kinds).chain(categories).collect();
    let whom = if named.is_empty() { t(page.lang, "explain-quota-all") } else { page.list(named) };
    if row.outside {
        page.say("explain-quota-outside", args! { "whom" => &whom });
    }
    let say = |page: &mut Page, n: &u32| page.say("explain-quota-of", args! { "whom" => &whom, "n" => *n });
    if let Some(by) = &row.by {
        let share = about::portion(page, &by.portion, "portion-rounding");
        let measure = names::measure(plan, &by.measure);
        page.say("explain-quota-by", args! { "whom" => &whom, "measure" => measure, "share" => share });
    }
    if row.outside || row.by.is_some() {
        page.where_said("of-quota", &row.quota, say);
    } else {
        page.rule("of-quota", &row.quota, say);
    }
}

/// Places to recommend that are shared out by measures.
fn shared_out(page: &mut Page, plan: &Plan, allocation: &Allocation) {
    page.rule("allocation-total", &allocation.total, |page, total| {
        page.say("explain-allocation", args! { "name" => &allocation.name, "n" => *total });
    });
    for by in &allocation.by {
        let args = args! {
            "name" => &allocation.name,
            "measure" => names::measure(plan, &by.measure),
            "weight" => by.weight.as_str(),
        };
        page.say("explain-allocation-by", args);
    }
}

/// Bodies that must agree, in order.
pub(super) fn approvals(page: &mut Page, rule: &str, bodies: &[Approval]) {
    for (n, body) in bodies.iter().enumerate() {
        page.under(&body.clause, |page| {
            let args = args! {
                "rule" => page.heads(rule),
                "n" => n + 1,
                "who" => &body.by,
                "does" => page.word("approval", &body.kind),
            };
            page.say("explain-approved-by", args);
        });
    }
}

/// A length of time in whole days, hours or minutes.
pub(super) fn length(lang: Lang, minutes: u32) -> String {
    let (key, n) = match minutes {
        n if n > 0 && n.is_multiple_of(1440) => ("explain-days", n / 1440),
        n if n > 0 && n.is_multiple_of(60) => ("explain-hours-long", n / 60),
        n => ("explain-minutes-long", n),
    };
    ta(lang, key, &args! { "n" => n })
}
