//! The plan of Linyi 2022, from the page on which it was published: every fact that it states is found, and what it does
//! not state is said to be open. `plans/linyi-2022.toml` was written from the same text by hand.

#![allow(clippy::unwrap_used, clippy::panic, reason = "stories; clippy excuses only test functions")]

use draft::{Draft, Sureness, draft, open};
use plan::{DayKind, Decide, ListKind, Seats, Stage, StageKind, Stated};
use text::Lang;

fn linyi() -> Draft {
    draft(&open(include_bytes!("texts/linyi-2022.txt")).unwrap(), Lang::Zh)
}

fn by_hand() -> plan::Plan {
    plan::read(include_str!("../../../plans/linyi-2022.toml")).unwrap()
}

fn stage(draft: &Draft, kind: StageKind) -> &Stage {
    let mut all = draft.plan.stages(kind);
    let stage = all.next().unwrap();
    assert!(all.next().is_none(), "{kind:?} once");
    stage
}

#[test]
fn the_record_of_the_publication_is_that_of_the_plan_written_by_hand() {
    let (draft, hand) = (linyi().plan, by_hand());
    assert_eq!(draft.publication, hand.publication);
    assert_eq!(draft.title, hand.title);
    assert_eq!(draft.short, hand.short);
    assert_eq!(draft.edition, hand.edition);
    assert_eq!(draft.place, hand.place);
    assert_eq!(draft.id, hand.id);
}

#[test]
fn sponsors_office_and_interpreter_are_those_of_the_text() {
    let (draft, hand) = (linyi().plan, by_hand());
    let names = |plan: &plan::Plan| plan.sponsor.iter().map(|it| it.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&draft), names(&hand));
    let owner = |plan: &plan::Plan| plan.sponsor.iter().find(|it| it.owns_document).map(|it| it.name.clone());
    assert_eq!(owner(&draft), owner(&hand));
    assert_eq!(draft.office.group, "评选工作领导小组");
    assert_eq!(draft.office.name, hand.office.name);
    let host = draft.office.host.get().and_then(|id| draft.sponsor(id)).map(|it| it.name.as_str());
    assert_eq!(host, Some("临沂市城市管理局"));
    assert!(draft.office.dissolves);
    assert_eq!(draft.office.clause, "二");
    assert_eq!(draft.interpreter, hand.interpreter);
    let standards = draft.standards.unwrap();
    assert_eq!(draft.sponsor.iter().find(|it| it.id == standards.set_by).unwrap().name, "临沂市城市管理局");
    // Before which stage they must be public the text does not say.
    assert_eq!(standards.before, plan::TO_DO);
}

#[test]
fn two_categories_of_ten_with_their_standards() {
    let (draft, hand) = (linyi().plan, by_hand());
    for (drafted, written) in draft.category.iter().zip(&hand.category) {
        assert_eq!(
            (&drafted.name, &drafted.seats, &drafted.prefix),
            (&written.name, &written.seats, &written.prefix)
        );
        assert_eq!(drafted.scope, Stated::NotStated, "which scope feeds which category is not stated");
        assert!(drafted.standards[0].contains("四个意识"), "the standard of all comes first");
        assert_eq!(drafted.standards.last().unwrap(), "无违纪违法行为。");
    }
    assert_eq!(draft.category.len(), 2);
    assert_eq!(draft.category[1].seats, Stated::Is(Seats::AtMost(10)));
    assert!(draft.category[0].standards[1].starts_with("热爱城市管理事业"));
    assert!(draft.category[1].standards[1].starts_with("坚持“共建共管共治共享”"));
}

#[test]
fn eight_stages_with_the_dates_of_the_text() {
    let (draft, hand) = (linyi(), by_hand());
    let order = |plan: &plan::Plan| plan.stage.iter().map(|it| it.kind).collect::<Vec<_>>();
    assert_eq!(order(&draft.plan), order(&hand));
    for (drafted, written) in draft.plan.stage.iter().zip(&hand.stage) {
        assert_eq!((&drafted.opens, &drafted.closes), (&written.opens, &written.closes), "{}", written.name);
        assert_eq!(drafted.after.is_empty(), written.after.is_empty(), "{}", written.name);
        assert_eq!(drafted.clause, written.clause, "{}", written.name);
    }
    let recommend = stage(&draft, StageKind::Recommend).recommend.as_ref().unwrap();
    let hand_recommend = hand.stage("recommend").unwrap().recommend.as_ref().unwrap();
    assert_eq!(recommend.tiers, hand_recommend.tiers);
    assert_eq!(recommend.brief_most, Stated::Is(500));
    assert_eq!(recommend.brief_clause, "七（二）");
    assert_eq!(recommend.quota, Stated::NotStated);
    assert!(recommend.promotion[0].contains("广泛宣传"));
}

