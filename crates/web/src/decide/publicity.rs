//! Reports on honourees: who is asked for which by when, what came in and waits for review, the event's date, and a
//! calendar by month.

use std::collections::BTreeMap;

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use desk::View;
use jiff::civil::Date;
use plan::{Stage, StageKind};
use selection::may::ActKind;
use selection::publicity::{Act as PublicityAct, Piece, PieceStatus};
use selection::{Act, Handle, Thing};

use super::{Confirm, Frame, Kind, Question, base, confirmed, date, employer, enter, page, room_page};
use crate::app::App;
use crate::ask::Ask;
use crate::sent::Sent;
use crate::shell::{self, Acted, stamp};
use crate::ui::{self, Cell, Choice, Fact, Form, Nav, Page, Table, Tone};
use crate::words;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/s/{el}/office/publicity", get(room))
        .route("/s/{el}/office/publicity/assign", get(ask_assign).post(assign))
        .route("/s/{el}/office/publicity/ceremony", post(ceremony))
        .route("/s/{el}/office/publicity/pieces/{piece}", get(piece).post(review))
}

#[derive(Template)]
#[template(path = "decide/publicity.html")]
struct Room {
    page: Page,
    frame: Frame,
    /// Why nothing can be assigned, in short and in full; `None` where it can.
    not_yet: Option<(String, String)>,
    stats: Vec<Fact>,
    pieces: Table,
    months: Vec<Nav>,
    calendar: Table,
    assign: String,
    /// Stages in which the event's date may be fixed.
    ceremonies: Vec<Event>,
    ceremony_to: String,
}

/// The event of a stage.
struct Event {
    stage: String,
    name: String,
    date: String,
    open: bool,
}

type Asked = BTreeMap<String, String>;

fn today(view: &View) -> Date {
    view.now().civil(&view.s().zone()).date()
}

async fn room(ask: Ask, Path(el): Path<String>, Query(query): Query<Asked>) -> Result<Response, Response> {
    let (_, view) = enter(&ask, &el).await?;
    Ok(ui::html(&build(
        &ask,
        &view,
        query.get("month").map(String::as_str).unwrap_or_default(),
        Form::default(),
    )))
}

fn build(ask: &Ask, view: &View, month: &str, form: Form) -> Room {
    let page = room_page(ask, view, "publicity").form(form);
    let s = view.s();
    let today = today(view);
    let stages: Vec<&Stage> =
        view.plan().map(|plan| plan.stages(StageKind::Publicity).collect()).unwrap_or_default();
    let open = stages.iter().any(|stage| s.is_open(&stage.id));
    let mut pieces: Vec<(&Handle, &Piece)> = s.publicity.pieces.iter().collect();
    // What waits for the office first, then what is late, then by day.
    pieces.sort_by_key(|(handle, piece)| {
        let waits = piece.status != PieceStatus::Filed;
        (waits, !piece.is_late(today), piece.by, selection::lists::serial(handle))
    });
    let count = |keep: &dyn Fn(&Piece) -> bool| pieces.iter().filter(|(_, piece)| keep(piece)).count();
    let stats = vec![
        Fact::new(page.t("decide-pieces"), page.t1("decide-pieces-n", "n", pieces.len())),
        Fact::new(
            page.t("decide-pieces-filed"),
            page.t1("decide-pieces-n", "n", count(&|piece| piece.status == PieceStatus::Filed)),
        ),
        Fact::new(
            page.t("decide-pieces-public"),
            page.t1("decide-pieces-n", "n", count(&|piece| piece.published.is_some())),
        ),
        Fact::new(
            page.t("decide-pieces-late"),
            page.t1("decide-pieces-n", "n", count(&|piece| piece.is_late(today))),
        ),
    ];
    let may_assign = open && !s.honourees().is_empty() && view.may(Thing::Do(ActKind::Assign));
    let (months, calendar) = calendar(view, &page, &stages, month);
    let ceremonies = stages
        .iter()
        .filter(|stage| s.stage_state(&stage.id).opened.is_some())
        .map(|stage| Event {
            stage: stage.id.clone(),
            name: words::stage_name(view, &stage.id, page.lang),
            date: s.publicity.ceremonies.get(&stage.id).map(|on| date(&page, *on)).unwrap_or_default(),
            open: s.is_open(&stage.id) && view.may(Thing::Do(ActKind::Ceremony)),
        })
        .collect();
    Room {
        frame: Frame::of(view, &page),
        not_yet: match (open || !pieces.is_empty(), stages.is_empty()) {
            (true, _) => None,
            (false, true) => Some((page.t("decide-publicity-no"), page.t("decide-publicity-no-what"))),
            (false, false) => {
                Some((page.t("decide-publicity-not-yet"), page.t("decide-publicity-not-yet-what")))
            }
        },
        stats,
        pieces: pieces_table(view, &page, &pieces, today),
        months,
        calendar,
        assign: if may_assign { base(view, "publicity/assign") } else { String::new() },
        ceremonies,
        ceremony_to: base(view, "publicity/ceremony"),
        page,
    }
}

