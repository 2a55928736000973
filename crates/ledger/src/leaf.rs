//! The leaves of the log *acts*: entries, and entries that are sealed until a gate (LEDGER, "Leaves").
//!
//! A leaf is canonical JSON of at most [`MAX_LEAF_BYTES`]. Whoever reads one writes it again and requires the same
//! bytes, so a leaf has exactly one text. **A leaf must be safe for the whole world when it is appended**: bodies hold
//! handles, codes, numbers and claims; names, texts and grounds are sealed parts, of which the leaf holds the
//! commitment only.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::canon::{CanonError, CanonFault, MAX_INT, decode_canonical, parse_canonical, to_canonical};
use crate::commit::{Tag, commit, part_commit};
use crate::error::LedgerError;
use crate::hash::{Hash, Salt};

/// Longest leaf: an entry bundle gives its length in a big-endian `uint16` (C2SP tlog-tiles, "Log Entries").
pub const MAX_LEAF_BYTES: usize = 65_535;

/// The gate of leaves that are never opened: a plan keeps what they hold secret for good, and another entry tells what
/// the public needs of it. No opening may carry this name.
pub const NEVER: &str = "never";

/// The version of every leaf and opening so far. In JSON it is the number 1, and no other number is read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct V1;

/// The `kind` of a [`SealedLeaf`]: always `"sealed"`, which no entry may be called.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct SealedKind;

impl SealedKind {
    /// As it is written.
    pub const NAME: &'static str = "sealed";
}

impl Serialize for V1 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(1)
    }
}

impl<'de> Deserialize<'de> for V1 {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match u64::deserialize(deserializer)? {
            1 => Ok(Self),
            other => Err(D::Error::custom(format_args!("version {other} is not known"))),
        }
    }
}

impl Serialize for SealedKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(Self::NAME)
    }
}

impl<'de> Deserialize<'de> for SealedKind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match String::deserialize(deserializer)?.as_str() {
            Self::NAME => Ok(Self),
            _ => Err(D::Error::custom("kind must be `sealed`")),
        }
    }
}

/// Who may ever see a sealed part (LEDGER, "Leaves", the table of classes).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PartClass {
    /// Identity number, telephone, address: never opened; an erasure destroys the key.
    Person,
    /// What a department said, grounds, objectors, work notes: never public; auditors by key.
    Office,
    /// Names, portraits and deeds of candidates and later lists: published beside the log, removable.
    Disclosed,
    /// What may not be known yet: opened at the plan's gate.
    Timed,
}

impl PartClass {
    /// All classes.
    pub const ALL: [Self; 4] = [Self::Person, Self::Office, Self::Disclosed, Self::Timed];
}

/// A sealed part of an entry: one data subject's part, of which the leaf holds the commitment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealedRef {
    /// Which part of the entry; an id, unique within it.
    pub slot: String,
    /// Who may ever see it.
    pub class: PartClass,
    /// [`part_commit`] over the part's bytes.
    pub commit: Hash,
}

impl SealedRef {
    /// Checks that salt and bytes are what entry `n` of `el` sealed in this slot.
    ///
    /// # Errors
    /// [`LedgerError::OpeningMismatch`].
    pub fn check_opening(&self, el: &str, n: u64, salt: &Salt, bytes: &[u8]) -> Result<(), LedgerError> {
        same(n, "commit", &self.commit, &part_commit(el, n, &self.slot, salt, bytes))
    }
}

/// An entry as it stands in the log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EntryLeaf {
    /// Version of the leaf.
    pub v: V1,
    /// Id of the selection.
    pub el: String,
    /// Number of the entry, which is the leaf's index: from 0, without gaps.
    pub n: u64,
    /// When it was recorded, in milliseconds since 1970-01-01T00:00Z; not negative.
    pub at: i64,
    /// Handle of the role that acted.
    pub by: String,
    /// Id of the request, by which a repetition is recognised.
    pub req: String,
    /// Kind of entry, from the selection's `Entry` enum; never `sealed`.
    pub kind: String,
    /// What the fold sees.
    pub body: Value,
    /// Parts that are not in the body; left out of the JSON when there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sealed: Vec<SealedRef>,
}

