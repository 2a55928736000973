//! What must hold of every count of rankings, whatever the plan and the ballots.

use std::collections::BTreeSet;

use plan::{
    AgainstNoAward, BallotShape, Break, DividedOver, Equals, Faults, Parcel, Quota, Reach, ReckonedBy,
    RunoffRule, Spoils, Stated, Surplus, SurplusOrder, TransferRule,
};
use proptest::prelude::*;

use super::{all, everybody, judged, preserved};
use crate::ranked::{
    Ballot, Course, Form, Index, Means, Roll, Rolls, Roster, Sums, add_up, runoff, shared_point, sound,
    transfer,
};

/// Rankings as places of candidates, which get names later.
type Raw = Vec<Vec<Vec<usize>>>;

fn raw(candidates: usize) -> impl Strategy<Value = Raw> {
    let order = Just((0..candidates).collect::<Vec<_>>()).prop_shuffle();
    let ballot = (order, 0..=candidates, prop::collection::vec(prop::bool::weighted(0.1), candidates));
    let ballot = ballot.prop_map(|(order, length, joins)| {
        let mut places: Vec<Vec<usize>> = Vec::new();
        for (candidate, joins) in order.into_iter().take(length).zip(joins) {
            match places.last_mut().filter(|_| joins) {
                Some(place) => place.push(candidate),
                None => places.push(vec![candidate]),
            }
        }
        places
    });
    prop::collection::vec(ballot, 0..30)
}

fn rule() -> impl Strategy<Value = TransferRule> {
    let quota = prop::sample::select(vec![Quota::Droop, Quota::DroopExact, Quota::Hare, Quota::HareWhole]);
    let reach = prop::sample::select(vec![Reach::AtLeast, Reach::Above]);
    let parcel = prop::sample::select(vec![Parcel::Pile, Parcel::LastParcel]);
    let by = prop::sample::select(vec![ReckonedBy::Value, ReckonedBy::Papers]);
    let over = prop::sample::select(vec![DividedOver::All, DividedOver::Transferable]);
    let order = prop::sample::select(vec![SurplusOrder::Largest, SurplusOrder::Together]);
    let places = prop::option::of(0_u32..6);
    let from = prop::option::of(Just("6/5".parse().unwrap()));
    let surplus = (parcel, by, over, order, places, from);
    let step = prop::sample::select(vec![
        Break::Countback,
        Break::Firsts,
        Break::Backwards,
        Break::Forwards,
        Break::Named,
        Break::Resolution,
        Break::Together,
    ]);
    (quota, reach, surplus, prop::collection::vec(step, 0..4)).prop_map(
        |(quota, reach, (parcel, by, over, order, places, from), steps)| TransferRule {
            stage: "vote".to_owned(),
            quota: Stated::Is(quota),
            reach: Stated::Is(reach),
            surplus: Stated::Is(Surplus {
                parcel: Stated::Is(parcel),
                by: Stated::Is(by),
                over: Stated::Is(over),
                order: Stated::Is(order),
                places,
                from,
            }),
            last: Stated::NotStated,
            ties: Stated::Is(steps),
        },
    )
}

struct Case {
    roster: Roster,
    roll: Roll<Index>,
    resolved: Vec<String>,
}

/// The ballots with these names; the order of names is the roster's.
fn case(raw: &Raw, names: &[String], roster: &[String]) -> Case {
    let roster = Roster::new(roster).unwrap();
    let name = |place: &Vec<usize>| place.iter().map(|c| names.get(*c).unwrap().clone()).collect();
    let ballots: Vec<Ballot> =
        raw.iter().map(|ballot| Ballot::Ranking(ballot.iter().map(name).collect())).collect();
    let shape = BallotShape::Rank { least: 0, most: None, equals: Stated::Is(Equals::Share) };
    let rolls = Rolls::of(&roster, &ballots).unwrap();
    let form = Form { shape: &shape, faults: &Faults::default(), path: "" };
    let roll = match sound(&form, roster.len(), &rolls, &[]).unwrap().0 {
        Rolls::Rankings(roll) => roll,
        _ => Roll::default(),
    };
    Case { roster, roll, resolved: names.to_vec() }
}

