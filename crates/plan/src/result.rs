//! How votes and sheets become a list: rounds, the combination tree, seats, ties, composition.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::after::After;
use crate::ballot::Bounds;
use crate::method::{Reach, RunoffRule, SharedPointRule, SupportRule, TransferRule, Whole};
use crate::number::Number;
use crate::portion::Portion;
use crate::stage::ListKind;
use crate::stated::Stated;

/// How one list comes about out of votes and sheets: one round. Rounds follow each other in the order of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ResultRule {
    /// `[a-z0-9-]+`.
    pub id: String,
    /// Name as printed.
    pub name: String,
    /// The vote or review stage (by id) after whose end it is computed; a list where several have to end first.
    pub after: After,
    /// The list it leads to. Several rounds may fill one list: 前五名直接入围，其余由评委补足.
    pub yields: ListKind,
    /// Who takes part; absent: whoever stands on the list that its stages vote on. Maxima, sums and ranks of a
    /// normalisation are taken among these alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub among: Option<Among>,
    /// The categories (by id) it holds for; empty: all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub category: Vec<String>,
    /// The attribute of candidates whose values are counted apart from each other (按赛区, 按年级); absent: nothing is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub apart_by: Option<String>,
    /// How the parts become one score, or how ballots find winners directly.
    #[serde(default)]
    pub combine: Stated<Combine>,
    /// What follows where few take part; of the rows whose number is not reached, the one with the lowest number holds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fewest: Vec<Fewest>,
    /// How many go on, per category.
    pub take: Stated<Take>,
    /// The awards (by id) this round gives, highest first; empty: it gives none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub award: Vec<String>,
    /// Who decides: the figures alone, or a body that is informed by them.
    pub decide: Stated<Decide>,
    /// What is tried, in order, where scores are equal at the last seat.
    #[serde(default)]
    pub ties: Stated<Vec<TieStep>>,
    /// Decimal places to which a final score is rounded, half up; not stated: it is not rounded.
    #[serde(default)]
    pub places: Stated<u32>,
    /// How it is rounded, where that is not half up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rounding: Option<Rounding>,
    /// What those who go on must be together (结构比例).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub composition: Vec<Composition>,
    /// Bodies that must agree before the list stands (审定, 批准), in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub approval: Vec<Approval>,
    /// Whether seats may stay empty (可空缺).
    #[serde(default, skip_serializing_if = "Stated::is_silent")]
    pub vacancy: Stated<bool>,
    /// Clause.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub clause: String,
}

impl ResultRule {
    /// True where everybody who takes part goes on, and nobody is ranked.
    pub fn unranked(&self) -> bool {
        self.take.get() == Some(&Take::All) && self.combine.is_silent()
    }
}

/// Who takes part in a round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub enum Among {
    /// Everybody on this list.
    List(ListKind),
    /// Those whom this round (by id) let through.
    Taken(String),
    /// Those whom this round (by id) did not let through.
    Rest(String),
}

/// How parts become one score, or how ballots find winners directly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub enum Combine {
    /// The weighted sum of the parts: each part is 0 to 100, weights add up to 100, the score is 0 to 100.
    Weighted(Vec<Part>),
    /// The sum of the parts, each times its weight, without a bound: bonus points, points of several juries.
    Sum(Vec<Part>),
    /// Instant run-off.
    Runoff(RunoffRule),
    /// Single transferable vote.
    Transfer(TransferRule),
    /// Nomination by a shared point.
    SharedPoint(SharedPointRule),
    /// Support against a bar.
    Support(SupportRule),
    /// Lists of judges in order of preference, one for each award: an award goes to the first on its list who holds no
    /// higher one (see `one_award` of the plan). The review stage (by id) holds the lists.
    Lists(String),
    /// A body picks, without figures (评委会直接提名, 审定).
    Pick(String),
}

impl Combine {
    /// The parts of a sum; empty for a method that needs none.
    pub fn parts(&self) -> &[Part] {
        match self {
            Combine::Weighted(parts) | Combine::Sum(parts) => parts,
            _ => &[],
        }
    }

    /// The stage (by id) whose ballots a method counts directly.
    pub fn stage(&self) -> Option<&str> {
        match self {
            Combine::Runoff(rule) => Some(&rule.stage),
            Combine::Transfer(rule) => Some(&rule.stage),
            Combine::SharedPoint(rule) => Some(&rule.stage),
            Combine::Support(rule) => Some(&rule.stage),
            Combine::Lists(stage) => Some(stage),
            Combine::Weighted(_) | Combine::Sum(_) | Combine::Pick(_) => None,
        }
    }
}

