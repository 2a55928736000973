//! The administrator: the first one of an installation, plans that become selections, accounts. No dossier is seen here.

mod draft;
pub(crate) mod faults;
mod import;

use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use desk::House;
use identity::Secret;
use identity::session::Token;
use plan::Instant;
use selection::organisation::Entry;
use selection::{Act, Actor, Role, Seat, founding};
use store::{Entropy, StoreError};

use crate::account::{self, Fresh};
use crate::app::App;
use crate::ask::{Ask, broken};
use crate::limits::Limit;
use crate::sent::Sent;
use crate::shell::{self, Acted, stamp};
use crate::ui::{self, Cell, Fact, Form, Nav, Page, Table, Tone};

/// How long a set-up link opens.
const SETUP_MS: i64 = 24 * 3_600_000;

/// What a set-up token says it is for.
const SETUP: &[u8] = b"setup";

/// The routes of this room.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/setup/{token}", get(setup_page).post(setup))
        .route("/admin", get(board))
        .route("/admin/selections/new", get(new_page).post(draft::take))
        .route("/admin/selections/import", get(import::ask_for).post(import::drafted))
        .route("/admin/selections/draft", get(draft::look).post(draft::mend))
        .route("/admin/selections", post(draft::open))
        .route("/admin/selections/{el}", get(selection).post(first_seat))
        .route("/admin/accounts", get(accounts).post(create))
        .route("/admin/accounts/{id}", get(one))
        .route("/admin/accounts/{id}/reset", post(reset))
        .route("/admin/accounts/{id}/disable", post(disable))
        .route("/admin/accounts/{id}/admin", post(give_admin))
}

/// A one-time token for `/setup/<token>`, good for a day; only its hash is kept. For an installation without an
/// administrator.
///
/// # Errors
/// [`StoreError`] where it cannot be kept.
pub async fn setup_token(house: &House, now: Instant) -> Result<String, StoreError> {
    let token = Token::from_random(&desk::SystemEntropy.bytes32(b"setup"));
    house.store().put_token(token.hash().as_bytes(), SETUP, now.0.saturating_add(SETUP_MS)).await?;
    Ok(token.expose().to_owned())
}

#[derive(Template)]
#[template(path = "admin/setup.html")]
struct Setup {
    page: Page,
    token: String,
}

fn show_setup(ask: &Ask, token: &str, status: StatusCode, form: Form) -> Response {
    let page = ask.page(None, text::t(ask.lang(), "admin-setup")).form(form);
    ui::html_with(status, &Setup { page, token: token.to_owned() })
}

/// There is no set-up once there is an administrator, whatever token is shown.
async fn unclaimed(ask: &Ask) -> Result<(), Response> {
    let taken = !ask.world.house.organisation().await.admins.is_empty();
    if taken { Err(shell::not_found(ask)) } else { Ok(()) }
}

async fn setup_page(ask: Ask, Path(token): Path<String>) -> Result<Response, Response> {
    unclaimed(&ask).await?;
    if Token::parse(&token).is_none() {
        return Err(shell::not_found(&ask));
    }
    Ok(show_setup(&ask, &token, StatusCode::OK, Form::default()))
}

