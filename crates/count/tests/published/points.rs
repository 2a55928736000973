//! Points for places, and points of juries and callers, added up.

use std::collections::BTreeMap;

use count::ranked::{self, Ballot, Form, Rolls, Roster, Sums};
use plan::{BallotShape, Faults, Spoils, Stated};

use super::{Published, read};

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
    let faults = Faults { too_many: rule(), too_few: rule(), twice: rule(), unknown: rule(), own: rule() };
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
