//! The parts of a score: where each comes from, what is taken, how it is converted, what it weighs.

use text::{Lang, args, t, ta};

use super::{Page, whom};
use crate::method::Reach;
use crate::names;
use crate::result::{Figure, Normalise, Part, ScoreStep};
use crate::types::Plan;

/// Parts that are weighted to 100: of the score, or of the part whose name is given.
pub(super) fn weighted(page: &mut Page, plan: &Plan, parts: &[Part], of: Option<&str>) {
    for part in parts {
        let name = called(plan, part, page.lang);
        match (part.weight.get(), of) {
            (Some(weight), None) => {
                let args = args! { "stage" => name.as_str(), "weight" => weight.as_str() };
                page.say(if part.weighs_nothing() { "explain-part-zero" } else { "explain-part" }, args);
            }
            (Some(weight), Some(of)) => {
                let args = args! { "stage" => name.as_str(), "of" => of, "weight" => weight.as_str() };
                page.say("explain-part-of", args);
            }
            (None, _) => {
                page.say("explain-part-open", args! { "stage" => name.as_str() });
                let rule = if of.is_some() { "parts-weight" } else { "weighted-weight" };
                page.rule(rule, &part.weight, |_, _| {});
            }
        }
        one(page, plan, part, &name);
        weighted(page, plan, &part.parts, Some(&name));
    }
}

/// Parts that are added up.
pub(super) fn sum(page: &mut Page, plan: &Plan, parts: &[Part]) {
    for part in parts {
        let name = called(plan, part, page.lang);
        match part.weight.get() {
            Some(weight) => {
                page.say("explain-part-sum", args! { "stage" => name.as_str(), "weight" => weight.as_str() });
            }
            None => {
                page.say("explain-part-open", args! { "stage" => name.as_str() });
                page.rule("sum-weight", &part.weight, |_, _| {});
            }
        }
        one(page, plan, part, &name);
        weighted(page, plan, &part.parts, Some(&name));
    }
}

/// A part of this name, at any depth.
pub(super) fn find<'p>(parts: &'p [Part], id: &str) -> Option<&'p Part> {
    parts.iter().find_map(|part| if part.key() == id { Some(part) } else { find(&part.parts, id) })
}

/// How a part is called: its own name, or that of what it comes from. Parts of one stage are told apart by what they
/// count.
pub(super) fn called(plan: &Plan, part: &Part, lang: Lang) -> String {
    match &part.measure {
        _ if !part.name.is_empty() => return part.name.clone(),
        Some(measure) if part.stage.is_empty() => return names::measure(plan, measure).to_owned(),
        _ if part.stage.is_empty() => return part.key().to_owned(),
        _ => {}
    }
    let stage = names::stage(plan, &part.stage, lang);
    let vote = plan.stage(&part.stage).and_then(|stage| stage.vote.as_ref());
    let channels = vote.into_iter().flat_map(|vote| &vote.channel);
    let channels = channels.filter(|it| part.channel.contains(&it.id)).map(|it| it.name.as_str());
    let counted = channels.chain(part.electorate.iter().map(|id| names::electorate(plan, id)));
    match counted.collect::<Vec<_>>().join(&t(lang, "portal-and")) {
        counted if counted.is_empty() => stage.to_owned(),
        counted => ta(lang, "count-part-of", &args! { "stage" => stage, "of" => counted }),
    }
}

