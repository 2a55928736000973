//! What units may put forward, where that is not the same for all of them, and how many become candidates.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ballot::Bounds;
use crate::number::Number;
use crate::portion::{Portion, Portioned};
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
    /// Their quota by a measure of each unit, in place of one number (每1000人推荐1名).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<QuotaBy>,
    /// True where they take no place of a quota (不占名额).
    #[serde(default, skip_serializing_if = "is_false")]
    pub outside: bool,
}

/// A quota by a measure: so many for each thousand heads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct QuotaBy {
    /// The measure (by id); the plan's units have their values, or a table of measures.
    pub measure: String,
    /// Which part of the value.
    pub portion: Portion,
}

impl QuotaOf {
    /// The quota of a unit whose value of the measure is this.
    pub fn of(&self, value: impl Fn(&str) -> Option<(i128, i128)>) -> Stated<u32> {
        let Some(by) = &self.by else { return self.quota.clone() };
        match value(&by.measure).and_then(|value| by.portion.of(value)) {
            Some(Portioned::Whole(n)) => Stated::Is(n),
            // Neither a unit without a value nor rounding that is not stated gives a number.
            _ => Stated::NotStated,
        }
    }
    /// The quota of a unit, by its own values.
    pub(crate) fn for_unit(&self, unit: &Unit) -> Stated<u32> {
        self.of(|measure| unit.value(measure))
    }

    pub(crate) fn fits(&self, unit: Option<&Unit>, category: &str) -> bool {
        (self.unit.is_empty() || unit.is_some_and(|unit| self.unit.contains(&unit.id)))
            && (self.kind.is_empty() || unit.is_some_and(|unit| self.kind.contains(&unit.kind)))
            && (self.category.is_empty() || self.category.iter().any(|id| id == category))
    }
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
    pub fn quota_for(&self, unit: &Unit, category: &str) -> Option<Stated<u32>> {
        self.quota_by(Some(unit), category, |measure| unit.value(measure))
    }

    /// The same for a unit with these values of measures (by id); one that the plan does not name fits the rows for all.
    pub fn quota_by(
        &self,
        unit: Option<&Unit>,
        category: &str,
        value: impl Fn(&str) -> Option<(i128, i128)>,
    ) -> Option<Stated<u32>> {
        match self.quota_of.iter().find(|row| row.fits(unit, category)) {
            Some(row) if row.outside => None,
            Some(row) => Some(row.of(value)),
            None => Some(self.quota.clone()),
        }
    }

    /// Whether some unit of the plan has the stage's own quota in some category: none does where rows name all of them.
    pub(crate) fn quota_is_asked(&self, plan: &Plan) -> bool {
        let rows =
            |unit: &Unit, category: &str| self.quota_of.iter().any(|row| row.fits(Some(unit), category));
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
