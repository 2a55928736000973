//! Run-offs and transfers, told as counts that can be followed by hand.

use plan::{
    AgainstNoAward, Break, DividedOver, Parcel, Quota, Reach, ReckonedBy, RunoffRule, Stated, Surplus,
    SurplusOrder, TransferRule,
};

use super::{everybody, ids, preserved, rankings, roster, ties, told};
use crate::ranked::{Course, ElectedBy, Means, RunoffPlace, SettledEnd, Why, runoff, transfer};
use crate::{Missing, What};

const PATH: &str = "result.final.combine.transfer";

fn run(names: &str, ballots: &str, rule: &RunoffRule, seats: u64) -> Vec<RunoffPlace> {
    let roster = roster(names);
    let roll = rankings(&roster, ballots);
    let means = Means::default();
    let places =
        runoff(rule, "result.final.combine.runoff", &roster, &roll, &everybody(&roster), seats, means);
    places.iter().for_each(|place| preserved(&place.course));
    places
}

fn simple(steps: &[Break]) -> RunoffRule {
    RunoffRule {
        stage: "vote".to_owned(),
        ties: ties(steps),
        last: Stated::NotStated,
        against_no_award: AgainstNoAward::No,
    }
}

/// Scotland: weighted inclusive Gregory, five places.
fn scotland() -> TransferRule {
    TransferRule {
        stage: "vote".to_owned(),
        quota: Stated::Is(Quota::Droop),
        reach: Stated::Is(Reach::AtLeast),
        surplus: Stated::Is(Surplus {
            parcel: Stated::Is(Parcel::Pile),
            by: Stated::Is(ReckonedBy::Value),
            over: Stated::Is(DividedOver::All),
            order: Stated::Is(SurplusOrder::Largest),
            places: Some(5),
            from: None,
        }),
        ties: ties(&[Break::Backwards]),
        last: Stated::NotStated,
    }
}

fn change(rule: &mut TransferRule, change: impl FnOnce(&mut Surplus)) {
    match &mut rule.surplus {
        Stated::Is(surplus) => change(surplus),
        _ => panic!("this rule states its surplus"),
    }
}

fn elect(names: &str, ballots: &str, rule: &TransferRule, seats: u64) -> Course {
    elect_with(names, ballots, rule, seats, Means::default())
}

fn elect_with(names: &str, ballots: &str, rule: &TransferRule, seats: u64, means: Means) -> Course {
    let roster = roster(names);
    let roll = rankings(&roster, ballots);
    let course = transfer(rule, PATH, &roster, &roll, &everybody(&roster), seats, means);
    preserved(&course);
    course
}

#[test]
fn whoever_trails_falls_out_and_their_ballots_decide() {
    let places = run("a b c", "8 a>b, 7 b>a, 4 c>b, 1 c", &simple(&[]), 1);
    let place = places.first().unwrap();
    assert_eq!(place.winner.as_deref(), Some("b"));
    assert_eq!(
        place.course.rounds.iter().map(told).collect::<Vec<_>>(),
        ["a 8, b 7, c 5 | 0 | 0", "a 8, b 11 | 1 | 0"]
    );
    assert_eq!(place.course.rounds.last().unwrap().elected.first().unwrap().by, ElectedBy::Majority);
    assert_eq!(place.course.left, ["a"]);
}

#[test]
fn the_second_place_is_a_run_off_of_its_own() {
    let places = run("a b c", "8 a>b>c, 7 b>a>c, 5 c>b>a", &simple(&[]), 3);
    let winners: Vec<_> = places.iter().map(|place| place.winner.clone().unwrap()).collect();
    assert_eq!(winners, ["b", "a", "c"]);
}

#[test]
fn nobody_is_named_whom_fewer_prefer_to_no_award_than_the_other_way_round() {
    let rule = RunoffRule { against_no_award: AgainstNoAward::Held(true), ..simple(&[]) };
    let ballots = "4 a, 3 b>no-award, 3 no-award>b";
    let places =
        run("a b no-award", ballots, &RunoffRule { ties: ties(&[Break::Together]), ..rule.clone() }, 1);
    let place = places.first().unwrap();
    assert_eq!(place.course.elected, ["a"]);
    let held = place.against.as_ref().unwrap();
    assert_eq!((held.ahead, held.behind, &place.winner), (4, 6, &None), "who is not ranked is behind");

    let places = run("a no-award", "3 no-award>a, 1 a", &rule, 2);
    assert_eq!(places.len(), 1, "where no award wins, all that follows stays empty");
    assert_eq!(places.first().unwrap().winner, None);
}

