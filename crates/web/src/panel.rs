//! The judge's room: the candidates with what is still to be done, a score sheet for each, recusal.
//!
//! A judge sees what the public sees of a candidate, the rubric, and the own sheets. Never a vote, never another's
//! sheet.

use std::collections::BTreeMap;

use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use desk::View;
use plan::review::{Criterion, Disclosure, RecusalGround};
use plan::{Stage, StageKind};
use selection::lists::Member;
use selection::may::Who;
use selection::review::{self, Mark, rubric_clause};
use selection::{Act, Role};

use crate::app::App;
use crate::ask::Ask;
use crate::recommendation::{go, said};
use crate::sent::Sent;
use crate::shell::{self, Acted, stamp};
use crate::ui::{self, Cell, Choice, Page, Table, Tone};
use crate::{rooms, words};

/// The routes of this room.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/s/{el}/panel", get(list))
        .route("/s/{el}/panel/{p}", get(one).post(hand_in))
        .route("/s/{el}/panel/{p}/recuse", post(recuse))
}

/// The review a judge works in: the open one, else the next, else the last.
fn review_of(view: &View) -> Option<&Stage> {
    let stages: Vec<&Stage> = view.plan()?.stages(StageKind::Review).collect();
    let state = |stage: &&&Stage| view.s().stage_state(&stage.id);
    let open = stages.iter().find(|stage| state(stage).is_open());
    open.or_else(|| stages.iter().find(|stage| state(stage).closed.is_none())).or(stages.last()).copied()
}

fn rubric(stage: &Stage) -> &[Criterion] {
    stage.review.as_ref().and_then(|rules| rules.rubric.get()).map(Vec::as_slice).unwrap_or_default()
}

fn judge(view: &View) -> &str {
    view.who().handle()
}

/// Sheets can be handed in now.
fn at_work(view: &View, stage: &Stage) -> bool {
    let closed = view.s().review.reviews.get(&stage.id).is_some_and(|review| review.closed.is_some());
    !closed && view.s().within_window(&stage.id, StageKind::Review, view.now()).is_ok()
}

/// What a judge did about a candidate.
enum Done {
    Scored(BTreeMap<String, u32>),
    Abstained,
    /// Stood back; `true`: declared, else seen by the software.
    Recused(RecusalGround, bool),
    Open,
}

fn done(view: &View, stage: &Stage, nominee: &str) -> Done {
    let key = (judge(view).to_owned(), nominee.to_owned());
    let book = view.s().review.book(&stage.id);
    if let Some(ground) = view.s().recused(&stage.id, judge(view), nominee) {
        let declared = book.recusals.contains_key(&key);
        return Done::Recused(ground, declared);
    }
    match book.sheets.get(&key) {
        Some(Mark::Scores(scores)) => Done::Scored(scores.clone()),
        Some(Mark::Abstain) => Done::Abstained,
        None => Done::Open,
    }
}

/// The candidates in the order of the list, and those of one category after the other.
fn candidates(view: &View) -> Vec<&Member> {
    let mut members = view.s().under_review();
    let order = |member: &Member| {
        view.plan().and_then(|plan| plan.category.iter().position(|row| row.id == member.category))
    };
    members.sort_by_key(|member| (order(member), member.number.clone()));
    members
}

fn name_and_unit(view: &View, page: &Page, nominee: &str) -> (String, String) {
    match view.profile(nominee) {
        Some(profile) => (profile.name.clone(), profile.employer.clone()),
        None => (words::nominee(view, nominee, page.lang), String::new()),
    }
}

fn tag(page: &Page, done: &Done) -> (Tone, String) {
    match done {
        Done::Scored(_) => (Tone::Done, page.t("panel-scored")),
        Done::Abstained => (Tone::Plain, page.t("panel-abstained")),
        Done::Recused(..) => (Tone::Plain, page.t("panel-recused")),
        Done::Open => (Tone::Wait, page.t("panel-open")),
    }
}

#[derive(Template)]
#[template(path = "panel/list.html")]
struct List {
    page: Page,
    seat: String,
    road: Vec<ui::Station>,
    groups: Vec<Table>,
    settled: usize,
    all: usize,
    next: String,
    state: String,
    /// That the office has reminded this judge of what is missing; empty where it has not, or nothing is.
    reminded: String,
    left: String,
    until: String,
    rubric: Table,
    clause: String,
}

