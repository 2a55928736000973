//! Equals inside a run-off or transfer, told apart step by step.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use plan::{Break, Stated};
use sha2::{Digest, Sha256};

use super::field::Tally;
use super::roll::{Index, Roll, Roster};
use super::rounds::{About, Settled, SettledEnd, Try};
use super::sums::Placings;
use crate::exact::Exact;
use crate::undecided::{Missing, What, needed};

/// What a chain may need from outside the ballots.
#[derive(Debug, Clone, Copy, Default)]
pub struct Means<'a> {
    /// The seed of public lots; `None`: it is not known yet.
    pub seed: Option<&'a str>,
    /// The order in which a resolution puts equals, first placed first. Whoever is placed last falls out first.
    pub resolved: &'a [String],
}

/// What a public lot goes by: the SHA-256 of seed, a zero byte and id. The lowest is first.
pub fn lot(seed: &str, id: &str) -> [u8; 32] {
    Sha256::new().chain_update(seed).chain_update([0]).chain_update(id).finalize().into()
}

/// Why a count stands still.
pub(super) enum Stuck {
    Waits(Break),
    Missing(Missing),
}

pub(super) struct Chain<'a> {
    pub rule: &'a Stated<Vec<Break>>,
    /// Where the rule stands.
    pub path: String,
    pub roster: &'a Roster,
    pub roll: &'a Roll<Index>,
    pub means: Means<'a>,
    placings: OnceCell<Placings>,
}

/// What somebody has in one step; the more the better.
type Figures = BTreeMap<Index, Exact>;

impl<'a> Chain<'a> {
    pub(super) fn new(
        rule: &'a Stated<Vec<Break>>,
        path: String,
        roster: &'a Roster,
        roll: &'a Roll<Index>,
        means: Means<'a>,
    ) -> Self {
        Chain { rule, path, roster, roll, means, placings: OnceCell::new() }
    }

    /// Who of the equals falls out (`About::Elimination`) or comes first (otherwise): one of them, or several who share
    /// one fate. `earlier` holds what everybody had in the rounds before, the first round first.
    pub(super) fn apart(
        &self,
        equals: &[Index],
        about: About,
        earlier: &[Tally],
    ) -> (Settled, Result<Vec<Index>, Stuck>) {
        let mut settled =
            Settled { about, equals: self.roster.ids(equals), tries: Vec::new(), end: SettledEnd::Undecided };
        let steps = match needed(self.rule, || self.path.clone()) {
            Ok(steps) => steps,
            Err(missing) => return (settled, Err(Stuck::Missing(missing))),
        };
        let mut left = equals.to_vec();
        for step in steps {
            let (at, figures) = match step {
                Break::Together => {
                    settled.tries.push(self.tried(step, None, &Figures::new(), &left));
                    settled.end = SettledEnd::Told(self.roster.ids(&left));
                    return (settled, Ok(left));
                }
                Break::Countback => self.countback(&mut left, about),
                Break::Firsts => {
                    let first = |candidate| Exact::from(self.placings().at(candidate, 1));
                    let figures: Figures = left.iter().map(|c| (*c, first(*c))).collect();
                    narrow(&mut left, &figures, about);
                    (Some(1), figures)
                }
                Break::Backwards => narrow_by(earlier, true, &mut left, about),
                Break::Forwards => narrow_by(earlier, false, &mut left, about),
                Break::Named => {
                    let named = |candidate| Exact::from(self.placings().named(candidate));
                    let figures = left.iter().map(|c| (*c, named(*c))).collect();
                    narrow(&mut left, &figures, about);
                    (None, figures)
                }
                Break::Lot(_) | Break::Resolution => match self.ordered(step, &left) {
                    Some(order) => {
                        let chosen = if about == About::Elimination { order.last() } else { order.first() };
                        left = chosen.copied().into_iter().collect();
                        (None, Figures::new())
                    }
                    None => {
                        settled.tries.push(self.tried(step, None, &Figures::new(), &left));
                        settled.end = SettledEnd::Waits;
                        return (settled, Err(Stuck::Waits(step.clone())));
                    }
                },
            };
            settled.tries.push(self.tried(step, at, &figures, &left));
            if left.len() == 1 {
                settled.end = SettledEnd::Told(self.roster.ids(&left));
                return (settled, Ok(left));
            }
        }
        let missing = Missing { path: self.path.clone(), what: What::Exhausted, candidate: None };
        (settled, Err(Stuck::Missing(missing)))
    }

    fn tried(&self, by: &Break, at: Option<u32>, figures: &Figures, left: &[Index]) -> Try {
        let figures = figures.iter().map(|(c, figure)| (self.roster.id(*c).to_owned(), figure.clone()));
        Try { by: by.clone(), at, figures: figures.collect(), left: self.roster.ids(left) }
    }

    fn placings(&self) -> &Placings {
        self.placings.get_or_init(|| Placings::over(self.roster.len(), self.roll))
    }

    fn countback(&self, left: &mut Vec<Index>, about: About) -> (Option<u32>, Figures) {
        let mut told = (None, Figures::new());
        for place in 1..=self.roster.len() as u32 {
            let had = |candidate| Exact::from(self.placings().at(candidate, place));
            let figures: Figures = left.iter().map(|c| (*c, had(*c))).collect();
            if narrow(left, &figures, about) {
                told = (Some(place), figures);
            }
            if left.len() == 1 {
                break;
            }
        }
        told
    }

    /// First placed first; `None` where it is not known yet.
    fn ordered(&self, step: &Break, left: &[Index]) -> Option<Vec<Index>> {
        let mut order = left.to_vec();
        if matches!(step, Break::Lot(_)) {
            let seed = self.means.seed?;
            order.sort_by_key(|candidate| lot(seed, self.roster.id(*candidate)));
        } else {
            let place =
                |c: &Index| self.means.resolved.iter().position(|placed| placed == self.roster.id(*c));
            if !left.iter().all(|candidate| place(candidate).is_some()) {
                return None;
            }
            order.sort_by_key(place);
        }
        Some(order)
    }
}

/// Goes through the earlier rounds, from the latest or from the first; the last round that told anybody apart is told.
fn narrow_by(
    earlier: &[Tally],
    latest_first: bool,
    left: &mut Vec<Index>,
    about: About,
) -> (Option<u32>, Figures) {
    let mut told = (None, Figures::new());
    let mut rounds: Vec<(u32, &Tally)> = (1..).zip(earlier).collect();
    if latest_first {
        rounds.reverse();
    }
    for (number, tally) in rounds {
        let figures: Figures = left.iter().map(|c| (*c, tally.of(*c))).collect();
        if narrow(left, &figures, about) {
            told = (Some(number), figures);
        }
        if left.len() == 1 {
            break;
        }
    }
    told
}

/// Keeps those who trail, where it is about who falls out, and those who lead otherwise; true where that is not all.
fn narrow(left: &mut Vec<Index>, figures: &Figures, about: About) -> bool {
    let bound = match about {
        About::Elimination => figures.values().min(),
        About::Surplus | About::Seat => figures.values().max(),
    };
    let before = left.len();
    left.retain(|candidate| figures.get(candidate) == bound);
    left.len() < before
}
