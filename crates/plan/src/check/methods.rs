//! Methods that find winners from ballots directly: what they count must be on the ballots, and must end.

use super::{Finder, said};
use crate::ballot::{BallotShape, Beside};
use crate::fault::Arg;
use crate::method::{Break, RunoffRule, SupportRule};
use crate::number::Number;
use crate::result::{Combine, ResultRule};
use crate::stage::StageKind;
use crate::stated::Stated;

impl Finder<'_> {
    pub(super) fn method(&mut self, rule: &ResultRule, method: &Combine, path: &str) {
        let any = [StageKind::Vote, StageKind::Review];
        match method {
            Combine::Runoff(runoff) => {
                let path = format!("{path}.runoff");
                self.counted(&runoff.stage, &any, true, &path);
                self.breaks(&runoff.ties, &path, "ties");
                self.last(&runoff.last, &path);
                self.against_no_award(runoff, &path);
                self.ties_without_effect(rule);
            }
            Combine::Transfer(transfer) => {
                let path = format!("{path}.transfer");
                self.counted(&transfer.stage, &any, true, &path);
                self.breaks(&transfer.ties, &path, "ties");
                self.last(&transfer.last, &path);
                self.ties_without_effect(rule);
            }
            Combine::SharedPoint(shared) => {
                self.counted(&shared.stage, &[StageKind::Vote], false, &format!("{path}.shared-point"));
                self.ties_without_effect(rule);
            }
            Combine::Support(support) => {
                let path = format!("{path}.support");
                self.counted(&support.stage, &any, false, &path);
                self.support(support, &path);
            }
            Combine::Lists(stage) => {
                self.stage_of(format!("{path}.lists"), stage, &[StageKind::Review]);
                self.ties_without_effect(rule);
                if rule.award.is_empty() {
                    self.ask("lists-without-award", format!("{path}.lists"), &[]);
                }
            }
            Combine::Pick(by) => {
                if by.trim().is_empty() {
                    self.ask("pick-by-nobody", format!("{path}.pick"), &[("result", said(&rule.name))]);
                }
            }
            Combine::Weighted(_) | Combine::Sum(_) => {}
        }
    }

    /// The stage of a method: one whose ballots say what the method counts.
    fn counted(&mut self, stage: &str, kinds: &[StageKind], ranks: bool, path: &str) {
        let round = round_at(path);
        let path = format!("{path}.stage");
        self.stage_of(path.as_str(), stage, kinds);
        // Ballots of a category or a channel may be of another kind than the stage's.
        let shapes = self.shapes_of(stage);
        let name = self.plan.stage(stage).map_or(stage, |stage| &stage.name);
        let args = [("stage", said(name))];
        let ranked = |shape: &&BallotShape| matches!(shape, BallotShape::Rank { .. });
        let chosen =
            |shape: &&BallotShape| matches!(shape, BallotShape::Approve { .. } | BallotShape::Opinion { .. });
        let channels = self.plan.stage(stage).and_then(|stage| stage.vote.as_ref());
        let worth = channels.into_iter().flat_map(|vote| &vote.channel);
        for (channel, worth) in worth.filter_map(|channel| Some((channel, channel.worth.as_ref()?))) {
            let result = said(self.plan.result.get(round).map_or("", |rule| &rule.name));
            let args = [("channel", said(&channel.name)), ("n", said(worth.as_str())), ("result", result)];
            self.error("worth-without-effect", path.as_str(), &args);
        }
        if shapes.is_empty() {
            return;
        }
        if ranks && !shapes.iter().any(ranked) {
            self.error("method-needs-ranking", path, &args);
        } else if !ranks && !shapes.iter().any(chosen) {
            self.error("method-needs-choices", path, &args);
        }
    }

    /// How equals are told apart inside a run-off or transfer.
    fn breaks(&mut self, ties: &Stated<Vec<Break>>, path: &str, key: &str) {
        let path = format!("{path}.{key}");
        let steps = match ties {
            Stated::Is(steps) => steps,
            Stated::NotStated => return self.ask("no-tie-rule", path, &[]),
            Stated::Contradictory(_) => return,
        };
        let ends = |step: &Break| matches!(step, Break::Lot(_) | Break::Resolution | Break::Together);
        if let Some(n) = steps.iter().position(ends).filter(|n| n + 1 < steps.len()) {
            self.warn("step-never-reached", format!("{path}[{}]", n + 1), &[]);
        }
        if steps.iter().any(|step| matches!(step, Break::Lot(seed) if seed.trim().is_empty())) {
            self.error("lot-without-seed", path.as_str(), &[]);
        }
        if !steps.last().is_some_and(ends) {
            self.ask("ties-may-remain", path, &[]);
        }
    }

    /// How equals for the last place are told apart, where that is a chain of its own.
    fn last(&mut self, ties: &Stated<Vec<Break>>, path: &str) {
        if !ties.is_silent() {
            self.breaks(ties, path, "last");
        }
    }

    /// "No award" has to stand on the ballots that a winner is held against it by.
    fn against_no_award(&mut self, rule: &RunoffRule, path: &str) {
        let Some(stage) = self.plan.stage(&rule.stage) else { return };
        let there = stage.vote.as_ref().is_some_and(|vote| vote.beside.contains(&Beside::NoAward));
        if rule.against_no_award.reach().is_some() && !there {
            self.error(
                "nothing-to-be-held-against",
                format!("{path}.against_no_award"),
                &[("stage", said(&stage.name))],
            );
        }
    }

    /// A round whose method tells equals apart by itself never comes to its own chain.
    fn ties_without_effect(&mut self, rule: &ResultRule) {
        let own = self.plan.result.iter().position(|other| std::ptr::eq(other, rule));
        if let (Some(n), true) = (own, rule.ties.is_stated()) {
            self.warn("ties-without-effect", format!("result[{n}].ties"), &[("result", said(&rule.name))]);
        }
    }

    fn support(&mut self, rule: &SupportRule, path: &str) {
        if rule.ballots == Some(0) {
            let what = Arg::Word("plan-word-panel-ballots");
            self.error("zero", format!("{path}.ballots"), &[("what", what)]);
        }
        if let Some(further) = &rule.further {
            let path = format!("{path}.further");
            if rule.ballots.unwrap_or(1) < 2 {
                self.warn("further-never-held", path.as_str(), &[]);
            }
            match (&further.times, further.but) {
                (Some(times), None) if super::numbers::ordered(times.ratio(), (1, 1)).is_lt() => {
                    let found = said(times.as_str());
                    self.error("further-below-seats", format!("{path}.times"), &[("found", found)]);
                }
                (None, Some(0)) => {
                    let what = Arg::Word("plan-rule-further-but");
                    self.error("zero", format!("{path}.but"), &[("what", what)]);
                }
                (Some(_), None) | (None, Some(_)) => {}
                _ => self.error("further-one-of", path.as_str(), &[]),
            }
            if further.equals.is_silent() {
                self.ask("further-equals", path, &[]);
            }
        }
        let last = rule.ballots.unwrap_or(1);
        let never = |from: Option<u32>| from.is_some_and(|from| from > last);
        if let Some(casting) = &rule.casting {
            let path = format!("{path}.casting");
            self.electorate(format!("{path}.who"), &casting.who);
            if casting.times < 2 {
                self.error("casting-once", format!("{path}.times"), &[]);
            }
            if never(casting.from) {
                self.error("ballot-never-held", format!("{path}.from"), &[("n", last.into())]);
            }
        }
        let Some(rows) = rule.bar.get() else { return };
        let bar = format!("{path}.bar");
        if rows.is_empty() {
            let what = Arg::Word("plan-rule-support-bar");
            return self.error("none-at-all", bar, &[("what", what)]);
        }
        for (n, row) in rows.iter().enumerate() {
            if let Some(when) = &row.when {
                self.when(&format!("{bar}[{n}].when"), when);
            } else if n + 1 < rows.len() && row.entrants.is_none() && row.from.is_none_or(|from| from <= 1) {
                self.warn("step-never-reached", format!("{bar}[{}]", n + 1), &[]);
            }
            if let Some(of) = row.entrants.filter(|of| of.least > of.most) {
                let args = [("least", of.least.into()), ("most", of.most.into())];
                self.error("bounds-crossed", format!("{bar}[{n}].entrants"), &args);
            }
            if never(row.from) {
                self.error("ballot-never-held", format!("{bar}[{n}].from"), &[("n", last.into())]);
            }
            let passed = row.reach.get() == Some(&crate::Reach::Above) && is_one(&row.share);
            if !in_unit(&row.share) || passed {
                self.error("bar-range", format!("{bar}[{n}].share"), &[("found", said(row.share.as_str()))]);
            }
        }
        if rows.last().is_some_and(|row| {
            row.when.is_some() || row.entrants.is_some() || row.from.is_some_and(|from| from > 1)
        }) {
            self.ask("bar-not-for-all", bar, &[]);
        }
    }
}

/// The place of the round that a path lies in: `result[2].combine` → 2.
fn round_at(path: &str) -> usize {
    let place = path.strip_prefix("result[").and_then(|rest| rest.split_once(']'));
    place.and_then(|(n, _)| n.parse().ok()).unwrap_or(usize::MAX)
}

/// From 0 to 1.
pub(super) fn in_unit(share: &Number) -> bool {
    !super::numbers::above(share, 1)
}

fn is_one(share: &Number) -> bool {
    let (above, below) = share.ratio();
    above == below
}
