//! What a ballot may say, and what a fault in it spoils.
//!
//! These are rules alone; `count` applies them. A count that meets silence is `undecided` and tells the place by the
//! names used here, for instance `stage.vote.faults.too-many`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::moment::Clock;
use crate::stated::Stated;

/// What a voter or judge writes on one ballot of one category. Fewer than the least always makes it invalid: there is
/// no excess to strike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub enum BallotShape {
    /// Chooses between `least` and `most` candidates; exactly n where both are n.
    Approve {
        /// Fewest.
        least: u32,
        /// Most.
        most: u32,
    },
    /// Gives whole points to candidates; whoever is not named gets none.
    Points {
        /// Fewest points for a candidate who is named.
        least: u32,
        /// Most points for one candidate.
        most: u32,
        /// Most points of a ballot altogether (cumulative voting); absent: each candidate's bound is the only one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        total: Option<u32>,
    },
    /// Puts candidates in an order, not necessarily all of them.
    Rank {
        /// Fewest candidates.
        least: u32,
        /// Most candidates; absent: all.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        most: Option<u32>,
        /// What two candidates in one place mean.
        #[serde(default)]
        equals: Stated<Equals>,
    },
    /// Supports, opposes or abstains, candidate by candidate; whoever is not named is abstained on.
    Opinion {
        /// Most candidates a ballot may support (差额); absent: all (等额).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        most: Option<u32>,
    },
}

impl BallotShape {
    /// Fewest and most choices of an approval; `None` for every other shape. The pages take approvals alone.
    pub fn approve(&self) -> Option<(u32, u32)> {
        match self {
            BallotShape::Approve { least, most } => Some((*least, *most)),
            _ => None,
        }
    }
}

/// What several candidates in one place of a ranking mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Equals {
    /// They share the place: a vote is split evenly among those still in the count, points by the rule for equals.
    Share,
    /// The ranking ends before them.
    End,
    /// The ballot is invalid.
    Void,
}

/// One candidate's mark on a ballot of support and opposition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Opinion {
    /// 赞成.
    Support,
    /// 反对.
    Oppose,
    /// 弃权.
    Abstain,
}

/// What each fault of a ballot spoils. Only a fault that occurs needs a rule.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Faults {
    /// More choices, places or points than allowed. By excess only: the first in the order of the ballot stand, and a
    /// candidate's points are cut to the bound; which of too many points *altogether* are in excess nobody can tell.
    #[serde(default, skip_serializing_if = "Stated::is_silent")]
    pub too_many: Stated<Spoils>,
    /// Fewer choices than asked for. Only `category` and `paper` can be: there is no excess to strike.
    #[serde(default, skip_serializing_if = "Stated::is_silent")]
    pub too_few: Stated<Spoils>,
    /// A candidate named twice. By excess only: the first naming stands.
    #[serde(default, skip_serializing_if = "Stated::is_silent")]
    pub twice: Stated<Spoils>,
    /// Somebody who is no candidate. By excess only: the name is passed over.
    #[serde(default, skip_serializing_if = "Stated::is_silent")]
    pub unknown: Stated<Spoils>,
    /// The voter's own, where nobody may vote for their own. By excess only: the name is passed over.
    #[serde(default, skip_serializing_if = "Stated::is_silent")]
    pub own: Stated<Spoils>,
}

impl Faults {
    /// True where nothing is stated.
    pub fn is_silent(&self) -> bool {
        self == &Faults::default()
    }
}

/// How far a fault reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Spoils {
    /// 只废超投项: only what is too much falls away.
    Excess,
    /// 该类作废: what the ballot says in this category.
    Category,
    /// 整票作废: the whole ballot paper, in all categories.
    Paper,
}

/// Fewest and most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Bounds {
    /// Fewest.
    pub least: u32,
    /// Most.
    pub most: u32,
}

/// For whom a voter may not vote: their own country, unit or self.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NotOwn {
    /// The attribute (by id) that tells whose a candidate is.
    pub attribute: String,
    /// What of a ballot may not be the same.
    pub by: OwnBy,
}

/// What of a ballot tells whose candidates are the voter's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum OwnBy {
    /// Its region: a country, a county, a unit.
    Region,
    /// Its voter.
    Voter,
}

/// What stands on a ballot beside the candidates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Beside {
    /// "No award", a candidate of its own (id `no-award`) that can leave a category without a winner.
    NoAward,
    /// 另选他人: names may be written in; in a count each is a candidate of its own.
    WriteIn,
}

/// A bound on how often one voter may vote. Several bounds hold together.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// So many ballots of one category …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ballots: Option<u32>,
    /// … or so many choices (votes for a candidate), spread over ballots at will …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub choices: Option<u32>,
    /// … or so many votes for one and the same candidate …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same: Option<u32>,
    /// … in each such period.
    pub per: Per,
    /// True where the bound is over all categories together.
    #[serde(default, skip_serializing_if = "crate::types::is_false")]
    pub together: bool,
}

impl Limit {
    /// So many ballots a day or in the whole stage, and nothing else: the one bound that a ballot box's slots hold to.
    pub fn slots(&self) -> Option<SlotLimit> {
        let per = match &self.per {
            Per::Day => SlotPer::Day,
            Per::Stage => SlotPer::Stage,
            Per::DayFrom(_) | Per::Minutes(_) => return None,
        };
        let alone = self.choices.is_none() && self.same.is_none() && !self.together;
        self.ballots.filter(|_| alone).map(|ballots| SlotLimit { ballots, per })
    }
}

/// So many ballots of one category in each such period: what the slots of a ballot box hold to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SlotLimit {
    /// How many.
    pub ballots: u32,
    /// In which period.
    pub per: SlotPer,
}

/// A period that slots can hold to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlotPer {
    /// A calendar day in the plan's zone.
    Day,
    /// The whole stage.
    Stage,
}

/// The period of a limit.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Per {
    /// A calendar day in the plan's zone.
    #[default]
    Day,
    /// A day that begins at this time (每日 20 时换日); not stated: the plan leaves open where one day ends.
    DayFrom(Stated<Clock>),
    /// The whole stage.
    Stage,
    /// Any stretch of so many minutes: 1440 is a rolling day, one ballot in 30 is an interval of half an hour.
    Minutes(u32),
}

/// What is done about votes found to be bought, scripted or forged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Penalty {
    /// What falls.
    pub voids: Voids,
    /// Who finds that votes are foul.
    #[serde(default, skip_serializing_if = "Stated::is_silent")]
    pub by: Stated<String>,
    /// In the plan's words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Clause.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub clause: String,
}

/// What falls where votes were found to be foul.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Voids {
    /// The ballots themselves.
    Ballots,
    /// The votes themselves, for whom they are foul; what else their ballots say stands (扣除该候选人的违规票).
    Votes,
    /// All ballots of that voter on that day.
    VoterDay,
    /// All ballots of that voter.
    Voter,
    /// Every vote of the candidate they were for (清零).
    CandidateVotes,
    /// The candidate's standing (取消资格).
    Candidate,
}
