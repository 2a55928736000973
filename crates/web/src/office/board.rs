//! The board: where the selection stands, unit by unit, and what the office does next.

use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use desk::View;
use plan::{ListKind, StageKind};
use selection::may::Who;
use selection::{Act, founding};

use super::{Frame, NextAct, Status, base, category_name, next_act, page};
use crate::app::App;
use crate::ask::Ask;
use crate::sent::Sent;
use crate::shell::{self, Acted, stamp};
use crate::ui::{self, Cell, Fact, Form, Markup, Page, Table, Tone};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/s/{el}/office", get(board))
        .route("/s/{el}/office/remind", post(remind))
        .route("/s/{el}/office/promote", post(promote))
}

#[derive(Template)]
#[template(path = "office/board.html")]
struct Board {
    page: Page,
    frame: Frame,
    next: Option<NextAct>,
    total: usize,
    waiting: usize,
    figures: Vec<Fact>,
    standing: Table,
    tasks: Vec<Task>,
    receipts: Option<Table>,
    receipts_note: String,
    base: String,
}

/// A task of publicity before recommendation.
struct Task {
    text: String,
    stage: String,
    index: u32,
    done: bool,
}

/// A button in a table's cell.
#[derive(Template)]
#[template(path = "office/button.html")]
struct Button<'a> {
    page: &'a Page,
    label: String,
    action: String,
    name: &'static str,
    value: String,
}

fn button(page: &Page, label: String, action: String, name: &'static str, value: &str) -> Cell {
    let button = Button { page, label, action, name, value: value.to_owned() };
    Cell::Markup(Markup(button.render().unwrap_or_default()))
}

async fn board(ask: Ask, Path(el): Path<String>) -> Result<Response, Response> {
    let (_, view) = ask.room(&el, &[Who::Office]).await?;
    Ok(show(&ask, &view, StatusCode::OK, Form::default()))
}

fn show(ask: &Ask, view: &View, status: StatusCode, form: Form) -> Response {
    let lang = ask.lang();
    let page = page(ask, view, "", text::t(lang, "room-office-board")).form(form);
    let s = view.s();
    let frame = Frame::of(view, &page);
    let waiting = s.recommend.recs.values().filter(|rec| Status::of(s, rec) == Status::Waiting).count();
    let recommending = view.plan().is_some_and(|plan| {
        plan.stages(StageKind::Recommend).any(|stage| s.stage_state(&stage.id).closed.is_none())
    });
    let receipts = recommending.then(|| receipts(view, &page)).flatten();
    let (signed, all) =
        (s.founding.signed_for.len(), view.plan().map(|plan| plan.unit.len()).unwrap_or_default());
    ui::html_with(
        status,
        &Board {
            frame,
            next: next_act(view, lang),
            total: s.recommend.recs.len(),
            waiting,
            figures: figures(view, &page),
            standing: standing(view, &page),
            tasks: if recommending { tasks(view) } else { Vec::new() },
            receipts,
            receipts_note: page.t2("office-receipts-note", "n", signed, "all", all),
            base: base(view),
            page,
        },
    )
}

/// How many stand on each list that is published.
fn figures(view: &View, page: &Page) -> Vec<Fact> {
    let s = view.s();
    let lists = [ListKind::Candidates, ListKind::Finalists, ListKind::Named];
    let published = lists.into_iter().filter_map(|kind| Some((kind, s.lists.latest(kind)?)));
    let mut rows: Vec<Fact> = published
        .map(|(kind, list)| {
            let (code, room) = match kind {
                ListKind::Candidates => ("candidates", "candidates"),
                ListKind::Finalists => ("finalists", "result"),
                _ => ("named", "naming"),
            };
            Fact::new(
                page.t(format!("office-figure-{code}")),
                page.t1("common-people", "n", list.members.len()),
            )
            .href(format!("{}/{room}", base(view)))
            .note(page.t2(
                "office-figure-version",
                "n",
                list.version,
                "at",
                page.day(&stamp(list.at)),
            ))
        })
        .collect();
    if !rows.is_empty() {
        let all = Fact::new(
            page.t("office-figure-recommended"),
            page.t1("office-copies", "n", s.recommend.recs.len()),
        )
        .href(format!("{}/recommendations", base(view)));
        rows.insert(0, all);
    }
    rows
}

