//! One part of a score: its figure walks per head, past its bar, through the normalisation and under its cap.

use std::collections::{BTreeMap, BTreeSet};

use plan::{Bar, Figure, Normalise, Part, Reach, Stage, Stated};

use crate::Figures;
use crate::exact::Exact;
use crate::normalise::{Lack, normalise};
use crate::polls::{self, Attendance, Poll, Size};
use crate::steps::{Log, Step};
use crate::undecided::{Missing, What, needed};

/// Where figures come from, beside the scores of panels.
pub(crate) struct Sources<'a> {
    /// Ballots by stage (its id).
    pub polls: &'a BTreeMap<String, Poll>,
    /// Values by measure (its id) and candidate.
    pub measures: &'a BTreeMap<String, BTreeMap<String, Exact>>,
    /// Sizes by stage and electorate (their ids).
    pub sizes: &'a BTreeMap<String, BTreeMap<String, Size>>,
    /// The electorates (by id) of each stage.
    pub electorates: &'a BTreeMap<String, Vec<String>>,
    /// The stages themselves (by id), as far as they are known.
    pub stages: &'a BTreeMap<String, &'a Stage>,
    /// The category (by id).
    pub category: &'a str,
    /// Judges who stood back, by stage and candidate.
    pub recused: &'a BTreeMap<String, BTreeMap<String, u64>>,
    /// Values of attributes (by id), by candidate.
    pub attributes: &'a BTreeMap<String, BTreeMap<String, String>>,
}

impl Sources<'_> {
    /// Whether a part holds for a candidate; whoever has no value of its attribute does not fit.
    fn holds(&self, part: &Part, candidate: &str) -> bool {
        let value = |attribute: &str| self.attributes.get(candidate).and_then(|of| of.get(attribute));
        part.when
            .as_ref()
            .is_none_or(|when| value(&when.attribute).is_some_and(|value| when.is.contains(value)))
    }
}

/// The part scores of a part.
pub(crate) struct Scored {
    /// By candidate.
    pub of: BTreeMap<String, Exact>,
    /// Those who do not pass the bar.
    pub barred: BTreeSet<String>,
    /// True where the lowest is the best.
    pub fewest: bool,
}

/// Figures before they become scores.
struct Raw {
    of: BTreeMap<String, Exact>,
    fewest: bool,
    /// True where the figures are part scores already.
    nested: bool,
}

/// The part scores of one part, or what is lacking for them. Lines inside it are put into `inside`.
pub(crate) fn scores(
    part: &Part,
    path: &str,
    figures: &BTreeMap<String, Figures>,
    sources: &Sources,
    standing: &[&String],
    inside: &mut BTreeMap<String, BTreeMap<String, Exact>>,
    log: &mut Log,
) -> Result<Scored, Vec<Missing>> {
    let mut missing = Vec::new();
    let (here, outside): (Vec<&String>, Vec<&String>) =
        standing.iter().copied().partition(|candidate| sources.holds(part, candidate));
    let nought = || outside.iter().map(|candidate| ((*candidate).clone(), Exact::zero()));
    if here.is_empty() && !outside.is_empty() {
        return Ok(Scored { of: nought().collect(), barred: BTreeSet::new(), fewest: false });
    }
    let standing = here.as_slice();
    let raw = raw(part, path, figures, sources, standing, inside, log)
        .map_err(|lacking| missing.extend(lacking))
        .ok();
    // What stands inside a part is 0 to 100 already; anything else needs a rule, even the rule that nothing is done.
    let nested = raw.as_ref().is_some_and(|raw| raw.nested);
    let by = match &part.normalise {
        Stated::NotStated if nested || !part.parts.is_empty() => Ok(&Normalise::None),
        normalise => needed(normalise, || format!("{path}.normalise")),
    };
    let (raw, by) = match (raw, by) {
        (Some(raw), Ok(by)) => (raw, by),
        (_, by) => {
            missing.extend(by.err());
            return Err(missing);
        }
    };
    let Raw { mut of, fewest, .. } = raw;
    of.retain(|candidate, _| !outside.contains(&candidate));
    if let Some(measure) = &part.per {
        of = per_head(part, path, measure, of, sources, standing, log)?;
    }
    let barred = match &part.bar {
        Some(bar) => barred(part, path, bar, &of, fewest, standing, log)?,
        None => BTreeSet::new(),
    };
    let mut passing = of.clone();
    passing.retain(|candidate, _| !barred.contains(candidate));
    let goes_by_rank = matches!(
        by,
        Normalise::RankShare
            | Normalise::RankStep { .. }
            | Normalise::RankSpread { .. }
            | Normalise::RankTable(_)
    );
    if fewest && !goes_by_rank && *by != Normalise::None {
        return Err(vec![Missing {
            path: format!("{path}.normalise"),
            what: What::FewestIsBest,
            candidate: None,
        }]);
    }
    // With everybody barred nothing is left to divide by, and nothing needs to be.
    let parts = if passing.is_empty() && !barred.is_empty() {
        normalise(&Normalise::None, &part.equals, &passing, fewest)
    } else {
        normalise(by, &part.equals, &passing, fewest)
    };
    let parts = parts.map_err(|lack| {
        let (path, what) = match lack {
            Lack::Here(what) => (format!("{path}.normalise"), what),
            Lack::Reach => (format!("{path}.normalise.steps.reach"), What::NotStated),
            Lack::Equals(what) => (format!("{path}.equals"), what),
        };
        vec![Missing { path, what, candidate: None }]
    })?;
    let mut scored = parts.of;
    for candidate in standing {
        if let (Some(figure), Some(score)) = (of.get(*candidate), scored.get(*candidate)) {
            log.step(Step::Normalised {
                stage: part.key().to_owned(),
                candidate: (*candidate).clone(),
                figure: figure.clone(),
                by: by.clone(),
                divisor: parts.divisor.clone(),
                rank: parts.ranks.get(*candidate).copied(),
                part: score.clone(),
            });
        }
    }
    if let Some(cap) = &part.cap {
        let cap = Exact::from(cap);
        for candidate in standing {
            let Some(score) = scored.get_mut(*candidate).filter(|score| **score > cap) else { continue };
            log.step(Step::Capped {
                part: part.key().to_owned(),
                candidate: (*candidate).clone(),
                score: score.clone(),
                cap: cap.clone(),
            });
            *score = cap.clone();
        }
    }
    scored.extend(barred.iter().map(|candidate| (candidate.clone(), Exact::zero())));
    scored.extend(nought());
    Ok(Scored { of: scored, barred, fewest: fewest && !goes_by_rank })
}

