//! Whether a ballot counts: every one is judged, mended where the plan strikes only the excess, or put aside.

use std::collections::BTreeMap;

use plan::{BallotShape, Equals, Faults, Opinion, Spoils, Stated};
use serde::{Deserialize, Serialize};

use super::roll::{Index, Roll, Rolls, SHARED};
use super::sums::Sums;
use crate::CountError;
use crate::undecided::{Missing, What, needed};

/// What is wrong with a ballot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fault {
    /// Fewer than the plan asks for.
    TooFew,
    /// More than the plan allows.
    TooMany,
    /// A candidate is named twice.
    Twice,
    /// Somebody is named who is no candidate.
    Unknown,
    /// Two candidates share a place.
    Equals,
    /// A fault in another category spoils the whole paper.
    Elsewhere,
}

/// What came in. `valid`, the invalid and those in doubt are together all ballots.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Received {
    /// Ballots that count.
    pub valid: u64,
    /// Those among them of which something was struck.
    pub mended: u64,
    /// Ballots that count for nobody, by the fault that reaches furthest.
    pub invalid: BTreeMap<Fault, u64>,
    /// Ballots that count for nobody because the plan does not say what this fault spoils.
    pub doubtful: BTreeMap<Fault, u64>,
}

impl Received {
    /// All ballots.
    pub fn ballots(&self) -> u64 {
        self.valid + self.invalid.values().chain(self.doubtful.values()).sum::<u64>()
    }
}

/// One ballot that counts for nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Aside {
    /// Its place in the roll, from 0.
    pub ballot: u32,
    /// Why.
    pub fault: Fault,
    /// How far it reaches; `None`: the plan does not say.
    pub spoils: Option<Spoils>,
}

/// What a ballot may say, and where in the plan that stands.
#[derive(Debug, Clone, Copy)]
pub struct Form<'p> {
    /// The shape.
    pub shape: &'p BallotShape,
    /// What a fault spoils.
    pub faults: &'p Faults,
    /// Where both stand: `stage.vote.vote`, `stage.panel.review`.
    pub path: &'p str,
}

/// What became of all ballots of one category.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Verdict {
    /// How many of each.
    pub received: Received,
    /// Which do not count, in the order of the roll.
    pub aside: Vec<Aside>,
    /// What the plan would have to say about faults that occurred.
    pub missing: Vec<Missing>,
}

impl Verdict {
    /// The ballots whose papers are spoilt in all categories. Whoever has the papers hands them to the other
    /// categories as `elsewhere`.
    pub fn papers(&self) -> impl Iterator<Item = u32> + '_ {
        let spoilt = |aside: &&Aside| aside.spoils == Some(Spoils::Paper) && aside.fault != Fault::Elsewhere;
        self.aside.iter().filter(spoilt).map(|aside| aside.ballot)
    }
}

/// What is wrong with the ballot at hand. Of several faults the one that reaches furthest holds; a fault of which the
/// plan says nothing leaves a ballot in doubt only where no other makes it invalid anyway.
#[derive(Default)]
struct Found {
    spoilt: Option<(Spoils, Fault)>,
    doubt: Option<Fault>,
    mended: bool,
}

impl Found {
    fn meets(&mut self, rule: &Stated<Spoils>, fault: Fault) {
        match rule.get() {
            Some(Spoils::Excess) => self.mended = true,
            Some(reach) => self.spoils(*reach, fault),
            None => self.doubts(fault),
        }
    }

    fn spoils(&mut self, reach: Spoils, fault: Fault) {
        if self.spoilt.is_none_or(|(before, _)| before < reach) {
            self.spoilt = Some((reach, fault));
        }
    }

    fn doubts(&mut self, fault: Fault) {
        self.doubt.get_or_insert(fault);
    }

    /// There is no excess to strike where something lacks.
    fn too_few(&mut self, faults: &Faults) {
        let reach = faults.too_few.get().copied().unwrap_or(Spoils::Category);
        self.spoils(reach.max(Spoils::Category), Fault::TooFew);
    }
}

