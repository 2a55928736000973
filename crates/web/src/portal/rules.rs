//! The plan, explained in plain words, with what it does not say.

use askama::Template;
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use plan::explain::{Section, sections};
use plan::names;
use text::Lang;

use super::telling;
use crate::ask::Ask;
use crate::ui::{self, Fact, Page};
use crate::{rooms, shell};

#[derive(Template)]
#[template(path = "portal/plan.html")]
struct PlanPage {
    page: Page,
    heading: String,
    sections: Vec<(String, Section)>,
    record: Vec<Fact>,
    sponsors: Vec<(String, String)>,
    supplements: Vec<Fact>,
    standards: Vec<Fact>,
    hashes: Vec<String>,
    download: String,
}

/// GET `/s/{el}/plan`.
pub async fn page(ask: Ask, Path(el): Path<String>) -> Result<Response, Response> {
    let (_, view) = ask.public(&el).await?;
    let lang = ask.lang();
    let Some(plan) = view.plan() else { return Err(shell::not_found(&ask)) };
    let page =
        ask.page(Some(&view), text::t(lang, "room-public-plan")).nav(rooms::public(&view, lang, "plan"));
    let day = |date: Option<jiff::civil::Date>| date.map(|date| telling::day(&page, date));
    let p = &plan.publication;
    let rows = [
        ("portal-record-name", p.name.clone()),
        ("portal-record-document", p.document.clone().or_else(|| p.header_document.clone())),
        ("portal-record-index", p.index.clone()),
        ("portal-record-publisher", p.publisher.clone()),
        ("portal-record-issued", day(p.issued)),
        ("portal-record-published", day(p.published)),
        ("portal-record-disclosure", p.disclosure.clone()),
        ("portal-record-location", p.location.clone()),
        ("portal-record-approval", plan.approval.get().cloned()),
        ("portal-record-to", Some(p.addressees.join("；")).filter(|to| !to.is_empty())),
    ];
    let missing = page.t("portal-not-stated");
    let record = rows
        .into_iter()
        .filter_map(|(key, value)| match (key, value) {
            (_, Some(value)) => Some(Fact::new(page.t(key), value)),
            // The basis is asked for by everybody; that it is missing has to be seen.
            ("portal-record-approval", None) => Some(Fact::new(page.t(key), &missing)),
            (_, None) => None,
        })
        .collect();
    let sponsors = plan.sponsor.iter().map(|sponsor| {
        let name = sponsor.called(lang);
        let hosts = plan.office.host.get() == Some(&sponsor.id);
        let notes = [(sponsor.owns_document, "portal-owns-document"), (hosts, "portal-hosts-office")];
        let notes = notes.into_iter().filter(|(holds, _)| *holds).map(|(_, key)| page.t(key));
        (name.to_owned(), telling::join(notes, lang))
    });
    let sponsors = sponsors.collect();
    let supplements = plan.supplement.iter().map(|row| {
        let fact = Fact::new(telling::day(&page, row.issued), &row.title);
        fact.note(row.document.clone().unwrap_or_default())
    });
    let supplements = supplements.collect();
    let standards = view.s().founding.standards.iter().map(|version| {
        let at = telling::moment(&page, version.at);
        Fact::new(page.t1("portal-standards-version", "n", version.version), at)
    });
    let standards = standards.collect();
    let heading = match (lang, &p.name) {
        (Lang::Zh, Some(name)) => name.clone(),
        _ => names::title(plan, lang).to_owned(),
    };
    let contents = PlanPage {
        heading,
        sections: (1..).map(|n| format!("s{n}")).zip(sections(plan, lang)).collect(),
        record,
        sponsors,
        supplements,
        standards,
        hashes: view.s().plan_hashes.iter().cloned().collect(),
        download: format!("/s/{el}/plan.json"),
        page,
    };
    Ok(ui::html(&contents))
}

/// GET `/s/{el}/plan.json`: the plan in force as data.
pub async fn json(ask: Ask, Path(el): Path<String>) -> Result<Response, Response> {
    let (_, view) = ask.public(&el).await?;
    let Some(plan) = view.plan() else { return Err(shell::not_found(&ask)) };
    let body = serde_json::to_string_pretty(plan).map_err(crate::ask::broken)?;
    let name = format!("attachment; filename=\"{}-plan.json\"", plan.id);
    let name = HeaderValue::from_str(&name).unwrap_or(HeaderValue::from_static("attachment"));
    let kind = HeaderValue::from_static("application/json; charset=utf-8");
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)], body).into_response())
}
