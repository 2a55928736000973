//! A selection's life in stories: each story goes as far as it needs and tries what must be refused on the way.

mod world;

use std::collections::{BTreeMap, BTreeSet};

use plan::review::RecusalGround;
use plan::{ListKind, Tier};
use selection::review::Mark;
use selection::screen::{Opinion, Outcome};
use selection::{
    Act, Actor, BallotHead, Code, Entry, Gate, PublicText, Role, Selection, Thing, closing, due, founding,
    may, naming, narrow, notice, publicity, recommend, result, review, screen, vote,
};
use world::*;

fn resolve(handles: &[&str], present: u32, reasons: &[(&str, &str)]) -> Act {
    Act::Result(result::Act::Resolve(Box::new(result::Resolve {
        rule: "final".into(),
        present,
        of: 3,
        minutes: "c".repeat(64),
        members: vec![("park".into(), handles.iter().map(|handle| (*handle).to_owned()).collect())],
        reasons: reasons.iter().map(|(who, why)| ((*who).to_owned(), (*why).to_owned())).collect(),
    })))
}

fn sign() -> Act {
    Act::Naming(naming::Act::Sign { blob: "d".repeat(64) })
}

fn name() -> Act {
    Act::Naming(naming::Act::Name { stage: "naming".into(), document: "试字〔2022〕1号".into() })
}

/// The panel has closed: p3 leads, then p4, p1, p2.
fn counted() -> World {
    let mut w = voting();
    let votes = BTreeMap::from([("p1".to_owned(), 7), ("p2".to_owned(), 3)]);
    let tally = vote::Tally { valid: 8, invalid: 0, votes };
    let head = BallotHead {
        size: 8,
        root: "e".repeat(64),
        categories: BTreeMap::from([("park".to_owned(), tally)]),
    };
    w.shelf.ballots.borrow_mut().insert("vote".into(), head);
    w.go("2022-12-21");
    for (judge, nominee, deeds) in [
        (judge_free(), "p1", 40),
        (judge_free(), "p2", 30),
        (judge_free(), "p3", 58),
        (judge_free(), "p4", 50),
        (judge_of_daily(), "p1", 41),
        (judge_of_daily(), "p2", 31),
        (judge_of_daily(), "p3", 57),
        (judge_of_east(), "p3", 59),
        (judge_of_east(), "p4", 51),
    ] {
        w.ok(&judge, sheet(nominee, deeds, 30));
    }
    w.ok(&office(), Act::Review(review::Act::ClosePanel { stage: "review".into() }));
    w
}

/// p3 and p4 are on notice, published 2022-12-23.
fn on_notice() -> World {
    let mut w = counted();
    w.ok(&office(), resolve(&["p3", "p4"], 2, &[]));
    w.ok(&office(), Act::Result(result::Act::Publish { rule: "final".into() }));
    w.go("2022-12-23 09:00");
    w.ok(&office(), Act::Notice(notice::Act::Publish { stage: "notice".into() }));
    w
}

fn object(notice: u32, note: selection::Note, leads: bool, to_receiver: bool) -> Act {
    Act::Notice(notice::Act::Object { notice, about: Some("p4".into()), note, leads, to_receiver })
}

fn rule(objection: &str, outcome: notice::Ruling) -> Act {
    Act::Notice(notice::Act::Rule {
        objection: objection.into(), outcome, text: "经核查，情况不实。".into()
    })
}

fn recheck(handles: &[&str]) -> Act {
    let found = handles.iter().map(|handle| ((*handle).to_owned(), true)).collect();
    Act::Naming(naming::Act::Recheck { found })
}

/// p3 and p4 are named on 2022-12-29.
fn named() -> World {
    let mut w = on_notice();
    w.go("2022-12-29 10:00");
    w.ok(&first_sponsor(), sign());
    w.ok(&second_sponsor(), sign());
    w.ok(&office(), recheck(&["p3", "p4"]));
    w.ok(&office(), name());
    w
}

#[test]
fn a_recommendation_is_taken_until_the_last_millisecond_and_not_a_moment_later() {
    let mut w = World::staffed();
    let refusal = w.no(&east(), bottom_up(form(1)));
    assert_eq!((refusal.code, refusal.clause.as_str()), (Code::TooEarly, "七（一）"));
    w.go("2022-12-10 23:59");
    w.now = w.now.plus(59_999);
    w.ok(&east(), bottom_up(form(1)));
    w.now = w.now.plus(1);
    w.refused(&east(), bottom_up(form(2)), Code::TooLate, "七（一）");
    let list = w.s.lists.latest(ListKind::Recommended).unwrap();
    assert_eq!(list.members.iter().map(|m| m.nominee.as_str()).collect::<Vec<_>>(), ["p1"]);
}

