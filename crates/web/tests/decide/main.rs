//! Stories of the office after the vote, and of the sponsors who sign.

#![allow(clippy::unwrap_used, reason = "stories; clippy excuses only test functions")]

mod panel;
mod paper;
mod world;

use axum::http::StatusCode;
use world::{NAMES, SCAN, World};

const OFFICE: &str = "office-1";

#[tokio::test]
async fn codes_are_shown_once_and_figures_only_after_the_close() {
    let world = World::staffed().await;
    world.to_vote().await;
    let room = "/s/small/office/vote";
    let page = world.get(OFFICE, room).await.page();
    assert!(page.contains("办公室也看不到"), "nobody sees votes while the plan hides them");
    let make = format!("{room}/vote/codes");
    world.get(OFFICE, &make).await.page();
    let wrong = [("channel", "web"), ("count", "0"), ("as", "page"), ("request", "codes-0")];
    assert!(world.post(OFFICE, &make, &wrong).await.refused().contains("1至100000"));
    let fields = [("channel", "web"), ("count", "3"), ("as", "csv"), ("request", "codes-1")];
    let made = world.post(OFFICE, &make, &fields).await;
    assert!(made.kind.starts_with("text/csv"));
    let codes: Vec<String> = made.page().lines().skip(1).map(ToOwned::to_owned).collect();
    assert!(codes.len() == 3 && codes.iter().all(|code| code.len() == 14), "{codes:?}");
    let page = world.get(OFFICE, room).await.page();
    assert!(page.contains("3个") && !page.contains(&codes[0]), "the room counts codes and shows none");
    world.go("2022-12-21 09:00").await;
    let page = world.get(OFFICE, room).await.page();
    assert!(page.contains("有效0张") && !page.contains("制作投票码</a>"), "counted, and no more codes");
}

