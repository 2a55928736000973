//! Tables: rows whose header says what their cells are. A row is a line with two spaces or more between its cells.

use crate::fact::{Bound, Fact, Rule};
use crate::numerals;
use crate::pattern::{number, pattern, word};
use crate::rules::Finder;
use crate::source::{Part, fold, printed};

/// Most cells of a row, and most rows of a table, that are looked at.
const CELLS_MOST: usize = 12;
const ROWS_MOST: usize = 60;

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    Name,
    Count,
    /// Money, times so much.
    Money(u32),
    Points,
    Other,
}

/// Score sheets and lists of awards.
pub fn read(finder: &mut Finder<'_>) {
    let rows: Vec<(usize, Vec<String>)> = finder
        .body()
        .filter(|(_, sentence)| sentence.part != Part::Foot && sentence.text.contains("  "))
        .map(|(at, sentence)| (at, cells(&sentence.text)))
        .filter(|(_, cells)| cells.len() > 1)
        .collect();
    let mut n = 0;
    while let Some((at, header)) = rows.get(n) {
        n += 1;
        let columns: Vec<Column> = header.iter().map(|cell| column(cell)).collect();
        let named = columns.contains(&Column::Name);
        let points = columns.contains(&Column::Points);
        let counts = columns.contains(&Column::Count);
        if !named || points == counts {
            continue;
        }
        let body: Vec<&(usize, Vec<String>)> = rows[n..].iter().take(ROWS_MOST).collect();
        let taken = if points { sheet(finder, &columns, &body) } else { awards(finder, &columns, &body) };
        if taken > 0 {
            finder.used[*at] = true;
        }
        n += taken;
    }
}

/// The cells of a row, folded.
fn cells(text: &str) -> Vec<String> {
    text.split("  ").map(fold).filter(|cell| !cell.is_empty()).take(CELLS_MOST).collect()
}

fn column(header: &str) -> Column {
    let money = pattern!("^(?:奖金|奖励|奖励金额|奖励标准|奖金标准|奖品)(?:\\((?P<u>万?元)(?:/人)?\\))?$");
    if let Some(found) = money.captures(header) {
        return Column::Money(if word(&found, "u") == "万元" { 10_000 } else { 1 });
    }
    if pattern!("^(?:名额|数量|人数|个数|设奖数量|获奖名额)(?:\\(.\\))?$").is_match(header) {
        Column::Count
    } else if pattern!("^(?:分值|满分|最高分|分数)(?:\\(分\\))?$").is_match(header) {
        Column::Points
    } else if pattern!("^(?:奖项|奖项名称|奖项设置|奖励等级|等级|等次|类别|评选类别|评分项目|评审项目|评分指标|评审指标|指标|项目|评价指标|评审内容|评分内容|评分要素)$")
        .is_match(header)
    {
        Column::Name
    } else {
        Column::Other
    }
}

/// Rows of criteria: taken where their points add up to 100.
fn sheet(finder: &mut Finder<'_>, columns: &[Column], rows: &[&(usize, Vec<String>)]) -> usize {
    let (mut lines, mut sums) = (Vec::new(), Vec::new());
    for (at, cells) in rows {
        if cells.first().is_some_and(|name| pattern!("^(?:合计|总分|总计|小计)$").is_match(name)) {
            sums.push(*at);
            break;
        }
        // A row with an empty cell does not say which.
        if cells.len() != columns.len() {
            break;
        }
        let of =
            |wanted: Column| columns.iter().position(|column| *column == wanted).and_then(|n| cells.get(n));
        let (Some(name), Some(points)) = (of(Column::Name), of(Column::Points)) else { break };
        let Some(points) = numerals::whole(points.trim_end_matches('分')) else { break };
        lines.push((*at, name.clone(), points));
    }
    if lines.len() < 2 || lines.iter().map(|(_, _, points)| u64::from(*points)).sum::<u64>() != 100 {
        return 0;
    }
    if finder.has(|fact| matches!(fact, Fact::Rubric(_) | Fact::Rule(Rule::Criterion(..), _))) {
        return 0;
    }
    for (at, name, points) in &lines {
        let words = printed(&format!("{name}{points}"));
        finder.tell(*at, Fact::Rule(Rule::Criterion(printed(name), *points), words));
    }
    // The row of the sum says what they add up to.
    for at in &sums {
        finder.used[*at] = true;
    }
    lines.len()
}

/// Rows of awards with their numbers and their money.
fn awards(finder: &mut Finder<'_>, columns: &[Column], rows: &[&(usize, Vec<String>)]) -> usize {
    let mut taken = 0;
    for (at, cells) in rows {
        if cells.len() != columns.len() {
            break;
        }
        let of = |wanted: fn(Column) -> bool| {
            columns.iter().position(|column| wanted(*column)).and_then(|n| cells.get(n))
        };
        let (Some(name), Some(count)) = (of(|it| it == Column::Name), of(|it| it == Column::Count)) else {
            break;
        };
        let Some(found) =
            pattern!("^(?P<cap>不超过|最多|至多)?(?P<n>{n}){u}?(?P<about>左右)?$").captures(count)
        else {
            break;
        };
        let Some(n) = number(&found, "n").filter(|n| *n > 0) else { break };
        if pattern!("合计|总计").is_match(name) {
            break;
        }
        let name = printed(name.trim_matches(['“', '”']));
        let bound = if word(&found, "about").is_empty() { Bound::AtMost } else { Bound::About };
        let sure = !word(&found, "cap").is_empty() || bound == Bound::About;
        let money = columns.iter().enumerate().find_map(|(n, column)| match column {
            Column::Money(times) => prize(cells.get(n)?, *times),
            _ => None,
        });
        let grade = name.ends_with('奖');
        let text = printed(&cells.concat());
        let fact = if grade {
            Fact::Award { name: name.clone(), n, bound, prize: money, text: text.clone() }
        } else {
            finder.tell(*at, Fact::Category(name.clone()));
            Fact::Seats { category: Some(name.clone()), n, bound }
        };
        if sure {
            finder.tell(*at, fact)
        } else {
            finder.infer(*at, fact, "cap", "")
        }
        if let (false, Some(yuan)) = (grade, money) {
            finder.tell(*at, Fact::Rule(Rule::Prize { name, yuan }, text));
        }
        taken += 1;
    }
    taken
}

/// Money of a cell, in yuan: 5000, 5000元, 2万元/人.
fn prize(cell: &str, times: u32) -> Option<u32> {
    let found =
        pattern!("^(?:每[人名件个]|各)?(?P<n>{n})(?P<w>万)?(?:元)?(?:/[人件名个])?$").captures(cell)?;
    let times = if word(&found, "w").is_empty() { times } else { 10_000 };
    number(&found, "n")?.checked_mul(times).filter(|yuan| *yuan > 0)
}
