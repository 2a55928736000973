//! The plan in force, its supplements, and the detailed standards.

use crate::words;
use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use desk::View;
use ledger::Hash;
use ledger::hash::hex_of;
use plan::read::{Source, Supplement};
use selection::may::Who;
use selection::{Act, founding};

use super::{Frame, base, page};
use crate::admin;
use crate::admin::faults::{Judged, Part, tables};
use crate::app::App;
use crate::ask::{Ask, broken};
use crate::sent::{Sent, UPLOAD_KEPT};
use crate::shell::{self, Acted, stamp};
use crate::ui::{self, Cell, Fact, Form, Link, Page, Table};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/s/{el}/office/rules", get(room).post(amend))
        .route("/s/{el}/office/rules/check", post(check))
        .route("/s/{el}/office/standards", post(publish))
        .route("/s/{el}/standards/{version}", get(download))
}

#[derive(Template)]
#[template(path = "office/rules.html")]
struct Room {
    page: Page,
    frame: Frame,
    base: String,
    facts: Vec<Fact>,
    hash: String,
    supplements: Table,
    standards: Table,
    standards_note: String,
    may_amend: bool,
}

#[derive(Template)]
#[template(path = "office/amend.html")]
struct Check {
    page: Page,
    frame: Frame,
    base: String,
    title: String,
    facts: Vec<Fact>,
    parts: Vec<Part>,
    ready: bool,
    supplement: String,
}

async fn room(ask: Ask, Path(el): Path<String>) -> Result<Response, Response> {
    let (_, view) = ask.room(&el, &[Who::Office]).await?;
    show(&ask, &view, StatusCode::OK, Form::default())
}

fn show(ask: &Ask, view: &View, status: StatusCode, form: Form) -> Result<Response, Response> {
    let Some(plan) = view.plan() else { return Err(shell::not_found(ask)) };
    let s = view.s();
    let page = page(ask, view, "rules", text::t(ask.lang(), "room-office-rules")).form(form);
    let document = plan.publication.document.clone().unwrap_or_else(|| page.t("common-none"));
    let facts = vec![
        Fact::new(page.t("office-fact-title"), &plan.title).href(format!("/s/{}/plan", s.id)),
        Fact::new(page.t("office-fact-document"), document),
        Fact::new(page.t("office-fact-amended"), page.t1("office-times", "n", plan.supplement.len())),
    ];
    let heads = ["supplement", "document", "issued"].map(|key| page.t(format!("office-col-{key}")));
    let mut supplements = Table::new(page.t("office-supplements"), heads)
        .caption_hidden()
        .empty(page.t("office-supplements-none"));
    for row in &plan.supplement {
        supplements.row([
            Cell::Text(row.title.clone()),
            Cell::Text(row.document.clone().unwrap_or_default()),
            Cell::Text(issued(&page, row.issued)),
        ]);
    }
    let heads = ["version", "published-at", "file"].map(|key| page.t(format!("office-col-{key}")));
    let mut standards =
        Table::new(page.t("office-standards"), heads).caption_hidden().empty(page.t("office-standards-none"));
    for row in s.founding.standards.iter().rev() {
        let file = Link::new(page.t("office-download"), format!("/s/{}/standards/{}", s.id, row.version));
        standards.row([
            Cell::Text(page.t1("office-version-n", "n", row.version)),
            Cell::Text(page.day_time(&stamp(row.at))),
            Cell::Link(file),
        ]);
    }
    let standards_note = match &plan.standards {
        Some(rules) => {
            let setter = plan.sponsor(&rules.set_by).map(|row| row.name.clone()).unwrap_or_default();
            let stage =
                plan.stage(&rules.before).map(|stage| words::stage(stage, page.lang)).unwrap_or_default();
            page.t2("office-standards-note", "by", setter, "stage", stage)
        }
        None => page.t("office-standards-free"),
    };
    let template = Room {
        frame: Frame::of(view, &page),
        base: base(view),
        facts,
        hash: s.plan_hashes.last().cloned().unwrap_or_default(),
        supplements,
        standards,
        standards_note,
        may_amend: s.closed.is_none(),
        page,
    };
    Ok(ui::html_with(status, &template))
}

/// The day a supplement was issued, as it is printed.
fn issued(page: &Page, day: jiff::civil::Date) -> String {
    text::date(page.lang, day.year(), day.month(), day.day())
}

/// Reads a supplement and lays it over the plan, and shows every fault before anybody adopts it.
async fn check(Path(el): Path<String>, sent: Sent) -> Result<Response, Response> {
    let (_, view) = sent.ask.room(&el, &[Who::Office]).await?;
    let Some((name, source)) = admin::source_of(&sent) else {
        let form = sent.form().fault("plan", text::t(sent.ask.lang(), "admin-file-missing"), "");
        return show(&sent.ask, &view, StatusCode::UNPROCESSABLE_ENTITY, form);
    };
    tell(&sent.ask, &view, StatusCode::OK, Form::default(), &name, source)
}