/// One part of a score. Its figure walks one way: figure, per head, bar, normalisation, cap, weight.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// `[a-z0-9-]+`; absent: the id of its stage or measure names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Name as printed, where it is not its stage's or measure's.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The vote or review stage (by id) it comes from. A part has a stage, a measure or parts, and only one of them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub stage: String,
    /// The measure (by id) it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure: Option<String>,
    /// Whom it holds for; whoever does not fit has 0 here. Absent: everybody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
    /// The parts it is made of, weighted among themselves to 100.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Part>,
    /// The channels (by id) of a vote that count here; empty: all together.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub channel: Vec<String>,
    /// The electorates (by id) that count here; empty: all together.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub electorate: Vec<String>,
    /// What is taken from the ballots; absent: votes or points as given, and a panel's score.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figure: Option<Figure>,
    /// The measure (by id) a figure is divided by first (按人数折算).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per: Option<String>,
    /// Who does not pass this bar has 0 here and no rank.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bar: Option<Bar>,
    /// How a figure becomes a part score.
    #[serde(default)]
    pub normalise: Stated<Normalise>,
    /// What those who share a rank earn, where the normalisation goes by rank.
    #[serde(default, skip_serializing_if = "Stated::is_silent")]
    pub equals: Stated<EqualPlaces>,
    /// The most that the part score can be (封顶); absent: no bound.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap: Option<Number>,
    /// Its weight; in a weighted sum all weights add up to 100. Weight 0: shown, and without effect.
    #[serde(default)]
    pub weight: Stated<Number>,
}

impl Part {
    /// True where its weight is stated to be 0: the part is shown, and has no effect.
    pub fn weighs_nothing(&self) -> bool {
        self.weight.get().is_some_and(Number::is_zero)
    }

    /// Those of some parts, at any depth, that come from a stage (by id).
    pub fn from_stage<'p>(parts: &'p [Part], stage: &str) -> Vec<&'p Part> {
        let inside = |part: &'p Part| {
            let own = (part.stage == stage).then_some(part);
            own.into_iter().chain(Part::from_stage(&part.parts, stage))
        };
        parts.iter().flat_map(inside).collect()
    }

    /// The name a count knows it by.
    pub fn key(&self) -> &str {
        match (&self.id, &self.measure) {
            (Some(id), _) => id,
            (None, Some(measure)) if self.stage.is_empty() => measure,
            _ => &self.stage,
        }
    }
}

/// What is taken from the ballots of a stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub enum Figure {
    /// Votes, or points as given.
    Votes,
    /// Votes ÷ a whole × 100 (支持率).
    Rate(Whole),
    /// Support less opposition.
    Net,
    /// Points for places of a ranking, first place first; later places earn nothing.
    Places(Vec<Number>),
    /// The last of all candidates would earn so much, every place above one more (Borda: 0 or 1).
    Borda(Number),
    /// Sum of a candidate's places; the fewest is the best. Rankings have to be full.
    PlaceSum,
    /// First places alone.
    Firsts,
}

/// A bar for a figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Bar {
    /// The figure.
    pub figure: Number,
    /// Whether the figure itself suffices.
    pub reach: Stated<Reach>,
}

/// How a raw figure becomes a part score. In a weighted sum a part score is 0 to 100.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub enum Normalise {
    /// The figure itself.
    None,
    /// Figure ÷ highest figure of the category, of those who take part in the round, × 100.
    DivideByMaximum,
    /// Figure ÷ sum of all figures of the category, of those who take part in the round, × 100.
    Share,
    /// Figure ÷ this full score × 100 (折算成百分制).
    OutOf(Number),
    /// (number of candidates − rank + 1) ÷ number of candidates × 100.
    RankShare,
    /// The first earns `first`, each rank below `step` less, never below 0.
    RankStep {
        /// What the first earns.
        first: Number,
        /// What each rank below earns less.
        step: Number,
    },
    /// The first earns `first`, the last `last`, those between in equal steps.
    RankSpread {
        /// What the first earns.
        first: Number,
        /// What the last earns.
        last: Number,
    },
    /// What each rank earns, first rank first; later ranks earn nothing.
    RankTable(Vec<Number>),
    /// The points of the highest step that the figure reaches; below all steps, 0.
    Steps(Vec<ScoreStep>),
    /// So many points for each full or partial unit of the figure, in proportion (每一万票折一分).
    Per {
        /// The unit.
        unit: Number,
        /// Points for one unit.
        points: Number,
    },
}

/// One step of a scale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScoreStep {
    /// The figure where it begins.
    pub from: Number,
    /// Whether that figure itself suffices.
    pub reach: Stated<Reach>,
    /// What it earns.
    pub points: Number,
}

/// What those who share a rank or place earn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum EqualPlaces {
    /// Each the mean of the places they fill together.
    Mean,
    /// Each the highest of these places.
    Highest,
    /// Each the lowest of these places.
    Lowest,
}

/// How many go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub enum Take {
    /// As many as the category has seats.
    Seats,
    /// So many in each category.
    Count(u32),
    /// Between these in each category (12至13名): a body settles how many.
    Between(Bounds),
    /// So many times the category's seats, rounded down (差额 1.5 倍).
    Multiple(Number),
    /// All but the last so many (每组淘汰 2 名).
    But(u32),
    /// As many as the awards of this round have seats together.
    Awards,
    /// Everybody who takes part (其余均授提名奖). Without a combination nobody is ranked (不排名次).
    All,
    /// Everybody who passes the bar; the number is open (过半即入围).
    Passing,
    /// Everybody with at least this score.
    Score(Number),
    /// So many of each value of an attribute.
    Of(Vec<TakeOf>),
    /// From the top while their costs fit into a sum; whoever does not fit is passed over or ends it.
    Budget(Budget),
}

