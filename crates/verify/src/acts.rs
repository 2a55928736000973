//! The log of acts: its leaves, and what was sealed among them.

use std::collections::BTreeMap;

use ledger::{
    EntryLeaf, Hash, Leaf, LedgerError, NEVER, Opening, PartClass, Salt, SealedLeaf, SmFrontier, TileTree,
};
use plan::Instant;
use selection::{Entry, Gate, Record, closing, lists};
use serde::{Deserialize, Serialize};

use crate::heads::HeadPair;
use crate::reason::{Check, Reason};
use crate::report::Failure;
use crate::run::{Run, leaf_of, tile_failure};
use crate::source::Tiles;

const LOG: &str = "acts";

/// A leaf of the log of acts, as far as it is known.
pub(crate) enum Known {
    /// An entry, and the gate that its leaf waited for where it was sealed.
    Entry(Box<Record>, Option<String>),
    /// Sealed for good.
    Never(Instant),
    /// Waits for a gate that is not open yet.
    Waiting(Instant),
}

/// Reads every leaf of the log and proves its place in the tree. `None` where the tree does not hold.
pub(crate) fn leaves(run: &mut Run, head: &HeadPair) -> Option<Vec<Vec<u8>>> {
    let source = run.source;
    let checkpoint = &head.checkpoint;
    let tree = TileTree::open(Tiles { source, log: LOG }, checkpoint.size, &checkpoint.root);
    let tree = tree.map_err(|error| run.fail(tile_failure(LOG, &error))).ok()?;
    let mut second = SmFrontier::new();
    let mut leaves = Vec::new();
    for n in 0..tree.bundles() {
        let bundle = tree.leaves(n).map_err(|error| run.fail(tile_failure(LOG, &error))).ok()?;
        bundle.iter().for_each(|leaf| {
            second.push(ledger::sm::leaf_hash(leaf));
        });
        leaves.extend(bundle);
        run.tell(Check::Tree, leaves.len() as u64, checkpoint.size);
    }
    if let Some(sm) = &head.sm
        && sm.sm3 != second.root()
    {
        run.fail(Failure::of(Reason::SmRootWrong).log(LOG));
    }
    Some(leaves)
}

/// Reads the leaves as entries, and opens what was sealed. `None` where a leaf cannot be read.
pub(crate) fn entries(run: &mut Run, el: &str, leaves: &[Vec<u8>]) -> Option<Vec<Known>> {
    let mut read = Vec::with_capacity(leaves.len());
    for (n, bytes) in (0_u64..).zip(leaves) {
        match Leaf::decode(bytes) {
            Ok(leaf) if leaf.n() != n => run.fail(Failure::of(Reason::LeafMisnumbered).leaf(LOG, n)),
            Ok(leaf) if leaf.el() != el => run.fail(Failure::of(Reason::LeafForeign).leaf(LOG, n)),
            Ok(leaf) => read.push(leaf),
            Err(error) => run.fail(Failure::of(Reason::LeafNotCanonical).leaf(LOG, n).about(error)),
        }
    }
    let mut known = Vec::with_capacity(read.len());
    let mut sealed = Vec::new();
    for leaf in read {
        known.push(match leaf {
            Leaf::Entry(leaf) => record(run, leaf).map(|record| Known::Entry(Box::new(record), None)),
            Leaf::Sealed(leaf) => {
                let at = Instant(leaf.at);
                let never = leaf.gate == NEVER;
                sealed.push(leaf);
                Some(if never { Known::Never(at) } else { Known::Waiting(at) })
            }
        });
    }
    let mut known =
        if run.holds(Check::Leaves) { known.into_iter().collect::<Option<Vec<_>>>()? } else { return None };
    let opened = openings(run, &sealed, &mut known);
    if !run.holds(Check::Leaves) {
        return None;
    }
    told(run, &known, &sealed, opened);
    let parts = parts(run, el, &known);
    run.checked(Check::Leaves, vec![("entries", known.len() as u64)]);
    run.figure(Check::Openings, "parts", parts);
    Some(known)
}

/// The entry that a leaf stands for; the leaf must be exactly what the entry is written as.
fn record(run: &mut Run, leaf: EntryLeaf) -> Option<Record> {
    let unknown =
        |about: String| Failure::of(Reason::LeafUnknown).leaf(LOG, leaf.n).rule(&leaf.kind).about(about);
    let entry = match Entry::from_kind_and_body(&leaf.kind, &leaf.body) {
        Ok(entry) => entry,
        Err(error) => {
            run.fail(unknown(error.to_string()));
            return None;
        }
    };
    // A key that nobody reads, or a value spelt out that goes without saying, would be a second text for one entry.
    if entry.kind_and_body() != (leaf.kind.clone(), leaf.body.clone()) {
        run.fail(unknown("the body holds more than the entry".to_owned()));
        return None;
    }
    Some(Record { n: leaf.n, at: Instant(leaf.at), by: leaf.by, req: leaf.req, entry, sealed: leaf.sealed })
}

