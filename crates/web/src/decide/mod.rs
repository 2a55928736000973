//! The office after the vote: vote, panel, result, notice, naming, publicity, closing; a module a room.
//!
//! Every room looks alike: the road, the work, and in the right column what the next step lacks and what just
//! happened. What cannot be undone is asked on a page of its own first ([`Confirm`]), which answers GET with the
//! question and POST with the act.

mod closing;
mod naming;
mod notice;
mod panel;
mod paper;
mod publicity;
mod result;
mod vote;

use askama::Template;
use axum::Router;
use axum::http::StatusCode;
use axum::response::Response;
use desk::{Desk, View};
use ledger::Hash;
use ledger::hash::hex_of;
use plan::Stage;
use selection::Act;
use selection::may::Who;

use crate::app::App;
use crate::ask::{Ask, broken};
use crate::office::Frame;
use crate::rooms;
use crate::sent::{Sent, UPLOAD_KEPT, Upload};
use crate::shell::{self, Acted, stamp};
use crate::ui::{self, Choice, Fact, Form, Page, Table};

/// The routes of these rooms.
pub fn routes() -> Router<App> {
    Router::new()
        .merge(vote::routes())
        .merge(paper::routes())
        .merge(panel::routes())
        .merge(result::routes())
        .merge(notice::routes())
        .merge(naming::routes())
        .merge(publicity::routes())
        .merge(closing::routes())
}

/// The desk and view of the office.
async fn enter(ask: &Ask, el: &str) -> Result<(Desk, View), Response> {
    ask.room(el, &[Who::Office]).await
}

/// A page of a room, by the room's name.
fn page(ask: &Ask, view: &View, room: &str, title: String) -> Page {
    ask.page(Some(view), title).nav(rooms::office(view, ask.lang(), room))
}

/// The page of the room itself.
fn room_page(ask: &Ask, view: &View, room: &str) -> Page {
    page(ask, view, room, text::t(ask.lang(), &format!("room-office-{room}")))
}

/// The address of a room; of the board where it has no name.
fn base(view: &View, room: &str) -> String {
    let office = format!("/s/{}/office", view.s().id);
    if room.is_empty() { office } else { format!("{office}/{room}") }
}

/// A nominee's name, or the handle where this viewer may not see it.
pub(crate) fn person(view: &View, nominee: &str) -> String {
    view.profile(nominee).map(|profile| profile.name.clone()).unwrap_or_else(|| nominee.to_owned())
}

/// Where a nominee works, in words.
pub(crate) fn employer(view: &View, nominee: &str) -> String {
    view.profile(nominee).map(|profile| profile.employer.clone()).unwrap_or_default()
}

/// A stage's window as a figure: its days, with the hours under them; nothing where the plan states none.
fn window(page: &Page, stage: &Stage, zone: &jiff::tz::TimeZone) -> Option<Fact> {
    let (opens, closes) = (stamp(stage.opens_at(zone)?), stamp(stage.closes_at(zone)?));
    let hours = page.t2("decide-from-to", "first", page.day_time(&opens), "last", page.deadline(&closes));
    Some(Fact::new(page.t("decide-window"), page.span(&opens, &closes)).note(hours))
}

/// A day of the calendar as it is printed.
fn date(page: &Page, day: jiff::civil::Date) -> String {
    text::date(page.lang, day.year(), day.month(), day.day())
}

/// A file that was sent as proof: kept under its SHA-256, which is returned as hex, until an entry names it or it is due. PDF, PNG and JPEG are taken; the
/// fault is the message's key.
///
/// # Errors
/// The answer where the store failed.
pub(crate) async fn keep_proof(
    ask: &Ask,
    desk: &Desk,
    file: &Upload,
) -> Result<Result<String, &'static str>, Response> {
    let known: [&[u8]; 3] = [b"%PDF-", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"];
    if !known.iter().any(|magic| file.bytes.starts_with(magic)) {
        return Ok(Err("decide-file-kind"));
    }
    let due = ask.now().plus(UPLOAD_KEPT).0;
    let hash = desk.store().save_blob(&file.bytes, Some(due)).await.map_err(broken)?;
    Ok(Ok(hex_of(&hash)))
}

