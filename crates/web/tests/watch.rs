//! Anybody reads the log; the supervision receiver rules apart from the office; the auditor reads and changes nothing.

#![allow(clippy::unwrap_used, clippy::panic, reason = "stories; clippy excuses only test functions")]

mod common;

use axum::http::StatusCode;
use common::{Town, seat};
use selection::{Act, Note, notice};

const LOG: &str = "/s/linyi-2022/log";

#[tokio::test]
async fn a_sealed_entry_says_only_until_when_and_opens_at_its_gate() {
    let town = Town::founded().await;
    let form = selection::recommend::Form {
        category: "citizen".to_owned(),
        kind: "citizen".to_owned(),
        unit: Some("lanshan".to_owned()),
        profile: selection::Profile {
            name: "试样甲".to_owned(),
            brief: "他把一块荒地修成了口袋公园。".to_owned(),
            ..selection::Profile::default()
        },
        person: selection::Person {
            id_number: common::id_number(1),
            phone: "19900000001".to_owned(),
            id_key: String::new(),
        },
        ..selection::recommend::Form::default()
    };
    let act = selection::recommend::Act::Recommend {
        stage: "recommend".to_owned(),
        tier: plan::Tier::Public,
        form: Box::new(form),
    };
    let n = town.act(&selection::Actor::Citizen, Act::Recommend(act)).await;
    let mut reader = town.browser();
    let log = reader.get(LOG).await;
    assert!(log.has("已密封") && !log.has("试样甲") && !log.has("p1"), "{}", log.text());
    // Neither a search nor a filter tells what a sealed entry is about.
    for query in ["?q=p1", "?kind=recommend", "?q=%E8%AF%95%E6%A0%B7%E7%94%B2"] {
        let found = reader.get(&format!("{LOG}{query}")).await;
        assert!(found.has("没有符合条件的记录"), "{query}: {}", found.text());
    }
    assert!(reader.get(&format!("{LOG}?kind=sealed")).await.has(&format!("/log/{n}\"")));
    let entry = reader.get(&format!("{LOG}/{n}")).await;
    assert!(
        entry.has("还在密封") && entry.has("&#34;commit&#34;") && !entry.has("&#34;nominee&#34;"),
        "{}",
        entry.text()
    );
    // Whoever is signed in reads the public log as the public does.
    let mut auditor = town.signed_in("auditor-6").await;
    assert!(auditor.get(&format!("{LOG}/{n}")).await.has("还在密封"));
    assert!(auditor.get("/s/linyi-2022/audit?kind=recommend").await.has(&format!("/log/{n}\"")));
}

#[tokio::test]
async fn an_entry_can_be_held_against_the_root_with_what_its_page_shows() {
    let town = Town::voting(2).await;
    let mut reader = town.browser();
    let log = reader.get(LOG).await;
    assert!(log.has("账本记录"));
    // By candidate number, name and handle one finds the same person.
    for wish in ["A01".to_owned(), common::name(0), "p1".to_owned()] {
        let wish: String = form_urlencoded::byte_serialize(wish.as_bytes()).collect();
        let found = reader.get(&format!("{LOG}?q={wish}")).await;
        assert!(found.has("class=\"ledger\"") && !found.has("没有符合条件"), "{wish}");
    }
    let page = reader.get(&format!("{LOG}/3")).await.text();
    let codes: Vec<String> = page
        .split("<code class=\"code\">")
        .skip(1)
        .map(|rest| rest.split("</code>").next().unwrap().replace("&#34;", "\""))
        .collect();
    let (leaf_hash, leaf, root) = (&codes[0], &codes[1], &codes[2]);
    assert_eq!(ledger::leaf_hash(leaf.as_bytes()).to_string(), *leaf_hash);
    let path: Vec<ledger::Hash> = codes[3..].iter().map(|hash| hash.parse().unwrap()).collect();
    let size = town.desk.snapshot().s.n;
    let checked =
        ledger::verify_inclusion(&leaf_hash.parse().unwrap(), 3, size, &path, &root.parse().unwrap());
    assert_eq!(checked, Ok(()));
    for nowhere in ["/s/linyi-2022/log/999999", "/s/linyi-2022/log/x", "/s/elsewhere/log"] {
        assert_eq!(reader.get(nowhere).await.status, StatusCode::NOT_FOUND, "{nowhere}");
    }
}

