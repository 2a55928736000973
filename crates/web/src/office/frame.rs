//! What stands around the work in every room of the office: where the selection is, what the next step lacks, what just
//! happened.

use desk::View;
use plan::{Stage, StageKind};
use selection::{Lack, Selection};

use super::base;
use crate::shell::stamp;
use crate::ui::{Happening, Need, Page, Station};
use crate::{rooms, words};

/// How many of the newest entries stand beside the work.
const NEWS: usize = 6;

/// How far back they are looked for: judges' sheets, which the office may not read, come by the hundred.
const SEARCHED: usize = 500;

/// What stands around the work.
pub(crate) struct Frame {
    pub(crate) eyebrow: String,
    pub(crate) road: Vec<Station>,
    /// The heading over what is lacking.
    pub(crate) gate: String,
    pub(crate) needs: Vec<Need>,
    pub(crate) news: Vec<Happening>,
    /// The address of the log.
    pub(crate) log: String,
}

impl Frame {
    /// The frame with what the next step lacks.
    pub(crate) fn of(view: &View, page: &Page) -> Frame {
        match view.lacks() {
            None => Frame::around(view, page, String::new(), Vec::new()),
            Some((stage, lacks)) => Frame::at_gate(view, page, &stage, &lacks),
        }
    }

    /// The frame with what one stage lacks, whether it is the next or not.
    pub(crate) fn at_gate(view: &View, page: &Page, stage: &Stage, lacks: &[Lack]) -> Frame {
        let base = base(view);
        let needs = lacks.iter().map(|lack| {
            let need = Need::new(lack.done, words::lack(view, lack, page.lang)).clause(lack.clause.clone());
            if lack.done { need } else { need.href(room_of(&base, lack).unwrap_or_default()) }
        });
        Frame::around(view, page, gate_heading(view.s(), stage, page), needs.collect())
    }

    fn around(view: &View, page: &Page, gate: String, needs: Vec<Need>) -> Frame {
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
        // What has begun and still lacks something, lacks the count of its paper.
        StageKind::Vote if s.stage_state(&stage.id).opened.is_some() => "office-gate-paper",
        _ => "office-gate-open",
    };
    page.t1(key, "stage", words::stage(stage, page.lang))
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
    let names: Vec<String> = open.iter().map(|stage| words::stage(stage, page.lang)).collect();
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
                    words::stage(next, page.lang),
                    "at",
                    page.day_time(&stamp(at)),
                ),
                None => page.t1("office-where-waits", "stage", words::stage(next, page.lang)),
            },
            None => page.t("office-where-over"),
        },
        (Some((at, _)), false) if open.len() == 1 => {
            page.t2("office-where-one", "name", names, "at", page.deadline(&stamp(at)))
        }
        (Some((at, stage)), false) => {
            let args = text::args! {
                "names" => names,
                "stage" => words::stage(stage, page.lang),
                "at" => page.deadline(&stamp(at)),
            };
            page.ta("office-where-until", &args)
        }
        (None, false) => page.t1("office-where-now", "names", names),
    };
    format!("{title} · {stands}")
}

/// The room in which a lack is settled; `None` where only time settles it.
pub(super) fn room_of(base: &str, lack: &Lack) -> Option<String> {
    let room = match lack.what {
        "standards" | "signatories" | "review-rules" => "/rules",
        "candidate-list" => "/candidates",
        "returned" => "/recommendations?status=returned",
        "at-unit" => "/recommendations?status=at-unit",
        "nobody" => "/recommendations",
        "to-screen" => "/screen",
        "pairs" => "/screen#pairs",
        "clearances" => "/clearance",
        "panel-seats" => "/seats",
        "sheets" | "few-sheets" => "/panel",
        "count" | "resolution" | "result-list" | "final-list" => "/result",
        "paper-unfinished" | "paper-count" => "/vote",
        "notice" | "objections" | "gone" => "/notice",
        "declined" | "signatures" | "recheck" => "/naming",
        _ => return None,
    };
    Some(format!("{base}{room}"))
}
