//! What happens in a selection.
//!
//! Somebody asks for an *act*; [`decide`] accepts it as one or more *entries* or refuses it, naming the clause of the
//! plan; [`apply`] folds entries into the state. There is no other way to change a selection. This room is pure: no
//! clock, no randomness, no database. `apply` sees bodies only, and bodies hold handles, codes, numbers and claims,
//! never personal data; what is personal travels beside them as [`Part`]s.
//!
//! - [`founding`] plan, supplements, seats, standards, sign-for
//! - [`due`] transitions that time alone brings: stages opening and closing, holiday notices
//! - [`recommend`], [`screen`], [`vote`], [`review`], [`notice`], [`naming`], [`publicity`], [`closing`]: one module a
//!   kind of stage, each with its acts, entries, state and rules
//! - [`paper`] batches of paper ballots, added to a vote by two people
//! - [`lists`] the four lists; [`result`] from votes and sheets to a list
//! - [`gate`] what the next step still lacks; [`seal`] what stays sealed until which gate
//! - [`hold`] whether what stands in the log was allowed
//! - [`may`] the one vocabulary of permission; [`refusal`] why an act was refused
//! - [`organisation`] the ledger of the installation itself

pub mod actor;
pub mod closing;
pub mod dossier;
pub mod due;
pub mod founding;
pub mod gate;
pub mod hold;
pub mod lists;
pub mod may;
pub mod naming;
mod narrow;
pub mod notice;
pub mod organisation;
pub mod paper;
pub mod publicity;
pub mod recommend;
pub mod refusal;
pub mod result;
pub mod review;
pub mod screen;
pub mod seal;
mod state;
pub mod vote;

use std::collections::BTreeMap;

use ledger::leaf::{PartClass, SealedRef};
use plan::Instant;
use serde::{Deserialize, Serialize};

pub use actor::{Actor, Role, Seat};
pub use dossier::{Asked, Dossiers, Note, NumberFault, Person, Profile, PublicText, Signature};
pub use gate::Lack;
pub use may::{Thing, compatible, may};
pub use narrow::{Progress, narrow, progress};
pub use refusal::{Code, Refusal};
pub use seal::{Gate, Sealing};
pub use state::{Selection, StageState};

/// A name the ledger uses for a person, group or work, a seat, a recommendation, an objection or a piece.
pub type Handle = String;

/// What somebody asks for.
#[derive(Debug, Clone)]
pub enum Act {
    /// Plan, supplements, seats, standards.
    Founding(founding::Act),
    /// 推荐.
    Recommend(recommend::Act),
    /// 初审 and 联审.
    Screen(screen::Act),
    /// 网络评选.
    Vote(vote::Act),
    /// 纸质选票.
    Paper(paper::Act),
    /// 专家评审.
    Review(review::Act),
    /// Results and resolutions.
    Result(result::Act),
    /// 公示 and 异议.
    Notice(notice::Act),
    /// 会签 and 命名.
    Naming(naming::Act),
    /// 集中宣传.
    Publicity(publicity::Act),
    /// 结束.
    Closing(closing::Act),
}

/// What was recorded. In JSON a `kind` and a `body`; the kinds of all modules are distinct.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Entry {
    /// Plan, supplements, seats, standards.
    Founding(founding::Entry),
    /// Transitions that time alone brings.
    Due(due::Entry),
    /// 推荐.
    Recommend(recommend::Entry),
    /// 初审 and 联审.
    Screen(screen::Entry),
    /// A list was published.
    List(lists::Entry),
    /// 网络评选.
    Vote(vote::Entry),
    /// 纸质选票.
    Paper(paper::Entry),
    /// 专家评审.
    Review(review::Entry),
    /// Results and resolutions.
    Result(result::Entry),
    /// 公示 and 异议.
    Notice(notice::Entry),
    /// 会签 and 命名.
    Naming(naming::Entry),
    /// 集中宣传.
    Publicity(publicity::Entry),
    /// 结束.
    Closing(closing::Entry),
}

