//! Ballots of one category to a tally.

use std::collections::BTreeMap;

use plan::BallotShape;
use serde::{Deserialize, Serialize};

use crate::Figures;
use crate::exact::Exact;
use crate::steps::{Log, Step};

/// Why a ballot counts for nobody. A fault in one choice makes the whole ballot invalid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Invalid {
    /// Fewer choices than the plan asks for.
    TooFew,
    /// More choices than the plan allows.
    TooMany,
    /// A candidate is chosen twice.
    Twice,
    /// Somebody is chosen who is no candidate of this category.
    Unknown,
}

/// What the ballots of one vote stage say in one category.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VoteTally {
    /// Ballots that count.
    pub valid: u64,
    /// Ballots that count for nobody.
    pub invalid: u64,
    /// Votes of each candidate (by handle); its keys are the candidates of the category.
    pub per_candidate: BTreeMap<String, u64>,
}

impl VoteTally {
    /// A tally before the first ballot.
    pub fn new<S: AsRef<str>>(candidates: &[S]) -> Self {
        let per_candidate = candidates.iter().map(|candidate| (candidate.as_ref().to_owned(), 0)).collect();
        VoteTally { valid: 0, invalid: 0, per_candidate }
    }

    /// Whether a ballot is valid, without counting it.
    ///
    /// # Errors
    /// [`Invalid`] says why not.
    pub fn check<S: AsRef<str>>(&self, shape: &BallotShape, choices: &[S]) -> Result<(), Invalid> {
        let Some((least, most)) = shape.approve() else { return Err(Invalid::Unknown) };
        // The bounds come first: they keep what follows short, however long a forged ballot is.
        if choices.len() > most as usize {
            return Err(Invalid::TooMany);
        }
        if choices.len() < least as usize {
            return Err(Invalid::TooFew);
        }
        for (place, choice) in choices.iter().enumerate() {
            let choice = choice.as_ref();
            if !self.per_candidate.contains_key(choice) {
                return Err(Invalid::Unknown);
            }
            if choices[..place].iter().any(|earlier| earlier.as_ref() == choice) {
                return Err(Invalid::Twice);
            }
        }
        Ok(())
    }

    /// Counts one ballot.
    ///
    /// # Errors
    /// [`Invalid`] where the ballot is counted among the invalid ones.
    pub fn add<S: AsRef<str>>(&mut self, shape: &BallotShape, choices: &[S]) -> Result<(), Invalid> {
        if let Err(reason) = self.check(shape, choices) {
            self.invalid += 1;
            return Err(reason);
        }
        self.valid += 1;
        for choice in choices {
            if let Some(votes) = self.per_candidate.get_mut(choice.as_ref()) {
                *votes += 1;
            }
        }
        Ok(())
    }

    /// All ballots, valid or not.
    pub fn ballots(&self) -> u64 {
        self.valid + self.invalid
    }
}

/// Tallies the ballots of one category, each given as the handles it chooses.
pub fn tally<'b, C: AsRef<str>, S: AsRef<str> + 'b>(
    shape: &BallotShape,
    candidates: &[C],
    ballots: impl IntoIterator<Item = &'b [S]>,
) -> VoteTally {
    let mut tally = VoteTally::new(candidates);
    for choices in ballots {
        // The reason is for whoever shows a single ballot; the tally keeps the number.
        let _ = tally.add(shape, choices);
    }
    tally
}

/// The votes of the candidates still standing, as the raw figures of a stage.
pub(crate) fn figures(stage: &str, tally: &VoteTally, standing: &[&String], log: &mut Log) -> Figures {
    log.step(Step::Ballots { stage: stage.to_owned(), valid: tally.valid, invalid: tally.invalid });
    let mut figures = Figures::default();
    for candidate in standing {
        let votes = tally.per_candidate.get(*candidate).copied().unwrap_or(0);
        log.step(Step::Votes { stage: stage.to_owned(), candidate: (*candidate).clone(), votes });
        figures.of.insert((*candidate).clone(), Exact::from(votes));
    }
    figures
}
