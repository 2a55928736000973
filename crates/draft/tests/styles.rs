//! Plans of different style, written for these tests: a department's with （一）（二）, an enterprise's in articles, a
//! newspaper's page with tables. Each fact that they state is a value of the draft; the rest is listed.

#![allow(clippy::unwrap_used, clippy::panic, reason = "stories; clippy excuses only test functions")]

mod common;

use common::{held, lines};
use draft::{Draft, draft, open};
use plan::review::RecusalGround;
use plan::stage::Order;
use plan::{
    Aggregate, Amount, ApprovalKind, Asks, BallotShape, Combine, DatedBy, DayKind, Display, Identity,
    ListKind, Medium, Normalise, Over, Reach, Seats, Signed, Spoils, SponsorPart, Stage, StageKind, Stated,
    TieStep, Upheld, Voids, VoteMode,
};
use text::Lang;

fn drafted(bytes: &[u8]) -> Draft {
    let text = open(bytes).unwrap();
    let draft = draft(&text, Lang::Zh);
    held(&draft, &text, &draft.plan.title);
    draft
}

fn department() -> Draft {
    drafted(include_bytes!("texts/synthetic-department.txt"))
}

fn enterprise() -> Draft {
    drafted(include_bytes!("texts/synthetic-enterprise.txt"))
}

fn media() -> Draft {
    drafted(include_bytes!("texts/synthetic-media.html"))
}

fn stage(draft: &Draft, kind: StageKind) -> &Stage {
    draft.plan.stages(kind).next().unwrap()
}

/// Weight, normalisation and the stage or measure of each part.
fn parts(draft: &Draft) -> Vec<(String, String, Stated<Normalise>)> {
    let Some(Combine::Weighted(parts)) = draft.plan.result[0].combine.get() else { panic!() };
    let name = |part: &plan::Part| {
        let measure = part.measure.as_ref().map(|id| draft.plan.measure.iter().find(|it| it.id == *id));
        measure.flatten().map_or(part.stage.clone(), |it| it.name.clone())
    };
    parts
        .iter()
        .map(|it| (name(it), it.weight.get().unwrap().as_str().to_owned(), it.normalise.clone()))
        .collect()
}

#[test]
fn a_departments_plan_has_its_bodies_seats_and_people() {
    let draft = department();
    let plan = &draft.plan;
    assert_eq!(
        (plan.title.as_str(), plan.edition, plan.place.get().unwrap().as_str()),
        ("第三届“最美护理员”评选活动", Some(3), "青禾市")
    );
    assert_eq!(plan.publication.document.as_deref(), Some("青卫发〔2031〕27号"));
    let sponsors: Vec<_> = plan.sponsor.iter().map(|it| (it.name.as_str(), it.part)).collect();
    assert_eq!(
        sponsors,
        [
            ("青禾市卫生健康局", None),
            ("青禾市总工会", None),
            ("青禾市护理学会", Some(SponsorPart::Organiser))
        ]
    );
    let seats: Vec<_> = plan.category.iter().map(|it| (it.name.as_str(), it.seats.clone())).collect();
    assert_eq!(
        seats,
        [("最美护理员", Stated::Is(Seats::AtMost(10))), ("护理先锋", Stated::Is(Seats::About(20)))]
    );
    assert_eq!(plan.category[0].eligibility[0].age_most, Some(55));
    assert!(plan.category[0].eligibility[1].excludes);
    let prizes: Vec<_> =
        plan.award.iter().map(|it| (it.name.as_str(), it.prize.as_ref().unwrap().as_str())).collect();
    assert_eq!(prizes, [("最美护理员", "5000"), ("护理先锋", "2000")]);
    let share = |text: &str| Some(Amount::Share(text.parse().unwrap()));
    let rules = &plan.result[0].composition;
    assert_eq!((&rules[0].least, &rules[1].least), (&share("60/100"), &share("2/3")));
    assert_eq!((&rules[2].most, rules[2].each.as_deref()), (&Some(Amount::Count(2)), Some("attribute-3")));
    assert_eq!(plan.attribute[2].name, "单位");
    assert_eq!(rules[3].most, share("10/100"));
    assert_eq!((&plan.one_award, &plan.result[0].vacancy), (&Stated::Is(true), &Stated::Is(true)));
    assert_eq!(plan.cycle.as_ref().unwrap().months, Stated::Is(24));
    assert_eq!((plan.supervisor[0].name.as_str(), plan.supervisor[0].over), ("公证处", Over::Everything));
    assert_eq!(
        plan.listed.iter().map(|it| (it.list, it.number)).collect::<Vec<_>>(),
        [(ListKind::Candidates, 50)]
    );
}

