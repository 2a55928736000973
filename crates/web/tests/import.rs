//! A plan is pasted as its office printed it, drafted, corrected beside its text, and becomes a selection.

#![allow(clippy::unwrap_used, clippy::panic, reason = "stories; clippy excuses only test functions")]

mod common;

use axum::http::StatusCode;
use common::{Answer, Browser, Town};

const LINYI: &str = include_str!("../../draft/tests/texts/linyi-2022.txt");
const IMPORT: &str = "/admin/selections/import";
const DRAFT: &str = "/admin/selections/draft";
const GOOD: &str = "Gongyuan-2022-xin";

async fn administrator(town: &Town) -> Browser {
    let token = web::admin::setup_token(&town.house, town.house.clock().now()).await.unwrap();
    let mut browser = town.browser();
    let link = format!("/setup/{token}");
    let page = browser.get(&link).await;
    let fields = [("login", "guanli"), ("name", "试管理"), ("password", GOOD), ("again", GOOD)];
    browser.send(&page, &link, &fields).await;
    let page = browser.get("/sign-in").await;
    let fields = [("login", "guanli"), ("password", GOOD), ("to", "/admin")];
    assert_eq!(browser.send(&page, "/sign-in", &fields).await.to(), "/admin");
    browser
}

/// What stands in the textarea of the draft.
fn source(answer: &Answer) -> String {
    let text = answer.text();
    let (_, rest) = text.split_once("name=\"source\"").unwrap();
    let (_, rest) = rest.split_once('>').unwrap();
    let (source, _) = rest.split_once("</textarea>").unwrap();
    let source = source.strip_prefix('\n').unwrap_or(source);
    let source =
        source.replace("&#34;", "\"").replace("&#39;", "'").replace("&#60;", "<").replace("&#62;", ">");
    source.replace("&#38;", "&")
}

#[tokio::test]
async fn a_pasted_plan_is_drafted_corrected_and_adopted() {
    let town = Town::founded().await;
    let mut admin = administrator(&town).await;
    let new = admin.get("/admin/selections/new").await;
    assert!(new.has(IMPORT), "the way here");
    let page = admin.get(IMPORT).await;
    let nothing = admin.send(&page, IMPORT, &[]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nothing.has("请粘贴正文，或者选择文件"));

    let drafted = admin.send(&page, IMPORT, &[("words", LINYI)]).await;
    assert_eq!(drafted.to(), DRAFT);
    let drafted = admin.get(DRAFT).await;
    // The text beside the draft, its lines as findings name them; nothing is open that the text says.
    assert!(drafted.has("value=\"78\">(一)推荐阶段(12月1日——12月10日)。"), "{}", drafted.text());
    assert!(drafted.has("第78行，七（一）；没有写年份，按成文或公开日期2022-11-24推定"));
    assert!(drafted.has("没有写明命名文件由谁签署") && !drafted.has("没有读懂"));
    let toml = source(&drafted);
    let plan = plan::read(&toml).unwrap();
    assert_eq!((plan.edition, plan.category.len()), (Some(6), 2));
    // As it is, it cannot be adopted, and says where something is still to be written.
    assert!(drafted.has("这一项还没有填写") && !drafted.has("确认，建立评选活动"));

    // Corrected: by when the standards are public, who may recommend, and an id that is free here.
    let units = "\n[[unit]]\nid = \"lanshan\"\nname = \"兰山区\"\nkind = \"county\"\n";
    let mended = toml
        .replace("before = \"待填\"", "before = \"recommend\"")
        .replace("id = \"linyi-2022\"", "id = \"linyi-six\"");
    let mended = format!("{mended}{units}");
    assert_eq!(admin.send(&drafted, DRAFT, &[("source", &mended)]).await.to(), DRAFT);
    // It is kept under the account, the text beside it too, and nobody else sees it.
    let checked = admin.get(DRAFT).await;
    assert_eq!(source(&checked), mended.trim());
    assert!(
        checked.has("(一)推荐阶段(12月1日——12月10日)。") && checked.has("确认，建立评选活动"),
        "{}",
        checked.text()
    );
    assert!(admin.get("/admin/selections/new").await.has("有一份没有办完的方案"));
    let mut root = town.signed_in("root").await;
    assert_eq!(root.get(DRAFT).await.to(), "/admin/selections/new");
    let opened = admin.send(&checked, "/admin/selections", &[("source", &mended)]).await;
    assert_eq!(opened.to(), "/admin/selections/linyi-six");
    assert_eq!(admin.get(DRAFT).await.to(), "/admin/selections/new", "it is in hand no longer");
}

#[tokio::test]
async fn what_is_no_plan_is_told_beside_the_field_and_stays_typed() {
    let town = Town::founded().await;
    let mut admin = administrator(&town).await;
    let page = admin.get(IMPORT).await;
    let refused = admin.send(&page, IMPORT, &[("words", "%PDF-1.7 <b>")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.has("请打开它，把文字复制出来") && refused.has("%PDF-1.7 &#60;b&#62;"),
        "{}",
        refused.text()
    );
    // What somebody pastes is never markup of ours.
    let words = "评选办法\n<script>alert(1)</script>每人每天限投3票。";
    assert_eq!(admin.send(&page, IMPORT, &[("words", words)]).await.to(), DRAFT);
    let drafted = admin.get(DRAFT).await;
    assert_eq!(drafted.status, StatusCode::OK);
    assert!(!drafted.has("<script>alert"), "{}", drafted.text());
    // Nobody else comes here.
    let mut citizen = town.browser();
    assert!(citizen.get(IMPORT).await.to().starts_with("/sign-in"));
}
