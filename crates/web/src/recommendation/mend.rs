//! A recommendation that came back: the room of whoever put it forward shows why and opens the sheet as it was handed
//! in, files too; handing it in again is one step. A citizen has no room, so the unit that they turned to mends for
//! them, and signs what it hands in.

use axum::http::StatusCode;
use axum::response::Response;
use desk::{Desk, DeskError, View};
use selection::may::Who;
use selection::recommend::{self, Recommendation};
use selection::{Act, Person, Profile};

use super::sheet::{self, Fields, Way};
use super::{go, mend_page};
use crate::ask::{Ask, broken};
use crate::sent::Sent;
use crate::shell::{self, stamp};
use crate::ui::{self, Page};
use crate::words;

/// One that came back, as a room lists it.
pub struct Returned {
    /// Whose it is.
    pub name: String,
    /// When it came back.
    pub when: String,
    /// What is to be changed.
    pub why: String,
    /// Its file; empty where the room has none.
    pub href: String,
    /// Where it is mended.
    pub mend: String,
}

/// What came back to the viewer's body and still waits to be mended, oldest first. `filed`: the room shows files.
pub fn waiting(view: &View, page: &Page, filed: bool) -> Vec<Returned> {
    let s = view.s();
    let mut recs: Vec<(&String, &Recommendation)> =
        s.recommend.recs.iter().filter(|(_, rec)| rec.returned > 0 && may(view, rec)).collect();
    recs.sort_by_key(|(handle, _)| selection::lists::serial(handle));
    let rows = recs.into_iter().map(|(handle, rec)| Returned {
        name: words::nominee(view, &rec.nominee, page.lang),
        when: when(view, page, rec),
        why: why(view, rec),
        href: if filed { base(view, handle) } else { String::new() },
        mend: format!("{}/revise", base(view, handle)),
    });
    rows.collect()
}

/// The viewer may mend it now.
pub fn may(view: &View, rec: &Recommendation) -> bool {
    let s = view.s();
    let live = s.recommend.nominees.get(&rec.nominee).is_some_and(|nominee| nominee.withdrawn.is_none());
    live && s.mends(view.who(), rec) && s.screening_goes_on()
}

/// Why it was sent back last.
pub fn why(view: &View, rec: &Recommendation) -> String {
    rec.return_n.and_then(|n| view.note(n, "note")).map(|note| note.text).unwrap_or_default()
}

/// When it was sent back last.
pub fn when(view: &View, page: &Page, rec: &Recommendation) -> String {
    let row = rec.return_n.and_then(|n| view.row(n));
    row.map(|row| page.day_time(&stamp(row.at))).unwrap_or_default()
}

/// Where the viewer's room has a recommendation.
fn base(view: &View, handle: &str) -> String {
    let id = &view.s().id;
    match shell::role_of(view) {
        Who::Sponsor => format!("/s/{id}/sponsor/recommendations/{handle}"),
        Who::Unit => format!("/s/{id}/unit/{handle}"),
        _ => format!("/s/{id}/office/recommendations/{handle}"),
    }
}

/// Where the viewer goes on afterwards; a sponsor's room has no page for one recommendation.
fn back(view: &View, handle: &str) -> String {
    match shell::role_of(view) {
        Who::Sponsor => format!("/s/{}/sponsor", view.s().id),
        _ => base(view, handle),
    }
}

fn way(view: &View) -> Way {
    if shell::role_of(view) == Who::Unit { Way::Unit } else { Way::Above }
}

/// The sheet as it was handed in last, with what is to be changed. The reading of its numbers is journalled.
///
/// # Errors
/// The answer where there is nothing to mend, or the store failed.
pub async fn open(
    ask: &Ask,
    desk: &Desk,
    view: &View,
    handle: &str,
    rec: &Recommendation,
) -> Result<Response, Response> {
    if !may(view, rec) {
        return Ok(go(&back(view, handle), "not-returned"));
    }
    let profile = view.profile(&rec.nominee).map(|profile| (*profile).clone()).unwrap_or_default();
    let person = desk.person(view.who(), &rec.nominee).await.map_err(broken)?.unwrap_or_default();
    let note = view.note(rec.n, "note").map(|note| note.text).unwrap_or_default();
    let file = desk.store().file_of(desk.id(), &rec.nominee, "minutes").await.map_err(broken)?;
    let minutes = rec
        .facts
        .minutes
        .clone()
        .map(|hash| sheet::Paper { file: file.map(|file| file.id).unwrap_or_default(), hash });
    let form = filled(ask, rec, &profile, &person, minutes, note);
    page(ask, view, handle, rec, form, StatusCode::OK)
}

