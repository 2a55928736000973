//! The four lists: recommended, candidates, final candidates, named. Each publication is an immutable numbered version.

use imbl::Vector;
use plan::{Instant, ListKind};
use serde::{Deserialize, Serialize};

use crate::{Context, Decided, Gate, Handle, Record, Selection};

/// What is recorded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "kebab-case", rename_all_fields = "snake_case")]
pub enum Entry {
    /// A version of a list.
    ListPublished {
        /// Which list.
        list: ListKind,
        /// Version, from 1 for each list.
        version: u32,
        /// Who stands on it, in order.
        members: Vec<Member>,
    },
    /// Everything sealed until a gate is open.
    GateOpened {
        /// The gate.
        gate: Gate,
        /// SHA-256 of the blob with salts and entries, hex.
        blob: String,
        /// How many entries it opens.
        entries: u64,
    },
}

/// Somebody on a list.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// Category id.
    pub category: String,
    /// Nominee.
    pub nominee: Handle,
    /// Candidate number, `A01`; empty on the list of recommendations.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub number: String,
}

impl Member {
    /// Somebody without a number.
    pub fn plain(category: &str, nominee: &str) -> Member {
        Member { category: category.to_owned(), nominee: nominee.to_owned(), number: String::new() }
    }
}

/// A published version of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct List {
    /// Which list.
    pub list: ListKind,
    /// Version, from 1.
    pub version: u32,
    /// When it was published.
    pub at: Instant,
    /// Number of its entry.
    pub n: u64,
    /// Who stands on it.
    pub members: Vector<Member>,
}

impl List {
    /// The members of one category, in order.
    pub fn of<'a>(&'a self, category: &'a str) -> impl Iterator<Item = &'a Member> {
        self.members.iter().filter(move |member| member.category == category)
    }

    /// The member who is this nominee.
    pub fn member(&self, nominee: &str) -> Option<&Member> {
        self.members.iter().find(|member| member.nominee == nominee)
    }
}

/// State.
#[derive(Debug, Clone, Default, Serialize)]
pub struct State {
    /// All published versions, oldest first.
    pub published: Vector<List>,
}

impl State {
    /// The newest version of a list.
    pub fn latest(&self, list: ListKind) -> Option<&List> {
        self.published.iter().rev().find(|published| published.list == list)
    }

    /// A version of a list.
    pub fn version(&self, list: ListKind, version: u32) -> Option<&List> {
        self.published.iter().find(|published| published.list == list && published.version == version)
    }

    /// All versions of a list, oldest first.
    pub fn versions(&self, list: ListKind) -> impl Iterator<Item = &List> {
        self.published.iter().filter(move |published| published.list == list)
    }

    /// The candidate number that a nominee has or had.
    pub fn number(&self, nominee: &str) -> Option<&str> {
        self.published
            .iter()
            .rev()
            .filter_map(|list| list.member(nominee))
            .map(|member| member.number.as_str())
            .find(|number| !number.is_empty())
    }

    /// A nominee has stood on a list that shows names in public: from the candidates on.
    pub fn ever_public(&self, nominee: &str) -> bool {
        self.published
            .iter()
            .filter(|list| list.list != ListKind::Recommended)
            .any(|list| list.member(nominee).is_some())
    }
}

/// The running part of a handle, for natural order: `p12` comes after `p9`.
pub fn serial(handle: &str) -> u64 {
    handle.trim_start_matches(|letter: char| !letter.is_ascii_digit()).parse().unwrap_or(0)
}

/// The entry that publishes a new version of a list.
pub(crate) fn publish(s: &Selection, list: ListKind, members: Vec<Member>) -> crate::Entry {
    let version = s.lists.versions(list).count() as u32 + 1;
    crate::Entry::List(Entry::ListPublished { list, version, members })
}

/// The entry that opens a gate, unless it is open already.
pub(crate) fn open_gate(c: &Context, gate: Gate) -> Option<Decided> {
    if c.s.opened.contains_key(&gate) {
        return None;
    }
    let facts = c.files.opening(&gate)?;
    let entry = Entry::GateOpened { gate, blob: facts.blob, entries: facts.entries };
    Some(crate::Entry::List(entry).into())
}

pub(crate) fn apply(s: &mut Selection, record: &Record, entry: &Entry) {
    match entry {
        Entry::ListPublished { list, version, members } => {
            let members = members.iter().cloned().collect();
            s.lists.published.push_back(List {
                list: *list,
                version: *version,
                at: record.at,
                n: record.n,
                members,
            });
            crate::result::list_published(s, *list, *version);
        }
        Entry::GateOpened { gate, blob, .. } => {
            s.opened.insert(gate.clone(), blob.clone());
        }
    }
}