#[test]
fn review_notice_naming_and_publicity_year() {
    let draft = linyi();
    let review = stage(&draft, StageKind::Review).review.as_ref().unwrap();
    let panel = review.panel.get().unwrap();
    assert_eq!(panel.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(), ["专家", "媒体代表"]);
    assert!(panel.iter().all(|it| it.seats == Stated::NotStated));
    assert_eq!(review.rubric_clause, "八（二）");
    let notice = stage(&draft, StageKind::Notice).notice.as_ref().unwrap();
    assert_eq!(
        (notice.list, &notice.days, &notice.day),
        (ListKind::Finalists, &Stated::Is(3), &Stated::Is(DayKind::Working))
    );
    let naming = stage(&draft, StageKind::Naming).naming.as_ref().unwrap();
    assert_eq!(naming.title, Stated::Is("临沂市第六届“最美城管人”".to_owned()));
    assert_eq!(naming.signatories, Stated::NotStated, "who signs is not stated");
    let publicity = stage(&draft, StageKind::Publicity).publicity.as_ref().unwrap();
    let outlets = publicity.outlets.iter().map(|id| draft.plan.outlet(id).unwrap().name.as_str());
    assert_eq!(outlets.collect::<Vec<_>>(), ["临沂日报报业集团", "临沂市广播电视台"]);
    assert!(publicity.ceremony.get().unwrap().contains("发布仪式"));
    assert_eq!(draft.plan.result[0].decide, Stated::Is(Decide::Resolution));
}

#[test]
fn the_rule_of_the_vote_the_scopes_and_the_signatories_are_open() {
    let draft = linyi();
    let vote = stage(&draft, StageKind::Vote).vote.as_ref().unwrap();
    assert_eq!(vote.mode, Stated::NotStated);
    assert_eq!(vote.ballot, Stated::NotStated);
    assert_eq!(vote.limit, Stated::NotStated);
    assert_eq!(vote.display, Stated::NotStated);
    assert_eq!(draft.plan.result[0].combine, Stated::NotStated);
    assert_eq!(vote.channel.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(), ["网络"]);
    let open: Vec<&str> = draft.questions().map(|fault| fault.code).collect();
    for code in ["no-vote-rule", "no-tie-rule", "no-signatories"] {
        assert_eq!(open.iter().filter(|other| **other == code).count(), 1, "{code}");
    }
    assert_eq!(open.iter().filter(|code| **code == "no-scope").count(), 2, "one a category");
}

#[test]
fn every_requirement_stands_under_its_heading() {
    let (draft, hand) = (linyi().plan, by_hand());
    let clauses = |plan: &plan::Plan| plan.requirement.iter().map(|it| it.clause.clone()).collect::<Vec<_>>();
    assert_eq!(clauses(&draft), clauses(&hand));
    assert!(draft.requirement[0].text.contains("含城市管理协管员、企业职工和聘用人员"));
    assert!(draft.requirement[0].text.ends_with("热心城市管理工作的广大市民和媒体人。"));
}

#[test]
fn a_date_without_a_year_takes_that_of_the_issue_and_says_so() {
    let draft = linyi();
    let window = draft.findings.iter().find(|it| it.value.starts_with("2022-12-01")).unwrap();
    assert_eq!(window.sure, Sureness::Inferred);
    assert!(window.why.contains("2022-11-24"), "{}", window.why);
    assert_eq!((window.lines, window.clause.as_str()), ((78, 78), "七（一）"));
    let year = draft.findings.iter().find(|it| it.value.starts_with("2023-01-01")).unwrap();
    assert_eq!(year.sure, Sureness::Stated);
}

#[test]
fn the_file_reads_as_the_plan_it_was_written_from_and_its_questions_name_its_lines() {
    let draft = linyi();
    assert_eq!(plan::read(&draft.toml).unwrap(), draft.plan);
    // What stops it: before which stage the standards must be public.
    let errors: Vec<&str> = draft.errors().map(|fault| fault.code).collect();
    assert_eq!(errors, ["to-do", "unknown-stage"], "{:?}", draft.faults);
    assert!(draft.questions().any(|fault| fault.code == "no-units"), "who may recommend is not told");
    for fault in draft.questions().filter(|fault| fault.code != "no-units") {
        let line = draft.toml.lines().nth(fault.line.unwrap() as usize - 1).unwrap();
        assert!(line.contains("not stated") || line.ends_with("[]"), "{}: {line}", fault.path);
    }
    assert!(draft.toml.contains("# 第78行：(一)推荐阶段(12月1日——12月10日)。"), "{}", draft.toml);
    assert!(draft.unread.is_empty(), "{:?}", draft.unread);
}

#[test]
fn what_follows_the_last_item_of_a_list_is_no_part_of_it() {
    let draft = linyi();
    let found = draft.findings.iter().find(|it| it.path == "interpreter").unwrap();
    assert_eq!((found.clause.as_str(), found.lines), ("八", (94, 94)));
}
