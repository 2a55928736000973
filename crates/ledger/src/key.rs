//! The keys of signed notes (C2SP signed-note, "Verifier keys"). The table of signature types is at the head of this room.
//!
//! A key is known by its name and its id, the first four bytes of `SHA-256(name ‖ 0x0A ‖ type ‖ public key)`. The same
//! bytes under another type are another key, so a cosignature never passes for a log's own signature.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signer as _, SigningKey, Verifier as _, VerifyingKey};

use crate::cosignature;
use crate::hash::Hash;
use crate::note::SignatureLine;
use crate::sm;

const SECRET: &str = "PRIVATE+KEY+";

/// Text that is no key, or bytes that cannot be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// Not `name+id+base64`, or in another spelling of it: upper-case digits, missing padding, loose bits.
    #[error("not a key: expected name+id+base64")]
    Syntax,
    /// A name that is empty, or holds a space, a control character or `+`.
    #[error("a key's name is not empty and has no spaces, control characters or +")]
    Name,
    /// The id is not the one of this name, type and public key.
    #[error("the key's id does not belong to its name, type and public key")]
    Id,
    /// A type outside the table at the head of this room.
    #[error("a key of this type is not known here")]
    Type,
    /// The bytes are no key of their type: wrong length, not on the curve, or a point for which signatures of
    /// anything can be made (small order).
    #[error("the bytes are no key of this type")]
    Bytes,
}

/// Type of a signature: the table at the head of this room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SignatureType {
    /// `0x01`.
    Ed25519,
    /// `0x04`.
    Cosignature,
    /// `0xff` and a longer identifier.
    Sm2Sm3,
}

impl SignatureType {
    /// All types.
    pub const ALL: [Self; 3] = [Self::Ed25519, Self::Cosignature, Self::Sm2Sm3];

    /// What stands before the public key, in verifier keys and in the hash that gives the id.
    pub const fn identifier(self) -> &'static [u8] {
        match self {
            Self::Ed25519 => &[0x01],
            Self::Cosignature => &[0x04],
            Self::Sm2Sm3 => b"\xffxuanxian-sm2-sm3-v1",
        }
    }
}

/// A public key with its name: what announcements print and trust files hold.
///
/// Its text is `name+id+base64(type ‖ public key)`; the id in eight lower-case hexadecimal digits. No other spelling is
/// read.
#[derive(Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    id: u32,
    kind: SignatureType,
    public: Vec<u8>,
}

impl VerifierKey {
    /// A key from its parts.
    ///
    /// # Errors
    /// [`KeyError::Name`] or [`KeyError::Bytes`].
    pub fn new(kind: SignatureType, name: &str, public: &[u8]) -> Result<Self, KeyError> {
        if !is_name(name) {
            return Err(KeyError::Name);
        }
        match kind {
            SignatureType::Ed25519 | SignatureType::Cosignature => {
                ed25519(public).filter(|key| !key.is_weak()).ok_or(KeyError::Bytes)?;
            }
            SignatureType::Sm2Sm3 => sm::check_public(public).ok_or(KeyError::Bytes)?,
        }
        Ok(Self { name: name.to_owned(), id: key_id(name, kind, public), kind, public: public.to_vec() })
    }

    /// The public half of a key of this crate, whose parts are known to be good.
    pub(crate) fn made(kind: SignatureType, name: &str, id: u32, public: &[u8]) -> Self {
        Self { name: name.to_owned(), id, kind, public: public.to_vec() }
    }

    /// The name that its signature lines carry.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The id that its signature lines carry.
    pub fn id(&self) -> u32 {
        self.id
    }

    /// The type of its signatures.
    pub fn kind(&self) -> SignatureType {
        self.kind
    }

    /// The public key: 32 bytes of Ed25519 (RFC 8032), or 65 bytes of an uncompressed SM2 point (`0x04 ‖ x ‖ y`).
    pub fn public(&self) -> &[u8] {
        &self.public
    }

    /// Whether the line names this key. It says nothing about the signature.
    pub fn signs(&self, line: &SignatureLine) -> bool {
        line.id() == self.id && line.name() == self.name
    }

    /// Whether `signature`, the bytes of a signature line behind the key's id, is this key's over `text`.
    pub fn verify(&self, text: &str, signature: &[u8]) -> bool {
        match self.kind {
            SignatureType::Ed25519 => verify_ed25519(&self.public, text.as_bytes(), signature),
            SignatureType::Cosignature => cosignature::verify(&self.public, text, signature),
            SignatureType::Sm2Sm3 => sm::verify(&self.public, text.as_bytes(), signature),
        }
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let key = [self.kind.identifier(), &self.public].concat();
        write!(f, "{}+{:08x}+{}", self.name, self.id, STANDARD.encode(key))
    }
}

