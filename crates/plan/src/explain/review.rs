//! Reviews: the panel, what it scores and votes, its procedure.

use text::{args, t, ta};

use super::{Page, about, results, votes};
use crate::check::ground_key;
use crate::method::Reach;
use crate::names;
use crate::result::Amount;
use crate::review::{Criterion, Disclosure, Recused, ReviewRules};
use crate::size::Size;
use crate::types::Plan;

pub(super) fn review(page: &mut Page, plan: &Plan, rules: &ReviewRules) {
    page.fact_of("review-electorate", rules.electorate.as_deref().map(|id| names::electorate(plan, id)));
    page.rule("review-panel", &rules.panel, |page, seats| {
        for seat in seats {
            match seat.seats.get() {
                Some(size) => {
                    let size = about::sized(size, page.lang);
                    page.say("explain-panel-seat", args! { "kind" => &seat.name, "size" => size });
                }
                None => {
                    page.open("panel-seats");
                    page.unsaid("explain-panel-seat-open", args! { "kind" => &seat.name });
                }
            }
        }
    });
    for row in &rules.composition {
        for (key, amount) in [("explain-panel-least", &row.least), ("explain-panel-most", &row.most)] {
            if let Some(amount) = amount {
                let amount = match amount {
                    Amount::Count(n) => about::sized(&Size::Exactly(*n), page.lang),
                    share => results::amount(share, t(page.lang, "explain-share-of-all"), page.lang),
                };
                page.say(key, args! { "name" => &row.name, "amount" => amount });
            }
        }
    }
    if let Some(years) = rules.once_in_years {
        page.say("explain-once-in-years", args! { "n" => years });
    }
    // A panel that votes and does not score has no rubric to be silent about.
    let scored = rules.may_score();
    let votes = !rules.ballot.is_silent();
    if !scored && rules.rubric.is_stated() {
        page.say(if votes { "explain-no-scores" } else { "explain-deliberates" }, args! {});
    }
    page.under(&rules.rubric_clause, |page| {
        if !scored {
            return;
        }
        page.rule("review-rubric", &rules.rubric, |page, rubric| {
            criteria(page, rubric, None);
        });
    });
    for category in &rules.category {
        let name = names::category(plan, &category.id, page.lang).to_owned();
        page.rule("category-rubric", &category.rubric, |page, lines| {
            let head = ta(page.lang, "explain-rubric-of", &args! { "category" => name });
            page.headed(head, |page| criteria(page, lines, None));
        });
    }
    page.where_said("review-ballot", &rules.ballot, |page, shape| {
        if scored {
            page.say("explain-judges-vote", args! {});
        }
        votes::shape(page, shape);
    });
    votes::faults(page, &rules.faults);
    page.where_word("review-aggregate", "aggregate", &rules.aggregate);
    page.where_said("review-places", &rules.places, |page, n| {
        page.say("explain-panel-places", args! { "n" => *n });
    });
    if let Some(rounding) = &rules.rounding {
        let value = page.word("rounding", rounding);
        page.fact("review-rounding", value);
    }
    let trim = |page: &mut Page, n: &u32| match n {
        0 => page.say("explain-no-trim", args! {}),
        n => page.say("explain-trim", args! { "n" => *n }),
    };
    let least = |page: &mut Page, n: &u32| page.say("explain-sheets-least", args! { "n" => *n });
    if scored {
        page.rule("review-trim", &rules.trim, trim);
        page.rule("review-sheets-least", &rules.sheets_least, least);
    } else {
        page.where_said("review-trim", &rules.trim, trim);
        page.where_said("review-sheets-least", &rules.sheets_least, least);
    }
    page.rule("review-quorum", &rules.quorum, |page, quorum| {
        let above = rules.quorum_reach.get() == Some(&Reach::Above);
        let key = if above { "explain-quorum-above" } else { "explain-quorum" };
        page.say(key, args! { "quorum" => quorum.share() });
    });
    page.where_said("review-quorum-reach", &rules.quorum_reach, |_, _| {});
    page.where_yes("review-proxy", &rules.proxy);
    page.where_fact("review-alternates", &rules.alternates);
    let published = |page: &mut Page, disclosure: &Disclosure| {
        let [scores, ballots] = match disclosure {
            Disclosure::Signed => ["explain-disclosure-signed", "explain-ballots-signed"],
            Disclosure::Pseudonymous => ["explain-disclosure-pseudonymous", "explain-ballots-pseudonymous"],
            Disclosure::Secret => ["explain-disclosure-secret", "explain-ballots-secret"],
        };
        if scored || !votes {
            page.say(scores, args! {});
        }
        if votes {
            page.say(ballots, args! {});
        }
    };
    if scored {
        page.rule("review-disclosure", &rules.disclosure, published);
    } else {
        page.where_said("review-disclosure", &rules.disclosure, published);
    }
    page.where_word("review-signed", "signed", &rules.signed);
    page.fact_list("review-hidden", &rules.hidden);
    page.where_yes("review-shown", &rules.shown);
    page.where_yes("review-open-count", &rules.open_count);
    page.fact_list("review-defence", &rules.defence);
    page.rule("review-recusal", &rules.recusal, |page, recusal| {
        page.under(&recusal.clause, |page| {
            let grounds = page.words(recusal.grounds.iter().map(|ground| ground_key(*ground)));
            page.say("explain-recusal", args! { "grounds" => grounds });
            for row in &recusal.follows {
                follows(page, plan, row);
            }
            if recusal.everywhere {
                page.say("explain-recusal-everywhere", args! {});
            }
        });
    });
}

