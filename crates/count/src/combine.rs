//! Part scores to one score per candidate.

use std::collections::BTreeMap;

use plan::{Combine, Part, ResultRule, Stated};

use crate::exact::Exact;
use crate::normalise::normalise;
use crate::steps::{Log, Step};
use crate::undecided::{Missing, What, needed};
use crate::{CountError, Figures};

/// The most decimal places a plan can round to: as many digits as its own numbers have.
const PLACES_MOST: u32 = 18;

/// What came out of the parts.
#[derive(Default)]
pub(crate) struct Combined {
    /// Part score by stage and candidate.
    pub parts: BTreeMap<String, BTreeMap<String, Exact>>,
    /// Final score by candidate; a candidate without one cannot be ranked.
    pub scores: BTreeMap<String, Exact>,
}

/// Refuses a rule that no checked plan can hold.
pub(crate) fn check(rule: &ResultRule) -> Result<(), CountError> {
    if rule.places.get().is_some_and(|places| *places > PLACES_MOST) {
        return Err(CountError::Places { rule: rule.id.clone() });
    }
    let parts = rule.combine.get().map(Combine::parts).unwrap_or_default();
    for (place, part) in parts.iter().enumerate() {
        if parts[..place].iter().any(|earlier| earlier.stage == part.stage) {
            return Err(CountError::PartTwice { rule: rule.id.clone(), stage: part.stage.clone() });
        }
    }
    let weights: Option<Vec<Exact>> = parts.iter().map(|part| part.weight.get().map(Exact::from)).collect();
    let weighted = matches!(rule.combine.get(), Some(Combine::Weighted(_)));
    let sum: Option<Exact> = weights.filter(|_| weighted).map(|weights| weights.iter().sum());
    if let Some(sum) = sum.filter(|sum| *sum != Exact::from(100)) {
        return Err(CountError::Weights { rule: rule.id.clone(), sum });
    }
    Ok(())
}

/// Combines the figures of the stages as the rule says. Where a part with a weight cannot be had, nobody gets a score.
pub(crate) fn combine(
    rule: &ResultRule,
    figures: &BTreeMap<String, Figures>,
    standing: &[&String],
    log: &mut Log,
) -> Combined {
    let mut combined = Combined::default();
    // With nobody to score, nothing that a score needs is missing.
    if standing.is_empty() {
        return combined;
    }
    let parts = match needed(&rule.combine, || format!("result.{}.combine", rule.id)) {
        Ok(combine) => combine.parts(),
        Err(missing) => {
            log.undecided(missing);
            return combined;
        }
    };
    let mut complete = true;
    for part in parts {
        match part_scores(rule, part, figures.get(&part.stage), standing, log) {
            Ok(scores) => {
                combined.parts.insert(part.stage.clone(), scores);
            }
            // What a part of weight 0 lacks, the result does not need.
            Err(_) if part.weighs_nothing() => {}
            Err(missing) => {
                complete = false;
                missing.into_iter().for_each(|missing| log.undecided(missing));
            }
        }
    }
    let places = match &rule.places {
        Stated::NotStated => None,
        Stated::Is(places) => Some(*places),
        Stated::Contradictory(_) => match needed(&rule.places, || format!("result.{}.places", rule.id)) {
            Ok(places) => Some(*places),
            Err(missing) => {
                log.undecided(missing);
                return combined;
            }
        },
    };
    if complete {
        for candidate in standing {
            if let Some(score) = weighted(candidate, parts, &combined.parts, places, log) {
                combined.scores.insert((*candidate).clone(), score);
            }
        }
    }
    combined
}

/// The part scores of one stage, or what is lacking for them.
fn part_scores(
    rule: &ResultRule,
    part: &Part,
    figures: Option<&Figures>,
    standing: &[&String],
    log: &mut Log,
) -> Result<BTreeMap<String, Exact>, Vec<Missing>> {
    let path = || format!("result.{}.combine.{}.normalise", rule.id, part.stage);
    let mut missing = Vec::new();
    match figures {
        Some(figures) => missing.extend_from_slice(&figures.missing),
        None => missing.push(Missing::no_figures(format!("stage.{}", part.stage))),
    }
    let by = match needed(&part.normalise, path) {
        Ok(by) => by,
        Err(silent) => {
            missing.push(silent);
            return Err(missing);
        }
    };
    let figures = match figures {
        Some(figures) if missing.is_empty() => &figures.of,
        _ => return Err(missing),
    };
    let parts = normalise(by, figures)
        .map_err(|_| vec![Missing { path: path(), what: What::NothingToDivideBy, candidate: None }])?;
    for candidate in standing {
        if let (Some(figure), Some(score)) = (figures.get(*candidate), parts.of.get(*candidate)) {
            log.step(Step::Normalised {
                stage: part.stage.clone(),
                candidate: (*candidate).clone(),
                figure: figure.clone(),
                by: by.clone(),
                divisor: parts.divisor.clone(),
                part: score.clone(),
            });
        }
    }
    Ok(parts.of)
}

/// The weighted sum of one candidate; `None`, told as undecided, where a part with a weight is lacking.
fn weighted(
    candidate: &str,
    parts: &[Part],
    scores: &BTreeMap<String, BTreeMap<String, Exact>>,
    places: Option<u32>,
    log: &mut Log,
) -> Option<Exact> {
    let mut sum = Exact::zero();
    let mut complete = true;
    for part in parts {
        let Some(score) = scores.get(&part.stage).and_then(|scores| scores.get(candidate)) else {
            if !part.weighs_nothing() {
                complete = false;
                let path = format!("stage.{}", part.stage);
                log.undecided(Missing { path, what: What::NoScore, candidate: Some(candidate.to_owned()) });
            }
            continue;
        };
        // Weights add up to 100 (`check`), so a hundredth of each product is the part's share of the score.
        let weight = Exact::from(part.weight.get()?);
        let points = (&weight * score).over(&Exact::from(100))?;
        sum = &sum + &points;
        log.step(Step::Weighted {
            stage: part.stage.clone(),
            candidate: candidate.to_owned(),
            part: score.clone(),
            weight,
            points,
        });
    }
    if !complete {
        return None;
    }
    let score = places.map_or_else(|| sum.clone(), |places| sum.rounded(places));
    log.step(Step::Score { candidate: candidate.to_owned(), sum, places, score: score.clone() });
    Some(score)
}
