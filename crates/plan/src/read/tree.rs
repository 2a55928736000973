//! A plan file as a tree that remembers its lines: read from TOML or JSON, laid over another, repaired.

use std::collections::BTreeMap;
use std::fmt;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A value and where it was written.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub value: Value,
    pub place: Place,
}

/// A file, by its number among the files read, and a line from 1; line 0: no line is known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Place {
    pub file: usize,
    pub line: u32,
}

#[derive(Debug, Clone)]
pub(super) enum Value {
    Text(String),
    Whole(i64),
    Flag(bool),
    List(Vec<Node>),
    Table(Vec<(String, Node)>),
    /// A number with decimals, one that is too large, or JSON's null: no plan holds these.
    Foreign,
    /// Stands where a fault was told already: fits everywhere, so that reading can go on.
    Hole,
}

/// One step down the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    Key(String),
    Index(usize),
}

/// Steps from the root, written `stage[2].vote.limit`.
pub(super) struct Path<'a>(pub &'a [Step]);

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, step) in self.0.iter().enumerate() {
            match step {
                Step::Key(key) if n == 0 => f.write_str(key)?,
                Step::Key(key) => write!(f, ".{key}")?,
                Step::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

/// Where lines begin in a text.
pub(super) struct Lines(Vec<usize>);

impl Lines {
    pub fn of(text: &str) -> Lines {
        Lines(std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect())
    }

    /// The line of a byte offset, from 1.
    pub fn line(&self, at: usize) -> u32 {
        u32::try_from(self.0.partition_point(|start| *start <= at)).unwrap_or(u32::MAX)
    }
}

/// Tags of the values that are a choice with contents: laid over another value, they replace it whole, for a choice
/// is one or the other. A tag missing here is not lost silently: the merged value would hold two choices at once,
/// which reading refuses.
const CHOICES: [&str; 9] =
    ["approve", "at-most", "contradictory", "count", "criterion", "daily", "exactly", "part", "weighted"];

impl Node {
    pub fn from_toml(table: &DeTable<'_>, lines: &Lines, place: Place) -> Node {
        let pairs = table.iter().map(|(key, value)| {
            let line = lines.line(key.span().start);
            (key.get_ref().to_string(), Node::from_value(value, lines, Place { line, ..place }))
        });
        Node { value: Value::Table(pairs.collect()), place }
    }

    fn from_value(value: &Spanned<DeValue<'_>>, lines: &Lines, place: Place) -> Node {
        let value = match value.get_ref() {
            DeValue::String(text) => Value::Text(text.to_string()),
            DeValue::Integer(n) => {
                i64::from_str_radix(n.as_str(), n.radix()).map_or(Value::Foreign, Value::Whole)
            }
            DeValue::Float(_) => Value::Foreign,
            DeValue::Boolean(flag) => Value::Flag(*flag),
            DeValue::Datetime(date) => Value::Text(date.to_string()),
            DeValue::Array(items) => Value::List(
                items
                    .iter()
                    .map(|item| {
                        let line = lines.line(item.span().start);
                        Node::from_value(item, lines, Place { line, ..place })
                    })
                    .collect(),
            ),
            DeValue::Table(table) => Node::from_toml(table, lines, place).value,
        };
        Node { value, place }
    }

    pub fn from_json(json: &serde_json::Value) -> Node {
        use serde_json::Value as Json;
        let value = match json {
            Json::Null => Value::Foreign,
            Json::Bool(flag) => Value::Flag(*flag),
            Json::Number(n) => n.as_i64().map_or(Value::Foreign, Value::Whole),
            Json::String(text) => Value::Text(text.clone()),
            Json::Array(items) => Value::List(items.iter().map(Node::from_json).collect()),
            Json::Object(map) => {
                Value::Table(map.iter().map(|(key, value)| (key.clone(), Node::from_json(value))).collect())
            }
        };
        Node { value, place: Place::default() }
    }

    pub fn to_json(&self) -> serde_json::Value {
        use serde_json::Value as Json;
        match &self.value {
            Value::Text(text) => Json::from(text.as_str()),
            Value::Whole(n) => Json::from(*n),
            Value::Flag(flag) => Json::from(*flag),
            Value::List(items) => items.iter().map(Node::to_json).collect(),
            Value::Table(pairs) => {
                Json::Object(pairs.iter().map(|(key, node)| (key.clone(), node.to_json())).collect())
            }
            Value::Foreign | Value::Hole => Json::Null,
        }
    }

    pub fn get(&self, key: &str) -> Option<&Node> {
        match &self.value {
            Value::Table(pairs) => pairs.iter().find(|(name, _)| name == key).map(|(_, node)| node),
            _ => None,
        }
    }

    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn remove(&mut self, key: &str) -> Option<Node> {
        let Value::Table(pairs) = &mut self.value else { return None };
        let at = pairs.iter().position(|(name, _)| name == key)?;
        Some(pairs.remove(at).1)
    }

    pub fn insert(&mut self, key: &str, node: Node) {
        if let Value::Table(pairs) = &mut self.value {
            pairs.push((key.to_owned(), node));
        }
    }

    /// The node a path leads to.
    pub fn at_mut(&mut self, path: &[Step]) -> Option<&mut Node> {
        path.iter().try_fold(self, |node, step| match (&mut node.value, step) {
            (Value::Table(pairs), Step::Key(key)) => {
                pairs.iter_mut().find(|(name, _)| name == key).map(|(_, node)| node)
            }
            (Value::List(items), Step::Index(index)) => items.get_mut(*index),
            _ => None,
        })
    }

    /// Lays another tree over this one: tables merge deep, lists of tables with ids merge by id (a new id is
    /// appended), anything else replaces.
    pub fn overlay(&mut self, over: Node) {
        let over = match (&mut self.value, over.value) {
            (Value::Table(base), Value::Table(pairs)) if !is_choice(base) && !is_choice(&pairs) => {
                for (key, node) in pairs {
                    match base.iter_mut().find(|(name, _)| *name == key) {
                        Some((_, old)) => old.overlay(node),
                        None => base.push((key, node)),
                    }
                }
                return;
            }
            (Value::List(base), Value::List(items))
                if have_ids(base) && have_ids(&items) && !items.is_empty() =>
            {
                for item in items {
                    let id = item.get("id").and_then(Node::text).map(str::to_owned);
                    match base.iter_mut().find(|old| old.get("id").and_then(Node::text) == id.as_deref()) {
                        Some(old) => old.overlay(item),
                        None => base.push(item),
                    }
                }
                return;
            }
            (_, value) => Node { value, place: over.place },
        };
        *self = over;
    }

    /// Calls `look` with every node below and with this one, parents first.
    pub fn walk(&self, path: &mut Vec<Step>, look: &mut impl FnMut(&[Step], &Node)) {
        look(path, self);
        match &self.value {
            Value::Table(pairs) => {
                for (key, node) in pairs {
                    path.push(Step::Key(key.clone()));
                    node.walk(path, look);
                    path.pop();
                }
            }
            Value::List(items) => {
                for (index, node) in items.iter().enumerate() {
                    path.push(Step::Index(index));
                    node.walk(path, look);
                    path.pop();
                }
            }
            _ => {}
        }
    }
}

fn is_choice(pairs: &[(String, Node)]) -> bool {
    matches!(pairs, [(key, _)] if CHOICES.contains(&key.as_str()))
}

fn have_ids(items: &[Node]) -> bool {
    items.iter().all(|item| item.get("id").and_then(Node::text).is_some())
}

/// Which line of which file each part of a plan was written on.
#[derive(Debug, Clone, Default)]
pub struct Places {
    files: Vec<String>,
    lines: BTreeMap<String, Place>,
    clauses: BTreeMap<String, String>,
}

impl Places {
    pub(super) fn of(files: Vec<String>, tree: &Node) -> Places {
        let (mut lines, mut clauses) = (BTreeMap::new(), BTreeMap::new());
        tree.walk(&mut Vec::new(), &mut |path, node| {
            let path = Path(path).to_string();
            lines.insert(path.clone(), node.place);
            let Value::Table(pairs) = &node.value else { return };
            for (key, value) in pairs {
                let Some(clause) = value.text().filter(|clause| !clause.is_empty()) else { continue };
                if key == "clause" {
                    clauses.insert(path.clone(), clause.to_owned());
                }
                // `brief_clause` is the clause of `brief_most`, `rubric_clause` of `rubric`.
                if let Some(stem) = key.strip_suffix("_clause") {
                    let named = pairs.iter().filter(|(sibling, _)| sibling.starts_with(stem));
                    clauses
                        .extend(named.map(|(sibling, _)| (format!("{path}.{sibling}"), clause.to_owned())));
                }
            }
        });
        Places { files, lines, clauses }
    }

    /// File (absent where it has no name) and line of a path; for a path that is not written, of the nearest part
    /// around it.
    pub fn find(&self, path: &str) -> (Option<&str>, Option<u32>) {
        let Some(place) = around(path).find_map(|path| self.lines.get(path)) else {
            return (None, None);
        };
        let file = self.files.get(place.file).map(String::as_str).filter(|name| !name.is_empty());
        (file, (place.line > 0).then_some(place.line))
    }

    /// The clause of the nearest part around a path that names one; empty where none does.
    pub fn clause(&self, path: &str) -> &str {
        around(path).find_map(|path| self.clauses.get(path)).map(String::as_str).unwrap_or_default()
    }
}

/// A path and the paths around it, nearest first, down to the root's empty path.
fn around(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(path), |path| {
        (!path.is_empty()).then(|| &path[..path.rfind(['.', '[']).unwrap_or(0)])
    })
}