/// An entry of which nothing may be known before a gate, not even its kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealedLeaf {
    /// Version of the leaf.
    pub v: V1,
    /// Id of the selection.
    pub el: String,
    /// Number of the entry, which is the leaf's index.
    pub n: u64,
    /// When it was recorded, in milliseconds since 1970-01-01T00:00Z; not negative.
    pub at: i64,
    /// Always `sealed`.
    pub kind: SealedKind,
    /// Id of the plan's gate at which it is opened, or [`NEVER`].
    pub gate: String,
    /// Commitment to the whole [`EntryLeaf`].
    pub commit: Hash,
}

/// A leaf of the log *acts*.
#[derive(Debug, Clone, PartialEq)]
pub enum Leaf {
    /// An entry that may be known.
    Entry(EntryLeaf),
    /// An entry that may not be known yet.
    Sealed(SealedLeaf),
}

impl EntryLeaf {
    /// The leaf's bytes.
    ///
    /// # Errors
    /// [`LedgerError::Field`], [`LedgerError::Canon`] for what the body holds, [`LedgerError::TooLarge`].
    pub fn encode(&self) -> Result<Vec<u8>, LedgerError> {
        self.check()?;
        sized(to_canonical(self)?)
    }

    fn check(&self) -> Result<(), LedgerError> {
        check_id("el", &self.el)?;
        check_number("n", self.n)?;
        check_instant(self.at)?;
        for (field, text) in [("by", &self.by), ("req", &self.req), ("kind", &self.kind)] {
            rule(!text.is_empty(), field, "given")?;
        }
        rule(self.kind != SealedKind::NAME, "kind", "the kind of an entry, not `sealed`")?;
        for (i, part) in self.sealed.iter().enumerate() {
            check_id("slot", &part.slot)?;
            rule(self.sealed[..i].iter().all(|p| p.slot != part.slot), "slot", "unique within the entry")?;
        }
        Ok(())
    }
}

impl SealedLeaf {
    /// The leaf's bytes.
    ///
    /// # Errors
    /// [`LedgerError::Field`].
    pub fn encode(&self) -> Result<Vec<u8>, LedgerError> {
        self.check()?;
        sized(to_canonical(self)?)
    }

    fn check(&self) -> Result<(), LedgerError> {
        check_id("el", &self.el)?;
        check_number("n", self.n)?;
        check_instant(self.at)?;
        check_id("gate", &self.gate)
    }
}

impl Leaf {
    /// The leaf's bytes.
    ///
    /// # Errors
    /// As [`EntryLeaf::encode`].
    pub fn encode(&self) -> Result<Vec<u8>, LedgerError> {
        match self {
            Self::Entry(leaf) => leaf.encode(),
            Self::Sealed(leaf) => leaf.encode(),
        }
    }

    /// Reads a leaf; whether its kind and body are known is for the selection to say.
    ///
    /// # Errors
    /// [`LedgerError`] unless the bytes are exactly what [`Self::encode`] gives for some leaf.
    pub fn decode(bytes: &[u8]) -> Result<Self, LedgerError> {
        if bytes.len() > MAX_LEAF_BYTES {
            return Err(LedgerError::TooLarge { len: bytes.len() });
        }
        let value = parse_canonical(bytes)?;
        if value.get("kind").and_then(Value::as_str) == Some(SealedKind::NAME) {
            let leaf: SealedLeaf = decode_canonical(bytes)?;
            leaf.check()?;
            Ok(Self::Sealed(leaf))
        } else {
            let leaf: EntryLeaf = decode_canonical(bytes)?;
            leaf.check()?;
            Ok(Self::Entry(leaf))
        }
    }

    /// Id of the selection.
    pub fn el(&self) -> &str {
        match self {
            Self::Entry(leaf) => &leaf.el,
            Self::Sealed(leaf) => &leaf.el,
        }
    }

    /// Number of the entry, which is the leaf's index.
    pub fn n(&self) -> u64 {
        match self {
            Self::Entry(leaf) => leaf.n,
            Self::Sealed(leaf) => leaf.n,
        }
    }