async fn setup(Path(token): Path<String>, sent: Sent) -> Result<Response, Response> {
    let ask = &sent.ask;
    unclaimed(ask).await?;
    let Some(known) = Token::parse(&token) else { return Err(shell::not_found(ask)) };
    let lang = ask.lang();
    let store = ask.world.house.store();
    let login = sent.get("login").to_ascii_lowercase();
    let mut form = sent.form();
    if !account::login_ok(&login) {
        form = form.fault("login", text::t(lang, "account-login-bad"), "");
    } else if store.account_by_login(&login).await.map_err(broken)?.is_some() {
        form = form.fault("login", text::t(lang, "account-login-taken"), "");
    }
    if let Some(key) = account::name_fault(sent.get("name")) {
        form = form.fault("name", text::t(lang, key), "");
    }
    for fault in account::new_faults(&sent, &login, lang) {
        form = form.fault(&fault.field, fault.text, fault.clause);
    }
    if !form.faults().is_empty() {
        return Ok(show_setup(ask, &token, StatusCode::UNPROCESSABLE_ENTITY, form));
    }
    if let Err(wait) = ask.take(Limit::SetUp) {
        let text = text::ta(lang, "slow-form", &text::args! { "n" => wait.seconds() });
        return Ok(wait.tell(show_setup(
            ask,
            &token,
            StatusCode::TOO_MANY_REQUESTS,
            form.fault("", text, ""),
        )));
    }
    let mut account = account::blank(ask, &login, sent.get("name"));
    account.password_hash = account::hashed(ask, Secret::new(sent.get("password").to_owned())).await?;
    account.is_admin = true;
    // Spent last, so that a slip in the form does not cost the only way in; and before anything is made, so that of two
    // who hold the link one comes in.
    let spent = store.take_token(known.hash().as_bytes(), ask.now().0).await.map_err(broken)?;
    if spent.as_deref() != Some(SETUP) {
        let form = form.fault("", text::t(lang, "admin-setup-spent"), "");
        return Ok(show_setup(ask, &token, StatusCode::UNPROCESSABLE_ENTITY, form));
    }
    let given = Entry::AdminGiven { account: account.id.clone() };
    ask.world.house.record(&Actor::System, given, &sent.request()).await.map_err(broken)?;
    store.create_account(&account).await.map_err(broken)?;
    account::journal(ask, &account.id, "admin-made").await?;
    Ok(Redirect::to("/sign-in?made=1&to=/admin").into_response())
}

/// A page of the administrator's rooms.
fn page(ask: &Ask, here: &str, title: &str) -> Page {
    let rooms = [("board", "/admin"), ("new", "/admin/selections/new"), ("accounts", "/admin/accounts")];
    let nav = rooms.map(|(name, href)| {
        Nav::new(text::t(ask.lang(), &format!("admin-room-{name}")), href).here(name == here)
    });
    let own = Nav::new(text::t(ask.lang(), "account-own"), "/account");
    ask.page(None, text::t(ask.lang(), title)).nav(nav.into_iter().chain([own]).collect())
}

#[derive(Template)]
#[template(path = "admin/board.html")]
struct Board {
    page: Page,
    selections: Table,
    fresh: bool,
    accounts: usize,
}

async fn board(ask: Ask) -> Result<Response, Response> {
    let who = ask.admin()?;
    let page = page(&ask, "board", "admin-board");
    let organisation = ask.world.house.organisation().await;
    let heads = ["selection", "stands", "opened"].map(|key| page.t(format!("admin-col-{key}")));
    let mut selections = Table::new(page.t("admin-selections"), heads).caption_hidden();
    for (id, (at, _)) in &organisation.selections {
        let Some(desk) = ask.world.house.desk(id).await else { continue };
        let view = desk.view(who.clone());
        let title = view.plan().map(|plan| plan.title.clone()).unwrap_or_default();
        let (tone, key) = match (view.s().closed.is_some(), view.s().open_stages().is_empty()) {
            (true, _) => (Tone::Plain, "admin-stands-closed"),
            (false, false) => (Tone::Active, "admin-stands-open"),
            (false, true) => (Tone::Wait, "admin-stands-waits"),
        };
        selections
            .row([
                Cell::Two(title, id.clone()),
                Cell::Tag(tone, page.t(key)),
                Cell::Text(page.date(&stamp(*at))),
            ])
            .href(format!("/admin/selections/{id}"));
    }
    let accounts = ask.world.house.store().accounts().await.map_err(broken)?.len();
    Ok(ui::html(&Board { fresh: selections.rows.is_empty(), selections, accounts, page }))
}

#[derive(Template)]
#[template(path = "admin/new.html")]
struct New {
    page: Page,
    /// The title of the plan that is in hand, if one is.
    kept: Option<String>,
}

async fn new_page(ask: Ask) -> Result<Response, Response> {
    ask.admin()?;
    let kept = draft::Draft::of(&ask).await?.map(|draft| draft.title());
    Ok(ui::html(&New { page: page(&ask, "new", "admin-new"), kept }))
}

/// Nothing was sent to be checked.
fn new_missing(sent: &Sent) -> Response {
    let form = sent.form().fault("plan", text::t(sent.ask.lang(), "admin-file-missing"), "");
    let page = page(&sent.ask, "new", "admin-new").form(form);
    ui::html_with(StatusCode::UNPROCESSABLE_ENTITY, &New { page, kept: None })
}

