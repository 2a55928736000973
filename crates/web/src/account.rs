//! Signing in and out, passwords, and the accounts that other rooms make.

use askama::Template;
use axum::Router;
use axum::extract::Query;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use identity::Secret;
use identity::lockout::{Attempt, Lockout, LockoutPolicy};
use identity::password::{self, Cost, PhcString};
use identity::session::{SessionPolicy, begin, clear_cookie, read_cookie, set_cookie};
use ledger::hash::hex_of;
use plan::Instant;
use selection::{Role, compatible};
use serde::Deserialize;
use store::{Account, JournalLine, Seat, Session};
use text::Lang;
use tokio::sync::{Mutex, Semaphore};

use crate::app::App;
use crate::ask::{Ask, SESSION, broken};
use crate::limits::{Asker, Limit};
use crate::sent::Sent;
use crate::shell::{self, stamp};
use crate::ui::{self, Fact, Fault, Form, Link, Page};

/// Two attempts on one account must not read the same count and write it back: attempts are judged one at a time.
static JUDGING: Mutex<()> = Mutex::const_new(());

/// A hash takes tens of megabytes on purpose: so many are computed at once, the others queue. Without it, many addresses
/// together could take the machine's memory.
static HASHING: Semaphore = Semaphore::const_new(4);

/// The routes of this room.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/sign-in", get(door).post(sign_in))
        .route("/sign-out", post(sign_out))
        .route("/account", get(own))
        .route("/account/password", get(password_page).post(change))
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Wish {
    to: String,
    out: String,
    made: String,
}

#[derive(Template)]
#[template(path = "account/sign_in.html")]
struct SignIn {
    page: Page,
    to: String,
    said: String,
}

/// The sign-in page. A cookie that opens nothing any more means that the session timed out; it is taken away, so that
/// the page says so once.
async fn door(ask: Ask, Query(wish): Query<Wish>, headers: HeaderMap) -> Result<Response, Response> {
    let to = local(&wish.to);
    if ask.signed.is_some() {
        let way = home(&ask, &to).await?;
        return Ok(Redirect::to(&way).into_response());
    }
    let lang = ask.lang();
    let cookies: Vec<&str> =
        headers.get_all(header::COOKIE).iter().filter_map(|row| row.to_str().ok()).collect();
    let expired =
        read_cookie(&cookies.join("; "), SESSION, ask.app.transport()).is_some_and(|value| !value.is_empty());
    let said = match (expired, wish.out.as_str(), wish.made.as_str(), to.is_empty()) {
        (true, ..) => text::t(lang, "account-expired"),
        (false, "1", ..) => text::t(lang, "account-signed-out"),
        (false, _, "1", _) => text::t(lang, "admin-setup-done"),
        (false, _, _, false) => text::t(lang, "account-first"),
        (false, _, _, true) => String::new(),
    };
    let page = ask.page(None, text::t(lang, "account-sign-in"));
    let mut response = ui::html(&SignIn { page, to, said });
    if expired {
        set(&mut response, clear_cookie(SESSION, ask.app.transport()).map_err(broken)?);
    }
    Ok(response)
}

fn refused(sent: &Sent, status: StatusCode, text: String) -> Response {
    let ask = &sent.ask;
    let page = ask.page(None, text::t(ask.lang(), "account-sign-in"));
    let page = page.form(Form::default().with("login", sent.get("login")).fault("", text, ""));
    let to = local(sent.get("to"));
    ui::html_with(status, &SignIn { page, to, said: String::new() })
}

