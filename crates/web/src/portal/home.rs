//! What is going on: the house's front page, and each selection's.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Redirect, Response};
use desk::View;
use plan::{BallotShape, Instant, Limit, ListKind, Plan, SlotPer, Stage, StageKind, Tier, VoteMode, names};
use text::{Lang, args};

use super::candidates::{self, Wall, Wish};
use super::telling;
use crate::ask::Ask;
use crate::ui::{self, Cell, Fact, Link, Page, Station, Table, Tone};
use crate::words;
use crate::{rooms, shell};

/// A selection on the house's front page.
struct Door {
    title: String,
    place: String,
    tags: Vec<(Tone, String)>,
    href: String,
}

#[derive(Template)]
#[template(path = "portal/house.html")]
struct House {
    page: Page,
    doors: Vec<Door>,
    /// Nobody administers this house yet.
    unclaimed: bool,
}

/// GET `/`: the one selection there is, or a list of them.
pub async fn house(ask: Ask) -> Result<Response, Response> {
    let desks = ask.world.house.desks().await;
    if let [only] = desks.as_slice() {
        return Ok(Redirect::to(&format!("/s/{}", only.id())).into_response());
    }
    let lang = ask.lang();
    let page = ask.page(None, text::t(lang, "portal-house"));
    let mut doors = Vec::new();
    for desk in &desks {
        let (_, view) = ask.public(desk.id()).await?;
        let Some(plan) = view.plan() else { continue };
        doors.push(Door {
            title: names::title(plan, lang).to_owned(),
            place: plan.place.get().cloned().unwrap_or_default(),
            tags: tags(&view, plan, lang),
            href: format!("/s/{}", plan.id),
        });
    }
    let unclaimed = ask.world.house.organisation().await.admins.is_empty();
    Ok(ui::html(&House { page, doors, unclaimed }))
}

/// Every stage that is open, as a status; else where the selection stands between two.
fn tags(view: &View, plan: &Plan, lang: Lang) -> Vec<(Tone, String)> {
    let s = view.s();
    if s.closed.is_some() {
        return vec![(Tone::Plain, text::t(lang, "portal-now-closed"))];
    }
    let open = s.open_stages();
    if !open.is_empty() {
        let tag = |stage: &&Stage| {
            let name = words::stage(stage, lang);
            (Tone::Active, text::ta(lang, "portal-now-open", &args! { "stage" => name }))
        };
        return open.iter().map(tag).collect();
    }
    match next(view, plan) {
        Some(_) if s.stages.values().all(|stage| stage.opened.is_none()) => {
            vec![(Tone::Plain, text::t(lang, "portal-now-before"))]
        }
        Some(stage) => {
            let name = words::stage(stage, lang);
            vec![(Tone::Wait, text::ta(lang, "portal-now-between", &args! { "stage" => name }))]
        }
        None => Vec::new(),
    }
}

/// The first stage that has not opened yet.
fn next<'v>(view: &View, plan: &'v Plan) -> Option<&'v Stage> {
    plan.stage.iter().find(|stage| view.s().stage_state(&stage.id).opened.is_none())
}

/// What is waited for, large: a name, the time left, the hour.
struct Count {
    label: String,
    left: String,
    note: String,
}

struct Alert {
    tone: Tone,
    heading: String,
    text: String,
    link: Option<Link>,
}

#[derive(Template)]
#[template(path = "portal/home.html")]
struct Home {
    page: Page,
    tags: Vec<(Tone, String)>,
    heading: String,
    lead: String,
    road: Vec<Station>,
    primary: Link,
    second: Option<Link>,
    count: Option<Count>,
    card: String,
    facts: Vec<Fact>,
    promise: String,
    log: String,
    alerts: Vec<Alert>,
    wall_title: String,
    wall_all: Option<Link>,
    wall: Option<Wall>,
    here: String,
    dates: Table,
}