#[test]
fn what_a_form_lacks_is_named_with_its_field() {
    let mut w = World::staffed();
    w.go("2022-12-02");
    let (_, lacks) = selection::gate::next(&w.s, w.now).unwrap();
    assert!(!lacks.is_empty() && lacks.iter().all(|lack| lack.what != "clearances"), "nobody passed yet");
    let mut long = form(1);
    long.profile.brief = "字".repeat(31);
    let refusal = w.no(&east(), bottom_up(long.clone()));
    assert_eq!(
        (refusal.code, refusal.field, refusal.clause.as_str()),
        (Code::BriefTooLong, Some("brief"), "七（二）")
    );
    long.profile.brief = "字".repeat(30);
    w.ok(&east(), bottom_up(long));

    type Spoil = fn(&mut recommend::Form);
    let tries: [(Spoil, Code, &str); 16] = [
        (|f| f.profile.gender = "不是性别".into(), Code::Missing, "gender"),
        (|f| f.profile.name = " ".into(), Code::Missing, "name"),
        (|f| f.profile.name = "\u{200B}\u{2060}".into(), Code::Illegible, "name"),
        (|f| f.profile.name = "试\u{202E}样".into(), Code::Illegible, "name"),
        (|f| f.profile.name = "试样\0".into(), Code::Illegible, "name"),
        (|f| f.profile.employer = "东区\r\n园林所".into(), Code::Illegible, "employer"),
        (|f| f.profile.position = "\u{FEFF}技工".into(), Code::Illegible, "position"),
        (|f| f.profile.tagline = "护树\u{2066}人".into(), Code::Illegible, "tagline"),
        (|f| f.profile.brief = "电话1990000\u{200B}0000".into(), Code::PersonalNumber, "brief"),
        (|f| f.profile.employer.clear(), Code::Missing, "employer"),
        (|f| f.kind = "king".into(), Code::Missing, "kind"),
        (|f| f.person.id_number = "3713991990".into(), Code::BadIdNumber, "id_number"),
        (|f| f.person.phone = "12".into(), Code::BadPhone, "phone"),
        (|f| f.profile.brief = "电话19900000000".into(), Code::PersonalNumber, "brief"),
        (|f| f.checklist = vec![0], Code::ChecklistOpen, "checklist"),
        (|f| f.minutes = None, Code::MinutesMissing, "minutes"),
    ];
    for (spoil, code, field) in tries {
        let mut spoilt = form(9);
        spoil(&mut spoilt);
        let refusal = w.no(&east(), bottom_up(spoilt));
        assert_eq!((refusal.code, refusal.field), (code, Some(field)));
        assert_eq!(refusal.others, []);
    }
    let mut rare = form(10);
    rare.profile.name = "葛\u{E0100}·买提".into();
    w.ok(&east(), bottom_up(rare));
}

#[test]
fn all_that_a_form_lacks_is_told_at_once_and_the_rest_of_a_text_that_was_pasted_is_kept() {
    let mut w = World::staffed();
    w.go("2022-12-02");
    let empty = recommend::Form { category: "park".into(), ..recommend::Form::default() };
    let refusal = w.no(&east(), bottom_up(empty));
    let fields: Vec<_> =
        [refusal.field].into_iter().chain(refusal.others.iter().map(|other| other.field)).flatten().collect();
    assert_eq!(fields, ["kind", "name", "employer", "brief", "id_number", "phone", "checklist", "minutes"]);

    let mut pasted = form(1);
    pasted.profile.brief = "\u{FEFF}他把荒地\u{202E}修成了公园。\r\n又修一处。".into();
    pasted.profile.deeds = vec!["\u{200B}".into(), "种\u{2060}树".into()];
    w.ok(&east(), bottom_up(pasted));
    let parts = w.shelf.parts.borrow();
    let (_, profile) = parts.iter().rev().find(|(_, part)| part.slot == "profile").unwrap();
    let kept: selection::Profile = serde_json::from_slice(&profile.bytes).unwrap();
    assert_eq!(kept.brief, "他把荒地修成了公园。\n又修一处。");
    assert_eq!(kept.deeds, ["种树"]);
}

#[test]
fn a_unit_puts_a_person_forward_once_and_keeps_within_its_quota() {
    let mut w = World::staffed();
    w.go("2022-12-02");
    w.ok(&east(), bottom_up(form(1)));
    w.refused(&east(), bottom_up(form(1)), Code::AlreadyRecommended, "七（一）");
    // Another unit may: who is meant is decided later, and the office sees the pair.
    w.ok(&west(), bottom_up(form(1)));
    assert_eq!(w.s.open_pairs(), [("p1".to_owned(), "p2".to_owned())]);
    for n in 2..=4 {
        w.ok(&east(), bottom_up(form(n)));
    }
    w.refused(&east(), bottom_up(form(5)), Code::OverQuota, "七（一）");
}

#[test]
fn a_unit_with_a_quota_of_its_own_keeps_within_that_one_and_vouches_past_it_where_the_plan_says_so() {
    let rules = "quota = 4, outside_quota = [\"public\"], quota_of = [{ unit = [\"east\"], quota = 1 }, { unit = [\"west\"], outside = true }]";
    let mut w = World::staffed_under(&PLAN.replace("quota = 4", rules));
    w.go("2022-12-02");
    w.ok(&east(), bottom_up(form(1)));
    w.refused(&east(), bottom_up(form(2)), Code::OverQuota, "七（一）");
    // What a citizen hands in takes no place of it, before or after.
    let mut citizen = form(2);
    citizen.unit = Some("east".into());
    citizen.checklist.clear();
    citizen.minutes = None;
    w.ok(&Actor::Citizen, recommend_as(Tier::Public, citizen));
    w.ok(&east(), Act::Recommend(recommend::Act::Endorse { rec: "r2".into(), checklist: vec![0, 1] }));
    for n in 3..=9 {
        w.ok(&west(), bottom_up(form(n)));
    }
}

#[test]
fn departments_that_a_whole_category_needs_are_asked_about_every_kind() {
    let mut w = World::staffed_under(
        &PLAN.replace("needs_employer = true", "needs_employer = true\nclearance = [\"police\"]"),
    );
    w.go("2022-12-02");
    let mut media = form(2);
    media.kind = "media".into();
    w.ok(&east(), bottom_up(form(1)));
    w.ok(&east(), bottom_up(media));
    // A worker's kind asks the same department: once.
    assert_eq!(w.s.departments_for("p1"), ["police"]);
    assert_eq!(w.s.departments_for("p2"), ["police"]);
}