#[test]
fn a_tie_for_elimination_waits_for_the_plan_s_word_only_where_it_matters() {
    let missing =
        |what| Missing { path: "result.final.combine.runoff.ties".to_owned(), what, candidate: None };
    // b and c together have as many as a: who falls first decides.
    let course = |rule: &RunoffRule| run("a b c", "4 a, 2 b>c, 2 c>a", rule, 1).remove(0).course;
    let silent = course(&RunoffRule { ties: Stated::NotStated, ..simple(&[]) });
    assert_eq!((silent.missing, silent.open), (vec![missing(What::NotStated)], ids("a b c")));
    assert_eq!(course(&simple(&[Break::Countback])).elected, ["a"], "c has a second place and b has none");
    assert_eq!(course(&simple(&[Break::Backwards])).missing, [missing(What::Exhausted)]);
    let waits = course(&simple(&[Break::Lot("the next draw".to_owned())]));
    assert_eq!(waits.waits, Some(Break::Lot("the next draw".to_owned())));

    // With one more for a, both fall before a does, in whatever order.
    let decided =
        run("a b c", "5 a, 2 b>c, 2 c>a", &RunoffRule { ties: Stated::NotStated, ..simple(&[]) }, 1);
    assert_eq!(decided.first().unwrap().course.elected, ["a"]);
    let decided = run("a b c", "5 a, 4 b, 2 c>b, 2 d", &simple(&[]), 1);
    assert_eq!(decided.first().unwrap().course.missing, []);
}

#[test]
fn two_who_end_equal_share_the_place_where_equals_share_one_fate() {
    let places = run("a b c", "3 a, 3 b, 1 c", &simple(&[Break::Together]), 1);
    let winners: Vec<_> = places.iter().filter_map(|place| place.winner.clone()).collect();
    assert_eq!(winners, ["a", "b"]);
    let elected = &places.first().unwrap().course.rounds.last().unwrap().elected;
    assert!(elected.iter().all(|elected| elected.by == ElectedBy::Together));
}

#[test]
fn a_surplus_goes_on_at_a_fraction_of_every_ballot() {
    // Quota 7 of 20; a's surplus of 5 goes on at 5/12, cut to 0.41666.
    let course = elect("a b c d", "8 a>b, 4 a>c, 4 b, 3 c, 1 d>c", &scotland(), 2);
    assert_eq!(course.quota.as_ref().unwrap().to_string(), "7");
    assert_eq!(
        course.rounds.iter().map(told).collect::<Vec<_>>(),
        ["a 12, b 4, c 3, d 1 | 0 | 0", "a 7, b 7.33328, c 4.66664, d 1 | 0 | 0.00008",]
    );
    assert_eq!(course.elected, ["a", "b"]);
    let surplus = course.rounds.first().unwrap().moves.first().unwrap();
    assert_eq!((surplus.why, surplus.votes.to_string().as_str()), (Why::Surplus, "5"));
    assert_eq!(course.left, ["c", "d"]);
}

#[test]
fn a_surplus_is_divided_among_all_ballots_or_among_those_that_name_somebody_further() {
    let ballots = "6 a>b, 6 a, 5 b, 5 c, 2 d";
    let mut rule = scotland();
    let told_after = |rule: &TransferRule| told(elect("a b c d", ballots, rule, 2).rounds.get(1).unwrap());
    assert_eq!(told_after(&rule), "a 9, b 6.5, c 5, d 2 | 1.5 | 0");
    change(&mut rule, |surplus| surplus.over = Stated::Is(DividedOver::Transferable));
    assert_eq!(told_after(&rule), "a 9, b 8, c 5, d 2 | 0 | 0");
    // Two ballots go on: none becomes worth more than it was, and the third vote is exhausted.
    let few = "2 a>b, 10 a, 5 b, 5 c, 2 d";
    let course = elect("a b c d", few, &rule, 2);
    assert_eq!(told(course.rounds.get(1).unwrap()), "a 9, b 7, c 5, d 2 | 1 | 0");
}

#[test]
fn only_the_last_parcel_goes_on_or_the_whole_pile_by_value_or_by_papers() {
    // Quota 10 of 29 with 2 seats. a: 9 of her own, then 4 from c, who falls out first.
    let ballots = "9 a>b, 4 c>a>d, 8 b, 8 d";
    let mut rule = scotland();
    change(&mut rule, |surplus| surplus.places = None);
    let told_after = |rule: &TransferRule| told(elect("a b c d", ballots, rule, 2).rounds.get(2).unwrap());
    assert_eq!(told_after(&rule), "a 10, b 131/13, d 116/13 | 0 | 0");
    change(&mut rule, |surplus| surplus.parcel = Stated::Is(Parcel::LastParcel));
    assert_eq!(told_after(&rule), "a 10, b 8, d 11 | 0 | 0");
}

