//! What a witness signs (C2SP tlog-cosignature, `cosignature/v1`): that it saw this tree head, extending all it saw
//! before, at this time.
//!
//! The signed message is
//!
//! ```text
//! cosignature/v1
//! time <seconds since 1970-01-01T00:00Z>
//! <the whole text of the checkpoint>
//! ```
//!
//! and the signature line carries the time as a big-endian `u64` before the 64 bytes of Ed25519. Times are seconds
//! here, milliseconds in leaves.

use std::fmt;

use ed25519_dalek::{Signer as _, SigningKey};

use crate::error::LedgerError;
use crate::key::{
    KeyError, SignatureType, VerifierKey, is_name, key_id, secret_parts, secret_text, verify_ed25519,
};
use crate::note::SignatureLine;

/// The key of a witness: Ed25519, type `0x04`. It does not print.
///
/// Whoever runs several witnesses gives each a key of its own: the message does not name the cosigner.
#[derive(Clone)]
pub struct CosignerKey {
    name: String,
    id: u32,
    key: SigningKey,
}

impl CosignerKey {
    /// A key from 32 secret bytes; this room has no source of chance.
    ///
    /// # Errors
    /// [`KeyError::Name`].
    pub fn from_seed(name: &str, seed: &[u8; 32]) -> Result<Self, KeyError> {
        if !is_name(name) {
            return Err(KeyError::Name);
        }
        let key = SigningKey::from_bytes(seed);
        let id = key_id(name, SignatureType::Cosignature, key.verifying_key().as_bytes());
        Ok(Self { name: name.to_owned(), id, key })
    }

    /// Reads `PRIVATE+KEY+name+id+base64(0x04 ‖ seed)`.
    ///
    /// # Errors
    /// [`KeyError`].
    pub fn from_secret_text(text: &str) -> Result<Self, KeyError> {
        let (name, id, seed) = secret_parts(text, SignatureType::Cosignature)?;
        let key = Self::from_seed(name, &seed)?;
        if key.id == id { Ok(key) } else { Err(KeyError::Id) }
    }

    /// What [`Self::from_secret_text`] reads. Whoever has it can sign.
    pub fn to_secret_text(&self) -> String {
        secret_text(&self.name, self.id, SignatureType::Cosignature, self.key.as_bytes())
    }

    /// Name of the witness.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The public half.
    pub fn verifier(&self) -> VerifierKey {
        let public = self.key.verifying_key();
        // The name was checked, and no secret leads to a point of small order.
        VerifierKey::made(SignatureType::Cosignature, &self.name, self.id, public.as_bytes())
    }

    /// Cosigns the whole text of a checkpoint. Whether it deserves that is for [`crate::witness`] to say.
    ///
    /// `time`: seconds since 1970-01-01T00:00Z.
    ///
    /// # Errors
    /// [`LedgerError::Field`] unless the time is from 1 to 2^63 − 1: a witness may not leave it out.
    pub fn cosign(&self, text: &str, time: u64) -> Result<SignatureLine, LedgerError> {
        if time == 0 || !is_time(time) {
            return Err(LedgerError::Field { field: "time", rule: "from 1 to 2^63 - 1 seconds" });
        }
        let signature = self.key.sign(message(text, time).as_bytes()).to_bytes();
        let bytes = [time.to_be_bytes().as_slice(), &signature].concat();
        Ok(SignatureLine::made(&self.name, self.id, bytes))
    }
}

impl fmt::Debug for CosignerKey {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "CosignerKey({}+{:08x}, secret not shown)", self.name, self.id)
    }
}

/// When the cosignature of this line was made, in seconds since 1970-01-01T00:00Z. It holds once the line verifies.
///
/// `None` for a line that is no cosignature.
pub fn time_of(line: &SignatureLine) -> Option<u64> {
    split(line.signature()).map(|(time, _)| time)
}

pub(crate) fn verify(public: &[u8], text: &str, signature: &[u8]) -> bool {
    split(signature)
        .is_some_and(|(time, signature)| verify_ed25519(public, message(text, time).as_bytes(), signature))
}

fn message(text: &str, time: u64) -> String {
    format!("cosignature/v1\ntime {time}\n{text}")
}

fn split(signature: &[u8]) -> Option<(u64, &[u8])> {
    let (time, signature) = signature.split_first_chunk::<8>()?;
    let time = u64::from_be_bytes(*time);
    (signature.len() == 64 && is_time(time)).then_some((time, signature))
}

