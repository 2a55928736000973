//! Leaves of both logs: what is read is written the same, and the fast reader of ballots agrees with the general one.
#![no_main]

use ledger::{BallotLeaf, Leaf, decode_canonical, parse_canonical, to_canonical};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(value) = parse_canonical(bytes) {
        assert_eq!(to_canonical(&value).unwrap(), bytes);
    }
    if let Ok(leaf) = Leaf::decode(bytes) {
        assert_eq!(leaf.encode().unwrap(), bytes);
    }
    match (BallotLeaf::decode(bytes), decode_canonical::<BallotLeaf>(bytes)) {
        (Ok(fast), Ok(general)) => {
            assert_eq!(fast, general);
            assert_eq!(fast.encode().unwrap(), bytes);
        }
        (Ok(fast), Err(error)) => panic!("only the fast reader takes {fast:?}: {error}"),
        // The general reader does not know the rules of the fields; the writer does.
        (Err(error), Ok(general)) => assert!(general.encode().is_err(), "{error}"),
        (Err(_), Err(_)) => {}
    }
});
