//! The ways to vote, and what each proves about the voter.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ballot::{BallotShape, Limit};
use crate::moment::Moment;
use crate::number::Number;
use crate::stated::Stated;

/// A way to vote, with what it proves about the voter.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Channel {
    /// `[a-z0-9-]+`; stands in every ballot's leaf.
    pub id: String,
    /// Name as printed.
    pub name: String,
    /// What stands behind a voter.
    pub identity: Stated<Identity>,
    /// What the ballot travels on.
    #[serde(default, skip_serializing_if = "Stated::is_silent")]
    pub medium: Stated<Medium>,
    /// What holds for ballots on paper; with the identity `paper` and with no other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<PaperRules>,
    /// When this channel opens, where it is not the stage's own opening.
    #[serde(default, skip_serializing_if = "Stated::is_silent")]
    pub opens: Stated<Moment>,
    /// When this channel closes, where it is not the stage's own close.
    #[serde(default, skip_serializing_if = "Stated::is_silent")]
    pub closes: Stated<Moment>,
    /// Which moment of a ballot is held against the window.
    #[serde(default, skip_serializing_if = "Stated::is_silent")]
    pub dated_by: Stated<DatedBy>,
    /// How often one voter may vote here; it binds beside the limits of the stage.
    #[serde(default, skip_serializing_if = "Stated::is_silent")]
    pub limit: Stated<Vec<Limit>>,
    /// What a ballot may say here, where it differs from the stage's.
    #[serde(default, skip_serializing_if = "Stated::is_silent")]
    pub ballot: Stated<BallotShape>,
    /// What one vote or point of a ballot of this channel counts (一票按三票计); absent: 1. Votes and points are
    /// multiplied with it, and so are the ballots that they are held against.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worth: Option<Number>,
    /// How many accounts, numbers or papers run this channel (四个公众号).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accounts: Option<u32>,
    /// True where a voter may vote through each of these accounts, false where only through one.
    #[serde(default, skip_serializing_if = "Stated::is_silent")]
    pub each_account: Stated<bool>,
    /// What a voter has to hand over or do to be counted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asks: Vec<Asks>,
    /// Whether identities are checked ballot by ballot or by a sample.
    #[serde(default, skip_serializing_if = "Stated::is_silent")]
    pub checked: Stated<Checked>,
    /// Whether a copied ballot form is taken.
    #[serde(default, skip_serializing_if = "Stated::is_silent")]
    pub copies: Stated<bool>,
    /// Whether somebody may vote for another who gave a written mandate.
    #[serde(default, skip_serializing_if = "Stated::is_silent")]
    pub proxy: Stated<bool>,
    /// What one ballot costs the voter, in the currency of the plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fee: Option<Number>,
    /// What undoes a vote afterwards, e.g. 取消关注.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undone_by: Option<String>,
    /// How a ballot of this channel is written and handed in, a sentence a string.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub manner: Vec<String>,
}

impl Channel {
    /// The rules for ballots on paper, where a clause of the plan allows paper at all.
    pub fn on_paper(&self) -> Option<&PaperRules> {
        let allowed = |rules: &&PaperRules| !rules.clause.trim().is_empty();
        self.paper.as_ref().filter(|_| self.identity.get() == Some(&Identity::Paper)).filter(allowed)
    }
}

/// Ballots on paper: where they are cast, and until when their batches are entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PollingPlace {
    /// `[a-z0-9-]+`; stands in every batch.
    pub id: String,
    /// Name as printed.
    pub name: String,
}

/// What stands behind a voter, weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Identity {
    /// A browser with proof of work: proves no person at all.
    Anonymous,
    /// A network address (每IP); many people share one, and one person has many.
    Address,
    /// An account of some platform.
    Account,
    /// A mobile number that received a code, or a telephone that calls.
    Phone,
    /// An invitation code handed out by the office.
    Code,
    /// Whoever hands out ballots on paper at a place of the plan sees the voter.
    Paper,
    /// Member of a closed electorate, known by a list.
    Member,
    /// A verified real name or ID number.
    RealName,
}

impl Identity {
    /// The message key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Identity::Anonymous => "plan-identity-anonymous",
            Identity::Address => "plan-identity-address",
            Identity::Account => "plan-identity-account",
            Identity::Phone => "plan-identity-phone",
            Identity::Code => "plan-identity-code",
            Identity::Paper => "plan-identity-paper",
            Identity::Member => "plan-identity-member",
            Identity::RealName => "plan-identity-real-name",
        }
    }
}

/// What a ballot travels on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Medium {
    /// 网页.
    Web,
    /// 微信.
    Wechat,
    /// 微博.
    Weibo,
    /// 客户端.
    App,
    /// 短信.
    Sms,
    /// 电话.
    Phone,
    /// 报纸选票.
    Newspaper,
    /// 邮寄.
    Post,
    /// 印制的纸质选票.
    Printed,
    /// 现场.
    OnSite,
}

/// Which moment of a ballot counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DatedBy {
    /// 邮戳.
    Postmark,
    /// 收到.
    Arrival,
}

/// What a voter has to hand over or do to be counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Asks {
    /// 姓名.
    Name,
    /// 证件号.
    IdNumber,
    /// 电话.
    Telephone,
    /// 验证码.
    Captcha,
    /// 二次确认: a second code sent back.
    SecondCode,
    /// 关注账号.
    Follow,
    /// 登录或注册.
    Login,
}

/// How identities are checked after the vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Checked {
    /// 逐票.
    Every,
    /// 抽样: what fails in the sample is taken off in proportion, so that totals are estimates.
    Sample,
}
