//! The parts of a plan that are not stages: publication, bodies, units, categories.

use std::fmt;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::ballot::Bounds;
use crate::electorate::{Electorate, Supervisor};
use crate::number::Number;
use crate::portion::Portion;
use crate::result::{ResultRule, When};
use crate::stage::{ListKind, Stage, StageKind};
use crate::stated::Stated;

/// The format of plan files that this binary reads and writes.
pub const FORMAT: u32 = 1;

/// The newest rules version: a plan pins one, and a count runs under the pinned one for ever.
pub const RULES_VERSION: u32 = 1;

/// A text that somebody still has to write: a draft has it where a plan needs a text that its source does not give.
pub const TO_DO: &str = "待填";

/// The rules of one selection. The effective plan: where supplements were adopted, their changes are in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Version of the file format, [`FORMAT`].
    pub format: u32,
    /// Rules version under which this selection is counted, for ever.
    pub rules: u32,
    /// `[a-z0-9-]+`, unique in an installation; part of the log's origin.
    pub id: String,
    /// Full title (信息名称 without “实施方案”).
    pub title: String,
    /// Short name for top bars and posters.
    pub short: String,
    /// Title in English, for the English pages; empty where none is wanted.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title_en: String,
    /// One or two sentences that greet a citizen on the portal.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub greeting: String,
    /// The edition (第几届), where there are editions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edition: Option<u32>,
    /// The place whose selection it is.
    pub place: Stated<String>,
    /// IANA time zone of every date in the plan; silent where the plan names none or has no dates.
    #[serde(default, skip_serializing_if = "Stated::is_silent")]
    pub time_zone: Stated<String>,
    /// Purpose and guiding thought, a paragraph a string.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub purpose: Vec<String>,
    /// How the plan was made known.
    #[serde(default, skip_serializing_if = "Publication::is_empty")]
    pub publication: Publication,
    /// Who approved that such a selection is held, and under which number (依据/批准文号).
    pub approval: Stated<String>,
    /// 主办单位, in the order printed; empty where none is named.
    #[serde(default)]
    pub sponsor: Vec<Sponsor>,
    /// The leading group and its office; absent where none is named.
    #[serde(default, skip_serializing_if = "Office::is_empty")]
    pub office: Office,
    /// Who answers questions the plan leaves open (解释权).
    pub interpreter: Stated<String>,
    /// Who else watches over the count or a draw.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub supervisor: Vec<Supervisor>,
    /// How often the selection takes place, and what its rounds lead up to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cycle: Option<Cycle>,
    /// 推荐单位, in the official order.
    #[serde(default)]
    pub unit: Vec<Unit>,
    /// 评选类别.
    pub category: Vec<Category>,
    /// Who votes and judges, apart from the public at large.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub electorate: Vec<Electorate>,
    /// How many stand on a list, where a published rule or notice says so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub listed: Vec<Listed>,
    /// What candidates are told apart by: region, grade, unit, earlier honours.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attribute: Vec<Attribute>,
    /// Figures from elsewhere that a score or an allocation uses: head counts, influence, costs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub measure: Vec<Measure>,
    /// Awards inside categories and beside them, highest first: grades, nominations, special and popularity awards.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub award: Vec<Award>,
    /// Whether one candidate may hold one award only; the highest in the order of the awards is kept.
    #[serde(default, skip_serializing_if = "Stated::is_silent")]
    pub one_award: Stated<bool>,
    /// Currency of every sum of money in the plan, by its code of ISO 4217, e.g. `EUR`; absent: yuan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// Prize money altogether, as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prize_total: Option<Number>,
    /// The detailed standards: who sets them and before which stage they must be public.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standards: Option<Standards>,
    /// Departments whose clearance (联审) is asked.
    #[serde(default)]
    pub department: Vec<Department>,
    /// Outlets that report on honourees.
    #[serde(default)]
    pub outlet: Vec<Outlet>,
    /// Stage instances in plan order.
    pub stage: Vec<Stage>,
    /// How votes and sheets become lists.
    #[serde(default)]
    pub result: Vec<ResultRule>,
    /// Requirements that bind people rather than the software, as the plan prints them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub requirement: Vec<Requirement>,
    /// Supplements (补充通知) already merged into this plan, oldest first. Empty in a plan file.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub supplement: Vec<SupplementRecord>,
    /// Where the plan's file says "not stated" though the key could be left out: see [`crate::silence`]. Kept by the
    /// reader; no key of a plan file.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(skip)]
    pub silent: Vec<String>,
}

