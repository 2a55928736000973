//! Checkpoints: ours, anybody's, and those in domestic cryptography.
#![no_main]

use ledger::{Checkpoint, SignedCheckpoint, SignedSmCheckpoint, SmCheckpoint};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(signed) = SignedCheckpoint::decode(bytes) {
        assert_eq!(signed.encode().unwrap().as_bytes(), bytes);
    }
    if let Ok(signed) = SignedSmCheckpoint::decode(bytes) {
        assert_eq!(signed.encode().unwrap().as_bytes(), bytes);
    }
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let ours = Checkpoint::from_text(text);
    if let Ok(checkpoint) = &ours {
        assert_eq!(checkpoint.to_text().unwrap(), text);
        assert_eq!(Checkpoint::from_any_text(text), Ok((checkpoint.clone(), "")));
    }
    if let Ok((any, extension)) = Checkpoint::from_any_text(text) {
        let three = format!("{}\n{}\n{}\n", any.origin, any.size, any.root.to_base64());
        assert_eq!(format!("{three}{extension}"), text);
    }
    if let Ok(checkpoint) = SmCheckpoint::from_text(text) {
        assert_eq!(checkpoint.to_text().unwrap(), text);
    }
});
