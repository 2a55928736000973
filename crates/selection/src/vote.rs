//! 网络评选: what admits a ballot, and what is recorded of the ballots' own log.
//!
//! Ballots do not pass through `decide` one by one: the ballot box asks [`admit`], which is this module's rule, and
//! appends them to a log of their own. What ties the two logs are the entries here.

use std::collections::BTreeMap;

use imbl::OrdMap;
use plan::{
    BallotShape, Display, Identity, Instant, ListKind, SlotPer, Stage, StageKind, VoteMode, VoteRules,
};
use serde::{Deserialize, Serialize};

use crate::paper::Paper;
use crate::{Code, Context, Decided, Dossiers, Handle, Record, Refusal, Selection};

/// What can be asked for.
#[derive(Debug, Clone)]
pub enum Act {
    /// Invitation codes were made; only their number and a commitment to them are recorded.
    IssueCodes {
        /// Vote stage.
        stage: String,
        /// Channel they are for.
        channel: String,
        /// How many.
        count: u64,
        /// Root over the codes' keyed hashes, hex.
        root: String,
    },
    /// The ballot log's size and root at this moment.
    Anchor {
        /// Vote stage.
        stage: String,
    },
}

/// What is recorded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "kebab-case", rename_all_fields = "snake_case")]
pub enum Entry {
    /// Invitation codes were made.
    CodesIssued {
        /// Vote stage.
        stage: String,
        /// Channel.
        channel: String,
        /// How many.
        count: u64,
        /// Root over the codes' keyed hashes, hex.
        root: String,
    },
    /// The ballot log's size and root.
    BallotsAnchored {
        /// Vote stage.
        stage: String,
        /// Ballots in the log.
        size: u64,
        /// Root over them, hex.
        root: String,
    },
    /// The counts as they stand, where the plan shows them at an hour of the day.
    CountsShown {
        /// Vote stage.
        stage: String,
        /// The hour at which they were due.
        due: Instant,
        /// Ballots in the log.
        size: u64,
        /// Root over them, hex.
        root: String,
        /// Tallies by category.
        categories: BTreeMap<String, Tally>,
    },
    /// The final size, root and tallies of a vote, at its close.
    BallotsCounted {
        /// Vote stage.
        stage: String,
        /// Ballots in the log.
        size: u64,
        /// Root over them, hex.
        root: String,
        /// Tallies by category.
        categories: BTreeMap<String, Tally>,
    },
}

/// What the ballots of one category and stage say.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tally {
    /// Ballots that count.
    pub valid: u64,
    /// Ballots that do not.
    pub invalid: u64,
    /// Votes of each candidate.
    pub votes: BTreeMap<Handle, u64>,
}

/// State of one vote.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct VoteState {
    /// Codes issued by channel.
    pub codes: BTreeMap<String, u64>,
    /// Newest anchor: size and root.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub anchor: Option<(u64, String)>,
    /// When the newest anchor was recorded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub anchored_at: Option<Instant>,
    /// Final tallies by category.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counted: Option<BTreeMap<String, Tally>>,
    /// The counts that are shown while the vote is open, where the plan shows them once a day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shown: Option<Shown>,
    /// What came on paper.
    #[serde(skip_serializing_if = "Paper::is_empty")]
    pub paper: Paper,
}

/// Counts as they stood when they were recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shown {
    /// The hour for which they are.
    pub due: Instant,
    /// When they were recorded.
    pub at: Instant,
    /// Tallies by category.
    pub categories: BTreeMap<String, Tally>,
}

impl VoteState {
    /// What counts in a category: the ballots and what came on paper. `None` while the ballots are not counted.
    pub fn total(&self, category: &str) -> Option<Tally> {
        let mut total = self.counted.as_ref()?.get(category)?.clone();
        if let Some(paper) = self.paper.counted.as_ref().and_then(|counted| counted.get(category)) {
            total.valid += paper.valid;
            total.invalid += paper.invalid;
            for (nominee, votes) in &paper.votes {
                *total.votes.entry(nominee.clone()).or_default() += votes;
            }
        }
        Some(total)
    }
}

/// State.
#[derive(Debug, Clone, Default, Serialize)]
pub struct State {
    /// Votes by stage.
    pub votes: OrdMap<String, VoteState>,
}

impl Tally {
    /// All its ballots.
    pub fn ballots(&self) -> u64 {
        self.valid + self.invalid
    }
}

