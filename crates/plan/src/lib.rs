//! Plan files: the rules of one selection, as data.
//!
//! Code knows kinds of rules, never a city's values: everything particular to one selection is read from a TOML file
//! into a [`Plan`]. What the plan does not say is [`Stated::NotStated`], and nothing in this house turns that into a
//! default. This room is pure: no clock, no database, no network.
//!
//! - [`types`] the plan's own parts: publication, bodies, units, categories
//! - [`stage`] stage instances and the rules of each of the eight kinds
//! - [`result`] how votes and sheets become a list
//! - [`stated`], [`moment`] the two small values every rule is made of
//! - [`calendar`] working days; [`characters`] 字数
//! - [`read`] plan files and supplements to a [`Plan`], [`check`] what is wrong or open in it, [`explain`] its rules in
//!   plain words; [`fault`] what reading and checking tell

pub mod calendar;
pub mod characters;
pub mod check;
pub mod explain;
pub mod fault;
pub mod moment;
pub mod read;
pub mod result;
pub mod stage;
pub mod stated;
pub mod types;

pub use fault::{Arg, Fault, Severity};
pub use moment::{Instant, Moment};
pub use read::{Places, Reading, Source, Supplement, read, read_files, read_with_supplements};
pub use result::{Combine, Decide, Normalise, Number, Part, ResultRule, Take, TieStep};
pub use stage::{
    BallotShape, Channel, ClosingRules, Criterion, DayKind, Display, Identity, Limit, ListKind, NamingRules,
    NoticeRules, PaperRules, Per, PublicityRules, RecommendRules, ReviewRules, ScreenRules, Stage, StageKind,
    Tier, VoteMode, VoteRules,
};
pub use stated::Stated;
pub use types::{
    Category, Department, Office, Outlet, Plan, PlanHash, Publication, Seats, Sponsor, TO_DO, Unit, UnitKind,
};