#[test]
fn what_a_citizen_hands_in_is_vouched_for_and_mended_by_the_county_and_goes_back_to_nobody_without_one() {
    let mut w = World::staffed();
    w.go("2022-12-03");
    let mut open = form(1);
    open.unit = Some("east".into());
    open.checklist.clear();
    open.minutes = None;
    w.ok(&Actor::Citizen, recommend_as(Tier::Public, open));
    assert!(w.s.to_screen().is_empty(), "it lies with the county first");
    let endorse = |checklist| Act::Recommend(recommend::Act::Endorse { rec: "r1".into(), checklist });
    w.refused(&west(), endorse(vec![0, 1]), Code::NotAllowed, "七（一）");
    w.refused(&east(), endorse(vec![1]), Code::ChecklistOpen, "五（一）");
    w.ok(&east(), endorse(vec![0, 1]));
    assert_eq!(w.s.to_screen(), ["p1"]);
    // The office asks the county that vouched; the county asks the citizen, mends, and vouches again in one step.
    let back =
        |rec: &str| Act::Recommend(recommend::Act::Return { rec: rec.into(), note: "请补充".into() });
    w.ok(&office(), screen_out("p1", Outcome::Pass));
    w.ok(&office(), back("r1"));
    assert_eq!(w.s.recommend.recs["r1"].desk, recommend::Desk::Unit("east".into()));
    w.refused(&east(), back("r1"), Code::NobodyToReturnTo, "七（一）");
    let mend = |checklist: Vec<u32>| {
        let mut mended = form(1);
        (mended.minutes, mended.checklist) = (None, checklist);
        mended.profile.brief = "他把两块荒地修成了口袋公园。".into();
        Act::Recommend(recommend::Act::Revise { rec: "r1".into(), form: Box::new(mended) })
    };
    w.refused(&west(), mend(vec![0, 1]), Code::NotAllowed, "七（一）");
    w.refused(&east(), mend(vec![0]), Code::ChecklistOpen, "五（一）");
    w.ok(&east(), mend(vec![0, 1]));
    let found = &w.s.recommend.recs["r1"];
    assert_eq!(
        (found.by.as_str(), &found.desk, found.facts.signed),
        ("citizen", &recommend::Desk::Office, 2)
    );
    assert_eq!(w.s.to_screen(), ["p1"], "what was decided on was the text before");

    // Without a unit there is nobody at all.
    let mut straight = form(2);
    (straight.minutes, straight.checklist) = (None, vec![]);
    w.ok(&Actor::Citizen, recommend_as(Tier::Public, straight));
    w.refused(&office(), back("r2"), Code::NobodyToReturnTo, "七（一）");
}

#[test]
fn nobody_who_was_put_forward_in_time_drops_out_in_silence() {
    let mut w = World::staffed();
    w.go("2022-12-10 23:00");
    let mut open = form(1);
    (open.unit, open.minutes, open.checklist) = (Some("east".into()), None, vec![]);
    w.ok(&Actor::Citizen, recommend_as(Tier::Public, open.clone()));
    open.person.id_number = form(2).person.id_number;
    w.ok(&Actor::Citizen, recommend_as(Tier::Public, open));
    w.ok(&west(), bottom_up(form(3)));
    w.ok(&west(), bottom_up(form(4)));
    w.ok(&office(), Act::Recommend(recommend::Act::Return { rec: "r3".into(), note: "请补充".into() }));
    let leave_out = |nominee: &str| screen_out(nominee, Outcome::Out("merit".into()));
    w.refused(&office(), leave_out("p1"), Code::WrongStatus, "七（二）");

    w.go("2022-12-11 09:00");
    w.ok(&office(), Act::Screen(screen::Act::AskClearance { nominees: vec!["p4".into()] }));
    w.ok(&police(), clear("p4", Opinion::Clear));
    w.ok(&office(), screen_out("p4", Outcome::Pass));
    let lacking = |w: &World| {
        let screen = w.s.plan.as_ref().unwrap().stage("screen").unwrap();
        let lacks = selection::gate::candidates(&w.s, screen, w.now);
        let open = lacks.into_iter().filter(|lack| !lack.done);
        open.map(|lack| (lack.what, lack.examples)).collect::<Vec<_>>()
    };
    let two = vec!["r1".to_owned(), "r2".to_owned()];
    assert_eq!(lacking(&w), [("returned", vec!["r3".to_owned()]), ("at-unit", two)]);
    w.refused(&office(), publish_candidates(&["p4"]), Code::GateOpen, "七（二）");

    // A citizen came in the last hour: the county may still vouch. Where it does not, the office may not let anybody
    // pass whom nobody vouched for, but it can say in public why they are left out; and so with what never came back.
    w.ok(&east(), Act::Recommend(recommend::Act::Endorse { rec: "r1".into(), checklist: vec![0, 1] }));
    w.ok(&office(), leave_out("p1"));
    w.refused(&office(), screen_out("p2", Outcome::Pass), Code::WrongStatus, "七（二）");
    w.ok(&office(), leave_out("p2"));
    w.refused(&office(), screen_out("p3", Outcome::Pass), Code::WrongStatus, "七（二）");
    w.ok(&office(), leave_out("p3"));
    assert_eq!(lacking(&w), []);
    w.ok(&office(), publish_candidates(&["p4"]));
    let public = narrow(&w.s, &Actor::Citizen);
    let reasons: Vec<&String> = selection::gate::left_out(&public).map(|(handle, _)| handle).collect();
    assert_eq!(reasons, ["p1", "p2", "p3"], "everybody left out has a public reason");
    let late = Act::Recommend(recommend::Act::Endorse { rec: "r2".into(), checklist: vec![0, 1] });
    w.refused(&east(), late, Code::TooLate, "七（一）");
}

