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
//! * [`tile`]: the log as a folder of files, written and read in little memory.
//! * [`key`], [`note`]: keys with names, and texts that they sign.
//! * [`checkpoint`], [`cosignature`]: a tree's head, signed by its log, and by witnesses.
//! * [`trust`]: what a reader trusts, and what a checkpoint's signatures are worth to him.
//! * [`witness`]: whether a witness cosigns.
//! * [`receipt`]: the proof that one leaf is in a tree.
//! * [`sm`]: the same log in domestic cryptography.

pub mod ballot;
pub mod canon;
pub mod checkpoint;
pub mod commit;
pub mod cosignature;
mod error;
pub mod hash;
pub mod key;
pub mod leaf;
pub mod note;
pub mod opening;
pub mod receipt;
pub mod sm;
pub mod tile;
pub mod tree;
pub mod trust;
pub mod witness;

pub use ballot::{BallotLeaf, ballot_commit};
pub use canon::{CanonError, decode_canonical, parse_canonical, to_canonical};
pub use checkpoint::{Checkpoint, Log, SignedCheckpoint};
pub use commit::{Tag, commit, part_commit, state_hash};
pub use cosignature::CosignerKey;
pub use error::LedgerError;
pub use hash::{Hash, Salt};
pub use key::{KeyError, SignatureType, SignerKey, VerifierKey};
pub use leaf::{EntryLeaf, Leaf, PartClass, SealedLeaf, SealedRef, V1, check_opening, seal_entry};
pub use note::{Note, NoteError, SignatureLine};
pub use opening::{BallotOpening, Blob, OpenedEntry, Opening};
pub use receipt::Receipt;
pub use sm::{SignedSmCheckpoint, SmCheckpoint, SmFrontier, SmSignerKey};
pub use tile::{BundleWriter, MemoryTiles, Tile, TileError, TilePath, TileSource, TileTree, TileWriter};
pub use tree::{
    Frontier, Nodes, ProofError, Tree, leaf_hash, node_hash, verify_consistency, verify_inclusion,
};
pub use trust::{Distrust, Judgement, Standing, Trust, TrustError};
pub use witness::{Witness, WitnessRefusal};
