//! What a rule finds: a fact in the plan's own words, the sentence it came from, how sure it is and why.

mod rule;
mod values;

use jiff::civil::Date;
use plan::stage::Tier;
use plan::{Aggregate, DatedBy, DayKind, Decide, Display, ListKind, Moment, Signed, StageKind, Voids, Whole};
use serde::Serialize;
use text::{Args, Lang, args, t, ta};

pub use rule::{Amount, BallotFault, Normal, Rule, Side, Tie, Ways};
pub use values::{Bound, By, Counts, Share, Stretch};
use values::{stretch, voter};

/// How sure a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sureness {
    /// The sentence says it.
    Stated,
    /// It follows from the sentence and something else, which `why` tells.
    Inferred,
}

/// Why something was inferred, or could not be made a value: the message `draft-why-<key>`, with one word of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Why {
    pub key: &'static str,
    pub word: String,
    /// A reason that holds besides.
    pub and: Option<Box<Why>>,
}

impl Why {
    pub fn new(key: &'static str, word: impl Into<String>) -> Why {
        Why { key, word: word.into(), and: None }
    }

    #[must_use]
    pub fn and(mut self, other: Option<Why>) -> Why {
        self.and = other.map(Box::new);
        self
    }

    pub fn text(&self, lang: Lang) -> String {
        let own = ta(lang, &format!("draft-why-{}", self.key), &args! { "word" => self.word.as_str() });
        match &self.and {
            None => own,
            Some(other) => ta(lang, "draft-why-both", &args! { "one" => own, "other" => other.text(lang) }),
        }
    }
}

/// A field of the record under which a document was published, or of the site's foot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Record {
    Index,
    Publisher,
    HeaderDocument,
    Document,
    Disclosure,
    Name,
    Location,
    Addressee,
    SiteOwner,
    SiteAddress,
    SitePhone,
    SiteIcp,
    SiteId,
    SitePolice,
}

/// A fact. Texts are as the plan prints them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    Record(Record, String),
    Issued(Date),
    Published(Date),
    Title(String),
    Short(String),
    Edition(u32),
    Place(String),
    Purpose(String),
    Approval(String),
    Sponsor(String),
    /// The sponsor whose number the document has.
    DocumentOwner(String),
    Group(String),
    Office(String),
    /// As printed, and the sponsor that it is.
    Host(String, Option<String>),
    Dissolves,
    Interpreter(String),
    StandardsBy(String, Option<String>),
    Category(String),
    /// Seats of a category; without one, of the whole selection.
    Seats {
        category: Option<String>,
        n: u32,
        bound: Bound,
    },
    /// A grade or an award beside the categories; prize money in yuan.
    Award {
        name: String,
        n: u32,
        bound: Bound,
        prize: Option<u32>,
        text: String,
    },
    /// A standard of one category, or of all.
    Standard {
        category: Option<String>,
        text: String,
    },
    Requirement {
        title: String,
        text: String,
    },
    Stage {
        kind: StageKind,
        name: String,
    },
    /// The window of the stage that was told last before it.
    Window {
        opens: Option<Moment>,
        closes: Option<Moment>,
    },
    /// The time of the stage that was told last before it, where it is not to the day.
    Printed(String),
    BriefMost(u32),
    Tier(Tier),
    Quota(u32),
    Promotion(String),
    CandidatesMost(u32),
    Channel(String),
    /// The window of channels by their names.
    ChannelWindow {
        names: Vec<String>,
        opens: Option<Moment>,
        closes: Option<Moment>,
    },
    /// Which moment of a posted ballot counts.
    DatedBy(DatedBy, String),
    /// A voter keeps to one channel.
    OneChannel(String),
    /// So many of one voter in a stretch of time.
    Limit {
        counts: Counts,
        by: By,
        n: u32,
        per: Stretch,
    },
    /// One ballot in a stretch of time.
    Interval {
        by: By,
        per: Stretch,
    },
    Penalty(Voids, String),
    /// A ballot has no fewest where the plan only says how many at most.
    Ballot {
        least: Option<u32>,
        most: u32,
    },
    Display(Display),
    /// Weights of vote and review; they add up to 100.
    Weights {
        vote: u32,
        review: u32,
    },
    Panel {
        name: String,
        seats: Option<u32>,
    },
    Trim(u32),
    Aggregate(Aggregate, String),
    Quorum(Share),
    /// Support that whoever is chosen must have, of a whole where the text names one.
    Threshold(Share, Option<Whole>),
    Signed(Signed, String),
    /// Criteria with their highest scores, which add up to 100.
    Rubric(Vec<(String, u32)>),
    RubricClause(String),
    /// Days of the first notice, and of which list its words say that it is.
    NoticeDays(u32, Option<ListKind>),
    NoticeKind(DayKind),
    Receiver(String),
    RulingDays(u32),
    Honour(String),
    Decide(Decide),
    Outlet(String),
    Ceremony(String),
    /// A rule that stands in one place of a plan file, with its words.
    Rule(Rule, String),
    /// A rule that is understood, and for which a plan file has no place that holds it: `draft-fact-note-<what>`.
    Note {
        what: &'static str,
        near: Near,
        text: String,
    },
}