/// The publication record of a document (政府信息公开). Every field is free-form and may be missing: real records
/// disagree with themselves, so a year that does not fit is a warning, never an error.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Publication {
    /// 索引号.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub index: Option<String>,
    /// 发布机构.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// 文号 in the record's header.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub header_document: Option<String>,
    /// 文号 in the document's body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
    /// 公开方式.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disclosure: Option<String>,
    /// 信息名称.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// 存放位置.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    /// The date under the text (成文日期).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<crate::moment::Moment>")]
    pub issued: Option<Date>,
    /// 公开日期.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<crate::moment::Moment>")]
    pub published: Option<Date>,
    /// 主送, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub addressees: Vec<String>,
    /// The site's footer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<Site>,
}

/// What the law wants in a government site's footer.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Site {
    /// 主办单位 of the site.
    pub owner: String,
    /// 地址.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub address: String,
    /// 电话, each as printed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub phones: Vec<String>,
    /// ICP 备案号.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub icp: String,
    /// 网站标识码.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub site_id: String,
    /// 公安备案号.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub police: String,
}

/// A 主办单位. First-listed, owner of the document number and host of the office are three different things.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sponsor {
    /// `[a-z0-9-]+`.
    pub id: String,
    /// Name as printed.
    pub name: String,
    /// Its part, where it is not one of the 主办单位.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<SponsorPart>,
    /// Whose 文号 the plan carries.
    #[serde(default, skip_serializing_if = "is_false")]
    pub owns_document: bool,
    /// The sponsor's name in the English pages; empty: the Chinese name stands.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name_en: String,
}

/// A sponsor's part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SponsorPart {
    /// 承办.
    Organiser,
    /// 协办, 支持.
    Support,
    /// 冠名.
    NameGiver,
}

/// How often a selection takes place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cycle {
    /// Months from one round to the next: 1 monthly, 3 quarterly, 6 twice a year, 12 yearly, 36 every third year.
    pub months: Stated<u32>,
    /// When a round's result is due, in the plan's words.
    #[serde(default, skip_serializing_if = "Stated::is_silent")]
    pub result_due: Stated<String>,
    /// The greater selection whose candidates its winners are (季度榜汇入年度), in the plan's words.
    #[serde(default, skip_serializing_if = "Stated::is_silent")]
    pub feeds: Stated<String>,
    /// What an earlier edition did otherwise, a sentence a string.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<String>,
}

/// How many stand on a list: a fact that was published, which decides nothing and can be held against what the rules give.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Listed {
    /// Which list.
    pub list: ListKind,
    /// The category (by id); absent: all categories together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// How many.
    pub number: u32,
}

/// The leading group that owns every role, and the office that does its work.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Office {
    /// The leading group (领导小组); empty where none is named.
    #[serde(default)]
    pub group: String,
    /// Its office (办公室); empty where none is named.
    #[serde(default)]
    pub name: String,
    /// The sponsor (by id) in whose house the office sits.
    #[serde(default)]
    pub host: Stated<String>,
    /// True where the group dissolves by itself when its task is done (自行撤销).
    #[serde(default, skip_serializing_if = "is_false")]
    pub dissolves: bool,
    /// Clause.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub clause: String,
}

/// What kind of body a unit is; decides order and wording only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum UnitKind {
    /// 县区、开发区.
    County,
    /// 局属单位.
    Bureau,
    /// A unit below another one: an enterprise, a street, an institution.
    Sub,
    /// Anything else that may recommend.
    Other,
}

