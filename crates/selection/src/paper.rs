//! 纸质选票: batches of paper ballots, added by two people of the office.
//!
//! Paper is vote adding and looks like it: each batch names its place, the hash of its scan and both people. One of them
//! enters the batch, another enters it again without having seen the first one's figures; where two people's figures
//! agree, the batch counts. Where they differ, both are told in which fields, and either enters it again. There is no
//! other way to add a ballot, and none at all where no clause of the plan allows paper.
//!
//! # Rules
//!
//! - A batch is entered for the first time while its vote is open, or until the later moment that the plan states
//!   ([`plan::PaperRules::until`]).
//! - A batch that only one person has entered, or two with different figures, can be finished or withdrawn until the
//!   paper is counted, and the paper cannot be counted before one or the other was done. A batch on which two people agree
//!   stays.
//! - The paper of a vote is counted by an act of its own, after its vote has closed and its time has passed; no rule that
//!   rests on the vote is counted before.
//!
//! # Sealed
//!
//! Whatever is entered stays sealed until the paper of its vote is counted ([`crate::Gate::Paper`]), whatever the plan
//! shows of counts: a leaf that everybody can read would show the second person the first one's figures. The gate is a
//! vote's own, because a later round must not wait for an earlier one's.

use std::collections::{BTreeMap, BTreeSet};

use imbl::{OrdMap, Vector};
use plan::{BallotShape, Instant, ListKind, PaperRules, Stage, StageKind};
use serde::{Deserialize, Serialize};

use crate::vote::{self, Tally};
use crate::{Code, Context, Decided, Gate, Handle, Lack, Record, Refusal, Selection, lists};

/// Highest number of a batch at one place.
pub const NUMBER_MOST: u32 = 9_999;

/// More ballots than one batch of paper can hold.
pub const BALLOTS_MOST: u64 = 10_000_000;

/// What can be asked for.
#[derive(Debug, Clone)]
pub enum Act {
    /// Enter a batch, or enter it again.
    Enter(Box<Enter>),
    /// Take back a batch on which no two people agree.
    Withdraw {
        /// Which.
        batch: Id,
    },
    /// Count the paper of a vote: nothing can be entered afterwards.
    Count {
        /// Vote stage.
        stage: String,
    },
}

/// A batch as one person enters it.
#[derive(Debug, Clone, Default)]
pub struct Enter {
    /// Which.
    pub batch: Id,
    /// SHA-256 of the scan, hex; empty: the one that the batch has already.
    pub scan: String,
    /// What the ballots say, by category.
    pub categories: BTreeMap<String, Figures>,
    /// It is meant as a new batch, so that a slip in its number does not replace what was entered of another.
    pub fresh: bool,
}

/// Which batch: the n-th of a place.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Id {
    /// Vote stage.
    pub stage: String,
    /// Channel.
    pub channel: String,
    /// Place, by id.
    pub place: String,
    /// Number at that place, from 1.
    pub number: u32,
}

impl Id {
    /// The batch's key inside its vote; keys sort as batches do.
    pub fn key(&self) -> String {
        format!("{}/{}/{:04}", self.channel, self.place, self.number)
    }
}

/// What the ballots of one category in a batch say.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figures {
    /// Ballots handed out.
    pub issued: u64,
    /// Ballots that count.
    pub valid: u64,
    /// Ballots that do not.
    pub invalid: u64,
    /// Votes of each candidate who has any.
    pub votes: BTreeMap<Handle, u64>,
}

impl Figures {
    fn add(&mut self, other: &Figures) {
        self.issued += other.issued;
        self.valid += other.valid;
        self.invalid += other.invalid;
        for (nominee, votes) in &other.votes {
            *self.votes.entry(nominee.clone()).or_default() += votes;
        }
    }

    /// As a tally.
    pub fn tally(&self) -> Tally {
        Tally { valid: self.valid, invalid: self.invalid, votes: self.votes.clone() }
    }
}

/// What is recorded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "kebab-case", rename_all_fields = "snake_case")]
pub enum Entry {
    /// Somebody entered a batch.
    PaperEntered {
        /// Which.
        batch: Id,
        /// SHA-256 of the scan, hex.
        scan: String,
        /// What its ballots say, by category.
        categories: BTreeMap<String, Figures>,
    },
    /// A batch was taken back.
    PaperWithdrawn {
        /// Which.
        batch: Id,
    },
    /// The paper of a vote was counted.
    PaperCounted {
        /// Vote stage.
        stage: String,
        /// How many batches.
        batches: u64,
        /// Their sums by category.
        categories: BTreeMap<String, Figures>,
    },
}

