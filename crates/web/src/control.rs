//! The demo's controls: jump to a stop of the selection's life, be anybody. Only a demo has these routes.

use askama::Template;
use axum::Router;
use axum::extract::Query;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use identity::session::clear_cookie;
use serde::Deserialize;

use crate::account;
use crate::app::{App, Progress};
use crate::ask::{Ask, SESSION, broken};
use crate::sent::Sent;
use crate::shell;
use crate::ui::{self, Page};

/// The routes of the demo's bar.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/demo/jump", post(jump))
        .route("/demo/wait", get(wait))
        .route("/demo/be", post(be))
        .route("/demo/clock", post(clock))
}

#[derive(Template)]
#[template(path = "demo/wait.html")]
struct Wait {
    page: Page,
    progress: Progress,
}

#[derive(Deserialize)]
struct Stop {
    #[serde(default)]
    stop: String,
}

async fn jump(sent: Sent) -> Result<Response, Response> {
    let stop = sent.get("stop").to_owned();
    go(&sent.ask, &stop).await
}

async fn wait(ask: Ask, Query(wish): Query<Stop>) -> Result<Response, Response> {
    go(&ask, &wish.stop).await
}

/// Jumps, or shows how far the playing is and asks again by itself.
async fn go(ask: &Ask, stop: &str) -> Result<Response, Response> {
    let Some(demo) = ask.app.demo() else { return Err(shell::not_found(ask)) };
    if !demo.stops(ask.lang()).iter().any(|choice| choice.value == stop) {
        return Err(shell::not_found(ask));
    }
    match demo.jump(stop).await {
        Ok(()) => Ok(Redirect::to("/").into_response()),
        Err(progress) => {
            let lang = ask.lang();
            let args = text::args! { "done" => progress.done, "total" => progress.total };
            let page = ask.page(None, text::ta(lang, "demo-working", &args));
            let mut response = ui::html_with(StatusCode::ACCEPTED, &Wait { page, progress });
            let again = format!("2; url=/demo/wait?stop={}", shell::encode(stop));
            if let Ok(again) = HeaderValue::from_str(&again) {
                response.headers_mut().insert(header::REFRESH, again);
            }
            Ok(response)
        }
    }
}

/// Sets the demo's clock forward: what falls due happens as the next page is asked for.
async fn clock(sent: Sent) -> Result<Response, Response> {
    let ask = &sent.ask;
    let Some(demo) = ask.app.demo() else { return Err(shell::not_found(ask)) };
    let wanted: Option<jiff::civil::DateTime> = sent.get("clock").parse().ok();
    if let Some(wanted) = wanted {
        // Every page of a demo prints its plan's zone; Beijing stands where several plans differ.
        let desks = ask.world.house.desks().await;
        let zone = desks.first().map_or(jiff::tz::TimeZone::UTC, |desk| desk.snapshot().s.zone());
        demo.set_clock(plan::Instant::of(wanted, &zone));
    }
    let back = sent.get("back");
    let local = back.starts_with('/') && !back.starts_with("//") && !back.starts_with("/\\");
    Ok(Redirect::to(if local { back } else { "/" }).into_response())
}

/// Signs in as somebody without a password. Only a demo has this route's work; its accounts are made up.
async fn be(sent: Sent) -> Result<Response, Response> {
    let ask = &sent.ask;
    let Some(demo) = ask.app.demo() else { return Err(shell::not_found(ask)) };
    let login = sent.get("login");
    let store = ask.world.house.store();
    if !login.is_empty() {
        let found = store.account_by_login(login).await.map_err(broken)?;
        let Some(account) = found else { return Err(shell::not_found(ask)) };
        return account::enter(ask, &account.id, &demo.home_of(login)).await;
    }
    if let Some(signed) = &ask.signed {
        store.drop_session(signed.session.as_bytes()).await.map_err(broken)?;
    }
    let mut response = Redirect::to("/").into_response();
    account::set(&mut response, clear_cookie(SESSION, ask.app.transport()).map_err(broken)?);
    Ok(response)
}
