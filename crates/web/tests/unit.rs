//! Stories of those who put people forward and those who are asked about them.

#![allow(clippy::unwrap_used, clippy::panic, reason = "stories; clippy excuses only test functions")]

#[path = "unit/world.rs"]
mod world;

use axum::http::StatusCode;
use selection::recommend::{self, Desk};
use selection::screen::{self, Opinion};
use selection::{Act, Thing};
use world::{Town, id_number, seat};

const NEW: &str = "/s/linyi-2022/unit/new";
const MINUTES: &[u8] = b"%PDF-1.4 minutes of a sitting that never was";

/// A sheet that is in order; `with` stands over its fields.
fn sheet<'a>(number: &'a str, brief: &'a str, with: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let all = [
        ("category", "park"),
        ("kind", "front-line"),
        ("name", "试样䶮"),
        ("gender", "女"),
        ("employer", "兰山区园林所（试样）"),
        ("employer_unit", "lanshan"),
        ("id_number", number),
        ("phone", "19900000001"),
        ("brief", brief),
        ("deeds", "修成口袋公园九处\n\n带出徒弟六人"),
        ("checklist", "0"),
        ("checklist", "1"),
        ("checklist", "2"),
        ("checklist", "3"),
    ];
    let kept = all.into_iter().filter(|(name, _)| with.iter().all(|(other, _)| other != name));
    kept.chain(with.iter().copied()).collect()
}

/// Any of the standards is signed on the page.
fn ticked(page: &world::Answer) -> bool {
    let ticks = page.body.split("name=\"checklist\"").skip(1);
    ticks.map(|tick| tick.split('>').next().unwrap()).any(|tick| tick.contains("checked"))
}

fn photo() -> Vec<u8> {
    let picture = image::RgbImage::from_pixel(400, 400, image::Rgb([90, 120, 90]));
    let mut out = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut out, image::ImageFormat::Png).unwrap();
    out.into_inner()
}

