//! Methods that find winners from ballots directly: what they count must be on the ballots, and must end.

use super::{Finder, said};
use crate::ballot::BallotShape;
use crate::fault::Arg;
use crate::method::{Break, SupportRule};
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
                self.breaks(&runoff.ties, &path);
            }
            Combine::Transfer(transfer) => {
                let path = format!("{path}.transfer");
                self.counted(&transfer.stage, &any, true, &path);
                self.breaks(&transfer.ties, &path);
            }
            Combine::SharedPoint(shared) => {
                self.counted(&shared.stage, &[StageKind::Vote], false, &format!("{path}.shared-point"));
            }
            Combine::Support(support) => {
                let path = format!("{path}.support");
                self.counted(&support.stage, &any, false, &path);
                self.support(support, &path);
            }
            Combine::Lists(stage) => {
                self.stage_of(format!("{path}.lists"), stage, &[StageKind::Review]);
                if rule.award.is_empty() {
                    self.error("lists-without-award", format!("{path}.lists"), &[]);
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
        let path = format!("{path}.stage");
        self.stage_of(path.as_str(), stage, kinds);
        let Some(shape) = self.shape_of(stage) else { return };
        let ranked = matches!(shape, BallotShape::Rank { .. });
        let args = [("stage", said(stage))];
        if ranks && !ranked {
            self.error("method-needs-ranking", path, &args);
        } else if !ranks && (ranked || matches!(shape, BallotShape::Points { .. })) {
            self.error("method-needs-choices", path, &args);
        }
    }

    /// How equals are told apart inside a run-off or transfer.
    fn breaks(&mut self, ties: &Stated<Vec<Break>>, path: &str) {
        let path = format!("{path}.ties");
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

    fn support(&mut self, rule: &SupportRule, path: &str) {
        if rule.ballots == Some(0) {
            let what = Arg::Word("plan-word-panel-ballots");
            self.error("zero", format!("{path}.ballots"), &[("what", what)]);
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
            } else if n + 1 < rows.len() {
                self.warn("step-never-reached", format!("{bar}[{}]", n + 1), &[]);
            }
            let passed = row.reach.get() == Some(&crate::Reach::Above) && is_one(&row.share);
            if !in_unit(&row.share) || passed {
                self.error("bar-range", format!("{bar}[{n}].share"), &[("found", said(row.share.as_str()))]);
            }
        }
        if rows.last().is_some_and(|row| row.when.is_some()) {
            self.ask("bar-not-for-all", bar, &[]);
        }
    }
}

/// From 0 to 1.
pub(super) fn in_unit(share: &Number) -> bool {
    !super::numbers::above(share, 1)
}

fn is_one(share: &Number) -> bool {
    let (above, below) = share.ratio();
    above == below
}
