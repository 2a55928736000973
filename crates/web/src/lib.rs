//! Pages and API, a module per audience.
//!
//! - [`portal`] what everybody reads, [`vote`] the ballot and its receipt, [`watch`] the log and who watches
//! - [`office`] and [`decide`] the office before and after the vote; [`unit`], [`recommendation`], [`panel`],
//!   [`sponsor`], [`clearance`], [`outlet`] the rooms of those who work
//! - [`account`], [`admin`] signing in, setting up; [`control`] the demo's controls
//! - [`rooms`] who may enter which room, and the road; `scores` what a panel's sheets say, as the plan discloses it
//! - [`app`] what handlers share; [`ask`] a request and its door; [`sent`] a form that was sent; [`limits`] how often;
//!   [`shell`] the frame
//! - [`ui`] what components draw; [`words`] sentences for refusals and entries; [`style`] all components on a page

pub mod account;
pub mod admin;
pub mod app;
pub mod ask;
pub mod assets;
pub mod clearance;
pub mod control;
pub mod counted;
mod counts;
pub mod decide;
pub mod erasure;
pub mod layers;
pub mod limits;
pub mod office;
pub mod outlet;
pub mod panel;
mod picture;
pub mod portal;
mod published;
pub mod recommendation;
pub mod rooms;
mod scores;
pub mod sent;
pub mod shell;
pub mod sponsor;
pub mod style;
pub mod ui;
pub mod unit;
pub mod vote;
pub mod watch;
pub mod words;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::response::Response;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

pub use app::{App, Demo, Progress, World, WorldError};

/// Most bytes of a form with files.
const MOST: usize = 12 * 1024 * 1024;

/// The whole site.
pub fn router(app: App) -> Router {
    let mut pages = Router::new()
        .merge(portal::routes())
        .merge(published::routes())
        .merge(recommendation::routes())
        .merge(vote::routes())
        .merge(watch::routes())
        .merge(office::routes())
        .merge(decide::routes())
        .merge(erasure::routes())
        .merge(unit::routes())
        .merge(clearance::routes())
        .merge(panel::routes())
        .merge(sponsor::routes())
        .merge(outlet::routes())
        .merge(account::routes())
        .merge(admin::routes());
    // Only a demo lets anybody be anybody, and shows the specimen book with its invented people.
    let book = match app.demo() {
        Some(_) => {
            pages = pages.merge(control::routes());
            style::book_router()
        }
        None => Router::new(),
    };
    // Ballots pass by the layers, which copy the whole site's services for every request.
    let hot = vote::hot().with_state(app.clone());
    pages
        .fallback(nowhere)
        .layer(DefaultBodyLimit::max(MOST))
        .with_state(app.clone())
        .merge(book)
        .merge(assets::router())
        .merge(ui::prefs_router())
        .layer(from_fn_with_state(app, layers::every))
        .layer(CompressionLayer::new())
        .layer(CatchPanicLayer::new())
        .merge(hot)
}

async fn nowhere(ask: ask::Ask) -> Response {
    shell::not_found(&ask)
}
