//! Seats: who may do what in this selection, and which account holds it.

use std::collections::BTreeMap;

use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use desk::View;
use plan::Plan;
use selection::may::Who;
use selection::{Act, Role, Seat, founding};
use store::Account;

use super::{Frame, base, department_name, page, unit_name, units};
use crate::account::{self, Fresh};
use crate::app::App;
use crate::ask::{Ask, broken};
use crate::sent::Sent;
use crate::shell::{self, Acted};
use crate::ui::{self, Cell, Choice, Form, Need, Page, Table, Tone};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/s/{el}/office/seats", get(room).post(appoint))
        .route("/s/{el}/office/seats/{seat}", get(one))
        .route("/s/{el}/office/seats/{seat}/hand", post(hand))
        .route("/s/{el}/office/seats/{seat}/dismiss", post(dismiss))
}

#[derive(Template)]
#[template(path = "office/seats.html")]
struct Room {
    page: Page,
    frame: Frame,
    base: String,
    total: usize,
    table: Table,
    roles: Vec<Choice>,
    /// There are judges: where they work and for whom decides what they stand back from.
    judges: bool,
    units: Vec<Choice>,
    outlets: Vec<Choice>,
    panel: Vec<Need>,
    fresh: Option<Fresh>,
}

/// Whose account holds a seat.
struct Holder {
    name: String,
    login: String,
}

#[derive(Template)]
#[template(path = "office/seat.html")]
struct One {
    page: Page,
    frame: Frame,
    base: String,
    seat: String,
    role: String,
    holders: Vec<Holder>,
    own: bool,
}

async fn room(ask: Ask, Path(el): Path<String>) -> Result<Response, Response> {
    let (_, view) = ask.room(&el, &[Who::Office]).await?;
    show(&ask, &view, StatusCode::OK, Form::default(), None).await
}

async fn show(
    ask: &Ask,
    view: &View,
    status: StatusCode,
    form: Form,
    fresh: Option<Fresh>,
) -> Result<Response, Response> {
    let lang = ask.lang();
    let Some(plan) = view.plan() else { return Err(shell::not_found(ask)) };
    let page = page(ask, view, "seats", text::t(lang, "room-office-seats")).form(form);
    let holders = holders(ask, view).await?;
    let heads = ["seat", "body", "affiliation", "holder"].map(|key| page.t(format!("office-col-{key}")));
    let mut table =
        Table::new(page.t("room-office-seats"), heads).caption_hidden().empty(page.t("office-seats-empty"));
    let mut seats: Vec<_> = view.s().seats.iter().collect();
    seats.sort_by_key(|(handle, seat)| (rank(&seat.role), selection::lists::serial(handle)));
    for (handle, seat) in seats {
        let holder = match holders.get(handle) {
            Some(held) => {
                let mark = page.t("common-list-mark");
                let names: Vec<&str> = held.iter().map(|holder| holder.name.as_str()).collect();
                let logins: Vec<&str> = held.iter().map(|holder| holder.login.as_str()).collect();
                Cell::Two(names.join(&mark), logins.join(&mark))
            }
            None => Cell::Tag(Tone::Wait, page.t("office-seat-empty")),
        };
        let from = [
            seat.unit.as_deref().map(|unit| unit_name(plan, unit)),
            seat.outlet.as_deref().map(|outlet| outlet_name(plan, outlet)),
        ];
        let from: Vec<String> = from.into_iter().flatten().collect();
        table
            .row([
                Cell::Two(page.t(format!("role-{}", seat.role.name())), handle.clone()),
                Cell::Text(body_name(plan, &seat.role)),
                Cell::Text(from.join(&page.t("common-list-mark"))),
                holder,
            ])
            .href(format!("{}/seats/{handle}", base(view)));
    }
    let template = Room {
        frame: Frame::of(view, &page),
        base: base(view),
        total: view.s().seats.len(),
        table,
        roles: roles(plan, &page),
        judges: plan.stages(plan::StageKind::Review).next().is_some(),
        units: units(plan),
        outlets: plan.outlet.iter().map(|row| Choice::new(row.id.clone(), row.name.clone())).collect(),
        panel: panel(view, &page),
        fresh,
        page,
    };
    Ok(ui::html_with(status, &template))
}

/// Names and logins of the accounts that hold each seat of this selection.
async fn holders(ask: &Ask, view: &View) -> Result<BTreeMap<String, Vec<Holder>>, Response> {
    let accounts = ask.world.house.store().accounts().await.map_err(broken)?;
    let mut holders: BTreeMap<String, Vec<Holder>> = BTreeMap::new();
    for account in accounts.iter().filter(|account| !account.disabled) {
        for seat in account.seats.iter().filter(|seat| seat.selection == view.s().id) {
            holders
                .entry(seat.handle.clone())
                .or_default()
                .push(Holder { name: account.name.clone(), login: account.login.clone() });
        }
    }
    Ok(holders)
}

fn rank(role: &Role) -> u8 {
    match role {
        Role::Office => 0,
        Role::Unit { .. } => 1,
        Role::Department { .. } => 2,
        Role::Judge { .. } => 3,
        Role::Sponsor { .. } => 4,
        Role::Outlet { .. } => 5,
        Role::Receiver => 6,
        Role::Auditor => 7,
    }
}

