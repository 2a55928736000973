//! Transitions that time alone brings: stages opening and closing, counts shown at an hour of the day, holiday notices
//! coming into force.
//!
//! A due transition is itself an entry, with `due` and `at`, and precedes the next act. A late one harms nothing,
//! because every act checks its own window.

use plan::calendar::YearNotice;
use plan::{Instant, ListKind, Stage, StageKind};
use serde::{Deserialize, Serialize};

use crate::{Decided, Dossiers, Record, Selection, gate, lists, notice, vote};

/// What is recorded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "kebab-case", rename_all_fields = "snake_case")]
pub enum Entry {
    /// A stage opened.
    StageOpened {
        /// Stage id.
        stage: String,
        /// When it was due.
        due: Instant,
    },
    /// A stage ended.
    StageClosed {
        /// Stage id.
        stage: String,
        /// When it was due.
        due: Instant,
    },
    /// A holiday notice came into force.
    CalendarIssued {
        /// The notice.
        notice: YearNotice,
        /// Running notices (by number) whose computed end it would change. A published end never moves by itself.
        differs: Vec<u32>,
    },
}

/// The next transition that is due at `now`, as the entries of one step; empty where nothing is due.
///
/// The caller applies them and asks again until nothing is due. Transitions come in order of their due times.
pub fn due(s: &Selection, files: &dyn Dossiers, now: Instant) -> Vec<Decided> {
    if s.closed.is_some() || s.plan.is_none() {
        return Vec::new();
    }
    let mut steps: Vec<(Instant, u8, Vec<Decided>)> = Vec::new();
    steps.extend(calendar(s, files, now));
    let Some(plan) = s.plan.as_deref() else { return Vec::new() };
    for stage in &plan.stage {
        let state = s.stage_state(&stage.id);
        if state.is_open() {
            steps.extend(closing(s, files, stage, now));
            steps.extend(showing(s, files, stage, now));
        } else if state.opened.is_none() {
            steps.extend(opening(s, stage, now));
        }
    }
    // Where several are due at one instant, what ends comes before what begins, and counts are shown last.
    steps
        .into_iter()
        .min_by_key(|(due, order, _)| (*due, *order))
        .map(|(_, _, entries)| entries)
        .unwrap_or_default()
}

/// The next instant at which something may fall due after `now`; the caller wakes up then.
pub fn next_due(s: &Selection, now: Instant) -> Option<Instant> {
    let plan = s.plan.as_deref()?;
    let zone = plan.zone();
    let windows = plan.stage.iter().flat_map(|stage| [stage.opens_at(&zone), stage.closes_at(&zone)]);
    let notices = s.notice.running().map(|notice| Some(notice.ends));
    let shows = plan.stages(StageKind::Vote).map(|stage| vote::next_show(s, stage, now));
    windows.chain(notices).chain(shows).flatten().filter(|instant| *instant > now).min()
}

fn calendar(s: &Selection, files: &dyn Dossiers, now: Instant) -> Option<(Instant, u8, Vec<Decided>)> {
    let zone = s.zone();
    let today = now.civil(&zone).date();
    let fresh = files
        .calendar_notices(today)
        .into_iter()
        .find(|notice| s.notices.get(&notice.year) != Some(notice))?;
    let mut notices = s.notices.clone();
    notices.insert(fresh.year, fresh.clone());
    let newer = plan::calendar::Calendar::new(notices.values().cloned().collect()).unwrap_or_default();
    let differs = notice::ends_that_differ(s, &newer);
    let due = Instant::midnight(fresh.issued, &zone);
    let entry = Entry::CalendarIssued { notice: fresh, differs };
    Some((due, 1, vec![crate::Entry::Due(entry).into()]))
}

/// Whether the ballots of an open vote have to be settled for what is due: its close, or the hour at which it shows its
/// counts.
pub fn needs_ballots(s: &Selection, stage: &Stage, now: Instant) -> bool {
    let over = || stage.closes_at(&s.zone()).is_some_and(|closes| closes <= now);
    stage.kind == StageKind::Vote
        && s.is_open(&stage.id)
        && (over() || vote::show_due(s, stage, now).is_some())
}

