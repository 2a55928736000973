//! The ballot and its receipt.
//!
//! - [`hall`] what the vote is, the rules in plain words, and the ways in
//! - [`voter`] the cookie that remembers who may vote, without the code
//! - [`ballot`] choosing, reading over, casting
//! - [`work`] the proof of work of voters who show nothing
//! - [`receipt`] the place in the ledger; what the ledger proves and what it cannot
//! - [`check`] a receipt checked against the published files

pub mod ballot;
pub mod check;
pub mod hall;
pub mod receipt;
pub mod voter;
pub mod work;

use axum::Router;
use axum::routing::{get, post};
use desk::View;
use plan::{Category, Identity, ListKind, SlotLimit, SlotPer, Stage, StageKind, VoteRules};
use selection::lists::Member;
use selection::vote::vote_rules;

use crate::app::App;
use crate::ui::Page;

/// The routes of this room.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/s/{el}/vote", get(hall::show))
        .route("/s/{el}/vote/code", post(hall::code))
        .route("/s/{el}/vote/anybody", post(hall::anybody))
        .route("/s/{el}/vote/leave", post(hall::leave))
        .route("/s/{el}/vote/{cat}", get(ballot::show))
        .route("/s/{el}/vote/{cat}/check", post(ballot::check))
        .route("/s/{el}/vote/{cat}/work", get(work::challenge))
        .route("/s/{el}/receipt/{n}", get(receipt::show))
        .route("/s/{el}/check", get(check::ask_for).post(check::check))
        .route("/s/{el}/proof", get(receipt::proof))
}

/// The one route that a whole city uses at once. It does for itself what the layers do for others.
pub fn hot() -> Router<App> {
    Router::new().route("/s/{el}/vote/{cat}/cast", post(ballot::cast))
}

/// A vote that the plan holds, with the rules without which there is none.
#[derive(Clone, Copy)]
struct Vote<'a> {
    stage: &'a Stage,
    rules: &'a VoteRules,
    limit: SlotLimit,
    least: u32,
    most: u32,
}

/// Where a selection's vote stands.
enum Standing<'a> {
    /// The plan holds none, or does not say how.
    None,
    /// It has not opened.
    Ahead(Vote<'a>),
    /// Ballots are taken.
    Open(Vote<'a>),
    /// No more ballots are taken.
    Over(Vote<'a>),
}

impl<'a> Vote<'a> {
    fn of(stage: &'a Stage) -> Option<Vote<'a>> {
        let rules = vote_rules(stage).ok()?;
        let (least, most) = rules.ballot.get()?.approve()?;
        let limit = rules.slots()?;
        let known = rules.channel.iter().any(|channel| channel.identity.is_stated());
        known.then_some(Vote { stage, rules, limit, least, most })
    }

    /// How many one chooses: `1至10`.
    fn range(&self, page: &Page) -> String {
        if self.least == self.most {
            self.most.to_string()
        } else {
            page.t2("vote-range", "least", self.least, "most", self.most)
        }
    }

    /// Whether one comes to this vote by showing such a thing.
    fn takes(&self, identity: Identity) -> bool {
        self.rules.channel.iter().any(|row| row.identity.get() == Some(&identity))
    }

    /// Whether those who come by a channel show nothing.
    fn is_open(&self, channel: &str) -> bool {
        let row = self.rules.channel.iter().find(|row| row.id == channel);
        row.and_then(|row| row.identity.get()) == Some(&Identity::Anonymous)
    }

    /// The variant of a message that speaks of what a voter shows here: `code`, `browser`, `both`; `other` where this house
    /// can ask for neither.
    fn shows(&self) -> &'static str {
        match (self.takes(Identity::Code), self.takes(Identity::Anonymous)) {
            (true, true) => "both",
            (true, false) => "code",
            (false, true) => "browser",
            (false, false) => "other",
        }
    }

    /// The variant of a message that speaks of this vote's limit.
    fn per(&self) -> &'static str {
        match self.limit.per {
            SlotPer::Day => "day",
            SlotPer::Stage => "stage",
        }
    }
}

/// Where the vote stands now: the open one of several rounds, else the next, else the last.
fn standing(view: &View) -> Standing<'_> {
    let Some(plan) = view.plan() else { return Standing::None };
    let (s, zone) = (view.s(), plan.zone());
    let held: Vec<Vote> = plan.stages(StageKind::Vote).filter_map(Vote::of).collect();
    let open = |vote: &&Vote| s.within_window(&vote.stage.id, StageKind::Vote, view.now()).is_ok();
    let ahead = |vote: &&Vote| {
        let late = vote.stage.closes_at(&zone).is_some_and(|closes| closes <= view.now());
        s.stage_state(&vote.stage.id).closed.is_none() && !late
    };
    if let Some(vote) = held.iter().find(open) {
        Standing::Open(*vote)
    } else if let Some(vote) = held.iter().find(ahead) {
        Standing::Ahead(*vote)
    } else {
        held.last().map_or(Standing::None, |vote| Standing::Over(*vote))
    }
}

/// The open vote, where one is.
fn open(view: &View) -> Option<Vote<'_>> {
    match standing(view) {
        Standing::Open(vote) => Some(vote),
        _ => None,
    }
}

/// Those who can be chosen in a category, in the order of the list.
fn choosable<'a>(view: &'a View, category: &'a str) -> impl Iterator<Item = &'a Member> {
    let list = view.s().lists.latest(ListKind::Candidates);
    list.into_iter()
        .flat_map(move |list| list.of(category))
        .filter(|member| view.s().still_in(&member.nominee))
}

/// The categories in which one can vote, in plan order.
fn categories(view: &View) -> impl Iterator<Item = &Category> {
    let all = view.plan().into_iter().flat_map(|plan| &plan.category);
    all.filter(|category| choosable(view, &category.id).next().is_some())
}
