//! Paper ballots, in stories: two people, two desks, one scan; and what nobody can do.

#![allow(clippy::unwrap_used, reason = "stories; clippy excuses only test functions")]

mod world;

use std::collections::BTreeMap;

use ledger::Hash;
use selection::may::Thing;
use selection::paper::{Act as Paper, Enter, Entry as PaperEntry, Figures, Id, Standing};
use selection::vote::Tally;
use selection::{
    Act, Actor, BallotHead, Code, Entry, Gate, Role, founding, may, narrow, paper, result, review,
};
use world::*;

const CLAUSE: &str = "五（四）";

/// The small plan with paper at two places, until two days after the vote.
fn plan() -> String {
    PLAN.replace(
        "{ id = \"web\", name = \"网页\", identity = \"code\" }",
        "{ id = \"web\", name = \"网页\", identity = \"code\" },\n  { id = \"box\", name = \"投票箱\", identity = \"paper\", \
         paper = { clause = \"五（四）\", until = \"2022-12-22 12:00\", place = [{ id = \"p1\", name = \"第1投票点\" }, \
         { id = \"p3\", name = \"第3投票点\" }] } }",
    )
}

fn li() -> Actor {
    office()
}

fn zhang() -> Actor {
    Actor::Seat("office-12".into())
}

/// The vote is open, and the office has two people.
fn open() -> World {
    let mut w = voting_under(&plan());
    w.ok(&Actor::Admin("root".into()), Act::Founding(founding::Act::Appoint(seat(Role::Office))));
    w
}

fn batch(number: u32) -> Id {
    Id { stage: "vote".into(), channel: "box".into(), place: "p3".into(), number }
}

fn scan(of: &str) -> String {
    Hash::of(of.as_bytes()).to_string()
}

fn figures(issued: u64, valid: u64, invalid: u64, votes: &[(&str, u64)]) -> BTreeMap<String, Figures> {
    let votes = votes.iter().map(|(nominee, votes)| ((*nominee).to_owned(), *votes)).collect();
    BTreeMap::from([("park".to_owned(), Figures { issued, valid, invalid, votes })])
}

fn enter(number: u32, of: &str, categories: BTreeMap<String, Figures>) -> Act {
    let scan = if of.is_empty() { String::new() } else { scan(of) };
    Act::Paper(Paper::Enter(Box::new(Enter { batch: batch(number), scan, categories, fresh: false })))
}

fn right() -> BTreeMap<String, Figures> {
    figures(120, 100, 3, &[("p1", 60), ("p3", 80), ("p2", 0)])
}

fn count() -> Act {
    Act::Paper(Paper::Count { stage: "vote".into() })
}

fn standing(w: &World, number: u32) -> Standing {
    paper::of(&w.s, "vote").unwrap().batches[&batch(number).key()].standing()
}

/// The vote is over, with one electronic ballot for p1.
fn over(w: &mut World) {
    let tally = Tally { valid: 1, invalid: 0, votes: BTreeMap::from([("p1".to_owned(), 1)]) };
    let head = BallotHead {
        size: 1,
        root: "4".repeat(64),
        categories: BTreeMap::from([("park".to_owned(), tally)]),
    };
    w.shelf.ballots.borrow_mut().insert("vote".to_owned(), head);
    w.go("2022-12-22 12:00");
}

