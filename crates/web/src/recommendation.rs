//! The recommendation form, for units, the office and citizens.

use axum::Router;

use crate::app::App;

/// The routes of this room.
pub fn routes() -> Router<App> {
    Router::new()
}
