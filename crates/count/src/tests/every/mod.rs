//! Every way of counting, held against what must hold of each: neither order nor names decide, no vote is lost or made,
//! an invalid ballot helps nobody, and where the method has it, to be raised never harms.

mod kept;
mod said;
mod table;

use std::collections::BTreeMap;

use plan::Plan;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use super::made::{plan_of, read_tables, result, review, vote};
use crate::rounds::{Category, Counted, rounds};
use crate::tables::Fallen;
use crate::{Exact, Status, Step};
use said::{Said, Wish, wishes};
use table::{Method, Sum, methods};

/// How many stand, and how many judges mark them.
const CANDIDATES: usize = 4;
const JUDGES: usize = 3;

/// The most that a judge can give.
const FULL: u32 = 4;

const MORE: &str = r#"
[[category]]
id = "builders"
name = "建设者"
prefix = "A"
seats = { at-most = 2 }
scope = "not stated"

[[attribute]]
id = "unit"
name = "单位"

[[measure]]
id = "heads"
name = "人数"

[[electorate]]
id = "members"
name = "会员"
kind = "members"
"#;

/// What comes in: ballots, and marks by candidate and judge; `None` where a judge stands back.
#[derive(Debug, Clone)]
struct World {
    ballots: Vec<Said>,
    marks: Vec<Vec<Option<u32>>>,
}

impl Method {
    fn plan(&self) -> Plan {
        let rules = format!(
            "electorate = [\"members\"]\nballot = {}\nlimit = \"not stated\"\n\
             channel = [{{ id = \"web\", name = \"网页\", identity = \"code\" }}]\n\
             faults = {{ too-many = \"category\", too-few = \"category\", twice = \"category\", unknown = \"category\" }}",
            self.shape.toml()
        );
        let sheets = format!(
            "rubric = [{{ id = \"mark\", name = \"分\", most = {FULL} }}]\nsheets_least = 0\n{}",
            self.panel
        );
        plan_of(&[
            MORE,
            &vote(&rules),
            &review(&sheets),
            &result("final", &format!("combine = {}", self.rule)),
        ])
    }

    fn world(&self, wishes: &[Wish], marks: &[Vec<Option<u32>>]) -> World {
        let ballots = wishes.iter().map(|wish| self.shape.says(wish)).collect();
        let mut marks = marks.to_vec();
        if self.sum == Sum::Ranks {
            // Sums over ranks ask for every mark.
            marks.iter_mut().flatten().for_each(|mark| *mark = Some(mark.unwrap_or(0)));
        }
        World { ballots, marks }
    }
}

/// Names by candidate, the order in which they stand in the table, and ballots that are put in beside.
struct Setting<'s> {
    names: &'s [&'s str],
    numbers: Vec<usize>,
    beside: Vec<String>,
}

/// What a count comes to.
struct Count {
    counted: Counted,
    invalid: Vec<Fallen>,
}

const PLAIN: [&str; CANDIDATES] = ["a", "b", "c", "d"];

fn plain() -> Setting<'static> {
    Setting { names: &PLAIN, numbers: (0..CANDIDATES).collect(), beside: Vec::new() }
}