async fn sign_in(sent: Sent) -> Result<Response, Response> {
    let ask = &sent.ask;
    let lang = ask.lang();
    let now = ask.now();
    let login = sent.get("login").to_ascii_lowercase();
    if login.is_empty() || sent.get("password").is_empty() {
        return Ok(refused(&sent, StatusCode::UNPROCESSABLE_ENTITY, text::t(lang, "account-both")));
    }
    let asker = Asker::of(ask);
    if let Some(wait) = ask.app.limits().wait(Limit::SignIn, &asker, now.0) {
        let text = text::ta(lang, "account-slow", &text::args! { "n" => wait.seconds() });
        return Ok(wait.tell(refused(&sent, StatusCode::TOO_MANY_REQUESTS, text)));
    }
    let store = ask.world.house.store();
    let found = store.account_by_login(&login).await.map_err(broken)?;
    let kept = found.as_ref().map(|account| PhcString::from_kept(account.password_hash.clone()));
    let right = verify(ask, Secret::new(sent.get("password").to_owned()), kept).await?;
    let usable = found.as_ref().is_some_and(|account| !account.disabled);
    let attempt = match &found {
        Some(account) => judge(ask, account, right && usable).await?,
        None => ask.app.strangers().attempt(&LockoutPolicy::STAFF, &login, now.0),
    };
    match (attempt, found) {
        (Attempt::Accepted, Some(mut account)) => {
            let kept = PhcString::from_kept(account.password_hash.clone());
            if password::needs_rehash(&kept, cost(&ask.app)) {
                account.password_hash = hashed(ask, Secret::new(sent.get("password").to_owned())).await?;
                store.update_account(&account).await.map_err(broken)?;
            }
            journal(ask, &account.id, "sign-in").await?;
            let way = if account.must_change {
                "/account/password".to_owned()
            } else {
                match local(sent.get("to")) {
                    to if to.is_empty() => home_of(ask, &account).await,
                    to => to,
                }
            };
            enter(ask, &account.id, &way).await
        }
        (attempt, found) => {
            ask.app.limits().count(Limit::SignIn, &asker, now.0);
            journal(ask, found.as_ref().map_or("", |account| account.id.as_str()), "sign-in-refused").await?;
            Ok(refused(&sent, StatusCode::UNPROCESSABLE_ENTITY, refusal(ask, &attempt)))
        }
    }
}

/// What a refused attempt is told: the same for a wrong login, a wrong password, and a lock but for its end.
fn refusal(ask: &Ask, attempt: &Attempt) -> String {
    match attempt {
        Attempt::Refused { retry_at_ms: Some(until) } => {
            let page = ask.page(None, "");
            page.t1("account-locked", "at", page.day_time(&stamp(Instant(*until))))
        }
        _ => text::t(ask.lang(), "account-wrong"),
    }
}

/// Judges an attempt on an account that exists, and keeps its count.
async fn judge(ask: &Ask, account: &Account, right: bool) -> Result<Attempt, Response> {
    let store = ask.world.house.store();
    let key = lockout_key(&account.id);
    let now = ask.now().0;
    let _one_at_a_time = JUDGING.lock().await;
    let kept = store.meta_get(&key).await.map_err(broken)?.unwrap_or_default();
    let mut lockout =
        std::str::from_utf8(&kept).ok().and_then(|text| Lockout::from_text(text).ok()).unwrap_or_default();
    let before = lockout.clone();
    let attempt = lockout.attempt(&LockoutPolicy::STAFF, right, now);
    if lockout != before {
        store.meta_put(&key, lockout.to_text().as_bytes()).await.map_err(broken)?;
    }
    match attempt {
        Attempt::Accepted => store.set_lockout(&account.id, 0, None).await.map_err(broken)?,
        Attempt::Refused { .. } => {
            let failed = store.count_failure(&account.id).await.map_err(broken)?;
            store.set_lockout(&account.id, failed, lockout.locked_until(now)).await.map_err(broken)?;
        }
    }
    Ok(attempt)
}

fn lockout_key(account: &str) -> String {
    format!("lockout/{account}")
}

/// Ends every lock of an account: what a new password from the administrator does.
pub(crate) async fn unlock(ask: &Ask, account: &str) -> Result<(), Response> {
    let store = ask.world.house.store();
    let _one_at_a_time = JUDGING.lock().await;
    store.meta_put(&lockout_key(account), b"").await.map_err(broken)?;
    store.set_lockout(account, 0, None).await.map_err(broken)
}

/// Begins a session under a new token and goes on; the session that came with the request ends.
pub(crate) async fn enter(ask: &Ask, account: &str, to: &str) -> Result<Response, Response> {
    let store = ask.world.house.store();
    let now = ask.now().0;
    let fresh = begin(&ask.app.fresh(), ask.signed.as_ref().map(|signed| signed.session), now);
    if let Some(ended) = &fresh.ended {
        store.drop_session(ended.as_bytes()).await.map_err(broken)?;
    }
    let session = Session {
        account: Some(account.to_owned()),
        csrf: ask.app.fresh(),
        created_at: now,
        seen_at: now,
        expires_at: now.saturating_add(SessionPolicy::STAFF.absolute_ms),
    };
    store.put_session(fresh.hash.as_bytes(), &session).await.map_err(broken)?;
    let mut response = Redirect::to(to).into_response();
    set(&mut response, set_cookie(SESSION, fresh.token.expose(), ask.app.transport(), None).map_err(broken)?);
    Ok(response)
}

/// Adds a cookie to an answer.
pub(crate) fn set(response: &mut Response, cookie: String) {
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}

