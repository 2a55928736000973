//! The supervision receiver's room (监督受理): objections that went past the office, and rulings on them.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use desk::View;
use selection::may::Who;
use selection::notice::{self, Objection, Ruling};
use selection::{Act, Note};

use crate::ask::Ask;
use crate::sent::Sent;
use crate::shell::{self, Acted, stamp};
use crate::ui::{self, Cell, Choice, Fact, Form, Link, Page, Table, Tone};
use crate::{rooms, words};

const ROOM: &[Who] = &[Who::Receiver];

/// Outcomes as the form sends them.
const OUTCOMES: [(&str, Ruling); 3] =
    [("upheld", Ruling::Upheld), ("partly", Ruling::Partly), ("dismissed", Ruling::Dismissed)];

fn outcome_name(outcome: Ruling) -> &'static str {
    OUTCOMES.iter().find(|(_, known)| *known == outcome).map_or("", |(name, _)| name)
}

#[derive(Template)]
#[template(path = "watch/supervision.html")]
struct List {
    page: Page,
    open: usize,
    own: Table,
    office: Table,
}

/// `GET /s/{el}/supervision`: what came to the receiver; what went to the office by its row only.
pub(super) async fn list(ask: Ask, Path(el): Path<String>) -> Result<Response, Response> {
    let (_, view) = ask.room(&el, ROOM).await?;
    let lang = ask.lang();
    let page = ask.page(Some(&view), text::t(lang, "watch-supervision-title")).nav(rooms::staff(
        &view,
        lang,
        "supervision",
    ));
    let columns = ["watch-objection", "watch-came", "watch-about", "watch-rule-by", "watch-status"]
        .map(|key| page.t(key));
    let mut own = Table::new(page.t("watch-own"), &columns).caption_hidden().empty(page.t("watch-own-empty"));
    let mut office =
        Table::new(page.t("watch-office"), &columns).caption_hidden().empty(page.t("watch-office-empty"));
    let mut found: Vec<_> = view.s().notice.objections.iter().collect();
    // What waits stands first, the nearest deadline on top.
    found.sort_by_key(|(_, objection)| (objection.ruling.is_some(), objection.rule_by, objection.n));
    for (handle, objection) in &found {
        let cells = row(&view, &page, handle, objection);
        if objection.to_receiver {
            own.row(cells).href(format!("/s/{el}/supervision/{handle}")).marked(objection.ruling.is_none());
        } else {
            office.row(cells);
        }
    }
    let open =
        found.iter().filter(|(_, objection)| objection.to_receiver && objection.ruling.is_none()).count();
    Ok(ui::html(&List { page, open, own, office }))
}

fn row(view: &View, page: &Page, handle: &str, objection: &Objection) -> Vec<Cell> {
    let late = objection.ruling.is_none() && objection.rule_by.is_some_and(|by| by <= view.now());
    let (tone, status) = match objection.ruling {
        Some((outcome, ..)) => (Tone::Done, page.t(format!("ruling-{}", outcome_name(outcome)))),
        None if late => (Tone::Stop, page.t("watch-late")),
        None => (Tone::Wait, page.t("watch-waits")),
    };
    vec![
        Cell::Text(number(page, handle)),
        Cell::Text(page.moment(&stamp(objection.at))),
        Cell::Text(about(view, page, objection)),
        Cell::Text(rule_by(page, objection)),
        Cell::Tag(tone, status),
    ]
}

fn number(page: &Page, handle: &str) -> String {
    page.t1("watch-objection-no", "n", selection::lists::serial(handle))
}

fn about(view: &View, page: &Page, objection: &Objection) -> String {
    match &objection.about {
        Some(handle) => words::nominee(view, handle, page.lang),
        None => page.t("watch-whole-list"),
    }
}

fn rule_by(page: &Page, objection: &Objection) -> String {
    objection.rule_by.map_or_else(|| page.t("watch-no-deadline"), |by| page.deadline(&stamp(by)))
}

#[derive(Template)]
#[template(path = "watch/objection.html")]
struct One {
    page: Page,
    base: String,
    way: Vec<Link>,
    facts: Vec<Fact>,
    note: Option<Note>,
    open: bool,
    ruling: String,
    reason: String,
    outcomes: Vec<Choice>,
}

