//! Which ballots count, and what is struck.

use std::collections::BTreeMap;

use plan::{BallotShape, Equals, Faults, Opinion, Spoils, Stated};

use super::{PATH, all, choices, judged, points, ranking, roster};
use crate::ranked::{Ballot, Fault, Form, Rolls, SHARED, Sums, add_up};
use crate::{CountError, What};

fn votes(sums: &Sums) -> Vec<u64> {
    match sums {
        Sums::Votes(votes) => votes.of.clone(),
        _ => panic!("these ballots give votes"),
    }
}

#[test]
fn of_a_ballot_with_one_choice_too_many_the_excess_the_whole_or_nobody_knows_what_falls() {
    let roster = roster("a b c d");
    let shape = BallotShape::Approve { least: 1, most: 2 };
    let ballots = [choices("a b"), choices("c a b"), choices("d")];
    let count = |faults: &Faults| {
        let (sums, _, verdict) = judged(&shape, faults, &roster, &ballots);
        (votes(&sums), verdict)
    };

    let (votes, verdict) = count(&all(Spoils::Excess));
    assert_eq!(votes, [2, 1, 1, 1], "the first two in the order of the ballot stand");
    assert_eq!((verdict.received.valid, verdict.received.mended), (3, 1));

    let (votes, verdict) = count(&all(Spoils::Category));
    assert_eq!(votes, [1, 1, 0, 1]);
    assert_eq!(verdict.received.invalid, BTreeMap::from([(Fault::TooMany, 1)]));
    assert_eq!(verdict.papers().count(), 0);

    let (_, verdict) = count(&all(Spoils::Paper));
    assert_eq!(verdict.papers().collect::<Vec<_>>(), [1]);

    let (votes, verdict) = count(&Faults::default());
    assert_eq!(votes, [1, 1, 0, 1]);
    assert_eq!(verdict.received.doubtful, BTreeMap::from([(Fault::TooMany, 1)]));
    let missing = verdict.missing.first().unwrap();
    assert_eq!((missing.path.as_str(), &missing.what), ("stage.vote.vote.faults.too-many", &What::NotStated));
}

#[test]
fn a_paper_that_is_spoilt_in_another_category_counts_in_none() {
    let roster = roster("a b");
    let shape = BallotShape::Approve { least: 1, most: 1 };
    let rolls = Rolls::of(&roster, &[choices("a"), choices("a"), choices("a b")]).unwrap();
    let faults = all(Spoils::Category);
    let form = Form { shape: &shape, faults: &faults, path: PATH };
    let (sums, verdict) = add_up(&form, 2, &rolls, &[1, 2]).unwrap();
    assert_eq!(votes(&sums), [1, 0]);
    assert_eq!(verdict.received.invalid, BTreeMap::from([(Fault::Elsewhere, 1), (Fault::TooMany, 1)]));
}

#[test]
fn a_name_that_stands_twice_or_is_no_candidate_s_is_passed_over_where_only_the_excess_falls() {
    let roster = roster("a b c");
    let shape = BallotShape::Approve { least: 2, most: 2 };
    let ballots = [choices("a a b"), choices("a nobody b"), choices("a a"), choices("nobody a")];
    let (sums, _, verdict) = judged(&shape, &all(Spoils::Excess), &roster, &ballots);
    assert_eq!(votes(&sums), [2, 2, 0]);
    assert_eq!(
        verdict.received.invalid,
        BTreeMap::from([(Fault::TooFew, 2)]),
        "what is left does not suffice"
    );
}

#[test]
fn a_fault_the_plan_is_silent_on_leaves_no_doubt_where_another_makes_the_ballot_invalid() {
    let roster = roster("a b c");
    let shape = BallotShape::Approve { least: 1, most: 1 };
    let faults = Faults { too_many: Stated::Is(Spoils::Category), ..Faults::default() };
    let (_, _, verdict) = judged(&shape, &faults, &roster, &[choices("a a b"), choices("c c"), choices("b")]);
    assert_eq!(verdict.received.invalid, BTreeMap::from([(Fault::TooMany, 1)]));
    assert_eq!(verdict.received.doubtful, BTreeMap::from([(Fault::Twice, 1)]));
    assert_eq!(verdict.missing.len(), 1);
}

#[test]
fn fewer_than_the_least_is_invalid_even_where_a_plan_strikes_only_the_excess() {
    let roster = roster("a b");
    let shape = BallotShape::Approve { least: 2, most: 2 };
    let faults = Faults { too_few: Stated::Is(Spoils::Excess), ..Faults::default() };
    let (_, _, verdict) = judged(&shape, &faults, &roster, &[choices("a"), choices("")]);
    assert_eq!(verdict.received.invalid, BTreeMap::from([(Fault::TooFew, 2)]));
}

