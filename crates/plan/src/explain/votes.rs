//! Votes: who, by which way, how a ballot is filled in, how often, what is shown.

use text::{Args, Lang, args, t, ta};

use super::{Page, hour};
use crate::ballot::{BallotShape, Equals, Faults, Limit, OwnBy, Penalty, Per};
use crate::channel::{Channel, Identity, Medium, PaperRules};
use crate::names;
use crate::review::Disclosure;
use crate::stage::{Display, Order, VoteMode, VoteRules};
use crate::stated::Stated;
use crate::types::Plan;

/// A ballot's shape in one sentence.
pub fn shape_sentence(shape: &BallotShape, lang: Lang) -> String {
    let (key, args) = shape_words(shape);
    ta(lang, key, &args)
}

fn shape_words(shape: &BallotShape) -> (&'static str, Args) {
    match *shape {
        BallotShape::Approve { least, most } if least == most => {
            ("explain-approve-exactly", args! { "n" => most })
        }
        BallotShape::Approve { least, most } => {
            ("explain-approve", args! { "least" => least, "most" => most })
        }
        BallotShape::Points { least, most, total: None } if least == most => {
            ("explain-points-exactly", args! { "n" => most })
        }
        BallotShape::Points { least, most, total: None } => {
            ("explain-points", args! { "least" => least, "most" => most })
        }
        BallotShape::Points { least, most, total: Some(total) } => {
            ("explain-points-together", args! { "least" => least, "most" => most, "total" => total })
        }
        BallotShape::Rank { least, most: Some(most), .. } if least == most => {
            ("explain-rank-exactly", args! { "n" => most })
        }
        BallotShape::Rank { least, most: Some(most), .. } => {
            ("explain-rank", args! { "least" => least, "most" => most })
        }
        BallotShape::Rank { least, most: None, .. } => ("explain-rank-all", args! { "least" => least }),
        BallotShape::Opinion { most: Some(most) } => ("explain-opinion-most", args! { "most" => most }),
        BallotShape::Opinion { most: None } => ("explain-opinion", args! {}),
    }
}

/// A limit, a sentence for each of its bounds.
pub fn limit_sentences(limit: &Limit, lang: Lang) -> Vec<String> {
    limit_words(limit, lang).into_iter().map(|(key, args)| ta(lang, key, &args)).collect()
}

fn limit_words(limit: &Limit, lang: Lang) -> Vec<(&'static str, Args)> {
    let bounds = [
        (limit.ballots, ["explain-limit-day", "explain-limit-stage", "explain-limit-minutes"]),
        (
            limit.choices,
            ["explain-limit-choices-day", "explain-limit-choices-stage", "explain-limit-choices-minutes"],
        ),
        (limit.same, ["explain-limit-same-day", "explain-limit-same-stage", "explain-limit-same-minutes"]),
    ];
    let scope = || t(lang, if limit.together { "explain-limit-together" } else { "explain-limit-each" });
    let mut said = Vec::new();
    for (bound, [day, stage, minutes]) in bounds {
        let Some(n) = bound else { continue };
        said.push(match &limit.per {
            Per::Day | Per::DayFrom(_) => (day, args! { "n" => n, "scope" => scope() }),
            Per::Stage => (stage, args! { "n" => n, "scope" => scope() }),
            Per::Minutes(length) => (minutes, args! { "n" => n, "minutes" => *length, "scope" => scope() }),
        });
    }
    match &limit.per {
        Per::DayFrom(Stated::Is(from)) => {
            said.push(("explain-limit-day-from", args! { "from" => from.to_string() }));
        }
        Per::DayFrom(_) => said.push(("explain-limit-day-open", args! {})),
        _ => {}
    }
    said
}

/// A shape, and what two candidates in one place of it mean.
pub(super) fn shape(page: &mut Page, shape: &BallotShape) {
    let (key, args) = shape_words(shape);
    page.say(key, args);
    if let BallotShape::Rank { equals, .. } = shape {
        page.where_said("rank-equals", equals, |page, equals| {
            let key = match equals {
                Equals::Share => "explain-equals-share",
                Equals::End => "explain-equals-end",
                Equals::Void => "explain-equals-void",
            };
            page.say(key, args! {});
        });
    }
}

/// What each fault of a ballot spoils.
pub(super) fn faults(page: &mut Page, faults: &Faults) {
    page.where_word("faults-too-many", "spoils", &faults.too_many);
    page.where_word("faults-too-few", "spoils", &faults.too_few);
    page.where_word("faults-twice", "spoils", &faults.twice);
    page.where_word("faults-unknown", "spoils", &faults.unknown);
    page.where_word("faults-own", "spoils", &faults.own);
}

