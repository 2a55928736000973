//! The scores of a category as bars, the parts of a sum one behind the other.

use askama::Template;
use count::{Exact, Outcome, Status, Step};

use super::{LONG, along, colour, drawn};
use crate::ui::{Link, Markup, Page};

/// Where one candidate stands, as a picture needs it.
pub struct Standing<'a> {
    /// Whose.
    pub candidate: &'a str,
    /// Rank by score.
    pub rank: Option<u64>,
    /// Score.
    pub score: Option<&'a Exact>,
    /// What the figures make of them.
    pub status: Status,
}

impl<'a> Standing<'a> {
    /// Everybody of an outcome.
    pub fn of(outcome: &'a Outcome) -> Vec<Self> {
        let rows = outcome.ranking.iter();
        rows.map(|row| Standing {
            candidate: &row.candidate,
            rank: row.rank,
            score: row.score.as_ref(),
            status: row.status,
        })
        .collect()
    }
}

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
    /// True where the figures do not seat them.
    not: bool,
    /// True for the first of them, where nobody below is seated.
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
/// the parts that have an effect, in the rule's order, with their names; `who`: name and page of a candidate (without a
/// page, an empty address).
///
/// Nothing where there is no score, or one part only: then a bar says no more than the table.
pub fn scores(
    page: &Page,
    standing: &[Standing],
    steps: &[Step],
    parts: &[(String, String)],
    who: impl Fn(&str) -> Link,
) -> Option<Markup> {
    let top = standing.iter().filter_map(|row| row.score.cloned()).max()?;
    if parts.len() < 2 || top == Exact::zero() {
        return None;
    }
    let points = |candidate: &str, key: &str| {
        steps.iter().find_map(|step| match step {
            Step::Weighted { stage, candidate: whose, points, .. } if stage == key && whose == candidate => {
                Some(points)
            }
            _ => None,
        })
    };
    // Where somebody further down is seated, as a clause on the composition may have it, there is no cut.
    let last_in = standing.iter().rposition(|row| row.status == Status::Seated);
    let cut = last_in.is_some_and(|last| standing.iter().take(last).all(|row| row.status == Status::Seated));
    let last_in = last_in.filter(|_| cut);
    let mut bars = Vec::new();
    for (n, row) in standing.iter().enumerate() {
        let (Some(score), Some(rank)) = (row.score, row.rank) else { continue };
        let mut at = Exact::zero();
        let mut segments = Vec::new();
        let mut words = Vec::new();
        for (part, (key, name)) in parts.iter().enumerate() {
            let Some(given) = points(row.candidate, key) else { continue };
            let end = &at + given;
            let (from, to) = (along(&at, &top, LONG), along(&end, &top, LONG));
            segments.push(Segment { part: colour(part), from, length: to.saturating_sub(from) });
            words.push(page.t2("picture-part", "part", name, "n", given.fixed(2)));
            at = end;
        }
        let not = row.status != Status::Seated;
        let first_out = last_in.is_some_and(|last| n == last + 1);
        bars.push(Bar {
            who: who(row.candidate),
            rank: rank.to_string(),
            score: score.fixed(2),
            segments,
            words: words.join(&page.t("picture-and")),
            not,
            first_out,
        });
    }
    let parts = parts.iter().enumerate().map(|(n, (_, name))| (colour(n), name.clone())).collect();
    Some(drawn(&Scores { page, parts, bars, long: LONG }))
}