fn count(plan: &Plan, world: &World, setting: &Setting) -> Count {
    let Setting { names, numbers, beside } = setting;
    let rows = |head: &str, row: &dyn Fn(usize) -> String| {
        numbers.iter().fold(head.to_owned(), |text, at| format!("{text}\n{}", row(*at)))
    };
    // What belongs to a candidate goes with them, whatever their name and number.
    let candidates = rows("id,unit", &|at| format!("{},u{}", names[at], at % 2));
    let measures = rows("candidate,measure,value", &|at| format!("{},heads,{}", names[at], 5 + at % 3));
    let ballots = world.ballots.iter().map(|said| format!("{},", said.text(names)));
    let ballots = ballots.chain(beside.iter().cloned()).enumerate();
    let ballots = ballots
        .fold("ballot,voter,choices,status".to_owned(), |text, (n, row)| format!("{text}\np{n},v{n},{row}"));
    let mut sheets = "judge,candidate,criterion,score,state".to_owned();
    for at in numbers {
        for (judge, mark) in world.marks[*at].iter().enumerate() {
            sheets += &match mark {
                Some(mark) => format!("\nj{judge},{},mark,{mark},scored", names[*at]),
                None => format!("\nj{judge},{},,,recused", names[*at]),
            };
        }
    }
    let tables = [
        ("candidates", candidates.as_str()),
        ("measures", &measures),
        ("ballots", &ballots),
        ("sheets", &sheets),
        ("electorates", "id,size,present\nmembers,12,10"),
        ("decisions", "candidate,kind,value\n,lot,20260101"),
    ];
    match read_tables(plan, &tables) {
        Ok(read) => Count { counted: rounds(plan, &read.data).unwrap(), invalid: read.invalid },
        Err(faults) => {
            panic!("{:#?}", faults.iter().map(|fault| fault.sentence(text::Lang::En)).collect::<Vec<_>>())
        }
    }
}

fn category(count: &Count) -> &Category {
    &count.counted.rounds[0].categories[0]
}

/// Rank, score, part scores and status of each, by candidate.
type Standing = BTreeMap<usize, (Option<u64>, Option<Exact>, BTreeMap<String, Exact>, Status)>;

fn standing(count: &Count, names: &[&str]) -> Standing {
    let rows = category(count).ranking.iter();
    rows.map(|row| {
        let at = names.iter().position(|name| *name == row.candidate).unwrap();
        (at, (row.rank, row.score.clone(), row.parts.clone(), row.status))
    })
    .collect()
}

/// Runs a property over every method; the name of the method is told where it fails.
fn every<S: Strategy>(
    cases: u32,
    beside: impl Fn() -> S,
    holds: impl Fn(&Method, &Plan, &World, S::Value) -> Result<(), TestCaseError>,
) {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let mark = prop::option::weighted(0.9, 0..=FULL);
    let marks = prop::collection::vec(prop::collection::vec(mark, JUDGES), CANDIDATES);
    for method in methods() {
        let plan = method.plan();
        let all = (wishes(CANDIDATES), marks.clone(), beside());
        let found = TestRunner::new(config.clone()).run(&all, |(wishes, marks, beside)| {
            holds(&method, &plan, &method.world(&wishes, &marks), beside)
        });
        if let Err(fault) = found {
            panic!("{}: {fault}", method.name);
        }
    }
}

#[test]
fn neither_the_order_of_ballots_nor_that_of_candidates_decides_anything() {
    let beside = || {
        let numbers = Just((0..CANDIDATES).collect::<Vec<_>>()).prop_shuffle();
        (numbers, any::<u64>())
    };
    every(6, beside, |_, plan, world, (numbers, seed)| {
        let mut other = world.clone();
        // Other voters cast the same ballots in another order.
        other.ballots.sort_by_key(|said| (format!("{said:?}").len() as u64 ^ seed, format!("{said:?}")));
        let setting = Setting { numbers, ..plain() };
        prop_assert_eq!(
            standing(&count(plan, &other, &setting), &PLAIN),
            standing(&count(plan, world, &plain()), &PLAIN)
        );
        Ok(())
    });
}

#[test]
fn whoever_bears_a_name_stands_where_their_ballots_put_them() {
    let names = || Just(PLAIN.to_vec()).prop_shuffle();
    every(6, names, |method, plan, world, names| {
        // A lot goes by the names themselves.
        if method.rule.contains("lot = ") {
            return Ok(());
        }
        let setting = Setting { names: &names, ..plain() };
        prop_assert_eq!(
            standing(&count(plan, world, &setting), &names),
            standing(&count(plan, world, &plain()), &PLAIN)
        );
        Ok(())
    });
}

