//! What can be wrong with a table, and what to do about it.

use std::mem;

use text::{Lang, args, ta};

/// One fault of a table. In order of file, line and column.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct TableFault {
    /// The file, e.g. `ballots.csv`.
    pub file: String,
    /// The line, from 1; the header is line 1.
    pub line: u64,
    /// The column, where it is about one; may be empty.
    pub column: String,
    /// What is wrong.
    pub wrong: Wrong,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wrong {
    /// There is no such table.
    UnknownTable,
    /// The file is no CSV: what the reader says.
    NotCsv(String),
    /// There is no such column; these there are.
    UnknownColumn(Vec<String>),
    /// A column stands twice.
    ColumnTwice,
    /// A column is needed and not there.
    NoColumn,
    /// A value is needed and not there.
    Empty,
    /// Not an id: `[A-Za-z0-9-]+`.
    BadId(String),
    /// No such id; these there are (or the first of them).
    UnknownId(String, Vec<String>),
    /// Not a whole number.
    BadNumber(String),
    /// Not an exact number: 12, 0.5, 1/3.
    BadExact(String),
    /// Not a time: 2022-12-10T09:00:00+08:00 or 2022-12-10 09:00.
    BadTime(String),
    /// Not one of these words.
    BadWord(String, Vec<String>),
    /// The choices are not written as the plan's ballots are: this form is expected.
    BadChoices(String, &'static str),
    /// A score below its lowest, above its highest, or with more places than it may have.
    BadScore(String, u32, u32, u32),
    /// The row has been said before, in this line.
    Twice(u64),
    /// A sheet without a score for these lines of the rubric.
    Incomplete(Vec<String>),
    /// No stage of the plan can have this row.
    NoStage,
    /// Several stages can: say which.
    WhichStage(Vec<String>),
    /// More are counted than there can be.
    TooMany(u64, u64),
    /// So many voted, or voted for one candidate, and only so many can have.
    MoreThanPresent(u64, u64),
    /// A judge has voted before, in this line.
    VotedTwice(u64),
    /// A judge's ballot is for or against somebody from whom the judge stands back.
    VotedRecused(String),
    /// The ballot that this one replaces is not there, or another voter's.
    NoSuchBallot(String),
    /// The plan lets no body take somebody off.
    NoVeto,
    /// No round of the plan, or of this category, comes out of what is named.
    NoRound,
    /// The plan has no notice of such a list.
    NoNotice,
    /// The plan does not have those chosen asked.
    NoRefusal,
    /// The plan has no such penalty.
    NoPenalty,
    /// The plan has so many penalties: which one a foul ballot falls under has to be said.
    WhichPenalty(u64),
    /// The candidate does not fulfil this condition of the category.
    NotEligible(String),
    /// A unit has so many candidates of a category, and may put forward only so many.
    OverQuota(u64, u64),
    /// Several sums hold votes of this candidate, or none does.
    WhichVotes,
    /// A foul ballot names several, and its penalty is against a candidate.
    WhoseVotes,
    /// These ballots are there one by one.
    MarkBallots,
    /// Something that must be empty here.
    NotHere,
}

/// So many faults of one kind and column are told one by one; of more, the first is told, and how many more there are.
const TOLD_MOST: usize = 3;

/// All faults as sentences, the same ones folded.
pub fn sentences(faults: &[TableFault], lang: Lang) -> Vec<String> {
    let same =
        |fault: &TableFault| (fault.file.clone(), fault.column.clone(), mem::discriminant(&fault.wrong));
    let mut seen = Vec::new();
    let mut told = Vec::new();
    for fault in faults {
        let kind = same(fault);
        if seen.contains(&kind) {
            continue;
        }
        let all: Vec<&TableFault> = faults.iter().filter(|other| same(other) == kind).collect();
        let one_by_one = if all.len() > TOLD_MOST { 1 } else { all.len() };
        told.extend(all.iter().take(one_by_one).map(|fault| fault.sentence(lang)));
        if all.len() > one_by_one {
            let args = args! { "n" => (all.len() - one_by_one) as u64, "file" => &fault.file };
            told.push(ta(lang, "count-table-more", &args));
        }
        seen.push(kind);
    }
    told
}

impl TableFault {
    /// Where it is, what is wrong, and what to do.
    pub fn sentence(&self, lang: Lang) -> String {
        let list = |words: &[String]| words.join(", ");
        let says = |key: &str, value: &str, more: String| {
            ta(lang, &format!("count-table-{key}"), &args! { "value" => value, "more" => more })
        };
        let says = match &self.wrong {
            Wrong::UnknownTable => says("unknown-table", "", list(&super::TABLES.map(str::to_owned))),
            Wrong::NotCsv(why) => says("not-csv", why, String::new()),
            Wrong::UnknownColumn(known) => says("unknown-column", "", list(known)),
            Wrong::ColumnTwice => says("column-twice", "", String::new()),
            Wrong::NoColumn => says("no-column", "", String::new()),
            Wrong::Empty => says("empty", "", String::new()),
            Wrong::BadId(value) => says("bad-id", value, String::new()),
            Wrong::UnknownId(value, known) => says("unknown-id", value, list(known)),
            Wrong::BadNumber(value) => says("bad-number", value, String::new()),
            Wrong::BadExact(value) => says("bad-exact", value, String::new()),
            Wrong::BadTime(value) => says("bad-time", value, String::new()),
            Wrong::BadWord(value, known) => says("bad-word", value, list(known)),
            Wrong::BadChoices(value, form) => says("bad-choices", value, (*form).to_owned()),
            Wrong::BadScore(value, least, most, places) => ta(
                lang,
                "count-table-bad-score",
                &args! { "value" => value, "least" => *least, "most" => *most, "places" => *places },
            ),
            Wrong::Twice(line) => says("twice", "", line.to_string()),
            Wrong::Incomplete(lines) => says("incomplete", "", list(lines)),
            Wrong::NoStage => says("no-stage", "", String::new()),
            Wrong::WhichStage(stages) => says("which-stage", "", list(stages)),
            Wrong::TooMany(n, most) => says("too-many", &n.to_string(), most.to_string()),
            Wrong::MoreThanPresent(n, most) => says("more-than-present", &n.to_string(), most.to_string()),
            Wrong::VotedTwice(line) => says("voted-twice", "", line.to_string()),
            Wrong::VotedRecused(id) => says("voted-recused", id, String::new()),
            Wrong::NoSuchBallot(id) => says("no-such-ballot", id, String::new()),
            Wrong::WhichPenalty(n) => says("which-penalty", "", n.to_string()),
            Wrong::NotEligible(text) => says("not-eligible", text, String::new()),
            Wrong::OverQuota(n, most) => says("over-quota", &n.to_string(), most.to_string()),
            Wrong::NoVeto => says("no-veto", "", String::new()),
            Wrong::NoRound => says("no-round", "", String::new()),
            Wrong::NoNotice => says("no-notice", "", String::new()),
            Wrong::NoRefusal => says("no-refusal", "", String::new()),
            Wrong::NoPenalty => says("no-penalty", "", String::new()),
            Wrong::WhichVotes => says("which-votes", "", String::new()),
            Wrong::WhoseVotes => says("whose-votes", "", String::new()),
            Wrong::MarkBallots => says("mark-ballots", "", String::new()),
            Wrong::NotHere => says("not-here", "", String::new()),
        };
        let key = if self.column.is_empty() { "count-table-at" } else { "count-table-at-column" };
        let args =
            args! { "file" => &self.file, "line" => self.line, "column" => &self.column, "says" => says };
        ta(lang, key, &args)
    }
}
