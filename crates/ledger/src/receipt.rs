//! The proof that one leaf is in a tree, to carry away (LEDGER, "Receipts"; C2SP tlog-proof).
//!
//! ```text
//! c2sp.org/tlog-proof@v1
//! extra <the leaf, base64>
//! index <its index>
//! <hash, base64>             as many as RFC 6962 section 2.1.1 calls for, from the leaf upwards
//!
//! <origin>
//! <size>
//! <root, base64>
//!
//! — <origin> <signature of the log, base64>
//! — <witness> <cosignature, base64>      when there are some
//! ```
//!
//! The leaf travels in `extra`, which nothing authenticates but the proof: [`Receipt::judge`] hashes it, follows the
//! proof to the root, and asks a [`Trust`] what the signatures of that root are worth.
//!
//! A receipt holds no salt and no choice, so showing it shows neither.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::checkpoint::{Checkpoint, SignedCheckpoint, decimal};
use crate::error::LedgerError;
use crate::hash::Hash;
use crate::leaf::MAX_LEAF_BYTES;
use crate::note::SignatureLine;
use crate::tree::{ProofError, leaf_hash, verify_inclusion};
use crate::trust::{Distrust, Judgement, Trust};

/// First line of a proof.
const HEADER: &str = "c2sp.org/tlog-proof@v1";

/// Name ending under which proofs are stored (C2SP tlog-proof).
pub const FILE_EXTENSION: &str = "tlog-proof";

/// A leaf, its place, and the hashes that lead from it to a root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The leaf's bytes, which travel in the line `extra`.
    pub leaf: Vec<u8>,
    /// Its index in the log.
    pub index: u64,
    /// The hashes beside the way up, as [`crate::Tree::inclusion_proof`] makes them.
    pub proof: Vec<Hash>,
    /// The tree that it is in.
    pub checkpoint: Checkpoint,
    /// Who vouches for that tree; not checked by reading.
    pub signatures: Vec<SignatureLine>,
}

impl Receipt {
    /// Checks that leaf, index and hashes lead to the root of the checkpoint. Whether the checkpoint is genuine is
    /// another question.
    ///
    /// # Errors
    /// [`ProofError`].
    pub fn check(&self) -> Result<(), ProofError> {
        let Checkpoint { size, root, .. } = &self.checkpoint;
        verify_inclusion(&leaf_hash(&self.leaf), self.index, *size, &self.proof, root)
    }

    /// Checks all of it: that the leaf is in the tree, and that the log vouches for the tree. The judgement says whether
    /// the quorum of witnesses does too.
    ///
    /// # Errors
    /// [`Distrust`].
    pub fn judge(&self, trust: &Trust) -> Result<Judgement, Distrust> {
        self.check().map_err(LedgerError::from)?;
        trust.judge_parts(&self.checkpoint, &self.signatures)
    }

    /// The text of the file.
    ///
    /// # Errors
    /// [`LedgerError::Field`] for the checkpoint's origin, [`LedgerError::TooLarge`] for the leaf,
    /// [`LedgerError::Note`] for no signature or too many.
    pub fn encode(&self) -> Result<String, LedgerError> {
        if self.leaf.len() > MAX_LEAF_BYTES {
            return Err(LedgerError::TooLarge { len: self.leaf.len() });
        }
        let mut text = format!("{HEADER}\nextra {}\nindex {}\n", STANDARD.encode(&self.leaf), self.index);
        for hash in &self.proof {
            text.push_str(&hash.to_base64());
            text.push('\n');
        }
        text.push('\n');
        let Self { checkpoint, signatures, .. } = self;
        let signed = SignedCheckpoint { checkpoint: checkpoint.clone(), signatures: signatures.clone() };
        Ok(text + &signed.encode()?)
    }

