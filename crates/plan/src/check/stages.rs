//! Stages: their rules, recommendation and screening, naming, publicity, closing.

use super::{Finder, kind_key, numbers, said};
use crate::fault::Arg;
use crate::recommend::Candidates;
use crate::stage::{RecommendRules, ScreenRules, Stage, StageKind, Tier};
use crate::stated::Stated;
use crate::types::Seats;

/// More recommendations than this for each seat cannot be screened with care.
const RECOMMENDATIONS_PER_SEAT_MOST: u64 = 100;

impl Finder<'_> {
    pub(super) fn stage(&mut self, stage: &Stage, path: &str) {
        self.kind(stage, path);
        self.categories_of(&format!("{path}.category"), &stage.category);
        self.not_its_own(stage, path);
        self.window(stage, path);
        if let Some(rules) = &stage.recommend {
            self.recommend(rules, &format!("{path}.recommend"));
        }
        if let Some(rules) = &stage.screen {
            self.screen(rules, &format!("{path}.screen"));
        }
        if let Some(rules) = &stage.vote {
            self.vote(stage, rules, &format!("{path}.vote"));
        }
        if let Some(rules) = &stage.review {
            self.review(stage, rules, &format!("{path}.review"));
        }
        if let Some(rules) = &stage.notice {
            self.notice(stage, rules, path);
        }
        if let Some(rules) = &stage.naming {
            if let Some(signatories) = rules.signatories.get() {
                let path = format!("{path}.naming.signatories");
                if signatories.is_empty() {
                    self.error(
                        "none-at-all",
                        path.as_str(),
                        &[("what", Arg::Word("plan-rule-naming-signatories"))],
                    );
                }
                self.named_once(&path, signatories);
                for (n, id) in signatories.iter().enumerate() {
                    self.sponsor(format!("{path}[{n}]"), id);
                }
            }
            if let Some(shape) = rules.certificate.get().filter(|shape| !shape.contains("{n}")) {
                self.error(
                    "certificate-number",
                    format!("{path}.naming.certificate"),
                    &[("found", said(shape))],
                );
            }
            if self.plan.stages(StageKind::Notice).next().is_some()
                && !self.waits_for(stage, StageKind::Notice)
            {
                self.warn("naming-without-notice", path, &[]);
            }
        }
        if let Some(rules) = &stage.publicity {
            let path = format!("{path}.publicity.outlets");
            self.named_once(&path, &rules.outlets);
            for (n, id) in rules.outlets.iter().enumerate() {
                self.known(self.plan.outlet(id).is_some(), "unknown-outlet", format!("{path}[{n}]"), id);
            }
        }
        if let Some(successor) = stage.closing.as_ref().and_then(|rules| rules.successor.get()) {
            self.sponsor(format!("{path}.closing.successor"), successor);
        }
    }

    /// Rules for a category that the stage does not take.
    fn not_its_own(&mut self, stage: &Stage, path: &str) {
        let votes = stage.vote.iter().flat_map(|vote| &vote.category).map(|row| &row.id);
        let reviews = stage.review.iter().flat_map(|review| &review.category).map(|row| &row.id);
        let rows =
            votes.enumerate().map(|row| ("vote", row)).chain(reviews.enumerate().map(|row| ("review", row)));
        let foreign: Vec<_> = rows.filter(|(_, (_, id))| !stage.takes(id)).collect();
        for (table, (n, id)) in foreign {
            let args = [("stage", said(&stage.name)), ("category", said(id))];
            self.error("category-not-of-stage", format!("{path}.{table}.category[{n}].id"), &args);
        }
    }

    /// Exactly the rules of its own kind.
    pub(super) fn kind(&mut self, stage: &Stage, path: &str) {
        let own = Arg::Word(kind_key(stage.kind));
        for (kind, table, there) in [
            (StageKind::Recommend, "recommend", stage.recommend.is_some()),
            (StageKind::Screen, "screen", stage.screen.is_some()),
            (StageKind::Vote, "vote", stage.vote.is_some()),
            (StageKind::Review, "review", stage.review.is_some()),
            (StageKind::Notice, "notice", stage.notice.is_some()),
            (StageKind::Naming, "naming", stage.naming.is_some()),
            (StageKind::Publicity, "publicity", stage.publicity.is_some()),
            (StageKind::Closing, "closing", stage.closing.is_some()),
        ] {
            let args = [("kind", own.clone()), ("table", said(&format!("stage.{table}")))];
            if kind == stage.kind && !there {
                self.error("rules-missing", path, &args);
            }
            if kind != stage.kind && there {
                self.error("rules-of-another-kind", format!("{path}.{table}"), &args);
            }
        }
    }

    pub(super) fn recommend(&mut self, rules: &RecommendRules, path: &str) {
        let plan = self.plan;
        if rules.tiers.is_empty() {
            self.ask("none-at-all", format!("{path}.tiers"), &[("what", Arg::Word("plan-word-tier"))]);
        }
        if rules.brief_most.get() == Some(&0) {
            let what = Arg::Word("plan-rule-recommend-brief-most");
            self.error("zero", format!("{path}.brief_most"), &[("what", what)]);
        }
        for (what, key, nought) in [
            ("plan-rule-recommend-quota", "quota", rules.quota.get() == Some(&0)),
            ("plan-rule-recommend-per-person", "per_person", rules.per_person.get() == Some(&0)),
        ] {
            if nought {
                self.error("zero", format!("{path}.{key}"), &[("what", Arg::Word(what))]);
            }
        }
        self.quotas_of(rules, path);
        self.shared_out(rules, path);
        for (n, tier) in rules.outside_quota.iter().enumerate() {
            let args = [("tier", Arg::Word(tier_key(*tier)))];
            let path = format!("{path}.outside_quota[{n}]");
            if rules.tiers.contains(tier) {
                self.ask("outside-quota-open", path, &args);
            } else {
                self.error("tier-not-open", path, &args);
            }
        }
        let bottom_up = rules.tiers.contains(&Tier::BottomUp);
        if bottom_up && plan.unit.is_empty() {
            self.ask("no-units", format!("{path}.tiers"), &[]);
        }
        if !bottom_up || plan.unit.is_empty() {
            return;
        }
        // A quota that no unit of the plan has is that of others, whom the plan does not name.
        let unnamed = rules.quota.is_stated() && !rules.quota_is_asked(plan);
        for category in &plan.category {
            let mut quotas = plan.unit.iter().map(|unit| rules.quota_for(unit, &category.id)?.get().copied());
            let Some(all) = quotas.try_fold(0, |sum: u64, quota| Some(sum + u64::from(quota?))) else {
                continue;
            };
            let Some(seats) = category.seats.get().and_then(|seats| seats.most()).map(u64::from) else {
                continue;
            };
            let args =
                [("category", said(&category.name)), ("all", Arg::Whole(all)), ("seats", Arg::Whole(seats))];
            let binds = rules.quota_binds.get() != Some(&false);
            if all < seats && rules.tiers == [Tier::BottomUp] && binds && !unnamed {
                self.error("quota-too-small", format!("{path}.quota"), &args);
            }
            if all > seats * RECOMMENDATIONS_PER_SEAT_MOST {
                self.warn("quota-large", format!("{path}.quota"), &args);
            }
        }
    }

    /// Units and categories with a quota of their own.
    fn quotas_of(&mut self, rules: &RecommendRules, path: &str) {
        let plan = self.plan;
        for (n, row) in rules.quota_of.iter().enumerate() {
            let path = format!("{path}.quota_of[{n}]");
            self.named_once(&format!("{path}.unit"), &row.unit);
            for (k, id) in row.unit.iter().enumerate() {
                self.known(plan.unit(id).is_some(), "unknown-unit", format!("{path}.unit[{k}]"), id);
            }
            self.categories_of(&format!("{path}.category"), &row.category);
            let all = row.unit.is_empty() && row.kind.is_empty() && row.category.is_empty();
            if all && n + 1 < rules.quota_of.len() {
                self.warn("row-never-reached", path.as_str(), &[]);
            }
            let rule = Arg::Rule("of-quota".to_owned());
            if let Some(by) = &row.by {
                let path = format!("{path}.by");
                self.measure(format!("{path}.measure"), &by.measure);
                self.portion(&by.portion, false, &format!("{path}.portion"));
                if row.outside || row.quota.is_stated() {
                    self.error("quota-twice", path, &[]);
                }
                continue;
            }
            match (row.outside, &row.quota) {
                (false, Stated::NotStated) => self.ask("not-stated", path.as_str(), &[("rule", rule)]),
                (false, Stated::Is(0)) => {
                    let what = Arg::Word("plan-rule-of-quota");
                    self.error("zero", format!("{path}.quota"), &[("what", what)]);
                }
                // Whoever takes no place of a quota has none.
                (true, Stated::Is(_)) => self.error("quota-and-outside", path.as_str(), &[]),
                _ => {}
            }
        }
    }

    /// Places to recommend that are shared out by measures.
    fn shared_out(&mut self, rules: &RecommendRules, path: &str) {
        for (n, allocation) in rules.allocation.iter().enumerate() {
            let path = format!("{path}.allocation[{n}]");
            if allocation.total.get() == Some(&0) {
                let what = Arg::Word("plan-rule-allocation-total");
                self.error("zero", format!("{path}.total"), &[("what", what)]);
            }
            for (k, by) in allocation.by.iter().enumerate() {
                self.measure(format!("{path}.by[{k}].measure"), &by.measure);
            }
            let weights = || allocation.by.iter().map(|by| &by.weight);
            if !numbers::adds_to_100(weights()) {
                let weights: Vec<_> = weights().map(|weight| weight.as_str()).collect();
                self.error(
                    "weights-not-100",
                    format!("{path}.by"),
                    &[("weights", said(&weights.join(" + ")))],
                );
            }
        }
    }

    pub(super) fn screen(&mut self, rules: &ScreenRules, path: &str) {
        for (n, id) in rules.of.iter().enumerate() {
            self.stage_of(format!("{path}.of[{n}]"), id, &[StageKind::Recommend]);
        }
        if rules.of.is_empty() {
            self.ask("none-at-all", format!("{path}.of"), &[("what", Arg::Word("plan-word-screened"))]);
        }
        if rules.reason.is_empty() {
            self.ask("no-reasons", format!("{path}.reason"), &[]);
        }
        for (n, reason) in rules.reason.iter().enumerate() {
            if reason.clause.trim().is_empty() {
                self.warn(
                    "reason-without-clause",
                    format!("{path}.reason[{n}]"),
                    &[("name", said(&reason.name))],
                );
            }
        }
        let key = if rules.candidates.is_silent() { "candidates_most" } else { "candidates" };
        if !rules.candidates.is_silent() && !rules.candidates_most.is_silent() {
            self.error("candidates-twice", format!("{path}.candidates_most"), &[]);
        }
        if let Some(Candidates::Between(bounds)) = rules.candidates.get()
            && bounds.least > bounds.most
        {
            let args = [("least", bounds.least.into()), ("most", bounds.most.into())];
            self.error("bounds-crossed", format!("{path}.candidates"), &args);
        }
        self.compositions(&rules.composition, self.screened(), path);
        for category in &self.plan.category {
            let (Some(most), Some(seats)) =
                (rules.most(category), category.seats.get().and_then(Seats::most))
            else {
                continue;
            };
            if seats > most {
                let args =
                    [("category", said(&category.name)), ("seats", seats.into()), ("most", most.into())];
                self.error("seats-more-than-candidates", format!("{path}.{key}"), &args);
            }
        }
    }
}

pub(super) fn tier_key(tier: Tier) -> &'static str {
    match tier {
        Tier::BottomUp => "plan-tier-bottom-up",
        Tier::TopDown => "plan-tier-top-down",
        Tier::Public => "plan-tier-public",
        Tier::Own => "plan-tier-own",
    }
}
