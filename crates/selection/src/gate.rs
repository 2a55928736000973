//! What the next step still lacks, with the clause: the office's right-hand column, and what `decide` refuses by.

use plan::{Instant, Stage, StageKind};

use crate::recommend::Desk;
use crate::screen::Outcome;
use crate::{Code, Refusal, Selection, notice, paper, review};

/// One condition of the next step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lack {
    /// Stable name; its sentence is the message `lack-<what>`.
    pub what: &'static str,
    /// How many are missing (0 where it is done).
    pub count: usize,
    /// It holds.
    pub done: bool,
    /// Clause it rests on.
    pub clause: String,
    /// The code by which an act is refused while it does not hold.
    pub code: Code,
    /// The first few handles it is about, for links.
    pub examples: Vec<String>,
}

impl Lack {
    pub(crate) fn new(what: &'static str, code: Code, clause: &str, missing: Vec<String>) -> Lack {
        let count = missing.len();
        let examples = missing.into_iter().take(5).collect();
        Lack { what, count, done: count == 0, clause: clause.to_owned(), code, examples }
    }

    /// The refusal while it does not hold.
    pub fn refusal(&self) -> Refusal {
        Refusal::new(self.code, &self.clause)
            .arg("what", self.what)
            .arg("count", self.count)
            .arg("nominee", self.examples.first().cloned().unwrap_or_default())
    }
}

/// Whether a stage whose time has come may open: what must be public beforehand is public.
pub fn may_open(s: &Selection, stage: &Stage) -> bool {
    before(s, stage).iter().all(|lack| lack.done)
}

/// What must hold before a stage opens, beside its time and the stages before it.
pub fn before(s: &Selection, stage: &Stage) -> Vec<Lack> {
    let Some(plan) = s.plan.as_deref() else { return Vec::new() };
    let mut lacks = Vec::new();
    if let Some(standards) = plan.standards.as_ref().filter(|standards| standards.before == stage.id) {
        let missing =
            if s.founding.standards.is_empty() { vec![standards.set_by.clone()] } else { Vec::new() };
        lacks.push(Lack::new("standards", Code::StandardsMissing, &standards.clause, missing));
    }
    if stage.kind == StageKind::Vote {
        let none = s.lists.latest(plan::ListKind::Candidates).is_none();
        let missing = if none { vec![String::new()] } else { Vec::new() };
        lacks.push(Lack::new("candidate-list", Code::GateOpen, &stage.clause, missing));
    }
    if let Some(rules) = stage.review.as_ref().filter(|_| stage.kind == StageKind::Review) {
        // Once a stage is open its rules cannot be stated any more, so what sheets rest on is stated before.
        let silent = [("rubric", rules.rubric.is_stated()), ("disclosure", rules.disclosure.is_stated())];
        let silent = silent.into_iter().filter(|(_, stated)| !stated).map(|(rule, _)| rule.to_owned());
        lacks.push(Lack::new("review-rules", Code::NotStated, &stage.clause, silent.collect()));
    }
    lacks
}

/// What the candidate list still lacks.
pub fn candidates(s: &Selection, stage: &Stage, now: Instant) -> Vec<Lack> {
    let Some(plan) = s.plan.as_deref() else { return Vec::new() };
    let of = stage.screen.as_ref().map(|rules| rules.of.clone()).unwrap_or_default();
    let open: Vec<String> =
        of.into_iter().filter(|id| s.stages.get(id).is_some_and(|stage| stage.closed.is_none())).collect();
    // Whoever was put forward in time is decided on, wherever the papers lie: nobody drops out in silence.
    let undecided = |lies: fn(&Desk) -> bool| -> Vec<String> {
        let waits = |nominee: &String| {
            let live = s.recommend.nominees.get(nominee).is_some_and(|found| found.withdrawn.is_none());
            live && !s.screen.outcomes.contains_key(nominee) && !s.screen.merged.contains_key(nominee)
        };
        let recs = s.recommend.recs.iter().filter(|(_, rec)| lies(&rec.desk) && waits(&rec.nominee));
        recs.map(|(handle, _)| handle.clone()).collect()
    };
    let returned = undecided(|desk| *desk == Desk::Recommender);
    let at_unit = undecided(|desk| matches!(desk, Desk::Unit(_)));
    let clearances: Vec<String> =
        s.passed().into_iter().filter(|nominee| !s.clearance_lacks(nominee, now).is_empty()).collect();
    let pairs = s.open_pairs().into_iter().map(|(a, b)| format!("{a}+{b}")).collect();
    let mut lacks = vec![
        Lack::new("recommend-open", Code::GateOpen, &stage.clause, open),
        Lack::new("returned", Code::GateOpen, &stage.clause, returned),
        Lack::new("at-unit", Code::GateOpen, &stage.clause, at_unit),
        Lack::new("to-screen", Code::GateOpen, &stage.clause, s.to_screen()),
        Lack::new("pairs", Code::GateOpen, &stage.clause, pairs),
    ];
    // Of nobody who passed there is no opinion to be had, and none is said to be there.
    if !plan.department.is_empty() && !s.passed().is_empty() {
        lacks.push(Lack::new("clearances", Code::ClearanceMissing, &stage.clause, clearances));
    }
    let nobody: Vec<String> = plan
        .category
        .iter()
        .filter(|category| {
            !s.passed().iter().any(|handle| {
                s.recommend.nominees.get(handle).is_some_and(|nominee| nominee.category == category.id)
            })
        })
        .map(|category| category.id.clone())
        .collect();
    lacks.push(Lack::new("nobody", Code::GateOpen, &stage.clause, nobody));
    if let Some(standards) = plan.standards.as_ref() {
        let missing =
            if s.founding.standards.is_empty() { vec![standards.set_by.clone()] } else { Vec::new() };
        lacks.push(Lack::new("standards", Code::StandardsMissing, &standards.clause, missing));
    }
    lacks
}

