//! The auditor's room (审计): everything that is recorded, as far as an auditor may read it; nothing can be changed.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use desk::{Desk, HouseError, View};
use selection::may::Who;
use serde::Deserialize;
use serde_json::Value;
use store::{JournalRow, StoreError};
use text::Args;

use super::log::{self, Wish};
use crate::ask::{Ask, broken};
use crate::sent::Sent;
use crate::shell::stamp;
use crate::ui::{self, Cell, Choice, Fact, Page, Table, Tone};
use crate::{rooms, words};

const ROOM: &[Who] = &[Who::Auditor];

/// Rows of the journal on one page.
const PAGE: usize = 40;
/// Rows of the journal read at once.
const READ: u32 = 400;

/// Where in the journal the reader is.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Place {
    /// Journal rows before this number.
    journal: String,
}

#[derive(Template)]
#[template(path = "watch/audit.html")]
struct Audit {
    page: Page,
    base: String,
    stats: Vec<Fact>,
    groups: Vec<Choice>,
    log: Table,
    older: String,
    journal: Table,
    journal_older: String,
    checked: Option<(Tone, String)>,
    heads: Vec<Fact>,
}

/// `GET /s/{el}/audit?before=&kind=&q=&journal=`.
pub(super) async fn list(
    ask: Ask,
    Path(el): Path<String>,
    Query(wish): Query<Wish>,
    Query(place): Query<Place>,
) -> Result<Response, Response> {
    let (desk, view) = ask.room(&el, ROOM).await?;
    Ok(ui::html(&audit(&ask, &desk, &view, &wish, &place, None).await?))
}

/// `POST /s/{el}/audit/check`: goes through the whole chain of the access journal.
pub(super) async fn check(Path(el): Path<String>, sent: Sent) -> Result<Response, Response> {
    let ask = &sent.ask;
    let (desk, view) = ask.room(&el, ROOM).await?;
    let lang = ask.lang();
    let checked = match ask.world.house.check_journal().await {
        Ok(head) => (Tone::Done, text::ta(lang, "watch-chain-holds", &text::args! { "n" => head.size })),
        Err(HouseError::Store(StoreError::JournalFault { n, .. })) => {
            (Tone::Stop, text::ta(lang, "watch-chain-broken", &text::args! { "n" => n }))
        }
        Err(HouseError::Journal(n)) => {
            (Tone::Stop, text::ta(lang, "watch-chain-cut", &text::args! { "n" => n }))
        }
        Err(other) => return Err(broken(other)),
    };
    Ok(ui::html(&audit(ask, &desk, &view, &Wish::default(), &Place::default(), Some(checked)).await?))
}

