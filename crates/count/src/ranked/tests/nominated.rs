//! Nomination by a shared point, ties included.

use plan::{BallotShape, Faults};

use super::{choices, everybody, ids, judged, roster};
use crate::ranked::{Nomination, Rolls, shared_point};

fn nominate(names: &str, ballots: &[&str], seats: u64) -> Nomination {
    let roster = roster(names);
    let ballots: Vec<_> = ballots.iter().map(|names| choices(names)).collect();
    let shape = BallotShape::Approve { least: 0, most: 5 };
    let (_, rolls, _) = judged(&shape, &Faults::default(), &roster, &ballots);
    let Rolls::Choices(roll) = rolls else { panic!("choices stay choices") };
    let found = shared_point(&roster, &roll, &everybody(&roster), seats);
    for round in &found.rounds {
        let points: crate::Exact = round.of.values().map(|nominee| &nominee.points).sum();
        assert_eq!(points, crate::Exact::from(found.valid - round.exhausted), "every ballot has one point");
    }
    found
}

#[test]
fn of_the_two_with_the_fewest_points_the_one_on_fewer_ballots_falls_out() {
    // c has more points than d (1 to 5/6), but one ballot to d's three.
    let ballots = ["a b d", "a d b", "a b d", "c", "a b", "e", "e"];
    let found = nominate("a b c d e", &ballots, 4);
    let first = found.rounds.first().unwrap();
    let of = |id: &str| (first.of.get(id).unwrap().points.to_string(), first.of.get(id).unwrap().ballots);
    assert_eq!((of("c"), of("d")), (("1".to_owned(), 1), ("1".to_owned(), 3)));
    assert_eq!((&first.compared, &first.out), (&ids("c d"), &ids("c")));
    assert_eq!(found.rounds.get(1).unwrap().exhausted, 1);
    assert_eq!(found.nominated.len(), 4);
}

#[test]
fn whoever_is_left_on_a_ballot_gets_a_larger_share_of_its_point() {
    let ballots = ["a b", "a b", "c d", "c", "c", "d a"];
    let found = nominate("a b c d", &ballots, 2);
    let last = found.rounds.last().unwrap();
    assert_eq!(found.out, [ids("b"), ids("d")]);
    assert_eq!(last.of.get("a").unwrap().points.to_string(), "3");
    assert_eq!(found.nominated, ["c", "a"].map(str::to_owned).to_vec().into_iter().rev().collect::<Vec<_>>());
}

#[test]
fn all_who_are_tied_for_second_fewest_points_are_compared_and_all_who_are_equal_in_both_fall_out() {
    // d has a half, b and c one each on one ballot; a has the rest.
    let ballots = ["a", "a", "a", "b", "c", "a d"];
    let found = nominate("a b c d", &ballots, 1);
    let first = found.rounds.first().unwrap();
    assert_eq!(first.compared.len(), 3);
    assert_eq!(first.out, ids("d"), "equal on ballots, fewer points");
    let second = found.rounds.get(1).unwrap();
    assert_eq!(second.out, ids("b c"), "equal in both");
    assert_eq!(found.nominated, ids("a"));
}

#[test]
fn where_a_tie_would_leave_fewer_than_are_wanted_all_who_are_left_go_on() {
    let ballots = ["a", "a", "b", "c"];
    let found = nominate("a b c d", &ballots, 2);
    assert_eq!(found.nominated.len(), 3);
    assert_eq!(found.unnamed, ids("d"), "whom nobody names is no nominee");
    assert_eq!(nominate("a b", &["a", "b"], 5).nominated.len(), 2);
}
