//! Plans and tables of stories, written as an office would.

use plan::Plan;

use crate::report::{Report, report};
use crate::rounds::{Category, OpenIs};
use crate::tables::{self, Read, Source, TableFault};

/// The parts of a plan that no count looks at, and one category with so many seats.
const HEAD: &str = r#"
format = 1
rules = 1
id = "small"
title = "小型评选"
short = "小评"
place = "某地"
time_zone = "Asia/Shanghai"
approval = "试验"
interpreter = "first"
publication = {}
office = { group = "领导小组", name = "办公室", host = "first" }
sponsor = [{ id = "first", name = "第一主办" }]
"#;

pub const BUILDERS: &str = r#"
[[category]]
id = "builders"
name = "建设者"
prefix = "A"
seats = { at-most = 2 }
scope = "not stated"
"#;

/// A plan with this text behind its head.
pub fn plan_of(parts: &[&str]) -> Plan {
    let text = format!("{HEAD}{}", parts.concat());
    let read = plan::read_files(plan::Source { name: "plan.toml", text: &text }, &[]);
    match read {
        Ok(reading) => reading.plan,
        Err(faults) => panic!("{faults:#?}"),
    }
}

/// A vote with these rules.
pub fn vote(rules: &str) -> String {
    format!(
        "\n[[stage]]\nid = \"vote\"\nkind = \"vote\"\nname = \"投票\"\nopens = \"2022-12-01\"\ncloses = \"2022-12-10\"\n\
         [stage.vote]\nmode = \"weighted\"\ndisplay = \"hidden\"\n{rules}\n"
    )
}

/// A review with these rules.
pub fn review(rules: &str) -> String {
    format!(
        "\n[[stage]]\nid = \"panel\"\nkind = \"review\"\nname = \"评审\"\n[stage.review]\npanel = \"not stated\"\n\
         recusal = \"not stated\"\n{rules}\n"
    )
}

/// A round with these rules.
pub fn result(id: &str, rules: &str) -> String {
    format!(
        "\n[[result]]\nid = \"{id}\"\nname = \"{id}\"\nafter = \"vote\"\nyields = \"finalists\"\ndecide = \"count\"\n{rules}\n"
    )
}

pub fn read_tables(plan: &Plan, tables: &[(&str, &str)]) -> Result<Read, Vec<TableFault>> {
    let source = |(name, text): &(&str, &str)| Source { name: (*name).to_owned(), text: (*text).to_owned() };
    tables::read(plan, &tables.iter().map(source).collect::<Vec<_>>())
}

/// Counts tables; faults of tables end the story.
pub fn counted(plan: &Plan, tables: &[(&str, &str)]) -> Report {
    let read = match read_tables(plan, tables) {
        Ok(read) => read,
        Err(faults) => {
            panic!("{:#?}", faults.iter().map(|fault| fault.sentence(text::Lang::En)).collect::<Vec<_>>())
        }
    };
    report(plan, &read).unwrap()
}

/// A line for each candidate: rank, who, score, status, award.
pub fn lines(category: &Category) -> String {
    let line = |row: &crate::rounds::Row| {
        let rank = row.rank.map_or("-".to_owned(), |rank| rank.to_string());
        let score = row.score.as_ref().map_or("-".to_owned(), ToString::to_string);
        let award = row.award.clone().map(|award| format!(" {award}")).unwrap_or_default();
        format!("{rank} {} {score} {:?}{award}\n", row.candidate, row.status).to_lowercase()
    };
    category.ranking.iter().map(line).collect()
}

/// All rounds, each with its lines.
pub fn all(report: &Report) -> String {
    let mut out = String::new();
    for round in &report.counted.rounds {
        for category in &round.categories {
            let apart = category.apart.clone().map(|value| format!("/{value}")).unwrap_or_default();
            out += &format!("{}/{}{apart}\n{}", round.id, category.id, lines(category));
        }
    }
    out
}

/// The paths of what is open.
pub fn open(report: &Report) -> Vec<String> {
    let path = |is: &OpenIs| match is {
        OpenIs::Missing { missing } => missing.path.clone(),
        OpenIs::Tie { candidates, .. } => format!("tie {}", candidates.join(" ")),
        OpenIs::Resolution => "resolution".to_owned(),
    };
    report.counted.open.iter().map(|open| path(&open.is)).collect()
}