#[test]
fn a_departments_vote_and_review_are_those_of_its_text() {
    let draft = department();
    let vote = stage(&draft, StageKind::Vote).vote.as_ref().unwrap();
    let channel = &vote.channel[0];
    assert_eq!((vote.channel.len(), &channel.medium), (1, &Stated::Is(Medium::Wechat)));
    assert_eq!(
        (&channel.identity, channel.asks.as_slice()),
        (&Stated::Is(Identity::Account), [Asks::Follow].as_slice())
    );
    assert_eq!(vote.ballot, Stated::Is(BallotShape::Approve { least: 5, most: 10 }));
    assert_eq!(
        (&vote.faults.too_many, &vote.faults.too_few),
        (&Stated::Is(Spoils::Paper), &Stated::Is(Spoils::Paper))
    );
    assert_eq!((&vote.change, &vote.order), (&Stated::Is(false), &Stated::Is(Order::Strokes)));
    assert_eq!(
        (&vote.display, &vote.mode),
        (&Stated::Is(Display::Daily(Stated::Is(20))), &Stated::Is(VoteMode::Weighted))
    );
    assert_eq!(vote.penalty[0].voids, Voids::Candidate);
    let review = stage(&draft, StageKind::Review).review.as_ref().unwrap();
    let panel: Vec<_> =
        review.panel.get().unwrap().iter().map(|it| (it.name.as_str(), it.seats.clone())).collect();
    assert_eq!(
        panel,
        [("医疗专家", 6), ("媒体代表", 2), ("群众代表", 3)]
            .map(|(name, seats)| (name, Stated::Is(plan::Size::Exactly(seats))))
    );
    let rubric: Vec<_> = review.rubric.get().unwrap().iter().map(|it| (it.name.as_str(), it.most)).collect();
    assert_eq!(rubric, [("敬业精神", 30), ("专业能力", 40), ("群众口碑", 30)]);
    assert_eq!((&review.trim, &review.places), (&Stated::Is(1), &Stated::Is(2)));
    assert_eq!(
        (&review.aggregate, &review.signed),
        (&Stated::Is(Aggregate::Mean), &Stated::Is(Signed::Named))
    );
    assert_eq!(review.quorum.get().unwrap().as_str(), "2/3");
    assert_eq!(review.quorum_reach, Stated::Is(Reach::AtLeast));
    assert_eq!(review.recusal.get().unwrap().grounds, [RecusalGround::Kin, RecusalGround::SameUnit]);
    assert_eq!(
        parts(&draft),
        [
            ("vote".to_owned(), "40".to_owned(), Stated::Is(Normalise::DivideByMaximum)),
            ("review".to_owned(), "60".to_owned(), Stated::NotStated)
        ]
    );
    let result = &draft.plan.result[0];
    assert_eq!(result.ties, Stated::Is(vec![TieStep::Part("review".to_owned()), TieStep::Resolution]));
    assert_eq!(
        (&result.places, &result.decide),
        (&Stated::Is(2), &Stated::NotStated),
        "who breaks a tie decides no more"
    );
}

