//! Results: who takes part, how scores come about, how many go on, what happens in a tie.

use text::{Lang, args, t, ta};

use super::{Open, Page, Section, about, list_key, methods, parts, stages, whom};
use crate::check::no_last_seat;
use crate::names;
use crate::result::{Among, Amount, Combine, Composition, Decide, Of, ResultRule, Take, TieStep, TooFew};
use crate::review::Criterion;
use crate::types::Plan;

pub(super) fn result(plan: &Plan, rule: &ResultRule, open: Vec<Open>, lang: Lang) -> Section {
    let after: Vec<_> = rule.after.ids().iter().map(|id| names::stage(plan, id, lang)).collect();
    let after = after.join(if lang == Lang::Zh { "、" } else { ", " });
    let title = args! { "name" => &rule.name, "stage" => after, "list" => t(lang, list_key(rule.yields)) };
    let mut page = Page::new(ta(lang, "explain-result", &title), &rule.clause, open, lang);
    match &rule.among {
        Some(Among::List(list)) => {
            page.say("explain-among-list", args! { "list" => t(lang, list_key(*list)) })
        }
        Some(Among::Taken(id)) => {
            page.say("explain-among-taken", args! { "round" => names::round(plan, id) })
        }
        Some(Among::Rest(id)) => page.say("explain-among-rest", args! { "round" => names::round(plan, id) }),
        None => {}
    }
    if !rule.category.is_empty() {
        let names = page.list(rule.category.iter().map(|id| names::category(plan, id, lang)));
        page.say("explain-result-category", args! { "categories" => names });
    }
    if let Some(id) = &rule.apart_by {
        page.say("explain-apart-by", args! { "attribute" => names::attribute(plan, id) });
    }
    if rule.unranked() {
        page.say("explain-unranked", args! {});
    } else {
        page.rule("result-combine", &rule.combine, |page, combine| match combine {
            Combine::Weighted(parts) => parts::weighted(page, plan, parts, None),
            Combine::Sum(parts) => parts::sum(page, plan, parts),
            method => methods::method(page, plan, method),
        });
    }
    for fewest in &rule.fewest {
        page.say("explain-fewest", args! { "n" => fewest.count });
        page.rule("fewest-otherwise", &fewest.otherwise, |page, otherwise| {
            let how = match otherwise {
                TooFew::NotHeld | TooFew::Resolution => page.word("too-few", otherwise),
                TooFew::Seats(portion) => {
                    let share = about::portion(page, portion, "seats-rounding");
                    ta(lang, "explain-fewest-seats", &args! { "share" => share })
                }
                TooFew::Without(ids) => {
                    let awards = page.list(ids.iter().map(|id| names::award(plan, id)));
                    ta(lang, "explain-fewest-without", &args! { "awards" => awards })
                }
            };
            page.fact("fewest-otherwise", how);
        });
    }
    page.rule("result-take", &rule.take, |page, take| self::take(page, plan, rule, take));
    if !rule.award.is_empty() {
        let names = page.list(rule.award.iter().map(|id| names::award(plan, id)));
        page.say("explain-awards-given", args! { "awards" => names });
    }
    page.rule("result-decide", &rule.decide, |page, decide| page.say(decides(rule, *decide), args! {}));
    let say = |page: &mut Page, steps: &Vec<TieStep>| {
        for (n, step) in steps.iter().enumerate() {
            let how = tie(plan, rule, step, lang);
            page.say("explain-tie", args! { "n" => n + 1, "how" => how });
        }
    };
    // Where there is no last seat, or the method has a rule of its own, nothing is left unsaid.
    if no_last_seat(plan, rule) {
        page.where_said("result-ties", &rule.ties, say);
    } else {
        page.rule("result-ties", &rule.ties, say);
    }
    match (rule.places.get(), &rule.rounding) {
        (Some(n), None) => page.say("explain-places", args! { "n" => *n }),
        (Some(n), Some(rounding)) => {
            let how = page.word("rounding", rounding);
            page.say("explain-places-how", args! { "n" => *n, "how" => how });
        }
        (None, Some(rounding)) => {
            let how = page.word("rounding", rounding);
            page.fact("result-rounding", how);
        }
        // Left out, nothing is rounded. Where the plan says that it does not say, that is told, and not a rule.
        (None, None) if page.open("result-places") => {
            let args = args! { "rule" => t(lang, "plan-rule-result-places") };
            page.unsaid("explain-not-stated", args);
        }
        (None, None) if scored(rule) => page.say("explain-no-places", args! {}),
        (None, None) => {}
    }
    if let crate::Stated::Contradictory(_) = &rule.places {
        page.rule("result-places", &rule.places, |_, _| {});
    }
    for row in &rule.composition {
        page.under(&row.clause, |page| composition(page, plan, row));
    }
    stages::approvals(&mut page, "result-approval", &rule.approval);
    page.where_said("result-vacancy", &rule.vacancy, |page, may| {
        page.say(if *may { "explain-vacancy" } else { "explain-no-vacancy" }, args! {});
    });
    page.done()
}

