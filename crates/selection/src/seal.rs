//! Which entries are appended sealed, until which gate (LEDGER.md, "A leaf must be safe for the whole world").

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::{Entry, Selection, review};

/// How the name of a vote's gate begins.
const PAPER: &str = "paper-";

/// A gate at which sealed entries are opened, in the order in which a selection passes them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Gate {
    /// The first candidate list is public.
    Candidates,
    /// The paper of this vote stage is counted.
    Paper(String),
    /// The list that the panel's work led to is public.
    Panel,
    /// The naming is public.
    Named,
    /// The selection is closed: nothing stays sealed.
    Closed,
}

impl Gate {
    /// The gates that every selection has, in order.
    pub const ALL: [Gate; 4] = [Gate::Candidates, Gate::Panel, Gate::Named, Gate::Closed];

    /// The name that stands in leaves: `paper-<stage>` for the paper of a vote.
    pub fn name(&self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Gate::Candidates => "candidates",
            Gate::Paper(stage) => return Cow::Owned(format!("{PAPER}{stage}")),
            Gate::Panel => "panel",
            Gate::Named => "named",
            Gate::Closed => "closed",
        })
    }

    /// The gate of a name.
    pub fn named(name: &str) -> Option<Gate> {
        let paper = || name.strip_prefix(PAPER).filter(|stage| !stage.is_empty());
        let own = Gate::ALL.into_iter().find(|gate| gate.name() == name);
        own.or_else(|| Some(Gate::Paper(paper()?.to_owned())))
    }
}

impl From<Gate> for String {
    fn from(gate: Gate) -> String {
        gate.name().into_owned()
    }
}

impl TryFrom<String> for Gate {
    type Error = &'static str;

    fn try_from(name: String) -> Result<Gate, &'static str> {
        Gate::named(&name).ok_or("not the name of a gate")
    }
}

/// How long a leaf stays sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sealing {
    /// Until a gate.
    Until(Gate),
    /// For good: the sheets and recusals of a panel that the plan keeps secret. `panel-tallied` tells what the public
    /// needs of them, and how many such leaves there are.
    ForGood,
}

impl Sealing {
    /// The gate's name that stands in the leaf.
    pub fn name(&self) -> Cow<'static, str> {
        match self {
            Sealing::Until(gate) => gate.name(),
            Sealing::ForGood => Cow::Borrowed(ledger::NEVER),
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
    if let Entry::Paper(entry) = entry {
        // A vote's own gate, which nothing comes after: what is entered can only be sealed before it.
        return entry.is_sealed().then(|| Sealing::Until(Gate::Paper(entry.stage().to_owned())));
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
