//! Seats that hang on how many take part: a share of those who entered, and fewer where few do.

use plan::{Award, Fewest, Portion, Portioned, ResultRule, Seats, Stated, Take, TooFew};

use crate::exact::Exact;
use crate::steps::{Log, Step};
use crate::undecided::{Missing, What};
use crate::{Input, NO_AWARD};

/// A rule, its seats and awards, with plain numbers in them.
pub(crate) struct Shrunk {
    pub seats: Stated<Seats>,
    pub rule: ResultRule,
    pub awards: Vec<Award>,
}

/// What seats and awards come to; `None` where nothing hangs on how many take part. `few` is the row that holds because
/// too few do.
pub(crate) fn shrunk(input: &Input, few: Option<&Fewest>, log: &mut Log) -> Option<Shrunk> {
    let awards = &input.known.awards;
    let shares = std::iter::once(input.seats).chain(awards.iter().map(|award| &award.seats));
    let shared = shares.filter_map(Stated::get).any(|seats| matches!(seats, Seats::Share(_)));
    let fewer = few.and_then(|few| few.otherwise.get());
    let fewer = fewer.filter(|fewer| matches!(fewer, TooFew::Seats(_) | TooFew::Without(_)));
    if !shared && fewer.is_none() {
        return None;
    }
    let mut found = Shrunk {
        seats: input.seats.clone(),
        rule: input.rule.clone(),
        awards: awards.iter().map(|award| (*award).clone()).collect(),
    };
    let entrants = input.known.entrants.unwrap_or_else(|| taking_part(input));
    // Where a round does not look at the seats of its category, nothing is to be told of them.
    let asked = matches!(input.rule.take.get(), Some(Take::Seats | Take::Multiple(_)));
    if asked {
        let path = format!("category.{}.seats", input.category);
        share(&mut found.seats, entrants, "", &path, log);
    }
    for award in &mut found.awards {
        let path = format!("award.{}.seats", award.id);
        share(&mut award.seats, entrants, &award.id, &path, log);
    }
    match fewer {
        Some(TooFew::Without(ids)) => {
            let gone = |id: &String| ids.contains(id);
            for id in found.rule.award.iter().filter(|id| gone(id)) {
                log.step(Step::NotGiven { award: id.clone() });
            }
            found.rule.award.retain(|id| !gone(id));
            found.awards.retain(|award| !gone(&award.id));
        }
        Some(TooFew::Seats(portion)) => {
            let path = format!("result.{}.fewest.otherwise.seats", input.rule.id);
            let less = |n: u32, award: &str, log: &mut Log| part(portion, n, award, false, &path, log);
            if let Some(Take::Count(n)) = found.rule.take.get() {
                (found.rule.take, found.seats) = (Stated::Is(Take::Seats), Stated::Is(less(*n, "", log)));
            } else if let Some(seats) = found.seats.get().filter(|_| asked) {
                let fewer = reduced(seats, |n| less(n, "", log));
                found.seats = Stated::Is(fewer);
            }
            for award in &mut found.awards {
                if let Some(seats) = award.seats.get() {
                    let fewer = reduced(seats, |n| less(n, &award.id, log));
                    award.seats = Stated::Is(fewer);
                }
            }
        }
        _ => {}
    }
    Some(found)
}

/// Everybody who takes part in the round. "No award" is nobody.
fn taking_part(input: &Input) -> u64 {
    let stands = |id: &&String| **id != NO_AWARD && !input.withdrawn.contains(*id);
    input.candidates.iter().filter(stands).count() as u64
}

/// Puts a number in the place of a share of those who entered.
fn share(seats: &mut Stated<Seats>, entrants: u64, award: &str, path: &str, log: &mut Log) {
    let Stated::Is(Seats::Share(portion)) = seats else { return };
    let entrants = u32::try_from(entrants).unwrap_or(u32::MAX);
    let found = part(portion, entrants, award, true, &format!("{path}.share"), log);
    *seats = Stated::Is(found);
}

/// A number of seats made less. About so many are about so many of less.
fn reduced(seats: &Seats, mut less: impl FnMut(u32) -> Seats) -> Seats {
    match seats {
        Seats::AtMost(n) => less(*n),
        Seats::Exactly(n) => match less(*n) {
            Seats::AtMost(n) => Seats::Exactly(n),
            open => open,
        },
        Seats::About(n) => match less(*n) {
            Seats::AtMost(n) => Seats::About(n),
            open => open,
        },
        Seats::Between(bounds) => {
            let (least, most) = (less(bounds.least), less(bounds.most));
            let n = |seats: &Seats| seats.most().unwrap_or_default();
            Seats::Between(plan::Bounds { least: n(&least), most: n(&most) })
        }
        Seats::Share(_) | Seats::Unlimited => seats.clone(),
    }
}

/// A portion of a number as seats, told; `entered`: of those who entered, else of the seats that there were.
fn part(portion: &Portion, n: u32, award: &str, entered: bool, path: &str, log: &mut Log) -> Seats {
    let (seats, told) = match portion.of((n.into(), 1)) {
        Some(Portioned::Whole(seats)) => (Seats::AtMost(seats), seats),
        found => {
            let path = format!("{path}.rounding");
            log.undecided(Missing { path, what: What::NotStated, candidate: None });
            let (least, most) = match found {
                Some(Portioned::Open(least, most)) => (least, most),
                _ => (0, u32::MAX),
            };
            return Seats::Between(plan::Bounds { least, most });
        }
    };
    let award = Some(award).filter(|award| !award.is_empty()).map(str::to_owned);
    log.step(Step::Portion {
        award,
        entered,
        of: n.into(),
        share: Exact::from(&portion.share),
        seats: told.into(),
    });
    seats
}
