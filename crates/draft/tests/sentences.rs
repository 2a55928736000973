//! Sentences that are easy to misread: each either says what it says, or is left alone.

#![allow(clippy::unwrap_used, clippy::panic, reason = "stories; clippy excuses only test functions")]

mod common;

use common::pieces::PIECES;
use common::{held, lines};
use draft::{Draft, Sureness, draft};
use plan::stage::Tier;
use plan::{
    Aggregate, BallotShape, Combine, DatedBy, DayKind, Display, Identity, Limit, Per, Reach, Seats, Signed,
    StageKind, Stated, TieStep, Voids,
};
use proptest::prelude::*;
use text::Lang;

/// A plan around some sentences; issued on 2022-11-24.
fn around(sentences: &str) -> (Draft, String) {
    let text = format!(
        "某市第六届“最美工匠”评选活动实施方案\n\n某市总工会\n2022年11月24日\n\n一、组织领导\n成立评选工作领导小组，下设办公室。\n\n二、评选办法\n{sentences}\n"
    );
    let draft = draft(&text, Lang::Zh);
    held(&draft, &text, sentences);
    (draft, text)
}

fn drafted(sentences: &str) -> Draft {
    around(sentences).0
}

fn only(draft: &Draft, kind: StageKind) -> &plan::Stage {
    draft.plan.stages(kind).next().unwrap_or_else(|| panic!("{kind:?} of {:?}", draft.unread))
}

fn window(sentences: &str, kind: StageKind) -> String {
    let draft = drafted(sentences);
    let stage = only(&draft, kind);
    let show = |at: &Stated<plan::Moment>| at.get().map_or("…".to_owned(), ToString::to_string);
    format!("{} / {}", show(&stage.opens), show(&stage.closes))
}

fn no_dates(sentences: &str) {
    let draft = drafted(sentences);
    let dated = draft.plan.stage.iter().find(|it| it.opens.is_stated() || it.closes.is_stated());
    assert_eq!(dated, None, "{sentences}");
}

#[test]
fn a_date_that_is_an_example_or_somebody_elses_is_no_window() {
    no_dates("推荐材料须写明事迹发生的时间（例如2022年3月5日至3月8日），由推荐单位盖章。");
    no_dates("比如：2022年12月1日至12月10日投票。");
    no_dates("上届评选于2020年3月1日至3月10日投票，反响热烈。");
    no_dates("2012年1月1日以后出生的不参加评选。");
    no_dates("自收到通知之日起15日内报送材料。");
    no_dates("每天9时至17时30分接受咨询。");
}

#[test]
fn the_edition_is_that_of_the_title_and_no_other() {
    let draft = drafted("第三届评选的获评者20名不再参评，第三届公示7天。第三届投票每人每天限投5票。");
    assert_eq!(draft.plan.edition, Some(6));
    assert_eq!(draft.plan.category[0].seats, Stated::NotStated);
    assert!(draft.plan.stages(StageKind::Notice).next().is_none());
    assert!(draft.plan.stages(StageKind::Vote).next().is_none());
    assert!(draft.unread.iter().all(|it| it.rule) && !draft.unread.is_empty());
    // A congress has a number too, and hides nothing.
    let draft = drafted("贯彻第二十届中央委员会精神，候选人名单公示5个工作日。");
    assert_eq!(only(&draft, StageKind::Notice).notice.as_ref().unwrap().days, Stated::Is(5));
}

#[test]
fn judges_at_least_and_names_put_forward_are_no_seats() {
    for sentence in [
        "评审组由不少于5名专家组成。",
        "邀请5名以上专家评审。",
        "每个单位推荐2名人选参加评选。",
        "评选候选人30名，由群众投票。",
        "从报名者中选出20名入围者。",
        "组织100名志愿者参与评选宣传。",
        "评选活动历时3个月。",
    ] {
        let draft = drafted(sentence);
        assert_eq!(draft.plan.category[0].seats, Stated::NotStated, "{sentence}");
    }
    let least = drafted("评审组由不少于5名专家组成。");
    assert_eq!(lines(&least, "评委最少人数"), ["评审组由不少于5名专家组成"]);
    let review = only(&least, StageKind::Review).review.clone().unwrap();
    assert_eq!(review.panel, Stated::NotStated);
    let quota = drafted("每个单位推荐2名人选参加评选。");
    assert_eq!(only(&quota, StageKind::Recommend).recommend.as_ref().unwrap().quota, Stated::Is(2));
}