/// Who has been named on the ballot at hand.
struct Named {
    by: Vec<u32>,
    ballot: u32,
}

impl Named {
    fn new(candidates: usize) -> Self {
        Named { by: vec![0; candidates], ballot: 0 }
    }

    fn next(&mut self) {
        self.ballot += 1;
    }

    /// True where the candidate is named for the first time and the naming stands.
    fn first(&mut self, candidate: Index, faults: &Faults, found: &mut Found) -> bool {
        match self.by.get_mut(usize::from(candidate)) {
            None => found.meets(&faults.unknown, Fault::Unknown),
            Some(last) if *last == self.ballot => found.meets(&faults.twice, Fault::Twice),
            Some(last) => {
                *last = self.ballot;
                return true;
            }
        }
        false
    }
}

/// Judges ballot after ballot and hands what stands of each to `count`.
fn each<T: Copy>(
    roll: &Roll<T>,
    elsewhere: &[u32],
    mut judge: impl FnMut(&[T], &mut Vec<T>, &mut Found),
    mut count: impl FnMut(&[T]),
) -> Verdict {
    let mut verdict = Verdict::default();
    let received = &mut verdict.received;
    let mut elsewhere = elsewhere.iter().peekable();
    let mut kept = Vec::new();
    for (ballot, items) in roll.iter().enumerate() {
        let ballot = ballot as u32;
        let mut found = Found::default();
        kept.clear();
        judge(items, &mut kept, &mut found);
        if elsewhere.next_if(|spoilt| **spoilt == ballot).is_some() && found.spoilt.is_none() {
            found.spoils(Spoils::Paper, Fault::Elsewhere);
        }
        match (found.spoilt, found.doubt) {
            (Some((reach, fault)), _) => {
                *received.invalid.entry(fault).or_default() += 1;
                verdict.aside.push(Aside { ballot, fault, spoils: Some(reach) });
            }
            (None, Some(fault)) => {
                *received.doubtful.entry(fault).or_default() += 1;
                verdict.aside.push(Aside { ballot, fault, spoils: None });
            }
            (None, None) => {
                received.valid += 1;
                received.mended += u64::from(found.mended);
                count(&kept);
            }
        }
    }
    verdict
}

fn choices(
    faults: &Faults,
    (least, most): (u32, u32),
    candidates: usize,
    (roll, elsewhere): (&Roll<Index>, &[u32]),
    count: impl FnMut(&[Index]),
) -> Verdict {
    let (least, most) = (least as usize, most as usize);
    let mut named = Named::new(candidates);
    let judge = |ballot: &[Index], kept: &mut Vec<Index>, found: &mut Found| {
        named.next();
        for candidate in ballot {
            if named.first(*candidate, faults, found) {
                kept.push(*candidate);
            }
        }
        if kept.len() > most {
            found.meets(&faults.too_many, Fault::TooMany);
            kept.truncate(most);
        }
        if kept.len() < least {
            found.too_few(faults);
        }
    };
    each(roll, elsewhere, judge, count)
}

fn points(
    faults: &Faults,
    (least, most, total): (u32, u32, Option<u32>),
    candidates: usize,
    (roll, elsewhere): (&Roll<(Index, u32)>, &[u32]),
    count: impl FnMut(&[(Index, u32)]),
) -> Verdict {
    let mut named = Named::new(candidates);
    let judge = |ballot: &[(Index, u32)], kept: &mut Vec<(Index, u32)>, found: &mut Found| {
        named.next();
        for (candidate, points) in ballot {
            if !named.first(*candidate, faults, found) {
                continue;
            }
            if *points < least {
                found.too_few(faults);
            }
            if *points > most {
                found.meets(&faults.too_many, Fault::TooMany);
            }
            kept.push((*candidate, (*points).min(most)));
        }
        let sum: u64 = kept.iter().map(|(_, points)| u64::from(*points)).sum();
        if total.is_some_and(|total| sum > u64::from(total)) {
            found.meets(&faults.too_many, Fault::TooMany);
            // Which of them are the excess is not to be told, even where only the excess falls.
            found.doubts(Fault::TooMany);
        }
    };
    each(roll, elsewhere, judge, count)
}

