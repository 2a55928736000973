//! Sentence by sentence: what each common wording of a rule becomes, and what looks like it and is none.

#![allow(clippy::unwrap_used, clippy::panic, reason = "stories; clippy excuses only test functions")]

mod common;

use common::{held, lines};
use draft::{Draft, draft};
use plan::review::{RecusalGround, RecusalRules};
use plan::{
    Amount, ApprovalKind, Asks, BallotShape, Combine, Identity, ListKind, Normalise, NoticeRules,
    ReviewRules, Seats, Spoils, Stage, StageKind, Stated, Take, TieStep, Upheld, VoteMode, VoteRules,
};
use text::Lang;

fn drafted(sentences: &str) -> Draft {
    let text =
        format!("某市第六届“最美工匠”评选办法\n\n某市总工会\n2022年11月24日\n\n一、评选办法\n{sentences}\n");
    let draft = draft(&text, Lang::Zh);
    held(&draft, &text, sentences);
    draft
}

fn stage(sentences: &str, kind: StageKind) -> Stage {
    let draft = drafted(sentences);
    let found = draft.plan.stages(kind).next().cloned();
    found.unwrap_or_else(|| panic!("{kind:?} of {sentences}: {}", draft.toml))
}

fn vote(sentences: &str) -> VoteRules {
    stage(sentences, StageKind::Vote).vote.unwrap()
}

fn review(sentences: &str) -> ReviewRules {
    stage(sentences, StageKind::Review).review.unwrap()
}

fn notices(sentences: &str) -> Vec<NoticeRules> {
    drafted(sentences).plan.stages(StageKind::Notice).map(|stage| stage.notice.clone().unwrap()).collect()
}

#[test]
fn faults_of_a_ballot_spoil_what_the_text_says() {
    let faults = |text: &str| vote(text).faults;
    for (text, many, few) in [
        ("网络投票每次选5人，多选、少选均视为废票。", Some(Spoils::Paper), Some(Spoils::Paper)),
        ("网络投票每票最多选5名，超过5名的选票无效。", Some(Spoils::Paper), None),
        ("网络投票不足5名的选票无效。", None, Some(Spoils::Paper)),
        ("网络投票多选的，该类选票作废。", Some(Spoils::Paper), None),
        ("网络投票超选部分无效。", Some(Spoils::Excess), None),
    ] {
        let told = faults(text);
        assert_eq!((told.too_many.get().copied(), told.too_few.get().copied()), (many, few), "{text}");
    }
    // A fault of time or number is none of the ballot.
    for text in ["网络投票超过截止时间的选票无效。", "网络投票超过3次的投票无效。", "网络投票重复投票无效。"]
    {
        assert_eq!(faults(text), plan::Faults::default(), "{text}");
    }
}

#[test]
fn what_a_voter_is_asked_for_is_asked_in_the_channels_that_the_text_names() {
    let rules =
        vote("可通过报纸选票和网络投票。报纸选票须填写真实姓名、身份证号和联系电话。网络投票须输入验证码。");
    assert_eq!(rules.channel[0].asks, [Asks::Name, Asks::IdNumber, Asks::Telephone]);
    assert_eq!(rules.channel[1].asks, [Asks::Captcha]);
    // Of which of two it is asked nobody can tell.
    let draft = drafted("可通过报纸选票和网络投票。投票须填写姓名。");
    assert!(
        draft
            .plan
            .stages(StageKind::Vote)
            .flat_map(|it| &it.vote.as_ref().unwrap().channel)
            .all(|it| it.asks.is_empty())
    );
    assert_eq!(lines(&draft, "投票人要提供什么"), ["投票须填写姓名"]);
    // A form of recommendation asks its own.
    assert!(lines(&drafted("推荐表须填写姓名、身份证号，投票另行通知。"), "投票人要提供什么").is_empty());
    for (text, identity) in [
        ("通过微信投票，每个微信号每天限投1次。", Identity::Account),
        ("通过网络实名投票，每人限投1次。", Identity::RealName),
        ("通过网络投票，凭手机验证码登录，每个手机号每天限投1次。", Identity::Phone),
    ] {
        assert_eq!(vote(text).channel[0].identity, Stated::Is(identity), "{text}");
    }
}