#[test]
fn whichever_judge_gives_a_mark_it_weighs_the_same() {
    let judges = || Just((0..JUDGES).collect::<Vec<_>>()).prop_shuffle();
    every(4, judges, |_, plan, world, judges| {
        let mut other = world.clone();
        for (marks, mixed) in world.marks.iter().zip(&mut other.marks) {
            *mixed = judges.iter().map(|judge| marks[*judge]).collect();
        }
        prop_assert_eq!(
            standing(&count(plan, &other, &plain()), &PLAIN),
            standing(&count(plan, world, &plain()), &PLAIN)
        );
        Ok(())
    });
}

#[test]
fn an_invalid_ballot_never_helps_whom_it_names() {
    every(
        8,
        || 0..CANDIDATES,
        |method, plan, world, who| {
            let others: Vec<&str> = PLAIN.iter().copied().filter(|name| *name != PLAIN[who]).collect();
            let mut beside: Vec<String> =
                method.shape.spoilt(PLAIN[who], &others).iter().map(|ballot| format!("{ballot},")).collect();
            // One that is marked as invalid says nothing wrong.
            if let Some(said) = world.ballots.first() {
                let raised = method.shape.raised(said, who, method.way).unwrap_or_else(|| said.clone());
                beside.push(format!("{},invalid", raised.text(&PLAIN)));
            }
            let more = beside.len();
            let before = count(plan, world, &plain());
            let after = count(plan, world, &Setting { beside, ..plain() });
            prop_assert_eq!(after.invalid.len(), more);
            let (before, after) = (standing(&before, &PLAIN), standing(&after, &PLAIN));
            if !method.cast {
                prop_assert_eq!(&after, &before);
                return Ok(());
            }
            for (at, is) in &after {
                let was = &before[at];
                prop_assert!(is.0 == was.0 && is.1 <= was.1, "{} is helped", PLAIN[*at]);
                prop_assert!(is.3 != Status::Seated || was.3 == Status::Seated, "{} is seated", PLAIN[*at]);
            }
            Ok(())
        },
    );
}

#[test]
fn to_be_raised_never_harms() {
    every(
        24,
        || (0..CANDIDATES, any::<u32>()),
        |method, plan, world, (who, where_)| {
            if !method.monotone {
                return Ok(());
            }
            let mut higher = world.clone();
            for (_, said) in higher.ballots.iter_mut().enumerate().filter(|(n, _)| where_ >> n & 1 == 1) {
                if let Some(raised) = method.shape.raised(said, who, method.way) {
                    *said = raised;
                }
            }
            for (judge, mark) in higher.marks[who].iter_mut().enumerate() {
                if where_ >> (16 + judge) & 1 == 1 {
                    *mark = mark.map(|mark| (mark + 1).min(FULL));
                }
            }
            let before = standing(&count(plan, world, &plain()), &PLAIN);
            let after = standing(&count(plan, &higher, &plain()), &PLAIN);
            if let (Some(was), Some(is)) = (before[&who].0, after[&who].0) {
                prop_assert!(is <= was, "rank {} became {}", was, is);
            }
            if before[&who].3 == Status::Seated {
                prop_assert_eq!(after[&who].3, Status::Seated);
            }
            // Nor does anybody who was not ahead come ahead.
            for (other, was) in before.iter().filter(|(other, _)| **other != who) {
                let (Some(own), Some(theirs)) = (before[&who].0, was.0) else { continue };
                let (Some(now), Some(then)) = (after[&who].0, after[other].0) else { continue };
                prop_assert!(own > theirs || now <= then, "{} comes ahead", PLAIN[*other]);
            }
            Ok(())
        },
    );
}

