//! 公示 and 异议: a list is on notice until a computed end; objections are taken, numbered and ruled on.

use imbl::{OrdMap, Vector};
use ledger::leaf::PartClass;
use plan::calendar::{Calendar, FirstDay, Span};
use plan::characters;
use plan::{DayKind, Instant, ListKind, NoticeRules, Plan, Stage, StageKind};
use serde::{Deserialize, Serialize};

use crate::lists::{self, List, Member};
use crate::{Code, Context, Decided, Handle, Note, Part, PublicText, Record, Refusal, Role, Selection, due};

/// What can be asked for.
#[derive(Debug, Clone)]
pub enum Act {
    /// Put the newest version of the stage's list on notice.
    Publish {
        /// Notice stage.
        stage: String,
    },
    /// Object while a notice runs.
    Object {
        /// Notice number; 0 after the naming: a report about an honouree.
        notice: u32,
        /// Candidate number or handle it is about; empty: the whole list.
        about: Option<Handle>,
        /// The objection: text, and name and contact where the writer gives them.
        note: Note,
        /// The text names facts that can be checked: asked of anonymous writers.
        leads: bool,
        /// It goes to the supervision receiver rather than the office.
        to_receiver: bool,
    },
    /// Rule on an objection.
    Rule {
        /// Objection.
        objection: Handle,
        /// Outcome.
        outcome: Ruling,
        /// What the public and the writer read.
        text: String,
    },
    /// Replace somebody on the list on notice, or take them off; the notice starts again.
    Replace {
        /// Who goes.
        out: Handle,
        /// Who comes in, if anybody.
        with: Option<Handle>,
        /// What the public reads.
        text: String,
    },
    /// Move a notice's end later, openly; it never moves by itself.
    Extend {
        /// Notice number.
        notice: u32,
        /// Reason the public reads.
        text: String,
    },
}

/// What is recorded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "kebab-case", rename_all_fields = "snake_case")]
pub enum Entry {
    /// A notice, with its absolute end.
    NoticePublished {
        /// Number, from 1.
        notice: u32,
        /// Notice stage.
        stage: String,
        /// List on notice.
        list: ListKind,
        /// Its version.
        version: u32,
        /// How the days were counted.
        span: Span,
        /// First instant after the notice.
        ends: Instant,
    },
    /// A running notice was ended before its time, because its list changed.
    NoticeVoided {
        /// Number.
        notice: u32,
    },
    /// A notice's end was moved later.
    NoticeExtended {
        /// Number.
        notice: u32,
        /// How the days were counted.
        span: Span,
        /// First instant after the notice.
        ends: Instant,
    },
    /// An objection.
    Objected {
        /// Objection.
        objection: Handle,
        /// Notice number.
        notice: u32,
        /// Whom it is about.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        about: Option<Handle>,
        /// The writer gave a name.
        named: bool,
        /// It names facts that can be checked.
        leads: bool,
        /// It went to the supervision receiver.
        to_receiver: bool,
        /// When it should be ruled on.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rule_by: Option<Instant>,
    },
    /// A ruling.
    Ruled {
        /// Objection.
        objection: Handle,
        /// Outcome.
        outcome: Ruling,
    },
    /// Somebody on the list was replaced or taken off.
    Replaced {
        /// Who went.
        out: Handle,
        /// Who came in.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        with: Option<Handle>,
    },
}

impl Entry {
    /// Sealed until the naming: an objection says nothing to the world before it is ruled on.
    pub(crate) fn is_sealed(&self) -> bool {
        matches!(self, Entry::Objected { .. })
    }
}

/// Outcome of an objection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ruling {
    /// 成立.
    Upheld,
    /// 不成立.
    Dismissed,
    /// 部分成立, with no effect on the list.
    Partly,
}

/// A notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// Number, from 1.
    pub number: u32,
    /// Notice stage.
    pub stage: String,
    /// List on notice.
    pub list: ListKind,
    /// Its version.
    pub version: u32,
    /// When it was published.
    pub at: Instant,
    /// How the days were counted.
    pub span: Span,
    /// First instant after it.
    pub ends: Instant,
    /// It has run its time.
    pub ended: bool,
    /// It was ended before its time.
    pub voided: bool,
    /// A holiday notice that came later would give another end.
    pub end_differs: bool,
}