fn standing(page: &Page, piece: &Piece, today: Date) -> Cell {
    let tone = match piece.status {
        PieceStatus::Published => Tone::Done,
        PieceStatus::Filed => Tone::Wait,
        PieceStatus::Returned | PieceStatus::Assigned => Tone::Plain,
    };
    if piece.is_late(today) && piece.status != PieceStatus::Filed {
        return Cell::Tag(Tone::Stop, page.t("decide-late"));
    }
    Cell::Tag(tone, words::word("piece", &piece.status, page.lang))
}

fn pieces_table(view: &View, page: &Page, pieces: &[(&Handle, &Piece)], today: Date) -> Table {
    let columns = ["decide-honouree", "decide-outlet", "decide-by", "decide-standing"];
    let mut table = Table::new(page.t("decide-assignments"), columns.map(|key| page.t(key)))
        .empty(page.t("decide-no-pieces"));
    for (handle, piece) in pieces {
        table
            .row([
                Cell::Name(words::nominee(view, &piece.nominee, page.lang)),
                words::outlet_name(view, &piece.outlet, page.lang).into(),
                date(page, piece.by).into(),
                standing(page, piece, today),
            ])
            .marked(piece.status == PieceStatus::Filed)
            .href(base(view, &format!("publicity/pieces/{handle}")));
    }
    table
}

/// The months that hold anything, and the chosen one's days: what is due, what became public, the event.
fn calendar(view: &View, page: &Page, stages: &[&Stage], month: &str) -> (Vec<Nav>, Table) {
    let s = view.s();
    let zone = s.zone();
    let mut days: BTreeMap<Date, Vec<(String, Cell)>> = BTreeMap::new();
    for piece in s.publicity.pieces.values() {
        let what = page.t2(
            "decide-calendar-piece",
            "who",
            words::nominee(view, &piece.nominee, page.lang),
            "outlet",
            words::outlet_name(view, &piece.outlet, page.lang),
        );
        match piece.published {
            Some(at) => {
                let cell = Cell::Tag(Tone::Done, page.t("piece-published"));
                days.entry(at.civil(&zone).date()).or_default().push((what, cell));
            }
            None => days.entry(piece.by).or_default().push((what, standing(page, piece, today(view)))),
        }
    }
    for stage in stages {
        if let Some(on) = s.publicity.ceremonies.get(&stage.id) {
            let cell = Cell::Tag(Tone::Active, page.t("decide-ceremony"));
            days.entry(*on).or_default().push((words::stage_name(view, &stage.id, page.lang), cell));
        }
    }
    let of = |day: &Date| format!("{:04}-{:02}", day.year(), day.month());
    let mut counts: BTreeMap<String, (Date, u64)> = BTreeMap::new();
    for (day, rows) in &days {
        counts.entry(of(day)).or_insert((*day, 0)).1 += rows.len() as u64;
    }
    let now = of(&today(view));
    let here = [month, now.as_str()].into_iter().find(|key| counts.contains_key(*key)).map(ToOwned::to_owned);
    let here = here.or_else(|| counts.keys().next().cloned()).unwrap_or_default();
    let months = counts
        .iter()
        .map(|(key, (day, n))| {
            let label = page.t2("decide-month", "year", day.year(), "month", day.month());
            Nav::new(label, format!("{}?month={key}#calendar", base(view, "publicity")))
                .count(*n)
                .here(*key == here)
        })
        .collect();
    let columns = ["decide-day", "decide-what", "decide-standing"].map(|key| page.t(key));
    let mut table = Table::new(page.t("decide-calendar"), columns)
        .caption_hidden()
        .empty(page.t("decide-calendar-empty"));
    for (day, rows) in days.into_iter().filter(|(day, _)| of(day) == here) {
        for (what, cell) in rows {
            table.row([text::day(page.lang, day.month(), day.day()).into(), what.into(), cell]);
        }
    }
    (months, table)
}