/// The file that was sent, or the text that was pasted, with the name that faults give it.
pub(crate) fn source_of(sent: &Sent) -> Option<(String, String)> {
    if let Some(file) = sent.file("plan") {
        let text = String::from_utf8_lossy(&file.bytes);
        return Some((file.name.clone(), lines(text.trim_start_matches('\u{feff}'))));
    }
    sent.some("source").map(|text| (String::new(), lines(&text)))
}

/// Text with the line ends it had before a browser sent it: a plan's hash must not depend on the way it came.
pub(crate) fn lines(text: &str) -> String {
    text.replace("\r\n", "\n")
}

#[derive(Template)]
#[template(path = "admin/selection.html")]
struct Shown {
    page: Page,
    el: String,
    name: String,
    facts: Vec<Fact>,
    hash: String,
    holders: Vec<String>,
    closed: bool,
    fresh: Option<Fresh>,
}

async fn selection(ask: Ask, Path(el): Path<String>) -> Result<Response, Response> {
    let who = ask.admin()?;
    show_selection(&ask, who, &el, StatusCode::OK, Form::default(), None).await
}

async fn show_selection(
    ask: &Ask,
    who: Actor,
    el: &str,
    status: StatusCode,
    form: Form,
    fresh: Option<Fresh>,
) -> Result<Response, Response> {
    let desk = ask.desk(el).await?;
    let view = desk.view(who);
    let Some(plan) = view.plan() else { return Err(shell::not_found(ask)) };
    let page = page(ask, "board", "admin-selection").form(form);
    let holders = holders(ask, el).await?;
    let facts = vec![
        Fact::new(page.t("admin-fact-id"), el),
        Fact::new(page.t("admin-fact-place"), plan.place.get().map(String::as_str).unwrap_or_default()),
        Fact::new(page.t("admin-fact-supplements"), page.t1("admin-count", "n", plan.supplement.len())),
    ];
    let template = Shown {
        el: el.to_owned(),
        name: plan.title.clone(),
        facts,
        hash: view.s().plan_hashes.last().cloned().unwrap_or_default(),
        holders,
        closed: view.s().closed.is_some(),
        fresh,
        page,
    };
    Ok(ui::html_with(status, &template))
}

/// Who can work as the office. Known from the accounts: an administrator does not see the seats themselves.
async fn holders(ask: &Ask, el: &str) -> Result<Vec<String>, Response> {
    let accounts = ask.world.house.store().accounts().await.map_err(broken)?;
    let holds = |account: &&store::Account| {
        let mut seats = account.seats.iter();
        !account.disabled && seats.any(|seat| seat.selection == el && seat.handle.starts_with("office-"))
    };
    let name = |account: &store::Account| format!("{} ({})", account.name, account.login);
    Ok(accounts.iter().filter(holds).map(name).collect())
}

/// Gives an office seat: the first one has to come from the administrator, every other may come from the office.
async fn first_seat(Path(el): Path<String>, sent: Sent) -> Result<Response, Response> {
    let ask = &sent.ask;
    let who = ask.admin()?;
    let desk = ask.desk(&el).await?;
    let bad = StatusCode::UNPROCESSABLE_ENTITY;
    if !holders(ask, &el).await?.is_empty() {
        let form = sent.form().fault("", text::t(ask.lang(), "admin-office-there"), "");
        return show_selection(ask, who, &el, bad, form, None).await;
    }
    let (account, fresh) = match account::named(&sent).await? {
        Ok(found) => found,
        Err(form) => return show_selection(ask, who, &el, bad, form, None).await,
    };
    let seat = Seat { role: Role::Office, unit: None, outlet: None };
    if let Some(why) = account::conflict(ask, &el, &account, &seat.role).await? {
        let form = sent.form().fault("login", why, "");
        return show_selection(ask, who, &el, bad, form, None).await;
    }
    let view = desk.view(who.clone());
    match shell::act(&sent, &desk, &view, Act::Founding(founding::Act::Appoint(seat))).await? {
        Acted::Refused(form) => show_selection(ask, who, &el, bad, form, None).await,
        Acted::Done(n) => {
            let row = n.and_then(|n| desk.view(who.clone()).row(n)).and_then(|row| row.record);
            if let Some(selection::Entry::Founding(founding::Entry::Appointed { seat, .. })) =
                row.map(|record| record.entry)
            {
                account::give_seat(ask, account, &fresh, &el, &seat).await?;
            }
            match fresh {
                Some(fresh) => {
                    show_selection(ask, who, &el, StatusCode::OK, Form::default(), Some(fresh)).await
                }
                None => Ok(Redirect::to(&format!("/admin/selections/{el}")).into_response()),
            }
        }
    }
}

