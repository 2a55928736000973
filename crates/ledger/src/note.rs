//! Signed notes (C2SP signed-note): a text, an empty line, and a line for each signature.
//!
//! ```text
//! <text, one line or more>
//!
//! — <key name> <base64 of the key's id and the signature>
//! ```
//!
//! What is read is held to one spelling, so that a note has one text: base64 with its padding and without loose bits,
//! one space, no further bytes. [`Note::parse`] judges form alone; [`Note::open`] judges signatures:
//!
//! * a line whose name and id are those of no known key is passed over, whatever it holds;
//! * **every** line of a known key must verify, or the whole note is refused. Here we follow the specification's MUST;
//!   Go's note package passes over a second line of a key without looking at it;
//! * lines that repeat a key count once;
//! * a note that no known key has signed is refused.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::key::{VerifierKey, is_name};

/// Longest note in bytes: room for [`MAX_SIGNATURES`] signatures of the post-quantum kind.
pub const MAX_NOTE_BYTES: usize = 1 << 20;

/// Most signature lines in a note. The specification asks for at least 16; Go's note package takes 100 too.
pub const MAX_SIGNATURES: usize = 100;

const DASH: &str = "— ";

/// What is wrong with a note.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NoteError {
    /// More than [`MAX_NOTE_BYTES`].
    #[error("the note has more than {MAX_NOTE_BYTES} bytes")]
    TooLarge,
    /// Not UTF-8, or a control character other than the line feed.
    #[error("byte {offset} of the note is not text")]
    NotText {
        /// Where in the note.
        offset: usize,
    },
    /// No empty line with signature lines behind it, or the text does not end with a line feed.
    #[error("the note has no signatures")]
    NoSignatures,
    /// A signature line in another form.
    #[error("signature line {line} is malformed")]
    Malformed {
        /// Counted from 1, within the signature lines.
        line: usize,
    },
    /// More than [`MAX_SIGNATURES`].
    #[error("the note has more than {MAX_SIGNATURES} signatures")]
    TooMany,
    /// Two known keys share name and id, so that nobody can say whose signature a line is.
    #[error("two known keys are called {key}")]
    Ambiguous {
        /// `name+id`.
        key: String,
    },
    /// A known key's signature does not verify.
    #[error("the signature of {key} does not verify")]
    Bad {
        /// `name+id`.
        key: String,
    },
    /// No known key has signed.
    #[error("no known key has signed the note")]
    Unverified,
}

/// One signature of a note: whose, by its own account, and the bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignatureLine {
    name: String,
    id: u32,
    signature: Vec<u8>,
}

impl SignatureLine {
    /// By a key of this crate, whose name was checked.
    pub(crate) fn made(name: &str, id: u32, signature: Vec<u8>) -> Self {
        Self { name: name.to_owned(), id, signature }
    }

    /// Name of the key.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Id of the key.
    pub fn id(&self) -> u32 {
        self.id
    }

    /// The bytes behind the id.
    pub fn signature(&self) -> &[u8] {
        &self.signature
    }

    /// The line with its line feed.
    pub fn to_text(&self) -> String {
        let bytes = [self.id.to_be_bytes().as_slice(), &self.signature].concat();
        format!("{DASH}{} {}\n", self.name, STANDARD.encode(bytes))
    }

    /// Reads a line without its line feed; `None` in any other form.
    pub fn from_text(line: &str) -> Option<Self> {
        let (name, base64) = line.strip_prefix(DASH)?.split_once(' ')?;
        let bytes = STANDARD.decode(base64).ok()?;
        let (id, signature) = bytes.split_first_chunk::<4>()?;
        if !is_name(name) || signature.is_empty() {
            return None;
        }
        Some(Self { name: name.to_owned(), id: u32::from_be_bytes(*id), signature: signature.to_vec() })
    }

    /// Reads one line or more, each with its line feed, as a witness answers.
    ///
    /// # Errors
    /// [`NoteError::NoSignatures`], [`NoteError::Malformed`], [`NoteError::TooMany`].
    pub fn parse_all(lines: &str) -> Result<Vec<Self>, NoteError> {
        let lines = lines.strip_suffix('\n').ok_or(NoteError::NoSignatures)?;
        let mut read = Vec::new();
        for (i, line) in lines.split('\n').enumerate() {
            if i == MAX_SIGNATURES {
                return Err(NoteError::TooMany);
            }
            read.push(Self::from_text(line).ok_or(NoteError::Malformed { line: i + 1 })?);
        }
        Ok(read)
    }

