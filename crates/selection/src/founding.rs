//! Plan, supplements, seats, standards: what must be settled before anything opens, and changes in public after.

use std::sync::Arc;

use imbl::{OrdMap, OrdSet, Vector};
use ledger::leaf::PartClass;
use plan::calendar::YearNotice;
use plan::read::Supplement;
use plan::{Instant, Plan};
use serde::{Deserialize, Serialize};

use crate::{
    Actor, Code, Context, Decided, Handle, Part, PublicText, Record, Refusal, Role, Seat, Selection,
    StageState,
};

/// What can be asked for.
#[derive(Debug, Clone)]
pub enum Act {
    /// Adopt a plan: the first entry of every selection.
    Adopt(Box<Plan>),
    /// Adopt a supplement (补充通知). Acts forward only.
    Amend(Box<Supplement>),
    /// Give a seat.
    Appoint(Seat),
    /// Take a seat away.
    Dismiss(Handle),
    /// Publish a version of the detailed standards.
    PublishStandards {
        /// SHA-256 (hex) of the document.
        blob: String,
    },
    /// A unit signs for the plan (签收).
    SignFor,
    /// Remind a unit (催办).
    Remind {
        /// Unit id.
        unit: String,
    },
    /// A task of publicity before recommendation was carried out.
    Promote {
        /// Recommend stage.
        stage: String,
        /// Index of the task in the plan.
        task: u32,
    },
    /// Open both logs anew under new names, over data that are older than what was shown of them.
    Restore {
        /// What is there, and what was shown.
        facts: Restored,
        /// Why; public.
        reason: String,
    },
}

/// A log by the newest head that is known of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EarlierLog {
    /// Its origin.
    pub origin: String,
    /// Leaves under the head.
    pub size: u64,
    /// Root over them, base64.
    pub root: String,
}

/// What a restoration found, and what the logs are called from then on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Restored {
    /// Generation of both logs from here on; their origins end in it.
    pub generation: u32,
    /// Acts that were there; they are the beginning of the new log.
    pub acts: u64,
    /// Ballots that were there; they are the beginning of the new log.
    pub ballots: u64,
    /// Root over these ballots, hex.
    pub root: String,
    /// The logs as they were known last, under the names that they had.
    pub earlier: Vec<EarlierLog>,
}

impl Restored {
    /// How many more leaves were known of a kind of log (`acts`, `ballots`) than are there: so many are lost.
    pub fn lost(&self, log: ledger::Log) -> u64 {
        let there = match log {
            ledger::Log::Acts => self.acts,
            ledger::Log::Ballots => self.ballots,
        };
        let known = self.earlier.iter().filter(|earlier| log.read_origin(&earlier.origin).is_some());
        known.map(|earlier| earlier.size).max().unwrap_or_default().saturating_sub(there)
    }
}

/// What is recorded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "kebab-case", rename_all_fields = "snake_case")]
pub enum Entry {
    /// The plan, whole, with its hash and the holiday notices in force.
    #[serde(rename = "plan-adopted")]
    Adopted {
        /// The plan.
        plan: Box<Plan>,
        /// Its hash, hex.
        hash: String,
        /// Holiday notices in force.
        notices: Vec<YearNotice>,
    },
    /// A supplement, whole, with the hash of the plan it leads to.
    #[serde(rename = "plan-amended")]
    Amended {
        /// The supplement.
        supplement: Box<Supplement>,
        /// Hash of the amended plan, hex.
        hash: String,
    },
    /// A seat was given.
    #[serde(rename = "seat-given")]
    Appointed {
        /// Handle of the seat.
        seat: Handle,
        /// What it may do, and where its holder comes from.
        holds: Seat,
    },
    /// A seat was taken away.
    #[serde(rename = "seat-taken")]
    Dismissed {
        /// Handle of the seat.
        seat: Handle,
    },
    /// A version of the detailed standards is public.
    StandardsPublished {
        /// Version, from 1.
        version: u32,
        /// SHA-256 of the document, hex.
        blob: String,
    },
    /// A unit has signed for the plan.
    SignedFor {
        /// Unit id.
        unit: String,
    },
    /// A unit was reminded.
    Reminded {
        /// Unit id.
        unit: String,
    },
    /// A task of publicity was carried out.
    Promoted {
        /// Recommend stage.
        stage: String,
        /// Index of the task.
        task: u32,
    },
    /// Both logs were opened anew over an older backup.
    #[serde(rename = "log-restored")]
    Restored(Restored),
}

/// A version of the detailed standards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StandardsVersion {
    /// Version, from 1.
    pub version: u32,
    /// SHA-256 of the document, hex.
    pub blob: String,
    /// When it became public.
    pub at: Instant,
}

/// State.
#[derive(Debug, Clone, Default, Serialize)]
pub struct State {
    /// Versions of the detailed standards.
    pub standards: Vector<StandardsVersion>,
    /// Units that signed for the plan, with the time.
    pub signed_for: OrdMap<String, Instant>,
    /// How often each unit was reminded.
    pub reminded: OrdMap<String, u32>,
    /// Tasks of publicity that were carried out, as `stage/index`.
    pub promoted: OrdSet<String>,
    /// Generation of the logs, where they were opened anew.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub generation: Option<u32>,
}