/// The proof of a form's field: a fresh file, or the one that came with an earlier try and is kept already
/// (`<field>-kept`); empty where there is neither. The fault is a message's key.
///
/// # Errors
/// The answer where the store failed.
async fn hex_of_proof(
    sent: &Sent,
    desk: &Desk,
    field: &str,
) -> Result<Result<String, &'static str>, Response> {
    if let Some(file) = sent.file(field) {
        return keep_proof(&sent.ask, desk, file).await;
    }
    let kept = sent.get(&format!("{field}-kept"));
    let Ok(hash) = kept.parse::<Hash>() else { return Ok(Ok(String::new())) };
    let due = sent.ask.now().plus(UPLOAD_KEPT).0;
    let there = desk.store().renew_blob(hash.as_bytes(), due).await.map_err(broken)?;
    Ok(Ok(if there { kept.to_owned() } else { String::new() }))
}

/// What is asked of whoever confirms.
struct Question {
    name: &'static str,
    label: String,
    hint: String,
    optional: bool,
    kind: Kind,
}

/// How a question is answered.
enum Kind {
    Line,
    Area,
    Date,
    Pick(Vec<Choice>),
    Choose(Vec<Choice>),
}

impl Question {
    fn new(name: &'static str, label: String, kind: Kind) -> Question {
        Question { name, label, hint: String::new(), optional: false, kind }
    }

    fn hint(mut self, hint: String) -> Question {
        self.hint = hint;
        self
    }

    fn optional(mut self) -> Question {
        self.optional = true;
        self
    }
}

/// The page that asks before something is done: what will be done, to whom, and what follows from it.
#[derive(Template)]
#[template(path = "decide/confirm.html")]
struct Confirm {
    page: Page,
    frame: Frame,
    /// What will be done, in sentences.
    says: Vec<String>,
    /// What may make one stop, in sentences.
    warns: Vec<String>,
    facts: Vec<Fact>,
    /// A text of somebody that is to be read first; may be empty.
    words: String,
    tables: Vec<Table>,
    questions: Vec<Question>,
    /// Where the form is sent.
    action: String,
    /// The word on the button; empty where nothing can be done (yet).
    yes: String,
    /// It cannot be undone: the button says so by its colour.
    grave: bool,
    back: String,
}

impl Confirm {
    fn new(view: &View, page: Page, action: String, back: String) -> Confirm {
        let frame = Frame::of(view, &page);
        Confirm {
            page,
            frame,
            says: Vec::new(),
            warns: Vec::new(),
            facts: Vec::new(),
            words: String::new(),
            tables: Vec::new(),
            questions: Vec::new(),
            action,
            yes: String::new(),
            grave: false,
            back,
        }
    }

    /// The page again, with what is wrong.
    fn again(mut self, form: Form) -> Response {
        let shown: Vec<&str> = match self.yes.is_empty() {
            true => Vec::new(),
            false => self.questions.iter().map(|question| question.name).collect(),
        };
        self.page = self.page.form(form.placed(|field| shown.contains(&field)));
        ui::html_with(StatusCode::UNPROCESSABLE_ENTITY, &self)
    }
}

/// Asks for the act; done, it goes to `to`; refused, it shows the question again.
async fn confirmed(
    sent: &Sent,
    desk: &Desk,
    view: &View,
    act: Act,
    to: &str,
    again: Confirm,
) -> Result<Response, Response> {
    Ok(match shell::act(sent, desk, view, act).await? {
        Acted::Done(entry) => shell::done(to, entry),
        Acted::Refused(form) => again.again(form),
    })
}

/// The question "type this to confirm".
fn typed(page: &Page, what: &str) -> Question {
    let label = page.t1("decide-type", "what", what);
    Question::new("confirm", label, Kind::Line).hint(page.t("decide-type-hint"))
}

/// Whether what was typed is what had to be typed; width and case of letters do not matter.
fn typed_right(sent: &Sent, what: &str) -> bool {
    sent.get("confirm").eq_ignore_ascii_case(what)
}

/// The form with the fault of a wrong confirmation.
fn mistyped(sent: &Sent, what: &str) -> Form {
    let lang = sent.ask.lang();
    sent.form().fault("confirm", text::ta(lang, "decide-type-wrong", &text::args! { "what" => what }), "")
}