#[test]
fn two_notices_of_a_department_are_two_stages() {
    let draft = department();
    let order: Vec<_> = draft.plan.stage.iter().map(|it| it.kind).collect();
    use StageKind::{Naming, Notice, Recommend, Review, Screen, Vote};
    assert_eq!(order, [Recommend, Notice, Screen, Vote, Review, Notice, Naming]);
    let notices: Vec<_> = draft.plan.stages(Notice).map(|it| it.notice.as_ref().unwrap()).collect();
    assert_eq!(
        (notices[0].list, notices[0].local, &notices[0].days),
        (ListKind::Recommended, true, &Stated::Is(5))
    );
    assert_eq!(notices[0].day, Stated::Is(DayKind::Working));
    assert_eq!(
        (notices[1].list, &notices[1].days, &notices[1].day),
        (ListKind::Finalists, &Stated::Is(7), &Stated::NotStated)
    );
    assert_eq!(notices[1].at, ["《青禾日报》"]);
    assert_eq!(
        (&notices[1].upheld, &notices[1].anonymous),
        (&Stated::Is(Upheld::Replaced), &Stated::Is(false))
    );
    assert_eq!((&notices[0].ruling_days, &notices[1].ruling_days), (&Stated::NotStated, &Stated::Is(5)));
    let naming = stage(&draft, Naming).naming.as_ref().unwrap();
    assert_eq!(naming.signatories, Stated::Is(vec!["sponsor-1".to_owned(), "sponsor-2".to_owned()]));
    assert_eq!(
        (naming.approval[0].by.as_str(), naming.approval[0].kind),
        ("市委宣传部", ApprovalKind::Approves)
    );
    assert!(naming.revocation.get().unwrap().contains("撤销称号"));
    let unread: Vec<_> = draft.unread.iter().filter(|it| it.rule).map(|it| it.text.as_str()).collect();
    assert!(unread.iter().any(|text| text.contains("2000字以内")), "{unread:?}");
}

#[test]
fn an_enterprises_articles_are_read() {
    let draft = enterprise();
    let plan = &draft.plan;
    assert_eq!(
        (plan.title.as_str(), plan.short.as_str()),
        ("青禾重工集团有限公司“十佳工匠”评选", "十佳工匠")
    );
    assert_eq!(plan.place, Stated::NotStated, "a group of companies has no place");
    assert_eq!(plan.category[0].seats, Stated::Is(Seats::AtMost(10)));
    let awards: Vec<_> = plan
        .award
        .iter()
        .map(|it| {
            (it.name.as_str(), it.seats.get().unwrap().most().unwrap(), it.prize.as_ref().unwrap().as_str())
        })
        .collect();
    assert_eq!(awards, [("提名奖", 5, "3000"), ("十佳工匠", 10, "20000")]);
    assert_eq!(plan.prize_total.as_ref().unwrap().as_str(), "215000");
    let recommend = stage(&draft, StageKind::Recommend).recommend.as_ref().unwrap();
    assert_eq!((&recommend.quota, &recommend.brief_most), (&Stated::Is(2), &Stated::Is(500)));
    let vote = stage(&draft, StageKind::Vote).vote.as_ref().unwrap();
    assert_eq!(vote.channel[0].identity, Stated::Is(Identity::RealName));
    assert_eq!(
        (&vote.faults.too_many, &vote.faults.too_few),
        (&Stated::Is(Spoils::Paper), &Stated::NotStated)
    );
    let review = stage(&draft, StageKind::Review).review.as_ref().unwrap();
    let rubric: Vec<_> = review.rubric.get().unwrap().iter().map(|it| (it.name.as_str(), it.most)).collect();
    assert_eq!(rubric, [("技术水平", 35), ("创新成果", 25), ("传帮带", 20), ("职业道德", 20)]);
    let lines: Vec<_> =
        draft.findings.iter().filter(|it| it.what == "评分标准").map(|it| it.clause.as_str()).collect();
    assert_eq!(lines[3], "第三章第九条（四）");
    assert_eq!(review.places, Stated::Is(1));
    let weights: Vec<_> = parts(&draft).into_iter().map(|(name, weight, _)| (name, weight)).collect();
    let told = |name: &str, weight: &str| (name.to_owned(), weight.to_owned());
    assert_eq!(weights, [told("vote", "30"), told("review", "50"), told("车间考核", "20")]);
    assert_eq!(
        plan.result[0].ties,
        Stated::Is(vec![TieStep::Part("review".to_owned()), TieStep::Part("vote".to_owned())])
    );
    // 15 go to the committee, and are not those who are chosen.
    assert_eq!(plan.result[0].take, Stated::NotStated);
    let notice = stage(&draft, StageKind::Notice).notice.as_ref().unwrap();
    assert_eq!((&notice.days, &notice.upheld), (&Stated::Is(5), &Stated::Is(Upheld::Removed)));
    let naming = stage(&draft, StageKind::Naming).naming.as_ref().unwrap();
    assert_eq!(
        (naming.approval[0].by.as_str(), naming.approval[0].kind),
        ("集团党委会", ApprovalKind::Vetoes)
    );
    assert!(naming.revocation.is_stated());
}

