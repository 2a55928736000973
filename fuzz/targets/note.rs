//! Signed notes and keys.
#![no_main]

use ledger::{Note, SignatureLine, SignatureType, VerifierKey};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(note) = Note::parse(bytes) {
        assert_eq!(note.encode().as_bytes(), bytes);
        // Known keys that carry the names on the lines, so that their signatures are looked at.
        let keys = note.signatures().iter().filter_map(|line| {
            let public =
                ledger::SignerKey::from_seed(line.name(), &[1; 32]).ok()?.verifier().public().to_vec();
            VerifierKey::new(SignatureType::Cosignature, line.name(), &public).ok()
        });
        assert!(note.open(&keys.collect::<Vec<_>>()).is_err(), "nobody has signed that with this key");
    }
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Some(line) = SignatureLine::from_text(text) {
        assert_eq!(line.to_text(), format!("{text}\n"));
    }
    if let Ok(key) = text.parse::<VerifierKey>() {
        assert_eq!(key.to_string(), text);
        for line in text.split(' ') {
            assert!(!key.verify(text, line.as_bytes()));
        }
    }
});
