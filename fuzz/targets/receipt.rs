//! Receipts.
#![no_main]

use ledger::Receipt;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(receipt) = Receipt::decode(text) {
        assert_eq!(receipt.encode().unwrap(), text);
        let _ = receipt.check();
    }
});
