//! Methods that find winners from ballots directly: run-off, transfer, nomination by shared point, support against a bar.
//!
//! Whatever a plan may leave out is a [`Stated`]; a count that meets silence where it matters is `undecided`.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{IntoDeserializer, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use crate::ballot::Bounds;
use crate::number::Number;
use crate::result::When;
use crate::stated::Stated;

/// Instant run-off: the last falls out and its ballots go on, until one has more than half of what is left. With
/// several seats, each further place is a run-off without those already placed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RunoffRule {
    /// The vote or review stage (by id) whose rankings are counted.
    pub stage: String,
    /// What tells equals for elimination apart.
    #[serde(default)]
    pub ties: Stated<Vec<Break>>,
    /// What tells equals apart at the very end: the last two for a place, or all who are left where `ties` lets all of
    /// them fall out; silent: `ties` does.
    #[serde(default, skip_serializing_if = "Stated::is_silent")]
    pub last: Stated<Vec<Break>>,
    /// Whether a winner is held against "no award" (id `no-award`) at the end.
    #[serde(default, skip_serializing_if = "AgainstNoAward::is_no")]
    pub against_no_award: AgainstNoAward,
}

/// Whether a winner is held against "no award" at the end, and what suffices to be named. A ballot prefers whom it ranks
/// to whom it does not; ballots that rank neither say nothing.
///
/// Written `true`, `false`, `"at-least"` or `"above"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(untagged)]
pub enum AgainstNoAward {
    /// `true`: whom fewer ballots prefer to "no award" than the other way round is not named, so that equality
    /// suffices (WSFS Constitution 3.12). `false`: nobody is held against it.
    Held(bool),
    /// As many ballots suffice (`at-least`), or more have to prefer the winner (`above`).
    Reach(Reach),
    /// Left out.
    #[default]
    #[serde(skip)]
    No,
}

impl AgainstNoAward {
    /// What suffices; `None`: nobody is held against "no award".
    pub fn reach(self) -> Option<Reach> {
        match self {
            AgainstNoAward::Held(true) => Some(Reach::AtLeast),
            AgainstNoAward::Reach(reach) => Some(reach),
            AgainstNoAward::Held(false) | AgainstNoAward::No => None,
        }
    }

    fn is_no(&self) -> bool {
        self.reach().is_none()
    }
}

impl<'de> Deserialize<'de> for AgainstNoAward {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TrueOrReach)
    }
}

/// Takes what is written in its own words, so that a fault names the words there are.
struct TrueOrReach;

impl Visitor<'_> for TrueOrReach {
    type Value = AgainstNoAward;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("true, false, \"at-least\" or \"above\"")
    }

    fn visit_bool<E: serde::de::Error>(self, held: bool) -> Result<Self::Value, E> {
        Ok(AgainstNoAward::Held(held))
    }

    fn visit_str<E: serde::de::Error>(self, word: &str) -> Result<Self::Value, E> {
        Reach::deserialize(word.into_deserializer()).map(AgainstNoAward::Reach)
    }
}

impl JsonSchema for AgainstNoAward {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "AgainstNoAward".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let reach = generator.subschema_for::<Reach>();
        json_schema!({ "anyOf": [{ "type": "boolean" }, reach] })
    }
}

/// Single transferable vote: several seats by quota; what is above the quota goes on. When no more candidates are left
/// than seats, they are elected without reaching the quota.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TransferRule {
    /// The vote or review stage (by id) whose rankings are counted.
    pub stage: String,
    /// What elects; computed once, from the valid ballots.
    pub quota: Stated<Quota>,
    /// Whether the quota must be reached or passed.
    pub reach: Stated<Reach>,
    /// What becomes of votes above the quota.
    pub surplus: Stated<Surplus>,
    /// What tells equals apart: for elimination, for whose surplus goes first, for the last seat.
    #[serde(default)]
    pub ties: Stated<Vec<Break>>,
    /// What tells equals for the last seat apart; silent: `ties` does.
    #[serde(default, skip_serializing_if = "Stated::is_silent")]
    pub last: Stated<Vec<Break>>,
}

/// What elects: v valid ballots, s seats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Quota {
    /// ⌊v ÷ (s + 1)⌋ + 1: 375 ballots and 5 seats give 63.
    Droop,
    /// v ÷ (s + 1), exactly (Hagenbach-Bischoff).
    DroopExact,
    /// v ÷ s, exactly.
    Hare,
    /// ⌊v ÷ s⌋.
    HareWhole,
}

/// Where a bar lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Reach {
    /// 达到, 以上: the bar itself suffices.
    AtLeast,
    /// 超过, 过半: more than the bar.
    Above,
}

