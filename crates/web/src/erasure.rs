//! Erasing what is personal about somebody: what goes and what stays, confirmed by typing the handle, and never undone.
//!
//! The office has this way from a recommendation or an objection; the administrator from the selection's page, by handle
//! and without seeing any name, because after the closing there is no office any more and the right to be erased (个人信息
//! 保护法 article 47) goes on.

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use desk::{DeskError, View};
use selection::Thing;
use selection::may::Who;
use serde::Deserialize;

use crate::app::App;
use crate::ask::{Ask, broken};
use crate::sent::Sent;
use crate::ui::{self, Fact, Form, Page};
use crate::{rooms, shell, words};

/// Who may come here; whom they may erase is [`Thing::Erase`].
const ROOM: [Who; 2] = [Who::Office, Who::Admin];

/// The routes of this room.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/s/{el}/erase", get(find))
        .route("/s/{el}/erase/{subject}", get(question).post(erase))
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Wish {
    subject: String,
}

#[derive(Template)]
#[template(path = "erasure.html")]
struct Erasure {
    page: Page,
    /// Somebody was found; otherwise only the handle is asked for.
    found: bool,
    erased: bool,
    facts: Vec<Fact>,
    /// They still take part.
    running: bool,
    subject: String,
    /// What goes, in a sentence: of a person, or of an objection.
    goes: String,
    base: String,
    back: String,
}

fn draw(ask: &Ask, view: &View, subject: &str, form: Form) -> Erasure {
    let office = view.may(Thing::Board);
    let mut page = ask.page(Some(view), text::t(ask.lang(), "erase")).form(form);
    if office {
        page = page.nav(rooms::office(view, ask.lang(), "recommendations"));
    }
    let s = view.s();
    let found = view.holds(subject);
    let name = view.profile(subject).map(|profile| profile.name.clone()).unwrap_or_default();
    let mut facts = Vec::new();
    if found {
        facts.push(Fact::new(page.t("erase-handle"), subject));
        if !name.is_empty() {
            facts.push(Fact::new(page.t("erase-name"), name));
        }
        if let Some(rec) = s.recommend.rec_of(subject) {
            let category = words::category_name(view, &rec.facts.category, page.lang);
            facts.push(Fact::new(page.t("office-fact-category"), category));
        }
    }
    let back = match (office, s.recommend.recs.iter().find(|(_, rec)| rec.nominee == subject)) {
        (true, Some((rec, _))) => format!("/s/{}/office/recommendations/{rec}", s.id),
        (true, None) if s.notice.objections.contains_key(subject) => {
            format!("/s/{}/office/notice/objections/{subject}", s.id)
        }
        (true, None) => format!("/s/{}/office", s.id),
        (false, _) => format!("/admin/selections/{}", s.id),
    };
    Erasure {
        found,
        erased: view.is_erased(subject),
        facts,
        running: s.closed.is_none() && s.recommend.nominees.contains_key(subject) && s.still_in(subject),
        subject: subject.to_owned(),
        goes: match s.notice.objections.contains_key(subject) {
            true => page.t("erase-goes-objection"),
            false => page.t("erase-goes"),
        },
        base: format!("/s/{}/erase", s.id),
        back,
        page,
    }
}

/// Looks somebody up by handle.
async fn find(ask: Ask, Path(el): Path<String>, Query(wish): Query<Wish>) -> Result<Response, Response> {
    let (_, view) = ask.room(&el, &ROOM).await?;
    let subject = wish.subject.trim().to_ascii_lowercase();
    if view.holds(&subject) || view.is_erased(&subject) {
        return Ok(Redirect::to(&format!("/s/{el}/erase/{}", shell::encode(&subject))).into_response());
    }
    let form = Form::default().with("subject", &wish.subject);
    if subject.is_empty() {
        return Ok(ui::html(&draw(&ask, &view, "", form)));
    }
    let form = form.fault("subject", text::t(ask.lang(), "erase-unknown"), "");
    Ok(ui::html_with(StatusCode::UNPROCESSABLE_ENTITY, &draw(&ask, &view, "", form)))
}

async fn question(ask: Ask, Path((el, subject)): Path<(String, String)>) -> Result<Response, Response> {
    let (_, view) = ask.room(&el, &ROOM).await?;
    if !view.holds(&subject) && !view.is_erased(&subject) {
        return Err(shell::not_found(&ask));
    }
    Ok(ui::html(&draw(&ask, &view, &subject, Form::default())))
}

async fn erase(Path((el, subject)): Path<(String, String)>, sent: Sent) -> Result<Response, Response> {
    let ask = &sent.ask;
    let (desk, view) = ask.room(&el, &ROOM).await?;
    let there = format!("/s/{el}/erase/{}", shell::encode(&subject));
    // Sent twice: it is done.
    if view.is_erased(&subject) {
        return Ok(Redirect::to(&there).into_response());
    }
    if !view.holds(&subject) {
        return Err(shell::not_found(ask));
    }
    if !sent.get("confirm").eq_ignore_ascii_case(&subject) {
        let wrong = text::ta(ask.lang(), "decide-type-wrong", &text::args! { "what" => &subject });
        let form = sent.form().fault("confirm", wrong, "");
        return Ok(ui::html_with(StatusCode::UNPROCESSABLE_ENTITY, &draw(ask, &view, &subject, form)));
    }
    match desk.erase(view.who(), &subject).await {
        Ok(()) => {
            // What is published for other people's programs is taken down with the pages.
            ask.world.publication(&desk).await.map_err(broken)?.take_down().await;
            Ok(Redirect::to(&there).into_response())
        }
        Err(DeskError::Refused(_)) => Err(shell::forbidden(ask)),
        Err(other) => Err(broken(other)),
    }
}