#[tokio::test]
async fn a_unit_recommends_is_sent_back_and_mends() {
    let town = Town::recommending().await;
    let unit = town.signed_in("unit-2").await;
    assert!(unit.get(NEW).await.has("?cat=park"), "the category comes first");
    let form = unit.get(&format!("{NEW}?cat=park")).await;
    assert!(form.has("data-count-limit=\"500\"") && form.has("协管员、聘用人员") && !form.has("媒体人"));

    // Everything that an empty sheet lacks is told at once, and so beside a file that cannot be taken.
    for files in [&[][..], &[("portrait", b"no picture".as_slice())][..]] {
        let empty = unit.send(&form, NEW, &[("category", "park")], files).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        for field in ["kind", "name", "employer", "id_number", "phone", "brief", "checklist", "minutes"] {
            assert!(!empty.fault(field).is_empty(), "{field}");
        }
        assert_eq!(empty.fault("portrait").is_empty(), files.is_empty());
    }

    let citizen = town.citizen();
    let page = citizen.get("/s/linyi-2022/recommend?cat=citizen").await;
    let empty = citizen.send(&page, "/s/linyi-2022/recommend", &[("category", "citizen")], &[]).await;
    for field in ["tier", "kind", "name", "id_number", "phone", "brief"] {
        assert!(!empty.fault(field).is_empty(), "{field} beside the way in that was not chosen");
    }

    // 501 characters: refused beside the field, by its clause, and nothing is lost, not even the files.
    let number = id_number(1);
    let long = "园".repeat(501);
    let refused = unit
        .send(&form, NEW, &sheet(&number, &long, &[]), &[("minutes", MINUTES), ("portrait", &photo())])
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.fault("brief").contains("501") && refused.fault("brief").contains("七（二）"),
        "{}",
        refused.fault("brief")
    );
    assert!(refused.has(&long) && refused.has("试样䶮") && refused.has(&number));
    let (portrait, minutes) = (refused.hidden("kept_portrait"), refused.hidden("kept_minutes"));
    assert!(!portrait.is_empty() && !minutes.is_empty());
    assert!(town.desk.snapshot().s.recommend.recs.is_empty());

    let files = [("kept_portrait", portrait.as_str()), ("kept_minutes", minutes.as_str())];
    let done = unit.send(&refused, NEW, &sheet(&number, "她把荒地修成了口袋公园。", &files), &[]).await;
    assert_eq!(done.to, "/s/linyi-2022/unit/r1?said=recommended", "{}", done.body);
    // Sent twice, recorded once.
    unit.send(&refused, NEW, &sheet(&number, "她把荒地修成了口袋公园。", &files), &[]).await;
    let s = town.desk.snapshot().s.clone();
    assert_eq!(s.recommend.recs.len(), 1);
    assert_eq!(s.recommend.recs["r1"].facts.employer_unit.as_deref(), Some("lanshan"));
    let profile = town.desk.view(seat("unit-2")).profile("p1").unwrap();
    assert_eq!(profile.deeds, ["修成口袋公园九处", "带出徒弟六人"]);
    assert!(unit.get("/s/linyi-2022/unit/r1/portrait").await.status.is_success());
    let paper = unit.get("/s/linyi-2022/unit/r1/minutes").await;
    assert!(paper.status.is_success() && paper.body.as_bytes() == MINUTES);

    let note = "请写清公园在哪里。".to_owned();
    town.act(
        &seat("office-1"),
        Act::Recommend(recommend::Act::Return { rec: "r1".into(), note: note.clone() }),
    )
    .await;
    let board = unit.get("/s/linyi-2022/unit").await;
    assert!(board.has(&note) && board.has("/s/linyi-2022/unit/r1/revise") && board.has("1个，最多35个"));
    let before = town.journalled("read-person").await;
    let mend = unit.get("/s/linyi-2022/unit/r1/revise").await;
    assert!(mend.has(&number) && mend.has("她把荒地修成了口袋公园。") && mend.has(&note));
    assert_eq!(town.journalled("read-person").await, before + 1);
    let portrait = mend.hidden("kept_portrait");
    let minutes = mend.hidden("kept_minutes");
    let files = [("kept_portrait", portrait.as_str()), ("kept_minutes", minutes.as_str())];
    let brief = "她在城南把荒地修成了口袋公园。";
    let done = unit.send(&mend, "/s/linyi-2022/unit/r1/revise", &sheet(&number, brief, &files), &[]).await;
    assert_eq!(done.to, "/s/linyi-2022/unit/r1?said=revised", "{}", done.body);
    assert_eq!(town.desk.snapshot().s.recommend.recs["r1"].desk, Desk::Office);
    assert_eq!(town.desk.view(seat("unit-2")).profile("p1").unwrap().brief, brief);
    assert!(unit.get("/s/linyi-2022/unit/r1/print").await.has(&number));

    // Another unit does not learn that there is such a recommendation.
    let other = town.signed_in("unit-3").await;
    for path in ["", "/print", "/portrait", "/minutes", "/revise"] {
        let answer = other.get(&format!("/s/linyi-2022/unit/r1{path}")).await;
        let absent = other.get(&format!("/s/linyi-2022/unit/r9{path}")).await;
        assert_eq!((answer.status, absent.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND), "{path}");
    }
    let stolen = other.get(&format!("{NEW}?cat=park")).await;
    let theirs = [("kept_minutes", minutes.as_str())];
    let answer = other.send(&stolen, NEW, &sheet(&id_number(2), "他修路。", &theirs), &[]).await;
    assert!(!answer.fault("minutes").is_empty(), "another's file cannot be named");

    // Mended, the same files; without a portrait, none; and with the person both go.
    let files = async |slot: &str| {
        let found = town.desk.store().file_of("linyi-2022", "p1", slot).await.unwrap();
        found.map(|file| file.mime)
    };
    assert_eq!(files("portrait").await.as_deref(), Some("image/jpeg"));
    assert_eq!(files("minutes").await.as_deref(), Some("application/pdf"));
    let before = town.desk.snapshot().s.hash();
    town.desk.erase(&seat("office-1"), "p1").await.unwrap();
    assert_eq!((files("portrait").await, files("minutes").await), (None, None));
    assert_eq!(town.desk.snapshot().s.hash(), before);
    assert_eq!(unit.get("/s/linyi-2022/unit/r1/portrait").await.status, StatusCode::NOT_FOUND);
    assert_eq!(unit.get("/s/linyi-2022/unit/r1/minutes").await.status, StatusCode::NOT_FOUND);
    let page = unit.get("/s/linyi-2022/unit/r1").await;
    assert!(page.status.is_success() && !page.has("试样䶮"), "{}", page.body);
}

