//! The ballot and its receipt.

use axum::Router;

use crate::app::App;

/// The routes of this room.
pub fn routes() -> Router<App> {
    Router::new()
}
