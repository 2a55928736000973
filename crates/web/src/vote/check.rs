//! A receipt checked: pasted, opened, or by the address in its code. The answer comes out of the published files and
//! nothing else, so it is the one that any outsider gets (`verify::receipt`). Where scripts run, the browser does the same
//! by itself (`assets/js/check.js`) and the server need not be believed; what it says is written here, in templates.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, Query};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use desk::View;
use ledger::Trust;
use plan::{Instant, StageKind};
use serde::Deserialize;
use text::Args;
use verify::receipt::{Fault, Found, Handed, Place, check as judge, read, trust};

use super::receipt::{facts, take};
use crate::ask::{Ask, broken};
use crate::sent::Sent;
use crate::shell::{self, stamp};
use crate::ui::{self, Fact, Form, Page, Refusal};
use crate::{assets, rooms, words};

/// What asking a receipt one question after another came to.
struct Finding {
    /// What holds.
    holds: Vec<String>,
    /// What does not.
    fails: Option<Refusal>,
    /// What the ballot's leaf says.
    facts: Vec<Fact>,
    /// Whose word the answer rests on.
    by: String,
    /// Names and values for technicians.
    technical: Vec<(String, String)>,
}

/// A refusal as a template for the script, under the name by which the script knows it.
struct Told {
    name: &'static str,
    refusal: Refusal,
}

#[derive(Template)]
#[template(path = "vote/check.html")]
struct Check {
    page: Page,
    base: String,
    /// Where the published files are.
    log: String,
    found: Option<Finding>,
    script: &'static str,
    /// What it loads to check a receipt.
    receipt: &'static str,
    /// The signature in plain script, for browsers that cannot check it themselves.
    fallback: &'static str,
    told: Vec<Told>,
    /// Sentences for the script, by name.
    says: Vec<(&'static str, String)>,
    /// Names of categories and channels, as JSON.
    names: String,
    zone: String,
}

/// What the code on a receipt asks about.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Asked {
    n: String,
    leaf: String,
}

