//! What stands in the log for a ballot. The store keeps no leaf: it is made anew from the ballot's columns.

use ledger::hash::hex_of;
use ledger::{
    BallotLeaf, Hash, LedgerError, Salt, UnnumberedBallot, V1, ballot_commit_canonical, to_canonical,
};
use selection::Handle;
use selection::vote::stage_of;
use store::Ballot;

use crate::Voter;

/// A ballot's leaf but for its number, and what the counts need of the ballot. It is made at admission, by as many threads
/// as admit, so that the one writer has only to number.
pub(crate) struct Made {
    leaf: UnnumberedBallot,
    /// Vote stage.
    pub stage: String,
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

impl Made {
    /// The leaf's bytes under this number.
    pub fn bytes(&self, n: u64) -> Result<Vec<u8>, Fault> {
        Ok(self.leaf.number(n)?)
    }

    /// Its hash in the tree under this number.
    pub fn hash(&self, n: u64) -> Result<Hash, Fault> {
        Ok(ledger::leaf_hash(&self.bytes(n)?))
    }
}

/// What a stored ballot's leaf is made of.
pub(crate) fn remake(el: &str, ballot: &Ballot) -> Result<Made, Fault> {
    let choices = serde_json::from_slice(&ballot.choices).map_err(|_| Fault::Choices)?;
    make(el, ballot, choices)
}

/// What the leaf of a ballot with these choices, canonically encoded in it, is made of.
pub(crate) fn make(el: &str, ballot: &Ballot, choices: Vec<Handle>) -> Result<Made, Fault> {
    let stage = stage_of(&ballot.period).ok_or(Fault::Period)?.to_owned();
    let nym = hex_of(&ballot.nym);
    let slot = u64::from(ballot.slot);
    let salt = Salt::from_bytes(ballot.salt);
    let commit =
        ballot_commit_canonical(el, &ballot.cat, &ballot.period, slot, &nym, &salt, &ballot.choices)?;
    let leaf = BallotLeaf {
        v: V1,
        el: el.to_owned(),
        n: 0,
        at: ballot.at,
        cat: ballot.cat.clone(),
        period: ballot.period.clone(),
        slot,
        nym,
        channel: ballot.channel.clone(),
        commit,
        supersedes: None,
        withdraws: None,
    };
    Ok(Made { leaf: leaf.unnumbered()?, stage, choices })
}

/// The choices as they are committed to: the canonical JSON array. Handles need no escapes, so theirs is written by hand.
pub(crate) fn encode_choices(choices: &[Handle]) -> Result<Vec<u8>, Fault> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    if !choices.iter().all(|choice| choice.bytes().all(plain)) {
        return Ok(to_canonical(&choices).map_err(LedgerError::from)?);
    }
    let mut text = Vec::with_capacity(2 + choices.iter().map(|choice| choice.len() + 3).sum::<usize>());
    text.push(b'[');
    for (i, choice) in choices.iter().enumerate() {
        text.extend_from_slice(if i == 0 { b"\"" } else { b",\"" });
        text.extend_from_slice(choice.as_bytes());
        text.push(b'"');
    }
    text.push(b']');
    Ok(text)
}

/// The request id under which a ballot is kept. Bound to voter, round and category, so that nobody is answered with
/// somebody else's ballot, and one form may send a ballot in each category.
pub(crate) fn request(voter: &Voter, stage: &str, category: &str, req: &[u8; 16]) -> [u8; 16] {
    let place = format!("/{stage}/{category}");
    let hash =
        Hash::of(&[b"xuanxian/ballot-request/v1".as_slice(), &voter.nym, req, place.as_bytes()].concat());
    std::array::from_fn(|i| hash.as_bytes()[i])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_are_written_as_the_general_writer_writes_them() {
        for choices in [&[][..], &["p1"], &["p1", "p20", "P-x"], &["选\"贤", "p1"], &["a\\b"]] {
            let choices: Vec<Handle> = choices.iter().map(|choice| (*choice).to_owned()).collect();
            assert_eq!(encode_choices(&choices).unwrap(), to_canonical(&choices).unwrap());
        }
        assert!(encode_choices(&["a\u{1}".to_owned()]).is_err());
    }

    #[test]
    fn a_published_ballot_has_at_most_six_hundred_bytes() {
        // The longest names of the plans that are here, ten choices of a hundred, and a number beyond ten million.
        let choices: Vec<Handle> = (190..200).map(|n| format!("p{n}")).collect();
        let ballot = Ballot {
            at: 1_670_740_000_000,
            cat: "zui-mei-kou-dai-gong-yuan".to_owned(),
            period: "vote-2022-12-11".to_owned(),
            slot: 2,
            nym: [0xab; 16],
            channel: "wechat".to_owned(),
            req: [1; 16],
            salt: [0xcd; 32],
            choices: encode_choices(&choices).unwrap(),
        };
        let n = 12_345_678;
        let leaf = make("linyi-2022", &ballot, choices.clone()).unwrap().bytes(n).unwrap();
        let opening = ledger::BallotOpening { n, salt: Salt::from_bytes(ballot.salt), choices };
        let opening = ledger::BallotOpening::encode_all([&opening]).unwrap();
        // In its bundle behind two bytes of length; its hash in a tile; its share of the tiles above.
        let published = 2 + leaf.len() + 32 + 1 + opening.bytes().len();
        assert!(published <= 600, "{published}");
    }
}