#[test]
fn what_came_from_above_is_mended_by_the_body_that_put_it_forward() {
    let mut w = World::staffed();
    w.go("2022-12-05");
    w.ok(&first_sponsor(), recommend_as(Tier::TopDown, form(1)));
    w.ok(&office(), recommend_as(Tier::TopDown, form(2)));
    let back =
        |rec: &str| Act::Recommend(recommend::Act::Return { rec: rec.into(), note: "请补充".into() });
    w.ok(&office(), back("r1"));
    w.ok(&office(), back("r2"));
    let revise =
        |rec: &str, n| Act::Recommend(recommend::Act::Revise { rec: rec.into(), form: Box::new(form(n)) });
    for other in [second_sponsor(), office(), east()] {
        w.refused(&other, revise("r1", 1), Code::NotAllowed, "七（一）");
    }
    w.refused(&first_sponsor(), revise("r2", 2), Code::NotAllowed, "七（一）");
    assert!(narrow(&w.s, &second_sponsor()).recommend.recs.is_empty());

    // Seats change hands; the body stays.
    let root = Actor::Admin("root".into());
    for (gone, role) in [("sponsor-7", Role::Sponsor { sponsor: "first".into() }), ("office-1", Role::Office)]
    {
        w.ok(&root, Act::Founding(founding::Act::Dismiss(gone.into())));
        w.ok(&root, Act::Founding(founding::Act::Appoint(seat(role))));
    }
    let (sponsor, clerk) = (Actor::Seat("sponsor-12".into()), Actor::Seat("office-13".into()));
    assert_eq!(narrow(&w.s, &sponsor).recommend.recs.keys().collect::<Vec<_>>(), ["r1"]);
    w.ok(&sponsor, revise("r1", 1));
    w.ok(&clerk, revise("r2", 2));
    assert_eq!(w.s.to_screen(), ["p1", "p2"]);
    w.refused(&sponsor, revise("r1", 1), Code::WrongStatus, "七（一）");
}

#[test]
fn what_is_returned_can_be_mended_after_the_window_but_not_after_screening() {
    let mut w = World::staffed();
    w.go("2022-12-10 12:00");
    w.ok(&east(), bottom_up(form(1)));
    w.ok(&office(), Act::Recommend(recommend::Act::Return { rec: "r1".into(), note: "请写明面积".into() }));
    w.go("2022-12-11 08:00");
    let revise = |n| Act::Recommend(recommend::Act::Revise { rec: "r1".into(), form: Box::new(form(n)) });
    w.refused(&west(), revise(1), Code::NotAllowed, "七（一）");
    w.ok(&east(), revise(1));
    w.refused(&east(), revise(1), Code::WrongStatus, "七（一）");
}

#[test]
fn the_candidate_list_waits_for_everything_it_needs() {
    let mut w = World::staffed();
    w.go("2022-12-05");
    w.ok(&east(), bottom_up(form(1)));
    w.ok(&west(), bottom_up(form(1)));
    w.ok(&west(), bottom_up(form(2)));
    let refusal = w.no(&office(), publish_candidates(&["p1"]));
    assert_eq!(refusal.args[0], ("what", "recommend-open".to_owned()));
    w.go("2022-12-11");
    w.refused(&office(), publish_candidates(&["p1"]), Code::GateOpen, "七（二）");
    let pair = Act::Screen(screen::Act::Match { keep: "p2".into(), other: "p1".into(), same: true });
    w.ok(&office(), pair.clone());
    w.refused(&office(), pair, Code::WrongStatus, "");
    w.refused(&office(), screen_out("p1", Outcome::Pass), Code::WrongStatus, "七（二）");
    w.ok(&office(), screen_out("p2", Outcome::Pass));
    w.refused(&office(), screen_out("p3", Outcome::Out("ugly".into())), Code::UnknownReason, "七（二）");
    w.ok(&office(), screen_out("p3", Outcome::Out("merit".into())));
    w.refused(&office(), publish_candidates(&["p2"]), Code::ClearanceMissing, "七（二）");
    w.ok(&office(), Act::Screen(screen::Act::AskClearance { nominees: vec!["p2".into()] }));
    w.ok(&police(), clear("p2", Opinion::Clear));
    w.refused(&office(), publish_candidates(&["p3"]), Code::NotEligible, "七（二）");
    w.refused(&office(), publish_candidates(&["p2", "p2"]), Code::Twice, "七（二）");
    w.ok(&office(), publish_candidates(&["p2"]));
    assert_eq!(w.s.lists.number("p2"), Some("A01"));
    assert!(w.s.opened.contains_key(&Gate::Candidates));
    assert!(!w.s.is_open("screen"));
}

#[test]
fn a_clearance_that_has_expired_is_asked_for_anew_and_those_that_hold_are_not() {
    let mut w = voting();
    let ask = |nominees: &[&str]| {
        let nominees = nominees.iter().map(|nominee| (*nominee).to_owned()).collect();
        Act::Screen(screen::Act::AskClearance { nominees })
    };
    assert!(w.ok(&office(), ask(&["p1", "p2"])).is_empty(), "both hold");
    w.go("2022-12-30");
    w.ok(&police(), clear("p2", Opinion::Clear));
    w.go("2023-02-15");
    let asked = w.ok(&office(), ask(&["p1", "p2", "p3", "p4"]));
    let renewed: Vec<_> = asked
        .iter()
        .filter_map(|entry| match entry {
            Entry::Screen(screen::Entry::ClearanceAsked { nominee, instead_of, .. }) => {
                Some((nominee.as_str(), instead_of.is_some()))
            }
            _ => None,
        })
        .collect();
    assert_eq!(renewed, [("p1", true), ("p3", true)], "after 60 days; p4 is of a kind that needs none");
    w.ok(&police(), clear("p1", Opinion::Against));
}

#[test]
fn nothing_opens_before_its_standards_are_public() {
    let mut w = World::new();
    w.go("2022-12-05");
    assert!(w.s.is_open("recommend"));
    assert!(!w.s.is_open("screen"), "the detailed standards must be public before screening");
    w.ok(&Actor::Admin("root".into()), Act::Founding(founding::Act::Appoint(seat(Role::Office))));
    w.ok(&office(), Act::Founding(founding::Act::PublishStandards { blob: "a".repeat(64) }));
    w.tick();
    assert!(w.s.is_open("screen"));
}

