//! The plan itself: whose it is, what it is for, who may be put forward.

use text::{Lang, args, t, ta};

use super::{Open, Page, Section, awards, day};
use crate::electorate::Electorate;
use crate::names;
use crate::portion::Portion;
use crate::size::Size;
use crate::types::{Category, Eligibility, Plan, Publication, Subject, UnitKind};

pub(super) fn about(plan: &Plan, open: Vec<Open>, lang: Lang) -> Section {
    let mut page = Page::new(t(lang, "explain-about"), "", open, lang);
    page.fact_said("short", &plan.short);
    page.rule("place", &plan.place, |page, place| page.fact("place", place.as_str()));
    page.fact_of("edition", plan.edition);
    page.fact_said("greeting", &plan.greeting);
    for purpose in &plan.purpose {
        page.fact("purpose", purpose.as_str());
    }
    let own = plan.sponsor.iter().filter(|it| it.part.is_none());
    let sponsors = page.list(own.map(|it| it.called(lang)));
    if !sponsors.is_empty() {
        page.say("explain-sponsors", args! { "sponsors" => sponsors });
    }
    for sponsor in &plan.sponsor {
        if let Some(part) = &sponsor.part {
            let args = args! {
                "part" => page.word("part", part),
                "sponsor" => sponsor.called(lang),
            };
            page.say("explain-sponsor-part", args);
        }
    }
    for owner in plan.sponsor.iter().filter(|it| it.owns_document) {
        page.fact("sponsor-owns-document", owner.called(lang));
    }
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
    of_record(&mut page, record);
    page.rule("approval", &plan.approval, |page, basis| {
        page.say("explain-approval", args! { "basis" => basis })
    });
    page.clause.clone_from(&plan.office.clause);
    let (group, office) = (&plan.office.group, &plan.office.name);
    match (group.is_empty(), office.is_empty()) {
        (false, false) => page.say("explain-office", args! { "group" => group, "office" => office }),
        (false, true) => page.say("explain-office-group", args! { "group" => group }),
        (true, false) => page.say("explain-office-name", args! { "office" => office }),
        (true, true) => {}
    }
    if !plan.office.is_empty() {
        page.rule("office-host", &plan.office.host, |page, host| {
            page.say("explain-host", args! { "host" => names::sponsor(plan, host, lang) });
        });
    }
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
            "who" => names::sponsor(plan, &standards.set_by, lang),
            "stage" => names::stage(plan, &standards.before, lang),
        };
        page.say("explain-standards", args);
        page.clause.clear();
    }
    let zone = |page: &mut Page, zone: &String| page.say("explain-zone", args! { "zone" => zone });
    // A plan without dates needs no zone.
    if plan.dated() {
        page.rule("time-zone", &plan.time_zone, zone);
    } else {
        page.where_said("time-zone", &plan.time_zone, zone);
    }
    for supervisor in &plan.supervisor {
        page.under(&supervisor.clause, |page| {
            let args = args! { "who" => &supervisor.name, "over" => page.word("over", &supervisor.over) };
            page.say("explain-supervisor", args);
        });
    }
    if let Some(cycle) = &plan.cycle {
        page.rule("cycle-months", &cycle.months, |page, n| page.say("explain-cycle", args! { "n" => *n }));
        page.where_fact("cycle-result-due", &cycle.result_due);
        page.where_fact("cycle-feeds", &cycle.feeds);
        for earlier in &cycle.earlier {
            page.fact("cycle-earlier", earlier.as_str());
        }
    }
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

pub(super) fn categories(plan: &Plan, open: Vec<Open>, lang: Lang) -> Section {
    let mut page = Page::new(t(lang, "explain-categories"), "", open, lang);
    for category in &plan.category {
        page.clause.clone_from(&category.clause);
        of_category(&mut page, plan, category);
    }
    page.done()
}

