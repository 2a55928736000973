//! Methods that find winners from ballots directly.

use text::{args, t, ta};

use super::{Page, parts, whom};
use crate::method::{AtBorder, Break, Quota, Reach, SupportRule, Surplus, TransferRule, Whole};
use crate::names;
use crate::result::Combine;
use crate::stated::Stated;
use crate::types::Plan;

pub(super) fn method(page: &mut Page, plan: &Plan, method: &Combine) {
    let lang = page.lang;
    let stage = |id: &str| args! { "stage" => names::stage(plan, id, lang) };
    match method {
        Combine::Weighted(_) | Combine::Sum(_) => {}
        Combine::Runoff(rule) => {
            page.say("explain-runoff", stage(&rule.stage));
            breaks(page, &rule.ties);
            last(page, &rule.last);
            match rule.against_no_award.reach() {
                Some(Reach::AtLeast) => page.say("explain-against-no-award", args! {}),
                Some(Reach::Above) => page.say("explain-against-no-award-above", args! {}),
                None => {}
            }
        }
        Combine::Transfer(rule) => {
            page.say("explain-transfer", stage(&rule.stage));
            transfer(page, rule);
        }
        Combine::SharedPoint(rule) => page.say("explain-shared-point", stage(&rule.stage)),
        Combine::Support(rule) => {
            page.say("explain-support", stage(&rule.stage));
            support(page, plan, rule);
        }
        Combine::Lists(id) => page.say("explain-lists", stage(id)),
        Combine::Pick(who) => page.say("explain-pick", args! { "who" => who }),
    }
}

/// How equals are told apart inside a run-off or transfer.
fn breaks(page: &mut Page, ties: &Stated<Vec<Break>>) {
    page.rule("transfer-ties", ties, |page, steps| {
        for (n, step) in steps.iter().enumerate() {
            let how = broken(page, step);
            page.say("explain-break", args! { "n" => n + 1, "how" => how });
        }
    });
}

/// How equals for the last place are told apart, where that is a chain of its own.
fn last(page: &mut Page, ties: &Stated<Vec<Break>>) {
    if ties.is_silent() {
        return;
    }
    page.rule("transfer-last", ties, |page, steps| {
        for (n, step) in steps.iter().enumerate() {
            let how = broken(page, step);
            page.say("explain-break-last", args! { "n" => n + 1, "how" => how });
        }
    });
}

fn broken(page: &Page, step: &Break) -> String {
    match step {
        Break::Countback => t(page.lang, "explain-break-countback"),
        Break::Firsts => t(page.lang, "explain-break-firsts"),
        Break::Backwards => t(page.lang, "explain-break-backwards"),
        Break::Forwards => t(page.lang, "explain-break-forwards"),
        Break::Named => t(page.lang, "explain-break-named"),
        Break::Lot(seed) => ta(page.lang, "explain-tie-lot", &args! { "seed" => seed }),
        Break::Resolution => t(page.lang, "explain-tie-resolution"),
        Break::Together => t(page.lang, "explain-break-together"),
    }
}

fn transfer(page: &mut Page, rule: &TransferRule) {
    page.rule("transfer-quota", &rule.quota, |page, quota| {
        let key = match quota {
            Quota::Droop => "explain-quota-droop",
            Quota::DroopExact => "explain-quota-droop-exact",
            Quota::Hare => "explain-quota-hare",
            Quota::HareWhole => "explain-quota-hare-whole",
        };
        page.say(key, args! {});
    });
    page.rule("transfer-reach", &rule.reach, |page, reach| {
        let bar = t(page.lang, "plan-rule-transfer-quota");
        page.say(parts::reach_key(*reach), args! { "bar" => bar });
    });
    page.rule("transfer-surplus", &rule.surplus, surplus);
    breaks(page, &rule.ties);
    last(page, &rule.last);
}

fn surplus(page: &mut Page, rule: &Surplus) {
    page.rule("surplus-parcel", &rule.parcel, |page, it| {
        let value = page.word("parcel", it);
        page.fact("surplus-parcel", value);
    });
    page.rule("surplus-by", &rule.by, |page, it| {
        let value = page.word("reckoned", it);
        page.fact("surplus-by", value);
    });
    page.rule("surplus-over", &rule.over, |page, it| {
        let value = page.word("divided", it);
        page.fact("surplus-over", value);
    });
    page.rule("surplus-order", &rule.order, |page, it| {
        let value = page.word("surplus", it);
        page.fact("surplus-order", value);
    });
    page.fact_of("surplus-places", rule.places);
    page.fact_of("surplus-from", rule.from.as_ref().map(|from| from.as_str()));
}

fn support(page: &mut Page, plan: &Plan, rule: &SupportRule) {
    page.rule("support-of", &rule.of, |page, whole: &Whole| {
        let whole = page.word("whole", whole);
        page.say("explain-support-of", args! { "whole" => whole });
    });
    page.rule("support-bar", &rule.bar, |page, rows| {
        for row in rows {
            let share = row.share.share();
            let share = share.as_str();
            match &row.when {
                Some(when) => {
                    page.say(
                        "explain-bar-when",
                        args! { "whom" => whom(page, plan, when), "share" => share },
                    );
                }
                None => page.say("explain-bar", args! { "share" => share }),
            }
            if let Some(from) = row.from {
                page.say("explain-bar-from", args! { "share" => share, "n" => from });
            }
            if let Some(n) = row.entrants {
                let args = args! { "share" => share, "least" => n.least, "most" => n.most };
                page.say("explain-bar-entrants", args);
            }
            page.rule("bar-reach", &row.reach, |page, reach| {
                page.say(parts::reach_key(*reach), args! { "bar" => share });
            });
        }
    });
    match rule.ballots {
        Some(n) => page.say("explain-panel-ballots", args! { "n" => n }),
        None => page.say("explain-panel-ballots-once", args! {}),
    }
    if let Some(further) = &rule.further {
        if let Some(times) = &further.times {
            page.say("explain-further", args! { "n" => times.as_str() });
        }
        if let Some(n) = further.but {
            page.say("explain-further-but", args! { "n" => n });
        }
        page.rule("further-equals", &further.equals, |page, at| {
            let key = match at {
                AtBorder::In => "explain-further-in",
                AtBorder::Out => "explain-further-out",
                AtBorder::Anew => "explain-further-anew",
            };
            page.say(key, args! {});
        });
    }
    if let Some(casting) = &rule.casting {
        let args = args! { "who" => names::electorate(plan, &casting.who), "times" => casting.times };
        page.say("explain-casting", args);
        if let Some(from) = casting.from {
            page.say("explain-casting-from", args! { "n" => from });
        }
    }
}
