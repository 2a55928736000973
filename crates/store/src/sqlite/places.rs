//! Where a ballot belongs: the key that tells ballots apart.
//!
//! A place is (selection, category, period, pseudonym, slot), kept under 64 bits of its hash. Two places with one hash
//! are unlikely (1 in 370,000 among ten million ballots) but possible, so a place is looked for from its hash upwards
//! until a key is free, and whether a key holds this place or another is read from the ballot itself. Places are never
//! given up, so that the search may end at the first free key.
//!
//! The keys are in the file, beside the ballots they are of. [`Places`] says in memory which ballot has a key, because a
//! random place in a file is what its commits would pay for; it is made from the file at every opening, and is in step with
//! it: whoever appends at the end of a log that is not the file's end meets the batch's own key.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use sha2::{Digest, Sha256};

use crate::Ballot;

/// A place.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub el: &'a str,
    pub cat: &'a str,
    pub period: &'a str,
    pub nym: &'a [u8; 16],
    pub slot: u32,
}

impl<'a> Place<'a> {
    pub(super) fn of(el: &'a str, ballot: &'a Ballot) -> Place<'a> {
        let Ballot { cat, period, nym, slot, .. } = ballot;
        Place { el, cat, period, nym, slot: *slot }
    }

    /// The key at which the search begins. `bits`: how many of the hash are used; all but in tests.
    pub(super) fn key(&self, bits: u32) -> i64 {
        let mut hash = Sha256::new();
        hash.update(self.nym);
        hash.update(self.slot.to_be_bytes());
        for word in [self.el, self.cat, self.period] {
            hash.update((word.len() as u64).to_be_bytes());
            hash.update(word);
        }
        let hash: [u8; 32] = hash.finalize().into();
        let [a, b, c, d, e, f, g, h, ..] = hash;
        i64::from_be_bytes([a, b, c, d, e, f, g, h]) >> (64 - bits.clamp(1, 64))
    }

    pub(super) fn holds(&self, ballot: &Ballot) -> bool {
        (self.cat, self.period, self.nym, self.slot)
            == (ballot.cat.as_str(), ballot.period.as_str(), &ballot.nym, ballot.slot)
    }
}

/// The key after one that another place has.
pub(super) fn next(key: i64) -> i64 {
    key.wrapping_add(1)
}

/// Bits of the hash that a store uses.
pub(super) const BITS: u32 = 64;

/// Which ballot has a key: 17 bytes a ballot, and the room that tables keep to grow. In many tables, so that one that grows
/// holds up nobody for long.
pub(super) struct Places(Vec<HashMap<i64, i64, BuildHasherDefault<AsItIs>>>);

const TABLES: usize = 256;

impl Default for Places {
    fn default() -> Places {
        Places((0..TABLES).map(|_| HashMap::default()).collect())
    }
}

impl Places {
    fn table(key: i64) -> usize {
        usize::from(key.to_be_bytes()[0])
    }

    /// The ballot under a key, as its batch's place is written.
    pub(super) fn get(&self, key: i64) -> Option<i64> {
        self.0.get(Self::table(key))?.get(&key).copied()
    }

    /// Notes a ballot; false where its key has one.
    pub(super) fn insert(&mut self, key: i64, ballot: i64) -> bool {
        self.0.get_mut(Self::table(key)).is_some_and(|table| table.insert(key, ballot).is_none())
    }
}

/// Keys are hashes already.
#[derive(Default)]
pub(super) struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }
    fn write_i64(&mut self, key: i64) {
        // The tables took the first byte; a table looks at both ends.
        self.0 = key.cast_unsigned().rotate_left(8);
    }
}
