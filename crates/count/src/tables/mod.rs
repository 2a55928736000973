//! Plain tables (CSV) to what rounds count, and everything that is wrong with them at once.
//!
//! Seven tables, each optional, UTF-8 with a header row: `ballots`, `tallies`, `sheets`, `candidates`, `electorates`,
//! `measures`, `decisions`. `round`, `electorate` and `region` are optional columns everywhere. A round is a result rule
//! or a stage (by id); where a row names none, its channel and electorate have to leave one stage only.
//!
//! Without a table of candidates, whoever another table names stands.

mod admit;
mod attendance;
mod ballots;
mod beside;
mod example;
mod fault;
mod further;
mod penal;
mod plain;
mod polled;
mod quota;
mod rows;
mod sheets;

use std::collections::{BTreeMap, BTreeSet};

use plan::{Combine, Plan, Stage, TieStep};
use serde::Serialize;

use crate::data::Data;
use crate::rounds::{figures_from, stages, voters};

pub use example::examples;
pub use fault::{TableFault, Wrong, sentences};
use rows::{Row, Table};

/// The tables that can be given, in the order they are read.
pub const TABLES: [&str; 7] =
    ["candidates", "electorates", "measures", "decisions", "tallies", "sheets", "ballots"];

/// A table: its name (`ballots` for `ballots.csv`) and its text.
#[derive(Debug, Clone)]
pub struct Source {
    /// Name without the ending.
    pub name: String,
    /// Text.
    pub text: String,
}

/// What was read.
#[derive(Debug, Clone, Default)]
pub struct Read {
    /// What rounds count.
    pub data: Data,
    /// Ballots that do not count, and why.
    pub invalid: Vec<Fallen>,
    /// The same without ballots that the table marks as suspect; `None`: there are none.
    pub unsuspected: Option<Data>,
    /// The same without the ballots of one member of a panel, by member.
    pub without_judge: BTreeMap<String, Data>,
}

/// A ballot that does not count.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Fallen {
    /// Its id, or the line of the table.
    pub ballot: String,
    /// The stage (by id).
    pub stage: String,
    /// The category (by id).
    pub category: String,
    /// Why.
    pub reason: Reason,
    /// The clause of the penalty by which it falls; may be empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub clause: String,
}

/// Why a ballot does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// The table marks it as invalid.
    Marked,
    /// Found to be foul.
    Void,
    /// Falls with a foul ballot, by the plan's penalty.
    Penalty,
    /// A later ballot takes its place.
    Replaced,
    /// Would replace an earlier one, and the plan lets nobody change.
    NoChange,
    /// Cast outside the time in which its channel is open.
    Window,
    /// Above what one voter may cast.
    Limit,
    /// The voter has voted through another channel.
    Channel,
    /// The voter has voted through another account of the channel.
    Account,
    /// Too few or too many choices over all categories of the paper.
    Together,
    /// Too few choices.
    TooFew,
    /// Too many.
    TooMany,
    /// Somebody is named twice.
    Twice,
    /// Somebody is named who is no candidate.
    Unknown,
    /// Somebody is named who is out since an earlier ballot of the panel.
    Out,
    /// Two share a place.
    Equals,
    /// A fault in another category spoils the whole paper.
    Elsewhere,
    /// The plan does not say how such a ballot is written.
    Unwritten,
}

/// Which ballots are left out, to see what would be without them.
enum Leave {
    Nothing,
    Suspects,
    /// Those of a member of a panel, in whatever it votes on.
    Judge(String),
}

/// Reads tables under a plan.
///
/// # Errors
/// Everything that is wrong, with file, line and column.
pub fn read(plan: &Plan, sources: &[Source]) -> Result<Read, Vec<TableFault>> {
    let Apart { mut read, suspects, judges } = read_with(plan, sources, &Leave::Nothing)?;
    if suspects {
        read.unsuspected = Some(read_with(plan, sources, &Leave::Suspects)?.read.data);
    }
    for judge in judges {
        let without = read_with(plan, sources, &Leave::Judge(judge.clone()))?.read.data;
        read.without_judge.insert(judge, without);
    }
    Ok(read)
}

/// What was read, whether some of it is suspect, and which members of panels have cast ballots.
struct Apart {
    read: Read,
    suspects: bool,
    judges: BTreeSet<String>,
}