    /// Reads the text of a file. [`Self::judge`] says whether what it claims is true.
    ///
    /// # Errors
    /// [`LedgerError`] unless the text is exactly what [`Self::encode`] gives for some receipt.
    pub fn decode(text: &str) -> Result<Self, LedgerError> {
        let wrong = |line, expected| LedgerError::Format { line, expected };
        let (head, checkpoint) =
            text.split_once("\n\n").ok_or(wrong(text.lines().count() + 1, "an empty line"))?;
        let mut lines = head.split('\n');
        if lines.next() != Some(HEADER) {
            return Err(wrong(1, HEADER));
        }
        let leaf = lines.next().and_then(|line| line.strip_prefix("extra "));
        let leaf = leaf
            .and_then(|line| STANDARD.decode(line).ok())
            .ok_or(wrong(2, "extra and the leaf in base64"))?;
        if leaf.len() > MAX_LEAF_BYTES {
            return Err(LedgerError::TooLarge { len: leaf.len() });
        }
        let index = lines.next().and_then(|line| line.strip_prefix("index "));
        let index = index.and_then(decimal).ok_or(wrong(3, "index and a number"))?;
        let mut proof = Vec::new();
        for (i, line) in lines.enumerate() {
            proof.push(Hash::from_base64(line).ok_or(wrong(4 + i, "a hash in base64"))?);
        }
        let before = 4 + proof.len();
        let signed = SignedCheckpoint::decode(checkpoint.as_bytes());
        let SignedCheckpoint { checkpoint, signatures } = signed.map_err(|e| match e {
            LedgerError::Format { line, expected } => wrong(before + line, expected),
            other => other,
        })?;
        Ok(Self { leaf, index, proof, checkpoint, signatures })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::CosignerKey;
    use crate::ballot::BallotLeaf;
    use crate::ballot::tests::ballot;
    use crate::checkpoint::Log;
    use crate::hash::Salt;
    use crate::key::SignerKey;
    use crate::tree::{Tree, node_hash};
    use crate::trust::Standing;
    use proptest::prelude::*;

    const ORIGIN: &str = "pingxuan.linyi.invalid/linyi-2022/ballots";

    fn log() -> SignerKey {
        SignerKey::from_seed(ORIGIN, &[1; 32]).unwrap()
    }

    fn witness(n: u8) -> CosignerKey {
        CosignerKey::from_seed(&format!("witness-{n}.example.org/w{n}"), &[0x40 + n; 32]).unwrap()
    }

    /// Two witnesses, both of whom are wanted.
    fn trust() -> Trust {
        let witnesses: String = [1, 2].map(|n| format!("witness w{n} {}\n", witness(n).verifier())).concat();
        let text = format!("log {}\n{witnesses}group both all w1 w2\nquorum both\n", log().verifier());
        Trust::parse(text.as_bytes()).unwrap()
    }

    fn sign(mut receipt: Receipt, witnesses: &[u8]) -> Receipt {
        let text = receipt.checkpoint.to_text().unwrap();
        receipt.signatures = vec![log().sign(&text)];
        let cosigned =
            witnesses.iter().map(|&n| witness(n).cosign(&text, 1_670_731_200 + u64::from(n)).unwrap());
        receipt.signatures.extend(cosigned);
        receipt
    }

    /// What the voter of ballot `n` carries away when `size` ballots are in.
    fn receipt(n: u64, size: u64) -> Receipt {
        sign(unsigned(n, size), &[])
    }

    fn unsigned(n: u64, size: u64) -> Receipt {
        let leaf = |n| ballot(n, &Salt::from_bytes([n as u8; 32]), &["p31"]).encode().unwrap();
        let tree: Tree = (0..size).map(|n| leaf_hash(&leaf(n))).collect();
        let origin = Log::Ballots.origin("pingxuan.linyi.invalid", "linyi-2022");
        Receipt {
            leaf: leaf(n),
            index: n,
            proof: tree.inclusion_proof(n, size).unwrap(),
            checkpoint: Checkpoint { origin, size, root: tree.root() },
            signatures: vec![],
        }
    }

    #[test]
    fn a_voter_downloads_a_receipt_and_anyone_checks_it() {
        let text = receipt(4, 7).encode().unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 3 + 3 + 1 + 3 + 2);
        assert_eq!((lines[0], lines[2], lines[6]), ("c2sp.org/tlog-proof@v1", "index 4", ""));
        assert_eq!((lines[7], lines[8], lines[10]), (ORIGIN, "7", ""));
        assert!(lines[11].starts_with(&format!("— {ORIGIN} ")), "{}", lines[11]);

        let read = Receipt::decode(&text).unwrap();
        assert_eq!(read, receipt(4, 7));
        assert_eq!(read.judge(&trust()).unwrap().standing, Standing::Provisional);
        let ballot = BallotLeaf::decode(&read.leaf).unwrap();
        assert_eq!(ballot.n, read.index);
        assert!(!text.contains(&"04".repeat(32)), "no salt leaves the server");
    }