#[test]
fn a_ballot_is_judged_at_admission() {
    let mut w = voting();
    let choose = |w: &World, choices: &[&str]| {
        let choices: Vec<String> = choices.iter().map(|choice| (*choice).to_owned()).collect();
        vote::admit(&w.s, "vote", "park", "web", &choices, w.now).map_err(|refusal| refusal.code)
    };
    assert_eq!(choose(&w, &["p1", "p2"]).map(|admitted| admitted.slots), Ok(1));
    assert_eq!(choose(&w, &[]), Err(Code::TooFewChoices));
    assert_eq!(choose(&w, &["p1", "p2", "p3"]), Err(Code::TooManyChoices));
    assert_eq!(choose(&w, &["p9"]), Err(Code::NotACandidate));
    assert_eq!(choose(&w, &["p1", "p1"]), Err(Code::NotACandidate));
    let today = choose(&w, &["p1"]).unwrap().period;
    w.go("2022-12-13");
    assert_ne!(choose(&w, &["p1"]).unwrap().period, today);
    w.go("2022-12-20 23:59");
    w.now = w.now.plus(59_999);
    assert!(choose(&w, &["p1"]).is_ok());
    w.now = w.now.plus(1);
    assert_eq!(choose(&w, &["p1"]), Err(Code::VoteClosed), "even before the close is recorded");
}

#[test]
fn a_judge_stands_back_from_their_own_unit_and_outlet() {
    let mut w = voting();
    w.go("2022-12-21");
    w.refused(&judge_of_east(), sheet("p1", 50, 30), Code::JudgeSameUnit, "回避");
    w.refused(&judge_of_daily(), sheet("p4", 50, 30), Code::JudgeSameOutlet, "回避");
    w.refused(&judge_free(), sheet("p1", 61, 30), Code::BadScore, "七（三）");
    w.refused(&office(), sheet("p1", 50, 30), Code::NotAllowed, "");
    let back = Act::Review(review::Act::Recuse {
        stage: "review".into(),
        nominee: "p2".into(),
        ground: RecusalGround::Kin,
        note: String::new(),
    });
    w.ok(&judge_free(), sheet("p2", 50, 30));
    w.ok(&judge_free(), back);
    w.refused(&judge_free(), sheet("p2", 50, 30), Code::MustRecuse, "回避");
    w.refused(
        &office(),
        Act::Review(review::Act::ClosePanel { stage: "review".into() }),
        Code::SheetsMissing,
        "七（三）",
    );
}

#[test]
fn a_judge_whose_sheets_are_missing_is_reminded_and_nobody_else() {
    let mut w = voting();
    let remind =
        |judge: &str| Act::Review(review::Act::Remind { stage: "review".into(), judge: judge.into() });
    w.refused(&office(), remind("judge-4"), Code::TooEarly, "七（三）");
    w.go("2022-12-21");
    w.refused(&judge_free(), remind("judge-4"), Code::NotAllowed, "");
    w.refused(&office(), remind("judge-9"), Code::Unknown, "七（三）");
    // The judge of the east stands back from p1 and p2; two sheets are to come.
    w.ok(&office(), remind("judge-4"));
    w.ok(&judge_of_east(), sheet("p3", 50, 30));
    w.go("2022-12-22 10:00");
    w.ok(&office(), remind("judge-4"));
    let told = |who: &Actor| narrow(&w.s, who).review.reviews["review"].reminded.get("judge-4").copied();
    let twice = Some(review::Reminded { times: 2, last: at("2022-12-22 10:00") });
    assert_eq!([told(&judge_of_east()), told(&office())], [twice, twice]);
    assert_eq!(
        [told(&judge_free()), told(&Actor::Citizen)],
        [None, None],
        "it is between the office and them"
    );
    let progress = selection::progress(&w.s, &office(), "review").unwrap()["judge-4"];
    assert_eq!((progress.filed, progress.back, progress.left), (1, 2, 1));
    assert_eq!(selection::progress(&w.s, &judge_free(), "review"), None);
    w.ok(
        &judge_of_east(),
        Act::Review(review::Act::Sheet { stage: "review".into(), nominee: "p4".into(), mark: Mark::Abstain }),
    );
    w.refused(&office(), remind("judge-4"), Code::SheetsAllIn, "七（三）");
    w.go("2023-01-02");
    w.refused(&office(), remind("judge-6"), Code::TooLate, "七（三）");
}

#[test]
fn the_body_decides_and_says_why_it_departs_from_the_figures() {
    let mut w = counted();
    let seated: Vec<&str> = w.s.result.counted["final"]["park"]
        .ranking
        .iter()
        .filter(|row| row.status == count::Status::Seated)
        .map(|row| row.nominee.as_str())
        .collect();
    assert_eq!(seated, ["p3", "p4"]);
    w.refused(&office(), resolve(&["p3", "p4"], 1, &[]), Code::NoQuorum, "七（三）");
    w.refused(&office(), resolve(&["p3", "p4", "p1"], 2, &[]), Code::TooManySeated, "五（一）");
    w.refused(&office(), resolve(&["p3", "p1"], 2, &[("p1", "一线")]), Code::DepartureReason, "七（三）");
    let publish = || Act::Result(result::Act::Publish { rule: "final".into() });
    w.refused(&office(), publish(), Code::GateOpen, "七（三）");
    w.ok(&office(), resolve(&["p3", "p1"], 2, &[("p1", "一线职工优先"), ("p4", "近期已获同类称号")]));
    assert_eq!(w.s.result.resolutions[0].departures.len(), 2);
    w.ok(&office(), publish());
    w.refused(&office(), resolve(&["p3"], 3, &[]), Code::WrongStatus, "七（三）");
    assert!(!w.s.is_open("review"));
}

