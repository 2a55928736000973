//! Figures to places: who stands where, and what those earn who share a place.

use std::collections::BTreeMap;

use plan::{EqualPlaces, Stated};

use crate::exact::Exact;
use crate::undecided::What;

/// Groups of equal figure with the first place they fill, the best first: the highest figure, or with `fewest` the
/// lowest. Two sixths are followed by an eighth.
pub(crate) fn placed(figures: &BTreeMap<String, Exact>, fewest: bool) -> Vec<(u64, Vec<String>)> {
    let mut groups: BTreeMap<&Exact, Vec<String>> = BTreeMap::new();
    for (candidate, figure) in figures {
        groups.entry(figure).or_default().push(candidate.clone());
    }
    let mut groups: Vec<Vec<String>> = groups.into_values().collect();
    if !fewest {
        groups.reverse();
    }
    let mut next = 1;
    let place = |group: Vec<String>| {
        let place = next;
        next += group.len() as u64;
        (place, group)
    };
    groups.into_iter().map(place).collect()
}

/// What each of `size` equals earns who together fill the places from `from` on.
///
/// # Errors
/// What is missing where there are several and the plan does not say what they earn.
pub(crate) fn shared(
    equals: &Stated<EqualPlaces>,
    from: u64,
    size: u64,
    earns: impl Fn(u64) -> Exact,
) -> Result<Exact, What> {
    if size <= 1 {
        return Ok(earns(from));
    }
    let all: Vec<Exact> = (from..from.saturating_add(size)).map(earns).collect();
    // A rule is needed only where it makes a difference.
    if let Some(first) = all.first().filter(|first| all.iter().all(|other| other == *first)) {
        return Ok(first.clone());
    }
    let rule = match equals {
        Stated::Is(rule) => rule,
        Stated::NotStated => return Err(What::NotStated),
        Stated::Contradictory(said) => return Err(What::Contradictory(said.clone())),
    };
    let earned = match rule {
        EqualPlaces::Mean => all.iter().sum::<Exact>().over(&Exact::from(size)),
        EqualPlaces::Highest => all.into_iter().max(),
        EqualPlaces::Lowest => all.into_iter().min(),
    };
    Ok(earned.unwrap_or_else(Exact::zero))
}
