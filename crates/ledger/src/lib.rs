//! The public log: leaves, tree, tiles, signed checkpoints, proofs and receipts.
//!
//! A pure room: no clock, no randomness, no files. Times, salts and secrets come in as arguments, bytes go out; where
//! tiles are kept is behind a trait ([`TileSource`]).
//!
//! Other people's tools read what it writes: RFC 6962, and of C2SP tlog-tiles, tlog-checkpoint, signed-note,
//! tlog-proof, tlog-cosignature, tlog-witness and tlog-policy. `tests/oracles` lets Go's checksum database and OpenSSL
//! do so. Whatever is read has one spelling: it is refused unless writing it again gives the same bytes.
//!
//! Read it from the bottom up:
//!
//! * [`hash`]: the 32-byte [`struct@Hash`] and [`Salt`] that everything else is made of.
//! * [`canon`]: the one JSON text that a value has (RFC 8785, restricted).
//! * [`mod@commit`]: salted commitments and the state hash.
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
//!
//! # Commitment tags
//!
//! What [`fn@commit`] is told it commits to. A tag, once released, is never used for anything else.
//!
//! | Tag | Context | Bytes |
//! |---|---|---|
//! | `xuanxian/entry/v1` | `n/gate` | the leaf of an entry that waits for its gate |
//! | `xuanxian/part/v1` | `n/slot` | a sealed part of an entry |
//! | `xuanxian/ballot/v1` | `cat/period/slot/nym` | the JSON array of a ballot's choices |
//! | `xuanxian/code/v1` | the batch of codes | a voting code |
//! | `xuanxian/file/v1` | the file's id | a file that is published later or never |
//! | `xuanxian/state/v1` | none, and no salt: not a commitment | the canonical JSON of a selection's state |
//!
//! # Signature types
//!
//! What stands before the public key in a verifier key, and in the hash that gives a key its id.
//!
//! | Type | Signature | Made by | Bytes |
//! |---|---|---|---|
//! | `0x01` | Ed25519 over the note's text (C2SP signed-note) | [`SignerKey`]: a log | 64 (RFC 8032) |
//! | `0x04` | timestamped Ed25519 cosignature (C2SP tlog-cosignature, `cosignature/v1`) | [`CosignerKey`]: a witness | seconds as a big-endian `u64`, and 64 |
//! | `0xff` `xuanxian-sm2-sm3-v1` | SM2 with SM3 over the note's text (GB/T 32918.2), ID `1234567812345678` | [`SmSignerKey`]: a log, for `checkpoint.sm` | `r ‖ s`, 64 |
//!
//! `0x06` (ML-DSA-44), which C2SP recommends for new deployments, is left out on purpose: one such signature has 2,420
//! bytes, and a receipt with two of them would not fit the 2 KB that a telephone carries away. Its lines are
//! signatures of strangers to us, and passed over.

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

pub use ballot::{BallotLeaf, UnnumberedBallot, ballot_commit, ballot_commit_canonical};
pub use canon::{CanonError, decode_canonical, parse_canonical, to_canonical};
pub use checkpoint::{Checkpoint, Log, SignedCheckpoint};
pub use commit::{Tag, commit, part_commit, state_hash};
pub use cosignature::CosignerKey;
pub use error::LedgerError;
pub use hash::{Hash, Salt};
pub use key::{KeyError, SignatureType, SignerKey, VerifierKey};
pub use leaf::{EntryLeaf, Leaf, NEVER, PartClass, SealedLeaf, SealedRef, V1, check_opening, seal_entry};
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_at_the_head_of_this_room_name_every_tag_and_type() {
        let rows = |begin: &str, end: &str| -> Vec<String> {
            let text = include_str!("lib.rs");
            let section = text.split_once(begin).unwrap().1.split_once(end).unwrap().0;
            let rows = section.lines().filter_map(|line| line.strip_prefix("//! | `"));
            rows.map(|row| row.split_once(" |").unwrap().0.replace(['`', ' '], "")).collect()
        };
        let tags: Vec<_> = Tag::ALL.iter().map(|tag| tag.as_str().to_owned()).collect();
        assert_eq!(rows("# Commitment tags", "# Signature types"), tags);
        let spelt = |kind: SignatureType| {
            let (first, rest) = kind.identifier().split_first().unwrap();
            format!("0x{first:02x}{}", std::str::from_utf8(rest).unwrap())
        };
        let types: Vec<_> = SignatureType::ALL.into_iter().map(spelt).collect();
        assert_eq!(rows("# Signature types", "is left out on purpose"), types);
    }
}
