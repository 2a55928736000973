//! Where a ballot belongs: the unique key that tells ballots apart.
//!
//! A place is (selection, category, period, pseudonym, slot), kept under 64 bits of its hash. Two places with one hash
//! are unlikely (1 in 370,000 among ten million ballots) but possible, so a place is looked for from its hash upwards
//! until a key is free, and whether a key holds this place or another is read from the ballot itself. Places are never
//! given up, so that the search may end at the first free key.

use sha2::{Digest as _, Sha256};

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