#[test]
fn seats_are_caps_unless_the_text_says_more() {
    let seats = |text: &str| drafted(text).plan.category[0].seats.clone();
    assert_eq!(seats("评选“最美工匠”二十名。"), Stated::Is(Seats::AtMost(20)));
    assert_eq!(seats("共评出最美工匠廿名。"), Stated::Is(Seats::AtMost(20)));
    assert_eq!(seats("评选最美工匠不超过１５名。"), Stated::Is(Seats::AtMost(15)));
    let capped = drafted("评选最美工匠不超过１５名。");
    assert_eq!(capped.findings.iter().find(|it| it.what == "名额").unwrap().sure, Sureness::Stated);
}

#[test]
fn only_a_notices_own_days_are_its_days() {
    let notice = |text: &str| only(&drafted(text), StageKind::Notice).notice.clone().unwrap();
    let rules = notice("对拟表彰名单进行公示，公示期为3个工作日。");
    assert_eq!((rules.days, rules.day), (Stated::Is(3), Stated::Is(DayKind::Working)));
    let rules = notice("拟命名名单公示３日。");
    assert_eq!((rules.days, rules.day), (Stated::Is(3), Stated::NotStated), "3日 does not say which");
    let rules = notice("对拟命名名单进行为期三天的公示。");
    assert_eq!((rules.days, rules.day), (Stated::Is(3), Stated::NotStated));
    let rules = notice("最终名单公示七个自然日。");
    assert_eq!((rules.days, rules.day), (Stated::Is(7), Stated::Is(DayKind::Calendar)));
    for text in [
        "公示期满后15日内报送名单。",
        "公示结束后15天发文。",
        "名单经公示，15日内无人领取奖金的视为放弃。",
        "12月25日公示。",
    ] {
        assert_eq!(notice(text).days, Stated::NotStated, "{text}");
    }
    let floor = drafted("公示时间不少于5个工作日。");
    let days = floor.findings.iter().find(|it| it.what == "公示天数").unwrap();
    assert_eq!((days.value.as_str(), days.sure), ("5", Sureness::Inferred));
    let twice = drafted("候选人公示3个工作日。拟命名名单公示5个工作日。");
    assert_eq!(lines(&twice, "另一次公示的天数"), ["拟命名名单公示5个工作日"]);
}

#[test]
fn windows_in_every_writing() {
    let told = |text: &str| window(text, StageKind::Vote);
    assert_eq!(
        told("投票时间：２０２２年１２月１日９时至１２月１０日１７时３０分。"),
        "2022-12-01 09:00 / 2022-12-10 17:30"
    );
    assert_eq!(told("网络投票阶段（二〇二二年十二月一日至十二月二十日）。"), "2022-12-01 / 2022-12-20");
    assert_eq!(told("网络投票（12月1日——12月10日）。"), "2022-12-01 / 2022-12-10");
    assert_eq!(told("投票时间为12月25日至1月5日。"), "2022-12-25 / 2023-01-05");
    assert_eq!(told("1月5日至1月9日投票。"), "2023-01-05 / 2023-01-09");
    assert_eq!(told("2022年12月1日上午9:00至下午5时投票。"), "2022-12-01 09:00 / 2022-12-01 17:00");
    assert_eq!(told("投票截止时间为2022年12月10日24时。"), "… / 2022-12-10 24:00");
    assert_eq!(window("12月28日前完成推荐。", StageKind::Recommend), "… / 2022-12-28");
    let inferred = drafted("网络投票（12月1日——12月10日）。");
    let found = inferred.findings.iter().find(|it| it.what == "起止时间").unwrap();
    assert!(found.why.contains("2022-11-24"), "{}", found.why);
}