/// Opens every gate that an entry says is open. Gives the number of openings.
fn openings(run: &mut Run, sealed: &[SealedLeaf], known: &mut [Known]) -> u64 {
    let mut opened: BTreeMap<Gate, u64> = BTreeMap::new();
    let gates: Vec<(u64, Gate, String, u64)> = known
        .iter()
        .filter_map(|leaf| match leaf {
            Known::Entry(record, None) => match &record.entry {
                Entry::List(lists::Entry::GateOpened { gate, blob, entries }) => {
                    Some((record.n, gate.clone(), blob.clone(), *entries))
                }
                _ => None,
            },
            _ => None,
        })
        .collect();
    for (n, gate, blob, told) in gates {
        let fail = |reason| Failure::of(reason).leaf(LOG, n).rule(gate.name());
        if opened.insert(gate.clone(), n).is_some() {
            run.fail(fail(Reason::GateTwice));
            continue;
        }
        let Some(opening) = blob_of(run, n, &gate, &blob) else { continue };
        if opening.entries.len() as u64 != told {
            run.fail(fail(Reason::OpeningCount));
        }
        let before = sealed.iter().filter(|leaf| leaf.n < n);
        if let Err(error) = opening.check(before) {
            let reason = match &error {
                LedgerError::NotOpened { .. } => Reason::OpeningIncomplete,
                LedgerError::NotSealed { .. } => Reason::OpeningForeign,
                _ => Reason::OpeningMismatch,
            };
            let at = leaf_of(&error).unwrap_or(n);
            run.fail(Failure::of(reason).leaf(LOG, at).rule(gate.name()).about(error));
            continue;
        }
        for entry in opening.entries {
            let at = entry.n;
            let Some(record) = record(run, entry.entry) else { continue };
            if let Some(place) = usize::try_from(at).ok().and_then(|at| known.get_mut(at)) {
                *place = Known::Entry(Box::new(record), Some(gate.name().into_owned()));
            }
        }
    }
    opened.len() as u64
}

fn blob_of(run: &mut Run, n: u64, gate: &Gate, named: &str) -> Option<Opening> {
    let fail = |reason| Failure::of(reason).leaf(LOG, n).rule(gate.name());
    let Ok(hash) = named.parse::<Hash>() else {
        run.fail(fail(Reason::BlobMissing));
        return None;
    };
    let path = format!("{LOG}/blob/{hash}");
    let Some(bytes) = run.read(&path) else {
        run.fail(fail(Reason::BlobMissing).path(path));
        return None;
    };
    if Hash::of(&bytes) != hash {
        run.fail(fail(Reason::BlobAltered).path(path));
        return None;
    }
    match Opening::decode(&bytes) {
        Ok(opening) if opening.gate == gate.name() => Some(opening),
        Ok(_) => {
            run.fail(fail(Reason::OpeningMalformed).path(path));
            None
        }
        Err(error) => {
            run.fail(fail(Reason::OpeningMalformed).path(path).about(error));
            None
        }
    }
}

/// A part that is published beside the log, as it stands in `acts/disclosed`.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct DisclosedPart {
    n: u64,
    slot: String,
    salt: Salt,
    bytes: String,
}

/// The parts beside the log are those that entries sealed for the public. That one is not there is never a fault: it may
/// be taken down.
fn parts(run: &mut Run, el: &str, known: &[Known]) -> u64 {
    use base64::Engine as _;
    let path = format!("{LOG}/disclosed");
    let Some(bytes) = run.read(&path) else { return 0 };
    let malformed =
        |line: usize| Failure::of(Reason::PartMalformed).path(&path).about(format!("line {line}"));
    if bytes.last().is_some_and(|last| *last != b'\n') {
        run.fail(malformed(0));
        return 0;
    }
    let mut before: Option<(u64, String)> = None;
    let mut count = 0;
    for (line, text) in (1..).zip(bytes.split_inclusive(|byte| *byte == b'\n')) {
        let text = text.strip_suffix(b"\n").unwrap_or(text);
        let part = ledger::decode_canonical::<DisclosedPart>(text).ok();
        let content =
            part.as_ref().and_then(|part| base64::engine::general_purpose::STANDARD.decode(&part.bytes).ok());
        let (Some(part), Some(content)) = (part, content) else {
            run.fail(malformed(line));
            return count;
        };
        let place = (part.n, part.slot.clone());
        if before.as_ref().is_some_and(|before| *before >= place) {
            run.fail(malformed(line));
            return count;
        }
        before = Some(place);
        let record = usize::try_from(part.n).ok().and_then(|n| known.get(n));
        let sealed = match record {
            Some(Known::Entry(record, _)) => record.sealed.iter().find(|sealed| sealed.slot == part.slot),
            _ => None,
        };
        match sealed.filter(|sealed| sealed.class == PartClass::Disclosed) {
            None => run.fail(Failure::of(Reason::PartForeign).leaf(LOG, part.n).path(&path).rule(&part.slot)),
            Some(sealed) if sealed.check_opening(el, part.n, &part.salt, &content).is_err() => {
                run.fail(Failure::of(Reason::PartMismatch).leaf(LOG, part.n).path(&path).rule(&part.slot));
            }
            Some(_) => count += 1,
        }
    }
    count
}

/// Nothing stays sealed in a closed selection, but what is sealed for good.
fn told(run: &mut Run, known: &[Known], sealed: &[SealedLeaf], openings: u64) {
    let closed = known.iter().any(|leaf| {
        matches!(leaf, Known::Entry(record, _)
            if matches!(record.entry, Entry::Closing(closing::Entry::SelectionClosed { .. })))
    });
    let mut opened = 0;
    for leaf in sealed {
        match usize::try_from(leaf.n).ok().and_then(|n| known.get(n)) {
            Some(Known::Waiting(_)) => {
                *run.report.waiting.entry(leaf.gate.clone()).or_default() += 1;
                if closed {
                    run.fail(Failure::of(Reason::SealedAtClosing).leaf(LOG, leaf.n).rule(&leaf.gate));
                }
            }
            Some(Known::Never(_)) => run.report.sealed_for_good += 1,
            _ => opened += 1,
        }
    }
    let waiting = run.report.waiting.values().sum();
    run.checked(
        Check::Openings,
        vec![
            ("gates", openings),
            ("opened", opened),
            ("waiting", waiting),
            ("for-good", run.report.sealed_for_good),
        ],
    );
}