/// A 推荐单位.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    /// `[a-z0-9-]+`.
    pub id: String,
    /// Name today.
    pub name: String,
    /// Kind.
    pub kind: UnitKind,
    /// The unit (by id) that reviews this one's recommendations before they go to the office.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// What it has of measures: head counts, for a quota that is reckoned by them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<UnitValue>,
    /// Earlier names, each with the last date it was in use; an import understands them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former: Vec<FormerName>,
}

/// A value that a unit has of a measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UnitValue {
    /// The measure (by id).
    pub measure: String,
    /// The value.
    pub value: Number,
}

/// A name a unit had until a date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FormerName {
    /// The name.
    pub name: String,
    /// The last date on which it was the name.
    #[schemars(with = "crate::moment::Moment")]
    pub until: Date,
}

/// A class of nominees with its own eligibility, seats and rubric.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// `[a-z0-9-]+`.
    pub id: String,
    /// Name as printed.
    pub name: String,
    /// English name; empty: the Chinese name stands.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name_en: String,
    /// Prefix of candidate numbers: `A` gives A01, A02, …; empty where the plan gives none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub prefix: String,
    /// What is put forward: a person, a group, a work or a place.
    #[serde(default)]
    pub subject: Subject,
    /// How many may be named.
    pub seats: Stated<Seats>,
    /// Who may be put forward, in the plan's words.
    pub scope: Stated<String>,
    /// What a nominee has to be or to have, in figures where the plan gives figures.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub eligibility: Vec<Eligibility>,
    /// Kinds of people (or works) that a form offers for this category: id and name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<Kind>,
    /// Departments (by id) whose clearance every nominee needs, of whatever kind.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clearance: Vec<String>,
    /// True where a nominee must belong to an employer or unit.
    #[serde(default, skip_serializing_if = "is_false")]
    pub needs_employer: bool,
    /// The standards, a sentence a string; a recommending unit signs each (checklist).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub standards: Vec<String>,
    /// Clause.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub clause: String,
}

/// One condition on nominees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Eligibility {
    /// In the plan's words.
    pub text: String,
    /// Youngest age, in whole years.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age_least: Option<u32>,
    /// Oldest age, in whole years.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age_most: Option<u32>,
    /// The day on which ages are reckoned (截至2025年6月30日).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<crate::moment::Moment>")]
    pub age_on: Option<Date>,
    /// Deeds or works from this date on …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<crate::moment::Moment>")]
    pub from: Option<Date>,
    /// … up to this date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<crate::moment::Moment>")]
    pub until: Option<Date>,
    /// True where it shuts somebody out instead.
    #[serde(default, skip_serializing_if = "is_false")]
    pub excludes: bool,
    /// The attribute that tells whom it is about, where the candidates' table has one: an award's own conditions are
    /// kept by it in a count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
}

/// What candidates are told apart by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Attribute {
    /// `[a-z0-9-]+`; a column of the candidates' table.
    pub id: String,
    /// Name as printed.
    pub name: String,
    /// Its values; empty: any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<String>,
}

/// A figure from elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// `[a-z0-9-]+`; a value of the measures' table.
    pub id: String,
    /// Name as printed.
    pub name: String,
    /// What it is and who states it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub about: String,
}

/// An award: a grade of a category, or one beside the categories.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Award {
    /// `[a-z0-9-]+`.
    pub id: String,
    /// Name as printed.
    pub name: String,
    /// The categories (by id) it is given in; empty: across all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub category: Vec<String>,
    /// The title conferred, where it is not the award's name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// Its own conditions, beside those of the category: 往届获得者不再参评.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub eligibility: Vec<Eligibility>,
    /// How many.
    #[serde(default, skip_serializing_if = "Stated::is_silent")]
    pub seats: Stated<Seats>,
    /// Prize money for each.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prize: Option<Number>,
    /// Prize money of all of them together, as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prize_together: Option<Number>,
    /// Currency of its prize money, where that is not the plan's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// True where it goes to bodies (组织奖), not to candidates.
    #[serde(default, skip_serializing_if = "is_false")]
    pub to_bodies: bool,
    /// What it is given for, in the plan's words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub about: String,
    /// Clause.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub clause: String,
}

