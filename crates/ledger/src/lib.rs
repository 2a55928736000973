//! Leaves, trees, checkpoints, proofs and receipts of the public log.
