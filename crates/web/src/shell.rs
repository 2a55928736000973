//! The frame around pages: whose site it is, who looks, where they may go; and the pages that say something went wrong.

use std::sync::Arc;

use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use desk::{Desk, DeskError, View};
use identity::session::form_token;
use jiff::Timestamp;
use ledger::hash::hex_of;
use plan::Instant;
use selection::Act;
use selection::may::{Who, who};

use crate::ask::{Ask, broken};
use crate::limits::Wait;
use crate::sent::Sent;
use crate::ui::{self, Bar, Flash, Form, Link, Page, Site, Tone};
use crate::words;

/// The purpose every form's token is made for.
pub const FORM: &str = "form";

/// A page of a request, with everything the frame shows. `view` is what it looks at; without one it is a page of the
/// house.
pub fn page(ask: &Ask, view: Option<&View>, title: String) -> Page {
    let site = Arc::new(site(ask, view));
    let token = form_token(&ask.world.house.keys().forms(), &ask.binding(), FORM);
    let mut page = Page::new(&site, ask.prefs, &ask.path).title(title).sends(token, request_id(ask));
    if let Some(plan) = view.and_then(View::plan) {
        page.zone = plan.zone();
        page.works = words::works(plan);
    }
    if let (Some(signed), Some(view)) = (&ask.signed, view) {
        let role = match view.s().role(view.who()) {
            Some(role) => text::t(ask.lang(), &format!("role-{}", role.name())),
            None => String::new(),
        };
        if !role.is_empty() {
            page = page.viewer(signed.account.name.clone(), role);
        }
    } else if let Some(signed) = &ask.signed {
        page = page.viewer(signed.account.name.clone(), text::t(ask.lang(), "role-admin"));
    }
    page.flash = view.and_then(|view| flash(ask, view));
    page.bar = ask.app.demo().map(|demo| Bar {
        stops: demo.stops(ask.lang()),
        here: demo.here(),
        roles: demo.roles(ask.lang()),
        who: ask.signed.as_ref().map(|signed| signed.account.login.clone()).unwrap_or_default(),
        clock: ask.now().civil(&page.zone).strftime("%Y-%m-%dT%H:%M").to_string(),
        code: demo.spare_code().unwrap_or_default(),
    });
    page
}

/// `?done=N` after an act shows what entry N says, where this viewer may read it.
fn flash(ask: &Ask, view: &View) -> Option<Flash> {
    let query = ask.path.split_once('?')?.1;
    let (_, n) = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "done")?;
    let n: u64 = n.parse().ok()?;
    let record = view.row(n)?.record?;
    Some(Flash { tone: Tone::Done, text: words::sentence(view, &record, ask.lang()), entry: n })
}

fn site(ask: &Ask, view: Option<&View>) -> Site {
    let lang = ask.lang();
    let demo = ask.app.demo().map(|_| text::t(lang, "common-demo"));
    let sign_out = "/sign-out".to_owned();
    let Some((view, plan)) = view.and_then(|view| view.plan().map(|plan| (view, plan))) else {
        let brand = text::t(lang, "common-product");
        return Site {
            brand: brand.clone(),
            home: "/".into(),
            office: brand,
            office_home: "/".into(),
            sign_out,
            demo,
            ..Site::default()
        };
    };
    let base = format!("/s/{}", plan.id);
    let host = plan.office.host.get().and_then(|id| plan.sponsor(id)).map(|sponsor| sponsor.name.clone());
    let foot = plan.publication.site.clone().unwrap_or_default();
    let role = view.s().role(view.who()).map(|role| role.name()).unwrap_or_default();
    let office =
        if role.is_empty() { plan.office.name.clone() } else { text::t(lang, &format!("room-{role}")) };
    Site {
        brand: plan.brand(),
        home: base.clone(),
        office,
        office_home: room_home(&base, role),
        sign_out,
        demo,
        sponsors: plan.sponsor.iter().map(|sponsor| sponsor.name.clone()).collect(),
        host: host.unwrap_or_default(),
        address: foot.address,
        phone: foot.phones.join(" "),
        icp: foot.icp,
        site_id: foot.site_id,
        police: foot.police,
        links: vec![
            Link::new(text::t(lang, "common-link-plan"), format!("{base}/plan")),
            Link::new(text::t(lang, "common-link-log"), format!("{base}/log")),
            Link::new(text::t(lang, "common-link-staff"), "/sign-in"),
        ],
    }
}

/// Where a role has its work.
pub fn room_home(base: &str, role: &str) -> String {
    match role {
        "" => base.to_owned(),
        "office" => format!("{base}/office"),
        "unit" => format!("{base}/unit"),
        "judge" => format!("{base}/panel"),
        "sponsor" => format!("{base}/sponsor"),
        "department" => format!("{base}/clearance"),
        "outlet" => format!("{base}/outlet"),
        "receiver" => format!("{base}/supervision"),
        "auditor" => format!("{base}/audit"),
        _ => base.to_owned(),
    }
}

