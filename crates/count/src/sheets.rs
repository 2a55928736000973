//! Score sheets of a panel to one panel score per candidate. Whose sheet it is decides nothing: everything is computed
//! from [piles](crate::piles()).

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use plan::{Aggregate, Criterion, ReviewRules, Rounding, Stated};
use serde::{Deserialize, Serialize};

use crate::exact::Exact;
use crate::piles::{self, Pile, piles, sheet_total};
use crate::steps::{Log, Step};
use crate::undecided::{Missing, What, needed};
use crate::{CountError, Figures, rubric};

/// One judge's sheet for one candidate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sheet {
    /// Handle of the judge. It reaches no step: what the public learns of single sheets is for the plan to say.
    pub judge: String,
    /// Handle of the candidate.
    pub candidate: String,
    /// What the judge did.
    pub state: SheetState,
}

/// What a judge did with a sheet. Only a scored one counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub enum SheetState {
    /// A score for every line (by id) of the rubric, in the line's units: 8.25 at two places is 825.
    Scored(BTreeMap<String, u32>),
    /// 弃权.
    Abstained,
    /// 回避.
    Recused,
    /// 缺席.
    Absent,
}

/// The sheets of one review stage in one category.
#[derive(Debug, Clone)]
pub struct Panel<'a> {
    /// The rules of the stage.
    pub rules: &'a ReviewRules,
    /// What the panel did.
    pub work: Work,
}

/// What a panel did, sheet by sheet, or as far as a plan that keeps them secret lets anybody know.
#[derive(Debug, Clone)]
pub enum Work {
    /// All sheets, in any order; a missing one is as good as absent.
    Sheets(Vec<Sheet>),
    /// A pile for each candidate; a missing one is as good as an empty one.
    Piles(Vec<Pile>),
}

impl Panel<'_> {
    /// Refuses sheets that no panel working under these rules can have handed in.
    pub(crate) fn check(
        &self,
        stage: &str,
        category: &str,
        candidates: &BTreeSet<&String>,
    ) -> Result<(), CountError> {
        let rubric = rubric::of(self.rules, category).get();
        let sheets = match &self.work {
            Work::Sheets(sheets) => sheets,
            Work::Piles(piles) => return piles::check(stage, piles, rubric, candidates),
        };
        let mut seen = BTreeSet::new();
        for sheet in sheets {
            if !candidates.contains(&sheet.candidate) {
                return Err(CountError::UnknownCandidate(sheet.candidate.clone()));
            }
            let whose = || (stage.to_owned(), sheet.judge.clone(), sheet.candidate.clone());
            if !seen.insert((&sheet.judge, &sheet.candidate)) {
                let (stage, judge, candidate) = whose();
                return Err(CountError::SheetTwice { stage, judge, candidate });
            }
            if let (SheetState::Scored(scores), Some(rubric)) = (&sheet.state, rubric)
                && !fits(scores, rubric)
            {
                let (stage, judge, candidate) = whose();
                return Err(CountError::BadSheet { stage, judge, candidate });
            }
        }
        Ok(())
    }
}

fn fits(scores: &BTreeMap<String, u32>, rubric: &[Criterion]) -> bool {
    let lines = rubric::lines(rubric);
    scores.len() == lines.len()
        && lines
            .iter()
            .all(|line| scores.get(&line.id).is_some_and(|score| rubric::is_score(line, u64::from(*score))))
}

