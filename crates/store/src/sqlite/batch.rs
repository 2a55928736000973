//! A batch of ballots as its row keeps them: three pieces of bytes, in the order of the ballots' numbers.
//!
//! - `keys`: 8 bytes a ballot ([`super::places`])
//! - `hashes`: 32 bytes a ballot, the hash of its leaf
//! - `ballots`: for each ballot, all numbers big-endian: at (8 bytes), the numbers of the words of category, period and
//!   channel (4 each), slot (4), pseudonym (16), request (16), salt (32), length of the choices (4), the choices

use super::Result;
use super::words::Words;
use crate::{Ballot, StoreError, StoredBallot};

/// A batch that is being written.
#[derive(Default)]
pub(super) struct Batch {
    pub keys: Vec<u8>,
    pub hashes: Vec<u8>,
    pub ballots: Vec<u8>,
}

impl Batch {
    pub(super) fn push(&mut self, key: i64, hash: &[u8; 32], ballot: &Ballot, words: &Words) -> Result<()> {
        self.keys.extend(key.to_be_bytes());
        self.hashes.extend(hash);
        let out = &mut self.ballots;
        out.extend(ballot.at.to_be_bytes());
        for word in [&ballot.cat, &ballot.period, &ballot.channel] {
            out.extend(words.number(word)?.to_be_bytes());
        }
        out.extend(ballot.slot.to_be_bytes());
        out.extend(ballot.nym);
        out.extend(ballot.req);
        out.extend(ballot.salt);
        let length =
            u32::try_from(ballot.choices.len()).map_err(|_| StoreError::Invalid("choices beyond 4 GB"))?;
        out.extend(length.to_be_bytes());
        out.extend(&ballot.choices);
        Ok(())
    }
}

/// Hashes of a batch, one after another.
pub(super) fn hashes(bytes: &[u8]) -> Result<&[[u8; 32]]> {
    whole(bytes.as_chunks())
}

/// Keys of a batch, one after another.
pub(super) fn keys(bytes: &[u8]) -> Result<impl Iterator<Item = i64>> {
    Ok(whole(bytes.as_chunks())?.iter().map(|key| i64::from_be_bytes(*key)))
}

fn whole<'a, const N: usize>((all, rest): (&'a [[u8; N]], &[u8])) -> Result<&'a [[u8; N]]> {
    if rest.is_empty() { Ok(all) } else { Err(DAMAGED) }
}

const DAMAGED: StoreError = StoreError::Damaged("a batch of ballots");

/// Reads a batch's ballots from its first number on, and hands on those that are wanted; the others are passed over.
pub(super) fn read(
    first: u64,
    hashes: &[u8],
    ballots: &[u8],
    words: &Words,
    wanted: impl Fn(u64) -> bool,
    mut take: impl FnMut(StoredBallot),
) -> Result<()> {
    let mut rest = ballots;
    for (n, hash) in (first..).zip(self::hashes(hashes)?) {
        let at = i64::from_be_bytes(cut(&mut rest)?);
        let [cat, period, channel, slot] = [(); 4].map(|()| cut(&mut rest).map(u32::from_be_bytes));
        let (nym, req, salt) = (cut(&mut rest)?, cut(&mut rest)?, cut(&mut rest)?);
        let length = u32::from_be_bytes(cut(&mut rest)?) as usize;
        let (choices, behind) = rest.split_at_checked(length).ok_or(DAMAGED)?;
        rest = behind;
        if wanted(n) {
            let (cat, period) = (words.word(cat?)?.to_owned(), words.word(period?)?.to_owned());
            let (channel, choices) = (words.word(channel?)?.to_owned(), choices.to_vec());
            let ballot = Ballot { at, cat, period, slot: slot?, nym, channel, req, salt, choices };
            take(StoredBallot { n, leaf_hash: *hash, ballot });
        }
    }
    if rest.is_empty() { Ok(()) } else { Err(DAMAGED) }
}

fn cut<const N: usize>(bytes: &mut &[u8]) -> Result<[u8; N]> {
    let (taken, rest) = bytes.split_first_chunk::<N>().ok_or(DAMAGED)?;
    *bytes = rest;
    Ok(*taken)
}