/// An objection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Objection {
    /// Notice number.
    pub notice: u32,
    /// Whom it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<Handle>,
    /// When it came.
    pub at: Instant,
    /// Number of its entry.
    pub n: u64,
    /// The writer gave a name.
    pub named: bool,
    /// It went to the supervision receiver.
    pub to_receiver: bool,
    /// When it should be ruled on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule_by: Option<Instant>,
    /// Ruling, when, number of its entry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ruling: Option<(Ruling, Instant, u64)>,
}

/// State.
#[derive(Debug, Clone, Default, Serialize)]
pub struct State {
    /// Notices, oldest first.
    pub notices: Vector<Notice>,
    /// Objections by handle (`o1`, …).
    pub objections: OrdMap<Handle, Objection>,
    /// Who was replaced or taken off, with who came in (empty: nobody).
    pub replaced: OrdMap<Handle, Handle>,
}

impl State {
    /// Notices that run.
    pub fn running(&self) -> impl Iterator<Item = &Notice> {
        self.notices.iter().filter(|notice| !notice.ended && !notice.voided)
    }

    /// A notice by number.
    pub fn number(&self, number: u32) -> Option<&Notice> {
        self.notices.iter().find(|notice| notice.number == number)
    }

    /// The newest notice of a version of a list that was not voided.
    pub fn of_version(&self, list: ListKind, version: u32) -> Option<&Notice> {
        self.notices
            .iter()
            .rev()
            .find(|notice| notice.list == list && notice.version == version && !notice.voided)
    }

    /// Objections without a ruling.
    pub fn open_objections(&self) -> impl Iterator<Item = (&Handle, &Objection)> {
        self.objections.iter().filter(|(_, objection)| objection.ruling.is_none())
    }

    pub(crate) fn warn(&mut self, numbers: &[u32]) {
        for notice in self.notices.iter_mut().filter(|notice| numbers.contains(&notice.number)) {
            notice.end_differs = true;
        }
    }
}

/// Whether the plan puts a list on notice at all.
pub fn needed(plan: &Plan, list: ListKind) -> bool {
    plan.stages(StageKind::Notice).filter_map(|stage| stage.notice.as_ref()).any(|rules| rules.list == list)
}

/// Running notices whose end another calendar would compute differently.
pub(crate) fn ends_that_differ(s: &Selection, newer: &Calendar) -> Vec<u32> {
    let calendar = s.calendar();
    s.notice
        .running()
        .filter(|notice| calendar.compare(newer, &notice.span).moves())
        .map(|notice| notice.number)
        .collect()
}

/// The span and end of a notice published at an instant.
pub fn reckon(
    s: &Selection,
    stage: &Stage,
    rules: &NoticeRules,
    at: Instant,
) -> Result<(Span, Instant), Refusal> {
    let silent = || Refusal::new(Code::NotStated, &stage.clause);
    let zone = s.zone();
    let days = *rules.days.get().ok_or_else(silent)?;
    let kind: DayKind = *rules.day.get().ok_or_else(silent)?;
    // 民法典 201: the day of the event does not count, unless the plan says so.
    let first = rules.first.get().copied().unwrap_or(FirstDay::Next);
    let span = s.calendar().add_days(at.civil(&zone).date(), days, kind, first);
    let after = span.last.tomorrow().unwrap_or(span.last);
    Ok((span, Instant::midnight(after, &zone)))
}

fn notice_stage<'a>(s: &'a Selection, id: &str) -> Result<(&'a Stage, &'a NoticeRules), Refusal> {
    let stage = s.plan()?.stage(id).ok_or_else(|| Refusal::new(Code::Unknown, "").arg("what", id))?;
    let rules = stage.notice.as_ref().ok_or_else(|| Refusal::new(Code::NotStated, &stage.clause))?;
    Ok((stage, rules))
}

fn clause_of(s: &Selection, notice: &Notice) -> String {
    s.plan
        .as_deref()
        .and_then(|plan| plan.stage(&notice.stage))
        .map(|stage| stage.clause.clone())
        .unwrap_or_default()
}