/// The panel scores of the candidates still standing, as the raw figures of a stage.
///
/// A panel score is what the plan makes of a candidate's sheet totals (their mean, median or sum) after as many highest
/// and lowest are dropped as it says; for a rank sum each judge's totals are ranks among the candidates first. The mean
/// of a criterion is over all scored sheets: where two sheets share a dropped total, dropping one of them would make
/// the criterion depend on the order of the sheets.
pub(crate) fn figures(
    stage: &str,
    category: &str,
    panel: &Panel,
    standing: &[&String],
    log: &mut Log,
) -> Figures {
    let rubric = rubric::of(panel.rules, category);
    let all = match &panel.work {
        Work::Piles(piles) => Cow::Borrowed(piles),
        Work::Sheets(sheets) => {
            let handles: Vec<String> = standing.iter().map(|candidate| (*candidate).clone()).collect();
            Cow::Owned(piles(rubric.get().map(Vec::as_slice), &handles, sheets))
        }
    };
    let nothing = Pile::default();
    let of = |candidate: &String| all.iter().find(|pile| pile.candidate == *candidate).unwrap_or(&nothing);
    let piles: BTreeMap<&String, &Pile> =
        standing.iter().map(|candidate| (*candidate, of(candidate))).collect();
    let rules = match Rules::of(stage, category, panel, rubric, &piles) {
        Ok(rules) => rules,
        Err(missing) => return Figures { missing, ..Figures::default() },
    };
    let ranked = match rules.aggregate {
        Aggregate::RankSum => match ranks(stage, panel, rubric, standing) {
            Ok(ranks) => Some(ranks),
            Err(missing) => return Figures { missing: vec![missing], ..Figures::default() },
        },
        _ => None,
    };

    let mut figures = Figures { fewest: ranked.is_some(), ..Figures::default() };
    for candidate in standing {
        let Some(pile) = piles.get(candidate) else { continue };
        let marks = match &ranked {
            Some(ranks) => ranks.get(*candidate).cloned().unwrap_or_default(),
            None => pile.totals.clone(),
        };
        let (low, kept, high) = trimmed(&marks, rules.trim);
        let enough = marks.len() as u64 >= rules.least;
        let raw = if enough { rules.aggregate(kept) } else { None };
        let score =
            raw.as_ref().map(|raw| rules.places.map_or_else(|| raw.clone(), |(n, by)| raw.rounded(n, by)));
        let is_mean = rules.aggregate == Aggregate::Mean;
        log.step(Step::Sheets {
            stage: stage.to_owned(),
            candidate: (*candidate).clone(),
            abstained: pile.abstained,
            recused: pile.recused,
            absent: pile.absent,
            dropped_low: low.to_vec(),
            kept: kept.to_vec(),
            dropped_high: high.to_vec(),
            least: rules.least,
            mean: raw.clone().filter(|_| is_mean),
            aggregate: (!is_mean).then_some(rules.aggregate),
            score: score.clone().filter(|score| !is_mean || raw.as_ref() != Some(score)),
        });
        let Some(score) = score else { continue };
        figures.of.insert((*candidate).clone(), score);
        for line in rules.rubric.iter().flat_map(|rubric| rubric::lines(rubric)) {
            let units = pile.scores.get(&line.id).map(Vec::as_slice).unwrap_or_default();
            let scores: Vec<Exact> =
                units.iter().map(|units| rubric::score(line, &Exact::from(u64::from(*units)))).collect();
            let Some(mean) = mean(&scores) else { continue };
            log.step(Step::Criterion {
                stage: stage.to_owned(),
                candidate: (*candidate).clone(),
                criterion: line.id.clone(),
                mean: mean.clone(),
            });
            figures.criteria.entry(line.id.clone()).or_default().insert((*candidate).clone(), mean);
        }
    }
    figures
}

/// What the plan says about a panel score.
struct Rules<'r> {
    trim: u64,
    least: u64,
    rubric: Option<&'r [Criterion]>,
    aggregate: Aggregate,
    places: Option<(u32, Rounding)>,
}

