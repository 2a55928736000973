//! 专家评审: judges, recusal, score sheets.

use std::collections::BTreeMap;

use count::{Pile, Sheet, SheetState};
use imbl::{OrdMap, Vector};
use ledger::leaf::PartClass;
use plan::review::{Disclosure, RecusalGround};
use plan::{Instant, ListKind, ReviewRules, Stage, StageKind};
use serde::{Deserialize, Serialize};

use crate::founding::seat_handle;
use crate::{
    Code, Context, Decided, Handle, Note, Part, Record, Refusal, Role, Selection, Signature, gate, lists,
    result,
};

/// What can be asked for.
#[derive(Debug, Clone)]
pub enum Act {
    /// A judge stands back from a candidate.
    Recuse {
        /// Review stage.
        stage: String,
        /// Candidate.
        nominee: Handle,
        /// Ground.
        ground: RecusalGround,
        /// Particulars, for the office only.
        note: String,
    },
    /// A judge hands in, or hands in again, the sheet of a candidate.
    Sheet {
        /// Review stage.
        stage: String,
        /// Candidate.
        nominee: Handle,
        /// Scores by criterion, or an abstention.
        mark: Mark,
    },
    /// Remind a judge whose sheets are not all in (催办).
    Remind {
        /// Review stage.
        stage: String,
        /// Judge.
        judge: Handle,
    },
    /// The panel's work is closed and its result counted.
    ClosePanel {
        /// Review stage.
        stage: String,
    },
}

/// What is recorded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "kebab-case", rename_all_fields = "snake_case")]
pub enum Entry {
    /// A judge stood back.
    Recused {
        /// Review stage.
        stage: String,
        /// Judge.
        judge: Handle,
        /// Candidate.
        nominee: Handle,
        /// Ground.
        ground: RecusalGround,
    },
    /// A sheet.
    SheetFiled {
        /// Review stage.
        stage: String,
        /// Judge.
        judge: Handle,
        /// Candidate.
        nominee: Handle,
        /// Scores or abstention.
        mark: Mark,
    },
    /// A judge was reminded.
    JudgeReminded {
        /// Review stage.
        stage: String,
        /// Judge.
        judge: Handle,
        /// The how-manieth reminder it is, from 1.
        times: u32,
    },
    /// The panel's work is closed.
    PanelClosed {
        /// Review stage.
        stage: String,
        /// Sheets filed.
        sheets: u64,
        /// Recusals.
        recusals: u64,
    },
    /// What the sheets of a panel say that the plan keeps secret, without who handed in which.
    PanelTallied {
        /// Review stage.
        stage: String,
        /// How many leaves of this stage are sealed for good: no more is hidden than what is told here.
        leaves: u64,
        /// A pile for each candidate, in the order of the list.
        piles: Vec<Pile>,
    },
}

impl Entry {
    /// Sealed at least until the list that the panel's work leads to is public.
    pub(crate) fn is_sealed(&self) -> bool {
        !matches!(self, Entry::PanelClosed { .. })
    }
}

/// What a sheet says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Mark {
    /// A score for each criterion.
    Scores(BTreeMap<String, u32>),
    /// No score, without a ground.
    Abstain,
}

/// How often a judge was reminded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Reminded {
    /// How often.
    pub times: u32,
    /// When last.
    pub last: Instant,
}

/// State of one review.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ReviewState {
    /// Newest sheets, by judge and candidate.
    pub sheets: OrdMap<(Handle, Handle), Mark>,
    /// Recusals, by judge and candidate.
    pub recusals: OrdMap<(Handle, Handle), RecusalGround>,
    /// Judges of this review with their panel seat, kept after their seats are gone.
    pub judges: OrdMap<Handle, String>,
    /// Judges who were reminded.
    pub reminded: OrdMap<Handle, Reminded>,
    /// What the sheets say, where the plan keeps single ones secret.
    pub piles: Vector<Pile>,
    /// When the panel's work was closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed: Option<Instant>,
}

