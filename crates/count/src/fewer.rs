//! Too few who take part: a category that is not held.

use std::collections::BTreeMap;

use plan::{Fewest, TooFew};

use crate::rank::Status;
use crate::ranked::NO_AWARD;
use crate::seats;
use crate::steps::{Log, Step};
use crate::terms::Terms;
use crate::undecided::{Missing, What, needed};
use crate::{Input, Outcome, Ranked, out};

/// The row that holds: of those whose number is not reached, the one with the lowest.
pub(crate) fn row<'r>(input: &Input<'r>, standing: &[&String]) -> Option<&'r Fewest> {
    let have = taking_part(standing);
    let short = input.rule.fewest.iter().filter(|row| have < u64::from(row.count));
    short.min_by_key(|row| row.count)
}

fn taking_part(standing: &[&String]) -> u64 {
    standing.iter().filter(|candidate| ***candidate != NO_AWARD).count() as u64
}

/// Whether too few take part and the category is not held for that. Where the plan does not say what follows, or leaves
/// it to a body, that is told, and the count goes on.
pub(crate) fn not_held(input: &Input, fewest: &Fewest, standing: &[&String], log: &mut Log) -> bool {
    let (have, least) = (taking_part(standing), u64::from(fewest.count));
    log.step(Step::TooFew { have, least });
    let path = format!("result.{}.fewest", input.rule.id);
    match needed(&fewest.otherwise, || format!("{path}.otherwise")) {
        Ok(TooFew::NotHeld) => true,
        // How many there are then is the matter of the seats.
        Ok(TooFew::Seats(_) | TooFew::Without(_)) => false,
        Ok(TooFew::Resolution) => {
            log.undecided(Missing { path, what: What::TooFew, candidate: None });
            false
        }
        Err(missing) => {
            log.undecided(missing);
            false
        }
    }
}

/// Nobody takes part: nothing is asked for, and all seats stay empty. Where `known`, no other round has anything to add.
pub(crate) fn empty(input: &Input, known: bool) -> Outcome {
    let mut log = Log::default();
    out(input, &mut log);
    if known {
        seats::vacant(input, &Terms::of(input, &mut Log::default()), 0, false, &mut log);
    }
    let withdrawn: Vec<&String> = input.candidates.iter().collect();
    nobody(input, &[], &withdrawn, log)
}

/// Nobody goes on.
pub(crate) fn nobody(input: &Input, standing: &[&String], withdrawn: &[&String], mut log: Log) -> Outcome {
    let placed = |status: Status| move |candidate: &&String| ((*candidate).clone(), status);
    let all = standing.iter().map(placed(Status::Not)).chain(withdrawn.iter().map(placed(Status::Withdrawn)));
    let mut ranking = Vec::new();
    for (candidate, status) in all {
        log.step(Step::Placed { candidate: candidate.clone(), rank: None, status });
        ranking.push(Ranked {
            candidate,
            rank: None,
            score: None,
            figures: BTreeMap::new(),
            parts: BTreeMap::new(),
            status,
            award: None,
        });
    }
    Outcome {
        category: input.category.to_owned(),
        rule: input.rule.id.clone(),
        decide: input.rule.decide.get().copied(),
        seats: Some(0),
        ranking,
        steps: log.steps,
        ties: Vec::new(),
        undecided: log.undecided,
    }
}