impl Entry {
    /// Kind and body as they stand in a leaf.
    pub fn kind_and_body(&self) -> (String, serde_json::Value) {
        let mut tree = serde_json::to_value(self).unwrap_or_default();
        let kind = tree.get("kind").and_then(|kind| kind.as_str()).unwrap_or_default().to_owned();
        let body = tree.get_mut("body").map(serde_json::Value::take).unwrap_or_else(|| serde_json::json!({}));
        (kind, body)
    }

    /// SHA-256 (hex) of the blob that it names, where it names one: standards, an opening, minutes of a resolution, a
    /// signed page, the scan of a batch of paper.
    pub fn blob(&self) -> Option<&str> {
        match self {
            Entry::Founding(founding::Entry::StandardsPublished { blob, .. })
            | Entry::List(lists::Entry::GateOpened { blob, .. })
            | Entry::Naming(naming::Entry::Signed { blob, .. })
            | Entry::Paper(paper::Entry::PaperEntered { scan: blob, .. })
            | Entry::Result(result::Entry::Resolved { minutes: blob, .. }) => Some(blob),
            _ => None,
        }
    }

    /// The entry that a leaf's kind and body stand for.
    pub fn from_kind_and_body(kind: &str, body: &serde_json::Value) -> Result<Entry, UnknownEntry> {
        serde_json::from_value(serde_json::json!({ "kind": kind, "body": body }))
            .map_err(|_| UnknownEntry { kind: kind.to_owned() })
    }
}

/// A leaf whose kind this binary does not know, or whose body does not fit its kind.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("no entry of kind `{kind}` has such a body")]
pub struct UnknownEntry {
    /// The kind.
    pub kind: String,
}

/// An entry in its place: who asked, when, and under which request.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// Number of the entry, from 0.
    pub n: u64,
    /// When it was accepted; never earlier than the entry before it.
    pub at: Instant,
    /// Handle of who asked.
    pub by: Handle,
    /// Request id: one act asked for twice is recorded once.
    pub req: String,
    /// What was recorded.
    pub entry: Entry,
    /// Personal and untimely parts, by commitment.
    pub sealed: Vec<SealedRef>,
}

/// A part that is bound to an entry by a commitment and kept beside the log: personal, or not yet public.
#[derive(Clone, PartialEq, Eq)]
pub struct Part {
    /// Name of the part inside its entry, `[a-z-]+`.
    pub slot: &'static str,
    /// Who may ever read it.
    pub class: PartClass,
    /// The one handle under whose key it is encrypted.
    pub subject: Handle,
    /// The content, JSON.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for Part {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Part({}, {:?}, {})", self.slot, self.class, self.subject)
    }
}

impl Part {
    /// A part out of a serialisable value.
    pub fn new(slot: &'static str, class: PartClass, subject: &str, content: &impl Serialize) -> Part {
        Part {
            slot,
            class,
            subject: subject.to_owned(),
            bytes: serde_json::to_vec(content).unwrap_or_default(),
        }
    }
}

/// A file that somebody has from an entry on. Its id stands in no entry: it goes when the file goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    /// What the file is to them: `portrait`, `minutes`.
    pub slot: &'static str,
    /// The one handle whose file it is, and with whom it is erased.
    pub subject: Handle,
    /// File id; `None`: they have none there any more.
    pub file: Option<String>,
}

/// An accepted entry with its parts and files, before it has its number.
#[derive(Debug, Clone, PartialEq)]
pub struct Decided {
    /// What is to be recorded.
    pub entry: Entry,
    /// Its sealed parts, one data subject each.
    pub parts: Vec<Part>,
    /// Files that change hands with it.
    pub files: Vec<Hold>,
    /// What stands under `by` instead of the asker's handle, where that handle would tell what must not be told.
    pub by: Option<&'static str>,
}

