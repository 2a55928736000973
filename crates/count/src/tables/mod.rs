//! Plain tables (CSV) to what rounds count, and everything that is wrong with them at once.
//!
//! Seven tables, each optional, UTF-8 with a header row: `ballots`, `tallies`, `sheets`, `candidates`, `electorates`,
//! `measures`, `decisions`. `round`, `electorate` and `region` are optional columns everywhere. A round is a result rule
//! or a stage (by id); where a row names none, its channel and electorate have to leave one stage only.
//!
//! Without a table of candidates, whoever is named in tallies, sheets and measures stands, and where these name nobody,
//! whoever is named on ballots.

mod admit;
mod attendance;
mod ballots;
mod beside;
mod fault;
mod plain;
mod polled;
mod rows;
mod sheets;

use plan::{Plan, Stage};
use serde::Serialize;

use crate::data::Data;
use crate::rounds::{stages, voters};

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
    /// Two share a place.
    Equals,
    /// A fault in another category spoils the whole paper.
    Elsewhere,
    /// The plan does not say how such a ballot is written.
    Unwritten,
}

/// Reads tables under a plan.
///
/// # Errors
/// Everything that is wrong, with file, line and column.
pub fn read(plan: &Plan, sources: &[Source]) -> Result<Read, Vec<TableFault>> {
    let mut read = read_with(plan, sources, true)?;
    if read.suspects {
        read.read.unsuspected = Some(read_with(plan, sources, false)?.read.data);
    }
    Ok(read.read)
}

/// What was read, and whether some of it is suspect.
struct Suspected {
    read: Read,
    suspects: bool,
}

fn read_with(plan: &Plan, sources: &[Source], with_suspects: bool) -> Result<Suspected, Vec<TableFault>> {
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
        invalid = ballots::ballots(plan, table, with_suspects, &mut data, &mut faults);
    }
    if faults.is_empty() {
        attendance::attendance(plan, &tables, &data, &mut faults);
    }
    let rows = table("ballots").into_iter().flat_map(|table| &table.rows);
    let suspects = rows.filter(|row| row.get("status") == "suspect").count() > 0;
    if faults.is_empty() {
        invalid.sort();
        Ok(Suspected { read: Read { data, invalid, unsuspected: None }, suspects })
    } else {
        faults.sort();
        Err(faults)
    }
}

/// The one stage whose ballots (or with `sheets`, sheets) a row can be.
fn stage_of<'p>(plan: &'p Plan, row: &Row, sheets: bool, category: &str) -> Result<&'p Stage, TableFault> {
    let takes = |stage: &&Stage| match (&stage.vote, &stage.review) {
        (Some(_), _) => !sheets,
        (_, Some(review)) => sheets || review.ballot.is_stated(),
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
        let by_electorate =
            electorate.is_empty() || voters.is_empty() || voters.iter().any(|id| id == electorate);
        by_round && by_channel && by_electorate
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