impl fmt::Debug for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for VerifierKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let (name, id, key) = parts(text)?;
        // The long identifiers begin with 0xff, so that none is the beginning of another.
        let (kind, public) = SignatureType::ALL
            .into_iter()
            .find_map(|kind| key.strip_prefix(kind.identifier()).map(|public| (kind, public)))
            .ok_or(KeyError::Type)?;
        let read = Self::new(kind, name, public)?;
        if read.id == id { Ok(read) } else { Err(KeyError::Id) }
    }
}

/// The key with which a log signs its checkpoints: Ed25519, type `0x01`. It does not print.
#[derive(Clone)]
pub struct SignerKey {
    name: String,
    id: u32,
    key: SigningKey,
}

impl SignerKey {
    /// A key from 32 secret bytes; this room has no source of chance.
    ///
    /// # Errors
    /// [`KeyError::Name`].
    pub fn from_seed(name: &str, seed: &[u8; 32]) -> Result<Self, KeyError> {
        if !is_name(name) {
            return Err(KeyError::Name);
        }
        let key = SigningKey::from_bytes(seed);
        let id = key_id(name, SignatureType::Ed25519, key.verifying_key().as_bytes());
        Ok(Self { name: name.to_owned(), id, key })
    }

    /// Reads `PRIVATE+KEY+name+id+base64(0x01 ‖ seed)`, the form in which Go's note package keeps such keys.
    ///
    /// # Errors
    /// [`KeyError`].
    pub fn from_secret_text(text: &str) -> Result<Self, KeyError> {
        let (name, id, seed) = secret_parts(text, SignatureType::Ed25519)?;
        let key = Self::from_seed(name, &seed)?;
        if key.id == id { Ok(key) } else { Err(KeyError::Id) }
    }

    /// What [`Self::from_secret_text`] reads. Whoever has it can sign.
    pub fn to_secret_text(&self) -> String {
        secret_text(&self.name, self.id, SignatureType::Ed25519, self.key.as_bytes())
    }

    /// Name of the key, which is the origin of its log.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The public half.
    pub fn verifier(&self) -> VerifierKey {
        let public = self.key.verifying_key();
        VerifierKey::made(SignatureType::Ed25519, &self.name, self.id, public.as_bytes())
    }

    /// The signature line for a note's text. Ed25519 is deterministic: the same text gives the same line.
    pub fn sign(&self, text: &str) -> SignatureLine {
        SignatureLine::made(&self.name, self.id, self.key.sign(text.as_bytes()).to_bytes().to_vec())
    }
}

impl fmt::Debug for SignerKey {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "SignerKey({}+{:08x}, secret not shown)", self.name, self.id)
    }
}

/// Whether signature lines can carry the name (C2SP signed-note, "Format").
pub(crate) fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.chars().any(|c| c < ' ' || c.is_whitespace() || c == '+')
}

pub(crate) fn key_id(name: &str, kind: SignatureType, public: &[u8]) -> u32 {
    let hash = Hash::of(&[name.as_bytes(), b"\n", kind.identifier(), public].concat());
    let [a, b, c, d, ..] = *hash.as_bytes();
    u32::from_be_bytes([a, b, c, d])
}

pub(crate) fn verify_ed25519(public: &[u8], message: &[u8], signature: &[u8]) -> bool {
    let signature = ed25519_dalek::Signature::from_slice(signature);
    match (ed25519(public), signature) {
        // The same equation as Go's crypto/ed25519: no cofactor, canonical s; keys of small order were refused before.
        (Some(key), Ok(signature)) => key.verify(message, &signature).is_ok(),
        _ => false,
    }
}

/// `PRIVATE+KEY+name+id+base64(type ‖ secret)`.
pub(crate) fn secret_text(name: &str, id: u32, kind: SignatureType, secret: &[u8; 32]) -> String {
    let key = [kind.identifier(), secret].concat();
    format!("{SECRET}{name}+{id:08x}+{}", STANDARD.encode(key))
}

pub(crate) fn secret_parts(text: &str, kind: SignatureType) -> Result<(&str, u32, [u8; 32]), KeyError> {
    let (name, id, key) = parts(text.strip_prefix(SECRET).ok_or(KeyError::Syntax)?)?;
    let secret = key.strip_prefix(kind.identifier()).ok_or(KeyError::Type)?;
    Ok((name, id, secret.try_into().map_err(|_| KeyError::Bytes)?))
}

fn parts(text: &str) -> Result<(&str, u32, Vec<u8>), KeyError> {
    let mut parts = text.splitn(3, '+'); // base64 may hold a plus, a name may not
    let (Some(name), Some(id), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(KeyError::Syntax);
    };
    let digits = id.len() == 8 && id.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    let id = u32::from_str_radix(id, 16).ok().filter(|_| digits).ok_or(KeyError::Syntax)?;
    Ok((name, id, STANDARD.decode(key).map_err(|_| KeyError::Syntax)?))
}

