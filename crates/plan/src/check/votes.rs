//! Votes: channels, limits, what a vote that counts needs.

use super::{Finder, said};
use crate::channel::{Channel, Identity};
use crate::conduct;
use crate::fault::Arg;
use crate::stage::{Display, Stage, VoteMode, VoteRules};

impl Finder<'_> {
    pub(super) fn vote(&mut self, stage: &Stage, rules: &VoteRules, path: &str) {
        let held = rules.mode.get() != Some(&VoteMode::None);
        if held && rules.channel.is_empty() {
            self.ask("none-at-all", format!("{path}.channel"), &[("what", Arg::Word("plan-word-channel"))]);
        }
        self.electorates(&format!("{path}.electorate"), &rules.electorate);
        let candidates = self.candidates_of(stage);
        self.shape(&rules.ballot, candidates, &format!("{path}.ballot"));
        self.limits(&rules.limit, "plan-rule-vote-limit", &format!("{path}.limit"));
        self.ballot_faults(&rules.faults, path);
        if let Some(together) = rules.together.get() {
            self.together(together, rules.ballot.get(), &format!("{path}.together"));
        }
        for (n, category) in rules.category.iter().enumerate() {
            let path = format!("{path}.category[{n}]");
            let known = self.plan.category(&category.id).is_some();
            self.known(known, "unknown-category", format!("{path}.id"), &category.id);
            self.electorates(&format!("{path}.electorate"), &category.electorate);
            self.shape(&category.ballot, candidates, &format!("{path}.ballot"));
            self.limits(&category.limit, "plan-rule-category-limit", &format!("{path}.limit"));
        }
        if let Some(own) = &rules.not_own {
            let known = self.plan.attribute.iter().any(|it| it.id == own.attribute);
            self.known(known, "unknown-attribute", format!("{path}.not_own.attribute"), &own.attribute);
            if rules.faults.own.is_silent() {
                self.ask("own-spoils", format!("{path}.not_own"), &[]);
            }
        }
        self.paid(rules, path);
        // A machine may point at foul votes; that they are foul, somebody finds.
        for (n, penalty) in rules.penalty.iter().enumerate().filter(|(_, penalty)| penalty.by.is_silent()) {
            let args = [("text", said(&penalty.text))];
            self.ask("penalty-by-nobody", format!("{path}.penalty[{n}]"), &args);
        }
        if let Some(Display::Daily(hour)) = rules.display.get()
            && let Some(hour) = hour.get().filter(|hour| **hour > 23)
        {
            self.error("display-hour", format!("{path}.display"), &[("hour", (*hour).into())]);
        }
        for (n, channel) in rules.channel.iter().enumerate() {
            let path = format!("{path}.channel[{n}]");
            self.paper(stage, channel, &path);
            self.channel_window(stage, channel, &path);
            self.shape(&channel.ballot, candidates, &format!("{path}.ballot"));
            self.limits(&channel.limit, "plan-rule-channel-limit", &format!("{path}.limit"));
            self.accounts(channel, &path);
            self.taken_from_voters(channel, &path);
            if channel.identity.get() == Some(&Identity::Anonymous) && rules.change.get() == Some(&true) {
                self.warn(
                    "change-anonymous",
                    format!("{path}.identity"),
                    &[("channel", said(&channel.name))],
                );
            }
        }
        let weighs = conduct::weighs(self.plan, stage);
        let all_known = self.plan.result.iter().all(|rule| rule.combine.is_stated() || rule.unranked());
        if weighs {
            self.weighed(rules, path);
        } else if rules.mode.get() == Some(&VoteMode::Weighted) && all_known {
            self.warn("weighted-without-weight", format!("{path}.mode"), &[]);
        }
    }

    /// Ballots on paper are added by hand: a clause must allow that, and say where they come from and until when.
    pub(super) fn paper(&mut self, stage: &Stage, channel: &Channel, path: &str) {
        let args = [("channel", said(&channel.name))];
        let is_paper = channel.identity.get() == Some(&Identity::Paper);
        let rules = match &channel.paper {
            None if is_paper => return self.ask("paper-without-clause", format!("{path}.paper"), &args),
            None => return,
            Some(_) if !is_paper => return self.error("paper-elsewhere", format!("{path}.paper"), &args),
            Some(rules) => rules,
        };
        if rules.clause.trim().is_empty() {
            self.error("paper-without-clause", format!("{path}.paper.clause"), &args);
        }
        if rules.place.is_empty() {
            let what = Arg::Word("plan-word-polling-place");
            self.error("none-at-all", format!("{path}.paper.place"), &[("what", what)]);
        }
        let zone = self.plan.zone();
        let until = rules.until.get().map(|until| until.closing(&zone));
        if let (Some(until), Some(opens)) = (until, stage.opens_at(&zone))
            && until <= opens
        {
            self.error("paper-before-vote", format!("{path}.paper.until"), &args);
        }
    }

    /// A vote that decides something: somebody must have decided that it does, and each vote must be a person's.
    pub(super) fn weighed(&mut self, rules: &VoteRules, path: &str) {
        if rules.weight_basis.get().is_none_or(|basis| basis.trim().is_empty()) {
            self.ask("weight-without-decision", format!("{path}.weight_basis"), &[]);
        }
        if rules.mode.get().is_some_and(|mode| *mode != VoteMode::Weighted) {
            self.error("weight-against-mode", format!("{path}.mode"), &[]);
        }
        for (n, channel) in rules.channel.iter().enumerate() {
            let path = format!("{path}.channel[{n}].identity");
            match channel.identity.get() {
                Some(Identity::Anonymous) => {
                    self.warn("anonymous-weight", path, &[("channel", said(&channel.name))]);
                }
                Some(Identity::Account) => {
                    self.warn("weak-identity", path, &[("channel", said(&channel.name))])
                }
                Some(Identity::Address) => {
                    self.warn("weak-address", path, &[("channel", said(&channel.name))]);
                }
                _ => {}
            }
        }
    }
}
