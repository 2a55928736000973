//! The outlet's room: which honourees it is to report on by when, its reports, and what the office said of them.

use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use desk::View;
use selection::may::Who;
use selection::publicity::{self, Piece, PieceStatus};
use selection::{Act, Entry, PublicText, Role};

use crate::app::App;
use crate::ask::Ask;
use crate::recommendation::said;
use crate::sent::Sent;
use crate::shell::{self, Acted, stamp};
use crate::ui::{self, Cell, Fact, Page, Table, Tone};
use crate::{rooms, words};

/// The routes of this room.
pub fn routes() -> Router<App> {
    Router::new().route("/s/{el}/outlet", get(list)).route("/s/{el}/outlet/{m}", get(one).post(file))
}

fn outlet(view: &View) -> &str {
    match view.s().role(view.who()) {
        Some(Role::Outlet { outlet }) => outlet,
        _ => "",
    }
}

fn tone(status: PieceStatus) -> Tone {
    match status {
        PieceStatus::Assigned => Tone::Wait,
        PieceStatus::Filed => Tone::Active,
        PieceStatus::Returned => Tone::Stop,
        PieceStatus::Published => Tone::Done,
    }
}

/// The last day is over.
fn is_late(view: &View, piece: &Piece) -> bool {
    let today = view.now().civil(&view.s().zone()).date();
    matches!(piece.status, PieceStatus::Assigned | PieceStatus::Returned) && piece.by < today
}

#[derive(Template)]
#[template(path = "outlet/list.html")]
struct List {
    page: Page,
    outlet: String,
    late: usize,
    open: Table,
    filed: Table,
    published: Table,
}

async fn list(ask: Ask, Path(el): Path<String>) -> Result<Response, Response> {
    let (_, view) = ask.room(&el, &[Who::Outlet]).await?;
    let lang = ask.lang();
    let mut page =
        ask.page(Some(&view), text::t(lang, "outlet-title")).nav(rooms::staff(&view, lang, "outlet"));
    if page.flash.is_none() {
        page.flash = said(&ask, "outlet");
    }
    let own = outlet(&view);
    let mut pieces: Vec<(&String, &Piece)> =
        view.s().publicity.pieces.iter().filter(|(_, piece)| piece.outlet == own).collect();
    pieces.sort_by_key(|(handle, piece)| (piece.by, selection::lists::serial(handle)));
    let table = |key: &str, empty: &str| {
        let heads = ["outlet-col-who", "outlet-col-by", "outlet-col-status", "outlet-col-title"];
        Table::new(page.t(key), heads.map(|key| text::t(lang, key))).caption_hidden().empty(page.t(empty))
    };
    let (mut open, mut filed, mut published) = (
        table("outlet-open", "outlet-open-empty"),
        table("outlet-filed", "outlet-filed-empty"),
        table("outlet-published", "outlet-published-empty"),
    );
    let mut late = 0;
    for (handle, piece) in pieces {
        let is_late = is_late(&view, piece);
        late += usize::from(is_late);
        let rows = match piece.status {
            PieceStatus::Assigned | PieceStatus::Returned => &mut open,
            PieceStatus::Filed => &mut filed,
            PieceStatus::Published => &mut published,
        };
        let status = words::word("piece", &piece.status, lang);
        let by = plan::explain::day(lang, piece.by);
        let title = written(&view, piece).map(|text| text.title).unwrap_or_default();
        rows.row([
            Cell::Name(words::nominee(&view, &piece.nominee, lang)),
            if is_late { Cell::Two(by, page.t("outlet-late")) } else { by.into() },
            Cell::Tag(tone(piece.status), status),
            title.into(),
        ])
        .href(format!("/s/{el}/outlet/{handle}"))
        .marked(is_late);
    }
    let outlet = words::outlet_name(&view, own, lang);
    Ok(ui::html(&List { page, outlet, late, open, filed, published }))
}

fn written(view: &View, piece: &Piece) -> Option<PublicText> {
    piece.text_n.and_then(|n| view.public_text(n, "piece"))
}