#[test]
fn what_comes_from_two_in_one_round_is_one_parcel() {
    // Quota 7 of 30. a and e pass 2 on each in one round, all to c; of that parcel e's half names d next.
    let ballots = "9 a>c, 9 e>c>d, 4 c, 3 d, 3 f, 2 b";
    let mut rule = scotland();
    change(&mut rule, |surplus| {
        surplus.order = Stated::Is(SurplusOrder::Together);
        surplus.parcel = Stated::Is(Parcel::LastParcel);
        surplus.places = None;
    });
    let course = elect("a b c d e f", ballots, &rule, 4);
    assert_eq!(told(course.rounds.get(2).unwrap()), "a 7, b 2, c 7, d 3.5, e 7, f 3 | 0.5 | 0");
}

#[test]
fn by_papers_a_ballot_of_half_a_vote_goes_on_like_a_whole_one() {
    // 40 ballots, 3 seats, quota 11. a passes 11 on: 22 ballots at a half, all to b, who has 4 + 11 = 15.
    let ballots = "22 a>b>c, 4 b>d, 7 c, 7 d";
    let mut rule = scotland();
    change(&mut rule, |surplus| surplus.places = None);
    let told_after = |rule: &TransferRule| told(elect("a b c d", ballots, rule, 3).rounds.get(2).unwrap());
    assert_eq!(told_after(&rule), "a 11, b 11, c 149/15, d 121/15 | 0 | 0", "4 × 11/15 and 4 × 4/15");
    change(&mut rule, |surplus| surplus.by = Stated::Is(ReckonedBy::Papers));
    assert_eq!(told_after(&rule), "a 11, b 11, c 135/13, d 99/13 | 0 | 0", "4 × 22/26 and 4 × 4/26");
}

#[test]
fn by_papers_the_plan_has_to_say_among_which_ballots_even_where_all_go_on() {
    // Only among those that go on no ballot becomes worth more than it was; b has ballots of a half and of one vote.
    let mut rule = scotland();
    change(&mut rule, |surplus| {
        surplus.by = Stated::Is(ReckonedBy::Papers);
        surplus.over = Stated::NotStated;
    });
    let course = elect("a b c d", "22 a>b>c, 4 b>d, 7 c, 7 d", &rule, 3);
    assert_eq!(course.missing.first().unwrap().path, format!("{PATH}.surplus.over"));
    change(&mut rule, |surplus| surplus.by = Stated::Is(ReckonedBy::Value));
    assert_eq!(elect("a b c d", "22 a>b>c, 4 b>d, 7 c, 7 d", &rule, 3).missing, []);
}

#[test]
fn what_the_plan_leaves_out_stops_the_count_only_where_the_ballots_ask_for_it() {
    let mut rule = scotland();
    rule.surplus = Stated::NotStated;
    let course = elect("a b", "3 a, 1 b", &TransferRule { quota: Stated::NotStated, ..rule.clone() }, 2);
    assert_eq!((course.elected.len(), course.missing.len()), (2, 0), "no more than there are seats");
    let course = elect("a b c", "5 a>b, 2 b, 1 c", &rule, 2);
    assert_eq!(course.missing.first().unwrap().path, format!("{PATH}.surplus"));
    assert_eq!((course.elected, course.open), (ids("a"), ids("b c")));

    let mut rule = scotland();
    change(&mut rule, |surplus| {
        *surplus = Surplus {
            parcel: Stated::NotStated,
            by: Stated::NotStated,
            over: Stated::NotStated,
            order: Stated::NotStated,
            places: None,
            from: None,
        };
    });
    let course = elect("a b c", "5 a>b, 2 b, 1 c", &rule, 2);
    assert_eq!(course.elected, ["a", "b"], "one parcel, of one value, all of it with a next candidate");
    let course = elect("a b c", "5 a>b, 1 a, 1 b, 1 c", &rule, 2);
    assert_eq!(course.missing.first().unwrap().path, format!("{PATH}.surplus.over"));
    let course = elect("a b c d", "5 a>c, 5 b>d, 1 c, 1 d", &rule, 3);
    assert_eq!(course.missing.first().unwrap().path, format!("{PATH}.surplus.order"));
    let reach = TransferRule { reach: Stated::NotStated, quota: Stated::Is(Quota::DroopExact), ..scotland() };
    let course = elect("a b c", "4 a, 3 b, 2 c", &reach, 2);
    assert_eq!(course.missing.first().unwrap().path, format!("{PATH}.reach"), "b has exactly 9 ÷ 3");
}