impl State {
    /// Generation of the logs: 1 unless they were opened anew.
    pub fn generation(&self) -> u32 {
        self.generation.unwrap_or(1)
    }
}

pub(crate) fn decide(c: &Context, act: Act) -> Result<Vec<Decided>, Refusal> {
    let s = c.s;
    let entry = match act {
        Act::Adopt(plan) => {
            if s.plan.is_some() {
                return Err(Refusal::new(Code::AlreadyAdopted, ""));
            }
            can_be_run(&plan)?;
            let today = c.now.civil(&plan.zone()).date();
            let hash = plan.hash().to_string();
            Entry::Adopted { notices: c.files.calendar_notices(today), plan, hash }
        }
        Act::Amend(supplement) => {
            let before = s.plan()?;
            let after = before.amended(&supplement).map_err(|faults| {
                let refusal = Refusal::new(Code::BadSupplement, "");
                let first = faults.first().map(|fault| fault.path.clone()).unwrap_or_default();
                refusal.field("plan").arg("faults", faults.len()).arg("path", first)
            })?;
            can_be_run(&after)?;
            acts_forward(s, before, &after)?;
            let hash = after.hash().to_string();
            Entry::Amended { supplement, hash }
        }
        Act::Appoint(seat) => {
            check_seat(s, &seat)?;
            Entry::Appointed { seat: format!("{}-{}", seat.role.name(), s.seats_made + 1), holds: seat }
        }
        Act::Dismiss(seat) => {
            if !s.seats.contains_key(&seat) {
                return Err(Refusal::new(Code::Unknown, "").arg("what", seat));
            }
            Entry::Dismissed { seat }
        }
        Act::PublishStandards { blob } => {
            let clause =
                s.plan()?.standards.as_ref().map(|standards| standards.clause.clone()).unwrap_or_default();
            if blob.len() != 64 || !blob.bytes().all(|byte| byte.is_ascii_hexdigit()) {
                return Err(Refusal::new(Code::Missing, clause).field("file"));
            }
            Entry::StandardsPublished { version: s.founding.standards.len() as u32 + 1, blob }
        }
        Act::SignFor => {
            let Some(Role::Unit { unit }) = s.role(c.who) else {
                return Err(Refusal::new(Code::NotAllowed, ""));
            };
            if s.founding.signed_for.contains_key(unit) {
                return Ok(Vec::new());
            }
            Entry::SignedFor { unit: unit.clone() }
        }
        Act::Remind { unit } => {
            if s.plan()?.unit(&unit).is_none() {
                return Err(Refusal::new(Code::Unknown, "").arg("what", unit));
            }
            Entry::Reminded { unit }
        }
        Act::Promote { stage, task } => {
            let plan = s.plan()?;
            let tasks = plan
                .stage(&stage)
                .and_then(|stage| stage.recommend.as_ref())
                .map(|rules| rules.promotion.len());
            if tasks.is_none_or(|tasks| task as usize >= tasks) {
                return Err(Refusal::new(Code::Unknown, "").arg("what", task));
            }
            Entry::Promoted { stage, task }
        }
        Act::Restore { facts, reason } => {
            s.plan()?;
            // The house knows its own logs; what it must not do is go back to a name that was used.
            let counted = |vote: &crate::vote::VoteState| {
                vote.counted.is_some() && vote.anchor.as_ref().is_some_and(|(size, _)| *size > facts.ballots)
            };
            if facts.generation <= s.founding.generation() || facts.acts != s.n {
                return Err(Refusal::new(Code::WrongStatus, ""));
            }
            // What was counted could never be counted again.
            if s.vote.votes.values().any(counted) {
                return Err(Refusal::new(Code::CountedLost, ""));
            }
            crate::notice::public_text(c, &reason, "")?;
            let part = Part::new(
                "reason",
                PartClass::Disclosed,
                &format!("log-{}", facts.generation),
                &PublicText { title: String::new(), text: reason },
            );
            return Ok(vec![Decided::from(crate::Entry::Founding(Entry::Restored(facts))).with(part)]);
        }
    };
    Ok(vec![crate::Entry::Founding(entry).into()])
}

/// A rule that the house cannot hold to yet must not be passed over in silence: a plan with one is not adopted.
fn can_be_run(plan: &Plan) -> Result<(), Refusal> {
    let beyond = plan::conduct::beyond(plan);
    let Some(first) = beyond.first() else { return Ok(()) };
    let refusal = Refusal::new(Code::BeyondConduct, &first.clause).field("plan");
    Err(refusal.arg("rules", beyond.len()).arg("path", &first.path))
}