    fn key(&self) -> String {
        format!("{}+{:08x}", self.name, self.id)
    }
}

/// A text with its signatures, none of them checked yet: [`Self::open`] does that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    text: String,
    signatures: Vec<SignatureLine>,
}

impl Note {
    /// A note to be written.
    ///
    /// # Errors
    /// [`NoteError`] when it could not be read again.
    pub fn new(text: String, signatures: Vec<SignatureLine>) -> Result<Self, NoteError> {
        check_text(text.as_bytes())?;
        match signatures.len() {
            _ if !text.ends_with('\n') => return Err(NoteError::NoSignatures),
            0 => return Err(NoteError::NoSignatures),
            len if len > MAX_SIGNATURES => return Err(NoteError::TooMany),
            _ => {}
        }
        let note = Self { text, signatures };
        if note.encode().len() > MAX_NOTE_BYTES { Err(NoteError::TooLarge) } else { Ok(note) }
    }

    /// Reads a note.
    ///
    /// # Errors
    /// [`NoteError`] unless the bytes are exactly what [`Self::encode`] gives for some note.
    pub fn parse(bytes: &[u8]) -> Result<Self, NoteError> {
        let whole = check_text(bytes)?;
        let (text, lines) = whole.rsplit_once("\n\n").ok_or(NoteError::NoSignatures)?;
        Ok(Self { text: format!("{text}\n"), signatures: SignatureLine::parse_all(lines)? })
    }

    /// The note's bytes, which are UTF-8.
    pub fn encode(&self) -> String {
        let mut whole = format!("{}\n", self.text);
        self.signatures.iter().for_each(|line| whole.push_str(&line.to_text()));
        whole
    }

    /// What is signed, with its last line feed. Nobody has vouched for it before [`Self::open`].
    pub fn text(&self) -> &str {
        &self.text
    }

    /// All signature lines in their order.
    pub fn signatures(&self) -> &[SignatureLine] {
        &self.signatures
    }

    /// Checks the signatures of the known keys, and gives each of these keys that has signed, with its first line, in
    /// the order of the lines.
    ///
    /// # Errors
    /// [`NoteError::Bad`], [`NoteError::Ambiguous`] or [`NoteError::Unverified`].
    pub fn open<'a, 'k>(
        &'a self,
        known: impl IntoIterator<Item = &'k VerifierKey>,
    ) -> Result<Vec<(&'k VerifierKey, &'a SignatureLine)>, NoteError> {
        open(&self.text, &self.signatures, known)
    }
}

/// As [`Note::open`], for a text and signature lines that are kept apart.
pub(crate) fn open<'a, 'k>(
    text: &str,
    signatures: &'a [SignatureLine],
    known: impl IntoIterator<Item = &'k VerifierKey>,
) -> Result<Vec<(&'k VerifierKey, &'a SignatureLine)>, NoteError> {
    let known: Vec<&VerifierKey> = known.into_iter().collect();
    let mut verified: Vec<(&VerifierKey, &SignatureLine)> = Vec::new();
    for line in signatures {
        let mut of_line = known.iter().filter(|key| key.signs(line));
        let Some(key) = of_line.next() else { continue };
        if of_line.any(|other| other != key) {
            return Err(NoteError::Ambiguous { key: line.key() });
        }
        if !key.verify(text, &line.signature) {
            return Err(NoteError::Bad { key: line.key() });
        }
        if !verified.iter().any(|(seen, _)| seen == key) {
            verified.push((key, line));
        }
    }
    if verified.is_empty() { Err(NoteError::Unverified) } else { Ok(verified) }
}

