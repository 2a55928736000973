//! The office before the vote: the board and what comes next, screening, clearance, the candidate list, the rules.

#![allow(clippy::unwrap_used, clippy::panic, reason = "stories; clippy excuses only test functions")]

mod common;

use axum::http::StatusCode;
use common::{Town, id_number, name, seat};
use plan::Tier;
use selection::screen::{self, Opinion};
use selection::{Act, Person, Profile, recommend};

const OFFICE: &str = "/s/linyi-2022/office";

async fn put_forward(town: &Town, n: usize, id: usize) {
    let form = recommend::Form {
        category: "park".to_owned(),
        kind: "front-line".to_owned(),
        profile: Profile {
            name: name(n),
            employer: "兰山区园林处（演练）".to_owned(),
            brief: "修口袋公园。".to_owned(),
            ..Profile::default()
        },
        person: Person { id_number: id_number(id), phone: format!("199000{n:05}"), id_key: String::new() },
        checklist: vec![0, 1, 2, 3],
        minutes: Some("b".repeat(64)),
        ..recommend::Form::default()
    };
    let act = recommend::Act::Recommend {
        stage: "recommend".to_owned(),
        tier: if n.is_multiple_of(2) { Tier::BottomUp } else { Tier::TopDown },
        form: Box::new(form),
    };
    let who = if n.is_multiple_of(2) { seat("unit-2") } else { seat("office-1") };
    town.act(&who, Act::Recommend(act)).await;
}