/// Sheets and recusals, by judge and candidate.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Book {
    /// Newest sheets.
    pub sheets: OrdMap<(Handle, Handle), Mark>,
    /// Recusals.
    pub recusals: OrdMap<(Handle, Handle), RecusalGround>,
    /// How many entries were sealed for good.
    pub leaves: u64,
}

/// State.
#[derive(Debug, Clone, Default, Serialize)]
pub struct State {
    /// Reviews by stage.
    #[serde(serialize_with = "by_stage")]
    pub reviews: OrdMap<String, ReviewState>,
    /// Sheets of panels that the plan keeps secret, by stage: only the house ever knows them. They are folded from
    /// entries that are sealed for good, so they are no part of the state's hash.
    #[serde(skip)]
    pub secret: OrdMap<String, Book>,
}

impl State {
    /// The sheets and recusals of a stage, as far as they are known here.
    pub fn book(&self, stage: &str) -> Book {
        if let Some(book) = self.secret.get(stage) {
            return book.clone();
        }
        let review = self.reviews.get(stage).cloned().unwrap_or_default();
        Book { sheets: review.sheets, recusals: review.recusals, leaves: 0 }
    }
}

/// What the plan says the public learns of single sheets of a stage.
pub fn disclosure(s: &Selection, stage: &str) -> Option<Disclosure> {
    s.plan.as_deref()?.stage(stage)?.review.as_ref()?.disclosure.get().copied()
}

/// The plan keeps this entry secret for good: a sheet or a recusal of a secret panel.
pub fn is_secret(s: &Selection, entry: &Entry) -> bool {
    match entry {
        Entry::Recused { stage, .. } | Entry::SheetFiled { stage, .. } => {
            disclosure(s, stage) == Some(Disclosure::Secret)
        }
        _ => false,
    }
}

/// The sheets of a stage about these candidates, as a count takes them.
pub(crate) fn sheets(book: &Book, candidates: &[Handle]) -> Vec<Sheet> {
    let here = |nominee: &Handle| candidates.contains(nominee);
    let filed =
        book.sheets.iter().filter(|((_, nominee), _)| here(nominee)).map(|((judge, nominee), mark)| {
            let state = match mark {
                Mark::Scores(scores) => SheetState::Scored(scores.clone()),
                Mark::Abstain => SheetState::Abstained,
            };
            Sheet { judge: judge.clone(), candidate: nominee.clone(), state }
        });
    let recused = book.recusals.keys().filter(|(_, nominee)| here(nominee)).map(|(judge, nominee)| Sheet {
        judge: judge.clone(),
        candidate: nominee.clone(),
        state: SheetState::Recused,
    });
    filed.chain(recused).collect()
}

/// Pairs are no JSON keys: they are written `judge/candidate`.
fn by_stage<S: serde::Serializer>(
    reviews: &OrdMap<String, ReviewState>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Flat<'a> {
        sheets: BTreeMap<String, &'a Mark>,
        recusals: BTreeMap<String, RecusalGround>,
        judges: &'a OrdMap<Handle, String>,
        #[serde(skip_serializing_if = "OrdMap::is_empty")]
        reminded: &'a OrdMap<Handle, Reminded>,
        #[serde(skip_serializing_if = "Vector::is_empty")]
        piles: &'a Vector<Pile>,
        #[serde(skip_serializing_if = "Option::is_none")]
        closed: Option<Instant>,
    }
    serializer.collect_map(reviews.iter().map(|(stage, review)| {
        let join = |(judge, nominee): &(Handle, Handle)| format!("{judge}/{nominee}");
        let flat = Flat {
            sheets: review.sheets.iter().map(|(key, mark)| (join(key), mark)).collect(),
            recusals: review.recusals.iter().map(|(key, ground)| (join(key), *ground)).collect(),
            judges: &review.judges,
            reminded: &review.reminded,
            piles: &review.piles,
            closed: review.closed,
        };
        (stage, flat)
    }))
}

