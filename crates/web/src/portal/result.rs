//! How a list came about: the figures of every category, every step in words, and what a body made of them.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use count::tell::Names;
use count::{Exact, Outcome, Status, Step};
use desk::View;
use plan::{Decide, Plan, ResultRule, StageKind, names};
use text::args;

use super::telling::{self, figure};
use crate::ask::Ask;
use crate::picture::{self, Standing};
use crate::ui::{self, Cell, Fact, Link, Markup, Page, Table, Tone};
use crate::words;
use crate::{counts, rooms, scores, shell};

struct Category {
    id: String,
    name: String,
    seats: String,
    /// What each part gives, where votes went; how a score is put together where that differs by category.
    pictures: Vec<Markup>,
    ranking: Table,
    general: Vec<String>,
    ties: Vec<String>,
    open: Vec<String>,
}

struct Resolved {
    facts: Vec<Fact>,
    departures: Table,
    minutes: String,
}

#[derive(Template)]
#[template(path = "portal/result.html")]
struct ResultPage {
    page: Page,
    heading: String,
    lead: String,
    /// How a score is put together, where a picture can show it.
    made: Markup,
    parts: Vec<Fact>,
    /// What the votes behind it do not prove.
    weak: Vec<String>,
    clause: String,
    categories: Vec<Category>,
    resolved: Option<Resolved>,
    /// What the panels' sheets say, as far as the plan discloses them.
    scores: Vec<Table>,
    /// Where what came on paper stands apart; empty where nothing did.
    paper: String,
    list: Link,
}

/// The rule of this id, once its list is public.
fn public_rule<'v>(view: &'v View, id: &str) -> Option<(&'v Plan, &'v ResultRule)> {
    let plan = view.plan()?;
    let public = view.s().result.published.contains_key(id);
    plan.result.iter().find(|rule| rule.id == id && public).map(|rule| (plan, rule))
}

/// GET `/s/{el}/result/{rule}`.
pub async fn page(ask: Ask, Path((el, id)): Path<(String, String)>) -> Result<Response, Response> {
    let (_, view) = ask.public(&el).await?;
    let (plan, rule) = public_rule(&view, &id).ok_or_else(|| shell::not_found(&ask))?;
    let lang = ask.lang();
    let base = format!("/s/{el}");
    let name = name_of(rule, lang);
    let page = ask.page(Some(&view), &name).nav(rooms::public(&view, lang, "lists"));
    let version = view.s().result.published.get(&rule.id).copied().unwrap_or_default();
    let list = Link::new(
        page.t2("portal-list-version", "list", words::list_name(&view, rule.yields, lang), "n", version),
        telling::list_href(&base, rule.yields, version),
    );
    let weights = match rule.combine.get() {
        Some(combine) => combine.parts(),
        None => &[],
    };
    let made = made(&page, plan, rule);
    let weights_in_words = if made.is_some() { &[] } else { weights };
    let mut parts: Vec<Fact> = weights_in_words
        .iter()
        .map(|part| {
            let fact = Fact::new(
                names::stage(plan, &part.stage, lang).to_owned(),
                part.weight.get().map_or_else(
                    || page.t("portal-not-stated"),
                    |weight| page.t1("portal-weight", "n", weight.as_str()),
                ),
            );
            if part.weighs_nothing() { fact.note(page.t("portal-weight-zero")) } else { fact }
        })
        .collect();
    if let Some(places) = rule.places.get() {
        parts.push(Fact::new(page.t("portal-rounding"), page.t1("portal-rounding-to", "n", *places)));
    }
    let weighing: Vec<(String, String)> = weights
        .iter()
        .filter(|part| !part.weighs_nothing())
        .map(|part| (part.key().to_owned(), names::stage(plan, part.key(), lang).to_owned()))
        .collect();
    let lead = match rule.decide.get() {
        Some(Decide::Count) => page.t("portal-decide-count"),
        Some(Decide::Resolution) => page.t("portal-decide-resolution"),
        None => page.t("portal-decide-open"),
    };
    let outcomes =
        plan.category.iter().filter_map(|category| Some((category, view.outcome(rule, &category.id)?)));
    let who = |handle: &str| telling::who(&view, handle, lang);
    let tell = Names { plan, who: &who, lang };
    let categories = outcomes
        .map(|(category, outcome)| {
            let general = outcome.steps.iter().filter(|step| step.concerns(""));
            let link =
                |handle: &str| Link::new(tell.who(handle), format!("{base}/result/{}/{handle}", rule.id));
            Category {
                id: category.id.clone(),
                pictures: pictures(&tell, &page, rule, &outcome, &weighing, link),
                name: category.called(lang).to_owned(),
                seats: outcome
                    .seats
                    .map(|n| {
                        page.t1(
                            "portal-seats",
                            "n",
                            telling::count(plan, usize::try_from(n).unwrap_or(usize::MAX), &page),
                        )
                    })
                    .unwrap_or_default(),
                ranking: ranking(&tell, &view, &page, (rule, version), &outcome),
                general: general.flat_map(|step| tell.lines(step)).collect(),
                ties: outcome.ties.iter().map(|tie| tell.tie(tie)).collect(),
                open: outcome.undecided.iter().map(|missing| tell.missing(missing)).collect(),
            }
        })
        .collect();
    let resolved = resolved(&view, rule, &page, &base);
    let rests_on = weights.iter().map(|part| part.stage.as_str()).chain([&*rule.after]);
    let stages: BTreeSet<&str> = rests_on.collect();
    let weak = weak(plan, &page, &stages);
    let panels = plan.stages(StageKind::Review).filter(|stage| stages.contains(stage.id.as_str()));
    let scores = panels.filter_map(|stage| scores::table(&view, &page, stage).ok());
    let scores = scores.map(Table::caption_hidden).collect();
    let clause = rule.clause.clone();
    let on_paper =
        weights.iter().filter_map(|part| plan.stage(&part.stage)).any(|stage| stage.paper().next().is_some());
    let paper = if on_paper { format!("{base}/paper") } else { String::new() };
    Ok(ui::html(&ResultPage {
        page,
        heading: name,
        lead,
        made: made.unwrap_or_default(),
        parts,
        weak,
        clause,
        categories,
        resolved,
        scores,
        paper,
        list,
    }))
}

