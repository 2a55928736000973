//! Digests of real plans, restated: whatever is drafted stands in its sentence, and nothing is made up.

#![allow(clippy::unwrap_used, clippy::panic, reason = "stories; clippy excuses only test functions")]

mod common;

use common::{held, lines, said};
use draft::{Sureness, draft};
use plan::{
    BallotShape, Combine, DatedBy, Identity, Limit, Medium, Per, Reach, Seats, Signed, StageKind, Stated,
    Voids, Whole,
};
use text::Lang;

const DIGESTS: [(&str, &str); 11] = [
    ("models", include_str!("texts/02-national-moral-models-2-2009.txt")),
    ("hundred", include_str!("texts/10-national-double-hundred-2009.txt")),
    ("gandong", include_str!("texts/12-gandong-chongqing-2012.txt")),
    ("fumin", include_str!("texts/15-fumin-contribution-2014.txt")),
    ("songs", include_str!("texts/32-hainan-village-songs-2025.txt")),
    ("logo", include_str!("texts/34-shangnan-logo-2021.txt")),
    ("wangshi", include_str!("texts/49-xinhua-wangshi-2024q1.txt")),
    ("science", include_str!("texts/59-baise-sci.txt")),
    ("workers", include_str!("texts/60-xuchang-model-workers-2011.txt")),
    ("crafts", include_str!("texts/64-shenzhen-crafts-2012.txt")),
    ("choir", include_str!("texts/70-weihai-choir-2022.txt")),
];

fn text(name: &str) -> &'static str {
    DIGESTS.iter().find(|(known, _)| *known == name).unwrap().1
}

fn plan(name: &str) -> plan::Plan {
    draft(text(name), Lang::Zh).plan
}

fn stage(plan: &plan::Plan, kind: StageKind) -> &plan::Stage {
    plan.stages(kind).next().unwrap()
}

#[test]
fn every_value_has_its_sentence_in_the_text_and_the_sentence_says_it() {
    for (name, text) in DIGESTS {
        held(&draft(text, Lang::Zh), text, name);
    }
    let linyi = include_str!("texts/linyi-2022.txt");
    held(&draft(linyi, Lang::Zh), linyi, "linyi");
}

#[test]
fn where_no_year_can_be_known_no_date_is_drafted_and_the_window_stands_as_printed() {
    for name in ["fumin", "songs", "logo", "crafts"] {
        let draft = draft(text(name), Lang::Zh);
        assert!(draft.plan.stage.iter().all(|it| !it.opens.is_stated() && !it.closes.is_stated()), "{name}");
        let printed = draft.findings.iter().find(|it| it.what == "起止时间，照原文").unwrap();
        assert!(printed.placed && printed.path.ends_with(".printed"), "{name}: {printed:?}");
        assert!(printed.why.contains("没有写年份"), "{name}: {printed:?}");
    }
    let crafts = draft(text("crafts"), Lang::Zh);
    assert_eq!(lines(&crafts, "起止时间，照原文"), ["5月7日至11日", "12日至16日", "17日", "18日至20日"]);
}

#[test]
fn windows_with_a_year_are_read_to_the_hour() {
    let plan = plan("hundred");
    let vote = stage(&plan, StageKind::Vote);
    assert_eq!(vote.opens.get().unwrap().to_string(), "2009-07-20 00:00");
    assert_eq!(vote.closes.get().unwrap().to_string(), "2009-08-10 24:00");
    let draft = draft(text("wangshi"), Lang::Zh);
    let window = draft.findings.iter().find(|it| it.what == "起止时间").unwrap();
    assert_eq!(window.value, "2024-03-28 10:00至2024-04-10 11:00");
    assert_eq!((window.sure, window.why.contains("2024")), (Sureness::Inferred, true));
    // 6月中旬 is no day.
    let models = self::plan("models");
    assert!(models.stage.iter().all(|it| !it.opens.is_stated()));
}

#[test]
fn weights_of_vote_and_review_are_drafted_and_weights_of_channels_are_told() {
    for (name, vote, review) in
        [("songs", "5", "95"), ("logo", "40", "60"), ("wangshi", "45", "55"), ("crafts", "30", "70")]
    {
        let plan = plan(name);
        let Some(Combine::Weighted(parts)) = plan.result[0].combine.get() else { panic!("{name}") };
        let weight = |kind| {
            let id = &stage(&plan, kind).id;
            let part = parts.iter().find(|part| part.stage == *id).unwrap();
            part.weight.get().unwrap().as_str().to_owned()
        };
        assert_eq!(
            (weight(StageKind::Vote).as_str(), weight(StageKind::Review).as_str()),
            (vote, review),
            "{name}"
        );
        assert!(
            parts.iter().all(|part| part.normalise == Stated::NotStated),
            "{name}: how votes become scores is no weight"
        );
    }
    let gandong = draft(text("gandong"), Lang::Zh);
    assert!(gandong.plan.result[0].combine == Stated::NotStated);
    assert_eq!(
        lines(&gandong, "权重（不是投票与评审两项相加为100）"),
        ["纸质50%、网络15%、短信与固话20%、现场15%"]
    );
}

