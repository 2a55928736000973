//! What is taken back where something that a round rests on is open.

use std::collections::BTreeMap;

use crate::Outcome;
use crate::rank::Status;
use crate::steps::Step;
use crate::undecided::Missing;

/// Who takes part, or who of them goes without, is not known, and so nobody is in yet; what lacks is told.
pub(super) fn in_doubt(outcome: &mut Outcome, missing: Vec<Missing>) {
    for missing in missing {
        if !outcome.undecided.contains(&missing) {
            outcome.undecided.push(missing);
        }
    }
    for row in outcome.ranking.iter_mut().filter(|row| row.status == Status::Seated) {
        (row.status, row.award) = (Status::Undecided, None);
    }
    no_longer(&mut outcome.steps, |_| true);
}

/// The steps say what has become of those who seemed to go on and do not for certain.
pub(super) fn no_longer(steps: &mut Vec<Step>, who: impl Fn(&String) -> bool) {
    steps.retain(|step| !matches!(step, Step::Awarded { candidate, .. } if who(candidate)));
    for step in steps {
        match step {
            Step::Placed { candidate, status, .. } if *status == Status::Seated && who(candidate) => {
                *status = Status::Undecided;
            }
            _ => {}
        }
    }
}

/// What the steps say of where everybody stands, once an objection, a higher award or a clause has moved somebody.
pub(super) fn told_anew<'r>(steps: &mut [Step], rows: impl Iterator<Item = (&'r String, Status)>) {
    let rows: BTreeMap<&String, Status> = rows.collect();
    for step in steps {
        if let Step::Placed { candidate, status, .. } = step
            && let Some(now) = rows.get(candidate)
        {
            *status = *now;
        }
    }
}
