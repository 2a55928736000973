//! Staff sign-in, voter identity and sessions.
