//! The candidates in a count with their piles of ballots, and how ballots go on.

use std::collections::BTreeMap;

use super::roll::{Index, Roll, Roster, SHARED};
use super::rounds::{Move, Round, Why};
use crate::exact::Exact;

/// A ballot in somebody's pile, and where on it the candidate's place begins. A ballot that is shared lies in several.
#[derive(Debug, Clone, Copy)]
struct Entry {
    ballot: u32,
    at: u32,
}

/// Ballots by what each of them is worth here.
type Parcels = BTreeMap<Exact, Vec<Entry>>;

/// A candidate's ballots, batch after batch as they came.
#[derive(Debug, Default)]
struct Pile {
    votes: Exact,
    /// What came in each round; several who pass ballots on in one round make one batch together.
    batches: Vec<(usize, Parcels)>,
}

/// Where somebody is in a count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Receives votes.
    In,
    /// Is elected and receives no more.
    Elected,
    /// Has fallen out, or never was in.
    Out,
}

/// What everybody had in one round.
#[derive(Debug, Clone, Default)]
pub(super) struct Tally(Vec<Exact>);

impl Tally {
    pub(super) fn of(&self, candidate: Index) -> Exact {
        self.0.get(usize::from(candidate)).cloned().unwrap_or_default()
    }
}

/// Ballots by next candidate and the number who share the place.
type Next = BTreeMap<(Index, u32), Vec<Entry>>;

/// What becomes of ballots on their way: whose they are next, worth what, and which are nobody's.
#[derive(Default)]
struct Dealt {
    /// By old value.
    next: Vec<(Exact, Next)>,
    /// By old value: how many ballots are nobody's.
    nobody: Vec<(Exact, u64)>,
}

/// How a surplus is divided; whatever the ballots at hand leave no doubt about need not be stated.
pub(super) struct Division {
    /// What goes on.
    pub surplus: Exact,
    /// Only the batch that came last.
    pub last_batch: bool,
    /// The same for every ballot, in place of in proportion to its value.
    pub by_papers: bool,
    /// Only among ballots that somebody is next on.
    pub transferable: bool,
    /// Decimal places of a ballot's new value.
    pub places: Option<u32>,
}

/// What the ballots of an elected candidate leave open, so that the plan has to say it.
pub(super) struct Open {
    /// More than one batch.
    pub batches: bool,
    /// Ballots of different value.
    pub values: bool,
    /// Ballots that nobody is next on.
    pub nobody: bool,
}

pub(super) struct Field<'a> {
    roster: &'a Roster,
    roll: &'a Roll<Index>,
    places: Vec<Place>,
    piles: Vec<Pile>,
    exhausted: Exact,
    cut: Exact,
    round: usize,
    /// What everybody had in the rounds before, the first round first.
    pub earlier: Vec<Tally>,
}

impl<'a> Field<'a> {
    /// Deals every ballot to its first candidate who is `standing`.
    pub(super) fn new(roster: &'a Roster, roll: &'a Roll<Index>, standing: &[Index]) -> Self {
        let mut field = Field {
            roster,
            roll,
            places: vec![Place::Out; roster.len()],
            piles: roster.all().map(|_| Pile::default()).collect(),
            exhausted: Exact::zero(),
            cut: Exact::zero(),
            round: 0,
            earlier: Vec::new(),
        };
        for candidate in standing {
            field.put(*candidate, Place::In);
        }
        let all = (0..roll.len() as u32).map(|ballot| Entry { ballot, at: 0 });
        let dealt = field.deal([(Exact::from(1), all)]);
        field.hand_over(dealt, &|value: &Exact| value.clone());
        field
    }

    pub(super) fn is(&self, candidate: Index, place: Place) -> bool {
        self.places.get(usize::from(candidate)) == Some(&place)
    }

    pub(super) fn put(&mut self, candidate: Index, place: Place) {
        if let Some(now) = self.places.get_mut(usize::from(candidate)) {
            *now = place;
        }
    }

    /// Those in the count, in the order of the roster.
    pub(super) fn standing(&self) -> Vec<Index> {
        self.roster.all().filter(|candidate| self.is(*candidate, Place::In)).collect()
    }

    pub(super) fn votes(&self, candidate: Index) -> Exact {
        self.piles.get(usize::from(candidate)).map(|pile| pile.votes.clone()).unwrap_or_default()
    }

    /// Opens a round: how things stand.
    pub(super) fn round(&mut self) -> Round {
        self.round += 1;
        let counted = self.roster.all().filter(|candidate| !self.is(*candidate, Place::Out));
        Round {
            votes: counted.map(|c| (self.roster.id(c).to_owned(), self.votes(c))).collect(),
            exhausted: self.exhausted.clone(),
            cut: self.cut.clone(),
            ..Round::default()
        }
    }

