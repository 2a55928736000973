//! A tree's head as a signed note (C2SP tlog-checkpoint).
//!
//! The text has three lines: origin, size in decimal, root in base64. There are two readers:
//!
//! * **Ours** ([`Checkpoint::from_text`], [`SignedCheckpoint`]) refuses extension lines. C2SP makes them optional and
//!   discourages them, since nobody can audit what they say; no log of ours has any (LEDGER, "Layout"), so one that
//!   turns up is a fault. It refuses an origin with spaces or `+` too, for key names could not repeat it.
//! * **Anybody's** ([`Checkpoint::from_any_text`]) is for the witness, who cosigns other people's logs: it takes any
//!   origin that is not empty and tolerates extension lines, as the specification demands of clients, and the witness
//!   signs them along, as C2SP tlog-cosignature demands.

use crate::error::LedgerError;
use crate::hash::Hash;
use crate::key::SignerKey;
use crate::note::{Note, SignatureLine};

/// The two logs of a selection (LEDGER, "Two logs per selection"). They have two origins, for a witness would take
/// two trees under one origin for a split view.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Log {
    /// One leaf per entry.
    Acts,
    /// One leaf per ballot.
    Ballots,
}

impl Log {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Acts, Self::Ballots];

    /// The last part of the origin.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Acts => "acts",
            Self::Ballots => "ballots",
        }
    }

    /// `<host>/<selection>/acts` or `<host>/<selection>/ballots`: the log's name in checkpoints, without a scheme.
    pub fn origin(self, host: &str, el: &str) -> String {
        format!("{host}/{el}/{}", self.as_str())
    }

    /// The log's name after it was opened anew over an older backup: the first generation has the name of
    /// [`Self::origin`], later ones end in `.2`, `.3`, …
    pub fn origin_of(self, host: &str, el: &str, generation: u32) -> String {
        format!("{}{}", self.origin(host, el), suffix(generation))
    }

    /// `<host>/<selection>` and the generation of an origin of this kind of log.
    pub fn read_origin(self, origin: &str) -> Option<(&str, u32)> {
        let (site, name) = origin.rsplit_once('/')?;
        match name.strip_prefix(self.as_str())? {
            "" => Some((site, 1)),
            rest => {
                let generation = decimal(rest.strip_prefix('.')?)?;
                let generation = u32::try_from(generation).ok().filter(|generation| *generation > 1)?;
                Some((site, generation))
            }
        }
    }
}

/// What the names of a later generation's logs, files and folders end in; nothing for the first.
pub fn suffix(generation: u32) -> String {
    if generation > 1 { format!(".{generation}") } else { String::new() }
}

/// Which log, how many leaves, and the root over them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Name of the log; see [`Log::origin`].
    pub origin: String,
    /// Number of leaves.
    pub size: u64,
    /// Root over them.
    pub root: Hash,
}

impl Checkpoint {
    /// The three lines, each with its line feed.
    ///
    /// # Errors
    /// [`LedgerError::Field`] when the origin is empty or holds a space, a control character or `+`, which
    /// signature lines could not carry.
    pub fn to_text(&self) -> Result<String, LedgerError> {
        if !is_origin(&self.origin) {
            return Err(LedgerError::Field {
                field: "origin",
                rule: "without spaces, control characters and +",
            });
        }
        Ok(format!("{}\n{}\n{}\n", self.origin, self.size, self.root.to_base64()))
    }

    /// Reads the three lines of one of our logs, and requires that nothing follows.
    ///
    /// # Errors
    /// [`LedgerError::Format`] names the line, counted from 1.
    pub fn from_text(text: &str) -> Result<Self, LedgerError> {
        let (read, extension) = Self::from_any_text(text)?;
        let wrong = |line, expected| LedgerError::Format { line, expected };
        match extension {
            _ if !is_origin(&read.origin) => Err(wrong(1, ORIGIN)),
            "" => Ok(read),
            _ => Err(wrong(4, "the end")),
        }
    }