fn of_category(page: &mut Page, plan: &Plan, category: &Category) {
    let lang = page.lang;
    let called = category.called(lang);
    let subject = match category.subject {
        Subject::Person => "plan-subject-person",
        Subject::Group => "plan-subject-group",
        Subject::Work => "plan-subject-work",
        Subject::Place => "plan-subject-place",
    };
    let key = if category.prefix.is_empty() { "explain-category-plain" } else { "explain-category" };
    page.say(key, args! { "name" => called, "subject" => t(lang, subject), "prefix" => &category.prefix });
    page.rule("category-seats", &category.seats, |page, seats| awards::seated(page, seats, called));
    page.rule("category-scope", &category.scope, |page, scope| {
        page.say("explain-scope", args! { "scope" => scope, "name" => called });
    });
    for rule in &category.eligibility {
        eligible(page, plan, rule, called);
    }
    if category.needs_employer {
        page.say("explain-needs-employer", args! { "name" => called });
    }
    if !category.clearance.is_empty() {
        let names =
            category.clearance.iter().map(|id| plan.department(id).map_or(id.as_str(), |it| &it.name));
        let names = page.list(names);
        page.say("explain-clearance", args! { "name" => called, "departments" => names });
    }
    for kind in &category.kinds {
        let departments =
            kind.clearance.iter().map(|id| plan.department(id).map_or(id.as_str(), |it| &it.name));
        let departments = page.list(departments);
        let key = if departments.is_empty() { "explain-kind" } else { "explain-kind-clearance" };
        page.say(key, args! { "kind" => &kind.name, "departments" => departments });
        if kind.front_line {
            page.say("explain-kind-front-line", args! { "kind" => &kind.name });
        }
    }
    for standard in &category.standards {
        page.say("explain-standard", args! { "standard" => standard, "name" => called });
    }
}

pub(super) fn units(plan: &Plan, open: Vec<Open>, lang: Lang) -> Section {
    let mut page = Page::new(t(lang, "explain-units"), "", open, lang);
    if !plan.unit.is_empty() {
        let names = page.list(plan.unit.iter().map(|unit| &unit.name));
        page.say("explain-unit-list", args! { "n" => plan.unit.len(), "units" => names });
    }
    let kinds = [UnitKind::County, UnitKind::Bureau, UnitKind::Sub, UnitKind::Other];
    for kind in kinds.into_iter().filter(|_| plan.unit.iter().any(|unit| unit.kind != UnitKind::County)) {
        let own: Vec<_> = plan.unit.iter().filter(|unit| unit.kind == kind).collect();
        if !own.is_empty() {
            let args = args! {
                "kind" => page.word("unit", &kind),
                "n" => own.len(),
                "units" => page.list(own.iter().map(|unit| &unit.name)),
            };
            page.say("explain-unit-kind", args);
        }
    }
    for department in &plan.department {
        let days = department.valid_days;
        let key = if days.is_some() { "explain-department-valid" } else { "explain-department" };
        page.say(key, args! { "name" => &department.name, "n" => days.unwrap_or_default() });
    }
    for outlet in &plan.outlet {
        if let Some(id) = &outlet.sponsor {
            page.say(
                "explain-outlet-sponsor",
                args! { "outlet" => &outlet.name, "sponsor" => names::sponsor(plan, id, lang) },
            );
        }
    }
    for unit in &plan.unit {
        if let Some(parent) = &unit.parent {
            let parent = plan.unit(parent).map_or(parent.as_str(), |it| &it.name);
            page.say("explain-unit-parent", args! { "unit" => &unit.name, "parent" => parent });
        }
        for row in &unit.values {
            let measure = names::measure(plan, &row.measure);
            let args = args! { "unit" => &unit.name, "measure" => measure, "value" => row.value.as_str() };
            page.say("explain-unit-value", args);
        }
        for former in &unit.former {
            let args =
                args! { "unit" => &unit.name, "former" => &former.name, "date" => day(lang, former.until) };
            page.say("explain-former", args);
        }
    }
    page.done()
}

/// The publication record, as far as there is one.
fn of_record(page: &mut Page, record: &Publication) {
    for (rule, said) in [
        ("publication-index", &record.index),
        ("publication-publisher", &record.publisher),
        ("publication-header-document", &record.header_document),
        ("publication-disclosure", &record.disclosure),
        ("publication-name", &record.name),
        ("publication-location", &record.location),
    ] {
        page.fact_of(rule, said.as_ref());
    }
    page.fact_list("publication-addressees", &record.addressees);
    if let Some(site) = &record.site {
        page.fact_said("site-owner", &site.owner);
        page.fact_said("site-address", &site.address);
        page.fact_list("site-phones", &site.phones);
        page.fact_said("site-icp", &site.icp);
        page.fact_said("site-id", &site.site_id);
        page.fact_said("site-police", &site.police);
    }
}

