//! Stage instances and the rules of each of the kinds.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ballot::{BallotShape, Beside, Bounds, Faults, Limit, NotOwn, Penalty, SlotLimit};
use crate::calendar::FirstDay;
use crate::channel::{Channel, PaperRules};
use crate::moment::{Days, Hours, Instant, Moment, Span};
use crate::number::Number;
use crate::recommend::{Candidates, Material, Nominator, QuotaOf};
use crate::result::{Approval, Composition};
use crate::review::{Disclosure, ReviewRules};
use crate::stated::Stated;
use crate::types::is_false;

/// The kinds of stage. A kind may occur twice in a plan, and several stages may be open at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StageKind {
    /// 推荐.
    Recommend,
    /// 初审.
    Screen,
    /// 网络评选.
    Vote,
    /// 专家评审.
    Review,
    /// 公示.
    Notice,
    /// 命名.
    Naming,
    /// 集中宣传.
    Publicity,
    /// 结束.
    Closing,
    /// 展示、颁奖、走访 and whatever else happens at a time of its own and needs no act in the software.
    Event,
}

/// The four lists, each an immutable numbered version once published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ListKind {
    /// 推荐名单.
    Recommended,
    /// 候选人名单.
    Candidates,
    /// 最终候选名单.
    Finalists,
    /// 命名名单.
    Named,
}

/// One stage instance of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// `[a-z0-9-]+`, unique in the plan.
    pub id: String,
    /// Which kind.
    pub kind: StageKind,
    /// Name as printed.
    pub name: String,
    /// English name; empty: the name as printed stands.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name_en: String,
    /// When it opens. Not stated: it opens as soon as `after` and its gate allow.
    #[serde(default)]
    pub opens: Stated<Moment>,
    /// When it closes. Not stated: an act ends it (a notice computes its own end).
    #[serde(default)]
    pub closes: Stated<Moment>,
    /// How long it is open from its opening, where the plan states that and no close: `21h`, `45m`, `7d`.
    #[serde(default, skip_serializing_if = "Stated::is_silent")]
    pub lasts: Stated<Span>,
    /// The hours of the day in which it is open; empty: at all hours.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hours: Vec<Hours>,
    /// The days within which it opens, where the plan does not fix the day (6月上旬).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opens_within: Option<Days>,
    /// The days within which it closes, where the plan does not fix the day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closes_within: Option<Days>,
    /// True where it never closes (常年受理, 随时推荐): what comes in later is for the next time.
    #[serde(default, skip_serializing_if = "is_false")]
    pub standing: bool,
    /// The time as printed, where it is not to the day: 6月上旬, 适时.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub printed: String,
    /// True where it takes place once for each of several sessions (每场).
    #[serde(default, skip_serializing_if = "is_false")]
    pub each_session: bool,
    /// The categories (by id) that it is for, where it takes part of them only; empty: all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub category: Vec<String>,
    /// What is done in it, one after the other, in the plan's words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<String>,
    /// Stages (by id) that must have ended before this one may open.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<String>,
    /// Clause.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub clause: String,
    /// Rules of a `recommend` stage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recommend: Option<RecommendRules>,
    /// Rules of a `screen` stage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub screen: Option<ScreenRules>,
    /// Rules of a `vote` stage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vote: Option<VoteRules>,
    /// Rules of a `review` stage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review: Option<ReviewRules>,
    /// Rules of a `notice` stage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<NoticeRules>,
    /// Rules of a `naming` stage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub naming: Option<NamingRules>,
    /// Rules of a `publicity` stage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publicity: Option<PublicityRules>,
    /// Rules of the `closing` stage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closing: Option<ClosingRules>,
}

impl Stage {
    /// Whether it is for a category.
    pub fn takes(&self, category: &str) -> bool {
        self.category.is_empty() || self.category.iter().any(|id| id == category)
    }