#[test]
fn ballots_and_limits_are_those_of_one_voter_and_others_are_told() {
    let ballot = |name: &str| stage(&plan(name), StageKind::Vote).vote.clone().unwrap().ballot;
    assert_eq!(ballot("fumin"), Stated::Is(BallotShape::Approve { least: 10, most: 10 }));
    assert_eq!(ballot("choir"), Stated::Is(BallotShape::Approve { least: 5, most: 10 }));
    assert_eq!(ballot("hundred"), Stated::Is(BallotShape::Approve { least: 1, most: 100 }));
    assert_eq!(ballot("wangshi"), Stated::Is(BallotShape::Approve { least: 1, most: 10 }));
    assert_eq!(ballot("songs"), Stated::NotStated);
    let limit = |name: &str| stage(&plan(name), StageKind::Vote).vote.clone().unwrap().limit;
    assert_eq!(
        limit("choir"),
        Stated::Is(vec![Limit { ballots: Some(1), per: Per::Day, ..Limit::default() }])
    );
    assert_eq!(
        limit("hundred"),
        Stated::Is(vec![Limit { ballots: Some(1), per: Per::Stage, ..Limit::default() }])
    );
    assert_eq!(
        limit("logo"),
        Stated::Is(vec![Limit { ballots: Some(1), per: Per::Stage, ..Limit::default() }])
    );
    for name in ["gandong", "fumin", "songs"] {
        assert_eq!(limit(name), Stated::NotStated, "{name}: by address or number");
    }
    // 每号 may be a telephone or a candidate's number; 每个手机用户或每个IP is two things.
    for name in ["fumin", "songs"] {
        assert!(!lines(&draft(text(name), Lang::Zh), "按地址、号码或间隔的限制").is_empty(), "{name}");
        let channels = stage(&plan(name), StageKind::Vote).vote.clone().unwrap().channel;
        let silent = |it: &plan::Channel| it.limit.is_silent() && it.identity.is_silent();
        assert!(channels.iter().all(silent), "{name}");
    }
    let same = Limit { same: Some(1), per: Per::Day, ..Limit::default() };
    assert_eq!(limit("wangshi"), Stated::Is(vec![same]), "同一候选人每天一票");
}

#[test]
fn what_is_limited_by_address_or_number_is_the_channels() {
    let vote = |name: &str| stage(&plan(name), StageKind::Vote).vote.clone().unwrap();
    let channel = |name: &str, medium: Medium| {
        let found = vote(name).channel.into_iter().find(|it| it.medium == Stated::Is(medium));
        found.unwrap_or_else(|| panic!("{name}: {medium:?}"))
    };
    let day = |n| Limit { ballots: Some(n), per: Per::Day, ..Limit::default() };
    let web = channel("gandong", Medium::Web);
    let apart = Limit { ballots: Some(1), per: Per::Minutes(30), ..Limit::default() };
    assert_eq!((web.identity, web.limit), (Stated::Is(Identity::Address), Stated::Is(vec![day(15), apart])));
    // The text tells of texting and calling only in its weights; these limits stand beside the plan.
    let gandong = draft(text("gandong"), Lang::Zh);
    let beside = gandong.findings.iter().filter(|it| it.what == "投票次数" && !it.placed);
    assert_eq!(
        beside.map(|it| it.value.as_str()).collect::<Vec<_>>(),
        ["每个手机号每天10张", "每部固话每天10张"]
    );
    let papers = vote("gandong").channel.into_iter().find(|it| it.name == "纸质").unwrap();
    assert_eq!(papers.closes.get().map(ToString::to_string).as_deref(), Some("2012-11-28 17:00"));
    assert_eq!(channel("gandong", Medium::OnSite).identity, Stated::NotStated);
    let web = channel("wangshi", Medium::Web);
    assert_eq!((web.identity, web.limit), (Stated::Is(Identity::Address), Stated::Is(vec![day(1)])));
    let wangshi = draft(text("wangshi"), Lang::Zh);
    let found = wangshi.findings.iter().find(|it| it.what == "投票渠道").unwrap();
    assert_eq!((found.sure, found.why.as_str()), (Sureness::Inferred, "按IP限制，就是网络投票"));
    // 以邮戳为准 and 看收寄日戳 are of the newspaper's ballots.
    for (name, posted) in [("hundred", true), ("fumin", true), ("gandong", false)] {
        let dated = channel(name, Medium::Newspaper).dated_by;
        assert_eq!(dated == Stated::Is(DatedBy::Postmark), posted, "{name}");
    }
    for (name, one) in [("hundred", true), ("models", true), ("fumin", false), ("gandong", false)] {
        assert_eq!(vote(name).one_channel == Stated::Is(true), one, "{name}");
    }
}