/// The part of a plan next to a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Near {
    Plan,
    Category,
    Stage,
    Kind(StageKind),
    Result,
}

/// A fact with its evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub fact: Fact,
    /// The sentence, by number.
    pub at: usize,
    pub sure: Sureness,
    pub why: Option<Why>,
}

impl Fact {
    /// The key of the fact's name.
    pub fn key(&self) -> String {
        let name = match self {
            Fact::Record(field, _) => match field {
                Record::Index => "index",
                Record::Publisher => "publisher",
                Record::HeaderDocument => "header-document",
                Record::Document => "document",
                Record::Disclosure => "disclosure",
                Record::Name => "name",
                Record::Location => "location",
                Record::Addressee => "addressee",
                Record::SiteOwner => "site-owner",
                Record::SiteAddress => "site-address",
                Record::SitePhone => "site-phone",
                Record::SiteIcp => "site-icp",
                Record::SiteId => "site-id",
                Record::SitePolice => "site-police",
            },
            Fact::Issued(_) => "issued",
            Fact::Published(_) => "published",
            Fact::Title(_) => "title",
            Fact::Short(_) => "short",
            Fact::Edition(_) => "edition",
            Fact::Place(_) => "place",
            Fact::Purpose(_) => "purpose",
            Fact::Approval(_) => "approval",
            Fact::Sponsor(_) => "sponsor",
            Fact::DocumentOwner(_) => "document-owner",
            Fact::Group(_) => "group",
            Fact::Office(_) => "office",
            Fact::Host(..) => "host",
            Fact::Dissolves => "dissolves",
            Fact::Interpreter(_) => "interpreter",
            Fact::StandardsBy(..) => "standards-by",
            Fact::Category(_) => "category",
            Fact::Seats { .. } => "seats",
            Fact::Standard { .. } => "standard",
            Fact::Requirement { .. } => "requirement",
            Fact::Stage { .. } => "stage",
            Fact::Window { .. } => "window",
            Fact::Award { .. } => "award",
            Fact::Printed(_) => "printed",
            Fact::BriefMost(_) => "brief-most",
            Fact::Tier(_) => "tier",
            Fact::Quota(_) => "quota",
            Fact::Promotion(_) => "promotion",
            Fact::CandidatesMost(_) => "candidates-most",
            Fact::Channel(_) => "channel",
            Fact::ChannelWindow { .. } => "channel-window",
            Fact::DatedBy(..) => "dated-by",
            Fact::OneChannel(_) => "one-channel",
            Fact::Limit { .. } | Fact::Interval { .. } => "limit",
            Fact::Penalty(..) => "penalty",
            Fact::Ballot { .. } => "ballot",
            Fact::Display(_) => "display",
            Fact::Weights { .. } => "weights",
            Fact::Panel { .. } => "panel",
            Fact::Trim(_) => "trim",
            Fact::Aggregate(..) => "aggregate",
            Fact::Quorum(_) => "quorum",
            Fact::Threshold(..) => "threshold",
            Fact::Signed(..) => "signed",
            Fact::Rubric(_) => "rubric",
            Fact::RubricClause(_) => "rubric-clause",
            Fact::NoticeDays(..) => "notice-days",
            Fact::NoticeKind(_) => "notice-kind",
            Fact::Receiver(_) => "receiver",
            Fact::RulingDays(_) => "ruling-days",
            Fact::Honour(_) => "honour",
            Fact::Decide(_) => "decide",
            Fact::Outlet(_) => "outlet",
            Fact::Ceremony(_) => "ceremony",
            Fact::Rule(rule, _) => rule.key(),
            Fact::Note { what, .. } => return format!("draft-fact-note-{what}"),
        };
        format!("draft-fact-{name}")
    }

