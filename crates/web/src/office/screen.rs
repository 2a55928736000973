//! 初审: the queue, one nominee at a time, and pairs that share an ID number.

use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use desk::View;
use selection::may::Who;
use selection::screen::{self, Outcome};
use selection::{Act, Handle};

use super::recommendations::{File, clearances, reason_name};
use super::{Frame, base, category_name, name_of, page, queue, source_of};
use crate::app::App;
use crate::ask::Ask;
use crate::sent::Sent;
use crate::shell::{self, Acted, stamp};
use crate::ui::{self, Cell, Choice, Form, Link, Page, Table, Tone};

/// Nominees of the queue on the page: the rest are found among the recommendations.
const SHOWN: usize = 40;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/s/{el}/office/screen", get(room))
        .route("/s/{el}/office/screen/{p}", get(one).post(decide))
        .route("/s/{el}/office/pairs", post(pair))
}

/// Two files with one ID number.
struct Pair {
    sides: Vec<Side>,
}

struct Side {
    file: File,
    nominee: Handle,
    other: Handle,
    number: String,
}

#[derive(Template)]
#[template(path = "office/screen.html")]
struct Room {
    page: Page,
    frame: Frame,
    base: String,
    open: bool,
    next: String,
    total: usize,
    left: usize,
    table: Table,
    pairs: Vec<Pair>,
    shown: usize,
    decided: Table,
}

async fn room(ask: Ask, Path(el): Path<String>) -> Result<Response, Response> {
    let (_, view) = ask.room(&el, &[Who::Office]).await?;
    Ok(show(&ask, &view, StatusCode::OK, Form::default()))
}

fn show(ask: &Ask, view: &View, status: StatusCode, form: Form) -> Response {
    let lang = ask.lang();
    let page = page(ask, view, "screen", text::t(lang, "room-office-screen")).form(form);
    let s = view.s();
    let waiting = queue(s);
    let open = is_open(view);
    let heads = ["name", "number", "category", "unit", "handed-in", "hint"]
        .map(|key| page.t(format!("office-col-{key}")));
    let empty =
        if s.recommend.recs.is_empty() { "office-recommendations-none" } else { "office-queue-empty" };
    let mut table = Table::new(page.t("office-queue"), heads).caption_hidden().empty(page.t(empty));
    for (index, nominee) in waiting.iter().take(SHOWN).enumerate() {
        let Some(rec) = s.recommend.rec_of(nominee) else { continue };
        let twin = s.recommend.nominees.get(nominee).is_some_and(|row| !row.same_as.is_empty());
        let hint = match (twin, rec.returned) {
            (true, _) => Cell::Tag(Tone::Wait, page.t("office-hint-twin")),
            (false, 1..) => Cell::Text(page.t("office-hint-revised")),
            (false, 0) => Cell::from(""),
        };
        table
            .row([
                Cell::Name(name_of(view, nominee)),
                Cell::Text(nominee.clone()),
                Cell::Text(
                    view.plan()
                        .map(|plan| category_name(plan, &rec.facts.category, lang))
                        .unwrap_or_default(),
                ),
                Cell::Text(source_of(view, rec, lang)),
                Cell::Text(page.day_time(&stamp(rec.at))),
                hint,
            ])
            .href(if open {
                format!("{}/screen/{nominee}", base(view))
            } else {
                let handle = s
                    .recommend
                    .nominees
                    .get(nominee)
                    .and_then(|row| row.recs.last())
                    .cloned()
                    .unwrap_or_default();
                format!("{}/recommendations/{handle}", base(view))
            })
            .marked(index == 0 && open);
    }
    let pairs = s.open_pairs();
    let pairs = pairs.iter().filter_map(|(a, b)| {
        let side = |mine: &Handle, other: &Handle| {
            let file = File::of(view, &page, mine)?;
            Some(Side { number: file.handle.clone(), file, nominee: mine.clone(), other: other.clone() })
        };
        Some(Pair { sides: vec![side(a, b)?, side(b, a)?] })
    });
    let template = Room {
        frame: Frame::of(view, &page),
        base: base(view),
        open,
        next: waiting.first().cloned().unwrap_or_default(),
        total: s.recommend.recs.len(),
        left: waiting.len(),
        table,
        pairs: pairs.collect(),
        shown: SHOWN,
        decided: decided(view, &page),
        page,
    };
    ui::html_with(status, &template)
}

/// Who was left out, and for which of the plan's reasons.
fn decided(view: &View, page: &Page) -> Table {
    let heads = ["name", "number", "unit", "reason"].map(|key| page.t(format!("office-col-{key}")));
    let mut table = Table::new(page.t("office-left-out"), heads).caption_hidden();
    let mut rows: Vec<_> = selection::gate::left_out(view.s()).collect();
    rows.sort_by_key(|(nominee, _)| selection::lists::serial(nominee));
    for (nominee, reason) in rows {
        let Some(row) = view.s().recommend.nominees.get(nominee) else { continue };
        let Some(rec) = view.s().recommend.rec_of(nominee) else { continue };
        table
            .row([
                Cell::Name(name_of(view, nominee)),
                Cell::Text(nominee.clone()),
                Cell::Text(source_of(view, rec, page.lang)),
                Cell::Text(reason_name(view, reason)),
            ])
            .href(format!("{}/recommendations/{}", base(view), row.recs.last().cloned().unwrap_or_default()));
    }
    table
}