impl<'r> Rules<'r> {
    /// All that the plan says, or all that it leaves open.
    fn of(
        stage: &str,
        category: &str,
        panel: &Panel<'r>,
        rubric: &'r Stated<Vec<Criterion>>,
        piles: &BTreeMap<&String, &Pile>,
    ) -> Result<Rules<'r>, Vec<Missing>> {
        let rules = panel.rules;
        let at = |field: &str| format!("stage.{stage}.review.{field}");
        let most = piles.values().map(|pile| pile.totals.len()).max().unwrap_or(0);
        if most == 0 {
            let unjudged = Missing::unjudged(stage, rules, category);
            return Err(vec![unjudged.unwrap_or_else(|| Missing::no_figures(format!("stage.{stage}")))]);
        }
        // A least number of sheets can change nothing where all candidates have equally many.
        let even = piles.values().all(|pile| pile.totals.len() == most);
        let least = match (rules.sheets_least.get(), even) {
            (Some(least), _) => Ok(u64::from(*least)),
            (None, true) => Ok(0),
            (None, false) => {
                needed(&rules.sheets_least, || at("sheets_least")).map(|least| u64::from(*least))
            }
        };
        let aggregate = needed(&rules.aggregate, || at("aggregate")).copied();
        let trim = match (&rules.trim, &aggregate) {
            // Whatever falls away at both ends, the middle stays where it is.
            (Stated::NotStated, Ok(Aggregate::Median)) => Ok(0),
            (trim, _) => needed(trim, || at("trim")).map(|trim| u64::from(*trim)),
        };
        let open = rubric.get().and_then(|rubric| rubric::unweighted(rubric));
        let rubric = match open {
            Some(id) => Err(Missing {
                path: at(&format!("rubric.{id}.weight")),
                what: What::NotStated,
                candidate: None,
            }),
            None => needed(rubric, || at("rubric")).map(Vec::as_slice),
        };
        let places = match &rules.places {
            Stated::NotStated => Ok(None),
            places => needed(places, || at("places"))
                .map(|places| Some((*places, rules.rounding.unwrap_or(Rounding::HalfUp)))),
        };
        match (trim, least, rubric, aggregate, places) {
            (Ok(trim), Ok(least), Ok(rubric), Ok(aggregate), Ok(places)) => {
                Ok(Rules { trim, least, rubric: Some(rubric), aggregate, places })
            }
            (trim, least, rubric, aggregate, places) => {
                let all = [trim.err(), least.err(), rubric.err(), aggregate.err(), places.err()];
                Err(all.into_iter().flatten().collect())
            }
        }
    }

    /// What becomes of the marks that stay; `None` where none do.
    fn aggregate(&self, kept: &[Exact]) -> Option<Exact> {
        match self.aggregate {
            Aggregate::Mean => mean(kept),
            Aggregate::Median => {
                let middle = kept.get(kept.len().saturating_sub(1) / 2)?;
                mean(&[middle.clone(), kept.get(kept.len() / 2)?.clone()])
            }
            Aggregate::Sum | Aggregate::RankSum => (!kept.is_empty()).then(|| kept.iter().sum()),
        }
    }
}

/// Each judge's ranks of the candidates they scored, by candidate, ascending; equals share the mean of their places. A
/// judge who did not score everybody ranks a shorter field, and sums over different fields say nothing.
fn ranks(
    stage: &str,
    panel: &Panel,
    rubric: &Stated<Vec<Criterion>>,
    standing: &[&String],
) -> Result<BTreeMap<String, Vec<Exact>>, Missing> {
    let Work::Sheets(sheets) = &panel.work else {
        // Piles do not say which totals are one judge's.
        return Err(Missing::no_figures(format!("stage.{stage}")));
    };
    let mut judges: BTreeMap<&String, Vec<(&String, Exact)>> = BTreeMap::new();
    for sheet in sheets.iter().filter(|sheet| standing.contains(&&sheet.candidate)) {
        if let SheetState::Scored(scores) = &sheet.state {
            let total = sheet_total(rubric.get().map(Vec::as_slice), scores);
            judges.entry(&sheet.judge).or_default().push((&sheet.candidate, total));
        }
    }
    if judges.values().any(|scored| scored.len() != standing.len()) {
        let path = format!("stage.{stage}.review.aggregate");
        return Err(Missing { path, what: What::NoScore, candidate: None });
    }
    let mut ranks: BTreeMap<String, Vec<Exact>> = BTreeMap::new();
    for scored in judges.values() {
        for (candidate, total) in scored {
            let above = scored.iter().filter(|(_, other)| other > total).count() as u64;
            let equal = scored.iter().filter(|(_, other)| other == total).count() as u64;
            let twice = Exact::from(2 * above + 1 + equal);
            let rank = twice.over(&Exact::from(2)).unwrap_or_else(Exact::zero);
            ranks.entry((*candidate).clone()).or_default().push(rank);
        }
    }
    ranks.values_mut().for_each(|ranks| ranks.sort_unstable());
    Ok(ranks)
}

/// Ascending marks as the lowest that fall away, those that stay, and the highest that fall away. Where there are not
/// enough to leave one over, nothing stays.
fn trimmed(totals: &[Exact], trim: u64) -> (&[Exact], &[Exact], &[Exact]) {
    let trim = usize::try_from(trim).unwrap_or(usize::MAX).min(totals.len());
    let (low, rest) = totals.split_at(trim);
    let (kept, high) = rest.split_at(rest.len().saturating_sub(trim));
    (low, kept, high)
}

fn mean(figures: &[Exact]) -> Option<Exact> {
    figures.iter().sum::<Exact>().over(&Exact::from(figures.len() as u64))
}