#[tokio::test]
async fn what_is_not_a_picture_is_refused_and_a_draft_waits() {
    let town = Town::recommending().await;
    let unit = town.signed_in("unit-2").await;
    let form = unit.get(&format!("{NEW}?cat=park")).await;
    let number = id_number(3);
    let answer = unit
        .send(&form, NEW, &sheet(&number, "他修路。", &[]), &[("portrait", b"GIF89a"), ("minutes", b"MZ")])
        .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!answer.fault("portrait").is_empty() && !answer.fault("minutes").is_empty());

    let kept =
        unit.send(&form, NEW, &sheet(&number, "他修路。", &[("do", "draft")]), &[("minutes", MINUTES)]).await;
    assert!(kept.to.ends_with("cat=park&said=kept"));
    let again = unit.get(&format!("{NEW}?cat=park")).await;
    assert!(again.has("他修路。") && again.has(&number) && !again.hidden("kept_minutes").is_empty());
    assert!(unit.get(NEW).await.has("有草稿"));
    let minutes = again.hidden("kept_minutes");
    let done = unit.send(&again, NEW, &sheet(&number, "他修路。", &[("kept_minutes", &minutes)]), &[]).await;
    assert_eq!(done.to, "/s/linyi-2022/unit/r1?said=recommended", "{}", done.body);
    assert!(!unit.get(NEW).await.has("有草稿"), "what was handed in is no draft any more");
}

#[tokio::test]
async fn what_was_uploaded_and_never_handed_in_is_gone_after_a_day_and_a_draft_s_with_the_draft() {
    let town = Town::recommending().await;
    let store = town.desk.store();
    let now = || town.desk.clock().now().0;
    let citizen = town.citizen();
    let (path, number, brief) = ("/s/linyi-2022/recommend", id_number(4), "他给街巷画图挂牌。");
    let of = [("category", "citizen"), ("kind", "citizen"), ("unit", "lanshan"), ("employer_unit", "")];
    let fields = sheet(&number, brief, &of);
    let form = citizen.get(&format!("{path}?cat=citizen")).await;
    let refused = citizen.send(&form, path, &fields, &[("portrait", &photo())]).await;
    assert!(!refused.fault("tier").is_empty());
    let token = refused.hidden("kept_portrait");
    let id = token.split('.').next().unwrap().to_owned();
    let fields: Vec<_> = fields.into_iter().chain([("tier", "public"), ("kept_portrait", &token)]).collect();

    // Within the day it waits; every try lets it wait for another.
    town.go("2022-12-02 08:00").await;
    store.sweep(now()).await.unwrap();
    let without =
        sheet(&number, "", &[("category", "citizen"), ("kind", "citizen"), ("kept_portrait", &token)]);
    let without: Vec<_> = without.into_iter().chain([("tier", "public")]).collect();
    assert!(citizen.send(&refused, path, &without, &[]).await.has("kept_portrait"));
    town.go("2022-12-03 07:00").await;
    assert_eq!(store.sweep(now()).await.unwrap().files, 0);
    town.go("2022-12-03 09:00").await;
    assert_eq!(store.sweep(now()).await.unwrap().files, 1, "a day after the last try");
    assert!(store.file(&id).await.unwrap().is_none());
    let late = citizen.send(&refused, path, &fields, &[]).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.fault("portrait").contains("已经过期") && late.has(brief), "{}", late.body);
    assert!(!late.has("kept_portrait"), "and it is not offered again");
    assert!(town.desk.snapshot().s.recommend.recs.is_empty());
    let done = citizen.send(&late, path, &fields[..fields.len() - 1], &[("portrait", &photo())]).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.body);
    // The same picture for somebody else: it is the first one's now.
    let second = id_number(8);
    let back = citizen.send(&late, path, &sheet(&second, brief, &of), &[("portrait", &photo())]).await;
    let stolen = back.hidden("kept_portrait");
    let again: Vec<_> = sheet(&second, brief, &of)
        .into_iter()
        .chain([("tier", "public"), ("kept_portrait", &stolen)])
        .collect();
    let fresh = citizen.get(&format!("{path}?cat=citizen")).await;
    assert_eq!(citizen.send(&fresh, path, &again, &[]).await.status, StatusCode::OK);
    let third = citizen.get(&format!("{path}?cat=citizen")).await;
    let third = citizen.send(&third, path, &again, &[]).await;
    assert!(third.fault("portrait").contains("已经过期"), "{}", third.body);
    assert_eq!(store.sweep(i64::MAX).await.unwrap().files, 0, "whatever is there is somebody's");

    // A draft's files wait with it, give way to others, and go with it.
    let unit = town.signed_in("unit-2").await;
    let form = unit.get(&format!("{NEW}?cat=park")).await;
    let draft = [("do", "draft")];
    let mut ids = Vec::new();
    for _ in 0..2 {
        let files = [("portrait", &photo()[..]), ("minutes", MINUTES)];
        unit.send(&form, NEW, &sheet(&number, brief, &draft), &files).await;
        let shown = unit.get(&format!("{NEW}?cat=park")).await.hidden("kept_portrait");
        ids.push(shown.split('.').next().unwrap().to_owned());
    }
    assert!(store.file(&ids[0]).await.unwrap().is_none(), "another took its place");
    assert!(store.file(&ids[1]).await.unwrap().is_some());
    let again = unit.get(&format!("{NEW}?cat=park")).await;
    unit.send(&again, NEW, &sheet(&number, brief, &[("do", "discard")]), &[]).await;
    assert!(store.file(&ids[1]).await.unwrap().is_none(), "a discarded draft leaves nothing behind");
    unit.send(&again, NEW, &sheet(&number, brief, &draft), &[("minutes", MINUTES)]).await;
    let day = 86_400_000;
    let swept = store.sweep(now() + 30 * day - 1).await.unwrap();
    assert_eq!((swept.drafts, swept.files), (0, 0), "kept for a month");
    let swept = store.sweep(now() + 30 * day).await.unwrap();
    assert_eq!((swept.drafts, swept.files), (1, 1));
}