    /// The value, as a person reads it.
    pub fn said(&self, lang: Lang) -> String {
        let say = |key: &str, args: Args| ta(lang, &format!("draft-said-{key}"), &args);
        let moment = |at: &Option<Moment>| at.map_or_else(|| "…".to_owned(), |at| at.to_string());
        if let Some(words) = self.words() {
            return words.to_owned();
        }
        match self {
            Fact::Issued(date) | Fact::Published(date) => date.to_string(),
            Fact::Edition(n)
            | Fact::BriefMost(n)
            | Fact::Quota(n)
            | Fact::CandidatesMost(n)
            | Fact::Trim(n)
            | Fact::NoticeDays(n, _)
            | Fact::RulingDays(n) => n.to_string(),
            Fact::Dissolves => say("dissolves", Args::new()),
            Fact::Seats { category, n, bound } => {
                let n = say(bound.key(), args! { "n" => *n });
                match category {
                    Some(name) => say("of", args! { "name" => name.as_str(), "what" => n }),
                    None => n,
                }
            }
            Fact::Stage { kind, name } => {
                let kind = t(lang, plan::check::kind_key(*kind));
                if kind == *name {
                    kind
                } else {
                    say("stage", args! { "name" => name.as_str(), "kind" => kind })
                }
            }
            Fact::Window { opens, closes } => {
                say("window", args! { "opens" => moment(opens), "closes" => moment(closes) })
            }
            Fact::ChannelWindow { names, opens, closes } => {
                let what = say("window", args! { "opens" => moment(opens), "closes" => moment(closes) });
                say("of", args! { "name" => names.join(&t(lang, "common-list-mark")), "what" => what })
            }
            Fact::Tier(tier) => t(
                lang,
                match tier {
                    Tier::BottomUp => "plan-tier-bottom-up",
                    Tier::TopDown => "plan-tier-top-down",
                    Tier::Public => "plan-tier-public",
                    Tier::Own => "plan-tier-own",
                },
            ),
            Fact::Limit { counts, by, n, per } => {
                let what = match counts {
                    Counts::Ballots => say("count-ballots", args! { "n" => *n }),
                    Counts::Same => say("count-same", args! { "n" => *n }),
                };
                let args = args! { "by" => voter(*by, lang), "per" => stretch(*per, lang), "what" => what };
                say("limit", args)
            }
            Fact::Interval { by, per } => {
                say("interval", args! { "by" => voter(*by, lang), "per" => stretch(*per, lang) })
            }
            Fact::Ballot { least: None, most } => say("at-most", args! { "n" => *most }),
            Fact::Ballot { least: Some(least), most } if least == most => {
                say("exactly", args! { "n" => *most })
            }
            Fact::Ballot { least: Some(least), most } => {
                say("range", args! { "least" => *least, "most" => *most })
            }
            Fact::Display(Display::Hidden) => t(lang, "explain-display-hidden"),
            Fact::Display(Display::Live) => t(lang, "explain-display-live"),
            Fact::Display(Display::Daily(plan::Stated::Is(hour))) => {
                ta(lang, "explain-display-daily", &args! { "hour" => *hour })
            }
            Fact::Display(Display::Daily(_)) => t(lang, "explain-display-each-day"),
            Fact::Weights { vote, review } => say("weights", args! { "vote" => *vote, "review" => *review }),
            Fact::Panel { name, seats: Some(n) } => {
                say("panel", args! { "name" => name.as_str(), "n" => *n })
            }
            Fact::Rubric(items) => {
                let items = items
                    .iter()
                    .map(|(name, most)| say("criterion", args! { "name" => name.as_str(), "n" => *most }));
                items.collect::<Vec<_>>().join(&t(lang, "common-list-mark"))
            }
            Fact::NoticeKind(DayKind::Working) => say("working", Args::new()),
            Fact::NoticeKind(DayKind::Calendar) => say("calendar", Args::new()),
            Fact::Decide(Decide::Resolution) => say("resolution", Args::new()),
            Fact::Decide(Decide::Count) => say("count", Args::new()),
            // Told by their words.
            _ => String::new(),
        }
    }

