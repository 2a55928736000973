//! How many go on, and who decides.

use plan::{Award, Decide, Number, ResultRule, Seats, Stated, Take};

use crate::Input;
use crate::exact::Exact;
use crate::steps::Log;
use crate::undecided::{Missing, What, needed};

/// How far down a ranking seats go.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Target {
    /// Nobody knows.
    Open,
    /// So many; behind `sure` of them it is open how many more.
    Count { most: u64, sure: u64 },
    /// Everybody.
    All,
    /// Everybody who passes the bars.
    Passing,
    /// Everybody with at least this score.
    Score(Exact),
    /// So many of each value of an attribute.
    Of,
    /// While costs fit into this sum.
    Budget(Exact),
}

/// What the plan says of seats.
pub(crate) struct Terms {
    pub decide: Option<Decide>,
    /// How many, where that is one number.
    pub seats: Option<u64>,
    /// How many of the seats have to be filled, where the plan says it: none of "at most", the least of "between".
    pub must: Option<u64>,
    /// What would say how many go on behind those who do in any case.
    pub open: Option<Missing>,
    pub target: Target,
}

impl Terms {
    /// Reads the terms of a rule in a category, and tells what it leaves open.
    pub(crate) fn of(input: &Input, log: &mut Log) -> Terms {
        let rule = input.rule;
        let decide = needed(&rule.decide, || format!("result.{}.decide", rule.id)).copied();
        let target = match needed(&rule.take, || format!("result.{}.take", rule.id)) {
            Ok(take) => target(input, take, decide.as_ref().ok()),
            Err(missing) => Err(vec![missing]),
        };
        let decide = decide.map_err(|missing| log.undecided(missing)).ok();
        let told = rounding_told(log).is_some();
        let new = |missing: &Missing| {
            !(told && missing.what == What::NotStated && missing.path.ends_with(".seats"))
        };
        let target =
            target.map_err(|missing| missing.into_iter().filter(new).for_each(|m| log.undecided(m))).ok();
        let seats = match target {
            Some(Target::Count { most, .. }) => Some(most),
            _ => None,
        };
        let target = target.filter(|_| decide.is_some()).unwrap_or(Target::Open);
        let path = match rule.take.get() {
            Some(Take::Awards) => input.known.awards.last().map(|award| format!("award.{}.seats", award.id)),
            Some(Take::Between(_)) => Some(format!("result.{}.take", rule.id)),
            _ => None,
        };
        let path = path.unwrap_or_else(|| format!("category.{}.seats", input.category));
        let open = match target {
            Target::Count { most, sure } if sure < most => {
                let silent = || Missing { path, what: What::NotStated, candidate: None };
                Some(rounding_told(log).cloned().unwrap_or_else(silent))
            }
            _ => None,
        };
        Terms { decide, seats, must: must(input), open, target }
    }
}

/// How many have to go on, where that is said by seats or awards.
fn must(input: &Input) -> Option<u64> {
    let awards = || input.known.awards.iter().map(|award| award.seats.get().map(least)).sum();
    match input.rule.take.get()? {
        Take::Seats => input.seats.get().map(least),
        Take::Between(bounds) => Some(least(&Seats::Between(*bounds))),
        Take::Awards => awards(),
        _ => None,
    }
}

/// The fewest of these seats that have to be filled.
pub(crate) fn least(seats: &Seats) -> u64 {
    match seats {
        Seats::Exactly(n) => u64::from(*n),
        Seats::Between(bounds) => u64::from(bounds.least.min(bounds.most)),
        Seats::AtMost(_) | Seats::About(_) | Seats::Share(_) | Seats::Unlimited => 0,
    }
}

