//! What a citizen reads from the first day to the last, and what they may not.

#![allow(clippy::unwrap_used, clippy::panic, reason = "stories; clippy excuses only test functions")]

mod life;

use axum::http::StatusCode;
use life::{EL, Life, NAMES};

fn path(rest: &str) -> String {
    format!("/s/{EL}{rest}")
}

fn holds_a_name(body: &str) -> bool {
    NAMES.iter().any(|name| body.contains(name))
}

#[tokio::test]
async fn before_the_list_of_candidates_nobody_s_name_is_on_any_page() {
    let life = Life::staffed().await;
    assert_eq!(life.get("/").await.to, path(""));
    assert!(life.get(&path("")).await.body.contains("尚未开始"));
    life.recommended(3).await;
    let home = life.get(&path("")).await.body;
    assert!(home.contains("推荐进行中") && home.contains(&path("/recommend")));
    life.go("2022-12-11 08:00").await;
    let list = life.get(&path("/lists/recommended/1")).await;
    assert_eq!(list.status, StatusCode::OK);
    assert!(list.body.contains(">p6<") && list.body.contains("随候选人名单一并公开"));
    for page in ["", "/plan", "/lists", "/lists/recommended/1", "/candidates/p1"] {
        let page = life.get(&path(page)).await;
        assert!(page.status == StatusCode::OK && !holds_a_name(&page.body));
    }
    for page in [
        "/candidates",
        "/candidates/p7",
        "/honourees",
        "/notice/1",
        "/result/final",
        "/report",
        "/portrait/x",
    ] {
        assert_eq!(life.get(&path(page)).await.status, StatusCode::NOT_FOUND, "{page}");
    }
}

#[tokio::test]
async fn candidates_are_found_by_pinyin_and_stand_in_an_order_of_the_visitor_s_own() {
    let life = Life::staffed().await;
    life.recommended(8).await;
    life.candidates(6).await;
    let by_letters = life.get(&path("/candidates?q=oysy")).await.body;
    assert!(by_letters.contains("欧阳试样") && !by_letters.contains("诸葛试"));
    assert!(life.get(&path("/candidates?q=A01")).await.body.contains("丁试样"));
    assert!(life.get(&path("/candidates?q=nobody")).await.body.contains("没有找到"));
    let order = |body: String| -> Vec<String> {
        body.split("person__no\">").skip(1).map(|rest| rest[..3].to_owned()).collect()
    };
    let mine = order(life.get(&path("/candidates")).await.body);
    assert_eq!(mine, order(life.get(&path("/candidates")).await.body));
    let others: Vec<_> = [2, 3, 4].map(|visitor| life.get_as("/s/linyi-2022/candidates", visitor, "")).into();
    let mut differ = false;
    for other in others {
        differ |= order(other.await.body) != mine;
    }
    assert!(differ, "everybody sees the same order");
    let numbered = order(life.get(&path("/candidates?order=number")).await.body);
    assert_eq!(numbered, ["A01", "A02", "A03", "A04", "A05", "A06"]);
    // Who was left out is a handle with a reason and its clause.
    let out = life.get(&path("/candidates/p13")).await.body;
    assert!(out.contains("综合比较未入选") && out.contains("八（二）") && !holds_a_name(&out));
}