#[test]
fn bounds_of_a_ballot_are_no_numbers_of_a_panel() {
    let ballot = |text: &str| vote(text).ballot;
    let between = |least, most| Stated::Is(BallotShape::Approve { least, most });
    for (text, shape) in [
        ("投票每次须选满5名、不超过10名。", between(5, 10)),
        ("投票每次至少选3件，最多选8件。", between(3, 8)),
        ("投票每次最多选8名，最少选3名。", between(3, 8)),
        ("投票每次须选满10名。", between(10, 10)),
    ] {
        assert_eq!(ballot(text), shape, "{text}");
    }
    let panel = "网络投票每人每天限投一次。评审委员会（不少于11人，不超过17人）评议后投票。";
    assert_eq!(ballot(panel), Stated::NotStated);
    // A bar on the votes is no quorum of the sitting.
    assert_eq!(review("7名评委打分。评审会议得票超过到会委员半数的当选。").quorum, Stated::NotStated);
    assert_eq!(review("7名评委打分。到会评委须超过三分之二方可开评。").quorum.get().unwrap().as_str(), "2/3");
}

#[test]
fn parts_of_a_score_are_votes_judges_and_figures_from_elsewhere() {
    let parts = |text: &str| {
        let plan = drafted(text).plan;
        let Some(Combine::Weighted(parts)) = plan.result.first().and_then(|it| it.combine.get().cloned())
        else {
            return Vec::new();
        };
        let name = |id: &str| plan.measure.iter().find(|it| it.id == id).unwrap().name.clone();
        parts
            .iter()
            .map(|it| {
                let of = it.measure.as_deref().map_or(it.stage.clone(), name);
                format!("{of}{} {}", it.channel.join("+"), it.weight.get().unwrap().as_str())
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(
        parts("总分=网络投票得分×30%+专家评审得分×50%+单位评议得分×20%。"),
        ["vote 30", "review 50", "单位评议 20"]
    );
    assert_eq!(
        parts("可通过微信和报纸选票投票。综合得分中，微信投票占20%、报纸投票占20%、专家评审占60%。"),
        ["votewechat 20", "votenewspaper 20", "review 60"]
    );
    for text in [
        // Criteria are no parts, and two votes without channels of their own are told.
        "评审标准：思想品德占30%、工作业绩占70%。",
        "评审打分后，网民投票占20%、群众投票占20%、专家评审占60%。",
        "总分=网络投票得分×30%+专家评审得分×50%。",
    ] {
        assert_eq!(parts(text), [""; 0], "{text}");
    }
}

#[test]
fn votes_become_scores_as_the_text_says() {
    let normal = |text: &str| {
        let plan = drafted(&format!("网络投票占30%，专家评审占70%。{text}")).plan;
        let Some(Combine::Weighted(parts)) = plan.result[0].combine.get() else { panic!("{text}") };
        parts[0].normalise.clone()
    };
    let step = |first: &str, step: &str| {
        Stated::Is(Normalise::RankStep { first: first.parse().unwrap(), step: step.parse().unwrap() })
    };
    for (text, how) in [
        ("网络投票得分=得票数÷最高得票数×100。", Stated::Is(Normalise::DivideByMaximum)),
        ("网络投票最高票计100分，其他按比例折算。", Stated::Is(Normalise::DivideByMaximum)),
        ("网络投票按得票数占总票数的百分比计分。", Stated::Is(Normalise::Share)),
        ("网络投票第一名得100分，第二名98分，逐名减2分。", step("100", "2")),
        ("网络投票第一名计100分，第二名计99分，以此类推。", step("100", "1")),
        // The example contradicts the rule.
        ("网络投票第一名得100分，第二名97分，逐名减2分。", Stated::NotStated),
        ("网络投票票数按比例折算成分数。", Stated::NotStated),
    ] {
        assert_eq!(normal(text), how, "{text}");
    }
}

#[test]
fn chains_of_ties_name_parts_criteria_and_bodies() {
    let ties = |text: &str| {
        drafted(&format!("评委打分：技术（60分）、品德（40分）。网络投票占30%，专家评审占70%。{text}"))
            .plan
            .result[0]
            .ties
            .clone()
    };
    let part = |id: &str| TieStep::Part(id.to_owned());
    for (text, steps) in [
        ("总分相同的，以专家评审得分高者优先。", vec![part("review")]),
        ("总分相同时，依次按专家评审得分、网络投票得分高者在前。", vec![part("review"), part("vote")]),
        (
            "总分相同的，技术得分高者在前；仍相同的，由组委会研究决定。",
            vec![TieStep::Criterion("criterion-1".to_owned()), TieStep::Resolution],
        ),
        ("末位并列的，一并入选。", vec![TieStep::All]),
    ] {
        assert_eq!(ties(text), Stated::Is(steps), "{text}");
    }
    for text in ["总分相同的，年龄大者优先。", "总分相同的，外语成绩高者优先。"] {
        assert_eq!(ties(text), Stated::NotStated, "{text}");
    }
}

#[test]
fn composition_is_of_those_who_are_chosen() {
    let rules = |text: &str| {
        let plan = drafted(&format!("网络投票后评选最美工匠20名。{text}")).plan;
        plan.result[0].composition.clone()
    };
    let told = rules("其中女性不少于6名，一线职工不低于一半，同一单位不超过1名，科技人员约占两成。");
    assert_eq!(told[0].least, Some(Amount::Count(6)));
    assert_eq!(told[1].least, Some(Amount::Share("1/2".parse().unwrap())));
    assert_eq!((told[2].most.clone(), told[2].each.is_some()), (Some(Amount::Count(1)), true));
    assert_eq!(told[3].about, Some(Amount::Share("2/10".parse().unwrap())));
    for text in [
        "每个单位推荐不超过2名。",
        "公示不少于5个工作日。",
        "评委中专家不少于5名。",
        "领导干部候选人不超过候选人总数的20%。",
        "投票人数不少于100人。",
    ] {
        assert!(rules(text).is_empty(), "{text}");
    }
}

#[test]
fn numbers_of_candidates_are_facts_where_there_is_one_number() {
    let listed =
        |text: &str| drafted(text).plan.listed.iter().map(|it| (it.list, it.number)).collect::<Vec<_>>();
    assert_eq!(listed("经初审确定候选人40名。"), [(ListKind::Candidates, 40)]);
    for text in ["每类确定候选人20名。", "初审确定候选人40名，复审产生候选人20名。", "候选人不超过40名。"]
    {
        assert_eq!(listed(text), [], "{text}");
    }
    for text in ["初审按名额的1.5倍确定候选人。", "候选人按1:2的比例差额产生。"] {
        assert_eq!(lines(&drafted(text), "差额的比例").len(), 1, "{text}");
    }
    let take = |text: &str| drafted(text).plan.result.first().map(|it| it.take.clone());
    assert_eq!(take("网络投票结束后，按综合得分取前10名。"), Some(Stated::Is(Take::Count(10))));
    assert_eq!(take("网络投票结束后，按综合得分取前20名进入专家评审。"), Some(Stated::NotStated));
}

#[test]
fn each_notice_is_of_the_list_that_its_words_name() {
    let told =
        |text: &str| notices(text).iter().map(|it| (it.list, it.days.get().copied())).collect::<Vec<_>>();
    use ListKind::{Candidates, Finalists, Recommended};
    assert_eq!(told("候选人名单公示3个工作日。"), [(Candidates, Some(3))]);
    assert_eq!(
        told("推荐对象须在本单位公示5个工作日。候选人名单公示3天。网络投票。拟表彰名单公示7天。"),
        [(Recommended, Some(5)), (Candidates, Some(3)), (Finalists, Some(7))]
    );
    let twice = told("拟表彰名单公示5个工作日。拟表彰名单公示5个工作日。");
    assert_eq!(twice, [(Finalists, Some(5))], "said twice");
    for (text, upheld) in [
        ("拟表彰名单公示5天，公示期间经查实不符合条件的，取消资格。", Stated::Is(Upheld::Removed)),
        ("拟表彰名单公示5天，被取消资格的，名额依次递补。", Stated::Is(Upheld::Replaced)),
        ("拟表彰名单公示5天，有异议的重新评审。", Stated::Is(Upheld::Reviewed)),
        ("拟表彰名单公示5天，无异议的予以命名。", Stated::NotStated),
    ] {
        assert_eq!(notices(text)[0].upheld, upheld, "{text}");
    }
    assert_eq!(notices("拟表彰名单在《某市日报》公示5天。匿名反映不予受理。")[0].at, ["《某市日报》"]);
}

#[test]
fn who_stands_back_who_agrees_and_who_watches() {
    let recusal = |text: &str| review(text).recusal.get().map(|it: &RecusalRules| it.grounds.clone());
    assert_eq!(
        recusal("评委与参评人员有亲属关系、同一单位或其他利害关系的，应当回避。"),
        Some(vec![RecusalGround::Kin, RecusalGround::SameUnit, RecusalGround::Other])
    );
    assert_eq!(recusal("评审实行回避制度。"), None);
    let naming = |text: &str| stage(text, StageKind::Naming).naming.unwrap();
    let rules =
        naming("拟表彰名单报市委市政府批准后，由主办单位联合命名。获奖者有违法行为的，撤销其荣誉称号。");
    assert_eq!(
        (rules.approval[0].by.as_str(), rules.approval[0].kind),
        ("市委市政府", ApprovalKind::Approves)
    );
    assert_eq!(rules.signatories, Stated::Is(vec!["sponsor-1".to_owned()]));
    assert_eq!(rules.revocation.get().unwrap(), "获奖者有违法行为的，撤销其荣誉称号");
    assert!(naming("评选方案报市政府批准后，对获奖者予以表彰。").approval.is_empty());
    let supervisor = drafted("计票工作由市公证处计票监督。邀请纪检监察机关全程监督。").plan.supervisor;
    assert_eq!(supervisor.len(), 2, "{supervisor:?}");
}

#[test]
fn a_paragraphs_own_number_is_none_of_its_words_and_a_decimal_is_no_such_number() {
    assert_eq!(lines(&drafted("1.总分相同的，年龄大者优先。"), "同分怎么办"), ["总分相同的，年龄大者优先"]);
    assert_eq!(
        lines(&drafted("网络投票后，1.5倍于名额的1.5倍确定候选人。"), "差额的比例"),
        ["1.5倍于名额的1.5倍确定候选人"]
    );
}

#[test]
fn money_years_and_what_a_vote_is_for() {
    let plan = drafted("一等奖2名。\n二、名额\n一等奖2名，二等奖3名。\n三、奖励\n一等奖每人奖励5000元，二等奖各奖励3000元。奖金总额1.9万元。").plan;
    let prizes: Vec<_> =
        plan.award.iter().map(|it| it.prize.as_ref().map(|it| it.as_str().to_owned())).collect();
    assert_eq!(prizes, [Some("5000".to_owned()), Some("3000".to_owned())]);
    assert_eq!(plan.prize_total, None, "1.9 is no whole number");
    let months = |text: &str| drafted(text).plan.cycle.map(|it| it.months);
    assert_eq!(months("本奖每两年评选一次。"), Some(Stated::Is(24)));
    assert_eq!(months("每季度评选一次。"), Some(Stated::Is(3)));
    assert_eq!(months("每年召开一次会议。"), None);
    assert_eq!(vote("网络投票结果作为评审的重要参考。").mode, Stated::Is(VoteMode::Advisory));
    assert_eq!(
        drafted("评选最美工匠10名，宁缺毋滥。网络投票。").plan.category[0].seats,
        Stated::Is(Seats::AtMost(10))
    );
}