// ---- assignment

fn assign_question(ask: &Ask, view: &View) -> Result<Confirm, Response> {
    let page = page(ask, view, "publicity", text::t(ask.lang(), "decide-assign"));
    let mut confirm = Confirm::new(view, page, base(view, "publicity/assign"), base(view, "publicity"));
    let page = &confirm.page;
    let s = view.s();
    let plan = view.plan().ok_or_else(|| shell::not_found(ask))?;
    let open: Vec<&Stage> = plan.stages(StageKind::Publicity).filter(|stage| s.is_open(&stage.id)).collect();
    let Some(first) = open.first() else {
        confirm.says = vec![page.t("decide-publicity-not-yet")];
        return Ok(confirm);
    };
    let zone = s.zone();
    if let (Some(opens), Some(closes)) = (first.opens_at(&zone), first.closes_at(&zone)) {
        let args = text::args! { "from" => page.date(&stamp(opens)), "to" => page.deadline(&stamp(closes)) };
        confirm.says = vec![page.ta("decide-assign-window", &args)];
    }
    let stages = open
        .iter()
        .map(|stage| Choice::new(stage.id.clone(), words::stage_name(view, &stage.id, page.lang)))
        .collect::<Vec<_>>();
    let rules = open.iter().filter_map(|stage| stage.publicity.as_ref());
    let mut outlets: Vec<&String> = rules.flat_map(|rules| &rules.outlets).collect();
    outlets.dedup();
    let outlets = outlets
        .into_iter()
        .map(|id| Choice::new(id.clone(), words::outlet_name(view, id, page.lang)))
        .collect();
    let people = s.honourees().into_iter().map(|member| {
        let have = s.publicity.pieces.values().filter(|piece| piece.nominee == member.nominee).count();
        let label = page.t2(
            "decide-assign-person",
            "who",
            words::nominee(view, &member.nominee, page.lang),
            "n",
            have,
        );
        Choice::new(member.nominee.clone(), label)
    });
    if stages.len() > 1 {
        confirm.questions.push(Question::new("stage", page.t("decide-stage"), Kind::Pick(stages)));
    }
    confirm.questions.push(Question::new("outlet", page.t("decide-outlet"), Kind::Choose(outlets)));
    confirm.questions.push(Question::new("nominee", page.t("decide-honouree"), Kind::Pick(people.collect())));
    confirm
        .questions
        .push(Question::new("by", page.t("decide-by"), Kind::Date).hint(page.t("decide-date-hint")));
    confirm.yes = page.t("decide-assign-yes");
    Ok(confirm)
}

async fn ask_assign(ask: Ask, Path(el): Path<String>) -> Result<Response, Response> {
    let (_, view) = enter(&ask, &el).await?;
    Ok(ui::html(&assign_question(&ask, &view)?))
}

async fn assign(Path(el): Path<String>, sent: Sent) -> Result<Response, Response> {
    let (desk, view) = enter(&sent.ask, &el).await?;
    let again = assign_question(&sent.ask, &view)?;
    let only = view
        .plan()
        .and_then(|plan| plan.stages(StageKind::Publicity).find(|stage| view.s().is_open(&stage.id)));
    let stage = sent.some("stage").or_else(|| only.map(|stage| stage.id.clone())).unwrap_or_default();
    let Some(by) = sent.number::<Date>("by") else {
        return Ok(again.again(sent.form().fault("by", text::t(sent.ask.lang(), "decide-date-missing"), "")));
    };
    let (outlet, nominee) = (sent.get("outlet").to_owned(), sent.get("nominee").to_owned());
    let act = Act::Publicity(PublicityAct::Assign { stage, outlet, nominee, by });
    confirmed(&sent, &desk, &view, act, &base(&view, "publicity"), again).await
}

