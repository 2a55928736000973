//! What readers get: the state, the dossiers and the records at one moment.

use std::sync::Arc;

use imbl::{OrdMap, Vector};
use ledger::Hash;
use selection::{Record, Selection};

use crate::Book;
use crate::sealing::Filed;

/// A selection at one moment. Immutable; a new one costs little, because they share structure.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// The state.
    pub s: Selection,
    /// The dossiers.
    pub book: Book,
    /// Every record with what binds it to the log.
    pub filed: Vector<Arc<Filed>>,
    /// Numbers of the entries of each request.
    pub requests: OrdMap<String, Vec<u64>>,
    /// Root over the acts' leaves.
    pub root: Hash,
}

impl Snapshot {
    /// A record by number.
    pub fn record(&self, n: u64) -> Option<&Record> {
        self.filed.get(usize::try_from(n).ok()?).map(|filed| &filed.record)
    }

    /// A subject, and for a nominee every subject whose parts are about this nominee alone.
    pub(crate) fn about(&self, subject: &str) -> Vec<String> {
        let mut about = vec![subject.to_owned()];
        let pieces = self.s.publicity.pieces.iter().filter(|(_, piece)| piece.nominee == subject);
        about.extend(pieces.map(|(handle, _)| handle.clone()));
        let reasons = [format!("replacement-{subject}"), format!("revocation-{subject}")];
        about.extend(reasons.into_iter().filter(|reason| self.book.has(reason)));
        about
    }

    /// The records that a request led to.
    pub fn of_request(&self, req: &str) -> Vec<Arc<Filed>> {
        let numbers = self.requests.get(req).cloned().unwrap_or_default();
        numbers.into_iter().filter_map(|n| self.filed.get(n as usize).cloned()).collect()
    }
}