    /// The channels of a vote whose ballots are on paper, with their rules.
    pub fn paper(&self) -> impl Iterator<Item = (&Channel, &PaperRules)> {
        let channels = self.vote.iter().flat_map(|rules| &rules.channel);
        channels.filter_map(|channel| Some((channel, channel.on_paper()?)))
    }

    /// The first instant of the window, where the plan states one.
    pub fn opens_at(&self, zone: &jiff::tz::TimeZone) -> Option<Instant> {
        self.opens.get().map(|moment| moment.opening(zone))
    }

    /// The first instant after the window, where the plan states its close.
    pub fn closes_at(&self, zone: &jiff::tz::TimeZone) -> Option<Instant> {
        self.closes.get().map(|moment| moment.closing(zone))
    }

    /// The first instant after the window: its close, or its opening and how long it lasts.
    pub fn ends_at(&self, zone: &jiff::tz::TimeZone) -> Option<Instant> {
        let lasts = || {
            let span = i64::from(self.lasts.get()?.0);
            Some(self.opens_at(zone)?.plus(span.saturating_mul(60_000)))
        };
        self.closes_at(zone).or_else(lasts)
    }
}

/// Who may put forward, and with what.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecommendRules {
    /// The ways in that are open.
    pub tiers: Vec<Tier>,
    /// Who else may put forward, class by class; then `tiers` may be empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub nominator: Vec<Nominator>,
    /// The longest brief (简要事迹), in 字数.
    pub brief_most: Stated<u32>,
    /// What else is handed in: forms, further texts, photographs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub material: Vec<Material>,
    /// Most nominees one unit may put forward in one category.
    #[serde(default)]
    pub quota: Stated<u32>,
    /// Units or categories with a quota of their own; the first row that fits holds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quota_of: Vec<QuotaOf>,
    /// False where that quota is a guide only (一般不超过).
    #[serde(default, skip_serializing_if = "Stated::is_silent")]
    pub quota_binds: Stated<bool>,
    /// How places to recommend are shared out among units.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub allocation: Vec<Allocation>,
    /// Most entries of one person or author.
    #[serde(default, skip_serializing_if = "Stated::is_silent")]
    pub per_person: Stated<u32>,
    /// Ways in that take no place of a quota (评委会办公室可直接提名).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outside_quota: Vec<Tier>,
    /// Who is asked before somebody is put forward, in the plan's words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub consult: Vec<Consult>,
    /// How many came in, where a published rule or notice says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received: Option<u32>,
    /// A unit must show the record of its democratic step (会议纪要).
    #[serde(default, skip_serializing_if = "is_false")]
    pub minutes: bool,
    /// Tasks of publicity before and during recommendation.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub promotion: Vec<String>,
    /// Clause of the brief's limit, where it differs from the stage's.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub brief_clause: String,
}

/// Places to recommend, shared out among units by measures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Allocation {
    /// `[a-z0-9-]+`.
    pub id: String,
    /// Name as printed.
    pub name: String,
    /// Places together.
    pub total: Stated<u32>,
    /// The measures (by id) that share them out, each with its weight in hundredths.
    pub by: Vec<AllocationBy>,
    /// Clause.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub clause: String,
}

/// One measure of an allocation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AllocationBy {
    /// The measure (by id); its values are those of units.
    pub measure: String,
    /// Its weight; weights of one allocation add up to 100.
    pub weight: Number,
}

/// Somebody who is asked about nominees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Consult {
    /// Who is asked: one body, or several as printed.
    pub who: String,
    /// How many bodies at least, where the plan gives a number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub least: Option<u32>,
    /// About whom, where not about everybody.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub about: String,
}

/// A way in for recommendations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Tier {
    /// 自下而上: a unit puts forward its own people.
    BottomUp,
    /// 自上而下: the office or a sponsor puts somebody forward.
    TopDown,
    /// 公众推荐: any citizen.
    Public,
    /// 自荐: the person.
    Own,
}