    /// Reads the text of any log's checkpoint, and gives its extension lines beside it: empty, or lines that are not,
    /// each with its line feed.
    ///
    /// # Errors
    /// [`LedgerError::Format`] names the line, counted from 1.
    pub fn from_any_text(text: &str) -> Result<(Self, &str), LedgerError> {
        let mut rest = text;
        let mut line = 0;
        let mut next = |expected| {
            line += 1;
            let (this, behind) = rest.split_once('\n').ok_or(LedgerError::Format { line, expected })?;
            rest = behind;
            Ok::<_, LedgerError>((this, LedgerError::Format { line, expected }))
        };
        let (origin, wrong) = next(ORIGIN)?;
        let origin = Some(origin).filter(|o| !o.is_empty()).ok_or(wrong)?.to_owned();
        let (size, wrong) = next("the tree's size")?;
        let size = decimal(size).ok_or(wrong)?;
        let (root, wrong) = next("the tree's root in base64")?;
        let root = Hash::from_base64(root).ok_or(wrong)?;
        for (i, line) in rest.split_inclusive('\n').enumerate() {
            if line == "\n" || !line.ends_with('\n') {
                return Err(LedgerError::Format { line: 4 + i, expected: "an extension line, or the end" });
            }
        }
        Ok((Self { origin, size, root }, rest))
    }
}

/// A checkpoint of one of our logs with its signature lines: the file `checkpoint`. The lines are the log's own and
/// witnesses' cosignatures; [`crate::Trust::judge`] says what they are worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedCheckpoint {
    /// What is signed.
    pub checkpoint: Checkpoint,
    /// By whom; not checked by reading.
    pub signatures: Vec<SignatureLine>,
}

impl SignedCheckpoint {
    /// Signs, with the log's key, which is called like the log. A log signs only what extends everything it signed
    /// before; that is for the caller to know.
    ///
    /// # Errors
    /// [`LedgerError::Field`] for the origin, or when the key has another name.
    pub fn sign(checkpoint: Checkpoint, key: &SignerKey) -> Result<Self, LedgerError> {
        if key.name() != checkpoint.origin {
            return Err(LedgerError::Field { field: "origin", rule: "the name of the key that signs" });
        }
        let line = key.sign(&checkpoint.to_text()?);
        Ok(Self { checkpoint, signatures: vec![line] })
    }

    /// Adds a signature line, in place of an earlier one of the same key.
    pub fn add(&mut self, line: SignatureLine) {
        self.signatures.retain(|seen| (seen.name(), seen.id()) != (line.name(), line.id()));
        self.signatures.push(line);
    }

    /// The file.
    ///
    /// # Errors
    /// [`LedgerError::Field`] for the origin, [`LedgerError::Note`] without signatures.
    pub fn encode(&self) -> Result<String, LedgerError> {
        Ok(Note::new(self.checkpoint.to_text()?, self.signatures.clone())?.encode())
    }

    /// Reads the file.
    ///
    /// # Errors
    /// [`LedgerError`] unless the bytes are exactly what [`Self::encode`] gives for some checkpoint.
    pub fn decode(bytes: &[u8]) -> Result<Self, LedgerError> {
        let note = Note::parse(bytes)?;
        let checkpoint = Checkpoint::from_text(note.text())?;
        Ok(Self { checkpoint, signatures: note.signatures().to_vec() })
    }
}

const ORIGIN: &str = "the log's origin";

pub(crate) fn is_origin(text: &str) -> bool {
    !text.is_empty() && !text.chars().any(|c| c.is_whitespace() || c.is_control() || c == '+')
}

