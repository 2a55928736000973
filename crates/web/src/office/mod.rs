//! The office: the board, recommendations, screening, clearance, candidates, seats, rules.
//!
//! Every page stands in the same frame: the road above, what the next step still lacks and what just happened at the
//! right. What the office has to do next is found in one place, [`next_act`].

mod board;
mod candidates;
mod clearance;
mod frame;
mod recommendations;
mod rules;
mod screen;
mod seats;

use axum::Router;
use desk::View;
use pinyin::ToPinyin;
use plan::{Plan, Stage, StageKind, names};
use selection::lists::serial;
use selection::recommend::{Desk, Recommendation};
use selection::screen::Outcome;
use selection::{Lack, Selection};
use text::Lang;

use crate::app::App;
use crate::ask::Ask;
use crate::rooms;
use crate::ui::{Choice, Page, Tone};

pub(crate) use frame::Frame;
use frame::room_of;

/// The routes of this room.
pub fn routes() -> Router<App> {
    Router::new()
        .merge(board::routes())
        .merge(recommendations::routes())
        .merge(screen::routes())
        .merge(clearance::routes())
        .merge(candidates::routes())
        .merge(seats::routes())
        .merge(rules::routes())
}

/// A page of one of the office's rooms. `here` is the last part of the room's path, empty for the board.
fn page(ask: &Ask, view: &View, here: &str, title: String) -> Page {
    ask.page(Some(view), title).nav(rooms::office(view, ask.lang(), here))
}

/// Where the office is.
fn base(view: &View) -> String {
    format!("/s/{}/office", view.s().id)
}

/// What the office does next.
struct NextAct {
    label: String,
    href: String,
}

/// The next act of the office, in whichever stage the selection stands: the one filled button. Nothing where only time,
/// or somebody else, has to act.
fn next_act(view: &View, lang: Lang) -> Option<NextAct> {
    let s = view.s();
    let base = base(view);
    let act =
        |key: &str, room: &str| Some(NextAct { label: text::t(lang, key), href: format!("{base}{room}") });
    // What went to the supervision receiver is not the office's to rule on.
    if s.notice.open_objections().any(|(_, objection)| !objection.to_receiver) {
        return act("office-next-objection", "/notice");
    }
    if let Some(first) = queue(s).first()
        && s.open_stages().iter().any(|stage| stage.kind == StageKind::Screen)
    {
        return act("office-next-screen", &format!("/screen/{first}"));
    }
    let lacks = view.lacks();
    let open = s.open_stages();
    let at =
        |stage: &Stage| lacks.as_ref().filter(|(of, _)| of.id == stage.id).map(|(_, lacks)| lacks.as_slice());
    let undone = |lacks: &[Lack]| lacks.iter().find(|lack| !lack.done).cloned();
    let settle = |lack: &Lack| {
        if lack.what == "notice" && s.notice.running().next().is_some() {
            return act("office-next-notice-running", "/notice");
        }
        let href = room_of(&base, lack)?;
        Some(NextAct { label: text::t(lang, &format!("office-next-{}", lack.what)), href })
    };
    // Of several open stages, the earlier one of the plan comes first.
    for stage in &open {
        let rows = at(stage);
        let next = match stage.kind {
            StageKind::Recommend => None,
            StageKind::Screen => match rows.and_then(undone) {
                Some(lack) => settle(&lack),
                None => act("office-next-candidates", "/candidates"),
            },
            StageKind::Vote => act("office-next-vote", "/vote"),
            StageKind::Review => match rows.and_then(undone) {
                Some(lack) => settle(&lack),
                None => act("office-next-panel", "/panel"),
            },
            StageKind::Notice | StageKind::Naming => None,
            StageKind::Publicity => act("office-next-publicity", "/publicity"),
            StageKind::Closing | StageKind::Event => None,
        };
        if next.is_some() {
            return next;
        }
    }
    // Nothing open asks for anything: what stands before the next step does.
    let (stage, rows) = lacks?;
    match undone(&rows) {
        Some(lack) => settle(&lack),
        None if stage.kind == StageKind::Naming => act("office-next-naming", "/naming"),
        None if stage.kind == StageKind::Closing => act("office-next-closing", "/closing"),
        None => None,
    }
}

/// Where a recommendation stands, in one word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Status {
    AtUnit,
    Returned,
    Waiting,
    Passed,
    Out,
    Merged,
    Withdrawn,
}