#[test]
fn no_vote_is_lost_and_none_is_made() {
    every(
        12,
        || Just(()),
        |method, plan, world, ()| {
            let whole = count(plan, world, &plain());
            let found = standing(&whole, &PLAIN);
            let ballots = Exact::from(world.ballots.len() as u64);
            for (who, (_, score, ..)) in &found {
                let told = |of: &dyn Fn(&Said) -> Exact| {
                    world.ballots.iter().fold(Exact::zero(), |sum, said| &sum + &of(said))
                };
                let votes = || told(&|said| Exact::from(said.votes(*who)));
                let expected = match method.sum {
                    Sum::Votes => votes(),
                    Sum::Net => &votes() - &told(&|said| Exact::from(said.against(*who))),
                    Sum::Rate => (&votes() * &Exact::from(100)).over(&ballots).unwrap(),
                    Sum::Places => told(&|said| said.earns(*who, |place| [3, 1, 0, 0][place as usize - 1])),
                    Sum::Borda => told(&|said| said.earns(*who, |place| CANDIDATES as u64 + 1 - place)),
                    Sum::Ordinals => told(&|said| said.earns(*who, |place| place)),
                    Sum::Firsts => told(&|said| said.earns(*who, |place| u64::from(place == 1))),
                    Sum::Marks | Sum::Mean | Sum::Trimmed | Sum::Median | Sum::Ranks => {
                        prop_assert_eq!(score.clone(), marked(method.sum, world, *who), "{}", PLAIN[*who]);
                        continue;
                    }
                    Sum::Share | Sum::Steps | Sum::No => continue,
                };
                prop_assert_eq!(score.as_ref(), Some(&expected), "{}", PLAIN[*who]);
            }
            if method.sum == Sum::Share {
                let parts: Vec<&Exact> = found.values().filter_map(|of| of.2.get("vote")).collect();
                prop_assert_eq!(parts.len(), CANDIDATES);
                prop_assert_eq!(parts.into_iter().sum::<Exact>(), Exact::from(100));
            }
            if method.sum == Sum::Steps {
                let kept = category(&whole).steps.iter().filter(|step| keeps(step, &ballots)).count();
                prop_assert_eq!(kept, 1, "the method has one step");
            }
            Ok(())
        },
    );
}

/// A panel's score, reckoned anew from the marks.
fn marked(sum: Sum, world: &World, who: usize) -> Option<Exact> {
    let mut marks: Vec<u64> = world.marks[who].iter().flatten().map(|mark| u64::from(*mark)).collect();
    marks.sort_unstable();
    if sum == Sum::Trimmed {
        // Of two marks none is left, of three one.
        marks = if marks.len() < 3 { Vec::new() } else { marks[1..marks.len() - 1].to_vec() };
    }
    let total = Exact::from(marks.iter().sum::<u64>());
    match sum {
        Sum::Marks => (!marks.is_empty()).then_some(total),
        Sum::Mean | Sum::Trimmed => total.over(&Exact::from(marks.len() as u64)),
        Sum::Median => {
            let (low, high) = (marks.get(marks.len().checked_sub(1)? / 2)?, marks.get(marks.len() / 2)?);
            Exact::from(low + high).over(&Exact::from(2))
        }
        Sum::Ranks => {
            // One more than those above, and half of one for each equal.
            let half = |judge: usize| {
                let own = world.marks[who][judge];
                let above = world.marks.iter().filter(|marks| marks[judge] > own).count();
                let equal = world.marks.iter().filter(|marks| marks[judge] == own).count();
                (2 * above + equal + 1) as u64
            };
            Exact::from((0..JUDGES).map(half).sum::<u64>()).over(&Exact::from(2))
        }
        _ => None,
    }
}

/// Whether a step of a method has every valid ballot in each of its rounds.
fn keeps(step: &Step, ballots: &Exact) -> bool {
    let round = |round: &crate::ranked::Round| {
        let votes = round.votes.values().sum::<Exact>();
        &(&votes + &round.exhausted) + &round.cut == *ballots
    };
    match step {
        Step::Runoff { places } => places.iter().all(|place| place.course.rounds.iter().all(round)),
        Step::Transfer { course } => course.rounds.iter().all(round),
        Step::Nomination { nomination } => nomination.rounds.iter().all(|round| {
            let points = round.of.values().map(|nominee| &nominee.points).sum::<Exact>();
            &points + &Exact::from(round.exhausted) == *ballots
        }),
        Step::Support { rounds } => rounds
            .iter()
            .flat_map(|round| round.of.values())
            .all(|stood| Exact::from(stood.support + stood.oppose.unwrap_or(0) + stood.abstain) == *ballots),
        _ => false,
    }
}
