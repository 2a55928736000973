//! Raw figures of a stage to part scores of 0 to 100.

use std::collections::BTreeMap;

use plan::Normalise;

use crate::exact::Exact;

/// The part scores of a stage.
pub(crate) struct Parts {
    /// What every figure was divided by, where the plan divides.
    pub divisor: Option<Exact>,
    /// Part score of each candidate who has a figure.
    pub of: BTreeMap<String, Exact>,
}

/// Every figure is zero, and the plan divides by their maximum or sum.
pub(crate) struct NothingToDivideBy;

/// Applies a normalisation to the figures of the candidates still standing in one category.
pub(crate) fn normalise(
    by: &Normalise,
    figures: &BTreeMap<String, Exact>,
) -> Result<Parts, NothingToDivideBy> {
    let divisor = match by {
        Normalise::None => return Ok(Parts { divisor: None, of: figures.clone() }),
        Normalise::DivideByMaximum => figures.values().max().cloned().unwrap_or_else(Exact::zero),
        Normalise::Share => figures.values().sum(),
        _ => return Err(NothingToDivideBy),
    };
    let hundred = Exact::from(100);
    let of = figures
        .iter()
        .map(|(candidate, figure)| {
            let share = figure.over(&divisor).ok_or(NothingToDivideBy)?;
            Ok((candidate.clone(), &share * &hundred))
        })
        .collect::<Result<_, _>>()?;
    Ok(Parts { divisor: Some(divisor), of })
}