#[tokio::test]
async fn a_citizen_recommends_and_the_unit_vouches() {
    let town = Town::recommending().await;
    let citizen = town.citizen();
    let path = "/s/linyi-2022/recommend";
    let form = citizen.get(&format!("{path}?cat=citizen")).await;
    let number = id_number(4);
    let fields = sheet(
        &number,
        "他给街巷画图挂牌。",
        &[("category", "citizen"), ("kind", "citizen"), ("unit", "lanshan"), ("employer_unit", "")],
    );
    let answer = citizen.send(&form, path, &fields, &[]).await;
    assert!(!answer.fault("tier").is_empty(), "a neighbour, or oneself?");
    let fields: Vec<_> = fields.into_iter().chain([("tier", "public")]).collect();
    let done = citizen.send(&answer, path, &fields, &[]).await;
    assert_eq!(done.status, StatusCode::OK);
    assert!(done.has("<dd>r1") && done.has("兰山区") && !done.has(&number), "{}", done.body);
    assert!(!citizen.get("/s/linyi-2022/log").await.has("试样䶮"));

    let unit = town.signed_in("unit-2").await;
    assert!(unit.get("/s/linyi-2022/unit").await.has("/s/linyi-2022/unit/r1"));
    assert_eq!(
        town.signed_in("unit-3").await.get("/s/linyi-2022/unit/r1").await.status,
        StatusCode::NOT_FOUND
    );
    let file = unit.get("/s/linyi-2022/unit/r1").await;
    assert!(
        file.has("/s/linyi-2022/unit/r1/endorse") && !file.has("unit/r1/return"),
        "there is nobody to return to"
    );
    let half = unit.send(&file, "/s/linyi-2022/unit/r1/endorse", &[("checklist", "0")], &[]).await;
    assert_eq!(half.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!half.fault("checklist").is_empty());
    let all: Vec<_> = ["0", "1", "2", "3"].into_iter().map(|index| ("checklist", index)).collect();
    let done = unit.send(&file, "/s/linyi-2022/unit/r1/endorse", &all, &[]).await;
    assert_eq!(done.to, "/s/linyi-2022/unit/r1?said=endorsed");
    assert_eq!(town.desk.snapshot().s.recommend.recs["r1"].desk, Desk::Office);

    // After the last minute the form says so, and what was typed comes back.
    town.go("2022-12-11 00:00").await;
    assert!(citizen.get(path).await.has("七（一）"));
    let late = citizen.send(&form, path, &fields, &[]).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.has("他给街巷画图挂牌。"));
}

