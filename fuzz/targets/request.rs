//! What a log asks of a witness, and the decision: nothing is cosigned that a log did not sign.
#![no_main]

use std::sync::LazyLock;

use ledger::witness::{Known, Request};
use ledger::{CosignerKey, Hash, SignatureLine, SignerKey, Witness};
use libfuzzer_sys::fuzz_target;

static WITNESS: LazyLock<Witness> = LazyLock::new(|| {
    let log = SignerKey::from_seed("demo.invalid/a", &[1; 32]).unwrap().verifier();
    let key = CosignerKey::from_seed("witness.invalid/w", &[2; 32]).unwrap();
    Witness::new(key, [("demo.invalid/a".to_owned(), log)])
});

fuzz_target!(|bytes: &[u8]| {
    if let Ok(request) = Request::parse(bytes) {
        assert_eq!(request.encode().as_bytes(), bytes);
        let known = Known { size: 7, root: Hash::of(b"seven") };
        for state in [None, Some(&known)] {
            // The key of the log is made up here and has signed nothing.
            assert!(WITNESS.add_checkpoint(state, &request, 1).is_err());
        }
    }
    if let Ok(text) = std::str::from_utf8(bytes)
        && let Ok(lines) = SignatureLine::parse_all(text)
    {
        assert_eq!(lines.iter().map(SignatureLine::to_text).collect::<String>(), text);
    }
});
