//! The clearance department's room: who it was asked about, its opinion on each, and the ID number where it is needed
//! to find somebody, each reading in the access journal.

use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use desk::{DeskError, View};
use selection::may::Who;
use selection::screen::{self, Clearance, Opinion};
use selection::{Act, Person, Role};

use crate::app::App;
use crate::ask::{Ask, broken};
use crate::recommendation::{go, said};
use crate::sent::Sent;
use crate::shell::{self, Acted, stamp};
use crate::ui::{self, Cell, Choice, Fact, Markup, Page, Table, Tone};
use crate::{rooms, words};

/// A day, ms.
const DAY: i64 = 86_400_000;

/// The routes of this room.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/s/{el}/clearance", get(list).post(several))
        .route("/s/{el}/clearance/{p}", get(one).post(give))
        .route("/s/{el}/clearance/{p}/number", post(number))
}

fn department(view: &View) -> &str {
    match view.s().role(view.who()) {
        Some(Role::Department { department }) => department,
        _ => "",
    }
}

/// Nominees this department was asked about, in the order of their handles.
fn asked(view: &View) -> Vec<(&str, &Clearance)> {
    let own = department(view);
    let mut rows: Vec<(&str, &Clearance)> = view
        .s()
        .screen
        .clearances
        .iter()
        .filter_map(|(nominee, given)| Some((nominee.as_str(), given.get(own)?)))
        .collect();
    rows.sort_by_key(|(nominee, _)| selection::lists::serial(nominee));
    rows
}

/// Name, and employer or unit.
fn whom(view: &View, nominee: &str, page: &Page) -> (String, String) {
    let rec = view.s().recommend.rec_of(nominee);
    let unit =
        rec.and_then(|rec| rec.facts.unit.as_deref()).map(|unit| words::unit_name(view, unit, page.lang));
    match view.profile(nominee) {
        Some(profile) if !profile.employer.is_empty() => (profile.name.clone(), profile.employer.clone()),
        Some(profile) => (profile.name.clone(), unit.unwrap_or_default()),
        None => (words::nominee(view, nominee, page.lang), unit.unwrap_or_default()),
    }
}

fn tone(opinion: Opinion) -> Tone {
    match opinion {
        Opinion::Clear => Tone::Done,
        Opinion::Against => Tone::Stop,
        Opinion::Withdrawn => Tone::Wait,
    }
}

/// Until when an opinion holds, where the plan lets it grow old; and whether that is over.
fn valid(view: &View, page: &Page, given: plan::Instant) -> Option<(String, bool)> {
    let days = view.plan()?.department(department(view))?.valid_days?;
    let end = given.plus(i64::from(days) * DAY);
    Some((page.day(&stamp(end)), end < view.now()))
}

#[derive(Template)]
#[template(path = "clearance/tick.html")]
struct Tick<'a> {
    nominee: &'a str,
    label: String,
    on: bool,
}

#[derive(Template)]
#[template(path = "clearance/list.html")]
struct List {
    page: Page,
    department: String,
    action: String,
    waiting: Table,
    answered: Table,
    n: usize,
}

async fn list(ask: Ask, Path(el): Path<String>) -> Result<Response, Response> {
    let (_, view) = ask.room(&el, &[Who::Department]).await?;
    Ok(list_page(&ask, &view, ui::Form::default(), StatusCode::OK))
}