/// The lines of a rubric: each with its points, its weight among its neighbours, and what stands below it.
/// What follows from some grounds.
fn follows(page: &mut Page, plan: &Plan, row: &Recused) {
    let grounds = match row.grounds.as_slice() {
        [] => t(page.lang, "explain-recused-all"),
        some => page.words(some.iter().map(|ground| ground_key(*ground))),
    };
    let categories = page.list(row.category.iter().map(|id| names::category(plan, id, page.lang)));
    page.rule("follows-from", &row.from, |page, from| {
        let args = args! { "grounds" => &grounds, "from" => page.word("stands-back", from) };
        page.say("explain-recused", args);
    });
    if !row.category.is_empty() {
        page.say("explain-recused-in", args! { "grounds" => &grounds, "categories" => categories });
    }
    page.where_said("follows-present", &row.present, |page, counts| {
        let key = if *counts { "explain-recused-present" } else { "explain-recused-absent" };
        page.say(key, args! { "grounds" => &grounds });
    });
}

fn criteria(page: &mut Page, lines: &[Criterion], heading: Option<&str>) {
    for line in lines {
        let key = match (line.lines.is_empty(), line.about.is_empty()) {
            (false, true) => "explain-heading",
            (false, false) => "explain-heading-about",
            (true, true) => "explain-criterion",
            (true, false) => "explain-criterion-about",
        };
        page.say(key, args! { "name" => &line.name, "most" => line.most, "about" => &line.about });
        if let Some(heading) = heading {
            page.say("explain-criterion-under", args! { "name" => &line.name, "heading" => heading });
        }
        if !line.lines.is_empty() && line.most > 0 {
            page.say("explain-heading-most", args! { "name" => &line.name, "most" => line.most });
        }
        if let Some(weight) = &line.weight {
            page.say("explain-criterion-weight", args! { "name" => &line.name, "weight" => weight.as_str() });
        }
        if line.least > 0 {
            page.say("explain-criterion-least", args! { "name" => &line.name, "n" => line.least });
        }
        if line.places > 0 {
            page.say("explain-criterion-places", args! { "name" => &line.name, "n" => line.places });
        }
        criteria(page, &line.lines, Some(&line.name));
    }
}
