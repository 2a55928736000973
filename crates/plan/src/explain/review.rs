//! Reviews: the panel, what it scores and votes, its procedure.

use text::args;

use super::{Page, category_name, electorate_name, votes};
use crate::method::Reach;
use crate::review::{Criterion, Disclosure, RecusalGround, ReviewRules};
use crate::types::Plan;

pub(super) fn review(page: &mut Page, plan: &Plan, rules: &ReviewRules) {
    page.fact_of("review-electorate", rules.electorate.as_deref().map(|id| electorate_name(plan, id)));
    page.rule("review-panel", &rules.panel, |page, seats| {
        for seat in seats {
            match seat.seats.get() {
                Some(n) => page.say("explain-panel-seat", args! { "kind" => &seat.name, "n" => *n }),
                None => {
                    page.open("panel-seats");
                    page.unsaid("explain-panel-seat-open", args! { "kind" => &seat.name });
                }
            }
        }
    });
    // A panel that votes and does not score has no rubric to be silent about.
    let scored = !rules.ballot.is_stated() || rules.scores();
    if !scored && rules.rubric.is_stated() {
        page.say("explain-no-scores", args! {});
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
        let name = category_name(plan, &category.id, page.lang).to_owned();
        page.rule("category-rubric", &category.rubric, |page, lines| {
            page.say("explain-rubric-of", args! { "category" => name });
            criteria(page, lines, None);
        });
    }
    page.where_said("review-ballot", &rules.ballot, |page, shape| {
        page.say("explain-judges-vote", args! {});
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
        page.say(key, args! { "quorum" => quorum.as_str() });
    });
    page.where_said("review-quorum-reach", &rules.quorum_reach, |_, _| {});
    page.where_yes("review-proxy", &rules.proxy);
    page.where_fact("review-alternates", &rules.alternates);
    page.rule("review-disclosure", &rules.disclosure, |page, disclosure| {
        let key = match disclosure {
            Disclosure::Signed => "explain-disclosure-signed",
            Disclosure::Pseudonymous => "explain-disclosure-pseudonymous",
            Disclosure::Secret => "explain-disclosure-secret",
        };
        page.say(key, args! {});
    });
    page.where_word("review-signed", "signed", &rules.signed);
    page.fact_list("review-hidden", &rules.hidden);
    page.where_yes("review-shown", &rules.shown);
    page.where_yes("review-open-count", &rules.open_count);
    page.fact_list("review-defence", &rules.defence);
    page.rule("review-recusal", &rules.recusal, |page, recusal| {
        page.under(&recusal.clause, |page| {
            let grounds = page.words(recusal.grounds.iter().map(|ground| match ground {
                RecusalGround::Own => "plan-recusal-own",
                RecusalGround::Kin => "plan-recusal-kin",
                RecusalGround::SameUnit => "plan-recusal-same-unit",
                RecusalGround::SameOutlet => "plan-recusal-same-outlet",
                RecusalGround::Recommender => "plan-recusal-recommender",
                RecusalGround::Other => "plan-recusal-other",
            }));
            page.say("explain-recusal", args! { "grounds" => grounds });
            if recusal.everywhere {
                page.say("explain-recusal-everywhere", args! {});
            }
        });
    });
}

/// The lines of a rubric: each with its points, its weight among its neighbours, and what stands below it.
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
        if line.places > 0 {
            page.say("explain-criterion-places", args! { "name" => &line.name, "n" => line.places });
        }
        criteria(page, &line.lines, Some(&line.name));
    }
}