#[tokio::test]
async fn a_sponsor_and_the_office_mend_what_came_back_to_them() {
    let town = Town::recommending().await;
    let number = id_number(7);
    let (sponsor, office) = (town.signed_in("sponsor-5").await, town.signed_in("office-1").await);
    for (browser, room, n) in [(&sponsor, "sponsor", 1), (&office, "office", 2)] {
        let home =
            if room == "sponsor" { "/s/linyi-2022/sponsor" } else { "/s/linyi-2022/office/recommendations" };
        let new = format!("/s/linyi-2022/{room}/recommendations/new");
        assert!(browser.get(home).await.has(&new), "the room leads to the form");
        let form = browser.get(&format!("{new}?cat=park")).await;
        let number = if n == 1 { number.clone() } else { id_number(8) };
        let fields = sheet(&number, "他把边角地修成了花园。", &[]);
        let done = browser.send(&form, &new, &fields, &[("portrait", &photo())]).await;
        assert!(done.to.starts_with(home), "{} {}", done.to, done.body);
        assert!(browser.get(&done.to).await.has(&format!("r{n}")));
    }
    let note = "请补充面积和投用时间。";
    for rec in ["r1", "r2"] {
        let act = recommend::Act::Return { rec: rec.into(), note: note.into() };
        town.act(&seat("office-1"), Act::Recommend(act)).await;
    }
    let room = sponsor.get("/s/linyi-2022/sponsor").await;
    assert!(
        room.has(note) && room.has("/s/linyi-2022/sponsor/recommendations/r1/revise") && room.has("退回修改")
    );
    assert!(!room.has("r2"), "what the office put forward is not the sponsor's");
    let list = office.get("/s/linyi-2022/office/recommendations").await;
    assert!(list.has(note) && list.has("/s/linyi-2022/office/recommendations/r2/revise"));
    assert!(!list.has("recommendations/r1/revise"), "the sponsor's is for the sponsor");
    let file = office.get("/s/linyi-2022/office/recommendations/r2").await;
    assert!(file.has("/s/linyi-2022/office/recommendations/r2/revise"));
    // Nobody else comes near: not the office, not another sponsor.
    let other = town.signed_in("sponsor-6").await;
    for (browser, path) in [
        (&office, "/s/linyi-2022/office/recommendations/r1/revise"),
        (&sponsor, "/s/linyi-2022/sponsor/recommendations/r2/revise"),
        (&other, "/s/linyi-2022/sponsor/recommendations/r1/revise"),
    ] {
        assert_eq!(browser.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }

    let path = "/s/linyi-2022/sponsor/recommendations/r1/revise";
    let before = town.journalled("read-person").await;
    let mend = sponsor.get(path).await;
    assert!(mend.has(&number) && mend.has("他把边角地修成了花园。") && mend.has(note) && mend.has("协管员"));
    assert_eq!(town.journalled("read-person").await, before + 1);
    let portrait = mend.hidden("kept_portrait");
    assert!(!portrait.is_empty() && ticked(&mend));
    let kept = [("kept_portrait", portrait.as_str())];
    let long = "园".repeat(501);
    let refused = sponsor.send(&mend, path, &sheet(&number, &long, &kept), &[]).await;
    assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.fault("brief").contains("501"));
    let better = "他把三处边角地修成了花园，去年投用。";
    let done = sponsor.send(&refused, path, &sheet(&number, better, &kept), &[]).await;
    assert_eq!(done.to, "/s/linyi-2022/sponsor?said=revised", "{}", done.body);
    let room = sponsor.get(&done.to).await;
    assert!(room.has("已再次提交") && room.has("在办公室") && !room.has(note));
    let profile = town.desk.view(seat("office-1")).profile("p1").unwrap();
    assert!(profile.brief == better && !profile.portrait.is_empty(), "the picture is still there");
    assert_eq!(sponsor.get(path).await.to, "/s/linyi-2022/sponsor?said=not-returned");

    let path = "/s/linyi-2022/office/recommendations/r2/revise";
    let mend = office.get(path).await;
    let portrait = mend.hidden("kept_portrait");
    let kept = [("kept_portrait", portrait.as_str())];
    let number = id_number(8);
    let done = office.send(&mend, path, &sheet(&number, better, &kept), &[]).await;
    assert_eq!(done.to, "/s/linyi-2022/office/recommendations/r2?said=revised", "{}", done.body);
    assert!(office.get(&done.to).await.has("已再次提交"));
    assert_eq!(town.desk.snapshot().s.to_screen(), ["p1", "p2"]);
}