    #[test]
    fn the_only_ballot_has_an_empty_proof() {
        let one = receipt(0, 1);
        assert!(one.proof.is_empty());
        let text = one.encode().unwrap();
        assert!(text.contains(&format!("index 0\n\n{ORIGIN}")), "{text}");
        assert_eq!(Receipt::decode(&text), Ok(one.clone()));
        assert_eq!(one.check(), Ok(()));
    }

    #[test]
    fn a_receipt_is_provisional_until_the_witnesses_have_cosigned() {
        let standing = |witnesses: &[u8]| {
            let text = sign(unsigned(4, 7), witnesses).encode().unwrap();
            Receipt::decode(&text).unwrap().judge(&trust()).map(|judged| judged.standing)
        };
        assert_eq!(standing(&[]), Ok(Standing::Provisional));
        assert_eq!(standing(&[1]), Ok(Standing::Provisional));
        assert_eq!(standing(&[1, 2]), Ok(Standing::Cosigned));
        assert_eq!(standing(&[2, 5, 1]), Ok(Standing::Cosigned), "a stranger does no harm");

        // A true proof under a root for which the log did not sign, and a signature of another tree.
        let mut another = receipt(4, 7);
        another.signatures = receipt(4, 8).signatures;
        assert!(another.check().is_ok() && another.judge(&trust()).is_err());
        // A true signature, and a leaf that is not in that tree.
        let mut another = receipt(4, 7);
        another.leaf = receipt(5, 7).leaf;
        assert_eq!(another.judge(&trust()), Err(Distrust::Ledger(ProofError::Root.into())));
    }

    #[test]
    fn a_receipt_for_which_nobody_vouches_is_no_receipt() {
        let one = unsigned(4, 7);
        assert_eq!(one.judge(&trust()), Err(Distrust::NotSigned));
        assert!(one.encode().is_err());
        let text = receipt(4, 7).encode().unwrap();
        let (unsigned, _) = text.split_once("\n—").unwrap();
        assert!(Receipt::decode(unsigned).is_err());
    }

    #[test]
    fn a_receipt_for_another_leaf_place_or_tree_does_not_hold() {
        let good = receipt(4, 7);
        let other = |change: fn(&mut Receipt)| {
            let mut receipt = good.clone();
            change(&mut receipt);
            receipt.check()
        };
        assert_eq!(other(|r| r.leaf[20] ^= 1), Err(ProofError::Root));
        assert_eq!(other(|r| r.index = 5), Err(ProofError::Root));
        assert_eq!(other(|r| r.index = 7), Err(ProofError::IndexOutOfRange { index: 7, size: 7 }));
        assert_eq!(other(|r| r.checkpoint.size = 15), Err(ProofError::Length));
        assert_eq!(other(|r| r.checkpoint.root = Hash::of(b"another view")), Err(ProofError::Root));
        assert_eq!(other(|r| r.proof.truncate(2)), Err(ProofError::Length));
        // An inner node passed off as a leaf: the two kinds of hash have different first bytes.
        let inner = Receipt {
            leaf: [good.leaf.as_slice(), good.proof[0].as_bytes()].concat(),
            index: 2,
            proof: good.proof[1..].to_vec(),
            checkpoint: Checkpoint { size: 4, ..good.checkpoint.clone() },
            signatures: good.signatures.clone(),
        };
        assert!(inner.check().is_err());
        assert_ne!(
            leaf_hash(&[[1; 32], [2; 32]].concat()),
            node_hash(&Hash::from_bytes([1; 32]), &Hash::from_bytes([2; 32]))
        );
    }