/// What must stand beside the figures of these stages where voters showed nothing.
fn weak(plan: &Plan, page: &Page, stages: &BTreeSet<&str>) -> Vec<String> {
    let votes = plan.stages(StageKind::Vote).filter(|stage| stages.contains(stage.id.as_str()));
    votes.filter_map(|stage| counts::weak(page, stage)).collect()
}

fn pictures(
    tell: &Names,
    page: &Page,
    rule: &ResultRule,
    outcome: &Outcome,
    weighing: &[(String, String)],
    link: impl Fn(&str) -> Link,
) -> Vec<Markup> {
    let made = match made(page, tell.plan, rule) {
        Some(_) => None,
        None => picture::combination(page, tell.plan, rule, &outcome.category),
    };
    let bars = picture::scores(page, &Standing::of(outcome), &outcome.steps, weighing, link);
    let flows = picture::flows(page, &outcome.steps, |who| tell.who(who));
    made.into_iter().chain(bars).chain(flows).collect()
}

/// How a score is put together, where it is the same in every category.
fn made(page: &Page, plan: &Plan, rule: &ResultRule) -> Option<Markup> {
    let takes_part = |id: &str| rule.category.is_empty() || rule.category.iter().any(|own| own == id);
    let categories = plan.category.iter().filter(|category| takes_part(&category.id));
    let mut made = categories.map(|category| picture::combination(page, plan, rule, &category.id));
    let first = made.next()??;
    made.all(|other| other.as_ref() == Some(&first)).then_some(first)
}

fn name_of(rule: &ResultRule, lang: text::Lang) -> String {
    text::ta(lang, "portal-result-of", &args! { "rule" => &rule.name })
}

/// The stages whose figures a rule's outcome shows, in the plan's order.
fn stages<'o>(plan: &'o Plan, outcome: &Outcome) -> Vec<&'o plan::Stage> {
    plan.stage
        .iter()
        .filter(|stage| outcome.ranking.iter().any(|row| row.figures.contains_key(&stage.id)))
        .collect()
}

/// The table of a category, as the rule's list of this version has it.
fn ranking(
    tell: &Names,
    view: &View,
    page: &Page,
    (rule, version): (&ResultRule, u32),
    outcome: &Outcome,
) -> Table {
    let stages = stages(tell.plan, outcome);
    let mut heads = vec![page.t("portal-candidate"), format!("#{}", page.t("portal-place"))];
    // Short where there is one vote and one panel, because a phone has little room; by the stage's name where not.
    let alone = |stage: &plan::Stage| stages.iter().filter(|other| other.kind == stage.kind).count() == 1;
    heads.extend(stages.iter().map(|stage| match (alone(stage), stage.vote.is_some()) {
        (true, true) => format!("#{}", page.t("portal-head-votes")),
        (true, false) => format!("#{}", page.t("portal-head-points")),
        (false, _) => format!("#{}", words::stage(stage, page.lang)),
    }));
    heads.extend([
        format!("#{}", page.t("portal-score")),
        page.t("portal-by-figures"),
        page.t("portal-outcome"),
    ]);
    let mut table = Table::new(names::category(tell.plan, &outcome.category, page.lang).to_owned(), heads)
        .caption_hidden();
    let list = view.s().lists.version(rule.yields, version);
    for row in &outcome.ranking {
        let goes_on = list.is_some_and(|list| list.member(&row.candidate).is_some());
        let mut cells = vec![
            Cell::Name(tell.who(&row.candidate)),
            Cell::Figure(row.rank.map(|rank| rank.to_string()).unwrap_or_else(|| "–".to_owned())),
        ];
        let shown = |number: Option<&Exact>| Cell::Figure(number.map_or_else(|| "–".to_owned(), figure));
        cells.extend(stages.iter().map(|stage| match row.figures.get(&stage.id) {
            Some(points) if stage.review.is_some() => Cell::Figure(points.fixed(2)),
            votes => shown(votes),
        }));
        cells.push(match (&row.score, rule.places.get()) {
            (Some(score), Some(places)) => Cell::Figure(score.fixed(*places)),
            (score, _) => shown(score.as_ref()),
        });
        cells.push(Cell::Text(tell.status(row.status)));
        cells.push(if goes_on {
            Cell::Tag(Tone::Done, page.t("portal-goes-on"))
        } else {
            Cell::Tag(Tone::Plain, page.t("portal-does-not"))
        });
        let departs = matches!((row.status, goes_on), (Status::Seated, false) | (Status::Not, true));
        table
            .row(cells)
            .href(format!("/s/{}/result/{}/{}", view.s().id, rule.id, row.candidate))
            .marked(departs);
    }
    table
}