/// What is put forward in a category.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    /// A person.
    #[default]
    Person,
    /// A group of people.
    Group,
    /// A work.
    Work,
    /// A place.
    Place,
}

/// A kind of nominee inside a category, e.g. 协管员, 媒体人.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    /// `[a-z0-9-]+`.
    pub id: String,
    /// Name as printed.
    pub name: String,
    /// Departments (by id) whose clearance this kind needs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clearance: Vec<String>,
    /// Counts as front-line (面向基层): shown as a share at every list.
    #[serde(default, skip_serializing_if = "is_false")]
    pub front_line: bool,
}

/// How many may be named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub enum Seats {
    /// A cap: naming fewer is allowed.
    AtMost(u32),
    /// Exactly so many.
    Exactly(u32),
    /// About so many (左右): the body that decides sets the number.
    About(u32),
    /// Between these.
    Between(Bounds),
    /// At most this share of those who entered in the category (获奖数不超过参评数的30%): of everybody who stands in the
    /// table of candidates, withdrawals left out.
    Share(Portion),
    /// No bound (名额不限): whoever is found worthy.
    Unlimited,
}

impl Unit {
    /// Its value of a measure (by id), numerator and denominator.
    pub(crate) fn value(&self, measure: &str) -> Option<(i128, i128)> {
        self.values.iter().find(|row| row.measure == measure).map(|row| row.value.ratio())
    }
}

impl Eligibility {
    /// Whether somebody with these values of attributes (by id) is shut out; where it names no attribute, nobody is.
    pub fn bars(&self, value: impl Fn(&str) -> Option<String>) -> bool {
        let Some(when) = &self.when else { return false };
        value(&when.attribute).is_some_and(|value| when.is.contains(&value)) == self.excludes
    }
}

impl Publication {
    /// True where nothing is known of it.
    pub fn is_empty(&self) -> bool {
        self == &Publication::default()
    }
}

impl Office {
    /// True where no body is named.
    pub fn is_empty(&self) -> bool {
        self == &Office::default()
    }
}

impl Seats {
    /// The largest number that may be named; `None` where there is no bound.
    pub fn most(&self) -> Option<u32> {
        match self {
            Seats::AtMost(n) | Seats::Exactly(n) | Seats::About(n) => Some(*n),
            Seats::Between(bounds) => Some(bounds.most),
            Seats::Share(portion) => portion.most,
            Seats::Unlimited => None,
        }
    }
}

/// Who sets the detailed standards, and when they must be public.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Standards {
    /// The sponsor (by id) who sets them.
    pub set_by: String,
    /// The stage (by id) that may not open before they are public.
    pub before: String,
    /// Clause.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub clause: String,
}

/// A department that is asked for clearance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Department {
    /// `[a-z0-9-]+`.
    pub id: String,
    /// Name as printed.
    pub name: String,
    /// Days after which an opinion is too old to name on; absent: it does not expire.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_days: Option<u32>,
}

/// An outlet that reports on honourees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Outlet {
    /// `[a-z0-9-]+`.
    pub id: String,
    /// Name as printed.
    pub name: String,
    /// The sponsor (by id) it is, where it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sponsor: Option<String>,
}

/// A requirement on people, as printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Requirement {
    /// Heading.
    pub title: String,
    /// Text.
    pub text: String,
    /// Clause.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub clause: String,
}

/// A supplement that was merged into a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SupplementRecord {
    /// `[a-z0-9-]+`.
    pub id: String,
    /// Title as printed.
    pub title: String,
    /// Document number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
    /// The date under the text.
    #[schemars(with = "crate::moment::Moment")]
    pub issued: Date,
}