/// A change acts forward only: a stage that has opened keeps its kind, its window's start and its rules, and its end
/// may only move while it has not passed; what is counted keeps its rules once a stage it rests on has opened.
fn acts_forward(s: &Selection, before: &Plan, after: &Plan) -> Result<(), Refusal> {
    let backward = |clause: &str, what: &str| Err(Refusal::new(Code::ActsBackward, clause).arg("what", what));
    if before.id != after.id || before.rules > after.rules || before.time_zone != after.time_zone {
        return backward("", "id");
    }
    for stage in &before.stage {
        let state = s.stage_state(&stage.id);
        if state.opened.is_none() {
            continue;
        }
        let Some(next) = after.stage(&stage.id) else { return backward(&stage.clause, &stage.name) };
        let mut same_but_end = next.clone();
        same_but_end.closes = stage.closes.clone();
        let moved_end = next.closes != stage.closes;
        let end_open = state.closed.is_none() && next.closes_at(&after.zone()).is_none_or(|end| end > s.at);
        if same_but_end != *stage || (moved_end && !end_open) {
            return backward(&stage.clause, &stage.name);
        }
    }
    for rule in &before.result {
        let begun = s.stage_state(&rule.after).opened.is_some();
        if begun && after.result.iter().find(|other| other.id == rule.id) != Some(rule) {
            return backward(&rule.clause, &rule.name);
        }
    }
    let recommended =
        before.stages(plan::StageKind::Recommend).any(|stage| s.stage_state(&stage.id).opened.is_some());
    if recommended && before.category.iter().any(|category| after.category(&category.id) != Some(category)) {
        return backward("", "category");
    }
    Ok(())
}

fn check_seat(s: &Selection, seat: &Seat) -> Result<(), Refusal> {
    let plan = s.plan()?;
    let unknown = |what: &str| Err(Refusal::new(Code::Unknown, "").field("role").arg("what", what));
    match &seat.role {
        Role::Unit { unit } if plan.unit(unit).is_none() => return unknown(unit),
        Role::Sponsor { sponsor } if plan.sponsor(sponsor).is_none() => return unknown(sponsor),
        Role::Department { department } if plan.department(department).is_none() => {
            return unknown(department);
        }
        Role::Outlet { outlet } if plan.outlet(outlet).is_none() => return unknown(outlet),
        Role::Judge { panel } => {
            let known = plan
                .stage
                .iter()
                .filter_map(|stage| stage.review.as_ref())
                .filter_map(|rules| rules.panel.get())
                .flatten()
                .any(|row| row.id == *panel);
            if !known {
                return unknown(panel);
            }
        }
        _ => {}
    }
    if let Some(unit) = seat.unit.as_deref().filter(|unit| plan.unit(unit).is_none()) {
        return unknown(unit);
    }
    if let Some(outlet) = seat.outlet.as_deref().filter(|outlet| plan.outlet(outlet).is_none()) {
        return unknown(outlet);
    }
    Ok(())
}

pub(crate) fn apply(s: &mut Selection, record: &Record, entry: &Entry) {
    match entry {
        Entry::Adopted { plan, hash, notices } => {
            for stage in &plan.stage {
                s.stages.insert(stage.id.clone(), StageState::default());
            }
            for notice in notices {
                s.notices.insert(notice.year, notice.clone());
            }
            s.id = plan.id.clone();
            s.plan = Some(Arc::new((**plan).clone()));
            s.plan_hashes.push_back(hash.clone());
        }
        Entry::Amended { supplement, hash } => {
            let after = s.plan.as_deref().and_then(|plan| plan.amended(supplement).ok());
            if let Some(after) = after {
                for stage in &after.stage {
                    if !s.stages.contains_key(&stage.id) {
                        s.stages.insert(stage.id.clone(), StageState::default());
                    }
                }
                s.plan = Some(Arc::new(after));
            }
            s.plan_hashes.push_back(hash.clone());
        }
        Entry::Appointed { seat, holds } => {
            s.seats.insert(seat.clone(), holds.clone());
            s.seats_made += 1;
        }
        Entry::Dismissed { seat } => {
            s.seats.remove(seat);
        }
        Entry::StandardsPublished { version, blob } => {
            let version = StandardsVersion { version: *version, blob: blob.clone(), at: record.at };
            s.founding.standards.push_back(version);
        }
        Entry::SignedFor { unit } => {
            s.founding.signed_for.insert(unit.clone(), record.at);
        }
        Entry::Reminded { unit } => {
            *s.founding.reminded.entry(unit.clone()).or_insert(0) += 1;
        }
        Entry::Promoted { stage, task } => {
            s.founding.promoted.insert(format!("{stage}/{task}"));
        }
        Entry::Restored(facts) => {
            s.founding.generation = Some(facts.generation);
            crate::vote::restored(s, facts.ballots, &facts.root);
        }
    }
}

/// The handle of an actor who holds a seat.
pub(crate) fn seat_handle(who: &Actor) -> Result<&Handle, Refusal> {
    match who {
        Actor::Seat(handle) => Ok(handle),
        _ => Err(Refusal::new(Code::NotAllowed, "")),
    }
}
