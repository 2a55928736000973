//! Portraits: public while their bearer's name is, and gone with the person.

#![allow(clippy::unwrap_used, clippy::panic, reason = "stories; clippy excuses only test functions")]

mod common;

use axum::http::StatusCode;
use common::{Town, seat};
use selection::{Act, recommend};

const WALL: &str = "/s/linyi-2022/candidates?cat=park";
const FIRST: &str = "/s/linyi-2022/portrait/face-0";
const SECOND: &str = "/s/linyi-2022/portrait/face-1";

#[tokio::test]
async fn a_portrait_comes_down_with_a_withdrawal_and_is_gone_with_an_erasure() {
    let town = Town::voting(3).await;
    let mut reader = town.browser();
    let wall = reader.get(WALL).await;
    assert!(wall.has(FIRST) && wall.has(SECOND) && wall.has(&common::name(0)));
    let face = reader.get(FIRST).await;
    assert_eq!((face.status, face.bytes.as_slice()), (StatusCode::OK, "face of 0".as_bytes()));

    // Withdrawn: nobody outside sees the face or the name, the office still does.
    let withdraw = recommend::Act::Withdraw { nominee: "p1".into(), note: "本人申请退出。".into() };
    town.act(&seat("office-1"), Act::Recommend(withdraw)).await;
    assert_eq!(reader.get(FIRST).await.status, StatusCode::NOT_FOUND);
    let wall = reader.get(WALL).await;
    assert!(!wall.has(FIRST) && !wall.has(&common::name(0)) && wall.has(SECOND));
    let mut office = town.signed_in("office-1").await;
    let room = "/s/linyi-2022/office/recommendations";
    assert_eq!(office.get(&format!("{room}/r1/portrait")).await.status, StatusCode::OK);

    // Erased: nobody sees anything, here or in the room; a drawn figure stands where the face was; the log is as it was.
    let before = town.desk.snapshot();
    for nominee in ["p1", "p2"] {
        town.desk.erase(&seat("office-1"), nominee).await.unwrap();
    }
    let after = town.desk.snapshot();
    assert_eq!((after.s.hash(), after.root), (before.s.hash(), before.root));
    for n in [0, 1] {
        assert_eq!(
            reader.get(&format!("/s/linyi-2022/portrait/face-{n}")).await.status,
            StatusCode::NOT_FOUND
        );
        assert_eq!(office.get(&format!("{room}/r{}/portrait", n + 1)).await.status, StatusCode::NOT_FOUND);
        assert_eq!(town.house.store().file(&format!("face-{n}")).await.unwrap(), None);
        assert!(!office.get(&format!("{room}/r{}", n + 1)).await.has(&common::name(n)));
    }
    let wall = reader.get(WALL).await;
    assert!(!wall.has("/portrait/") && !wall.has(&common::name(1)) && wall.has(&common::name(2)));
    assert!(wall.text().matches("<svg").count() >= 3, "a figure each");
    let (size, proof, root) = town.desk.prove(5).await.unwrap();
    let leaf = town.house.store().entries("linyi-2022", 5, 1).await.unwrap().remove(0).leaf;
    ledger::verify_inclusion(&ledger::leaf_hash(&leaf), 5, size, &proof, &root).unwrap();
}