/// What is told of a candidate who lacks a part that has a weight.
pub(crate) fn no_score(part: &Part, candidate: &str) -> Missing {
    let path = match &part.measure {
        _ if !part.stage.is_empty() => format!("stage.{}", part.stage),
        Some(measure) => format!("measure.{measure}"),
        None => format!("part.{}", part.key()),
    };
    Missing { path, what: What::NoScore, candidate: Some(candidate.to_owned()) }
}

/// The figures of a part: from parts inside it, a measure, ballots, or a panel.
fn raw(
    part: &Part,
    path: &str,
    figures: &BTreeMap<String, Figures>,
    sources: &Sources,
    standing: &[&String],
    inside: &mut BTreeMap<String, BTreeMap<String, Exact>>,
    log: &mut Log,
) -> Result<Raw, Vec<Missing>> {
    if !part.parts.is_empty() {
        let of = nested(part, path, figures, sources, standing, inside, log)?;
        return Ok(Raw { of, fewest: false, nested: true });
    }
    if part.stage.is_empty() {
        let id = part.measure.as_deref().unwrap_or_default();
        let given = sources.measures.get(id).filter(|values| !values.is_empty());
        let given = given.ok_or_else(|| vec![Missing::no_figures(format!("measure.{id}"))])?;
        let of = of_standing(given, standing);
        given_steps(part, &of, standing, log);
        return Ok(Raw { of, fewest: false, nested: false });
    }
    let stage = &part.stage;
    let known = sources.stages.get(stage).copied();
    // What is taken from ballots has a name; without one, a panel's score will do.
    let ballots = part.figure.is_some();
    let none = || vec![Missing::nothing_from(stage, known, sources.category, ballots)];
    let plain = matches!(part.figure, None | Some(Figure::Votes))
        && part.channel.is_empty()
        && part.electorate.is_empty();
    match (figures.get(stage), sources.polls.get(stage)) {
        // A panel that scores and votes: what is taken from its ballots has a name, its score has none.
        (Some(figures), poll) if part.figure.is_none() && (poll.is_none() || figures.panel) => {
            if !figures.missing.is_empty() {
                return Err(figures.missing.clone());
            }
            Ok(Raw { of: figures.of.clone(), fewest: figures.fewest, nested: false })
        }
        (_, Some(poll)) => {
            let (nobody, no_sizes) = (BTreeMap::new(), BTreeMap::new());
            let attendance = Attendance {
                electorates: sources.electorates.get(stage).map(Vec::as_slice).unwrap_or_default(),
                sizes: sources.sizes.get(stage).unwrap_or(&no_sizes),
                recused: sources.recused.get(stage).unwrap_or(&nobody),
                stage: known,
            };
            let taken = polls::take(poll, part, path, standing, &attendance)?;
            // Votes of a whole stage stand in its own steps.
            for candidate in standing.iter().filter(|_| !plain) {
                let Some(figure) = taken.of.get(*candidate) else { continue };
                log.step(Step::Taken {
                    part: part.key().to_owned(),
                    candidate: (*candidate).clone(),
                    by: part.figure.clone().unwrap_or(Figure::Votes),
                    of: taken.whole.get(*candidate).cloned(),
                    figure: figure.clone(),
                });
            }
            Ok(Raw { of: taken.of, fewest: taken.fewest, nested: false })
        }
        _ => Err(none()),
    }
}

