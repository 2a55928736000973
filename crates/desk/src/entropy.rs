//! Injected chance.

use store::Entropy;

/// The operating system's randomness. The demo has a repeatable source of its own, which does not exist here.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    #[allow(clippy::disallowed_methods, reason = "the one place that asks the machine for chance")]
    fn bytes32(&self, _context: &[u8]) -> [u8; 32] {
        let mut bytes = [0; 32];
        // Without randomness no secret can be made; going on with a guessable one would be worse than ending.
        if getrandom::fill(&mut bytes).is_err() {
            tracing::error!("the operating system gave no randomness; ending");
            std::process::abort();
        }
        bytes
    }
}