/// What the body resolved, who was there, and why it departed from the figures where it did.
fn resolved(view: &View, rule: &ResultRule, page: &Page, base: &str) -> Option<Resolved> {
    let found = view.s().result.resolution_on(&rule.id)?;
    let (present, of) = found.attendance;
    let facts = vec![
        Fact::new(page.t("portal-resolution"), page.t1("portal-resolution-n", "n", found.number))
            .href(format!("{base}/log")),
        Fact::new(page.t("portal-resolved-at"), telling::moment(page, found.at)),
        Fact::new(page.t("portal-attendance"), page.t2("portal-attendance-of", "n", present, "of", of)),
        Fact::new(page.t("portal-departures"), found.departures.len()),
    ];
    let reasons: BTreeMap<String, String> = view.public_json(found.n, "reasons").unwrap_or_default();
    let columns = ["portal-candidate", "portal-reason", "portal-resolved-so"].map(|key| page.t(key));
    let mut departures = Table::new(page.t("portal-departures"), columns);
    for departure in &found.departures {
        let name = telling::who(view, &departure.nominee, page.lang);
        let reason =
            reasons.get(&departure.nominee).cloned().unwrap_or_else(|| page.t("portal-reason-erased"));
        let so = if departure.goes_on {
            Cell::Tag(Tone::Done, page.t("portal-departs-in"))
        } else {
            Cell::Tag(Tone::Wait, page.t("portal-departs-out"))
        };
        departures.row([Cell::Name(name), Cell::Text(reason), so]);
    }
    Some(Resolved { facts, departures, minutes: found.minutes.clone() })
}

#[derive(Template)]
#[template(path = "portal/why.html")]
struct Why {
    page: Page,
    crumbs: Vec<Link>,
    heading: String,
    lead: String,
    steps: Vec<String>,
    weak: Vec<String>,
    deeds: String,
}

/// GET `/s/{el}/result/{rule}/{nominee}`: why one candidate stands where they stand.
pub async fn why(
    ask: Ask,
    Path((el, id, nominee)): Path<(String, String, String)>,
) -> Result<Response, Response> {
    let (_, view) = ask.public(&el).await?;
    let (plan, rule) = public_rule(&view, &id).ok_or_else(|| shell::not_found(&ask))?;
    let lang = ask.lang();
    let found =
        plan.category.iter().filter_map(|category| view.outcome(rule, &category.id)).find_map(|outcome| {
            let row = outcome.ranking.iter().find(|row| row.candidate == nominee)?.clone();
            Some((outcome, row))
        });
    let Some((outcome, row)) = found else { return Err(shell::not_found(&ask)) };
    let base = format!("/s/{el}");
    let name = telling::who(&view, &nominee, lang);
    let heading = text::ta(lang, "portal-why", &args! { "name" => &name });
    let page = ask.page(Some(&view), &heading).nav(rooms::public(&view, lang, "lists"));
    let crumbs =
        vec![Link::new(name_of(rule, lang), format!("{base}/result/{}", rule.id)), Link::new(&name, "")];
    let who = |handle: &str| telling::who(&view, handle, lang);
    let tell = Names { plan, who: &who, lang };
    let of_all = outcome.steps.iter().filter(|step| matches!(step, Step::Ballots { .. }));
    let steps = of_all.map(|step| tell.step(step)).chain(tell.why(&outcome.steps, &nominee)).collect();
    let status = tell.status(row.status);
    let lead = match (&row.score, row.rank) {
        (Some(score), Some(rank)) => {
            let score = rule.places.get().map_or_else(|| figure(score), |places| score.fixed(*places));
            page.ta("portal-why-lead", &args! { "score" => score, "rank" => rank, "status" => status })
        }
        _ => page.t1("portal-why-lead-none", "status", status),
    };
    let deeds = format!("{base}/candidates/{nominee}");
    let weak = weak(plan, &page, &row.figures.keys().map(String::as_str).collect());
    Ok(ui::html(&Why { crumbs, heading, lead, steps, weak, deeds, page }))
}