/// What the office wrote when it sent a piece back last.
fn why(view: &View, handle: &str) -> String {
    let back = view.log(None, usize::MAX).into_iter().find_map(|row| match row.record?.entry {
        Entry::Publicity(publicity::Entry::PieceReturned { piece }) if piece == handle => Some(row.n),
        _ => None,
    });
    back.and_then(|n| view.note(n, "note")).map(|note| note.text).unwrap_or_default()
}

#[derive(Template)]
#[template(path = "outlet/one.html")]
struct One {
    page: Page,
    crumbs: Vec<ui::Link>,
    tone: Tone,
    status: String,
    facts: Vec<Fact>,
    brief: String,
    deeds: Vec<String>,
    why: String,
    action: String,
    may_file: bool,
    label: String,
    written: Option<PublicText>,
}

async fn one(ask: Ask, Path((el, handle)): Path<(String, String)>) -> Result<Response, Response> {
    let (_, view) = ask.room(&el, &[Who::Outlet]).await?;
    let piece = known(&ask, &view, &handle)?;
    let text = written(&view, piece).unwrap_or_default();
    let form = ui::Form::default().with("title", text.title).with("text", text.text);
    one_page(&ask, &view, &handle, form, StatusCode::OK)
}

fn known<'a>(ask: &Ask, view: &'a View, handle: &str) -> Result<&'a Piece, Response> {
    let piece = view.s().publicity.pieces.get(handle).filter(|piece| piece.outlet == outlet(view));
    piece.ok_or_else(|| shell::not_found(ask))
}

fn one_page(
    ask: &Ask,
    view: &View,
    handle: &str,
    form: ui::Form,
    code: StatusCode,
) -> Result<Response, Response> {
    let lang = ask.lang();
    let piece = known(ask, view, handle)?;
    let name = words::nominee(view, &piece.nominee, lang);
    let revoked = view.s().naming.revoked.contains_key(&piece.nominee);
    let may_file = view.s().is_open(&piece.stage) && !revoked && piece.status != PieceStatus::Published;
    let form = form.placed(|_| may_file);
    let page = ask.page(Some(view), name.clone()).nav(rooms::staff(view, lang, "outlet")).form(form);
    let profile = view.profile(&piece.nominee);
    let mut facts = vec![Fact::new(page.t("outlet-col-by"), plan::explain::day(lang, piece.by))];
    if is_late(view, piece) {
        facts[0].note = page.t("outlet-late");
    }
    if let Some(profile) = profile.as_ref().filter(|profile| !profile.employer.is_empty()) {
        facts.push(Fact::new(page.t("unit-fact-employer"), &profile.employer));
    }
    if let Some(at) = piece.published {
        facts.push(Fact::new(page.t("outlet-published-at"), page.day_time(&stamp(at))));
    }
    let label = match piece.status {
        PieceStatus::Assigned => "outlet-file",
        _ => "outlet-file-again",
    };
    let template = One {
        crumbs: vec![
            ui::Link::new(text::t(lang, "outlet-title"), format!("/s/{}/outlet", view.s().id)),
            ui::Link::new(name, ""),
        ],
        tone: tone(piece.status),
        status: words::word("piece", &piece.status, lang),
        facts,
        brief: profile.as_ref().map(|profile| profile.brief.clone()).unwrap_or_default(),
        deeds: profile.as_ref().map(|profile| profile.deeds.clone()).unwrap_or_default(),
        why: if piece.status == PieceStatus::Returned { why(view, handle) } else { String::new() },
        action: format!("/s/{}/outlet/{handle}", view.s().id),
        may_file,
        label: text::t(lang, label),
        written: written(view, piece),
        page,
    };
    Ok(ui::html_with(code, &template))
}

async fn file(Path((el, handle)): Path<(String, String)>, sent: Sent) -> Result<Response, Response> {
    let (desk, view) = sent.ask.room(&el, &[Who::Outlet]).await?;
    known(&sent.ask, &view, &handle)?;
    let text = PublicText { title: sent.get("title").to_owned(), text: sent.get("text").to_owned() };
    let act = publicity::Act::File { piece: handle.clone(), text };
    match shell::act(&sent, &desk, &view, Act::Publicity(act)).await? {
        Acted::Done(n) => Ok(shell::done(&format!("/s/{el}/outlet"), n)),
        Acted::Refused(form) => one_page(&sent.ask, &view, &handle, form, StatusCode::UNPROCESSABLE_ENTITY),
    }
}
