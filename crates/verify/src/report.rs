//! What a verification found.

use std::collections::BTreeMap;

use plan::{Identity, ListKind};
use selection::founding::EarlierLog;
use selection::lists::Member;
use selection::paper::Figures;
use selection::vote::Tally;
use serde::{Serialize, Serializer};

use crate::reason::{Check, Reason};

/// What was found, for people and for programs.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Report {
    /// Everything that could be checked holds.
    pub ok: bool,
    /// It holds against a trust file. Without one all this is self-consistent, and its origin unproven.
    pub trusted: bool,
    /// The selection's id.
    pub selection: String,
    /// Hash of the plan that was adopted, hex.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan: Option<String>,
    /// The checks that hold, in order, each with its figures.
    pub passed: Vec<Passed>,
    /// The first thing that does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failure: Option<Failure>,
    /// The heads of the two logs.
    pub heads: Vec<Head>,
    /// Each time that both logs were opened anew over an older backup, oldest first: what was lost is lost to this
    /// recount as well.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub restored: Vec<Restored>,
    /// Up to which entry the acts could be followed: all of them, unless some still wait for their gate.
    pub folded: u64,
    /// How many leaves wait for each gate that is not open yet.
    pub waiting: BTreeMap<String, u64>,
    /// How many leaves are sealed for good.
    pub sealed_for_good: u64,
    /// The selection is closed.
    pub closed: bool,
    /// Votes, with what stood behind the voters beside every total.
    pub votes: Vec<Votes>,
    /// The newest version of each list.
    pub lists: Vec<List>,
    /// Honourees whose title stands.
    pub honourees: Vec<Honouree>,
    /// Hash of the state after the last entry that could be followed, hex.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
}

/// Both logs were opened anew over an older backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Restored {
    /// Number of the entry that says so.
    pub n: u64,
    /// When, ms.
    pub at: i64,
    /// Generation of both logs from there on.
    pub generation: u32,
    /// Acts that were known and are lost.
    pub acts_lost: u64,
    /// Ballots that were known and are lost.
    pub ballots_lost: u64,
    /// The logs as they were known last, under the names that they had.
    pub earlier: Vec<EarlierLog>,
}

/// A check that holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Passed {
    /// Which.
    pub check: Check,
    /// How many of what were checked, by name.
    pub figures: Vec<(&'static str, u64)>,
}

/// The first thing that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// The check.
    pub check: Check,
    /// Stable reason code.
    #[serde(serialize_with = "code")]
    pub reason: Reason,
    /// `acts` or `ballots`; empty where it is neither's.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub log: &'static str,
    /// Number of the leaf.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub leaf: Option<u64>,
    /// The file, where it is about one.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub path: String,
    /// The rule under the reason: the code by which the act would have been refused, or the kind of the entry.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub rule: String,
    /// The plan's clause that the rule rests on, or more about the matter.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub about: String,
}

fn code<S: Serializer>(reason: &Reason, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(reason.as_str())
}

impl Failure {
    /// A failure of which nothing more is known yet.
    pub(crate) fn of(reason: Reason) -> Failure {
        Failure {
            check: reason.check(),
            reason,
            log: "",
            leaf: None,
            path: String::new(),
            rule: String::new(),
            about: String::new(),
        }
    }

    pub(crate) fn leaf(mut self, log: &'static str, n: u64) -> Failure {
        (self.log, self.leaf) = (log, Some(n));
        self
    }

    pub(crate) fn log(mut self, log: &'static str) -> Failure {
        self.log = log;
        self
    }

    pub(crate) fn path(mut self, path: impl Into<String>) -> Failure {
        self.path = path.into();
        self
    }

    pub(crate) fn rule(mut self, rule: impl Into<String>) -> Failure {
        self.rule = rule.into();
        self
    }

    pub(crate) fn about(mut self, about: impl ToString) -> Failure {
        self.about = about.to_string();
        self
    }
}

/// The head of a log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Head {
    /// `acts` or `ballots`.
    pub log: &'static str,
    /// Its name.
    pub origin: String,
    /// Number of leaves.
    pub size: u64,
    /// Root over SHA-256, base64.
    pub root: String,
    /// Root over SM3, base64.
    pub sm3: String,
    /// Witnesses that have cosigned, as far as the trust file knows them.
    pub cosigned: Vec<String>,
}

/// The ballots of one category in one vote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Votes {
    /// Vote stage.
    pub stage: String,
    /// Category.
    pub category: String,
    /// Ballots in the log.
    pub ballots: u64,
    /// What they say; absent while the vote is not counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tally: Option<Tally>,
    /// What was added to them on paper, once it is counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paper: Option<Figures>,
    /// By which channels they came, with what each proves about a voter.
    pub channels: Vec<Channel>,
}

/// Ballots of one channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Channel {
    /// Channel.
    pub channel: String,
    /// What stands behind a voter.
    pub identity: Identity,
    /// Ballots.
    pub ballots: u64,
}

/// A published list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct List {
    /// Which of the four.
    pub list: ListKind,
    /// Its newest version.
    pub version: u32,
    /// Who stands on it.
    pub members: Vec<Member>,
}

/// Somebody who was named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Honouree {
    /// Category.
    pub category: String,
    /// Handle.
    pub nominee: String,
    /// Candidate number.
    pub number: String,
    /// Number of the certificate in force.
    pub certificate: String,
}