fn tell(
    ask: &Ask,
    view: &View,
    status: StatusCode,
    form: Form,
    name: &str,
    source: String,
) -> Result<Response, Response> {
    let Some(plan) = view.plan() else { return Err(shell::not_found(ask)) };
    let lang = ask.lang();
    let mut page = page(ask, view, "rules", text::t(lang, "office-amend"));
    let today = view.now().civil(&view.s().zone()).date();
    let read = Supplement::read_file(Source { name, text: &source });
    let (title, facts, faults) = match read {
        Err(faults) => (String::new(), Vec::new(), Judged::from(faults)),
        Ok(supplement) => {
            let facts = vec![
                Fact::new(
                    page.t("office-col-document"),
                    supplement.document.clone().unwrap_or_else(|| page.t("common-none")),
                ),
                Fact::new(page.t("office-col-issued"), issued(&page, supplement.issued)),
            ];
            let faults = match plan.amended_by(Source { name, text: &source }) {
                Ok(after) => Judged::of(&after, today),
                Err(faults) => faults.into(),
            };
            (supplement.title, facts, faults)
        }
    };
    let ready = !title.is_empty() && faults.sound();
    page.form = if ready { form } else { form.with("source", &source) };
    let template = Check {
        frame: Frame::of(view, &page),
        base: base(view),
        title,
        facts,
        parts: tables(&page, &faults, !ready),
        ready,
        supplement: source,
        page,
    };
    let status = if ready { status } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(ui::html_with(status, &template))
}

async fn amend(Path(el): Path<String>, sent: Sent) -> Result<Response, Response> {
    let (desk, view) = sent.ask.room(&el, &[Who::Office]).await?;
    let source = admin::lines(sent.get("source"));
    let Ok(supplement) = Supplement::read(&source) else {
        return tell(&sent.ask, &view, StatusCode::UNPROCESSABLE_ENTITY, Form::default(), "", source);
    };
    let act = Act::Founding(founding::Act::Amend(Box::new(supplement)));
    match shell::act(&sent, &desk, &view, act).await? {
        Acted::Done(n) => Ok(shell::done(&format!("{}/rules", base(&view)), n)),
        Acted::Refused(form) => tell(&sent.ask, &view, StatusCode::UNPROCESSABLE_ENTITY, form, "", source),
    }
}

/// Publishes a version of the detailed standards: the file is kept first, then the entry names its hash.
async fn publish(Path(el): Path<String>, sent: Sent) -> Result<Response, Response> {
    let (desk, view) = sent.ask.room(&el, &[Who::Office]).await?;
    let lang = sent.ask.lang();
    let mut form = sent.form();
    if sent.file("file").is_none() {
        form = form.fault("file", text::t(lang, "office-standards-missing"), "");
    }
    if sent.get("sure") != "on" {
        form = form.fault("sure", text::t(lang, "office-sure-missing"), "");
    }
    let (Some(file), true) = (sent.file("file"), form.faults().is_empty()) else {
        return show(&sent.ask, &view, StatusCode::UNPROCESSABLE_ENTITY, form);
    };
    let due = sent.ask.now().plus(UPLOAD_KEPT).0;
    let hash = desk.store().save_blob(&file.bytes, Some(due)).await.map_err(broken)?;
    let blob = hex_of(&hash);
    match shell::act(&sent, &desk, &view, Act::Founding(founding::Act::PublishStandards { blob })).await? {
        Acted::Done(n) => Ok(shell::done(&format!("{}/rules", base(&view)), n)),
        Acted::Refused(form) => show(&sent.ask, &view, StatusCode::UNPROCESSABLE_ENTITY, form),
    }
}

/// A version of the detailed standards, for everybody.
async fn download(ask: Ask, Path((el, version)): Path<(String, u32)>) -> Result<Response, Response> {
    let (desk, view) = ask.public(&el).await?;
    let row = view.s().founding.standards.iter().find(|row| row.version == version);
    let Some(hash) = row.and_then(|row| row.blob.parse::<Hash>().ok()) else {
        return Err(shell::not_found(&ask));
    };
    let Some(bytes) = desk.store().blob(hash.as_bytes()).await.map_err(broken)? else {
        return Err(shell::not_found(&ask));
    };
    let (kind, ending) = kind_of(&bytes);
    Ok(shell::download(bytes, kind, &format!("standards-v{version}.{ending}")))
}

/// Media type and ending of a document by its first bytes.
fn kind_of(bytes: &[u8]) -> (&'static str, &'static str) {
    match bytes {
        [b'%', b'P', b'D', b'F', ..] => ("application/pdf", "pdf"),
        [b'P', b'K', 3, 4, ..] => {
            ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx")
        }
        _ if std::str::from_utf8(bytes).is_ok() => ("text/plain; charset=utf-8", "txt"),
        _ => ("application/octet-stream", "bin"),
    }
}
