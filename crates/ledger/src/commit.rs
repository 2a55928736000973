//! Salted commitments (LEDGER, "Commitments") and the state hash. The table of tags is at the head of this room.
//!
//! A commitment is `SHA-256(len‖tag ‖ len‖el ‖ len‖context ‖ len‖salt ‖ len‖bytes)`, where each `len` counts the bytes
//! of what follows it, as an unsigned 64-bit big-endian integer. The lengths make it impossible that two different
//! lists of fields run together into the same bytes; the tag keeps what was sealed as one kind of thing from being
//! opened as another, `el` keeps it in its selection, and the context in its place.

use serde::Serialize;
use sha2::{Digest as _, Sha256};

use crate::canon::{CanonError, to_canonical};
use crate::hash::{Hash, Salt};

/// What is committed to. A tag, once released, is never used for anything else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tag {
    /// A whole entry that may not be known yet. Context `n/gate`, bytes: its leaf. See [`crate::seal_entry`].
    Entry,
    /// A sealed part of an entry. Context `n/slot`, bytes: the part. See [`part_commit`].
    Part,
    /// A ballot's choices. Context `cat/period/slot/nym`, bytes: their JSON array. See [`crate::ballot_commit`].
    Ballot,
    /// A voting code handed to a voter. Context: the batch of codes, bytes: the code.
    Code,
    /// A file that is published later or never. Context: the file's id, bytes: its content.
    File,
    /// The folded state of a selection. Not a commitment: no `el`, context or salt. See [`state_hash`].
    State,
}

impl Tag {
    /// All tags.
    pub const ALL: [Self; 6] = [Self::Entry, Self::Part, Self::Ballot, Self::Code, Self::File, Self::State];

    /// The tag as it is hashed.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Entry => "xuanxian/entry/v1",
            Self::Part => "xuanxian/part/v1",
            Self::Ballot => "xuanxian/ballot/v1",
            Self::Code => "xuanxian/code/v1",
            Self::File => "xuanxian/file/v1",
            Self::State => "xuanxian/state/v1",
        }
    }
}

/// The commitment to `bytes`, at one place (`context`) of one selection (`el`).
pub fn commit(tag: Tag, el: &str, context: &str, salt: &Salt, bytes: &[u8]) -> Hash {
    framed(&[tag.as_str().as_bytes(), el.as_bytes(), context.as_bytes(), salt.as_bytes(), bytes])
}

/// The commitment to the part of entry `n` that stands in `slot`, as in [`crate::SealedRef`].
pub fn part_commit(el: &str, n: u64, slot: &str, salt: &Salt, bytes: &[u8]) -> Hash {
    commit(Tag::Part, el, &format!("{n}/{slot}"), salt, bytes)
}

/// `SHA-256(len‖tag ‖ len‖bytes)` over the canonical JSON of a state: what server and verifier both print.
///
/// # Errors
/// [`CanonError`] when the state holds something that canonical JSON does not allow.
pub fn state_hash<T: Serialize + ?Sized>(state: &T) -> Result<Hash, CanonError> {
    Ok(framed(&[Tag::State.as_str().as_bytes(), &to_canonical(state)?]))
}

fn framed(fields: &[&[u8]]) -> Hash {
    let mut hasher = Sha256::new();
    for field in fields {
        hasher.update((field.len() as u64).to_be_bytes());
        hasher.update(field);
    }
    Hash::from_bytes(hasher.finalize().into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn the_bytes_that_are_hashed_are_these() {
        let mut by_hand = Vec::new();
        by_hand.extend(b"\0\0\0\0\0\0\0\x10xuanxian/part/v1");
        by_hand.extend(b"\0\0\0\0\0\0\0\x0alinyi-2022");
        by_hand.extend(b"\0\0\0\0\0\0\0\x067/name");
        by_hand.extend(b"\0\0\0\0\0\0\0\x20");
        by_hand.extend([0x5a; 32]);
        by_hand.extend(b"\0\0\0\0\0\0\0\x06");
        by_hand.extend("某某".as_bytes());
        let salt = Salt::from_bytes([0x5a; 32]);
        assert_eq!(part_commit("linyi-2022", 7, "name", &salt, "某某".as_bytes()), Hash::of(&by_hand));
        // Computed with another program (Python's hashlib) from the sentence at the head of this file.
        assert_eq!(
            Hash::of(&by_hand).to_string(),
            "a74a5460efccca0b137f5c226977497214c57ae639a500858a80d2471dc82bcd"
        );
    }

    #[test]
    fn no_two_tags_are_spelt_alike() {
        let spelt: std::collections::BTreeSet<_> = Tag::ALL.iter().map(|tag| tag.as_str()).collect();
        assert_eq!(spelt.len(), Tag::ALL.len());
        assert!(spelt.iter().all(|tag| tag.starts_with("xuanxian/") && tag.ends_with("/v1")));
    }

    #[test]
    fn the_state_hash_does_not_depend_on_the_order_in_which_the_state_was_built() {
        let one = state_hash(&json!({"open": [1, 2], "lists": {}})).unwrap();
        assert_eq!(one, state_hash(&json!({"lists": {}, "open": [1, 2]})).unwrap());
        assert_ne!(one, state_hash(&json!({"lists": {}, "open": [2, 1]})).unwrap());
        assert!(state_hash(&json!({"share": 0.5})).is_err());
    }

    proptest! {
        /// Sliding a character over a border between fields, or changing any of them, gives another commitment.
        #[test]
        fn fields_do_not_run_together(
            a in prop::collection::vec("[a-c/]{0,3}", 3), b in prop::collection::vec("[a-c/]{0,3}", 3),
            salts in any::<[bool; 2]>(), tags in any::<[prop::sample::Index; 2]>(),
        ) {
            let make = |f: &[String], salt: bool, tag: Tag| {
                commit(tag, &f[0], &f[1], &Salt::from_bytes([u8::from(salt); 32]), f[2].as_bytes())
            };
            let tags = tags.map(|t| Tag::ALL[t.index(Tag::ALL.len())]);
            let same = a == b && salts[0] == salts[1] && tags[0] == tags[1];
            prop_assert_eq!(make(&a, salts[0], tags[0]) == make(&b, salts[1], tags[1]), same);
        }
    }
}
