//! The panel as the office sees it: who sits on it, how far each judge is; single sheets only after the close, and where
//! the plan discloses them.

use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use desk::View;
use plan::{Stage, StageKind};
use selection::may::ActKind;
use selection::{Act, Thing};

use super::{Confirm, Frame, base, confirmed, enter, page, room_page, window};
use crate::app::App;
use crate::ask::Ask;
use crate::sent::Sent;
use crate::shell::{self, Acted, stamp};
use crate::ui::{self, Cell, Fact, Form, Markup, Page, Table, Tone};
use crate::{scores, words};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/s/{el}/office/panel", get(room))
        .route("/s/{el}/office/panel/{stage}/remind", post(remind))
        .route("/s/{el}/office/panel/{stage}/close", get(ask_close).post(close))
}

/// One review on the page.
struct Panel {
    name: String,
    tone: Tone,
    state: String,
    figures: Vec<Fact>,
    judges: Table,
    recusals: Table,
    sheets: Table,
    /// Why no sheets are shown; empty where they are.
    hidden: String,
    /// Where the panel is closed; empty where it cannot be now.
    close: String,
    /// Every sheet is in: closing is the next act.
    complete: bool,
}

#[derive(Template)]
#[template(path = "decide/panel.html")]
struct Room {
    page: Page,
    frame: Frame,
    panels: Vec<Panel>,
}

async fn room(ask: Ask, Path(el): Path<String>) -> Result<Response, Response> {
    let (_, view) = enter(&ask, &el).await?;
    Ok(show(&ask, &view, StatusCode::OK, Form::default()))
}

fn show(ask: &Ask, view: &View, status: StatusCode, form: Form) -> Response {
    let page = room_page(ask, view, "panel").form(form);
    let stages =
        view.plan().map(|plan| plan.stages(StageKind::Review).collect::<Vec<_>>()).unwrap_or_default();
    let panels = stages.into_iter().map(|stage| panel(view, &page, stage)).collect();
    ui::html_with(status, &Room { frame: Frame::of(view, &page), panels, page })
}

/// The button that reminds one judge.
#[derive(Template)]
#[template(path = "office/button.html")]
struct Remind<'a> {
    page: &'a Page,
    label: String,
    action: String,
    name: &'static str,
    value: String,
}

async fn remind(Path((el, stage)): Path<(String, String)>, sent: Sent) -> Result<Response, Response> {
    let (desk, view) = enter(&sent.ask, &el).await?;
    let act = selection::review::Act::Remind { stage, judge: sent.get("judge").to_owned() };
    match shell::act(&sent, &desk, &view, Act::Review(act)).await? {
        Acted::Done(n) => Ok(shell::done(&base(&view, "panel"), n)),
        Acted::Refused(form) => Ok(show(&sent.ask, &view, StatusCode::UNPROCESSABLE_ENTITY, form)),
    }
}

fn panel(view: &View, page: &Page, stage: &Stage) -> Panel {
    let s = view.s();
    let review = s.review.reviews.get(&stage.id).cloned().unwrap_or_default();
    let state = s.stage_state(&stage.id);
    let (tone, word) = match (state.opened, review.closed, state.closed) {
        (_, Some(_), _) | (_, _, Some(_)) => (Tone::Done, "decide-panel-closed"),
        (Some(_), None, None) => (Tone::Active, "decide-state-open"),
        (None, None, None) => (Tone::Plain, "decide-state-ahead"),
    };
    let work = review.closed.is_none()
        && s.within_window(&stage.id, StageKind::Review, view.now()).is_ok()
        && view.may(Thing::Do(ActKind::RemindJudge));
    let progress = view.sheet_progress(&stage.id);
    let mut judges = Table::new(
        page.t("decide-panel-judges"),
        [
            page.t("decide-judge"),
            page.t("decide-panel-seat"),
            page.t("decide-panel-from"),
            format!("#{}", page.t("decide-panel-filed")),
            format!("#{}", page.t("decide-panel-back")),
            page.t("decide-panel-standing"),
            page.t("decide-panel-reminded"),
            page.t("office-col-act"),
        ],
    )
    .empty(page.t("decide-panel-no-judges"));
    let mut left_over = 0;
    for (judge, at) in &progress {
        let left = u64::from(at.left);
        left_over += left;
        let reminded = match at.reminded {
            Some(row) => {
                page.t2("decide-panel-reminded-n", "n", row.times, "at", page.day_time(&stamp(row.last)))
            }
            None => "–".to_owned(),
        };
        let button = Remind {
            page,
            label: page.t1("decide-panel-remind", "judge", judge),
            action: base(view, &format!("panel/{}/remind", stage.id)),
            name: "judge",
            value: judge.clone(),
        };
        let act = match (work && left > 0).then(|| button.render().ok()).flatten() {
            Some(button) => Cell::Markup(Markup(button)),
            None => "".into(),
        };
        let standing = if left == 0 {
            Cell::Tag(Tone::Done, page.t("decide-panel-all-in"))
        } else {
            Cell::Tag(Tone::Wait, page.t1("decide-panel-left", "n", left))
        };
        judges.row([
            judge.clone().into(),
            seat_name(view, stage, judge).into(),
            affiliation(view, page, judge).into(),
            Cell::Figure(page.t2("decide-panel-filed-of", "n", at.filed, "all", at.filed + at.left)),
            u64::from(at.back).into(),
            standing,
            reminded.into(),
            act,
        ]);
    }
    let mut recusals = Table::new(
        page.t("decide-panel-recusals"),
        [page.t("decide-judge"), page.t("decide-candidate"), page.t("decide-panel-ground")],
    )
    .empty(page.t("decide-panel-no-recusals"));
    for judge in progress.iter().map(|row| &row.0) {
        for member in s.under_review() {
            if let Some(ground) = s.recused(&stage.id, judge, &member.nominee) {
                let ground = words::word("ground", &ground, page.lang);
                recusals.row([
                    judge.clone().into(),
                    Cell::Name(words::nominee(view, &member.nominee, page.lang)),
                    ground.into(),
                ]);
            }
        }
    }
    let zone = s.zone();
    let mut figures = vec![
        Fact::new(page.t("decide-panel-candidates"), page.t1("decide-people", "n", s.under_review().len())),
        Fact::new(page.t("decide-panel-judges"), page.t1("decide-people", "n", progress.len())),
    ];
    if state.is_open() && review.closed.is_none() {
        figures.push(Fact::new(page.t("decide-panel-open-sheets"), page.t1("decide-sheets", "n", left_over)));
    }
    figures.extend(window(page, stage, &zone));
    let (sheets, hidden) = match scores::table(view, page, stage) {
        Ok(sheets) => (sheets, String::new()),
        Err(why) => (Table::default(), why),
    };
    let closable = state.is_open() && review.closed.is_none() && view.may(Thing::Do(ActKind::ClosePanel));
    Panel {
        name: words::stage_name(view, &stage.id, page.lang),
        tone,
        state: page.t(word),
        figures,
        judges,
        recusals,
        sheets,
        hidden,
        complete: left_over == 0 && !progress.is_empty(),
        close: if closable { base(view, &format!("panel/{}/close", stage.id)) } else { String::new() },
    }
}