/// The rules of a review.
pub fn review_rules(stage: &Stage) -> Result<&ReviewRules, Refusal> {
    stage.review.as_ref().ok_or_else(|| Refusal::new(Code::NotStated, &stage.clause))
}

/// Clause of the rubric.
pub fn rubric_clause(stage: &Stage) -> String {
    let own = stage.review.as_ref().map(|rules| rules.rubric_clause.as_str()).unwrap_or_default();
    if own.is_empty() { stage.clause.clone() } else { own.to_owned() }
}

impl Selection {
    /// The judges, by handle, with their panel seat.
    pub fn judges(&self) -> impl Iterator<Item = (&Handle, &str)> {
        self.seats.iter().filter_map(|(handle, seat)| match &seat.role {
            Role::Judge { panel } => Some((handle, panel.as_str())),
            _ => None,
        })
    }

    /// The candidates a review looks at: those on the newest candidate list who are still in.
    pub fn under_review(&self) -> Vec<&lists::Member> {
        let list = self.lists.latest(ListKind::Candidates);
        list.into_iter()
            .flat_map(|list| list.members.iter())
            .filter(|member| self.still_in(&member.nominee))
            .collect()
    }

    /// The candidates for whom a judge has neither handed in a sheet nor stands back.
    pub fn sheets_left(&self, stage: &str, judge: &str) -> Vec<Handle> {
        let book = self.review.book(stage);
        let filed = |nominee: &str| book.sheets.contains_key(&(judge.to_owned(), nominee.to_owned()));
        self.under_review()
            .into_iter()
            .map(|member| &member.nominee)
            .filter(|nominee| !filed(nominee) && self.recused(stage, judge, nominee).is_none())
            .cloned()
            .collect()
    }

    /// Why a judge may not score a candidate: declared, or seen by the software.
    pub fn recused(&self, stage: &str, judge: &str, nominee: &str) -> Option<RecusalGround> {
        let key = (judge.to_owned(), nominee.to_owned());
        if let Some(ground) = self.review.book(stage).recusals.get(&key) {
            return Some(*ground);
        }
        let rules = self.plan.as_deref()?.stage(stage)?.review.as_ref()?.recusal.get()?;
        let ground = self.conflict(&crate::Actor::Seat(judge.to_owned()), nominee)?;
        rules.grounds.contains(&ground).then_some(ground)
    }
}

