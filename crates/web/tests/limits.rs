//! Whoever goes too fast is slowed before they are refused: they are told how long to wait and lose nothing; and those who
//! only share an address with them go on.

#![allow(clippy::unwrap_used, clippy::panic, reason = "stories; clippy excuses only test functions")]

mod common;
mod life;

use axum::http::StatusCode;
use common::{Answer, Browser, Town};
use life::{EL, Life};

const RECOMMEND: &str = "/s/linyi-2022/recommend?cat=citizen";

/// Sends a sheet without an ID number, which is refused, until one has to wait; how often that went.
async fn refused_until_slowed(browser: &mut Browser, fields: &[(&str, &str)]) -> (u32, Answer) {
    let page = browser.get(RECOMMEND).await;
    for times in 0..1_000 {
        let answer = browser.send(&page, "/s/linyi-2022/recommend", fields).await;
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            return (times, answer);
        }
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.text());
    }
    panic!("never slowed");
}

fn waits(answer: &Answer) -> i64 {
    answer.headers["retry-after"].to_str().unwrap().parse().unwrap()
}

#[tokio::test]
async fn a_citizen_who_sends_too_fast_waits_a_little_and_loses_nothing() {
    let town = Town::founded().await;
    let mut citizen = town.browser();
    let brief = "他把一块荒地修成了口袋公园，每天清早来浇水。";
    let typed = [
        ("category", "citizen"),
        ("tier", "public"),
        ("name", "试样甲"),
        ("brief", brief),
        ("phone", "19900000001"),
    ];
    let before = town.house.store().journal_head().await.unwrap().size;
    let (times, slowed) = refused_until_slowed(&mut citizen, &typed).await;
    assert_eq!(times, 11, "ten free, and the one after which one waits");
    assert!(slowed.has("请等5秒再提交。填写的内容都还在") && slowed.has(brief) && slowed.has("19900000001"));
    assert_eq!(waits(&slowed), 5);
    let journalled = town.house.store().journal_head().await.unwrap().size - before;
    assert_eq!(journalled, 11, "what is not judged is not written");
    // The next one at the same desk of the library goes on.
    let mut next = town.browser();
    let page = next.get(RECOMMEND).await;
    let judged = next.send(&page, "/s/linyi-2022/recommend", &typed).await;
    assert_eq!(judged.status, StatusCode::UNPROCESSABLE_ENTITY);
    // The page that was slowed down is itself the form: after the wait it is sent and judged.
    town.go("2022-12-01 09:01").await;
    let judged = citizen.send(&slowed, "/s/linyi-2022/recommend", &typed).await;
    assert_eq!(judged.status, StatusCode::UNPROCESSABLE_ENTITY);
    let again = citizen.send(&judged, "/s/linyi-2022/recommend", &typed).await;
    assert_eq!((again.status, waits(&again)), (StatusCode::TOO_MANY_REQUESTS, 10), "the wait grows");
    let mut english = town.browser();
    english.cookies.clone_from(&citizen.cookies);
    english.cookies.insert("lang".to_owned(), "en".to_owned());
    let told = english.send(&judged, "/s/linyi-2022/recommend", &typed).await;
    assert!(told.has("Wait 10 seconds and send it again"), "{}", told.text());
    // Staff answer for what they do and are not counted with citizens.
    let mut office = town.signed_in("office-1").await;
    let page = office.get("/s/linyi-2022/office/recommendations/new?cat=citizen").await;
    for _ in 0..30 {
        let answer = office.send(&page, "/s/linyi-2022/office/recommendations/new", &typed).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn objections_come_one_after_another_and_keep_their_words() {
    let life = Life::staffed().await;
    life.recommended(3).await;
    life.candidates(3).await;
    life.voting(2).await;
    life.scored().await;
    life.finalists().await;
    life.on_notice().await;
    let form = format!("/s/{EL}/notice/1/object");
    let fields = [("text", "事迹不实，有照片为证"), ("leads", "on"), ("to", "office")];
    for n in 1..=6 {
        let taken = life.fill(&form, &fields).await;
        assert!(taken.body.contains(&format!("异议第{n}号")), "{}", taken.body);
    }
    let slowed = life.fill(&form, &fields).await;
    assert_eq!(slowed.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(slowed.body.contains("请等10秒再提交") && slowed.body.contains("事迹不实，有照片为证"));
    assert_eq!(life.desk.snapshot().s.notice.objections.len(), 6);
}

#[tokio::test]
async fn searches_and_receipts_are_slowed_on_a_page_that_leads_back() {
    let town = Town::voting(3).await;
    let mut reader = town.browser();
    let search = "/s/linyi-2022/candidates?cat=park&q=zhou";
    let mut slowed = reader.get(search).await;
    for _ in 0..40 {
        assert_eq!(slowed.status, StatusCode::OK);
        slowed = reader.get(search).await;
    }
    assert_eq!(slowed.status, StatusCode::OK, "the first that costs");
    let slowed = reader.get(search).await;
    assert_eq!((slowed.status, waits(&slowed)), (StatusCode::TOO_MANY_REQUESTS, 1));
    assert!(
        slowed.has("请等1秒") && slowed.has("href=\"/s/linyi-2022/candidates?cat=park&#38;q=zhou\""),
        "{}",
        slowed.text()
    );
    // Reading on is never slowed, nor looking at the log without a search.
    for page in ["/s/linyi-2022/candidates", "/s/linyi-2022/candidates/A01", "/s/linyi-2022/log"] {
        assert_eq!(reader.get(page).await.status, StatusCode::OK, "{page}");
    }
    assert_eq!(
        reader.get("/s/linyi-2022/log?q=p1").await.status,
        StatusCode::TOO_MANY_REQUESTS,
        "one budget"
    );
    town.go("2022-12-12 10:01").await;
    assert_eq!(reader.get(search).await.status, StatusCode::OK);

    let mut times = 0;
    let slowed = loop {
        let answer = reader.get("/s/linyi-2022/check?n=7&leaf=00").await;
        if answer.status != StatusCode::OK {
            break answer;
        }
        times += 1;
    };
    assert_eq!((times, slowed.status), (121, StatusCode::TOO_MANY_REQUESTS));
    let form = reader.get("/s/linyi-2022/check").await;
    let pasted = reader.send(&form, "/s/linyi-2022/check", &[("receipt", "c2sp.org/tlog-proof@v1")]).await;
    assert_eq!(pasted.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(pasted.has("c2sp.org/tlog-proof@v1") && pasted.has("填写的内容都还在"), "{}", pasted.text());
    // Who has just voted in that browser sees their receipt all the same.
    let code = town.codes(1).await.remove(0);
    let hall = reader.get("/s/linyi-2022/vote").await;
    reader.send(&hall, "/s/linyi-2022/vote/code", &[("code", &code)]).await;
    let ballot = reader.get("/s/linyi-2022/vote/park").await;
    let cast =
        reader.send(&ballot, "/s/linyi-2022/vote/park/cast", &[("stage", "vote"), ("choice", "p1")]).await;
    assert_eq!(reader.get(&cast.to()).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_voter_who_hammers_at_the_button_keeps_the_choices_and_the_one_ballot() {
    let town = Town::voting(3).await;
    let code = town.codes(1).await.remove(0);
    let mut phone = town.browser();
    let hall = phone.get("/s/linyi-2022/vote").await;
    phone.send(&hall, "/s/linyi-2022/vote/code", &[("code", &code)]).await;
    let ballot = phone.get("/s/linyi-2022/vote/park").await;
    let mut over = phone.send(&ballot, "/s/linyi-2022/vote/park/check", &[("choice", "p2")]).await;
    let mut times = 0;
    while over.status == StatusCode::OK {
        over = phone.send(&ballot, "/s/linyi-2022/vote/park/check", &[("choice", "p2")]).await;
        times += 1;
    }
    assert_eq!((times, over.status, waits(&over)), (61, StatusCode::TOO_MANY_REQUESTS, 1));
    assert_eq!(over.text().matches(" checked").count(), 1, "still ticked");
    let cast = [("stage", "vote"), ("choice", "p2")];
    let slowed = phone.send(&ballot, "/s/linyi-2022/vote/park/cast", &cast).await;
    assert_eq!(slowed.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(slowed.has("这张选票还没有投出") && slowed.has(&common::name(1)));
    assert_eq!(slowed.hidden("request"), ballot.hidden("request"), "the same ballot when it is sent again");
    assert_eq!(town.world.ballots(&town.desk).await.unwrap().head().0, 0);
    town.go("2022-12-12 10:01").await;
    let done = phone.send(&slowed, "/s/linyi-2022/vote/park/cast", &cast).await;
    assert_eq!(done.to(), "/s/linyi-2022/receipt/0");
}

#[tokio::test]
async fn behind_a_proxy_it_is_the_citizen_who_is_slowed_and_not_the_proxy() {
    let town = Town::founded().await;
    let router = town.behind_a_proxy();
    let typed = [("category", "citizen"), ("name", "试样甲")];
    // Somebody throws cookies away after each try and invents addresses in front of the one the proxy appends.
    let mut times = 0;
    loop {
        let forged = format!("198.51.100.{}, 2001:db8:1:2::{times:x}", times % 200);
        let mut bot = Browser::at(&router, &forged);
        let page = bot.get(RECOMMEND).await;
        let answer = bot.send(&page, "/s/linyi-2022/recommend", &typed).await;
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            break;
        }
        times += 1;
        assert!(times < 300, "one line of IPv6 goes on for ever");
    }
    assert_eq!(times, 201);
    let judged = async |address: &str| {
        let mut citizen = Browser::at(&router, address);
        let page = citizen.get(RECOMMEND).await;
        citizen.send(&page, "/s/linyi-2022/recommend", &typed).await.status
    };
    assert_eq!(judged("2001:db8:1:2:ffff::1").await, StatusCode::TOO_MANY_REQUESTS, "the same line");
    assert_eq!(judged("2001:db8:1:3::1").await, StatusCode::UNPROCESSABLE_ENTITY, "the neighbour's line");
    assert_eq!(judged("203.0.113.9").await, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(judged("").await, StatusCode::UNPROCESSABLE_ENTITY, "unknown: not held for others' doing");
    // Without a proxy the header is a stranger's word and changes nothing.
    let mut direct = Browser::at(&town.router, "203.0.113.77");
    let (times, _) = refused_until_slowed(&mut direct, &typed).await;
    assert_eq!(times, 11);
}

#[tokio::test]
async fn the_set_up_form_cannot_be_used_to_burn_the_machine() {
    let town = Town::founded().await;
    let mut stranger = town.browser();
    let token = "A".repeat(43);
    let link = format!("/setup/{token}");
    let page = stranger.get(&link).await;
    let sound = [
        ("login", "guanli"),
        ("name", "试管理"),
        ("password", "Gongyuan-2022-xin"),
        ("again", "Gongyuan-2022-xin"),
    ];
    for n in 0..11 {
        let answer = stranger.send(&page, &link, &sound).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "try {n}");
    }
    let slowed = stranger.send(&page, &link, &sound).await;
    assert_eq!((slowed.status, waits(&slowed)), (StatusCode::TOO_MANY_REQUESTS, 1));
    assert!(slowed.has("value=\"guanli\"") && !slowed.has("Gongyuan"));
}
