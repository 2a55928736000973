//! Who votes or judges: electorates, and how a panel is drawn.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::size::Size;
use crate::stated::Stated;
use crate::types::is_false;

/// A body of people who vote or judge. Votes and reviews name theirs; parts of a score can keep theirs apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Electorate {
    /// `[a-z0-9-]+`.
    pub id: String,
    /// Name as printed.
    pub name: String,
    /// What kind of people.
    pub kind: ElectorateKind,
    /// How many there are.
    #[serde(default, skip_serializing_if = "Stated::is_silent")]
    pub size: Stated<Size>,
    /// True where their number must be odd (单数).
    #[serde(default, skip_serializing_if = "is_false")]
    pub odd: bool,
    /// Who may take part, in the plan's words.
    #[serde(default, skip_serializing_if = "Stated::is_silent")]
    pub scope: Stated<String>,
    /// Youngest age, in whole years.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age_least: Option<u32>,
    /// Where its voters live or belong, where that is asked.
    #[serde(default, skip_serializing_if = "Stated::is_silent")]
    pub residence: Stated<String>,
    /// What divides it into parts that vote apart: a region, a chapter, a branch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub split_by: Option<String>,
    /// How its members are drawn out of a larger pool.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draw: Option<Draw>,
    /// Clause.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub clause: String,
}

/// What kind of people an electorate is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ElectorateKind {
    /// 公众.
    Public,
    /// 会员, 职工: members of a closed body.
    Members,
    /// 代表.
    Representatives,
    /// 大众评审, 现场观众.
    MassJury,
    /// 评委, 专家.
    Jury,
}

/// Members drawn by lot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Draw {
    /// The pool they come from.
    pub pool: Stated<String>,
    /// What the draw keeps in proportion (按结构).
    #[serde(default, skip_serializing_if = "Stated::is_silent")]
    pub by: Stated<String>,
    /// When it is held, e.g. 会前即期.
    #[serde(default, skip_serializing_if = "Stated::is_silent")]
    pub when: Stated<String>,
}

/// Somebody from outside who watches a step: 公证处, 统计部门, 监票人.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Supervisor {
    /// Who.
    pub name: String,
    /// Over what.
    pub over: Over,
    /// Clause.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub clause: String,
}

/// What is watched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Over {
    /// 计票.
    Count,
    /// 抽取评委.
    Draw,
    /// The whole selection.
    Everything,
}