fn limits(page: &mut Page, limits: &[Limit]) {
    let lang = page.lang;
    for (key, args) in limits.iter().flat_map(|limit| limit_words(limit, lang)) {
        page.say(key, args);
    }
}

pub(super) fn vote(page: &mut Page, plan: &Plan, rules: &VoteRules) {
    page.rule("vote-mode", &rules.mode, |page, mode| {
        let key = match mode {
            VoteMode::None => "explain-mode-none",
            VoteMode::Display => "explain-mode-display",
            VoteMode::Advisory => "explain-mode-advisory",
            VoteMode::Weighted => "explain-mode-weighted",
        };
        page.say(key, args! {});
    });
    if rules.mode.get() == Some(&VoteMode::Weighted) || rules.weight_basis.is_stated() {
        page.rule("vote-weight-basis", &rules.weight_basis, |page, basis| {
            page.say("explain-weight-basis", args! { "basis" => basis });
        });
    }
    if !rules.electorate.is_empty() {
        let names = page.list(rules.electorate.iter().map(|id| names::electorate(plan, id)));
        page.fact("vote-electorate", names);
    }
    if rules.channel.is_empty() && rules.mode.get() != Some(&VoteMode::None) {
        // No value that is silent, but a list of none: the check asks of it in words of its own.
        page.say("explain-not-stated", args! { "rule" => t(page.lang, "plan-word-channel") });
    }
    for channel in &rules.channel {
        match channel.identity.get() {
            Some(identity) => {
                let identity = t(page.lang, identified(channel, *identity));
                page.say("explain-channel", args! { "channel" => &channel.name, "identity" => identity });
            }
            None => {
                page.open("channel-identity");
                page.unsaid("explain-channel-open", args! { "channel" => &channel.name });
                if let Stated::Contradictory(_) = channel.identity {
                    page.rule("channel-identity", &channel.identity, |_, _| {});
                }
            }
        }
        by_channel(page, plan, channel);
        if let Some(rules) = &channel.paper {
            paper(page, channel, rules);
        }
    }
    page.under(&rules.ballot_clause, |page| {
        page.rule("vote-ballot", &rules.ballot, |page, shape| {
            self::shape(page, shape);
        });
        page.where_said("vote-together", &rules.together, |page, bounds| {
            let exactly = bounds.least == bounds.most;
            let key = if exactly { "explain-together-exactly" } else { "explain-together" };
            page.say(key, args! { "least" => bounds.least, "most" => bounds.most });
        });
        faults(page, &rules.faults);
        if let Some(own) = &rules.not_own {
            let key = match own.by {
                OwnBy::Region => "explain-not-own-region",
                OwnBy::Voter => "explain-not-own-voter",
            };
            page.say(key, args! { "attribute" => names::attribute(plan, &own.attribute) });
        }
        for beside in &rules.beside {
            let value = page.word("beside", beside);
            page.fact("vote-beside", value);
        }
        let limit = |page: &mut Page, bounds: &Vec<Limit>| {
            limits(page, bounds);
            // A voter's ballots must be told apart from others' over the period that the limit counts: so the ballot
            // box keeps to limits of that kind.
            if bounds.len() == 1 && rules.slots().is_some() {
                let whole = bounds.iter().any(|limit| limit.per == Per::Stage);
                page.say(if whole { "explain-pseudonym-stage" } else { "explain-pseudonym-day" }, args! {});
            }
        };
        // Channels may say it each for itself.
        let by_channel = rules.channel.iter().all(|channel| !channel.limit.is_silent());
        if by_channel && !rules.channel.is_empty() {
            page.where_said("vote-limit", &rules.limit, limit);
        } else {
            page.rule("vote-limit", &rules.limit, limit);
        }
    });
    for category in &rules.category {
        let category_name = names::category(plan, &category.id, page.lang);
        let head = ta(page.lang, "explain-vote-of", &args! { "category" => category_name });
        page.headed(head, |page| {
            page.where_said("category-ballot", &category.ballot, self::shape);
            page.where_said("category-limit", &category.limit, |page, bounds| limits(page, bounds));
            if !category.electorate.is_empty() {
                let names = page.list(category.electorate.iter().map(|id| names::electorate(plan, id)));
                page.fact("vote-electorate", names);
            }
        });
    }
    page.where_said("vote-one-channel", &rules.one_channel, |page, one| {
        page.say(if *one { "explain-one-channel" } else { "explain-each-channel" }, args! {});
    });
    page.where_yes("vote-change", &rules.change);
    for penalty in &rules.penalty {
        foul(page, penalty);
    }
    for reward in &rules.reward {
        page.fact("vote-reward", reward.as_str());
    }
    page.rule("vote-display", &rules.display, |page, display| match display {
        Display::Hidden => page.say("explain-display-hidden", args! {}),
        Display::Live => page.say("explain-display-live", args! {}),
        Display::Daily(Stated::Is(hour)) => page.say("explain-display-daily", args! { "hour" => *hour }),
        Display::Daily(_) => page.say("explain-display-each-day", args! {}),
    });
    page.where_said("vote-disclosure", &rules.disclosure, |page, disclosure| {
        let key = match disclosure {
            Disclosure::Signed => "explain-voters-signed",
            Disclosure::Pseudonymous => "explain-voters-pseudonymous",
            Disclosure::Secret => "explain-voters-secret",
        };
        page.say(key, args! {});
    });
    page.rule("vote-order", &rules.order, |page, order| {
        let key = match order {
            Order::Random => "explain-order-random",
            Order::Strokes => "explain-order-strokes",
            Order::Number => "explain-order-number",
        };
        page.say(key, args! {});
    });
}

