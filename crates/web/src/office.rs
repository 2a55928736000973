//! The office: the board, recommendations, screening, clearance, candidates, seats, rules.

use axum::Router;

use crate::app::App;

/// The routes of this room.
pub fn routes() -> Router<App> {
    Router::new()
}