/// GET `/s/{el}`.
pub async fn home(ask: Ask, Path(el): Path<String>, Query(wish): Query<Wish>) -> Result<Response, Response> {
    ask.searches(&wish.q)?;
    let (_, view) = ask.public(&el).await?;
    let lang = ask.lang();
    let Some(plan) = view.plan() else { return Err(shell::not_found(&ask)) };
    let base = format!("/s/{el}");
    let page = ask
        .page(Some(&view), "")
        .nav(rooms::public(&view, lang, "home"))
        .form(ui::Form::default().with("q", &wish.q));
    let now = now(&view, plan);
    let shown = telling::shown_list(&view);
    let wall = shown.map(|list| candidates::wall(&ask, &view, list, &wish, &base));
    let wall_title = shown
        .map(|list| page.t(format!("portal-wall-{}", telling::list_word(list.list))))
        .unwrap_or_default();
    let wall_all = shown.and_then(|list| match list.list {
        ListKind::Named => Some(Link::new(page.t("portal-all-honourees"), format!("{base}/honourees"))),
        ListKind::Finalists => Some(Link::new(page.t("portal-all-candidates"), format!("{base}/candidates"))),
        _ => None,
    });
    let (primary, second) = acts(&view, plan, &now, &page, &base);
    let (count, card) = waiting(&view, &now, &page);
    let contents = Home {
        tags: tags(&view, plan, lang),
        heading: names::title(plan, lang).to_owned(),
        lead: lead(plan, &page),
        road: rooms::road(&view, &page),
        primary,
        second,
        count,
        card,
        facts: facts(&view, plan, &now, &page),
        promise: page.t(if anchored(&view).next().is_some() {
            "portal-promise-ballots"
        } else {
            "portal-promise-log"
        }),
        log: format!("{base}/log"),
        alerts: alerts(&view, plan, &page, &base),
        wall_title,
        wall_all,
        wall,
        here: base.clone(),
        dates: dates(plan, &page),
        page,
    };
    Ok(ui::html(&contents))
}

fn lead(plan: &Plan, page: &Page) -> String {
    // The greeting is the plan's own Chinese; English readers get the house's sentence instead.
    if page.lang == Lang::Zh && !plan.greeting.is_empty() {
        plan.greeting.clone()
    } else {
        page.t("portal-lead")
    }
}

/// The stage a citizen has most to do with among those that are open, or the one that comes next.
enum Now<'p> {
    Open(&'p Stage),
    Ahead(&'p Stage),
    Closed,
    Nothing,
}

fn now<'p>(view: &View, plan: &'p Plan) -> Now<'p> {
    if view.s().closed.is_some() {
        return Now::Closed;
    }
    let rank = |stage: &&Stage| match stage.kind {
        StageKind::Vote => 0,
        StageKind::Notice => 1,
        StageKind::Recommend => 2,
        StageKind::Review => 3,
        StageKind::Screen => 4,
        StageKind::Naming => 5,
        StageKind::Publicity => 6,
        StageKind::Closing => 7,
        StageKind::Event => 8,
    };
    let open = plan.stage.iter().filter(|stage| view.s().is_open(&stage.id)).min_by_key(rank);
    match (open, next(view, plan)) {
        (Some(stage), _) => Now::Open(stage),
        (None, Some(stage)) => Now::Ahead(stage),
        (None, None) => Now::Nothing,
    }
}

/// A vote is held here, and not only candidates shown.
fn is_voted(stage: &Stage) -> bool {
    let mode = stage.vote.as_ref().and_then(|rules| rules.mode.get());
    mode.is_some_and(|mode| *mode != VoteMode::None)
}

/// Citizens may put somebody forward here.
fn takes_citizens(stage: &Stage) -> bool {
    stage
        .recommend
        .as_ref()
        .is_some_and(|rules| rules.tiers.iter().any(|tier| matches!(tier, Tier::Public | Tier::Own)))
}

/// The one act of the moment, and the plan beside it.
fn acts(view: &View, plan: &Plan, now: &Now, page: &Page, base: &str) -> (Link, Option<Link>) {
    let s = view.s();
    let read = Link::new(page.t("portal-read-plan"), format!("{base}/plan"));
    let open = match now {
        Now::Open(stage) => Some(*stage),
        _ => None,
    };
    let running = s.notice.running().last();
    let recommend =
        plan.stages(StageKind::Recommend).find(|stage| s.is_open(&stage.id) && takes_citizens(stage));
    let act = if open.is_some_and(|stage| stage.kind == StageKind::Vote && is_voted(stage)) {
        Some(Link::new(page.t("portal-go-vote"), format!("{base}/vote")))
    } else if let Some(notice) = running {
        Some(Link::new(page.t("portal-see-notice"), format!("{base}/notice/{}", notice.number)))
    } else if recommend.is_some() {
        Some(Link::new(page.t("portal-recommend"), format!("{base}/recommend")))
    } else if s.naming.named.is_some() {
        Some(Link::new(page.t("portal-see-honourees"), format!("{base}/honourees")))
    } else if s.lists.latest(ListKind::Finalists).is_some() {
        Some(Link::new(page.t("portal-see-lists"), format!("{base}/lists")))
    } else if s.lists.latest(ListKind::Candidates).is_some() {
        Some(Link::new(page.t("portal-see-candidates"), format!("{base}/candidates")))
    } else {
        None
    };
    match act {
        Some(act) => (act, Some(read)),
        None => (read, None),
    }
}