/// What proves who votes: whoever calls or writes has no code sent.
fn identified(channel: &Channel, identity: Identity) -> &'static str {
    match channel.medium.get() {
        Some(Medium::Phone | Medium::Sms) if identity == Identity::Phone => "plan-identity-caller",
        _ => identity.key(),
    }
}

fn paper(page: &mut Page, channel: &Channel, rules: &PaperRules) {
    page.under(&rules.clause, |page| {
        let places = page.list(rules.place.iter().map(|place| place.name.as_str()));
        page.say("explain-paper", args! { "channel" => &channel.name, "places" => places });
        match rules.until.get() {
            Some(until) => {
                page.say("explain-paper-until", args! { "until" => hour(page.lang, *until, 1440) })
            }
            None => page.say("explain-paper-until-close", args! {}),
        }
    });
}

/// What holds for ballots of one channel.
fn by_channel(page: &mut Page, plan: &Plan, channel: &Channel) {
    page.where_word("channel-medium", "medium", &channel.medium);
    page.where_said("channel-opens", &channel.opens, |page, at| {
        let at = hour(page.lang, *at, 0);
        page.fact("channel-opens", at);
    });
    page.where_said("channel-closes", &channel.closes, |page, at| {
        let at = hour(page.lang, *at, 1440);
        page.fact("channel-closes", at);
    });
    page.where_word("channel-dated-by", "dated-by", &channel.dated_by);
    page.where_said("channel-ballot", &channel.ballot, |page, shape| {
        let head = ta(page.lang, "explain-channel-ballot", &args! { "channel" => &channel.name });
        page.headed(head, |page| self::shape(page, shape));
    });
    page.where_said("channel-limit", &channel.limit, |page, bounds| {
        let head = ta(page.lang, "explain-channel-limit", &args! { "channel" => &channel.name });
        page.headed(head, |page| limits(page, bounds));
    });
    page.fact_of("channel-accounts", channel.accounts);
    page.where_yes("channel-each-account", &channel.each_account);
    if !channel.asks.is_empty() {
        let asked: Vec<String> = channel.asks.iter().map(|asks| page.word("asks", asks)).collect();
        let asked = page.list(asked);
        page.fact("channel-asks", asked);
    }
    page.where_word("channel-checked", "checked", &channel.checked);
    page.where_yes("channel-copies", &channel.copies);
    page.where_yes("channel-proxy", &channel.proxy);
    if let Some(worth) = &channel.worth {
        page.say("explain-worth", args! { "channel" => &channel.name, "n" => worth.as_str() });
    }
    if let Some(fee) = &channel.fee {
        let fee = super::money(page.lang, fee.as_str(), plan.currency());
        page.say("explain-fee", args! { "channel" => &channel.name, "fee" => fee });
    }
    page.fact_of("channel-undone-by", channel.undone_by.as_ref());
    for manner in &channel.manner {
        page.fact("channel-manner", manner.as_str());
    }
}

/// What falls where votes were found to be foul.
fn foul(page: &mut Page, penalty: &Penalty) {
    page.under(&penalty.clause, |page| {
        let key = if penalty.text.is_empty() { "explain-penalty" } else { "explain-penalty-text" };
        page.say(key, args! { "text" => &penalty.text, "voids" => page.word("voids", &penalty.voids) });
        page.where_said("penalty-by", &penalty.by, |page, by| {
            page.say("explain-penalty-by", args! { "by" => by });
        });
    });
}
