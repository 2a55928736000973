//! Published outcomes, counted again from published figures: `data/published/README.md` says which, and where they were
//! read.

#![allow(clippy::unwrap_used, clippy::panic, reason = "the helpers of a test are a test")]

use std::collections::BTreeMap;
use std::path::Path;

use count::Exact;
use count::ranked::{self, Ballot, Course, Form, Means, Roll, Rolls, Roster, Sums, runoff, sound, transfer};
use plan::{
    AgainstNoAward, BallotShape, Break, DividedOver, Faults, Parcel, Quota, Reach, ReckonedBy, RunoffRule,
    Spoils, Stated, Surplus, SurplusOrder, TransferRule,
};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Published {
    what: String,
    #[serde(default)]
    candidates: Vec<String>,
    #[serde(default)]
    seats: u64,
    numbered: Option<String>,
    ballots: Option<String>,
    #[serde(default)]
    table: Vec<u64>,
    #[serde(default)]
    places: BTreeMap<String, Vec<usize>>,
    #[serde(default)]
    points: BTreeMap<String, BTreeMap<String, u32>>,
    expected: Expected,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    #[serde(default)]
    elected: Vec<String>,
    #[serde(default)]
    out: Vec<String>,
    quota: Option<String>,
    #[serde(default)]
    rounds: Vec<BTreeMap<String, String>>,
    #[serde(default)]
    exhausted: Vec<String>,
    #[serde(default)]
    shares: Vec<BTreeMap<String, String>>,
    #[serde(default)]
    points: BTreeMap<String, u64>,
}

fn read(name: &str) -> Published {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/published").join(format!("{name}.json"));
    let text = std::fs::read_to_string(&path).unwrap();
    serde_json::from_str(&text).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()))
}

/// Ballots with their handles, so many of each kind.
fn kinds(published: &Published) -> Vec<(usize, Vec<String>)> {
    let (text, numbered) = match (&published.numbered, &published.ballots) {
        (Some(text), _) => (text, true),
        (None, Some(text)) => (text, false),
        _ => panic!("no ballots"),
    };
    let kind = |kind: &str| {
        let (times, order) = kind.trim().split_once(' ').unwrap();
        let order = if numbered {
            let by_number =
                |digit: char| published.candidates[digit.to_digit(10).unwrap() as usize - 1].clone();
            order.chars().map(by_number).collect()
        } else {
            order.split('>').map(str::to_owned).collect()
        };
        (times.parse().unwrap(), order)
    };
    text.split(';').map(kind).collect()
}

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
    assert_eq!(course.elected, expected.elected);
    let out: Vec<String> = course.out.iter().flatten().cloned().collect();
    assert!(out.starts_with(&expected.out), "{out:?}");
    if let Some(quota) = &expected.quota {
        assert_eq!(&course.quota.as_ref().unwrap().to_string(), quota);
    }
    for (round, votes) in course.rounds.iter().zip(&expected.rounds).filter(|(_, votes)| !votes.is_empty()) {
        let ours: BTreeMap<String, String> =
            round.votes.iter().map(|(id, votes)| (id.clone(), votes.to_string())).collect();
        assert_eq!(&ours, votes);
    }
    assert!(course.rounds.len() >= expected.rounds.len());
    for (round, exhausted) in course.rounds.iter().zip(&expected.exhausted) {
        assert_eq!(&round.exhausted.to_string(), exhausted);
    }
    assert!(course.rounds.len() >= expected.shares.len());
    for (round, shares) in course.rounds.iter().zip(&expected.shares) {
        for (id, share) in shares {
            let hundredths = &round.votes[id] * &Exact::from(100);
            assert_eq!(&hundredths.over(&Exact::from(course.valid)).unwrap().fixed(1), share, "{id}");
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
        against_no_award: AgainstNoAward::No,
    };
    let standing: Vec<_> = roster.all().collect();
    let found = runoff(&rule, "combine.runoff", &roster, &roll, &standing, published.seats, Means::default());
    as_published(&published, &found.first().unwrap().course);
}

fn adds_up(name: &str) {
    let published = read(name);
    let (shape, ballots, candidates): (_, Vec<Ballot>, Vec<String>) = match published.what.as_str() {
        "places" => {
            let shape = BallotShape::Rank { least: 1, most: None, equals: Stated::NotStated };
            (shape, laid_together(&published), published.places.keys().cloned().collect())
        }
        "points" => {
            let given = |points: &BTreeMap<String, u32>| {
                Ballot::Points(points.iter().map(|(id, points)| (id.clone(), *points)).collect())
            };
            let candidates = published.expected.points.keys().cloned().collect();
            let shape = BallotShape::Points { least: 0, most: 1000, total: None };
            (shape, published.points.values().map(given).collect(), candidates)
        }
        other => panic!("{other}"),
    };
    let roster = Roster::new(&candidates).unwrap();
    let rolls = Rolls::of(&roster, &ballots).unwrap();
    let rule = || Stated::Is(Spoils::Category);
    let faults = Faults { too_many: rule(), too_few: rule(), twice: rule(), unknown: rule() };
    let form = Form { shape: &shape, faults: &faults, path: "stage.vote.vote" };
    let (sums, verdict) = ranked::add_up(&form, roster.len(), &rolls, &[]).unwrap();
    assert_eq!(verdict.received.valid, ballots.len() as u64);
    let points: BTreeMap<String, u64> = match sums {
        Sums::Votes(votes) => candidates.iter().cloned().zip(votes.of).collect(),
        Sums::Placings(placings) => {
            let earned = |(first, _, times): (u32, u32, u64)| {
                times * published.table.get(first as usize - 1).copied().unwrap_or(0)
            };
            let of = |id: &String| placings.of(roster.find(id)).map(earned).sum();
            candidates.iter().map(|id| (id.clone(), of(id))).collect()
        }
        Sums::Opinions(_) => panic!("these ballots give points"),
    };
    assert_eq!(points, published.expected.points);
}

