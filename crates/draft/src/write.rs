//! A plan as TOML that a person goes on writing: every value with the sentence it came from above it.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::Value;

/// Comments by path, in order. A path that is not written gives its comments to the nearest table above it.
pub type Comments = BTreeMap<String, Vec<String>>;

/// Keys of a stage, and of the plan, that are tables of their own; every other table is written in one line.
const TABLES: [&str; 12] = [
    "publication",
    "site",
    "office",
    "standards",
    "recommend",
    "screen",
    "vote",
    "review",
    "notice",
    "naming",
    "publicity",
    "closing",
];

/// Writes a plan's JSON as TOML.
pub fn toml(plan: &Value, head: &[String], mut comments: Comments, tail: &[String]) -> String {
    let mut out = String::new();
    for line in head {
        let _ = writeln!(out, "# {line}");
    }
    for line in comments.remove("").unwrap_or_default() {
        let _ = writeln!(out, "# {line}");
    }
    table(plan, "", "", &mut comments, &mut out);
    if !tail.is_empty() {
        out.push('\n');
    }
    for line in tail {
        let _ = writeln!(out, "# {line}");
    }
    out
}

/// The keys of one table: its plain keys first, then its tables.
fn table(node: &Value, path: &str, name: &str, comments: &mut Comments, out: &mut String) {
    let Value::Object(map) = node else { return };
    let own = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    let named = |key: &str| if name.is_empty() { key.to_owned() } else { format!("{name}.{key}") };
    let (mut tables, mut lists) = (Vec::new(), Vec::new());
    for (key, value) in map {
        match value {
            Value::Null => {}
            Value::Object(_) if TABLES.contains(&key.as_str()) => tables.push((key, value)),
            Value::Array(items) if path.is_empty() && items.first().is_some_and(Value::is_object) => {
                lists.push((key, items));
            }
            // An empty list of tables at the root says nothing; but stages a plan must have.
            Value::Array(items) if path.is_empty() && items.is_empty() && key != "stage" => {}
            _ => {
                above(&own(key), comments, out);
                let _ = writeln!(out, "{key} = {}", inline(value));
            }
        }
    }
    for (key, value) in tables {
        let _ = writeln!(out, "\n[{}]", named(key));
        table(value, &own(key), &named(key), comments, out);
    }
    for (key, items) in lists {
        for (n, item) in items.iter().enumerate() {
            let path = format!("{key}[{n}]");
            out.push('\n');
            for line in comments.remove(&path).unwrap_or_default() {
                let _ = writeln!(out, "# {line}");
            }
            let _ = writeln!(out, "[[{key}]]");
            table(item, &path, key, comments, out);
        }
    }
}

/// The comments of a path and of everything inside it.
fn above(path: &str, comments: &mut Comments, out: &mut String) {
    let inside = |other: &str| {
        other.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    };
    let paths: Vec<String> = comments.keys().filter(|other| inside(other)).cloned().collect();
    for path in paths {
        for line in comments.remove(&path).unwrap_or_default() {
            let _ = writeln!(out, "# {line}");
        }
    }
}

fn inline(value: &Value) -> String {
    match value {
        Value::Array(items) => {
            let one = items.iter().map(inline).collect::<Vec<_>>();
            if one.iter().map(|item| item.chars().count()).sum::<usize>() > 60 {
                format!("[\n{}]", one.iter().fold(String::new(), |all, item| all + "  " + item + ",\n"))
            } else {
                format!("[{}]", one.join(", "))
            }
        }
        Value::Object(map) => {
            let pairs = map.iter().filter(|(_, value)| !value.is_null());
            let pairs: Vec<String> = pairs.map(|(key, value)| format!("{key} = {}", inline(value))).collect();
            format!("{{ {} }}", pairs.join(", "))
        }
        Value::String(text) => quoted(text),
        other => other.to_string(),
    }
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_stand_above_their_values_wherever_these_are_written() {
        let plan = serde_json::json!({
            "title": "某“奖”\\\"评选\"",
            "office": { "name": "办公室" },
            "unit": [],
            "stage": [{ "id": "vote", "vote": { "limit": [{ "ballots": 1, "per": "day" }] } }],
        });
        let comments =
            [("title", "甲"), ("stage[0]", "乙"), ("stage[0].vote.limit[0].per", "丙"), ("", "丁")];
        let comments =
            comments.map(|(path, line)| (path.to_owned(), vec![line.to_owned()])).into_iter().collect();
        let toml = toml(&plan, &["首".to_owned()], comments, &["尾".to_owned()]);
        assert_eq!(
            toml,
            "# 首\n# 丁\n# 甲\ntitle = \"某“奖”\\\\\\\"评选\\\"\"\n\n[office]\nname = \"办公室\"\n\n# 乙\n[[stage]]\nid = \"vote\"\n\n\
             [stage.vote]\n# 丙\nlimit = [{ ballots = 1, per = \"day\" }]\n\n# 尾\n"
        );
    }
}