async fn list(ask: Ask, Path(el): Path<String>) -> Result<Response, Response> {
    let (_, view) = ask.room(&el, &[Who::Judge]).await?;
    let (Some(plan), Some(stage)) = (view.plan(), review_of(&view)) else {
        return Err(shell::not_found(&ask));
    };
    let lang = ask.lang();
    let mut page =
        ask.page(Some(&view), text::t(lang, "panel-title")).nav(rooms::staff(&view, lang, "panel"));
    if page.flash.is_none() {
        page.flash = said(&ask, "panel");
    }
    let base = format!("/s/{el}/panel");
    let members = candidates(&view);
    let mut groups = Vec::new();
    let (mut settled, mut next) = (0, String::new());
    for category in &plan.category {
        let heads = ["panel-col-number", "panel-col-name", "panel-col-status", "panel-col-sum"];
        let mut table =
            Table::new(words::category_name(&view, &category.id, lang), heads.map(|key| text::t(lang, key)))
                .empty(page.t("panel-empty"));
        table.columns[3].figures = true;
        for member in members.iter().filter(|member| member.category == category.id) {
            let what = done(&view, stage, &member.nominee);
            let (tone, status) = tag(&page, &what);
            let href = format!("{base}/{}", member.nominee);
            let open = matches!(what, Done::Open);
            if open && next.is_empty() {
                next.clone_from(&href);
            }
            settled += usize::from(!open);
            let sum = match &what {
                Done::Scored(scores) => scores.values().sum::<u32>().to_string(),
                _ => String::new(),
            };
            let (name, _) = name_and_unit(&view, &page, &member.nominee);
            table
                .row([
                    member.number.clone().into(),
                    Cell::Name(name),
                    Cell::Tag(tone, status),
                    Cell::Figure(sum),
                ])
                .href(href);
        }
        groups.push(table);
    }
    let work = at_work(&view, stage);
    let closes = stage.closes_at(&page.zone);
    let panel_closed = view.s().review.reviews.get(&stage.id).and_then(|review| review.closed);
    let state = match (panel_closed, work) {
        (Some(at), _) => page.t1("panel-closed", "at", page.day_time(&stamp(at))),
        (None, true) => String::new(),
        (None, false) if view.s().stage_state(&stage.id).opened.is_none() => page.t("panel-ahead"),
        (None, false) => page.t("panel-over"),
    };
    let missing = members.len() - settled;
    let own = view.s().review.reviews.get(&stage.id).and_then(|review| review.reminded.get(judge(&view)));
    let reminded = own.filter(|_| work && missing > 0).map(|row| {
        let args = text::args! {
            "n" => row.times, "at" => page.day_time(&stamp(row.last)), "left" => missing,
        };
        page.ta("panel-reminded", &args)
    });
    let template = List {
        reminded: reminded.unwrap_or_default(),
        seat: seat(&view, stage),
        road: rooms::road(&view, &page),
        settled,
        all: members.len(),
        next: if work { next } else { String::new() },
        state,
        left: closes
            .filter(|_| work)
            .map(|closes| page.left(&stamp(view.now()), &stamp(closes)))
            .unwrap_or_default(),
        until: closes
            .map(|closes| page.t1("panel-until", "at", page.deadline(&stamp(closes))))
            .unwrap_or_default(),
        rubric: rubric_table(&page, stage),
        clause: rubric_clause(stage),
        groups,
        page,
    };
    Ok(ui::html(&template))
}

/// The kind of panel seat in words.
fn seat(view: &View, stage: &Stage) -> String {
    let Some(Role::Judge { panel }) = view.s().role(view.who()) else { return String::new() };
    let rows = stage.review.as_ref().and_then(|rules| rules.panel.get());
    let row = rows.and_then(|rows| rows.iter().find(|row| row.id == *panel));
    row.map(|row| row.name.clone()).unwrap_or_default()
}

fn rubric_table(page: &Page, stage: &Stage) -> Table {
    let heads = [page.t("panel-col-criterion"), format!("#{}", page.t("panel-col-most"))];
    let mut table =
        Table::new(page.t("panel-rubric"), heads).caption_hidden().empty(page.t("panel-rubric-empty"));
    for row in rubric(stage) {
        table.row([Cell::Two(row.name.clone(), row.about.clone()), Cell::Count(u64::from(row.most))]);
    }
    if !table.rows.is_empty() {
        let all = rubric(stage).iter().map(|row| u64::from(row.most)).sum();
        table.foot = vec![page.t("common-total").into(), Cell::Count(all)];
    }
    table
}

/// A line of the sheet.
struct Line {
    field: String,
    label: String,
    about: String,
}

#[derive(Template)]
#[template(path = "panel/sheet.html")]
struct SheetPage {
    page: Page,
    crumbs: Vec<ui::Link>,
    eyebrow: String,
    tone: Tone,
    status: String,
    face: ui::Face,
    brief: String,
    deeds: Vec<String>,
    /// Sheets are taken, and this judge may score this candidate.
    may_score: bool,
    /// Why there is no sheet to fill in: recused, closed, not open.
    stands: String,
    stands_why: String,
    stands_clause: String,
    lines: Vec<Line>,
    /// What the public will learn of the sheet.
    told: String,
    sheet: Option<Table>,
    grounds: Vec<Choice>,
    action: String,
    previous: String,
    next: String,
    place: String,
}

