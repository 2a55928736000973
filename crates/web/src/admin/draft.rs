//! The plan that an administrator has in hand, between its coming in and its becoming a selection: kept under their
//! account, so that going back, loading again or signing in anew loses nothing; shown with what was found in it, and
//! beside the text that it was drafted from, where it was.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use desk::{DeskError, HouseError};
use plan::read::{Source, read_files};
use plan::{Instant, Plan};
use selection::organisation::OrganisationError;
use serde::{Deserialize, Serialize};

use super::faults::{Judged, Part, contents, tables};
use super::{import, lines, page, source_of};
use crate::ask::{Ask, broken};
use crate::sent::Sent;
use crate::ui::{self, Fact, Form, Nav, Page, Tone};

/// Where it is seen.
pub(super) const HERE: &str = "/admin/selections/draft";

/// Its name among the drafts of an account.
const NAME: &str = "plan";

/// How long it is kept after it was last checked, ms: a month.
const KEPT: i64 = 30 * 86_400_000;

/// A plan in hand.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Draft {
    /// The plan file, as it was last sent.
    pub source: String,
    /// The text that it was drafted from; empty where a plan file came in.
    pub words: String,
}

impl Draft {
    /// What this account has in hand.
    pub async fn of(ask: &Ask) -> Result<Option<Draft>, Response> {
        let Some(signed) = &ask.signed else { return Ok(None) };
        let store = ask.world.house.store();
        let bytes = store.draft(&signed.account.id, NAME, ask.now().0).await.map_err(broken)?;
        Ok(bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()))
    }

    /// Keeps it, in the place of what this account had in hand, and goes to where it is seen.
    pub async fn keep(&self, ask: &Ask) -> Result<Response, Response> {
        if let Some(signed) = &ask.signed {
            let bytes = serde_json::to_vec(self).map_err(broken)?;
            let until = ask.now().plus(KEPT).0;
            let store = ask.world.house.store();
            store.put_draft(&signed.account.id, NAME, &bytes, until).await.map_err(broken)?;
        }
        Ok(Redirect::to(HERE).into_response())
    }

    /// The title of the plan, where it can be read; what else tells it from others.
    pub fn title(&self) -> String {
        read_files(Source { name: "", text: &self.source }, &[])
            .map(|reading| reading.plan.title)
            .ok()
            .or_else(|| {
                self.source.lines().find_map(|line| line.strip_prefix("title = ")).map(ToOwned::to_owned)
            })
            .unwrap_or_default()
    }
}

#[derive(Template)]
#[template(path = "admin/draft.html")]
struct Shown {
    page: Page,
    /// The plan's own; empty where it cannot be read.
    title: String,
    facts: Vec<Fact>,
    tone: Tone,
    standing: String,
    contents: Vec<Nav>,
    /// The text that it was drafted from, by its numbered lines.
    words: Vec<(usize, String)>,
    parts: Vec<Part>,
    ready: bool,
    source: String,
}

/// A plan file comes in: from here on it is in hand.
pub(super) async fn take(sent: Sent) -> Result<Response, Response> {
    sent.ask.admin()?;
    let Some((_, source)) = source_of(&sent) else {
        return Ok(super::new_missing(&sent));
    };
    Draft { source, words: String::new() }.keep(&sent.ask).await
}

/// It was corrected.
pub(super) async fn mend(sent: Sent) -> Result<Response, Response> {
    sent.ask.admin()?;
    let before = Draft::of(&sent.ask).await?;
    match (source_of(&sent), before) {
        (None, None) => Ok(Redirect::to("/admin/selections/new").into_response()),
        (source, before) => {
            let words = before.map(|before| before.words).unwrap_or_default();
            let source = source.map(|(_, source)| source).unwrap_or_default();
            Draft { source, words }.keep(&sent.ask).await
        }
    }
}

pub(super) async fn look(ask: Ask) -> Result<Response, Response> {
    ask.admin()?;
    match Draft::of(&ask).await? {
        Some(draft) => show(&ask, draft, Form::default()).await,
        None => Ok(Redirect::to("/admin/selections/new").into_response()),
    }
}