#[test]
fn what_is_not_held_is_no_stage() {
    for (text, kind) in [
        ("本届不设网络投票。", StageKind::Vote),
        ("12月1日至12月5日不再组织投票。", StageKind::Vote),
        ("取消公示环节。", StageKind::Notice),
    ] {
        assert!(drafted(text).plan.stages(kind).next().is_none(), "{text}");
    }
}

#[test]
fn ballots_limits_channels_and_display() {
    let vote = |text: &str| only(&drafted(text), StageKind::Vote).vote.clone().unwrap();
    let approve = |least, most| Stated::Is(BallotShape::Approve { least, most });
    assert_eq!(vote("每张选票必须选满10人，多选、少选均无效。").ballot, approve(10, 10));
    assert_eq!(vote("每次投票最多可选5名候选人。").ballot, approve(1, 5));
    assert_eq!(vote("每张选票选3至5名候选人。").ballot, approve(3, 5));
    let day = |n| Stated::Is(vec![Limit { ballots: Some(n), per: Per::Day, ..Limit::default() }]);
    assert_eq!(vote("投票期间每人每天限投一次。").limit, day(1));
    assert_eq!(vote("每个微信账号每日可投3张选票。").limit, day(3));
    assert_eq!(vote("网络投票每个IP每天10票。").limit, Stated::NotStated);
    let rolling = |minutes| {
        Stated::Is(vec![Limit { ballots: Some(1), per: Per::Minutes(minutes), ..Limit::default() }])
    };
    assert_eq!(vote("24小时内每人限投1次，24小时内投票无效除外。").limit, rolling(1_440));
    assert_eq!(vote("每人两次投票须间隔2小时。").limit, rolling(120));
    assert_eq!(vote("相邻两票须间隔30分钟。").limit, Stated::NotStated, "whose is not said");
    assert_eq!(vote("每个手机用户每天限投一票。").limit, Stated::NotStated);
    assert_eq!(vote("投票期间票数不实时显示。").display, Stated::Is(Display::Hidden));
    assert_eq!(vote("投票页面实时显示票数。").display, Stated::Is(Display::Live));
    assert_eq!(vote("每天17时公布票数。").display, Stated::Is(Display::Daily(Stated::Is(17))));
    let names: Vec<_> =
        vote("可通过微信、短信、报纸选票和手机客户端投票。").channel.into_iter().map(|it| it.name).collect();
    assert_eq!(names, ["微信", "短信", "报纸", "手机", "客户端"]);
    // Telephones that answer questions, and a panel's own ballots, are no channels.
    assert!(vote("投票咨询电话：0539-1234567。投票每人每天限投一次。").channel.is_empty());
    let panel = drafted("评审委员会委员无记名投票，每人最多投5名。");
    assert!(panel.plan.stages(StageKind::Vote).next().is_none(), "{}", panel.toml);
}

#[test]
fn weights_are_two_and_make_a_hundred() {
    let weights =
        |text: &str| match drafted(text).plan.result.first().and_then(|it| it.combine.get().cloned()) {
            Some(Combine::Weighted(parts)) => parts
                .iter()
                .map(|it| {
                    let of = it.measure.as_deref().unwrap_or(&it.stage);
                    format!("{of} {}", it.weight.get().unwrap().as_str())
                })
                .collect::<Vec<_>>()
                .join(", "),
            _ => String::new(),
        };
    assert_eq!(weights("网络投票占30%，专家评审占70%。"), "vote 30, review 70");
    assert_eq!(weights("专家评审得分占百分之七十，网络投票占百分之三十。"), "vote 30, review 70");
    assert_eq!(weights("网络投票与专家评审按4:6的比例计算总分。"), "vote 40, review 60");
    assert_eq!(weights("专家评审和网络投票各占一半。"), "vote 50, review 50");
    assert_eq!(weights("公众投票四成、专家六成。"), "vote 40, review 60");
    assert_eq!(
        weights("网络投票占30%，专家评审占50%，单位评议占20%。"),
        "vote 30, review 50, measure-1 20",
        "what is neither is a figure from elsewhere"
    );
    for text in [
        "网络投票占30%，专家评审占60%。",
        "网民投票三成、专家六成。",
        "评委中专家七成、群众代表三成。",
        "网络投票与专家评审按2:1的比例计算。",
        "网络投票人数占全市人口30%，专家占评委70人。",
        "评委中专家占70%，群众代表占30%。",
    ] {
        assert_eq!(weights(text), "", "{text}");
    }
}