pub(crate) fn decide(c: &Context, act: Act) -> Result<Vec<Decided>, Refusal> {
    let s = c.s;
    match act {
        Act::Publish { stage } => publish(c, &stage),
        Act::Object { notice, about, note, leads, to_receiver } => {
            let (rules, list, clause) = objectable(s, notice, c.now)?;
            if note.text.trim().is_empty() {
                return Err(Refusal::new(Code::Missing, clause).field("text"));
            }
            if note.text.chars().count() > 5000 {
                return Err(Refusal::new(Code::FieldTooLong, clause).field("text").arg("most", 5000));
            }
            for (field, line, most) in
                [("name", &note.name, characters::NAME_MOST), ("contact", &note.contact, 200)]
            {
                if line.chars().count() > most {
                    return Err(Refusal::new(Code::FieldTooLong, clause).field(field).arg("most", most));
                }
                if !characters::is_legible(line) {
                    return Err(Refusal::new(Code::Illegible, "").field(field));
                }
            }
            let named = !note.name.trim().is_empty();
            if !named {
                match rules.anonymous.get() {
                    Some(true) if leads => {}
                    Some(true) => return Err(Refusal::new(Code::LeadsMissing, clause).field("leads")),
                    _ => return Err(Refusal::new(Code::Missing, clause).field("name")),
                }
            }
            if to_receiver && !rules.receiver.is_stated() {
                return Err(Refusal::new(Code::NotStated, clause).field("to"));
            }
            if let Some(about) = &about
                && list.is_none_or(|list| list.member(about).is_none())
            {
                return Err(Refusal::new(Code::Unknown, clause).field("about").arg("what", about));
            }
            let objection = format!("o{}", s.notice.objections.len() + 1);
            let rule_by = rules.ruling_days.get().map(|days| {
                let zone = s.zone();
                let span =
                    s.calendar().add_days(c.now.civil(&zone).date(), *days, DayKind::Working, FirstDay::Next);
                Instant::midnight(span.last.tomorrow().unwrap_or(span.last), &zone)
            });
            let part = Part::new("objection", PartClass::Office, &objection, &note);
            let entry = Entry::Objected { objection, notice, about, named, leads, to_receiver, rule_by };
            Ok(vec![Decided::from(crate::Entry::Notice(entry)).with(part)])
        }
        Act::Rule { objection, outcome, text } => {
            let found = s
                .notice
                .objections
                .get(&objection)
                .ok_or_else(|| Refusal::new(Code::Unknown, "").arg("what", &objection))?;
            let clause = s.notice.number(found.notice).map(|notice| clause_of(s, notice)).unwrap_or_default();
            if found.ruling.is_some() {
                return Err(Refusal::new(Code::AlreadyRuled, clause));
            }
            // What went to the receiver, the receiver rules on.
            let theirs = found.to_receiver == (s.role(c.who) == Some(&Role::Receiver));
            if !theirs {
                return Err(Refusal::new(Code::NotAllowed, clause));
            }
            if let Some(about) = &found.about {
                s.must_not_conflict(c.who, about)?;
            }
            public_text(c, &text, &clause)?;
            let part = Part::new(
                "ruling",
                PartClass::Disclosed,
                &objection,
                &PublicText { title: String::new(), text },
            );
            Ok(vec![Decided::from(crate::Entry::Notice(Entry::Ruled { objection, outcome })).with(part)])
        }
        Act::Replace { out, with, text } => replace(c, out, with, text),
        Act::Extend { notice, text } => {
            let found = s.notice.number(notice).ok_or_else(|| Refusal::new(Code::NoNotice, ""))?;
            let (stage, rules) = notice_stage(s, &found.stage)?;
            if found.ended || found.voided {
                return Err(Refusal::new(Code::NoNotice, &stage.clause));
            }
            public_text(c, &text, &stage.clause)?;
            let (span, ends) = reckon(s, stage, rules, found.at)?;
            if ends <= found.ends {
                return Err(Refusal::new(Code::DateOutside, &stage.clause));
            }
            let entry = Entry::NoticeExtended { notice, span, ends };
            let part = Part::new(
                "reason",
                PartClass::Disclosed,
                &format!("notice-{notice}"),
                &PublicText { title: String::new(), text },
            );
            Ok(vec![Decided::from(crate::Entry::Notice(entry)).with(part)])
        }
    }
}

