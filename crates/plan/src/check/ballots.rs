//! What a ballot may say, how often, and what its faults spoil.

use super::{Finder, said};
use crate::ballot::{BallotShape, Bounds, Faults, Limit, Per, Spoils};
use crate::fault::Arg;
use crate::number::Number;
use crate::stated::Stated;

impl Finder<'_> {
    /// A shape that can be filled in. `candidates` is how many there are at most, where the plan says so.
    pub(super) fn shape(&mut self, shape: &Stated<BallotShape>, candidates: Option<u32>, path: &str) {
        let Some(shape) = shape.get() else { return };
        let (least, most) = match shape {
            BallotShape::Approve { least, most } | BallotShape::Points { least, most, .. } => {
                (*least, Some(*most))
            }
            BallotShape::Rank { least, most, .. } => (*least, *most),
            BallotShape::Opinion { most } => (0, *most),
        };
        if most.is_some_and(|most| most == 0 || least > most) {
            let args = [("least", least.into()), ("most", most.unwrap_or_default().into())];
            return self.error("ballot-range", path, &args);
        }
        match shape {
            BallotShape::Points { least, most, total: Some(total) } if total < most || total < least => {
                let args = [("total", (*total).into()), ("most", (*most).into())];
                self.warn("points-out-of-reach", path, &args);
            }
            BallotShape::Rank { equals: Stated::NotStated, .. } => {
                self.ask("no-equals-on-ballot", format!("{path}.rank.equals"), &[])
            }
            _ => {}
        }
        // Points bound what one candidate gets, not how many are named.
        let names = !matches!(shape, BallotShape::Points { .. });
        let Some(candidates) = candidates.filter(|_| names) else { return };
        let args = |n: u32| [("n", n.into()), ("candidates", candidates.into())];
        if least > candidates {
            self.error("ballot-more-than-candidates", path, &args(least));
        } else if let Some(most) = most.filter(|most| *most > candidates) {
            self.warn("ballot-wider-than-candidates", path, &args(most));
        }
    }

    /// Bounds over all categories of one paper, against what a ballot of each category may choose.
    pub(super) fn together(&mut self, together: &Bounds, shape: Option<&BallotShape>, path: &str) {
        if together.most == 0 || together.least > together.most {
            let args = [("least", together.least.into()), ("most", together.most.into())];
            return self.error("ballot-range", path, &args);
        }
        let Some((least, most)) = shape.and_then(BallotShape::approve) else { return };
        let categories = self.plan.category.len() as u32;
        let (fewest, all) = (least.saturating_mul(categories), most.saturating_mul(categories));
        if together.least > all || together.most < fewest {
            let args = [
                ("least", together.least.into()),
                ("most", together.most.into()),
                ("fewest", fewest.into()),
                ("all", all.into()),
            ];
            self.error("together-impossible", path, &args);
        }
    }

    /// `rule` is the limit's name in the message files.
    pub(super) fn limits(&mut self, limits: &Stated<Vec<Limit>>, rule: &'static str, path: &str) {
        let Some(limits) = limits.get() else { return };
        if limits.is_empty() {
            self.error("none-at-all", path, &[("what", Arg::Word(rule))]);
        }
        for (n, limit) in limits.iter().enumerate() {
            let path = format!("{path}[{n}]");
            for (key, bound) in [("ballots", limit.ballots), ("choices", limit.choices), ("same", limit.same)]
            {
                if bound == Some(0) {
                    self.error("zero", format!("{path}.{key}"), &[("what", Arg::Word(rule))]);
                }
            }
            if limit.per == Per::Minutes(0) {
                self.error("zero", format!("{path}.per"), &[("what", Arg::Word(rule))]);
            }
            if limit.ballots.is_none() && limit.choices.is_none() && limit.same.is_none() {
                self.error("limit-of-nothing", path.as_str(), &[]);
            }
            if let (Some(same), Some(choices)) = (limit.same, limit.choices)
                && same > choices
            {
                let args = [("same", same.into()), ("choices", choices.into())];
                self.error("same-more-than-choices", format!("{path}.same"), &args);
            }
        }
        self.idle_limits(limits, path);
    }

    /// A bound for a day that the bound for the whole stage never lets anybody reach.
    fn idle_limits(&mut self, limits: &[Limit], path: &str) {
        let per = |wanted: Per| limits.iter().enumerate().filter(move |(_, limit)| limit.per == wanted);
        let bounds = |limit: &Limit| [limit.ballots, limit.choices, limit.same];
        let mut idle = Vec::new();
        for (n, day) in per(Per::Day) {
            for (_, stage) in per(Per::Stage).filter(|(_, stage)| stage.together == day.together) {
                let pairs = bounds(day).into_iter().zip(bounds(stage));
                idle.extend(
                    pairs.filter_map(|(day, stage)| Some((n, day?, stage?))).filter(|(_, d, s)| d > s),
                );
            }
        }
        for (n, day, stage) in idle {
            let args = [("day", day.into()), ("stage", stage.into())];
            self.warn("limit-out-of-reach", format!("{path}[{n}]"), &args);
        }
    }

    /// A ballot with too few choices has nothing too much that could be struck.
    pub(super) fn ballot_faults(&mut self, faults: &Faults, path: &str) {
        if faults.too_few.get() == Some(&Spoils::Excess) {
            self.error("nothing-to-strike", format!("{path}.faults.too-few"), &[]);
        }
    }

    /// What stands in a channel beside its name and identity.
    pub(super) fn accounts(&mut self, channel: &crate::Channel, path: &str) {
        let args = [("channel", said(&channel.name))];
        if channel.worth.as_ref().is_some_and(Number::is_zero) {
            self.error("worth-zero", format!("{path}.worth"), &args);
        }
        match channel.accounts {
            Some(0) => {
                let what = Arg::Word("plan-rule-channel-accounts");
                self.error("zero", format!("{path}.accounts"), &[("what", what)]);
            }
            Some(2..) if channel.each_account.is_silent() => {
                self.ask("no-each-account", format!("{path}.accounts"), &args);
            }
            _ => {}
        }
        if channel.medium.get() == Some(&crate::Medium::Post) && channel.dated_by.is_silent() {
            self.ask("no-dated-by", format!("{path}.medium"), &args);
        }
    }
}
