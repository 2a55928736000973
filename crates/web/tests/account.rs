//! From an empty installation to an office at work: the first administrator, a plan, a seat, a password of one's own;
//! and what a wrong password leads to.

#![allow(clippy::unwrap_used, clippy::panic, reason = "stories; clippy excuses only test functions")]

mod common;

use axum::http::StatusCode;
use common::{Answer, Browser, Town};

const SECOND: &str = include_str!("../../../plans/shiyin-2023.toml");
const GOOD: &str = "Gongyuan-2022-xin";

async fn sign_in(browser: &mut Browser, login: &str, password: &str, to: &str) -> Answer {
    let page = browser.get("/sign-in").await;
    browser.send(&page, "/sign-in", &[("login", login), ("password", password), ("to", to)]).await
}

/// The value beside a name in a list of facts.
fn fact(answer: &Answer, name: &str) -> String {
    let text = answer.text();
    let (_, rest) =
        text.split_once(&format!("<dt>{name}</dt><dd>")).unwrap_or_else(|| panic!("no {name} in {text}"));
    rest.split('<').next().unwrap().to_owned()
}

async fn administrator(town: &Town) -> Browser {
    let token = web::admin::setup_token(&town.house, town.house.clock().now()).await.unwrap();
    let mut browser = town.browser();
    let link = format!("/setup/{token}");
    let page = browser.get(&link).await;
    let weak = [("login", "guanli"), ("name", "试管理"), ("password", "guanli"), ("again", "x")];
    let refused = browser.send(&page, &link, &weak).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for what in ["密码太短", "字符种类太少", "密码里不能有账号", "两遍输入的不一样"]
    {
        assert!(refused.has(what), "all faults at once: {what} in {}", refused.text());
    }
    assert!(
        !refused.has("value=\"guanli\" autocomplete=\"new-password\""),
        "a password is never printed back"
    );
    let long = "试".repeat(3000);
    for name in [long.as_str(), "\u{200B}", "试\u{202E}管理"] {
        let fields = [("login", "guanli"), ("name", name), ("password", GOOD), ("again", GOOD)];
        assert!(browser.send(&page, &link, &fields).await.has("姓名最多60个字符"), "{name:?}");
    }
    let sound = [("login", "guanli"), ("name", "试管理"), ("password", GOOD), ("again", GOOD)];
    // A slip did not cost the link; success does.
    assert_eq!(browser.send(&page, &link, &sound).await.to(), "/sign-in?made=1&to=/admin");
    assert_eq!(browser.get(&link).await.status, StatusCode::NOT_FOUND, "there is an administrator now");
    assert_eq!(sign_in(&mut browser, "Guanli", GOOD, "/admin").await.to(), "/admin");
    browser
}

