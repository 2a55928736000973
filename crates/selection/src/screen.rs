//! 初审 and 联审: recommendations become candidates, and everyone left out has a public reason.

use std::collections::BTreeSet;

use imbl::OrdMap;
use ledger::leaf::PartClass;
use plan::{Instant, ListKind, ScreenRules, Stage, StageKind};
use serde::{Deserialize, Serialize};

use crate::lists::{self, Member};
use crate::recommend::Desk;
use crate::{
    Asked, Code, Context, Decided, Gate, Handle, Note, Part, Record, Refusal, Role, Selection, due, gate,
};

/// What can be asked for.
#[derive(Debug, Clone)]
pub enum Act {
    /// Ask a department for its opinion on nominees; departments depend on the kind of nominee.
    AskClearance {
        /// Nominees.
        nominees: Vec<Handle>,
    },
    /// A department gives its opinion.
    Clear {
        /// Nominee.
        nominee: Handle,
        /// Its opinion.
        opinion: Opinion,
        /// Grounds, for the office only.
        note: String,
    },
    /// Decide whether two nominees with one ID number are one person put forward twice.
    Match {
        /// The one that stays.
        keep: Handle,
        /// The other.
        other: Handle,
        /// The same person.
        same: bool,
    },
    /// Decide on a nominee.
    Screen {
        /// Nominee.
        nominee: Handle,
        /// Decision.
        outcome: Outcome,
        /// Grounds, for the office only.
        note: String,
    },
    /// Publish the candidate list, in the order in which numbers are given.
    PublishCandidates {
        /// Screen stage.
        stage: String,
        /// Candidates of each category in order.
        order: Vec<(String, Vec<Handle>)>,
    },
}

/// What is recorded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "kebab-case", rename_all_fields = "snake_case")]
pub enum Entry {
    /// A department was asked. Which one stands in a part for the office: what a department said is never public.
    ClearanceAsked {
        /// Nominee.
        nominee: Handle,
        /// Handle of the clearance, `k12`.
        clearance: Handle,
        /// The clearance it takes the place of.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        instead_of: Option<Handle>,
    },
    /// A department answered.
    Cleared {
        /// Nominee.
        nominee: Handle,
        /// Handle of the clearance.
        clearance: Handle,
        /// Its opinion.
        opinion: Opinion,
    },
    /// Two nominees were found to be one person, or not.
    Matched {
        /// The one that stays.
        keep: Handle,
        /// The other.
        other: Handle,
        /// The same person.
        same: bool,
    },
    /// A nominee was decided on.
    Screened {
        /// Nominee.
        nominee: Handle,
        /// Decision.
        outcome: Outcome,
    },
}

/// A department's opinion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Opinion {
    /// 无异议.
    Clear,
    /// 有异议.
    Against,
    /// An opinion given before is withdrawn.
    Withdrawn,
}

/// A decision on a nominee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Outcome {
    /// Goes on.
    Pass,
    /// Is left out, with the plan's public reason code.
    Out(String),
}

/// A clearance asked for and perhaps given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Clearance {
    /// When it was asked for.
    pub asked: Instant,
    /// Opinion, when it came, the number of its entry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<(Opinion, Instant, u64)>,
}

/// State.
#[derive(Debug, Clone, Default, Serialize)]
pub struct State {
    /// Clearances by nominee, then handle. For a viewer who may know them, the view puts the department's id in the
    /// handle's place.
    pub clearances: OrdMap<Handle, OrdMap<String, Clearance>>,
    /// How many clearances were asked for, for new handles.
    pub asked: u64,
    /// Decisions by nominee.
    pub outcomes: OrdMap<Handle, Outcome>,
    /// Pairs that share an ID number and were decided on, smaller handle first, as `p1+p2`.
    pub matched: OrdMap<String, bool>,
    /// Nominees that were merged into another.
    pub merged: OrdMap<Handle, Handle>,
}

fn pair(a: &str, b: &str) -> String {
    if lists::serial(a) <= lists::serial(b) { format!("{a}+{b}") } else { format!("{b}+{a}") }
}

