//! Words and arrangements that the rules on public honours (评比达标表彰, 选树) keep an eye on.

use super::{Finder, said};
use crate::channel::{Asks, Channel, Identity};
use crate::fault::Arg;
use crate::stage::VoteRules;

/// Words that confer a state commendation, which needs an approved basis (评比达标表彰); a selection without one
/// chooses and publishes (选树, 命名, 发布).
const COMMENDING: [&str; 2] = ["表彰", "授予"];

/// The time zones in which the rules of the Chinese mainland on commendations and its working days hold.
const MAINLAND: [&str; 7] = [
    "Asia/Shanghai",
    "Asia/Urumqi",
    "Asia/Chongqing",
    "Asia/Chungking",
    "Asia/Harbin",
    "Asia/Kashgar",
    "PRC",
];

/// Whether the rules of the Chinese mainland hold in this zone, and its calendar of working days. A zone that nobody
/// knows settles nothing; a plan without one, which has no dates, does not say where it holds.
pub(crate) fn in_mainland(zone: &str) -> bool {
    MAINLAND.contains(&zone) || jiff::tz::TimeZone::get(zone).is_err()
}

impl Finder<'_> {
    /// Whether the rules of the Chinese mainland hold for this plan.
    pub(super) fn mainland(&self) -> bool {
        self.plan.time_zone.get().is_some_and(|zone| in_mainland(zone))
    }

    pub(super) fn wording(&mut self) {
        let plan = self.plan;
        let mut texts = vec![("title".to_owned(), &plan.title), ("short".to_owned(), &plan.short)];
        texts.extend(
            plan.category.iter().enumerate().map(|(n, it)| (format!("category[{n}].name"), &it.name)),
        );
        for (n, stage) in plan.stage.iter().enumerate() {
            texts.push((format!("stage[{n}].name"), &stage.name));
            if let Some(title) = stage.naming.as_ref().and_then(|naming| naming.title.get()) {
                texts.push((format!("stage[{n}].naming.title"), title));
            }
        }
        for (path, text) in texts {
            for word in COMMENDING.into_iter().filter(|word| text.contains(word)) {
                self.warn("commending-word", path.clone(), &[("word", said(word))]);
            }
        }
    }

    /// A vote that is paid for, either way.
    pub(super) fn paid(&mut self, rules: &VoteRules, path: &str) {
        if !rules.reward.is_empty() {
            let reward = said(&rules.reward.join("；"));
            self.warn("vote-rewarded", format!("{path}.reward"), &[("reward", reward)]);
        }
    }

    /// What a channel takes from its voters: money, a following, personal data that the vote does not need.
    pub(super) fn taken_from_voters(&mut self, channel: &Channel, path: &str) {
        let name = || ("channel", said(&channel.name));
        if let Some(fee) = channel.fee.as_ref().filter(|fee| !fee.is_zero()) {
            let args =
                [name(), ("fee", Arg::Money(fee.as_str().to_owned(), self.plan.currency().to_owned()))];
            self.warn("vote-fee", format!("{path}.fee"), &args);
        }
        if channel.asks.contains(&Asks::Follow) {
            self.warn("follow-forced", format!("{path}.asks"), &[name()]);
        }
        if let Some(undone) = &channel.undone_by {
            self.warn("vote-undone", format!("{path}.undone_by"), &[name(), ("by", said(undone))]);
        }
        let proves = matches!(channel.identity.get(), Some(Identity::RealName | Identity::Member));
        if channel.asks.contains(&Asks::IdNumber) && !proves {
            let args = [name(), ("what", Arg::Word("plan-asks-id-number"))];
            self.warn("asks-too-much", format!("{path}.asks"), &args);
        }
    }
}