#[tokio::test]
async fn a_citizen_is_told_who_completes_what_is_missing_and_nobody_is_forgotten() {
    let town = Town::recommending().await;
    let citizen = town.citizen();
    let path = "/s/linyi-2022/recommend";
    let send = async |n: u32, unit: &'static str| {
        let form = citizen.get(&format!("{path}?cat=citizen")).await;
        let number = id_number(n);
        let with = [
            ("category", "citizen"),
            ("kind", "citizen"),
            ("unit", unit),
            ("employer_unit", ""),
            ("tier", "public"),
        ];
        citizen.send(&form, path, &sheet(&number, "他给街巷画图挂牌。", &with), &[]).await
    };
    let through = send(11, "lanshan").await;
    assert!(through.has("不会退给您") && through.has("由这个单位向推荐对象核实后补正"), "{}", through.body);
    let straight = send(12, "").await;
    assert!(straight.has("没有账号") && straight.has("公布理由"));
    send(13, "lanshan").await;

    let unit = town.signed_in("unit-2").await;
    let form = unit.get(&format!("{NEW}?cat=park")).await;
    unit.send(&form, NEW, &sheet(&id_number(14), "她修了九处公园。", &[]), &[("minutes", MINUTES)]).await;

    // The unit vouches; the office finds something missing and asks the unit, not the citizen.
    let file = unit.get("/s/linyi-2022/unit/r1").await;
    let all: Vec<_> = ["0", "1", "2", "3"].into_iter().map(|index| ("checklist", index)).collect();
    unit.send(&file, "/s/linyi-2022/unit/r1/endorse", &all, &[]).await;
    let office = town.signed_in("office-1").await;
    let nobody = office.get("/s/linyi-2022/office/recommendations/r2").await;
    assert!(nobody.has("没有账号，无法退回") && !nobody.has("r2/return"));
    let file = office.get("/s/linyi-2022/office/recommendations/r1").await;
    assert!(file.has("由这个单位核实后补正"));
    let why = "请写明街巷的名称。";
    office.send(&file, "/s/linyi-2022/office/recommendations/r1/return", &[("note", why)], &[]).await;

    town.go("2022-12-11 08:00").await;
    let (unit, office) = (town.again("unit-2").await, town.again("office-1").await);
    let board = unit.get("/s/linyi-2022/unit").await;
    assert!(board.has(why) && board.has("/s/linyi-2022/unit/r1/revise"));
    let mend = unit.get("/s/linyi-2022/unit/r1/revise").await;
    assert!(mend.has("市民提交的推荐") && mend.has(why));
    assert!(!ticked(&mend), "whoever changes the words signs them anew");
    let number = id_number(11);
    let with = [("category", "citizen"), ("kind", "citizen"), ("employer_unit", "")];
    let half: Vec<_> = sheet(&number, "他给银雀山街画图挂牌。", &with);
    let half: Vec<_> = half.into_iter().filter(|field| *field != ("checklist", "3")).collect();
    let refused = unit.send(&mend, "/s/linyi-2022/unit/r1/revise", &half, &[]).await;
    assert!(!refused.fault("checklist").is_empty(), "{}", refused.body);
    let whole = sheet(&number, "他给银雀山街画图挂牌。", &with);
    let done = unit.send(&refused, "/s/linyi-2022/unit/r1/revise", &whole, &[]).await;
    assert_eq!(done.to, "/s/linyi-2022/unit/r1?said=revised", "{}", done.body);
    assert_eq!(town.desk.snapshot().s.recommend.recs["r1"].desk, Desk::Office);

    // The unit never looks at the third. The board says so, and the office gives a public reason.
    let board = office.get("/s/linyi-2022/office").await;
    assert!(board.has("1份推荐在单位那里还没有签署"), "{}", board.body);
    let waiting = office.get("/s/linyi-2022/office/recommendations?status=at-unit").await;
    assert!(waiting.has("recommendations/r3"));
    let file = office.get("/s/linyi-2022/office/recommendations/r3").await;
    assert!(file.has("/s/linyi-2022/office/screen/p3"));
    let decide = office.get("/s/linyi-2022/office/screen/p3").await;
    assert!(decide.has("材料还在推荐单位") && !decide.has("value=\"pass\""));
    let path = "/s/linyi-2022/office/screen/p3";
    let passed = office.send(&decide, path, &[("decision", "pass")], &[]).await;
    assert_eq!(passed.status, StatusCode::UNPROCESSABLE_ENTITY);
    let out = office.send(&decide, path, &[("decision", "out"), ("reason", "brief")], &[]).await;
    assert!(out.to.contains("done="), "{}", out.body);

    // Everybody reads what became of it, by the number that the citizen was told.
    let pass = |nominee: &str| {
        let outcome = screen::Outcome::Pass;
        Act::Screen(screen::Act::Screen { nominee: nominee.into(), outcome, note: String::new() })
    };
    let nominees = ["p1", "p2", "p4"].map(ToOwned::to_owned).to_vec();
    town.act(&seat("office-1"), Act::Screen(screen::Act::AskClearance { nominees })).await;
    for (nominee, departments) in
        [("p1", &["department-4"][..]), ("p2", &["department-4"]), ("p4", &["department-4", "department-7"])]
    {
        for department in departments {
            let opinion = Opinion::Clear;
            let clear = screen::Act::Clear { nominee: nominee.into(), opinion, note: String::new() };
            town.act(&seat(department), Act::Screen(clear)).await;
        }
        town.act(&seat("office-1"), pass(nominee)).await;
    }
    let order = [("park", vec!["p4"]), ("citizen", vec!["p1", "p2"])];
    let order = order.map(|(id, who)| (id.to_owned(), who.into_iter().map(ToOwned::to_owned).collect()));
    let publish = screen::Act::PublishCandidates { stage: "screen".into(), order: order.to_vec() };
    town.act(&seat("office-1"), Act::Screen(publish)).await;
    let list = citizen.get("/s/linyi-2022/lists/candidates/1").await;
    assert!(list.has("推荐编号r3") && list.has("材料不实或不全") && !list.has("推荐编号r1"), "{}", list.body);
}

