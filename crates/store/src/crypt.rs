//! Keys and sealing: ChaCha20-Poly1305 (RFC 8439) with a nonce derived from what it protects.

use std::fmt;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Nonce};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::StoreError;

const NONCE: usize = 12;

/// Where fresh secret bytes come from. Injected, so that the demo can be repeated to the byte; in real use every
/// call must return 32 unpredictable bytes that were never returned before.
pub trait Entropy: Send + Sync {
    /// 32 secret bytes. `context` says what for; a repeatable source may derive the bytes from it.
    fn bytes32(&self, context: &[u8]) -> [u8; 32];
}

/// The key that wraps the subjects' keys and covers drafts. Does not print; wiped from memory when dropped.
pub struct MasterKey(Zeroizing<[u8; 32]>);

impl MasterKey {
    /// Takes 32 secret bytes.
    pub fn new(bytes: [u8; 32]) -> Self {
        MasterKey(Zeroizing::new(bytes))
    }

    /// An independent key for one purpose.
    pub(crate) fn derive(&self, purpose: &str) -> Key {
        Key(Zeroizing::new(mac(&self.0, &[b"xuanxian/store/derive", purpose.as_bytes()])))
    }
}

impl fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MasterKey(..)")
    }
}

/// A key in use.
pub(crate) struct Key(Zeroizing<[u8; 32]>);

impl Key {
    pub(crate) fn new(bytes: [u8; 32]) -> Self {
        Key(Zeroizing::new(bytes))
    }

    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Nonce (12), ciphertext and tag (16) of `plain`, bound to `context`.
    ///
    /// The nonce is an HMAC over context *and* plaintext: two different messages never share one, not even when a
    /// write was rolled back, retried with other contents, or repeated on a restored copy; and no second source of
    /// randomness is needed.
    pub(crate) fn seal(&self, context: &[&[u8]], plain: &[u8]) -> Result<Vec<u8>, StoreError> {
        let mut pieces = vec![b"xuanxian/store/nonce".as_slice()];
        pieces.extend_from_slice(context);
        pieces.push(plain);
        let full = mac(&self.0, &pieces);
        let mut nonce = [0; NONCE];
        nonce.copy_from_slice(&full[..NONCE]);
        let sealed = self
            .cipher()
            .encrypt(&Nonce::from(nonce), Payload { msg: plain, aad: &framed(context) })
            .map_err(|_| StoreError::Invalid("too long to be sealed"))?;
        let mut out = Vec::with_capacity(NONCE + sealed.len());
        out.extend_from_slice(&nonce);
        out.extend_from_slice(&sealed);
        Ok(out)
    }

    /// What [`Key::seal`] sealed; `None` when key, context or bytes are not the same.
    pub(crate) fn open(&self, context: &[&[u8]], sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE>()?;
        self.cipher()
            .decrypt(&Nonce::from(*nonce), Payload { msg: sealed, aad: &framed(context) })
            .ok()
            .map(Zeroizing::new)
    }

    fn cipher(&self) -> ChaCha20Poly1305 {
        ChaCha20Poly1305::new((&*self.0).into())
    }
}

/// Each piece after its length (4 bytes, big-endian), so that no two lists of pieces look alike.
pub(crate) fn framed(pieces: &[&[u8]]) -> Vec<u8> {
    let mut out = Vec::with_capacity(pieces.iter().map(|piece| piece.len() + 4).sum());
    for piece in pieces {
        // usize is at most 64 bits; pieces of 4 GiB do not fit a row, and the cipher refuses them.
        out.extend_from_slice(&(piece.len() as u32).to_be_bytes());
        out.extend_from_slice(piece);
    }
    out
}

fn mac(key: &[u8; 32], pieces: &[&[u8]]) -> [u8; 32] {
    // HMAC pads short keys with zeros to the block; doing it here needs no fallible constructor.
    let mut block = Zeroizing::new([0; 64]);
    block[..32].copy_from_slice(key);
    let mut mac = <Hmac<Sha256> as KeyInit>::new((&*block).into());
    mac.update(&Zeroizing::new(framed(pieces)));
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_thing_opens_only_with_its_key_its_context_and_all_its_bytes() {
        let key = Key::new([7; 32]);
        let sealed = key.seal(&[b"a", b"bc"], b"plain").unwrap();
        assert_eq!(key.open(&[b"a", b"bc"], &sealed).unwrap().as_slice(), b"plain");
        assert!(Key::new([8; 32]).open(&[b"a", b"bc"], &sealed).is_none());
        assert!(key.open(&[b"ab", b"c"], &sealed).is_none(), "same letters, other pieces");
        for i in 0..sealed.len() {
            let mut other = sealed.clone();
            other[i] ^= 1;
            assert!(key.open(&[b"a", b"bc"], &other).is_none(), "byte {i}");
            assert!(key.open(&[b"a", b"bc"], &sealed[..i]).is_none(), "cut at {i}");
        }
    }

    #[test]
    fn two_texts_in_one_place_never_share_a_nonce() {
        let key = Key::new([7; 32]);
        let (one, two) = (key.seal(&[b"a"], b"one").unwrap(), key.seal(&[b"a"], b"two").unwrap());
        assert_ne!(one[..NONCE], two[..NONCE]);
    }

    #[test]
    fn padding_the_key_here_is_the_padding_of_hmac() {
        // The same key given as a short slice: the padding done here is the padding of the standard.
        let mut other = <Hmac<Sha256> as KeyInit>::new_from_slice(&[9; 32]).unwrap();
        other.update(&framed(&[b"x"]));
        assert_eq!(mac(&[9; 32], &[b"x"]), <[u8; 32]>::from(other.finalize().into_bytes()));
    }

    #[test]
    fn a_master_key_does_not_print() {
        assert_eq!(format!("{:?}", MasterKey::new([1; 32])), "MasterKey(..)");
    }
}