pub(crate) fn decide(c: &Context, act: Act) -> Result<Vec<Decided>, Refusal> {
    let s = c.s;
    match act {
        Act::Recuse { stage, nominee, ground, note } => {
            let (stage, judge) = judge_at_work(c, &stage, &nominee)?;
            let entry = Entry::Recused {
                stage: stage.id.clone(),
                judge: judge.clone(),
                nominee: nominee.clone(),
                ground,
            };
            let mut decided = signed(c, stage, judge, &nominee, entry)?;
            if !note.trim().is_empty() {
                decided = decided.with(Part::new(
                    "note",
                    PartClass::Office,
                    judge,
                    &Note { text: note, ..Note::default() },
                ));
            }
            Ok(vec![decided])
        }
        Act::Sheet { stage, nominee, mark } => {
            let (stage, judge) = judge_at_work(c, &stage, &nominee)?;
            if let Some(ground) = s.recused(&stage.id, judge, &nominee) {
                let clause = s.recusal_rules().map(|rules| rules.clause.clone()).unwrap_or_default();
                let code = match ground {
                    RecusalGround::SameUnit => Code::JudgeSameUnit,
                    RecusalGround::SameOutlet => Code::JudgeSameOutlet,
                    _ => Code::MustRecuse,
                };
                return Err(Refusal::new(code, clause).arg("nominee", &nominee));
            }
            let rubric = review_rules(stage)?
                .rubric
                .get()
                .ok_or_else(|| Refusal::new(Code::NotStated, rubric_clause(stage)))?;
            if let Mark::Scores(scores) = &mark {
                for criterion in rubric {
                    let score = scores.get(&criterion.id);
                    if score.is_none_or(|score| !(criterion.least..=criterion.most).contains(score)) {
                        return Err(Refusal::new(Code::BadScore, rubric_clause(stage))
                            .field("score")
                            .arg("criterion", &criterion.name)
                            .arg("least", criterion.least)
                            .arg("most", criterion.most));
                    }
                }
                if scores.len() != rubric.len() {
                    return Err(Refusal::new(Code::BadScore, rubric_clause(stage))
                        .field("score")
                        .arg("criterion", "")
                        .arg("least", 0)
                        .arg("most", 0));
                }
            }
            let key = (judge.clone(), nominee.clone());
            if s.review.book(&stage.id).sheets.get(&key) == Some(&mark) {
                return Ok(Vec::new());
            }
            let entry = Entry::SheetFiled {
                stage: stage.id.clone(),
                judge: judge.clone(),
                nominee: nominee.clone(),
                mark,
            };
            Ok(vec![signed(c, stage, judge, &nominee, entry)?])
        }
        Act::Remind { stage, judge } => {
            let stage = s.within_window(&stage, StageKind::Review, c.now)?;
            let review = s.review.reviews.get(&stage.id);
            if review.is_some_and(|review| review.closed.is_some()) {
                return Err(Refusal::new(Code::PanelClosed, &stage.clause));
            }
            if !s.judges().any(|(handle, _)| *handle == judge) {
                return Err(Refusal::new(Code::Unknown, &stage.clause).field("judge").arg("what", judge));
            }
            if s.sheets_left(&stage.id, &judge).is_empty() {
                return Err(Refusal::new(Code::SheetsAllIn, rubric_clause(stage)).field("judge"));
            }
            let before = review.and_then(|review| review.reminded.get(&judge)).map_or(0, |row| row.times);
            let entry =
                Entry::JudgeReminded { stage: stage.id.clone(), judge, times: before.saturating_add(1) };
            Ok(vec![crate::Entry::Review(entry).into()])
        }
        Act::ClosePanel { stage } => {
            let stage = s.open_stage(&stage, StageKind::Review, c.now)?;
            let review = s.review.reviews.get(&stage.id).cloned().unwrap_or_default();
            if review.closed.is_some() {
                return Err(Refusal::new(Code::PanelClosed, &stage.clause));
            }
            if let Some(lack) = gate::panel(s, stage).into_iter().find(|lack| !lack.done) {
                return Err(lack.refusal());
            }
            let book = s.review.book(&stage.id);
            let (sheets, recusals) = (book.sheets.len() as u64, book.recusals.len() as u64);
            let closed = Entry::PanelClosed { stage: stage.id.clone(), sheets, recusals };
            let mut entries: Vec<Decided> = vec![crate::Entry::Review(closed).into()];
            if disclosure(s, &stage.id) == Some(Disclosure::Secret) {
                let list = s.lists.latest(ListKind::Candidates);
                let candidates: Vec<Handle> =
                    list.into_iter().flat_map(|list| &list.members).map(|row| row.nominee.clone()).collect();
                let rubric = review_rules(stage)?.rubric.get().map(Vec::as_slice);
                let tallied = Entry::PanelTallied {
                    stage: stage.id.clone(),
                    leaves: book.leaves,
                    piles: count::piles(rubric, &candidates, &self::sheets(&book, &candidates)),
                };
                entries.push(crate::Entry::Review(tallied).into());
            }
            entries.extend(result::counted(s, &stage.id)?);
            Ok(entries)
        }
    }
}

