//! The life of the small selection, from the plan to the closing, with votes and a panel.

use std::collections::BTreeMap;

use plan::stage::RecusalGround;
use selection::{
    Act, Actor, BallotHead, Note, PublicText, closing, founding, naming, notice, publicity, result, review,
    vote,
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
    life
}

/// The vote is over and counted, and the panel has handed in.
pub fn reviewed(plan: &str) -> Life {
    let mut life = voting(plan);
    life.settle();
    let w = &mut life.w;
    w.go("2022-12-21 09:00");
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
