//! What becomes public of a panel's sheets: under names, under handles, or never whose they are.

mod world;

use plan::review::RecusalGround;
use proptest::prelude::*;
use selection::review::{self, Mark};
use selection::seal::sealing_of;
use selection::{
    Act, Actor, Code, Entry, Gate, Role, Sealing, Selection, Signature, Thing, apply, apply_unopened,
    founding, may, narrow, result,
};
use world::*;

/// Judges from nowhere, who may score everybody.
const FREE: [&str; 4] = ["judge-6", "judge-12", "judge-13", "judge-14"];
const CANDIDATES: [&str; 4] = ["p1", "p2", "p3", "p4"];

fn under(disclosure: &str) -> String {
    PLAN.replace("disclosure = \"pseudonymous\"", &format!("disclosure = \"{disclosure}\""))
}

/// The panel of such a plan has opened, with three more judges.
fn review_under(plan: &str) -> World {
    let mut w = voting_under(plan);
    for _ in 0..3 {
        let judge = seat(Role::Judge { panel: "expert".into() });
        w.ok(&office(), Act::Founding(founding::Act::Appoint(judge)));
    }
    w.go("2022-12-21 09:00");
    w
}

/// What a judge does about a candidate.
#[derive(Debug, Clone)]
enum Does {
    Score(u32, u32),
    Abstain,
    StandBack,
}

impl Does {
    fn act(&self, nominee: &str) -> Act {
        let (stage, nominee) = ("review".to_owned(), nominee.to_owned());
        Act::Review(match self {
            Does::Score(deeds, style) => return sheet(&nominee, *deeds, *style),
            Does::Abstain => review::Act::Sheet { stage, nominee, mark: Mark::Abstain },
            Does::StandBack => {
                review::Act::Recuse { stage, nominee, ground: RecusalGround::Kin, note: String::new() }
            }
        })
    }
}

/// Everybody hands in, a minute apart, each in the order of the candidates; those who come from somewhere score alike in
/// every story. `does[candidate][judge]`.
fn hand_in(w: &mut World, does: &[Vec<Does>]) {
    for (judge, handle) in FREE.iter().enumerate() {
        for (candidate, nominee) in CANDIDATES.iter().enumerate() {
            w.now = w.now.plus(60_000);
            w.ok(&Actor::Seat((*handle).into()), does[candidate][judge].act(nominee));
        }
    }
    for (judge, nominees) in [(judge_of_east(), &["p3", "p4"][..]), (judge_of_daily(), &["p1", "p2", "p3"])] {
        for nominee in nominees {
            w.now = w.now.plus(60_000);
            w.ok(&judge, sheet(nominee, 44, 31));
        }
    }
}

/// The close of the panel, the resolution that follows the figures, and the list.
fn publish(w: &mut World) {
    w.ok(&office(), Act::Review(review::Act::ClosePanel { stage: "review".into() }));
    let ranking = &w.s.result.counted["final"]["park"].ranking;
    let seated = ranking.iter().filter(|row| row.status == count::Status::Seated);
    let proposal = result::Resolve {
        rule: "final".into(),
        present: 3,
        of: 3,
        minutes: "c".repeat(64),
        members: vec![("park".into(), seated.map(|row| row.nominee.clone()).collect())],
        ..Default::default()
    };
    w.ok(&office(), Act::Result(result::Act::Resolve(Box::new(proposal))));
    w.ok(&office(), Act::Result(result::Act::Publish { rule: "final".into() }));
}

/// What the whole world can ever learn of the log: every record but those sealed for good, of which only number and
/// time; and the state that a verifier folds out of that.
fn public(w: &World) -> (Vec<String>, Selection) {
    let mut s = Selection::new("small");
    let mut leaves = Vec::new();
    for record in &w.records {
        if sealing_of(&s, &record.entry) == Some(Sealing::ForGood) {
            apply_unopened(&mut s, record.n, record.at);
            leaves.push(format!("{} {:?} never", record.n, record.at));
        } else {
            apply(&mut s, record);
            leaves.push(format!("{record:?}"));
        }
    }
    (leaves, s)
}

