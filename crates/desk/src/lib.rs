//! One writer per selection: an act in, durable entries, a new snapshot out.