async fn one(ask: Ask, Path((el, nominee)): Path<(String, String)>) -> Result<Response, Response> {
    let (_, view) = ask.room(&el, &[Who::Judge]).await?;
    let mut form = ui::Form::default();
    if let Some(stage) = review_of(&view)
        && let Done::Scored(scores) = done(&view, stage, &nominee)
    {
        for (criterion, score) in &scores {
            form = form.with(&field(criterion), score);
        }
    }
    sheet_page(&ask, &view, &nominee, form, StatusCode::OK)
}

fn field(criterion: &str) -> String {
    format!("score-{criterion}")
}

fn sheet_page(
    ask: &Ask,
    view: &View,
    nominee: &str,
    form: ui::Form,
    code: StatusCode,
) -> Result<Response, Response> {
    let lang = ask.lang();
    let Some(stage) = review_of(view) else { return Err(shell::not_found(ask)) };
    let members = candidates(view);
    let Some(at) = members.iter().position(|member| member.nominee == nominee) else {
        return Err(shell::not_found(ask));
    };
    let member = members[at];
    let mut page = ask.page(Some(view), "").nav(rooms::staff(view, lang, "panel")).form(form);
    if page.flash.is_none() {
        page.flash = said(ask, "panel");
    }
    let (name, unit) = name_and_unit(view, &page, nominee);
    page.title.clone_from(&name);
    let what = done(view, stage, nominee);
    let (tone, status) = tag(&page, &what);
    let work = at_work(view, stage);
    let (mut stands, mut stands_why, mut stands_clause) = (String::new(), String::new(), String::new());
    if let Done::Recused(ground, declared) = &what {
        stands = page.t1("panel-stands-back", "ground", words::word("ground", ground, lang));
        stands_why = page.t(if *declared { "panel-stands-declared" } else { "panel-stands-seen" });
        stands_clause = view.s().recusal_rules().map(|rules| rules.clause.clone()).unwrap_or_default();
    } else if !work {
        stands = page.t("panel-read-only");
    }
    // What becomes of the sheet is said before it is filled in.
    let disclosure = review::disclosure(view.s(), &stage.id);
    let told = match disclosure {
        Some(Disclosure::Signed) => "panel-sheet-signed",
        Some(Disclosure::Pseudonymous) => "panel-sheet-pseudonymous",
        Some(Disclosure::Secret) => "panel-sheet-secret",
        None => "panel-sheet-silent",
    };
    let may_score = work && !matches!(what, Done::Recused(..)) && !rubric(stage).is_empty();
    page.form = page.form.placed(|_| may_score);
    let lines = rubric(stage)
        .iter()
        .map(|row| Line {
            field: field(&row.id),
            label: text::ta(
                lang,
                "panel-line",
                &text::args! { "name" => &row.name, "least" => row.least, "most" => row.most },
            ),
            about: row.about.clone(),
        })
        .collect();
    let sheet = match &what {
        Done::Scored(scores) => Some(score_table(&page, stage, scores)),
        _ => None,
    };
    let rules = stage.review.as_ref().and_then(|rules| rules.recusal.get());
    let grounds = rules.map(|rules| rules.grounds.as_slice()).unwrap_or_default();
    let grounds = grounds
        .iter()
        .map(|ground| Choice::new(ground_name(*ground), words::word("ground", ground, lang)))
        .collect();
    let base = format!("/s/{}/panel", view.s().id);
    let href =
        |at: usize| members.get(at).map(|member| format!("{base}/{}", member.nominee)).unwrap_or_default();
    let profile = view.profile(nominee);
    let template = SheetPage {
        crumbs: vec![
            ui::Link::new(text::t(lang, "panel-title"), base.clone()),
            ui::Link::new(name.clone(), ""),
        ],
        eyebrow: format!("{} · {}", member.number, words::category_name(view, &member.category, lang)),
        tone,
        status,
        face: ui::Face {
            number: member.number.clone(),
            name,
            unit,
            line: profile.as_ref().map(|profile| profile.tagline.clone()).unwrap_or_default(),
            // A candidate's portrait is public.
            photo: match profile.as_ref().map(|profile| profile.portrait.as_str()).unwrap_or_default() {
                "" => String::new(),
                file => format!("/s/{}/portrait/{file}", view.s().id),
            },
            seed: selection::lists::serial(nominee),
            ..ui::Face::default()
        },
        brief: profile.as_ref().map(|profile| profile.brief.clone()).unwrap_or_default(),
        deeds: profile.as_ref().map(|profile| profile.deeds.clone()).unwrap_or_default(),
        may_score,
        stands,
        stands_why,
        stands_clause,
        lines,
        told: page.t(told),
        sheet,
        grounds,
        action: format!("{base}/{nominee}"),
        previous: at.checked_sub(1).map(href).unwrap_or_default(),
        next: href(at + 1),
        place: page.t2("panel-place", "n", at + 1, "all", members.len()),
        page,
    };
    Ok(ui::html_with(code, &template))
}