/// What the close of a panel still lacks.
pub fn panel(s: &Selection, stage: &Stage) -> Vec<Lack> {
    let judges: Vec<String> = s.judges().map(|(handle, _)| handle.clone()).collect();
    let book = s.review.book(&stage.id);
    let mut sheets = Vec::new();
    let mut few = Vec::new();
    let least = stage.review.as_ref().and_then(|rules| rules.sheets_least.get()).copied().unwrap_or(1);
    for judge in &judges {
        sheets
            .extend(s.sheets_left(&stage.id, judge).into_iter().map(|nominee| format!("{judge}/{nominee}")));
    }
    for member in s.under_review() {
        let scored = |judge: &&String| {
            let sheet = book.sheets.get(&((*judge).clone(), member.nominee.clone()));
            matches!(sheet, Some(review::Mark::Scores(_)))
        };
        if (judges.iter().filter(scored).count() as u32) < least {
            few.push(member.nominee.clone());
        }
    }
    let clause = review::rubric_clause(stage);
    let short: Vec<String> = stage
        .review
        .iter()
        .filter_map(|rules| rules.panel.get())
        .flatten()
        .filter_map(|row| {
            let have = s.judges().filter(|(_, panel)| *panel == row.id).count() as u32;
            row.seats.get().filter(|seats| have < seats.least()).map(|_| row.id.clone())
        })
        .collect();
    let few = if sheets.is_empty() { few } else { Vec::new() };
    vec![
        Lack::new("panel-seats", Code::SheetsMissing, &stage.clause, short),
        Lack::new("sheets", Code::SheetsMissing, &clause, sheets),
        Lack::new("few-sheets", Code::TooFewSheets, &clause, few),
    ]
}

/// What the naming still lacks.
pub fn naming(s: &Selection, stage: &Stage, now: Instant) -> Vec<Lack> {
    let Some(plan) = s.plan.as_deref() else { return Vec::new() };
    let notice_clause =
        plan.stages(StageKind::Notice).next().map(|stage| stage.clause.clone()).unwrap_or_default();
    let list = s.lists.latest(plan::ListKind::Finalists);
    let version = list.map(|list| list.version).unwrap_or_default();
    let running = match s.notice.of_version(plan::ListKind::Finalists, version) {
        _ if !notice::needed(plan, plan::ListKind::Finalists) => Vec::new(),
        Some(notice) if notice.ended => Vec::new(),
        _ => vec![format!("v{version}")],
    };
    let objections: Vec<String> = s.notice.open_objections().map(|(handle, _)| handle.clone()).collect();
    let rules = stage.naming.as_ref();
    let signatories = rules.and_then(|rules| rules.signatories.get()).cloned().unwrap_or_default();
    let declined: Vec<String> = signatories
        .iter()
        .filter(|sponsor| s.naming.declined.get(*sponsor).is_some_and(|declined| *declined == version))
        .cloned()
        .collect();
    let unsigned: Vec<String> =
        signatories.iter().filter(|sponsor| !s.naming.has_signed(sponsor, version)).cloned().collect();
    let members = || list.into_iter().flat_map(|list| list.members.iter());
    let uncleared: Vec<String> = members()
        .filter(|member| !s.clearance_lacks(&member.nominee, now).is_empty())
        .map(|member| member.nominee.clone())
        .collect();
    let gone: Vec<String> = members()
        .filter(|member| !s.still_in(&member.nominee))
        .map(|member| member.nominee.clone())
        .collect();
    let today = now.civil(&s.zone()).date().to_string();
    let recheck = rules.is_some_and(|rules| rules.recheck);
    let unchecked: Vec<String> = members()
        .filter(|member| {
            recheck
                && s.naming.checked.get(&member.nominee).is_none_or(|(day, clean)| *day != today || !clean)
        })
        .map(|member| member.nominee.clone())
        .collect();
    let missing_list = if list.is_none() { vec!["finalists".to_owned()] } else { Vec::new() };
    let silent = rules.is_none_or(|rules| !rules.signatories.is_stated());
    let mut lacks = vec![
        Lack::new("final-list", Code::GateOpen, &stage.clause, missing_list),
        Lack::new("notice", Code::NoticeRunning, &notice_clause, running),
        Lack::new("objections", Code::ObjectionOpen, &notice_clause, objections),
        Lack::new("gone", Code::NotEligible, &stage.clause, gone),
        Lack::new("declined", Code::SignatureDeclined, &stage.clause, declined),
        Lack::new("signatures", Code::SignaturesMissing, &stage.clause, unsigned),
    ];
    if !plan.department.is_empty() && list.is_some() {
        lacks.push(Lack::new("clearances", Code::ClearanceMissing, &stage.clause, uncleared));
    }
    if silent {
        lacks.push(Lack::new("signatories", Code::NotStated, &stage.clause, vec!["signatories".to_owned()]));
    }
    if recheck {
        lacks.push(Lack::new("recheck", Code::RecheckMissing, &stage.clause, unchecked));
    }
    lacks
}

