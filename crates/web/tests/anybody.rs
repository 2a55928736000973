//! Citizens vote without a code: their browser computes, the ballot box judges, and nobody is taken for a person who was
//! not shown to be one.

#![allow(clippy::unwrap_used, clippy::panic, reason = "stories; clippy excuses only test functions")]

mod common;

use axum::http::StatusCode;
use common::{Answer, Browser, Town};
use identity::work::{self, Challenge};

const HALL: &str = "/s/linyi-2022/vote";
const PARK: &str = "/s/linyi-2022/vote/park";

/// Comes in without a code; where it leads.
async fn enter(browser: &mut Browser) -> Answer {
    let hall = browser.get(HALL).await;
    assert!(hall.has("/s/linyi-2022/vote/anybody"), "{}", hall.text());
    browser.send(&hall, "/s/linyi-2022/vote/anybody", &[]).await
}

/// What the page's script does: fetches a challenge and solves it.
async fn compute(browser: &mut Browser, category: &str) -> String {
    let answer = browser.get(&format!("{HALL}/{category}/work")).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    assert_eq!(answer.headers["content-type"], "application/json");
    assert_eq!(answer.headers["cache-control"], "no-store");
    let challenge: Challenge = serde_json::from_slice(&answer.bytes).unwrap();
    work::solve(&challenge).unwrap()
}

/// Chooses and reads over.
async fn read_over(browser: &mut Browser, choices: &[&str]) -> Answer {
    let ballot = browser.get(PARK).await;
    assert_eq!(ballot.status, StatusCode::OK, "{}", ballot.text());
    let fields: Vec<(&str, &str)> = choices.iter().map(|choice| ("choice", *choice)).collect();
    let over = browser.send(&ballot, &format!("{PARK}/check"), &fields).await;
    assert_eq!(over.status, StatusCode::OK, "{}", over.text());
    over
}

async fn cast(browser: &mut Browser, over: &Answer, choices: &[&str], work: &str) -> Answer {
    let mut fields = vec![("stage", "vote"), ("altcha", work)];
    fields.extend(choices.iter().map(|choice| ("choice", *choice)));
    browser.send(over, &format!("{PARK}/cast"), &fields).await
}

#[tokio::test]
async fn a_citizen_votes_without_a_code_after_some_computing() {
    let town = Town::voting_for_anybody(6, true).await;
    let mut phone = town.browser();
    let hall = phone.get(HALL).await;
    assert!(hall.has("name=\"code\"") && hall.has("不凭投票码投票"), "both ways: {}", hall.text());
    assert!(hall.has("不说明有这么多人") && hall.has("<noscript>"), "{}", hall.text());
    let door = enter(&mut phone).await;
    assert_eq!((door.status, door.to().as_str()), (StatusCode::SEE_OTHER, PARK));

    let ballot = phone.get(PARK).await;
    assert!(ballot.has("data-work=\"/s/linyi-2022/vote/park/work\"") && ballot.has("<noscript>"));
    let proof = compute(&mut phone, "park").await;
    let over = read_over(&mut phone, &["p3", "p5"]).await;
    assert_eq!(over.hidden("altcha"), "", "the script fills it in");
    let done = cast(&mut phone, &over, &["p3", "p5"], &proof).await;
    assert_eq!(done.to(), "/s/linyi-2022/receipt/0");
    assert_eq!(cast(&mut phone, &over, &["p3", "p5"], &proof).await.to(), done.to(), "sent twice");
    assert_eq!(town.world.ballots(&town.desk).await.unwrap().head().0, 1);
    assert!(
        phone.get("/s/linyi-2022/receipt/0").await.has("网页（不凭码）"),
        "the receipt says by which way"
    );

    // The limit of the plan holds, with however much computing.
    let proof = compute(&mut phone, "park").await;
    let second = cast(&mut phone, &over, &["p1"], &proof).await;
    assert_eq!(second.status, StatusCode::CONFLICT);
    assert!(second.has("1张票已经投完"), "{}", second.text());
    // To leave and come back makes nobody else of a browser.
    let hall = phone.get(HALL).await;
    assert!(hall.has("改用投票码投票"), "{}", hall.text());
    phone.send(&hall, "/s/linyi-2022/vote/leave", &[]).await;
    assert_eq!(enter(&mut phone).await.to(), "/s/linyi-2022/vote/citizen", "only the other category is left");
    // A browser without a memory is another voter, and that is said.
    let mut other = town.browser();
    enter(&mut other).await;
    let over = read_over(&mut other, &["p1"]).await;
    let proof = compute(&mut other, "park").await;
    assert_eq!(cast(&mut other, &over, &["p1"], &proof).await.to(), "/s/linyi-2022/receipt/1");
    assert!(other.get("/s/linyi-2022/proof").await.has("不凭码投的票不证明背后有一个人"));
    let hall = town.browser().get(HALL).await;
    assert!(
        hall.has("有效2张") && hall.has("票数不能说明有多少人投票") && hall.has("这些票里有一部分"),
        "{}",
        hall.text()
    );
    let room = town.signed_in("office-1").await.get("/s/linyi-2022/office/vote").await;
    assert!(room.has("票数不能说明有多少人投票"), "{}", room.text());
}

