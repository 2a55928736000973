//! What everybody reads: the portal, the plan, candidates, lists, results, notices, honourees.
//!
//! Every page here looks as a citizen does, whoever is signed in. A name is printed where `View::profile` gives it and
//! nowhere else; who has no public name is called by handle.
//!
//! - [`help`] how plan files are written
//! - [`home`] what is going on; [`rules`] the plan explained; [`candidates`] the wall and the deeds, portraits
//! - [`lists`] the four lists and all their versions; [`result`] how a count came about, step by step
//! - [`paper`] what came on paper, batch by batch
//! - [`notice`] notices, objections, reports after the naming; [`honourees`] who was named
//! - [`telling`] what these pages call things

mod candidates;
mod help;
mod home;
mod honourees;
mod lists;
mod notice;
mod paper;
mod result;
mod rules;
mod telling;

use axum::Router;
use axum::routing::get;

use crate::app::App;

pub use telling::{face, member_of};

/// The routes of this room.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/", get(home::house))
        .route("/help/plan", get(help::plan_format))
        .route("/s/{el}", get(home::home))
        .route("/s/{el}/plan", get(rules::page))
        .route("/s/{el}/plan.json", get(rules::json))
        .route("/s/{el}/candidates", get(candidates::all))
        .route("/s/{el}/candidates/{who}", get(candidates::one))
        .route("/s/{el}/portrait/{file}", get(candidates::portrait))
        .route("/s/{el}/lists", get(lists::all))
        .route("/s/{el}/lists/{kind}/{version}", get(lists::one))
        .route("/s/{el}/result/{rule}", get(result::page))
        .route("/s/{el}/result/{rule}/{nominee}", get(result::why))
        .route("/s/{el}/paper", get(paper::page))
        .route("/s/{el}/notice/{n}", get(notice::page))
        .route("/s/{el}/notice/{n}/object", get(notice::form).post(notice::object))
        .route("/s/{el}/report", get(notice::report_form).post(notice::report))
        .route("/s/{el}/honourees", get(honourees::page))
}