#[derive(Template)]
#[template(path = "admin/accounts.html")]
struct Accounts {
    page: Page,
    table: Table,
    fresh: Option<Fresh>,
}

async fn accounts(ask: Ask) -> Result<Response, Response> {
    ask.admin()?;
    show_accounts(&ask, StatusCode::OK, Form::default(), None).await
}

async fn show_accounts(
    ask: &Ask,
    status: StatusCode,
    form: Form,
    fresh: Option<Fresh>,
) -> Result<Response, Response> {
    let page = page(ask, "accounts", "admin-accounts").form(form);
    let heads = ["account", "seats", "made", "state"].map(|key| page.t(format!("admin-col-{key}")));
    let mut table = Table::new(page.t("admin-accounts"), heads).caption_hidden();
    for account in ask.world.house.store().accounts().await.map_err(broken)? {
        let (tone, state) = state(&account, &page, ask.now());
        let mut seats = Vec::new();
        for seat in &account.seats {
            let (selection, role) = seat_words(ask, seat).await;
            seats.push(page.t2("account-room", "role", role, "title", selection));
        }
        if account.is_admin {
            seats.insert(0, page.t("role-admin"));
        }
        table
            .row([
                Cell::Two(account.name.clone(), account.login.clone()),
                Cell::Text(seats.join(&page.t("common-list-mark"))),
                Cell::Text(page.date(&stamp(Instant(account.created_at)))),
                Cell::Tag(tone, state),
            ])
            .href(format!("/admin/accounts/{}", account.id));
    }
    Ok(ui::html_with(status, &Accounts { page, table, fresh }))
}

/// A seat as people call it: whose selection, and the role; its handle where it has ended.
async fn seat_words(ask: &Ask, seat: &store::Seat) -> (String, String) {
    let Some(desk) = ask.world.house.desk(&seat.selection).await else {
        return (seat.selection.clone(), seat.handle.clone());
    };
    let view = desk.view(Actor::Seat(seat.handle.clone()));
    let role = match view.s().role(view.who()) {
        Some(role) => text::t(ask.lang(), &format!("role-{}", role.name())),
        None => seat.handle.clone(),
    };
    (view.plan().map_or_else(|| seat.selection.clone(), |plan| plan.short.clone()), role)
}

fn state(account: &store::Account, page: &Page, now: Instant) -> (Tone, String) {
    match account.locked_until.filter(|until| *until > now.0) {
        _ if account.disabled => (Tone::Stop, page.t("admin-state-disabled")),
        Some(until) => {
            (Tone::Stop, page.t1("admin-state-locked", "at", page.day_time(&stamp(Instant(until)))))
        }
        None if account.must_change => (Tone::Wait, page.t("admin-state-must-change")),
        None => (Tone::Done, page.t("admin-state-fine")),
    }
}

async fn create(sent: Sent) -> Result<Response, Response> {
    let ask = &sent.ask;
    ask.admin()?;
    let lang = ask.lang();
    let login = sent.get("login").to_ascii_lowercase();
    let store = ask.world.house.store();
    let mut form = sent.form();
    if !account::login_ok(&login) {
        form = form.fault("login", text::t(lang, "account-login-bad"), "");
    } else if store.account_by_login(&login).await.map_err(broken)?.is_some() {
        form = form.fault("login", text::t(lang, "account-login-taken"), "");
    }
    if let Some(key) = account::name_fault(sent.get("name")) {
        form = form.fault("name", text::t(lang, key), "");
    }
    if !form.faults().is_empty() {
        return show_accounts(ask, StatusCode::UNPROCESSABLE_ENTITY, form, None).await;
    }
    let mut account = account::blank(ask, &login, sent.get("name"));
    account.must_change = true;
    let fresh = Fresh::new(ask, &account);
    account.password_hash = fresh.hash(ask).await?;
    store.create_account(&account).await.map_err(broken)?;
    account::journal(ask, &account.id, "account-made").await?;
    show_accounts(ask, StatusCode::OK, Form::default(), Some(fresh)).await
}

#[derive(Template)]
#[template(path = "admin/account.html")]
struct One {
    page: Page,
    id: String,
    name: String,
    facts: Vec<Fact>,
    disabled: bool,
    admin: bool,
    own: bool,
}