    /// What everybody has now.
    pub(super) fn tally(&self) -> Tally {
        Tally(self.piles.iter().map(|pile| pile.votes.clone()).collect())
    }

    /// The ballots of whoever falls out go on, each worth what it was.
    pub(super) fn drop_out(&mut self, candidate: Index) -> Move {
        self.put(candidate, Place::Out);
        let Some(pile) = self.piles.get_mut(usize::from(candidate)).map(std::mem::take) else {
            return self.moved(candidate, Why::Out, Exact::zero(), BTreeMap::new(), Exact::zero());
        };
        let dealt = self.deal(merged(pile.batches));
        let (to, exhausted) = self.hand_over(dealt, &|value: &Exact| value.clone());
        self.moved(candidate, Why::Out, pile.votes, to, exhausted)
    }

    /// What the plan has to say about an elected candidate's ballots, under what it says already.
    pub(super) fn open(&self, candidate: Index, last_batch: bool) -> Open {
        let Some(pile) = self.piles.get(usize::from(candidate)) else {
            return Open { batches: false, values: false, nobody: false };
        };
        let going = if last_batch { pile.batches.len().saturating_sub(1) } else { 0 };
        let going = pile.batches.get(going..).unwrap_or_default();
        let parcels = || going.iter().map(|(_, parcels)| parcels);
        let mut values = parcels().flat_map(BTreeMap::keys);
        let first = values.next();
        Open {
            batches: pile.batches.len() > 1,
            values: values.any(|value| Some(value) != first),
            nobody: parcels().flat_map(BTreeMap::values).flatten().any(|entry| self.next(*entry).is_none()),
        }
    }

    /// What an elected candidate has above the quota goes on; the quota itself stays.
    pub(super) fn pass_on(&mut self, candidate: Index, division: &Division) -> Move {
        let surplus = &division.surplus;
        let mut batches = Vec::new();
        if let Some(pile) = self.piles.get_mut(usize::from(candidate)) {
            pile.votes = pile.votes.less(surplus);
            batches = std::mem::take(&mut pile.batches);
        }
        let going = if division.last_batch { batches.len().saturating_sub(1) } else { 0 };
        let dealt = self.deal(merged(batches.split_off(going)));

        let weigh = |value: &Exact, ballots: u64| {
            let each = if division.by_papers { &Exact::from(1) } else { value };
            each * &Exact::from(ballots)
        };
        let reach = |(value, next): &(Exact, Next)| {
            // A ballot that is shared is told once for each of those who share it.
            let parts =
                next.iter().map(|((_, shares), entries)| share(&weigh(value, entries.len() as u64), *shares));
            parts.fold(Exact::zero(), |sum, part| &sum + &part)
        };
        let mut whole: Exact = dealt.next.iter().map(reach).fold(Exact::zero(), |sum, part| &sum + &part);
        if !division.transferable {
            let lost = dealt.nobody.iter().map(|(value, ballots)| weigh(value, *ballots));
            whole = lost.fold(whole, |sum, part| &sum + &part);
        }
        let exact = |value: &Exact| {
            let unit = if division.by_papers { Exact::from(1) } else { value.clone() };
            let fraction = surplus.over(&whole).unwrap_or_else(Exact::zero);
            let new = &unit * &fraction;
            if division.transferable { new.min(value.clone()) } else { new }
        };
        let cut_off = |value: &Exact| match division.places {
            Some(places) => exact(value).cut(places),
            None => exact(value),
        };
        let moved = |dealt: &Dealt, new: &dyn Fn(&Exact) -> Exact| {
            let parts = dealt.next.iter().flat_map(|(value, next)| {
                let new = new(value);
                next.iter().map(move |((_, shares), entries)| {
                    share(&(&new * &Exact::from(entries.len() as u64)), *shares)
                })
            });
            parts.fold(Exact::zero(), |sum, part| &sum + &part)
        };
        let cut = moved(&dealt, &exact).less(&moved(&dealt, &cut_off));
        let (to, _) = self.hand_over(Dealt { next: dealt.next, nobody: Vec::new() }, &cut_off);
        let passed = to.values().sum::<Exact>();
        let exhausted = surplus.less(&passed).less(&cut);
        self.exhausted = &self.exhausted + &exhausted;
        self.cut = &self.cut + &cut;
        Move { cut, ..self.moved(candidate, Why::Surplus, surplus.clone(), to, exhausted) }
    }

