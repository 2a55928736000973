//! Many ballots, close together: ten million of them fit into memory and are read from front to back.

use std::collections::BTreeMap;

use plan::Opinion;
use serde::{Deserialize, Serialize};

use crate::CountError;

/// A candidate's place in the roster; ballots hold these in place of handles.
pub type Index = u16;

/// In a ranking: this candidate shares the place of the one before.
pub const SHARED: Index = 0x8000;

/// A name that is no candidate.
pub const NOBODY: Index = 0x7fff;

/// The handle of "no award" among candidates.
pub const NO_AWARD: &str = "no-award";

/// One ballot as it is written, by handles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ballot {
    /// Those chosen.
    Choices(Vec<String>),
    /// Points for each.
    Points(Vec<(String, u32)>),
    /// First place, second place …; several may share one.
    Ranking(Vec<Vec<String>>),
    /// A mark for each.
    Opinions(Vec<(String, Opinion)>),
}

impl Ballot {
    /// Takes names off, as if they had not been written.
    pub(crate) fn strike(&mut self, out: &[String]) {
        match self {
            Ballot::Choices(ids) => ids.retain(|id| !out.contains(id)),
            Ballot::Points(points) => points.retain(|(id, _)| !out.contains(id)),
            Ballot::Opinions(marks) => marks.retain(|(id, _)| !out.contains(id)),
            Ballot::Ranking(places) => {
                places.iter_mut().for_each(|place| place.retain(|id| !out.contains(id)));
                places.retain(|place| !place.is_empty());
            }
        }
    }
}

/// The candidates, in the order of their numbers. Write-ins and "no award" ([`NO_AWARD`]) are candidates.
#[derive(Debug, Clone)]
pub struct Roster {
    ids: Vec<String>,
    index: BTreeMap<String, Index>,
}

impl Roster {
    /// The roster of these handles.
    ///
    /// # Errors
    /// [`CountError::CandidateTwice`], or [`CountError::TooManyCandidates`] from 32,767 of them on.
    pub fn new(candidates: &[String]) -> Result<Self, CountError> {
        let mut index = BTreeMap::new();
        for (place, id) in candidates.iter().enumerate() {
            let place = Index::try_from(place).ok().filter(|place| *place < NOBODY);
            let place = place.ok_or(CountError::TooManyCandidates)?;
            if index.insert(id.clone(), place).is_some() {
                return Err(CountError::CandidateTwice(id.clone()));
            }
        }
        Ok(Roster { ids: candidates.to_vec(), index })
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// True where there is none.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// A candidate's place; [`NOBODY`] where the handle is none of them.
    pub fn find(&self, id: &str) -> Index {
        self.index.get(id).copied().unwrap_or(NOBODY)
    }

    /// The handle at a place; empty where there is none.
    pub fn id(&self, candidate: Index) -> &str {
        self.ids.get(usize::from(candidate)).map_or("", String::as_str)
    }

    /// The handles of these places, in the order given.
    pub(crate) fn ids(&self, places: &[Index]) -> Vec<String> {
        places.iter().map(|place| self.id(*place).to_owned()).collect()
    }

    /// Every place.
    pub fn all(&self) -> impl Iterator<Item = Index> + use<> {
        0..self.ids.len() as Index
    }
}

/// Ballots one after the other in one piece of memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roll<T> {
    items: Vec<T>,
    ends: Vec<usize>,
}

impl<T> Default for Roll<T> {
    fn default() -> Self {
        Roll { items: Vec::new(), ends: Vec::new() }
    }
}

impl<T: Copy> Roll<T> {
    /// With room for so many ballots of so many items each.
    pub fn with_capacity(ballots: usize, items: usize) -> Self {
        Roll { items: Vec::with_capacity(ballots.saturating_mul(items)), ends: Vec::with_capacity(ballots) }
    }

    /// Adds a ballot.
    pub fn push(&mut self, ballot: impl IntoIterator<Item = T>) {
        self.items.extend(ballot);
        self.ends.push(self.items.len());
    }

    /// How many ballots.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// True where there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// One ballot, by its place from 0; nothing where there is none.
    pub fn get(&self, ballot: usize) -> &[T] {
        let start = ballot.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(ballot).copied().unwrap_or(start);
        self.items.get(start..end).unwrap_or_default()
    }

    /// From front to back.
    pub fn iter(&self) -> impl Iterator<Item = &[T]> {
        let mut rest = self.items.as_slice();
        let mut start = 0;
        self.ends.iter().map(move |end| {
            let (ballot, after) = rest.split_at(end - start);
            (rest, start) = (after, *end);
            ballot
        })
    }
}

/// The ballots of one category, all of one shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rolls {
    /// Those chosen.
    Choices(Roll<Index>),
    /// Points for each.
    Points(Roll<(Index, u32)>),
    /// In order of preference, with [`SHARED`] on whoever shares the place of the one before.
    Rankings(Roll<Index>),
    /// A mark for each.
    Opinions(Roll<(Index, Opinion)>),
}

impl Rolls {
    /// Ballots by handles, laid close together.
    ///
    /// # Errors
    /// [`CountError::Shape`] where they are not all of one shape. No ballots at all are choices.
    pub fn of(roster: &Roster, ballots: &[Ballot]) -> Result<Self, CountError> {
        let mut rolls = match ballots.first() {
            None | Some(Ballot::Choices(_)) => Rolls::Choices(Roll::default()),
            Some(Ballot::Points(_)) => Rolls::Points(Roll::default()),
            Some(Ballot::Ranking(_)) => Rolls::Rankings(Roll::default()),
            Some(Ballot::Opinions(_)) => Rolls::Opinions(Roll::default()),
        };
        for ballot in ballots {
            rolls.push(roster, ballot)?;
        }
        Ok(rolls)
    }

    /// Adds a ballot by handles.
    ///
    /// # Errors
    /// [`CountError::Shape`] where it is of another shape than the others.
    pub fn push(&mut self, roster: &Roster, ballot: &Ballot) -> Result<(), CountError> {
        match (self, ballot) {
            (Rolls::Choices(roll), Ballot::Choices(ids)) => roll.push(ids.iter().map(|id| roster.find(id))),
            (Rolls::Points(roll), Ballot::Points(points)) => {
                roll.push(points.iter().map(|(id, points)| (roster.find(id), *points)));
            }
            (Rolls::Rankings(roll), Ballot::Ranking(places)) => {
                let place = |ids: &Vec<String>| -> Vec<Index> {
                    let shared = |n: usize| if n == 0 { 0 } else { SHARED };
                    ids.iter().enumerate().map(|(n, id)| roster.find(id) | shared(n)).collect()
                };
                roll.push(places.iter().flat_map(place));
            }
            (Rolls::Opinions(roll), Ballot::Opinions(marks)) => {
                roll.push(marks.iter().map(|(id, mark)| (roster.find(id), *mark)));
            }
            _ => return Err(CountError::Shape),
        }
        Ok(())
    }

    /// How many ballots.
    pub fn len(&self) -> usize {
        match self {
            Rolls::Choices(roll) | Rolls::Rankings(roll) => roll.len(),
            Rolls::Points(roll) => roll.len(),
            Rolls::Opinions(roll) => roll.len(),
        }
    }

    /// True where there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
