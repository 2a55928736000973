//! 联审: which department said what of whom.

use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use desk::View;
use plan::Instant;
use selection::may::Who;
use selection::screen::{self, Clearance, Opinion};
use selection::{Act, Handle};

use super::recommendations::opinion_words;
use super::{Frame, base, category_name, department_name, name_of, page};
use crate::app::App;
use crate::ask::Ask;
use crate::sent::Sent;
use crate::shell::{self, Acted, stamp};
use crate::ui::{self, Cell, Form, Page, Table, Tone};

const DAY: i64 = 86_400_000;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/s/{el}/office/clearance", get(room).post(ask_all))
}

#[derive(Template)]
#[template(path = "office/clearance.html")]
struct Room {
    page: Page,
    frame: Frame,
    base: String,
    /// The plan names departments to be asked.
    asked: bool,
    passed: usize,
    lacking: usize,
    to_ask: usize,
    refused: Table,
    matrix: Table,
}

async fn room(ask: Ask, Path(el): Path<String>) -> Result<Response, Response> {
    let (_, view) = ask.room(&el, &[Who::Office]).await?;
    Ok(show(&ask, &view, StatusCode::OK, Form::default()))
}

fn show(ask: &Ask, view: &View, status: StatusCode, form: Form) -> Response {
    let lang = ask.lang();
    let page = page(ask, view, "clearance", text::t(lang, "room-office-clearance")).form(form);
    let passed = passed(view);
    let lacking =
        passed.iter().filter(|nominee| !view.s().clearance_lacks(nominee, view.now()).is_empty()).count();
    let template = Room {
        frame: Frame::of(view, &page),
        base: base(view),
        asked: view.plan().is_some_and(|plan| !plan.department.is_empty()),
        passed: passed.len(),
        lacking,
        to_ask: to_ask(view).len(),
        refused: refused(view, &page, &passed),
        matrix: matrix(view, &page, &passed),
        page,
    };
    ui::html_with(status, &template)
}

/// Who goes on, in the order in which they were put forward.
fn passed(view: &View) -> Vec<Handle> {
    let mut passed = view.s().passed();
    passed.sort_by_key(|handle| selection::lists::serial(handle));
    passed
}

fn given<'a>(view: &'a View, nominee: &str, department: &str) -> Option<&'a Clearance> {
    view.s().screen.clearances.get(nominee)?.get(department)
}

/// Whoever has a department that was never asked, or whose answer has expired or was refused: asking again is the
/// office's decision, so those are counted too once the department has answered.
fn to_ask(view: &View) -> Vec<Handle> {
    let lacks = |nominee: &Handle| {
        let missing = view.s().clearance_lacks(nominee, view.now());
        missing.iter().any(|department| match given(view, nominee, department) {
            None => true,
            Some(clearance) => matches!(clearance.answer, Some((Opinion::Clear, ..))),
        })
    };
    passed(view).into_iter().filter(lacks).collect()
}

/// Who was refused, with the grounds that only the office reads: on top, because the list waits for it.
fn refused(view: &View, page: &Page, passed: &[Handle]) -> Table {
    let heads = ["name", "department", "answer"].map(|key| page.t(format!("office-col-{key}")));
    let mut table = Table::new(page.t("office-refused"), heads).caption_hidden();
    let Some(plan) = view.plan() else { return table };
    for nominee in passed {
        for department in view.s().departments_for(nominee) {
            let Some((opinion, at, n)) = given(view, nominee, &department).and_then(|row| row.answer) else {
                continue;
            };
            if opinion == Opinion::Clear {
                continue;
            }
            let (_, key) = opinion_words(opinion);
            let grounds = view.note(n, "note").map(|note| note.text).unwrap_or_default();
            table
                .row([
                    Cell::Name(name_of(view, nominee)),
                    Cell::Text(department_name(plan, &department)),
                    Cell::Two(format!("{} {}", page.t(key), page.day(&stamp(at))), grounds),
                ])
                .href(format!("{}/screen/{nominee}", base(view)))
                .marked(true);
        }
    }
    table
}

fn matrix(view: &View, page: &Page, passed: &[Handle]) -> Table {
    let Some(plan) = view.plan() else { return Table::default() };
    let mut heads = vec![page.t("office-col-name"), page.t("office-col-category")];
    heads.extend(plan.department.iter().map(|department| department.name.clone()));
    let mut table = Table::new(page.t("room-office-clearance"), heads)
        .caption_hidden()
        .empty(page.t("office-clearance-empty"));
    for nominee in passed {
        let Some(row) = view.s().recommend.nominees.get(nominee) else { continue };
        let needed = view.s().departments_for(nominee);
        // The fold does not know which department gave which clearance: the shortest validity holds for all of them.
        let valid_days = needed.iter().filter_map(|id| plan.department(id)?.valid_days).min();
        let mut cells = vec![
            Cell::Two(name_of(view, nominee), nominee.clone()),
            Cell::Text(category_name(plan, &row.category, page.lang)),
        ];
        cells.extend(plan.department.iter().map(|department| {
            let needs = needed.contains(&department.id);
            if needs {
                cell(view, page, nominee, &department.id, valid_days)
            } else {
                Cell::Text("–".to_owned())
            }
        }));
        let handle = row.recs.last().cloned().unwrap_or_default();
        table.row(cells).href(format!("{}/recommendations/{handle}", base(view)));
    }
    table
}

fn cell(view: &View, page: &Page, nominee: &str, department: &str, valid_days: Option<u32>) -> Cell {
    let Some(clearance) = given(view, nominee, department) else {
        return Cell::Tag(Tone::Plain, page.t("office-not-asked"));
    };
    let Some((opinion, at, _)) = clearance.answer else {
        return Cell::Tag(
            Tone::Wait,
            page.t1("office-clearance-since", "at", page.day(&stamp(clearance.asked))),
        );
    };
    let (tone, key) = opinion_words(opinion);
    let ends = valid_days.map(|days| at.plus(i64::from(days) * DAY));
    match (opinion, ends) {
        (Opinion::Clear, Some(ends)) if ends < view.now() => {
            Cell::Tag(Tone::Stop, page.t("office-clearance-expired"))
        }
        (Opinion::Clear, Some(ends)) => Cell::Two(page.t(key), until(page, ends)),
        _ => Cell::Tag(tone, page.t(key)),
    }
}

fn until(page: &Page, ends: Instant) -> String {
    page.t1("office-clearance-until", "at", page.day(&stamp(ends)))
}

/// Asks every department that is still to be asked.
async fn ask_all(Path(el): Path<String>, sent: Sent) -> Result<Response, Response> {
    let (desk, view) = sent.ask.room(&el, &[Who::Office]).await?;
    let act = Act::Screen(screen::Act::AskClearance { nominees: to_ask(&view) });
    match shell::act(&sent, &desk, &view, act).await? {
        Acted::Done(n) => Ok(shell::done(&format!("{}/clearance", base(&view)), n)),
        Acted::Refused(form) => Ok(show(&sent.ask, &view, StatusCode::UNPROCESSABLE_ENTITY, form)),
    }
}