#[tokio::test]
async fn an_empty_installation_becomes_an_office_at_work() {
    let town = Town::founded().await;
    let mut admin = administrator(&town).await;
    assert_eq!(town.house.organisation().await.admins.len(), 1);
    assert!(admin.get("/admin").await.has("linyi-2022"));
    // The administrator enters no room of a selection.
    assert_eq!(admin.get("/s/linyi-2022/office").await.status, StatusCode::FORBIDDEN);

    // A plan with faults shows them all, with lines; a sound one becomes a selection when it is confirmed.
    let page = admin.get("/admin/selections/new").await;
    let nothing = admin.send(&page, "/admin/selections/new", &[]).await;
    assert!(nothing.has("请选择文件，或者粘贴全文"), "{}", nothing.text());
    let broken = SECOND.replacen("format = 1", "format = 1\nfromat = 2", 1);
    let draft = "/admin/selections/draft";
    assert_eq!(admin.send(&page, "/admin/selections/new", &[("source", &broken)]).await.to(), draft);
    let faults = admin.get(draft).await;
    assert!(faults.has("行") && !faults.has("确认，建立评选活动"), "{}", faults.text());
    assert_eq!(
        admin.send(&page, "/admin/selections", &[("source", &broken)]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "confirming what was not shown as sound changes nothing"
    );
    let past = SECOND.replace("2023", "2021");
    admin.send(&page, "/admin/selections/new", &[("source", &past)]).await;
    let past = admin.get(draft).await;
    assert!(past.has("全部阶段的时间都已过去"), "{}", past.text());
    admin.send(&page, "/admin/selections/new", &[("source", SECOND)]).await;
    let shown = admin.get(draft).await;
    assert!(!shown.has("全部阶段的时间都已过去"));
    assert!(shown.has("确认，建立评选活动"), "{}", shown.text());
    // Browsers send line ends their own way; the plan's hash must not depend on it.
    let sent = SECOND.replace('\n', "\r\n");
    let opened = admin.send(&shown, "/admin/selections", &[("source", &sent)]).await;
    let el = plan::read::id_of(SECOND).unwrap();
    assert_eq!(opened.to(), format!("/admin/selections/{el}"));
    let hash = plan::read::read(SECOND).unwrap().hash().to_string();
    assert_eq!(town.house.organisation().await.selections[&el].1, hash);

    // The first office seat goes to a new account, whose password is shown once.
    let page = admin.get(&opened.to()).await;
    let hidden = [("login", "zhouming"), ("name", "试周\u{2060}明")];
    assert!(admin.send(&page, &opened.to(), &hidden).await.has("不能含有看不见的字符"));
    let unnamed = admin.send(&page, &opened.to(), &[("login", "zhouming")]).await;
    assert!(unnamed.has("请填写姓名"), "{}", unnamed.text());
    let given = admin.send(&page, &opened.to(), &[("login", "zhouming"), ("name", "试周明")]).await;
    let once = fact(&given, "一次性密码");
    assert!(!admin.get(&opened.to()).await.has(&once), "shown once");

    // The clerk has to choose a password before anything else.
    let mut clerk = town.browser();
    assert_eq!(sign_in(&mut clerk, "zhouming", &once, "").await.to(), "/account/password");
    assert_eq!(clerk.get(&format!("/s/{el}/office")).await.to(), "/account/password");
    let page = clerk.get("/account/password").await;
    let same = clerk
        .send(&page, "/account/password", &[("old", &once), ("password", &once), ("again", &once)])
        .await;
    assert!(same.has("新密码不能和现在的一样"), "{}", same.text());
    let stale = clerk.cookies["session"].clone();
    let changed =
        clerk.send(&page, "/account/password", &[("old", &once), ("password", GOOD), ("again", GOOD)]).await;
    assert_eq!(changed.to(), format!("/s/{el}/office"), "the one room they have");
    assert_ne!(clerk.cookies["session"], stale, "a session of a new token");

    // The board of a plan that differs everywhere: every room it offers opens.
    let board = clerk.get(&changed.to()).await;
    assert_eq!(board.status, StatusCode::OK);
    for room in ["recommendations", "screen", "candidates", "seats", "rules"] {
        let path = format!("/s/{el}/office/{room}");
        let page = clerk.get(&path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(!page.has("⟦"), "{path}: {}", page.text());
    }

    // The office gives a seat, and takes it away again.
    let seats = format!("/s/{el}/office/seats");
    let page = clerk.get(&seats).await;
    let nobody = clerk.send(&page, &seats, &[("role", "auditor"), ("login", "x")]).await;
    assert!(nobody.has("账号须是3到32个"), "{}", nobody.text());
    let other = [("role", "auditor"), ("login", "zhouming"), ("name", "试别人")];
    assert!(
        clerk.send(&page, &seats, &other).await.has("这个账号是别人的"),
        "a slip hands nothing to a stranger"
    );
    let given =
        clerk.send(&page, &seats, &[("role", "auditor"), ("login", "shenji"), ("name", "试审计")]).await;
    assert!(given.has("试审计<small>shenji</small>"), "{}", given.text());
    let once = fact(&given, "一次性密码");
    let mut auditor = town.browser();
    assert_eq!(sign_in(&mut auditor, "shenji", &once, "").await.to(), "/account/password");
    let page = clerk.get(&format!("{seats}/auditor-2")).await;
    clerk.send(&page, &format!("{seats}/auditor-2/dismiss"), &[]).await;
    assert!(!clerk.get(&seats).await.has("shenji"));
    assert!(town.house.store().account_by_login("shenji").await.unwrap().unwrap().seats.is_empty());
    let own = clerk.send(&page, &format!("{seats}/office-1/dismiss"), &[]).await;
    assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY, "nobody shuts themselves out");
}

#[tokio::test]
async fn five_wrong_passwords_lock_an_account_and_an_unknown_login_alike() {
    let town = Town::founded().await;
    administrator(&town).await;
    let mut told = Vec::new();
    for login in ["guanli", "nobody"] {
        let mut browser = town.browser();
        let mut answers = Vec::new();
        for _ in 0..5 {
            let answer = sign_in(&mut browser, login, "Wrong-2022-xx", "").await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
            answers.push(["账号或密码不对", "连续输错次数太多"].map(|words| answer.has(words)));
        }
        told.push(answers);
    }
    assert_eq!(told[0], told[1], "who exists cannot be told");
    assert_eq!(told[0][4], [false, true]);
    let mut browser = town.browser();
    assert!(
        sign_in(&mut browser, "guanli", GOOD, "").await.has("连续输错次数太多"),
        "the right password waits too"
    );
    town.go("2022-12-01 09:16").await;
    assert_eq!(
        sign_in(&mut browser, "guanli", GOOD, "//evil.example").await.to(),
        "/admin",
        "and leads nowhere else"
    );
}

#[tokio::test]
async fn a_session_ends_by_itself_and_by_signing_out() {
    let town = Town::founded().await;
    let mut admin = administrator(&town).await;
    town.go("2022-12-01 09:31").await;
    let to = admin.get("/admin").await.to();
    assert_eq!(to, "/sign-in?to=%2Fadmin");
    let page = admin.get(&to).await;
    assert!(page.has("很久没有操作") && page.has("value=\"/admin\""), "{}", page.text());
    assert_eq!(sign_in(&mut admin, "guanli", GOOD, "/admin").await.to(), "/admin");
    let page = admin.get("/account").await;
    let token = admin.cookies["session"].clone();
    assert_eq!(admin.send(&page, "/sign-out", &[]).await.to(), "/sign-in?out=1");
    // Whoever kept the cookie keeps nothing.
    admin.cookies.insert("session".to_owned(), token);
    assert_eq!(admin.get("/admin").await.to(), "/sign-in?to=%2Fadmin");
    // A form of another browser is refused.
    let mut other = town.browser();
    let page = other.get("/sign-in").await;
    let mut third = town.browser();
    let refused = third.send(&page, "/sign-in", &[("login", "guanli"), ("password", GOOD)]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_administrator_makes_resets_and_disables_accounts() {
    let town = Town::founded().await;
    let mut admin = administrator(&town).await;
    let page = admin.get("/admin/accounts").await;
    let taken = admin.send(&page, "/admin/accounts", &[("login", "GUANLI"), ("name", "试重名")]).await;
    assert!(taken.has("这个账号已经有人用了"), "{}", taken.text());
    let made = admin.send(&page, "/admin/accounts", &[("login", "wangfang"), ("name", "试王芳")]).await;
    let first = fact(&made, "一次性密码");
    let id = town.house.store().account_by_login("wangfang").await.unwrap().unwrap().id;
    let path = format!("/admin/accounts/{id}");
    let page = admin.get(&path).await;
    let reset = admin.send(&page, &format!("{path}/reset"), &[]).await;
    let second = fact(&reset, "一次性密码");
    let mut clerk = town.browser();
    assert!(sign_in(&mut clerk, "wangfang", &first, "").await.has("账号或密码不对"));
    assert_eq!(sign_in(&mut clerk, "wangfang", &second, "").await.to(), "/account/password");
    admin.send(&page, &format!("{path}/disable"), &[("disabled", "yes")]).await;
    assert!(clerk.get("/account/password").await.to().starts_with("/sign-in"), "signed out at once");
    assert!(sign_in(&mut clerk, "wangfang", &second, "").await.has("账号或密码不对"), "and not told why");
    // The administrator's part is given in the organisation's ledger, and nobody takes their own.
    admin.send(&page, &format!("{path}/admin"), &[("admin", "yes")]).await;
    assert_eq!(town.house.organisation().await.admins.len(), 2);
    let own = town.house.store().account_by_login("guanli").await.unwrap().unwrap().id;
    let page = admin.get(&format!("/admin/accounts/{own}")).await;
    let refused = admin.send(&page, &format!("/admin/accounts/{own}/admin"), &[("admin", "no")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
}
