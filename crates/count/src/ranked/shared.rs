//! Nomination by a shared point: E Pluribus Hugo, WSFS Constitution 3.9 (the finalist selection process).
//!
//! A ballot's one point is shared evenly among those it names who are still in. The two with the fewest points are
//! compared, and whoever of them is named on fewer ballots falls out. Ties:
//! - for fewest points: all of them are compared; for second fewest: these and the one below
//! - among those compared, for fewest ballots: the one with fewer points falls out; equal in both: all of them do
//! - where that would leave fewer than are wanted, nobody falls out and all who are left go on

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::roll::{Index, Roll, Roster, SHARED};
use crate::exact::Exact;

/// Who is nominated, and the rounds that led there.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Nomination {
    /// Valid ballots.
    pub valid: u64,
    /// The rounds, first to last; the last one drops nobody.
    pub rounds: Vec<PointRound>,
    /// Who goes on, by points in the last round; where equals cannot be told apart, more than are wanted.
    pub nominated: Vec<String>,
    /// Who fell out, round by round; several at once share one fate.
    pub out: Vec<Vec<String>>,
    /// Candidates whom no valid ballot names: they are no nominees.
    pub unnamed: Vec<String>,
}

/// One round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PointRound {
    /// What everybody has who is still in.
    pub of: BTreeMap<String, Nominee>,
    /// Ballots that name nobody who is still in; their points are spent.
    pub exhausted: u64,
    /// Who were compared.
    pub compared: Vec<String>,
    /// Who fell out.
    pub out: Vec<String>,
}

/// What somebody has in a round.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Nominee {
    /// Ballots that name them.
    pub ballots: u64,
    /// Their shares of these ballots' points.
    pub points: Exact,
}

/// Counts a nomination of so many; `roll` holds the valid ballots, whose order of names has no meaning.
pub fn shared_point(roster: &Roster, roll: &Roll<Index>, standing: &[Index], seats: u64) -> Nomination {
    let mut nomination = Nomination { valid: roll.len() as u64, ..Nomination::default() };
    let mut left = vec![false; roster.len()];
    let put = |left: &mut Vec<bool>, candidate: Index, now| {
        if let Some(is) = left.get_mut(usize::from(candidate)) {
            *is = now;
        }
    };
    standing.iter().for_each(|candidate| put(&mut left, *candidate, true));
    let (named, unnamed): (Vec<Index>, Vec<Index>) = {
        let first = points(roster, roll, &left).0;
        standing.iter().partition(|candidate| first.contains_key(candidate))
    };
    nomination.unnamed = roster.ids(&unnamed);
    unnamed.iter().for_each(|candidate| put(&mut left, *candidate, false));
    let mut remaining = named.len() as u64;
    loop {
        let (of, exhausted) = points(roster, roll, &left);
        // Whoever lost all ballots cannot be in: a ballot loses only those who fall out.
        let (compared, out) = if remaining > seats { last(&of) } else { (Vec::new(), Vec::new()) };
        let out = if remaining - out.len() as u64 >= seats { out } else { Vec::new() };
        let round = PointRound {
            of: of.iter().map(|(c, nominee)| (roster.id(*c).to_owned(), nominee.clone())).collect(),
            exhausted,
            compared: roster.ids(&compared),
            out: roster.ids(&out),
        };
        if out.is_empty() {
            let mut order: Vec<(&Index, &Nominee)> = of.iter().collect();
            order.sort_by(|a, b| (&b.1.points, b.1.ballots).cmp(&(&a.1.points, a.1.ballots)));
            nomination.nominated = order.into_iter().map(|(c, _)| roster.id(*c).to_owned()).collect();
            nomination.rounds.push(round);
            return nomination;
        }
        remaining -= out.len() as u64;
        out.iter().for_each(|candidate| put(&mut left, *candidate, false));
        nomination.out.push(round.out.clone());
        nomination.rounds.push(round);
    }
}

/// Who is compared, and who of them falls out.
fn last(of: &BTreeMap<Index, Nominee>) -> (Vec<Index>, Vec<Index>) {
    let mut by_points: Vec<(&Exact, Index)> = of.iter().map(|(c, nominee)| (&nominee.points, *c)).collect();
    by_points.sort();
    let Some((bound, _)) = by_points.get(1) else { return (Vec::new(), Vec::new()) };
    let compared: Vec<Index> =
        by_points.iter().take_while(|(points, _)| points <= bound).map(|(_, c)| *c).collect();
    let least = compared.iter().filter_map(|candidate| of.get(candidate)).min();
    let out = compared.iter().copied().filter(|candidate| of.get(candidate) == least).collect();
    (compared, out)
}

/// What everybody has whom a ballot names and who is still in, and the ballots that name nobody of them.
fn points(roster: &Roster, roll: &Roll<Index>, left: &[bool]) -> (BTreeMap<Index, Nominee>, u64) {
    // How often each is named on ballots that name so many.
    let mut shares: Vec<BTreeMap<u64, u64>> = vec![BTreeMap::new(); roster.len()];
    let mut exhausted = 0;
    for ballot in roll.iter() {
        let named =
            || ballot.iter().map(|item| usize::from(item & !SHARED)).filter(|c| left.get(*c) == Some(&true));
        let size = named().count() as u64;
        exhausted += u64::from(size == 0);
        for candidate in named() {
            if let Some(of) = shares.get_mut(candidate) {
                *of.entry(size).or_default() += 1;
            }
        }
    }
    let nominee = |shares: &BTreeMap<u64, u64>| {
        let part = |(size, times): (&u64, &u64)| Exact::from(*times).over(&Exact::from(*size));
        let points = shares.iter().filter_map(part).fold(Exact::zero(), |sum, part| &sum + &part);
        Nominee { ballots: shares.values().sum(), points }
    };
    let of = (0..).zip(&shares).filter(|(_, shares)| !shares.is_empty());
    (of.map(|(candidate, shares)| (candidate, nominee(shares))).collect(), exhausted)
}
