//! Secret text, server keys, and the keyed hash that all rooms share.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, Zeroizing};

/// Text that must not be printed: a password as typed. `Debug` prints `…`; the memory is wiped on drop.
#[derive(Clone)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes the text over, without a copy.
    pub fn new(text: String) -> Self {
        Secret(Zeroizing::new(text))
    }

    /// The text itself. The long name makes every place that reads it easy to find.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

/// A 256-bit key of this server. `Debug` prints `…`; the memory is wiped on drop.
///
/// Every use mixes a tag of its own into the hash, so one key may serve several rooms. The key for [`crate::nym`] is
/// nevertheless a key apart, because an act destroys it.
#[derive(Clone)]
pub struct ServerKey(Zeroizing<[u8; 32]>);

impl ServerKey {
    /// 32 uniformly random bytes.
    pub fn new(bytes: [u8; 32]) -> Self {
        ServerKey(Zeroizing::new(bytes))
    }

    /// HMAC-SHA256 over `tag` and `parts`, each preceded by its length in bytes (8, big-endian), so that no two
    /// lists of parts run together into the same message.
    pub(crate) fn mac(&self, tag: &str, parts: &[&[u8]]) -> [u8; 32] {
        // A key shorter than a block is padded with zeros by HMAC itself (RFC 2104); padding here avoids a
        // constructor that could fail.
        let mut block = [0u8; 64];
        block[..32].copy_from_slice(&self.0[..]);
        let mut mac = <Hmac<Sha256> as KeyInit>::new(&block.into());
        block.zeroize();
        for part in std::iter::once(tag.as_bytes()).chain(parts.iter().copied()) {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }
}

impl fmt::Debug for ServerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

/// Whether two byte strings are equal, in a time that depends on their lengths only.
pub fn same(a: &[u8], b: &[u8]) -> bool {
    a.ct_eq(b).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_and_keys_do_not_print() {
        let secret = Secret::new("correct horse".into());
        assert_eq!(format!("{secret:?}"), "…");
        assert_eq!(secret.expose(), "correct horse");
        assert_eq!(format!("{:?}", ServerKey::new([7; 32])), "…");
    }

    #[test]
    fn the_keyed_hash_is_hmac_sha256_over_length_prefixed_parts() {
        // Reference: python3 hmac.new(bytes(range(32)), msg, 'sha256') with
        // msg = 00 00 00 00 00 00 00 01 't' 00 .. 02 'a' 'b' 00 .. 00
        let key = ServerKey::new(std::array::from_fn(|i| i as u8));
        let hex: String = key.mac("t", &[b"ab", b""]).iter().map(|b| format!("{b:02x}")).collect();
        assert_eq!(hex, "d07a3d9666ad0f34da73b8bf65e068c14b428b224667253ce88c9fa8e2100e2d");
    }

    #[test]
    fn parts_do_not_run_together_and_tags_and_keys_matter() {
        let key = ServerKey::new([1; 32]);
        let base = key.mac("t", &[b"ab", b"c"]);
        assert_ne!(base, key.mac("t", &[b"a", b"bc"]));
        assert_ne!(base, key.mac("t", &[b"abc"]));
        assert_ne!(base, key.mac("u", &[b"ab", b"c"]));
        assert_ne!(base, ServerKey::new([2; 32]).mac("t", &[b"ab", b"c"]));
    }

    #[test]
    fn comparison_sees_every_byte_and_the_length() {
        assert!(same(b"abc", b"abc"));
        assert!(!same(b"abc", b"abd"));
        assert!(!same(b"abc", b"bbc"));
        assert!(!same(b"abc", b"ab"));
        assert!(same(b"", b""));
    }
}
