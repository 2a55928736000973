//! What is kept: entries, ballots, vault, files, accounts; on SQLite.
