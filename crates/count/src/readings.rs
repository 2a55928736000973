//! What equals earn, where a plan does not say it: whoever goes on in every reading goes on.

use plan::{Combine, EqualPlaces, Figure, Part, ResultRule, Stated};

use crate::exact::Exact;
use crate::rank::{Status, TieEnd};
use crate::steps::Step;
use crate::undecided::What;
use crate::{CountError, Input, Outcome};

const READINGS: [EqualPlaces; 3] = [EqualPlaces::Mean, EqualPlaces::Highest, EqualPlaces::Lowest];

/// The outcome that all readings share, where nothing is missing but what equals earn and that decides nothing. What the
/// readings differ in, it does not have.
///
/// # Errors
/// As [`crate::count`].
pub(crate) fn shared(input: &Input, open: &Outcome) -> Result<Option<Outcome>, CountError> {
    let silent = |missing: &crate::Missing| {
        missing.path.ends_with(".equals")
            && missing.what == What::NotStated
            && missing.path.contains(".combine.")
    };
    let Some(combine) = input.rule.combine.get() else { return Ok(None) };
    if open.undecided.is_empty() || !open.undecided.iter().all(silent) || !plain(combine.parts(), true) {
        return Ok(None);
    }
    let mut outcomes = Vec::new();
    for reading in READINGS {
        let mut rule = input.rule.clone();
        if let Stated::Is(Combine::Weighted(parts) | Combine::Sum(parts)) = &mut rule.combine {
            read(parts, reading);
        }
        let outcome = crate::once(&Input { rule: &rule, ..input.clone() })?;
        let waits = |tie: &crate::Tie| matches!(tie.end, TieEnd::Waits | TieEnd::Undecided);
        if !outcome.undecided.is_empty() || outcome.ties.iter().any(waits) {
            return Ok(None);
        }
        outcomes.push(outcome);
    }
    if !agree(&outcomes) || !apart(input.rule, combine, &outcomes) {
        return Ok(None);
    }
    let Some((mut outcome, others)) = outcomes.split_first().map(|(first, others)| (first.clone(), others))
    else {
        return Ok(None);
    };
    outcome.steps.retain(|step| {
        matches!(step, Step::Placed { .. }) || others.iter().all(|other| other.steps.contains(step))
    });
    for row in &mut outcome.ranking {
        for other in others.iter().flat_map(|other| &other.ranking).filter(|it| it.candidate == row.candidate)
        {
            row.rank = row.rank.filter(|rank| other.rank == Some(*rank));
            row.score = row.score.take().filter(|score| other.score.as_ref() == Some(score));
            row.parts.retain(|part, score| other.parts.get(part) == Some(score));
        }
    }
    for step in &mut outcome.steps {
        if let Step::Placed { candidate, rank, .. } = step {
            *rank = outcome.ranking.iter().find(|row| row.candidate == *candidate).and_then(|row| row.rank);
        }
    }
    outcome.ties.retain(|tie| others.iter().all(|other| other.ties.contains(tie)));
    let parts =
        open.undecided.iter().filter_map(|missing| missing.path.rsplit('.').nth(1).map(str::to_owned));
    outcome.steps.push(Step::Indifferent { parts: parts.collect() });
    Ok(Some(outcome))
}

/// Whether every part earns more where equals earn more: no bar that a reading may pass or not, no sum of places, and no
/// two open parts inside one.
fn plain(parts: &[Part], top: bool) -> bool {
    let open = |part: &Part| part.equals.is_silent();
    let plain = |part: &Part| {
        part.bar.is_none() && part.figure != Some(Figure::PlaceSum) && plain(&part.parts, false)
    };
    parts.iter().all(plain) && (top || parts.iter().filter(|part| open(part)).count() < 2)
}

fn read(parts: &mut [Part], reading: EqualPlaces) {
    for part in parts {
        if part.equals.is_silent() {
            part.equals = Stated::Is(reading);
        }
        read(&mut part.parts, reading);
    }
}

/// Whether everybody fares the same in all of them.
fn agree(outcomes: &[Outcome]) -> bool {
    let fares = |outcome: &Outcome| {
        let mut all: Vec<_> = outcome
            .ranking
            .iter()
            .map(|row| (row.candidate.clone(), row.status, row.award.clone()))
            .collect();
        all.sort();
        all
    };
    outcomes.windows(2).all(|pair| matches!(pair, [one, other] if fares(one) == fares(other)))
}

/// Whether, with another reading for each part, whoever fares better still is ahead: their least is more than the most of
/// the others.
fn apart(rule: &ResultRule, combine: &Combine, outcomes: &[Outcome]) -> bool {
    let bound = |candidate: &str, most: bool| -> Option<Exact> {
        let mut sum = Exact::zero();
        for part in combine.parts().iter().filter(|part| !part.weighs_nothing()) {
            let scores = outcomes.iter().map(|outcome| {
                let row = outcome.ranking.iter().find(|row| row.candidate == candidate)?;
                row.parts.get(part.key())
            });
            let scores: Vec<&Exact> = scores.collect::<Option<_>>()?;
            let score = if most { scores.into_iter().max() } else { scores.into_iter().min() };
            sum = &sum + &(&Exact::from(part.weight.get()?) * score?);
        }
        let sum = match combine {
            Combine::Weighted(_) => sum.over(&Exact::from(100))?,
            _ => sum,
        };
        let by = rule.rounding.unwrap_or(plan::Rounding::HalfUp);
        Some(rule.places.get().map_or_else(|| sum.clone(), |places| sum.rounded(*places, by)))
    };
    let Some(first) = outcomes.first() else { return false };
    let rows: Vec<_> = first.ranking.iter().filter(|row| row.score.is_some()).collect();
    rows.iter().enumerate().all(|(at, ahead)| {
        let same = |row: &crate::Ranked| (row.status, &row.award) == (ahead.status, &ahead.award);
        let mut behind = rows[at..].iter().filter(|row| !same(row));
        // Of two whose parts are the same in all readings, nothing else decides either.
        let sure = |id: &str| {
            let rows = |outcome: &Outcome| {
                outcome.ranking.iter().find(|row| row.candidate == id).map(|row| row.parts.clone())
            };
            outcomes.iter().all(|outcome| rows(outcome) == rows(first))
        };
        behind.all(|row| {
            let (one, other) = (&ahead.candidate, &row.candidate);
            bound(one, false) > bound(other, true) || sure(one) && sure(other)
        }) || ahead.status == Status::Withdrawn
    })
}
