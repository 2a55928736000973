//! Part scores to one score per candidate.

use std::collections::{BTreeMap, BTreeSet};

use plan::{Combine, Part, ResultRule, Rounding, Stated};

use crate::exact::Exact;
use crate::parts::{self, Scored, Sources};
use crate::steps::{Log, Step};
use crate::undecided::{Missing, What, needed};
use crate::{CountError, Figures};

/// The most decimal places a plan can round to: as many digits as its own numbers have.
const PLACES_MOST: u32 = 18;

/// What came out of the parts.
#[derive(Default)]
pub(crate) struct Combined {
    /// Part score by part (its key) and candidate; lines inside a part stand beside it.
    pub parts: BTreeMap<String, BTreeMap<String, Exact>>,
    /// Final score by candidate; a candidate without one cannot be ranked.
    pub scores: BTreeMap<String, Exact>,
    /// Those whom every part with a weight bars: they have no rank.
    pub barred: BTreeSet<String>,
    /// Those who do not pass the bar of some part with a weight.
    pub failed: BTreeSet<String>,
    /// True where the lowest score is the best.
    pub fewest: bool,
}

/// Refuses a rule that no checked plan can hold.
pub(crate) fn check(rule: &ResultRule) -> Result<(), CountError> {
    if rule.places.get().is_some_and(|places| *places > PLACES_MOST) {
        return Err(CountError::Places { rule: rule.id.clone() });
    }
    let parts = rule.combine.get().map(Combine::parts).unwrap_or_default();
    let mut keys = BTreeSet::new();
    level(rule, parts, matches!(rule.combine.get(), Some(Combine::Weighted(_))), &mut keys)
}

/// Refuses two parts of one name, and weights that do not add up where they have to.
fn level<'p>(
    rule: &ResultRule,
    parts: &'p [Part],
    weighted: bool,
    keys: &mut BTreeSet<&'p str>,
) -> Result<(), CountError> {
    for part in parts {
        if !keys.insert(part.key()) {
            return Err(CountError::PartTwice { rule: rule.id.clone(), stage: part.key().to_owned() });
        }
        if !part.parts.is_empty() {
            level(rule, &part.parts, true, keys)?;
        }
    }
    let weights: Option<Vec<Exact>> = parts.iter().map(|part| part.weight.get().map(Exact::from)).collect();
    let sum: Option<Exact> = weights.filter(|_| weighted).map(|weights| weights.iter().sum());
    if let Some(sum) = sum.filter(|sum| *sum != Exact::from(100)) {
        return Err(CountError::Weights { rule: rule.id.clone(), sum });
    }
    Ok(())
}

/// Combines the figures as the rule says. Where a part with a weight cannot be had, nobody gets a score.
pub(crate) fn combine(
    rule: &ResultRule,
    figures: &BTreeMap<String, Figures>,
    sources: &Sources,
    standing: &[&String],
    log: &mut Log,
) -> Combined {
    let mut combined = Combined::default();
    // With nobody to score, nothing that a score needs is missing; nor where nobody is scored.
    if standing.is_empty() || rule.unranked() {
        return combined;
    }
    let (parts, weighted) = match needed(&rule.combine, || format!("result.{}.combine", rule.id)) {
        Ok(combine) => (combine.parts(), matches!(combine, Combine::Weighted(_))),
        Err(missing) => {
            log.undecided(missing);
            return combined;
        }
    };
    // A method that finds winners directly has no parts, and gives no score.
    if parts.is_empty() {
        return combined;
    }
    let mut complete = true;
    let mut scored: Vec<Scored> = Vec::new();
    for part in parts {
        let path = format!("result.{}.combine.{}", rule.id, part.key());
        match parts::scores(part, &path, figures, sources, standing, &mut combined.parts, log) {
            Ok(part_scores) => {
                combined.parts.insert(part.key().to_owned(), part_scores.of.clone());
                if !part.weighs_nothing() {
                    scored.push(part_scores);
                }
            }
            // What a part of weight 0 lacks, the result does not need.
            Err(_) if part.weighs_nothing() => {}
            Err(missing) => {
                complete = false;
                missing.into_iter().for_each(|missing| log.undecided(missing));
            }
        }
        if let Err(missing) = needed(&part.weight, || format!("{path}.weight")) {
            complete = false;
            log.undecided(missing);
        }
    }
    // A lowest-is-best figure can rank alone; added to others it would turn the result round.
    combined.fewest = scored.iter().any(|part| part.fewest);
    if combined.fewest && scored.len() > 1 {
        complete = false;
        for (part, _) in
            parts.iter().filter(|part| !part.weighs_nothing()).zip(&scored).filter(|(_, s)| s.fewest)
        {
            let path = format!("result.{}.combine.{}.normalise", rule.id, part.key());
            log.undecided(Missing { path, what: What::FewestIsBest, candidate: None });
        }
    }
    let all = |of: &dyn Fn(&Scored, &String) -> bool, every: bool| -> BTreeSet<String> {
        let holds = |candidate: &&&String| {
            let mut parts = scored.iter();
            if every {
                !scored.is_empty() && parts.all(|part| of(part, candidate))
            } else {
                parts.any(|part| of(part, candidate))
            }
        };
        standing.iter().filter(holds).map(|candidate| (*candidate).clone()).collect()
    };
    combined.barred = all(&|part, candidate| part.barred.contains(candidate), true);
    combined.failed = all(&|part, candidate| part.barred.contains(candidate), false);
    let places = match &rule.places {
        Stated::NotStated => None,
        places => match needed(places, || format!("result.{}.places", rule.id)) {
            Ok(places) => Some(*places),
            Err(missing) => {
                log.undecided(missing);
                return combined;
            }
        },
    };
    if complete {
        let round = Round { places, by: rule.rounding };
        for candidate in standing {
            if let Some(score) = total(candidate, parts, weighted, &combined.parts, &round, log) {
                combined.scores.insert((*candidate).clone(), score);
            }
        }
    }
    combined
}

/// How a score is rounded.
struct Round {
    places: Option<u32>,
    by: Option<Rounding>,
}

/// The sum of one candidate's parts; `None`, told as undecided, where a part with a weight is lacking.
fn total(
    candidate: &str,
    parts: &[Part],
    weighted: bool,
    scores: &BTreeMap<String, BTreeMap<String, Exact>>,
    round: &Round,
    log: &mut Log,
) -> Option<Exact> {
    let mut sum = Exact::zero();
    let mut complete = true;
    for part in parts {
        let Some(score) = scores.get(part.key()).and_then(|scores| scores.get(candidate)) else {
            if !part.weighs_nothing() {
                complete = false;
                log.undecided(parts::no_score(part, candidate));
            }
            continue;
        };
        let weight = Exact::from(part.weight.get()?);
        let product = &weight * score;
        // Weights add up to 100 (`check`), so a hundredth of each product is the part's share of the score.
        let points = if weighted { product.over(&Exact::from(100))? } else { product };
        sum = &sum + &points;
        log.step(Step::Weighted {
            stage: part.key().to_owned(),
            candidate: candidate.to_owned(),
            part: score.clone(),
            weight,
            points,
        });
    }
    if !complete {
        return None;
    }
    let by = round.by.unwrap_or(Rounding::HalfUp);
    let score = round.places.map_or_else(|| sum.clone(), |places| sum.rounded(places, by));
    let rounding = round.by.filter(|by| *by != Rounding::HalfUp && round.places.is_some());
    log.step(Step::Score {
        candidate: candidate.to_owned(),
        sum,
        places: round.places,
        rounding,
        score: score.clone(),
    });
    Some(score)
}