fn list_page(ask: &Ask, view: &View, form: ui::Form, code: StatusCode) -> Response {
    let lang = ask.lang();
    let mut page = ask
        .page(Some(view), text::t(lang, "clearance-title"))
        .nav(rooms::staff(view, lang, "clearance"))
        .form(form);
    if page.flash.is_none() {
        page.flash = said(ask, "clearance");
    }
    let base = format!("/s/{}/clearance", view.s().id);
    let heads = |keys: [&str; 4]| keys.map(|key| text::t(lang, key));
    let mut waiting = Table::new(
        page.t("clearance-waiting"),
        heads(["clearance-col-name", "clearance-col-unit", "clearance-col-asked", "clearance-col-tick"]),
    )
    .caption_hidden()
    .empty(page.t("clearance-waiting-empty"));
    let mut answered = Table::new(
        page.t("clearance-answered"),
        heads(["clearance-col-name", "clearance-col-unit", "clearance-col-opinion", "clearance-col-valid"]),
    )
    .caption_hidden()
    .empty(page.t("clearance-answered-empty"));
    for (nominee, clearance) in asked(view) {
        let (name, unit) = whom(view, nominee, &page);
        match clearance.answer {
            None => {
                let label = page.t1("clearance-tick", "name", &name);
                let tick = Tick { nominee, label, on: page.form.holds("nominee", nominee) };
                let tick = Markup(tick.render().unwrap_or_default());
                let when = page.day_time(&stamp(clearance.asked));
                waiting
                    .row([Cell::Name(name), unit.into(), when.into(), Cell::Markup(tick)])
                    .href(format!("{base}/{nominee}"));
            }
            Some((opinion, at, _)) => {
                let holds = match valid(view, &page, at).filter(|_| opinion == Opinion::Clear) {
                    Some((_, true)) => page.t("clearance-expired"),
                    Some((day, false)) => page.t1("clearance-until", "at", day),
                    None => page.day_time(&stamp(at)),
                };
                let tag = Cell::Tag(tone(opinion), words::word("opinion", &opinion, lang));
                answered
                    .row([Cell::Name(name), unit.into(), tag, holds.into()])
                    .href(format!("{base}/{nominee}"));
            }
        }
    }
    let template = List {
        department: words::department_name(view, department(view), lang),
        action: base,
        n: waiting.rows.len(),
        waiting,
        answered,
        page,
    };
    ui::html_with(code, &template)
}

/// No objection to several at once: an act for each, so that each can be withdrawn alone.
async fn several(Path(el): Path<String>, sent: Sent) -> Result<Response, Response> {
    let (desk, view) = sent.ask.room(&el, &[Who::Department]).await?;
    let lang = sent.ask.lang();
    let ticked: Vec<String> = sent.all("nominee").into_iter().map(ToOwned::to_owned).collect();
    let mut form = sent.form();
    if ticked.is_empty() {
        form = form.fault("nominee", text::t(lang, "clearance-none-ticked"), "");
        return Ok(list_page(&sent.ask, &view, form, StatusCode::UNPROCESSABLE_ENTITY));
    }
    let request = sent.request();
    let mut refused = false;
    for nominee in ticked {
        let act =
            screen::Act::Clear { nominee: nominee.clone(), opinion: Opinion::Clear, note: String::new() };
        match desk.submit(view.who().clone(), Act::Screen(act), &format!("{request}-{nominee}")).await {
            Ok(_) => {}
            Err(DeskError::Refused(refusal)) => {
                refused = true;
                let fault = words::refusal(Some(&view), &refusal, lang);
                let whom = words::nominee(&view, &nominee, lang);
                let said =
                    text::ta(lang, "clearance-refused", &text::args! { "name" => whom, "why" => fault.text });
                form = form.fault("", said, fault.clause);
            }
            Err(other) => return Err(broken(other)),
        }
    }
    if refused {
        let (_, view) = sent.ask.room(&el, &[Who::Department]).await?;
        return Ok(list_page(&sent.ask, &view, form, StatusCode::UNPROCESSABLE_ENTITY));
    }
    Ok(go(&format!("/s/{el}/clearance"), "several"))
}

#[derive(Template)]
#[template(path = "clearance/one.html")]
struct One {
    page: Page,
    crumbs: Vec<ui::Link>,
    facts: Vec<Fact>,
    brief: String,
    person: Option<Person>,
    base: String,
    given: Option<(Tone, String, String)>,
    remark: String,
    options: Vec<Choice>,
    waits: bool,
    may_withdraw: bool,
}

fn known<'a>(ask: &Ask, view: &'a View, nominee: &str) -> Result<&'a Clearance, Response> {
    let own = department(view);
    let row = view.s().screen.clearances.get(nominee).and_then(|given| given.get(own));
    row.ok_or_else(|| shell::not_found(ask))
}