#[tokio::test]
async fn rooms_of_supervision_and_audit_open_to_their_seats_only() {
    let town = Town::founded().await;
    let mut nobody = town.browser();
    assert!(nobody.get("/s/linyi-2022/supervision").await.to().starts_with("/sign-in"));
    let mut office = town.signed_in("office-1").await;
    for room in ["supervision", "audit"] {
        assert_eq!(
            office.get(&format!("/s/linyi-2022/{room}")).await.status,
            StatusCode::FORBIDDEN,
            "{room}"
        );
    }
    let mut receiver = town.signed_in("receiver-5").await;
    assert!(receiver.get("/s/linyi-2022/supervision").await.has("还没有人向监督受理提出异议"));
    assert_eq!(receiver.get("/s/linyi-2022/audit").await.status, StatusCode::FORBIDDEN);

    // A refusal is journalled; the auditor sees it by its codes and has the chain checked.
    let act = notice::Act::Object {
        notice: 1,
        about: None,
        note: Note::default(),
        leads: false,
        to_receiver: true,
    };
    assert!(town.desk.submit(seat("unit-2"), Act::Notice(act), "early").await.is_err());
    let mut auditor = town.signed_in("auditor-6").await;
    let audit = auditor.get("/s/linyi-2022/audit").await;
    assert!(audit.has("操作被退回") && audit.has("unit-2"), "{}", audit.text());
    let checked = auditor.send(&audit, "/s/linyi-2022/audit/check", &[]).await;
    assert!(checked.has("日志链完整"), "{}", checked.text());
    // Once its head stands in the organisation's ledger, the auditor sees where.
    assert!(!checked.has("记入机构账本的链尾"));
    assert!(town.house.enter_journal().await.unwrap());
    let entered = town.house.organisation().await.journal.unwrap();
    let audit = auditor.get("/s/linyi-2022/audit").await;
    assert!(audit.has("记入机构账本的链尾") && audit.has(&entered.hash), "{}", audit.text());
    let checked = auditor.send(&audit, "/s/linyi-2022/audit/check", &[]).await;
    assert!(checked.has("日志链完整"), "{}", checked.text());
}

/// The other plan, with an objection to the supervision receiver and one to the office while its notice runs.
async fn on_notice() -> Town {
    use selection::screen::{self, Outcome};
    use selection::{Profile, Role, recommend};
    // A body decides on the result, so that a story comes to the last list without ballots.
    let plan = include_str!("../../../plans/shiyin-2023.toml");
    let plan = plan.replace("decide = \"count\"", "decide = \"resolution\"");
    let plan = plan::read(&plan).unwrap();
    let roles = vec![Role::Office, Role::Receiver, Role::Sponsor { sponsor: "wenhuaguan".to_owned() }];
    let town = Town::open(plan, "2023-02-25 10:00", roles).await;
    town.go("2023-03-02 10:00").await;
    for number in 1..=3 {
        let profile = Profile {
            name: format!("声音作品{number}"),
            brief: "清晨的渡口，汽笛一声。".to_owned(),
            ..Profile::default()
        };
        let form = recommend::Form {
            category: "sound".to_owned(),
            kind: "song".to_owned(),
            profile,
            ..recommend::Form::default()
        };
        let act = recommend::Act::Recommend {
            stage: "collect".to_owned(),
            tier: plan::Tier::Own,
            form: Box::new(form),
        };
        town.act(&selection::Actor::Citizen, Act::Recommend(act)).await;
    }
    town.go("2023-03-11 10:00").await;
    let works: Vec<String> = (1..=3).map(|n| format!("p{n}")).collect();
    for nominee in works.clone() {
        let act = screen::Act::Screen { nominee, outcome: Outcome::Pass, note: String::new() };
        town.act(&seat("office-1"), Act::Screen(act)).await;
    }
    let act = screen::Act::PublishCandidates {
        stage: "screen".to_owned(),
        order: vec![("sound".to_owned(), works)],
    };
    town.act(&seat("office-1"), Act::Screen(act)).await;
    town.go("2023-03-22 10:00").await;
    town.act(&seat("office-1"), Act::Notice(notice::Act::Publish { stage: "notice".to_owned() })).await;
    for (text, to_receiver) in [("这件作品先前在别处发表过。", true), ("作者的单位写错了。", false)]
    {
        let note =
            Note { text: text.to_owned(), contact: "19900000009".to_owned(), name: "试样丙".to_owned() };
        let act =
            notice::Act::Object { notice: 1, about: Some("p2".to_owned()), note, leads: true, to_receiver };
        town.act(&selection::Actor::Citizen, Act::Notice(act)).await;
    }
    town
}