async fn audit(
    ask: &Ask,
    desk: &Desk,
    view: &View,
    wish: &Wish,
    place: &Place,
    checked: Option<(Tone, String)>,
) -> Result<Audit, Response> {
    let lang = ask.lang();
    let el = &view.s().id;
    let page = ask
        .page(Some(view), text::t(lang, "watch-audit-title"))
        .nav(rooms::staff(view, lang, "audit"))
        .form(wish.form());
    let base = format!("/s/{el}/audit");
    let (found, next) = log::rows(view, wish, lang);
    let columns =
        ["watch-number", "watch-what", "watch-by", "watch-when", "watch-status"].map(|key| page.t(key));
    let mut table =
        Table::new(page.t("watch-log-title"), &columns).caption_hidden().empty(page.t("watch-none"));
    for row in &found {
        let by = row.record.as_ref().map(|record| words::who(view, &record.by, lang)).unwrap_or_default();
        let status = match (&row.gate, row.opened) {
            (None, _) => Cell::Tag(Tone::Plain, page.t("watch-public")),
            (Some(_), true) => Cell::Tag(Tone::Done, page.t("watch-opened")),
            (Some(gate), false) if gate == ledger::NEVER => Cell::Tag(Tone::Plain, page.t("watch-never")),
            (Some(_), false) => {
                Cell::Tag(Tone::Wait, page.t1("watch-until", "gate", log::gate_words(view, row, lang)))
            }
        };
        let cells = [
            Cell::Figure(format!("#{}", page.group(row.n))),
            Cell::Text(log::says(view, row, lang)),
            Cell::Text(by),
            Cell::Text(page.moment(&stamp(row.at))),
            status,
        ];
        table.row(cells).href(format!("/s/{el}/log/{}", row.n));
    }
    let head = desk.store().journal_head().await.map_err(broken)?;
    let before = place.journal.parse().unwrap_or(u64::MAX).min(head.size);
    let (rows, journal_next) = journal_rows(desk, el, before).await?;
    let (state, root) = view.heads();
    let sealed =
        (0..view.size()).filter_map(|n| view.row(n)).filter(|row| row.gate.is_some() && !row.opened).count();
    let stats = vec![
        Fact::new(page.t("watch-size"), page.group(view.size())),
        Fact::new(page.t("watch-still-sealed"), page.group(sealed)),
        Fact::new(page.t("watch-objections"), page.group(view.s().notice.objections.len())),
        Fact::new(page.t("watch-journal-size"), page.group(head.size)),
    ];
    let mut heads = vec![
        Fact::new(page.t("watch-root"), root),
        Fact::new(page.t("watch-state"), state),
        Fact::new(page.t("watch-journal-head"), ledger::Hash::from_bytes(head.hash)),
    ];
    if let Some(entered) = ask.world.house.organisation().await.journal {
        let at = page.moment(&stamp(entered.at));
        heads.push(Fact::new(page.t2("watch-journal-entered", "n", entered.size, "at", at), entered.hash));
    }
    Ok(Audit {
        older: next.map(|before| wish.older(&base, before)).unwrap_or_default(),
        journal: journal_table(&page, &rows),
        journal_older: journal_next.map(|n| format!("{base}?journal={n}#journal")).unwrap_or_default(),
        groups: log::groups(view, lang),
        log: table,
        page,
        base,
        stats,
        checked,
        heads,
    })
}

/// The newest journal rows before a number that concern this selection or the house as a whole, and where the next
/// page begins. What happened in other selections is for their own auditors.
async fn journal_rows(
    desk: &Desk,
    el: &str,
    before: u64,
) -> Result<(Vec<JournalRow>, Option<u64>), Response> {
    let mut found = Vec::new();
    let mut end = before;
    while end > 0 && found.len() <= PAGE {
        let start = end.saturating_sub(u64::from(READ));
        let rows = desk.store().journal_page(start, (end - start) as u32).await.map_err(broken)?;
        found.extend(rows.into_iter().rev().filter(|row| concerns(row, el)));
        end = start;
    }
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let next = if more { found.last().map(|row| row.n) } else { None };
    Ok((found, next))
}

fn detail(row: &JournalRow) -> Value {
    serde_json::from_str(&row.line.detail).unwrap_or_default()
}

fn concerns(row: &JournalRow, el: &str) -> bool {
    detail(row).get("selection").and_then(Value::as_str).is_none_or(|selection| selection == el)
}

fn journal_table(page: &Page, rows: &[JournalRow]) -> Table {
    let columns =
        ["watch-number", "watch-what", "watch-by", "watch-when", "watch-particulars"].map(|key| page.t(key));
    let mut table =
        Table::new(page.t("watch-journal"), &columns).caption_hidden().empty(page.t("watch-journal-empty"));
    for row in rows {
        let kind = text::try_t(page.lang, &format!("watch-journal-{}", row.line.kind), &Args::new());
        table.row([
            Cell::Figure(page.group(row.n)),
            Cell::Text(kind.unwrap_or_else(|| row.line.kind.clone())),
            Cell::Text(if row.line.who.is_empty() { page.t("watch-nobody") } else { row.line.who.clone() }),
            Cell::Text(page.moment(&stamp(plan::Instant(row.line.at)))),
            Cell::Text(particulars(page, &detail(row))),
        ]);
    }
    table
}

/// The particulars of a row: the act's title and the codes; the journal holds no personal data.
fn particulars(page: &Page, detail: &Value) -> String {
    let text = |key: &str| detail.get(key).and_then(Value::as_str).map(ToOwned::to_owned);
    let act =
        text("act").map(|act| text::try_t(page.lang, &format!("act-{act}"), &Args::new()).unwrap_or(act));
    let rest = ["code", "clause", "nominee", "subject"].into_iter().filter_map(text);
    let parts: Vec<String> = act.into_iter().chain(rest).filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}