impl State {
    /// How many ballots a vote itself has received, by its count or its newest anchor. An anchor's size is that of the
    /// one log that all rounds share: what earlier rounds put there is not this vote's.
    pub fn received(&self, stage: &str) -> u64 {
        let Some(vote) = self.votes.get(stage) else { return 0 };
        let sum = |counted: &BTreeMap<String, Tally>| counted.values().map(Tally::ballots).sum::<u64>();
        if let Some(counted) = &vote.counted {
            return sum(counted);
        }
        let others = self.votes.iter().filter(|(other, _)| *other != stage);
        let earlier: u64 = others.filter_map(|(_, other)| other.counted.as_ref()).map(sum).sum();
        vote.anchor.as_ref().map_or(0, |(size, _)| size.saturating_sub(earlier))
    }
}

/// A ballot that may be cast, with what its leaf needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Admitted {
    /// The period that its limit counts in: `<stage>-2022-12-15` for a day, `<stage>-all` for a whole stage.
    pub period: String,
    /// How many ballots one voter has in that period and category: slots 0 to this, less one.
    pub slots: u32,
    /// What stands behind the voter: who shows nothing else brings a proof of work.
    pub identity: Identity,
}

/// Judges a ballot at the moment of admission, before any queue: window, category, shape, choices.
///
/// Which slots a voter has used is the ballot box's question, asked inside the commit.
pub fn admit(
    s: &Selection,
    stage: &str,
    category: &str,
    channel: &str,
    choices: &[Handle],
    now: Instant,
) -> Result<Admitted, Refusal> {
    let window = |refusal: Refusal| Refusal { code: Code::VoteClosed, ..refusal };
    let plan = s.plan()?;
    let stage = s.within_window(stage, StageKind::Vote, now).map_err(window)?;
    let rules = vote_rules(stage)?;
    let clause = ballot_clause(stage);
    let row = rules
        .channel
        .iter()
        .find(|row| row.id == channel)
        .ok_or_else(|| Refusal::new(Code::Unknown, &clause).arg("what", channel))?;
    // What comes on paper comes in batches ([`crate::paper`]), and nothing else comes by that way.
    let electronic = row.identity.get().copied().filter(|identity| *identity != Identity::Paper);
    let Some(identity) = electronic.filter(|_| plan.category(category).is_some()) else {
        return Err(Refusal::new(Code::NoVote, &clause));
    };
    let Some((least, most)) = rules.ballot.get().and_then(BallotShape::approve) else {
        return Err(Refusal::new(Code::NoVote, &clause));
    };
    if (choices.len() as u64) < u64::from(least) {
        return Err(Refusal::new(Code::TooFewChoices, &clause)
            .field("choice")
            .arg("have", choices.len())
            .arg("least", least));
    }
    if choices.len() as u64 > u64::from(most) {
        return Err(Refusal::new(Code::TooManyChoices, &clause)
            .field("choice")
            .arg("have", choices.len())
            .arg("most", most));
    }
    let candidates = s.lists.latest(ListKind::Candidates);
    for (index, choice) in choices.iter().enumerate() {
        let stands = candidates.is_some_and(|list| list.of(category).any(|member| member.nominee == *choice));
        if !stands || !s.still_in(choice) || choices[..index].contains(choice) {
            return Err(Refusal::new(Code::NotACandidate, &clause).field("choice"));
        }
    }
    let (period, slots) =
        period(rules, stage, &plan.zone(), now).ok_or_else(|| Refusal::new(Code::NoVote, &clause))?;
    Ok(Admitted { period, slots, identity })
}

/// The period of the narrowest limit at an instant, and how many ballots it allows. One limit a plan is supported by
/// ballots' slots; `plan check` reports a plan with more.
///
/// The period begins with the stage's id, because all rounds of a selection share one log of ballots and a leaf has to
/// say which round it belongs to; it ends in a date or `all`, so that no two stages can ever share a period.
pub fn period(
    rules: &VoteRules,
    stage: &Stage,
    zone: &jiff::tz::TimeZone,
    now: Instant,
) -> Option<(String, u32)> {
    let limit = rules.slots()?;
    Some(match limit.per {
        SlotPer::Day => (format!("{}-{}", stage.id, now.civil(zone).date()), limit.ballots),
        SlotPer::Stage => (format!("{}-all", stage.id), limit.ballots),
    })
}

/// The vote stage of a period, as [`period`] writes it: `<stage>-all` or `<stage>-2022-12-15`.
pub fn stage_of(period: &str) -> Option<&str> {
    let stage = match period.strip_suffix("-all") {
        Some(stage) => stage,
        None => {
            let (stage, date) = period.split_at_checked(period.len().checked_sub(11)?)?;
            let is_date = date.bytes().enumerate().all(|(i, byte)| match i {
                0 | 5 | 8 => byte == b'-',
                _ => byte.is_ascii_digit(),
            });
            is_date.then_some(stage)?
        }
    };
    (!stage.is_empty()).then_some(stage)
}

