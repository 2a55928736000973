//! Leaves, trees, checkpoints, proofs and receipts of the public log.
//!
//! A pure room: no clock, no randomness, no files. Times and salts come in as arguments, bytes go out.
//!
//! Read it from the bottom up:
//!
//! * [`hash`]: the 32-byte [`struct@Hash`] and [`Salt`] that everything else is made of.
//! * [`canon`]: the one JSON text that a value has (RFC 8785, restricted).
//! * [`mod@commit`]: salted commitments, their table of tags, the state hash.
//! * [`leaf`], [`ballot`]: what stands in the logs *acts* and *ballots*.
//! * [`opening`]: what is published later, so that a commitment can be checked.
//! * [`tree`]: the Merkle tree of RFC 6962 and its proofs.
//! * [`checkpoint`], [`receipt`]: a tree's head as text, and the proof that one leaf is in it.

pub mod ballot;
pub mod canon;
pub mod checkpoint;
pub mod commit;
mod error;
pub mod hash;
pub mod leaf;
pub mod opening;
pub mod receipt;
pub mod tree;

pub use ballot::{BallotLeaf, ballot_commit};
pub use canon::{CanonError, decode_canonical, parse_canonical, to_canonical};
pub use checkpoint::{Checkpoint, Log};
pub use commit::{Tag, commit, part_commit, state_hash};
pub use error::LedgerError;
pub use hash::{Hash, Salt};
pub use leaf::{EntryLeaf, Leaf, PartClass, SealedLeaf, SealedRef, V1, check_opening, seal_entry};
pub use opening::{BallotOpening, Blob, OpenedEntry, Opening};
pub use receipt::Receipt;
pub use tree::{Frontier, ProofError, Tree, leaf_hash, node_hash, verify_consistency, verify_inclusion};
