//! Pages and API, a module per audience.