fn showing(
    s: &Selection,
    files: &dyn Dossiers,
    stage: &Stage,
    now: Instant,
) -> Option<(Instant, u8, Vec<Decided>)> {
    let due = vote::show_due(s, stage, now)?;
    let entry = vote::shown(stage, due, files)?;
    Some((due, 3, vec![crate::Entry::Vote(entry).into()]))
}

fn opening(s: &Selection, stage: &Stage, now: Instant) -> Option<(Instant, u8, Vec<Decided>)> {
    // A notice opens by its publication.
    if stage.kind == StageKind::Notice {
        return None;
    }
    let zone = s.zone();
    let mut due = stage.opens_at(&zone).unwrap_or(Instant(0));
    for before in &stage.after {
        due = due.max(s.stage_state(before).closed?);
    }
    if due > now || stage.opens_at(&zone).is_none() && stage.after.is_empty() || !gate::may_open(s, stage) {
        return None;
    }
    let entry = Entry::StageOpened { stage: stage.id.clone(), due };
    Some((due, 2, vec![crate::Entry::Due(entry).into()]))
}

fn closing(
    s: &Selection,
    files: &dyn Dossiers,
    stage: &Stage,
    now: Instant,
) -> Option<(Instant, u8, Vec<Decided>)> {
    let due = match stage.kind {
        StageKind::Recommend | StageKind::Vote | StageKind::Publicity | StageKind::Event => {
            stage.closes_at(&s.zone())?
        }
        StageKind::Notice => {
            s.notice.running().filter(|notice| notice.stage == stage.id).map(|n| n.ends).next()?
        }
        // These end by an act: a list, a naming, a closing. Their window bounds what comes from outside.
        StageKind::Screen | StageKind::Review | StageKind::Naming | StageKind::Closing => return None,
    };
    if due > now {
        return None;
    }
    let mut entries: Vec<Decided> = Vec::new();
    if stage.kind == StageKind::Vote {
        entries.push(crate::Entry::Vote(vote::tallied(stage, files)?).into());
    }
    let closed = Entry::StageClosed { stage: stage.id.clone(), due };
    entries.push(crate::Entry::Due(closed).into());
    if stage.kind == StageKind::Recommend {
        entries.extend(recommended_list(s, stage));
    }
    Some((due, 0, entries))
}

/// The first list stands as soon as the last recommend stage has ended.
fn recommended_list(s: &Selection, closing: &Stage) -> Option<Decided> {
    let plan = s.plan.as_deref()?;
    let others_ended = plan
        .stages(StageKind::Recommend)
        .filter(|stage| stage.id != closing.id)
        .all(|stage| s.stage_state(&stage.id).closed.is_some());
    others_ended.then(|| lists::publish(s, ListKind::Recommended, s.recommend.recommended_members()).into())
}

pub(crate) fn apply(s: &mut Selection, record: &Record, entry: &Entry) {
    match entry {
        Entry::StageOpened { stage, .. } => {
            s.stages.entry(stage.clone()).or_default().opened = Some(record.at);
        }
        Entry::StageClosed { stage, .. } => {
            s.stages.entry(stage.clone()).or_default().closed = Some(record.at);
            notice::stage_closed(s, stage);
        }
        Entry::CalendarIssued { notice, differs } => {
            s.notices.insert(notice.year, notice.clone());
            s.notice.warn(differs);
        }
    }
}

/// The entry by which an act ends a stage.
pub(crate) fn close_now(stage: &str, now: Instant) -> Decided {
    crate::Entry::Due(Entry::StageClosed { stage: stage.to_owned(), due: now }).into()
}

/// The entry by which an act opens a stage.
pub(crate) fn open_now(stage: &str, now: Instant) -> Decided {
    crate::Entry::Due(Entry::StageOpened { stage: stage.to_owned(), due: now }).into()
}