fn is_open(view: &View) -> bool {
    view.s().open_stages().iter().any(|stage| stage.screen.is_some())
}

#[derive(Template)]
#[template(path = "office/screen_one.html")]
struct One {
    page: Page,
    base: String,
    crumbs: Vec<Link>,
    file: File,
    nominee: Handle,
    left: usize,
    skip: String,
    clearances: Table,
    decisions: Vec<Choice>,
    elsewhere: bool,
    reasons: Vec<Choice>,
    twin: bool,
}

async fn one(ask: Ask, Path((el, nominee)): Path<(String, String)>) -> Result<Response, Response> {
    let (_, view) = ask.room(&el, &[Who::Office]).await?;
    let form = match view.s().screen.outcomes.get(&nominee) {
        Some(Outcome::Pass) => Form::default().with("decision", "pass"),
        Some(Outcome::Out(reason)) => Form::default().with("decision", "out").with("reason", reason),
        None => Form::default(),
    };
    show_one(&ask, &view, &nominee, StatusCode::OK, form)
}

fn show_one(
    ask: &Ask,
    view: &View,
    nominee: &str,
    status: StatusCode,
    form: Form,
) -> Result<Response, Response> {
    let lang = ask.lang();
    let page = page(ask, view, "screen", name_of(view, nominee)).form(form);
    let Some(file) = File::of(view, &page, nominee) else { return Err(shell::not_found(ask)) };
    let rules =
        view.plan().into_iter().flat_map(|plan| plan.stage.iter().filter_map(|stage| stage.screen.as_ref()));
    let reasons = rules
        .flat_map(|rules| rules.reason.iter())
        .map(|row| Choice::new(row.id.clone(), row.name.clone()).note(row.clause.clone()))
        .collect();
    let crumbs = vec![
        Link::new(text::t(lang, "room-office-screen"), format!("{}/screen", base(view))),
        Link::new(nominee, ""),
    ];
    let pass = Choice::new("pass", page.t("office-decision-pass"));
    let out = Choice::new("out", page.t("office-decision-out")).note(page.t("office-decision-out-note"));
    // Nobody passes whose papers are not here; whoever has waited long enough is left out with a public reason.
    let here = view.s().may_pass(nominee);
    let decisions = if here { vec![pass, out] } else { vec![out] };
    let waiting = queue(view.s());
    Ok(ui::html_with(
        status,
        &One {
            base: base(view),
            crumbs,
            file,
            nominee: nominee.to_owned(),
            left: waiting.len(),
            skip: after(&waiting, nominee)
                .map(|next| format!("{}/screen/{next}", base(view)))
                .unwrap_or_default(),
            clearances: clearances(view, &page, nominee),
            decisions,
            elsewhere: !here,
            reasons,
            twin: view.s().open_pairs().iter().any(|(a, b)| a == nominee || b == nominee),
            page,
        },
    ))
}

/// The next one of the queue after this one; from its end back to its beginning.
fn after<'a>(waiting: &'a [Handle], nominee: &str) -> Option<&'a Handle> {
    let number = selection::lists::serial(nominee);
    waiting
        .iter()
        .find(|other| selection::lists::serial(other) > number)
        .or_else(|| waiting.iter().find(|other| other.as_str() != nominee))
}

async fn decide(Path((el, nominee)): Path<(String, String)>, sent: Sent) -> Result<Response, Response> {
    let (desk, view) = sent.ask.room(&el, &[Who::Office]).await?;
    let lang = sent.ask.lang();
    let outcome = match sent.get("decision") {
        "pass" => Outcome::Pass,
        "out" => Outcome::Out(sent.get("reason").to_owned()),
        _ => {
            let form = sent.form().fault("decision", text::t(lang, "office-decision-missing"), "");
            return show_one(&sent.ask, &view, &nominee, StatusCode::UNPROCESSABLE_ENTITY, form);
        }
    };
    let act = Act::Screen(screen::Act::Screen {
        nominee: nominee.clone(),
        outcome,
        note: sent.get("note").to_owned(),
    });
    match shell::act(&sent, &desk, &view, act).await? {
        Acted::Done(n) => {
            let newer = desk.view(view.who().clone());
            let to = match after(&queue(newer.s()), &nominee) {
                Some(next) => format!("{}/screen/{next}", base(&view)),
                None => format!("{}/screen", base(&view)),
            };
            Ok(shell::done(&to, n))
        }
        Acted::Refused(form) => show_one(&sent.ask, &view, &nominee, StatusCode::UNPROCESSABLE_ENTITY, form),
    }
}

async fn pair(Path(el): Path<String>, sent: Sent) -> Result<Response, Response> {
    let (desk, view) = sent.ask.room(&el, &[Who::Office]).await?;
    let act = Act::Screen(screen::Act::Match {
        keep: sent.get("keep").to_owned(),
        other: sent.get("other").to_owned(),
        same: sent.get("same") == "yes",
    });
    match shell::act(&sent, &desk, &view, act).await? {
        Acted::Done(n) => Ok(shell::done(&format!("{}/screen", base(&view)), n)),
        Acted::Refused(form) => Ok(show(&sent.ask, &view, StatusCode::UNPROCESSABLE_ENTITY, form)),
    }
}