/// The rules of a vote that is held, or the refusal that the plan holds none.
pub fn vote_rules(stage: &Stage) -> Result<&VoteRules, Refusal> {
    let none = || Refusal::new(Code::NoVote, &stage.clause);
    let rules = stage.vote.as_ref().ok_or_else(none)?;
    match rules.mode.get() {
        None | Some(VoteMode::None) => Err(none()),
        Some(_) => Ok(rules),
    }
}

/// Clause of the ballot's rules.
pub fn ballot_clause(stage: &Stage) -> String {
    let own = stage.vote.as_ref().map(|rules| rules.ballot_clause.as_str()).unwrap_or_default();
    if own.is_empty() { stage.clause.clone() } else { own.to_owned() }
}

impl Selection {
    /// A candidate who has neither withdrawn nor been replaced.
    pub fn still_in(&self, nominee: &str) -> bool {
        self.recommend.nominees.get(nominee).is_some_and(|nominee| nominee.withdrawn.is_none())
            && !self.notice.replaced.contains_key(nominee)
            && !self.naming.revoked.contains_key(nominee)
    }

    /// The vote stage that is open now, if one is.
    pub fn open_vote(&self) -> Option<&Stage> {
        self.open_stages().into_iter().find(|stage| stage.kind == StageKind::Vote)
    }
}

pub(crate) fn decide(c: &Context, act: Act) -> Result<Vec<Decided>, Refusal> {
    let s = c.s;
    let entry = match act {
        Act::IssueCodes { stage, channel, count, root } => {
            let plan = s.plan()?;
            let found =
                plan.stage(&stage).ok_or_else(|| Refusal::new(Code::Unknown, "").arg("what", &stage))?;
            let rules = vote_rules(found)?;
            let fits = rules
                .channel
                .iter()
                .any(|row| row.id == channel && row.identity.get() == Some(&Identity::Code));
            if !fits || count == 0 {
                return Err(Refusal::new(Code::Unknown, ballot_clause(found))
                    .field("channel")
                    .arg("what", channel));
            }
            if s.stage_state(&stage).closed.is_some() {
                return Err(Refusal::new(Code::VoteClosed, &found.clause).arg("stage", &found.name));
            }
            Entry::CodesIssued { stage, channel, count, root }
        }
        Act::Anchor { stage } => {
            s.open_stage(&stage, StageKind::Vote, c.now)?;
            let Some(head) = c.files.ballots(&stage) else { return Ok(Vec::new()) };
            let unchanged = s
                .vote
                .votes
                .get(&stage)
                .and_then(|vote| vote.anchor.as_ref())
                .is_some_and(|(size, _)| *size == head.size);
            if unchanged {
                return Ok(Vec::new());
            }
            Entry::BallotsAnchored { stage, size: head.size, root: head.root }
        }
    };
    Ok(vec![crate::Entry::Vote(entry).into()])
}

/// The newest hour at which the counts of an open vote were to be shown and have not been; `None` where the plan shows
/// them otherwise. Of hours that were missed only the last is made up for: nobody can tell any more how the counts stood
/// at the others. Once the vote is over, its count says more.
pub fn show_due(s: &Selection, stage: &Stage, now: Instant) -> Option<Instant> {
    let opened = s.stages.get(&stage.id).filter(|state| state.is_open())?.opened?;
    let zone = s.zone();
    let date = now.civil(&zone).date();
    let hours = [Some(date), date.yesterday().ok()].into_iter().flatten();
    let due = hours.filter_map(|date| shown_at(stage, date, &zone)).find(|due| *due <= now)?;
    let before = s.vote.votes.get(&stage.id).and_then(|vote| vote.shown.as_ref()).map(|shown| shown.due);
    let over = stage.closes_at(&zone).is_some_and(|closes| closes <= now);
    (due > opened && before.is_none_or(|before| before < due) && !over).then_some(due)
}

/// The next hour after `now` at which counts are to be shown.
pub(crate) fn next_show(s: &Selection, stage: &Stage, now: Instant) -> Option<Instant> {
    s.stages.get(&stage.id).filter(|state| state.is_open())?;
    let zone = s.zone();
    let date = now.civil(&zone).date();
    let hours = [Some(date), date.tomorrow().ok()].into_iter().flatten();
    hours.filter_map(|date| shown_at(stage, date, &zone)).find(|due| *due > now)
}

/// The instant of a day at which the plan shows the counts of a vote.
fn shown_at(stage: &Stage, date: jiff::civil::Date, zone: &jiff::tz::TimeZone) -> Option<Instant> {
    let Some(Display::Daily(hour)) = stage.vote.as_ref()?.display.get() else { return None };
    let hour = i8::try_from(*hour.get()?).ok().filter(|hour| *hour < 24)?;
    Some(Instant::of(date.at(hour, 0, 0, 0), zone))
}