/// How recommendations become candidates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScreenRules {
    /// The recommend stages (by id) it screens.
    pub of: Vec<String>,
    /// Public reason codes for leaving somebody out.
    pub reason: Vec<Reason>,
    /// Who is asked about nominees at screening, in the plan's words, where that is no department's clearance.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub consult: Vec<Consult>,
    /// How many candidates a category may have at most (差额).
    #[serde(default)]
    pub candidates_most: Stated<u32>,
    /// How many a category has, where that is another rule than a most.
    #[serde(default, skip_serializing_if = "Stated::is_silent")]
    pub candidates: Stated<Candidates>,
    /// What the candidates of a category must be together (结构比例).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub composition: Vec<Composition>,
}

/// A public reason code with its clause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// `[a-z0-9-]+`.
    pub id: String,
    /// What the public reads.
    pub name: String,
    /// Clause it rests on.
    pub clause: String,
}

impl VoteRules {
    /// The limit that a ballot box's slots hold to: the first of the stage, where it is of that kind.
    pub fn slots(&self) -> Option<SlotLimit> {
        self.limit.get()?.first()?.slots()
    }
}

/// What a public vote is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum VoteMode {
    /// No vote is held: candidates are shown only.
    None,
    /// Votes are shown and have no effect.
    Display,
    /// Votes inform the deliberation; weight 0.
    Advisory,
    /// Votes count with a weight: needs a recorded decision.
    Weighted,
}

/// The rules of one public vote.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VoteRules {
    /// What it is for.
    pub mode: Stated<VoteMode>,
    /// The decision that a weight rests on, where the mode is weighted.
    #[serde(default)]
    pub weight_basis: Stated<String>,
    /// Who may vote: electorates (by id); empty: the public.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub electorate: Vec<String>,
    /// The ways in.
    pub channel: Vec<Channel>,
    /// Whether a voter has to keep to one channel (任选其一).
    #[serde(default, skip_serializing_if = "Stated::is_silent")]
    pub one_channel: Stated<bool>,
    /// What a ballot may say in a category.
    pub ballot: Stated<BallotShape>,
    /// Fewest and most choices over all categories of one ballot paper.
    #[serde(default, skip_serializing_if = "Stated::is_silent")]
    pub together: Stated<Bounds>,
    /// Categories whose ballots or limits differ.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub category: Vec<CategoryVote>,
    /// What a fault in a ballot spoils.
    #[serde(default, skip_serializing_if = "Faults::is_silent")]
    pub faults: Faults,
    /// What stands on a ballot beside the candidates.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub beside: Vec<Beside>,
    /// For whom a voter may not vote (不得投本国、本单位、本人).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_own: Option<NotOwn>,
    /// How often one voter may vote; each limit is a bound of its own. Left out where each channel has its own.
    #[serde(default)]
    pub limit: Stated<Vec<Limit>>,
    /// Whether a voter may change a ballot until the close; the last one counts.
    #[serde(default, skip_serializing_if = "Stated::is_silent")]
    pub change: Stated<bool>,
    /// What is done about foul votes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub penalty: Vec<Penalty>,
    /// What voters or turnout are rewarded with, in the plan's words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reward: Vec<String>,
    /// What the public may see of the counts while the vote is open.
    pub display: Stated<Display>,
    /// What the public learns of single ballots after the vote.
    #[serde(default, skip_serializing_if = "Stated::is_silent")]
    pub disclosure: Stated<Disclosure>,
    /// The order in which candidates are shown by default.
    #[serde(default)]
    pub order: Stated<Order>,
    /// Clause of the ballot's rules, where it differs from the stage's.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub ballot_clause: String,
}

/// A category whose ballots or limits differ from the stage's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CategoryVote {
    /// The category (by id).
    pub id: String,
    /// What a ballot may say.
    #[serde(default, skip_serializing_if = "Stated::is_silent")]
    pub ballot: Stated<BallotShape>,
    /// How often one voter may vote.
    #[serde(default, skip_serializing_if = "Stated::is_silent")]
    pub limit: Stated<Vec<Limit>>,
    /// The electorates (by id) that vote in it, where not those of the stage.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub electorate: Vec<String>,
}