impl From<Entry> for Decided {
    fn from(entry: Entry) -> Decided {
        Decided { entry, parts: Vec::new(), files: Vec::new(), by: None }
    }
}

impl Decided {
    /// Recorded under another name than the asker's handle.
    pub fn by(mut self, by: &'static str) -> Decided {
        self.by = Some(by);
        self
    }

    /// With a file that is somebody's from here on.
    pub fn holding(mut self, slot: &'static str, subject: &str, file: Option<String>) -> Decided {
        self.files.push(Hold { slot, subject: subject.to_owned(), file });
        self
    }

    /// With a part.
    pub fn with(mut self, part: Part) -> Decided {
        self.parts.push(part);
        self
    }
}

/// Size, root and tallies of a vote's ballots.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BallotHead {
    /// Ballots in the selection's ballot log.
    pub size: u64,
    /// Root over them, hex.
    pub root: String,
    /// Tally of each category in this stage.
    pub categories: BTreeMap<String, vote::Tally>,
}

/// What `decide` works with.
pub(crate) struct Context<'a> {
    pub s: &'a Selection,
    pub files: &'a dyn Dossiers,
    pub who: &'a Actor,
    pub now: Instant,
}

/// Accepts an act as entries, or refuses it.
///
/// `now` must not be earlier than the last entry's `at`, and all [`due::due`] transitions up to `now` must have been
/// applied: the caller runs them first. The entries are to be applied in order, all or none.
pub fn decide(
    s: &Selection,
    files: &dyn Dossiers,
    who: &Actor,
    act: Act,
    now: Instant,
) -> Result<Vec<Decided>, Refusal> {
    let context = Context { s, files, who, now };
    may::require(s, who, &act)?;
    if s.closed.is_some() {
        return Err(Refusal::new(Code::Closed, s.closing_clause()));
    }
    match act {
        Act::Founding(act) => founding::decide(&context, act),
        Act::Recommend(act) => recommend::decide(&context, act),
        Act::Screen(act) => screen::decide(&context, act),
        Act::Vote(act) => vote::decide(&context, act),
        Act::Paper(act) => paper::decide(&context, act),
        Act::Review(act) => review::decide(&context, act),
        Act::Result(act) => result::decide(&context, act),
        Act::Notice(act) => notice::decide(&context, act),
        Act::Naming(act) => naming::decide(&context, act),
        Act::Publicity(act) => publicity::decide(&context, act),
        Act::Closing(act) => closing::decide(&context, act),
    }
}

/// Folds a leaf that is sealed for good, of which nobody but the house knows more than its number and time. What such
/// an entry says is no part of the state's hash, so that the house, which knows it, and a verifier, who never will,
/// come to the same.
pub fn apply_unopened(s: &mut Selection, n: u64, at: Instant) {
    s.n = n + 1;
    s.at = at;
}

/// Folds a record into the state. Total: an accepted entry always applies.
pub fn apply(s: &mut Selection, record: &Record) {
    s.n = record.n + 1;
    s.at = record.at;
    match &record.entry {
        Entry::Founding(entry) => founding::apply(s, record, entry),
        Entry::Due(entry) => due::apply(s, record, entry),
        Entry::Recommend(entry) => recommend::apply(s, record, entry),
        Entry::Screen(entry) => screen::apply(s, record, entry),
        Entry::List(entry) => lists::apply(s, record, entry),
        Entry::Vote(entry) => vote::apply(s, record, entry),
        Entry::Paper(entry) => paper::apply(s, record, entry),
        Entry::Review(entry) => review::apply(s, record, entry),
        Entry::Result(entry) => result::apply(s, record, entry),
        Entry::Notice(entry) => notice::apply(s, record, entry),
        Entry::Naming(entry) => naming::apply(s, record, entry),
        Entry::Publicity(entry) => publicity::apply(s, record, entry),
        Entry::Closing(entry) => closing::apply(s, record, entry),
    }
}