#[test]
fn two_people_agree_and_the_batch_counts() {
    let mut w = open();
    let entered = w.ok(&li(), enter(1, "scan of the first", right()));
    let [Entry::Paper(PaperEntry::PaperEntered { scan: of, categories, .. })] = entered.as_slice() else {
        panic!()
    };
    assert_eq!(*of, scan("scan of the first"));
    assert!(!categories["park"].votes.contains_key("p2"), "nobody has no votes in the record");
    assert_eq!(standing(&w, 1), Standing::One);

    // Whoever comes second sees that somebody was here and the scan, and no figure; nor does the log show one.
    let seen = narrow(&w.s, &zhang());
    let row = &paper::of(&seen, "vote").unwrap().batches[&batch(1).key()];
    assert_eq!(
        (row.by.len(), row.sheets.len(), row.scan.as_str()),
        (1, 0, scan("scan of the first").as_str())
    );
    assert_eq!(narrow(&w.s, &li()).vote.votes["vote"].paper.batches[&batch(1).key()].sheets.len(), 1);
    assert!(paper::of(&narrow(&w.s, &Actor::Citizen), "vote").unwrap().is_empty());
    assert!(paper::of(&narrow(&w.s, &Actor::Admin("root".into())), "vote").unwrap().is_empty());
    assert!(
        !may(&w.s, &zhang(), Thing::Sealed(&entered[0])) && !may(&w.s, &li(), Thing::Sealed(&entered[0]))
    );
    assert_eq!(w.shelf.filed.borrow().last().unwrap().1.as_deref(), Some("paper-vote"));

    w.ok(&zhang(), enter(1, "", right()));
    assert_eq!(standing(&w, 1), Standing::Agreed);
    w.refused(&zhang(), enter(1, "", right()), Code::PaperAgreed, CLAUSE);
    w.refused(&li(), Act::Paper(Paper::Withdraw { batch: batch(1) }), Code::PaperAgreed, CLAUSE);

    // Nothing is counted before the vote and the time for paper are over.
    w.refused(&li(), count(), Code::PaperRunning, CLAUSE);
    over(&mut w);
    let counted = w.ok(&li(), count());
    let [_, Entry::Paper(PaperEntry::PaperCounted { batches: 1, categories, .. })] = counted.as_slice()
    else {
        panic!("{counted:?}")
    };
    assert_eq!((categories["park"].issued, categories["park"].valid), (120, 100));
    assert!(w.s.opened.contains_key(&Gate::Paper("vote".into())));
    let total = w.s.vote.votes["vote"].total("park").unwrap();
    assert_eq!((total.valid, total.invalid, total.votes["p1"], total.votes["p3"]), (101, 3, 61, 80));
    // Counted, it is everybody's.
    let seen = narrow(&w.s, &Actor::Citizen);
    assert_eq!(paper::of(&seen, "vote").unwrap().batches[&batch(1).key()].sheets.len(), 2);
    assert_eq!(w.ok(&li(), count()), [], "counted once");
    w.refused(&li(), enter(2, "another scan", right()), Code::PaperCounted, CLAUSE);
}

#[test]
fn where_two_differ_both_learn_in_which_fields_and_either_enters_it_again() {
    let mut w = open();
    w.ok(&li(), enter(1, "s", right()));
    w.ok(&zhang(), enter(1, "", figures(120, 100, 3, &[("p1", 61), ("p3", 80), ("p4", 2)])));
    assert_eq!(standing(&w, 1), Standing::Differs);
    for who in [li(), zhang()] {
        let seen = narrow(&w.s, &who);
        let row = &paper::of(&seen, "vote").unwrap().batches[&batch(1).key()];
        assert_eq!(
            row.differs,
            ["park/votes/p1", "park/votes/p4"].map(ToOwned::to_owned).into_iter().collect()
        );
        assert_eq!(row.sheets.keys().collect::<Vec<_>>(), [who.handle()], "one's own sheet and no other");
    }
    // Nothing is lost: both sheets stay in the log.
    w.ok(&zhang(), enter(1, "", right()));
    assert_eq!(standing(&w, 1), Standing::Agreed);
    assert_eq!(w.records.iter().filter(|row| matches!(row.entry, Entry::Paper(_))).count(), 3);
}