fn rankings(
    faults: &Faults,
    (least, most, equals): (u32, Option<u32>, &Stated<Equals>),
    candidates: usize,
    (roll, elsewhere): (&Roll<Index>, &[u32]),
    count: impl FnMut(&[Index]),
) -> Verdict {
    let (least, most) = (least as usize, most.map_or(usize::MAX, |most| most as usize));
    let mut named = Named::new(candidates);
    let judge = |ballot: &[Index], kept: &mut Vec<Index>, found: &mut Found| {
        named.next();
        let mut place = 0; // where the place at hand begins in what is kept
        for item in ballot {
            if item & SHARED == 0 {
                place = kept.len();
            }
            if !named.first(item & !SHARED, faults, found) {
                continue;
            }
            if kept.len() == place {
                kept.push(item & !SHARED);
                continue;
            }
            match equals.get() {
                Some(Equals::Share) => kept.push(item | SHARED),
                Some(Equals::End) => {
                    kept.truncate(place);
                    found.mended = true;
                    break;
                }
                Some(Equals::Void) => found.spoils(Spoils::Category, Fault::Equals),
                None => found.doubts(Fault::Equals),
            }
        }
        if kept.len() > most {
            found.meets(&faults.too_many, Fault::TooMany);
            // A place that only some of its candidates could fill falls away whole.
            let end = kept.iter().take(most + 1).rposition(|item| item & SHARED == 0).unwrap_or(0);
            kept.truncate(end);
        }
        if kept.len() < least {
            found.too_few(faults);
        }
    };
    each(roll, elsewhere, judge, count)
}

fn opinions(
    faults: &Faults,
    most: Option<u32>,
    candidates: usize,
    (roll, elsewhere): (&Roll<(Index, Opinion)>, &[u32]),
    count: impl FnMut(&[(Index, Opinion)]),
) -> Verdict {
    let most = most.map_or(usize::MAX, |most| most as usize);
    let mut named = Named::new(candidates);
    let judge = |ballot: &[(Index, Opinion)], kept: &mut Vec<(Index, Opinion)>, found: &mut Found| {
        named.next();
        let mut supported = 0;
        for (candidate, mark) in ballot {
            if !named.first(*candidate, faults, found) {
                continue;
            }
            if *mark == Opinion::Support {
                if supported == most {
                    found.meets(&faults.too_many, Fault::TooMany);
                    continue;
                }
                supported += 1;
            }
            kept.push((*candidate, *mark));
        }
    };
    each(roll, elsewhere, judge, count)
}