#[tokio::test]
async fn without_work_with_anothers_or_late_the_choices_stay_and_a_new_challenge_is_there() {
    let town = Town::voting_for_anybody(6, true).await;
    let (mut phone, mut other) = (town.browser(), town.browser());
    enter(&mut phone).await;
    enter(&mut other).await;
    let mine = compute(&mut phone, "park").await;
    let (theirs, elsewhere) = (compute(&mut other, "park").await, compute(&mut phone, "citizen").await);
    let over = read_over(&mut phone, &["p3", "p5"]).await;
    for (sent, told) in [
        ("", "没有带上验证计算的结果"),
        ("bm90aGluZw==", "验证计算的结果不对"),
        (theirs.as_str(), "为另一张选票算的"),
        (elsewhere.as_str(), "为另一张选票算的"),
    ] {
        let held = cast(&mut phone, &over, &["p3", "p5"], sent).await;
        assert_eq!(held.status, StatusCode::UNPROCESSABLE_ENTITY, "{told}");
        assert!(held.has(told) && held.has("这张选票还没有投出"), "{}", held.text());
        assert!(held.has("value=\"p3\"") && held.has("value=\"p5\"") && held.has("data-work="), "{told}");
        assert_eq!(held.hidden("altcha"), "", "what does not hold is not sent again");
    }
    town.go("2022-12-12 10:31").await;
    let held = cast(&mut phone, &over, &["p3", "p5"], &mine).await;
    assert!(held.has("已经过期") && held.has("value=\"p3\""), "{}", held.text());
    assert_eq!(town.world.ballots(&town.desk).await.unwrap().head().0, 0);
    let fresh = compute(&mut phone, "park").await;
    assert_eq!(cast(&mut phone, &held, &["p3", "p5"], &fresh).await.to(), "/s/linyi-2022/receipt/0");
}

#[tokio::test]
async fn challenges_are_for_those_who_show_nothing() {
    let town = Town::voting_for_anybody(3, true).await;
    let code = town.codes(1).await.remove(0);
    let mut phone = town.browser();
    assert_eq!(phone.get(&format!("{PARK}/work")).await.status, StatusCode::NOT_FOUND, "nobody yet");
    let hall = phone.get(HALL).await;
    phone.send(&hall, "/s/linyi-2022/vote/code", &[("code", &code)]).await;
    assert_eq!(phone.get(&format!("{PARK}/work")).await.status, StatusCode::NOT_FOUND, "a code is enough");
    let ballot = phone.get(PARK).await;
    assert!(!ballot.has("data-work"), "who has a code computes nothing");
    let over = read_over(&mut phone, &["p1"]).await;
    assert_eq!(cast(&mut phone, &over, &["p1"], "").await.to(), "/s/linyi-2022/receipt/0");

    let mut other = town.browser();
    enter(&mut other).await;
    town.go("2022-12-21 00:00").await;
    assert_eq!(other.get(&format!("{PARK}/work")).await.status, StatusCode::NOT_FOUND, "the vote has closed");
}

#[tokio::test]
async fn where_nobody_needs_a_code_none_is_asked_for_and_where_all_do_nobody_gets_in_without() {
    let town = Town::voting_for_anybody(3, false).await;
    let mut phone = town.browser();
    let hall = phone.get(HALL).await;
    assert!(!hall.has("name=\"code\"") && hall.has("每个浏览器每天"), "{}", hall.text());
    enter(&mut phone).await;
    let hall = phone.get(HALL).await;
    assert!(!hall.has("vote/leave"), "there is nobody else to be: {}", hall.text());
    let over = read_over(&mut phone, &["p1"]).await;
    let proof = compute(&mut phone, "park").await;
    cast(&mut phone, &over, &["p1"], &proof).await;
    assert!(town.browser().get(HALL).await.has("这些票都来自“网页（不凭码）”"));

    let town = Town::voting(3).await;
    let mut phone = town.browser();
    let hall = phone.get(HALL).await;
    assert!(!hall.has("vote/anybody") && !hall.has("<noscript>"), "{}", hall.text());
    let refused = phone.send(&hall, "/s/linyi-2022/vote/anybody", &[]).await;
    assert_eq!(refused.to(), HALL);
    assert!(!phone.cookies.contains_key("voter-linyi-2022"));
}

#[tokio::test]
async fn who_asks_a_lot_computes_more_and_then_waits() {
    let town = Town::voting_for_anybody(3, true).await;
    let mut phone = town.browser();
    enter(&mut phone).await;
    let path = format!("{PARK}/work");
    let mut most = Vec::new();
    let waits = loop {
        let answer = phone.get(&path).await;
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            break answer.headers["retry-after"].to_str().unwrap().to_owned();
        }
        let challenge: Challenge = serde_json::from_slice(&answer.bytes).unwrap();
        most.push(challenge.parameters.data.unwrap()["most"].as_u64().unwrap());
        assert!(most.len() < 100, "never refused");
    };
    assert_eq!((most[0], most[12], most[22], most[40], waits.as_str()), (8, 16, 32, 64, "1"));
    let mut other = town.browser();
    enter(&mut other).await;
    assert_eq!(other.get(&path).await.status, StatusCode::OK, "the neighbour is not held up");
}

#[tokio::test]
async fn the_page_of_forty_candidates_and_its_computing_weigh_at_most_fifty_kilobytes() {
    let town = Town::voting_for_anybody(40, true).await;
    let mut phone = town.browser();
    enter(&mut phone).await;
    let page = phone.get(PARK).await.text();
    assert_eq!(page.matches("name=\"choice\"").count(), 40);
    let mut weight = phone.weight(PARK).await;
    let assets: std::collections::BTreeSet<&str> =
        page.split('"').filter(|part| part.starts_with("/assets/") && !part.ends_with(".svg")).collect();
    assert!(assets.iter().any(|asset| asset.contains("/work-")), "{assets:?}");
    for asset in assets {
        weight += phone.weight(asset).await;
    }
    weight += phone.get(&format!("{PARK}/work")).await.bytes.len();
    assert!(weight <= 50 * 1024, "{weight} bytes over the wire");
}