fn of_standing(values: &BTreeMap<String, Exact>, standing: &[&String]) -> BTreeMap<String, Exact> {
    let value = |candidate: &&String| Some(((*candidate).clone(), values.get(*candidate)?.clone()));
    standing.iter().filter_map(value).collect()
}

fn given_steps(part: &Part, of: &BTreeMap<String, Exact>, standing: &[&String], log: &mut Log) {
    for candidate in standing {
        let Some(figure) = of.get(*candidate) else { continue };
        log.step(Step::Given {
            part: part.key().to_owned(),
            candidate: (*candidate).clone(),
            figure: figure.clone(),
        });
    }
}

/// The weighted sum of the parts inside a part, for each candidate who has them all.
fn nested(
    part: &Part,
    path: &str,
    figures: &BTreeMap<String, Figures>,
    sources: &Sources,
    standing: &[&String],
    inside: &mut BTreeMap<String, BTreeMap<String, Exact>>,
    log: &mut Log,
) -> Result<BTreeMap<String, Exact>, Vec<Missing>> {
    let mut missing = Vec::new();
    let mut lines: Vec<(Exact, Scored)> = Vec::new();
    for line in &part.parts {
        let path = format!("{path}.{}", line.key());
        let found = scores(line, &path, figures, sources, standing, inside, log);
        let weight = needed(&line.weight, || format!("{path}.weight"));
        match (found, weight) {
            (Ok(scored), Ok(weight)) => {
                inside.insert(line.key().to_owned(), scored.of.clone());
                if scored.fewest {
                    missing.push(Missing {
                        path: format!("{path}.normalise"),
                        what: What::FewestIsBest,
                        candidate: None,
                    });
                }
                if !weight.is_zero() {
                    lines.push((Exact::from(weight), scored));
                }
            }
            (Err(_), Ok(weight)) if weight.is_zero() => {}
            (found, weight) => {
                missing.extend(found.err().unwrap_or_default());
                missing.extend(weight.err());
            }
        }
    }
    if !missing.is_empty() {
        return Err(missing);
    }
    let mut of = BTreeMap::new();
    for candidate in standing {
        let scores: Option<Vec<Exact>> =
            lines.iter().map(|(weight, scored)| Some(weight * scored.of.get(*candidate)?)).collect();
        let sum = scores.and_then(|scores| scores.iter().sum::<Exact>().over(&Exact::from(100)));
        of.extend(sum.map(|sum| ((*candidate).clone(), sum)));
    }
    given_steps(part, &of, standing, log);
    Ok(of)
}

/// Figures divided by a measure. A candidate without one keeps no figure.
fn per_head(
    part: &Part,
    path: &str,
    measure: &str,
    of: BTreeMap<String, Exact>,
    sources: &Sources,
    standing: &[&String],
    log: &mut Log,
) -> Result<BTreeMap<String, Exact>, Vec<Missing>> {
    let values = sources.measures.get(measure).filter(|values| !values.is_empty());
    let values = values.ok_or_else(|| vec![Missing::no_figures(format!("measure.{measure}"))])?;
    let mut divided = BTreeMap::new();
    for candidate in standing {
        let (Some(figure), Some(by)) = (of.get(*candidate), values.get(*candidate)) else { continue };
        let figure = figure.over(by).ok_or_else(|| {
            let candidate = Some((*candidate).clone());
            vec![Missing { path: format!("{path}.per"), what: What::NothingToDivideBy, candidate }]
        })?;
        log.step(Step::PerHead {
            part: part.key().to_owned(),
            candidate: (*candidate).clone(),
            measure: measure.to_owned(),
            by: by.clone(),
            figure: figure.clone(),
        });
        divided.insert((*candidate).clone(), figure);
    }
    Ok(divided)
}

/// Those whose figure does not pass the bar.
fn barred(
    part: &Part,
    path: &str,
    bar: &Bar,
    of: &BTreeMap<String, Exact>,
    fewest: bool,
    standing: &[&String],
    log: &mut Log,
) -> Result<BTreeSet<String>, Vec<Missing>> {
    let at = Exact::from(&bar.figure);
    let mut barred = BTreeSet::new();
    for candidate in standing {
        let Some(figure) = of.get(*candidate) else { continue };
        // Whether the bar itself suffices is asked only of somebody who stands on it.
        let passes = if *figure == at {
            let reach =
                needed(&bar.reach, || format!("{path}.bar.reach")).map_err(|missing| vec![missing])?;
            *reach == Reach::AtLeast
        } else {
            (*figure > at) != fewest
        };
        if !passes {
            log.step(Step::Barred {
                part: part.key().to_owned(),
                candidate: (*candidate).clone(),
                figure: figure.clone(),
                bar: at.clone(),
            });
            barred.insert((*candidate).clone());
        }
    }
    Ok(barred)
}