fn ed25519(public: &[u8]) -> Option<VerifyingKey> {
    VerifyingKey::from_bytes(public.try_into().ok()?).ok()
}

#[cfg(test)]
impl VerifierKey {
    /// Grinding a key until its id is another's takes four thousand million hashes; a test just says so.
    pub(crate) fn with_ground_id(self, id: u32) -> Self {
        Self { id, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A pair of keys from the tests of Go's note package.
    const GO_SECRET: &str = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    const GO_PUBLIC: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    #[test]
    fn keys_of_gos_note_package_are_ours() {
        let secret = SignerKey::from_secret_text(GO_SECRET).unwrap();
        assert_eq!(secret.verifier().to_string(), GO_PUBLIC);
        assert_eq!(secret.to_secret_text(), GO_SECRET);
        let public: VerifierKey = GO_PUBLIC.parse().unwrap();
        assert_eq!(public, secret.verifier());
        assert_eq!((public.name(), public.id()), ("PeterNeumann", 0xc74f_20a3));
        assert_eq!(public.kind(), SignatureType::Ed25519);
    }

    #[test]
    fn any_bent_key_is_refused() {
        let secret = SignerKey::from_secret_text(GO_SECRET).unwrap();
        for i in 0..GO_PUBLIC.len() {
            assert!(GO_PUBLIC[..i].parse::<VerifierKey>().is_err(), "{i}");
            assert!(i == 0 || GO_PUBLIC[i..].parse::<VerifierKey>().is_err(), "{i}");
            for (text, public) in [(GO_PUBLIC, true), (GO_SECRET, false)] {
                let mut bytes = text.as_bytes().to_vec();
                bytes[i] ^= 1;
                let bent = String::from_utf8(bytes).unwrap();
                let read = if public {
                    bent.parse::<VerifierKey>().map(|key| key.to_string())
                } else {
                    SignerKey::from_secret_text(&bent).map(|key| key.to_secret_text())
                };
                assert!(read.is_err(), "{bent}");
            }
        }
        let text = secret.verifier().to_string();
        for (bad, said) in [
            (text.replace("c74f20a3", "C74F20A3"), KeyError::Syntax),
            (text.replace("c74f20a3", "+74f20a3"), KeyError::Syntax),
            (text.replace("c74f20a3", "c74f20a4"), KeyError::Id),
            (text.replace("PeterNeumann", ""), KeyError::Name),
            (text.replace("PeterNeumann", "Peter\u{2003}Neumann"), KeyError::Name),
            (text.replace("PeterNeumann", "Peter\0Neumann"), KeyError::Name),
            // A type nobody has assigned, with the right id; from Go's tests.
            ("PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW".to_owned(), KeyError::Type),
            (format!("{text}="), KeyError::Syntax),
            (text.clone() + "\n", KeyError::Syntax),
        ] {
            assert_eq!(bad.parse::<VerifierKey>(), Err(said), "{bad}");
        }
        let public = secret.verifier().public().to_vec();
        for wrong in [&public[..31], &[&public[..], &[0]].concat(), &[]] {
            let read = VerifierKey::new(SignatureType::Ed25519, "PeterNeumann", wrong);
            assert_eq!(read, Err(KeyError::Bytes));
        }
    }

    #[test]
    fn a_key_that_would_vouch_for_anything_is_refused() {
        // The neutral element and a point of order 8: with them an all-purpose signature can be written down.
        let mut neutral = [0; 32];
        neutral[0] = 1;
        let order_eight: [u8; 32] = [
            0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98, 0xf0,
            0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53, 0xfc, 0x05,
        ];
        for weak in [neutral, order_eight] {
            for kind in [SignatureType::Ed25519, SignatureType::Cosignature] {
                assert_eq!(VerifierKey::new(kind, "demo.invalid", &weak), Err(KeyError::Bytes));
            }
        }
    }

    #[test]
    fn the_same_bytes_under_another_type_or_name_are_another_key() {
        let public = SignerKey::from_seed("demo.invalid/a", &[7; 32]).unwrap().verifier().public().to_vec();
        let make = |kind, name| VerifierKey::new(kind, name, &public).unwrap();
        let one = make(SignatureType::Ed25519, "demo.invalid/a");
        assert_ne!(one.id(), make(SignatureType::Cosignature, "demo.invalid/a").id());
        assert_ne!(one.id(), make(SignatureType::Ed25519, "demo.invalid/b").id());
    }

    #[test]
    fn a_secret_key_does_not_print() {
        let key = SignerKey::from_seed("demo.invalid/a", &[0xab; 32]).unwrap();
        let printed = format!("{key:?}");
        assert!(
            printed.contains("demo.invalid/a") && !printed.contains("ab, ab") && !printed.contains("abab")
        );
        assert!(!printed.contains(&STANDARD.encode([0xab; 30])));
    }
}