/// ASCII digits without a leading zero, as all numbers in C2SP formats.
pub(crate) fn decimal(text: &str) -> Option<u64> {
    let digits = text.bytes().all(|b| b.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    if digits { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example() -> Checkpoint {
        let origin = Log::Ballots.origin("demo.invalid", "linyi-2022");
        Checkpoint { origin, size: 20_000, root: Hash::of(b"abc") }
    }

    #[test]
    fn a_checkpoint_is_three_lines() {
        let text = "demo.invalid/linyi-2022/ballots\n20000\nungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=\n";
        assert_eq!(example().to_text().unwrap(), text);
        assert_eq!(Checkpoint::from_text(text), Ok(example()));
    }

    #[test]
    fn a_log_that_was_opened_anew_has_another_name() {
        for (generation, end) in [(1, "ballots"), (2, "ballots.2"), (30, "ballots.30")] {
            let origin = Log::Ballots.origin_of("demo.invalid", "linyi-2022", generation);
            assert_eq!(origin, format!("demo.invalid/linyi-2022/{end}"));
            assert_eq!(Log::Ballots.read_origin(&origin), Some(("demo.invalid/linyi-2022", generation)));
            assert_eq!(Log::Acts.read_origin(&origin), None);
        }
        for other in [
            "ballots",
            "a/b/ballots.1",
            "a/b/ballots.02",
            "a/b/ballots.",
            "a/b/ballotsx",
            "a/b/ballots.2/sm3",
        ] {
            assert_eq!(Log::Ballots.read_origin(other), None, "{other}");
        }
    }

    #[test]
    fn any_other_text_is_refused_at_its_line() {
        let good = example().to_text().unwrap();
        for (bad, at) in [
            (good.replace("demo", "de mo"), 1),
            (good.replace("demo", "de+mo"), 1),
            (good.replacen(|_: char| true, "\n", 1), 1),
            (good.replace("20000", "020000"), 2),
            (good.replace("20000", "+20000"), 2),
            (good.replace("20000", "-1"), 2),
            (good.replace("20000", "18446744073709551616"), 2),
            (good.replace("20000", ""), 2),
            (good.replace("a0=", "a0"), 3),
            (good[..good.len() - 1].to_owned(), 3),
            (good.replace('\n', "\r\n"), 2),
            (good.replacen('\n', "\u{2028}\n", 1), 1),
            (format!("{good}\n"), 4),
            (format!("{good}extension\n"), 4),
            (format!("{good}cut"), 4),
            ("demo.invalid\n0\n".to_owned(), 3),
            (String::new(), 1),
        ] {
            let said = Checkpoint::from_text(&bad).unwrap_err();
            assert!(matches!(said, LedgerError::Format { line, .. } if line == at), "{bad:?}: {said}");
        }
        assert!(Checkpoint { origin: "two words".to_owned(), ..example() }.to_text().is_err());
    }

    #[test]
    fn a_stranger_may_call_his_log_what_he_likes_and_extend_his_checkpoint() {
        // The checksum database of Go has such an origin.
        let text = "go.sum database tree\n20000\nungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=\n";
        let (read, extension) = Checkpoint::from_any_text(text).unwrap();
        assert_eq!((read.origin.as_str(), read.size, extension), ("go.sum database tree", 20_000, ""));
        let extended = format!("{text}one\ntwo\n");
        assert_eq!(Checkpoint::from_any_text(&extended).unwrap().1, "one\ntwo\n");
        for bad in [format!("{text}\n"), format!("{text}one\n\ntwo\n"), format!("{text}one"), "\n0\n".into()]
        {
            assert!(Checkpoint::from_any_text(&bad).is_err(), "{bad:?}");
        }
        assert!(Checkpoint::from_text(text).is_err());
    }

    #[test]
    fn a_checkpoint_is_signed_by_the_key_that_is_called_like_the_log() {
        let key = SignerKey::from_seed(&example().origin, &[1; 32]).unwrap();
        let mut signed = SignedCheckpoint::sign(example(), &key).unwrap();
        let text = signed.encode().unwrap();
        assert!(
            text.starts_with(&format!(
                "{}\n— demo.invalid/linyi-2022/ballots ",
                example().to_text().unwrap()
            ))
        );
        assert_eq!(SignedCheckpoint::decode(text.as_bytes()), Ok(signed.clone()));

        let other = SignerKey::from_seed("demo.invalid/linyi-2022/acts", &[1; 32]).unwrap();
        assert!(SignedCheckpoint::sign(example(), &other).is_err());

        let witness = crate::CosignerKey::from_seed("witness.invalid/w1", &[2; 32]).unwrap();
        let body = example().to_text().unwrap();
        signed.add(witness.cosign(&body, 1).unwrap());
        signed.add(witness.cosign(&body, 2).unwrap());
        let times: Vec<_> = signed.signatures.iter().map(crate::cosignature::time_of).collect();
        assert_eq!(times, [None, Some(2)], "a witness's later line takes the place of its earlier one");
        let read = SignedCheckpoint::decode(signed.encode().unwrap().as_bytes()).unwrap();
        assert_eq!(read, signed);
        assert!(SignedCheckpoint { signatures: vec![], ..signed }.encode().is_err());
    }
}