/// Whether a round has scores: a sum has, and what is not stated may have.
fn scored(rule: &ResultRule) -> bool {
    !rule.unranked() && matches!(rule.combine.get(), None | Some(Combine::Weighted(_) | Combine::Sum(_)))
}

/// Who decides, in words that fit what there is to decide on.
fn decides(rule: &ResultRule, decide: Decide) -> &'static str {
    let picked = matches!(rule.combine.get(), Some(Combine::Pick(_)));
    match decide {
        Decide::Count if rule.unranked() => "explain-decide-nothing",
        Decide::Count if picked => "explain-decide-pick",
        Decide::Count if scored(rule) => "explain-decide-count",
        Decide::Count => "explain-decide-ballots",
        Decide::Resolution if picked || rule.unranked() => "explain-decide-plain",
        Decide::Resolution if scored(rule) => "explain-decide-resolution",
        Decide::Resolution => "explain-decide-informed",
    }
}

fn take(page: &mut Page, plan: &Plan, rule: &ResultRule, take: &Take) {
    // Where there is a bar, fewer may pass.
    let bar = matches!(rule.combine.get(), Some(Combine::Support(_)))
        || rule.combine.get().is_some_and(|it| it.parts().iter().any(|part| part.bar.is_some()));
    match take {
        Take::Seats if bar => page.say("explain-take-most-seats", args! {}),
        Take::Count(n) if bar => page.say("explain-take-most", args! { "n" => *n }),
        Take::Awards if bar => page.say("explain-take-most-awards", args! {}),
        Take::Seats => page.say("explain-take-seats", args! {}),
        Take::Count(n) => page.say("explain-take-count", args! { "n" => *n }),
        Take::Between(n) => {
            page.say("explain-take-between", args! { "least" => n.least, "most" => n.most });
        }
        Take::Multiple(times) => page.say("explain-take-multiple", args! { "times" => times.as_str() }),
        Take::But(n) => page.say("explain-take-but", args! { "n" => *n }),
        Take::Awards => page.say("explain-take-awards", args! {}),
        Take::All => page.say("explain-take-all", args! {}),
        Take::Passing => page.say("explain-take-passing", args! {}),
        Take::Score(score) => page.say("explain-take-score", args! { "score" => score.as_str() }),
        Take::Of(rows) => {
            for row in rows {
                page.say(
                    "explain-take-of",
                    args! { "whom" => whom(page, plan, &row.when), "n" => row.count },
                );
            }
        }
        Take::Budget(budget) => {
            let measure = names::measure(plan, &budget.measure);
            page.rule("budget-total", &budget.total, |page, total| {
                page.say("explain-budget", args! { "measure" => measure, "total" => total.as_str() });
            });
            if !budget.total.is_stated() {
                page.say("explain-budget-by", args! { "measure" => measure });
            }
            page.rule("budget-skip", &budget.skip, |page, skip| {
                page.say(if *skip { "explain-budget-skip" } else { "explain-budget-ends" }, args! {});
            });
        }
    }
}