impl Entry {
    /// The vote stage that it is about.
    pub fn stage(&self) -> &str {
        match self {
            Entry::PaperEntered { batch, .. } | Entry::PaperWithdrawn { batch } => &batch.stage,
            Entry::PaperCounted { stage, .. } => stage,
        }
    }

    /// It is nobody's to know before the paper is counted.
    pub(crate) fn is_sealed(&self) -> bool {
        !matches!(self, Entry::PaperCounted { .. })
    }
}

/// A batch as one person entered it last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sheet {
    /// When.
    pub at: Instant,
    /// Number of its entry.
    pub n: u64,
    /// SHA-256 of the scan, hex.
    pub scan: String,
    /// What the ballots say, by category.
    pub categories: BTreeMap<String, Figures>,
}

/// Where a batch stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// One person has entered it.
    One,
    /// Two people's figures differ.
    Differs,
    /// Two people agree: it counts.
    Agreed,
    /// It was taken back.
    Withdrawn,
}

/// A batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Batch {
    /// Which.
    pub id: Id,
    /// SHA-256 of its newest scan, hex.
    pub scan: String,
    /// What each person entered last, by seat.
    pub sheets: OrdMap<Handle, Sheet>,
    /// Who has entered it, in the order in which they did first. Unlike their sheets, everybody at work may know.
    pub by: Vector<Handle>,
    /// The two who agree.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agreed: Option<(Handle, Handle)>,
    /// The fields in which the newest two differ: `scan`, `<category>/issued`, `<category>/votes/<nominee>`.
    #[serde(skip_serializing_if = "Vector::is_empty")]
    pub differs: Vector<String>,
    /// When it was taken back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<Instant>,
}

impl Batch {
    /// Where it stands.
    pub fn standing(&self) -> Standing {
        match (self.withdrawn, &self.agreed) {
            (Some(_), _) => Standing::Withdrawn,
            (None, Some(_)) => Standing::Agreed,
            (None, None) if self.differs.is_empty() => Standing::One,
            (None, None) => Standing::Differs,
        }
    }

    /// What its ballots say, once two people agree: either's sheet, for whoever may see only one of them.
    pub fn counts(&self) -> Option<&Sheet> {
        let (one, other) = self.agreed.as_ref()?;
        self.sheets.get(one).or_else(|| self.sheets.get(other))
    }
}

/// The paper of one vote.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Paper {
    /// Batches, by [`Id::key`].
    pub batches: OrdMap<String, Batch>,
    /// Their sums by category, once they are counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counted: Option<BTreeMap<String, Figures>>,
}

impl Paper {
    /// Nothing was entered, and nothing counted.
    pub fn is_empty(&self) -> bool {
        self.batches.is_empty() && self.counted.is_none()
    }

    /// Batches that still have to be finished or withdrawn.
    pub fn unfinished(&self) -> impl Iterator<Item = &Batch> {
        self.batches.values().filter(|batch| matches!(batch.standing(), Standing::One | Standing::Differs))
    }

    /// What counts: the sheet on which two people agree, of every batch that has one, in order.
    pub fn counts(&self) -> impl Iterator<Item = (&Batch, &Sheet)> {
        self.batches
            .values()
            .filter(|batch| batch.withdrawn.is_none())
            .filter_map(|batch| Some((batch, batch.counts()?)))
    }

    fn sums(&self) -> (u64, BTreeMap<String, Figures>) {
        let mut sums: BTreeMap<String, Figures> = BTreeMap::new();
        let mut batches = 0;
        for (_, sheet) in self.counts() {
            batches += 1;
            for (category, figures) in &sheet.categories {
                sums.entry(category.clone()).or_default().add(figures);
            }
        }
        (batches, sums)
    }
}

/// The paper of a vote.
pub fn of<'a>(s: &'a Selection, stage: &str) -> Option<&'a Paper> {
    s.vote.votes.get(stage).map(|vote| &vote.paper)
}

/// The first instant at which no new batch of a channel can be entered; `None` where neither plan nor stage has an end.
pub fn until(s: &Selection, stage: &Stage, rules: &PaperRules) -> Option<Instant> {
    let zone = s.zone();
    rules.until.get().map(|until| until.closing(&zone)).or_else(|| stage.closes_at(&zone))
}

/// A paper vote whose paper is not counted yet: nothing may rest on it.
pub fn is_open(s: &Selection, stage: &Stage) -> bool {
    stage.paper().next().is_some() && of(s, &stage.id).is_none_or(|paper| paper.counted.is_none())
}