fn names(candidates: usize) -> Vec<String> {
    (0..candidates).map(|candidate| format!("c{candidate}")).collect()
}

impl Case {
    fn transfer(&self, rule: &TransferRule, seats: u64) -> Course {
        let means = Means { seed: None, resolved: &self.resolved };
        transfer(rule, "combine.transfer", &self.roster, &self.roll, &everybody(&self.roster), seats, means)
    }

    fn runoff(&self, ties: &Stated<Vec<Break>>) -> Course {
        let rule = RunoffRule {
            stage: "vote".to_owned(),
            ties: ties.clone(),
            last: Stated::NotStated,
            against_no_award: AgainstNoAward::No,
        };
        let means = Means { seed: None, resolved: &self.resolved };
        let standing = everybody(&self.roster);
        runoff(&rule, "combine.runoff", &self.roster, &self.roll, &standing, 1, means).remove(0).course
    }
}

fn set(names: &[String]) -> BTreeSet<String> {
    names.iter().cloned().collect()
}

fn set_of(course: &Course) -> (BTreeSet<String>, Vec<BTreeSet<String>>, BTreeSet<String>, BTreeSet<String>) {
    let out = course.out.iter().map(|out| set(out)).collect();
    (set(&course.elected), out, set(&course.left), set(&course.open))
}

/// The same rounds, but for the names.
fn figures(course: &Course) -> Vec<(Vec<String>, String)> {
    let sorted = |round: &crate::ranked::Round| {
        let mut votes: Vec<String> = round.votes.values().map(ToString::to_string).collect();
        votes.sort();
        (votes, round.exhausted.to_string())
    };
    course.rounds.iter().map(sorted).collect()
}

