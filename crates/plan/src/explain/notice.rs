//! Notices: how long, where, and what becomes of objections.

use text::{args, t};

use super::{Page, list_key};
use crate::calendar::FirstDay;
use crate::stage::{DayKind, NoticeRules, StageKind, Upheld};
use crate::stated::Stated;
use crate::types::Plan;

pub(super) fn notice(page: &mut Page, plan: &Plan, rules: &NoticeRules) {
    page.say("explain-notice-list", args! { "list" => t(page.lang, list_key(rules.list)) });
    match (rules.days.get(), rules.day.get()) {
        (Some(n), Some(DayKind::Working)) => page.say("explain-notice-working", args! { "n" => *n }),
        (Some(n), Some(DayKind::Calendar)) => page.say("explain-notice-calendar", args! { "n" => *n }),
        _ => {
            page.rule("notice-days", &rules.days, |page, n| {
                page.say("explain-notice-days", args! { "n" => *n })
            });
            page.rule("notice-day", &rules.day, |_, _| {});
            if rules.days.is_stated() {
                page.say("explain-notice-end-open", args! {});
            }
        }
    }
    match &rules.first {
        Stated::Is(FirstDay::Same) => page.say("explain-first-same", args! {}),
        Stated::Is(FirstDay::Next) => page.say("explain-first-next", args! {}),
        Stated::NotStated => {
            page.open("notice-first");
            page.unsaid("explain-first-open", args! {});
        }
        Stated::Contradictory(_) => page.rule("notice-first", &rules.first, |_, _| {}),
    }
    page.fact_list("notice-at", &rules.at);
    if rules.local {
        page.say("explain-notice-local", args! {});
    }
    page.where_word("notice-upheld", "upheld", &rules.upheld);
    page.where_fact("notice-inquiry", &rules.inquiry);
    page.rule("notice-receiver", &rules.receiver, |page, who| {
        page.say("explain-receiver", args! { "who" => who })
    });
    page.rule("notice-ruling-days", &rules.ruling_days, |page, n| {
        page.say("explain-ruling", args! { "n" => *n })
    });
    page.rule("notice-anonymous", &rules.anonymous, |page, taken| {
        page.say(if *taken { "explain-anonymous" } else { "explain-not-anonymous" }, args! {});
    });
    // Opinions that bind nobody keep nobody from a title, and without a naming there is none.
    let names = plan.stages(StageKind::Naming).next().is_some();
    if names && rules.upheld.get() != Some(&Upheld::Heard) {
        page.say("explain-blocks", args! {});
    }
}
