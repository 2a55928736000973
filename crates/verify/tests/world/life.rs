//! The life of the small selection, from the plan to the closing, with votes and a panel.

use std::collections::BTreeMap;

use plan::review::RecusalGround;
use selection::{
    Act, Actor, BallotHead, Note, PublicText, closing, founding, naming, notice, paper, publicity, result,
    review, vote,
};

use super::house::*;
use super::{Cast, ballot, tally};

/// Votes weigh 30, sheets 70, and places are rounded: whoever counts anew must do all of it.
pub fn plan() -> String {
    PLAN.replace("mode = \"advisory\"", "mode = \"weighted\"\nweight_basis = \"试验\"")
        .replace("weight = 0,", "weight = 30,")
        .replace("weight = 100,", "weight = 70,")
        .replace(
            "clause = \"七（三）\"\n\n[result.combine]",
            "clause = \"七（三）\"\nplaces = 3\n\n[result.combine]",
        )
}

/// The same with sheets that nobody ever sees.
pub fn secret_plan() -> String {
    plan().replace("disclosure = \"pseudonymous\"", "disclosure = \"secret\"")
}

/// The same with paper at two places, and counts shown at nine.
pub fn paper_plan() -> String {
    let channel = "{ id = \"web\", name = \"网页\", identity = \"code\" }";
    let paper = "{ id = \"box\", name = \"投票箱\", identity = \"paper\", paper = { clause = \"五（四）\", place = [\
                 { id = \"p1\", name = \"第1投票点\" }, { id = \"p3\", name = \"第3投票点\" }] } }";
    plan()
        .replace(channel, &format!("{channel}, {paper}"))
        .replace("display = \"hidden\"", "display = { daily = 9 }")
}

/// A world with its ballots.
pub struct Life {
    pub w: World,
    pub ballots: Vec<Cast>,
}

impl Life {
    fn cast(&mut self, day: &str, voter: u64, choices: &[&str]) {
        self.w.now = self.w.now.plus(1000);
        let n = self.ballots.len() as u64;
        self.ballots.push(ballot(&self.w.s.id, n, self.w.now.0, day, voter, choices));
    }

    /// The house counts what was cast so far.
    fn settle(&mut self) {
        let mut tree = ledger::Tree::new();
        tree.extend(self.ballots.iter().map(|cast| ledger::leaf_hash(&cast.leaf.encode().unwrap())));
        let head = BallotHead {
            size: tree.size(),
            root: tree.root().to_string(),
            categories: BTreeMap::from([("park".to_owned(), tally(&self.ballots))]),
        };
        self.w.shelf.ballots.borrow_mut().insert("vote".to_owned(), head);
    }

    fn anchor(&mut self) {
        self.settle();
        self.w.ok(&Actor::System, Act::Vote(vote::Act::Anchor { stage: "vote".into() }));
    }
}

/// The vote has gone on for five days: 300 ballots of 60 voters, so that the log has a full tile and a partial one.
pub fn voting(plan: &str) -> Life {
    let mut life = Life { w: voting_under(plan), ballots: Vec::new() };
    life.w.ok(
        &office(),
        Act::Vote(vote::Act::IssueCodes {
            stage: "vote".into(),
            channel: "web".into(),
            count: 62,
            root: "9".repeat(64),
        }),
    );
    for day in 12..17 {
        life.w.go(&format!("2022-12-{day} 10:00"));
        for voter in 0..60 {
            let choices: &[&str] = match (voter + day) % 5 {
                0 => &["p1"],
                1 => &["p3", "p4"],
                2 => &["p2", "p3"],
                3 => &["p4"],
                _ => &["p3"],
            };
            life.cast(&format!("2022-12-{day}"), voter, choices);
        }
        life.anchor();
    }
    if has_paper(&life.w) {
        on_paper(&mut life.w);
    }
    life
}

fn has_paper(w: &World) -> bool {
    w.s.plan().unwrap().stage("vote").unwrap().paper().next().is_some()
}

/// The second clerk of the office.
pub fn clerk() -> Actor {
    Actor::Seat("office-12".into())
}

/// Two batches of paper that two people agree on, one of them at the second try; one that is taken back.
fn on_paper(w: &mut World) {
    w.ok(&Actor::Admin("root".into()), Act::Founding(founding::Act::Appoint(seat(selection::Role::Office))));
    let id = |place: &str, number| paper::Id {
        stage: "vote".into(),
        channel: "box".into(),
        place: place.into(),
        number,
    };
    let enter = |batch: paper::Id, scan: &str, valid: u64, p3: u64| {
        let votes = BTreeMap::from([("p1".to_owned(), 20), ("p3".to_owned(), p3)]);
        let figures = paper::Figures { issued: 60, valid, invalid: 2, votes };
        let scan = ledger::Hash::of(scan.as_bytes()).to_string();
        let categories = BTreeMap::from([("park".to_owned(), figures)]);
        Act::Paper(paper::Act::Enter(Box::new(paper::Enter { batch, scan, categories, fresh: false })))
    };
    for (who, act) in [
        (office(), enter(id("p1", 1), "one", 50, 45)),
        (clerk(), enter(id("p1", 1), "one", 50, 45)),
        (clerk(), enter(id("p3", 1), "two", 40, 30)),
        (office(), enter(id("p3", 1), "two", 40, 31)),
        (office(), enter(id("p3", 2), "three", 30, 30)),
        (clerk(), enter(id("p3", 1), "two", 40, 31)),
        (clerk(), Act::Paper(paper::Act::Withdraw { batch: id("p3", 2) })),
    ] {
        w.now = w.now.plus(60_000);
        w.ok(&who, act);
    }
}

