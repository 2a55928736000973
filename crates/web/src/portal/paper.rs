//! What came on paper, for everybody: each batch with its figures, once the paper of its vote is counted.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use desk::View;
use plan::{Stage, StageKind};
use selection::paper;

use crate::ask::Ask;
use crate::counts;
use crate::shell::stamp;
use crate::ui::{self, Cell, Page, Table};
use crate::{rooms, shell, words};

/// The paper of one vote.
struct Vote {
    name: String,
    clause: String,
    /// Where it stands, in sentences.
    says: Vec<String>,
    /// Totals, with what came on paper apart.
    totals: Vec<Table>,
    batches: Vec<Table>,
    /// The hashes of the scans, by batch.
    scans: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "portal/paper.html")]
struct PaperPage {
    page: Page,
    votes: Vec<Vote>,
}

/// GET `/s/{el}/paper`.
pub async fn page(ask: Ask, Path(el): Path<String>) -> Result<Response, Response> {
    let (_, view) = ask.public(&el).await?;
    let plan = view.plan().ok_or_else(|| shell::not_found(&ask))?;
    let lang = ask.lang();
    let page =
        ask.page(Some(&view), text::t(lang, "paper-public-title")).nav(rooms::public(&view, lang, "vote"));
    let with_paper = plan.stages(StageKind::Vote).filter(|stage| stage.paper().next().is_some());
    let votes = with_paper.map(|stage| vote(&view, &page, stage)).collect();
    Ok(ui::html(&PaperPage { page, votes }))
}

fn vote(view: &View, page: &Page, stage: &Stage) -> Vote {
    let paper = paper::of(view.s(), &stage.id).cloned().unwrap_or_default();
    let mut says = Vec::new();
    if paper.counted.is_none() {
        let until = stage.paper().filter_map(|(_, rules)| paper::until(view.s(), stage, rules)).max();
        says.push(page.t("paper-public-open"));
        if let Some(until) = until {
            says.push(page.t1("paper-public-until", "until", page.deadline(&stamp(until))));
        }
    } else if paper.counts().next().is_none() {
        says.push(page.t("paper-public-none"));
    }
    let totals = counts::told(view, stage).filter(counts::Counts::has_paper);
    let categories = view.plan().map(|plan| plan.category.as_slice()).unwrap_or_default();
    let batches = categories.iter().map(|category| {
        let name = words::category_name(view, &category.id, page.lang);
        let heads = ["paper-batch", "#paper-issued", "#paper-valid", "#paper-invalid", "#paper-entries"];
        let heads = heads.map(|key| match key.strip_prefix('#') {
            Some(key) => format!("#{}", page.t(key)),
            None => page.t(key),
        });
        let mut table = Table::new(page.t1("paper-batches-of", "category", name), heads);
        for (batch, sheet) in paper.counts() {
            let Some(figures) = sheet.categories.get(&category.id) else { continue };
            // The entries by which the two people agree, where anybody can read them.
            let entries: Vec<String> = batch
                .agreed
                .iter()
                .flat_map(|(one, other)| [one, other])
                .filter_map(|seat| Some(format!("#{}", batch.sheets.get(seat)?.n)))
                .collect();
            table.row([
                Cell::Text(words::batch(view, &batch.id, page.lang)),
                figures.issued.into(),
                figures.valid.into(),
                figures.invalid.into(),
                Cell::Figure(entries.join(" ")),
            ]);
        }
        table
    });
    Vote {
        name: words::stage_name(view, &stage.id, page.lang),
        clause: stage.paper().next().map(|(_, rules)| rules.clause.clone()).unwrap_or_default(),
        says,
        totals: totals.map(|totals| totals.tables(view, page)).unwrap_or_default(),
        batches: batches.filter(|table| !table.rows.is_empty()).collect(),
        scans: paper
            .counts()
            .map(|(batch, sheet)| (words::batch(view, &batch.id, page.lang), sheet.scan.clone()))
            .collect(),
    }
}
