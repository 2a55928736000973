//! Citizens vote on their telephones, carry receipts away, and check them.

#![allow(clippy::unwrap_used, clippy::panic, reason = "stories; clippy excuses only test functions")]

mod common;

use axum::http::StatusCode;
use common::{Answer, Browser, Town};

const HALL: &str = "/s/linyi-2022/vote";
const PARK: &str = "/s/linyi-2022/vote/park";

/// Types a code in; where it leads.
async fn enter(browser: &mut Browser, code: &str) -> Answer {
    let hall = browser.get(HALL).await;
    browser.send(&hall, "/s/linyi-2022/vote/code", &[("code", code)]).await
}

/// Chooses, reads over, casts; the answer to the casting.
async fn cast(browser: &mut Browser, choices: &[&str]) -> Answer {
    let ballot = browser.get(PARK).await;
    assert_eq!(ballot.status, StatusCode::OK, "{}", ballot.text());
    let fields: Vec<(&str, &str)> = choices.iter().map(|choice| ("choice", *choice)).collect();
    let over = browser.send(&ballot, &format!("{PARK}/check"), &fields).await;
    assert_eq!(over.status, StatusCode::OK, "{}", over.text());
    send_cast(browser, &over, choices).await
}

async fn send_cast(browser: &mut Browser, over: &Answer, choices: &[&str]) -> Answer {
    let mut fields = vec![("stage", "vote")];
    fields.extend(choices.iter().map(|choice| ("choice", *choice)));
    browser.send(over, &format!("{PARK}/cast"), &fields).await
}

#[tokio::test]
async fn a_citizen_types_a_code_chooses_reads_over_casts_and_checks_the_receipt() {
    let town = Town::voting(6).await;
    let code = town.codes(1).await.remove(0);
    let mut phone = town.browser();

    let hall = phone.get(HALL).await;
    assert!(hall.has("不计入得分，也不直接决定谁当选"), "an advisory vote says so");
    assert!(hall.has("补充通知六") && hall.has("name=\"code\""));
    let door = enter(&mut phone, &code.to_lowercase()).await;
    assert_eq!((door.status, door.to().as_str()), (StatusCode::SEE_OTHER, PARK));
    assert!(phone.cookies.values().all(|value| !value.contains(&code)), "the code is not remembered");

    let ballot = phone.get(PARK).await;
    assert!(ballot.has("value=\"p3\"") && ballot.has("A03") && !ballot.has("value=\"p7\""));
    let over = phone.send(&ballot, &format!("{PARK}/check"), &[("choice", "p3"), ("choice", "p5")]).await;
    assert!(over.has(&common::name(2)) && over.has(&common::name(4)) && !over.has(&common::name(0)));
    // Changed her mind: everything is still ticked.
    let back = phone
        .send(&over, &format!("{PARK}/cast"), &[("choice", "p3"), ("choice", "p5"), ("change", "1")])
        .await;
    assert_eq!(back.text().matches(" checked").count(), 2);

    let done = send_cast(&mut phone, &over, &["p3", "p5"]).await;
    assert_eq!((done.status, done.to().as_str()), (StatusCode::SEE_OTHER, "/s/linyi-2022/receipt/0"));
    // The same form once more, because the answer was lost on the way: the same receipt, and one ballot.
    assert_eq!(send_cast(&mut phone, &over, &["p3", "p5"]).await.to(), done.to());
    assert_eq!(town.world.ballots(&town.desk).await.unwrap().head().0, 1);

    let receipt = phone.get(&done.to()).await;
    assert!(
        receipt.has("您的选票已记入账本") && receipt.has("最美口袋公园建设者") && receipt.has("class=\"qr\"")
    );
    assert!(!receipt.has(&common::name(2)) && !receipt.has("\"p3\""), "no choices");
    assert!(receipt.has("/s/linyi-2022/vote/citizen"), "the next category is offered");

    let file = phone.get("/s/linyi-2022/receipt/0.tlog-proof").await;
    assert!(file.text().starts_with("c2sp.org/tlog-proof@v1\n"));
    assert!(file.headers["content-disposition"].to_str().unwrap().contains("linyi-2022-0.tlog-proof"));

    // A neighbour checks it, pasted out of a mail with other line ends.
    let mut neighbour = town.browser();
    let form = neighbour.get("/s/linyi-2022/check").await;
    let pasted = file.text().replace('\n', "\r\n");
    let checked = neighbour.send(&form, "/s/linyi-2022/check", &[("receipt", &pasted)]).await;
    assert!(checked.has("查验通过"), "{}", checked.text());
    let forged = file.text().replace("index 0", "index 1");
    let checked = neighbour.send(&form, "/s/linyi-2022/check", &[("receipt", &forged)]).await;
    assert!(checked.has("前后不符") && !checked.has("查验通过"));
    let cut: String = file.text().lines().take(2).collect();
    let checked = neighbour.send(&form, "/s/linyi-2022/check", &[("receipt", &cut)]).await;
    assert!(checked.has("不是一份完整的回执"));
}