    /// When it was recorded, in milliseconds since 1970-01-01T00:00Z.
    pub fn at(&self) -> i64 {
        match self {
            Self::Entry(leaf) => leaf.at,
            Self::Sealed(leaf) => leaf.at,
        }
    }
}

/// Seals a whole entry until `gate`: the leaf that is appended in its stead.
///
/// The commitment covers the entry's canonical bytes in the context `n/gate`.
///
/// # Errors
/// [`LedgerError`] when the entry could not be a leaf itself, or the gate is not an id.
pub fn seal_entry(entry: &EntryLeaf, gate: &str, salt: &Salt) -> Result<SealedLeaf, LedgerError> {
    check_id("gate", gate)?;
    Ok(SealedLeaf {
        v: V1,
        el: entry.el.clone(),
        n: entry.n,
        at: entry.at,
        kind: SealedKind,
        gate: gate.to_owned(),
        commit: entry_commit(entry, gate, salt)?,
    })
}

/// Checks that salt and entry are what was sealed.
///
/// # Errors
/// [`LedgerError::OpeningMismatch`] names what differs; others when the entry could not be a leaf.
pub fn check_opening(sealed: &SealedLeaf, salt: &Salt, entry: &EntryLeaf) -> Result<(), LedgerError> {
    let n = sealed.n;
    same(n, "el", &sealed.el, &entry.el)?;
    same(n, "n", &sealed.n, &entry.n)?;
    same(n, "at", &sealed.at, &entry.at)?;
    same(n, "commit", &sealed.commit, &entry_commit(entry, &sealed.gate, salt)?)
}

fn entry_commit(entry: &EntryLeaf, gate: &str, salt: &Salt) -> Result<Hash, LedgerError> {
    Ok(commit(Tag::Entry, &entry.el, &format!("{}/{gate}", entry.n), salt, &entry.encode()?))
}

fn sized(bytes: Vec<u8>) -> Result<Vec<u8>, LedgerError> {
    if bytes.len() > MAX_LEAF_BYTES { Err(LedgerError::TooLarge { len: bytes.len() }) } else { Ok(bytes) }
}

pub(crate) fn same<T: PartialEq>(
    n: u64,
    what: &'static str,
    sealed: &T,
    opened: &T,
) -> Result<(), LedgerError> {
    if sealed == opened { Ok(()) } else { Err(LedgerError::OpeningMismatch { n, what }) }
}

pub(crate) fn rule(holds: bool, field: &'static str, rule: &'static str) -> Result<(), LedgerError> {
    if holds { Ok(()) } else { Err(LedgerError::Field { field, rule }) }
}

/// Ids join into contexts with `/` and are written without escaping; this is what makes both safe.
pub(crate) fn check_id(field: &'static str, text: &str) -> Result<(), LedgerError> {
    let letters = text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    rule(letters && !text.is_empty(), field, "an id of the letters a-z, digits and hyphens")
}

pub(crate) fn check_instant(at: i64) -> Result<(), LedgerError> {
    rule(at >= 0, "at", "not before 1970")?;
    check_number("at", at.unsigned_abs())
}