#[test]
fn an_open_objection_blocks_naming_and_a_replacement_restarts_the_notice() {
    let mut w = on_notice();
    assert_eq!(w.s.notice.number(1).unwrap().ends, at("2022-12-29"));
    w.refused(
        &Actor::Citizen,
        object(1, note("有问题", ""), false, false),
        Code::LeadsMissing,
        "七（三）公示",
    );
    let long = "试".repeat(61);
    for (name, code) in
        [(long.as_str(), Code::FieldTooLong), ("\u{200B}", Code::Illegible), ("试\u{202E}", Code::Illegible)]
    {
        let refusal = w.no(&Actor::Citizen, object(1, note("某日某地某事", name), true, false));
        assert_eq!((refusal.code, refusal.field), (code, Some("name")));
    }
    w.ok(&Actor::Citizen, object(1, note("某日某地某事", ""), true, true));
    let admin = Actor::Admin("root".into());
    let may_erase = |w: &World, who: &Actor| selection::may(&w.s, who, selection::Thing::Erase("o1"));
    assert!(
        !may_erase(&w, &admin) && !may_erase(&w, &office()),
        "an open objection cannot be made to disappear"
    );
    w.refused(&office(), rule("o1", notice::Ruling::Dismissed), Code::NotAllowed, "七（三）公示");
    let replace = |with: Option<&str>| {
        let with = with.map(ToOwned::to_owned);
        Act::Notice(notice::Act::Replace {
            out: "p4".into(), with, text: "经核实不符合条件。".into()
        })
    };
    w.go("2022-12-27 10:00");
    w.refused(&office(), replace(Some("p9")), Code::NotEligible, "七（三）公示");
    w.ok(&office(), replace(Some("p1")));
    assert!(w.s.notice.number(1).unwrap().voided);
    assert_eq!(w.s.notice.number(2).unwrap().ends, at("2022-12-31"));
    assert_eq!(w.s.lists.latest(ListKind::Finalists).unwrap().version, 2);
    w.ok(&first_sponsor(), sign());
    w.refused(&first_sponsor(), sign(), Code::AlreadySigned, "七（三）命名");
    w.refused(&office(), name(), Code::NoticeRunning, "七（三）公示");
    w.go("2022-12-31 09:00");
    w.refused(&Actor::Citizen, object(2, note("晚了", "某人"), false, false), Code::TooLate, "七（三）公示");
    w.refused(&office(), name(), Code::ObjectionOpen, "七（三）公示");
    w.ok(&receiver(), rule("o1", notice::Ruling::Upheld));
    assert!(may_erase(&w, &admin) && !may_erase(&w, &office()), "nor, by the office, one to the receiver");
    w.refused(&receiver(), rule("o1", notice::Ruling::Upheld), Code::AlreadyRuled, "七（三）公示");
    w.refused(&office(), name(), Code::SignaturesMissing, "七（三）命名");
    w.ok(&second_sponsor(), Act::Naming(naming::Act::Decline { text: "再议".into() }));
    w.refused(&office(), name(), Code::SignatureDeclined, "七（三）命名");
    w.ok(&second_sponsor(), sign());
    w.refused(&office(), name(), Code::RecheckMissing, "七（三）命名");
    w.ok(&office(), recheck(&["p3", "p1"]));
    w.ok(&office(), name());
    let honourees: Vec<&str> = w.s.honourees().iter().map(|member| member.nominee.as_str()).collect();
    assert_eq!(honourees, ["p3", "p1"]);
}

#[test]
fn a_holiday_notice_that_comes_later_warns_and_moves_nothing() {
    let mut w = World::staffed();
    w.go("2022-12-07");
    assert!(w.s.notices.get(&2023).is_none());
    w.go("2022-12-08");
    assert!(w.s.notices.get(&2023).is_some(), "the 2023 notice is in force from the day it was issued");
    let entry = w.records.iter().rev().find_map(|record| match &record.entry {
        Entry::Due(due::Entry::CalendarIssued { notice, .. }) => Some(notice.year),
        _ => None,
    });
    assert_eq!(entry, Some(2023));
}

#[test]
fn a_title_can_be_revoked_and_its_name_is_gone_everywhere() {
    let mut w = named();
    assert_eq!(w.s.naming.certificates.get("p3").map(String::as_str), Some("试字第1号"));
    w.ok(&office(), Act::Naming(naming::Act::Reissue { nominee: "p3".into() }));
    assert_eq!(w.s.naming.certificates.get("p3").map(String::as_str), Some("试字第3号"));
    w.go("2023-08-01");
    w.ok(&Actor::Citizen, object(0, note("实名举报", "某人"), false, false));
    assert!(may(&w.s, &Actor::Citizen, Thing::Profile("p4")));
    let revoke = |reason: &str| {
        Act::Naming(naming::Act::Revoke {
            nominee: "p4".into(),
            reason: reason.into(),
            text: "经查实。".into(),
        })
    };
    w.refused(&office(), revoke("ugly"), Code::UnknownReason, "七（三）命名");
    w.ok(&office(), revoke("record"));
    w.refused(&office(), revoke("record"), Code::NotNamed, "七（三）命名");
    assert!(!may(&w.s, &Actor::Citizen, Thing::Profile("p4")));
    assert_eq!(w.s.honourees().len(), 1);
    let assign = Act::Publicity(publicity::Act::Assign {
        stage: "publicity".into(),
        outlet: "daily".into(),
        nominee: "p4".into(),
        by: jiff::civil::date(2023, 9, 1),
    });
    w.refused(&office(), assign, Code::NotNamed, "七（四）");
}