fn plain() -> Vec<Vec<Does>> {
    (0..4)
        .map(|candidate| (0..4).map(|judge| Does::Score(30 + candidate * 5 + judge, 30 + judge)).collect())
        .collect()
}

#[test]
fn secret_sheets_are_counted_by_everybody_and_known_to_nobody() {
    let mut w = review_under(&under("secret"));
    hand_in(&mut w, &plain());
    let own = Actor::Seat("judge-12".into());
    let seen = |w: &World, who: &Actor| narrow(&w.s, who).review.book("review").sheets.len();
    assert_eq!((seen(&w, &own), seen(&w, &office()), seen(&w, &Actor::Citizen)), (4, 0, 0));
    publish(&mut w);

    let (leaves, folded) = public(&w);
    let never = leaves.iter().filter(|leaf| leaf.ends_with("never")).count() as u64;
    let told = w.records.iter().find_map(|record| match &record.entry {
        Entry::Review(review::Entry::PanelTallied { leaves, piles, .. }) => Some((*leaves, piles.clone())),
        _ => None,
    });
    let (sealed, piles) = told.unwrap();
    assert_eq!((never, sealed), (21, 21), "no more is hidden than what is told of");
    let totals: Vec<String> = piles[0].totals.iter().map(ToString::to_string).collect();
    assert_eq!(totals, ["60", "62", "64", "66", "75"], "p1, without whose they are");
    assert_eq!(folded.hash(), w.s.hash(), "who folds what is public comes to the same state");
    let rule = &w.s.plan.as_ref().unwrap().result[0];
    let recount = result::outcome(&folded, rule, "park").unwrap();
    assert_eq!(recount, result::outcome(&w.s, rule, "park").unwrap());
    let digest = ledger::Hash::of(&ledger::to_canonical(&recount).unwrap()).to_string();
    assert_eq!(digest, w.s.result.counted["final"]["park"].outcome);

    // After the close nobody looks into single sheets: not an auditor, not even the judge who can be asked to show them.
    w.ok(&office(), Act::Founding(founding::Act::Appoint(seat(Role::Auditor))));
    let auditor = Actor::Seat("auditor-15".into());
    for who in [own, office(), auditor.clone(), Actor::Citizen, first_sponsor()] {
        assert_eq!(seen(&w, &who), 0, "{who:?}");
        assert!(!may(&w.s, &who, Thing::Sheets("review", "judge-12")), "{who:?}");
    }
    let filed = w.records.iter().find(|record| {
        matches!(&record.entry, Entry::Review(review::Entry::SheetFiled { judge, .. }) if judge == "judge-12")
    });
    assert!(!may(&w.s, &auditor, Thing::Sealed(&filed.unwrap().entry)));
    assert!(w.s.opened.contains_key(&Gate::Panel));
}

#[test]
fn a_sheet_is_signed_by_name_where_the_plan_says_so() {
    let mut w = review_under(&under("signed"));
    let signed = |w: &World, act: Act| {
        let who = Actor::Seat("judge-12".into());
        let decided = selection::decide(&w.s, &w.shelf, &who, act, w.now).unwrap();
        let part = decided[0].parts.iter().find(|part| part.slot == "judge").cloned();
        part.map(|part| (part.subject, serde_json::from_slice::<Signature>(&part.bytes).unwrap()))
    };
    let name = Signature { name: "试样12".into(), nominee: "p1".into() };
    let expected = Some(("judge-12".to_owned(), name));
    assert_eq!(signed(&w, sheet("p1", 40, 30)), expected);
    assert_eq!(signed(&w, Does::StandBack.act("p1")), expected);
    w.shelf.nobody.set(true);
    w.refused(&judge_free(), sheet("p1", 40, 30), Code::NoName, "七（三）");
    for other in ["pseudonymous", "secret"] {
        let w = review_under(&under(other));
        assert_eq!(signed(&w, sheet("p1", 40, 30)), None, "{other}");
    }
}