/// A sheet as it was handed in last.
fn filled(
    ask: &Ask,
    rec: &Recommendation,
    profile: &Profile,
    person: &Person,
    minutes: Option<sheet::Paper>,
    note: String,
) -> ui::Form {
    let facts = &rec.facts;
    let pairs = [
        ("kind", facts.kind.clone()),
        ("employer_unit", facts.employer_unit.clone().unwrap_or_default()),
        ("outlet", facts.outlet.clone().unwrap_or_default()),
        ("name", profile.name.clone()),
        ("gender", profile.gender.clone()),
        ("employer", profile.employer.clone()),
        ("position", profile.position.clone()),
        ("tagline", profile.tagline.clone()),
        ("brief", profile.brief.clone()),
        ("deeds", profile.deeds.join("\n")),
        ("id_number", person.id_number.clone()),
        ("phone", person.phone.clone()),
        ("note", note),
    ];
    // Whoever signs for a citizen's words signs what stands there now, not what stood there before.
    let signed = if rec.from.is_some() { facts.signed } else { 0 };
    let signed = (0..signed).map(|index| ("checklist", index.to_string()));
    let pairs = pairs.into_iter().chain(signed).map(|(field, value)| (field.to_owned(), value));
    sheet::show(ask, pairs, Some(&profile.portrait), minutes.as_ref())
}

fn page(
    ask: &Ask,
    view: &View,
    handle: &str,
    rec: &Recommendation,
    form: ui::Form,
    code: StatusCode,
) -> Result<Response, Response> {
    let Some(plan) = view.plan() else { return Err(shell::not_found(ask)) };
    let (Some(stage), Some(category)) = (plan.stage(&rec.stage), plan.category(&rec.facts.category)) else {
        return Err(shell::not_found(ask));
    };
    let lang = ask.lang();
    let mut fields = Fields::new(ask, plan, stage, category, way(view), &form);
    fields.action = format!("{}/revise", base(view, handle));
    fields.can_draft = false;
    // By which way and to which unit it came in stays as it is.
    fields.units = Vec::new();
    fields.tiers = Vec::new();
    fields.why = why(view, rec);
    fields.submit = text::t(lang, "recommendation-resubmit");
    if rec.from.is_none() {
        fields.lead = text::t(lang, "recommendation-mend-citizen");
        fields.submit = text::t(lang, "recommendation-mend-sign");
        fields.asks_minutes = false;
        fields.needs_minutes = false;
    }
    Ok(mend_page(ask, view, fields, form, code))
}

/// Takes a mended sheet: handed in again, or what is wrong with it.
///
/// # Errors
/// The answer where the store failed.
pub async fn send(
    sent: &Sent,
    desk: &Desk,
    view: &View,
    handle: &str,
    rec: &Recommendation,
) -> Result<Response, Response> {
    let ask = &sent.ask;
    let read = sheet::read(sent, desk, Some(&rec.nominee)).await?;
    if !read.sound {
        return page(ask, view, handle, rec, read.shown, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let act = recommend::Act::Revise { rec: handle.to_owned(), form: Box::new(read.form) };
    match desk.submit(view.who().clone(), Act::Recommend(act), &sent.request()).await {
        Ok(_) => Ok(go(&back(view, handle), "revised")),
        Err(DeskError::Refused(refusal)) => {
            let shown = sheet::told(read.shown, view, &refusal, ask.lang());
            page(ask, view, handle, rec, shown, StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(other) => Err(broken(other)),
    }
}