impl Selection {
    /// Departments whose clearance a nominee needs, by its category and kind.
    pub fn departments_for(&self, nominee: &str) -> Vec<String> {
        let kind =
            self.recommend.rec_of(nominee).map(|rec| (rec.facts.category.as_str(), rec.facts.kind.as_str()));
        let (Some(plan), Some((category, kind))) = (self.plan.as_deref(), kind) else { return Vec::new() };
        let Some(category) = plan.category(category) else { return Vec::new() };
        let mut departments = category.clearance.clone();
        let own = category.kinds.iter().find(|row| row.id == kind).map(|kind| &kind.clearance);
        for department in own.into_iter().flatten() {
            if !departments.contains(department) {
                departments.push(department.clone());
            }
        }
        departments
    }

    /// Clearances that are missing, refused, withdrawn or expired at an instant: their handles, and the departments
    /// that were not asked yet.
    ///
    /// The fold does not know which department gave which clearance, so the shortest validity among those a kind needs
    /// holds for all of them.
    pub fn clearance_lacks(&self, nominee: &str, now: Instant) -> Vec<String> {
        let needed = self.departments_for(nominee);
        let none = OrdMap::new();
        let given = self.screen.clearances.get(nominee).unwrap_or(&none);
        let validity = needed
            .iter()
            .filter_map(|department| self.plan.as_deref()?.department(department)?.valid_days)
            .min();
        let holds = |clearance: &Clearance| match clearance.answer {
            Some((Opinion::Clear, at, _)) => {
                validity.is_none_or(|days| at.plus(i64::from(days) * 86_400_000) >= now)
            }
            _ => false,
        };
        let refused =
            given.iter().filter(|(_, clearance)| !holds(clearance)).map(|(handle, _)| handle.clone());
        let unasked = needed.len().saturating_sub(given.len());
        let missing =
            needed.iter().filter(|department| !given.contains_key(*department)).take(unasked).cloned();
        refused.chain(missing).collect()
    }

    /// Pairs of nominees that share an ID number and have not been decided on.
    pub fn open_pairs(&self) -> Vec<(Handle, Handle)> {
        let mut pairs = BTreeSet::new();
        for (handle, nominee) in &self.recommend.nominees {
            for other in &nominee.same_as {
                let known = self.recommend.nominees.get(other);
                let live =
                    nominee.withdrawn.is_none() && known.is_some_and(|other| other.withdrawn.is_none());
                if live && !self.screen.matched.contains_key(&pair(handle, other)) {
                    let (a, b) = if lists::serial(handle) < lists::serial(other) {
                        (handle, other)
                    } else {
                        (other, handle)
                    };
                    pairs.insert((a.clone(), b.clone()));
                }
            }
        }
        pairs.into_iter().collect()
    }

    /// Nominees that wait for a decision of the office.
    pub fn to_screen(&self) -> Vec<Handle> {
        self.recommend
            .in_office()
            .map(|(handle, _)| handle)
            .filter(|handle| {
                !self.screen.outcomes.contains_key(*handle) && !self.screen.merged.contains_key(*handle)
            })
            .cloned()
            .collect()
    }

    /// A nominee's papers lie with the office, which may let them pass or leave them out.
    pub fn may_pass(&self, nominee: &str) -> bool {
        self.recommend.rec_of(nominee).is_some_and(|rec| rec.desk == Desk::Office)
    }

    /// A nominee may be left out: from the end of recommending on also one whose papers never came (back) to the office,
    /// so that silence of a unit or a recommender ends in a public reason and not in nothing.
    pub fn may_leave_out(&self, nominee: &str) -> bool {
        let Some(rec) = self.recommend.rec_of(nominee) else { return false };
        rec.desk == Desk::Office || self.stage_state(&rec.stage).closed.is_some()
    }

    /// Nominees that passed and are still in.
    pub fn passed(&self) -> Vec<Handle> {
        let passed = self.screen.outcomes.iter().filter(|(_, outcome)| **outcome == Outcome::Pass);
        passed
            .map(|(handle, _)| handle)
            .filter(|handle| !self.screen.merged.contains_key(*handle))
            .filter(|handle| {
                self.recommend.nominees.get(*handle).is_some_and(|nominee| nominee.withdrawn.is_none())
            })
            .cloned()
            .collect()
    }
}

fn rules(stage: &Stage) -> Result<&ScreenRules, Refusal> {
    stage.screen.as_ref().ok_or_else(|| Refusal::new(Code::NotStated, &stage.clause))
}

