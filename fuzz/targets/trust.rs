//! Trust files.
#![no_main]

use ledger::{Checkpoint, Distrust, Hash, SignedCheckpoint, Trust};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(trust) = Trust::parse(bytes) else { return };
    for log in trust.logs() {
        let checkpoint = Checkpoint { origin: log.name().to_owned(), size: 1, root: Hash::of(bytes) };
        let unsigned = SignedCheckpoint { checkpoint, signatures: vec![] };
        // A name that no origin can be is refused for that; anything else for the missing signature.
        let judged = trust.judge(&unsigned);
        assert!(matches!(judged, Err(Distrust::NotSigned | Distrust::Ledger(_))), "{judged:?}");
    }
});