/// The ballots that stand, laid close together anew, and what became of all of them.
///
/// `elsewhere`: ascending places of ballots whose paper is spoilt by a fault in another category ([`Verdict::papers`]).
///
/// # Errors
/// [`CountError::Shape`] where the ballots are of another shape than the plan's.
pub fn sound(
    form: &Form,
    candidates: usize,
    rolls: &Rolls,
    elsewhere: &[u32],
) -> Result<(Rolls, Verdict), CountError> {
    fn keep<T: Copy>(judged: impl FnOnce(&mut dyn FnMut(&[T])) -> Verdict) -> (Roll<T>, Verdict) {
        let mut kept = Roll::default();
        let verdict = judged(&mut |ballot| kept.push(ballot.iter().copied()));
        (kept, verdict)
    }
    let faults = form.faults;
    let (rolls, mut verdict) = match (form.shape, rolls) {
        (BallotShape::Approve { least, most }, Rolls::Choices(roll)) => {
            let (roll, verdict) =
                keep(|count| choices(faults, (*least, *most), candidates, (roll, elsewhere), count));
            (Rolls::Choices(roll), verdict)
        }
        (BallotShape::Points { least, most, total }, Rolls::Points(roll)) => {
            let (roll, verdict) =
                keep(|count| points(faults, (*least, *most, *total), candidates, (roll, elsewhere), count));
            (Rolls::Points(roll), verdict)
        }
        (BallotShape::Rank { least, most, equals }, Rolls::Rankings(roll)) => {
            let (roll, verdict) =
                keep(|count| rankings(faults, (*least, *most, equals), candidates, (roll, elsewhere), count));
            (Rolls::Rankings(roll), verdict)
        }
        (BallotShape::Opinion { most }, Rolls::Opinions(roll)) => {
            let (roll, verdict) = keep(|count| opinions(faults, *most, candidates, (roll, elsewhere), count));
            (Rolls::Opinions(roll), verdict)
        }
        (_, rolls) if rolls.is_empty() => (rolls.clone(), Verdict::default()),
        _ => return Err(CountError::Shape),
    };
    verdict.missing = missing(form, &verdict.received);
    Ok((rolls, verdict))
}

/// Judges the ballots and adds up those that stand, without a copy of them. `elsewhere` as in [`sound`].
///
/// # Errors
/// [`CountError::Shape`] where the ballots are of another shape than the plan's.
pub fn add_up(
    form: &Form,
    candidates: usize,
    rolls: &Rolls,
    elsewhere: &[u32],
) -> Result<(Sums, Verdict), CountError> {
    let faults = form.faults;
    let mut sums = Sums::of(form.shape, candidates);
    let mut verdict = match (form.shape, rolls, &mut sums) {
        (BallotShape::Approve { least, most }, Rolls::Choices(roll), Sums::Votes(votes)) => {
            choices(faults, (*least, *most), candidates, (roll, elsewhere), |ballot| votes.choices(ballot))
        }
        (BallotShape::Points { least, most, total }, Rolls::Points(roll), Sums::Votes(votes)) => {
            let bounds = (*least, *most, *total);
            points(faults, bounds, candidates, (roll, elsewhere), |ballot| votes.points(ballot))
        }
        (BallotShape::Rank { least, most, equals }, Rolls::Rankings(roll), Sums::Placings(placings)) => {
            let bounds = (*least, *most, equals);
            rankings(faults, bounds, candidates, (roll, elsewhere), |ballot| placings.add(ballot))
        }
        (BallotShape::Opinion { most }, Rolls::Opinions(roll), Sums::Opinions(marks)) => {
            opinions(faults, *most, candidates, (roll, elsewhere), |ballot| marks.add(ballot))
        }
        (_, rolls, _) if rolls.is_empty() => Verdict::default(),
        _ => return Err(CountError::Shape),
    };
    verdict.missing = missing(form, &verdict.received);
    Ok((sums, verdict))
}

/// What the plan would have to say about the faults that occurred.
fn missing(form: &Form, received: &Received) -> Vec<Missing> {
    let Form { shape, faults, path } = form;
    let silent = |rule: &Stated<Spoils>, name: &str| {
        let path = format!("{path}.faults.{name}");
        match needed(rule, || path.clone()) {
            // Stated, but not which points are in excess.
            Ok(_) => Missing { path, what: What::NotStated, candidate: None },
            Err(missing) => missing,
        }
    };
    let tell = |fault: &Fault| match (fault, shape) {
        (Fault::Equals, BallotShape::Rank { equals, .. }) => {
            needed(equals, || format!("{path}.ballot.rank.equals")).err()
        }
        (Fault::Twice, _) => Some(silent(&faults.twice, "twice")),
        (Fault::Unknown, _) => Some(silent(&faults.unknown, "unknown")),
        (Fault::TooMany, _) => Some(silent(&faults.too_many, "too-many")),
        _ => None,
    };
    received.doubtful.keys().filter_map(tell).collect()
}