/// A fresh request id: it makes sending a form twice do the act once.
pub fn request_id(ask: &Ask) -> String {
    hex_of(&ask.app.fresh()[..12])
}

/// Text made fit for a query's value.
pub fn encode(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// An instant as pages print it.
pub fn stamp(at: Instant) -> Timestamp {
    Timestamp::from_millisecond(at.0).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// What asking for an act led to.
pub enum Acted {
    /// It is recorded; the first entry's number, where anything needed to change.
    Done(Option<u64>),
    /// It was refused: the form as it was typed, with what is wrong beside its field.
    Refused(Form),
}

/// Asks for the act of a sent form.
///
/// # Errors
/// The answer where the store failed.
pub async fn act(sent: &Sent, desk: &Desk, view: &View, act: Act) -> Result<Acted, Response> {
    match desk.submit(view.who().clone(), act, &sent.request()).await {
        Ok(done) => Ok(Acted::Done(done.records.first().map(|filed| filed.record.n))),
        Err(DeskError::Refused(refusal)) => {
            let fault = words::refusal(Some(view), &refusal, sent.ask.lang());
            Ok(Acted::Refused(sent.form().fault(&fault.field, fault.text, fault.clause)))
        }
        Err(other) => Err(broken(other)),
    }
}

/// Goes to a page after an act, which then shows what was recorded.
pub fn done(to: &str, entry: Option<u64>) -> Response {
    let mark = if to.contains('?') { '&' } else { '?' };
    match entry {
        Some(n) => Redirect::to(&format!("{to}{mark}done={n}")).into_response(),
        None => Redirect::to(to).into_response(),
    }
}

/// The rooms a viewer may enter by role, for whoever holds several seats.
pub fn role_of(view: &View) -> Who {
    who(view.s(), view.who())
}

#[derive(Template)]
#[template(path = "said.html")]
struct Said {
    page: Page,
    heading: String,
    text: String,
    way: Link,
    kept: Vec<(String, String)>,
}

fn said(ask: &Ask, status: StatusCode, key: &str) -> Response {
    said_keeping(ask, status, key, Vec::new())
}

fn said_keeping(ask: &Ask, status: StatusCode, key: &str, kept: Vec<(String, String)>) -> Response {
    let lang = ask.lang();
    let heading = text::t(lang, &format!("said-{key}"));
    let way = Link::new(text::t(lang, "said-home"), "/");
    let text = text::t(lang, &format!("said-{key}-what"));
    let page = page(ask, None, heading.clone());
    ui::html_with(status, &Said { page, heading, text, way, kept })
}

/// There is no such page.
pub fn not_found(ask: &Ask) -> Response {
    said(ask, StatusCode::NOT_FOUND, "not-found")
}

/// The viewer has no seat for this room.
pub fn forbidden(ask: &Ask) -> Response {
    said(ask, StatusCode::FORBIDDEN, "forbidden")
}

/// More was sent than is taken.
pub fn too_large(ask: &Ask) -> Response {
    said(ask, StatusCode::PAYLOAD_TOO_LARGE, "too-large")
}

/// What was sent is no form.
pub fn unread(ask: &Ask) -> Response {
    said(ask, StatusCode::BAD_REQUEST, "unread")
}

/// A form whose token no longer holds: what was typed is handed back.
pub fn stale(ask: &Ask, pairs: &[(String, String)]) -> Response {
    let secret = ["csrf", "request", "password", "again", "old", "code"];
    let kept = pairs
        .iter()
        .filter(|(name, value)| !secret.contains(&name.as_str()) && !value.is_empty())
        .cloned()
        .collect();
    said_keeping(ask, StatusCode::FORBIDDEN, "stale", kept)
}

/// This reader asked too often: how long to wait, and the same page again.
pub fn slow(ask: &Ask, wait: Wait) -> Response {
    let lang = ask.lang();
    let heading = text::t(lang, "slow-page");
    let text = text::ta(lang, "slow-page-what", &text::args! { "n" => wait.seconds() });
    let way = Link::new(text::t(lang, "slow-again"), &ask.path);
    let page = page(ask, None, heading.clone());
    wait.tell(ui::html_with(
        StatusCode::TOO_MANY_REQUESTS,
        &Said { page, heading, text, way, kept: Vec::new() },
    ))
}

/// Too much to do at the moment; the reader may try again.
pub fn busy(ask: &Ask) -> Response {
    let mut response = said(ask, StatusCode::SERVICE_UNAVAILABLE, "busy");
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
    response
}

/// A file to take away, never to be opened in place: what people upload is not run on this site's name.
pub(crate) fn download(bytes: Vec<u8>, kind: &'static str, name: &str) -> Response {
    let mut response = (StatusCode::OK, bytes).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    if let Ok(name) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    response
}
