//! The experts' part: what a panel scores or votes, and under which procedure.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ballot::{BallotShape, Faults};
use crate::method::Reach;
use crate::number::Number;
use crate::result::Rounding;
use crate::size::Size;
use crate::stated::Stated;
use crate::types::{is_false, is_nought};

/// The experts' part: what they score, what they vote, and under which procedure.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReviewRules {
    /// The electorate (by id) that judges; absent: the panel below is all that is known of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub electorate: Option<String>,
    /// Which kinds of people sit on the panel, with how many of each.
    pub panel: Stated<Vec<PanelSeat>>,
    /// What is scored.
    pub rubric: Stated<Vec<Criterion>>,
    /// Categories whose rubric differs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub category: Vec<CategoryReview>,
    /// What a judge's ballot may say, where the panel votes (also beside its scores).
    #[serde(default, skip_serializing_if = "Stated::is_silent")]
    pub ballot: Stated<BallotShape>,
    /// What a fault in a judge's ballot spoils.
    #[serde(default, skip_serializing_if = "Faults::is_silent")]
    pub faults: Faults,
    /// What becomes of the totals of a candidate's sheets.
    #[serde(default, skip_serializing_if = "Stated::is_silent")]
    pub aggregate: Stated<Aggregate>,
    /// How many highest and lowest totals of a candidate's sheets are dropped.
    #[serde(default)]
    pub trim: Stated<u32>,
    /// Decimal places to which a panel score is rounded; not stated: it is not rounded.
    #[serde(default, skip_serializing_if = "Stated::is_silent")]
    pub places: Stated<u32>,
    /// How it is rounded, where that is not half up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rounding: Option<Rounding>,
    /// Fewest sheets without which a candidate has no panel score.
    #[serde(default)]
    pub sheets_least: Stated<u32>,
    /// Quorum of a sitting, as a share of all members.
    #[serde(default)]
    pub quorum: Stated<Number>,
    /// Whether the quorum must be reached or passed.
    #[serde(default, skip_serializing_if = "Stated::is_silent")]
    pub quorum_reach: Stated<Reach>,
    /// Whether an absent member may be represented.
    #[serde(default, skip_serializing_if = "Stated::is_silent")]
    pub proxy: Stated<bool>,
    /// How somebody takes an absent member's place, in the plan's words.
    #[serde(default, skip_serializing_if = "Stated::is_silent")]
    pub alternates: Stated<String>,
    /// What the public learns of single sheets.
    #[serde(default)]
    pub disclosure: Stated<Disclosure>,
    /// Whether a judge's vote or sheet bears a name (署名) or none (无记名).
    #[serde(default, skip_serializing_if = "Stated::is_silent")]
    pub signed: Stated<Signed>,
    /// What judges do not see of a nominee (盲评): name, region, unit.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hidden: Vec<String>,
    /// Whether scores are shown while they are given (亮分).
    #[serde(default, skip_serializing_if = "Stated::is_silent")]
    pub shown: Stated<bool>,
    /// Whether votes are counted in front of everybody (公开计票).
    #[serde(default, skip_serializing_if = "Stated::is_silent")]
    pub open_count: Stated<bool>,
    /// What nominees do before the panel: 答辩, 现场展示.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub defence: Vec<String>,
    /// When somebody must stand back.
    pub recusal: Stated<RecusalRules>,
    /// Clause of the rubric, where it differs from the stage's.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub rubric_clause: String,
}

impl ReviewRules {
    /// Whether anything is scored: a panel that only votes has an empty rubric, or none.
    pub fn scores(&self) -> bool {
        let some = |rubric: &Stated<Vec<Criterion>>| match rubric {
            Stated::Is(lines) => !lines.is_empty(),
            silent => !silent.is_silent(),
        };
        some(&self.rubric) || self.category.iter().any(|category| some(&category.rubric))
    }

    /// Whether it scores, or the plan leaves that open. A rubric of nothing says that nobody scores; so does a ballot where
    /// no rubric is stated.
    pub fn may_score(&self) -> bool {
        self.scores() || self.rubric.is_silent() && !self.ballot.is_stated()
    }

    /// Whether the plan says that it neither scores nor votes: it deliberates.
    pub fn deliberates(&self) -> bool {
        !self.may_score() && self.ballot.is_silent()
    }
}

