//! The personal parts behind handles, as far as they are held in memory, and what `decide` may ask.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use identity::idcard;
use imbl::OrdMap;
use ledger::hash::hex_of;
use ledger::{OpenedEntry, Opening};
use plan::Instant;
use plan::calendar::{Calendar, YearNotice};
use selection::seal::OpeningFacts;
use selection::{
    Asked, BallotHead, Dossiers, Entry, Gate, NumberFault, Person, Profile, Record, Signature, screen,
};
use store::{Content, Part};

use crate::Keys;
use crate::sealing::{Filed, entry_leaf};

/// A part's text in memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// Who may ever read it: `office` or `disclosed`.
    pub class: &'static str,
    /// Under whose key it lies.
    pub subject: String,
    /// JSON.
    pub bytes: Arc<[u8]>,
}

/// Dossiers in memory: names and deeds, work notes, public texts, and the keyed hashes of ID numbers. ID and telephone
/// numbers themselves stay in the vault and are read one at a time.
#[derive(Debug, Clone, Default)]
pub struct Book {
    /// Newest profile of each nominee.
    pub profiles: OrdMap<String, Arc<Profile>>,
    /// Keyed hash of each nominee's ID number.
    id_keys: OrdMap<String, String>,
    /// Other parts, by entry number and slot.
    texts: OrdMap<(u64, String), Text>,
    /// Entry number of the newest `person` part of each nominee.
    persons: OrdMap<String, u64>,
    /// Names under sheets and recusals, by judge and nominee.
    signatures: OrdMap<(String, String), String>,
    /// Department of each clearance, by nominee and handle.
    departments: OrdMap<(String, String), String>,
    /// Subjects that were erased.
    pub erased: OrdMap<String, ()>,
}

impl Book {
    /// Takes in a part as it was filed.
    pub fn take(&mut self, n: u64, slot: &str, class: &str, subject: &str, bytes: &[u8]) {
        match (class, slot) {
            ("person", _) => {
                if let Ok(person) = serde_json::from_slice::<Person>(bytes) {
                    self.id_keys.insert(subject.to_owned(), person.id_key);
                }
                self.persons.insert(subject.to_owned(), n);
            }
            ("disclosed", "profile") => {
                if let Ok(profile) = serde_json::from_slice(bytes) {
                    self.profiles.insert(subject.to_owned(), Arc::new(profile));
                }
            }
            ("disclosed", "judge") => {
                if let Ok(Signature { name, nominee }) = serde_json::from_slice(bytes) {
                    self.signatures.insert((subject.to_owned(), nominee), name);
                }
            }
            ("disclosed" | "office", _) => {
                let class = if class == "office" { "office" } else { "disclosed" };
                let text = Text { class, subject: subject.to_owned(), bytes: bytes.into() };
                self.texts.insert((n, slot.to_owned()), text);
            }
            _ => {}
        }
    }

    /// Takes in a part as the store gives it back.
    pub fn take_stored(&mut self, part: &Part) {
        match &part.content {
            Content::Plain { bytes, .. } => self.take(part.n, &part.slot, &part.class, &part.subject, bytes),
            Content::Erased => self.forget(&part.subject),
        }
    }

    /// Forgets everything about a subject.
    pub fn forget(&mut self, subject: &str) {
        self.profiles.remove(subject);
        self.id_keys.remove(subject);
        self.persons.remove(subject);
        self.texts = self
            .texts
            .iter()
            .filter(|(_, text)| text.subject != subject)
            .map(|(k, v)| (k.clone(), v.clone()))
            .collect();
        self.signatures = self
            .signatures
            .iter()
            .filter(|((judge, _), _)| judge != subject)
            .map(|(k, v)| (k.clone(), v.clone()))
            .collect();
        self.departments = self
            .departments
            .iter()
            .filter(|((nominee, _), _)| nominee != subject)
            .map(|(k, v)| (k.clone(), v.clone()))
            .collect();
        self.erased.insert(subject.to_owned(), ());
    }

    /// Takes in what an entry's own parts say about its handles: which department a clearance was asked of.
    pub fn note_entry(&mut self, record: &Record) {
        let Entry::Screen(screen::Entry::ClearanceAsked { nominee, clearance, .. }) = &record.entry else {
            return;
        };
        let asked = self
            .text(record.n, "department")
            .and_then(|text| serde_json::from_slice::<Asked>(&text.bytes).ok());
        if let Some(asked) = asked {
            self.departments.insert((nominee.clone(), clearance.clone()), asked.department);
        }
    }

    /// The department that a clearance was asked of; `None` where its nominee was erased.
    pub fn department(&self, nominee: &str, clearance: &str) -> Option<&str> {
        self.departments.get(&(nominee.to_owned(), clearance.to_owned())).map(String::as_str)
    }

    /// The name under a judge's sheet or recusal.
    pub fn signature(&self, judge: &str, nominee: &str) -> Option<&str> {
        self.signatures.get(&(judge.to_owned(), nominee.to_owned())).map(String::as_str)
    }