fn score_table(page: &Page, stage: &Stage, scores: &BTreeMap<String, u32>) -> Table {
    let heads = [page.t("panel-col-criterion"), format!("#{}", page.t("panel-col-score"))];
    let mut table = Table::new(page.t("panel-own-sheet"), heads).caption_hidden();
    for row in rubric(stage) {
        let score = scores.get(&row.id).copied().unwrap_or_default();
        table.row([row.name.clone().into(), Cell::Figure(format!("{score} / {}", row.most))]);
    }
    let all: u32 = rubric(stage).iter().map(|row| row.most).sum();
    table.foot = vec![
        page.t("common-total").into(),
        Cell::Figure(format!("{} / {all}", scores.values().sum::<u32>())),
    ];
    table
}

/// A ground's name in forms.
fn ground_name(ground: RecusalGround) -> &'static str {
    match ground {
        RecusalGround::Own => "own",
        RecusalGround::Kin => "kin",
        RecusalGround::SameUnit => "same-unit",
        RecusalGround::SameOutlet => "same-outlet",
        RecusalGround::Recommender => "recommender",
        RecusalGround::Other => "other",
    }
}

async fn hand_in(Path((el, nominee)): Path<(String, String)>, sent: Sent) -> Result<Response, Response> {
    let ask = &sent.ask;
    let (desk, view) = ask.room(&el, &[Who::Judge]).await?;
    let Some(stage) = review_of(&view) else { return Err(shell::not_found(ask)) };
    let mut form = sent.form();
    let mark = if sent.get("do") == "abstain" {
        Mark::Abstain
    } else {
        let mut scores = BTreeMap::new();
        let mut wrong = false;
        for row in rubric(stage) {
            let name = field(&row.id);
            match sent.number::<u32>(&name).filter(|score| (row.least..=row.most).contains(score)) {
                Some(score) => {
                    scores.insert(row.id.clone(), score);
                }
                None => {
                    wrong = true;
                    let args = text::args! { "least" => row.least, "most" => row.most };
                    let fault = text::ta(ask.lang(), "panel-score-fault", &args);
                    form = form.fault(&name, fault, rubric_clause(stage));
                }
            }
        }
        if wrong {
            return sheet_page(ask, &view, &nominee, form, StatusCode::UNPROCESSABLE_ENTITY);
        }
        Mark::Scores(scores)
    };
    let word = if mark == Mark::Abstain { "abstained" } else { "scored" };
    let act = review::Act::Sheet { stage: stage.id.clone(), nominee: nominee.clone(), mark };
    match shell::act(&sent, &desk, &view, Act::Review(act)).await? {
        Acted::Done(_) => {
            let members = candidates(&view);
            let at = members.iter().position(|member| member.nominee == nominee);
            let next = at.and_then(|at| members.get(at + 1)).filter(|_| sent.get("do") == "next");
            Ok(match next {
                Some(member) => go(&format!("/s/{el}/panel/{}", member.nominee), word),
                None => go(&format!("/s/{el}/panel"), word),
            })
        }
        Acted::Refused(form) => sheet_page(ask, &view, &nominee, form, StatusCode::UNPROCESSABLE_ENTITY),
    }
}

async fn recuse(Path((el, nominee)): Path<(String, String)>, sent: Sent) -> Result<Response, Response> {
    let ask = &sent.ask;
    let (desk, view) = ask.room(&el, &[Who::Judge]).await?;
    let Some(stage) = review_of(&view) else { return Err(shell::not_found(ask)) };
    let rules = stage.review.as_ref().and_then(|rules| rules.recusal.get());
    let Some(rules) = rules else {
        return Ok(Redirect::to(&format!("/s/{el}/panel/{nominee}")).into_response());
    };
    let ground = rules.grounds.iter().copied().find(|ground| ground_name(*ground) == sent.get("ground"));
    let Some(ground) = ground else {
        let form = sent.form().fault("ground", text::t(ask.lang(), "panel-ground-missing"), &rules.clause);
        return sheet_page(ask, &view, &nominee, form, StatusCode::UNPROCESSABLE_ENTITY);
    };
    let note = sent.get("note").to_owned();
    let act = review::Act::Recuse { stage: stage.id.clone(), nominee: nominee.clone(), ground, note };
    match shell::act(&sent, &desk, &view, Act::Review(act)).await? {
        Acted::Done(_) => Ok(go(&format!("/s/{el}/panel"), "recused")),
        Acted::Refused(form) => sheet_page(ask, &view, &nominee, form, StatusCode::UNPROCESSABLE_ENTITY),
    }
}
