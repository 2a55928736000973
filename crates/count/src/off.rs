//! Who is taken off a list after it came about, however it did: by a body, by an objection, or of their own will; and
//! what becomes of the seat.

use plan::{Stated, Upheld};

use crate::rank::Status;
use crate::seats::{Seated, SeatedOne};
use crate::steps::{Log, Step};
use crate::terms::Target;
use crate::undecided::{Missing, What, needed};
use crate::{Input, NO_AWARD};

/// Somebody who is taken off a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Off {
    /// Who.
    pub candidate: String,
    /// What the decision refers to; may be empty.
    pub reference: String,
    /// By what.
    pub by: OffBy,
}

/// By what somebody is taken off a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OffBy {
    /// A body that reviews the list.
    Veto,
    /// Their own refusal, when they were asked.
    Refusal,
    /// An objection that was found true.
    Objection {
        /// The notice (by id).
        notice: String,
        /// What it says follows.
        upheld: Stated<Upheld>,
    },
}

impl Off {
    /// What is told of it.
    pub(crate) fn step(&self) -> Step {
        let (candidate, reference) = (self.candidate.clone(), self.reference.clone());
        match &self.by {
            OffBy::Veto => Step::Vetoed { candidate, reference },
            OffBy::Refusal => Step::Refused { candidate, reference },
            OffBy::Objection { upheld, .. } => {
                Step::Upheld { candidate, follows: upheld.get().copied(), reference }
            }
        }
    }

    /// Whether the next takes the place.
    fn makes_room(&self, input: &Input) -> bool {
        match &self.by {
            OffBy::Veto | OffBy::Refusal => input.rule.vacancy.get() == Some(&false),
            OffBy::Objection { upheld, .. } => *upheld == Stated::Is(Upheld::Replaced),
        }
    }
}

/// Whether somebody is off so that the next takes the place.
pub(crate) fn makes_room(input: &Input, candidate: &str) -> bool {
    input.known.off.iter().any(|off| off.candidate == candidate && off.makes_room(input))
}

/// Whether somebody who was decided on does not keep what that gives.
pub(crate) fn is_off(input: &Input, candidate: &str) -> bool {
    let gone = |off: &Off| match &off.by {
        OffBy::Objection { upheld, .. } => *upheld != Stated::Is(Upheld::Heard),
        OffBy::Veto | OffBy::Refusal => true,
    };
    let mut off = input.known.off.iter().filter(|off| off.candidate == candidate);
    input.withdrawn.contains(candidate) || off.any(gone)
}

/// Takes those off who are, and tells of their seats where nobody has taken them. Gives whether the list has changed.
pub(crate) fn take_off(input: &Input, target: &Target, places: &mut Seated, log: &mut Log) -> bool {
    let mut freed = Vec::new();
    for one in places.order.iter_mut().filter(|one| input.withdrawn.contains(&one.candidate)) {
        freed.extend((one.status == Status::Seated).then_some(&OffBy::Veto));
        (one.status, one.award) = (Status::Withdrawn, None);
    }
    for off in input.known.off.iter().filter(|off| !input.withdrawn.contains(&off.candidate)) {
        log.step(off.step());
        let at = places.order.iter().position(|one| one.candidate == off.candidate);
        let at = at.unwrap_or_else(|| {
            let (candidate, status) = (off.candidate.clone(), Status::Not);
            places.order.push(SeatedOne { candidate, rank: None, status, award: None });
            places.order.len() - 1
        });
        let one = &mut places.order[at];
        let seated = one.status == Status::Seated;
        match &off.by {
            OffBy::Objection { upheld: Stated::Is(Upheld::Heard), .. } => continue,
            OffBy::Objection { notice, upheld: Stated::Is(Upheld::Reviewed) } => {
                log.undecided(again(notice, &off.candidate));
                one.status = Status::Undecided;
            }
            OffBy::Objection { notice, upheld } if seated && upheld.get().is_none() => {
                log.undecided(silent(notice, upheld));
                one.status = Status::Undecided;
            }
            by => {
                // Whoever refuses is not among those whom another round may take.
                one.status = if *by == OffBy::Refusal { Status::Withdrawn } else { Status::Not };
                freed.extend(seated.then_some(by));
            }
        }
        one.award = None;
    }
    let has = |of: &str| places.order.iter().any(|one| one.candidate == of && one.award.is_some());
    log.steps.retain(|step| !matches!(step, Step::Awarded { candidate, .. } if !has(candidate)));
    if !freed.is_empty() && !matches!(target, Target::All | Target::Passing | Target::Score(_)) {
        // Whoever a body did not pick has no place in its order.
        let without = |id: &String| {
            let mut placed = places.order.iter().filter(|one| one.candidate == *id);
            placed.all(|one| one.status == Status::Not)
        };
        let next = input.candidates.iter().any(|id| without(id) && *id != NO_AWARD && !is_off(input, id));
        empty(input, &freed, next, log);
    }
    !freed.is_empty()
}

/// Tells of seats that were freed and that nobody has taken.
fn empty(input: &Input, freed: &[&OffBy], next: bool, log: &mut Log) {
    let path = || format!("result.{}.vacancy", input.rule.id);
    for by in freed {
        let missing = match by {
            OffBy::Objection { notice, upheld: Stated::Is(Upheld::Replaced) } if next => {
                Missing::unfilled(format!("stage.{notice}.notice.upheld"))
            }
            OffBy::Objection { upheld: Stated::Is(Upheld::Removed), .. } => continue,
            _ => match needed(&input.rule.vacancy, path) {
                Ok(true) => continue,
                Ok(false) => Missing::unfilled(path()),
                Err(missing) if next => missing,
                Err(_) => continue,
            },
        };
        log.undecided(missing);
    }
    let before = log.steps.iter().position(|step| matches!(step, Step::Vacant { .. }));
    let before = before.map(|at| log.steps.remove(at));
    let before = before.map_or(0, |step| if let Step::Vacant { seats } = step { seats } else { 0 });
    log.step(Step::Vacant { seats: before + freed.len() as u64 });
}

/// What is told where the review is held again and nobody has entered its new outcome.
pub(crate) fn again(notice: &str, candidate: &str) -> Missing {
    let path = format!("stage.{notice}.notice.upheld");
    Missing { path, what: What::Again, candidate: Some(candidate.to_owned()) }
}

/// What is told where the plan does not say what follows.
pub(crate) fn silent(notice: &str, upheld: &Stated<Upheld>) -> Missing {
    let path = format!("stage.{notice}.notice.upheld");
    match needed(upheld, || path.clone()) {
        Err(missing) => missing,
        Ok(_) => Missing { path, what: What::NotStated, candidate: None },
    }
}
