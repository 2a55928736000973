//! What a result needs and nobody stated. It is told, and never replaced by a default.

use plan::Stated;
use serde::{Deserialize, Serialize};

/// One thing that a result needs and does not have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Missing {
    /// Where in the plan it would stand, by ids: `result.final.combine.vote.normalise`, `stage.panel.review.trim`,
    /// `category.builders.seats`; or the stage whose figures are lacking: `stage.vote`.
    pub path: String,
    /// What is the matter there.
    pub what: What,
    /// The one candidate it concerns; absent: the whole category.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub candidate: Option<String>,
}

/// Why something that is needed is not there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// The plan is silent.
    NotStated,
    /// The plan says these things, which cannot all hold.
    Contradictory(Vec<String>),
    /// The stage has handed in no figures.
    NoFigures,
    /// All figures are zero, and the plan divides by their maximum or sum.
    NothingToDivideBy,
    /// This candidate has no panel score, or not the figure that a tie step compares.
    NoScore,
    /// Everything the plan tries leaves them equal.
    Exhausted,
    /// The lowest figure is the best here, and the plan treats it like one where the highest is.
    FewestIsBest,
    /// Fewer go on than must, and the plan does not say that seats may stay empty.
    Unfilled,
    /// Nobody can go on so that all these clauses on the composition (by id) hold.
    Unsatisfiable(Vec<String>),
    /// Those whom a body picked break these clauses on the composition (by id).
    Broken(Vec<String>),
    /// Fewer members took part than the quorum asks for.
    Quorum {
        /// Members who took part.
        present: u64,
        /// All members.
        members: u64,
    },
    /// These are equal and are voted on again, and the new votes are not there yet.
    Revote(Vec<String>),
    /// An earlier round, on which this one rests, is open itself.
    Waits,
}

impl Missing {
    pub(crate) fn no_figures(path: String) -> Self {
        Missing { path, what: What::NoFigures, candidate: None }
    }
}

/// The value of a rule that the result needs, or what to tell in its place.
pub(crate) fn needed<T>(rule: &Stated<T>, path: impl FnOnce() -> String) -> Result<&T, Missing> {
    let what = match rule {
        Stated::Is(value) => return Ok(value),
        Stated::NotStated => What::NotStated,
        Stated::Contradictory(said) => What::Contradictory(said.clone()),
    };
    Err(Missing { path: path(), what, candidate: None })
}