#[test]
fn nobody_is_two_people() {
    let mut w = open();
    w.ok(&li(), enter(1, "s", right()));
    // Entering it twice is correcting it.
    w.ok(&li(), enter(1, "", right()));
    assert_eq!(standing(&w, 1), Standing::One);
    // But not where a new batch was meant: somebody mistook the number.
    let fresh = |number| {
        let (batch, scan) = (batch(number), scan("t"));
        Act::Paper(Paper::Enter(Box::new(Enter { batch, scan, categories: right(), fresh: true })))
    };
    for who in [li(), zhang()] {
        w.refused(&who, fresh(1), Code::PaperThere, CLAUSE);
    }
    w.ok(&li(), fresh(2));
    w.ok(&li(), Act::Paper(Paper::Withdraw { batch: batch(2) }));
    w.ok(&li(), fresh(2));
    w.ok(&li(), Act::Paper(Paper::Withdraw { batch: batch(2) }));
    // Another seat of the same person is the same person.
    w.shelf.one_person.borrow_mut().push(("office-1".into(), "office-12".into()));
    w.refused(&zhang(), enter(1, "", right()), Code::PaperSamePerson, CLAUSE);
    w.shelf.one_person.borrow_mut().clear();
    // And a seat that was taken away agrees with nobody, for its holder may have been given another.
    w.ok(&Actor::Admin("root".into()), Act::Founding(founding::Act::Dismiss("office-1".into())));
    w.ok(&zhang(), enter(1, "", right()));
    assert_eq!(standing(&w, 1), Standing::One);
    for who in [Actor::Admin("root".into()), Actor::Citizen, Actor::System, receiver(), east(), judge_free()]
    {
        for act in [enter(2, "t", right()), count(), Act::Paper(Paper::Withdraw { batch: batch(1) })] {
            w.refused(&who, act, Code::NotAllowed, "");
        }
    }
}

#[test]
fn figures_that_cannot_be_are_told_all_at_once() {
    let mut w = open();
    let faults = |w: &mut World, act: Act| -> Vec<(Code, Option<&'static str>)> {
        let refusal = w.no(&li(), act);
        let first = (refusal.code, refusal.field);
        std::iter::once(first).chain(refusal.others.iter().map(|row| (row.code, row.field))).collect()
    };
    let told = faults(&mut w, enter(1, "", figures(100, 98, 3, &[("p1", 99), ("p9", 1)])));
    assert_eq!(
        told,
        [
            (Code::ScanMissing, Some("scan")),
            (Code::PaperOverIssued, Some("issued")),
            (Code::PaperVotesOverValid, Some("votes")),
            (Code::NotACandidate, Some("votes")),
        ]
    );
    // A ballot of this plan holds one or two votes.
    let told = faults(&mut w, enter(1, "s", figures(10, 10, 0, &[("p1", 10), ("p2", 10), ("p3", 1)])));
    assert_eq!(told, [(Code::PaperTooManyVotes, Some("valid"))]);
    let told = faults(&mut w, enter(1, "s", figures(10, 10, 0, &[("p1", 9)])));
    assert_eq!(told, [(Code::PaperTooFewVotes, Some("valid"))]);
    let told = faults(&mut w, enter(1, "s", figures(u64::MAX, u64::MAX, 1, &[("p1", u64::MAX)])));
    assert_eq!(told, [(Code::BadFigure, Some("issued"))]);
    let told = faults(&mut w, enter(0, "s", right()));
    assert_eq!(told, [(Code::BadFigure, Some("number"))]);

    w.ok(&li(), enter(1, "s", right()));
    let told = faults(&mut w, enter(2, "s", right()));
    assert_eq!(told, [(Code::ScanTwice, Some("scan"))]);
    // Whose batch was withdrawn may use its scan again.
    w.ok(&zhang(), Act::Paper(Paper::Withdraw { batch: batch(1) }));
    assert_eq!(standing(&w, 1), Standing::Withdrawn);
    w.ok(&li(), enter(2, "s", right()));

    // Who has withdrawn gets no votes, and then there may be fewer than ballots.
    let out = selection::recommend::Act::Withdraw { nominee: "p1".into(), note: "本人申请".into() };
    w.ok(&office(), Act::Recommend(out));
    let told = faults(&mut w, enter(3, "t", right()));
    assert_eq!(told, [(Code::NotACandidate, Some("votes"))]);
    w.ok(&li(), enter(3, "t", figures(120, 100, 3, &[("p3", 80)])));
}

