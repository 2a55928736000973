//! Files of openings.
#![no_main]

use ledger::{BallotOpening, Opening};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(opening) = Opening::decode(bytes) {
        assert_eq!(opening.encode().unwrap().bytes(), bytes);
    }
    if let Ok(lines) = BallotOpening::decode_all(bytes)
        && let Ok(openings) = lines.collect::<Result<Vec<_>, _>>()
    {
        assert_eq!(BallotOpening::encode_all(&openings).unwrap().bytes(), bytes);
    }
});
