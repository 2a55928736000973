//! What happens in a selection: acts, entries, state and gates.