/// What the closing still lacks.
pub fn closing(s: &Selection, now: Instant) -> Vec<Lack> {
    let Some(plan) = s.plan.as_deref() else { return Vec::new() };
    let clause = s.closing_clause();
    let unfinished: Vec<String> = plan
        .stage
        .iter()
        .filter(|stage| stage.kind != StageKind::Closing && s.stage_state(&stage.id).closed.is_none())
        .map(|stage| stage.id.clone())
        .collect();
    let early: Vec<String> = plan
        .stages(StageKind::Closing)
        .filter(|stage| stage.opens_at(&plan.zone()).is_some_and(|opens| now < opens))
        .map(|stage| stage.id.clone())
        .collect();
    let paper = plan.stages(StageKind::Vote).filter(|stage| paper::is_open(s, stage));
    let paper: Vec<String> = paper.map(|stage| stage.id.clone()).collect();
    let mut lacks = vec![
        Lack::new("stages", Code::NotDone, &clause, unfinished),
        Lack::new("closing-day", Code::NotDone, &clause, early),
    ];
    if !paper.is_empty() {
        lacks.push(Lack::new("paper-count", Code::PaperNotCounted, &clause, paper));
    }
    lacks
}

/// What stands between today and the next step, for the board: the lacks of the first stage that waits or is open and
/// is ended by an act.
pub fn next(s: &Selection, now: Instant) -> Option<(&Stage, Vec<Lack>)> {
    let plan = s.plan.as_deref()?;
    for stage in &plan.stage {
        let state = s.stage_state(&stage.id);
        // The paper of a vote is counted by an act after its close; what has to be finished before is told at once.
        if state.opened.is_some() && paper::is_open(s, stage) {
            let unfinished = paper::of(s, &stage.id).is_some_and(|paper| paper.unfinished().next().is_some());
            if unfinished || state.closed.is_some() {
                return Some((stage, paper::lacks(s, stage, now)));
            }
        }
        if state.closed.is_some() {
            continue;
        }
        let lacks = match stage.kind {
            StageKind::Screen if state.is_open() => candidates(s, stage, now),
            // Sheets are written while it is open: they are for ending it, and nothing lacks them before.
            StageKind::Review if state.is_open() => {
                let closed = s.review.reviews.get(&stage.id).is_some_and(|review| review.closed.is_some());
                if closed { crate::result::lacks(s, &stage.id) } else { panel(s, stage) }
            }
            StageKind::Notice | StageKind::Naming => match plan.stages(StageKind::Naming).next() {
                Some(naming_stage) => return Some((naming_stage, naming(s, naming_stage, now))),
                None => continue,
            },
            StageKind::Closing => closing(s, now),
            StageKind::Recommend if state.is_open() => {
                let Some(next) = plan.stages(StageKind::Screen).next() else { continue };
                return Some((next, candidates(s, next, now)));
            }
            _ if state.opened.is_none() => before(s, stage),
            _ => continue,
        };
        if !lacks.is_empty() {
            return Some((stage, lacks));
        }
    }
    None
}

/// Nominees who were left out, with the public reason code; the public sees handles, never names.
pub fn left_out(s: &Selection) -> impl Iterator<Item = (&String, &String)> {
    s.screen.outcomes.iter().filter_map(|(handle, outcome)| match outcome {
        Outcome::Out(reason) => Some((handle, reason)),
        Outcome::Pass => None,
    })
}
