//! A snapshot narrowed to a viewer. Pages get this and nothing else.

use std::sync::Arc;

use plan::{Instant, Plan};
use selection::{
    Actor, Entry, Note, Profile, PublicText, Record, Role, Selection, Thing, may, narrow, screen,
};

use crate::Snapshot;

/// The department of a clearance: the office knows all, a department its own, nobody else any.
fn knows<'a>(full: &'a Snapshot, who: &Actor, nominee: &str, clearance: &str) -> Option<&'a str> {
    let department = full.book.department(nominee, clearance)?;
    let own = matches!(full.s.role(who), Some(Role::Department { department: own }) if own == department);
    (own || may(&full.s, who, Thing::Board)).then_some(department)
}

/// Puts the departments' ids in the place of the clearances' handles, as far as the viewer may know them, and takes the
/// others out.
fn name_departments(full: &Snapshot, who: &Actor, seen: &mut Selection) {
    let named = seen.screen.clearances.iter().filter_map(|(nominee, given)| {
        let given: imbl::OrdMap<_, _> = given
            .iter()
            .filter_map(|(handle, clearance)| {
                Some((knows(full, who, nominee, handle)?.to_owned(), clearance.clone()))
            })
            .collect();
        (!given.is_empty()).then(|| (nominee.clone(), given))
    });
    seen.screen.clearances = named.collect();
}

/// What one viewer may see at one moment.
#[derive(Debug, Clone)]
pub struct View {
    full: Arc<Snapshot>,
    seen: Arc<Selection>,
    who: Actor,
    now: Instant,
}

/// A row of the log of acts as a viewer may read it.
#[derive(Debug, Clone)]
pub struct Row {
    /// Number.
    pub n: u64,
    /// When.
    pub at: Instant,
    /// The record; `None` while it is sealed for this viewer.
    pub record: Option<Record>,
    /// The gate until which its leaf is sealed in the public log.
    pub gate: Option<String>,
    /// It was sealed and its gate has been opened.
    pub opened: bool,
    /// Hash of its leaf, hex.
    pub leaf: String,
}

impl View {
    pub(crate) fn new(full: Arc<Snapshot>, who: Actor, now: Instant) -> View {
        let mut seen = narrow(&full.s, &who);
        name_departments(&full, &who, &mut seen);
        View { full, seen: Arc::new(seen), who, now }
    }

    /// The same at another moment.
    pub(crate) fn at(&self, now: Instant) -> View {
        View { now, ..self.clone() }
    }

    /// The department that a clearance was asked of, for those who may know.
    pub fn department_of(&self, nominee: &str, clearance: &str) -> Option<String> {
        knows(&self.full, &self.who, nominee, clearance).map(ToOwned::to_owned)
    }

    /// The state, narrowed.
    pub fn s(&self) -> &Selection {
        &self.seen
    }

    /// The plan, if one is adopted.
    pub fn plan(&self) -> Option<&Plan> {
        self.seen.plan.as_deref()
    }

    /// Who looks.
    pub fn who(&self) -> &Actor {
        &self.who
    }

    /// When they look.
    pub fn now(&self) -> Instant {
        self.now
    }

    /// Whether the viewer may do or see a thing.
    pub fn may(&self, thing: Thing) -> bool {
        may(&self.full.s, &self.who, thing)
    }

    /// The state hash and the root over the acts, hex: both are public.
    pub fn heads(&self) -> (String, String) {
        (self.full.s.hash(), self.full.root.to_string())
    }

    /// Name, unit and deeds of a nominee, where this viewer may see them and nothing was erased.
    pub fn profile(&self, nominee: &str) -> Option<Arc<Profile>> {
        self.may(Thing::Profile(nominee)).then(|| self.full.book.profiles.get(nominee).cloned()).flatten()
    }

    /// The dossier was erased (or the title revoked), although the viewer might have seen it.
    pub fn is_erased(&self, subject: &str) -> bool {
        self.full.book.erased.contains_key(subject)
    }

    /// There is something personal about a subject that this viewer may erase.
    pub fn holds(&self, subject: &str) -> bool {
        self.may(Thing::Erase(subject))
            && self.full.book.subjects().binary_search(&subject.to_owned()).is_ok()
    }

    /// A text for the public: a reason, a ruling, a piece, where its entry may be seen.
    pub fn public_text(&self, n: u64, slot: &str) -> Option<PublicText> {
        let text = self.full.book.text(n, slot).filter(|text| text.class == "disclosed")?;
        serde_json::from_slice(&text.bytes).ok()
    }

