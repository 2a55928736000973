//! What stands in the log for a ballot. The store keeps no leaf: it is made anew from the ballot's columns.

use ledger::{BallotLeaf, Hash, LedgerError, Salt, V1, ballot_commit};
use selection::Handle;
use store::Ballot;

use crate::codes::Voter;

/// A ballot's leaf, and what the counts need of the ballot.
pub(crate) struct Made {
    /// The leaf's bytes.
    pub leaf: Vec<u8>,
    /// Its hash in the tree.
    pub hash: Hash,
    /// Vote stage.
    pub stage: String,
    /// Category.
    pub category: String,
    /// The choices.
    pub choices: Vec<Handle>,
}

/// Why a ballot has no leaf. Tells nothing of its contents.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Fault {
    #[error("its choices are not a list of handles")]
    Choices,
    #[error("its period names no stage")]
    Period,
    #[error(transparent)]
    Leaf(#[from] LedgerError),
}

/// The leaf of a ballot that has number `n`.
pub(crate) fn make(el: &str, n: u64, ballot: &Ballot) -> Result<Made, Fault> {
    let choices: Vec<Handle> = serde_json::from_slice(&ballot.choices).map_err(|_| Fault::Choices)?;
    let stage = stage_of(&ballot.period).ok_or(Fault::Period)?.to_owned();
    let nym = hex(&ballot.nym);
    let slot = u64::from(ballot.slot);
    let salt = Salt::from_bytes(ballot.salt);
    let commit = ballot_commit(el, &ballot.cat, &ballot.period, slot, &nym, &salt, &choices)?;
    let leaf = BallotLeaf {
        v: V1,
        el: el.to_owned(),
        n,
        at: ballot.at,
        cat: ballot.cat.clone(),
        period: ballot.period.clone(),
        slot,
        nym,
        channel: ballot.channel.clone(),
        commit,
        supersedes: None,
        withdraws: None,
    }
    .encode()?;
    Ok(Made { hash: ledger::leaf_hash(&leaf), leaf, stage, category: ballot.cat.clone(), choices })
}

/// The vote stage of a period, as `selection::vote::period` writes it: `<stage>-all` or `<stage>-2022-12-15`.
pub(crate) fn stage_of(period: &str) -> Option<&str> {
    let stage = match period.strip_suffix("-all") {
        Some(stage) => stage,
        None => {
            let (stage, date) = period.split_at_checked(period.len().checked_sub(11)?)?;
            let is_date = date.bytes().enumerate().all(|(i, byte)| match i {
                0 | 5 | 8 => byte == b'-',
                _ => byte.is_ascii_digit(),
            });
            is_date.then_some(stage)?
        }
    };
    (!stage.is_empty()).then_some(stage)
}

/// The request id under which a ballot is kept. Bound to voter, round and category, so that nobody is answered with
/// somebody else's ballot, and one form may send a ballot in each category.
pub(crate) fn request(voter: &Voter, stage: &str, category: &str, req: &[u8; 16]) -> [u8; 16] {
    let place = format!("/{stage}/{category}");
    let hash =
        Hash::of(&[b"xuanxian/ballot-request/v1".as_slice(), &voter.nym, req, place.as_bytes()].concat());
    std::array::from_fn(|i| hash.as_bytes()[i])
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stage_is_read_back_from_every_period_and_from_nothing_else() {
        for (period, stage) in [
            ("vote-all", "vote"),
            ("vote-2022-12-15", "vote"),
            // Stages whose ids look like periods themselves.
            ("vote-2022-12-15-all", "vote-2022-12-15"),
            ("vote-all-2022-12-15", "vote-all"),
            ("vote-all-all", "vote-all"),
        ] {
            assert_eq!(stage_of(period), Some(stage), "{period}");
        }
        for period in
            ["", "-all", "vote", "2022-12-15", "-2022-12-15", "vote-2022-12-1x", "vote-2022x12-15", "票-all-"]
        {
            assert_eq!(stage_of(period), None, "{period}");
        }
    }
}