/// A plan that may be adopted, or everything that is wrong with it.
fn judge(source: &str, now: Instant) -> (Option<Plan>, Judged) {
    match read_files(Source { name: "", text: source }, &[]) {
        Err(faults) => (None, faults.into()),
        Ok(reading) => {
            let found = Judged::of(&reading, now.civil(&reading.plan.zone()).date());
            (Some(reading.plan), found)
        }
    }
}

async fn show(ask: &Ask, draft: Draft, form: Form) -> Result<Response, Response> {
    let (plan, found) = judge(&draft.source, ask.now());
    let refused = !form.faults().is_empty();
    let ready = plan.is_some() && found.sound() && !refused;
    let heading = if draft.words.is_empty() { "admin-check" } else { "admin-drafted" };
    let page = page(ask, "new", heading).form(form.with("source", &draft.source));
    let mut parts = tables(&page, &found, true);
    if !draft.words.is_empty() {
        let [unread, taken, other] = import::parts(&page, &draft.words).await?;
        parts = unread.into_iter().chain(parts).chain(taken).chain(other).collect();
    }
    let (errors, beyond) = (found.errors(), found.beyond.len());
    let (tone, standing) = match (ready, errors, beyond) {
        (true, _, _) => (Tone::Done, page.t("admin-draft-sound")),
        (_, 0, 0) => (Tone::Stop, page.t("admin-draft-refused")),
        (_, 0, n) => (Tone::Wait, page.t1("admin-draft-beyond", "n", n)),
        (_, n, 0) => (Tone::Wait, page.t1("admin-draft-errors", "n", n)),
        (_, n, m) => (Tone::Wait, page.t2("admin-draft-both", "n", n, "m", m)),
    };
    let template = Shown {
        title: plan.as_ref().map(|plan| plan.title.clone()).unwrap_or_default(),
        facts: plan.filter(|_| ready).map(|plan| facts(&page, &plan)).unwrap_or_default(),
        tone,
        standing,
        contents: contents(&parts),
        words: import::numbered(&draft.words),
        parts,
        ready,
        source: draft.source,
        page,
    };
    let status = if refused { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok(ui::html_with(status, &template))
}

fn facts(page: &Page, plan: &Plan) -> Vec<Fact> {
    vec![
        Fact::new(page.t("admin-fact-title"), &plan.title),
        Fact::new(page.t("admin-fact-id"), &plan.id),
        Fact::new(page.t("admin-fact-place"), plan.place.get().map(String::as_str).unwrap_or_default()),
        Fact::new(page.t("admin-fact-stages"), page.t1("admin-count", "n", plan.stage.len())),
        Fact::new(page.t("admin-fact-units"), page.t1("admin-count", "n", plan.unit.len())),
        Fact::new(page.t("admin-fact-categories"), page.t1("admin-count", "n", plan.category.len())),
    ]
}

/// Makes a plan a selection. It is judged again: what was confirmed on one page may have been changed before it came.
pub(super) async fn open(sent: Sent) -> Result<Response, Response> {
    let ask = &sent.ask;
    let who = ask.admin()?;
    let source = lines(sent.get("source"));
    let (plan, found) = judge(&source, ask.now());
    let before = Draft::of(ask).await?.unwrap_or_default();
    let draft = Draft { source, ..before };
    let lang = ask.lang();
    let Some(plan) = plan.filter(|_| found.sound()) else {
        let form = Form::default().fault("source", text::t(lang, "admin-plan-not-ready"), "");
        return show(ask, draft, form).await;
    };
    match ask.world.house.open_selection(who, plan, &sent.request()).await {
        Ok(desk) => {
            if let Some(signed) = &ask.signed {
                let store = ask.world.house.store();
                store.drop_draft(&signed.account.id, NAME).await.map_err(broken)?;
            }
            Ok(Redirect::to(&format!("/admin/selections/{}", desk.id())).into_response())
        }
        Err(HouseError::Organisation(OrganisationError::SelectionExists(id))) => {
            let text = text::ta(lang, "admin-exists", &text::args! { "id" => id });
            show(ask, draft, Form::default().fault("source", text, "")).await
        }
        Err(HouseError::Desk(DeskError::Refused(refusal))) => {
            let fault = crate::words::refusal(None, &refusal, lang);
            show(ask, draft, Form::default().fault("source", fault.text, fault.clause)).await
        }
        Err(other) => Err(broken(other)),
    }
}