/// The kind of panel seat a judge has.
fn seat_name(view: &View, stage: &Stage, judge: &str) -> String {
    let Some((_, panel)) = view.s().judges().find(|(handle, _)| *handle == judge) else {
        return String::new();
    };
    let rows = stage.review.iter().filter_map(|rules| rules.panel.get()).flatten();
    rows.filter(|row| row.id == panel).map(|row| row.name.clone()).next().unwrap_or_else(|| panel.to_owned())
}

/// Where a judge comes from, as far as recusal needs it.
fn affiliation(view: &View, page: &Page, judge: &str) -> String {
    let (Some(plan), Some(seat)) = (view.plan(), view.s().seats.get(judge)) else { return String::new() };
    let unit = seat.unit.as_ref().and_then(|id| plan.unit(id)).map(|unit| unit.name.clone());
    let outlet = seat.outlet.as_ref().and_then(|id| plan.outlet(id)).map(|outlet| outlet.name.clone());
    let known: Vec<String> = unit.into_iter().chain(outlet).collect();
    if known.is_empty() {
        page.t("decide-panel-independent")
    } else {
        known.join(&page.t("common-list-mark"))
    }
}

fn question(ask: &Ask, view: &View, id: &str) -> Result<Confirm, Response> {
    let stage = view
        .plan()
        .and_then(|plan| plan.stage(id))
        .filter(|stage| stage.kind == StageKind::Review)
        .ok_or_else(|| shell::not_found(ask))?;
    let title = text::ta(
        ask.lang(),
        "decide-panel-close",
        &text::args! { "stage" => words::stage_name(view, &stage.id, ask.lang()) },
    );
    let page = page(ask, view, "panel", title);
    let action = base(view, &format!("panel/{id}/close"));
    let mut confirm = Confirm::new(view, page, action, base(view, "panel"));
    let page = &confirm.page;
    let progress = view.sheet_progress(id);
    let (filed, back) = progress
        .iter()
        .fold((0, 0), |(filed, back), (_, at)| (filed + u64::from(at.filed), back + u64::from(at.back)));
    confirm.facts = vec![
        Fact::new(page.t("decide-panel-filed"), page.t1("decide-sheets", "n", filed)),
        Fact::new(page.t("decide-panel-back"), page.t1("decide-times", "n", back)),
    ];
    let rule = view.plan().and_then(|plan| plan.result_after(id));
    confirm.says = vec![page.t("decide-panel-close-what")];
    confirm.says.extend(rule.map(|rule| page.t1("decide-panel-close-count", "rule", &rule.name)));
    confirm.yes = page.t("decide-panel-close-yes");
    confirm.grave = true;
    Ok(confirm)
}

async fn ask_close(ask: Ask, Path((el, stage)): Path<(String, String)>) -> Result<Response, Response> {
    let (_, view) = enter(&ask, &el).await?;
    Ok(ui::html(&question(&ask, &view, &stage)?))
}

async fn close(Path((el, stage)): Path<(String, String)>, sent: Sent) -> Result<Response, Response> {
    let (desk, view) = enter(&sent.ask, &el).await?;
    let again = question(&sent.ask, &view, &stage)?;
    let act = Act::Review(selection::review::Act::ClosePanel { stage });
    confirmed(&sent, &desk, &view, act, &base(&view, "result"), again).await
}
