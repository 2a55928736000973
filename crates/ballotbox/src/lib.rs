//! The hot path of ballots: admission, group commit, sequence, live counts.