fn read_with(plan: &Plan, sources: &[Source], without: &Leave) -> Result<Apart, Vec<TableFault>> {
    let mut faults = Vec::new();
    let tables: Vec<Table> = sources.iter().map(|source| Table::open(plan, source, &mut faults)).collect();
    let table = |name: &str| tables.iter().find(|table| table.name == name);
    let mut data = Data::default();
    plain::candidates(plan, table("candidates"), &tables, &mut data, &mut faults);
    for (name, reader) in [
        ("electorates", plain::electorates as fn(&Plan, &Table, &mut Data, &mut Vec<TableFault>)),
        ("measures", plain::measures),
        ("decisions", plain::decisions),
        ("tallies", polled::tallies),
        ("sheets", sheets::sheets),
    ] {
        if let Some(table) = table(name) {
            reader(plan, table, &mut data, &mut faults);
        }
    }
    let mut invalid = Vec::new();
    if let Some(table) = table("ballots") {
        invalid = ballots::ballots(plan, table, without, &mut data, &mut faults);
    }
    if let Some(table) = table("decisions").filter(|_| faults.is_empty()) {
        penal::penalties(plan, table, &mut data, &mut faults);
    }
    if faults.is_empty() {
        attendance::attendance(plan, &tables, &data, &mut faults);
        quota::quotas(plan, &tables, &mut faults);
    }
    if !faults.is_empty() {
        faults.sort();
        return Err(faults);
    }
    invalid.sort();
    let rows = || table("ballots").into_iter().flat_map(|table| &table.rows);
    let suspects = rows().any(|row| row.get("status") == "suspect");
    // A public vote may have millions of rows: only where a panel votes is it asked whose they are.
    let votes = plan.stage.iter().filter_map(|stage| stage.review.as_ref()).any(|it| it.ballot.is_stated());
    let of_panel = |row: &&Row| {
        let category = row.category(plan, false).unwrap_or_default();
        stage_of(plan, row, false, &category).is_ok_and(|stage| stage.review.is_some())
    };
    let of_panels = rows().filter(|row| votes && !row.get("voter").is_empty()).filter(of_panel);
    let judges = of_panels.map(|row| row.get("voter").to_owned()).collect();
    let read = Read { data, invalid, ..Read::default() };
    Ok(Apart { read, suspects, judges })
}

/// The electorates (by id) inside those of a stage whose ballots are told apart: the chair's.
fn casting<'p>(plan: &'p Plan, stage: &str) -> BTreeSet<&'p str> {
    let rules = plan.result.iter().filter(|rule| figures_from(rule).contains(stage));
    let of = |rule: &'p plan::ResultRule| {
        let vote = match rule.combine.get() {
            Some(Combine::Support(rule)) => rule.casting.as_ref().map(|casting| casting.who.as_str()),
            _ => None,
        };
        let steps = rule.ties.get().into_iter().flatten();
        vote.into_iter().chain(steps.filter_map(|step| match step {
            TieStep::Casting(id) => Some(id.as_str()),
            _ => None,
        }))
    };
    rules.flat_map(of).collect()
}

/// The one stage whose ballots (or with `sheets`, sheets) a row can be.
fn stage_of<'p>(plan: &'p Plan, row: &Row, sheets: bool, category: &str) -> Result<&'p Stage, TableFault> {
    let takes = |stage: &&Stage| match (&stage.vote, &stage.review) {
        (Some(_), _) => !sheets,
        (_, Some(review)) => sheets && !review.deliberates() || review.ballot.is_stated(),
        _ => false,
    };
    let round = row.get("round");
    let of_rule = plan.result.iter().find(|rule| rule.id == round).map(stages);
    let channel = row.get("channel");
    let electorate = row.get("electorate");
    let fits = |stage: &&Stage| {
        let by_round = round.is_empty()
            || stage.id == round
            || of_rule.as_ref().is_some_and(|stages| stages.contains(&stage.id));
        let channels = stage.vote.as_ref().map(|vote| vote.channel.as_slice()).unwrap_or_default();
        // A panel has no channels; where it votes several times, its ballots are numbered there.
        let numbered = stage.vote.is_none() && channel.parse::<u32>().is_ok();
        let by_channel = channel.is_empty() || numbered || channels.iter().any(|row| row.id == channel);
        let voters = voters(stage, category);
        let by_electorate = electorate.is_empty()
            || voters.is_empty()
            || voters.iter().any(|id| id == electorate)
            || casting(plan, &stage.id).contains(electorate);
        stage.takes(category) && by_round && by_channel && by_electorate
    };
    let mut found = plan.stage.iter().filter(takes).filter(fits);
    match (found.next(), found.next()) {
        (Some(stage), None) => Ok(stage),
        (None, _) => Err(row.fault("round", Wrong::NoStage)),
        (Some(one), Some(other)) => {
            let which = [one, other].into_iter().chain(found).map(|stage| stage.id.clone()).collect();
            Err(row.fault("round", Wrong::WhichStage(which)))
        }
    }
}