    fn moved(
        &self,
        from: Index,
        why: Why,
        votes: Exact,
        to: BTreeMap<Index, Exact>,
        exhausted: Exact,
    ) -> Move {
        let to = to.into_iter().map(|(candidate, votes)| (self.roster.id(candidate).to_owned(), votes));
        let from = self.roster.id(from).to_owned();
        Move { from, why, votes, to: to.collect(), exhausted, cut: Exact::zero() }
    }

    /// The next place with anybody in the count, as its bounds on the ballot.
    fn next(&self, entry: Entry) -> Option<(usize, usize)> {
        let ballot = self.roll.get(entry.ballot as usize);
        let mut at = entry.at as usize;
        while at < ballot.len() {
            let rest = ballot.get(at + 1..).unwrap_or_default();
            let end = at + 1 + rest.iter().take_while(|item| *item & SHARED != 0).count();
            let group = ballot.get(at..end).unwrap_or_default();
            if group.iter().any(|item| self.is(item & !SHARED, Place::In)) {
                return Some((at, end));
            }
            at = end;
        }
        None
    }

    /// Where ballots go; nothing is moved yet.
    fn deal<E: IntoIterator<Item = Entry>>(&self, parcels: impl IntoIterator<Item = (Exact, E)>) -> Dealt {
        let mut dealt = Dealt::default();
        let mut alone: Vec<Vec<Entry>> = vec![Vec::new(); self.places.len()];
        for (value, entries) in parcels {
            let mut next = Next::new();
            let mut nobody = 0;
            for entry in entries {
                let Some((at, end)) = self.next(entry) else {
                    nobody += 1;
                    continue;
                };
                let entry = Entry { at: at as u32, ..entry };
                let group = self.roll.get(entry.ballot as usize).get(at..end).unwrap_or_default();
                if let [only] = group {
                    if let Some(pile) = alone.get_mut(usize::from(*only)) {
                        pile.push(entry);
                    }
                    continue;
                }
                let sharing = || group.iter().map(|item| item & !SHARED).filter(|c| self.is(*c, Place::In));
                let shares = sharing().count() as u32;
                for candidate in sharing() {
                    next.entry((candidate, shares)).or_default().push(entry);
                }
            }
            for (candidate, pile) in (0..).zip(&mut alone) {
                if !pile.is_empty() {
                    next.entry((candidate, 1)).or_default().append(pile);
                }
            }
            if nobody > 0 {
                dealt.nobody.push((value.clone(), nobody));
            }
            dealt.next.push((value, next));
        }
        dealt
    }

    /// Lays the ballots on their new piles as one batch each, worth what `new` makes of their old value.
    fn hand_over(&mut self, dealt: Dealt, new: &dyn Fn(&Exact) -> Exact) -> (BTreeMap<Index, Exact>, Exact) {
        let mut batches: BTreeMap<Index, Parcels> = BTreeMap::new();
        for (value, next) in dealt.next {
            let value = new(&value);
            for ((candidate, shares), mut entries) in next {
                let parcels = batches.entry(candidate).or_default();
                parcels.entry(share(&value, shares)).or_default().append(&mut entries);
            }
        }
        let mut to = BTreeMap::new();
        for (candidate, parcels) in batches {
            let worth = parcels.iter().map(|(value, entries)| value * &Exact::from(entries.len() as u64));
            let worth = worth.fold(Exact::zero(), |sum, part| &sum + &part);
            if let Some(pile) = self.piles.get_mut(usize::from(candidate)) {
                pile.votes = &pile.votes + &worth;
                match pile.batches.last_mut() {
                    Some((round, batch)) if *round == self.round => lay_on(batch, parcels),
                    _ => pile.batches.push((self.round, parcels)),
                }
            }
            to.insert(candidate, worth);
        }
        let lost = dealt.nobody.iter().map(|(value, ballots)| &new(value) * &Exact::from(*ballots));
        let exhausted = lost.fold(Exact::zero(), |sum, part| &sum + &part);
        self.exhausted = &self.exhausted + &exhausted;
        (to, exhausted)
    }
}

fn share(value: &Exact, shares: u32) -> Exact {
    value.over(&Exact::from(u64::from(shares))).unwrap_or_else(|| value.clone())
}

fn merged(batches: Vec<(usize, Parcels)>) -> Parcels {
    let mut merged = Parcels::new();
    batches.into_iter().for_each(|(_, parcels)| lay_on(&mut merged, parcels));
    merged
}

fn lay_on(pile: &mut Parcels, parcels: Parcels) {
    for (value, mut entries) in parcels {
        pile.entry(value).or_default().append(&mut entries);
    }
}
