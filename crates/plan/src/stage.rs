//! Stage instances and the rules of each of the eight kinds.

use serde::{Deserialize, Serialize};

use crate::calendar::FirstDay;
use crate::moment::{Instant, Moment};
use crate::result::Number;
use crate::stated::Stated;
use crate::types::is_false;

/// The eight kinds of stage. A kind may occur twice in a plan, and several stages may be open at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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
}

/// The four lists, each an immutable numbered version once published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// `[a-z0-9-]+`, unique in the plan.
    pub id: String,
    /// Which of the eight kinds.
    pub kind: StageKind,
    /// Name as printed.
    pub name: String,
    /// English name; empty: the kind's name stands.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name_en: String,
    /// When it opens. Not stated: it opens as soon as `after` and its gate allow.
    #[serde(default)]
    pub opens: Stated<Moment>,
    /// When it closes. Not stated: an act ends it (a notice computes its own end).
    #[serde(default)]
    pub closes: Stated<Moment>,
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
    /// The channels of a vote whose ballots are on paper, with their rules.
    pub fn paper(&self) -> impl Iterator<Item = (&Channel, &PaperRules)> {
        let channels = self.vote.iter().flat_map(|rules| &rules.channel);
        channels.filter_map(|channel| Some((channel, channel.on_paper()?)))
    }

    /// The first instant of the window, where the plan states one.
    pub fn opens_at(&self, zone: &jiff::tz::TimeZone) -> Option<Instant> {
        self.opens.get().map(|moment| moment.opening(zone))
    }

    /// The first instant after the window, where the plan states one.
    pub fn closes_at(&self, zone: &jiff::tz::TimeZone) -> Option<Instant> {
        self.closes.get().map(|moment| moment.closing(zone))
    }
}

/// Who may put forward, and with what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecommendRules {
    /// The ways in that are open.
    pub tiers: Vec<Tier>,
    /// The longest brief (简要事迹), in 字数.
    pub brief_most: Stated<u32>,
    /// Most nominees one unit may put forward in one category.
    #[serde(default)]
    pub quota: Stated<u32>,
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

/// A way in for recommendations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScreenRules {
    /// The recommend stages (by id) it screens.
    pub of: Vec<String>,
    /// Public reason codes for leaving somebody out.
    pub reason: Vec<Reason>,
    /// How many candidates a category may have at most (差额).
    #[serde(default)]
    pub candidates_most: Stated<u32>,
}

/// A public reason code with its clause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// `[a-z0-9-]+`.
    pub id: String,
    /// What the public reads.
    pub name: String,
    /// Clause it rests on.
    pub clause: String,
}

/// What a public vote is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VoteRules {
    /// What it is for.
    pub mode: Stated<VoteMode>,
    /// The decision that a weight rests on, where the mode is weighted.
    #[serde(default)]
    pub weight_basis: Stated<String>,
    /// The ways in.
    pub channel: Vec<Channel>,
    /// What a ballot may say.
    pub ballot: Stated<BallotShape>,
    /// How often one voter may vote; each limit is a bound of its own.
    pub limit: Stated<Vec<Limit>>,
    /// What the public may see of the counts while the vote is open.
    pub display: Stated<Display>,
    /// The order in which candidates are shown by default.
    #[serde(default)]
    pub order: Stated<Order>,
    /// Clause of the ballot's rules, where it differs from the stage's.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub ballot_clause: String,
}

/// A way to vote, with what it proves about the voter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Channel {
    /// `[a-z0-9-]+`; stands in every ballot's leaf.
    pub id: String,
    /// Name as printed.
    pub name: String,
    /// What stands behind a voter.
    pub identity: Stated<Identity>,
    /// What holds for ballots on paper; with the identity `paper` and with no other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<PaperRules>,
}

impl Channel {
    /// The rules for ballots on paper, where a clause of the plan allows paper at all.
    pub fn on_paper(&self) -> Option<&PaperRules> {
        let allowed = |rules: &&PaperRules| !rules.clause.trim().is_empty();
        self.paper.as_ref().filter(|_| self.identity.get() == Some(&Identity::Paper)).filter(allowed)
    }
}

/// Ballots on paper: where they are cast, and until when their batches are entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaperRules {
    /// The clause that allows paper. Empty: it does not, and nothing can be entered.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub clause: String,
    /// The places where ballots are cast on paper.
    pub place: Vec<PollingPlace>,
    /// The last moment at which a batch may be entered for the first time. Not stated: the close of the vote.
    #[serde(default)]
    pub until: Stated<Moment>,
}