    #[test]
    fn a_text_in_any_other_form_is_refused_at_its_line() {
        let good = receipt(4, 7).encode().unwrap();
        for (bad, at) in [
            (good.replace("@v1", "@v2"), 1),
            (good.replace("extra ", "extra  "), 2),
            (good.replace("extra ", "Extra "), 2),
            (good.replace("index 4", "index 04"), 3),
            (good.replace("index 4", "index 4 "), 3),
            (good.replacen("\n\n", "\nAAAA\n\n", 1), 7),
            (good.replace("\n7\n", "\n07\n"), 9),
            (good.replacen("\n\n", "\n\n\n", 1), 8),
            (good.replace('\n', "\r\n"), 13),
        ] {
            assert_ne!(bad, good);
            let said = Receipt::decode(&bad).unwrap_err();
            assert!(matches!(said, LedgerError::Format { line, .. } if line == at), "{said} for {bad}");
        }
        for bad in [
            good[..good.len() - 1].to_owned(),
            good.replace('—', "-"),
            format!("{good}\n"),
            good.replace("=\n\n—", "=\nextension\n\n—"),
        ] {
            assert_ne!(bad, good);
            assert!(Receipt::decode(&bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_receipt_carries_nothing_that_could_not_be_a_leaf() {
        let longest = Receipt { leaf: vec![b'x'; MAX_LEAF_BYTES], ..receipt(4, 7) };
        let text = longest.encode().unwrap();
        assert_eq!(Receipt::decode(&text), Ok(longest.clone()));
        let too_long = vec![b'x'; MAX_LEAF_BYTES + 1];
        let refused = LedgerError::TooLarge { len: 65_536 };
        assert_eq!(Receipt { leaf: too_long.clone(), ..longest.clone() }.encode(), Err(refused.clone()));
        let text = text.replace(&STANDARD.encode(&longest.leaf), &STANDARD.encode(too_long));
        assert_eq!(Receipt::decode(&text), Err(refused));
    }

    #[test]
    fn among_a_million_ballots_a_receipt_with_two_witnesses_is_under_two_kilobytes() {
        // Twenty hashes lead up from any leaf of a full tree of 2^20.
        let mut receipt = unsigned(0, 1);
        let mut leaf = BallotLeaf::decode(&receipt.leaf).unwrap();
        (leaf.n, leaf.cat) = (999_999, "zui-mei-kou-dai-gong-yuan".to_owned());
        receipt.leaf = leaf.encode().unwrap();
        receipt.proof = vec![Hash::of(b""); 20];
        receipt.index = 999_999;
        receipt.checkpoint.size = 1 << 20;
        let len = sign(receipt, &[1, 2]).encode().unwrap().len();
        assert!(len <= 2048, "{len}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(96))]

        #[test]
        fn what_is_read_is_what_was_written(
            at in any::<prop::sample::Index>(), byte in 0_u8..0x7f, size in 1_u64..20, n in any::<prop::sample::Index>(),
        ) {
            let good = receipt(n.index(size as usize) as u64, size);
            let text = good.encode().unwrap();
            prop_assert_eq!(&Receipt::decode(&text).unwrap(), &good);
            let at = at.index(text.len());
            let mut bent = text.clone().into_bytes();
            bent[at] = byte;
            if let Ok(read) = std::str::from_utf8(&bent).map_err(|_| ()).and_then(|bent| Receipt::decode(bent).map_err(|_| ())) {
                prop_assert_eq!(read.encode().unwrap().into_bytes(), bent.clone());
                prop_assert_eq!(read.judge(&trust()).is_ok(), bent == text.as_bytes());
            }
        }
    }
}
