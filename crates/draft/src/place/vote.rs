//! The rules of a public vote, with its channels.

use plan::{BallotShape, Channel, Identity, Limit, Medium, Penalty, Per, Stated, VoteMode, VoteRules};

use super::Placer;
use crate::fact::{By, Counts, Fact, Rule, Stretch};
use crate::pattern::pattern;
use crate::rules::of_vote;

impl Placer<'_> {
    pub(super) fn vote(&mut self, at: &str, first: bool) -> VoteRules {
        let weighted = self.found.iter().any(|found| match &found.fact {
            Fact::Weights { .. } => true,
            Fact::Rule(Rule::Parts(parts), _) => parts.iter().any(|(name, _)| of_vote(name)),
            _ => false,
        });
        let mode = if weighted && first {
            self.make(format!("{at}.mode"), "weighted");
            Stated::Is(VoteMode::Weighted)
        } else {
            Stated::NotStated
        };
        let ballot = self.first(first, &format!("{at}.ballot"), |fact| match fact {
            Fact::Ballot { least, most } => {
                Some(BallotShape::Approve { least: least.unwrap_or(1), most: *most })
            }
            _ => None,
        });
        let display = self.first(first, &format!("{at}.display"), |fact| match fact {
            Fact::Display(display) => Some(display.clone()),
            _ => None,
        });
        let mut channels = self.channels(at, first);
        let limits = if first { self.limits(at, &mut channels) } else { Vec::new() };
        let one_channel = self.first(first, &format!("{at}.one_channel"), |fact| match fact {
            Fact::OneChannel(_) => Some(true),
            _ => None,
        });
        let penalty = if first { self.penalties(at) } else { Vec::new() };
        VoteRules {
            mode,
            channel: channels,
            one_channel,
            ballot,
            limit: if limits.is_empty() { Stated::NotStated } else { Stated::Is(limits) },
            penalty,
            display,
            ballot_clause: self.clause_at(&format!("{at}.ballot")),
            ..VoteRules::default()
        }
    }

    fn channels(&mut self, at: &str, first: bool) -> Vec<Channel> {
        let names = self.every(
            |_| format!("{at}.channel"),
            |fact| match fact {
                Fact::Channel(name) => Some(name.clone()),
                _ => None,
            },
        );
        let mut channels: Vec<Channel> = Vec::new();
        for name in names {
            let id = channel_id(&name, channels.len());
            // 网络 and 网上 are one way in.
            if channels.iter().any(|channel| channel.id == id) {
                continue;
            }
            let medium = medium(&name);
            if medium.is_some() {
                self.make(format!("{at}.channel[{}].medium", channels.len()), "medium");
            }
            let medium = medium.map_or(Stated::NotStated, Stated::Is);
            channels.push(Channel { id, name, medium, ..Channel::default() });
        }
        if first {
            self.windows(at, &mut channels);
        }
        channels
    }

    /// Windows and postmarks of channels. One that belongs to no channel, or to which of several nobody can tell,
    /// stays beside the plan.
    fn windows(&mut self, at: &str, channels: &mut [Channel]) {
        for (n, found) in self.found.iter().enumerate() {
            match &found.fact {
                Fact::ChannelWindow { names, opens, closes } => {
                    let ids: Vec<String> = names.iter().map(|name| channel_id(name, usize::MAX)).collect();
                    let known = |id: &String| channels.iter().any(|channel| channel.id == *id);
                    if ids.is_empty() || !ids.iter().all(known) {
                        continue;
                    }
                    for channel in channels.iter_mut().filter(|channel| ids.contains(&channel.id)) {
                        channel.opens = opens.map_or(Stated::NotStated, Stated::Is);
                        channel.closes = closes.map_or(Stated::NotStated, Stated::Is);
                    }
                    self.paths[n] = format!("{at}.channel");
                }
                Fact::DatedBy(which, _) => {
                    let sent = |channel: &Channel| {
                        matches!(
                            channel.medium,
                            Stated::Is(Medium::Newspaper | Medium::Post | Medium::Printed)
                        ) || channel.id == "paper"
                    };
                    if let Some(place) = only(channels, sent) {
                        channels[place].dated_by = Stated::Is(*which);
                        self.paths[n] = format!("{at}.channel[{place}].dated_by");
                    }
                }
                _ => {}
            }
        }
    }

    /// Limits of a voter, which are the stage's; those by address or number are of the one channel in which that
    /// stands for a voter.
    fn limits(&mut self, at: &str, channels: &mut [Channel]) -> Vec<Limit> {
        let mut all = Vec::new();
        for (n, found) in self.found.iter().enumerate() {
            let (by, limit) = match &found.fact {
                Fact::Limit { counts: Counts::Ballots, by, n, per } => {
                    (*by, Limit { ballots: Some(*n), per: period(*per), ..Limit::default() })
                }
                Fact::Limit { counts: Counts::Same, by, n, per } => {
                    (*by, Limit { same: Some(*n), per: period(*per), ..Limit::default() })
                }
                Fact::Interval { by, per } => {
                    (*by, Limit { ballots: Some(1), per: period(*per), ..Limit::default() })
                }
                _ => continue,
            };
            let (medium, identity) = match by {
                By::Voter => {
                    // 客户端和网站每个账号每天五票 binds there, and not on paper.
                    let folded = &self.source.sentences[found.at].folded;
                    let own = pattern!("(?P<w>(?:报纸|客户端|网站|微信|微博|短信|网络|APP|[和、与及])+)每个?(?:账号|账户|ID|用户|人|微信号)").captures(folded);
                    let own: Vec<usize> = (0..channels.len())
                        .filter(|n| {
                            own.as_ref().is_some_and(|own| own["w"].contains(channels[*n].name.as_str()))
                        })
                        .collect();
                    if !own.is_empty() && own.len() < channels.len() && limit.ballots.is_some() {
                        for place in &own {
                            match &mut channels[*place].limit {
                                Stated::Is(limits) => limits.push(limit.clone()),
                                silent => *silent = Stated::Is(vec![limit.clone()]),
                            }
                        }
                        self.paths[n] = format!("{at}.channel[{}].limit", own[0]);
                        continue;
                    }
                    all.push(limit);
                    self.paths[n] = format!("{at}.limit");
                    continue;
                }
                By::Address => (Medium::Web, Identity::Address),
                By::Mobile => (Medium::Sms, Identity::Phone),
                By::Landline => (Medium::Phone, Identity::Phone),
            };
            let alone = channels.len() == 1 && by == By::Mobile;
            let fits = |channel: &Channel| alone || channel.medium == Stated::Is(medium);
            let Some(place) = only(channels, fits) else { continue };
            let channel = &mut channels[place];
            channel.identity = Stated::Is(identity);
            match &mut channel.limit {
                Stated::Is(limits) => limits.push(limit),
                silent => *silent = Stated::Is(vec![limit]),
            }
            self.paths[n] = format!("{at}.channel[{place}].limit");
        }
        all
    }

    fn penalties(&mut self, at: &str) -> Vec<Penalty> {
        let mut all = Vec::new();
        for (n, found) in self.found.iter().enumerate() {
            let Fact::Penalty(voids, text) = &found.fact else { continue };
            self.paths[n] = format!("{at}.penalty");
            let clause = self.source.sentences[found.at].clause.clone();
            all.push(Penalty { voids: *voids, by: Stated::NotStated, text: text.clone(), clause });
        }
        all
    }
}