#[test]
fn nothing_is_published_before_it_was_reviewed() {
    let mut w = named();
    w.go("2023-01-03");
    let assign = |by| {
        Act::Publicity(publicity::Act::Assign {
            stage: "publicity".into(),
            outlet: "daily".into(),
            nominee: "p3".into(),
            by,
        })
    };
    w.refused(&office(), assign(jiff::civil::date(2024, 1, 1)), Code::DateOutside, "七（四）");
    w.ok(&office(), assign(jiff::civil::date(2023, 12, 31)));
    let file = Act::Publicity(publicity::Act::File {
        piece: "m1".into(),
        text: PublicText { title: "街角的园".into(), text: "正文。".into() },
    });
    let review = |approve, note: &str| {
        Act::Publicity(publicity::Act::Review { piece: "m1".into(), approve, note: note.into() })
    };
    w.refused(&office(), review(true, ""), Code::PieceStatus, "七（四）");
    w.ok(&outlet(), file.clone());
    w.ok(&office(), review(false, "请核对面积"));
    assert!(w.s.publicity.pieces["m1"].published.is_none());
    w.ok(&outlet(), file);
    w.ok(&office(), review(true, ""));
    assert!(w.s.publicity.pieces["m1"].published.is_some());
}

#[test]
fn the_closing_ends_every_role_and_hands_over_what_is_open() {
    let mut w = named();
    w.go("2023-08-01");
    w.ok(&Actor::Citizen, object(0, note("实名举报", "某人"), false, false));
    let close = || Act::Closing(closing::Act::Close { stage: "closing".into() });
    w.refused(&office(), close(), Code::NotDone, "二");
    w.go("2024-01-02 09:00");
    w.ok(&office(), close());
    let closed = w.s.closed.clone().unwrap();
    assert_eq!(
        (closed.successor.as_str(), closed.open.as_slice()),
        ("第一主办", ["o1".to_owned()].as_slice())
    );
    assert!(w.s.seats.is_empty());
    assert_eq!(w.s.opened.len(), Gate::ALL.len(), "nothing stays sealed");
    w.refused(&office(), close(), Code::Closed, "二");
    w.refused(&Actor::Citizen, object(0, note("再报", "某人"), false, false), Code::Closed, "二");
    assert!(due::due(&w.s, &w.shelf, at("2025-01-01")).is_empty());
}

#[test]
fn a_supplement_acts_forward_only() {
    let mut w = World::staffed();
    let supplement = |overlay: serde_json::Value| {
        Act::Founding(founding::Act::Amend(Box::new(plan::Supplement {
            format: 1,
            amends: "small".into(),
            id: "s1".into(),
            title: "补充通知".into(),
            document: None,
            issued: jiff::civil::date(2022, 12, 2),
            overlay,
        })))
    };
    let brief = serde_json::json!({ "stage": [{ "id": "recommend", "recommend": { "brief_most": 40 } }] });
    let most = serde_json::json!({ "stage": [{ "id": "screen", "closes": "2022-12-13" }] });
    w.go("2022-12-02");
    w.refused(&office(), supplement(brief), Code::ActsBackward, "七（一）");
    w.ok(&office(), supplement(most));
    assert_eq!(w.s.plan_hashes.len(), 2);
    assert_eq!(w.s.plan.as_ref().unwrap().supplement.len(), 1);
    let vote = serde_json::json!({ "stage": [{ "id": "vote", "vote": { "mode": "weighted" } }] });
    let mut second = supplement(vote);
    if let Act::Founding(founding::Act::Amend(supplement)) = &mut second {
        supplement.id = "s2".into();
    }
    w.ok(&office(), second);
    // Nor may a supplement bring in what nobody can do here yet.
    let ranks = serde_json::json!({ "stage": [{ "id": "vote", "vote": { "change": true } }] });
    let mut third = supplement(ranks);
    if let Act::Founding(founding::Act::Amend(supplement)) = &mut third {
        supplement.id = "s3".into();
    }
    w.refused(&office(), third, Code::BeyondConduct, "七（二）");
}

#[test]
fn the_logs_are_opened_anew_by_the_operator_under_a_later_name_and_never_behind_a_count() {
    let mut w = voting();
    let root = Actor::Admin("operator".into());
    let restore = |w: &World, generation: u32, ballots: u64| {
        let earlier = founding::EarlierLog { origin: "a/small/ballots".into(), size: 9, root: "ab".into() };
        let facts = founding::Restored {
            generation,
            acts: w.s.n,
            ballots,
            root: "ab".repeat(32),
            earlier: vec![earlier],
        };
        assert_eq!(facts.lost(ledger::Log::Ballots), 9_u64.saturating_sub(ballots));
        Act::Founding(founding::Act::Restore {
            facts, reason: "磁盘坏了，放回了昨晚的备份。".into()
        })
    };
    let act = restore(&w, 2, 3);
    w.refused(&office(), act, Code::NotAllowed, "");
    let act = restore(&w, 1, 3);
    w.refused(&root, act, Code::WrongStatus, "");
    let act = restore(&w, 2, 3);
    w.ok(&root, act);
    assert_eq!(w.s.founding.generation(), 2);
    let act = restore(&w, 2, 3);
    w.refused(&root, act, Code::WrongStatus, "");

    let head = BallotHead { size: 7, root: "cd".repeat(32), ..BallotHead::default() };
    w.shelf.ballots.borrow_mut().insert("vote".into(), head);
    w.go("2022-12-21");
    assert!(w.s.vote.votes["vote"].counted.is_some());
    let act = restore(&w, 3, 6);
    w.refused(&root, act, Code::CountedLost, "");
    let act = restore(&w, 3, 7);
    w.ok(&root, act);
}

#[test]
fn folding_the_records_again_gives_the_same_state() {
    let w = named();
    let mut again = selection::Selection::new("small");
    for record in &w.records {
        selection::apply(&mut again, record);
    }
    assert_eq!(again.hash(), w.s.hash());
    assert_eq!(w.s.hash().len(), 64);
}