/// The screen stage that is open, or the refusal that none is.
fn open_screen<'a>(c: &Context<'a>) -> Result<&'a Stage, Refusal> {
    let plan = c.s.plan()?;
    let mut refusal = Refusal::new(Code::NotOpen, "").arg("stage", "");
    for stage in plan.stages(StageKind::Screen) {
        match c.s.open_stage(&stage.id, StageKind::Screen, c.now) {
            Ok(stage) => return Ok(stage),
            Err(closed) => refusal = closed,
        }
    }
    Err(refusal)
}

fn nominee_exists(s: &Selection, nominee: &str) -> Result<(), Refusal> {
    let known = s.recommend.nominees.contains_key(nominee);
    if known { Ok(()) } else { Err(Refusal::new(Code::Unknown, "").arg("what", nominee)) }
}

pub(crate) fn decide(c: &Context, act: Act) -> Result<Vec<Decided>, Refusal> {
    let s = c.s;
    match act {
        Act::AskClearance { nominees } => {
            let mut entries = Vec::new();
            let mut serial = s.screen.asked;
            for nominee in nominees {
                nominee_exists(s, &nominee)?;
                let lacks = s.clearance_lacks(&nominee, c.now);
                let mut departments = s.departments_for(&nominee);
                // In an order nobody can foresee, so that the handle does not tell the department.
                departments
                    .sort_by_key(|department| c.files.lot(&format!("clearance/{nominee}/{department}")));
                for department in departments {
                    let earlier = c.files.clearance(&nominee, &department);
                    let known =
                        earlier.as_ref().and_then(|handle| s.screen.clearances.get(&nominee)?.get(handle));
                    let renew = match (&earlier, known) {
                        (Some(handle), Some(known)) => known.answer.is_some() && lacks.contains(handle),
                        _ => true,
                    };
                    if renew {
                        serial += 1;
                        let clearance = format!("k{serial}");
                        let instead_of = known.and(earlier);
                        let entry = Entry::ClearanceAsked { nominee: nominee.clone(), clearance, instead_of };
                        let part =
                            Part::new("department", PartClass::Office, &nominee, &Asked { department });
                        entries.push(Decided::from(crate::Entry::Screen(entry)).with(part));
                    }
                }
            }
            Ok(entries)
        }
        Act::Clear { nominee, opinion, note } => {
            let Some(Role::Department { department }) = s.role(c.who) else {
                return Err(Refusal::new(Code::NotAllowed, ""));
            };
            s.must_not_conflict(c.who, &nominee)?;
            let asked = c.files.clearance(&nominee, department);
            let known = |handle: &Handle| {
                s.screen.clearances.get(&nominee).is_some_and(|asked| asked.contains_key(handle))
            };
            let Some(clearance) = asked.filter(known) else {
                return Err(Refusal::new(Code::Unknown, "").arg("what", nominee));
            };
            if opinion != Opinion::Clear && note.trim().is_empty() {
                return Err(Refusal::new(Code::Missing, "").field("note"));
            }
            let entry = Entry::Cleared { nominee: nominee.clone(), clearance, opinion };
            // The seat's handle would tell the department.
            let decided = Decided::from(crate::Entry::Screen(entry)).by("department");
            Ok(vec![with_note(decided, &nominee, note)])
        }
        Act::Match { keep, other, same } => {
            open_screen(c)?;
            nominee_exists(s, &keep)?;
            nominee_exists(s, &other)?;
            let open = s.open_pairs();
            if !open.contains(&(keep.clone(), other.clone()))
                && !open.contains(&(other.clone(), keep.clone()))
            {
                return Err(Refusal::new(Code::WrongStatus, ""));
            }
            Ok(vec![crate::Entry::Screen(Entry::Matched { keep, other, same }).into()])
        }
        Act::Screen { nominee, outcome, note } => {
            let stage = open_screen(c)?;
            nominee_exists(s, &nominee)?;
            s.must_not_conflict(c.who, &nominee)?;
            let may = s.may_pass(&nominee) || outcome != Outcome::Pass && s.may_leave_out(&nominee);
            let live = s.recommend.nominees.get(&nominee).is_some_and(|nominee| nominee.withdrawn.is_none());
            if !may || !live || s.screen.merged.contains_key(&nominee) {
                return Err(Refusal::new(Code::WrongStatus, &stage.clause));
            }
            if let Outcome::Out(reason) = &outcome
                && !rules(stage)?.reason.iter().any(|row| row.id == *reason)
            {
                return Err(Refusal::new(Code::UnknownReason, &stage.clause).field("reason"));
            }
            if s.screen.outcomes.get(&nominee) == Some(&outcome) {
                return Ok(Vec::new());
            }
            let entry = Entry::Screened { nominee: nominee.clone(), outcome };
            Ok(vec![with_note(Decided::from(crate::Entry::Screen(entry)), &nominee, note)])
        }
        Act::PublishCandidates { stage, order } => {
            let stage = s.open_stage(&stage, StageKind::Screen, c.now)?;
            let plan = s.plan()?;
            if let Some(lack) = gate::candidates(s, stage, c.now).into_iter().find(|lack| !lack.done) {
                return Err(lack.refusal());
            }
            let passed: BTreeSet<Handle> = s.passed().into_iter().collect();
            let mut listed = BTreeSet::new();
            let mut members = Vec::new();
            for (category, handles) in &order {
                let Some(row) = plan.category(category) else {
                    return Err(Refusal::new(Code::Unknown, "").arg("what", category));
                };
                if let Some(most) = rules(stage)?.most(row).filter(|most| handles.len() > *most as usize) {
                    return Err(Refusal::new(Code::TooManyCandidates, &stage.clause)
                        .arg("have", handles.len())
                        .arg("most", most));
                }
                for (index, nominee) in handles.iter().enumerate() {
                    let fits = s
                        .recommend
                        .nominees
                        .get(nominee)
                        .is_some_and(|nominee| nominee.category == *category);
                    if !passed.contains(nominee) || !fits {
                        return Err(Refusal::new(Code::NotEligible, &stage.clause).arg("nominee", nominee));
                    }
                    if !listed.insert(nominee.clone()) {
                        return Err(Refusal::new(Code::Twice, &stage.clause).arg("nominee", nominee));
                    }
                    let number = format!("{}{:02}", row.prefix, index + 1);
                    members.push(Member { number, ..Member::plain(category, nominee) });
                }
            }
            if let Some(forgotten) = passed.difference(&listed).next() {
                return Err(Refusal::new(Code::GateOpen, &stage.clause)
                    .arg("what", forgotten)
                    .arg("count", 1));
            }
            let mut entries = vec![
                lists::publish(s, ListKind::Candidates, members).into(),
                due::close_now(&stage.id, c.now),
            ];
            entries.extend(lists::open_gate(c, Gate::Candidates));
            Ok(entries)
        }
    }
}