#[tokio::test]
async fn an_objection_past_the_office_is_read_and_ruled_on_by_the_receiver_alone() {
    let town = on_notice().await;
    let room = "/s/shiyin-2023/supervision";
    let mut receiver = town.signed_in("receiver-2").await;
    let list = receiver.get(room).await;
    assert!(
        list.has("第1号异议") && list.has("第2号异议") && list.has("待裁定<b>1</b>件"),
        "{}",
        list.text()
    );
    assert!(!list.has("单位写错"), "what went to the office is its row only");
    assert_eq!(receiver.get(&format!("{room}/o2")).await.status, StatusCode::NOT_FOUND);
    let one = receiver.get(&format!("{room}/o1")).await;
    assert!(one.has("先前在别处发表过") && one.has("19900000009") && one.has("试样丙"));

    let rule = format!("{room}/o1/rule");
    let fields = [("outcome", "dismissed"), ("text", "查过发表记录，没有发现。")];
    let unsure = receiver.send(&one, &rule, &fields).await;
    assert_eq!(unsure.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unsure.has("查过发表记录") && unsure.has("请核对后勾选"), "what was written is kept");
    let named = receiver
        .send(&one, &rule, &[("outcome", "upheld"), ("text", "电话19900000009"), ("sure", "on")])
        .await;
    assert_eq!(named.status, StatusCode::UNPROCESSABLE_ENTITY, "no number goes out");
    let done = receiver.send(&one, &rule, &[fields[0], fields[1], ("sure", "on")]).await;
    assert!(done.to().starts_with(&format!("{room}?done=")));
    let again = receiver.get(&format!("{room}/o1")).await;
    assert!(again.has("裁定：不成立") && again.has("查过发表记录") && !again.has("name=\"outcome\""));

    // Everybody reads the ruling and its reasons; nobody learns who wrote, or what.
    let n = done.to().rsplit('=').next().unwrap().to_owned();
    let mut reader = town.browser();
    let entry = reader.get(&format!("/s/shiyin-2023/log/{n}")).await;
    assert!(entry.has("查过发表记录"), "{}", entry.text());
    let log = reader.get("/s/shiyin-2023/log").await;
    for secret in ["试样丙", "19900000009", "先前在别处", "单位写错"] {
        assert!(!entry.has(secret) && !log.has(secret), "{secret}");
    }
    let mut office = town.signed_in("office-1").await;
    assert_eq!(office.get(&format!("{room}/o1")).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_sponsor_about_to_sign_learns_which_list_was_on_notice_and_until_when() {
    use selection::result;
    let town = on_notice().await;
    town.go("2023-04-01 10:00").await;
    let office = seat("office-1");
    let rule = "six".to_owned();
    let resolve = result::Resolve {
        rule: rule.clone(),
        present: 5,
        of: 5,
        minutes: "b".repeat(64),
        members: vec![("sound".to_owned(), vec!["p1".to_owned()])],
        reasons: Default::default(),
    };
    let paper = selection::paper::Act::Count { stage: "vote-2".to_owned() };
    town.act(&office, Act::Paper(paper)).await;
    town.act(&office, Act::Result(result::Act::Count { rule: rule.clone() })).await;
    town.act(&office, Act::Result(result::Act::Resolve(Box::new(resolve)))).await;
    town.act(&office, Act::Result(result::Act::Publish { rule })).await;
    let room = town.signed_in("sponsor-3").await.get("/s/shiyin-2023/sponsor").await;
    assert!(!room.has("方案没有规定公示"), "{}", room.text());
    let told = "这份名单不再公示；方案规定公示的是候选作品名单，已于3月26日24:00期满";
    assert!(room.has(told), "{}", room.text());
}
