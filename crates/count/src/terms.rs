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
    pub target: Target,
}

impl Terms {
    /// Reads the terms of a rule in a category, and tells what it leaves open.
    pub(crate) fn of(input: &Input, log: &mut Log) -> Terms {
        let rule = input.rule;
        let decide = needed(&rule.decide, || format!("result.{}.decide", rule.id)).copied();
        let target = match needed(&rule.take, || format!("result.{}.take", rule.id)) {
            Ok(take) => target(input, take, decide.as_ref().ok(), log),
            Err(missing) => Err(vec![missing]),
        };
        let decide = decide.map_err(|missing| log.undecided(missing)).ok();
        let target = target.map_err(|missing| missing.into_iter().for_each(|m| log.undecided(m))).ok();
        let seats = match target {
            Some(Target::Count { most, .. }) => Some(most),
            _ => None,
        };
        let target = target.filter(|_| decide.is_some()).unwrap_or(Target::Open);
        Terms { decide, seats, target }
    }
}

fn target(
    input: &Input,
    take: &Take,
    decide: Option<&Decide>,
    log: &mut Log,
) -> Result<Target, Vec<Missing>> {
    let rule = input.rule;
    let path = || format!("category.{}.seats", input.category);
    let count = |most: u64| Ok(Target::Count { most, sure: most });
    match take {
        Take::Seats => {
            let seats = needed(input.seats, path).map_err(|missing| vec![missing])?;
            Ok(of_seats(seats, path(), decide, log))
        }
        Take::Count(seats) => count(u64::from(*seats)),
        Take::Between(bounds) => {
            Ok(of_seats(&Seats::Between(*bounds), format!("result.{}.take", rule.id), decide, log))
        }
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
                Target::Count { most, sure: most }
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

/// Seats as a target. Where the figures alone decide, a number that only a body can set is open.
fn of_seats(seats: &Seats, path: String, decide: Option<&Decide>, log: &mut Log) -> Target {
    let Some(most) = seats.most().map(u64::from) else {
        // Without a bound it is for a body to say who is worthy; by figures alone, for a bar.
        return if decide == Some(&Decide::Count) { Target::Passing } else { Target::Open };
    };
    let sure = match (seats, decide) {
        (Seats::About(_), Some(Decide::Count)) => 0,
        (Seats::Between(bounds), Some(Decide::Count)) => u64::from(bounds.least).min(most),
        _ => most,
    };
    if sure < most {
        log.undecided(Missing { path, what: What::NotStated, candidate: None });
    }
    Target::Count { most, sure }
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
    for award in awards {
        let path = || format!("award.{}.seats", award.id);
        let open = |seats: &Seats| {
            matches!(seats, Seats::About(_) | Seats::Between(_) | Seats::Unlimited)
                && decide == Some(&Decide::Count)
        };
        match (&award.seats, needed(&award.seats, path)) {
            (Stated::NotStated | Stated::Is(Seats::Unlimited), _) if alone => place = u64::MAX,
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