/// What the count of a vote's paper still lacks; nothing where the vote knows no paper.
pub fn lacks(s: &Selection, stage: &Stage, now: Instant) -> Vec<Lack> {
    let Some((_, rules)) = stage.paper().next() else { return Vec::new() };
    let unfinished = of(s, &stage.id).into_iter().flat_map(Paper::unfinished).map(|batch| batch.id.key());
    let vote = s.stage_state(&stage.id).closed.is_none();
    let early = stage
        .paper()
        .filter(|(_, rules)| vote || until(s, stage, rules).is_some_and(|until| now < until))
        .map(|(channel, _)| channel.id.clone());
    let open = if is_open(s, stage) { vec![stage.id.clone()] } else { Vec::new() };
    vec![
        Lack::new("paper-time", Code::PaperRunning, &rules.clause, early.collect()),
        Lack::new("paper-unfinished", Code::PaperUnfinished, &rules.clause, unfinished.collect()),
        Lack::new("paper-count", Code::PaperNotCounted, &rules.clause, open),
    ]
}

/// The refusal of whatever rests on a vote whose paper is not counted.
pub(crate) fn require_counted(s: &Selection, stage: &Stage) -> Result<(), Refusal> {
    match stage.paper().next() {
        Some((_, rules)) if is_open(s, stage) => {
            Err(Refusal::new(Code::PaperNotCounted, &rules.clause).arg("stage", &stage.name))
        }
        _ => Ok(()),
    }
}

/// The vote of a batch and its rules of paper, as the plan has them; whatever stands in the way of paper at all.
fn allowed<'a>(s: &'a Selection, batch: &Id) -> Result<(&'a Stage, &'a PaperRules), Refusal> {
    let plan = s.plan()?;
    let stage = plan
        .stage(&batch.stage)
        .filter(|stage| stage.kind == StageKind::Vote)
        .ok_or_else(|| Refusal::new(Code::Unknown, "").arg("what", &batch.stage))?;
    vote::vote_rules(stage)?;
    let (_, rules) = stage
        .paper()
        .find(|(channel, _)| channel.id == batch.channel)
        .ok_or_else(|| Refusal::new(Code::NoPaper, vote::ballot_clause(stage)))?;
    if !rules.place.iter().any(|place| place.id == batch.place) {
        return Err(Refusal::new(Code::Unknown, &rules.clause).field("place").arg("what", &batch.place));
    }
    if !(1..=NUMBER_MOST).contains(&batch.number) {
        return Err(Refusal::new(Code::BadFigure, &rules.clause).field("number").arg("most", NUMBER_MOST));
    }
    Ok((stage, rules))
}

pub(crate) fn decide(c: &Context, act: Act) -> Result<Vec<Decided>, Refusal> {
    match act {
        Act::Enter(proposal) => enter(c, *proposal),
        Act::Withdraw { batch } => withdraw(c, batch),
        Act::Count { stage } => count(c, &stage),
    }
}

fn enter(c: &Context, proposal: Enter) -> Result<Vec<Decided>, Refusal> {
    let s = c.s;
    let Enter { batch, scan, mut categories, fresh } = proposal;
    let (stage, rules) = allowed(s, &batch)?;
    let clause = &rules.clause;
    let paper = of(s, &stage.id);
    if paper.is_some_and(|paper| paper.counted.is_some()) {
        return Err(Refusal::new(Code::PaperCounted, clause));
    }
    let known = paper.and_then(|paper| paper.batches.get(&batch.key()));
    let known = known.filter(|known| known.withdrawn.is_none());
    match known {
        // What was begun in time may be finished until the count.
        Some(known) if known.agreed.is_some() => return Err(Refusal::new(Code::PaperAgreed, clause)),
        Some(_) if fresh => return Err(Refusal::new(Code::PaperThere, clause).field("number")),
        Some(known) => {
            let others = known.sheets.keys().filter(|seat| *seat != c.who.handle());
            if others.into_iter().any(|seat| c.files.same_holder(seat, c.who.handle())) {
                return Err(Refusal::new(Code::PaperSamePerson, clause));
            }
        }
        None => {
            if s.stage_state(&stage.id).opened.is_none() {
                s.open_stage(&stage.id, StageKind::Vote, c.now)?;
            }
            let over = until(s, stage, rules).is_none_or(|until| c.now >= until);
            if over {
                return Err(Refusal::new(Code::PaperLate, clause));
            }
        }
    }
    for figures in categories.values_mut() {
        figures.votes.retain(|_, votes| *votes > 0);
    }
    let mut faults = Vec::new();
    let scan = if scan.is_empty() { known.map(|known| known.scan.clone()).unwrap_or_default() } else { scan };
    if scan.parse::<ledger::Hash>().is_err() {
        faults.push(Refusal::new(Code::ScanMissing, clause).field("scan"));
    } else if let Some(other) = scanned(s, &batch, &scan) {
        let number = other.number;
        faults.push(
            Refusal::new(Code::ScanTwice, clause)
                .field("scan")
                .arg("place", &other.place)
                .arg("number", number),
        );
    }
    if categories.is_empty() {
        faults.push(Refusal::new(Code::Missing, clause).field("issued"));
    }
    for (category, figures) in &categories {
        faults.extend(wrong(s, stage, clause, category, figures));
    }
    if let Some(refusal) = Refusal::of_all(faults) {
        return Err(refusal);
    }
    Ok(vec![crate::Entry::Paper(Entry::PaperEntered { batch, scan, categories }).into()])
}

