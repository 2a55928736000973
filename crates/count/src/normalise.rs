//! Raw figures of a part to part scores.

use std::collections::BTreeMap;

use plan::{EqualPlaces, Normalise, Number, Reach, ScoreStep, Stated};

use crate::exact::Exact;
use crate::places::{placed, shared};
use crate::undecided::What;

/// The part scores of a part.
pub(crate) struct Parts {
    /// What every figure was divided by, where the plan divides.
    pub divisor: Option<Exact>,
    /// The rank of each candidate, where the plan goes by rank.
    pub ranks: BTreeMap<String, u64>,
    /// Part score of each candidate who has a figure.
    pub of: BTreeMap<String, Exact>,
}

/// What a normalisation needs and does not have.
pub(crate) enum Lack {
    /// In the rule of the normalisation itself.
    Here(What),
    /// Whether the figure at a step suffices.
    Reach,
    /// What those who share a rank earn.
    Equals(What),
}

/// Applies a normalisation to the figures of the candidates still standing in one category; `fewest`: the lowest figure
/// is the best, so that only ranks can be made of it.
pub(crate) fn normalise(
    by: &Normalise,
    equals: &Stated<EqualPlaces>,
    figures: &BTreeMap<String, Exact>,
    fewest: bool,
) -> Result<Parts, Lack> {
    let n = figures.len() as u64;
    let whole = |of| Parts { divisor: None, ranks: BTreeMap::new(), of };
    let each = |score: &dyn Fn(&Exact) -> Exact| {
        whole(figures.iter().map(|(candidate, figure)| (candidate.clone(), score(figure))).collect())
    };
    match by {
        Normalise::None => Ok(whole(figures.clone())),
        Normalise::DivideByMaximum => {
            divided(figures, figures.values().max().cloned().unwrap_or_else(Exact::zero))
        }
        Normalise::Share => divided(figures, figures.values().sum()),
        Normalise::OutOf(full) => divided(figures, Exact::from(full)),
        Normalise::Per { unit, points } => {
            let unit = Exact::from(unit);
            if unit.is_zero() {
                return Err(Lack::Here(What::NothingToDivideBy));
            }
            let points = Exact::from(points);
            Ok(each(&|figure| &figure.over(&unit).unwrap_or_else(Exact::zero) * &points))
        }
        Normalise::Steps(steps) => {
            let mut of = BTreeMap::new();
            for (candidate, figure) in figures {
                of.insert(candidate.clone(), step(steps, figure)?);
            }
            Ok(whole(of))
        }
        Normalise::RankShare => ranked(equals, figures, fewest, |rank| {
            let from_below = Exact::from(n + 1 - rank);
            &from_below.over(&Exact::from(n)).unwrap_or_else(Exact::zero) * &Exact::from(100)
        }),
        Normalise::RankStep { first, step } => ranked(equals, figures, fewest, |rank| {
            let less = &Exact::from(step) * &Exact::from(rank - 1);
            (&Exact::from(first) - &less).max(Exact::zero())
        }),
        Normalise::RankSpread { first, last } => ranked(equals, figures, fewest, |rank| {
            let (first, last) = (Exact::from(first), Exact::from(last));
            let way = Exact::from(rank - 1).over(&Exact::from(n - 1)).unwrap_or_else(Exact::zero);
            &first - &(&(&first - &last) * &way)
        }),
        Normalise::RankTable(table) => ranked(equals, figures, fewest, |rank| in_table(table, rank)),
    }
}

/// What a table gives for a place: the first for place 1, nothing behind its end.
pub(crate) fn in_table(table: &[Number], place: u64) -> Exact {
    let row = usize::try_from(place).ok().and_then(|place| table.get(place.checked_sub(1)?));
    row.map_or_else(Exact::zero, Exact::from)
}

fn divided(figures: &BTreeMap<String, Exact>, divisor: Exact) -> Result<Parts, Lack> {
    let hundred = Exact::from(100);
    let of = figures
        .iter()
        .map(|(candidate, figure)| {
            let share = figure.over(&divisor).ok_or(Lack::Here(What::NothingToDivideBy))?;
            Ok((candidate.clone(), &share * &hundred))
        })
        .collect::<Result<_, Lack>>()?;
    Ok(Parts { divisor: Some(divisor), ranks: BTreeMap::new(), of })
}

/// Scores that go by rank alone; those who share one earn what the plan says of equals.
fn ranked(
    equals: &Stated<EqualPlaces>,
    figures: &BTreeMap<String, Exact>,
    fewest: bool,
    earns: impl Fn(u64) -> Exact,
) -> Result<Parts, Lack> {
    let mut parts = Parts { divisor: None, ranks: BTreeMap::new(), of: BTreeMap::new() };
    for (rank, group) in placed(figures, fewest) {
        let score = shared(equals, rank, group.len() as u64, &earns).map_err(Lack::Equals)?;
        for candidate in group {
            parts.ranks.insert(candidate.clone(), rank);
            parts.of.insert(candidate, score.clone());
        }
    }
    Ok(parts)
}

/// The points of the highest step that a figure reaches; below all steps 0.
fn step(steps: &[ScoreStep], figure: &Exact) -> Result<Exact, Lack> {
    let mut best: Option<(Exact, Exact)> = None;
    for step in steps {
        let from = Exact::from(&step.from);
        let reached = match figure.cmp(&from) {
            std::cmp::Ordering::Greater => true,
            std::cmp::Ordering::Less => false,
            std::cmp::Ordering::Equal => match step.reach.get() {
                Some(reach) => *reach == Reach::AtLeast,
                None => return Err(Lack::Reach),
            },
        };
        if reached && best.as_ref().is_none_or(|(highest, _)| from >= *highest) {
            best = Some((from, Exact::from(&step.points)));
        }
    }
    Ok(best.map_or_else(Exact::zero, |(_, points)| points))
}
