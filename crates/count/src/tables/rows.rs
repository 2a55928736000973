//! A table as rows of named cells.

use std::collections::BTreeMap;

use plan::Plan;
use plan::format::tables as described;

use super::fault::{TableFault, Wrong};
use super::{Source, TABLES};
use crate::exact::Exact;

/// A table that could be read.
pub(super) struct Table {
    pub name: String,
    pub rows: Vec<Row>,
    /// The columns of its header.
    pub columns: Vec<String>,
}

/// One row.
pub(super) struct Row {
    file: String,
    /// Line in the file.
    pub line: u64,
    cells: BTreeMap<String, String>,
}

impl Table {
    /// Reads a table, and tells every fault of its form.
    pub(super) fn open(plan: &Plan, source: &Source, faults: &mut Vec<TableFault>) -> Table {
        let file = format!("{}.csv", source.name);
        let mut table = Table { name: source.name.clone(), rows: Vec::new(), columns: Vec::new() };
        let mut fault = |line, column: &str, wrong| {
            faults.push(TableFault { file: file.clone(), line, column: column.to_owned(), wrong });
        };
        if !TABLES.contains(&source.name.as_str()) {
            fault(1, "", Wrong::UnknownTable);
            return table;
        }
        let text = source.text.strip_prefix('\u{feff}').unwrap_or(&source.text);
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
        // The reader tells where it stood before a row; empty lines in between are no rows, and are lines all the same.
        let line_of = |at: &csv::Position| {
            let from = usize::try_from(at.byte()).ok().and_then(|byte| text.get(byte..)).unwrap_or_default();
            let empty = from.bytes().take_while(|byte| matches!(byte, b'\n' | b'\r'));
            at.line() + empty.filter(|byte| *byte == b'\n').count() as u64
        };
        let (header, first) = match reader.headers() {
            Ok(header) => {
                (header.iter().map(str::to_owned).collect::<Vec<_>>(), header.position().map_or(1, line_of))
            }
            Err(why) => {
                fault(1, "", Wrong::NotCsv(why.to_string()));
                return table;
            }
        };
        let known = columns(plan, &source.name);
        for (at, column) in header.iter().enumerate() {
            if !known.contains(column) {
                fault(first, column, Wrong::UnknownColumn(known.clone()));
            } else if header[..at].contains(column) {
                fault(first, column, Wrong::ColumnTwice);
            }
        }
        for column in needed(&source.name) {
            if !header.iter().any(|known| known == column) {
                fault(first, column, Wrong::NoColumn);
            }
        }
        for record in reader.records() {
            match record {
                Ok(record) => {
                    let line = record.position().map_or(0, line_of);
                    let cells = header.iter().cloned().zip(record.iter().map(str::to_owned)).collect();
                    table.rows.push(Row { file: file.clone(), line, cells });
                }
                Err(why) => {
                    let line = why.position().map_or(0, line_of);
                    fault(line, "", Wrong::NotCsv(why.to_string()));
                }
            }
        }
        table.columns = header;
        for row in &table.rows {
            row.check_everywhere(plan, faults);
        }
        table
    }
}

/// The columns a table may have.
fn columns(plan: &Plan, table: &str) -> Vec<String> {
    let own = described::table(table).map(|table| table.columns).unwrap_or_default();
    let mut all: Vec<String> =
        own.iter().chain(&described::EVERYWHERE).map(|column| (*column).to_owned()).collect();
    if table == "candidates" {
        all.extend(plan.attribute.iter().map(|attribute| attribute.id.clone()));
    }
    all
}

/// The columns a table cannot do without.
fn needed(table: &str) -> &'static [&'static str] {
    described::table(table).map(|table| table.needed).unwrap_or_default()
}

impl Row {
    /// A cell; empty where there is none.
    pub(super) fn get(&self, column: &str) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    /// Every cell by column.
    pub(super) fn cells(&self) -> impl Iterator<Item = (&String, &String)> {
        self.cells.iter()
    }

    pub(super) fn fault(&self, column: &str, wrong: Wrong) -> TableFault {
        TableFault { file: self.file.clone(), line: self.line, column: column.to_owned(), wrong }
    }

    /// An id of one of these; empty where none is wanted and none is there.
    pub(super) fn id_of<'k>(
        &self,
        column: &str,
        known: impl Iterator<Item = &'k String>,
        may_be_empty: bool,
    ) -> Result<String, TableFault> {
        let id = self.id(column, may_be_empty)?;
        let known: Vec<String> = known.cloned().collect();
        if id.is_empty() || known.contains(&id) {
            return Ok(id);
        }
        Err(self.fault(column, Wrong::UnknownId(id, known.into_iter().take(20).collect())))
    }

    /// Any id.
    pub(super) fn id(&self, column: &str, may_be_empty: bool) -> Result<String, TableFault> {
        let id = self.get(column);
        if id.is_empty() && !may_be_empty {
            return Err(self.fault(column, Wrong::Empty));
        }
        if !id.is_empty() && !is_id(id) {
            return Err(self.fault(column, Wrong::BadId(id.to_owned())));
        }
        Ok(id.to_owned())
    }

    /// A category; where the plan has one only, it need not be said.
    pub(super) fn category(&self, plan: &Plan, may_be_empty: bool) -> Result<String, TableFault> {
        match (self.get("category"), plan.category.as_slice()) {
            ("", [only]) => Ok(only.id.clone()),
            _ => self.id_of("category", plan.category.iter().map(|category| &category.id), may_be_empty),
        }
    }

    /// A whole number; `None` where the cell is empty.
    pub(super) fn whole(&self, column: &str) -> Result<Option<u64>, TableFault> {
        match self.get(column) {
            "" => Ok(None),
            text => {
                let plain = text.bytes().all(|byte| byte.is_ascii_digit()) && text.len() <= 18;
                let bad = || self.fault(column, Wrong::BadNumber(text.to_owned()));
                if plain { text.parse().map(Some).map_err(|_| bad()) } else { Err(bad()) }
            }
        }
    }

    /// An exact number in any spelling a plan may use.
    pub(super) fn exact(&self, column: &str) -> Result<Exact, TableFault> {
        let text = self.get(column);
        if text.is_empty() {
            return Err(self.fault(column, Wrong::Empty));
        }
        let (sign, plain) = text.strip_prefix('-').map_or((false, text), |plain| (true, plain));
        let number: plan::Number =
            plain.parse().map_err(|_| self.fault(column, Wrong::BadExact(text.to_owned())))?;
        let number = Exact::from(&number);
        Ok(if sign { &Exact::zero() - &number } else { number })
    }

    /// One of these words, or the first where the cell is empty.
    pub(super) fn word<'w>(&self, column: &str, words: &[&'w str]) -> Result<&'w str, TableFault> {
        let said = self.get(column);
        let found = words.iter().find(|word| **word == said);
        match (said, found, words.first()) {
            ("", None, Some(first)) => Ok(first),
            (_, Some(word), _) => Ok(word),
            _ => {
                let words = words.iter().map(|word| (*word).to_owned()).collect();
                Err(self.fault(column, Wrong::BadWord(said.to_owned(), words)))
            }
        }
    }

    fn check_everywhere(&self, plan: &Plan, faults: &mut Vec<TableFault>) {
        let rounds = plan.result.iter().map(|rule| &rule.id).chain(plan.stage.iter().map(|stage| &stage.id));
        faults.extend(self.id_of("round", rounds, true).err());
        faults.extend(self.id_of("electorate", plan.electorate.iter().map(|row| &row.id), true).err());
    }
}

/// Whether text is an id. Candidates may bear their numbers, `A01`.
pub(super) fn is_id(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}