#[test]
fn panels_sheets_and_sittings() {
    let review = |text: &str| only(&drafted(text), StageKind::Review).review.clone().unwrap();
    let panel = |text: &str| {
        let panel = review(text).panel.get().cloned().unwrap_or_default();
        panel
            .iter()
            .map(|it| format!("{} {:?}", it.name, it.seats.get().and_then(plan::Size::exact)))
            .collect::<Vec<_>>()
            .join(", ")
    };
    assert_eq!(panel("从专家库随机抽取7名专家评审。"), "专家 Some(7)");
    assert_eq!(panel("邀请有关专家和媒体代表进行评审。"), "专家 None, 媒体代表 None");
    assert_eq!(review("评委打分，去掉一个最高分和一个最低分后取平均。").trim, Stated::Is(1));
    assert_eq!(review("评审打分去掉两个最高分、两个最低分。").trim, Stated::Is(2));
    assert_eq!(review("评审打分去掉两个最高分、一个最低分。").trim, Stated::NotStated);
    assert_eq!(
        review("会议须有三分之二以上评委到会方可评审。").quorum.get().map(|it| it.as_str().to_owned()),
        Some("2/3".into())
    );
    assert_eq!(review("评审会议经半数以上评委同意方可通过。").quorum, Stated::NotStated);
    let rubric = review("评审打分标准：政治表现40分、贡献大小30分、能力作风30分。").rubric;
    let items = rubric.get().unwrap().iter().map(|it| format!("{} {}", it.name, it.most)).collect::<Vec<_>>();
    assert_eq!(items, ["政治表现 40", "贡献大小 30", "能力作风 30"]);
    // Seventy of a hundred: something is missing, so nothing is drafted, and a person is shown the sentence.
    let part = drafted("评审打分标准：政治表现40分、贡献大小30分。");
    assert!(part.plan.stages(StageKind::Review).next().is_none());
    assert_eq!(part.unread[0].text, "评审打分标准：政治表现40分、贡献大小30分。");
    for (text, what, value) in [
        ("评委按60至100分打分。", "打分范围", "评委按60至100分打分"),
        ("评审时与候选人有亲属关系的评委应当回避。", "回避", "评审时与候选人有亲属关系的评委应当回避"),
        ("得分相同的，以网络投票票数高者优先。", "同分怎么办", "得分相同的，以网络投票票数高者优先"),
    ] {
        assert_eq!(lines(&drafted(text), what), [value], "{text}");
    }
}

#[test]
fn channels_of_their_own_and_penalties() {
    let vote = |text: &str| only(&drafted(text), StageKind::Vote).vote.clone().unwrap();
    let rules = vote("可通过报纸选票和网络投票。报纸选票截止12月9日17时，以邮戳为准。");
    let papers = &rules.channel[0];
    assert_eq!(papers.closes.get().map(ToString::to_string).as_deref(), Some("2022-12-09 17:00"));
    assert_eq!(papers.dated_by, Stated::Is(DatedBy::Postmark));
    assert_eq!(
        (&rules.channel[1].closes, &rules.channel[1].dated_by),
        (&Stated::NotStated, &Stated::NotStated)
    );
    // What is sent in and is no ballot has a postmark too.
    let sent = drafted("推荐材料以邮戳为准，投票每人每天限投一次，可通过报纸选票投票。");
    let rules = only(&sent, StageKind::Vote).vote.clone().unwrap();
    assert_eq!(rules.channel[0].dated_by, Stated::NotStated);
    // An address is a voter of the network, and of nothing where there is none.
    let rules = vote("可通过微信和短信投票，每个IP每天限投一次。");
    assert!(rules.channel.iter().all(|it| it.identity == Stated::NotStated), "{:?}", rules.channel);
    let rules = vote("网络投票每个IP每天限投一次。");
    assert_eq!(rules.channel[0].identity, Stated::Is(Identity::Address));
    let voids = |text: &str| vote(text).penalty.iter().map(|it| it.voids).collect::<Vec<_>>();
    assert_eq!(voids("投票中发现刷票的，取消候选人资格。"), [Voids::Candidate]);
    assert_eq!(voids("投票中的刷票数据予以剔除。"), [Voids::Ballots]);
    assert_eq!(voids("投票中有刷票行为的，该作品票数清零。"), [Voids::CandidateVotes]);
    assert_eq!(voids("投票中有刷票行为的，扣除相应分值。"), []);
    assert_eq!(voids("投票每人每天限投一次，严禁刷票。"), []);
}

