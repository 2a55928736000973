//! The rooms each role may enter, with what waits in each; and the road, the one emblem of a selection.

use desk::View;
use plan::{ListKind, Stage, StageKind};
use selection::may::{Who, who};
use text::Lang;

use crate::shell::stamp;
use crate::ui::{At, Nav, Page, Station};
use crate::words;

/// The office's rooms. `here` is the last part of the room's path, empty for the board.
pub fn office(view: &View, lang: Lang, here: &str) -> Vec<Nav> {
    let s = view.s();
    let base = format!("/s/{}/office", s.id);
    let returned =
        s.recommend.recs.values().filter(|rec| rec.desk != selection::recommend::Desk::Office).count();
    let waiting = s
        .screen
        .clearances
        .values()
        .flat_map(|given| given.values())
        .filter(|clearance| clearance.answer.is_none())
        .count();
    let pieces = s
        .publicity
        .pieces
        .values()
        .filter(|piece| piece.status == selection::publicity::PieceStatus::Filed)
        .count();
    let objections = s.notice.open_objections().count();
    let rooms: [(&str, usize); 14] = [
        ("", 0),
        ("recommendations", returned),
        ("screen", s.to_screen().len() + s.open_pairs().len()),
        ("clearance", waiting),
        ("candidates", 0),
        ("vote", 0),
        ("panel", 0),
        ("result", 0),
        ("notice", objections),
        ("naming", 0),
        ("publicity", pieces),
        ("closing", 0),
        ("seats", 0),
        ("rules", 0),
    ];
    let has = |kind: StageKind| view.plan().is_some_and(|plan| plan.stages(kind).next().is_some());
    rooms
        .into_iter()
        .filter(|(room, _)| match *room {
            "vote" => has(StageKind::Vote),
            "panel" => has(StageKind::Review),
            "notice" => has(StageKind::Notice),
            "publicity" => has(StageKind::Publicity),
            "closing" => has(StageKind::Closing),
            "clearance" => view.plan().is_some_and(|plan| !plan.department.is_empty()),
            _ => true,
        })
        .map(|(room, count)| {
            let name = if room.is_empty() { "board" } else { room };
            let href = if room.is_empty() { base.clone() } else { format!("{base}/{room}") };
            Nav::new(words::of_selection(view, lang, &format!("room-office-{name}")), href)
                .count(count as u64)
                .here(room == here)
        })
        .chain(std::iter::once(
            Nav::new(text::t(lang, "room-log"), format!("/s/{}/log", s.id)).here(here == "log"),
        ))
        .collect()
}

/// The rooms of everybody else: their own work, and the log. `here` as for the office.
pub fn staff(view: &View, lang: Lang, here: &str) -> Vec<Nav> {
    let base = format!("/s/{}", view.s().id);
    let rooms: &[(&str, &str)] = match who(view.s(), view.who()) {
        Who::Office => return office(view, lang, here),
        Who::Unit => &[("unit", "unit"), ("unit-new", "unit/new")],
        Who::Judge => &[("panel", "panel")],
        Who::Sponsor => &[("sponsor", "sponsor")],
        Who::Department => &[("clearance", "clearance")],
        Who::Outlet => &[("outlet", "outlet")],
        Who::Receiver => &[("supervision", "supervision")],
        Who::Auditor => &[("audit", "audit")],
        Who::System | Who::Admin | Who::Citizen => &[],
    };
    rooms
        .iter()
        .map(|(name, path)| (format!("room-{name}-own"), format!("{base}/{path}"), *name))
        .chain([
            ("room-log".to_owned(), format!("{base}/log"), "log"),
            ("room-public".to_owned(), base.clone(), "public"),
        ])
        .map(|(key, href, name)| Nav::new(text::t(lang, &key), href).here(name == here))
        .collect()
}

/// What citizens find on every public page.
pub fn public(view: &View, lang: Lang, here: &str) -> Vec<Nav> {
    let s = view.s();
    let base = format!("/s/{}", s.id);
    let mut rooms = vec![("home", base.clone()), ("plan", format!("{base}/plan"))];
    if s.lists.latest(ListKind::Candidates).is_some() {
        rooms.push(("candidates", format!("{base}/candidates")));
    }
    if s.open_vote().is_some() {
        rooms.push(("vote", format!("{base}/vote")));
    }
    if !s.lists.published.is_empty() {
        rooms.push(("lists", format!("{base}/lists")));
    }
    if s.lists.latest(ListKind::Named).is_some() {
        rooms.push(("honourees", format!("{base}/honourees")));
    }
    rooms.push(("log", format!("{base}/log")));
    rooms
        .into_iter()
        .map(|(name, href)| {
            Nav::new(words::of_selection(view, lang, &format!("room-public-{name}")), href).here(name == here)
        })
        .collect()
}

/// The road: every stage instance but the closing, with its days. `page` prints them in the plan's zone.
pub fn road(view: &View, page: &Page) -> Vec<Station> {
    let Some(plan) = view.plan() else { return Vec::new() };
    plan.stage
        .iter()
        .filter(|stage| stage.kind != StageKind::Closing)
        .map(|stage| {
            let state = view.s().stage_state(&stage.id);
            let at = match (state.opened, state.closed) {
                (_, Some(_)) => At::Done,
                (Some(_), None) => At::Now,
                (None, None) => At::Ahead,
            };
            Station::new(words::stage(stage, page.lang), days(view, stage, page), at)
        })
        .collect()
}

/// The name of a stage kind in message keys and paths.
pub fn kind_name(kind: StageKind) -> &'static str {
    match kind {
        StageKind::Recommend => "recommend",
        StageKind::Screen => "screen",
        StageKind::Vote => "vote",
        StageKind::Review => "review",
        StageKind::Notice => "notice",
        StageKind::Naming => "naming",
        StageKind::Publicity => "publicity",
        StageKind::Closing => "closing",
        StageKind::Event => "event",
    }
}

/// A stage's days in little room: its window; for a notice the days it runs, or how many there will be; for the rest
/// the day it happened.
fn days(view: &View, stage: &Stage, page: &Page) -> String {
    let zone = page.zone.clone();
    let s = view.s();
    if let (Some(opens), Some(closes)) = (stage.opens_at(&zone), stage.closes_at(&zone)) {
        return page.span(&stamp(opens), &stamp(closes));
    }
    if let Some(rules) = &stage.notice {
        let newest = s.notice.notices.iter().rev().find(|notice| notice.stage == stage.id && !notice.voided);
        if let Some(notice) = newest {
            return page.span(&stamp(notice.at), &stamp(notice.ends));
        }
        if let (Some(days), Some(kind)) = (rules.days.get(), rules.day.get()) {
            let key = match kind {
                plan::DayKind::Working => "road-working-days",
                plan::DayKind::Calendar => "road-calendar-days",
            };
            return page.t1(key, "n", *days);
        }
    }
    match s.stage_state(&stage.id).closed {
        Some(closed) => page.day(&stamp(closed)),
        None => String::new(),
    }
}