fn one_page(
    ask: &Ask,
    view: &View,
    nominee: &str,
    person: Option<Person>,
    form: ui::Form,
    code: StatusCode,
) -> Result<Response, Response> {
    let lang = ask.lang();
    let clearance = known(ask, view, nominee)?;
    let mut page = ask.page(Some(view), "").nav(rooms::staff(view, lang, "clearance")).form(form);
    if page.flash.is_none() {
        page.flash = said(ask, "clearance");
    }
    let (name, unit) = whom(view, nominee, &page);
    page.title = name.clone();
    let rec = view.s().recommend.rec_of(nominee);
    let mut facts = vec![
        Fact::new(page.t("clearance-col-unit"), unit),
        Fact::new(page.t("clearance-col-asked"), page.day_time(&stamp(clearance.asked))),
    ];
    if let Some((rec, plan)) = rec.zip(view.plan()) {
        facts.push(Fact::new(
            page.t("recommendation-category"),
            words::category_name(view, &rec.facts.category, lang),
        ));
        let kinds =
            plan.category(&rec.facts.category).map(|category| category.kinds.as_slice()).unwrap_or_default();
        if let Some(kind) = kinds.iter().find(|kind| kind.id == rec.facts.kind) {
            facts.push(Fact::new(page.t("recommendation-kind-person"), &kind.name));
        }
    }
    let base = format!("/s/{}/clearance/{nominee}", view.s().id);
    let choice = |opinion: Opinion, value: &str| Choice::new(value, words::word("opinion", &opinion, lang));
    let given = clearance.answer.map(|(opinion, at, _)| {
        (tone(opinion), words::word("opinion", &opinion, lang), page.day_time(&stamp(at)))
    });
    let template = One {
        crumbs: vec![
            ui::Link::new(text::t(lang, "clearance-title"), format!("/s/{}/clearance", view.s().id)),
            ui::Link::new(name, ""),
        ],
        facts,
        brief: view.profile(nominee).map(|profile| profile.brief.clone()).unwrap_or_default(),
        person,
        given,
        remark: clearance
            .answer
            .and_then(|(_, _, n)| view.note(n, "note"))
            .map(|note| note.text)
            .unwrap_or_default(),
        options: vec![choice(Opinion::Clear, "clear"), choice(Opinion::Against, "against")],
        waits: clearance.answer.is_none(),
        may_withdraw: clearance.answer.is_some_and(|(opinion, _, _)| opinion != Opinion::Withdrawn),
        base,
        page,
    };
    Ok(ui::html_with(code, &template))
}

async fn one(ask: Ask, Path((el, nominee)): Path<(String, String)>) -> Result<Response, Response> {
    let (_, view) = ask.room(&el, &[Who::Department]).await?;
    one_page(&ask, &view, &nominee, None, ui::Form::default(), StatusCode::OK)
}

/// Shows the numbers, once: by a button and not by a link, because the reading is written down.
async fn number(Path((el, nominee)): Path<(String, String)>, sent: Sent) -> Result<Response, Response> {
    let (desk, view) = sent.ask.room(&el, &[Who::Department]).await?;
    known(&sent.ask, &view, &nominee)?;
    let person = desk.person(view.who(), &nominee).await.map_err(broken)?;
    one_page(
        &sent.ask,
        &view,
        &nominee,
        Some(person.unwrap_or_default()),
        ui::Form::default(),
        StatusCode::OK,
    )
}

async fn give(Path((el, nominee)): Path<(String, String)>, sent: Sent) -> Result<Response, Response> {
    let (desk, view) = sent.ask.room(&el, &[Who::Department]).await?;
    known(&sent.ask, &view, &nominee)?;
    // The button that withdraws is sent after the choices and stands over them.
    let (opinion, word) = match sent.all("opinion").last().copied().unwrap_or_default() {
        "clear" => (Opinion::Clear, "given"),
        "against" => (Opinion::Against, "given"),
        "withdrawn" => (Opinion::Withdrawn, "withdrawn"),
        _ => {
            let form =
                sent.form().fault("opinion", text::t(sent.ask.lang(), "clearance-opinion-missing"), "");
            return one_page(&sent.ask, &view, &nominee, None, form, StatusCode::UNPROCESSABLE_ENTITY);
        }
    };
    let act = screen::Act::Clear { nominee: nominee.clone(), opinion, note: sent.get("note").to_owned() };
    match shell::act(&sent, &desk, &view, Act::Screen(act)).await? {
        Acted::Done(_) => Ok(go(&format!("/s/{el}/clearance"), word)),
        Acted::Refused(form) => {
            one_page(&sent.ask, &view, &nominee, None, form, StatusCode::UNPROCESSABLE_ENTITY)
        }
    }
}
