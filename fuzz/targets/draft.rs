//! A plan text as anybody uploads it: bytes to text, text to a plan file that reads as the plan it was written from.
#![no_main]

use libfuzzer_sys::fuzz_target;
use text::Lang;

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = draft::open(bytes) else { return };
    let draft = draft::draft(&text, Lang::Zh);
    assert_eq!(plan::read(&draft.toml).as_ref(), Ok(&draft.plan));
    for finding in &draft.findings {
        assert!(!finding.value.is_empty());
        assert!(text.contains(finding.sentence.chars().next().unwrap()), "a sentence is the text's");
    }
});