/// The fewest who have to take part, and what follows where they are fewer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Fewest {
    /// So many in each category.
    pub count: u32,
    /// What follows.
    pub otherwise: Stated<TooFew>,
}

/// What follows where too few take part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub enum TooFew {
    /// 该类不评, 空缺: nobody goes on.
    NotHeld,
    /// A body decides what becomes of the category.
    Resolution,
    /// This share of the seats and of each award (奖项减半).
    Seats(Portion),
    /// These awards (by id) are not given (不设一等奖); the others keep their numbers.
    Without(Vec<String>),
}

/// So many of one value of an attribute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TakeOf {
    /// Whom it holds for.
    pub when: When,
    /// How many.
    pub count: u32,
}

/// A sum that limits how many go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Budget {
    /// The measure (by id) that says what each costs.
    pub measure: String,
    /// The sum.
    pub total: Stated<Number>,
    /// Whether somebody cheaper further down may still go on after one who does not fit.
    pub skip: Stated<bool>,
}

/// Who decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Decide {
    /// The figures: first in rank, first seated.
    Count,
    /// A body by resolution (综合评定, 集体研究决定): the figures inform it.
    Resolution,
}

/// What is tried where scores are equal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub enum TieStep {
    /// The higher part score of this part (by id, or the id of its stage).
    Part(String),
    /// The higher mean of this criterion (by id).
    Criterion(String),
    /// The higher value of this measure (by id).
    Measure(String),
    /// The lower value of this measure (by id): 用时少者先, 出场在前者先.
    Lower(String),
    /// More first places, then more second places, and so on, in the rankings of this stage (by id).
    Countback(String),
    /// Those who are equal are voted on again by this electorate (by id); the new votes are a measure of the same id.
    Revote(String),
    /// The chair decides (主席有决定权): whom this electorate (by id) voted for in the last ballot, where its ballots bear
    /// the id and tell the equals apart; else a decision.
    Casting(String),
    /// A lot that anybody can repeat: first is whose SHA-256 of seed, a zero byte and id is lowest. The text says where
    /// the seed comes from; it must become known only after the ballots are fixed.
    Lot(String),
    /// A body decides among them by a stated preference (短、实、新优先).
    Preference(String),
    /// A resolution of the body.
    Resolution,
    /// All who are equal are seated, also past the seats, where they are no more than so many.
    UpTo(u32),
    /// All who are equal are seated, also past the seats.
    All,
    /// None of those who are equal is seated, and the seats left stay empty.
    Nobody,
}

/// How a figure is rounded to its places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Rounding {
    /// 四舍五入.
    HalfUp,
    /// 四舍六入五成双.
    HalfEven,
    /// 截尾.
    Cut,
    /// 进一: whatever is left makes one more.
    Up,
}

/// A condition on an attribute of a candidate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct When {
    /// The attribute (by id).
    pub attribute: String,
    /// The values that fit.
    pub is: Vec<String>,
}

/// What those who go on must be together. The best-ranked set that satisfies every clause is taken: from the top,
/// everybody is taken as long as those further down can still make up what the clauses ask for. It is not the set with
/// the highest sum of scores.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Composition {
    /// `[a-z0-9-]+`.
    pub id: String,
    /// Name as printed.
    pub name: String,
    /// Whom it counts; absent: each value of `each` apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
    /// The attribute (by id) of which no value may stand more often than `most` (每单位至多一名, 同一作者取一件).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub each: Option<String>,
    /// At least so many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub least: Option<Amount>,
    /// At most so many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<Amount>,
    /// About so many (约): told beside the list, and bars nobody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<Amount>,
    /// What a share is of; absent: all who go on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<Of>,
    /// True where it holds for all categories of the round together.
    #[serde(default, skip_serializing_if = "crate::types::is_false")]
    pub together: bool,
    /// Clause.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub clause: String,
}

/// A number of people, or a share of all who go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub enum Amount {
    /// So many.
    Count(u32),
    /// This share, 0 to 1.
    Share(Number),
}

/// What a share is of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub enum Of {
    /// All seats, also those that stay empty (名额总数).
    Seats,
    /// Those who go on and fit (企业人员中).
    Those(When),
}

/// A body that must agree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Approval {
    /// Who.
    pub by: String,
    /// What it does.
    pub kind: ApprovalKind,
    /// Clause.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub clause: String,
}

/// What an approving body does with a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ApprovalKind {
    /// 批准: the list stands or falls.
    Approves,
    /// 审定: it may take somebody off with a reason.
    Vetoes,
    /// 审议: it decides on the list as its own matter (人大审议通过).
    Resolves,
}