/// What the public may see of the counts while a vote is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub enum Display {
    /// Nothing before the close.
    Hidden,
    /// The counts of each candidate, at all times.
    Live,
    /// The counts as they stood at this hour (0 to 23) of the day.
    Daily(Stated<u32>),
}

/// A default order of candidates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Order {
    /// Shuffled anew for each visitor.
    Random,
    /// 姓氏笔画.
    Strokes,
    /// By candidate number.
    Number,
}

/// A public notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NoticeRules {
    /// Which list is on notice.
    pub list: ListKind,
    /// How many days.
    pub days: Stated<u32>,
    /// Which kind of day.
    pub day: Stated<DayKind>,
    /// Whether the day of publication counts; not stated: the next day is the first (民法典 201).
    #[serde(default)]
    pub first: Stated<FirstDay>,
    /// Where it is made public: papers, sites, notice boards.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub at: Vec<String>,
    /// True where each recommending unit puts up its own notice (本单位公示, 当地公示).
    #[serde(default, skip_serializing_if = "is_false")]
    pub local: bool,
    /// What follows where an objection is upheld.
    #[serde(default, skip_serializing_if = "Stated::is_silent")]
    pub upheld: Stated<Upheld>,
    /// How an objection is looked into, in the plan's words.
    #[serde(default, skip_serializing_if = "Stated::is_silent")]
    pub inquiry: Stated<String>,
    /// Who takes objections apart from the office (纪检监察), where somebody does.
    #[serde(default)]
    pub receiver: Stated<String>,
    /// Days within which an objection must be ruled on.
    #[serde(default)]
    pub ruling_days: Stated<u32>,
    /// True where an anonymous objection with concrete leads is taken.
    #[serde(default)]
    pub anonymous: Stated<bool>,
}

/// What follows where an objection is upheld.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Upheld {
    /// The nominee is off the list.
    Removed,
    /// The next of the same category or field takes the place (递补).
    Replaced,
    /// The review is held again (重审).
    Reviewed,
    /// Opinions are heard and bind nobody (只作参考).
    Heard,
}

/// Kind of day that a notice counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DayKind {
    /// 工作日.
    Working,
    /// 自然日.
    Calendar,
}

/// How a list becomes a naming.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NamingRules {
    /// Who signs: sponsors by id.
    pub signatories: Stated<Vec<String>>,
    /// The title conferred, per category where the plan gives one; else the category's name stands.
    #[serde(default)]
    pub title: Stated<String>,
    /// Bodies that must agree before anybody is named, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub approval: Vec<Approval>,
    /// Whether those chosen are asked first and may refuse.
    #[serde(default, skip_serializing_if = "Stated::is_silent")]
    pub acceptance: Stated<bool>,
    /// When a title can be taken back, and by whom.
    #[serde(default, skip_serializing_if = "Stated::is_silent")]
    pub revocation: Stated<String>,
    /// A dishonesty check (失信被执行人) is repeated on the naming day.
    #[serde(default, skip_serializing_if = "is_false")]
    pub recheck: bool,
    /// Shape of certificate numbers: `{n}` is the running number, e.g. `最美〔2022〕{n}号`.
    #[serde(default)]
    pub certificate: Stated<String>,
}

/// Reporting on honourees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PublicityRules {
    /// Outlets by id.
    pub outlets: Vec<String>,
    /// An event whose date is not fixed yet (适时举办发布仪式).
    #[serde(default)]
    pub ceremony: Stated<String>,
}

/// The end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClosingRules {
    /// Who takes over open objections and the right of interpretation.
    pub successor: Stated<String>,
    /// What "the task is done" means.
    #[serde(default)]
    pub done: Stated<String>,
}