#[test]
fn a_newspapers_tables_are_awards_and_a_score_sheet() {
    let draft = media();
    let plan = &draft.plan;
    let awards: Vec<_> = plan
        .award
        .iter()
        .map(|it| {
            (
                it.name.as_str(),
                it.seats.get().unwrap().most().unwrap(),
                it.prize.as_ref().map(|it| it.as_str().to_owned()),
            )
        })
        .collect();
    let money = |text: &str| Some(text.to_owned());
    assert_eq!(
        awards,
        [
            ("一等奖", 1, money("10000")),
            ("二等奖", 3, money("5000")),
            ("三等奖", 6, money("2000")),
            ("最佳组织奖", 5, None)
        ]
    );
    let review = stage(&draft, StageKind::Review).review.as_ref().unwrap();
    let rubric: Vec<_> = review.rubric.get().unwrap().iter().map(|it| (it.name.as_str(), it.most)).collect();
    assert_eq!(rubric, [("主题内容", 40), ("艺术表现", 35), ("创意", 25)]);
    let vote = stage(&draft, StageKind::Vote);
    assert_eq!(vote.opens.get().unwrap().to_string(), "2032-06-10 10:00");
    assert_eq!(vote.hours.len(), 1);
    let rules = vote.vote.as_ref().unwrap();
    let names: Vec<_> = rules.channel.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["客户端", "网站", "报纸"]);
    assert_eq!(rules.one_channel, Stated::Is(true));
    for online in &rules.channel[..2] {
        assert_eq!(
            (&online.identity, online.asks.as_slice()),
            (&Stated::Is(Identity::Account), [Asks::Captcha].as_slice())
        );
        assert_eq!(online.limit.get().unwrap()[0].ballots, Some(5));
    }
    let papers = &rules.channel[2];
    assert_eq!((&papers.copies, &papers.dated_by), (&Stated::Is(false), &Stated::Is(DatedBy::Arrival)));
    assert_eq!(papers.asks, [Asks::Name, Asks::IdNumber]);
    assert!(papers.limit.is_silent(), "五票 are those of an account");
    assert_eq!((&rules.display, &rules.order), (&Stated::Is(Display::Hidden), &Stated::Is(Order::Random)));
    assert_eq!(parts(&draft)[0].2, Stated::Is(Normalise::Share));
    assert_eq!(plan.result[0].ties, Stated::Is(vec![TieStep::Part("vote".to_owned())]));
    let recommend = stage(&draft, StageKind::Recommend).recommend.as_ref().unwrap();
    assert_eq!(recommend.per_person, Stated::Is(2));
    assert_eq!(plan.sponsor[2].part, Some(SponsorPart::NameGiver));
    assert_eq!(lines(&draft, "解释权"), ["青禾晚报社"]);
}