    /// A text for the public in a shape of its own, e.g. the reasons of a resolution by nominee.
    pub fn public_json<T: serde::de::DeserializeOwned>(&self, n: u64, slot: &str) -> Option<T> {
        let text = self.full.book.text(n, slot).filter(|text| text.class == "disclosed")?;
        serde_json::from_slice(&text.bytes).ok()
    }

    /// A work note: of a nominee for those who work on the nominee, of an objection for those who may read it.
    pub fn note(&self, n: u64, slot: &str) -> Option<Note> {
        let text = self.full.book.text(n, slot).filter(|text| text.class == "office")?;
        let subject = text.subject.as_str();
        let allowed = match slot {
            "objection" => self.may(Thing::Objection(subject)),
            _ if self.full.s.recommend.nominees.contains_key(subject) => {
                match self.full.record(n).map(|record| &record.entry) {
                    // What a department said, only the office and that department read.
                    Some(Entry::Screen(screen::Entry::Cleared { clearance, .. })) => {
                        knows(&self.full, &self.who, subject, clearance).is_some()
                    }
                    _ => self.may(Thing::Nominee(subject)),
                }
            }
            _ if self.full.s.publicity.pieces.contains_key(subject) => {
                let outlet = self.full.s.publicity.pieces.get(subject).map(|piece| piece.outlet.as_str());
                outlet.is_some_and(|outlet| self.may(Thing::Pieces(outlet)))
            }
            _ => self.may(Thing::Board),
        };
        allowed.then(|| serde_json::from_slice(&text.bytes).ok()).flatten()
    }

    /// The name under a sheet or recusal, where the plan has them signed and this viewer may read the sheet.
    pub fn signature(&self, stage: &str, judge: &str, nominee: &str) -> Option<&str> {
        let readable = self.may(Thing::Sheets(stage, judge));
        readable.then(|| self.full.book.signature(judge, nominee)).flatten()
    }

    /// How far each judge is, for those who may know.
    pub fn sheet_progress(&self, stage: &str) -> Vec<(String, selection::Progress)> {
        let rows = selection::progress(&self.full.s, &self.who, stage);
        rows.map(|rows| rows.into_iter().collect()).unwrap_or_default()
    }

    /// The conditions of the next step, for those who see the board.
    pub fn lacks(&self) -> Option<(plan::Stage, Vec<selection::Lack>)> {
        if !self.may(Thing::Board) {
            return None;
        }
        selection::gate::next(&self.full.s, self.now).map(|(stage, lacks)| (stage.clone(), lacks))
    }

    /// The log of acts, newest first, as this viewer may read it; `before` and `limit` page through it.
    pub fn log(&self, before: Option<u64>, limit: usize) -> Vec<Row> {
        let end = before.unwrap_or(self.full.s.n).min(self.full.s.n) as usize;
        let start = end.saturating_sub(limit);
        (start..end).rev().filter_map(|n| self.row(n as u64)).collect()
    }

    /// One row of the log of acts.
    pub fn row(&self, n: u64) -> Option<Row> {
        let filed = self.full.filed.get(usize::try_from(n).ok()?)?;
        let gate = filed.sealed.as_ref().map(|(gate, _)| gate.clone());
        let opened = gate.as_ref().is_some_and(|gate| {
            selection::Gate::named(gate).is_some_and(|gate| self.full.s.opened.contains_key(&gate))
        });
        let readable = gate.is_none() || opened || self.may(Thing::Sealed(&filed.record.entry));
        Some(Row {
            n,
            at: filed.record.at,
            record: readable.then(|| filed.record.clone()),
            gate,
            opened,
            leaf: filed.leaf_hash.to_string(),
        })
    }

    /// How many entries the log has.
    pub fn size(&self) -> u64 {
        self.full.s.n
    }

    /// The whole outcome of a rule in a category, with every step, where its list is public or the viewer sees the
    /// board.
    pub fn outcome(&self, rule: &plan::ResultRule, category: &str) -> Option<count::Outcome> {
        let public = self.full.s.result.published.contains_key(&rule.id);
        let counted = self.full.s.result.counted.contains_key(&rule.id);
        if !(public || counted && self.may(Thing::Board)) {
            return None;
        }
        selection::result::outcome(&self.full.s, rule, category).ok()
    }
}
