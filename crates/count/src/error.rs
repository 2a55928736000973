//! Input that contradicts itself or its plan.

use crate::exact::Exact;

/// Input that cannot be what a selection under a checked plan has produced.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum CountError {
    /// A candidate stands twice in the list.
    #[error("candidate {0} is listed twice")]
    CandidateTwice(String),
    /// Figures, a withdrawal or a resolution name somebody who does not stand in the list.
    #[error("{0} is no candidate of this category")]
    UnknownCandidate(String),
    /// A resolution puts somebody in two places.
    #[error("the resolution places {0} twice")]
    ResolvedTwice(String),
    /// A stage has both a tally and sheets.
    #[error("stage {0} has both votes and sheets")]
    BothKinds(String),
    /// A judge has two sheets for one candidate.
    #[error("stage {stage}: judge {judge} has two sheets for {candidate}")]
    SheetTwice {
        /// Stage id.
        stage: String,
        /// Judge's handle.
        judge: String,
        /// Candidate's handle.
        candidate: String,
    },
    /// A sheet does not score exactly the rubric's criteria, each within its bounds.
    #[error("stage {stage}: the sheet of judge {judge} for {candidate} does not fit the rubric")]
    BadSheet {
        /// Stage id.
        stage: String,
        /// Judge's handle.
        judge: String,
        /// Candidate's handle.
        candidate: String,
    },
    /// The scores told of a candidate do not fit the rubric or each other.
    #[error("stage {stage}: the scores told of {candidate} do not fit the rubric or each other")]
    BadPile {
        /// Stage id.
        stage: String,
        /// Candidate's handle.
        candidate: String,
    },
    /// The weights of a rule do not add up to 100.
    #[error("result {rule}: the weights add up to {sum}, not 100")]
    Weights {
        /// Rule id.
        rule: String,
        /// What they add up to.
        sum: Exact,
    },
    /// A rule takes two parts from one stage.
    #[error("result {rule}: two parts come from stage {stage}")]
    PartTwice {
        /// Rule id.
        rule: String,
        /// Stage id.
        stage: String,
    },
    /// Ballots are not all of the shape that the plan gives them.
    #[error("the ballots are not of the plan's shape")]
    Shape,
    /// More candidates than packed ballots can name.
    #[error("more than 32,766 candidates")]
    TooManyCandidates,
    /// More people are picked or seated by decision than there are seats.
    #[error("result {rule}: {decided} are decided on, and there are {seats} seats")]
    TooManyDecided {
        /// Rule id.
        rule: String,
        /// How many are decided on.
        decided: u64,
        /// How many seats there are.
        seats: u64,
    },
    /// A rule rounds to more places than an exact number of a plan has.
    #[error("result {rule}: more than 18 decimal places")]
    Places {
        /// Rule id.
        rule: String,
    },
}
