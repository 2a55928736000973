//! Paper ballots at the office's desks: two people, one scan, and no third way.

use axum::http::StatusCode;
use selection::paper::{Act as Paper, Enter, Figures, Id};
use selection::{Act, Actor, Code};

use super::world::{NAMES, PLAN, SCAN, World};

const LI: &str = "office-1";
const ZHANG: &str = "office-12";
const ROOM: &str = "/s/small/office/paper/vote";
const BATCH: &str = "box%2Fp3%2F0001";

/// The small plan with paper at one place, and counts shown at nine.
fn plan() -> String {
    PLAN.replace(
        "{ id = \"web\", name = \"网页\", identity = \"code\" }",
        "{ id = \"web\", name = \"网页\", identity = \"code\" }, { id = \"box\", name = \"投票箱\", identity = \"paper\", \
         paper = { clause = \"五（四）\", place = [{ id = \"p3\", name = \"第3投票点\" }] } }",
    )
    .replace("display = \"hidden\"", "display = { daily = 9 }")
}

async fn voting() -> World {
    let world = World::staffed_under(&plan()).await;
    world.clerk(ZHANG).await;
    world.to_vote().await;
    world
}

/// The form of a batch: 100 of 120 ballots count.
fn form(p1: &'static str) -> Vec<(&'static str, &'static str)> {
    vec![
        ("place", "box/p3"),
        ("number", "1"),
        ("issued-park", "120"),
        ("valid-park", "100"),
        ("invalid-park", "3"),
        ("votes-p1", p1),
        ("votes-p3", "80"),
        ("votes-p2", ""),
    ]
}

fn again(p1: &'static str) -> Vec<(&'static str, &'static str)> {
    let mut form = form(p1);
    form.retain(|(name, _)| !["place", "number"].contains(name));
    form.push(("batch", "box/p3/0001"));
    form
}

/// Whether a page has a figure: digits between other signs, and not some inside a hash or a token.
fn tells(page: &str, figure: &str) -> bool {
    page.split(|letter: char| !letter.is_ascii_alphanumeric()).any(|word| word == figure)
}

#[tokio::test]
async fn two_people_enter_a_batch_apart_from_each_other_and_everybody_reads_it_after_the_count() {
    let world = voting().await;
    let enter = format!("{ROOM}/enter");
    let page = world.get(LI, ROOM).await.page();
    assert!(page.contains("还没有录入纸质选票") && page.contains("录入一批"));
    let page = world.get(LI, &enter).await.page();
    assert!(page.contains("第3投票点") && NAMES.iter().all(|name| page.contains(name)));

    // Without a scan nothing is taken, and nothing typed is lost.
    let page = world.post(LI, &enter, &form("60")).await.refused();
    assert!(page.contains("请上传这一批选票的扫描件") && page.contains("value=\"120\""), "{page}");
    let mut wrong = form("101");
    wrong[4].1 = "30";
    let page = world.upload(LI, &enter, &wrong, ("scan", SCAN)).await.refused();
    assert!(
        page.contains("多于发出的120张") && page.contains("多于有效票100张") && page.contains("scan-kept")
    );

    let to = world.upload(LI, &enter, &form("60"), ("scan", SCAN)).await.done();
    assert!(to.starts_with(ROOM), "{to}");
    let page = world.get(LI, ROOM).await.page();
    assert!(page.contains("待另一人录入") && page.contains("第3投票点第1批") && page.contains("100"));

    assert!(world.get(LI, "/s/small/office").await.page().contains("1批纸质选票只有一人录入或两人不一致"));

    // The second person sees who was here and the scan, and no figure, on no page.
    for path in [ROOM.to_owned(), format!("{enter}?batch={BATCH}"), "/s/small/log".into(), to.clone()] {
        let page = world.get(ZHANG, &path).await.page();
        assert!(
            !tells(&page, "120") && !page.contains(">80<") && !page.contains("value=\"80\""),
            "{path}: {page}"
        );
    }
    let page = world.get(ZHANG, &format!("{enter}?batch={BATCH}")).await.page();
    assert!(page.contains("请您对照选票或扫描件独立录入"), "{page}");
    let scan = world.get(ZHANG, &format!("{ROOM}/scan?batch={BATCH}")).await;
    assert_eq!((scan.status, scan.kind.as_str()), (StatusCode::OK, "application/pdf"));
    for other in ["unit-2", "judge-6", "receiver-11"] {
        for path in [ROOM.to_owned(), enter.clone(), format!("{ROOM}/scan?batch={BATCH}")] {
            assert_eq!(world.get(other, &path).await.status, StatusCode::FORBIDDEN, "{other} {path}");
        }
    }

    // They differ: both are told where, and each sees the own figures.
    let to = world.post(ZHANG, &enter, &again("61")).await.done();
    assert!(to.starts_with(&format!("{enter}?batch=")), "{to}");
    let page = world.get(ZHANG, &to).await.page();
    assert!(
        page.contains("有1项不一致") && page.contains("value=\"61\"") && !page.contains("value=\"60\""),
        "{page}"
    );
    let page = world.get(LI, &format!("{enter}?batch={BATCH}")).await.page();
    assert!(page.contains("有1项不一致") && page.contains("value=\"60\"") && !page.contains("value=\"61\""));
    assert!(world.get(LI, ROOM).await.page().contains("两人不一致"));

    // It was Zhang who had misread it.
    world.post(ZHANG, &enter, &again("60")).await.done();
    assert!(world.get(ZHANG, ROOM).await.page().contains("两人一致"));
    // What they agree on is shown to both of them.
    for who in [LI, ZHANG] {
        let page = world.get(who, &format!("{enter}?batch={BATCH}")).await.page();
        assert!(page.contains("两人录入一致") && page.contains("发出120张"), "{who}: {page}");
    }
    assert!(world.post(LI, &enter, &again("60")).await.refused().contains("已有两人录入一致"));
    let public = world.get("", "/s/small/paper").await.page();
    assert!(public.contains("还没有清点") && !tells(&public, "120"));

    world.go("2022-12-21 09:00").await;
    world.score_all().await;
    let close = "/s/small/office/panel/review/close";
    assert!(world.post(LI, close, &[]).await.refused().contains("纸质选票还没有清点"));
    assert!(world.get(LI, &format!("{ROOM}/count")).await.page().contains("1批纸质选票"));
    let to = world.post(LI, &format!("{ROOM}/count"), &[]).await.done();
    assert!(to.starts_with(ROOM));
    world.post(LI, close, &[]).await.done();
    let public = world.get("", "/s/small/paper").await.page();
    for told in ["第3投票点第1批", "纸质发出120张", "扫描件的校验码", "合计"] {
        assert!(public.contains(told), "{told}: {public}");
    }
    let votes = world.get(LI, "/s/small/office/vote").await.page();
    assert!(votes.contains("网上") && votes.contains("合计") && votes.contains("分开列出"), "{votes}");
    assert!(world.get("", "/s/small/log").await.page().contains("纸质选票清点完毕"));
}