/// Another batch that still stands and has this scan.
fn scanned<'a>(s: &'a Selection, own: &Id, scan: &str) -> Option<&'a Id> {
    let batches = s.vote.votes.values().flat_map(|vote| vote.paper.batches.values());
    batches
        .filter(|batch| batch.withdrawn.is_none() && batch.id != *own)
        .find(|batch| batch.scan == scan || batch.sheets.values().any(|sheet| sheet.scan == scan))
        .map(|batch| &batch.id)
}

/// What cannot be right about the figures of a category.
fn wrong(s: &Selection, stage: &Stage, clause: &str, category: &str, figures: &Figures) -> Vec<Refusal> {
    let fault = |code, field| Refusal::new(code, clause).field(field).arg("category", category);
    let row = s.plan.as_deref().and_then(|plan| plan.category(category));
    let shape = stage.vote.as_ref().and_then(|rules| rules.ballot.get());
    let (Some(_), Some(BallotShape::Approve { least, most })) = (row, shape) else {
        return vec![fault(Code::Unknown, "issued").arg("what", category)];
    };
    let Figures { issued, valid, invalid, votes } = figures;
    for (figure, field) in [(issued, "issued"), (valid, "valid"), (invalid, "invalid")] {
        if *figure > BALLOTS_MOST {
            return vec![fault(Code::BadFigure, field).arg("most", BALLOTS_MOST)];
        }
    }
    let mut faults = Vec::new();
    if valid + invalid > *issued {
        faults.push(
            fault(Code::PaperOverIssued, "issued").arg("counted", valid + invalid).arg("issued", issued),
        );
    }
    let list = s.lists.latest(ListKind::Candidates);
    let mut sum = 0_u64;
    for (nominee, n) in votes {
        let stands = list.is_some_and(|list| list.of(category).any(|member| member.nominee == *nominee));
        if !stands || !s.still_in(nominee) {
            faults.push(fault(Code::NotACandidate, "votes").arg("nominee", nominee));
        } else if n > valid {
            faults
                .push(fault(Code::PaperVotesOverValid, "votes").arg("nominee", nominee).arg("valid", valid));
        }
        sum = sum.saturating_add((*n).min(BALLOTS_MOST));
    }
    let (least, most) = (u64::from(*least), u64::from(*most));
    // Votes on paper for somebody who is no longer in are not entered: with such a candidate there may be fewer.
    let all_in = list.is_some_and(|list| list.of(category).all(|member| s.still_in(&member.nominee)));
    if faults.is_empty() && sum > most.saturating_mul(*valid) {
        faults.push(fault(Code::PaperTooManyVotes, "valid").arg("votes", sum).arg("most", most * valid));
    }
    if faults.is_empty() && all_in && sum < least.saturating_mul(*valid) {
        faults.push(fault(Code::PaperTooFewVotes, "valid").arg("votes", sum).arg("least", least * valid));
    }
    faults
}

fn withdraw(c: &Context, batch: Id) -> Result<Vec<Decided>, Refusal> {
    let (stage, rules) = allowed(c.s, &batch)?;
    let clause = &rules.clause;
    let paper = of(c.s, &stage.id);
    if paper.is_some_and(|paper| paper.counted.is_some()) {
        return Err(Refusal::new(Code::PaperCounted, clause));
    }
    let known = paper.and_then(|paper| paper.batches.get(&batch.key()));
    match known.map(Batch::standing) {
        None | Some(Standing::Withdrawn) => {
            Err(Refusal::new(Code::Unknown, clause).arg("what", format!("{}-{}", batch.place, batch.number)))
        }
        Some(Standing::Agreed) => Err(Refusal::new(Code::PaperAgreed, clause)),
        Some(Standing::One | Standing::Differs) => {
            Ok(vec![crate::Entry::Paper(Entry::PaperWithdrawn { batch }).into()])
        }
    }
}