/// A sheet or recusal, with its judge's name beside it where the plan has them signed. Where it does not say what the
/// public learns of single sheets, none is taken: what is sealed now is opened some day, or never.
fn signed(
    c: &Context,
    stage: &Stage,
    judge: &Handle,
    nominee: &Handle,
    entry: Entry,
) -> Result<Decided, Refusal> {
    let decided = Decided::from(crate::Entry::Review(entry));
    match disclosure(c.s, &stage.id) {
        None => Err(Refusal::new(Code::NotStated, &stage.clause)),
        Some(Disclosure::Pseudonymous | Disclosure::Secret) => Ok(decided),
        Some(Disclosure::Signed) => {
            let name = c
                .files
                .holder(judge)
                .filter(|name| !name.trim().is_empty())
                .ok_or_else(|| Refusal::new(Code::NoName, &stage.clause))?;
            let signature = Signature { name, nominee: nominee.clone() };
            Ok(decided.with(Part::new("judge", PartClass::Disclosed, judge, &signature)))
        }
    }
}

/// The open stage and the judge who asks, for a candidate of the list.
fn judge_at_work<'a>(
    c: &Context<'a>,
    stage: &str,
    nominee: &str,
) -> Result<(&'a Stage, &'a Handle), Refusal> {
    let stage = c.s.within_window(stage, StageKind::Review, c.now)?;
    let judge = seat_handle(c.who)?;
    if c.s.review.reviews.get(&stage.id).is_some_and(|review| review.closed.is_some()) {
        return Err(Refusal::new(Code::PanelClosed, &stage.clause));
    }
    if !c.s.under_review().iter().any(|member| member.nominee == nominee) {
        return Err(Refusal::new(Code::NotACandidate, &stage.clause).field("nominee"));
    }
    Ok((stage, judge))
}

pub(crate) fn apply(s: &mut Selection, record: &Record, entry: &Entry) {
    let panel_of = |s: &Selection, judge: &str| match s.seats.get(judge).map(|seat| &seat.role) {
        Some(Role::Judge { panel }) => panel.clone(),
        _ => String::new(),
    };
    if is_secret(s, entry) {
        let (Entry::Recused { stage, judge, nominee, .. } | Entry::SheetFiled { stage, judge, nominee, .. }) =
            entry
        else {
            return;
        };
        let key = (judge.clone(), nominee.clone());
        let book = s.review.secret.entry(stage.clone()).or_default();
        book.leaves += 1;
        match entry {
            Entry::Recused { ground, .. } => {
                book.sheets.remove(&key);
                book.recusals.insert(key, *ground);
            }
            Entry::SheetFiled { mark, .. } => {
                book.sheets.insert(key, mark.clone());
            }
            _ => {}
        }
        return;
    }
    match entry {
        Entry::Recused { stage, judge, nominee, ground } => {
            let panel = panel_of(s, judge);
            let review = s.review.reviews.entry(stage.clone()).or_default();
            review.judges.insert(judge.clone(), panel);
            review.sheets.remove(&(judge.clone(), nominee.clone()));
            review.recusals.insert((judge.clone(), nominee.clone()), *ground);
        }
        Entry::SheetFiled { stage, judge, nominee, mark } => {
            let panel = panel_of(s, judge);
            let review = s.review.reviews.entry(stage.clone()).or_default();
            review.judges.insert(judge.clone(), panel);
            review.sheets.insert((judge.clone(), nominee.clone()), mark.clone());
        }
        Entry::JudgeReminded { stage, judge, times } => {
            let review = s.review.reviews.entry(stage.clone()).or_default();
            review.reminded.insert(judge.clone(), Reminded { times: *times, last: record.at });
        }
        Entry::PanelTallied { stage, piles, .. } => {
            s.review.reviews.entry(stage.clone()).or_default().piles = piles.iter().cloned().collect();
        }
        Entry::PanelClosed { stage, .. } => {
            // Also who handed in nothing sat on the panel; and of a secret one nobody can tell from the sheets.
            let judges: Vec<(Handle, String)> =
                s.judges().map(|(judge, panel)| (judge.clone(), panel.to_owned())).collect();
            let review = s.review.reviews.entry(stage.clone()).or_default();
            review.judges.extend(judges);
            review.closed = Some(record.at);
        }
    }
}