/// A kind of panel member and how many there are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PanelSeat {
    /// `[a-z0-9-]+`, e.g. `expert`, `media`.
    pub id: String,
    /// Name as printed.
    pub name: String,
    /// How many.
    pub seats: Stated<Size>,
}

/// A category with a rubric of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CategoryReview {
    /// The category (by id).
    pub id: String,
    /// What is scored.
    pub rubric: Stated<Vec<Criterion>>,
}

/// One line of the score sheet, or a heading over several.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    /// `[a-z0-9-]+`.
    pub id: String,
    /// Name as printed.
    pub name: String,
    /// Highest score. A heading's is 0: its lines have their own.
    #[serde(default)]
    pub most: u32,
    /// Lowest score (在60至100分之间打分). A heading's is 0.
    #[serde(default, skip_serializing_if = "is_nought")]
    pub least: u32,
    /// Decimal places a score may have; 0: whole numbers.
    #[serde(default, skip_serializing_if = "is_nought")]
    pub places: u32,
    /// Its weight among its neighbours, in hundredths; absent: scores are added as given. With a weight, a score counts
    /// as its share of the highest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<Number>,
    /// The lines under this heading.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<Criterion>,
    /// What the criterion looks at.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub about: String,
}

/// What becomes of the totals of a candidate's sheets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Aggregate {
    /// 平均分 of the totals that are left after trimming.
    Mean,
    /// 中位数.
    Median,
    /// 总分.
    Sum,
    /// Each judge's ranking of the candidates, ranks added; the fewest is the best. Equals share the mean rank.
    RankSum,
}

/// Whether a judge's vote or sheet bears a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub enum Signed {
    /// 署名, 实名.
    Named,
    /// 无记名.
    Secret,
    /// 实名打分与无记名投票结合: sheets with names, ballots without.
    SheetsNamed,
}

/// What the public learns of single sheets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Disclosure {
    /// Each sheet with its judge's name.
    Signed,
    /// Each sheet with the judge's handle.
    Pseudonymous,
    /// The multiset of scores per candidate only.
    Secret,
}

/// When somebody must stand back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecusalRules {
    /// Grounds that bind; the software finds those it can see and takes declarations of the others.
    pub grounds: Vec<RecusalGround>,
    /// What follows from grounds, where that is not only that one does not judge that nominee. The first row that fits
    /// holds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub follows: Vec<Recused>,
    /// True where the rule covers screening, clearance and the setting of standards too.
    #[serde(default, skip_serializing_if = "is_false")]
    pub everywhere: bool,
    /// Clause.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub clause: String,
}

impl RecusalRules {
    /// Whether whoever stands back still counts as present in a category (by id); `None` where that hangs on the ground.
    /// Without a word on it they are left out.
    pub fn present(&self, category: &str) -> Option<bool> {
        let here = |row: &&Recused| row.category.is_empty() || row.category.iter().any(|id| id == category);
        let says = |ground: &RecusalGround| {
            let mut rows = self.follows.iter().filter(here);
            let row = rows.find(|row| row.grounds.is_empty() || row.grounds.contains(ground));
            row.is_some_and(|row| row.present.get() == Some(&true))
        };
        let mut said = self.grounds.iter().map(says);
        let first = said.next().unwrap_or(false);
        said.all(|other| other == first).then_some(first)
    }
}

/// What follows from a ground of recusal.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Recused {
    /// From these grounds; empty: from all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grounds: Vec<RecusalGround>,
    /// In these categories (by id); empty: in all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub category: Vec<String>,
    /// What one stands back from.
    pub from: Stated<StandsBack>,
    /// Whether one still counts as present (计入到会人数).
    #[serde(default, skip_serializing_if = "Stated::is_silent")]
    pub present: Stated<bool>,
}

/// What a judge stands back from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StandsBack {
    /// From that nominee alone.
    Nominee,
    /// From the nominee's category (退出该类评审).
    Category,
    /// From the whole review.
    Review,
}

/// A ground of recusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RecusalGround {
    /// 本人: one who is a nominee.
    Own,
    /// 近亲属.
    Kin,
    /// 同单位: from the nominee's unit.
    SameUnit,
    /// 同媒体: from the nominee's outlet.
    SameOutlet,
    /// 推荐关系: put the nominee forward.
    Recommender,
    /// 其他利害关系.
    Other,
}