/// Ballots in which everybody stands in each place as often as was published, and nobody twice on one.
fn laid_together(published: &Published) -> Vec<Ballot> {
    let mut ballots: Vec<Vec<String>> = Vec::new();
    for place in 0..published.table.len() {
        let column: Vec<&String> =
            published.places.iter().flat_map(|(id, of)| std::iter::repeat_n(id, of[place])).collect();
        if place == 0 {
            ballots = column.iter().map(|id| vec![(*id).clone()]).collect();
            continue;
        }
        let mut taken: Vec<Option<usize>> = vec![None; ballots.len()];
        for item in 0..column.len() {
            let mut tried = vec![false; ballots.len()];
            assert!(find_room(item, &column, &ballots, &mut taken, &mut tried), "somebody would stand twice");
        }
        for (ballot, item) in ballots.iter_mut().zip(taken) {
            ballot.extend(item.map(|item| column[item].clone()));
        }
        // A ballot that leaves a place out names nobody further.
        ballots.sort_by_key(|ballot| std::cmp::Reverse(ballot.len()));
    }
    ballots
        .into_iter()
        .map(|ballot| Ballot::Ranking(ballot.into_iter().map(|id| vec![id]).collect()))
        .collect()
}

/// Finds a ballot for the next place's item, and moves others where that makes room.
fn find_room(
    item: usize,
    column: &[&String],
    ballots: &[Vec<String>],
    taken: &mut [Option<usize>],
    tried: &mut [bool],
) -> bool {
    // Whoever has filled fewer places than the first ballot has ended.
    let full = ballots.first().map_or(0, Vec::len);
    for at in 0..ballots.len() {
        if tried[at] || ballots[at].len() < full || ballots[at].contains(column[item]) {
            continue;
        }
        tried[at] = true;
        if taken[at].is_none_or(|other| find_room(other, column, ballots, taken, tried)) {
            taken[at] = Some(item);
            return true;
        }
    }
    false
}

#[test]
fn a_scottish_ward_is_elected_as_it_was() {
    let published = read("kilmarnock-south-2022");
    assert_eq!(published.what, "transfer");
    let roster = Roster::new(&published.candidates).unwrap();
    let roll = valid(&published, &roster);
    let rule = |order| TransferRule {
        stage: "vote".to_owned(),
        quota: Stated::Is(Quota::Droop),
        reach: Stated::Is(Reach::AtLeast),
        surplus: Stated::Is(Surplus {
            parcel: Stated::Is(Parcel::Pile),
            by: Stated::Is(ReckonedBy::Value),
            over: Stated::Is(DividedOver::All),
            order: Stated::Is(order),
            places: Some(5),
            from: None,
        }),
        ties: Stated::Is(vec![Break::Backwards]),
        last: Stated::NotStated,
    };
    let standing: Vec<_> = roster.all().collect();
    let count = |order| {
        transfer(
            &rule(order),
            "combine.transfer",
            &roster,
            &roll,
            &standing,
            published.seats,
            Means::default(),
        )
    };
    as_published(&published, &count(SurplusOrder::Together));
    assert_eq!(
        count(SurplusOrder::Largest).elected,
        published.expected.elected,
        "by Scotland's own order too"
    );
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

#[test]
fn points_for_places_add_up_as_they_did() {
    for name in ["heisman-2009", "cy-young-al-2021", "cy-young-al-2022", "cy-young-al-2005"] {
        adds_up(name);
    }
}

#[test]
fn juries_and_callers_together_give_what_they_gave() {
    for name in ["eurovision-2022", "eurovision-2021"] {
        adds_up(name);
    }
}

#[test]
fn every_published_table_is_counted_and_cited() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/published");
    let cited = std::fs::read_to_string(folder.join("README.md")).unwrap();
    let ours = include_str!("published.rs");
    let mut tables = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        if let Some(name) = name.strip_suffix(".json") {
            assert!(cited.contains(&format!("`{name}.json`")), "{name} is not cited");
            assert!(ours.contains(&format!("\"{name}\"")), "{name} is not counted");
            tables += 1;
        }
    }
    assert!(tables >= 10);
}