/// What an objection is judged by: the notice's rules, its list, its clause. After the naming a report about an
/// honouree is taken without a running notice, under the rules of the plan's last notice.
fn objectable(
    s: &Selection,
    number: u32,
    now: Instant,
) -> Result<(&NoticeRules, Option<&List>, String), Refusal> {
    if number == 0 {
        let named = s.lists.latest(ListKind::Named).ok_or_else(|| Refusal::new(Code::NoNotice, ""))?;
        let stage =
            s.plan()?.stages(StageKind::Notice).last().ok_or_else(|| Refusal::new(Code::NoNotice, ""))?;
        let (stage, rules) = notice_stage(s, &stage.id)?;
        return Ok((rules, Some(named), stage.clause.clone()));
    }
    let found = s.notice.number(number).ok_or_else(|| Refusal::new(Code::NoNotice, ""))?;
    let (stage, rules) = notice_stage(s, &found.stage)?;
    if found.ended || found.voided || now >= found.ends {
        let ended = found.ends.civil(&s.zone());
        return Err(Refusal::new(Code::TooLate, &stage.clause)
            .arg("stage", &stage.name)
            .arg("closes", ended));
    }
    Ok((rules, s.lists.version(found.list, found.version), stage.clause.clone()))
}

fn publish(c: &Context, stage: &str) -> Result<Vec<Decided>, Refusal> {
    let s = c.s;
    let (stage, rules) = notice_stage(s, stage)?;
    let zone = s.zone();
    if let Some(opens) = stage.opens_at(&zone).filter(|opens| c.now < *opens) {
        let opens = opens.civil(&zone);
        return Err(Refusal::new(Code::TooEarly, &stage.clause)
            .arg("stage", &stage.name)
            .arg("opens", opens));
    }
    if let Some(waiting) = stage.after.iter().find(|before| s.stage_state(before).closed.is_none()) {
        return Err(Refusal::new(Code::NotOpen, &stage.clause).arg("stage", waiting));
    }
    let Some(list) = s.lists.latest(rules.list) else {
        return Err(Refusal::new(Code::GateOpen, &stage.clause).arg("what", "list").arg("count", 1));
    };
    if s.notice.of_version(rules.list, list.version).is_some() {
        return Err(Refusal::new(Code::Twice, &stage.clause));
    }
    let (span, ends) = reckon(s, stage, rules, c.now)?;
    let mut entries = Vec::new();
    if s.stage_state(&stage.id).opened.is_none() {
        entries.push(due::open_now(&stage.id, c.now));
    }
    entries.push(published(s, stage, rules.list, list.version, span, ends));
    Ok(entries)
}

fn published(
    s: &Selection,
    stage: &Stage,
    list: ListKind,
    version: u32,
    span: Span,
    ends: Instant,
) -> Decided {
    let notice = s.notice.notices.len() as u32 + 1;
    crate::Entry::Notice(Entry::NoticePublished {
        notice,
        stage: stage.id.clone(),
        list,
        version,
        span,
        ends,
    })
    .into()
}