#[tokio::test]
async fn an_objection_is_answered_with_a_number_and_a_date_and_seen_by_nobody_else() {
    let life = Life::staffed().await;
    life.recommended(3).await;
    life.candidates(3).await;
    life.voting(3).await;
    // How a vote stands is told to nobody while it is open; how many ballots there are is.
    assert!(life.get(&path("")).await.body.contains("6张"));
    assert_eq!(life.get(&path("/result/final")).await.status, StatusCode::NOT_FOUND);
    life.scored().await;
    life.finalists().await;
    let why = life.get(&path("/result/final/p1")).await.body;
    assert!(why.contains("有效票3张"));
    // Whoever does what the step says comes to its figure.
    let between = |from: &str, to: &str| why.split_once(from).unwrap().1.split_once(to).unwrap().0.to_owned();
    let numbers = |text: &str| text.split('、').map(|n| n.parse().unwrap()).collect::<Vec<u64>>();
    let mut left = numbers(&between("份，总分为", "。"));
    let cut = [between("去掉最低分", "，"), between("去掉最高分", "，")];
    for cut in cut.iter().flat_map(|cut| numbers(cut)) {
        left.remove(left.iter().position(|total| *total == cut).unwrap());
    }
    assert_eq!(left, numbers(&between("余下", "。")));
    let mean = left.iter().sum::<u64>() as f64 / left.len() as f64;
    assert!(between("平均", "分").starts_with(&format!("{mean:.4}")), "{mean} in {}", between("平均", "分"));
    life.on_notice().await;
    let notice = life.get(&path("/notice/1")).await.body;
    assert!(notice.contains("2023年1月5日24:00"), "three working days after a Friday before the new year");
    let form = path("/notice/1/object");
    // Without a name and without leads it comes back, with the words that were typed.
    for to in ["nobody", ""] {
        let astray = [("text", "事迹不实，有照片为证"), ("leads", "on"), ("to", to)];
        let astray = life.fill(&form, &astray).await;
        assert_eq!(astray.status, StatusCode::UNPROCESSABLE_ENTITY, "{to}");
        assert!(astray.body.contains("请选择由谁受理") && astray.body.contains("事迹不实，有照片为证"));
    }
    let refused = life.fill(&form, &[("text", "事迹不实，有照片为证"), ("to", "office")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("事迹不实，有照片为证") && refused.body.contains("e-leads"));
    let taken =
        life.fill(&form, &[("text", "事迹不实，有照片为证"), ("leads", "on"), ("to", "receiver")]).await;
    assert_eq!(taken.status, StatusCode::OK);
    assert!(taken.body.contains("异议第1号") && taken.body.contains("2023年1月9日24:00"));
    let notice = life.get(&path("/notice/1")).await.body;
    assert!(!notice.contains("异议第1号") && !notice.contains("照片"));
    let opened = life.get(&form).await;
    life.go("2023-01-06 00:00").await;
    let late = life.post(&form, &opened, &[("text", "迟了"), ("name", "试样")]).await;
    assert!(late.status == StatusCode::UNPROCESSABLE_ENTITY && late.body.contains("不再受理异议"));
    assert!(late.body.contains("迟了") && late.body.contains("七（三），补充通知八"));
}

#[tokio::test]
async fn a_replaced_notice_says_so_and_a_revoked_title_leaves_no_name() {
    let life = Life::staffed().await;
    life.recommended(4).await;
    life.candidates(4).await;
    life.voting(2).await;
    life.scored().await;
    life.finalists().await;
    life.on_notice().await;
    life.replaced().await;
    let void = life.get(&path("/notice/1")).await.body;
    assert!(void.contains("已作废") && void.contains(&path("/notice/2")));
    assert!(life.get(&path("/lists/finalists/2")).await.body.contains("按次序递补"));
    life.named().await;
    life.reported().await;
    let honourees = life.get(&path("/honourees")).await.body;
    assert!(honourees.contains("演练〔2022〕1号") && honourees.contains("会开花的边角地"));
    let name = {
        let snapshot = life.desk.snapshot();
        let last = snapshot.s.honourees().last().unwrap().nominee.clone();
        snapshot.book.profiles[&last].name.clone()
    };
    assert!(honourees.contains(&name));
    let face_of = |nominee: &str| {
        let number: u32 = nominee[1..].parse().unwrap();
        format!("/portrait/face-{}", number - 1)
    };
    let face = face_of(&life.desk.snapshot().s.honourees().last().unwrap().nominee);
    assert!(honourees.contains(&path(&face)));
    assert_eq!(life.get(&path(&face)).await.body, face.rsplit_once('/').unwrap().1);
    let nominee = life.revoked().await;
    assert_eq!(
        life.get(&path(&face)).await.status,
        StatusCode::NOT_FOUND,
        "a revoked title's portrait is down"
    );
    for page in [
        "/honourees",
        "",
        "/lists/named/1",
        "/candidates",
        &format!("/candidates/{nominee}"),
        "/result/final",
    ] {
        let page = life.get(&path(page)).await;
        assert!(page.status == StatusCode::OK && !page.body.contains(&name));
    }
    let gone = life.get(&path(&format!("/candidates/{nominee}"))).await.body;
    assert!(gone.contains("已经撤销") && gone.contains("有违纪违法记录"));
    // Whoever is erased takes the report about them along, and their portrait.
    let about = life.desk.snapshot().s.publicity.pieces["m1"].nominee.clone();
    assert!(life.get(&path(&format!("/candidates/{about}"))).await.body.contains("清晨五点"));
    let before = life.desk.snapshot();
    life.desk.erase(&life::actor(&life.office()), &about).await.unwrap();
    let after = life.desk.snapshot();
    assert_eq!((after.s.hash(), after.root), (before.s.hash(), before.root));
    for page in ["/honourees", "", "/log", &format!("/candidates/{about}"), "/lists/named/1"] {
        let page = life.get(&path(page)).await;
        assert!(page.status == StatusCode::OK && !page.body.contains("清晨五点"));
        assert!(!page.body.contains("会开花的边角地") && !page.body.contains(&path(&face_of(&about))));
    }
    assert_eq!(life.get(&path(&face_of(&about))).await.status, StatusCode::NOT_FOUND);
    let gone = life.get(&path(&format!("/candidates/{about}"))).await.body;
    assert!(gone.contains("个人资料已经删除"), "{gone}");
    life.closed().await;
    let home = life.get(&path("")).await.body;
    assert!(
        home.contains("评选已结束") && home.contains("全部岗位同时失效") && home.contains("临沂市城市管理局")
    );
    assert_eq!(life.get(&path("/report")).await.status, StatusCode::NOT_FOUND);
    let english = life.get_as(&path(""), 1, "lang=en").await.body;
    assert!(english.contains("Selection closed") && !english.contains('⟦'));
}