/// A row of the table: how many recommendations stand where.
#[derive(Default, Clone, Copy)]
struct Tally {
    all: u64,
    at_unit: u64,
    passed: u64,
    returned: u64,
    out: u64,
    waiting: u64,
}

impl Tally {
    fn add(&mut self, status: Status) {
        self.all += 1;
        match status {
            Status::AtUnit => self.at_unit += 1,
            Status::Passed => self.passed += 1,
            Status::Returned => self.returned += 1,
            Status::Waiting => self.waiting += 1,
            Status::Out | Status::Merged | Status::Withdrawn => self.out += 1,
        }
    }

    fn cells(&self, units: bool) -> Vec<Cell> {
        let mut cells = vec![Cell::Count(self.all)];
        if units {
            cells.push(Cell::Count(self.at_unit));
        }
        cells.extend([self.passed, self.returned, self.out, self.waiting].map(Cell::Count));
        cells
    }

    fn tag(&self, page: &Page) -> Cell {
        let (tone, key) = match self {
            Tally { waiting: 1.., .. } => (Tone::Active, "office-tag-screening"),
            Tally { returned: 1.., .. } => (Tone::Wait, "office-tag-returned"),
            Tally { at_unit: 1.., .. } => (Tone::Wait, "office-tag-at-unit"),
            _ => (Tone::Done, "office-tag-done"),
        };
        Cell::Tag(tone, page.t(key))
    }
}

/// Unit by unit, in the plan's order; a plan without units, category by category.
fn standing(view: &View, page: &Page) -> Table {
    let s = view.s();
    let by_unit = view.plan().is_some_and(|plan| !plan.unit.is_empty());
    let mut heads = vec![page.t(if by_unit { "office-col-unit" } else { "office-col-category" })];
    heads.push(format!("#{}", page.t("office-col-recommended")));
    if by_unit {
        heads.push(format!("#{}", page.t("office-col-at-unit")));
    }
    for key in ["passed", "returned", "out", "waiting"] {
        heads.push(format!("#{}", page.t(format!("office-col-{key}"))));
    }
    heads.push(page.t("office-col-status"));
    let mut table =
        Table::new(page.t("office-standing"), heads).caption_hidden().empty(page.t("office-standing-empty"));
    let Some(plan) = view.plan() else { return table };
    let mut sum = Tally::default();
    let mut of = |keep: &dyn Fn(&selection::recommend::Recommendation) -> bool| {
        let mut tally = Tally::default();
        for rec in s.recommend.recs.values().filter(|rec| keep(rec)) {
            let status = Status::of(s, rec);
            tally.add(status);
            sum.add(status);
        }
        tally
    };
    let list = format!("{}/recommendations", base(view));
    if by_unit {
        for unit in &plan.unit {
            let tally = of(&|rec| rec.facts.unit.as_deref() == Some(&unit.id));
            let tag = if tally.all == 0 { nothing_yet(view, page, &unit.id) } else { tally.tag(page) };
            let cells = std::iter::once(Cell::from(unit.name.clone())).chain(tally.cells(true)).chain([tag]);
            table.row(cells).href(format!("{list}?unit={}", unit.id)).marked(false);
        }
        let none = of(&|rec| rec.facts.unit.is_none());
        if none.all > 0 {
            let cells = std::iter::once(Cell::from(page.t("office-no-unit")))
                .chain(none.cells(true))
                .chain([none.tag(page)]);
            table.row(cells).href(format!("{list}?unit=none"));
        }
    } else {
        for category in &plan.category {
            let tally = of(&|rec| rec.facts.category == category.id);
            let tag = if tally.all == 0 {
                Cell::Tag(Tone::Plain, page.t("office-tag-none"))
            } else {
                tally.tag(page)
            };
            let name = category_name(plan, &category.id, page.lang);
            let cells = std::iter::once(Cell::from(name)).chain(tally.cells(false)).chain([tag]);
            table.row(cells).href(format!("{list}?cat={}", category.id));
        }
    }
    table.foot = std::iter::once(Cell::from(page.t("common-total")))
        .chain(sum.cells(by_unit))
        .chain([Cell::from("")])
        .collect();
    table
}