async fn known(ask: &Ask, id: &str) -> Result<store::Account, Response> {
    match ask.world.house.store().account(id).await.map_err(broken)? {
        Some(account) => Ok(account),
        None => Err(shell::not_found(ask)),
    }
}

async fn one(ask: Ask, Path(id): Path<String>) -> Result<Response, Response> {
    let who = ask.admin()?;
    let account = known(&ask, &id).await?;
    Ok(show_one(&ask, &who, account, StatusCode::OK, Form::default()).await)
}

async fn show_one(
    ask: &Ask,
    who: &Actor,
    account: store::Account,
    status: StatusCode,
    form: Form,
) -> Response {
    let page = page(ask, "accounts", "admin-account").form(form);
    let (_, state) = state(&account, &page, ask.now());
    let mut facts = vec![
        Fact::new(page.t("account-login"), &account.login),
        Fact::new(page.t("admin-col-state"), state),
        Fact::new(page.t("admin-col-made"), page.date(&stamp(Instant(account.created_at)))),
    ];
    for seat in &account.seats {
        let (selection, role) = seat_words(ask, seat).await;
        facts.push(Fact::new(selection, role));
    }
    let own = who.handle() == account.id;
    let template = One {
        id: account.id,
        name: account.name,
        facts,
        disabled: account.disabled,
        admin: account.is_admin,
        own,
        page,
    };
    ui::html_with(status, &template)
}

/// A new one-time password; every lock and every session of the account ends.
async fn reset(Path(id): Path<String>, sent: Sent) -> Result<Response, Response> {
    let ask = &sent.ask;
    ask.admin()?;
    let mut account = known(ask, &id).await?;
    let fresh = Fresh::new(ask, &account);
    account.password_hash = fresh.hash(ask).await?;
    account.must_change = true;
    let store = ask.world.house.store();
    store.update_account(&account).await.map_err(broken)?;
    store.drop_sessions_of(&id).await.map_err(broken)?;
    account::unlock(ask, &id).await?;
    account::journal(ask, &id, "password-reset").await?;
    show_accounts(ask, StatusCode::OK, Form::default(), Some(fresh)).await
}

async fn disable(Path(id): Path<String>, sent: Sent) -> Result<Response, Response> {
    let ask = &sent.ask;
    let who = ask.admin()?;
    let mut account = known(ask, &id).await?;
    if who.handle() == id {
        let form = Form::default().fault("", text::t(ask.lang(), "admin-not-self"), "");
        return Ok(show_one(ask, &who, account, StatusCode::UNPROCESSABLE_ENTITY, form).await);
    }
    account.disabled = sent.get("disabled") == "yes";
    let store = ask.world.house.store();
    store.update_account(&account).await.map_err(broken)?;
    let kind = if account.disabled { "account-disabled" } else { "account-enabled" };
    if account.disabled {
        store.drop_sessions_of(&id).await.map_err(broken)?;
    }
    account::journal(ask, &id, kind).await?;
    Ok(Redirect::to("/admin/accounts").into_response())
}

/// Makes somebody an administrator, or no longer one. It stands in the organisation's ledger first.
async fn give_admin(Path(id): Path<String>, sent: Sent) -> Result<Response, Response> {
    let ask = &sent.ask;
    let who = ask.admin()?;
    let mut account = known(ask, &id).await?;
    let give = sent.get("admin") == "yes";
    if who.handle() == id {
        let form = Form::default().fault("", text::t(ask.lang(), "admin-not-self"), "");
        return Ok(show_one(ask, &who, account, StatusCode::UNPROCESSABLE_ENTITY, form).await);
    }
    if give && !account.seats.is_empty() {
        let form = Form::default().fault("", text::t(ask.lang(), "account-seat-no-admin"), "");
        return Ok(show_one(ask, &who, account, StatusCode::UNPROCESSABLE_ENTITY, form).await);
    }
    if give != account.is_admin {
        let id = id.clone();
        let entry = if give { Entry::AdminGiven { account: id } } else { Entry::AdminTaken { account: id } };
        ask.world.house.record(&who, entry, &sent.request()).await.map_err(broken)?;
        account.is_admin = give;
        ask.world.house.store().update_account(&account).await.map_err(broken)?;
    }
    Ok(Redirect::to("/admin/accounts").into_response())
}