/// SHA-256 of a plan's canonical JSON: what the announcement prints and the ledger pins.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PlanHash(pub [u8; 32]);

impl fmt::Display for PlanHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for PlanHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Plan {
    /// The plan's hash over its JSON with sorted keys (a subset of RFC 8785: a plan holds no numbers but integers).
    pub fn hash(&self) -> PlanHash {
        let sorted = sorted(serde_json::to_value(self).unwrap_or_default());
        PlanHash(Sha256::digest(sorted.to_string().as_bytes()).into())
    }

    /// The currency of an award's prize money, by its code.
    pub fn currency_of<'p>(&'p self, award: &'p Award) -> &'p str {
        award.currency.as_deref().unwrap_or(self.currency())
    }

    /// The currency of sums that name none, by its code: yuan, where the plan does not say otherwise.
    pub fn currency(&self) -> &str {
        self.currency.as_deref().unwrap_or("CNY")
    }

    /// The zone of every date in the plan. A plan that can be run has a known zone; UTC stands in otherwise, so that
    /// dates can be compared with each other.
    pub fn zone(&self) -> TimeZone {
        self.time_zone.get().and_then(|zone| TimeZone::get(zone).ok()).unwrap_or(TimeZone::UTC)
    }

    /// Whether it states any moment of a stage.
    pub fn dated(&self) -> bool {
        self.stage.iter().any(|stage| stage.opens.is_stated() || stage.closes.is_stated())
    }

    /// Place and short name, for the top of a page.
    pub fn brand(&self) -> String {
        match self.place.get() {
            Some(place) => format!("{place} · {}", self.short),
            None => self.short.clone(),
        }
    }

    /// A stage by id.
    pub fn stage(&self, id: &str) -> Option<&Stage> {
        self.stage.iter().find(|stage| stage.id == id)
    }

    /// The stages of one kind, in plan order.
    pub fn stages(&self, kind: StageKind) -> impl Iterator<Item = &Stage> {
        self.stage.iter().filter(move |stage| stage.kind == kind)
    }

    /// A category by id.
    pub fn category(&self, id: &str) -> Option<&Category> {
        self.category.iter().find(|category| category.id == id)
    }

    /// A unit by id.
    pub fn unit(&self, id: &str) -> Option<&Unit> {
        self.unit.iter().find(|unit| unit.id == id)
    }

    /// A sponsor by id.
    pub fn sponsor(&self, id: &str) -> Option<&Sponsor> {
        self.sponsor.iter().find(|sponsor| sponsor.id == id)
    }

    /// A clearance department by id.
    pub fn department(&self, id: &str) -> Option<&Department> {
        self.department.iter().find(|department| department.id == id)
    }

    /// An outlet by id.
    pub fn outlet(&self, id: &str) -> Option<&Outlet> {
        self.outlet.iter().find(|outlet| outlet.id == id)
    }

    /// The rule that yields a list out of a stage's votes or sheets.
    pub fn result_after(&self, stage: &str) -> Option<&ResultRule> {
        self.result.iter().find(|rule| rule.after == *stage)
    }

    /// The rules that yield a kind of list.
    pub fn results_for(&self, list: ListKind) -> impl Iterator<Item = &ResultRule> {
        self.result.iter().filter(move |rule| rule.yields == list)
    }
}

fn sorted(value: serde_json::Value) -> serde_json::Value {
    use serde_json::Value;
    match value {
        Value::Object(map) => {
            let mut pairs: Vec<_> = map.into_iter().collect();
            pairs.sort_by(|a, b| a.0.cmp(&b.0));
            Value::Object(pairs.into_iter().map(|(key, value)| (key, sorted(value))).collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(sorted).collect()),
        other => other,
    }
}

pub(crate) fn is_false(value: &bool) -> bool {
    !value
}

pub(crate) fn is_nought(value: &u32) -> bool {
    *value == 0
}
