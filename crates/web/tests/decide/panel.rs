//! Stories of what the public learns of a panel's sheets.

use ledger::{Leaf, NEVER, Opening, SealedLeaf};
use selection::{Act, Actor, Entry, Role, Seat, founding, lists, review};

use super::OFFICE;
use super::world::{NAMES, PLAN, World};

async fn published(disclosure: &str) -> World {
    let plan = PLAN.replace("disclosure = \"pseudonymous\"", &format!("disclosure = \"{disclosure}\""));
    let world = World::staffed_under(&plan).await;
    world.to_finalists().await;
    world
}

/// The sealed leaves of the public log, and every opening that was published with it.
async fn sealed(world: &World) -> (Vec<SealedLeaf>, Vec<Opening>) {
    let store = world.desk.store();
    let rows = store.entries("small", 0, 1000).await.unwrap();
    let sealed = rows.iter().filter_map(|row| match Leaf::decode(&row.leaf).unwrap() {
        Leaf::Sealed(leaf) => Some(leaf),
        Leaf::Entry(_) => None,
    });
    let mut openings = Vec::new();
    for filed in &world.desk.snapshot().filed {
        if let Entry::List(lists::Entry::GateOpened { blob, .. }) = &filed.record.entry {
            let hash: Vec<u8> =
                (0..32).map(|i| u8::from_str_radix(&blob[i * 2..i * 2 + 2], 16).unwrap()).collect();
            let bytes = store.blob(&hash.try_into().unwrap()).await.unwrap().unwrap();
            openings.push(Opening::decode(&bytes).unwrap());
        }
    }
    (sealed.collect(), openings)
}

#[tokio::test]
async fn a_secret_panel_is_counted_in_public_and_nobody_ever_sees_whose_sheet_is_whose() {
    let world = published("secret").await;
    let (leaves, openings) = sealed(&world).await;
    let never = leaves.iter().filter(|leaf| leaf.gate == NEVER).count();
    assert_eq!(never, 10, "each sheet has its leaf");
    for opening in &openings {
        opening.check(&leaves).unwrap();
        let opened = String::from_utf8(opening.encode().unwrap().bytes().to_vec()).unwrap();
        assert!(!opened.contains("sheet-filed") && !opened.contains("judge-"), "{opened}");
    }
    let told = openings.iter().flat_map(|opening| &opening.entries);
    let told = told.filter(|opened| opened.entry.kind == "panel-tallied").count();
    assert_eq!(told, 1, "what the public needs of them is opened");

    // The result shows the scores of each candidate in rising order, and no judge.
    let result = world.get("", "/s/small/result/final").await.page();
    assert!(
        result.contains("不记名") && result.contains(NAMES[2]) && result.contains("75、75、75"),
        "{result}"
    );
    assert!(!result.contains("judge-"), "{result}");
    let why = world.get("", "/s/small/result/final/p1").await.page();
    assert!(why.contains("85") && !why.contains("judge-"));
    let room = world.get(OFFICE, "/s/small/office/panel").await.page();
    assert!(room.contains("不记名") && room.contains("75、75、75"));

    // In the log a sheet is a leaf that stays sealed, for the public and for an auditor.
    let snapshot = world.desk.snapshot();
    let is_sheet = |entry: &Entry| matches!(entry, Entry::Review(review::Entry::SheetFiled { .. }));
    let n = snapshot.filed.iter().position(|filed| is_sheet(&filed.record.entry)).unwrap();
    let entry = world.get("", &format!("/s/small/log/{n}")).await.page();
    assert!(
        entry.contains("任何时候都不公开") && !entry.contains("judge-") && !entry.contains("deeds"),
        "{entry}"
    );
    let root = Actor::Admin("root".into());
    let seat = Seat { role: Role::Auditor, unit: None, outlet: None };
    let act = Act::Founding(founding::Act::Appoint(seat));
    world.desk.submit(root, act, "auditor").await.unwrap();
    let view = world.desk.view(Actor::Seat("auditor-12".into()));
    assert!(view.row(n as u64).unwrap().record.is_none());

    // While it works the panel is told so; afterwards a judge cannot show how they scored.
    let own = world.get("judge-6", "/s/small/panel/p1").await.page();
    assert!(!own.contains("55 / 60"), "{own}");
}

#[tokio::test]
async fn signed_sheets_carry_names_and_others_handles() {
    for (disclosure, name, handle) in [("signed", true, false), ("pseudonymous", false, true)] {
        let world = published(disclosure).await;
        let (leaves, openings) = sealed(&world).await;
        assert!(leaves.iter().all(|leaf| leaf.gate != NEVER));
        openings.iter().for_each(|opening| opening.check(&leaves).unwrap());
        for (who, path) in [("", "/s/small/result/final"), (OFFICE, "/s/small/office/panel")] {
            let page = world.get(who, path).await.page();
            let heads = page.split_once("各评委评分").unwrap().1;
            assert_eq!(
                (heads.contains("试样5"), heads.contains("judge-6")),
                (name, handle),
                "{path} {heads}"
            );
        }
        let snapshot = world.desk.snapshot();
        let n = snapshot.filed.iter().position(|filed| match &filed.record.entry {
            Entry::Review(review::Entry::SheetFiled { judge, .. }) => judge == "judge-6",
            _ => false,
        });
        let says = world.get("", &format!("/s/small/log/{}", n.unwrap())).await.page();
        assert_eq!(says.contains("评委6试样5"), name, "{says}");

        // A name can be erased; the log and the state stay as they are.
        let before = world.desk.view(Actor::Citizen).heads();
        world.desk.erase(&Actor::Admin("root".into()), "judge-6").await.unwrap();
        assert_eq!(world.desk.view(Actor::Citizen).heads(), before);
        assert!(!world.get("", "/s/small/result/final").await.page().contains("试样5"));
    }
}

#[tokio::test]
async fn a_judge_reads_beforehand_what_becomes_of_the_sheet() {
    for (disclosure, words) in [
        ("secret", "任何时候都不公开是谁打的分"),
        ("signed", "署您的姓名公开"),
        ("pseudonymous", "以您的代号公开"),
    ] {
        let plan = PLAN.replace("disclosure = \"pseudonymous\"", &format!("disclosure = \"{disclosure}\""));
        let world = World::staffed_under(&plan).await;
        world.to_review().await;
        let sheet = world.get("judge-6", "/s/small/panel/p1").await.page();
        assert!(sheet.contains(words), "{disclosure}: {sheet}");
        let scores = [("score-deeds", "55"), ("score-style", "30")];
        world.post("judge-6", "/s/small/panel/p1", &scores).await.done();
        assert!(world.get("judge-6", "/s/small/panel/p1").await.page().contains("55 / 60"), "{disclosure}");
    }
}
