//! By what a ballot is judged at its time: window, period, limit, channels, candidates.

use std::collections::BTreeMap;

use count::VoteTally;
use jiff::tz::TimeZone;
use ledger::BallotLeaf;
use plan::{BallotShape, Identity, Instant, ListKind, SlotPer, StageKind, VoteRules};
use selection::{Selection, vote};

use crate::fold::Folded;
use crate::reason::Reason;

/// What holds for the ballots of one vote from one instant to another.
pub(super) struct Place {
    stage: String,
    from: i64,
    until: i64,
    pub period: String,
    pub slots: u32,
    pub shape: BallotShape,
    pub channels: BTreeMap<String, Identity>,
    /// For each category a tally without votes, which knows the candidates.
    pub categories: BTreeMap<String, VoteTally>,
}

/// Finds the place of each ballot. Neighbours in the log mostly share one, so the last few are kept.
pub(super) struct Places<'a> {
    folded: &'a Folded,
    kept: Vec<Place>,
}

/// Places kept: votes that may be open at once, on the border between two days.
const KEPT: usize = 8;

impl<'a> Places<'a> {
    pub fn new(folded: &'a Folded) -> Places<'a> {
        Places { folded, kept: Vec::new() }
    }

    /// The place of a ballot of this stage.
    pub fn of(&mut self, stage: &str, ballot: &BallotLeaf) -> Result<&Place, Reason> {
        let at = ballot.at;
        let fits = |place: &Place| place.stage == stage && (place.from..place.until).contains(&at);
        let found = match self.kept.iter().position(fits) {
            Some(found) => found,
            None => {
                let place = self.find(stage, Instant(at))?;
                if self.kept.len() == KEPT {
                    self.kept.remove(0);
                }
                self.kept.push(place);
                self.kept.len() - 1
            }
        };
        self.kept.get(found).ok_or(Reason::BallotStage)
    }

    fn find(&self, stage: &str, at: Instant) -> Result<Place, Reason> {
        let moments = &self.folded.moments;
        let behind = moments.partition_point(|(from, _)| *from <= at);
        let until = moments.get(behind).map_or(i64::MAX, |(from, _)| from.0);
        let mut reason = Reason::BallotWindow;
        // An act of the same millisecond may have come before the ballot or after it.
        for (from, s) in moments.get(..behind).unwrap_or_default().iter().rev() {
            match place(s, stage, at, from.0, until) {
                Ok(place) => return Ok(place),
                Err(other) => reason = other,
            }
            if *from < at {
                break;
            }
        }
        Err(reason)
    }
}

fn place(s: &Selection, id: &str, at: Instant, from: i64, until: i64) -> Result<Place, Reason> {
    let plan = s.plan().map_err(|_| Reason::BallotStage)?;
    let known = plan.stage(id).filter(|stage| stage.kind == StageKind::Vote).ok_or(Reason::BallotStage)?;
    let rules = vote::vote_rules(known).map_err(|_| Reason::BallotStage)?;
    let stage = s.within_window(id, StageKind::Vote, at).map_err(|_| Reason::BallotWindow)?;
    let zone = plan.zone();
    let (period, slots) = vote::period(rules, stage, &zone, at).ok_or(Reason::BallotStage)?;
    let shape = rules.ballot.get().cloned().ok_or(Reason::BallotStage)?;
    let (day_from, day_until) = day(rules, &zone, at);
    let closes = stage.closes_at(&zone).map_or(i64::MAX, |closes| closes.0);
    let candidates = s.lists.latest(ListKind::Candidates);
    let categories = plan.category.iter().map(|category| {
        let standing: Vec<&str> = candidates
            .into_iter()
            .flat_map(|list| list.of(&category.id))
            .map(|row| row.nominee.as_str())
            .collect();
        (category.id.clone(), VoteTally::new(&standing))
    });
    // What came on paper is in batches among the acts, and no ballot comes by that way.
    let channels = rules.channel.iter().filter_map(|row| Some((row.id.clone(), *row.identity.get()?)));
    let channels = channels.filter(|(_, identity)| *identity != Identity::Paper);
    Ok(Place {
        stage: id.to_owned(),
        // Before its own instant a moment is not asked.
        from: from.max(day_from).min(at.0),
        until: until.min(day_until).min(closes),
        period,
        slots,
        shape,
        channels: channels.collect(),
        categories: categories.collect(),
    })
}

/// The bounds of the day of a limit that counts by days.
fn day(rules: &VoteRules, zone: &TimeZone, at: Instant) -> (i64, i64) {
    let by_day = rules.slots().is_some_and(|limit| limit.per == SlotPer::Day);
    if !by_day {
        return (i64::MIN, i64::MAX);
    }
    let date = at.civil(zone).date();
    let starts = |date: jiff::civil::Date| Instant::of(date.at(0, 0, 0, 0), zone).0;
    (starts(date), date.tomorrow().map_or(i64::MAX, starts))
}
