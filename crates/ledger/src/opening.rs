//! What is published after a leaf, so that its commitment can be checked: blobs of lines (LEDGER, "Leaves").
//!
//! A blob is found by its SHA-256 under `blob/<sha256>`; an `opening` entry names it. Each line is one canonical JSON
//! object and ends with a line feed, so that a file of a million openings can be read line by line.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::canon::{decode_canonical, to_canonical};
use crate::error::LedgerError;
use crate::hash::{Hash, Salt};
use crate::leaf::{EntryLeaf, NEVER, SealedLeaf, V1, check_id, check_opening, rule, same};

/// Bytes that are published under their own hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blob {
    bytes: Vec<u8>,
    hash: Hash,
}

impl Blob {
    /// Hashes the bytes.
    pub fn new(bytes: Vec<u8>) -> Self {
        let hash = Hash::of(&bytes);
        Self { bytes, hash }
    }

    /// What is published.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// SHA-256 of the bytes, by which an entry names them.
    pub fn hash(&self) -> Hash {
        self.hash
    }

    /// Where it lies in the publication: `blob/<sha256>`.
    pub fn path(&self) -> String {
        format!("blob/{}", self.hash)
    }
}

/// The opening of everything that was sealed for one gate.
///
/// First line `{"gate":…,"v":1}`, then a line for each entry, `n` rising.
#[derive(Debug, Clone, PartialEq)]
pub struct Opening {
    /// Id of the plan's gate.
    pub gate: String,
    /// The entries, in order of their numbers.
    pub entries: Vec<OpenedEntry>,
}

/// One line of an [`Opening`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpenedEntry {
    /// Number of the entry: the index of the sealed leaf.
    pub n: u64,
    /// The salt of its commitment.
    pub salt: Salt,
    /// The entry that was sealed.
    pub entry: EntryLeaf,
}

/// One line of the file that opens the ballots after the close: every ballot, valid or not, `n` rising.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BallotOpening {
    /// Number of the ballot: the index of its leaf.
    pub n: u64,
    /// The salt of its commitment.
    pub salt: Salt,
    /// Its choices, as [`crate::ballot_commit`] took them.
    pub choices: Vec<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    v: V1,
    gate: String,
}

impl Opening {
    /// The blob.
    ///
    /// # Errors
    /// [`LedgerError::OutOfOrder`] unless the numbers rise, [`LedgerError::OpeningMismatch`] when an entry's own
    /// number is another, [`LedgerError::Field`] and [`LedgerError::Canon`] for what the entries hold.
    pub fn encode(&self) -> Result<Blob, LedgerError> {
        check_gate(&self.gate)?;
        let mut bytes = to_canonical(&Head { v: V1, gate: self.gate.clone() })?;
        bytes.push(b'\n');
        let mut order = Order::default();
        for opened in &self.entries {
            order.next(opened.n)?;
            same(opened.n, "n", &opened.n, &opened.entry.n)?;
            opened.entry.encode()?; // what could not be a leaf was never sealed
            put_line(&mut bytes, opened)?;
        }
        Ok(Blob::new(bytes))
    }

    /// Reads a blob.
    ///
    /// # Errors
    /// [`LedgerError`] unless the bytes are exactly what [`Self::encode`] gives for some opening.
    pub fn decode(bytes: &[u8]) -> Result<Self, LedgerError> {
        let mut lines = Lines::of(bytes)?;
        let Head { v: V1, gate } = lines.next().ok_or(LedgerError::CutOff)??;
        check_gate(&gate)?;
        let mut order = Order::default();
        let mut entries = Vec::new();
        while let Some(opened) = lines.next::<OpenedEntry>() {
            let opened = opened?;
            order.next(opened.n)?;
            same(opened.n, "n", &opened.n, &opened.entry.n)?;
            opened.entry.encode()?;
            entries.push(opened);
        }
        Ok(Self { gate, entries })
    }

