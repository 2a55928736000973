//! Score sheets of a panel to one panel score per candidate. Whose sheet it is decides nothing: everything is computed
//! from [piles](crate::piles()).

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use plan::{Criterion, ReviewRules};
use serde::{Deserialize, Serialize};

use crate::exact::Exact;
use crate::piles::{self, Pile, piles};
use crate::steps::{Log, Step};
use crate::undecided::{Missing, needed};
use crate::{CountError, Figures};

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
    /// A score for every criterion (by id) of the rubric.
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
    pub(crate) fn check(&self, stage: &str, candidates: &BTreeSet<&String>) -> Result<(), CountError> {
        let sheets = match &self.work {
            Work::Sheets(sheets) => sheets,
            Work::Piles(piles) => return piles::check(stage, piles, self.rules.rubric.get(), candidates),
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
            if let (SheetState::Scored(scores), Some(rubric)) = (&sheet.state, self.rules.rubric.get())
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
    scores.len() == rubric.len()
        && rubric
            .iter()
            .all(|criterion| scores.get(&criterion.id).is_some_and(|score| *score <= criterion.most))
}

/// The panel scores of the candidates still standing, as the raw figures of a stage.
///
/// A panel score is the mean of a candidate's sheet totals after as many highest and lowest totals are dropped as the
/// plan says. The mean of a criterion is over all scored sheets: where two sheets share a dropped total, dropping one
/// of them would make the criterion depend on the order of the sheets.
pub(crate) fn figures(stage: &str, panel: &Panel, standing: &[&String], log: &mut Log) -> Figures {
    let all = match &panel.work {
        Work::Piles(piles) => Cow::Borrowed(piles),
        Work::Sheets(sheets) => {
            let handles: Vec<String> = standing.iter().map(|candidate| (*candidate).clone()).collect();
            Cow::Owned(piles(&handles, sheets))
        }
    };
    let nothing = Pile::default();
    let of = |candidate: &String| all.iter().find(|pile| pile.candidate == *candidate).unwrap_or(&nothing);
    let piles: BTreeMap<&String, &Pile> =
        standing.iter().map(|candidate| (*candidate, of(candidate))).collect();
    let (trim, least, rubric) = match rules(stage, panel.rules, &piles) {
        Ok(rules) => rules,
        Err(missing) => return Figures { missing, ..Figures::default() },
    };

    let mut figures = Figures::default();
    for candidate in standing {
        let Some(pile) = piles.get(candidate) else { continue };
        let name = || (stage.to_owned(), (*candidate).clone());
        let (low, kept, high) = trimmed(&pile.totals, trim);
        let mean = if (pile.totals.len() as u64) < least { None } else { mean(kept) };
        let (stage_id, candidate_id) = name();
        log.step(Step::Sheets {
            stage: stage_id,
            candidate: candidate_id,
            abstained: pile.abstained,
            recused: pile.recused,
            absent: pile.absent,
            dropped_low: low.to_vec(),
            kept: kept.to_vec(),
            dropped_high: high.to_vec(),
            least,
            mean: mean.clone(),
        });
        let Some(mean_of_totals) = mean else { continue };
        figures.of.insert((*candidate).clone(), mean_of_totals);
        for criterion in rubric {
            let scores = pile.scores.get(&criterion.id).map(Vec::as_slice).unwrap_or_default();
            let scores: Vec<u64> = scores.iter().copied().map(u64::from).collect();
            let Some(mean) = self::mean(&scores) else { continue };
            let (stage, candidate) = name();
            log.step(Step::Criterion {
                stage,
                candidate: candidate.clone(),
                criterion: criterion.id.clone(),
                mean: mean.clone(),
            });
            figures.criteria.entry(criterion.id.clone()).or_default().insert(candidate, mean);
        }
    }
    figures
}

/// What the plan says about trimming, the least number of sheets and the rubric; or all that it leaves open.
fn rules<'r>(
    stage: &str,
    rules: &'r ReviewRules,
    piles: &BTreeMap<&String, &Pile>,
) -> Result<(u64, u64, &'r [Criterion]), Vec<Missing>> {
    let at = |field: &str| format!("stage.{stage}.review.{field}");
    let most = piles.values().map(|pile| pile.totals.len()).max().unwrap_or(0);
    if most == 0 {
        return Err(vec![Missing::no_figures(format!("stage.{stage}"))]);
    }
    // A least number of sheets can change nothing where all candidates have equally many.
    let even = piles.values().all(|pile| pile.totals.len() == most);
    let least = match (rules.sheets_least.get(), even) {
        (Some(least), _) => Ok(u64::from(*least)),
        (None, true) => Ok(0),
        (None, false) => needed(&rules.sheets_least, || at("sheets_least")).map(|least| u64::from(*least)),
    };
    match (needed(&rules.trim, || at("trim")), least, needed(&rules.rubric, || at("rubric"))) {
        (Ok(trim), Ok(least), Ok(rubric)) => Ok((u64::from(*trim), least, rubric)),
        (trim, least, rubric) => Err([trim.err(), least.err(), rubric.err()].into_iter().flatten().collect()),
    }
}

/// Ascending totals as the lowest that fall away, those that stay, and the highest that fall away. Where there are
/// not enough to leave one over, nothing stays.
fn trimmed(totals: &[u64], trim: u64) -> (&[u64], &[u64], &[u64]) {
    let trim = usize::try_from(trim).unwrap_or(usize::MAX).min(totals.len());
    let (low, rest) = totals.split_at(trim);
    let (kept, high) = rest.split_at(rest.len().saturating_sub(trim));
    (low, kept, high)
}

fn mean(figures: &[u64]) -> Option<Exact> {
    Exact::from(figures.iter().sum::<u64>()).over(&Exact::from(figures.len() as u64))
}
