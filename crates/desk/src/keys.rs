//! The server's keys, all derived from the master key.

use hmac::{Hmac, KeyInit, Mac};
use identity::ServerKey;
use ledger::{KeyError, SignerKey, SmSignerKey};
use sha2::Sha256;

/// Keys by purpose. None of them prints.
#[derive(Clone)]
pub struct Keys {
    master: [u8; 32],
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keys(…)")
    }
}

impl Keys {
    /// Keys under a master key of 32 bytes.
    pub fn new(master: [u8; 32]) -> Keys {
        Keys { master }
    }

    /// The 32 bytes for a purpose.
    pub fn derive(&self, purpose: &str) -> [u8; 32] {
        let mut mac = match Hmac::<Sha256>::new_from_slice(&self.master) {
            Ok(mac) => mac,
            // HMAC takes keys of any length; 32 bytes always fit.
            Err(_) => std::process::abort(),
        };
        mac.update(b"xuanxian/key/v1/");
        mac.update(purpose.as_bytes());
        mac.finalize().into_bytes().into()
    }

    /// Key of form tokens.
    pub fn forms(&self) -> ServerKey {
        ServerKey::new(self.derive("forms"))
    }

    /// Key by which ID numbers are compared.
    pub fn id_numbers(&self) -> ServerKey {
        ServerKey::new(self.derive("id-numbers"))
    }

    /// Key of voters' pseudonyms in one selection; an act destroys it after the objection period.
    pub fn nyms(&self, selection: &str) -> ServerKey {
        ServerKey::new(self.derive(&format!("nyms/{selection}")))
    }

    /// Key of invitation codes.
    pub fn codes(&self) -> ServerKey {
        ServerKey::new(self.derive("codes"))
    }

    /// Key of the proofs of work that ballots without a code rest on.
    pub fn work(&self) -> ServerKey {
        ServerKey::new(self.derive("work"))
    }

    /// Key of sign-in counters.
    pub fn sign_in(&self) -> ServerKey {
        ServerKey::new(self.derive("sign-in"))
    }

    /// Key with which a log signs its tree heads. Each log has its own, because its name is the log's origin.
    ///
    /// # Errors
    /// [`KeyError`] for an origin that no key can be named after.
    pub fn log(&self, origin: &str) -> Result<SignerKey, KeyError> {
        SignerKey::from_seed(origin, &self.derive(&format!("log/{origin}")))
    }

    /// Key with which a log signs the same heads in domestic cryptography.
    ///
    /// # Errors
    /// [`KeyError`] for an origin that no key can be named after.
    pub fn log_sm(&self, origin: &str) -> Result<SmSignerKey, KeyError> {
        SmSignerKey::from_seed(origin, &self.derive(&format!("log-sm/{origin}")))
    }
}
