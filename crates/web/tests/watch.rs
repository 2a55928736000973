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
}