/// The entry that shows the counts of a vote for the hour at which they were due.
pub(crate) fn shown(stage: &Stage, due: Instant, files: &dyn Dossiers) -> Option<Entry> {
    let head = files.ballots(&stage.id)?;
    Some(Entry::CountsShown {
        stage: stage.id.clone(),
        due,
        size: head.size,
        root: head.root,
        categories: head.categories,
    })
}

/// The entry that counts a vote's ballots, as the stage closes.
pub(crate) fn tallied(stage: &Stage, files: &dyn Dossiers) -> Option<Entry> {
    let head = files.ballots(&stage.id)?;
    Some(Entry::BallotsCounted {
        stage: stage.id.clone(),
        size: head.size,
        root: head.root,
        categories: head.categories,
    })
}

/// Of the ballots so many are left. What was told of more of them is told anew.
pub(crate) fn restored(s: &mut Selection, ballots: u64, root: &str) {
    let beyond: Vec<String> = s
        .vote
        .votes
        .iter()
        .filter(|(_, vote)| vote.anchor.as_ref().is_some_and(|(size, _)| *size > ballots))
        .map(|(stage, _)| stage.clone())
        .collect();
    for stage in beyond {
        if let Some(vote) = s.vote.votes.get_mut(&stage) {
            vote.anchor = Some((ballots, root.to_owned()));
        }
    }
}

pub(crate) fn apply(s: &mut Selection, record: &Record, entry: &Entry) {
    match entry {
        Entry::CodesIssued { stage, channel, count, .. } => {
            *s.vote.votes.entry(stage.clone()).or_default().codes.entry(channel.clone()).or_insert(0) +=
                count;
        }
        Entry::BallotsAnchored { stage, size, root } => {
            let vote = s.vote.votes.entry(stage.clone()).or_default();
            vote.anchor = Some((*size, root.clone()));
            vote.anchored_at = Some(record.at);
        }
        Entry::CountsShown { stage, due, size, root, categories } => {
            let vote = s.vote.votes.entry(stage.clone()).or_default();
            vote.anchor = Some((*size, root.clone()));
            vote.anchored_at = Some(record.at);
            vote.shown = Some(Shown { due: *due, at: record.at, categories: categories.clone() });
        }
        Entry::BallotsCounted { stage, size, root, categories } => {
            let vote = s.vote.votes.entry(stage.clone()).or_default();
            vote.anchor = Some((*size, root.clone()));
            vote.anchored_at = Some(record.at);
            vote.counted = Some(categories.clone());
            vote.shown = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{State, Tally, VoteState, stage_of};

    #[test]
    fn a_second_round_has_received_its_own_ballots_and_not_the_whole_log() {
        let tally = Tally { valid: 19_000, invalid: 1_000, ..Tally::default() };
        let anchored = |size: u64| VoteState { anchor: Some((size, String::new())), ..VoteState::default() };
        let counted = |size: u64| VoteState {
            counted: Some([("works".to_owned(), tally.clone())].into()),
            ..anchored(size)
        };
        let mut state = State::default();
        assert_eq!(state.received("vote-1"), 0);
        state.votes.insert("vote-1".to_owned(), anchored(12));
        assert_eq!(state.received("vote-1"), 12);
        state.votes.insert("vote-1".to_owned(), counted(20_000));
        state.votes.insert("vote-2".to_owned(), VoteState::default());
        assert_eq!((state.received("vote-1"), state.received("vote-2")), (20_000, 0));
        state.votes.insert("vote-2".to_owned(), anchored(29_698));
        assert_eq!(state.received("vote-2"), 9_698);
        state.votes.insert("vote-2".to_owned(), counted(40_000));
        assert_eq!((state.received("vote-1"), state.received("vote-2")), (20_000, 20_000));
    }

    #[test]
    fn the_stage_is_read_back_from_every_period_and_from_nothing_else() {
        for (period, stage) in [
            ("vote-all", "vote"),
            ("vote-2022-12-15", "vote"),
            // Stages whose ids look like periods themselves.
            ("vote-2022-12-15-all", "vote-2022-12-15"),
            ("vote-all-2022-12-15", "vote-all"),
            ("vote-all-all", "vote-all"),
        ] {
            assert_eq!(stage_of(period), Some(stage), "{period}");
        }
        for period in
            ["", "-all", "vote", "2022-12-15", "-2022-12-15", "vote-2022-12-1x", "vote-2022x12-15", "票-all-"]
        {
            assert_eq!(stage_of(period), None, "{period}");
        }
    }
}