/// What stands beside a unit that has put nobody forward.
fn nothing_yet(view: &View, page: &Page, unit: &str) -> Cell {
    let text = match view.s().founding.reminded.get(unit) {
        Some(times) => page.t1("office-tag-reminded", "n", *times),
        None => page.t("office-tag-none"),
    };
    Cell::Tag(Tone::Wait, text)
}

fn tasks(view: &View) -> Vec<Task> {
    let Some(plan) = view.plan() else { return Vec::new() };
    plan.stages(StageKind::Recommend)
        .filter_map(|stage| Some((stage, stage.recommend.as_ref()?)))
        .flat_map(|(stage, rules)| {
            rules.promotion.iter().enumerate().map(move |(index, text)| Task {
                text: text.clone(),
                stage: stage.id.clone(),
                index: index as u32,
                done: view.s().founding.promoted.contains(&format!("{}/{index}", stage.id)),
            })
        })
        .collect()
}

/// Who has signed for the plan, with a button to remind; nothing in a plan without units.
fn receipts(view: &View, page: &Page) -> Option<Table> {
    let plan = view.plan().filter(|plan| !plan.unit.is_empty())?;
    let s = view.s();
    let heads = ["office-col-unit", "office-col-signed-for", "office-col-reminded", "office-col-act"]
        .map(|key| page.t(key));
    let mut table = Table::new(page.t("office-receipts"), heads).caption_hidden();
    let mut units: Vec<_> = plan.unit.iter().collect();
    // Whoever is still to be moved stands on top; the sort keeps the plan's order otherwise.
    let sent = |unit: &str| s.recommend.recs.values().any(|rec| rec.facts.unit.as_deref() == Some(unit));
    units.sort_by_key(|unit| (s.founding.signed_for.contains_key(&unit.id), sent(&unit.id)));
    for unit in units {
        let signed = s.founding.signed_for.get(&unit.id);
        let quiet = signed.is_none() || !sent(&unit.id);
        let receipt = match signed {
            Some(at) => Cell::Text(page.day_time(&stamp(*at))),
            None => Cell::Tag(Tone::Wait, page.t("office-not-signed-for")),
        };
        let reminded = match s.founding.reminded.get(&unit.id) {
            Some(times) => page.t1("office-times", "n", *times),
            None => "–".to_owned(),
        };
        let act = if quiet {
            button(
                page,
                page.t1("office-remind", "unit", &unit.name),
                format!("{}/remind", base(view)),
                "unit",
                &unit.id,
            )
        } else {
            Cell::from("")
        };
        table.row([Cell::from(unit.name.clone()), receipt, Cell::from(reminded), act]);
    }
    Some(table)
}

async fn remind(Path(el): Path<String>, sent: Sent) -> Result<Response, Response> {
    let (desk, view) = sent.ask.room(&el, &[Who::Office]).await?;
    let act = Act::Founding(founding::Act::Remind { unit: sent.get("unit").to_owned() });
    finish(&sent, &desk, &view, act).await
}

async fn promote(Path(el): Path<String>, sent: Sent) -> Result<Response, Response> {
    let (desk, view) = sent.ask.room(&el, &[Who::Office]).await?;
    let stage = sent.get("stage").to_owned();
    let task = sent.number("task").unwrap_or(u32::MAX);
    finish(&sent, &desk, &view, Act::Founding(founding::Act::Promote { stage, task })).await
}

async fn finish(sent: &Sent, desk: &desk::Desk, view: &View, act: Act) -> Result<Response, Response> {
    match shell::act(sent, desk, view, act).await? {
        Acted::Done(n) => Ok(shell::done(&base(view), n)),
        Acted::Refused(form) => Ok(show(&sent.ask, view, StatusCode::UNPROCESSABLE_ENTITY, form)),
    }
}