fn target(input: &Input, take: &Take, decide: Option<&Decide>) -> Result<Target, Vec<Missing>> {
    let rule = input.rule;
    let path = || format!("category.{}.seats", input.category);
    let count = |most: u64| Ok(Target::Count { most, sure: most });
    match take {
        Take::Seats => {
            let seats = needed(input.seats, path).map_err(|missing| vec![missing])?;
            Ok(of_seats(seats, decide))
        }
        Take::Count(seats) => count(u64::from(*seats)),
        Take::Between(bounds) => Ok(of_seats(&Seats::Between(*bounds), decide)),
        Take::Multiple(times) => {
            let seats = needed(input.seats, path).map_err(|missing| vec![missing])?;
            let Some(most) = seats.most() else {
                return Err(vec![Missing { path: path(), what: What::NotStated, candidate: None }]);
            };
            let product = &Exact::from(times) * &Exact::from(u64::from(most));
            count(product.whole_below().unwrap_or(u64::MAX))
        }
        Take::But(last) => {
            let standing = input.candidates.len().saturating_sub(input.withdrawn.len()) as u64;
            count(standing.saturating_sub(u64::from(*last)))
        }
        Take::Awards => Ok(match awards(rule, &input.known.awards, decide)? {
            Some(borders) => {
                let most = borders.last().copied().unwrap_or(0);
                // Whether more than the least of the last award go on is for a body to say.
                let last = input.known.awards.last().and_then(|award| award.seats.get());
                let last = last.filter(|seats| by_body(seats) && decide == Some(&Decide::Count));
                let above = borders.iter().rev().nth(1).copied().unwrap_or(0);
                let sure = last.map_or(most, |seats| above.saturating_add(least(seats)).min(most));
                Target::Count { most, sure }
            }
            None => return Err(vec![Missing::no_figures(format!("result.{}.award", rule.id))]),
        }),
        Take::All => Ok(Target::All),
        Take::Passing => Ok(Target::Passing),
        Take::Score(score) => Ok(Target::Score(Exact::from(score))),
        Take::Of(_) => Ok(Target::Of),
        Take::Budget(budget) => {
            let total = needed(&budget.total, || format!("result.{}.take.budget.total", rule.id));
            total.map(|total: &Number| Target::Budget(Exact::from(total))).map_err(|missing| vec![missing])
        }
    }
}

/// The rounding for want of which seats are open, where that has been told.
fn rounding_told(log: &Log) -> Option<&Missing> {
    log.undecided.iter().find(|missing| missing.path.ends_with(".rounding"))
}

/// Seats as a target. Where the figures alone decide, a number that only a body can set is open.
fn of_seats(seats: &Seats, decide: Option<&Decide>) -> Target {
    let Some(most) = seats.most().map(u64::from) else {
        // Without a bound it is for a body to say who is worthy; by figures alone, for a bar.
        return if decide == Some(&Decide::Count) { Target::Passing } else { Target::Open };
    };
    let sure = if by_body(seats) && decide == Some(&Decide::Count) { least(seats).min(most) } else { most };
    Target::Count { most, sure }
}

/// Whether a number within these bounds is for a body to set.
fn by_body(seats: &Seats) -> bool {
    matches!(seats, Seats::About(_) | Seats::Between(_))
}

/// The places up to which each award of a round is given, counted from the top, ascending; `None`: it gives none.
///
/// # Errors
/// What is missing where the number of an award is not stated, or only a body could set it and none does.
pub(crate) fn awards(
    rule: &ResultRule,
    awards: &[&Award],
    decide: Option<&Decide>,
) -> Result<Option<Vec<u64>>, Vec<Missing>> {
    if awards.is_empty() {
        return Ok(None);
    }
    // One award for everybody who goes on needs no number of its own.
    let alone = awards.len() == 1 && !matches!(rule.take.get(), Some(Take::Awards));
    let (mut borders, mut missing, mut place) = (Vec::new(), Vec::new(), 0_u64);
    for (n, award) in awards.iter().enumerate() {
        let path = || format!("award.{}.seats", award.id);
        let last = n + 1 == awards.len();
        // Below the last award nobody's award hangs on where it ends.
        let open = |seats: &Seats| {
            (matches!(seats, Seats::Share(_) | Seats::Unlimited) || by_body(seats) && !last)
                && decide == Some(&Decide::Count)
        };
        let about =
            |seats: &Seats| matches!(seats, Seats::About(_)) && last && decide != Some(&Decide::Count);
        match (&award.seats, needed(&award.seats, path)) {
            (Stated::NotStated | Stated::Is(Seats::Unlimited), _) if alone => place = u64::MAX,
            // The body that decides sets the number.
            (_, Ok(seats)) if about(seats) && alone => place = u64::MAX,
            (_, Ok(seats)) if open(seats) => {
                missing.push(Missing { path: path(), what: What::NotStated, candidate: None });
            }
            (_, Ok(seats)) => place = place.saturating_add(seats.most().map_or(u64::MAX, u64::from)),
            (_, Err(silent)) => missing.push(silent),
        }
        borders.push(place);
    }
    if missing.is_empty() { Ok(Some(borders)) } else { Err(missing) }
}
