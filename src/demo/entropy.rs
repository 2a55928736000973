//! Repeatable chance for the demo: the same seed gives the same codes, salts and keys, so that two plays can be compared
//! to the byte. Whoever knows the seed knows every secret; `serve` has no way to reach this type.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use store::Entropy;

/// HMAC-SHA256 of the context under the seed.
#[derive(Debug, Clone, Copy)]
pub struct SeededEntropy {
    seed: u64,
}

impl SeededEntropy {
    /// Chance under a seed.
    pub fn new(seed: u64) -> SeededEntropy {
        SeededEntropy { seed }
    }
}

impl Entropy for SeededEntropy {
    fn bytes32(&self, context: &[u8]) -> [u8; 32] {
        let mut mac = match Hmac::<Sha256>::new_from_slice(&self.seed.to_be_bytes()) {
            Ok(mac) => mac,
            // HMAC takes keys of any length; eight bytes always fit.
            Err(_) => std::process::abort(),
        };
        mac.update(b"xuanxian/demo/");
        mac.update(context);
        mac.finalize().into_bytes().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_and_a_context_say_everything() {
        let one = SeededEntropy::new(1);
        assert_eq!(one.bytes32(b"salt"), SeededEntropy::new(1).bytes32(b"salt"));
        assert_ne!(one.bytes32(b"salt"), one.bytes32(b"code"));
        assert_ne!(one.bytes32(b"salt"), SeededEntropy::new(2).bytes32(b"salt"));
    }
}