#[test]
fn sittings_means_and_equals() {
    let review = |text: &str| only(&drafted(text), StageKind::Review).review.clone().unwrap();
    let rules = review("评委打分，去掉一个最高分和一个最低分后取平均分。");
    assert_eq!((rules.trim, rules.aggregate), (Stated::Is(1), Stated::Is(Aggregate::Mean)));
    assert_eq!(review("专家打分的平均分为候选人得分。").aggregate, Stated::Is(Aggregate::Mean));
    assert_eq!(review("评委打分去掉一个最高分和一个最低分。").aggregate, Stated::NotStated);
    assert_eq!(review("评委实名打分，满分100分。").signed, Stated::Is(Signed::Named));
    assert_eq!(review("评委实名打分与无记名投票相结合。").signed, Stated::Is(Signed::SheetsNamed));
    assert_eq!(
        review("评委实名打分，满分100分。评委以无记名方式表决。").signed,
        Stated::NotStated,
        "two sittings"
    );
    let at_work = drafted("职工大会无记名投票推荐人选。");
    assert!(at_work.plan.stages(StageKind::Review).all(|it| it.review.as_ref().unwrap().signed.is_silent()));
    for (text, share, reach) in [
        ("评审会议须有三分之二以上委员到会。", "2/3", Stated::Is(Reach::AtLeast)),
        ("评审会议须过半数委员出席。", "1/2", Stated::Is(Reach::Above)),
        ("评审会议须超过三分之二委员到会。", "2/3", Stated::Is(Reach::Above)),
        ("评审会议须有三分之二委员到会。", "2/3", Stated::NotStated),
    ] {
        let rules = review(text);
        assert_eq!(rules.quorum.get().map(plan::Number::as_str), Some(share), "{text}");
        assert_eq!(rules.quorum_reach, reach, "{text}");
    }
    let result = |text: &str| drafted(text).plan.result[0].clone();
    assert!(matches!(
        result("评审委员会表决，入选者须获得全体委员半数以上同意。").combine,
        Stated::Is(Combine::Support(_))
    ));
    // A bar that says nothing of who is chosen, and one beside weights, are no way to find winners.
    for text in [
        "评审办法须经三分之二以上委员同意方可修改。",
        "网络投票占30%，专家评审占70%。入选者须获得全体委员半数以上同意。",
    ] {
        assert!(!matches!(result(text).combine, Stated::Is(Combine::Support(_))), "{text}");
    }
    assert_eq!(result("网络投票末位并列的全部入选。").ties, Stated::Is(vec![TieStep::All]));
    assert_eq!(result("得分相同的，以网络投票票数高者优先。").ties, Stated::NotStated);
    assert_eq!(result("网络投票票数相同的，由评委会研究决定。").ties, Stated::Is(vec![TieStep::Resolution]));
    // One step that nobody can name makes the whole chain a comment.
    for text in
        ["网络投票票数相同的，抽签决定。", "网络投票票数相同的，由评委会研究决定；仍相同的，抽签决定。"]
    {
        assert_eq!(result(text).ties, Stated::NotStated, "{text}");
        assert!(!lines(&drafted(text), "同分怎么办").is_empty(), "{text}");
    }
}

