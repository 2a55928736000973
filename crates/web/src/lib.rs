//! Pages and API, a module per audience.

pub mod assets;
pub mod style;
pub mod ui;
