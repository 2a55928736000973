//! How a score is put together: its parts as wide as they weigh, and under them what each is made of.

use askama::Template;
use count::Exact;
use plan::{Combine, Criterion, Part, Plan, ResultRule};

use super::{LONG, along, colour, drawn};
use crate::ui::{Markup, Page};

/// A piece of a row.
struct Piece {
    part: usize,
    from: u64,
    length: u64,
    /// Pieces that lie under one part are told apart by light and dark.
    dark: bool,
}

/// A part in words.
struct Told {
    part: usize,
    name: String,
    /// `30%`, or `× 2`.
    weight: String,
    lines: Vec<String>,
    under: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "picture/combination.html")]
struct Drawn {
    above: Vec<Piece>,
    under: Vec<Piece>,
    parts: Vec<Told>,
    long: u64,
}

/// The parts of a weighted sum or a plain sum, as wide as they weigh, over what they are made of: parts inside, or the
/// criteria of a panel. Nothing where the rule has no parts, or a weight that the plan does not state.
pub fn combination(page: &Page, plan: &Plan, rule: &ResultRule, category: &str) -> Option<Markup> {
    let combine = rule.combine.get()?;
    let percent = matches!(combine, Combine::Weighted(_));
    let parts = combine.parts();
    let weights: Vec<Exact> =
        parts.iter().map(|part| part.weight.get().map(Exact::from)).collect::<Option<_>>()?;
    let whole = weights.iter().fold(Exact::zero(), |sum, weight| &sum + weight);
    if parts.is_empty() || whole.is_zero() || weights.iter().any(|weight| *weight < Exact::zero()) {
        return None;
    }
    let (mut above, mut under, mut told) = (Vec::new(), Vec::new(), Vec::new());
    let mut at = Exact::zero();
    for (n, (part, weight)) in parts.iter().zip(&weights).enumerate() {
        let end = &at + weight;
        let (from, to) = (along(&at, &whole, LONG), along(&end, &whole, LONG));
        above.push(Piece { part: colour(n), from, length: to - from, dark: false });
        let inside = inside(plan, part, category, page);
        under.extend(pieces(&inside, from, to - from, colour(n)));
        told.push(Told {
            part: colour(n),
            name: plan::explain::part_name(plan, part, page.lang),
            weight: weighs(page, part, percent),
            lines: plan::explain::part_sentences(plan, part, page.lang),
            under: inside.into_iter().map(|(name, _, says)| (name, says)).collect(),
        });
        at = end;
    }
    // One part that is made of nothing is all there is to say, and is said without a picture.
    if under.is_empty() && weights.iter().filter(|weight| !weight.is_zero()).count() < 2 {
        return None;
    }
    Some(drawn(&Drawn { above, under, parts: told, long: LONG }))
}

fn weighs(page: &Page, part: &Part, percent: bool) -> String {
    let key = match part.weighs_nothing() {
        true => "picture-weighs-nothing",
        false if percent => "picture-percent",
        false => "picture-times",
    };
    part.weight.get().map(|weight| page.t1(key, "n", weight.as_str())).unwrap_or_default()
}

/// What a part is made of: name, share of the part, and the share in words.
fn inside(plan: &Plan, part: &Part, category: &str, page: &Page) -> Vec<(String, Exact, String)> {
    if !part.parts.is_empty() {
        let of = |line: &Part| {
            let weight = line.weight.get().map(Exact::from).unwrap_or_else(Exact::zero);
            (plan::explain::part_name(plan, line, page.lang), weight, weighs(page, line, true))
        };
        return part.parts.iter().map(of).collect();
    }
    let review = plan.stage(&part.stage).and_then(|stage| stage.review.as_ref());
    let rubric = review.and_then(|rules| {
        let own = rules.category.iter().find(|own| own.id == category).map(|own| &own.rubric);
        own.unwrap_or(&rules.rubric).get()
    });
    let of = |line: &Criterion| match &line.weight {
        Some(weight) => {
            (line.name.clone(), Exact::from(weight), page.t1("picture-percent", "n", weight.as_str()))
        }
        None => {
            let most = most(line);
            (line.name.clone(), Exact::from(most), page.t1("picture-points", "n", most))
        }
    };
    rubric.into_iter().flatten().map(of).collect()
}

/// The highest score of a criterion, or of all lines under a heading.
fn most(line: &Criterion) -> u64 {
    if line.lines.is_empty() { u64::from(line.most) } else { line.lines.iter().map(most).sum() }
}

fn pieces(inside: &[(String, Exact, String)], from: u64, long: u64, part: usize) -> Vec<Piece> {
    let whole = inside.iter().fold(Exact::zero(), |sum, (_, share, _)| &sum + share);
    let mut at = Exact::zero();
    let mut pieces = Vec::new();
    for (n, (_, share, _)) in inside.iter().enumerate() {
        let end = &at + share;
        let (start, stop) = (along(&at, &whole, long), along(&end, &whole, long));
        pieces.push(Piece { part, from: from + start, length: stop - start, dark: n % 2 == 1 });
        at = end;
    }
    pieces
}
