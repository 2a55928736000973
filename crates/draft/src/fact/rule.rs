//! Rules that stand in one place of a plan file, and whose value is told in the sentence's own words.

use plan::review::RecusalGround;
use plan::stage::Order;
use plan::{
    ApprovalKind, Asks, DayKind, Hours, Identity, ListKind, Over, Spoils, SponsorPart, StageKind, Upheld,
    VoteMode,
};

use crate::rules::{of_review, of_vote};

/// A rule; its words are beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// What a fault of a ballot spoils.
    Fault(BallotFault, Spoils),
    /// What a voter has to hand over or do, in which channels.
    Asks(Vec<Asks>, Ways),
    /// What stands for a voter, in which channels.
    Identity(Identity, Ways),
    /// A copied ballot form is not taken.
    NoCopies,
    Order(Order),
    Change(bool),
    Mode(VoteMode),
    /// Parts of a score with their weights, which add up to 100.
    Parts(Vec<(String, u32)>),
    /// How the votes become a part score.
    Normalise(Normal),
    /// Steps of the chain of ties; one sentence may hold several, several sentences one chain.
    Ties(Vec<Tie>),
    /// So many go on by their score.
    Take(u32),
    /// Decimal places of a panel's score, or of the final one.
    Places {
        n: u32,
        panel: bool,
    },
    Vacancy,
    OneAward,
    /// How many candidates there are.
    Candidates(u32),
    /// A notice besides the first one.
    Notice {
        list: ListKind,
        days: u32,
        kind: Option<DayKind>,
    },
    NoticeAt(String),
    Upheld(Upheld),
    Anonymous(bool),
    Recusal(Vec<RecusalGround>),
    Revocation,
    /// All who hold it sign the naming.
    Signatories,
    /// What those who go on must be together.
    Composition {
        who: String,
        each: bool,
        bound: Side,
        amount: Amount,
    },
    /// An age, or what shuts somebody out.
    Eligible {
        least: Option<u32>,
        most: Option<u32>,
        excludes: bool,
    },
    PerPerson(u32),
    /// Prize money of each, in yuan, of an award or a category.
    Prize {
        name: String,
        yuan: u32,
    },
    /// Prize money altogether, in yuan.
    PrizeTotal(u32),
    Partner(SponsorPart, String),
    /// A body that must agree.
    Agrees(String, ApprovalKind),
    Supervisor(String, Over),
    /// Months from one selection to the next.
    Cycle(u32),
    /// One line of a score sheet that stands in a paragraph of its own.
    Criterion(String, u32),
    Hours(Hours),
}

/// A fault of a ballot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BallotFault {
    TooMany,
    TooFew,
}

/// The channels that a rule speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ways {
    /// All of them, as the text says.
    All,
    /// By their names.
    Named(Vec<String>),
    /// It does not say: the only one, where there is one.
    Unsaid,
}

/// How votes become a part score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Normal {
    DivideByMaximum,
    Share,
    /// The first earns so much, each rank below so much less.
    RankStep(u32, u32),
}

/// One step of a chain of ties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tie {
    /// Whoever is higher in the part, or the criterion, of this name.
    Higher(String),
    Resolution,
    All,
}

/// Which side of an amount is allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Least,
    Most,
    About,
}

/// A number of people, or a share in hundredths or as a fraction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Amount {
    Count(u32),
    Share(String),
}

impl Rule {
    /// The rule's name in the message files.
    pub fn key(&self) -> &'static str {
        match self {
            Rule::Fault(..) => "faults",
            Rule::Asks(..) => "asks",
            Rule::Identity(..) => "identity",
            Rule::NoCopies => "copies",
            Rule::Order(_) => "order",
            Rule::Change(_) => "change",
            Rule::Mode(_) => "mode",
            Rule::Parts(_) => "weights",
            Rule::Normalise(_) => "normalise",
            Rule::Ties(_) => "tie",
            Rule::Take(_) => "take",
            Rule::Places { .. } => "places",
            Rule::Vacancy => "vacancy",
            Rule::OneAward => "one-award",
            Rule::Candidates(_) => "candidates",
            Rule::Notice { .. } => "notice-again",
            Rule::NoticeAt(_) => "notice-at",
            Rule::Upheld(_) => "upheld",
            Rule::Anonymous(_) => "anonymous",
            Rule::Recusal(_) => "recusal",
            Rule::Revocation => "revocation",
            Rule::Signatories => "signatories",
            Rule::Composition { .. } => "composition",
            Rule::Eligible { .. } => "eligibility",
            Rule::PerPerson(_) => "per-person",
            Rule::Prize { .. } => "prize",
            Rule::PrizeTotal(_) => "prize-total",
            Rule::Partner(..) => "partner",
            Rule::Agrees(..) => "agrees",
            Rule::Supervisor(..) => "supervisor",
            Rule::Cycle(_) => "cycle",
            Rule::Criterion(..) => "rubric",
            Rule::Hours(_) => "hours",
        }
    }

    /// Whether a stage of this kind must be held where this rule is told.
    pub fn tells(&self, kind: StageKind) -> bool {
        let part = |of: fn(&str) -> bool| matches!(self, Rule::Parts(parts) if parts.iter().any(|(name, _)| of(name)));
        match kind {
            StageKind::Vote => {
                part(of_vote)
                    || matches!(
                        self,
                        Rule::Fault(..)
                            | Rule::Asks(..)
                            | Rule::Identity(..)
                            | Rule::NoCopies
                            | Rule::Mode(_)
                    )
            }
            StageKind::Review => {
                part(of_review)
                    || matches!(
                        self,
                        Rule::Criterion(..) | Rule::Recusal(_) | Rule::Places { panel: true, .. }
                    )
            }
            _ => false,
        }
    }

    /// The numbers that its sentence must hold as they are.
    pub fn counts(&self) -> Vec<u32> {
        match self {
            Rule::Take(n)
            | Rule::Candidates(n)
            | Rule::Notice { days: n, .. }
            | Rule::Criterion(_, n)
            | Rule::Places { n, .. } => vec![*n],
            Rule::PerPerson(n) | Rule::Composition { amount: Amount::Count(n), .. } => vec![*n],
            Rule::Eligible { least, most, .. } => least.iter().chain(most).copied().collect(),
            Rule::Normalise(Normal::RankStep(first, _)) => vec![*first],
            Rule::Parts(parts) => parts.iter().map(|(_, weight)| *weight).collect(),
            _ => Vec::new(),
        }
    }
}
