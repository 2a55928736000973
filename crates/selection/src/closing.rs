//! 结束: the leading group dissolves by itself. Every role ends, the archive is read-only, open matters and the right
//! of interpretation go to a named successor, and nothing stays sealed.

use plan::{Instant, StageKind};
use serde::{Deserialize, Serialize};

use crate::{Code, Context, Decided, Gate, Handle, Record, Refusal, Selection, due, gate, lists};

/// What can be asked for.
#[derive(Debug, Clone)]
pub enum Act {
    /// Close the selection.
    Close {
        /// Closing stage.
        stage: String,
    },
}

/// What is recorded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "kebab-case", rename_all_fields = "snake_case")]
pub enum Entry {
    /// The selection is closed.
    SelectionClosed {
        /// Who takes over.
        successor: String,
        /// Objections that are still open and go to the successor.
        open: Vec<Handle>,
        /// How many seats ended.
        seats: u64,
    },
}

/// How a selection ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Closed {
    /// When.
    pub at: Instant,
    /// Who took over.
    pub successor: String,
    /// Objections that went to the successor.
    pub open: Vec<Handle>,
    /// How many seats ended.
    pub seats: u64,
}

pub(crate) fn decide(c: &Context, act: Act) -> Result<Vec<Decided>, Refusal> {
    let s = c.s;
    let Act::Close { stage } = act;
    let plan = s.plan()?;
    let stage = plan
        .stage(&stage)
        .filter(|stage| stage.kind == StageKind::Closing)
        .ok_or_else(|| Refusal::new(Code::Unknown, "").arg("what", &stage))?;
    if let Some(lack) = gate::closing(s, c.now).into_iter().find(|lack| !lack.done) {
        return Err(lack.refusal());
    }
    let successor = stage
        .closing
        .as_ref()
        .and_then(|rules| rules.successor.get())
        .ok_or_else(|| Refusal::new(Code::NotStated, &stage.clause))?;
    let open = s.notice.open_objections().map(|(handle, _)| handle.clone()).collect();
    // All gates, so that entries that waited for one which this plan never passes are opened too.
    let mut entries: Vec<Decided> =
        Gate::ALL.into_iter().filter_map(|gate| lists::open_gate(c, gate)).collect();
    if s.stage_state(&stage.id).opened.is_none() {
        entries.push(due::open_now(&stage.id, c.now));
    }
    entries.push(due::close_now(&stage.id, c.now));
    let closed = Entry::SelectionClosed { successor: successor.clone(), open, seats: s.seats.len() as u64 };
    entries.push(crate::Entry::Closing(closed).into());
    Ok(entries)
}

pub(crate) fn apply(s: &mut Selection, record: &Record, entry: &Entry) {
    let Entry::SelectionClosed { successor, open, seats } = entry;
    s.seats = imbl::OrdMap::new();
    s.closed =
        Some(Closed { at: record.at, successor: successor.clone(), open: open.clone(), seats: *seats });
}