async fn sign_out(sent: Sent) -> Result<Response, Response> {
    let ask = &sent.ask;
    if let Some(signed) = &ask.signed {
        ask.world.house.store().drop_session(signed.session.as_bytes()).await.map_err(broken)?;
        journal(ask, &signed.account.id, "sign-out").await?;
    }
    let mut response = Redirect::to("/sign-in?out=1").into_response();
    set(&mut response, clear_cookie(SESSION, ask.app.transport()).map_err(broken)?);
    Ok(response)
}

/// A path on this site, or nothing: a link that leads elsewhere after sign-in is a trap.
fn local(to: &str) -> String {
    let sound = to.starts_with('/')
        && !to.starts_with("//")
        && !to.starts_with("/sign-")
        && !to.contains('\\')
        && !to.chars().any(char::is_control);
    if sound { to.to_owned() } else { String::new() }
}

async fn home(ask: &Ask, to: &str) -> Result<String, Response> {
    match &ask.signed {
        Some(signed) if to.is_empty() => Ok(home_of(ask, &signed.account).await),
        _ => Ok(to.to_owned()),
    }
}

/// Where somebody's work is: the one room they have, or the page that lists all.
async fn home_of(ask: &Ask, account: &Account) -> String {
    let rooms = rooms_of(ask, account).await;
    match rooms.as_slice() {
        [only] => only.href.clone(),
        _ => "/account".to_owned(),
    }
}

/// The rooms an account may enter: its seats as far as they still stand, and the administrator's.
async fn rooms_of(ask: &Ask, account: &Account) -> Vec<Link> {
    let mut rooms = Vec::new();
    for seat in &account.seats {
        let Some(desk) = ask.world.house.desk(&seat.selection).await else { continue };
        let view = desk.view(selection::Actor::Seat(seat.handle.clone()));
        let Some(role) = view.s().role(view.who()) else { continue };
        let base = format!("/s/{}", seat.selection);
        let title = view.plan().map(|plan| plan.title.clone()).unwrap_or_default();
        let role_name = text::t(ask.lang(), &format!("role-{}", role.name()));
        let args = text::args! { "role" => role_name, "title" => title };
        rooms.push(Link::new(
            text::ta(ask.lang(), "account-room", &args),
            shell::room_home(&base, role.name()),
        ));
    }
    if account.is_admin {
        rooms.push(Link::new(text::t(ask.lang(), "role-admin"), "/admin"));
    }
    rooms
}

#[derive(Template)]
#[template(path = "account/own.html")]
struct Own {
    page: Page,
    lead: String,
    rooms: Vec<Link>,
}

fn signed_in(ask: &Ask) -> Result<Account, Response> {
    match &ask.signed {
        Some(signed) => Ok(signed.account.clone()),
        None => Err(Redirect::to(&format!("/sign-in?to={}", shell::encode(&ask.path))).into_response()),
    }
}

async fn own(ask: Ask) -> Result<Response, Response> {
    let account = signed_in(&ask)?;
    if account.must_change {
        return Ok(Redirect::to("/account/password").into_response());
    }
    let rooms = rooms_of(&ask, &account).await;
    let page = ask.page(None, text::t(ask.lang(), "account-own"));
    let lead = page.t1("account-own-lead", "name", &account.name);
    Ok(ui::html(&Own { page, lead, rooms }))
}

#[derive(Template)]
#[template(path = "account/password.html")]
struct Password {
    page: Page,
    must: bool,
}

async fn password_page(ask: Ask) -> Result<Response, Response> {
    let account = signed_in(&ask)?;
    Ok(show_password(&ask, &account, StatusCode::OK, Form::default()))
}

fn show_password(ask: &Ask, account: &Account, status: StatusCode, form: Form) -> Response {
    let page = ask.page(None, text::t(ask.lang(), "account-password")).form(form);
    ui::html_with(status, &Password { page, must: account.must_change })
}