#[test]
fn a_surplus_below_a_bar_stays() {
    let mut rule = scotland();
    change(&mut rule, |surplus| surplus.from = Some("6/5".parse().unwrap()));
    // Quota 8 of 22; a has 9, which is less than 9.6.
    let course = elect("a b c", "9 a>c, 7 b, 6 c>b", &rule, 2);
    assert_eq!(told(course.rounds.last().unwrap()), "a 9, b 13 | 0 | 0");
    // With 10 it goes on, and c passes b.
    let course = elect("a b c", "12 a>c, 5 b, 4 c>b", &rule, 2);
    assert_eq!(course.elected, ["a", "c"]);
}

#[test]
fn a_quota_that_more_reach_than_there_are_seats_seats_those_with_most_votes() {
    let rule = TransferRule { quota: Stated::Is(Quota::HareWhole), ..scotland() };
    let course = elect("a b c", "1 a, 1 b", &rule, 3);
    assert_eq!(course.elected.len(), 3);
    let course = elect("a b c d", "2 a, 1 b, 1 c, 1 d", &rule, 3);
    assert_eq!(
        (course.elected, course.open),
        (ids("a"), ids("b c d")),
        "whoever leads has a seat all the same"
    );
    let rule = TransferRule { quota: Stated::Is(Quota::DroopExact), ties: Stated::NotStated, ..scotland() };
    let course = elect("a b", "2 a, 2 b", &rule, 1);
    assert_eq!((course.elected.len(), course.missing.len()), (0, 1));
    let rule = TransferRule { ties: ties(&[Break::Lot("dice".to_owned())]), ..rule };
    let with =
        |seed| elect_with("a b", "2 a, 2 b", &rule, 1, Means { seed: Some(seed), resolved: &[] }).elected;
    assert!(["1", "2", "3", "4", "5", "6"].iter().any(|seed| with(seed) == ["a"]));
    assert!(["1", "2", "3", "4", "5", "6"].iter().any(|seed| with(seed) == ["b"]));
    let shared = TransferRule { ties: ties(&[Break::Together]), ..rule };
    assert_eq!(elect("a b", "2 a, 2 b", &shared, 1).elected, ["a", "b"], "also past the seats");
}

#[test]
fn a_resolution_orders_equals_and_the_last_in_it_falls_out_first() {
    let rule = TransferRule { ties: ties(&[Break::Resolution]), ..scotland() };
    let ballots = "9 a, 2 b>c, 2 c>b";
    let waits = elect("a b c", ballots, &rule, 2);
    assert_eq!((waits.waits, waits.open), (Some(Break::Resolution), ids("b c")));
    assert_eq!(waits.rounds.last().unwrap().ties.first().unwrap().end, SettledEnd::Waits);
    let order = ids("b c");
    let told = elect_with("a b c", ballots, &rule, 2, Means { seed: None, resolved: &order });
    assert_eq!((told.elected, told.out), (ids("a b"), vec![ids("c")]));
}

#[test]
fn equals_are_told_apart_by_the_latest_or_the_first_round_in_which_they_differ() {
    // b leads c in the first round, c catches up with d's ballots, so both have 5 when one of them has to fall.
    let ballots = "7 a, 5 b, 3 c, 2 d>c, 1 e>a";
    let with = |step: &Break| {
        let rule = TransferRule { ties: ties(std::slice::from_ref(step)), ..scotland() };
        elect("a b c d e", ballots, &rule, 1)
    };
    for step in [Break::Backwards, Break::Forwards] {
        let course = with(&step);
        assert_eq!(course.out.get(2).unwrap(), &ids("c"), "{step:?}");
        let settled = course.rounds.get(2).unwrap().ties.first().unwrap();
        let tried = settled.tries.first().unwrap();
        assert_eq!(tried.at, Some(if step == Break::Backwards { 2 } else { 1 }));
    }
}

#[test]
fn a_place_that_two_share_splits_the_vote_among_those_still_in() {
    let places = run("a b c", "3 a=b>c, 2 c", &simple(&[Break::Named]), 1);
    let course = &places.first().unwrap().course;
    assert_eq!(
        course.rounds.iter().map(told).collect::<Vec<_>>(),
        ["a 1.5, b 1.5, c 2 | 0 | 0"],
        "a and b are named on as many ballots, so nothing tells them apart"
    );
    assert_eq!(course.missing.len(), 1);
    let places = run("a b c", "3 a=b>c, 2 c, 1 a", &simple(&[]), 1);
    let course = &places.first().unwrap().course;
    assert_eq!(
        course.rounds.iter().map(told).collect::<Vec<_>>(),
        ["a 2.5, b 1.5, c 2 | 0 | 0", "a 4, c 2 | 0 | 0"]
    );
}
