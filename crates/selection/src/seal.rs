//! Which entries are appended sealed, until which gate (LEDGER.md, "A leaf must be safe for the whole world").

use serde::{Deserialize, Serialize};

use crate::{Entry, Selection, review};

/// A gate at which sealed entries are opened, in the order in which a selection passes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Gate {
    /// The first candidate list is public.
    Candidates,
    /// The list that the panel's work led to is public.
    Panel,
    /// The naming is public.
    Named,
    /// The selection is closed: nothing stays sealed.
    Closed,
}

impl Gate {
    /// All gates in order.
    pub const ALL: [Gate; 4] = [Gate::Candidates, Gate::Panel, Gate::Named, Gate::Closed];

    /// The name that stands in leaves.
    pub fn as_str(self) -> &'static str {
        match self {
            Gate::Candidates => "candidates",
            Gate::Panel => "panel",
            Gate::Named => "named",
            Gate::Closed => "closed",
        }
    }
}

/// How long a leaf stays sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sealing {
    /// Until a gate.
    Until(Gate),
    /// For good: the sheets and recusals of a panel that the plan keeps secret. `panel-tallied` tells what the public
    /// needs of them, and how many such leaves there are.
    ForGood,
}

impl Sealing {
    /// The gate's name that stands in the leaf.
    pub fn as_str(self) -> &'static str {
        match self {
            Sealing::Until(gate) => gate.as_str(),
            Sealing::ForGood => ledger::NEVER,
        }
    }
}

/// What an opening publishes: the blob's SHA-256 (hex) and how many entries it opens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpeningFacts {
    /// SHA-256 of the blob, hex.
    pub blob: String,
    /// How many entries it opens.
    pub entries: u64,
}

/// How long an entry is sealed, or `None` where its leaf is safe at once.
///
/// An entry whose own gate has been passed already waits for the next one that has not.
pub fn sealing_of(s: &Selection, entry: &Entry) -> Option<Sealing> {
    if let Entry::Review(entry) = entry
        && review::is_secret(s, entry)
    {
        return Some(Sealing::ForGood);
    }
    let own = match entry {
        Entry::Recommend(_) | Entry::Screen(_) => Gate::Candidates,
        Entry::Review(review) if review.is_sealed() => Gate::Panel,
        Entry::Result(result) if result.rests_on_panel(s) => Gate::Panel,
        Entry::Notice(notice) if notice.is_sealed() => Gate::Named,
        Entry::Naming(naming) if naming.is_sealed() => Gate::Named,
        _ => return None,
    };
    Gate::ALL.into_iter().find(|gate| *gate >= own && !s.opened.contains_key(gate)).map(Sealing::Until)
}