/// A place where ballots are cast on paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PollingPlace {
    /// `[a-z0-9-]+`; stands in every batch.
    pub id: String,
    /// Name as printed.
    pub name: String,
}

/// What stands behind a voter, weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Identity {
    /// A browser with proof of work: proves no person at all.
    Anonymous,
    /// An account of some platform.
    Account,
    /// A mobile number that received a code.
    Phone,
    /// An invitation code handed out by the office.
    Code,
    /// Whoever hands out ballots on paper at a place of the plan sees the voter.
    Paper,
    /// A verified real name.
    RealName,
}

/// What a ballot may say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub enum BallotShape {
    /// Approve between `least` and `most` candidates of one category.
    Approve {
        /// Fewest.
        least: u32,
        /// Most.
        most: u32,
    },
}

/// A bound on how often one voter may vote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// So many ballots …
    pub ballots: u32,
    /// … in each such period, in each category.
    pub per: Per,
}

/// The period of a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Per {
    /// A calendar day in the plan's zone.
    Day,
    /// The whole stage.
    Stage,
}

/// What the public may see of the counts while a vote is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub enum Display {
    /// Nothing before the close.
    Hidden,
    /// The counts of each candidate, at all times.
    Live,
    /// The counts as they stood at this hour (0 to 23) of the day.
    Daily(u32),
}

/// A default order of candidates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Order {
    /// Shuffled anew for each visitor.
    Random,
    /// 姓氏笔画.
    Strokes,
    /// By candidate number.
    Number,
}

/// The experts' part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReviewRules {
    /// Which kinds of people sit on the panel, with how many of each.
    pub panel: Stated<Vec<PanelSeat>>,
    /// What is scored.
    pub rubric: Stated<Vec<Criterion>>,
    /// How many highest and lowest totals of a candidate's sheets are dropped.
    #[serde(default)]
    pub trim: Stated<u32>,
    /// Fewest sheets without which a candidate has no panel score.
    #[serde(default)]
    pub sheets_least: Stated<u32>,
    /// Quorum of a sitting that resolves.
    #[serde(default)]
    pub quorum: Stated<Number>,
    /// What the public learns of single sheets.
    #[serde(default)]
    pub disclosure: Stated<Disclosure>,
    /// When somebody must stand back.
    pub recusal: Stated<RecusalRules>,
    /// Clause of the rubric, where it differs from the stage's.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub rubric_clause: String,
}

/// A kind of panel member and how many there are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PanelSeat {
    /// `[a-z0-9-]+`, e.g. `expert`, `media`.
    pub id: String,
    /// Name as printed.
    pub name: String,
    /// How many.
    pub seats: Stated<u32>,
}

/// One line of the score sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    /// `[a-z0-9-]+`.
    pub id: String,
    /// Name as printed.
    pub name: String,
    /// Highest score; the lowest is 0. Scores are whole numbers.
    pub most: u32,
    /// What the criterion looks at.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub about: String,
}

/// What the public learns of single sheets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecusalRules {
    /// Grounds that bind; the software finds those it can see and takes declarations of the others.
    pub grounds: Vec<RecusalGround>,
    /// True where the rule covers screening, clearance and the setting of standards too.
    #[serde(default, skip_serializing_if = "is_false")]
    pub everywhere: bool,
    /// Clause.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub clause: String,
}

/// A ground of recusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
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

/// A public notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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

/// Kind of day that a notice counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DayKind {
    /// 工作日.
    Working,
    /// 自然日.
    Calendar,
}

/// How a list becomes a naming.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamingRules {
    /// Who signs: sponsors by id.
    pub signatories: Stated<Vec<String>>,
    /// The title conferred, per category where the plan gives one; else the category's name stands.
    #[serde(default)]
    pub title: Stated<String>,
    /// A dishonesty check (失信被执行人) is repeated on the naming day.
    #[serde(default, skip_serializing_if = "is_false")]
    pub recheck: bool,
    /// Shape of certificate numbers: `{n}` is the running number, e.g. `最美〔2022〕{n}号`.
    #[serde(default)]
    pub certificate: Stated<String>,
}

/// Reporting on honourees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicityRules {
    /// Outlets by id.
    pub outlets: Vec<String>,
    /// An event whose date is not fixed yet (适时举办发布仪式).
    #[serde(default)]
    pub ceremony: Stated<String>,
}

/// The end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClosingRules {
    /// Who takes over open objections and the right of interpretation.
    pub successor: Stated<String>,
    /// What "the task is done" means.
    #[serde(default)]
    pub done: Stated<String>,
}