#[test]
fn grades_with_their_money_are_awards() {
    let draft = drafted(
        "完。\n\n三、奖项设置\n设一等奖1名，奖金1万元；二等奖3名（奖金5000元）；三等奖6名左右；组织奖2个。",
    );
    let awards: Vec<_> = draft
        .plan
        .award
        .iter()
        .map(|it| {
            (
                it.name.as_str(),
                it.seats.clone(),
                it.prize.as_ref().map(|it| it.as_str().to_owned()),
                it.to_bodies,
            )
        })
        .collect();
    assert_eq!(
        awards,
        [
            ("一等奖", Stated::Is(Seats::AtMost(1)), Some("10000".to_owned()), false),
            ("二等奖", Stated::Is(Seats::AtMost(3)), Some("5000".to_owned()), false),
            ("三等奖", Stated::Is(Seats::About(6)), None, false),
            ("组织奖", Stated::Is(Seats::AtMost(2)), None, true),
        ]
    );
    let seats = |text: &str| drafted(text).plan.category[0].seats.clone();
    assert_eq!(seats("评选最美工匠20名左右。"), Stated::Is(Seats::About(20)));
}

#[test]
fn briefs_tiers_objections_and_titles() {
    let recommend = |text: &str| only(&drafted(text), StageKind::Recommend).recommend.clone().unwrap();
    assert_eq!(recommend("报送简要事迹材料（500字以内）。").brief_most, Stated::Is(500));
    assert_eq!(recommend("推荐材料附事迹简介，不超过八百字。").brief_most, Stated::Is(800));
    assert_eq!(drafted("全文印发，共3000字。").plan.stages(StageKind::Recommend).count(), 0);
    assert_eq!(recommend("采取单位推荐和个人自荐相结合的方式推荐。").tiers, [Tier::BottomUp, Tier::Own]);
    let notice =
        only(&drafted("公示期间有异议的，可向市纪委监委反映，异议在10日内核实。"), StageKind::Notice)
            .notice
            .clone()
            .unwrap();
    assert_eq!(notice.receiver, Stated::Is("市纪委监委".to_owned()));
    assert_eq!(notice.ruling_days, Stated::Is(10));
    let phone = drafted("公示期间监督电话：0539-1234567。");
    assert_eq!(lines(&phone, "受理异议的联系方式").len(), 1);
    let naming = only(&drafted("对评选出的个人授予“某市最美工匠”荣誉称号。"), StageKind::Naming)
        .naming
        .clone()
        .unwrap();
    assert_eq!(naming.title, Stated::Is("某市最美工匠".to_owned()));
}

#[test]
fn an_empty_plan_is_full_of_things_to_do_and_reads_all_the_same() {
    for text in ["无题", "一\n二\n三", "□□□", "Plan of nothing", "一、\n（一）\n1.", "标题："]
    {
        let draft = draft(text, Lang::En);
        assert_eq!(plan::read(&draft.toml), Ok(draft.plan.clone()), "{}", draft.toml);
        let to_do = draft.errors().filter(|fault| fault.code == "to-do").count();
        assert!(to_do >= 4, "{text}: {:?}", draft.faults);
        assert!(draft.errors().filter(|fault| fault.code == "to-do").all(|fault| fault.line.is_some()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    /// Pieces of plans in any order make a file that reads, and values that their sentences say.
    #[test]
    fn any_order_of_phrases_is_read_without_invention(
        pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..28)
    ) {
        let text: String = pieces.concat();
        let draft = draft(&text, Lang::Zh);
        held(&draft, &text, &text);
    }

    /// Whatever the characters are, the file reads as the plan.
    #[test]
    fn any_text_makes_a_file_that_reads(text in "(?s).{0,200}") {
        let draft = draft(&text, Lang::En);
        prop_assert_eq!(plan::read(&draft.toml), Ok(draft.plan));
    }
}
