//! Records to leaves and back (LEDGER.md, "Leaves").

use ledger::{EntryLeaf, Hash, Leaf, LedgerError, Salt, SealedRef, V1, part_commit, seal_entry};
use plan::Instant;
use selection::{Decided, Entry, Record, Sealing, UnknownEntry};
use store::{Entropy, NewEntry, NewHold, NewPart, StoredEntry};

/// A record with what binds it to the log.
#[derive(Debug, Clone)]
pub struct Filed {
    /// The record.
    pub record: Record,
    /// Gate (or [`ledger::NEVER`]) and salt, where its leaf was appended sealed.
    pub sealed: Option<(String, Salt)>,
    /// Hash of its leaf.
    pub leaf_hash: Hash,
}

/// What stands in the way of a record's leaf.
#[derive(Debug, thiserror::Error)]
pub enum SealingError {
    /// The entry has no leaf: a text holds what no leaf may hold, or it is too large.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The stored entry is of a kind this binary does not know.
    #[error(transparent)]
    Unknown(#[from] UnknownEntry),
    /// The stored bytes are no entry.
    #[error("entry {0} of the log cannot be read")]
    Unreadable(u64),
}

/// Where and by whom a decided entry is to be recorded.
pub struct Place<'a> {
    /// Selection.
    pub el: &'a str,
    /// Number.
    pub n: u64,
    /// When.
    pub at: Instant,
    /// Who asked.
    pub by: &'a str,
    /// Request id.
    pub req: &'a str,
    /// How long its leaf is sealed.
    pub sealing: Option<Sealing>,
}

fn salt(entropy: &dyn Entropy, el: &str, n: u64, what: &str) -> [u8; 32] {
    entropy.bytes32(format!("salt/{el}/{n}/{what}").as_bytes())
}

/// A decided entry as a record, with the row the store keeps.
///
/// # Errors
/// [`SealingError::Ledger`] where the entry has no leaf.
pub fn file(
    decided: Decided,
    place: &Place,
    entropy: &dyn Entropy,
) -> Result<(Filed, NewEntry), SealingError> {
    let Place { el, n, at, by, req, ref sealing } = *place;
    let mut sealed_refs = Vec::new();
    let mut parts = Vec::new();
    for part in decided.parts {
        let salt = salt(entropy, el, n, part.slot);
        let commit = part_commit(el, n, part.slot, &Salt::from_bytes(salt), &part.bytes);
        sealed_refs.push(SealedRef { slot: part.slot.to_owned(), class: part.class, commit });
        parts.push(NewPart {
            slot: part.slot.to_owned(),
            class: class_name(part.class).to_owned(),
            subject: part.subject,
            salt,
            commit: *commit.as_bytes(),
            plain: part.bytes,
        });
    }
    let holds = decided.files.into_iter();
    let files = holds
        .map(|hold| NewHold { subject: hold.subject, slot: hold.slot.to_owned(), file: hold.file })
        .collect();
    // A hash that is none is refused by `decide` where it matters; here it names nothing.
    let named = decided.entry.blob().and_then(|hash| hash.parse::<Hash>().ok());
    let blobs = named.iter().map(|hash| *hash.as_bytes()).collect();
    let (kind, body) = decided.entry.kind_and_body();
    let leaf = EntryLeaf {
        v: V1,
        el: el.to_owned(),
        n,
        at: at.0,
        by: by.to_owned(),
        req: req.to_owned(),
        kind,
        body,
        sealed: sealed_refs.clone(),
    };
    let entry = leaf.encode()?;
    let (leaf_bytes, sealed) = match sealing {
        None => (entry.clone(), None),
        Some(sealing) => {
            let salt = Salt::from_bytes(salt(entropy, el, n, "entry"));
            let sealed = Leaf::Sealed(seal_entry(&leaf, &sealing.name(), &salt)?).encode()?;
            (sealed, Some((sealing.name().into_owned(), salt)))
        }
    };
    let leaf_hash = ledger::leaf_hash(&leaf_bytes);
    let row = NewEntry {
        n,
        at: at.0,
        req: req.to_owned(),
        entry,
        leaf: leaf_bytes,
        leaf_hash: *leaf_hash.as_bytes(),
        salt: sealed.as_ref().map(|(_, salt)| *salt.as_bytes()),
        parts,
        files,
        blobs,
    };
    let record =
        Record { n, at, by: by.to_owned(), req: req.to_owned(), entry: decided.entry, sealed: sealed_refs };
    Ok((Filed { record, sealed, leaf_hash }, row))
}

/// A stored row as a record again.
///
/// # Errors
/// [`SealingError`] where the row is not what this binary or an earlier one wrote.
pub fn unfile(row: &StoredEntry) -> Result<Filed, SealingError> {
    let Leaf::Entry(leaf) = Leaf::decode(&row.entry)? else { return Err(SealingError::Unreadable(row.n)) };
    let sealed = match (Leaf::decode(&row.leaf)?, row.salt) {
        (Leaf::Sealed(sealed), Some(salt)) => Some((sealed.gate, Salt::from_bytes(salt))),
        (Leaf::Entry(_), None) => None,
        _ => return Err(SealingError::Unreadable(row.n)),
    };
    let record = Record {
        n: leaf.n,
        at: Instant(leaf.at),
        by: leaf.by,
        req: leaf.req,
        entry: Entry::from_kind_and_body(&leaf.kind, &leaf.body)?,
        sealed: leaf.sealed,
    };
    Ok(Filed { record, sealed, leaf_hash: Hash::from_bytes(row.leaf_hash) })
}

/// The record as the entry leaf it was encoded as: what an opening publishes.
pub fn entry_leaf(el: &str, record: &Record) -> EntryLeaf {
    let (kind, body) = record.entry.kind_and_body();
    EntryLeaf {
        v: V1,
        el: el.to_owned(),
        n: record.n,
        at: record.at.0,
        by: record.by.clone(),
        req: record.req.clone(),
        kind,
        body,
        sealed: record.sealed.clone(),
    }
}

/// The name of a part's class in the store.
pub fn class_name(class: ledger::PartClass) -> &'static str {
    match class {
        ledger::PartClass::Person => "person",
        ledger::PartClass::Office => "office",
        ledger::PartClass::Disclosed => "disclosed",
        ledger::PartClass::Timed => "timed",
    }
}