#[tokio::test]
async fn a_slip_in_the_number_of_a_new_batch_replaces_nothing() {
    let world = voting().await;
    let enter = format!("{ROOM}/enter");
    world.upload(LI, &enter, &form("60"), ("scan", SCAN)).await.done();
    // The next batch is at hand, and the number of the last one is typed.
    let other: &[u8] = b"%PDF-1.4 the scan of the second batch";
    for who in [LI, ZHANG] {
        let page = world.upload(who, &enter, &form("70"), ("scan", other)).await.refused();
        assert!(page.contains("这一批已经录入过") && page.contains("value=\"70\""), "{page}");
    }
    let page = world.get(LI, &format!("{enter}?batch={BATCH}")).await.page();
    assert!(page.contains("value=\"60\"") && !page.contains("value=\"70\""), "{page}");
    let mut next = form("70");
    next[1].1 = "2";
    // What no number can be says which field it is in; figures may come from a Chinese keyboard.
    next[2].1 = "一百";
    let page = world.upload(LI, &enter, &next, ("scan", other)).await.refused();
    assert!(page.contains("“发出”请填写不大于10,000,000的整数"), "{page}");
    next[2].1 = "１２０";
    world.upload(LI, &enter, &next, ("scan", other)).await.done();
    // Who opens the batch itself corrects it.
    world.post(LI, &enter, &again("61")).await.done();
}

#[tokio::test]
async fn nobody_is_two_people_whatever_seats_they_hold() {
    let world = voting().await;
    world.upload(LI, &format!("{ROOM}/enter"), &form("60"), ("scan", SCAN)).await.done();
    // An account with two seats of the office.
    world.also(LI, "office-13").await;
    let votes = [("p1", 60), ("p3", 80)].map(|(who, n)| (who.to_owned(), n)).into();
    let figures = Figures { issued: 120, valid: 100, invalid: 3, votes };
    let act = Act::Paper(Paper::Enter(Box::new(Enter {
        batch: Id { stage: "vote".into(), channel: "box".into(), place: "p3".into(), number: 1 },
        scan: String::new(),
        categories: [("park".to_owned(), figures)].into(),
        fresh: false,
    })));
    let refused = world.desk.submit(Actor::Seat("office-13".into()), act.clone(), "two").await;
    let Err(desk::DeskError::Refused(refusal)) = refused else { panic!("{refused:?}") };
    assert_eq!(refusal.code, Code::PaperSamePerson);
    world.desk.submit(Actor::Seat(ZHANG.into()), act, "three").await.unwrap();
    // What is begun is taken back only while it is not finished.
    let withdraw = format!("{ROOM}/withdraw?batch={BATCH}");
    assert!(world.post(ZHANG, &withdraw, &[]).await.refused().contains("已有两人录入一致"));
}

#[tokio::test]
async fn the_counts_of_an_hour_are_shown_and_no_others() {
    let world = voting().await;
    let hall = world.get("", "/s/small/vote").await.page();
    assert!(!hall.contains("目前票数"), "before the first nine o'clock");
    world.go("2022-12-13 10:30").await;
    let hall = world.get("", "/s/small/vote").await.page();
    assert!(hall.contains("12月13日09:00的票数") && hall.contains("12月13日10:30记入账本"), "{hall}");
    assert!(world.get(LI, "/s/small/office/vote").await.page().contains("12月13日09:00的票数"));
    assert!(world.get("", "/s/small/log").await.page().contains("截至12月13日09:00的票数"));
}

#[tokio::test]
async fn where_the_plan_knows_no_paper_there_is_none() {
    let world = World::staffed().await;
    world.to_vote().await;
    assert!(world.get(LI, ROOM).await.page().contains("方案没有纸质选票"));
    for page in ["enter", "count", "withdraw"] {
        assert_eq!(world.get(LI, &format!("{ROOM}/{page}")).await.done(), ROOM, "{page}");
    }
    assert_eq!(world.get(LI, &format!("{ROOM}/scan")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(world.post(LI, &format!("{ROOM}/enter"), &form("60")).await.done(), ROOM);
    assert!(world.get("", "/s/small/paper").await.page().contains("方案没有纸质选票"));
}