#[test]
fn points_are_cut_to_the_bound_but_nobody_can_tell_which_of_too_many_altogether_are_too_many() {
    let roster = roster("a b c");
    let shape = BallotShape::Points { least: 1, most: 5, total: Some(6) };
    let ballots = [points("a=5 b=1"), points("a=9 c=1"), points("a=4 b=4"), points("a=0")];
    let (sums, _, verdict) = judged(&shape, &all(Spoils::Excess), &roster, &ballots);
    assert_eq!(votes(&sums), [10, 1, 1]);
    assert_eq!((verdict.received.valid, verdict.received.mended), (2, 1));
    assert_eq!(verdict.received.doubtful, BTreeMap::from([(Fault::TooMany, 1)]));
    assert_eq!(verdict.received.invalid, BTreeMap::from([(Fault::TooFew, 1)]));
    assert_eq!(verdict.missing.first().unwrap().path, "stage.vote.vote.faults.too-many");
}

#[test]
fn two_in_one_place_share_it_end_the_ranking_or_make_it_invalid() {
    let roster = roster("a b c d");
    let ballots = [ranking("a>b=c>d"), ranking("a>b")];
    let under = |equals: Stated<Equals>| {
        let shape = BallotShape::Rank { least: 1, most: None, equals };
        let (_, rolls, verdict) = judged(&shape, &all(Spoils::Excess), &roster, &ballots);
        let Rolls::Rankings(roll) = rolls else { panic!("rankings stay rankings") };
        (roll.iter().map(<[u16]>::to_vec).collect::<Vec<_>>(), verdict)
    };
    assert_eq!(under(Stated::Is(Equals::Share)).0, [vec![0, 1, 2 | SHARED, 3], vec![0, 1]]);
    assert_eq!(under(Stated::Is(Equals::End)).0, [vec![0], vec![0, 1]]);
    assert_eq!(under(Stated::Is(Equals::Void)).1.received.invalid, BTreeMap::from([(Fault::Equals, 1)]));
    let silent = under(Stated::NotStated).1;
    assert_eq!(silent.received.doubtful, BTreeMap::from([(Fault::Equals, 1)]));
    assert_eq!(silent.missing.first().unwrap().path, "stage.vote.vote.ballot.rank.equals");
}

#[test]
fn places_that_are_filled_together_are_told_together() {
    let roster = roster("a b c d");
    let shape = BallotShape::Rank { least: 1, most: Some(3), equals: Stated::Is(Equals::Share) };
    let ballots = [ranking("a>b=c>d"), ranking("b>a=c=d"), ranking("a>c>nobody>b")];
    let (sums, _, verdict) = judged(&shape, &all(Spoils::Excess), &roster, &ballots);
    assert_eq!((verdict.received.valid, verdict.received.mended), (3, 3));
    let Sums::Placings(placings) = sums else { panic!("rankings give placings") };
    let of = |candidate| placings.of(candidate).collect::<Vec<_>>();
    assert_eq!(of(0), [(1, 1, 2)]);
    assert_eq!(of(1), [(1, 1, 1), (3, 3, 1), (2, 3, 1)]);
    assert_eq!(of(2), [(2, 2, 1), (2, 3, 1)]);
    assert_eq!(of(3), [], "the fourth place is one too many, and a shared place falls whole");
    assert_eq!((placings.at(2, 2), placings.named(2)), (2, 2));
}

#[test]
fn support_beyond_the_seats_is_struck_and_whoever_is_not_named_is_abstained_on() {
    let roster = roster("a b c");
    let shape = BallotShape::Opinion { most: Some(1) };
    let marks = |marks: &[(&str, Opinion)]| {
        Ballot::Opinions(marks.iter().map(|(id, mark)| ((*id).to_owned(), *mark)).collect())
    };
    let ballots = [
        marks(&[("a", Opinion::Support), ("b", Opinion::Oppose)]),
        marks(&[("a", Opinion::Support), ("c", Opinion::Support), ("b", Opinion::Oppose)]),
        marks(&[]),
    ];
    let (sums, _, verdict) = judged(&shape, &all(Spoils::Excess), &roster, &ballots);
    let Sums::Opinions(marks) = sums else { panic!("opinions stay opinions") };
    assert_eq!((marks.support, marks.oppose), (vec![2, 0, 0], vec![0, 2, 0]));
    assert_eq!((verdict.received.valid, verdict.received.mended), (3, 1));
}

#[test]
fn ballots_of_another_shape_are_an_error_and_none_at_all_are_not() {
    let roster = roster("a b");
    let shape = BallotShape::Rank { least: 1, most: None, equals: Stated::NotStated };
    let faults = Faults::default();
    let form = Form { shape: &shape, faults: &faults, path: PATH };
    let wrong = Rolls::of(&roster, &[choices("a")]).unwrap();
    assert_eq!(add_up(&form, 2, &wrong, &[]).unwrap_err(), CountError::Shape);
    let none = Rolls::of(&roster, &[]).unwrap();
    assert_eq!(add_up(&form, 2, &none, &[]).unwrap().1.received.ballots(), 0);
    assert_eq!(Rolls::of(&roster, &[choices("a"), ranking("a>b")]).unwrap_err(), CountError::Shape);
}