fn with_note(decided: Decided, subject: &str, note: String) -> Decided {
    if note.trim().is_empty() {
        return decided;
    }
    decided.with(Part::new("note", PartClass::Office, subject, &Note { text: note, ..Note::default() }))
}

pub(crate) fn apply(s: &mut Selection, record: &Record, entry: &Entry) {
    let state = &mut s.screen;
    match entry {
        Entry::ClearanceAsked { nominee, clearance, instead_of } => {
            let asked = Clearance { asked: record.at, answer: None };
            let given = state.clearances.entry(nominee.clone()).or_default();
            if let Some(earlier) = instead_of {
                given.remove(earlier);
            }
            given.insert(clearance.clone(), asked);
            state.asked += 1;
        }
        Entry::Cleared { nominee, clearance, opinion } => {
            let given = state.clearances.entry(nominee.clone()).or_default();
            if let Some(clearance) = given.get_mut(clearance) {
                clearance.answer = Some((*opinion, record.at, record.n));
            }
        }
        Entry::Matched { keep, other, same } => {
            state.matched.insert(pair(keep, other), *same);
            if *same {
                state.merged.insert(other.clone(), keep.clone());
                state.outcomes.remove(other);
                let recs =
                    s.recommend.nominees.get(other).map(|other| other.recs.clone()).unwrap_or_default();
                if let Some(keep) = s.recommend.nominees.get_mut(keep) {
                    // The kept one's own newest recommendation stays the one that speaks for it.
                    let mut joined = recs;
                    joined.append(keep.recs.clone());
                    keep.recs = joined;
                }
            }
        }
        Entry::Screened { nominee, outcome } => {
            state.outcomes.insert(nominee.clone(), outcome.clone());
        }
    }
}