#[tokio::test]
async fn a_department_answers_and_every_look_at_a_number_is_written_down() {
    let town = Town::recommending().await;
    let unit = town.signed_in("unit-2").await;
    for n in [5, 6] {
        let form = unit.get(&format!("{NEW}?cat=park")).await;
        let number = id_number(n);
        unit.send(&form, NEW, &sheet(&number, "他修路。", &[]), &[("minutes", MINUTES)]).await;
    }
    let nominees = vec!["p1".to_owned(), "p2".to_owned()];
    town.act(&seat("office-1"), Act::Screen(screen::Act::AskClearance { nominees })).await;
    let police = town.signed_in("department-4").await;
    let list = police.get("/s/linyi-2022/clearance").await;
    assert!(list.has("试样䶮") && !list.has(&id_number(5)));
    let one = police.get("/s/linyi-2022/clearance/p1").await;
    assert!(!one.has(&id_number(5)));
    assert_eq!(town.journalled("read-person").await, 0);
    let shown = police.send(&one, "/s/linyi-2022/clearance/p1/number", &[], &[]).await;
    assert!(shown.has(&id_number(5)));
    assert_eq!(town.journalled("read-person").await, 1);

    assert_eq!(
        police.send(&list, "/s/linyi-2022/clearance", &[], &[]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let both = [("nominee", "p1"), ("nominee", "p2")];
    let done = police.send(&list, "/s/linyi-2022/clearance", &both, &[]).await;
    assert_eq!(done.to, "/s/linyi-2022/clearance?said=several");
    // In the log a clearance has a handle of its own; only the department and the office know whose it is.
    let answers = |town: &Town, nominee: &str| {
        let view = town.desk.view(seat("department-4"));
        let given = view.s().screen.clearances.get(nominee).and_then(|given| given.get("gongan").cloned());
        given.and_then(|clearance| clearance.answer).map(|(opinion, _, _)| opinion)
    };
    assert_eq!((answers(&town, "p1"), answers(&town, "p2")), (Some(Opinion::Clear), Some(Opinion::Clear)));

    let one = police.get("/s/linyi-2022/clearance/p2").await;
    let take_back = [("opinion", "clear"), ("opinion", "withdrawn")];
    let silent = police.send(&one, "/s/linyi-2022/clearance/p2", &take_back, &[]).await;
    assert!(!silent.fault("note").is_empty(), "a withdrawal needs its reason");
    let reason = [("opinion", "withdrawn"), ("note", "重新核查中。")];
    police.send(&silent, "/s/linyi-2022/clearance/p2", &reason, &[]).await;
    assert_eq!(answers(&town, "p2"), Some(Opinion::Withdrawn));
    let view = town.desk.view(seat("unit-2"));
    assert!(!view.may(Thing::Clearance("p2")), "what a department said is not for the unit");
}
