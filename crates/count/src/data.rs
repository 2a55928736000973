//! Everything that rounds count.

use std::collections::{BTreeMap, BTreeSet};

use crate::exact::Exact;
use crate::polls::{Poll, Size};
use crate::sheets::Sheet;
use crate::steps::Penal;
use crate::undecided::Missing;

/// Everything that rounds count.
#[derive(Debug, Clone, Default)]
pub struct Data {
    /// Who stands, in the order of their numbers. One id may stand in several categories.
    pub candidates: Vec<Candidate>,
    /// What candidates (by id) are called, where a table says it; for readers only.
    pub names: BTreeMap<String, String>,
    /// Ballots by stage and category (by id), and by region; an empty region is everywhere.
    pub polls: BTreeMap<(String, String), BTreeMap<String, Poll>>,
    /// Lists of preference by stage, category and award (by id).
    pub lists: BTreeMap<(String, String, String), Vec<String>>,
    /// Sheets by stage and category (by id).
    pub sheets: BTreeMap<(String, String), Vec<Sheet>>,
    /// Values of measures.
    pub measures: Vec<Value>,
    /// Sizes by stage, electorate (by id), region and category (by id); an empty region is everywhere, an empty stage or
    /// category is all that have no row of their own.
    pub sizes: BTreeMap<(String, String, String, String), Size>,
    /// Decisions, in their order.
    pub decisions: Vec<Decided>,
    /// What was decided about foul votes, and falls by a penalty of the plan.
    pub struck: Vec<Struck>,
    /// Faults of ballots that the plan does not speak of.
    pub missing: Vec<Missing>,
}

/// A candidate of one category.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Candidate {
    /// Its id.
    pub id: String,
    /// The category (by id).
    pub category: String,
    /// Values by attribute (its id).
    pub attributes: BTreeMap<String, String>,
    /// The stages (by id) that have them beside their candidates: "no award", a name written in. They stand in the
    /// rounds whose figures come from there, and a name that was written in also where such a round has taken it.
    /// Empty: a candidate.
    pub beside: BTreeSet<String>,
}

/// A value of a measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// The rounds (by id) it is for; empty: all.
    pub rounds: Vec<String>,
    /// The category (by id); empty: all.
    pub category: String,
    /// The candidate.
    pub candidate: String,
    /// The measure (by id).
    pub measure: String,
    /// The value.
    pub value: Exact,
}

/// What a penalty of the plan takes from a candidate: so many votes, or the standing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Struck {
    /// The vote (by id).
    pub stage: String,
    /// The category (by id).
    pub category: String,
    /// The candidate.
    pub candidate: String,
    /// How many votes; `None`: the candidate is disqualified.
    pub votes: Option<u64>,
    /// The channel (by id) whose votes they were; may be empty.
    pub channel: String,
    /// The penalty in the plan's words; may be empty.
    pub says: String,
    /// Who finds that votes are foul, where the plan says so.
    pub by: String,
    /// Clause; may be empty.
    pub clause: String,
    /// What the decision refers to; may be empty.
    pub reference: String,
}

impl Struck {
    /// The penalty as a step tells it.
    pub(crate) fn penal(&self) -> Penal {
        let Struck { says, by, clause, reference, .. } = self.clone();
        Penal { says, by, clause, reference }
    }
}

/// A decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// The rounds (by id) it is for; empty: all.
    pub rounds: Vec<String>,
    /// The category (by id); empty: all.
    pub category: String,
    /// The region it is for, where regions are counted apart; empty: all.
    pub region: String,
    /// The candidate; empty for the seed of a lot.
    pub candidate: String,
    /// What is decided.
    pub kind: DecisionKind,
    /// What that needs beside: a place, an award, a seed; of an upheld objection, the notice (by id).
    pub value: String,
    /// What it refers to.
    pub reference: String,
}

/// What is decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DecisionKind {
    /// A body names somebody; the value is the place among those it names.
    Pick,
    /// A body takes somebody off.
    Veto,
    /// Without a candidate, the value is the seed of the public lot; with one, the place that a drawn lot gave.
    Lot,
    /// Somebody goes on without figures; the value may be an award (by id).
    Direct,
    /// Somebody withdraws.
    Withdrawal,
    /// Somebody who was chosen refuses.
    Refusal,
    /// An objection to somebody on the list was found true: the plan's notice says what follows.
    Upheld,
}