async fn change(sent: Sent) -> Result<Response, Response> {
    let ask = &sent.ask;
    let lang = ask.lang();
    let mut account = signed_in(ask)?;
    let store = ask.world.house.store();
    let mut form = Form::default();
    let kept = PhcString::from_kept(account.password_hash.clone());
    let right = verify(ask, Secret::new(sent.get("old").to_owned()), Some(kept)).await?;
    // A session left open must not be a way to guess the password without end.
    let attempt = judge(ask, &account, right).await?;
    if attempt != Attempt::Accepted {
        let text = match attempt {
            Attempt::Refused { retry_at_ms: Some(_) } => refusal(ask, &attempt),
            _ => text::t(lang, "account-old-wrong"),
        };
        form = form.fault("old", text, "");
    }
    for fault in new_faults(&sent, &account.login, lang) {
        form = form.fault(&fault.field, fault.text, fault.clause);
    }
    if right && sent.get("password") == sent.get("old") {
        form = form.fault("password", text::t(lang, "account-password-same"), "");
    }
    if !form.faults().is_empty() {
        return Ok(show_password(ask, &account, StatusCode::UNPROCESSABLE_ENTITY, form));
    }
    account.password_hash = hashed(ask, Secret::new(sent.get("password").to_owned())).await?;
    account.must_change = false;
    store.update_account(&account).await.map_err(broken)?;
    // Whoever knew the old password is signed out everywhere.
    store.drop_sessions_of(&account.id).await.map_err(broken)?;
    journal(ask, &account.id, "password-changed").await?;
    let way = home_of(ask, &account).await;
    enter(ask, &account.id, &way).await
}

/// Everything that is wrong with a new password and its repetition.
pub(crate) fn new_faults(sent: &Sent, login: &str, lang: Lang) -> Vec<Fault> {
    let fault = |field: &str, key: String| Fault {
        field: field.to_owned(),
        text: text::t(lang, &key),
        clause: String::new(),
    };
    let new = Secret::new(sent.get("password").to_owned());
    let mut faults: Vec<Fault> = password::faults(&new, login)
        .into_iter()
        .map(|wrong| fault("password", format!("account-{}", wrong.code())))
        .collect();
    if sent.get("again") != sent.get("password") {
        faults.push(fault("again", "account-again-differs".to_owned()));
    }
    faults
}

/// What hashes cost: the demo's passwords are printed on its pages, everybody else's are not.
fn cost(app: &App) -> Cost {
    if app.demo().is_some() { Cost::LightForTestsAndDemo } else { Cost::Standard }
}

async fn verify(ask: &Ask, password: Secret, kept: Option<PhcString>) -> Result<bool, Response> {
    let cost = cost(&ask.app);
    let _turn = HASHING.acquire().await.map_err(broken)?;
    let work = move || password::verify_login(&password, kept.as_ref(), cost);
    tokio::task::spawn_blocking(work).await.map_err(broken)?.map_err(broken)
}

/// The hash to keep of a password.
pub(crate) async fn hashed(ask: &Ask, password: Secret) -> Result<String, Response> {
    let cost = cost(&ask.app);
    let mut salt = [0; password::SALT_BYTES];
    salt.copy_from_slice(&ask.app.fresh()[..password::SALT_BYTES]);
    let _turn = HASHING.acquire().await.map_err(broken)?;
    let work = move || password::hash(&password, &salt, cost);
    let kept = tokio::task::spawn_blocking(work).await.map_err(broken)?.map_err(broken)?;
    Ok(kept.as_str().to_owned())
}

/// Writes a row of the access journal.
pub(crate) async fn journal(ask: &Ask, who: &str, kind: &str) -> Result<(), Response> {
    let line = JournalLine {
        at: ask.now().0,
        who: who.to_owned(),
        kind: kind.to_owned(),
        detail: "{}".to_owned(),
        req: None,
    };
    ask.world.house.store().journal(line).await.map(|_| ()).map_err(broken)
}

/// An account that was just made, or whose password was just set: what is shown once.
pub(crate) struct Fresh {
    /// Whose it is.
    pub(crate) name: String,
    /// Login and one-time password.
    pub(crate) facts: Vec<Fact>,
    password: Secret,
}

impl Fresh {
    /// A one-time password for an account: 80 bits in letters and digits that cannot be taken for one another.
    pub(crate) fn new(ask: &Ask, account: &Account) -> Fresh {
        // Crockford's 32: no i, l, o, u.
        const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
        let drawn = ask.app.fresh();
        let signs: Vec<char> =
            drawn.iter().take(16).map(|byte| char::from(LETTERS[usize::from(byte & 31)])).collect();
        let groups: Vec<String> = signs.chunks(4).map(|group| group.iter().collect()).collect();
        let password = groups.join("-");
        let facts = vec![
            Fact::new(text::t(ask.lang(), "account-login"), &account.login),
            Fact::new(text::t(ask.lang(), "account-once"), &password),
        ];
        Fresh { name: account.name.clone(), facts, password: Secret::new(password) }
    }

    /// The hash to keep.
    pub(crate) async fn hash(&self, ask: &Ask) -> Result<String, Response> {
        hashed(ask, Secret::new(self.password.expose().to_owned())).await
    }
}

