//! A plan file drafted out of an ordinary plan text, pasted or uploaded; and what was taken from that text, with the
//! sentence of each value, how sure it is, and what nothing was taken from.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use draft::Sureness;

use super::draft::Draft;
use super::faults::Part;
use super::{lines, page};
use crate::ask::{Ask, broken};
use crate::sent::Sent;
use crate::ui::{self, Cell, Link, Markup, Page, Tone};

#[derive(Template)]
#[template(path = "admin/import.html")]
struct Import {
    page: Page,
    /// The title of the plan that is in hand, if one is: a new draft takes its place.
    kept: Option<String>,
}

#[derive(Template)]
#[template(path = "admin/sentence.html")]
struct Sentence<'a> {
    sentence: &'a str,
    place: String,
    line: u32,
}

pub(super) async fn ask_for(ask: Ask) -> Result<Response, Response> {
    ask.admin()?;
    let kept = Draft::of(&ask).await?.map(|draft| draft.title());
    Ok(ui::html(&Import { page: page(&ask, "new", "admin-import"), kept }))
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
        let source = draft::draft(&text, lang).toml;
        Ok::<_, draft::Unreadable>(Draft { source, words: text })
    });
    match made.await.map_err(broken)? {
        Ok(draft) => draft.keep(ask).await,
        Err(why) => Ok(refused(&sent, why.key())),
    }
}

fn refused(sent: &Sent, key: &str) -> Response {
    let field = if sent.file("text").is_some() { "text" } else { "words" };
    let form = sent.form().fault(field, text::t(sent.ask.lang(), key), "");
    let page = page(&sent.ask, "new", "admin-import").form(form);
    ui::html_with(StatusCode::UNPROCESSABLE_ENTITY, &Import { page, kept: None })
}

/// The lines that hold something, each with its number, as findings name them.
pub(super) fn numbered(text: &str) -> Vec<(usize, String)> {
    let kept =
        |(n, line): (usize, &str)| Some((n + 1, line.trim().to_owned())).filter(|(_, line)| !line.is_empty());
    text.lines().enumerate().filter_map(kept).collect()
}

/// What was taken from the text, and what not: what looks like a rule, every value, and the rest.
pub(super) async fn parts(page: &Page, words: &str) -> Result<[Option<Part>; 3], Response> {
    let (words, lang) = (words.to_owned(), page.lang);
    let draft = tokio::task::spawn_blocking(move || draft::draft(&words, lang)).await.map_err(broken)?;
    let unread = |id, rule| unread(page, &draft, id, rule);
    Ok([unread("unread", true), Some(found(page, &draft)), unread("other", false)])
}

/// What was found: the value, the sentence with its place, how sure it is.
fn found(page: &Page, draft: &draft::Draft) -> Part {
    let mut part = Part::new(page, "taken", &["content", "sentence", "sure"], draft.findings.len());
    part.table = part.table.empty(page.t("admin-drafted-nothing"));
    for finding in &draft.findings {
        let line = finding.lines.0;
        let mut place = match finding.clause.as_str() {
            "" => page.t1("draft-import-line", "line", line),
            clause => page.t2("draft-import-line-clause", "line", line, "clause", clause),
        };
        if !finding.why.is_empty() {
            place = page.t2("admin-drafted-place", "place", place, "why", finding.why.as_str());
        }
        let (tone, sure) = match (finding.placed, finding.sure) {
            (false, _) => (Tone::Wait, "admin-drafted-comment"),
            (true, Sureness::Stated) => (Tone::Done, "draft-import-stated"),
            (true, Sureness::Inferred) => (Tone::Plain, "draft-import-inferred"),
        };
        let sentence = Sentence { sentence: &finding.sentence, place, line };
        part.table.row([
            Cell::Two(finding.value.clone(), finding.what.clone()),
            Cell::Markup(Markup(sentence.render().unwrap_or_default())),
            Cell::Tag(tone, page.t(sure)),
        ]);
    }
    part
}

fn unread(page: &Page, draft: &draft::Draft, id: &'static str, rule: bool) -> Option<Part> {
    let unread: Vec<_> = draft.unread.iter().filter(|unread| unread.rule == rule).collect();
    let mut part = Part::new(page, id, &["sentence", "line"], unread.len());
    for left in &unread {
        let line = left.lines.0;
        let place = Link::new(page.t1("draft-import-line", "line", line), format!("#l{line}"));
        part.table.row([Cell::Text(left.text.clone()), Cell::Link(place)]);
    }
    Some(part).filter(|_| !unread.is_empty())
}