/// Everything about one part but its weight, and but the parts inside it.
pub(super) fn one(page: &mut Page, plan: &Plan, part: &Part, name: &str) {
    let lang = page.lang;
    let named = !part.name.is_empty();
    let stage = (named && !part.stage.is_empty()).then(|| names::stage(plan, &part.stage, lang));
    let measure = part.measure.as_ref().map(|measure| names::measure(plan, measure));
    for source in stage.into_iter().chain(measure).filter(|source| *source != name) {
        page.say("explain-part-from", args! { "part" => name, "source" => source });
    }
    if let Some(when) = &part.when {
        page.say("explain-part-when", args! { "part" => name, "whom" => whom(page, plan, when) });
    }
    // A part without a name of its own is called by what it counts.
    if named && !part.channel.is_empty() {
        let channels = plan.stage(&part.stage).and_then(|stage| stage.vote.as_ref());
        let channels = channels.map(|rules| rules.channel.as_slice()).unwrap_or_default();
        let of =
            |id: &String| channels.iter().find(|it| it.id == *id).map_or(id.clone(), |it| it.name.clone());
        page.say(
            "explain-part-channels",
            args! { "part" => name, "channels" => page.list(part.channel.iter().map(of)) },
        );
    }
    if named && !part.electorate.is_empty() {
        let names = page.list(part.electorate.iter().map(|id| names::electorate(plan, id)));
        page.say("explain-part-electorates", args! { "part" => name, "electorates" => names });
    }
    if let Some(figure) = &part.figure {
        let how = taken(page, figure);
        page.say("explain-part-figure", args! { "part" => name, "figure" => how });
    }
    if let Some(per) = &part.per {
        page.say("explain-part-per", args! { "part" => name, "measure" => names::measure(plan, per) });
    }
    if let Some(bar) = &part.bar {
        page.say("explain-part-bar", args! { "part" => name, "figure" => bar.figure.as_str() });
        page.rule("bar-reach", &bar.reach, |page, reach| {
            page.say(reach_key(*reach), args! { "bar" => bar.figure.as_str() });
        });
    }
    // A part that is made of parts is 0 to 100 already.
    if part.parts.is_empty() {
        page.rule("weighted-normalise", &part.normalise, |page, by| normalise(page, by, name));
    } else {
        page.where_said("weighted-normalise", &part.normalise, |page, by| normalise(page, by, name));
    }
    page.where_word("weighted-equals", "equal-places", &part.equals);
    if let Some(cap) = &part.cap {
        page.say("explain-part-cap", args! { "part" => name, "cap" => cap.as_str() });
    }
}

pub(super) fn reach_key(reach: Reach) -> &'static str {
    match reach {
        Reach::AtLeast => "explain-reach-least",
        Reach::Above => "explain-reach-above",
    }
}

fn taken(page: &Page, figure: &Figure) -> String {
    let lang = page.lang;
    match figure {
        Figure::Votes => t(lang, "explain-figure-votes"),
        Figure::Rate(whole) => {
            ta(lang, "explain-figure-rate", &args! { "whole" => page.word("whole", whole) })
        }
        Figure::Net => t(lang, "explain-figure-net"),
        Figure::Places(points) => {
            let points = page.list(points.iter().map(|points| points.as_str()));
            ta(lang, "explain-figure-places", &args! { "points" => points })
        }
        Figure::Borda(last) => ta(lang, "explain-figure-borda", &args! { "last" => last.as_str() }),
        Figure::PlaceSum => t(lang, "explain-figure-place-sum"),
        Figure::Firsts => t(lang, "explain-figure-firsts"),
    }
}

fn normalise(page: &mut Page, by: &Normalise, name: &str) {
    let plain = |page: &mut Page, key: &str| page.say(key, args! { "stage" => name });
    match by {
        Normalise::None => plain(page, "explain-normalise-none"),
        Normalise::DivideByMaximum => plain(page, "explain-normalise-maximum"),
        Normalise::Share => plain(page, "explain-normalise-share"),
        Normalise::OutOf(full) => {
            page.say("explain-normalise-out-of", args! { "stage" => name, "full" => full.as_str() });
        }
        Normalise::RankShare => plain(page, "explain-normalise-rank-share"),
        Normalise::RankStep { first, step } => {
            let args = args! { "stage" => name, "first" => first.as_str(), "step" => step.as_str() };
            page.say("explain-normalise-rank-step", args);
        }
        Normalise::RankSpread { first, last } => {
            let args = args! { "stage" => name, "first" => first.as_str(), "last" => last.as_str() };
            page.say("explain-normalise-rank-spread", args);
        }
        Normalise::RankTable(points) => {
            let points = page.list(points.iter().map(|points| points.as_str()));
            page.say("explain-normalise-rank-table", args! { "stage" => name, "points" => points });
        }
        Normalise::Steps(steps) => steps.iter().for_each(|step| of_step(page, step, name)),
        Normalise::Per { unit, points } => {
            let args = args! { "stage" => name, "unit" => unit.as_str(), "points" => points.as_str() };
            page.say("explain-normalise-per", args);
        }
    }
}

fn of_step(page: &mut Page, step: &ScoreStep, name: &str) {
    let key = match step.reach.get() {
        Some(Reach::Above) => "explain-step-above",
        Some(Reach::AtLeast) => "explain-step-least",
        None => "explain-step-open",
    };
    page.say(key, args! { "stage" => name, "from" => step.from.as_str(), "points" => step.points.as_str() });
    page.rule("steps-reach", &step.reach, |_, _| {});
}
