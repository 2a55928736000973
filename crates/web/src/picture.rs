//! Pictures of a count: how a score is put together, what each part gives to it, where votes went from round to round.
//! The figures stand in words and tables beside them, so a reader who cannot see a picture misses nothing.

mod combination;
mod flow;
mod scores;

pub use combination::combination;
pub use flow::flows;
pub use scores::{Standing, scores};

use askama::Template;
use count::Exact;

use crate::ui::Markup;

/// How many parts have a colour of their own; more share the last.
const COLOURS: usize = 5;

/// A bar is so many units long at most.
const LONG: u64 = 1000;

/// The colour of the n-th part, from 1.
fn colour(n: usize) -> usize {
    n.min(COLOURS - 1) + 1
}

/// How far along `long` units a figure is of a whole; 0 of no whole.
fn along(figure: &Exact, whole: &Exact, long: u64) -> u64 {
    let share = (figure * &Exact::from(long)).over(whole).unwrap_or_else(Exact::zero);
    share.fixed(0).parse().unwrap_or(0).min(long)
}

fn drawn(template: &impl Template) -> Markup {
    Markup(template.render().unwrap_or_else(|fault| {
        tracing::error!(%fault, "a picture could not be printed");
        String::new()
    }))
}