/// The receiver's view of one of the receiver's own objections.
async fn room(ask: &Ask, el: &str, handle: &str) -> Result<(desk::Desk, View, Objection), Response> {
    let (desk, view) = ask.room(el, ROOM).await?;
    let found = view.s().notice.objections.get(handle).filter(|objection| objection.to_receiver).cloned();
    let objection = found.ok_or_else(|| shell::not_found(ask))?;
    Ok((desk, view, objection))
}

/// `GET /s/{el}/supervision/{o}`: what was written, and the form to rule on it.
pub(super) async fn objection(ask: Ask, Path((el, o)): Path<(String, String)>) -> Result<Response, Response> {
    let (_, view, objection) = room(&ask, &el, &o).await?;
    Ok(ui::html(&one(&ask, &view, &o, &objection, Form::default())))
}

fn one(ask: &Ask, view: &View, handle: &str, objection: &Objection, form: Form) -> One {
    let lang = ask.lang();
    let el = &view.s().id;
    let open = objection.ruling.is_none();
    let form = form.placed(|_| open);
    let mut page =
        ask.page(Some(view), String::new()).nav(rooms::staff(view, lang, "supervision")).form(form);
    page.title = number(&page, handle);
    let note = view.note(objection.n, "objection");
    let said = |text: &str| if text.is_empty() { page.t("watch-not-given") } else { text.to_owned() };
    let (name, contact) =
        note.as_ref().map(|note| (said(&note.name), said(&note.contact))).unwrap_or_default();
    let base = format!("/s/{el}/supervision");
    let facts = vec![
        Fact::new(page.t("watch-came"), page.moment(&stamp(objection.at))),
        Fact::new(page.t("watch-about"), about(view, &page, objection)),
        Fact::new(page.t("watch-writer"), name),
        Fact::new(page.t("watch-contact"), contact),
        Fact::new(page.t("watch-rule-by"), rule_by(&page, objection)),
    ];
    let (ruling, reason) = match objection.ruling {
        Some((outcome, at, n)) => {
            let outcome = page.t(format!("ruling-{}", outcome_name(outcome)));
            let text = view.public_text(n, "ruling").map(|text| text.text).unwrap_or_default();
            (page.t2("watch-ruled", "outcome", outcome, "at", page.moment(&stamp(at))), text)
        }
        None => (String::new(), String::new()),
    };
    let outcomes = OUTCOMES
        .iter()
        .map(|(name, _)| {
            Choice::new(*name, page.t(format!("ruling-{name}"))).note(page.t(format!("watch-outcome-{name}")))
        })
        .collect();
    let way =
        vec![Link::new(page.t("watch-supervision-title"), base.clone()), Link::new(page.title.clone(), "")];
    One { base: format!("{base}/{handle}"), way, facts, note, open, ruling, reason, outcomes, page }
}

/// `POST /s/{el}/supervision/{o}/rule`: `outcome` (upheld, partly, dismissed), `text`, `sure` (on).
pub(super) async fn rule(Path((el, o)): Path<(String, String)>, sent: Sent) -> Result<Response, Response> {
    let ask = &sent.ask;
    let (desk, view, objection) = room(ask, &el, &o).await?;
    let lang = ask.lang();
    let again =
        |form: Form| ui::html_with(StatusCode::UNPROCESSABLE_ENTITY, &one(ask, &view, &o, &objection, form));
    let chosen = OUTCOMES.iter().find(|(name, _)| *name == sent.get("outcome"));
    let Some((_, outcome)) = chosen else {
        return Ok(again(sent.form().fault("outcome", text::t(lang, "watch-outcome-missing"), "")));
    };
    // A ruling is public and final, so it takes one more word.
    if sent.get("sure") != "on" {
        return Ok(again(sent.form().fault("sure", text::t(lang, "watch-sure-missing"), "")));
    }
    let act =
        notice::Act::Rule { objection: o.clone(), outcome: *outcome, text: sent.get("text").to_owned() };
    match shell::act(&sent, &desk, &view, Act::Notice(act)).await? {
        Acted::Done(n) => Ok(shell::done(&format!("/s/{el}/supervision"), n)),
        Acted::Refused(form) => Ok(again(form)),
    }
}