impl Status {
    const ALL: [Status; 7] = [
        Status::Waiting,
        Status::Passed,
        Status::Out,
        Status::Returned,
        Status::AtUnit,
        Status::Merged,
        Status::Withdrawn,
    ];

    fn of(s: &Selection, rec: &Recommendation) -> Status {
        let nominee = s.recommend.nominees.get(&rec.nominee);
        if nominee.is_some_and(|nominee| nominee.withdrawn.is_some()) {
            return Status::Withdrawn;
        }
        if s.screen.merged.contains_key(&rec.nominee) {
            return Status::Merged;
        }
        match (s.screen.outcomes.get(&rec.nominee), &rec.desk) {
            (Some(Outcome::Pass), _) => Status::Passed,
            (Some(Outcome::Out(_)), _) => Status::Out,
            (None, Desk::Office) => Status::Waiting,
            (None, Desk::Unit(_)) => Status::AtUnit,
            (None, Desk::Recommender) => Status::Returned,
        }
    }

    fn code(self) -> &'static str {
        match self {
            Status::AtUnit => "at-unit",
            Status::Returned => "returned",
            Status::Waiting => "waiting",
            Status::Passed => "passed",
            Status::Out => "out",
            Status::Merged => "merged",
            Status::Withdrawn => "withdrawn",
        }
    }

    fn tone(self) -> Tone {
        match self {
            Status::Waiting => Tone::Active,
            Status::Passed => Tone::Done,
            Status::AtUnit | Status::Returned => Tone::Wait,
            Status::Out | Status::Merged | Status::Withdrawn => Tone::Plain,
        }
    }

    fn name(self, lang: Lang) -> String {
        text::t(lang, &format!("office-status-{}", self.code()))
    }
}

fn unit_name(plan: &Plan, id: &str) -> String {
    plan.unit(id).map(|unit| unit.name.clone()).unwrap_or_else(|| id.to_owned())
}

fn department_name(plan: &Plan, id: &str) -> String {
    plan.department(id).map(|department| department.name.clone()).unwrap_or_else(|| id.to_owned())
}

fn category_name(plan: &Plan, id: &str, lang: Lang) -> String {
    names::category(plan, id, lang).to_owned()
}

fn categories(plan: &Plan, lang: Lang) -> Vec<Choice> {
    plan.category.iter().map(|row| Choice::new(row.id.clone(), category_name(plan, &row.id, lang))).collect()
}

fn units(plan: &Plan) -> Vec<Choice> {
    plan.unit.iter().map(|unit| Choice::new(unit.id.clone(), unit.name.clone())).collect()
}

/// A nominee's name, or the handle where the name is gone.
fn name_of(view: &View, nominee: &str) -> String {
    view.profile(nominee).map(|profile| profile.name.clone()).unwrap_or_else(|| nominee.to_owned())
}

/// Who put a nominee forward: the unit, or by which way they came.
fn source_of(view: &View, rec: &Recommendation, lang: Lang) -> String {
    match (&rec.facts.unit, view.plan()) {
        (Some(unit), Some(plan)) => unit_name(plan, unit),
        _ => text::t(lang, &format!("office-tier-{}", tier_code(rec.tier))),
    }
}

fn tier_code(tier: plan::Tier) -> &'static str {
    match tier {
        plan::Tier::BottomUp => "bottom-up",
        plan::Tier::TopDown => "top-down",
        plan::Tier::Public => "public",
        plan::Tier::Own => "own",
    }
}

/// Nominees that wait for a decision, in the order in which they were put forward.
fn queue(s: &Selection) -> Vec<String> {
    let mut waiting = s.to_screen();
    waiting.sort_by_key(|handle| serial(handle));
    waiting
}

/// What a search looks through: handle, name, unit, pinyin in full and by initials.
fn search_key(handle: &str, name: &str, employer: &str) -> String {
    let spoken: Vec<&str> = name.to_pinyin().flatten().map(|sound| sound.plain()).collect();
    let initials: String = spoken.iter().filter_map(|sound| sound.chars().next()).collect();
    format!("{handle} {name} {employer} {} {initials}", spoken.concat()).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::search_key;

    #[test]
    fn a_person_is_found_by_name_pinyin_initials_and_handle() {
        let key = search_key("p12", "王守田", "沂水县园林处");
        for wish in ["王守", "wangshoutian", "wst", "p12", "园林"] {
            assert!(key.contains(wish), "{wish} in {key}");
        }
        assert!(!key.contains("lisi"));
    }
}
