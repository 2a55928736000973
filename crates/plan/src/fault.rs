//! Faults: what is wrong, doubtful or left open in a plan, with its place.

use std::fmt;

use jiff::civil::Date;
use serde::{Serialize, Serializer};
use text::{Args, Lang};

/// How grave a fault is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// The plan cannot be run.
    Error,
    /// It can be run, but somebody should look.
    Warning,
    /// The plan is silent or contradicts itself; a supplement may answer.
    Question,
}

impl Severity {
    /// The key of its name in the message files.
    pub fn key(self) -> &'static str {
        match self {
            Severity::Error => "plan-severity-error",
            Severity::Warning => "plan-severity-warning",
            Severity::Question => "plan-severity-question",
        }
    }
}

/// One fault. Its sentence is the message `fault-<code>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// How grave.
    pub severity: Severity,
    /// What, in kebab case; stable between releases.
    pub code: &'static str,
    /// Where in the plan, e.g. `stage[2].vote.limit`; empty for the plan as a whole.
    pub path: String,
    /// The file, where the plan was read from named files.
    pub file: Option<String>,
    /// The line in that file, from 1.
    pub line: Option<u32>,
    /// The clause of the plan; empty where it has none.
    pub clause: String,
    /// The variables of its sentence.
    pub args: Vec<(&'static str, Arg)>,
}

/// A variable of a fault's sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arg {
    /// Words of the plan, or of its writer.
    Said(String),
    /// A word of ours: a key of the message files.
    Word(&'static str),
    /// A rule of the plan, `table-key` as in `vote-limit`: the message `plan-rule-<table-key>`.
    Rule(String),
    /// A whole number.
    Whole(u64),
    /// A date, shown with its weekday.
    Day(Date),
    /// A sum of money, and the code of its currency.
    Money(String, String),
}

impl Fault {
    /// A fault at a path, without file, line, clause or variables yet.
    pub fn new(severity: Severity, code: &'static str, path: impl Into<String>) -> Fault {
        Fault {
            severity,
            code,
            path: path.into(),
            file: None,
            line: None,
            clause: String::new(),
            args: Vec::new(),
        }
    }

    /// Gives the sentence's variable `name` a value.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Arg>) -> Fault {
        self.args.push((name, value.into()));
        self
    }

    /// Names the clause.
    #[must_use]
    pub fn under(mut self, clause: &str) -> Fault {
        clause.clone_into(&mut self.clause);
        self
    }

    /// The sentence a person reads.
    pub fn text(&self, lang: Lang) -> String {
        let args = self.args.iter().fold(Args::new(), |args, (name, value)| match value {
            Arg::Said(said) => args.set(name, said),
            Arg::Word(key) => args.set(name, text::t(lang, key)),
            Arg::Rule(rule) => args.set(name, text::t(lang, &format!("plan-rule-{rule}"))),
            Arg::Whole(n) => args.set(name, n),
            Arg::Day(date) => args.set(name, crate::explain::day(lang, *date)),
            Arg::Money(sum, currency) => args.set(name, crate::explain::money(lang, sum, currency)),
        });
        text::ta(lang, &format!("fault-{}", self.code), &args)
    }
}

/// `file:line`, as far as they are known.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.file, self.line) {
            (Some(file), Some(line)) => write!(f, "{file}:{line}"),
            (Some(file), None) => f.write_str(file),
            (None, Some(line)) => write!(f, "{line}"),
            (None, None) => f.write_str("-"),
        }
    }
}

impl Serialize for Arg {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Arg::Said(said) | Arg::Rule(said) => serializer.serialize_str(said),
            Arg::Word(key) => serializer.serialize_str(key),
            Arg::Whole(n) => serializer.serialize_u64(*n),
            Arg::Day(day) => serializer.collect_str(day),
            Arg::Money(sum, currency) => serializer.collect_str(&format_args!("{sum} {currency}")),
        }
    }
}

impl From<&str> for Arg {
    fn from(said: &str) -> Arg {
        Arg::Said(said.to_owned())
    }
}

impl From<String> for Arg {
    fn from(said: String) -> Arg {
        Arg::Said(said)
    }
}

impl From<u32> for Arg {
    fn from(n: u32) -> Arg {
        Arg::Whole(n.into())
    }
}

impl From<usize> for Arg {
    fn from(n: usize) -> Arg {
        Arg::Whole(n as u64)
    }
}

impl From<Date> for Arg {
    fn from(day: Date) -> Arg {
        Arg::Day(day)
    }
}