/// The account that a form names by `login`, or a new one of that login and `name`, which is not yet made.
pub(crate) async fn named(sent: &Sent) -> Result<Result<(Account, Option<Fresh>), Form>, Response> {
    let ask = &sent.ask;
    let lang = ask.lang();
    let login = sent.get("login").to_ascii_lowercase();
    let name = sent.get("name");
    let wrong = |field: &str, key: &str| Ok(Err(sent.form().fault(field, text::t(lang, key), "")));
    if !login_ok(&login) {
        return wrong("login", "account-login-bad");
    }
    match ask.world.house.store().account_by_login(&login).await.map_err(broken)? {
        Some(account) if account.disabled => wrong("login", "account-login-disabled"),
        // A slip in a login must not hand a seat to a stranger.
        Some(account) if !name.is_empty() && account.name != name => wrong("login", "account-login-other"),
        Some(account) => Ok(Ok((account, None))),
        None => {
            if let Some(key) = name_fault(name) {
                return wrong("name", key);
            }
            let mut account = blank(ask, &login, name);
            account.must_change = true;
            let fresh = Fresh::new(ask, &account);
            Ok(Ok((account, Some(fresh))))
        }
    }
}

/// The message of what is wrong with the name of a new account.
pub(crate) fn name_fault(name: &str) -> Option<&'static str> {
    match name {
        "" => Some("account-name-missing"),
        name if !plan::characters::is_name(name) => Some("account-name-bad"),
        _ => None,
    }
}

/// Why an account cannot have a seat of this role in a selection beside what it has; `None` where it can.
pub(crate) async fn conflict(
    ask: &Ask,
    el: &str,
    account: &Account,
    role: &Role,
) -> Result<Option<String>, Response> {
    let lang = ask.lang();
    if account.is_admin {
        return Ok(Some(text::t(lang, "account-admin-no-seat")));
    }
    let seats = ask.desk(el).await?.snapshot();
    let held = account.seats.iter().filter(|seat| seat.selection == el);
    let mut roles = held.filter_map(|seat| seats.s.seats.get(&seat.handle)).map(|seat| &seat.role);
    let found = roles.find(|held| !compatible(held, role));
    let name = |role: &Role| text::t(lang, &format!("role-{}", role.name()));
    Ok(found.map(|held| {
        let args = text::args! { "held" => name(held), "role" => name(role) };
        text::ta(lang, "account-roles-apart", &args)
    }))
}

/// 3 to 32 of letters, digits, `.`, `-`, `_`.
pub(crate) fn login_ok(login: &str) -> bool {
    (3..=32).contains(&login.len())
        && login.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte))
}

/// An account without a password or seat.
pub(crate) fn blank(ask: &Ask, login: &str, name: &str) -> Account {
    let id = hex_of(&ask.app.fresh()[..8]);
    Account {
        id: format!("a-{id}"),
        login: login.to_owned(),
        name: name.to_owned(),
        password_hash: String::new(),
        seats: Vec::new(),
        is_admin: false,
        must_change: false,
        disabled: false,
        failed: 0,
        locked_until: None,
        created_at: ask.now().0,
    }
}

/// Gives a seat to an account; makes the account where it is new.
pub(crate) async fn give_seat(
    ask: &Ask,
    mut account: Account,
    fresh: &Option<Fresh>,
    el: &str,
    handle: &str,
) -> Result<(), Response> {
    let store = ask.world.house.store();
    let seat = Seat { selection: el.to_owned(), handle: handle.to_owned() };
    if !account.seats.contains(&seat) {
        account.seats.push(seat);
    }
    match fresh {
        Some(fresh) => {
            account.password_hash = fresh.hash(ask).await?;
            store.create_account(&account).await.map_err(broken)?;
            journal(ask, &account.id, "account-made").await
        }
        None => store.update_account(&account).await.map_err(broken),
    }
}

#[cfg(test)]
mod tests {
    use super::{local, login_ok};

    #[test]
    fn after_sign_in_nobody_is_led_off_the_site() {
        assert_eq!(local("/s/linyi-2022/office?x=1"), "/s/linyi-2022/office?x=1");
        for trap in
            ["//evil.example", "https://evil.example", "/\\evil.example", "", "office", "/a\nb", "/sign-in"]
        {
            assert_eq!(local(trap), "", "{trap:?}");
        }
    }

    #[test]
    fn a_login_is_plain() {
        assert!(login_ok("zhou.ming-2"));
        for bad in ["ab", "周明", "a b c", "x".repeat(33).as_str(), "a/b"] {
            assert!(!login_ok(bad), "{bad}");
        }
    }
}