fn replace(c: &Context, out: Handle, with: Option<Handle>, text: String) -> Result<Vec<Decided>, Refusal> {
    let s = c.s;
    let plan = s.plan()?;
    let clause = plan.stages(StageKind::Notice).next().map(|stage| stage.clause.clone()).unwrap_or_default();
    if s.naming.named.is_some() {
        return Err(Refusal::new(Code::WrongStatus, clause));
    }
    let list = s.lists.latest(ListKind::Finalists).ok_or_else(|| Refusal::new(Code::NoNotice, &clause))?;
    let member = list
        .member(&out)
        .ok_or_else(|| Refusal::new(Code::Unknown, &clause).field("out").arg("what", &out))?;
    public_text(c, &text, &clause)?;
    let mut members: Vec<Member> =
        list.members.iter().filter(|member| member.nominee != out).cloned().collect();
    if let Some(with) = &with {
        let candidates = s.lists.latest(ListKind::Candidates);
        let fits = candidates
            .and_then(|list| list.member(with))
            .filter(|other| {
                other.category == member.category && s.still_in(with) && list.member(with).is_none()
            })
            .filter(|_| s.clearance_lacks(with, c.now).is_empty());
        let Some(fits) = fits else {
            return Err(Refusal::new(Code::NotEligible, &clause).field("with").arg("nominee", with));
        };
        let place = list.members.iter().position(|other| other.nominee == out).unwrap_or(members.len());
        members.insert(place.min(members.len()), fits.clone());
    }
    let mut entries: Vec<Decided> = Vec::new();
    let part = Part::new(
        "reason",
        PartClass::Disclosed,
        &format!("replacement-{out}"),
        &PublicText { title: String::new(), text },
    );
    entries.push(Decided::from(crate::Entry::Notice(Entry::Replaced { out, with })).with(part));
    let version = list.version + 1;
    entries.push(lists::publish(s, ListKind::Finalists, members).into());
    // Replacing a person restarts the notice of the final list: the running one is void, a new one counts from today.
    let stage = plan
        .stages(StageKind::Notice)
        .find(|stage| stage.notice.as_ref().is_some_and(|rules| rules.list == ListKind::Finalists));
    if let Some((stage, rules)) = stage.and_then(|stage| stage.notice.as_ref().map(|rules| (stage, rules))) {
        let begun = s.notice.notices.iter().any(|notice| notice.stage == stage.id);
        for running in s.notice.running().filter(|notice| notice.stage == stage.id) {
            entries.push(crate::Entry::Notice(Entry::NoticeVoided { notice: running.number }).into());
        }
        if begun {
            let (span, ends) = reckon(s, stage, rules, c.now)?;
            if s.stage_state(&stage.id).closed.is_some() {
                entries.push(due::open_now(&stage.id, c.now));
            }
            entries.push(published(s, stage, ListKind::Finalists, version, span, ends));
        }
    }
    Ok(entries)
}

/// Text for the public must say something, and hold no ID or telephone number.
pub(crate) fn public_text(c: &Context, text: &str, clause: &str) -> Result<(), Refusal> {
    if text.trim().is_empty() {
        return Err(Refusal::new(Code::Missing, clause).field("text"));
    }
    if text.chars().count() > 5000 {
        return Err(Refusal::new(Code::FieldTooLong, clause).field("text").arg("most", 5000));
    }
    if c.files.has_personal_number(text) {
        return Err(Refusal::new(Code::PersonalNumber, clause).field("text"));
    }
    Ok(())
}

/// A notice stage that ends ends its notices.
pub(crate) fn stage_closed(s: &mut Selection, stage: &str) {
    for notice in s.notice.notices.iter_mut().filter(|notice| notice.stage == stage && !notice.voided) {
        notice.ended = true;
    }
}

pub(crate) fn apply(s: &mut Selection, record: &Record, entry: &Entry) {
    let state = &mut s.notice;
    match entry {
        Entry::NoticePublished { notice, stage, list, version, span, ends } => {
            // A replacement after the stage's end opens it again.
            if let Some(stage) = s.stages.get_mut(stage) {
                stage.closed = None;
            }
            state.notices.push_back(Notice {
                number: *notice,
                stage: stage.clone(),
                list: *list,
                version: *version,
                at: record.at,
                span: *span,
                ends: *ends,
                ended: false,
                voided: false,
                end_differs: false,
            });
        }
        Entry::NoticeVoided { notice } => {
            if let Some(notice) = state.notices.iter_mut().find(|row| row.number == *notice) {
                notice.voided = true;
            }
        }
        Entry::NoticeExtended { notice, span, ends } => {
            if let Some(notice) = state.notices.iter_mut().find(|row| row.number == *notice) {
                notice.span = *span;
                notice.ends = *ends;
                notice.end_differs = false;
            }
        }
        Entry::Objected { objection, notice, about, named, to_receiver, rule_by, .. } => {
            let fresh = Objection {
                notice: *notice,
                about: about.clone(),
                at: record.at,
                n: record.n,
                named: *named,
                to_receiver: *to_receiver,
                rule_by: *rule_by,
                ruling: None,
            };
            state.objections.insert(objection.clone(), fresh);
        }
        Entry::Ruled { objection, outcome } => {
            if let Some(objection) = state.objections.get_mut(objection) {
                objection.ruling = Some((*outcome, record.at, record.n));
            }
        }
        Entry::Replaced { out, with } => {
            state.replaced.insert(out.clone(), with.clone().unwrap_or_default());
        }
    }
}
