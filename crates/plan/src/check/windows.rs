//! Windows: what closes before it opens, what overlaps, what falls on a day off.

use jiff::civil::Date;

use super::{Finder, said};
use crate::calendar::Calendar;
use crate::channel::Channel;
use crate::electorate::ElectorateKind;
use crate::moment::Instant;
use crate::result::Part;
use crate::stage::{Stage, StageKind, VoteMode};

impl Finder<'_> {
    pub(super) fn window(&mut self, stage: &Stage, path: &str) {
        let zone = self.plan.zone();
        let (opens, closes) = (stage.opens_at(&zone), stage.ends_at(&zone));
        if let (Some(opens), Some(closes)) = (opens, closes)
            && closes <= opens
        {
            self.error("window-empty", format!("{path}.closes"), &[("stage", said(&stage.name))]);
        }
        if let (Some(opens), Some(closes), Some(lasts)) = (opens, stage.closes_at(&zone), stage.lasts.get())
            && opens.plus(i64::from(lasts.0).saturating_mul(60_000)) != closes
        {
            let args = [("stage", said(&stage.name)), ("lasts", said(&lasts.to_string()))];
            self.warn("lasts-disagrees", format!("{path}.lasts"), &args);
        }
        self.within(stage, path);
        for (n, hours) in stage.hours.iter().enumerate().filter(|(_, hours)| hours.to <= hours.from) {
            let args = [("from", said(&hours.from.to_string())), ("to", said(&hours.to.to_string()))];
            self.error("hours-empty", format!("{path}.hours[{n}]"), &args);
        }
        // In a vote and in the publicity year nothing falls due on the last day that needs an open counter.
        // So with what happens at a time of its own. The calendar is that of the mainland.
        let counter = !matches!(stage.kind, StageKind::Vote | StageKind::Publicity | StageKind::Event);
        if let Some(closing) = stage.closes.get().filter(|_| counter && self.mainland()) {
            let day = self.calendar.is_working_day(closing.date);
            if !day.working {
                let args = [("stage", said(&stage.name)), ("date", closing.date.into())];
                self.warn("closes-on-day-off", format!("{path}.closes"), &args);
            }
            if day.provisional {
                self.year_provisional(format!("{path}.closes"), closing.date);
            }
        }
        self.named_once(&format!("{path}.after"), &stage.after);
        for (n, id) in stage.after.iter().enumerate() {
            let path = format!("{path}.after[{n}]");
            let Some(before) = self.plan.stage(id) else {
                self.error("unknown-stage", path, &[("id", said(id))]);
                continue;
            };
            if self.follows(before, &stage.id) || *id == stage.id {
                self.error(
                    "after-cycle",
                    path,
                    &[("stage", said(&stage.name)), ("before", said(&before.name))],
                );
                continue;
            }
            let args = [("stage", said(&stage.name)), ("before", said(&before.name))];
            let (before_opens, before_closes) = (before.opens_at(&zone), before.ends_at(&zone));
            // Days within which something falls say too what cannot be.
            let before_opens = before_opens.or(before.opens_within.map(|days| days.opening(&zone)));
            let closes = closes.or(stage.closes_within.map(|days| days.closing(&zone)));
            if let (Some(before_opens), Some(closes)) = (before_opens, closes)
                && before_opens >= closes
            {
                self.error("after-impossible", path, &args);
            } else if let (Some(before_closes), Some(opens)) = (before_closes, opens)
                && before_closes > opens
            {
                let vote = (before.kind, stage.kind) == (StageKind::Screen, StageKind::Vote);
                self.warn(if vote { "screen-after-vote" } else { "after-overlap" }, path, &args);
            }
        }
        if stage.kind == StageKind::Vote {
            if !self.waits_for(stage, StageKind::Screen) {
                self.screened_too_late(stage, path);
            }
            self.within_review(stage, path);
        }
        if stage.kind == StageKind::Naming {
            self.named_too_early(stage, path);
        }
    }

    /// Days within which it opens or closes: in their order, and around the day that is stated.
    fn within(&mut self, stage: &Stage, path: &str) {
        let pairs = [
            ("opens_within", stage.opens_within, &stage.opens),
            ("closes_within", stage.closes_within, &stage.closes),
        ];
        for (key, days, stated) in pairs {
            let Some(days) = days else { continue };
            let path = format!("{path}.{key}");
            let args = [("from", days.from.into()), ("to", days.to.into())];
            if days.to < days.from {
                self.error("days-backwards", path.as_str(), &args);
            } else if let Some(moment) = stated.get()
                && !(days.from..=days.to).contains(&moment.date)
            {
                let [from, to] = args;
                self.warn("days-disagree", path, &[from, to, ("day", moment.date.into())]);
            }
        }
        if stage.standing && (stage.closes.is_stated() || stage.closes_within.is_some()) {
            self.error("standing-closes", format!("{path}.standing"), &[("stage", said(&stage.name))]);
        }
    }

    /// A naming that opens while votes or scores it should rest on are still being given, and is not said to wait.
    fn named_too_early(&mut self, naming: &Stage, path: &str) {
        let zone = self.plan.zone();
        let Some(opens) = naming.opens_at(&zone) else { return };
        for before in &self.plan.stage {
            let rests = matches!(before.kind, StageKind::Vote | StageKind::Review);
            let late = before.ends_at(&zone).is_some_and(|ends| ends > opens);
            if rests && late && !naming.after.contains(&before.id) {
                let args = [("stage", said(&naming.name)), ("before", said(&before.name))];
                self.warn("naming-before-end", format!("{path}.opens"), &args);
            }
        }
    }

    /// A channel's own window, beside that of its stage.
    pub(super) fn channel_window(&mut self, stage: &Stage, channel: &Channel, path: &str) {
        let zone = self.plan.zone();
        let args = [("channel", said(&channel.name)), ("stage", said(&stage.name))];
        let opens = channel.opens.get().map(|moment| moment.opening(&zone));
        let closes = channel.closes.get().map(|moment| moment.closing(&zone));
        let (first, last) = (stage.opens_at(&zone), stage.ends_at(&zone));
        if let (Some(opens), Some(closes)) = (opens.or(first), closes.or(last))
            && closes <= opens
            && (channel.opens.is_stated() || channel.closes.is_stated())
        {
            return self.error("channel-window-empty", format!("{path}.closes"), &args);
        }
        // One that opens before the others does (报纸选票先行): its ballots wait. One that closes later comes too late.
        if closes.zip(last).is_some_and(|(closes, last)| closes > last) {
            self.warn("channel-outside-stage", format!("{path}.closes"), &args);
        }
    }

    /// A vote that does not wait for a screening which its window overlaps.
    pub(super) fn screened_too_late(&mut self, vote: &Stage, path: &str) {
        let zone = self.plan.zone();
        for screen in self.plan.stages(StageKind::Screen) {
            if let (Some(ends), Some(opens)) = (screen.ends_at(&zone), vote.opens_at(&zone))
                && ends > opens
            {
                let args = [("stage", said(&vote.name)), ("before", said(&screen.name))];
                self.warn("screen-after-vote", format!("{path}.opens"), &args);
            }
        }
    }

    /// A public vote that falls wholly on the days on which the judges sit: neither can be heard by the other. An
    /// audience that votes in the hall is there for just that, and a panel that waits for the vote knows its outcome.
    fn within_review(&mut self, vote: &Stage, path: &str) {
        let zone = self.plan.zone();
        let Some((opens, closes)) = vote.opens_at(&zone).zip(vote.ends_at(&zone)) else { return };
        let electorates = vote.vote.iter().flat_map(|rules| &rules.electorate);
        let mut kinds = electorates.filter_map(|id| self.plan.electorate.iter().find(|it| it.id == *id));
        if vote.vote.as_ref().is_some_and(|rules| !rules.electorate.is_empty())
            && kinds.all(|electorate| electorate.kind != ElectorateKind::Public)
        {
            return;
        }
        for review in self.plan.stages(StageKind::Review) {
            // Midnight before the sitting opens, to the midnight after it ends.
            let Some(begins) = review.opens_at(&zone) else { continue };
            let day = Instant::midnight(begins.civil(&zone).date(), &zone);
            let over = review.ends_at(&zone).unwrap_or(begins.plus(1)).plus(-1).next_midnight(&zone);
            let waits = vote.ends_at(&zone).is_some_and(|ends| ends <= begins);
            if day <= opens && closes <= over && !waits && !self.side_by_side(vote, review) {
                let args = [("stage", said(&vote.name)), ("review", said(&review.name))];
                self.warn("vote-within-review", format!("{path}.opens"), &args);
            }
        }
    }

    /// Whether a score adds up the vote and the review as two parts, held in the same days: then they are held beside each other by design, and
    /// judges need not know the votes.
    fn side_by_side(&self, vote: &Stage, review: &Stage) -> bool {
        fn takes(parts: &[Part], id: &str) -> bool {
            parts.iter().any(|part| part.stage == id || takes(&part.parts, id))
        }
        let window = |stage: &Stage| stage.opens.get().copied().zip(stage.closes.get().copied());
        // On one day, an audience votes while judges sit: what they know of it then is worth a look.
        let longer = window(vote).is_some_and(|(opens, closes)| opens.date < closes.date);
        longer
            && window(vote) == window(review)
            && vote.vote.as_ref().is_some_and(|rules| rules.mode.get() == Some(&VoteMode::Weighted))
            && self
                .plan
                .result
                .iter()
                .filter_map(|rule| rule.combine.get())
                .any(|combine| takes(combine.parts(), &vote.id) && takes(combine.parts(), &review.id))
    }

    /// A day that cannot be judged for certain, because the notice that may name it is missing: its own year's, or for
    /// the last days of December the next year's.
    pub(super) fn year_provisional(&mut self, path: impl Into<String>, date: Date) {
        let own = date.year();
        let year = if self.calendar.notice(own).is_none() { own } else { own.saturating_add(1) };
        if self.provisional.insert(year) {
            // Of a year before the first one that this binary knows, nothing is still to be announced.
            let first = Calendar::builtin().years().next();
            let past = first.is_some_and(|first| year < first);
            let code = if past { "year-unknown" } else { "year-provisional" };
            self.warn(code, path, &[("year", said(&year.to_string()))]);
        }
    }
}