    /// Checks the opening against the log: each of `sealed` that waits for this gate is opened, and fits, and
    /// nothing else is opened. Leaves for other gates are passed over; the order does not matter.
    ///
    /// # Errors
    /// [`LedgerError::NotOpened`], [`LedgerError::NotSealed`], or what [`check_opening`] says.
    pub fn check<'a>(&self, sealed: impl IntoIterator<Item = &'a SealedLeaf>) -> Result<(), LedgerError> {
        let mut waiting: BTreeMap<u64, &SealedLeaf> =
            sealed.into_iter().filter(|leaf| leaf.gate == self.gate).map(|leaf| (leaf.n, leaf)).collect();
        for opened in &self.entries {
            let leaf = waiting.remove(&opened.n).ok_or(LedgerError::NotSealed { n: opened.n })?;
            check_opening(leaf, &opened.salt, &opened.entry)?;
        }
        match waiting.first_key_value() {
            None => Ok(()),
            Some((&n, _)) => Err(LedgerError::NotOpened { n }),
        }
    }
}

impl BallotOpening {
    /// Reads one line, without its line feed.
    ///
    /// # Errors
    /// [`LedgerError::Canon`] unless the bytes are exactly what [`Self::encode_all`] writes for some ballot.
    pub fn decode(line: &[u8]) -> Result<Self, LedgerError> {
        Ok(decode_canonical(line)?)
    }

    /// The blob that opens these ballots.
    ///
    /// # Errors
    /// [`LedgerError::OutOfOrder`] unless the numbers rise, [`LedgerError::Canon`] for what the choices hold.
    pub fn encode_all<'a>(openings: impl IntoIterator<Item = &'a Self>) -> Result<Blob, LedgerError> {
        let mut bytes = Vec::new();
        let mut order = Order::default();
        for opening in openings {
            order.next(opening.n)?;
            put_line(&mut bytes, opening)?;
        }
        Ok(Blob::new(bytes))
    }

    /// Reads such a blob, a line at a time; stops after the first error. No ballots, no bytes.
    ///
    /// # Errors
    /// Each item is an error unless its line is exactly what [`Self::encode_all`] writes; [`LedgerError::CutOff`] at
    /// once when the last line does not end.
    pub fn decode_all(bytes: &[u8]) -> Result<impl Iterator<Item = Result<Self, LedgerError>>, LedgerError> {
        let mut lines = Lines::of(bytes)?;
        let mut order = Order::default();
        let mut failed = false;
        Ok(std::iter::from_fn(move || {
            if failed {
                return None;
            }
            let opening = lines.next::<Self>()?.and_then(|o| order.next(o.n).map(|()| o));
            failed = opening.is_err();
            Some(opening)
        }))
    }
}

/// A gate that can be opened.
fn check_gate(gate: &str) -> Result<(), LedgerError> {
    check_id("gate", gate)?;
    rule(gate != NEVER, "gate", "one that is opened some day")
}

/// Numbers that rise, each once.
#[derive(Default)]
struct Order {
    last: Option<u64>,
}

impl Order {
    fn next(&mut self, n: u64) -> Result<(), LedgerError> {
        if self.last.is_some_and(|last| n <= last) {
            return Err(LedgerError::OutOfOrder { n });
        }
        self.last = Some(n);
        Ok(())
    }
}

fn put_line<T: Serialize>(bytes: &mut Vec<u8>, line: &T) -> Result<(), LedgerError> {
    bytes.extend(to_canonical(line)?);
    bytes.push(b'\n');
    Ok(())
}

struct Lines<'a> {
    rest: &'a [u8],
    line: usize,
}

impl<'a> Lines<'a> {
    fn of(bytes: &'a [u8]) -> Result<Self, LedgerError> {
        match bytes.last() {
            None | Some(b'\n') => Ok(Self { rest: bytes, line: 0 }),
            Some(_) => Err(LedgerError::CutOff),
        }
    }