fn count(c: &Context, stage: &str) -> Result<Vec<Decided>, Refusal> {
    let s = c.s;
    let stage = s
        .plan()?
        .stage(stage)
        .filter(|stage| stage.kind == StageKind::Vote)
        .ok_or_else(|| Refusal::new(Code::Unknown, "").arg("what", stage))?;
    if stage.paper().next().is_none() {
        return Err(Refusal::new(Code::NoPaper, vote::ballot_clause(stage)));
    }
    if !is_open(s, stage) {
        return Ok(Vec::new());
    }
    let mut before = lacks(s, stage, c.now).into_iter().filter(|lack| lack.code != Code::PaperNotCounted);
    if let Some(lack) = before.find(|lack| !lack.done) {
        return Err(lack.refusal().arg("stage", &stage.name));
    }
    let (batches, categories) = of(s, &stage.id).map(Paper::sums).unwrap_or_default();
    let mut entries: Vec<Decided> = Vec::new();
    entries.extend(lists::open_gate(c, Gate::Paper(stage.id.clone())));
    let counted = Entry::PaperCounted { stage: stage.id.clone(), batches, categories };
    entries.push(crate::Entry::Paper(counted).into());
    Ok(entries)
}

pub(crate) fn apply(s: &mut Selection, record: &Record, entry: &Entry) {
    // A seat that has ended agrees with nobody: whoever held it may hold another by now.
    let seats: BTreeSet<Handle> = s.seats.keys().cloned().collect();
    let paper = &mut s.vote.votes.entry(entry.stage().to_owned()).or_default().paper;
    match entry {
        Entry::PaperEntered { batch: id, scan, categories } => {
            let sheet =
                Sheet { at: record.at, n: record.n, scan: scan.clone(), categories: categories.clone() };
            let fresh = || Batch {
                id: id.clone(),
                scan: String::new(),
                sheets: OrdMap::new(),
                by: Vector::new(),
                agreed: None,
                differs: Vector::new(),
                withdrawn: None,
            };
            let mut batch = paper.batches.get(&id.key()).filter(|known| known.withdrawn.is_none()).cloned();
            let batch = batch.get_or_insert_with(fresh);
            let others: Vec<(&Handle, &Sheet)> = batch
                .sheets
                .iter()
                .filter(|(seat, _)| **seat != record.by && seats.contains(*seat))
                .collect();
            let newest = others.iter().max_by_key(|(_, sheet)| sheet.n);
            let differs = newest.map(|(_, other)| differences(&sheet, other)).unwrap_or_default();
            let same = others.into_iter().find(|(_, other)| differences(&sheet, other).is_empty());
            batch.agreed = same.map(|(seat, _)| (seat.clone(), record.by.clone()));
            batch.differs = if batch.agreed.is_some() { Vector::new() } else { differs };
            batch.scan = scan.clone();
            if !batch.by.contains(&record.by) {
                batch.by.push_back(record.by.clone());
            }
            batch.sheets.insert(record.by.clone(), sheet);
            paper.batches.insert(id.key(), batch.clone());
        }
        Entry::PaperWithdrawn { batch } => {
            if let Some(known) = paper.batches.get_mut(&batch.key()) {
                known.withdrawn = Some(record.at);
            }
        }
        Entry::PaperCounted { categories, .. } => paper.counted = Some(categories.clone()),
    }
}

/// The fields in which two sheets differ.
fn differences(one: &Sheet, other: &Sheet) -> Vector<String> {
    let mut fields = Vector::new();
    if one.scan != other.scan {
        fields.push_back("scan".to_owned());
    }
    let empty = Figures::default();
    let categories: BTreeSet<&String> = one.categories.keys().chain(other.categories.keys()).collect();
    for category in categories {
        let a = one.categories.get(category).unwrap_or(&empty);
        let b = other.categories.get(category).unwrap_or(&empty);
        let rows =
            [("issued", a.issued, b.issued), ("valid", a.valid, b.valid), ("invalid", a.invalid, b.invalid)];
        for (field, _, _) in rows.into_iter().filter(|(_, a, b)| a != b) {
            fields.push_back(format!("{category}/{field}"));
        }
        let nominees: BTreeSet<&Handle> = a.votes.keys().chain(b.votes.keys()).collect();
        for nominee in nominees.into_iter().filter(|nominee| a.votes.get(*nominee) != b.votes.get(*nominee)) {
            fields.push_back(format!("{category}/votes/{nominee}"));
        }
    }
    fields
}
