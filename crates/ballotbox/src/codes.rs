//! Invitation codes: made in batches by an act of the office, shown once, kept as keyed hashes. Which voter a code stands
//! for is told in [`crate::voter`].

use std::collections::BTreeSet;

use identity::code::{self, Code};
use ledger::{Hash, Tree, leaf_hash};
use selection::may::ActKind;
use selection::{Act, Actor, Refusal, Thing, vote};

use crate::{BallotBox, BallotError};

/// Most codes made at once: they are all in memory for a moment.
pub const MOST_CODES: u64 = 1_000_000;

impl BallotBox {
    /// Makes invitation codes for a channel, keeps their hashes, and records their number and root. The codes are
    /// returned once and kept nowhere; from a repeatable source of chance, one request makes the same codes again.
    ///
    /// # Errors
    /// Refused for all but the office, for a channel without codes, and after the stage has closed;
    /// [`BallotError::CodesShown`] when this request has made other codes before; [`BallotError::TooManyCodes`].
    pub async fn issue_codes(
        &self,
        who: Actor,
        stage: &str,
        channel: &str,
        count: u64,
        req: &str,
    ) -> Result<Vec<String>, BallotError> {
        if count > MOST_CODES {
            return Err(BallotError::TooManyCodes { most: MOST_CODES });
        }
        if !selection::may(&self.desk().snapshot().s, &who, Thing::Do(ActKind::IssueCodes)) {
            return Err(Refusal::new(selection::Code::NotAllowed, "").into());
        }
        let (codes, root) = self.draw_codes(channel, count, req).await?;
        let root = root.to_string();
        // Kept before they are recorded: what the log says was issued works. Should the act be refused, hashes stay
        // behind of codes that nobody knows.
        let act = vote::Act::IssueCodes {
            stage: stage.to_owned(),
            channel: channel.to_owned(),
            count,
            root: root.clone(),
        };
        let done = self.desk().submit(who, Act::Vote(act), req).await?;
        let recorded = done.records.iter().any(|filed| {
            matches!(&filed.record.entry, selection::Entry::Vote(vote::Entry::CodesIssued { root: found, .. }) if *found == root)
        });
        if recorded { Ok(codes.iter().map(Code::expose).collect()) } else { Err(BallotError::CodesShown) }
    }

    /// Draws codes and keeps their hashes; returns the codes with the root over the sorted hashes (RFC 6962).
    async fn draw_codes(
        &self,
        channel: &str,
        count: u64,
        req: &str,
    ) -> Result<(Vec<Code>, Hash), BallotError> {
        let el = self.desk().id();
        // Two equal codes are unlikely but possible, among these or with earlier ones. Then all are drawn again.
        let mut round = 0_u64;
        loop {
            let draw = |i| {
                let context = format!("invitation-code/{el}/{req}/{round}/{i}");
                let random = self.desk().entropy().bytes32(context.as_bytes());
                Code::draw(|buffer| buffer.iter_mut().zip(random).for_each(|(to, from)| *to = from))
            };
            let codes: Vec<Code> = (0..count).map(draw).collect();
            let hashes: BTreeSet<[u8; 32]> =
                codes.iter().map(|code| kept(&self.code_hash(code), channel)).collect();
            if hashes.len() as u64 == count {
                let hashes: Vec<[u8; 32]> = hashes.into_iter().collect();
                let new = self.desk().store().put_codes(el, &hashes).await?;
                // None is new: this request was interrupted after keeping them, and its source of chance is repeatable.
                if new == count || new == 0 {
                    return Ok((codes, hashes.iter().map(|hash| leaf_hash(hash)).collect::<Tree>().root()));
                }
            }
            round += 1;
        }
    }

    /// Whether a code, by its keyed hash, was issued for a channel.
    pub(crate) async fn issued(&self, code_hash: &[u8; 32], channel: &str) -> Result<bool, BallotError> {
        Ok(self.desk().store().has_code(self.desk().id(), &kept(code_hash, channel)).await?)
    }

    pub(crate) fn code_hash(&self, code: &Code) -> [u8; 32] {
        code::code_hash(&self.desk().keys().codes(), self.desk().id(), code)
    }
}

/// What is kept of a code: its keyed hash, bound to the channel it was issued for, since every leaf names its channel.
fn kept(code_hash: &[u8; 32], channel: &str) -> [u8; 32] {
    *Hash::of(&[code_hash.as_slice(), channel.as_bytes()].concat()).as_bytes()
}
