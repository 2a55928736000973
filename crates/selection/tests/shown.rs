//! Counts shown at an hour of the day, in stories: everybody sees those of the hour, nobody those of the moment.

mod world;

use std::collections::BTreeMap;

use selection::may::Thing;
use selection::vote::{Entry as Vote, Shown, Tally, show_due};
use selection::{Actor, BallotHead, Entry, due, may, narrow};
use world::*;

/// The small plan with counts shown at nine; its vote is open from the 12th to the 20th.
fn open() -> World {
    voting_under(&PLAN.replace("display = \"hidden\"", "display = { daily = 9 }"))
}

/// The ballot box holds so many ballots for p1.
fn cast(w: &World, n: u64) {
    let tally = Tally { valid: n, invalid: 0, votes: BTreeMap::from([("p1".to_owned(), n)]) };
    let categories = BTreeMap::from([("park".to_owned(), tally)]);
    let head = BallotHead { size: n, root: format!("{n:064x}"), categories };
    w.shelf.ballots.borrow_mut().insert("vote".to_owned(), head);
}

fn shown(w: &World) -> Option<&Shown> {
    w.s.vote.votes.get("vote").and_then(|vote| vote.shown.as_ref())
}

fn shows(w: &World) -> Vec<&str> {
    let due = |entry: &Entry| matches!(entry, Entry::Vote(Vote::CountsShown { .. }));
    let of = w.records.iter().filter(|row| due(&row.entry));
    of.map(|row| if row.by == "system" { "system" } else { "somebody" }).collect()
}

#[test]
fn the_counts_of_nine_are_everybodys_until_the_next_nine() {
    let mut w = open();
    cast(&w, 3);
    let counts = |w: &World, who: &Actor| may(&w.s, who, Thing::Counts("vote"));
    assert!(
        !counts(&w, &Actor::Citizen) && !counts(&w, &office()),
        "before the first nine o'clock there are none"
    );
    assert_eq!(due::next_due(&w.s, w.now), Some(at("2022-12-12 09:00")));
    w.go("2022-12-12 09:00");
    cast(&w, 30);
    w.go("2022-12-12 23:00");
    for who in [Actor::Citizen, office(), Actor::Admin("root".into())] {
        assert!(counts(&w, &who));
        let seen = narrow(&w.s, &who).vote.votes["vote"].shown.clone().unwrap();
        assert_eq!((seen.due, seen.categories["park"].valid), (at("2022-12-12 09:00"), 3));
    }
    assert_eq!(w.s.vote.votes["vote"].anchor.as_ref().unwrap().0, 3, "it anchors the log as well");
    w.go("2022-12-13 09:00");
    assert_eq!(shown(&w).unwrap().categories["park"].valid, 30);
    assert_eq!(shows(&w), ["system", "system"]);
}

#[test]
fn a_server_that_slept_makes_up_for_the_last_hour_only() {
    let mut w = open();
    cast(&w, 5);
    w.go("2022-12-16 08:59");
    assert_eq!(shown(&w).unwrap().due, at("2022-12-15 09:00"));
    assert_eq!(shows(&w).len(), 1, "nobody can tell any more how the counts stood on the days before");
    // Late by an hour: it says for which hour it is and when it was recorded.
    w.go("2022-12-16 10:00");
    let Shown { due, at: recorded, .. } = shown(&w).unwrap();
    assert_eq!((*due, *recorded), (at("2022-12-16 09:00"), at("2022-12-16 10:00")));
}

#[test]
fn once_the_vote_is_over_its_count_is_shown_and_nothing_before() {
    let mut w = open();
    cast(&w, 5);
    w.go("2022-12-21 09:00");
    assert_eq!(shows(&w), [] as [&str; 0]);
    assert!(shown(&w).is_none() && w.s.vote.votes["vote"].counted.is_some());
    let stage = w.s.plan().unwrap().stage("vote").unwrap().clone();
    assert_eq!(show_due(&w.s, &stage, w.now), None);
}
