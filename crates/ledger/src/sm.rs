//! The log in domestic cryptography: a second tree over the same leaves, and a signed note that ties it to the first
//! (LEDGER, "Domestic crypto").
//!
//! The tree has the structure of RFC 6962 with SM3 (GB/T 32905) in place of SHA-256: `SM3(0x00 ‖ leaf)`,
//! `SM3(0x01 ‖ left ‖ right)`, and `SM3()` for no leaves. [`SmFrontier`] grows it; nobody asks for proofs in it.
//!
//! `checkpoint.sm` is a signed note of our own, not a C2SP checkpoint:
//!
//! ```text
//! <host>/<selection>/<log>/sm3
//! <size>
//! <root over SM3, base64>
//! sha256 <root over SHA-256, base64>
//!
//! — <the same name> <base64 of the key's id and the signature>
//! ```
//!
//! The signature is SM2 (GB/T 32918.2) with SM3 over the note's text under the default ID `1234567812345678`
//! (GB/T 35276), as `r ‖ s`, 32 bytes each, big-endian; other programs want it in DER. Its nonce comes from the secret
//! and the text in the manner of RFC 6979, so the same text gives the same line and no bad source of chance can give
//! the secret away. The public key is the uncompressed point, `0x04 ‖ x ‖ y`.

use std::fmt;

use sm2::SecretKey;
use sm2::dsa::{Signature, SigningKey, VerifyingKey};
use sm2::elliptic_curve::sec1::ToSec1Point as _;
use sm2::elliptic_curve::zeroize::Zeroizing;
use sm3::{Digest as _, Sm3};

use crate::checkpoint::{Checkpoint, decimal, is_origin};
use crate::error::LedgerError;
use crate::hash::Hash;
use crate::key::{KeyError, SignatureType, VerifierKey, is_name, key_id, secret_parts, secret_text};
use crate::note::{self, Note, SignatureLine};
use crate::tree::{Peaks, TreeHash};

/// The identity that enters every signature, where signer and verifier agreed on no other (GB/T 35276).
pub const ID: &str = "1234567812345678";

/// File in which the checkpoint lies, beside `checkpoint`.
pub const FILE_NAME: &str = "checkpoint.sm";

/// Bytes of an uncompressed point.
const POINT: usize = 65;

/// RFC 6962 with SM3 for SHA-256.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sm3Tree;

impl TreeHash for Sm3Tree {
    fn empty() -> Hash {
        sm3(&[])
    }

    fn leaf(bytes: &[u8]) -> Hash {
        sm3(&[&[0], bytes])
    }

    fn node(left: &Hash, right: &Hash) -> Hash {
        sm3(&[&[1], left.as_bytes(), right.as_bytes()])
    }
}

fn sm3(parts: &[&[u8]]) -> Hash {
    let mut hasher = Sm3::new();
    parts.iter().for_each(|part| hasher.update(part));
    Hash::from_bytes(hasher.finalize().into())
}

/// What the second tree needs in order to grow. Leaves go in through [`leaf_hash`].
pub type SmFrontier = Peaks<Sm3Tree>;

/// Hash of a leaf in the second tree: `SM3(0x00 ‖ bytes)`.
pub fn leaf_hash(bytes: &[u8]) -> Hash {
    Sm3Tree::leaf(bytes)
}

/// What `checkpoint.sm` says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmCheckpoint {
    /// Origin of the log's own checkpoint, without `/sm3`.
    pub origin: String,
    /// Number of leaves.
    pub size: u64,
    /// Root over SM3.
    pub sm3: Hash,
    /// Root over SHA-256, which ties the two trees.
    pub sha256: Hash,
}

impl SmCheckpoint {
    /// The second view of a checkpoint.
    ///
    /// # Errors
    /// [`LedgerError::Field`] when the second tree has another size.
    pub fn beside(checkpoint: &Checkpoint, tree: &SmFrontier) -> Result<Self, LedgerError> {
        if tree.size() != checkpoint.size {
            return Err(LedgerError::Field { field: "size", rule: "the same in both trees" });
        }
        let Checkpoint { origin, size, root } = checkpoint.clone();
        Ok(Self { origin, size, sm3: tree.root(), sha256: root })
    }