/// `GET /s/{el}/check?n=&leaf=`: asks for a receipt; with number and leaf hash, as the code on a receipt has them, says
/// at once whether that ballot is in the ledger.
pub(super) async fn ask_for(
    ask: Ask,
    Path(el): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, Response> {
    let (desk, view) = ask.public(&el).await?;
    let page = page(&ask, &view, Form::default());
    if asked.n.is_empty() && asked.leaf.is_empty() {
        return Ok(answer(StatusCode::OK, sheet(page, &view, &el, None)));
    }
    take(&ask, &desk, &headers).map_err(|wait| shell::slow(&ask, wait))?;
    let place = match (asked.n.parse(), asked.leaf.to_ascii_lowercase().parse()) {
        (Ok(n), Ok(leaf)) => Ok(Handed::Place(Place { el: el.clone(), n, leaf })),
        _ => Err(Fault::Unreadable { line: 1 }),
    };
    let found = look_into(&ask, &desk, &view, &page, place, None).await?;
    Ok(answer(StatusCode::OK, sheet(page, &view, &el, Some(found))))
}

/// `POST /s/{el}/check`: `receipt` (text) or `file`; `key`, what the announcement printed, where the voter has it.
pub(super) async fn check(
    headers: HeaderMap,
    Path(el): Path<String>,
    sent: Sent,
) -> Result<Response, Response> {
    let ask = &sent.ask;
    let (desk, view) = ask.public(&el).await?;
    let given = match sent.file("file") {
        Some(file) => String::from_utf8_lossy(&file.bytes).into_owned(),
        None => sent.get("receipt").to_owned(),
    };
    let typed = || Form::default().with("receipt", sent.get("receipt")).with("key", sent.get("key"));
    let again = |form: Form| sheet(page(ask, &view, form), &view, &el, None);
    let t = |key: &str| text::t(ask.lang(), key);
    if given.trim().is_empty() {
        let form = typed().fault("receipt", t("vote-check-missing"), "");
        return Ok(answer(StatusCode::UNPROCESSABLE_ENTITY, again(form)));
    }
    let brought = trust(sent.get("key"));
    if brought.is_none() && !sent.get("key").is_empty() {
        let form = typed().fault("key", t("vote-check-key-unreadable"), "");
        return Ok(answer(StatusCode::UNPROCESSABLE_ENTITY, again(form)));
    }
    if let Err(wait) = take(ask, &desk, &headers) {
        // A pasted receipt comes back; a file was not taken, and its field can only be filled by the reader.
        let key = match sent.file("file") {
            Some(_) => "slow-form-files",
            None => "slow-form",
        };
        let told = text::ta(ask.lang(), key, &text::args! { "n" => wait.seconds() });
        let page = again(typed().fault("receipt", told, ""));
        return Ok(wait.tell(answer(StatusCode::TOO_MANY_REQUESTS, page)));
    }
    let page = page(ask, &view, typed());
    let found = look_into(ask, &desk, &view, &page, read(&given), brought).await?;
    Ok(answer(StatusCode::OK, sheet(page, &view, &el, Some(found))))
}

/// The camera is for this page alone, and only where the reader lets it.
fn answer(status: StatusCode, sheet: Check) -> Response {
    let mut response = ui::html_with(status, &sheet);
    let camera = HeaderValue::from_static("camera=(self), microphone=(), geolocation=()");
    response.headers_mut().insert(HeaderName::from_static("permissions-policy"), camera);
    response.into_response()
}

fn page(ask: &Ask, view: &View, form: Form) -> Page {
    let title = text::t(ask.lang(), "vote-check-title");
    ask.page(Some(view), title).nav(rooms::public(view, ask.lang(), "vote")).form(form)
}

fn sheet(page: Page, view: &View, el: &str, found: Option<Finding>) -> Check {
    let told = FAULTS.map(|name| Told { name, refusal: refusal(&page, name, &blanks()) }).into();
    let says = SAYS.map(|name| (name, page.ta(format!("vote-check-{name}"), &blanks()))).into();
    Check {
        base: format!("/s/{el}"),
        log: format!("/log/{el}"),
        found,
        script: assets::href("check.js"),
        receipt: assets::href("receipt.js"),
        fallback: assets::href("ed25519.js"),
        told,
        says,
        names: names(view, &page),
        zone: view.plan().and_then(|plan| plan.time_zone.get().cloned()).unwrap_or_default(),
        page,
    }
}

/// The ways to fail, as script and messages call them.
const FAULTS: [&str; 20] = [
    "unreadable",
    "path",
    "unpublished",
    "origin",
    "unknown",
    "signature",
    "head",
    "behind",
    "beyond",
    "rewritten",
    "other",
    "address",
    "files",
    "lost",
    "offline",
    "missing",
    "key-unreadable",
    "no-code",
    "no-scan",
    "no-camera",
];

/// What the script says besides.
const SAYS: [&str; 12] = [
    "sound",
    "signed",
    "head-signed",
    "same",
    "grown",
    "restored",
    "by-browser",
    "by-key",
    "by-site",
    "working",
    "waiting",
    "no-scan-here",
];

/// Figures that the script fills in.
fn blanks() -> Args {
    text::args! {
        "n" => "{n}", "then" => "{then}", "now" => "{now}", "origin" => "{origin}", "line" => "{line}",
    }
}

fn refusal(page: &Page, name: &str, args: &Args) -> Refusal {
    Refusal {
        what: page.ta(format!("vote-check-{name}"), args),
        clause: String::new(),
        remedy: page.t(format!("vote-check-{name}-remedy")),
    }
}

fn names(view: &View, page: &Page) -> String {
    let mut names = BTreeMap::new();
    if let Some(plan) = view.plan() {
        for category in &plan.category {
            names.insert(category.id.clone(), words::category_name(view, &category.id, page.lang));
        }
        for channel in
            plan.stages(StageKind::Vote).filter_map(|stage| stage.vote.as_ref()).flat_map(|v| &v.channel)
        {
            names.insert(channel.id.clone(), channel.name.clone());
        }
    }
    serde_json::to_string(&names).unwrap_or_default()
}

/// Asks the published files, which are written on first where the receipt is newer.
async fn look_into(
    ask: &Ask,
    desk: &desk::Desk,
    view: &View,
    page: &Page,
    handed: Result<Handed, Fault>,
    brought: Option<Trust>,
) -> Result<Finding, Response> {
    let with_key = brought.is_some();
    let found = match handed {
        Err(fault) => Err(fault),
        Ok(handed) => {
            let wanted = match &handed {
                Handed::Receipt(receipt) => receipt.0.checkpoint.size,
                Handed::Place(place) => place.n.saturating_add(1),
            };
            let publication = ask.world.publication(desk).await.map_err(broken)?;
            let files = publication.files(wanted).await;
            let judged = move || judge(&files, brought.as_ref(), &handed);
            tokio::task::spawn_blocking(judged).await.map_err(broken)?
        }
    };
    Ok(match found {
        Ok(found) => holding(view, page, &found, with_key),
        Err(fault) => {
            let (name, args) = named(&fault);
            let fails = Some(refusal(page, name, &args));
            Finding { holds: Vec::new(), fails, facts: Vec::new(), by: String::new(), technical: Vec::new() }
        }
    })
}

fn holding(view: &View, page: &Page, found: &Found, with_key: bool) -> Finding {
    let mut holds = Vec::new();
    if found.then.is_some() {
        holds.extend([page.t("vote-check-sound"), page.t("vote-check-signed")]);
    }
    holds.push(page.t1("vote-check-head-signed", "now", found.now));
    holds.push(page.t1("vote-check-same", "n", found.leaf.n));
    if let Some(then) = found.then {
        holds.push(page.t2("vote-check-grown", "then", then, "now", found.now));
    }
    if found.restored {
        holds.push(page.t("vote-check-restored"));
    }
    if found.cosigned == Some(true) {
        holds.push(page.t("vote-check-cosigned"));
    }
    let mut facts = facts(view, page, &found.leaf);
    facts.push(Fact::new(page.t("vote-time"), page.moment(&stamp(Instant(found.leaf.at)))));
    let by = if with_key { "vote-check-by-server-key" } else { "vote-check-by-server" };
    let technical = vec![
        (page.t("vote-leaf-hash"), found.hash.to_string()),
        (page.t1("vote-root", "n", found.now), found.root.to_base64()),
    ];
    Finding { holds, fails: None, facts, by: page.t(by), technical }
}

/// How messages call a fault, and its figures.
fn named(fault: &Fault) -> (&'static str, Args) {
    match fault {
        Fault::Unreadable { line } => ("unreadable", text::args! { "line" => *line }),
        Fault::Path => ("path", Args::new()),
        Fault::Unpublished => ("unpublished", Args::new()),
        Fault::Origin { origin } => ("origin", text::args! { "origin" => origin }),
        Fault::Unknown { origin } => ("unknown", text::args! { "origin" => origin }),
        Fault::Signature => ("signature", Args::new()),
        Fault::Head => ("head", Args::new()),
        Fault::Behind { now } => ("behind", text::args! { "n" => *now }),
        Fault::Beyond { now } => ("beyond", text::args! { "n" => *now }),
        Fault::Rewritten { then } => ("rewritten", text::args! { "n" => *then }),
        Fault::Other { n } => ("other", text::args! { "n" => *n }),
        Fault::Address { n } => ("address", text::args! { "n" => *n }),
        Fault::Lost => ("lost", Args::new()),
        Fault::Files(why) => {
            tracing::error!(%why, "the published files do not fit their head");
            ("files", Args::new())
        }
    }
}