fn check_text(bytes: &[u8]) -> Result<&str, NoteError> {
    if bytes.len() > MAX_NOTE_BYTES {
        return Err(NoteError::TooLarge);
    }
    if let Some(offset) = bytes.iter().position(|&b| b < 0x20 && b != b'\n') {
        return Err(NoteError::NotText { offset });
    }
    std::str::from_utf8(bytes).map_err(|e| NoteError::NotText { offset: e.valid_up_to() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::{SignatureType, SignerKey};
    use proptest::prelude::*;

    /// The example of C2SP signed-note, "Verifier keys".
    const EXAMPLE_KEY: &str = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
    const EXAMPLE: &str = "This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

    fn key(n: u8) -> SignerKey {
        SignerKey::from_seed(&format!("demo.invalid/{n}"), &[n; 32]).unwrap()
    }

    fn signed(text: &str, by: &[u8]) -> Note {
        Note::new(text.to_owned(), by.iter().map(|&n| key(n).sign(text)).collect()).unwrap()
    }

    fn verifiers(of: &[u8]) -> Vec<VerifierKey> {
        of.iter().map(|&n| key(n).verifier()).collect()
    }

    fn names(note: &Note, known: &[VerifierKey]) -> Result<Vec<String>, NoteError> {
        Ok(note.open(known)?.iter().map(|(key, _)| key.name().to_owned()).collect())
    }

    #[test]
    fn the_example_of_the_specification_opens() {
        let note = Note::parse(EXAMPLE.as_bytes()).unwrap();
        let known: VerifierKey = EXAMPLE_KEY.parse().unwrap();
        assert_eq!(note.text(), "This is an example message.\n");
        assert_eq!(names(&note, std::slice::from_ref(&known)).unwrap(), ["example.com/foo"]);
        assert_eq!(note.encode(), EXAMPLE);
        for (i, _) in EXAMPLE.char_indices() {
            let mut bent = EXAMPLE.as_bytes().to_vec();
            bent[i] ^= 1;
            let opened = Note::parse(&bent).and_then(|note| names(&note, std::slice::from_ref(&known)));
            assert!(opened.is_err(), "byte {i}");
        }
    }

    #[test]
    fn several_sign_and_each_reader_checks_those_it_knows() {
        let note = signed("a\n\nb\n", &[1, 2, 3]);
        let note = Note::parse(note.encode().as_bytes()).unwrap();
        assert_eq!(note.text(), "a\n\nb\n", "the last empty line divides");
        assert_eq!(names(&note, &verifiers(&[3, 1, 9])).unwrap(), ["demo.invalid/1", "demo.invalid/3"]);
        assert_eq!(names(&note, &verifiers(&[9])), Err(NoteError::Unverified));
        assert_eq!(names(&note, &[]), Err(NoteError::Unverified));
    }

    #[test]
    fn a_stranger_with_a_known_name_or_a_known_id_is_still_a_stranger() {
        let text = "text\n";
        let known = verifiers(&[1]);
        let junk = |name: &str, id| SignatureLine::made(name, id, vec![0; 64]);
        let mut lines = vec![key(1).sign(text)];
        lines.push(junk("demo.invalid/1", known[0].id() ^ 1));
        lines.push(junk("demo.invalid/2", known[0].id()));
        lines.push(SignatureLine::made("post-quantum.invalid", 7, vec![1; 2420]));
        let note = Note::new(text.to_owned(), lines.clone()).unwrap();
        assert_eq!(names(&note, &known).unwrap(), ["demo.invalid/1"]);
        // A key of another type with the same bytes has another id, so its line is a stranger's.
        let cosigner =
            VerifierKey::new(SignatureType::Cosignature, "demo.invalid/1", known[0].public()).unwrap();
        assert_eq!(names(&note, &[cosigner]), Err(NoteError::Unverified));
    }

    #[test]
    fn one_bad_signature_of_a_known_key_condemns_the_note_wherever_it_stands() {
        let text = "text\n";
        let bad = NoteError::Bad { key: format!("demo.invalid/1+{:08x}", key(1).verifier().id()) };
        for lines in [
            vec![key(2).sign(text), key(1).sign("another\n")],
            vec![key(1).sign(text), key(1).sign("another\n")],
            vec![key(1).sign("another\n"), key(1).sign(text)],
        ] {
            let note = Note::new(text.to_owned(), lines).unwrap();
            assert_eq!(names(&note, &verifiers(&[1, 2])), Err(bad.clone()));
        }
        let twice = Note::new(text.to_owned(), vec![key(1).sign(text); 2]).unwrap();
        assert_eq!(names(&twice, &verifiers(&[1, 1])).unwrap(), ["demo.invalid/1"], "counted once");
    }

    #[test]
    fn two_known_keys_of_one_name_and_id_are_not_guessed_between() {
        let text = "text\n";
        let mine = key(1).verifier();
        let other = SignerKey::from_seed("demo.invalid/1", &[8; 32]).unwrap().verifier();
        let note = signed(text, &[1]);
        assert!(names(&note, &[mine.clone(), other.clone()]).is_ok(), "another id is no harm");
        let ground = other.with_ground_id(mine.id());
        let said = NoteError::Ambiguous { key: format!("demo.invalid/1+{:08x}", mine.id()) };
        assert_eq!(names(&note, &[mine.clone(), ground.clone()]), Err(said));
        // Known alone, the ground key takes the line for its own, and it does not verify.
        assert!(matches!(names(&note, &[ground]), Err(NoteError::Bad { .. })));
    }

    #[test]
    fn a_note_in_any_other_form_is_refused() {
        let good = signed("one\ntwo\n", &[1]).encode();
        let line = key(1).sign("one\ntwo\n").to_text();
        let malformed = NoteError::Malformed { line: 1 };
        for (bad, said) in [
            (good.replace('—', "-"), malformed.clone()),
            (good.replace("— ", "—"), malformed.clone()),
            (good.replace("— ", "—  "), malformed.clone()),
            (good.replace("/1 ", "/1  "), malformed.clone()),
            (good.replace("/1 ", "/1+ "), malformed.clone()),
            (good.replace("/1 ", "/1\u{a0}x "), malformed.clone()),
            (good.replace("=\n", "\n"), malformed.clone()),
            (good.replace("=\n", "= \n"), malformed.clone()),
            (good.replace("=\n", "=\n— short AAAAAA==\n"), NoteError::Malformed { line: 2 }),
            (good[..good.len() - 1].to_owned(), NoteError::NoSignatures),
            (good.clone() + "\n", NoteError::NoSignatures),
            (good.replace("\n\n", "\n"), NoteError::NoSignatures),
            ("one\ntwo\n\n".to_owned(), NoteError::NoSignatures),
            (String::new(), NoteError::NoSignatures),
            (good.replace("two", "t\u{9}wo"), NoteError::NotText { offset: 5 }),
            (good.replace('\n', "\r\n"), NoteError::NotText { offset: 3 }),
            (format!("{}{}", good, line.repeat(MAX_SIGNATURES)), NoteError::TooMany),
            ("x".repeat(MAX_NOTE_BYTES + 1), NoteError::TooLarge),
        ] {
            assert_eq!(Note::parse(bad.as_bytes()).map(|_| ()), Err(said), "{bad:.200}");
        }
        assert_eq!(Note::parse(b"a\n\xff\n\n"), Err(NoteError::NotText { offset: 2 }));
        let most = format!("{}{}", good, line.repeat(MAX_SIGNATURES - 1));
        assert_eq!(Note::parse(most.as_bytes()).unwrap().signatures().len(), MAX_SIGNATURES);
        let largest = Note::new("x".repeat(MAX_NOTE_BYTES - line.len() - 2) + "\n", vec![key(1).sign("")]);
        assert_eq!(largest.unwrap().encode().len(), MAX_NOTE_BYTES);
    }

    #[test]
    fn what_could_not_be_read_again_is_not_written() {
        let line = || vec![key(1).sign("x")];
        assert_eq!(Note::new("no line feed".into(), line()), Err(NoteError::NoSignatures));
        assert_eq!(Note::new("a\n".into(), vec![]), Err(NoteError::NoSignatures));
        assert_eq!(Note::new("a\0\n".into(), line()), Err(NoteError::NotText { offset: 1 }));
        let many = vec![key(1).sign("x"); MAX_SIGNATURES + 1];
        assert_eq!(Note::new("a\n".into(), many), Err(NoteError::TooMany));
        let long = "x".repeat(MAX_NOTE_BYTES - 20) + "\n";
        assert_eq!(Note::new(long, line()), Err(NoteError::TooLarge));
    }

    proptest! {
        #[test]
        fn a_note_comes_back_and_whatever_is_read_is_written_the_same(
            text in "([ -~—选\n]{0,40}\n){1,3}", by in prop::collection::vec(1_u8..5, 1..4),
            at in any::<prop::sample::Index>(), byte in any::<u8>(),
        ) {
            let note = signed(&text, &by);
            let bytes = note.encode().into_bytes();
            prop_assert_eq!(&Note::parse(&bytes).unwrap(), &note);
            let known = verifiers(&[1, 2, 3, 4]);
            let signers: std::collections::BTreeSet<_> = by.iter().map(|n| format!("demo.invalid/{n}")).collect();
            let opened: std::collections::BTreeSet<_> = names(&note, &known).unwrap().into_iter().collect();
            prop_assert_eq!(opened, signers);
            let mut bent = bytes.clone();
            let at = at.index(bent.len());
            bent[at] = byte;
            if let Ok(read) = Note::parse(&bent) {
                prop_assert_eq!(read.encode().into_bytes(), bent.clone());
                if bent != bytes && read.text() != text {
                    prop_assert!(read.open(&known).is_err());
                }
            }
        }
    }
}