#[test]
fn what_was_begun_in_time_is_finished_or_withdrawn_before_the_count() {
    let mut w = open();
    w.ok(&li(), enter(1, "one", right()));
    w.ok(&li(), enter(2, "two", right()));
    // The vote is over, its paper not yet.
    w.go("2022-12-21 09:00");
    w.ok(&li(), enter(3, "three", right()));
    w.ok(&zhang(), enter(3, "", right()));
    over(&mut w);
    w.refused(&li(), enter(4, "four", right()), Code::PaperLate, CLAUSE);
    let lacks = paper::lacks(&w.s, w.s.plan().unwrap().stage("vote").unwrap(), w.now);
    let open: Vec<_> = lacks.iter().map(|lack| (lack.what, lack.count)).collect();
    assert_eq!(open, [("paper-time", 0), ("paper-unfinished", 2), ("paper-count", 1)]);
    assert_eq!(selection::gate::next(&w.s, w.now).unwrap().0.id, "vote", "the office is told so");
    w.refused(&li(), count(), Code::PaperUnfinished, CLAUSE);
    w.ok(&zhang(), enter(1, "", right()));
    w.refused(&li(), count(), Code::PaperUnfinished, CLAUSE);
    w.ok(&zhang(), Act::Paper(Paper::Withdraw { batch: batch(2) }));
    let counted = w.ok(&zhang(), count());
    assert!(matches!(counted[1], Entry::Paper(PaperEntry::PaperCounted { batches: 2, .. })), "{counted:?}");
}

#[test]
fn nothing_that_rests_on_the_vote_is_counted_before_its_paper() {
    let mut w = open();
    over(&mut w);
    for (judge, nominees) in [
        (judge_free(), &["p1", "p2", "p3", "p4"][..]),
        (judge_of_daily(), &["p1", "p2", "p3"]),
        (judge_of_east(), &["p3", "p4"]),
    ] {
        for nominee in nominees {
            w.ok(&judge, sheet(nominee, 40, 30));
        }
    }
    let close = || Act::Review(review::Act::ClosePanel { stage: "review".into() });
    w.refused(&office(), close(), Code::PaperNotCounted, CLAUSE);
    w.ok(&office(), count());
    w.ok(&office(), close());
    assert!(w.s.result.counted.contains_key("final"));
    assert!(w.no(&office(), Act::Result(result::Act::Count { rule: "none".into() })).code == Code::Unknown);
}

#[test]
fn without_a_clause_there_is_no_paper() {
    let silent = plan().replace("clause = \"五（四）\", until", "until");
    let faults = plan::check::check(&plan::read(&silent).unwrap(), None);
    assert!(faults.iter().any(|fault| fault.code == "paper-without-clause"), "{faults:?}");
    let mut w = voting_under(PLAN);
    assert_eq!(w.no(&office(), enter(1, "s", right())).code, Code::NoPaper);
    assert_eq!(w.no(&office(), count()).code, Code::NoPaper);
    // And where there is, no single ballot comes by that way.
    let w = open();
    let refused = selection::vote::admit(&w.s, "vote", "park", "box", &["p1".into()], w.now);
    assert_eq!(refused.unwrap_err().code, Code::NoVote);
    let elsewhere = Id { place: "p9".into(), ..batch(1) };
    let act = Act::Paper(Paper::Enter(Box::new(Enter {
        batch: elsewhere,
        scan: scan("s"),
        categories: right(),
        fresh: false,
    })));
    let mut w = w;
    assert_eq!(w.no(&li(), act).code, Code::Unknown);
}