/// How votes above the quota go on. A fraction of every ballot concerned goes to its next candidate still in the count.
///
/// Weighted inclusive Gregory (Scotland) is `pile`, `value`, `all`, with 5 places; the unweighted inclusive method is
/// `pile`, `papers`, `all`; Gregory's own is `last-parcel`, `value`, `transferable`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Surplus {
    /// Which ballots go on.
    pub parcel: Stated<Parcel>,
    /// What a ballot's fraction is reckoned by.
    pub by: Stated<ReckonedBy>,
    /// Among which ballots the surplus is divided.
    pub over: Stated<DividedOver>,
    /// Which surplus goes first.
    pub order: Stated<SurplusOrder>,
    /// Decimal places to which a ballot's new value is cut off; absent: it stays exact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub places: Option<u32>,
    /// A surplus goes on only from whoever has at least so many quotas (`"6/5"`: a fifth more); absent: every surplus.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Number>,
}

/// Which ballots of an elected candidate go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Parcel {
    /// All that the candidate has.
    Pile,
    /// Those received last, which made the quota full.
    LastParcel,
}

/// What a ballot's fraction is reckoned by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ReckonedBy {
    /// In proportion to what the ballot is worth.
    Value,
    /// The same for every ballot.
    Papers,
}

/// Among which ballots a surplus is divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DividedOver {
    /// All; the share of those without a next candidate is exhausted.
    All,
    /// Those with a next candidate; none becomes worth more than it was, and what remains is exhausted.
    Transferable,
}

/// Which surplus goes first, where several wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SurplusOrder {
    /// The largest alone, then the count is looked at anew.
    Largest,
    /// All that wait, in one round.
    Together,
}

/// One way of telling equals apart inside a run-off or transfer. A chain of them is tried in order; where it ends with
/// equals left, the count is undecided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub enum Break {
    /// More first places on the ballots, then more second places, and so on.
    Countback,
    /// More first places on the ballots, and nothing further.
    Firsts,
    /// Who had more in the latest earlier round in which they differ (Scottish Local Government Elections Order 2011).
    Backwards,
    /// Who had more in the earliest round in which they differ.
    Forwards,
    /// More ballots that name them at all.
    Named,
    /// A public lot: see [`crate::result::TieStep::Lot`].
    Lot(String),
    /// A body decides.
    Resolution,
    /// Equals share one fate: all are seated, or all fall out.
    Together,
}

/// Nomination by a shared point (E Pluribus Hugo, WSFS Constitution 3.9): a ballot's one point is shared among those it
/// names who are still in; of the two with the fewest points the one named on fewer ballots falls out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SharedPointRule {
    /// The vote stage (by id) whose ballots nominate.
    pub stage: String,
}

/// Support as a share of a stated whole, against a bar: 过半数, 三分之二以上.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SupportRule {
    /// The vote or review stage (by id) whose ballots are counted.
    pub stage: String,
    /// The whole that support is a share of.
    pub of: Stated<Whole>,
    /// The bar; the first row that fits a candidate holds.
    pub bar: Stated<Vec<SupportBar>>,
    /// How often at most the panel votes anew, on those who did not pass, while seats are left; absent: once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ballots: Option<u32>,
    /// Who stands in a further ballot; absent: everybody who did not pass.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub further: Option<Further>,
    /// Whose ballots count several times (主席一票计两票).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub casting: Option<Casting>,
}

/// A vote that counts several times: the chair's. It counts so often as support and opposition, and in a whole of ballots
/// (valid, cast, for and against); members and members present are heads. A chair whose vote decides among equals alone
/// is a step of the chain of ties: [`crate::result::TieStep::Casting`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Casting {
    /// The electorate (by id) whose ballots they are: the chair, one of those who vote. Its ballots bear the id.
    pub who: String,
    /// How many times one of its ballots counts.
    pub times: u32,
    /// The first of the repeated ballots in which it does; absent: in all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<u32>,
}

/// Who stands in a further ballot of a panel: those with most support among whoever did not pass (按差额的两倍), or all but
/// the last (末位淘汰). It has one of `times` and `but`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Further {
    /// So many times the seats that are left, rounded down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<Number>,
    /// All but so many with the least support.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub but: Option<u32>,
    /// What becomes of those who have equal support at that border.
    #[serde(default, skip_serializing_if = "Stated::is_silent")]
    pub equals: Stated<AtBorder>,
}

/// What becomes of equals at the border of those who stand in a further ballot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AtBorder {
    /// All of them stand.
    In,
    /// None of them does.
    Out,
    /// They are voted on among themselves first, in a ballot of its own that seats nobody.
    Anew,
}

/// One row of a bar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SupportBar {
    /// Whom it holds for; absent: everybody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
    /// The first of the repeated ballots in which it holds (第三轮起以得票多者当选); absent: in all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<u32>,
    /// With how many in the round it holds (一人候选须三分之二以上); absent: with any number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entrants: Option<Bounds>,
    /// The share, 0 to 1.
    pub share: Number,
    /// Whether the share itself suffices.
    pub reach: Stated<Reach>,
}

/// The whole that support is a share of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Whole {
    /// Support and opposition; abstention does not count.
    ForAndAgainst,
    /// Valid ballots.
    Valid,
    /// All ballots handed in, also invalid ones.
    Cast,
    /// Members present (到会人数), those who stood back left out.
    Present,
    /// All members (应到人数).
    Members,
}
