//! Plan files: the rules of one selection, as data.
//!
//! Code knows kinds of rules, never a city's values: everything particular to one selection is read from a TOML file
//! into a [`Plan`]. What the plan does not say is [`Stated::NotStated`], and nothing in this house turns that into a
//! default. This room is pure: no clock, no database, no network.
//!
//! - [`types`] the plan's own parts: publication, bodies, units, categories
//! - [`electorate`] who votes or judges
//! - [`stage`] stage instances and the rules of each kind; [`channel`] the ways to vote, [`ballot`] what a ballot may say,
//!   how often, and what a fault in it spoils; [`review`] what a panel does; [`recommend`] what units may put forward, and how many become candidates
//! - [`result`] how votes and sheets become a list: rounds, the combination tree, seats, ties, composition; [`method`]
//!   run-off, transfer, shared point, support against a bar
//! - [`silence`] what a plan leaves open
//! - [`stated`], [`moment`], [`number`], [`size`] the small values every rule is made of
//! - [`calendar`] working days; [`characters`] 字数
//! - [`coverage`] whether a plan file says all that a restatement of the same selection says
//! - [`read`] plan files and supplements to a [`Plan`], [`check`] what is wrong or open in it, [`explain`] its rules in
//!   plain words, [`conduct`] what a running selection cannot hold to yet; [`fault`] what these tell

pub mod after;
pub mod ballot;
pub mod calendar;
pub mod channel;
pub mod characters;
pub mod check;
pub mod conduct;
pub mod coverage;
pub mod electorate;
pub mod explain;
pub mod fault;
pub mod format;
pub mod method;
pub mod moment;
pub mod names;
pub mod number;
pub mod portion;
pub mod read;
pub mod recommend;
pub mod result;
pub mod review;
pub mod silence;
pub mod size;
pub mod stage;
pub mod stated;
pub mod types;

pub use after::After;
pub use ballot::{
    BallotShape, Beside, Bounds, Equals, Faults, Limit, NotOwn, Opinion, OwnBy, Penalty, Per, SlotLimit,
    SlotPer, Spoils, Voids,
};
pub use channel::{Asks, Channel, Checked, DatedBy, Identity, Medium, PaperRules, PollingPlace};
pub use electorate::{Draw, Electorate, ElectorateKind, Over, Supervisor};
pub use fault::{Arg, Fault, Severity};
pub use method::{
    AgainstNoAward, AtBorder, Break, Casting, DividedOver, Further, Parcel, Quota, Reach, ReckonedBy,
    RunoffRule, SharedPointRule, SupportBar, SupportRule, Surplus, SurplusOrder, TransferRule, Whole,
};
pub use moment::{Clock, Days, Hours, Instant, Moment, Span};
pub use number::Number;
pub use portion::{Portion, Portioned};
pub use read::{Places, Reading, Source, Supplement, read, read_files, read_with_supplements};
pub use recommend::{Candidates, Material, QuotaOf};
pub use result::{
    Among, Amount, Approval, ApprovalKind, Bar, Budget, Combine, Composition, Decide, EqualPlaces, Fewest,
    Figure, Normalise, Of, Part, ResultRule, Rounding, ScoreStep, Take, TakeOf, TieStep, TooFew, When,
};
pub use review::{Aggregate, CategoryReview, Criterion, Disclosure, PanelSeat, ReviewRules, Signed};
pub use size::Size;
pub use stage::{
    Allocation, CategoryVote, ClosingRules, Consult, DayKind, Display, ListKind, NamingRules, NoticeRules,
    PublicityRules, RecommendRules, ScreenRules, Stage, StageKind, Tier, Upheld, VoteMode, VoteRules,
};
pub use stated::Stated;
pub use types::{
    Attribute, Award, Category, Cycle, Department, Eligibility, Listed, Measure, Office, Outlet, Plan,
    PlanHash, Publication, Seats, Sponsor, SponsorPart, TO_DO, Unit, UnitKind,
};