/// The one channel that fits; `None` where several do, or none.
fn only(channels: &[Channel], fits: impl Fn(&Channel) -> bool) -> Option<usize> {
    let mut all = channels.iter().enumerate().filter(|(_, channel)| fits(channel)).map(|(place, _)| place);
    let first = all.next()?;
    all.next().is_none().then_some(first)
}

fn period(per: Stretch) -> Per {
    match per {
        Stretch::Day => Per::Day,
        Stretch::Stage => Per::Stage,
        Stretch::Hours(n) => Per::Minutes(n.saturating_mul(60)),
        Stretch::Minutes(n) => Per::Minutes(n),
    }
}

/// What a ballot of a channel of this name travels on; `None` where the name does not say.
fn medium(name: &str) -> Option<Medium> {
    match name {
        "网络" | "网上" | "线上" | "网站" | "内网" | "H5" => Some(Medium::Web),
        "微信" | "公众号" => Some(Medium::Wechat),
        "短信" | "手机短信" => Some(Medium::Sms),
        "报纸" => Some(Medium::Newspaper),
        "微博" => Some(Medium::Weibo),
        "客户端" | "APP" => Some(Medium::App),
        "固话" | "热线" => Some(Medium::Phone),
        "现场" => Some(Medium::OnSite),
        "信函" => Some(Medium::Post),
        _ => None,
    }
}

pub(super) fn channel_id(name: &str, n: usize) -> String {
    match name {
        "网络" | "网上" | "网站" | "H5" => "web".to_owned(),
        "微信" | "公众号" | "小程序" => "wechat".to_owned(),
        "微博" => "weibo".to_owned(),
        "内网" => "intranet".to_owned(),
        "短信" | "手机短信" => "sms".to_owned(),
        "报纸" => "newspaper".to_owned(),
        "纸质" | "纸" => "paper".to_owned(),
        "客户端" | "APP" => "app".to_owned(),
        "固话" | "热线" => "phone".to_owned(),
        "现场" => "site".to_owned(),
        "信函" => "post".to_owned(),
        _ => format!("channel-{}", n.saturating_add(1)),
    }
}