/// The end of what is open: its own, or its notice's.
fn ends(view: &View, stage: &Stage, page: &Page) -> Option<Instant> {
    let notice =
        view.s().notice.running().filter(|notice| notice.stage == stage.id).map(|notice| notice.ends).max();
    notice.or_else(|| stage.closes_at(&page.zone)).filter(|ends| *ends > view.now())
}

/// The countdown of the moment; or, where nothing has an hour, a sentence.
fn waiting(view: &View, now: &Now, page: &Page) -> (Option<Count>, String) {
    match now {
        Now::Open(stage) => {
            let name = words::stage(stage, page.lang);
            if let Some(ends) = ends(view, stage, page) {
                let label = page.t1("portal-until-end", "stage", &name);
                let note = page.t1("portal-ends-at", "at", telling::end(page, ends));
                return (Some(Count { label, left: telling::left(page, view, ends), note }), String::new());
            }
            let key = match stage.kind {
                StageKind::Review => "portal-card-review",
                StageKind::Screen => "portal-card-screen",
                StageKind::Notice => "portal-card-notice",
                StageKind::Naming => "portal-card-naming",
                _ => "portal-card-open",
            };
            (None, page.t1(key, "stage", name))
        }
        Now::Ahead(stage) => {
            let name = words::stage(stage, page.lang);
            match stage.opens_at(&page.zone).filter(|opens| *opens > view.now()) {
                Some(opens) => {
                    let label = page.t1("portal-until-start", "stage", &name);
                    let note = page.t1("portal-starts-at", "at", telling::moment(page, opens));
                    (Some(Count { label, left: telling::left(page, view, opens), note }), String::new())
                }
                None => (None, page.t1("portal-card-ahead", "stage", name)),
            }
        }
        Now::Closed => {
            let Some(closed) = &view.s().closed else { return (None, String::new()) };
            (None, page.t1("portal-card-closed", "at", page.date(&shell::stamp(closed.at))))
        }
        Now::Nothing => (None, page.t("portal-card-nothing")),
    }
}

/// The votes whose ballots have been anchored.
fn anchored(view: &View) -> impl Iterator<Item = &Stage> {
    let has = |stage: &&Stage| view.s().vote.votes.get(&stage.id).is_some_and(|vote| vote.anchor.is_some());
    view.plan().into_iter().flat_map(|plan| plan.stages(StageKind::Vote)).filter(has)
}

/// What one wants to know of the moment at a glance.
fn facts(view: &View, plan: &Plan, now: &Now, page: &Page) -> Vec<Fact> {
    let s = view.s();
    let mut facts = Vec::new();
    let people =
        |kind: ListKind| s.lists.latest(kind).map(|list| telling::count(plan, list.members.len(), page));
    match now {
        Now::Open(stage) => match stage.kind {
            StageKind::Vote => {
                let vote = s.vote.votes.get(&stage.id);
                let own = s.vote.received(&stage.id);
                let fact = Fact::new(page.t("portal-ballots"), page.t1("portal-ballots-n", "n", own));
                facts.push(match vote.and_then(|vote| vote.anchored_at) {
                    Some(at) => fact.note(page.t1("portal-as-of", "at", page.day_time(&shell::stamp(at)))),
                    None => fact,
                });
                facts.extend(ballot_facts(stage, page));
            }
            StageKind::Recommend => {
                if let Some(rules) = &stage.recommend {
                    let ways = rules.tiers.iter().map(|tier| page.t(tier_key(*tier)));
                    facts.push(Fact::new(page.t("portal-ways"), telling::join(ways, page.lang)));
                    if let Some(most) = rules.brief_most.get() {
                        facts.push(Fact::new(
                            page.t("portal-brief"),
                            page.t1("portal-brief-most", "n", *most),
                        ));
                    }
                }
            }
            StageKind::Review | StageKind::Screen => {
                facts.extend(
                    people(ListKind::Candidates).map(|n| Fact::new(page.t("room-public-candidates"), n)),
                );
                facts.extend(total_ballots(view, page));
            }
            StageKind::Notice | StageKind::Naming => {
                facts.extend(
                    people(ListKind::Finalists)
                        .map(|n| Fact::new(words::list_name(view, ListKind::Finalists, page.lang), n)),
                );
            }
            StageKind::Publicity => {
                facts.push(Fact::new(
                    page.t("room-public-honourees"),
                    telling::count(plan, s.honourees().len(), page),
                ));
                let out = s.publicity.pieces.values().filter(|piece| piece.published.is_some()).count();
                facts.push(Fact::new(page.t("portal-pieces"), page.t1("portal-pieces-n", "n", out)));
            }
            StageKind::Closing | StageKind::Event => {}
        },
        Now::Ahead(_) => {
            facts
                .extend(people(ListKind::Candidates).map(|n| Fact::new(page.t("room-public-candidates"), n)));
        }
        Now::Closed => {
            facts.push(Fact::new(
                page.t("room-public-honourees"),
                telling::count(plan, s.honourees().len(), page),
            ));
            facts.extend(total_ballots(view, page));
            if let Some(closed) = &s.closed {
                facts.push(Fact::new(
                    page.t("portal-roles-ended"),
                    page.t1("portal-roles-n", "n", closed.seats),
                ));
                facts.push(Fact::new(
                    page.t("portal-open-matters"),
                    page.t1("portal-matters-n", "n", closed.open.len()),
                ));
            }
        }
        Now::Nothing => {}
    }
    facts
}