#[tokio::test]
async fn the_rooms_open_to_the_office_alone() {
    let world = World::staffed().await;
    world.to_finalists().await;
    let rooms = ["vote", "panel", "result", "notice", "naming", "publicity", "closing"];
    for room in rooms {
        let path = format!("/s/small/office/{room}");
        assert_eq!(world.get(OFFICE, &path).await.status, StatusCode::OK, "{room}");
        for other in ["sponsor-7", "judge-6", "unit-2", "receiver-11"] {
            assert_eq!(world.get(other, &path).await.status, StatusCode::FORBIDDEN, "{other} in {room}");
        }
        assert!(world.get("", &path).await.done().starts_with("/sign-in"));
    }
    assert_eq!(world.get(OFFICE, "/s/small/sponsor").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn from_sheets_to_a_list_with_the_reason_of_every_departure() {
    let world = World::staffed().await;
    world.to_review().await;
    let close = "/s/small/office/panel/review/close";
    let page = world.get(OFFICE, "/s/small/office/panel").await.page();
    assert!(
        page.contains("还差4份") && page.contains("同一单位"),
        "progress, and recusals the software sees"
    );
    world.post(OFFICE, close, &[]).await.refused();
    world.score_all().await;
    assert!(world.get(OFFICE, close).await.page().contains("不能撤回"));
    assert!(world.post(OFFICE, close, &[]).await.done().starts_with("/s/small/office/result?done="));
    let page = world.get(OFFICE, "/s/small/office/panel").await.page();
    assert!(page.contains("办公室也看不到"), "single sheets stay sealed until the list is public");

    let resolve = "/s/small/office/result/final/resolve";
    let page = world.get(OFFICE, resolve).await.page();
    assert_eq!(page.matches(" checked").count(), 2, "those whom the figures seat are ticked");
    // The body prefers the third to the second.
    let choice = [("members-park", "p3"), ("members-park", "p1"), ("present", "3"), ("of", "3")];
    assert!(world.post(OFFICE, resolve, &choice).await.refused().contains("请上传会议纪要"));
    let asked = world.upload(OFFICE, resolve, &choice, ("minutes", SCAN)).await.page();
    assert!(
        asked.contains("有2处与得分不一致") && asked.contains("reason-p2") && asked.contains("reason-p3")
    );
    let kept = asked.split("name=\"minutes-kept\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let mut full = choice.to_vec();
    full.extend([("minutes-kept", kept), ("reason-p2", ""), ("reason-p3", "事迹更突出")]);
    assert!(world.post(OFFICE, resolve, &full).await.refused().contains("试样乙与得分不一致的理由"));
    let invented = "0".repeat(64);
    let forged: Vec<_> = full
        .iter()
        .map(|(k, v)| if *k == "minutes-kept" { (*k, invented.as_str()) } else { (*k, *v) })
        .collect();
    assert!(world.post(OFFICE, resolve, &forged).await.refused().contains("请上传会议纪要"));
    let few: Vec<_> = full
        .iter()
        .map(|(k, v)| match *k {
            "present" => (*k, "1"),
            "reason-p2" => (*k, "综合比较"),
            _ => (*k, *v),
        })
        .collect();
    world.post(OFFICE, resolve, &few).await.refused();
    let full: Vec<_> =
        full.iter().map(|(k, v)| if *k == "reason-p2" { (*k, "综合比较") } else { (*k, *v) }).collect();
    world.post(OFFICE, resolve, &full).await.done();
    let page = world.get(OFFICE, "/s/small/office/result").await.page();
    assert!(page.contains("事迹更突出") && page.contains("得分入选，决议未列入"));

    let publish = "/s/small/office/result/final/publish";
    let page = world.get(OFFICE, publish).await.page();
    assert!(page.contains(NAMES[0]) && page.contains(NAMES[2]) && !page.contains("A02"));
    world.post(OFFICE, publish, &[]).await.done();
    world.post(OFFICE, publish, &[]).await.refused();
    let page = world.get(OFFICE, "/s/small/office/panel").await.page();
    assert!(
        page.contains("各评委评分"),
        "with the list, single sheets are public under their judges' handles"
    );
}

#[tokio::test]
async fn the_office_reminds_a_judge_and_the_judge_reads_it() {
    let world = World::staffed().await;
    world.to_review().await;
    let room = "/s/small/office/panel";
    let page = world.get(OFFICE, room).await.page();
    assert!(page.contains("0 / 2") && page.contains("0 / 4") && page.contains("催办judge-4"));
    let remind = "/s/small/office/panel/review/remind";
    let done = world.post(OFFICE, remind, &[("judge", "judge-4")]).await.done();
    assert!(done.starts_with("/s/small/office/panel?done="), "{done}");
    let page = world.get(OFFICE, &done).await.page();
    assert!(page.contains("第1次催办评委4") && page.contains("1次，最近12月21日09:00"), "{page}");
    world.post(OFFICE, remind, &[("judge", "judge-4")]).await.done();

    let own = world.get("judge-4", "/s/small/panel").await.page();
    assert!(own.contains("办公室已催办2次") && own.contains("还有2份评分表没有交"), "{own}");
    for other in ["judge-5", "judge-6"] {
        assert!(!world.get(other, "/s/small/panel").await.page().contains("催办"), "{other}");
    }
    let log = world.get("", "/s/small/log").await.page();
    assert!(!log.contains("催办"), "who is slow is not for everybody while the panel works");

    world.score_all().await;
    assert!(!world.get("judge-4", "/s/small/panel").await.page().contains("催办"), "all is in");
    assert!(!world.get(OFFICE, room).await.page().contains("催办judge"), "nobody is left to remind");
    let refused = world.post(OFFICE, remind, &[("judge", "judge-4")]).await.refused();
    assert!(refused.contains("已经交齐"), "{refused}");
}

#[tokio::test]
async fn a_notice_ends_at_an_hour_told_beforehand_and_a_replacement_restarts_it() {
    let world = World::staffed().await;
    world.to_finalists().await;
    world.go("2022-12-28 10:00").await;
    let publish = "/s/small/office/notice/notice/publish";
    // Three working days from the day after: 29, 30, and 3 January, since 31 December to 2 January are holidays.
    assert!(world.get(OFFICE, publish).await.page().contains("1月3日24:00"));
    world.post(OFFICE, publish, &[]).await.done();
    world.post(OFFICE, publish, &[]).await.refused();

    let object = |to_receiver, text: &str| {
        selection::Act::Notice(selection::notice::Act::Object {
            notice: 1,
            about: Some("p2".into()),
            note: selection::Note { text: text.into(), name: "试样市民".into(), ..Default::default() },
            leads: true,
            to_receiver,
        })
    };
    world.desk.submit(selection::Actor::Citizen, object(false, "他没有修过公园"), "o1").await.unwrap();
    world.desk.submit(selection::Actor::Citizen, object(true, "只说给监督听"), "o2").await.unwrap();
    let page = world.get(OFFICE, "/s/small/office/notice").await.page();
    assert!(page.contains("第2号异议") && !page.contains("只说给监督听"));
    let own = "/s/small/office/notice/objections/o1";
    assert!(world.get(OFFICE, own).await.page().contains("他没有修过公园"));
    let theirs = "/s/small/office/notice/objections/o2";
    assert_eq!(world.get(OFFICE, theirs).await.status, StatusCode::NOT_FOUND);
    let rule = [("outcome", "dismissed"), ("text", "查无实据")];
    assert_eq!(world.post(OFFICE, theirs, &rule).await.status, StatusCode::NOT_FOUND);
    world.post(OFFICE, own, &[("text", "属实")]).await.refused();
    let page = world.post(OFFICE, own, &[("outcome", "upheld"), ("text", "电话19900000001")]).await.refused();
    assert!(page.contains("19900000001"), "nothing typed is lost");
    let to = world.post(OFFICE, own, &[("outcome", "upheld"), ("text", "属实")]).await.done();
    assert!(to.starts_with("/s/small/office/notice/replace?out=p2&done="));
    assert!(world.get(OFFICE, &to).await.page().contains("value=\"p2\" selected"));

    world.go("2022-12-29 10:00").await;
    let replace = "/s/small/office/notice/replace";
    assert!(world.get(OFFICE, replace).await.page().contains("1月4日24:00"));
    world.post(OFFICE, replace, &[("with", "p3"), ("text", "异议成立")]).await.refused();
    world.post(OFFICE, replace, &[("out", "p2"), ("with", "p3"), ("text", "异议成立")]).await.done();
    let page = world.get(OFFICE, "/s/small/office/notice").await.page();
    assert!(page.contains("已终止") && page.contains("第2号公示") && page.contains("1月4日24:00"));
}

#[tokio::test]
async fn sponsors_sign_the_office_checks_and_names_and_a_title_can_be_taken_back() {
    let world = World::staffed().await;
    world.to_finalists().await;
    world.go("2022-12-28 10:00").await;
    world.post(OFFICE, "/s/small/office/notice/notice/publish", &[]).await.done();
    let page = world.get("sponsor-7", "/s/small/sponsor").await.page();
    assert!(page.contains(NAMES[0]) && page.contains("正在公示"));
    let sign = "/s/small/sponsor/sign";
    world.post("sponsor-7", sign, &[("version", "1")]).await.refused();
    world.upload("sponsor-7", sign, &[("version", "1")], ("file", b"<script>")).await.refused();
    let page = world.upload("sponsor-7", sign, &[("version", "2")], ("file", SCAN)).await.refused();
    assert!(page.contains("新的版本"), "whoever read another version does not sign this one");
    world.upload("sponsor-7", sign, &[("version", "1")], ("file", SCAN)).await.done();
    assert!(world.get("sponsor-7", "/s/small/sponsor").await.page().contains("本单位已签署"));
    world.post("sponsor-8", "/s/small/sponsor/decline", &[("text", "")]).await.refused();
    world.post("sponsor-8", "/s/small/sponsor/decline", &[("text", "请先核实第二名")]).await.done();
    let page = world.get(OFFICE, "/s/small/office/naming").await.page();
    assert!(page.contains("请先核实第二名") && page.contains("不同意签署"));
    assert!(!world.get("sponsor-7", "/s/small/sponsor").await.page().contains("请先核实第二名"));
    world.upload("sponsor-8", sign, &[("version", "1")], ("file", SCAN)).await.done();

    world.go("2023-01-04 09:00").await;
    let name = "/s/small/office/naming/name";
    let titled = [("document", "试城〔2023〕1号")];
    assert!(
        world.post(OFFICE, name, &titled).await.refused().contains("失信"),
        "the check of the day is missing"
    );
    let recheck = "/s/small/office/naming/recheck";
    assert!(!world.get(OFFICE, recheck).await.page().contains(" checked"), "no finding is proposed");
    world.post(OFFICE, recheck, &[]).await.refused();
    world.post(OFFICE, recheck, &[("found-p1", "hit"), ("all", "on")]).await.done();
    assert!(world.get(OFFICE, "/s/small/office/naming").await.page().contains("有失信记录"));
    world.post(OFFICE, name, &titled).await.refused();
    world.post(OFFICE, recheck, &[("all", "on")]).await.done();
    world.post(OFFICE, name, &[("document", "")]).await.refused();
    world.post(OFFICE, name, &titled).await.done();
    let page = world.get(OFFICE, "/s/small/office/naming").await.page();
    assert!(page.contains("试字第1号") && page.contains("试城〔2023〕1号"));

    world.post(OFFICE, "/s/small/office/naming/p1/reissue", &[]).await.done();
    assert!(world.get(OFFICE, "/s/small/office/naming").await.page().contains("试字第3号"));
    let revoke = "/s/small/office/naming/p2/revoke";
    let grounds = [("reason", "record"), ("text", "受到处分")];
    assert!(world.post(OFFICE, revoke, &grounds).await.refused().contains("请输入“A02”"));
    let sure = [grounds[0], grounds[1], ("confirm", "a02")];
    world.post(OFFICE, revoke, &sure).await.done();
    assert_eq!(world.post(OFFICE, revoke, &sure).await.status, StatusCode::NOT_FOUND);
    assert!(world.get(OFFICE, "/s/small/office/naming").await.page().contains("1月4日撤销"));

    // Publicity, and the end.
    let assign = "/s/small/office/publicity/assign";
    world.post(OFFICE, assign, &[("outlet", "daily"), ("nominee", "p1"), ("by", "")]).await.refused();
    world
        .post(OFFICE, assign, &[("outlet", "daily"), ("nominee", "p1"), ("by", "2024-01-01")])
        .await
        .refused();
    world.post(OFFICE, assign, &[("outlet", "daily"), ("nominee", "p1"), ("by", "2023-03-15")]).await.done();
    let text = selection::PublicText { title: "修公园的人".into(), text: "他还在修。".into() };
    let file = selection::publicity::Act::File { piece: "m1".into(), text };
    world.ok("outlet-10", selection::Act::Publicity(file)).await;
    let piece = "/s/small/office/publicity/pieces/m1";
    assert!(world.get(OFFICE, piece).await.page().contains("他还在修。"));
    world.post(OFFICE, piece, &[("note", "好")]).await.refused();
    world.post(OFFICE, piece, &[("approve", "no"), ("note", "")]).await.refused();
    world.post(OFFICE, piece, &[("approve", "yes")]).await.done();
    world
        .post(OFFICE, "/s/small/office/publicity/ceremony", &[("stage", "publicity"), ("on", "2022-01-01")])
        .await
        .refused();
    world
        .post(OFFICE, "/s/small/office/publicity/ceremony", &[("stage", "publicity"), ("on", "2023-05-01")])
        .await
        .done();
    let page = world.get(OFFICE, "/s/small/office/publicity?month=2023-05").await.page();
    assert!(page.contains("2023年5月1日"));

    let closing = "/s/small/office/closing";
    assert!(world.get(OFFICE, closing).await.page().contains("现在不能结束"));
    world.go("2024-01-02 09:00").await;
    assert!(world.get(OFFICE, closing).await.page().contains("请在下面输入“小评”"));
    world.post(OFFICE, closing, &[("confirm", "小")]).await.refused();
    assert!(world.post(OFFICE, closing, &[("confirm", "小评")]).await.done().starts_with("/s/small?done="));
    assert_eq!(world.get(OFFICE, closing).await.status, StatusCode::FORBIDDEN, "every seat is gone");
}