fn outlet_name(plan: &Plan, id: &str) -> String {
    plan.outlet.iter().find(|row| row.id == id).map(|row| row.name.clone()).unwrap_or_else(|| id.to_owned())
}

fn panel_seats(plan: &Plan) -> Vec<&plan::review::PanelSeat> {
    let rules = plan.stage.iter().filter_map(|stage| stage.review.as_ref());
    let mut seats: Vec<&plan::review::PanelSeat> = Vec::new();
    for row in rules.filter_map(|rules| rules.panel.get()).flatten() {
        if !seats.iter().any(|known| known.id == row.id) {
            seats.push(row);
        }
    }
    seats
}

/// The body a seat acts for, in the plan's words.
fn body_name(plan: &Plan, role: &Role) -> String {
    match role {
        Role::Office => plan.office.name.clone(),
        Role::Unit { unit } => unit_name(plan, unit),
        Role::Sponsor { sponsor } => plan.sponsor(sponsor).map(|row| row.name.clone()).unwrap_or_default(),
        Role::Department { department } => department_name(plan, department),
        Role::Judge { panel } => panel_seats(plan)
            .into_iter()
            .find(|row| row.id == *panel)
            .map(|row| row.name.clone())
            .unwrap_or_default(),
        Role::Outlet { outlet } => outlet_name(plan, outlet),
        Role::Receiver => {
            let receiver = plan
                .stage
                .iter()
                .filter_map(|stage| stage.notice.as_ref())
                .find_map(|rules| rules.receiver.get());
            receiver.cloned().unwrap_or_default()
        }
        Role::Auditor => String::new(),
    }
}

/// Every role this plan knows, with its particulars, as one list: `unit/lanshan`, `judge/expert`, `office`.
fn roles(plan: &Plan, page: &Page) -> Vec<Choice> {
    let plain = |role: &str| Choice::new(role, page.t(format!("role-{role}")));
    let of = |role: &str, id: &str, name: &str| {
        let label = page.t2("office-role-of", "role", page.t(format!("role-{role}")), "name", name);
        Choice::new(format!("{role}/{id}"), label)
    };
    let mut roles = vec![plain("office")];
    roles.extend(plan.unit.iter().map(|row| of("unit", &row.id, &row.name)));
    roles.extend(plan.department.iter().map(|row| of("department", &row.id, &row.name)));
    roles.extend(panel_seats(plan).into_iter().map(|row| of("judge", &row.id, &row.name)));
    roles.extend(plan.sponsor.iter().map(|row| of("sponsor", &row.id, &row.name)));
    roles.extend(plan.outlet.iter().map(|row| of("outlet", &row.id, &row.name)));
    roles.extend([plain("receiver"), plain("auditor")]);
    roles
}

fn role(text: &str) -> Option<Role> {
    let (kind, id) = text.split_once('/').unwrap_or((text, ""));
    let id = id.to_owned();
    Some(match kind {
        "office" => Role::Office,
        "unit" => Role::Unit { unit: id },
        "sponsor" => Role::Sponsor { sponsor: id },
        "department" => Role::Department { department: id },
        "judge" => Role::Judge { panel: id },
        "outlet" => Role::Outlet { outlet: id },
        "receiver" => Role::Receiver,
        "auditor" => Role::Auditor,
        _ => return None,
    })
}

/// How far the panel is composed as the plan wants it.
fn panel(view: &View, page: &Page) -> Vec<Need> {
    let Some(plan) = view.plan() else { return Vec::new() };
    let rows = panel_seats(plan).into_iter().map(|row| {
        let have = view.s().judges().filter(|(_, panel)| *panel == row.id).count();
        match row.seats.get() {
            Some(want) => {
                // A number stays a number: the languages count by it.
                let many = match want.exact() {
                    Some(n) => text::Value::Whole(n.into()),
                    None => text::Value::Text(want.to_string()),
                };
                let args = text::args! { "name" => &row.name, "have" => have, "want" => many };
                Need::new(
                    u32::try_from(have).is_ok_and(|have| want.holds(have)),
                    page.ta("office-panel-have", &args),
                )
            }
            None => Need::new(false, page.t2("office-panel-silent", "name", &row.name, "have", have)),
        }
    });
    rows.collect()
}

