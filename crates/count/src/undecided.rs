//! What a result needs and nobody stated. It is told, and never replaced by a default.

use plan::{ReviewRules, Stage, Stated};
use serde::{Deserialize, Serialize};

use crate::rubric;

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
    /// The plan says neither what this panel scores nor what its ballots may say: it can hand in nothing.
    Unjudged,
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
    /// The list that came about, or that a body made, does not keep this clause on the composition (by id).
    Unkept(String),
    /// Fewer take part than have to, and a body says what follows.
    TooFew,
    /// More go on than there are awards.
    TooMany,
    /// A body picked somebody whom the award's own conditions shut out.
    Barred,
    /// A body decided on somebody who does not take part in this round.
    Absent,
    /// Fewer members took part than the quorum asks for.
    Quorum {
        /// Members who took part.
        present: u64,
        /// All members.
        members: u64,
    },
    /// An electorate has so many members, and the plan says how many it has.
    Size {
        /// Members by the table.
        members: u64,
        /// What the plan says, as [`plan::Size`] is written in labels.
        stated: String,
    },
    /// An electorate has an even number of members, and the plan wants an odd one.
    Even {
        /// Members by the table.
        members: u64,
    },
    /// These are equal and are voted on again, and the new votes are not there yet.
    Revote(Vec<String>),
    /// An objection was found true, and the review is held again: its new outcome is not there yet.
    Again,
    /// An earlier round, on which this one rests, is open itself.
    Waits,
}

impl Missing {
    pub(crate) fn no_figures(path: String) -> Self {
        Missing { path, what: What::NoFigures, candidate: None }
    }

    /// What is told where an earlier or higher round (by id) is open.
    pub(crate) fn waits(round: &str) -> Self {
        Missing { path: format!("result.{round}"), what: What::Waits, candidate: None }
    }

    /// Fewer go on than must.
    pub(crate) fn unfilled(path: String) -> Self {
        Missing { path, what: What::Unfilled, candidate: None }
    }

    /// What is told of a list that does not keep a clause (by id) of its round (by id).
    pub(crate) fn unkept(round: &str, clause: &str) -> Self {
        let what = What::Unkept(clause.to_owned());
        Missing { path: format!("result.{round}.composition.{clause}"), what, candidate: None }
    }

    /// What is told of a stage that has handed in nothing: that the plan does not say what it could hand in, where that
    /// is so. `ballots` where the rule looks at ballots alone.
    pub(crate) fn nothing_from(id: &str, stage: Option<&Stage>, category: &str, ballots: bool) -> Self {
        let review = stage.and_then(|stage| stage.review.as_ref());
        let unjudged = review.and_then(|review| Missing::unjudged(id, review, category));
        let ballot = || {
            let review = review.filter(|_| ballots)?;
            needed(&review.ballot, || format!("stage.{id}.review.ballot")).err()
        };
        unjudged.or_else(ballot).unwrap_or_else(|| Missing::no_figures(format!("stage.{id}")))
    }

    /// What is told of a panel of which the plan says neither what it scores nor what its ballots may say.
    pub(crate) fn unjudged(id: &str, review: &ReviewRules, category: &str) -> Option<Self> {
        let silent = review.ballot.is_silent() && rubric::of(review, category).is_silent();
        let path = format!("stage.{id}.review");
        silent.then_some(Missing { path, what: What::Unjudged, candidate: None })
    }

    /// What is told where the size of the electorates of a stage is not known: of a stage of which the plan does not say
    /// who votes or judges, no table can tell it.
    pub(crate) fn no_size(id: &str, stage: Option<&Stage>, electorates: &[String]) -> Self {
        match (electorates.first(), stage) {
            (Some(electorate), _) => Missing::no_figures(format!("electorate.{electorate}")),
            (None, None) => Missing::no_figures(format!("stage.{id}")),
            (None, Some(stage)) => {
                let of = if stage.review.is_some() { "review" } else { "vote" };
                let path = format!("stage.{id}.{of}.electorate");
                Missing { path, what: What::NotStated, candidate: None }
            }
        }
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