#[test]
fn what_falls_where_votes_are_foul_is_what_the_text_says() {
    let penalty = |name: &str| {
        let rules = stage(&plan(name), StageKind::Vote).vote.clone().unwrap();
        rules.penalty.into_iter().map(|it| (it.voids, it.text)).collect::<Vec<_>>()
    };
    let told = |voids, text: &str| vec![(voids, text.to_owned())];
    assert_eq!(penalty("gandong"), told(Voids::Ballots, "发现刷票或异常数据取消所得票数"));
    assert_eq!(penalty("songs"), told(Voids::VoterDay, "发现刷票，该用户当天的票清零"));
    assert_eq!(penalty("wangshi"), told(Voids::Candidate, "查实刷票直接取消资格"));
    assert_eq!(penalty("choir"), told(Voids::Candidate, "刷票扣票，严重者取消资格"));
    for name in ["hundred", "fumin", "logo", "crafts", "models"] {
        assert_eq!(penalty(name), [], "{name}");
    }
}

#[test]
fn seats_are_those_of_who_is_chosen() {
    let seats = |name: &str| plan(name).category[0].seats.clone();
    assert_eq!(seats("workers"), Stated::Is(Seats::AtMost(200)));
    assert_eq!(seats("crafts"), Stated::Is(Seats::Exactly(10)));
    // 候选人300名, 二十件上网 and 取10位(组) are not what is awarded in the end.
    for name in ["hundred", "logo", "songs", "science", "choir", "models"] {
        assert_eq!(
            (seats(name), plan(name).category[0].name.as_str()),
            (Stated::NotStated, plan::TO_DO),
            "{name}"
        );
    }
    assert_eq!(lines(&draft(text("hundred"), Lang::Zh), "候选人数"), ["候选人300名分两类"]);
}

#[test]
fn the_panels_rules_are_found() {
    let songs = plan("songs");
    let review = stage(&songs, StageKind::Review).review.as_ref().unwrap();
    assert_eq!(review.trim, Stated::Is(1));
    assert_eq!(review.panel.get().unwrap()[0].seats, Stated::Is(7.into()));
    let science = draft(text("science"), Lang::Zh);
    let review = stage(&science.plan, StageKind::Review).review.as_ref().unwrap();
    assert_eq!(review.quorum.get().unwrap().as_str(), "2/3");
    assert_eq!(review.quorum_reach, Stated::Is(Reach::AtLeast));
    assert_eq!(review.signed, Stated::Is(Signed::Secret));
    let Some(Combine::Support(rule)) = science.plan.result[0].combine.get() else { panic!() };
    let bar = &rule.bar.get().unwrap()[0];
    assert_eq!(rule.stage, stage(&science.plan, StageKind::Review).id);
    assert_eq!(
        (bar.share.as_str(), &bar.reach, &rule.of),
        ("2/3", &Stated::Is(Reach::AtLeast), &Stated::Is(Whole::Present))
    );
    // One highest and one lowest fall; that the rest is averaged the text does not say.
    assert_eq!(stage(&songs, StageKind::Review).review.as_ref().unwrap().aggregate, Stated::NotStated);
    assert_eq!(lines(&science, "评审人数"), ["每个项目请七名同行书面初评"]);
    assert_eq!(review.panel, Stated::NotStated);
}

#[test]
fn a_time_without_days_stands_as_printed() {
    let printed = |name: &str| {
        let stages = plan(name).stage;
        stages.into_iter().map(|it| it.printed).filter(|it| !it.is_empty()).collect::<Vec<_>>()
    };
    assert_eq!(printed("models"), ["6月上旬", "6月中旬至7月中旬"]);
    for name in ["hundred", "gandong", "wangshi", "choir"] {
        assert_eq!(printed(name), [""; 0], "{name}");
    }
}

#[test]
fn what_is_half_understood_is_listed() {
    let unread = |name: &str| {
        let draft = draft(text(name), Lang::Zh);
        draft.unread.iter().map(|it| it.text.clone()).collect::<Vec<_>>().join("\n")
    };
    for (name, part) in [
        ("logo", "其中1件入选"),
        ("hundred", "151"),
        ("gandong", "二者每投成一票收信息费五角"),
        ("songs", "五个人气作品"),
        ("workers", "农口50"),
        ("choir", "21小时"),
        ("models", "跨渠道重复票"),
    ] {
        assert!(unread(name).contains(part), "{name}: {}", unread(name));
    }
    assert!(said(&draft(text("workers"), Lang::Zh), "人员构成的要求").contains("不低于一半"));
}