#[test]
fn sheets_are_asked_for_when_the_review_is_open_and_not_before() {
    let told = |w: &World| {
        let (stage, lacks) = selection::gate::next(&w.s, w.now).unwrap();
        (
            stage.id.clone(),
            lacks.into_iter().filter(|lack| !lack.done).map(|lack| lack.what).collect::<Vec<_>>(),
        )
    };
    let w = voting_under(&under("signed"));
    assert_eq!(told(&w), ("review".to_owned(), vec![]));
    let w = review_under(&under("signed"));
    assert_eq!(told(&w), ("review".to_owned(), vec!["sheets"]));
}

#[test]
fn a_review_does_not_open_before_the_plan_says_what_becomes_of_the_sheets() {
    let mut w = voting_under(&under("not stated"));
    w.go("2022-12-21 09:00");
    assert!(!w.s.is_open("review"));
    let stage = w.s.plan.as_ref().unwrap().stage("review").unwrap().clone();
    let lacks = selection::gate::before(&w.s, &stage);
    assert_eq!(
        (lacks[0].what, lacks[0].examples.as_slice()),
        ("review-rules", &["disclosure".to_owned()][..])
    );
    let overlay = serde_json::json!({ "stage": [{ "id": "review", "review": { "disclosure": "secret" } }] });
    let supplement = plan::Supplement {
        format: 1,
        amends: "small".into(),
        id: "s1".into(),
        title: "补充通知".into(),
        document: None,
        issued: jiff::civil::date(2022, 12, 21),
        overlay,
    };
    w.ok(&office(), Act::Founding(founding::Act::Amend(Box::new(supplement))));
    w.tick();
    assert!(w.s.is_open("review"));
    w.ok(&judge_free(), sheet("p1", 40, 30));
}

/// What four free judges do about four candidates, and for each candidate another order of the judges.
fn stories() -> impl Strategy<Value = (Vec<Vec<Does>>, Vec<Vec<usize>>)> {
    let does = prop_oneof![
        8 => (0..=60_u32, 0..=40_u32).prop_map(|(deeds, style)| Does::Score(deeds, style)),
        1 => Just(Does::Abstain),
        1 => Just(Does::StandBack),
    ];
    let all = prop::collection::vec(prop::collection::vec(does, 4), 4);
    let orders = prop::collection::vec(Just(vec![0, 1, 2, 3]).prop_shuffle(), 4);
    (all, orders)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whoever of the judges did what about a candidate: everything that is public stays the same.
    #[test]
    fn what_is_public_of_a_secret_panel_does_not_depend_on_who_did_what((does, orders) in stories()) {
        let mixed: Vec<Vec<Does>> = does
            .iter()
            .zip(&orders)
            .map(|(does, order)| order.iter().map(|judge| does[*judge].clone()).collect())
            .collect();
        let play = |does: &[Vec<Does>]| {
            let mut w = review_under(&under("secret"));
            hand_in(&mut w, does);
            publish(&mut w);
            w
        };
        let (one, other) = (play(&does), play(&mixed));
        let ((leaves, folded), (again, _)) = (public(&one), public(&other));
        prop_assert_eq!(leaves, again);
        prop_assert_eq!(one.s.hash(), other.s.hash());
        prop_assert_eq!(folded.hash(), one.s.hash());
        for who in [Actor::Citizen, first_sponsor(), east()] {
            let seen = |w: &World| format!("{:?}", narrow(&w.s, &who));
            prop_assert_eq!(seen(&one), seen(&other), "{:?}", who);
        }
        let progress = |w: &World| selection::progress(&w.s, &office(), "review").map(|rows| rows.len());
        prop_assert_eq!(progress(&one), progress(&other));
    }
}
