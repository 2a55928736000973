//! Run-offs, and seats by quota and transfer.

use count::Exact;
use count::ranked::{self, Course, Form, Means, Roll, Rolls, Roster, runoff, sound, transfer};
use plan::{
    BallotShape, Break, DividedOver, Faults, Parcel, Quota, Reach, ReckonedBy, RunoffRule, Stated, Surplus,
    SurplusOrder, TransferRule,
};

use super::{Published, kinds, read};

fn valid(published: &Published, roster: &Roster) -> Roll<ranked::Index> {
    let mut roll = Roll::default();
    for (times, order) in kinds(published) {
        for _ in 0..times {
            roll.push(order.iter().map(|id| roster.find(id)));
        }
    }
    let all = roll.len();
    let shape = BallotShape::Rank { least: 1, most: None, equals: Stated::NotStated };
    let faults = Faults::default();
    let form = Form { shape: &shape, faults: &faults, path: "stage.vote.vote" };
    let (rolls, verdict) = sound(&form, roster.len(), &Rolls::Rankings(roll), &[]).unwrap();
    assert_eq!(verdict.received.valid, all as u64, "every published ballot is valid");
    match rolls {
        Rolls::Rankings(roll) => roll,
        _ => panic!("rankings stay rankings"),
    }
}

fn as_published(published: &Published, course: &Course) {
    let expected = &published.expected;
    if !expected.elected.is_empty() {
        assert_eq!(course.elected, expected.elected);
    }
    for (id, stage) in &expected.stages {
        let elected =
            course.rounds.iter().position(|round| round.elected.iter().any(|one| one.candidate == *id));
        assert_eq!(elected.map(|round| round + 1), Some(*stage), "{id}");
    }
    let out: Vec<String> = course.out.iter().flatten().cloned().collect();
    assert!(out.starts_with(&expected.out), "{out:?}");
    if let Some(quota) = &expected.quota {
        assert_eq!(&course.quota.as_ref().unwrap().to_string(), quota);
    }
    assert!(course.rounds.len() >= expected.rounds.len());
    for (n, (round, votes)) in course.rounds.iter().zip(&expected.rounds).enumerate() {
        for (id, votes) in votes {
            assert_eq!(&round.votes[id].to_string(), votes, "{id} in round {}", n + 1);
        }
    }
    for (round, exhausted) in course.rounds.iter().zip(&expected.exhausted) {
        assert_eq!(&round.exhausted.to_string(), exhausted);
    }
    for (round, lost) in course.rounds.iter().zip(&expected.lost) {
        assert_eq!(&(&round.exhausted + &round.cut).to_string(), lost);
    }
    assert!(course.rounds.len() >= expected.shares.len());
    for (n, (round, shares)) in course.rounds.iter().zip(&expected.shares).enumerate() {
        for (id, share) in shares {
            let hundredths = &round.votes[id] * &Exact::from(100);
            let found = hundredths.over(&Exact::from(course.valid)).unwrap().fixed(1);
            assert_eq!(&found, share, "{id} in round {}", n + 1);
        }
    }
}

fn runs_off(name: &str, ties: &[Break]) {
    let published = read(name);
    assert_eq!(published.what, "runoff");
    let roster = Roster::new(&published.candidates).unwrap();
    let roll = valid(&published, &roster);
    let rule = RunoffRule {
        stage: "vote".to_owned(),
        ties: Stated::Is(ties.to_vec()),
        last: Stated::NotStated,
        against_no_award: plan::AgainstNoAward::No,
    };
    let standing: Vec<_> = roster.all().collect();
    let found = runoff(&rule, "combine.runoff", &roster, &roll, &standing, published.seats, Means::default());
    as_published(&published, &found.first().unwrap().course);
}

/// Seats by this surplus rule.
fn transfers(published: &Published, quota: Quota, surplus: Surplus) -> Course {
    assert_eq!(published.what, "transfer");
    let roster = Roster::new(&published.candidates).unwrap();
    let roll = valid(published, &roster);
    let rule = TransferRule {
        stage: "vote".to_owned(),
        quota: Stated::Is(quota),
        reach: Stated::Is(Reach::AtLeast),
        surplus: Stated::Is(surplus),
        ties: Stated::Is(vec![Break::Backwards]),
        last: Stated::NotStated,
    };
    let standing: Vec<_> = roster.all().collect();
    transfer(&rule, "combine.transfer", &roster, &roll, &standing, published.seats, Means::default())
}

/// Scottish Local Government Elections Order 2011, schedule 1, part III; there the largest surplus goes first.
fn scottish(published: &Published, order: SurplusOrder) -> Course {
    let surplus = Surplus {
        parcel: Stated::Is(Parcel::Pile),
        by: Stated::Is(ReckonedBy::Value),
        over: Stated::Is(DividedOver::All),
        order: Stated::Is(order),
        places: Some(5),
        from: None,
    };
    transfers(published, Quota::Droop, surplus)
}

#[test]
fn scottish_wards_go_through_the_stages_that_were_reported() {
    for name in ["tain-2017", "inverness-south-2017"] {
        let published = read(name);
        as_published(&published, &scottish(&published, SurplusOrder::Largest));
    }
}

#[test]
fn a_ward_is_elected_as_it_was_whichever_surplus_goes_first() {
    let published = read("kilmarnock-south-2022");
    as_published(&published, &scottish(&published, SurplusOrder::Together));
    let elected = scottish(&published, SurplusOrder::Largest).elected;
    assert_eq!(elected, published.expected.elected, "by Scotland's own order too");
}

#[test]
fn a_council_of_three_is_elected_by_gregorys_method_to_two_places() {
    let published = read("domain-council-1999");
    let surplus = Surplus {
        parcel: Stated::Is(Parcel::LastParcel),
        by: Stated::Is(ReckonedBy::Value),
        over: Stated::Is(DividedOver::Transferable),
        order: Stated::Is(SurplusOrder::Largest),
        places: Some(2),
        from: None,
    };
    as_published(&published, &transfers(&published, Quota::DroopExact, surplus));
}

#[test]
fn run_offs_end_as_they_did() {
    for name in ["ireland-1990", "ireland-2011", "alaska-2022", "deputy-leader-2006", "burlington-2009"] {
        runs_off(name, &[]);
    }
}

#[test]
fn two_novels_with_the_same_votes_in_the_last_round_both_win() {
    runs_off("hugo-novel-2010", &[Break::Together]);
}
