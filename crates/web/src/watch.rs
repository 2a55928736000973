//! The public log, the supervision receiver's room and the auditor's.
//!
//! - [`log`] every entry that may be seen, readable, newest first; one entry with its place in the tree
//! - [`supervision`] objections that came to the receiver, and rulings on them
//! - [`audit`] the log with what the auditor may read of its sealed part, and the access journal

pub mod audit;
pub mod log;
pub mod supervision;

use axum::Router;
use axum::routing::{get, post};

use crate::app::App;

/// The routes of this room.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/s/{el}/log", get(log::list))
        .route("/s/{el}/log/{n}", get(log::entry))
        .route("/s/{el}/supervision", get(supervision::list))
        .route("/s/{el}/supervision/{o}", get(supervision::objection))
        .route("/s/{el}/supervision/{o}/rule", post(supervision::rule))
        .route("/s/{el}/audit", get(audit::list))
        .route("/s/{el}/audit/check", post(audit::check))
}
