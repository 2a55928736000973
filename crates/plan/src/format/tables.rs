//! The plain tables that a count takes: which there are, and which columns each may have. The reader of tables, the
//! reference page and the help of the command line all take them from here.

use std::fmt::Write;

use text::{Lang, t};

/// A table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Table {
    /// The name of its file, without the ending.
    pub name: &'static str,
    /// The columns it cannot do without.
    pub needed: &'static [&'static str],
    /// All columns of its own. Every table may have those of [`EVERYWHERE`] too, and `candidates` one for each attribute
    /// of the plan.
    pub columns: &'static [&'static str],
}

/// Columns that every table may have.
pub const EVERYWHERE: [&str; 3] = ["round", "electorate", "region"];

/// All tables, in the order in which an office fills them in.
pub const TABLES: [Table; 7] = [
    Table { name: "candidates", needed: &["id"], columns: &["id", "category", "unit", "name"] },
    Table {
        name: "ballots",
        needed: &["choices"],
        columns: &[
            "ballot", "voter", "category", "channel", "account", "at", "choices", "replaces", "status",
            "foul",
        ],
    },
    Table {
        name: "tallies",
        needed: &["candidate", "for"],
        columns: &["category", "channel", "candidate", "for", "against", "abstain"],
    },
    Table {
        name: "sheets",
        needed: &["judge", "candidate", "criterion", "score"],
        columns: &["judge", "category", "candidate", "criterion", "score", "state"],
    },
    Table { name: "electorates", needed: &["id"], columns: &["id", "category", "size", "present"] },
    Table {
        name: "measures",
        needed: &["measure", "value"],
        columns: &["category", "candidate", "unit", "measure", "value"],
    },
    Table {
        name: "decisions",
        needed: &["candidate", "kind"],
        columns: &["category", "candidate", "kind", "value", "ref", "channel"],
    },
];

/// A table by its name.
pub fn table(name: &str) -> Option<&'static Table> {
    TABLES.iter().find(|table| table.name == name)
}

/// What the command line says of the tables: a line for each, needed columns marked.
pub fn listing(lang: Lang) -> String {
    let mut text = format!("{}\n", t(lang, "format-page-table-help"));
    for table in &TABLES {
        let marked = |column: &&str| {
            if table.needed.contains(column) { format!("{column}*") } else { (*column).to_owned() }
        };
        let columns: Vec<_> = table.columns.iter().map(marked).collect();
        let _ = writeln!(text, "  {:<16} {}", format!("{}.csv", table.name), columns.join(", "));
    }
    let _ = write!(text, "{}", t(lang, "format-page-table-help-more"));
    text
}

/// The chapter of the reference page.
pub(super) fn chapter(lang: Lang) -> String {
    let said = |key: &str| t(lang, &format!("format-page-table-{key}"));
    let mut text = format!("{}\n\n", t(lang, "format-page-tables-lead"));
    let columns = |text: &mut String, of: &str, columns: &[&str], needed: &[&str]| {
        let head = ["format-page-table-column", "format-page-meaning"].map(|key| t(lang, key));
        let _ = writeln!(text, "| {} | {} |\n|---|---|", head[0], head[1]);
        for column in columns {
            let need = if needed.contains(column) { t(lang, "format-page-required") } else { String::new() };
            let _ = writeln!(text, "| `{column}`{need} | {} |", said(&format!("{of}-{column}")));
        }
        let _ = writeln!(text);
    };
    for table in &TABLES {
        let _ = writeln!(
            text,
            "<a id=\"table-{0}\"></a>\n\n### `{0}.csv`\n\n{1}\n",
            table.name,
            said(table.name)
        );
        columns(&mut text, table.name, table.columns, table.needed);
        let _ = writeln!(text, "```csv\n{}\n```\n", sample(table.name).trim());
    }
    let _ = writeln!(text, "<a id=\"table-every\"></a>\n\n### {}\n", said("every"));
    columns(&mut text, "every", &EVERYWHERE, &[]);
    let _ = writeln!(text, "<a id=\"table-more\"></a>\n\n### {}\n\n{}", said("more"), said("more-lead"));
    text
}

/// A few rows of a table, as they go with the small plan or one like it.
fn sample(name: &str) -> &'static str {
    match name {
        "candidates" => {
            "id,category,unit,name\na01,neighbour,dongting,甲\na02,neighbour,xiting,乙\na03,neighbour,xiting,丙"
        }
        "ballots" => {
            "ballot,voter,category,channel,at,choices,status\nt1,v1,neighbour,web,2026-03-20 09:00,a01;a02,\nt2,v2,neighbour,web,2026-03-20 09:01,a02,\nt3,v3,neighbour,web,2026-03-20 09:02,a03,suspect"
        }
        "tallies" => {
            "category,channel,candidate,for,against,abstain\nneighbour,web,a01,120,,\nneighbour,web,a02,95,,\nneighbour,web,,300,210,3"
        }
        "sheets" => {
            "judge,category,candidate,criterion,score,state\nj1,neighbour,a01,deeds,55,\nj1,neighbour,a01,esteem,38,\nj1,neighbour,a02,,,recused"
        }
        "electorates" => "id,size,present\npingwei,15,13",
        "measures" => "category,candidate,measure,value\nneighbour,a01,manyi,92.5\nneighbour,a02,manyi,88",
        _ => {
            "category,candidate,kind,value,ref\nneighbour,a03,withdrawal,,本人3月19日书面声明\nneighbour,a02,pick,1,领导小组3月31日决议"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_and_column_is_told_in_both_languages() {
        for lang in Lang::ALL {
            assert!(!chapter(lang).contains('⟦'), "{lang}: {}", chapter(lang).split('⟦').nth(1).unwrap());
            assert!(!listing(lang).contains('⟦'));
        }
        for table in &TABLES {
            assert!(table.needed.iter().all(|column| table.columns.contains(column)), "{}", table.name);
            let header = sample(table.name).lines().next().unwrap();
            assert!(header.split(',').all(|column| table.columns.contains(&column)), "{header}");
            let width = header.split(',').count();
            assert!(sample(table.name).lines().all(|line| line.split(',').count() == width), "{header}");
        }
    }
}
