//! What a panel's sheets say, as far as the plan lets it be known: by judge, under their names or their handles; or the
//! scores of each candidate without whose they are.

use std::collections::BTreeSet;

use desk::View;
use plan::review::Disclosure;
use plan::{ListKind, Stage};
use selection::Gate;
use selection::review::{self, Mark};

use crate::ui::{Cell, Page, Table};
use crate::words;

/// The scores of a review, or, in words, why there are none to be seen.
pub fn table(view: &View, page: &Page, stage: &Stage) -> Result<Table, String> {
    let disclosed = review::disclosure(view.s(), &stage.id);
    match disclosed {
        None => Err(page.t("decide-panel-silent")),
        Some(_) if !view.s().opened.contains_key(&Gate::Panel) => Err(page.t("decide-panel-sealed")),
        Some(Disclosure::Secret) => Ok(piles(view, page, stage)),
        Some(Disclosure::Signed | Disclosure::Pseudonymous) => Ok(sheets(view, page, stage)),
    }
}

fn candidates(view: &View) -> impl Iterator<Item = &String> {
    let list = view.s().lists.latest(ListKind::Candidates);
    list.into_iter().flat_map(|list| list.members.iter()).map(|member| &member.nominee)
}

/// Judges by candidate, in totals.
fn sheets(view: &View, page: &Page, stage: &Stage) -> Table {
    let review = view.s().review.reviews.get(&stage.id).cloned().unwrap_or_default();
    let mut judges: Vec<&String> = review.judges.keys().collect();
    judges.sort_by_key(|judge| (selection::lists::serial(judge), judge.as_str()));
    let heads = judges.iter().map(|judge| format!("#{}", judge_name(view, page, stage, judge)));
    let heads = std::iter::once(page.t("decide-candidate")).chain(heads);
    let mut table = Table::new(page.t("decide-panel-sheets"), heads).empty(page.t("decide-panel-no-sheets"));
    for nominee in candidates(view) {
        let cells = judges.iter().map(|judge| {
            let key = ((*judge).clone(), nominee.clone());
            Cell::Figure(match review.sheets.get(&key) {
                Some(Mark::Scores(scores)) => scores.values().sum::<u32>().to_string(),
                Some(Mark::Abstain) => page.t("decide-panel-abstained"),
                None if view.s().recused(&stage.id, judge, nominee).is_some() => {
                    page.t("decide-panel-recused")
                }
                None => "–".to_owned(),
            })
        });
        let name = Cell::Name(words::nominee(view, nominee, page.lang));
        table.row(std::iter::once(name).chain(cells).collect::<Vec<_>>());
    }
    table
}

/// A judge under whose name sheets are signed, else by handle. A seat that changed hands has two names.
fn judge_name(view: &View, page: &Page, stage: &Stage, judge: &str) -> String {
    let names: BTreeSet<&str> =
        candidates(view).filter_map(|nominee| view.signature(&stage.id, judge, nominee)).collect();
    if names.is_empty() {
        return judge.to_owned();
    }
    names.into_iter().collect::<Vec<_>>().join(&page.t("common-list-mark"))
}

/// The scores of each candidate, each column in its own rising order.
fn piles(view: &View, page: &Page, stage: &Stage) -> Table {
    let rubric =
        stage.review.as_ref().and_then(|rules| rules.rubric.get()).map(Vec::as_slice).unwrap_or_default();
    let heads = [page.t("decide-candidate"), page.t("decide-panel-totals")]
        .into_iter()
        .chain(rubric.iter().map(|criterion| criterion.name.clone()))
        .chain(["abstained", "recused"].map(|key| format!("#{}", page.t(format!("decide-panel-{key}")))));
    let mut table = Table::new(page.t("decide-panel-piles"), heads).empty(page.t("decide-panel-no-sheets"));
    let told = |scores: Vec<String>| match scores.is_empty() {
        true => "–".to_owned(),
        false => scores.join(&page.t("common-list-mark")),
    };
    let review = view.s().review.reviews.get(&stage.id).cloned().unwrap_or_default();
    for pile in &review.piles {
        let totals = told(pile.totals.iter().map(ToString::to_string).collect());
        let mut cells = vec![Cell::Name(words::nominee(view, &pile.candidate, page.lang)), totals.into()];
        cells.extend(rubric.iter().map(|criterion| {
            let scores = pile.scores.get(&criterion.id).map(Vec::as_slice).unwrap_or_default();
            Cell::from(told(scores.iter().map(ToString::to_string).collect()))
        }));
        cells.extend([pile.abstained, pile.recused].map(Cell::Count));
        table.row(cells);
    }
    table
}