    /// `<origin>/sm3`: first line of the note, and name of the key that signs it.
    pub fn name(&self) -> String {
        name(&self.origin)
    }

    /// Whether this is the second view of that checkpoint: same origin, size and root over SHA-256.
    pub fn ties(&self, checkpoint: &Checkpoint) -> bool {
        (&self.origin, self.size, self.sha256) == (&checkpoint.origin, checkpoint.size, checkpoint.root)
    }

    /// The four lines, each with its line feed.
    ///
    /// # Errors
    /// [`LedgerError::Field`] for the origin, as in [`Checkpoint::to_text`].
    pub fn to_text(&self) -> Result<String, LedgerError> {
        let head = Checkpoint { origin: self.name(), size: self.size, root: self.sm3 }.to_text()?;
        Ok(format!("{head}sha256 {}\n", self.sha256.to_base64()))
    }

    /// Reads the four lines and requires that nothing follows.
    ///
    /// # Errors
    /// [`LedgerError::Format`] names the line, counted from 1.
    pub fn from_text(text: &str) -> Result<Self, LedgerError> {
        let mut lines = text.split_inclusive('\n').map(|line| line.strip_suffix('\n'));
        let mut at = 0;
        let mut next = |expected| {
            at += 1;
            lines.next().flatten().ok_or(LedgerError::Format { line: at, expected })
        };
        let wrong = |line, expected| LedgerError::Format { line, expected };
        let expected = "the log's origin and /sm3";
        let origin =
            next(expected)?.strip_suffix("/sm3").filter(|o| is_origin(o)).ok_or(wrong(1, expected))?;
        let expected = "the tree's size";
        let size = decimal(next(expected)?).ok_or(wrong(2, expected))?;
        let expected = "the root over SM3 in base64";
        let sm3 = Hash::from_base64(next(expected)?).ok_or(wrong(3, expected))?;
        let expected = "sha256 and the root over SHA-256 in base64";
        let sha256 = next(expected)?.strip_prefix("sha256 ").and_then(Hash::from_base64);
        let read = Self { origin: origin.to_owned(), size, sm3, sha256: sha256.ok_or(wrong(4, expected))? };
        if lines.next().is_some() { Err(wrong(5, "the end")) } else { Ok(read) }
    }
}

/// A [`SmCheckpoint`] with its signature lines: the file `checkpoint.sm`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedSmCheckpoint {
    /// What is signed.
    pub checkpoint: SmCheckpoint,
    /// By whom; not checked by reading.
    pub signatures: Vec<SignatureLine>,
}

impl SignedSmCheckpoint {
    /// Signs.
    ///
    /// # Errors
    /// [`LedgerError::Field`] for the origin, or when the key has another name; [`LedgerError::Key`] as
    /// [`SmSignerKey::sign`].
    pub fn sign(checkpoint: SmCheckpoint, key: &SmSignerKey) -> Result<Self, LedgerError> {
        if key.name() != checkpoint.name() {
            return Err(LedgerError::Field { field: "origin", rule: "the name of the key that signs" });
        }
        let line = key.sign(&checkpoint.to_text()?)?;
        Ok(Self { checkpoint, signatures: vec![line] })
    }

    /// The file.
    ///
    /// # Errors
    /// [`LedgerError::Field`] for the origin, [`LedgerError::Note`] without signatures.
    pub fn encode(&self) -> Result<String, LedgerError> {
        Ok(Note::new(self.checkpoint.to_text()?, self.signatures.clone())?.encode())
    }

    /// Reads the file.
    ///
    /// # Errors
    /// [`LedgerError`] unless the bytes are exactly what [`Self::encode`] gives for some checkpoint.
    pub fn decode(bytes: &[u8]) -> Result<Self, LedgerError> {
        let note = Note::parse(bytes)?;
        let checkpoint = SmCheckpoint::from_text(note.text())?;
        Ok(Self { checkpoint, signatures: note.signatures().to_vec() })
    }