/// The vote is over and counted, and the panel has handed in.
pub fn reviewed(plan: &str) -> Life {
    let mut life = voting(plan);
    life.settle();
    let w = &mut life.w;
    w.go("2022-12-21 09:00");
    if has_paper(w) {
        w.ok(&office(), Act::Paper(paper::Act::Count { stage: "vote".into() }));
    }
    let sheets = [
        (judge_free(), "p1", 40),
        (judge_free(), "p2", 30),
        (judge_free(), "p3", 58),
        (judge_of_daily(), "p1", 41),
        (judge_of_daily(), "p2", 31),
        (judge_of_daily(), "p3", 57),
        (judge_of_east(), "p3", 59),
        (judge_of_east(), "p4", 51),
    ];
    for (judge, nominee, deeds) in sheets {
        w.now = w.now.plus(60_000);
        w.ok(&judge, sheet(nominee, deeds, 30));
    }
    // Handed in twice: the newer one counts.
    w.ok(&judge_free(), sheet("p1", 44, 31));
    let stage = || "review".to_owned();
    let recuse = review::Act::Recuse {
        stage: stage(),
        nominee: "p4".into(),
        ground: RecusalGround::Kin,
        note: "略".into(),
    };
    w.ok(&judge_free(), Act::Review(recuse));
    w.ok(&office(), Act::Founding(founding::Act::Remind { unit: "east".into() }));
    life
}

/// p3 and p1 are on notice, against the figures.
pub fn on_notice(plan: &str) -> Life {
    let mut life = reviewed(plan);
    let w = &mut life.w;
    w.ok(&office(), Act::Review(review::Act::ClosePanel { stage: "review".into() }));
    let proposal = result::Resolve {
        rule: "final".into(),
        present: 2,
        of: 3,
        minutes: "c".repeat(64),
        members: vec![("park".into(), vec!["p3".into(), "p1".into()])],
        reasons: BTreeMap::from([
            ("p1".to_owned(), "一线职工优先".to_owned()),
            ("p4".to_owned(), "近期已获同类称号".to_owned()),
        ]),
    };
    w.ok(&office(), Act::Result(result::Act::Resolve(Box::new(proposal))));
    w.ok(&office(), Act::Result(result::Act::Publish { rule: "final".into() }));
    w.go("2022-12-23 09:00");
    w.ok(&office(), Act::Notice(notice::Act::Publish { stage: "notice".into() }));
    w.go("2022-12-24 11:00");
    let objection = notice::Act::Object {
        notice: 1,
        about: Some("p1".into()),
        note: Note { text: "某日某地某事".into(), ..Note::default() },
        leads: true,
        to_receiver: true,
    };
    w.ok(&Actor::Citizen, Act::Notice(objection));
    life
}

/// p3 and p1 are named.
pub fn named(plan: &str) -> Life {
    let mut life = on_notice(plan);
    let w = &mut life.w;
    w.go("2022-12-26 15:00");
    let outcome = notice::Ruling::Dismissed;
    w.ok(
        &receiver(),
        Act::Notice(notice::Act::Rule { objection: "o1".into(), outcome, text: "情况不实。".into() }),
    );
    w.go("2022-12-29 10:00");
    for sponsor in [first_sponsor(), second_sponsor()] {
        w.ok(&sponsor, Act::Naming(naming::Act::Sign { blob: "d".repeat(64) }));
    }
    let found = vec![("p3".to_owned(), true), ("p1".to_owned(), true)];
    w.ok(&office(), Act::Naming(naming::Act::Recheck { found }));
    let document = "试字〔2022〕1号".to_owned();
    w.ok(&office(), Act::Naming(naming::Act::Name { stage: "naming".into(), document }));
    life
}

/// The whole life, closed.
pub fn closed(plan: &str) -> Life {
    let mut life = named(plan);
    let w = &mut life.w;
    w.go("2023-01-03 09:00");
    let assign = publicity::Act::Assign {
        stage: "publicity".into(),
        outlet: "daily".into(),
        nominee: "p3".into(),
        by: jiff::civil::date(2023, 12, 1),
    };
    w.ok(&office(), Act::Publicity(assign));
    let text = PublicText { title: "街角的园".into(), text: "正文。".into() };
    w.ok(&outlet(), Act::Publicity(publicity::Act::File { piece: "m1".into(), text }));
    let review = publicity::Act::Review { piece: "m1".into(), approve: true, note: String::new() };
    w.ok(&office(), Act::Publicity(review));
    w.go("2023-06-01 09:00");
    let report = notice::Act::Object {
        notice: 0,
        about: Some("p1".into()),
        note: Note { text: "实名举报".into(), name: "某人".into(), ..Note::default() },
        leads: false,
        to_receiver: false,
    };
    w.ok(&Actor::Citizen, Act::Notice(report));
    w.go("2024-01-02 09:00");
    w.ok(&office(), Act::Closing(closing::Act::Close { stage: "closing".into() }));
    life
}
