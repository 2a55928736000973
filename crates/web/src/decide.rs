//! The office after the vote: vote, panel, result, notice, naming, publicity, closing.

use axum::Router;

use crate::app::App;

/// The routes of this room.
pub fn routes() -> Router<App> {
    Router::new()
}