    /// Checks that one of these keys, known for this origin, has signed.
    ///
    /// # Errors
    /// [`LedgerError::Note`].
    pub fn check<'k>(&self, keys: impl IntoIterator<Item = &'k VerifierKey>) -> Result<(), LedgerError> {
        let name = self.checkpoint.name();
        let keys = keys.into_iter().filter(|key| key.kind() == SignatureType::Sm2Sm3 && key.name() == name);
        note::open(&self.checkpoint.to_text()?, &self.signatures, keys)?;
        Ok(())
    }
}

/// The key with which a log signs `checkpoint.sm`. It does not print.
#[derive(Clone)]
pub struct SmSignerKey {
    name: String,
    id: u32,
    secret: SecretKey,
    public: [u8; POINT],
}

impl SmSignerKey {
    /// A key from 32 secret bytes; this room has no source of chance. Nearly all values will do: when it says
    /// [`KeyError::Bytes`], take others.
    ///
    /// `origin`: that of the log's own checkpoint; the key is called `<origin>/sm3`.
    ///
    /// # Errors
    /// [`KeyError::Name`]; [`KeyError::Bytes`] unless the number is from 1 to n − 2 (GB/T 32918.1).
    pub fn from_seed(origin: &str, seed: &[u8; 32]) -> Result<Self, KeyError> {
        Self::named(&name(origin), seed)
    }

    fn named(name: &str, seed: &[u8; 32]) -> Result<Self, KeyError> {
        if !is_name(name) {
            return Err(KeyError::Name);
        }
        let secret = SecretKey::from_slice(seed).map_err(|_| KeyError::Bytes)?;
        let point = secret.public_key().to_sec1_point(false);
        let public: [u8; POINT] = point.as_bytes().try_into().map_err(|_| KeyError::Bytes)?;
        let id = key_id(name, SignatureType::Sm2Sm3, &public);
        let key = Self { name: name.to_owned(), id, secret, public };
        // 1 + d must have an inverse: n − 1 passes for a secret until the first signature.
        key.sign("").map_err(|_| KeyError::Bytes)?;
        Ok(key)
    }

    /// Reads `PRIVATE+KEY+name+id+base64(type ‖ secret)`.
    ///
    /// # Errors
    /// [`KeyError`].
    pub fn from_secret_text(text: &str) -> Result<Self, KeyError> {
        let (name, id, seed) = secret_parts(text, SignatureType::Sm2Sm3)?;
        let key = Self::named(name, &seed)?;
        if key.id == id { Ok(key) } else { Err(KeyError::Id) }
    }

    /// What [`Self::from_secret_text`] reads. Whoever has it can sign.
    pub fn to_secret_text(&self) -> String {
        let secret: Zeroizing<[u8; 32]> = Zeroizing::new(self.secret.to_bytes().into());
        secret_text(&self.name, self.id, SignatureType::Sm2Sm3, &secret)
    }

    /// Name of the key: `<origin>/sm3`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The public half.
    pub fn verifier(&self) -> VerifierKey {
        VerifierKey::made(SignatureType::Sm2Sm3, &self.name, self.id, &self.public)
    }

    /// The signature line for a note's text.
    ///
    /// # Errors
    /// [`KeyError::Bytes`] in the one case of about 2^255 where the nonce would not do; another text will.
    pub fn sign(&self, text: &str) -> Result<SignatureLine, KeyError> {
        use sm2::dsa::signature::Signer as _;
        let key = SigningKey::new(ID, &self.secret).map_err(|_| KeyError::Bytes)?;
        let signature: Signature = key.try_sign(text.as_bytes()).map_err(|_| KeyError::Bytes)?;
        Ok(SignatureLine::made(&self.name, self.id, signature.to_bytes().to_vec()))
    }
}

impl fmt::Debug for SmSignerKey {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "SmSignerKey({}+{:08x}, secret not shown)", self.name, self.id)
    }
}

fn name(origin: &str) -> String {
    format!("{origin}/sm3")
}

/// `Some` when the bytes are an uncompressed point of the curve.
pub(crate) fn check_public(public: &[u8]) -> Option<()> {
    verifying(public).map(|_| ())
}

