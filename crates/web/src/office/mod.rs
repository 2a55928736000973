//! The office: the board, recommendations, screening, clearance, candidates, seats, rules.
//!
//! Every page stands in the same frame: the road above, what the next step still lacks and what just happened at the
//! right. What the office has to do next is found in one place, [`next_act`].

mod board;
mod candidates;
mod clearance;
mod recommendations;
mod rules;
mod screen;
mod seats;

use axum::Router;
use desk::View;
use pinyin::ToPinyin;
use plan::{Plan, Stage, StageKind};
use selection::lists::serial;
use selection::recommend::{Desk, Recommendation};
use selection::screen::Outcome;
use selection::{Lack, Selection};
use text::Lang;

use crate::app::App;
use crate::ask::Ask;
use crate::shell::stamp;
use crate::ui::{Choice, Happening, Need, Page, Station, Tone};
use crate::{rooms, words};

/// How many of the newest entries stand beside the work.
const NEWS: usize = 6;

/// How far back they are looked for: judges' sheets, which the office may not read, come by the hundred.
const SEARCHED: usize = 500;

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

/// What stands around the work.
struct Frame {
    eyebrow: String,
    road: Vec<Station>,
    gate: String,
    needs: Vec<Need>,
    news: Vec<Happening>,
    log: String,
}

impl Frame {
    fn of(view: &View, page: &Page) -> Frame {
        let base = base(view);
        let (gate, needs) = match view.lacks() {
            None => (String::new(), Vec::new()),
            Some((stage, lacks)) => {
                let needs = lacks.iter().map(|lack| {
                    let need =
                        Need::new(lack.done, words::lack(view, lack, page.lang)).clause(lack.clause.clone());
                    if lack.done { need } else { need.href(room_of(&base, lack).unwrap_or_default()) }
                });
                (gate_heading(view.s(), &stage, page), needs.collect())
            }
        };
        let today = page.date(&stamp(view.now()));
        let news = view.log(None, SEARCHED).into_iter().filter_map(|row| {
            let at = stamp(row.at);
            let when = if page.date(&at) == today { page.clock(&at) } else { page.day_time(&at) };
            let what = words::sentence(view, &row.record?, page.lang);
            Some(Happening {
                when,
                what,
                entry: row.n,
                href: format!("/s/{}/log/{}", view.s().id, row.n),
                ..Happening::default()
            })
        });
        Frame {
            eyebrow: eyebrow(view, page),
            road: rooms::road(view, page),
            gate,
            needs,
            news: news.take(NEWS).collect(),
            log: format!("/s/{}/log", view.s().id),
        }
    }
}

/// What the list of lacks leads to: opening a stage, or ending one that is open.
fn gate_heading(s: &Selection, stage: &Stage, page: &Page) -> String {
    let open = s.is_open(&stage.id);
    let key = match stage.kind {
        StageKind::Screen => "office-gate-candidates",
        StageKind::Naming => "office-gate-naming",
        StageKind::Closing => "office-gate-closing",
        StageKind::Review if open => "office-gate-review",
        _ => "office-gate-open",
    };
    page.t1(key, "stage", stage_name(stage, page.lang))
}

/// Whose selection it is and where it stands, in a line.
fn eyebrow(view: &View, page: &Page) -> String {
    let Some(plan) = view.plan() else { return String::new() };
    let s = view.s();
    let open = s.open_stages();
    let title = match plan.edition {
        Some(n) => page.t2("office-of-edition", "n", n, "name", &plan.short),
        None => plan.short.clone(),
    };
    let names: Vec<String> = open.iter().map(|stage| stage_name(stage, page.lang)).collect();
    let names = names.join(&page.t("common-list-mark"));
    let zone = s.zone();
    let ends = open
        .iter()
        .filter_map(|stage| Some((stage.closes_at(&zone)?, *stage)))
        .filter(|(at, _)| *at > view.now());
    let stands = match (ends.min_by_key(|(at, _)| *at), open.is_empty()) {
        (_, true) => match plan.stage.iter().find(|stage| s.stage_state(&stage.id).opened.is_none()) {
            Some(next) => match next.opens_at(&zone).filter(|at| *at > view.now()) {
                Some(at) => page.t2(
                    "office-where-opens",
                    "stage",
                    stage_name(next, page.lang),
                    "at",
                    page.day_time(&stamp(at)),
                ),
                None => page.t1("office-where-waits", "stage", stage_name(next, page.lang)),
            },
            None => page.t("office-where-over"),
        },
        (Some((at, _)), false) if open.len() == 1 => {
            page.t2("office-where-one", "name", names, "at", page.deadline(&stamp(at)))
        }
        (Some((at, stage)), false) => {
            let args = text::args! {
                "names" => names,
                "stage" => stage_name(stage, page.lang),
                "at" => page.deadline(&stamp(at)),
            };
            page.ta("office-where-until", &args)
        }
        (None, false) => page.t1("office-where-now", "names", names),
    };
    format!("{title} · {stands}")
}

/// The room in which a lack is settled; `None` where only time settles it.
fn room_of(base: &str, lack: &Lack) -> Option<String> {
    let room = match lack.what {
        "standards" | "signatories" => "/rules",
        "candidate-list" => "/candidates",
        "returned" => "/recommendations?status=returned",
        "nobody" => "/recommendations",
        "to-screen" => "/screen",
        "pairs" => "/screen#pairs",
        "clearances" => "/clearance",
        "panel-seats" => "/seats",
        "sheets" | "few-sheets" => "/panel",
        "count" | "resolution" | "result-list" | "final-list" => "/result",
        "notice" | "objections" | "gone" => "/notice",
        "declined" | "signatures" | "recheck" => "/naming",
        _ => return None,
    };
    Some(format!("{base}{room}"))
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
            StageKind::Closing => None,
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

fn stage_name(stage: &Stage, lang: Lang) -> String {
    match (lang, stage.name_en.as_str()) {
        (Lang::Zh, _) => stage.name.clone(),
        (Lang::En, "") => text::t(lang, &format!("stage-kind-{}", rooms::kind_name(stage.kind))),
        (Lang::En, name) => name.to_owned(),
    }
}

fn unit_name(plan: &Plan, id: &str) -> String {
    plan.unit(id).map(|unit| unit.name.clone()).unwrap_or_else(|| id.to_owned())
}

fn department_name(plan: &Plan, id: &str) -> String {
    plan.department(id).map(|department| department.name.clone()).unwrap_or_else(|| id.to_owned())
}

fn category_name(plan: &Plan, id: &str, lang: Lang) -> String {
    match plan.category(id) {
        Some(category) if lang == Lang::En && !category.name_en.is_empty() => category.name_en.clone(),
        Some(category) => category.name.clone(),
        None => id.to_owned(),
    }
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