/// What every vote so far has received; named by its round where the plan has several.
fn total_ballots(view: &View, page: &Page) -> Vec<Fact> {
    let several = view.plan().is_some_and(|plan| plan.stages(StageKind::Vote).count() > 1);
    let received = |stage: &Stage| {
        let own = view.s().vote.received(&stage.id);
        let fact = Fact::new(page.t("portal-ballots"), page.t1("portal-ballots-n", "n", own));
        if several { fact.note(words::stage(stage, page.lang)) } else { fact }
    };
    anchored(view).map(received).collect()
}

fn tier_key(tier: Tier) -> &'static str {
    match tier {
        Tier::BottomUp => "tier-bottom-up",
        Tier::TopDown => "tier-top-down",
        Tier::Public => "tier-public",
        Tier::Own => "tier-own",
    }
}

/// How often one may vote and for how many.
fn ballot_facts(stage: &Stage, page: &Page) -> Vec<Fact> {
    let mut facts = Vec::new();
    let Some(rules) = &stage.vote else { return facts };
    if let Some(limits) = rules.limit.get() {
        let each = limits.iter().filter_map(Limit::slots).map(|limit| match limit.per {
            SlotPer::Day => page.t1("portal-per-day", "n", limit.ballots),
            SlotPer::Stage => page.t1("portal-per-stage", "n", limit.ballots),
        });
        facts.push(Fact::new(page.t("portal-you-may"), telling::join(each, page.lang)));
    }
    if let Some(BallotShape::Approve { least, most }) = rules.ballot.get() {
        let says = if least == most {
            page.t1("portal-choose-exactly", "n", *most)
        } else {
            page.t2("portal-choose", "least", *least, "most", *most)
        };
        facts.push(Fact::new(page.t("portal-each-ballot"), says));
    }
    facts
}

/// What everybody should hear now: notices that run, and that nothing is left open once it has ended.
fn alerts(view: &View, plan: &Plan, page: &Page, base: &str) -> Vec<Alert> {
    let s = view.s();
    let mut alerts: Vec<Alert> = s
        .notice
        .running()
        .map(|notice| {
            let list = words::list_name(view, notice.list, page.lang);
            let list = page.t2("portal-list-version", "list", list, "n", notice.version);
            Alert {
                tone: Tone::Active,
                heading: page.t1("portal-alert-notice", "list", list),
                text: page.t1("portal-alert-notice-text", "at", telling::end(page, notice.ends)),
                link: Some(Link::new(
                    page.t("portal-see-notice"),
                    format!("{base}/notice/{}", notice.number),
                )),
            }
        })
        .collect();
    if let Some(closed) = &s.closed {
        let successor = names::sponsor(plan, &closed.successor, page.lang).to_owned();
        alerts.push(Alert {
            tone: Tone::Plain,
            heading: page.t("portal-alert-closed"),
            text: page.t2("portal-alert-closed-text", "group", &plan.office.group, "successor", successor),
            link: None,
        });
    }
    alerts
}

/// Every stage with the dates the plan gives it.
fn dates(plan: &Plan, page: &Page) -> Table {
    let columns = ["portal-stage", "portal-starts", "portal-ends"].map(|key| page.t(key));
    let mut table = Table::new(page.t("portal-dates"), columns).caption_hidden();
    for stage in &plan.stage {
        let opens = stage.opens_at(&page.zone).map(|at| telling::moment(page, at));
        let closes = stage.closes_at(&page.zone).map(|at| telling::end(page, at));
        let opens = opens.unwrap_or_else(|| page.t("portal-date-open"));
        let closes = closes.unwrap_or_else(|| length(stage, page));
        table.row([words::stage(stage, page.lang), opens, closes].map(Cell::Text));
    }
    table
}

/// How long a stage takes that has no end of its own.
fn length(stage: &Stage, page: &Page) -> String {
    let days = stage.notice.as_ref().and_then(|rules| Some((*rules.days.get()?, *rules.day.get()?)));
    match days {
        Some((n, plan::DayKind::Working)) => page.t1("road-working-days", "n", n),
        Some((n, plan::DayKind::Calendar)) => page.t1("road-calendar-days", "n", n),
        None => page.t("portal-end-open"),
    }
}