    fn next<T: DeserializeOwned + Serialize>(&mut self) -> Option<Result<T, LedgerError>> {
        let end = self.rest.iter().position(|&b| b == b'\n')?;
        let (text, rest) = self.rest.split_at(end);
        self.rest = &rest[1..];
        self.line += 1;
        let line = self.line;
        Some(decode_canonical(text).map_err(|e| LedgerError::Line { line, source: Box::new(e.into()) }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ballot::tests::ballot;
    use crate::leaf::seal_entry;
    use crate::leaf::tests::recommendation;
    use serde_json::json;

    fn salt(n: u64) -> Salt {
        Salt::from_bytes([n as u8; 32])
    }

    fn three_recommendations() -> (Opening, Vec<SealedLeaf>) {
        let entries: Vec<_> =
            [4, 7, 9].map(|n| OpenedEntry { n, salt: salt(n), entry: recommendation(n) }).into();
        let sealed = entries.iter().map(|o| seal_entry(&o.entry, "candidates", &o.salt).unwrap()).collect();
        (Opening { gate: "candidates".to_owned(), entries }, sealed)
    }

    #[test]
    fn at_the_gate_everything_that_was_sealed_is_opened() {
        let (opening, mut sealed) = three_recommendations();
        let blob = opening.encode().unwrap();
        assert_eq!(blob.path(), format!("blob/{}", Hash::of(blob.bytes())));
        let text = std::str::from_utf8(blob.bytes()).unwrap();
        assert_eq!(text.lines().count(), 4);
        assert!(
            text.starts_with("{\"gate\":\"candidates\",\"v\":1}\n{\"entry\":{\"at\":1669860000123,"),
            "{text}"
        );
        assert!(text.ends_with(&format!("\"n\":9,\"salt\":\"{}\"}}\n", "09".repeat(32))), "{text}");

        let read = Opening::decode(blob.bytes()).unwrap();
        assert_eq!(read, opening);
        // A leaf that waits for a later gate stays closed.
        sealed.insert(0, seal_entry(&recommendation(2), "closing", &salt(2)).unwrap());
        sealed.reverse();
        assert_eq!(read.check(&sealed), Ok(()));
    }

    #[test]
    fn an_opening_that_hides_adds_or_alters_is_refused() {
        let (mut opening, sealed) = three_recommendations();
        assert_eq!(opening.check(&sealed[1..]), Err(LedgerError::NotSealed { n: 4 }));
        let hidden = opening.entries.remove(1);
        assert_eq!(opening.check(&sealed), Err(LedgerError::NotOpened { n: 7 }));
        opening.entries.insert(1, OpenedEntry { salt: salt(8), ..hidden.clone() });
        assert_eq!(opening.check(&sealed), Err(LedgerError::OpeningMismatch { n: 7, what: "commit" }));
        opening.entries[1] = hidden;
        opening.entries[1].entry.body["nominee"] = json!("p99");
        assert_eq!(opening.check(&sealed), Err(LedgerError::OpeningMismatch { n: 7, what: "commit" }));
        let wrong_gate = Opening { gate: "closing".to_owned(), ..three_recommendations().0 };
        assert_eq!(wrong_gate.check(&sealed), Err(LedgerError::NotSealed { n: 4 }));
    }

    #[test]
    fn what_is_sealed_for_good_is_in_no_opening_and_missed_by_none() {
        let (opening, mut sealed) = three_recommendations();
        sealed.push(seal_entry(&recommendation(11), NEVER, &salt(11)).unwrap());
        assert_eq!(opening.check(&sealed), Ok(()));
        let never = Opening { gate: NEVER.to_owned(), entries: Vec::new() };
        let refused = Err(LedgerError::Field { field: "gate", rule: "one that is opened some day" });
        assert_eq!(never.encode().map(|_| ()), refused);
        let forged = "{\"gate\":\"never\",\"v\":1}\n";
        assert_eq!(Opening::decode(forged.as_bytes()).map(|_| ()), refused);
    }

    #[test]
    fn an_opening_out_of_order_is_not_written_and_a_damaged_one_not_read() {
        let (opening, _) = three_recommendations();
        let mut swapped = opening.clone();
        swapped.entries.swap(0, 1);
        assert_eq!(swapped.encode(), Err(LedgerError::OutOfOrder { n: 4 }));
        let mut twice = opening.clone();
        twice.entries.insert(0, twice.entries[0].clone());
        assert_eq!(twice.encode(), Err(LedgerError::OutOfOrder { n: 4 }));
        let mut misnumbered = opening.clone();
        misnumbered.entries[2].n = 10;
        assert_eq!(misnumbered.encode(), Err(LedgerError::OpeningMismatch { n: 10, what: "n" }));

        let good = String::from_utf8(opening.encode().unwrap().bytes().to_vec()).unwrap();
        let lines: Vec<&str> = good.split_inclusive('\n').collect();
        assert_eq!(Opening::decode(&good.as_bytes()[..good.len() - 1]), Err(LedgerError::CutOff));
        assert_eq!(Opening::decode(b""), Err(LedgerError::CutOff));
        for (bad, line) in [
            (good.replace("},\"n\":7", "}, \"n\":7"), 3),
            (good.replace("\n", "\r\n"), 1),
            (good.replacen("\n", "\n\n", 2), 2),
            (lines[1..].concat(), 1),
            (good.replace("\"salt\":\"04", "\"salt\":\"4"), 2),
            (good.replace("\"gate\":\"candidates\",", ""), 1),
        ] {
            assert_ne!(bad, good);
            let said = Opening::decode(bad.as_bytes()).unwrap_err();
            assert!(matches!(said, LedgerError::Line { line: l, .. } if l == line), "{said}");
        }
        let swapped = [lines[0], lines[2], lines[1], lines[3]].concat();
        assert_eq!(Opening::decode(swapped.as_bytes()), Err(LedgerError::OutOfOrder { n: 4 }));
        let misnumbered = good.replace("\"v\":1},\"n\":7,", "\"v\":1},\"n\":8,");
        assert_eq!(
            Opening::decode(misnumbered.as_bytes()),
            Err(LedgerError::OpeningMismatch { n: 8, what: "n" })
        );
        let not_a_leaf = good.replace("\"kind\":\"recommended\"", "\"kind\":\"sealed\"");
        let said = Opening::decode(not_a_leaf.as_bytes());
        assert!(matches!(said, Err(LedgerError::Field { field: "kind", .. })), "{said:?}");
    }

    #[test]
    fn after_the_close_every_ballot_is_opened_line_by_line() {
        let openings: Vec<_> = (0..5_u64)
            .map(|n| BallotOpening { n, salt: salt(n), choices: vec![format!("p{n}"), "甲=2".to_owned()] })
            .collect();
        let blob = BallotOpening::encode_all(&openings).unwrap();
        let text = std::str::from_utf8(blob.bytes()).unwrap();
        assert_eq!(
            text.lines().next().unwrap(),
            format!("{{\"choices\":[\"p0\",\"甲=2\"],\"n\":0,\"salt\":\"{}\"}}", "00".repeat(32))
        );
        let read: Vec<_> =
            BallotOpening::decode_all(blob.bytes()).unwrap().collect::<Result<_, _>>().unwrap();
        assert_eq!(read, openings);
        for opening in &read {
            let leaf = ballot(opening.n, &salt(opening.n), &[&format!("p{}", opening.n), "甲=2"]);
            assert_eq!(leaf.check_opening(&opening.salt, &opening.choices), Ok(()));
        }

        assert_eq!(BallotOpening::decode_all(b"").unwrap().count(), 0);
        assert!(matches!(BallotOpening::decode_all(&blob.bytes()[..9]), Err(LedgerError::CutOff)));
        assert_eq!(BallotOpening::encode_all(openings.iter().rev()), Err(LedgerError::OutOfOrder { n: 3 }));
        let repeated = text.replace("\"n\":2", "\"n\":1");
        let read: Vec<_> = BallotOpening::decode_all(repeated.as_bytes()).unwrap().collect();
        assert_eq!(read.len(), 3, "nothing is read behind a fault");
        assert_eq!(read[2], Err(LedgerError::OutOfOrder { n: 1 }));
    }
}
