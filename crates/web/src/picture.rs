//! Pictures of a count: what each part gives to a score. The figures stand in words and tables beside them, so a reader
//! who cannot see a picture misses nothing.

use askama::Template;
use count::{Exact, Outcome, Status, Step};

use crate::ui::{Link, Markup, Page};

/// How many parts have a colour of their own; more share the last.
const COLOURS: usize = 5;

/// A bar is so many units long at most.
const LONG: u64 = 1000;

/// One part of a bar.
struct Segment {
    /// Its place among the parts, from 1.
    part: usize,
    from: u64,
    length: u64,
}

/// One candidate.
struct Bar {
    who: Link,
    rank: String,
    score: String,
    segments: Vec<Segment>,
    /// What an eye sees, in words.
    words: String,
    /// True for the first who does not go on.
    first_out: bool,
}

#[derive(Template)]
#[template(path = "picture/scores.html")]
struct Scores<'p> {
    page: &'p Page,
    parts: Vec<(usize, String)>,
    bars: Vec<Bar>,
    long: u64,
}

/// The scores of a category as bars, the parts of a weighted sum or a plain sum one behind the other. `parts`: keys of
/// the parts that have an effect, in the rule's order, with their names; `who`: name and page of a candidate.
///
/// Nothing where there is no score, or one part only: then a bar says no more than the table.
pub fn scores(
    page: &Page,
    outcome: &Outcome,
    parts: &[(String, String)],
    who: impl Fn(&str) -> Link,
) -> Option<Markup> {
    let top = outcome.ranking.iter().filter_map(|row| row.score.clone()).max()?;
    if parts.len() < 2 || top == Exact::zero() {
        return None;
    }
    let points = |candidate: &str, key: &str| {
        outcome.steps.iter().find_map(|step| match step {
            Step::Weighted { stage, candidate: whose, points, .. } if stage == key && whose == candidate => {
                Some(points)
            }
            _ => None,
        })
    };
    let mut before = None;
    let mut bars = Vec::new();
    for row in &outcome.ranking {
        let (Some(score), Some(rank)) = (&row.score, row.rank) else { continue };
        let mut at = Exact::zero();
        let mut segments = Vec::new();
        let mut words = Vec::new();
        for (n, (key, name)) in parts.iter().enumerate() {
            let Some(given) = points(&row.candidate, key) else { continue };
            let end = &at + given;
            let (from, to) = (along(&at, &top), along(&end, &top));
            segments.push(Segment { part: n.min(COLOURS - 1) + 1, from, length: to.saturating_sub(from) });
            words.push(page.t2("picture-part", "part", name, "n", given.fixed(2)));
            at = end;
        }
        // A cut is drawn where the figures alone seat nobody further.
        let in_ = row.status == Status::Seated;
        let first_out = before == Some(true) && !in_;
        before = Some(in_);
        bars.push(Bar {
            who: who(&row.candidate),
            rank: rank.to_string(),
            score: score.fixed(2),
            segments,
            words: words.join(&page.t("picture-and")),
            first_out,
        });
    }
    let parts =
        parts.iter().enumerate().map(|(n, (_, name))| (n.min(COLOURS - 1) + 1, name.clone())).collect();
    let drawn = Scores { page, parts, bars, long: LONG }.render();
    Some(Markup(drawn.unwrap_or_else(|fault| {
        tracing::error!(%fault, "a picture could not be printed");
        String::new()
    })))
}

/// How far along a bar a figure is, in units.
fn along(figure: &Exact, top: &Exact) -> u64 {
    let share = (figure * &Exact::from(LONG)).over(top).unwrap_or_else(Exact::zero);
    share.fixed(0).parse().unwrap_or(0).min(LONG)
}
