//! 32 bytes, twice: hashes, which are shown to everybody, and salts, which are not.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::de::{Error as _, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest as _, Sha256};

/// A SHA-256 value: a leaf's hash, a tree's root, a commitment, the name of a blob. In [`crate::sm`] an SM3 value too.
///
/// In JSON and in print it is 64 lower-case hexadecimal digits, and no other spelling is read: two texts of
/// one hash would be two leaves. In checkpoints and proofs it is base64 (RFC 4648 section 4).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash([u8; 32]);

impl Hash {
    /// A hash that was computed, or stored as bytes, elsewhere.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Plain SHA-256, without any framing: how blobs and files are named (LEDGER, "Layout").
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// 44 characters, as in the third line of a C2SP checkpoint.
    pub fn to_base64(&self) -> String {
        STANDARD.encode(self.0)
    }

    /// Reads what [`Self::to_base64`] writes, and nothing else: padding is required, and unused bits are zero.
    pub fn from_base64(text: &str) -> Option<Self> {
        STANDARD.decode(text).ok()?.try_into().ok().map(Self)
    }
}

/// The 32 random bytes that keep a commitment from being guessed (LEDGER, "Commitments").
///
/// With a salt, whoever holds a receipt could try every choice; therefore it does not print, and its text form
/// exists only through serde, for openings.
#[derive(Clone, PartialEq, Eq)]
pub struct Salt([u8; 32]);

impl Salt {
    /// 32 bytes from the operator's source of randomness; this room has none.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes, for hashing and for the vault.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// Text that is not 64 lower-case hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected 64 lower-case hexadecimal digits")]
pub struct HexError;

const DIGITS: &[u8; 16] = b"0123456789abcdef";

pub(crate) fn hex(bytes: &[u8; 32]) -> [u8; 64] {
    let mut text = [0; 64];
    for (pair, byte) in text.chunks_exact_mut(2).zip(bytes) {
        pair[0] = DIGITS[usize::from(byte >> 4)];
        pair[1] = DIGITS[usize::from(byte & 15)];
    }
    text
}

/// Bytes as lower-case hexadecimal digits. Every ballot has several, so nothing of a formatter is in it.
pub fn hex_of(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from(DIGITS[usize::from(nibble & 15)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(*byte)]).collect()
}

pub(crate) fn unhex(text: &[u8]) -> Result<[u8; 32], HexError> {
    let digit = |c: u8| match c {
        b'0'..=b'9' => Ok(c - b'0'),
        b'a'..=b'f' => Ok(c - b'a' + 10),
        _ => Err(HexError),
    };
    if text.len() != 64 {
        return Err(HexError);
    }
    let mut bytes = [0; 32];
    for (byte, pair) in bytes.iter_mut().zip(text.chunks_exact(2)) {
        *byte = digit(pair[0])? << 4 | digit(pair[1])?;
    }
    Ok(bytes)
}

fn hex_str(bytes: &[u8; 32]) -> String {
    hex(bytes).iter().map(|&c| char::from(c)).collect()
}

struct HexVisitor;

impl Visitor<'_> for HexVisitor {
    type Value = [u8; 32];

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("64 lower-case hexadecimal digits")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<[u8; 32], E> {
        // Not `invalid_value`: the text may be a damaged salt, and messages end up in logs.
        unhex(text.as_bytes()).map_err(E::custom)
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.pad(&hex_str(&self.0))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Debug for Salt {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("Salt(not shown)")
    }
}

impl FromStr for Hash {
    type Err = HexError;

    fn from_str(text: &str) -> Result<Self, HexError> {
        unhex(text.as_bytes()).map(Self)
    }
}

impl Serialize for Hash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&hex_str(&self.0))
    }
}

impl<'de> Deserialize<'de> for Hash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(HexVisitor).map(Self).map_err(D::Error::custom)
    }
}

impl Serialize for Salt {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&hex_str(&self.0))
    }
}

impl<'de> Deserialize<'de> for Salt {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(HexVisitor).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    #[test]
    fn a_hash_has_one_text_and_reads_no_other() {
        let hash = Hash::of(b"abc"); // FIPS 180-4, the first example
        assert_eq!(hash.to_string(), ABC);
        assert_eq!(ABC.parse(), Ok(hash));
        for wrong in [&ABC[1..], &ABC.to_uppercase(), &format!("{ABC}0"), &ABC.replace('b', "g"), ""] {
            assert_eq!(wrong.parse::<Hash>(), Err(HexError), "{wrong}");
        }
        assert_eq!(serde_json::to_string(&hash).unwrap(), format!("\"{ABC}\""));
        assert_eq!(serde_json::from_str::<Hash>(&format!("\"{ABC}\"")).unwrap(), hash);
    }

    #[test]
    fn base64_is_the_padded_kind_with_no_loose_bits() {
        let hash = Hash::of(b"abc");
        let text = hash.to_base64();
        assert_eq!(text, "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
        assert_eq!(Hash::from_base64(&text), Some(hash));
        let loose = text.replace("a0=", "a1="); // decodes to the same bytes when loose bits are let through
        for wrong in [text.trim_end_matches('='), &loose, &text.replace('/', "_"), "AAAA", ""] {
            assert_eq!(Hash::from_base64(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_salt_does_not_print() {
        let salt = Salt::from_bytes([0xab; 32]);
        assert!(!format!("{salt:?}").contains("ab"));
        let damaged = format!("\"{}x\"", "cd".repeat(31));
        let message = serde_json::from_str::<Salt>(&damaged).unwrap_err().to_string();
        assert!(!message.contains("cdcd"), "{message}");
    }
}
