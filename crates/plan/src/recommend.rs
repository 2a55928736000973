//! What units may put forward, where that is not the same for all of them, and how many become candidates.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ballot::Bounds;
use crate::number::Number;
use crate::stage::{RecommendRules, ScreenRules};
use crate::stated::Stated;
use crate::types::{Category, Plan, Seats, Unit, UnitKind, is_false};

/// A quota of its own for some units or categories. A row holds for whoever fits all that it names; the first row that
/// fits holds, and the stage's quota for whom none does.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct QuotaOf {
    /// The units (by id); empty: all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unit: Vec<String>,
    /// The kinds of unit; empty: all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kind: Vec<UnitKind>,
    /// The categories (by id); empty: all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub category: Vec<String>,
    /// Most nominees that each of these units may put forward in one category.
    #[serde(default, skip_serializing_if = "Stated::is_silent")]
    pub quota: Stated<u32>,
    /// True where they take no place of a quota (不占名额).
    #[serde(default, skip_serializing_if = "is_false")]
    pub outside: bool,
}

impl QuotaOf {
    fn fits(&self, unit: &Unit, category: &str) -> bool {
        (self.unit.is_empty() || self.unit.contains(&unit.id))
            && (self.kind.is_empty() || self.kind.contains(&unit.kind))
            && (self.category.is_empty() || self.category.iter().any(|id| id == category))
    }
}

/// People or bodies who may put forward, where they are neither units of the plan nor everybody (各出版社, 院士3人以上联名).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Nominator {
    /// Who, in the plan's words.
    pub who: String,
    /// Most that each of them may put forward in one category.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<u32>,
    /// How many have to put somebody forward together (联名).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub together: Option<u32>,
    /// Whether they may put forward themselves.
    #[serde(default, skip_serializing_if = "Stated::is_silent")]
    pub own: Stated<bool>,
    /// Clause.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub clause: String,
}

/// What is handed in with a recommendation, beside the brief.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Material {
    /// Name as printed: 推荐表, 事迹材料, 近期生活照.
    pub name: String,
    /// The longest text, in 字数.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub length: Option<u32>,
    /// How many pieces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pieces: Option<u32>,
    /// In how many copies (一式两份).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copies: Option<u32>,
}

impl RecommendRules {
    /// Most nominees of a unit in a category; `None` where they take no place of a quota.
    pub fn quota_for(&self, unit: &Unit, category: &str) -> Option<&Stated<u32>> {
        match self.quota_of.iter().find(|row| row.fits(unit, category)) {
            Some(row) if row.outside => None,
            Some(row) => Some(&row.quota),
            None => Some(&self.quota),
        }
    }

    /// Whether some unit of the plan has the stage's own quota in some category: none does where rows name all of them.
    pub(crate) fn quota_is_asked(&self, plan: &Plan) -> bool {
        let rows = |unit: &Unit, category: &str| self.quota_of.iter().any(|row| row.fits(unit, category));
        let left = |unit: &Unit| plan.category.iter().any(|category| !rows(unit, &category.id));
        plan.unit.is_empty() || plan.unit.iter().any(left)
    }
}

/// How many candidates a category has after screening.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub enum Candidates {
    /// Exactly so many.
    Exactly(u32),
    /// At most so many.
    AtMost(u32),
    /// At least so many.
    AtLeast(u32),
    /// Between these.
    Between(Bounds),
    /// At most so many times the category's seats, rounded down (差额 1.5 倍).
    Multiple(Number),
}

impl Candidates {
    /// The most, where there is a bound; `seats` are the category's.
    fn most(&self, seats: Option<&Seats>) -> Option<u32> {
        match self {
            Candidates::Exactly(n) | Candidates::AtMost(n) => Some(*n),
            Candidates::Between(bounds) => Some(bounds.most),
            Candidates::AtLeast(_) => None,
            Candidates::Multiple(times) => {
                let (above, below) = times.ratio();
                let product = i128::from(seats?.most()?).checked_mul(above)?.checked_div(below)?;
                u32::try_from(product).ok()
            }
        }
    }
}

impl ScreenRules {
    /// The most candidates that a category may have, where the plan gives a bound.
    pub fn most(&self, category: &Category) -> Option<u32> {
        let most = self.candidates.get().and_then(|candidates| candidates.most(category.seats.get()));
        most.or_else(|| self.candidates_most.get().copied())
    }
}
