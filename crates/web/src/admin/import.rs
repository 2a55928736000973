//! A plan file drafted out of an ordinary plan text: pasted or uploaded, shown beside its source, corrected, and then
//! checked and adopted like any plan file.

use std::fmt::Write;

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use draft::{Draft, Sureness};
use plan::{Fault, Severity};

use super::{fault_table, lines, page};
use crate::ask::{Ask, broken};
use crate::sent::Sent;
use crate::ui::{self, Cell, Form, Page, Table, Tone};

#[derive(Template)]
#[template(path = "admin/import.html")]
struct Import {
    page: Page,
}

#[derive(Template)]
#[template(path = "admin/drafted.html")]
struct Drafted {
    page: Page,
    /// The text, its lines numbered as findings name them.
    text: String,
    found: Table,
    errors: Table,
    open: Table,
    unread: Table,
    other: Table,
}

pub(super) async fn ask_for(ask: Ask) -> Result<Response, Response> {
    ask.admin()?;
    Ok(ui::html(&Import { page: page(&ask, "new", "admin-import") }))
}

pub(super) async fn drafted(sent: Sent) -> Result<Response, Response> {
    let ask = &sent.ask;
    ask.admin()?;
    let bytes = match sent.file("text") {
        Some(file) => file.bytes.clone(),
        None => lines(sent.get("words")).into_bytes(),
    };
    if bytes.is_empty() {
        return Ok(refused(&sent, "admin-import-missing"));
    }
    let lang = ask.lang();
    // It computes, for longer than a request may hold up others.
    let made = tokio::task::spawn_blocking(move || {
        let text = draft::open(&bytes)?;
        let draft = draft::draft(&text, lang);
        Ok::<_, draft::Unreadable>((text, draft))
    });
    match made.await.map_err(broken)? {
        Ok((text, draft)) => Ok(show(ask, &text, &draft)),
        Err(why) => Ok(refused(&sent, why.key())),
    }
}

fn refused(sent: &Sent, key: &str) -> Response {
    let field = if sent.file("text").is_some() || sent.some("words").is_none() { "text" } else { "words" };
    let form = sent.form().fault(field, text::t(sent.ask.lang(), key), "");
    let page = page(&sent.ask, "new", "admin-import").form(form);
    ui::html_with(StatusCode::UNPROCESSABLE_ENTITY, &Import { page })
}

fn show(ask: &Ask, text: &str, draft: &Draft) -> Response {
    let page = page(ask, "new", "admin-drafted").form(Form::default().with("source", &draft.toml));
    let of = |severity| draft.faults.iter().filter(move |fault| fault.severity == severity).cloned();
    let errors: Vec<_> = of(Severity::Error).collect();
    let open: Vec<_> = of(Severity::Question).chain(of(Severity::Warning)).collect();
    let faults = |caption: &str, found: Vec<Fault>| {
        let caption = page.t1(caption, "n", found.len());
        captioned(fault_table(&page, &found.into()), caption)
    };
    let template = Drafted {
        text: numbered(text),
        found: found(&page, draft),
        errors: faults("draft-import-errors", errors),
        open: faults("draft-import-questions", open),
        unread: unread(&page, draft, true),
        other: unread(&page, draft, false),
        page,
    };
    ui::html(&template)
}

fn captioned(mut table: Table, caption: String) -> Table {
    table.caption = caption;
    table
}

/// The lines that hold something, each with its number.
fn numbered(text: &str) -> String {
    let mut out = String::new();
    for (n, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let _ = writeln!(out, "{}  {}", n + 1, line.trim());
    }
    out
}

/// What was found: the value, the sentence with its place, how sure it is.
fn found(page: &Page, draft: &Draft) -> Table {
    let heads = ["what", "sentence", "sure"].map(|key| page.t(format!("admin-drafted-{key}")));
    let caption = page.t1("draft-import-found", "n", draft.findings.len());
    let mut table = Table::new(caption, heads).empty(page.t("admin-drafted-nothing"));
    for finding in &draft.findings {
        let mut place = match finding.clause.as_str() {
            "" => page.t1("draft-import-line", "line", finding.lines.0),
            clause => page.t2("draft-import-line-clause", "line", finding.lines.0, "clause", clause),
        };
        if !finding.why.is_empty() {
            place = page.t2("admin-drafted-place", "place", place, "why", finding.why.as_str());
        }
        let (tone, sure) = match (finding.placed, finding.sure) {
            (false, _) => (Tone::Wait, "admin-drafted-comment"),
            (true, Sureness::Stated) => (Tone::Done, "draft-import-stated"),
            (true, Sureness::Inferred) => (Tone::Plain, "draft-import-inferred"),
        };
        table.row([
            Cell::Two(finding.value.clone(), finding.what.clone()),
            Cell::Two(finding.sentence.clone(), place),
            Cell::Tag(tone, page.t(sure)),
        ]);
    }
    table
}

fn unread(page: &Page, draft: &Draft, rule: bool) -> Table {
    let parts: Vec<_> = draft.unread.iter().filter(|unread| unread.rule == rule).collect();
    let key = if rule { "draft-import-unread" } else { "draft-import-other" };
    let heads = ["admin-col-line", "admin-drafted-sentence"].map(|key| page.t(key));
    let mut table = Table::new(page.t1(key, "n", parts.len()), heads).empty(page.t("admin-drafted-all"));
    for part in parts {
        let line = page.t1("draft-import-line", "line", part.lines.0);
        table.row([Cell::Text(line), Cell::Text(part.text.clone())]);
    }
    table
}