#[test]
fn what_a_viewer_may_not_see_is_not_in_what_the_viewer_gets() {
    let mut w = World::staffed();
    w.go("2022-12-05");
    w.ok(&east(), bottom_up(form(1)));
    w.ok(&west(), bottom_up(form(1)));
    w.ok(&office(), screen_out("p1", Outcome::Pass));
    let public = narrow(&w.s, &Actor::Citizen);
    assert!(public.recommend.recs.is_empty() && public.recommend.nominees.is_empty());
    assert!(public.screen.outcomes.is_empty() && public.seats.is_empty());
    let own = narrow(&w.s, &east());
    assert_eq!(own.recommend.nominees.keys().collect::<Vec<_>>(), ["p1"]);
    let same: Vec<_> = own.recommend.nominees.values().flat_map(|nominee| nominee.same_as.iter()).collect();
    assert!(same.is_empty(), "that another unit put the same person forward is for the office");
    assert!(own.screen.outcomes.is_empty(), "an outcome is nobody's before the list is public");

    let mut w = voting();
    w.go("2022-12-21");
    w.ok(&judge_free(), sheet("p1", 40, 30));
    let scores =
        |who: &Actor| narrow(&w.s, who).review.reviews.get("review").map_or(0, |review| review.sheets.len());
    assert_eq!(scores(&judge_free()), 1);
    for other in [office(), judge_of_east(), Actor::Citizen, first_sponsor()] {
        assert_eq!(scores(&other), 0, "{other:?} sees no sheet before the panel's work is closed");
    }
    let clearances = narrow(&w.s, &Actor::Citizen).screen.clearances;
    assert!(clearances.is_empty(), "which department said what is never public");
}

#[test]
fn every_act_asks_the_one_table() {
    use selection::may::{ActKind, Who};
    let mut names = BTreeSet::new();
    for kind in ActKind::ALL {
        assert!(names.insert(kind.as_str()), "{} stands twice", kind.as_str());
        assert!(!kind.who().is_empty());
    }
    // Nobody adds votes, and a system administrator has no part in any decision on people; whoever runs the machine may open
    // the logs anew over a backup, which says in public what is lost.
    let admin: Vec<&str> = ActKind::ALL
        .iter()
        .filter(|kind| kind.who().contains(&Who::Admin))
        .map(|kind| kind.as_str())
        .collect();
    assert_eq!(admin, ["adopt", "amend", "appoint", "dismiss", "restore"]);
    let auditor = ActKind::ALL.iter().filter(|kind| kind.who().contains(&Who::Auditor)).count();
    assert_eq!(auditor, 0, "an auditor changes nothing");
}

/// A ballot that ranks can be counted, and nobody can cast it here yet: such a plan is not adopted.
#[test]
fn a_plan_with_a_rule_that_would_be_passed_over_is_not_adopted_and_the_refusal_says_where() {
    let approves = "ballot = { approve = { least = 1, most = 2 } }";
    assert!(world::PLAN.contains(approves));
    let ranking = world::PLAN.replacen(approves, "ballot = { rank = { least = 1 } }", 1);
    let plan = plan::read(&ranking).unwrap();
    let mut w = World::new();
    w.s = Selection::new("small");
    w.records.clear();
    let adopt = Act::Founding(founding::Act::Adopt(Box::new(plan)));
    let refusal = w.no(&Actor::Admin("root".into()), adopt);
    assert_eq!(refusal.code, Code::BeyondConduct);
    let arg = |name: &str| refusal.args.iter().find(|(key, _)| *key == name).unwrap().1.clone();
    assert_eq!((arg("rules"), arg("path")), ("1".to_owned(), "stage[2].vote.ballot".to_owned()));
    assert!(w.s.plan.is_none());
}

#[test]
fn a_quota_by_heads_is_held_as_the_number_that_it_comes_to() {
    let rules = "quota = 4, quota_of = [{ by = { measure = \"heads\", portion = { share = \"1/1000\", least = 1, rounding = \"cut\" } } }]";
    let measure = "[[measure]]\nid = \"heads\"\nname = \"人数\"\n\n[[unit]]\n";
    let plan = PLAN.replace("quota = 4", rules).replacen("[[unit]]\n", measure, 1);
    let values = |unit: &str, heads: u32| {
        format!("id = \"{unit}\"\nvalues = [{{ measure = \"heads\", value = {heads} }}]\n")
    };
    let units = [("east", 2300), ("west", 640), ("east-street", 1999)];
    let whole = units.iter().fold(plan.clone(), |plan, (unit, heads)| {
        plan.replacen(&format!("id = \"{unit}\"\n"), &values(unit, *heads), 1)
    });
    let mut w = World::staffed_under(&whole);
    w.go("2022-12-02");
    w.ok(&east(), bottom_up(form(1)));
    w.ok(&east(), bottom_up(form(2)));
    w.refused(&east(), bottom_up(form(3)), Code::OverQuota, "七（一）");
    w.ok(&west(), bottom_up(form(4)));
    w.refused(&west(), bottom_up(form(5)), Code::OverQuota, "七（一）");
    // Without its figure a unit would have no quota, and such a plan is not run.
    let told = plan::conduct::beyond(&plan::read(&plan).unwrap());
    assert!(told.iter().any(|fault| fault.path.ends_with("quota_of[0].by")), "{told:?}");
    assert!(!plan::conduct::beyond(&plan::read(&whole).unwrap()).iter().any(|it| it.path.ends_with(".by")));
}

#[test]
fn a_score_below_the_lowest_of_its_line_is_refused_as_one_above_the_highest_is() {
    let line = "name = \"贡献\", most = 60";
    assert!(PLAN.contains(line));
    let mut w = voting_under(&PLAN.replacen(line, "name = \"贡献\", least = 30, most = 60", 1));
    w.go("2022-12-21");
    let refusal = w.no(&judge_free(), sheet("p1", 29, 30));
    assert_eq!(refusal.code, Code::BadScore);
    assert!(refusal.args.iter().any(|(name, value)| *name == "least" && value == "30"), "{refusal:?}");
    w.refused(&judge_free(), sheet("p1", 61, 30), Code::BadScore, "七（三）");
    w.ok(&judge_free(), sheet("p1", 30, 0));
}