    /// The numbers that its sentence must hold as they are.
    pub fn counts(&self) -> Vec<u32> {
        match self {
            Fact::Edition(n) | Fact::Trim(n) if *n == 1 => Vec::new(),
            Fact::Limit { n, per, .. } => [*n].into_iter().chain(per.number()).collect(),
            Fact::Interval { per, .. } => per.number().into_iter().collect(),
            Fact::Edition(n)
            | Fact::BriefMost(n)
            | Fact::Quota(n)
            | Fact::CandidatesMost(n)
            | Fact::Trim(n)
            | Fact::NoticeDays(n, _)
            | Fact::RulingDays(n)
            | Fact::Seats { n, .. }
            | Fact::Award { n, .. }
            | Fact::Panel { seats: Some(n), .. } => vec![*n],
            Fact::Ballot { least, most } => least.iter().copied().chain([*most]).collect(),
            Fact::Rubric(items) => items.iter().map(|(_, most)| *most).collect(),
            Fact::Rule(rule, _) => rule.counts(),
            _ => Vec::new(),
        }
    }

    /// The text that a fact is, where it is one.
    pub fn words(&self) -> Option<&str> {
        match self {
            Fact::Record(_, text)
            | Fact::Title(text)
            | Fact::Short(text)
            | Fact::Place(text)
            | Fact::Purpose(text)
            | Fact::Approval(text)
            | Fact::Sponsor(text)
            | Fact::DocumentOwner(text)
            | Fact::Group(text)
            | Fact::Office(text)
            | Fact::Host(text, _)
            | Fact::Interpreter(text)
            | Fact::StandardsBy(text, _)
            | Fact::Category(text)
            | Fact::Standard { text, .. }
            | Fact::Requirement { text, .. }
            | Fact::Award { text, .. }
            | Fact::Printed(text)
            | Fact::DatedBy(_, text)
            | Fact::OneChannel(text)
            | Fact::Penalty(_, text)
            | Fact::Aggregate(_, text)
            | Fact::Quorum(Share { text, .. })
            | Fact::Threshold(Share { text, .. }, _)
            | Fact::Signed(_, text)
            | Fact::Promotion(text)
            | Fact::Channel(text)
            | Fact::RubricClause(text)
            | Fact::Receiver(text)
            | Fact::Honour(text)
            | Fact::Outlet(text)
            | Fact::Ceremony(text)
            | Fact::Rule(_, text)
            | Fact::Note { text, .. } => Some(text),
            Fact::Panel { name, seats: None } => Some(name),
            _ => None,
        }
    }
}