/// One step of the chain of ties.
fn tie(plan: &Plan, rule: &ResultRule, step: &TieStep, lang: Lang) -> String {
    match step {
        TieStep::Part(id) => {
            let part = rule.combine.get().and_then(|combine| parts::find(combine.parts(), id));
            let name = part.map_or_else(
                || names::stage(plan, id, lang).to_owned(),
                |part| parts::called(plan, part, lang),
            );
            ta(lang, "explain-tie-part", &args! { "stage" => name })
        }
        TieStep::Criterion(id) => {
            ta(lang, "explain-tie-criterion", &args! { "criterion" => criterion(plan, id) })
        }
        TieStep::Measure(id) => {
            ta(lang, "explain-tie-measure", &args! { "measure" => names::measure(plan, id) })
        }
        TieStep::Lower(id) => ta(lang, "explain-tie-lower", &args! { "measure" => names::measure(plan, id) }),
        TieStep::Countback(id) => {
            ta(lang, "explain-tie-countback", &args! { "stage" => names::stage(plan, id, lang) })
        }
        TieStep::Revote(id) => {
            ta(lang, "explain-tie-revote", &args! { "who" => names::electorate(plan, id) })
        }
        TieStep::Casting(id) => {
            ta(lang, "explain-tie-casting", &args! { "who" => names::electorate(plan, id) })
        }
        TieStep::Lot(seed) => ta(lang, "explain-tie-lot", &args! { "seed" => seed }),
        TieStep::Preference(what) => ta(lang, "explain-tie-preference", &args! { "what" => what }),
        TieStep::Resolution => t(lang, "explain-tie-resolution"),
        TieStep::UpTo(n) => ta(lang, "explain-tie-up-to", &args! { "n" => *n }),
        TieStep::All => t(lang, "explain-tie-all"),
        TieStep::Nobody => t(lang, "explain-tie-nobody"),
    }
}

/// What a list must be together.
pub(super) fn composition(page: &mut Page, plan: &Plan, row: &Composition) {
    let lang = page.lang;
    let who = match (&row.when, &row.each) {
        (Some(when), Some(each)) => {
            let args =
                args! { "whom" => whom(page, plan, when), "attribute" => names::attribute(plan, each) };
            ta(lang, "explain-whom-each", &args)
        }
        (Some(when), None) => whom(page, plan, when),
        (None, Some(each)) => {
            ta(lang, "explain-each", &args! { "attribute" => names::attribute(plan, each) })
        }
        (None, None) => String::new(),
    };
    page.say("explain-composition", args! { "name" => &row.name, "whom" => who });
    for (key, amount) in [
        ("explain-composition-least", &row.least),
        ("explain-composition-most", &row.most),
        ("explain-composition-about", &row.about),
    ] {
        let Some(value) = amount else { continue };
        let of = match &row.of {
            None => t(lang, "explain-share-of-all"),
            Some(Of::Seats) => t(lang, "explain-share-of-seats"),
            Some(Of::Those(when)) => whom(page, plan, when),
        };
        let how_many = self::amount(value, of, lang);
        page.say(key, args! { "name" => &row.name, "amount" => how_many });
    }
    if row.together {
        page.say("explain-composition-together", args! { "name" => &row.name });
    }
}

/// A number, or a share of something.
pub(super) fn amount(amount: &Amount, of: String, lang: Lang) -> String {
    match amount {
        Amount::Count(n) => n.to_string(),
        Amount::Share(share) => ta(lang, "explain-share", &args! { "share" => share.share(), "of" => of }),
    }
}

/// A criterion's name, at any depth of any rubric.
fn criterion<'p>(plan: &'p Plan, id: &'p str) -> &'p str {
    fn inside<'p>(lines: &'p [Criterion], id: &str) -> Option<&'p str> {
        lines.iter().find_map(
            |line| {
                if line.id == id { Some(line.name.as_str()) } else { inside(&line.lines, id) }
            },
        )
    }
    let reviews = plan.stage.iter().filter_map(|stage| stage.review.as_ref());
    let mut rubrics = reviews.flat_map(|review| {
        let own = review.category.iter().filter_map(|category| category.rubric.get());
        review.rubric.get().into_iter().chain(own)
    });
    rubrics.find_map(|rubric| inside(rubric, id)).unwrap_or(id)
}