async fn ceremony(Path(el): Path<String>, sent: Sent) -> Result<Response, Response> {
    let ask = &sent.ask;
    let (desk, view) = enter(ask, &el).await?;
    let again = |form: Form| {
        let mut room = build(ask, &view, "", form);
        let open = room.ceremonies.iter().any(|event| event.open);
        room.page.form = room.page.form.placed(|field| open && field == "on");
        ui::html_with(StatusCode::UNPROCESSABLE_ENTITY, &room)
    };
    let Some(on) = sent.number::<Date>("on") else {
        return Ok(again(sent.form().fault("on", text::t(ask.lang(), "decide-date-missing"), "")));
    };
    let act = Act::Publicity(PublicityAct::Ceremony { stage: sent.get("stage").to_owned(), on });
    Ok(match shell::act(&sent, &desk, &view, act).await? {
        Acted::Done(entry) => shell::done(&base(&view, "publicity"), entry),
        Acted::Refused(form) => again(form),
    })
}

// ---- review

fn piece_page(ask: &Ask, view: &View, handle: &str) -> Result<Confirm, Response> {
    let piece = view.s().publicity.pieces.get(handle).ok_or_else(|| shell::not_found(ask))?;
    let written = piece.text_n.and_then(|n| view.public_text(n, "piece"));
    let title = written.as_ref().map(|text| text.title.clone()).filter(|title| !title.is_empty());
    let title = title.unwrap_or_else(|| text::t(ask.lang(), "decide-piece-unwritten"));
    let page = page(ask, view, "publicity", title);
    let action = base(view, &format!("publicity/pieces/{handle}"));
    let mut confirm = Confirm::new(view, page, action, base(view, "publicity"));
    let page = &confirm.page;
    let late = if piece.is_late(today(view)) { page.t("decide-late") } else { String::new() };
    confirm.facts = vec![
        Fact::new(page.t("decide-honouree"), words::nominee(view, &piece.nominee, page.lang))
            .note(employer(view, &piece.nominee)),
        Fact::new(page.t("decide-outlet"), words::outlet_name(view, &piece.outlet, page.lang)),
        Fact::new(page.t("decide-by"), date(page, piece.by)).note(late),
        Fact::new(page.t("decide-standing"), words::word("piece", &piece.status, page.lang)),
    ];
    if let Some(at) = piece.published {
        confirm.facts.push(Fact::new(page.t("decide-published-at"), page.day_time(&stamp(at))));
    }
    confirm.words = written.map(|text| text.text).unwrap_or_default();
    if piece.status == PieceStatus::Filed && view.may(Thing::Do(ActKind::ReviewPiece)) {
        let choices = vec![
            Choice::new("yes", page.t("decide-piece-approve")).note(page.t("decide-piece-approve-note")),
            Choice::new("no", page.t("decide-piece-return")).note(page.t("decide-piece-return-note")),
        ];
        confirm.questions = vec![
            Question::new("approve", page.t("decide-piece-review"), Kind::Choose(choices)),
            Question::new("note", page.t("decide-piece-note"), Kind::Area)
                .hint(page.t("decide-piece-note-hint"))
                .optional(),
        ];
        confirm.yes = page.t("decide-piece-yes");
    }
    Ok(confirm)
}

async fn piece(ask: Ask, Path((el, handle)): Path<(String, String)>) -> Result<Response, Response> {
    let (_, view) = enter(&ask, &el).await?;
    Ok(ui::html(&piece_page(&ask, &view, &handle)?))
}

async fn review(Path((el, handle)): Path<(String, String)>, sent: Sent) -> Result<Response, Response> {
    let (desk, view) = enter(&sent.ask, &el).await?;
    let again = piece_page(&sent.ask, &view, &handle)?;
    let approve = match sent.get("approve") {
        "yes" => true,
        "no" => false,
        _ => {
            let fault = text::t(sent.ask.lang(), "decide-piece-review-missing");
            return Ok(again.again(sent.form().fault("approve", fault, "")));
        }
    };
    let act =
        Act::Publicity(PublicityAct::Review { piece: handle, approve, note: sent.get("note").to_owned() });
    confirmed(&sent, &desk, &view, act, &base(&view, "publicity"), again).await
}
