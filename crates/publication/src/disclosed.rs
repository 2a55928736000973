//! The parts that are public at this moment: names and deeds of whoever stands on a public list, reasons, rulings, reports.
//! They lie beside the log and can be taken down again; a leaf holds only their commitments.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use desk::{Desk, View};
use selection::Actor;
use store::{Content, Part};

use crate::PublishError;

/// How many entries' parts are read at once.
const PAGE: u32 = 1000;

/// The file's lines.
pub(crate) async fn lines(desk: &Desk, acts: u64) -> Result<Vec<u8>, PublishError> {
    let view = desk.view(Actor::Citizen);
    // Of a profile that was handed in several times only the last was ever shown.
    let mut parts: Vec<Part> = Vec::new();
    let mut newest: BTreeMap<String, u64> = BTreeMap::new();
    for from in (0..acts).step_by(PAGE as usize) {
        for part in desk.store().parts(desk.id(), from, PAGE).await? {
            if part.n < acts && part.class == "disclosed" {
                if part.slot == "profile" {
                    newest.insert(part.subject.clone(), part.n);
                }
                parts.push(part);
            }
        }
    }
    let mut out = Vec::new();
    for part in parts {
        let last = part.slot != "profile" || newest.get(&part.subject) == Some(&part.n);
        let Content::Plain { salt, bytes } = &part.content else { continue };
        if !last || !is_public(&view, &part) {
            continue;
        }
        let line = serde_json::json!({
            "bytes": STANDARD.encode(bytes),
            "n": part.n,
            "salt": ledger::Salt::from_bytes(*salt),
            "slot": part.slot,
        });
        out.extend(ledger::to_canonical(&line).map_err(ledger::LedgerError::from)?);
        out.push(b'\n');
    }
    Ok(out)
}

/// Whether everybody may read a part now: its entry can be read, and whoever it is about is named in public.
fn is_public(view: &View, part: &Part) -> bool {
    if view.row(part.n).is_none_or(|row| row.record.is_none()) {
        return false;
    }
    match part.slot.as_str() {
        "profile" => view.profile(&part.subject).is_some(),
        // A report is public when it has come out, and as long as its hero is.
        "piece" => view.row(part.n).and_then(|row| row.record).is_some_and(|record| {
            let selection::Entry::Publicity(selection::publicity::Entry::PieceFiled { piece }) = record.entry
            else {
                return false;
            };
            let found = view.s().publicity.pieces.get(&piece);
            found.is_some_and(|piece| piece.published.is_some() && view.profile(&piece.nominee).is_some())
        }),
        _ => true,
    }
}