fn cases() -> impl Strategy<Value = (usize, Raw, u64)> {
    (2_usize..7).prop_flat_map(|candidates| (Just(candidates), raw(candidates), 1_u64..4))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn votes_are_preserved_and_everybody_has_one_fate((candidates, raw, seats) in cases(), rule in rule()) {
        let case = case(&raw, &names(candidates), &names(candidates));
        for course in [case.transfer(&rule, seats), case.runoff(&rule.ties)] {
            preserved(&course);
            let mut fates = course.elected.clone();
            fates.extend(course.out.iter().flatten().chain(&course.left).chain(&course.open).cloned());
            fates.sort();
            prop_assert_eq!(fates, names(candidates));
            let halted = course.waits.is_some() || !course.missing.is_empty();
            prop_assert_eq!(course.open.is_empty(), !halted);
        }
        let course = case.transfer(&rule, seats);
        if course.open.is_empty() {
            prop_assert!(course.elected.len() as u64 >= seats.min(candidates as u64));
        }
        let shared = matches!(&rule.ties, Stated::Is(steps) if steps.contains(&Break::Together));
        prop_assert!(shared || course.elected.len() as u64 <= seats);
    }

    #[test]
    fn the_order_of_ballots_and_of_candidates_and_their_names_have_no_effect(
        (candidates, raw, seats) in cases(),
        rule in rule(),
        seed in any::<u64>(),
    ) {
        let ours = names(candidates);
        let mut moved = raw.clone();
        moved.sort_by_key(|ballot| (ballot.len() as u64 ^ seed, format!("{ballot:?}")));
        let mut roster = ours.clone();
        roster.rotate_left(seed as usize % candidates);
        let renamed: Vec<String> = ours.iter().rev().map(|name| format!("x{name}")).collect();
        let one = case(&raw, &ours, &ours);
        let two = case(&moved, &ours, &roster);
        let three = case(&raw, &renamed, &renamed);
        for (first, second, third) in [
            (one.transfer(&rule, seats), two.transfer(&rule, seats), three.transfer(&rule, seats)),
            (one.runoff(&rule.ties), two.runoff(&rule.ties), three.runoff(&rule.ties)),
        ] {
            prop_assert_eq!(set_of(&first), set_of(&second));
            prop_assert_eq!(figures(&first), figures(&third));
            let back = |name: &String| ours.get(renamed.iter().position(|x| x == name).unwrap()).unwrap().clone();
            let elected: BTreeSet<String> = third.elected.iter().map(back).collect();
            prop_assert_eq!(set(&first.elected), elected);
        }
    }

    #[test]
    fn an_invalid_ballot_changes_nothing_but_its_own_count((candidates, raw, _) in cases(), at in 0_usize..30) {
        let roster = Roster::new(&names(candidates)).unwrap();
        let shape = BallotShape::Approve { least: 1, most: 2 };
        let choices = |ballot: &Vec<Vec<usize>>| {
            Ballot::Choices(ballot.iter().flatten().map(|c| format!("c{c}")).take(2).collect())
        };
        let sound: Vec<Ballot> = raw.iter().map(choices).collect();
        let mut foul = sound.clone();
        foul.insert(at.min(sound.len()), Ballot::Choices(vec!["c0".to_owned(), "c0".to_owned()]));
        foul.push(Ballot::Choices(vec!["c0".to_owned(), "nobody".to_owned()]));
        let faults = all(Spoils::Category);
        let (before, _, was) = judged(&shape, &faults, &roster, &sound);
        let (after, _, is) = judged(&shape, &faults, &roster, &foul);
        prop_assert_eq!(before, after);
        prop_assert_eq!(was.received.valid, is.received.valid);
        prop_assert_eq!(was.received.ballots() + 2, is.received.ballots());
    }

    #[test]
    fn more_votes_never_harm_where_votes_or_places_are_added_up((candidates, raw, _) in cases(), who in 0_usize..7) {
        // Approval, and places: one ballot more in favour of a candidate, or the candidate raised on every ballot.
        let who = who % candidates;
        let roster = Roster::new(&names(candidates)).unwrap();
        let shape = BallotShape::Rank { least: 0, most: None, equals: Stated::Is(Equals::Share) };
        let faults = Faults::default();
        let form = Form { shape: &shape, faults: &faults, path: "" };
        let ballots = |raise: bool| -> Vec<Ballot> {
            let named = |place: &Vec<usize>| place.iter().map(|c| format!("c{c}")).collect::<Vec<_>>();
            raw.iter().map(|ballot| {
                let mut places: Vec<Vec<usize>> = ballot.clone();
                if raise {
                    places.iter_mut().for_each(|place| place.retain(|c| *c != who));
                    places.retain(|place| !place.is_empty());
                    places.insert(0, vec![who]);
                }
                Ballot::Ranking(places.iter().map(named).collect())
            }).collect()
        };
        let borda = |raise| {
            let rolls = Rolls::of(&roster, &ballots(raise)).unwrap();
            let Ok((Sums::Placings(placings), _)) = add_up(&form, candidates, &rolls, &[]) else { return Vec::new() };
            let points = |c| placings.of(c).map(|(first, last, n)| n * (2 * candidates as u64 - u64::from(first + last))).sum();
            roster.all().map(points).collect::<Vec<u64>>()
        };
        let (before, after) = (borda(false), borda(true));
        for other in 0..before.len() {
            if other != who {
                prop_assert!(after[who] - after[other].min(after[who]) >= before[who].saturating_sub(before[other]));
            }
        }
    }

    #[test]
    fn a_majority_of_first_places_wins_every_run_off((candidates, raw, _) in cases()) {
        let mut raw = raw;
        let extra = raw.len() + 1;
        raw.extend(std::iter::repeat_n(vec![vec![candidates - 1]], extra));
        let case = case(&raw, &names(candidates), &names(candidates));
        let course = case.runoff(&Stated::NotStated);
        prop_assert_eq!(course.elected, vec![format!("c{}", candidates - 1)]);
        prop_assert_eq!(course.rounds.len(), 1);
    }

    #[test]
    fn a_nomination_keeps_every_point_and_drops_no_more_than_it_may((candidates, raw, seats) in cases()) {
        let case = case(&raw, &names(candidates), &names(candidates));
        let found = shared_point(&case.roster, &case.roll, &everybody(&case.roster), seats);
        for round in &found.rounds {
            let points: crate::Exact = round.of.values().map(|nominee| &nominee.points).sum();
            prop_assert_eq!(points, crate::Exact::from(found.valid - round.exhausted));
        }
        let named = candidates - found.unnamed.len();
        prop_assert!(found.nominated.len() as u64 >= seats.min(named as u64));
    }
}