fn is_time(time: u64) -> bool {
    i64::try_from(time).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checkpoint::Checkpoint;
    use crate::hash::Hash;
    use crate::key::SignerKey;
    use crate::note::Note;
    use ed25519_dalek::{Signature, Verifier as _, VerifyingKey};

    const NOON: u64 = 1_670_731_200;

    fn witness() -> CosignerKey {
        CosignerKey::from_seed("witness.invalid/w1", &[9; 32]).unwrap()
    }

    fn text() -> String {
        let root = Hash::of(b"abc");
        Checkpoint { origin: "demo.invalid/linyi-2022/ballots".into(), size: 7, root }.to_text().unwrap()
    }

    #[test]
    fn exactly_these_bytes_are_signed() {
        let line = witness().cosign(&text(), NOON).unwrap();
        let (time, signature) = line.signature().split_at(8);
        assert_eq!(time, [0, 0, 0, 0, 0x63, 0x95, 0x55, 0xc0]);
        let by_hand = "cosignature/v1\ntime 1670731200\ndemo.invalid/linyi-2022/ballots\n7\nungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=\n";
        let public = witness().verifier().public().try_into().unwrap();
        let key = VerifyingKey::from_bytes(&public).unwrap();
        key.verify(by_hand.as_bytes(), &Signature::from_slice(signature).unwrap()).unwrap();
        let id = Hash::of(&[b"witness.invalid/w1\n\x04".as_slice(), &public].concat());
        assert_eq!(line.id().to_be_bytes(), id.as_bytes()[..4]);
    }

    #[test]
    fn log_and_witness_sign_one_note_and_neither_passes_for_the_other() {
        let log = SignerKey::from_seed("demo.invalid/linyi-2022/ballots", &[9; 32]).unwrap();
        let lines = vec![log.sign(&text()), witness().cosign(&text(), NOON).unwrap()];
        let note = Note::parse(Note::new(text(), lines).unwrap().encode().as_bytes()).unwrap();
        let known = [witness().verifier(), log.verifier()];
        let opened = note.open(&known).unwrap();
        assert_eq!(opened.len(), 2);
        assert_eq!(opened.iter().filter_map(|(_, line)| time_of(line)).collect::<Vec<_>>(), [NOON]);
        // The log's signature, dressed up as a cosignature of the witness whose secret is the same.
        let dressed = [NOON.to_be_bytes().as_slice(), log.sign(&text()).signature()].concat();
        let line = SignatureLine::made("witness.invalid/w1", witness().verifier().id(), dressed);
        assert!(Note::new(text(), vec![line]).unwrap().open(&known).is_err());
    }

    #[test]
    fn a_cosignature_covers_its_time_and_every_byte_of_the_text() {
        let key = witness().verifier();
        let line = witness().cosign(&text(), NOON).unwrap();
        assert!(key.verify(&text(), line.signature()));
        assert!(!key.verify(&text().replace("\n7\n", "\n8\n"), line.signature()));
        assert!(!key.verify(&(text() + "extension\n"), line.signature()));
        for byte in 0..line.signature().len() {
            let mut bent = line.signature().to_vec();
            bent[byte] ^= 1;
            assert!(!key.verify(&text(), &bent), "{byte}");
            assert!(!key.verify(&text(), &bent[..byte]), "{byte}");
        }
        assert!(!key.verify(&text(), &[line.signature(), &[0]].concat()));
    }

    #[test]
    fn a_time_that_may_not_be_is_neither_signed_nor_read() {
        for time in [0, 1 << 63, u64::MAX] {
            assert!(matches!(witness().cosign(&text(), time), Err(LedgerError::Field { field: "time", .. })));
        }
        let last = witness().cosign(&text(), (1 << 63) - 1).unwrap();
        assert!(witness().verifier().verify(&text(), last.signature()));
        let signature = SigningKey::from_bytes(&[9; 32]).sign(message(&text(), 1 << 63).as_bytes());
        let late = [(1_u64 << 63).to_be_bytes().as_slice(), &signature.to_bytes()].concat();
        assert!(!witness().verifier().verify(&text(), &late));
    }

    #[test]
    fn the_secret_text_comes_back_and_does_not_pass_for_a_logs_key() {
        let text = witness().to_secret_text();
        assert_eq!(CosignerKey::from_secret_text(&text).unwrap().verifier(), witness().verifier());
        assert_eq!(witness().verifier().to_string().parse(), Ok(witness().verifier()));
        assert!(matches!(SignerKey::from_secret_text(&text), Err(KeyError::Type)));
        assert!(!format!("{:?}", witness()).contains(&text[text.len() - 20..]));
    }
}