#[tokio::test]
async fn the_second_ballot_of_a_day_waits_for_midnight() {
    let town = Town::voting(3).await;
    let code = town.codes(1).await.remove(0);
    let mut phone = town.browser();
    enter(&mut phone, &code).await;
    let ballot = phone.get(PARK).await;
    let over = phone.send(&ballot, &format!("{PARK}/check"), &[("choice", "p1")]).await;
    cast(&mut phone, &["p1"]).await;

    let again = phone.get(PARK).await;
    assert!(
        again.has("今天在“最美口袋公园建设者”的1张票已经投完") && again.has("12月13日00:00起可以再投"),
        "{}",
        again.text()
    );
    // The page that was read over on another tab: another request, the same day.
    let second = send_cast(&mut phone, &over, &["p2"]).await;
    assert_eq!(second.status, StatusCode::CONFLICT);
    assert!(second.has("起可以再投"));

    town.go("2022-12-13 00:00").await;
    assert_eq!(cast(&mut phone, &["p2"]).await.to(), "/s/linyi-2022/receipt/1");
}

#[tokio::test]
async fn a_wrong_ballot_comes_back_with_everything_still_ticked_and_the_clause() {
    let town = Town::voting(12).await;
    let code = town.codes(1).await.remove(0);
    let mut phone = town.browser();
    enter(&mut phone, &code).await;
    let ballot = phone.get(PARK).await;
    let eleven: Vec<String> = (1..=11).map(|n| format!("p{n}")).collect();
    let fields: Vec<(&str, &str)> = eleven.iter().map(|choice| ("choice", choice.as_str())).collect();
    let back = phone.send(&ballot, &format!("{PARK}/check"), &fields).await;
    assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(back.text().matches(" checked").count(), 11);
    assert!(back.has("补充通知六") && back.has("role=\"alert\""));
    let none = phone.send(&ballot, &format!("{PARK}/check"), &[]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    // Straight to the casting, past the reading over: the same judge.
    let cast = phone.send(&ballot, &format!("{PARK}/cast"), &[("stage", "vote"), ("choice", "p13")]).await;
    assert_eq!(cast.status, StatusCode::UNPROCESSABLE_ENTITY, "a candidate of the other category");
    assert_eq!(town.world.ballots(&town.desk).await.unwrap().head().0, 0);
}

#[tokio::test]
async fn outside_the_window_the_hall_says_when_and_takes_nothing() {
    let town = Town::voting(3).await;
    let code = town.codes(1).await.remove(0);
    let mut phone = town.browser();
    enter(&mut phone, &code).await;
    let ballot = phone.get(PARK).await;
    let over = phone.send(&ballot, &format!("{PARK}/check"), &[("choice", "p1")]).await;
    town.go("2022-12-21 00:00").await;
    let late = send_cast(&mut phone, &over, &["p1"]).await;
    assert_eq!(late.to(), HALL);
    let hall = phone.get(HALL).await;
    assert!(hall.has("投票已于12月20日24:00截止") && !hall.has("name=\"code\""), "{}", hall.text());
    assert_eq!(phone.get(PARK).await.to(), HALL);
    assert_eq!(town.world.ballots(&town.desk).await.unwrap().head().0, 0);

    let early = Town::founded().await;
    let hall = early.browser().get(HALL).await;
    assert!(hall.has("12月11日20:00开始") && !hall.has("name=\"code\""), "{}", hall.text());
}

#[tokio::test]
async fn who_guesses_at_codes_has_to_wait_and_nobody_votes_without_one() {
    let town = Town::voting(3).await;
    let mut phone = town.browser();
    assert_eq!(phone.get(PARK).await.to(), HALL);
    let slip = enter(&mut phone, "ABCD").await;
    assert_eq!(slip.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        slip.has("不是12个字符") && slip.has("value=\"ABCD\""),
        "what was typed is still there: {}",
        slip.text()
    );
    let guess = |n: u8| identity::code::Code::draw(|bytes| bytes.fill(n + 1)).expose();
    for n in 0..6 {
        assert_eq!(enter(&mut phone, &guess(n)).await.status, StatusCode::UNPROCESSABLE_ENTITY, "guess {n}");
    }
    let code = town.codes(1).await.remove(0);
    let slowed = enter(&mut phone, &code).await;
    assert_eq!(slowed.status, StatusCode::TOO_MANY_REQUESTS, "a right code waits too");
    assert_eq!(slowed.headers["retry-after"], "2");
    assert!(slowed.has("请过2秒再试") && slowed.has(&format!("value=\"{code}\"")), "{}", slowed.text());
    // The neighbour behind the same address is not held up.
    let mut neighbour = town.browser();
    assert_eq!(enter(&mut neighbour, &code).await.to(), PARK);
    town.go("2022-12-12 10:01").await;
    assert_eq!(enter(&mut phone, &guess(9)).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let slowed = enter(&mut phone, &guess(10)).await;
    assert_eq!(slowed.headers["retry-after"], "4", "and longer, the longer one goes on");
    // A cookie of somebody's own making opens nothing.
    let forged = format!("{}.web.{}", "0".repeat(32), "0".repeat(64));
    phone.cookies.insert("voter-linyi-2022".to_owned(), forged);
    assert_eq!(phone.get(PARK).await.to(), HALL);
}

#[tokio::test]
async fn the_order_is_each_visitors_own_and_stays_the_same_for_them() {
    let town = Town::voting(12).await;
    let codes = town.codes(3).await;
    let mut orders = std::collections::BTreeSet::new();
    for code in &codes {
        let mut phone = town.browser();
        enter(&mut phone, code).await;
        let order = |page: &Answer| -> Vec<String> {
            page.text()
                .split("name=\"choice\" value=\"")
                .skip(1)
                .map(|rest| rest.split('"').next().unwrap().to_owned())
                .collect()
        };
        let first = order(&phone.get(PARK).await);
        assert_eq!((first.len(), &first), (12, &order(&phone.get(PARK).await)));
        orders.insert(first);
    }
    assert_eq!(orders.len(), 3, "three visitors with one order");
}

#[tokio::test]
async fn forty_candidates_weigh_at_most_fifty_kilobytes() {
    let town = Town::voting(40).await;
    let code = town.codes(1).await.remove(0);
    let mut phone = town.browser();
    enter(&mut phone, &code).await;
    let page = phone.get(PARK).await.text();
    assert_eq!(page.matches("name=\"choice\"").count(), 40);
    let mut weight = phone.weight(PARK).await;
    let assets: Vec<&str> = page.split('"').filter(|part| part.starts_with("/assets/")).collect();
    assert!(assets.iter().all(|asset| !asset.ends_with(".jpg") && !asset.ends_with(".png")));
    for asset in
        std::collections::BTreeSet::from_iter(assets).into_iter().filter(|asset| !asset.ends_with(".svg"))
    {
        weight += phone.weight(asset).await;
    }
    assert!(weight <= 50 * 1024, "{weight} bytes over the wire");
}

#[tokio::test]
async fn votes_are_shown_while_the_vote_goes_on_only_where_the_plan_says_so() {
    for (town, shown) in [(Town::voting(6).await, false), (Town::voting_in_sight(6).await, true)] {
        let code = town.codes(1).await.remove(0);
        let mut phone = town.browser();
        enter(&mut phone, &code).await;
        let done = cast(&mut phone, &["p3", "p5"]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
        let mut other = town.browser();
        let hall = other.get(HALL).await;
        let mut office = town.signed_in("office-1").await;
        let room = office.get("/s/linyi-2022/office/vote").await;
        for (page, candidate) in [(&hall, common::name(2)), (&room, common::name(2))] {
            assert_eq!(page.has(&candidate), shown, "{}", page.text());
            assert_eq!(page.has("有效1张，无效0张"), shown, "{}", page.text());
        }
        assert_eq!(hall.has("目前票数"), shown);
        assert_eq!(room.has("办公室也看不到"), !shown, "{}", room.text());
    }
}
