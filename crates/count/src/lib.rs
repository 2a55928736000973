//! Ballots and sheets to scores, ranks and seats, every step kept.
