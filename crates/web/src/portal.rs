//! What everybody reads: the portal, the plan, candidates, lists, results, notices, honourees.

use axum::Router;

use crate::app::App;

/// The routes of this room.
pub fn routes() -> Router<App> {
    Router::new()
}