pub(crate) fn verify(public: &[u8], message: &[u8], signature: &[u8]) -> bool {
    use sm2::dsa::signature::Verifier as _;
    match (verifying(public), Signature::from_slice(signature)) {
        (Some(key), Ok(signature)) => key.verify(message, &signature).is_ok(),
        _ => false,
    }
}

fn verifying(public: &[u8]) -> Option<VerifyingKey> {
    let uncompressed = public.len() == POINT && public.first() == Some(&4);
    if uncompressed { VerifyingKey::from_sec1_bytes(ID, public).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::tests::leaves;
    use proptest::prelude::*;

    const ORIGIN: &str = "demo.invalid/linyi-2022/ballots";

    fn key() -> SmSignerKey {
        SmSignerKey::from_seed(ORIGIN, &[5; 32]).unwrap()
    }

    fn grown(size: usize) -> SmFrontier {
        let mut tree = SmFrontier::new();
        leaves(size).iter().for_each(|leaf| {
            tree.push(leaf_hash(leaf));
        });
        tree
    }

    fn signed(size: usize) -> (Checkpoint, SignedSmCheckpoint) {
        let root = Hash::of(b"the root of the other tree");
        let checkpoint = Checkpoint { origin: ORIGIN.into(), size: size as u64, root };
        let beside = SmCheckpoint::beside(&checkpoint, &grown(size)).unwrap();
        (checkpoint, SignedSmCheckpoint::sign(beside, &key()).unwrap())
    }

    #[test]
    fn the_hash_is_the_one_of_the_standard() {
        // GB/T 32905, the two examples in its appendix.
        let of = |bytes: &[u8]| sm3(&[bytes]).to_string();
        assert_eq!(of(b"abc"), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
        let long = b"abcd".repeat(16);
        assert_eq!(of(&long), "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
    }

    #[test]
    fn the_second_tree_has_the_structure_of_the_first() {
        fn mth(d: &[Vec<u8>]) -> Hash {
            match d.len() {
                0 => sm3(&[]),
                1 => sm3(&[&[0], &d[0]]),
                n => {
                    let k = 1 << (n - 1).ilog2();
                    sm3(&[&[1], mth(&d[..k]).as_bytes(), mth(&d[k..]).as_bytes()])
                }
            }
        }
        let all = leaves(70);
        for size in 0..=70 {
            assert_eq!(grown(size).root(), mth(&all[..size]), "{size}");
        }
        let saved = grown(70).to_bytes();
        assert_eq!(SmFrontier::from_bytes(&saved).unwrap(), grown(70));
    }

    #[test]
    fn a_checkpoint_ties_the_two_trees_and_is_read_back() {
        let (checkpoint, signed) = signed(7);
        let text = signed.encode().unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 6);
        assert_eq!((lines[0], lines[1]), ("demo.invalid/linyi-2022/ballots/sm3", "7"));
        assert_eq!(lines[2], grown(7).root().to_base64());
        assert_eq!(lines[3], format!("sha256 {}", checkpoint.root.to_base64()));
        assert!(lines[5].starts_with("— demo.invalid/linyi-2022/ballots/sm3 "), "{}", lines[5]);

        let read = SignedSmCheckpoint::decode(text.as_bytes()).unwrap();
        assert_eq!(read, signed);
        assert_eq!(read.check([&key().verifier()]), Ok(()));
        assert!(read.checkpoint.ties(&checkpoint));
        assert!(!read.checkpoint.ties(&Checkpoint { size: 8, ..checkpoint.clone() }));
        assert!(!read.checkpoint.ties(&Checkpoint { root: Hash::of(b""), ..checkpoint.clone() }));
        assert!(
            !read.checkpoint.ties(&Checkpoint { origin: "demo.invalid/acts".into(), ..checkpoint.clone() })
        );
        assert!(SmCheckpoint::beside(&checkpoint, &grown(8)).is_err());
    }

    #[test]
    fn only_the_logs_own_key_vouches() {
        let (_, signed) = signed(7);
        let another = SmSignerKey::from_seed(ORIGIN, &[6; 32]).unwrap();
        let elsewhere = SmSignerKey::from_seed("demo.invalid/linyi-2022/acts", &[5; 32]).unwrap();
        assert!(signed.check([&another.verifier()]).is_err());
        assert!(signed.check([&elsewhere.verifier()]).is_err());
        assert!(signed.check([]).is_err());
        assert!(SignedSmCheckpoint::sign(signed.checkpoint.clone(), &elsewhere).is_err());
        let mut moved = signed.clone();
        moved.checkpoint.size = 8;
        assert!(moved.check([&key().verifier()]).is_err());
        // The signature covers all of the note, and there is no second signature of the same text.
        let text = signed.encode().unwrap();
        for at in (0..text.len()).step_by(5) {
            let mut bent = text.as_bytes().to_vec();
            bent[at] ^= 1;
            let read = SignedSmCheckpoint::decode(&bent).and_then(|read| read.check([&key().verifier()]));
            assert!(read.is_err(), "byte {at}");
        }
        assert_eq!(key().sign("a\n").unwrap(), key().sign("a\n").unwrap());
    }

    #[test]
    fn the_key_has_one_text_and_no_print() {
        let public = key().verifier();
        assert_eq!(public.public().len(), 65);
        assert_eq!(public.to_string().parse(), Ok(public.clone()));
        let secret = key().to_secret_text();
        assert_eq!(SmSignerKey::from_secret_text(&secret).unwrap().verifier(), public);
        assert!(!format!("{:?}", key()).contains(&secret[secret.len() - 20..]));
        // Off the curve, compressed, at infinity, cut off.
        let mut off = public.public().to_vec();
        off[64] ^= 1;
        let mut compressed = public.public()[..33].to_vec();
        compressed[0] = 2;
        for bad in [&off[..], &compressed, &[0], &public.public()[..64], &[]] {
            assert_eq!(VerifierKey::new(SignatureType::Sm2Sm3, public.name(), bad), Err(KeyError::Bytes));
        }
    }

    #[test]
    fn a_secret_that_could_not_sign_is_refused() {
        let mut n_minus_1 = [0xff; 32];
        n_minus_1[..8].copy_from_slice(&[0xff, 0xff, 0xff, 0xfe, 0xff, 0xff, 0xff, 0xff]);
        n_minus_1[16..].copy_from_slice(&[
            0x72, 0x03, 0xdf, 0x6b, 0x21, 0xc6, 0x05, 0x2b, 0x53, 0xbb, 0xf4, 0x09, 0x39, 0xd5, 0x41, 0x22,
        ]);
        let mut last = n_minus_1;
        last[31] -= 1;
        assert!(SmSignerKey::from_seed(ORIGIN, &last).is_ok(), "n - 2");
        for bad in [[0; 32], [0xff; 32], n_minus_1] {
            assert!(matches!(SmSignerKey::from_seed(ORIGIN, &bad), Err(KeyError::Bytes)), "{bad:x?}");
        }
    }

    #[test]
    fn any_other_text_is_refused_at_its_line() {
        let good = signed(7).1.checkpoint.to_text().unwrap();
        for (bad, at) in [
            (good.replace("/sm3", "/sm4"), 1),
            (good.replace("demo", "de mo"), 1),
            (good.replace("\n7\n", "\n07\n"), 2),
            (good.replace("=\nsha256", "\nsha256"), 3),
            (good.replace("sha256 ", "sha256  "), 4),
            (good.replace("sha256 ", "SHA256 "), 4),
            (good[..good.len() - 1].to_owned(), 4),
            (format!("{good}extension\n"), 5),
            (String::new(), 1),
        ] {
            let said = SmCheckpoint::from_text(&bad).unwrap_err();
            assert!(matches!(said, LedgerError::Format { line, .. } if line == at), "{bad:?}: {said}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn what_is_read_is_what_was_written(at in any::<prop::sample::Index>(), byte in "[ -~\n]") {
            let good = signed(7).1.encode().unwrap();
            let at = at.index(good.len());
            let mut bent = good.clone().into_bytes();
            bent[at] = byte.as_bytes()[0];
            if let Ok(read) = SignedSmCheckpoint::decode(&bent) {
                prop_assert_eq!(read.encode().unwrap().into_bytes(), bent);
            }
        }
    }
}
