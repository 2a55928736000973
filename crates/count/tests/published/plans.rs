//! Plans of published contests, written as an office would, and their tables.

use count::rounds::{Counted, rounds};
use count::tables::{self, Source};
use plan::Plan;

/// The parts of a plan that no count looks at, with one category.
const HEAD: &str = r#"
format = 1
rules = 1
id = "published"
title = "公布过的评选"
short = "公布"
place = "某地"
approval = "not stated"
interpreter = "not stated"

[[category]]
id = "all"
name = "全部"
seats = { exactly = 1 }
scope = "not stated"
"#;

/// A vote of this id with these rules.
pub fn vote(id: &str, rules: &str) -> String {
    format!(
        "\n[[stage]]\nid = \"{id}\"\nkind = \"vote\"\nname = \"{id}\"\n[stage.vote]\nmode = \"weighted\"\n\
         limit = \"not stated\"\ndisplay = \"not stated\"\n{rules}\n"
    )
}

/// A round after this stage with these rules.
pub fn result(after: &str, rules: &str) -> String {
    format!(
        "\n[[result]]\nid = \"result\"\nname = \"结果\"\nafter = \"{after}\"\nyields = \"named\"\ndecide = \"count\"\n{rules}\n"
    )
}

/// A plan of these parts.
pub fn plan_of(parts: &[&str]) -> Plan {
    let text = format!("{HEAD}{}", parts.concat());
    match plan::read_files(plan::Source { name: "plan.toml", text: &text }, &[]) {
        Ok(reading) => reading.plan,
        Err(faults) => panic!("{faults:#?}"),
    }
}

/// The candidates' table.
pub fn candidates<'c>(ids: impl IntoIterator<Item = &'c String>) -> String {
    ids.into_iter().fold("id,category".to_owned(), |text, id| format!("{text}\n{id},all"))
}

/// Rankings, so many of each kind, as a table.
pub fn rankings(kinds: &[(usize, Vec<String>)]) -> String {
    let papers = kinds.iter().flat_map(|(times, order)| std::iter::repeat_n(order, *times));
    let rows = papers.enumerate().map(|(n, order)| format!("\nb{n},all,{}", order.join(">")));
    format!("ballot,category,choices{}", rows.collect::<String>())
}

/// Counts these tables, of which nothing may be wrong and nothing stay open.
pub fn counted(plan: &Plan, tables: &[(&str, String)]) -> Counted {
    let source = |(name, text): &(&str, String)| Source { name: (*name).to_owned(), text: text.clone() };
    let read = match tables::read(plan, &tables.iter().map(source).collect::<Vec<_>>()) {
        Ok(read) => read,
        Err(faults) => panic!("{:#?}", faults.iter().take(3).collect::<Vec<_>>()),
    };
    let counted = rounds(plan, &read.data).unwrap();
    assert!(counted.open.is_empty(), "{:#?}", counted.open);
    counted
}
