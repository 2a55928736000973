//! What was found in a plan, told as tables: what is wrong, what cannot be run online yet, what is doubtful, what is open.

use askama::Template;
use jiff::civil::Date;
use plan::fault::{Fault, Severity};
use plan::read::Reading;

use crate::ui::{Cell, Markup, Nav, Page, Table};

/// What was found in a plan.
#[derive(Debug, Default)]
pub(crate) struct Judged {
    /// What is wrong, doubtful or open.
    pub faults: Vec<Fault>,
    /// What is sound, and what this software cannot run online yet.
    pub beyond: Vec<Fault>,
}

impl Judged {
    /// What was found in a plan that could be read.
    pub fn of(reading: &Reading, today: Date) -> Judged {
        Judged { faults: reading.check(Some(today)), beyond: reading.beyond() }
    }

    /// How many things are wrong.
    pub fn errors(&self) -> usize {
        self.faults.iter().filter(|fault| fault.severity == Severity::Error).count()
    }

    /// Whether a selection can be run by the plan.
    pub fn sound(&self) -> bool {
        self.beyond.is_empty() && self.errors() == 0
    }
}

impl From<Vec<Fault>> for Judged {
    fn from(faults: Vec<Fault>) -> Judged {
        Judged { faults, beyond: Vec::new() }
    }
}

/// A part of a page that is a table and may be gone to.
pub(crate) struct Part {
    /// Its name in the page's address.
    pub id: &'static str,
    /// Its words in the list of parts.
    pub label: String,
    /// What it says.
    pub table: Table,
}

impl Part {
    /// A part named after its key: `admin-part-<id>` for the list, `admin-found-<id>` with the number for the caption.
    pub fn new(page: &Page, id: &'static str, columns: &[&str], rows: usize) -> Part {
        let heads = columns.iter().map(|key| page.t(format!("admin-col-{key}")));
        let table = Table::new(page.t1(format!("admin-found-{id}"), "n", rows), heads);
        Part { id, label: page.t(format!("admin-part-{id}")), table }
    }
}

/// The way to the parts of a page.
pub(crate) fn contents(parts: &[Part]) -> Vec<Nav> {
    let count = |part: &Part| u64::try_from(part.table.rows.len()).unwrap_or_default();
    let link = |part: &Part| Nav::new(part.label.clone(), format!("#{}", part.id)).count(count(part));
    parts.iter().map(link).collect()
}

#[derive(Template)]
#[template(path = "admin/line.html")]
struct Line {
    label: String,
    line: u32,
}

/// The tables, the gravest first, and only those that hold anything. `mended` says that the plan stands on the page in a
/// field `source`, where the lines can be gone to.
pub(crate) fn tables(page: &Page, found: &Judged, mended: bool) -> Vec<Part> {
    let of =
        |severity| found.faults.iter().filter(move |fault| fault.severity == severity).collect::<Vec<_>>();
    let all = [
        ("errors", of(Severity::Error)),
        ("beyond", found.beyond.iter().collect()),
        ("doubts", of(Severity::Warning)),
        ("open", of(Severity::Question)),
    ];
    all.into_iter()
        .filter(|(_, faults)| !faults.is_empty())
        .map(|(id, faults)| part(page, id, &faults, mended))
        .collect()
}

fn part(page: &Page, id: &'static str, faults: &[&Fault], mended: bool) -> Part {
    let what = if id == "beyond" { "rule" } else { "what" };
    let mut part = Part::new(page, id, &["line", what, "clause"], faults.len());
    for fault in faults {
        let place = match fault.line {
            Some(line) => {
                let label = page.t1("admin-line", "n", line);
                if mended {
                    Cell::Markup(Markup(Line { label, line }.render().unwrap_or_default()))
                } else {
                    Cell::Text(label)
                }
            }
            None => Cell::Text(fault.path.clone()),
        };
        part.table
            .row([place, Cell::Text(fault.text(page.lang)), Cell::Text(fault.clause.clone())])
            .marked(id == "errors");
    }
    part
}