#[tokio::test]
async fn the_board_says_what_is_left_and_leads_to_the_next_act() {
    let town = Town::founded().await;
    let mut office = town.signed_in("office-1").await;
    let board = office.get(OFFICE).await;
    assert_eq!(board.status, StatusCode::OK);
    assert!(
        board.has("0份推荐") && board.has("未报送") && board.has("公布候选人名单，还差"),
        "{}",
        board.text()
    );
    put_forward(&town, 0, 0).await;
    put_forward(&town, 1, 1).await;
    let board = office.get(OFFICE).await;
    assert!(board.has("2份推荐，还有<b>2</b>份待审"), "{}", board.text());
    assert!(board.has(&format!("btn--primary\" href=\"{OFFICE}/screen/p1\"")), "{}", board.text());
    assert!(board.has("未经推荐单位"), "what came from above has a row of its own");
    let done = office.send(&board, &format!("{OFFICE}/remind"), &[("unit", "luozhuang")]).await;
    let board = office.get(&done.to()).await;
    assert!(board.has("未报送，已催1次") && board.has("账本第"), "{}", board.text());
    let wrong = office.send(&board, &format!("{OFFICE}/remind"), &[("unit", "nowhere")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    // Nobody else comes in, and nobody else may act.
    let mut unit = town.signed_in("unit-2").await;
    assert_eq!(unit.get(OFFICE).await.status, StatusCode::FORBIDDEN);
    assert!(town.browser().get(OFFICE).await.to().starts_with("/sign-in?to="));
}

#[tokio::test]
async fn a_clerk_screens_one_after_the_other_and_every_slip_is_told() {
    let town = Town::founded().await;
    for n in 0..3 {
        put_forward(&town, n, n).await;
    }
    let mut office = town.signed_in("office-1").await;
    let one = format!("{OFFICE}/screen/p1");
    let page = office.get(&one).await;
    assert!(page.has(&name(0)) && page.has("修口袋公园") && !page.has(&id_number(0)), "{}", page.text());
    let none = office.send(&page, &one, &[("decision", ""), ("note", "再看看")]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(none.has("请选择通过或者不通过") && none.has("再看看"), "nothing typed is lost");
    let unreasoned = office.send(&page, &one, &[("decision", "out"), ("reason", "")]).await;
    assert_eq!(unreasoned.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unreasoned.has("id=\"e-reason\""), "{}", unreasoned.text());
    let out =
        office.send(&page, &one, &[("decision", "out"), ("reason", "brief"), ("note", "缺会议记录")]).await;
    assert!(out.to().starts_with(&format!("{OFFICE}/screen/p2?done=")), "{}", out.to());
    let page = office.get(&out.to()).await;
    let next = office.send(&page, &format!("{OFFICE}/screen/p2"), &[("decision", "pass")]).await;
    let page = office.get(&next.to()).await;
    let last = office.send(&page, &format!("{OFFICE}/screen/p3"), &[("decision", "pass")]).await;
    let room = office.get(&last.to()).await;
    assert!(room.has("都审完了") && room.has("材料不实或不全"), "{}", room.text());
    // The file of who was left out keeps the note that only the office reads.
    assert!(office.get(&format!("{OFFICE}/recommendations/r1")).await.has("缺会议记录"));
}

#[tokio::test]
async fn an_id_number_is_shown_on_request_only_and_the_look_is_journalled() {
    let town = Town::founded().await;
    put_forward(&town, 0, 0).await;
    let mut office = town.signed_in("office-1").await;
    let file = format!("{OFFICE}/recommendations/r1");
    let page = office.get(&file).await;
    assert!(page.has("显示证件号码") && !page.has(&id_number(0)));
    let before = town.house.store().journal_head().await.unwrap().size;
    let shown = office.send(&page, &format!("{file}/person"), &[]).await;
    assert!(shown.has(&id_number(0)) && shown.has("19900000000"), "{}", shown.text());
    let rows = town.house.store().journal_page(before, 10).await.unwrap();
    assert!(rows.iter().any(|row| row.line.kind == "read-person" && row.line.who == "office-1"));
}

#[tokio::test]
async fn a_recommendation_is_found_returned_with_a_note_and_waits_for_its_unit() {
    let town = Town::founded().await;
    for n in 0..3 {
        put_forward(&town, n, n).await;
    }
    let mut office = town.signed_in("office-1").await;
    let list = format!("{OFFICE}/recommendations");
    assert!(office.get(&format!("{list}?q=zs")).await.has(&name(1)), "found by initials");
    let found = office.get(&format!("{list}?unit=lanshan")).await;
    assert!(found.has("recommendations/r1\"") && !found.has("recommendations/r2\""), "{}", found.text());
    assert!(office.get(&format!("{list}?q=nobody")).await.has("没有符合条件的推荐"));
    let page = office.get(&format!("{list}/r1")).await;
    let empty = office.send(&page, &format!("{list}/r1/return"), &[("note", "")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.has("id=\"e-note\""), "{}", empty.text());
    let done = office.send(&page, &format!("{list}/r1/return"), &[("note", "请补会议记录")]).await;
    let page = office.get(&done.to()).await;
    assert!(page.has("已退回") && page.has("请补会议记录"), "{}", page.text());
    assert!(office.get(&format!("{list}?status=returned")).await.has(&name(0)));
}

#[tokio::test]
async fn two_files_with_one_id_number_are_decided_on_side_by_side() {
    let town = Town::founded().await;
    put_forward(&town, 0, 7).await;
    put_forward(&town, 1, 7).await;
    let mut office = town.signed_in("office-1").await;
    let room = office.get(&format!("{OFFICE}/screen")).await;
    assert!(room.has("疑似同一人") && room.has("是同一人，保留p1"), "{}", room.text());
    let pair = [("keep", "p1"), ("other", "p2"), ("same", "yes")];
    let done = office.send(&room, &format!("{OFFICE}/pairs"), &pair).await;
    let room = office.get(&done.to()).await;
    assert!(!room.has("是同一人，保留p1"), "{}", room.text());
    assert!(office.get(&format!("{OFFICE}/recommendations/r2")).await.has("已并入"));
}

#[tokio::test]
async fn the_candidates_are_ordered_checked_and_published_once_all_departments_agree() {
    let town = Town::founded().await;
    for n in 0..3 {
        put_forward(&town, n, n).await;
    }
    let citizen = recommend::Form {
        category: "citizen".to_owned(),
        kind: "citizen".to_owned(),
        unit: Some("lanshan".to_owned()),
        profile: Profile {
            name: "丁试民".to_owned(), brief: "建言献策。".to_owned(), ..Profile::default()
        },
        person: Person { id_number: id_number(9), phone: "19900000009".to_owned(), id_key: String::new() },
        checklist: vec![0, 1, 2, 3],
        minutes: Some("b".repeat(64)),
        ..recommend::Form::default()
    };
    let act = recommend::Act::Recommend {
        stage: "recommend".to_owned(),
        tier: Tier::BottomUp,
        form: Box::new(citizen),
    };
    town.act(&seat("unit-2"), Act::Recommend(act)).await;
    town.go("2022-12-11 09:00").await;
    let mut office = town.signed_in("office-1").await;
    for nominee in ["p1", "p2", "p3", "p4"] {
        let page = office.get(&format!("{OFFICE}/screen/{nominee}")).await;
        office.send(&page, &format!("{OFFICE}/screen/{nominee}"), &[("decision", "pass")]).await;
    }
    let room = office.get(&format!("{OFFICE}/clearance")).await;
    assert!(room.has("4人通过初审，<b>4</b>人联审未齐") && room.has("向部门发函（4人）"), "{}", room.text());
    let done = office.send(&room, &format!("{OFFICE}/clearance"), &[]).await;
    let room = office.get(&done.to()).await;
    assert!(room.has("已发函") && !room.has("向部门发函"), "{}", room.text());
    for (department, nominee, opinion) in [
        ("department-3", "p1", Opinion::Clear),
        ("department-3", "p2", Opinion::Against),
        ("department-3", "p3", Opinion::Clear),
        ("department-3", "p4", Opinion::Clear),
        ("department-4", "p1", Opinion::Clear),
        ("department-4", "p2", Opinion::Clear),
        ("department-4", "p3", Opinion::Clear),
    ] {
        let note = if opinion == Opinion::Clear { String::new() } else { "正在核查".to_owned() };
        let act = screen::Act::Clear { nominee: nominee.to_owned(), opinion, note };
        town.act(&seat(department), Act::Screen(act)).await;
    }
    let room = office.get(&format!("{OFFICE}/clearance")).await;
    assert!(room.has("有异议的") && room.has("正在核查"), "{}", room.text());
    let order = [("place-p1", "2"), ("place-p3", "1"), ("place-p2", "3"), ("place-p4", "1")];
    let page = office.get(&format!("{OFFICE}/candidates")).await;
    assert!(page.has("name=\"place-p1\""), "{}", page.text());
    let preview = office.send(&page, &format!("{OFFICE}/candidates/preview"), &order).await;
    assert!(preview.has("右边所列办齐以后才能公布"), "{}", preview.text());
    let listed = [("order", "park/p3"), ("order", "park/p1"), ("order", "park/p2"), ("order", "citizen/p4")];
    let early = office.send(&preview, &format!("{OFFICE}/candidates/publish"), &listed).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY, "a refused clearance holds the list");
    let page = office.get(&format!("{OFFICE}/screen/p2")).await;
    let out = [("decision", "out"), ("reason", "clearance")];
    office.send(&page, &format!("{OFFICE}/screen/p2"), &out).await;
    let page = office.get(&format!("{OFFICE}/candidates")).await;
    let preview = office.send(&page, &format!("{OFFICE}/candidates/preview"), &order).await;
    assert!(preview.has("value=\"park/p3\"") && preview.has("确认公布"), "{}", preview.text());
    let listed = [("order", "park/p3"), ("order", "park/p1"), ("order", "citizen/p4")];
    let done = office.send(&preview, &format!("{OFFICE}/candidates/publish"), &listed).await;
    let page = office.get(&done.to()).await;
    let text = page.text();
    assert!(text.find("A01").unwrap() < text.find("A02").unwrap() && page.has("第1版，3人"), "{text}");
    let snapshot = town.desk.snapshot();
    let first = &snapshot.s.lists.latest(plan::ListKind::Candidates).unwrap().members[0];
    assert_eq!(
        (first.nominee.as_str(), first.number.as_str()),
        ("p3", "A01"),
        "in the order that was asked for"
    );
    // The board goes on: what comes next is no longer screening.
    let board = office.get(OFFICE).await;
    assert!(board.has("候选人") && !board.has("审下一份"), "{}", board.text());
}

#[tokio::test]
async fn a_supplement_shows_its_faults_before_anybody_adopts_it() {
    let town = Town::founded().await;
    let mut office = town.signed_in("office-1").await;
    let page = office.get(&format!("{OFFICE}/rules")).await;
    assert!(page.has("第1版") && page.has("补充通知"), "{}", page.text());
    let check = format!("{OFFICE}/rules/check");
    assert_eq!(office.send(&page, &check, &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let broken = "format = 1\namends = \"linyi-2022\"\nid = \"x\"\ntitel = \"错\"\n";
    let faults = office.send(&page, &check, &[("source", broken)]).await;
    assert_eq!(faults.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(faults.has("第1行") && faults.has("缺少“title”") && !faults.has("确认采用"), "{}", faults.text());
    // Sound by itself, but not what it makes of the plan: told with its line too.
    let before_it_opens = "format = 1\namends = \"linyi-2022\"\nid = \"s-2\"\ntitle = \"补充\"\nissued = \"2022-12-01\"\n\
                           [[stage]]\nid = \"vote\"\ncloses = \"2022-12-01\"\n";
    let faults = office.send(&page, &check, &[("source", before_it_opens)]).await;
    assert!(faults.has("第8行") && !faults.has("确认采用"), "{}", faults.text());
    let sound = "format = 1\r\namends = \"linyi-2022\"\r\nid = \"s-2\"\r\ntitle = \"（演练）补充通知二\"\r\n\
                 issued = \"2022-12-01\"\r\ngreeting = \"欢迎。\"\r\n";
    let shown = office.send(&page, &check, &[("source", sound)]).await;
    assert!(shown.has("确认采用"), "{}", shown.text());
    let before = town.desk.snapshot().s.plan_hashes.last().cloned().unwrap();
    let done = office.send(&shown, &format!("{OFFICE}/rules"), &[("source", sound)]).await;
    assert!(office.get(&done.to()).await.has("（演练）补充通知二"));
    assert_ne!(town.desk.snapshot().s.plan_hashes.last().cloned().unwrap(), before);
    // A change that acts backward is refused with its reason, on the page that was confirmed.
    let page = office.get(&format!("{OFFICE}/rules")).await;
    let backward = sound
        .replace("s-2", "s-3")
        .replace("greeting = \"欢迎。\"", "stage = [{ id = \"recommend\", opens = \"2022-11-30\" }]");
    let refused = office.send(&page, &format!("{OFFICE}/rules"), &[("source", &backward)]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text());
    // Standards: a file and a confirmation, both asked for at once.
    let nothing = office.send(&page, &format!("{OFFICE}/standards"), &[]).await;
    assert!(nothing.has("id=\"e-file\"") && nothing.has("id=\"e-sure\""), "{}", nothing.text());
}

#[tokio::test]
async fn somebody_asks_to_be_erased_and_nothing_but_the_handle_is_left() {
    let town = Town::founded().await;
    put_forward(&town, 0, 0).await;
    let who = name(0);
    let mut office = town.signed_in("office-1").await;
    let file = office.get(&format!("{OFFICE}/recommendations/r1")).await;
    assert!(file.has(&who) && file.has("href=\"/s/linyi-2022/erase/p1\""), "{}", file.text());
    let page = office.get("/s/linyi-2022/erase/p1").await;
    assert!(page.has(&who) && page.has("输入“p1”") && page.has("仍在评选中"), "{}", page.text());

    // Neither a slip nor anybody else can do it.
    let slip = office.send(&page, "/s/linyi-2022/erase/p1", &[("confirm", "p11")]).await;
    assert_eq!(slip.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(slip.has("输入的内容不对") && slip.has("value=\"p11\""), "{}", slip.text());
    let mut unit = town.signed_in("unit-2").await;
    assert_eq!(unit.get("/s/linyi-2022/erase/p1").await.status, StatusCode::FORBIDDEN);
    let own = unit.get("/s/linyi-2022/unit/r1").await;
    let sent = unit.send(&own, "/s/linyi-2022/erase/p1", &[("confirm", "p1")]).await;
    assert_eq!(sent.status, StatusCode::FORBIDDEN);
    assert!(own.has(&who));

    // The administrator finds the handle and sees no name.
    let mut root = town.signed_in("root").await;
    let found = root.get("/s/linyi-2022/erase?subject=P1").await;
    assert_eq!(found.to(), "/s/linyi-2022/erase/p1");
    let blind = root.get(&found.to()).await;
    assert!(blind.has("p1") && !blind.has(&who), "{}", blind.text());
    let none = root.get("/s/linyi-2022/erase?subject=p77").await;
    assert!(none.has("没有这个代号") && none.has("value=\"p77\""), "{}", none.text());
    assert_eq!(root.get("/s/linyi-2022/erase/p77").await.status, StatusCode::NOT_FOUND);

    let before = town.desk.snapshot().s.hash();
    let done = office.send(&page, "/s/linyi-2022/erase/p1", &[("confirm", "P1")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    assert!(office.get(&done.to()).await.has("已经销毁"));
    assert_eq!(town.desk.snapshot().s.hash(), before, "the record is as it was");
    let person = town.desk.store().part("linyi-2022", town.desk.snapshot().s.n - 1, "person").await.unwrap();
    assert_eq!(person.unwrap().content, store::Content::Erased);
    let file = office.get(&format!("{OFFICE}/recommendations/r1")).await;
    assert!(!file.has(&who) && file.has("p1") && !file.has("/erase/p1"), "{}", file.text());
    assert!(!unit.get("/s/linyi-2022/unit/r1").await.has(&who));
    let again = office.send(&page, "/s/linyi-2022/erase/p1", &[("confirm", "p1")]).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "asked twice, done once");
    let rows = town.desk.store().journal_page(0, 50).await.unwrap();
    assert_eq!(rows.iter().filter(|row| row.line.kind == "erased").count(), 1);
}

#[tokio::test]
async fn nobody_watches_or_judges_themselves_and_an_administrator_holds_no_seat() {
    let town = Town::founded().await;
    let mut office = town.signed_in("office-1").await;
    let page = office.get(&format!("{OFFICE}/seats")).await;
    let seats = format!("{OFFICE}/seats");
    for role in ["receiver", "auditor", "judge/expert", "sponsor/ribao", "department/gongan"] {
        let given = office.send(&page, &seats, &[("role", role), ("login", "office-1")]).await;
        assert_eq!(given.status, StatusCode::UNPROCESSABLE_ENTITY, "{role}");
        assert!(given.has("不能兼任") && given.has("id=\"e-login\""), "{role}: {}", given.text());
    }
    let unit = office.send(&page, &seats, &[("role", "unit/hedong"), ("login", "office-1")]).await;
    assert_eq!(unit.status, StatusCode::SEE_OTHER, "{}", unit.text());
    // Nor by handing on a seat that is there.
    town.signed_in("receiver-5").await;
    let there =
        town.desk.snapshot().s.seats.keys().find(|seat| seat.starts_with("receiver")).cloned().unwrap();
    let handed = office.send(&page, &format!("{seats}/{there}/hand"), &[("login", "office-1")]).await;
    assert_eq!(handed.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", handed.text());

    let mut root = town.signed_in("root").await;
    assert!(!root.get("/admin/selections/linyi-2022").await.has("name=\"login\""), "nothing is offered");
    let own = root.get("/admin/selections/new").await;
    let taken = office.send(&page, &seats, &[("role", "unit/hedong"), ("login", "root")]).await;
    assert!(taken.has("系统管理员的账号，不能兼任"), "{}", taken.text());
    let more = [("login", "another"), ("name", "另一位")];
    let more = root.send(&own, "/admin/selections/linyi-2022", &more).await;
    assert!(more.has("已经有人担任办公室"), "{}", more.text());
    let admin = root.send(&own, "/admin/accounts/id-office-1/admin", &[("admin", "yes")]).await;
    assert!(admin.has("不能再当系统管理员"), "{}", admin.text());
}