/// One condition, with its figures.
pub(super) fn eligible(page: &mut Page, plan: &Plan, rule: &Eligibility, name: &str) {
    let key = if rule.excludes { "explain-excluded" } else { "explain-eligible" };
    page.say(key, args! { "name" => name, "text" => &rule.text });
    if let Some(when) = &rule.when {
        let whom = super::whom(page, plan, when);
        page.fact("eligibility-when", whom);
    }
    page.fact_of("eligibility-age-least", rule.age_least);
    page.fact_of("eligibility-age-most", rule.age_most);
    page.fact_of("eligibility-age-on", rule.age_on.map(|date| day(page.lang, date)));
    page.fact_of("eligibility-from", rule.from.map(|date| day(page.lang, date)));
    page.fact_of("eligibility-until", rule.until.map(|date| day(page.lang, date)));
}

/// How many people, in words.
pub(super) fn sized(size: &Size, lang: Lang) -> String {
    let (key, args) = match size {
        Size::Exactly(n) => ("explain-size-exactly", args! { "n" => *n }),
        Size::AtLeast(n) => ("explain-size-at-least", args! { "n" => *n }),
        Size::AtMost(n) => ("explain-size-at-most", args! { "n" => *n }),
        Size::About(n) => ("explain-size-about", args! { "n" => *n }),
        Size::Between(n) => ("explain-size-between", args! { "least" => n.least, "most" => n.most }),
    };
    ta(lang, key, &args)
}

/// Who votes and judges, and the figures and marks that rules speak of.
pub(super) fn figures(plan: &Plan, open: Vec<Open>, lang: Lang) -> Section {
    let mut page = Page::new(t(lang, "explain-figures"), "", open, lang);
    for electorate in &plan.electorate {
        page.under(&electorate.clause, |page| of_electorate(page, electorate));
    }
    for attribute in &plan.attribute {
        let key = if attribute.values.is_empty() { "explain-attribute" } else { "explain-attribute-values" };
        page.say(key, args! { "name" => &attribute.name, "values" => page.list(&attribute.values) });
    }
    for measure in &plan.measure {
        let key = if measure.about.is_empty() { "explain-measure" } else { "explain-measure-about" };
        page.say(key, args! { "name" => &measure.name, "about" => &measure.about });
    }
    for listed in &plan.listed {
        let list = t(lang, super::list_key(listed.list));
        let category = listed.category.as_deref().map(|id| names::category(plan, id, lang));
        let key = if category.is_some() { "explain-listed-category" } else { "explain-listed" };
        let args = args! { "list" => list, "category" => category.unwrap_or_default(), "n" => listed.number };
        page.say(key, args);
    }
    page.done()
}

fn of_electorate(page: &mut Page, electorate: &Electorate) {
    let kind = page.word("electorate", &electorate.kind);
    page.say("explain-electorate", args! { "name" => &electorate.name, "kind" => kind });
    page.where_said("electorate-size", &electorate.size, |page, size| {
        let size = sized(size, page.lang);
        page.fact("electorate-size", size);
    });
    if electorate.odd {
        page.say("explain-odd", args! {});
    }
    page.where_fact("electorate-scope", &electorate.scope);
    page.fact_of("electorate-age-least", electorate.age_least);
    page.where_fact("electorate-residence", &electorate.residence);
    page.fact_of("electorate-split-by", electorate.split_by.as_ref());
    if let Some(draw) = &electorate.draw {
        page.rule("draw-pool", &draw.pool, |page, pool| page.fact("draw-pool", pool.as_str()));
        page.where_fact("draw-by", &draw.by);
        page.where_fact("draw-when", &draw.when);
    }
}

/// A share and its bounds in words; how it is rounded is `rule`, told as open where the plan does not say it.
pub(super) fn portion(page: &mut Page, portion: &Portion, rule: &str) -> String {
    let lang = page.lang;
    let bound = |key: &str, n: Option<u32>| n.map(|n| ta(lang, key, &args! { "n" => n }));
    let rounding = portion.rounding.get().map(|rounding| page.word("rounding", rounding));
    let parts = [
        Some(portion.share.as_str().to_owned()),
        rounding,
        bound("explain-portion-least", portion.least),
        bound("explain-portion-most", portion.most),
    ];
    page.rule(rule, &portion.rounding, |_, _| {});
    page.list(parts.into_iter().flatten())
}
