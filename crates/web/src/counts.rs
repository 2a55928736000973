//! The votes of a stage as everybody, the office included, may see them: after the count, and before it only where the plan
//! shows them at any time. Whoever may see nothing gets nothing ([`Thing::Counts`]).

use std::collections::BTreeMap;

use axum::response::Response;
use desk::{Desk, View};
use plan::{Identity, Stage};
use selection::Thing;
use selection::vote::Tally;

use crate::ask::{Ask, broken};
use crate::ui::{Cell, Page, Table};
use crate::words;

/// Tallies by category; `None` where they may not be seen now, or nothing is voted on.
///
/// # Errors
/// The answer where the ballots cannot be read.
pub async fn of(
    ask: &Ask,
    desk: &Desk,
    view: &View,
    stage: &str,
) -> Result<Option<BTreeMap<String, Tally>>, Response> {
    if !view.may(Thing::Counts(stage)) {
        return Ok(None);
    }
    let counted = view.s().vote.votes.get(stage).and_then(|vote| vote.counted.clone());
    if counted.is_some() || !view.s().is_open(stage) {
        return Ok(counted);
    }
    let ballots = ask.world.ballots(desk).await.map_err(broken)?;
    let categories = view.plan().map(|plan| plan.category.as_slice()).unwrap_or_default();
    let tally = |id: &String| (id.clone(), ballots.tally(stage, id));
    Ok(Some(categories.iter().map(|category| tally(&category.id)).collect()))
}

/// What must stand beside a vote's figures where some of its voters show nothing: that they are not so many people.
pub fn weak(page: &Page, stage: &Stage) -> Option<String> {
    let rules = stage.vote.as_ref()?;
    let open = rules.channel.iter().filter(|row| row.identity.get() == Some(&Identity::Anonymous));
    let names: Vec<&str> = open.map(|row| row.name.as_str()).collect();
    // A channel of which nobody stated what it proves takes no ballots.
    let all = rules.channel.iter().filter(|row| row.identity.is_stated()).count() == names.len();
    let all = if all { "yes" } else { "no" };
    (!names.is_empty())
        .then(|| page.t2("counts-weak", "channels", names.join(&page.t("common-list-mark")), "all", all))
}

/// A table a category: valid and invalid ballots, and the votes in order.
pub fn tables(view: &View, page: &Page, tallies: &BTreeMap<String, Tally>) -> Vec<Table> {
    let categories = view.plan().map(|plan| plan.category.as_slice()).unwrap_or_default();
    let table = |category: &plan::Category| {
        let tally = tallies.get(&category.id)?;
        let caption = page.ta(
            "counts-of",
            &text::args! {
                "category" => words::category_name(view, &category.id, page.lang),
                "valid" => tally.valid,
                "invalid" => tally.invalid,
            },
        );
        let heads = [page.t("portal-candidate"), format!("#{}", page.t("counts-votes"))];
        let mut table = Table::new(caption, heads).empty(page.t("counts-none"));
        let mut rows: Vec<_> = tally.votes.iter().collect();
        rows.sort_by(|a, b| b.1.cmp(a.1).then_with(|| a.0.cmp(b.0)));
        for (nominee, n) in rows {
            table.row([Cell::Name(words::nominee(view, nominee, page.lang)), (*n).into()]);
        }
        Some(table)
    };
    categories.iter().filter_map(table).collect()
}
