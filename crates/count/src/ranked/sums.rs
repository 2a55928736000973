//! What valid ballots add up to, candidate by candidate in the order of the roster.

use std::collections::BTreeMap;

use plan::{BallotShape, Opinion};

use super::roll::{Index, Roll, SHARED};

/// Figures of one category's valid ballots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sums {
    /// Votes, or points as given.
    Votes(Votes),
    /// Marks of support and opposition.
    Opinions(Opinions),
    /// Places in rankings.
    Placings(Placings),
}

impl Sums {
    pub(crate) fn of(shape: &BallotShape, candidates: usize) -> Sums {
        match shape {
            BallotShape::Approve { .. } | BallotShape::Points { .. } => {
                Sums::Votes(Votes { of: vec![0; candidates] })
            }
            BallotShape::Opinion { .. } => {
                Sums::Opinions(Opinions { support: vec![0; candidates], oppose: vec![0; candidates] })
            }
            BallotShape::Rank { .. } => Sums::Placings(Placings::new(candidates)),
        }
    }
}

/// Votes or points of each.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Votes {
    /// By place in the roster.
    pub of: Vec<u64>,
}

impl Votes {
    pub(crate) fn choices(&mut self, ballot: &[Index]) {
        for candidate in ballot {
            if let Some(votes) = self.of.get_mut(usize::from(*candidate)) {
                *votes += 1;
            }
        }
    }

    pub(crate) fn points(&mut self, ballot: &[(Index, u32)]) {
        for (candidate, points) in ballot {
            if let Some(sum) = self.of.get_mut(usize::from(*candidate)) {
                *sum += u64::from(*points);
            }
        }
    }
}

/// Support and opposition of each; whoever valid ballots do neither for is abstained on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Opinions {
    /// By place in the roster.
    pub support: Vec<u64>,
    /// By place in the roster.
    pub oppose: Vec<u64>,
}

impl Opinions {
    pub(crate) fn add(&mut self, ballot: &[(Index, Opinion)]) {
        for (candidate, mark) in ballot {
            let of = match mark {
                Opinion::Support => &mut self.support,
                Opinion::Oppose => &mut self.oppose,
                Opinion::Abstain => continue,
            };
            if let Some(votes) = of.get_mut(usize::from(*candidate)) {
                *votes += 1;
            }
        }
    }
}

/// How often each stands in which place. Candidates who share a place fill as many places as they are: two behind the
/// first fill the second and third.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placings {
    candidates: usize,
    alone: Vec<u64>,
    shared: BTreeMap<(Index, u32, u32), u64>,
}

impl Placings {
    fn new(candidates: usize) -> Self {
        Placings { candidates, alone: vec![0; candidates * candidates], shared: BTreeMap::new() }
    }

    /// Of all ballots of a roll.
    pub fn over(candidates: usize, roll: &Roll<Index>) -> Self {
        let mut placings = Placings::new(candidates);
        roll.iter().for_each(|ballot| placings.add(ballot));
        placings
    }

    pub(crate) fn add(&mut self, ballot: &[Index]) {
        let mut place = 0;
        for group in places(ballot) {
            if let [candidate] = group {
                let at = usize::from(*candidate) * self.candidates + place;
                if let Some(times) = self.alone.get_mut(at) {
                    *times += 1;
                }
            } else {
                let (first, last) = (place as u32 + 1, (place + group.len()) as u32);
                for candidate in group {
                    *self.shared.entry((candidate & !SHARED, first, last)).or_default() += 1;
                }
            }
            place += group.len();
        }
    }

    /// First and last of the places (from 1) that a candidate fills, alone or with others, and on how many ballots.
    pub fn of(&self, candidate: Index) -> impl Iterator<Item = (u32, u32, u64)> + '_ {
        let start = usize::from(candidate) * self.candidates;
        let alone = self.alone.get(start..start + self.candidates).unwrap_or_default();
        let alone = alone.iter().zip(1..).map(|(times, place)| (place, place, *times));
        let shared = self.shared.range((candidate, 0, 0)..=(candidate, u32::MAX, u32::MAX));
        let shared = shared.map(|((_, first, last), times)| (*first, *last, *times));
        alone.chain(shared).filter(|(_, _, times)| *times > 0)
    }

    /// How many ballots have the candidate in this place (from 1), or sharing a group of places that begins with it.
    pub fn at(&self, candidate: Index, place: u32) -> u64 {
        self.of(candidate).filter(|(first, _, _)| *first == place).map(|(_, _, times)| times).sum()
    }

    /// How many ballots name the candidate.
    pub fn named(&self, candidate: Index) -> u64 {
        self.of(candidate).map(|(_, _, times)| times).sum()
    }
}

/// The places of a ranking, each as those who share it.
pub(crate) fn places(ballot: &[Index]) -> impl Iterator<Item = &[Index]> {
    ballot.chunk_by(|_, next| next & SHARED != 0)
}