    /// A part's text.
    pub fn text(&self, n: u64, slot: &str) -> Option<&Text> {
        self.texts.get(&(n, slot.to_owned()))
    }

    /// Entry number of the newest `person` part of a nominee.
    pub fn person_at(&self, nominee: &str) -> Option<u64> {
        self.persons.get(nominee).copied()
    }

    /// Whether there is a text under a subject's key.
    pub fn has(&self, subject: &str) -> bool {
        self.texts.values().any(|text| text.subject == subject)
    }

    /// Every subject with anything in the vault.
    pub fn subjects(&self) -> Vec<String> {
        let mut subjects: Vec<String> = self.profiles.keys().chain(self.persons.keys()).cloned().collect();
        subjects.extend(self.signatures.keys().map(|(judge, _)| judge.clone()));
        subjects.extend(self.texts.values().map(|text| text.subject.clone()));
        subjects.sort();
        subjects.dedup();
        subjects
    }
}

/// What one decision may ask, and the blobs it led to.
pub(crate) struct Files<'a> {
    pub el: &'a str,
    pub book: &'a Book,
    pub filed: &'a imbl::Vector<Arc<Filed>>,
    pub keys: &'a Keys,
    pub now: Instant,
    pub zone: jiff::tz::TimeZone,
    pub ballots: &'a BTreeMap<String, BallotHead>,
    pub plan_years: std::ops::RangeInclusive<i16>,
    pub holder: Option<(String, String)>,
    /// Accounts by the seats they hold, where an act asks for two people.
    pub holders: BTreeMap<String, String>,
    pub blobs: RefCell<Vec<Vec<u8>>>,
}

impl Files<'_> {
    fn today(&self) -> Option<idcard::Day> {
        let date = self.now.civil(&self.zone).date();
        idcard::Day::new(u16::try_from(date.year()).ok()?, date.month() as u8, date.day() as u8)
    }
}

impl Dossiers for Files<'_> {
    fn identify(&self, id_number: &str) -> Result<String, NumberFault> {
        let today = self.today().ok_or(NumberFault("date"))?;
        let number = idcard::normalise(id_number, today)
            .map_err(|faults| NumberFault(faults.first().map(|fault| fault.code()).unwrap_or("malformed")))?;
        let key = idcard::id_key(&self.keys.id_numbers(), &number);
        Ok(hex_of(&key))
    }

    fn phone_ok(&self, phone: &str) -> bool {
        idcard::normalise_mobile(phone).is_ok()
    }

    fn has_personal_number(&self, text: &str) -> bool {
        !idcard::find_personal_numbers(text).is_empty()
    }

    fn same_person(&self, id_key: &str) -> Vec<String> {
        if id_key.is_empty() {
            return Vec::new();
        }
        self.book.id_keys.iter().filter(|(_, key)| *key == id_key).map(|(handle, _)| handle.clone()).collect()
    }

    fn holder(&self, seat: &str) -> Option<String> {
        self.holder.as_ref().filter(|(handle, _)| handle == seat).map(|(_, name)| name.clone())
    }

    fn same_holder(&self, seat: &str, other: &str) -> bool {
        seat == other || self.holders.get(seat).is_some_and(|one| self.holders.get(other) == Some(one))
    }

    fn clearance(&self, nominee: &str, department: &str) -> Option<String> {
        let of_nominee = self
            .book
            .departments
            .iter()
            .filter(|((whose, _), asked)| whose == nominee && *asked == department);
        of_nominee
            .map(|((_, handle), _)| handle.clone())
            .max_by_key(|handle| selection::lists::serial(handle))
    }

    fn lot(&self, text: &str) -> u64 {
        let bytes = self.keys.derive(&format!("lot/{}/{text}", self.el));
        bytes.iter().take(8).fold(0, |lot, byte| lot << 8 | u64::from(*byte))
    }

    fn ballots(&self, stage: &str) -> Option<BallotHead> {
        self.ballots.get(stage).cloned()
    }

    fn opening(&self, gate: &Gate) -> Option<OpeningFacts> {
        let entries: Vec<OpenedEntry> = self
            .filed
            .iter()
            .filter_map(|filed| {
                let (sealed_gate, salt) = filed.sealed.as_ref()?;
                (*sealed_gate == gate.name()).then(|| OpenedEntry {
                    n: filed.record.n,
                    salt: salt.clone(),
                    entry: entry_leaf(self.el, &filed.record),
                })
            })
            .collect();
        let count = entries.len() as u64;
        let blob = Opening { gate: gate.name().into_owned(), entries }.encode().ok()?;
        let facts = OpeningFacts { blob: blob.hash().to_string(), entries: count };
        self.blobs.borrow_mut().push(blob.bytes().to_vec());
        Some(facts)
    }

    fn calendar_notices(&self, issued_by: jiff::civil::Date) -> Vec<YearNotice> {
        let known = Calendar::builtin().known_at(issued_by);
        self.plan_years.clone().filter_map(|year| known.notice(year).cloned()).collect()
    }
}