pub(crate) fn check_number(field: &'static str, number: u64) -> Result<(), LedgerError> {
    if number > MAX_INT {
        return Err(CanonError { path: format!("$.{field}"), fault: CanonFault::OutOfRange }.into());
    }
    Ok(())
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use serde_json::json;

    pub(crate) fn recommendation(n: u64) -> EntryLeaf {
        EntryLeaf {
            v: V1,
            el: "linyi-2022".to_owned(),
            n,
            at: 1_669_860_000_123,
            by: "unit-07".to_owned(),
            req: "01hq8".to_owned(),
            kind: "recommended".to_owned(),
            body: json!({"cat": "park", "brief_len": 487, "same_as": [], "nominee": "p31"}),
            sealed: vec![SealedRef {
                slot: "nominee".to_owned(),
                class: PartClass::Disclosed,
                commit: part_commit("linyi-2022", n, "nominee", &Salt::from_bytes([3; 32]), b"{}"),
            }],
        }
    }

    fn broken(change: impl FnOnce(&mut EntryLeaf)) -> String {
        let mut entry = recommendation(5);
        change(&mut entry);
        entry.encode().unwrap_err().to_string()
    }

    #[test]
    fn an_entry_without_parts_has_exactly_this_text() {
        let mut entry = recommendation(5);
        entry.sealed.clear();
        let bytes = entry.encode().unwrap();
        assert_eq!(
            std::str::from_utf8(&bytes).unwrap(),
            r#"{"at":1669860000123,"body":{"brief_len":487,"cat":"park","nominee":"p31","same_as":[]},"by":"unit-07","el":"linyi-2022","kind":"recommended","n":5,"req":"01hq8","v":1}"#
        );
        assert_eq!(Leaf::decode(&bytes), Ok(Leaf::Entry(entry)));
    }

    #[test]
    fn parts_are_written_with_their_class_and_commitment() {
        let entry = recommendation(5);
        let text = String::from_utf8(entry.encode().unwrap()).unwrap();
        let part = format!(
            r#","sealed":[{{"class":"disclosed","commit":"{}","slot":"nominee"}}],"v":1}}"#,
            entry.sealed[0].commit
        );
        assert!(text.ends_with(&part), "{text}");
        assert_eq!(Leaf::decode(text.as_bytes()), Ok(Leaf::Entry(entry)));
        let classes: Vec<_> = PartClass::ALL.iter().map(|c| serde_json::to_value(c).unwrap()).collect();
        assert_eq!(json!(classes), json!(["person", "office", "disclosed", "timed"]));
    }

    #[test]
    fn a_part_opens_in_its_own_place_only() {
        let part = recommendation(5).sealed.remove(0);
        let salt = Salt::from_bytes([3; 32]);
        assert_eq!(part.check_opening("linyi-2022", 5, &salt, b"{}"), Ok(()));
        let refused = Err(LedgerError::OpeningMismatch { n: 5, what: "commit" });
        assert_eq!(part.check_opening("linyi-2022", 5, &salt, b"{} "), refused);
        assert_eq!(part.check_opening("linyi-2022", 5, &Salt::from_bytes([4; 32]), b"{}"), refused);
        assert_eq!(part.check_opening("linyi-2023", 5, &salt, b"{}"), refused);
        assert!(part.check_opening("linyi-2022", 6, &salt, b"{}").is_err());
        let moved = SealedRef { slot: "group".to_owned(), ..part };
        assert_eq!(moved.check_opening("linyi-2022", 5, &salt, b"{}"), refused);
    }

    #[test]
    fn an_entry_that_could_not_be_read_again_is_not_written() {
        assert_eq!(
            broken(|e| e.el = "Linyi".into()),
            "`el` must be an id of the letters a-z, digits and hyphens"
        );
        assert_eq!(broken(|e| e.kind = "sealed".into()), "`kind` must be the kind of an entry, not `sealed`");
        assert_eq!(broken(|e| e.by.clear()), "`by` must be given");
        assert_eq!(broken(|e| e.at = -1), "`at` must be not before 1970");
        assert_eq!(broken(|e| e.n = 1 << 53), "$.n: the integer is beyond 2^53 - 1");
        assert_eq!(broken(|e| e.sealed.push(e.sealed[0].clone())), "`slot` must be unique within the entry");
        assert_eq!(
            broken(|e| e.sealed[0].slot = "a/b".into()),
            "`slot` must be an id of the letters a-z, digits and hyphens"
        );
        assert_eq!(
            broken(|e| e.body["cat"] = Value::Null),
            "$.body.cat: null is not allowed; leave the field out"
        );
        assert_eq!(broken(|e| e.body = Value::Null), "$.body: null is not allowed; leave the field out");
        assert_eq!(broken(|e| e.req = "a\u{7f}".into()), "$.req: control character U+007F in a string");
    }

    #[test]
    fn a_leaf_ends_where_sixteen_bits_of_length_end() {
        let mut entry = recommendation(5);
        entry.body = json!("");
        let empty = entry.encode().unwrap().len();
        entry.body = json!("x".repeat(MAX_LEAF_BYTES - empty));
        let longest = entry.encode().unwrap();
        assert_eq!(longest.len(), MAX_LEAF_BYTES);
        assert!(Leaf::decode(&longest).is_ok());
        entry.body = json!("x".repeat(MAX_LEAF_BYTES - empty + 1));
        assert_eq!(entry.encode(), Err(LedgerError::TooLarge { len: 65_536 }));
        let too_long = to_canonical(&entry).unwrap();
        assert_eq!(Leaf::decode(&too_long), Err(LedgerError::TooLarge { len: 65_536 }));
    }

    #[test]
    fn a_leaf_in_another_spelling_or_with_anything_more_is_refused() {
        let good = String::from_utf8(recommendation(5).encode().unwrap()).unwrap();
        let none = r#""sealed":[],"v":1}"#;
        let mut without = recommendation(5);
        without.sealed.clear();
        let without = String::from_utf8(without.encode().unwrap()).unwrap();
        for bad in [
            good.replace("\"n\":5", "\"n\": 5"),
            good.replace("\"n\":5", "\"n\":5,\"new\":0"),
            good.replace("\"n\":5,", ""),
            good.replace("\"v\":1}", "\"v\":2}"),
            good.replace("\"v\":1}", "\"v\":1,\"w\":1}"),
            good.replace("disclosed", "open"),
            good.replace("recommended", "sealed"),
            without.replace("\"v\":1}", none),
            format!("{good} "),
            good[..good.len() - 1].to_owned(),
            good.replace("linyi", "LINYI"),
        ] {
            assert_ne!(bad, good);
            assert!(Leaf::decode(bad.as_bytes()).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_sealed_entry_shows_nothing_but_its_number_time_and_gate() {
        let entry = recommendation(5);
        let sealed = seal_entry(&entry, "candidates-published", &Salt::from_bytes([9; 32])).unwrap();
        let text = String::from_utf8(sealed.encode().unwrap()).unwrap();
        assert_eq!(
            text,
            format!(
                r#"{{"at":1669860000123,"commit":"{}","el":"linyi-2022","gate":"candidates-published","kind":"sealed","n":5,"v":1}}"#,
                sealed.commit
            )
        );
        let leaf = Leaf::decode(text.as_bytes()).unwrap();
        assert_eq!((leaf.el(), leaf.n(), leaf.at()), ("linyi-2022", 5, entry.at));
        assert_eq!(leaf, Leaf::Sealed(sealed));
        for bad in [
            text.replace("\"v\":1", "\"v\":1,\"x\":1"),
            text.replace("published", "Published"),
            text.replace("\"at\":", "\"at\":-"),
            text.replace("\"el\":\"", "\"el\":\"/"),
            text.replace("sealed", "seal"),
        ] {
            assert!(Leaf::decode(bad.as_bytes()).is_err(), "{bad}");
        }
    }

    #[test]
    fn only_the_entry_that_was_sealed_opens_the_seal() {
        let entry = recommendation(5);
        let salt = Salt::from_bytes([9; 32]);
        let sealed = seal_entry(&entry, "candidates", &salt).unwrap();
        assert_eq!(check_opening(&sealed, &salt, &entry), Ok(()));
        let refused = |what| Err(LedgerError::OpeningMismatch { n: 5, what });
        let with = |change: fn(&mut EntryLeaf)| {
            let mut entry = entry.clone();
            change(&mut entry);
            check_opening(&sealed, &salt, &entry)
        };
        assert_eq!(with(|e| e.body["nominee"] = json!("p32")), refused("commit"));
        assert_eq!(with(|e| e.by = "unit-08".into()), refused("commit"));
        assert_eq!(with(|e| e.sealed.clear()), refused("commit"));
        assert_eq!(with(|e| e.at += 1), refused("at"));
        assert_eq!(with(|e| e.n = 6), refused("n"));
        assert_eq!(with(|e| e.el = "linyi-2023".into()), refused("el"));
        assert_eq!(check_opening(&sealed, &Salt::from_bytes([8; 32]), &entry), refused("commit"));
        let later = SealedLeaf { gate: "closing".into(), ..sealed };
        assert_eq!(
            check_opening(&later, &salt, &entry),
            refused("commit"),
            "the gate was part of the promise"
        );
        assert!(seal_entry(&entry, "", &salt).is_err());
    }
}