async fn appoint(Path(el): Path<String>, sent: Sent) -> Result<Response, Response> {
    let ask = &sent.ask;
    let (desk, view) = ask.room(&el, &[Who::Office]).await?;
    let lang = ask.lang();
    let bad = StatusCode::UNPROCESSABLE_ENTITY;
    let Some(role) = role(sent.get("role")) else {
        return show(
            ask,
            &view,
            bad,
            sent.form().fault("role", text::t(lang, "office-role-missing"), ""),
            None,
        )
        .await;
    };
    // Whose account it will be is settled first: a seat that nobody could be given would stand in the log for nothing.
    let (account, fresh) = match account::named(&sent).await? {
        Ok(found) => found,
        Err(form) => return show(ask, &view, bad, form, None).await,
    };
    if let Some(why) = account::conflict(ask, &el, &account, &role).await? {
        return show(ask, &view, bad, sent.form().fault("login", why, ""), None).await;
    }
    let seat = Seat { role, unit: sent.some("unit"), outlet: sent.some("outlet") };
    let done = match shell::act(&sent, &desk, &view, Act::Founding(founding::Act::Appoint(seat))).await? {
        Acted::Done(n) => n,
        Acted::Refused(form) => return show(ask, &view, bad, form, None).await,
    };
    let newer = desk.view(view.who().clone());
    if let Some(handle) = done.and_then(|n| given_by(&newer, n)) {
        account::give_seat(ask, account, &fresh, &el, &handle).await?;
    }
    match fresh {
        // The password is shown on the answer itself: it stands in no address and in no store.
        Some(fresh) => show(ask, &newer, StatusCode::OK, Form::default(), Some(fresh)).await,
        None => Ok(shell::done(&format!("{}/seats", base(&view)), done)),
    }
}

/// The seat that an entry gave.
fn given_by(view: &View, n: u64) -> Option<String> {
    match view.row(n)?.record?.entry {
        selection::Entry::Founding(founding::Entry::Appointed { seat, .. }) => Some(seat),
        _ => None,
    }
}

async fn one(ask: Ask, Path((el, seat)): Path<(String, String)>) -> Result<Response, Response> {
    let (_, view) = ask.room(&el, &[Who::Office]).await?;
    show_one(&ask, &view, &seat, StatusCode::OK, Form::default()).await
}

async fn show_one(
    ask: &Ask,
    view: &View,
    seat: &str,
    status: StatusCode,
    form: Form,
) -> Result<Response, Response> {
    let Some((plan, held)) = view.plan().zip(view.s().seats.get(seat)) else {
        return Err(shell::not_found(ask));
    };
    let lang = ask.lang();
    let role = text::t(lang, &format!("role-{}", held.role.name()));
    let page = page(ask, view, "seats", role).form(form);
    let holders = holders(ask, view).await?.remove(seat).unwrap_or_default();
    let template = One {
        frame: Frame::of(view, &page),
        base: base(view),
        seat: seat.to_owned(),
        role: body_name(plan, &held.role),
        holders,
        own: view.who().handle() == seat,
        page,
    };
    Ok(ui::html_with(status, &template))
}

/// Hands a seat to another account: whoever held it holds it no longer. The seat, and so the log, stays the same.
async fn hand(Path((el, seat)): Path<(String, String)>, sent: Sent) -> Result<Response, Response> {
    let ask = &sent.ask;
    let (_, view) = ask.room(&el, &[Who::Office]).await?;
    let Some(held) = view.s().seats.get(&seat) else { return Err(shell::not_found(ask)) };
    let (account, fresh) = match account::named(&sent).await? {
        Ok(found) => found,
        Err(form) => return show_one(ask, &view, &seat, StatusCode::UNPROCESSABLE_ENTITY, form).await,
    };
    let there = account.seats.iter().any(|row| row.selection == el && row.handle == seat);
    if let (false, Some(why)) = (there, account::conflict(ask, &el, &account, &held.role).await?) {
        let form = sent.form().fault("login", why, "");
        return show_one(ask, &view, &seat, StatusCode::UNPROCESSABLE_ENTITY, form).await;
    }
    take_from_all(ask, &el, &seat, Some(&account)).await?;
    account::give_seat(ask, account, &fresh, &el, &seat).await?;
    match fresh {
        Some(fresh) => show(ask, &view, StatusCode::OK, Form::default(), Some(fresh)).await,
        None => Ok(shell::done(&format!("{}/seats", base(&view)), None)),
    }
}

async fn dismiss(Path((el, seat)): Path<(String, String)>, sent: Sent) -> Result<Response, Response> {
    let ask = &sent.ask;
    let (desk, view) = ask.room(&el, &[Who::Office]).await?;
    if view.who().handle() == seat {
        let form = sent.form().fault("", text::t(ask.lang(), "office-seat-own"), "");
        return show_one(ask, &view, &seat, StatusCode::UNPROCESSABLE_ENTITY, form).await;
    }
    match shell::act(&sent, &desk, &view, Act::Founding(founding::Act::Dismiss(seat.clone()))).await? {
        Acted::Done(n) => {
            take_from_all(ask, &el, &seat, None).await?;
            Ok(shell::done(&format!("{}/seats", base(&view)), n))
        }
        Acted::Refused(form) => show_one(ask, &view, &seat, StatusCode::UNPROCESSABLE_ENTITY, form).await,
    }
}

/// Takes a seat from every account but one.
async fn take_from_all(ask: &Ask, el: &str, seat: &str, but: Option<&Account>) -> Result<(), Response> {
    let store = ask.world.house.store();
    for mut account in store.accounts().await.map_err(broken)? {
        let before = account.seats.len();
        account.seats.retain(|held| held.selection != el || held.handle != seat);
        if account.seats.len() != before && but.is_none_or(|but| but.id != account.id) {
            store.update_account(&account).await.map_err(broken)?;
        }
    }
    Ok(())
}
