//! Which entries are appended sealed, until which gate (LEDGER.md, "A leaf must be safe for the whole world").

use serde::{Deserialize, Serialize};

use crate::{Entry, Selection};

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

/// What an opening publishes: the blob's SHA-256 (hex) and how many entries it opens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpeningFacts {
    /// SHA-256 of the blob, hex.
    pub blob: String,
    /// How many entries it opens.
    pub entries: u64,
}

/// The gate until which an entry is sealed, or `None` where its leaf is safe at once.
///
/// An entry whose own gate has been passed already waits for the next one that has not.
pub fn gate_of(s: &Selection, entry: &Entry) -> Option<Gate> {
    let own = match entry {
        Entry::Recommend(_) | Entry::Screen(_) => Gate::Candidates,
        Entry::Review(review) if review.is_sealed() => Gate::Panel,
        Entry::Result(result) if result.rests_on_panel(s) => Gate::Panel,
        Entry::Notice(notice) if notice.is_sealed() => Gate::Named,
        Entry::Naming(naming) if naming.is_sealed() => Gate::Named,
        _ => return None,
    };
    Gate::ALL.into_iter().find(|gate| *gate >= own && !s.opened.contains_key(gate))
}
