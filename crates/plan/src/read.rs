//! Reading plan files and the supplements (补充通知) that amend them.
//!
//! A reader tells every structural fault at once, with file, line and path: what is no TOML, keys that are unknown or
//! missing, values of a wrong kind. What a plan *means* is the matter of [`crate::check`].

mod gather;
mod tree;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use toml::de::DeTable;

use crate::characters;
use crate::fault::{Arg, Fault, Severity};
use crate::silence;
use crate::types::{FORMAT, Plan, RULES_VERSION, SupplementRecord};
use gather::{Snag, What, gather};
use tree::{Lines, Node, Path, Place, Step, Value};

pub use tree::Places;

/// The longest plan, in bytes of its JSON: a plan stands in one leaf of the ledger, and a leaf holds at most 65,535.
pub const PLAN_MOST: usize = 60_000;

/// The longest file that is parsed at all, in bytes: comments and layout may take room, but not without end.
const FILE_MOST: usize = 500_000;

/// The longest id.
const ID_MOST: usize = 64;

/// What a supplement may never change: the rules version and the zone settle what was counted and when, and the list of
/// supplements keeps itself.
const FIXED: [&str; 3] = ["rules", "time_zone", "supplement"];

/// Keys of a plan that the house keeps itself.
const KEPT: [&str; 2] = ["supplement", "silent"];

/// A file to be read: the name that faults give, and the text.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// Shown before the line; empty: faults name no file.
    pub name: &'a str,
    /// TOML.
    pub text: &'a str,
}

/// A plan together with the lines it was written on.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The plan, supplements merged.
    pub plan: Plan,
    /// Where its parts were written.
    pub places: Places,
}

/// A supplement (补充通知): its record, and what it lays over the plan.
///
/// The overlay has a plan's shape. Tables merge deep; a list whose entries have ids merges by id, and a new id is
/// appended; anything else replaces. It is JSON, so that a supplement can stand in a ledger entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Supplement {
    /// Version of the file format, as in a plan.
    pub format: u32,
    /// The plan (by id) it amends.
    pub amends: String,
    /// `[a-z0-9-]+`.
    pub id: String,
    /// Title as printed.
    pub title: String,
    /// Document number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
    /// The date under the text.
    pub issued: Date,
    /// What it changes.
    #[serde(default)]
    pub overlay: serde_json::Value,
}

/// Reads a plan. Faults name lines, and no file.
///
/// # Errors
/// Every structural fault, in the order of the lines.
pub fn read(text: &str) -> Result<Plan, Vec<Fault>> {
    read_with_supplements(text, &[])
}

/// Reads a plan and lays supplements over it, oldest first.
///
/// # Errors
/// Every structural fault of the plan; where the plan has none, of its supplements.
pub fn read_with_supplements(text: &str, supplements: &[&str]) -> Result<Plan, Vec<Fault>> {
    let supplements: Vec<_> = supplements.iter().map(|text| Source { name: "", text }).collect();
    read_files(Source { name: "", text }, &supplements).map(|reading| reading.plan)
}

/// Like [`read_with_supplements`], from named files, and keeps the lines.
///
/// # Errors
/// As there; faults name their file.
pub fn read_files(plan: Source<'_>, supplements: &[Source<'_>]) -> Result<Reading, Vec<Fault>> {
    let files: Vec<String> =
        std::iter::once(&plan).chain(supplements).map(|file| file.name.to_owned()).collect();
    let base = parse(&files, 0, plan.text)?;
    let mut merged = (build(base.clone(), &files)?, base);
    for (n, supplement) in supplements.iter().enumerate() {
        merged = lay(merged, &files, n + 1, supplement.text)?;
    }
    let (plan, tree) = merged;
    Ok(Reading { plan, places: Places::of(files, &tree) })
}

/// Reads a supplement, which is the file of this number, and lays it over a plan and its tree.
fn lay(
    (base, mut tree): (Plan, Node),
    files: &[String],
    file: usize,
    text: &str,
) -> Result<(Plan, Node), Vec<Fault>> {
    let mut overlay = parse(files, file, text)?;
    let places = Places::of(files.to_vec(), &overlay);
    let head: Head = take_head(&mut overlay).map_err(|snags| tell(snags, &places))?;
    let record = base.admits(&head, &overlay).map_err(|faults| locate(faults, &places))?;
    tree.overlay(overlay);
    let mut plan = build(tree.clone(), files)?;
    plan.supplement = base.supplement.into_iter().chain([record]).collect();
    small_enough(&plan).map_err(|faults| locate(faults, &places))?;
    Ok((plan, tree))
}

/// The id of the plan that a file says it amends; `None` for a plan, and for what is no TOML.
pub fn amends(text: &str) -> Option<String> {
    root_text(text, "amends")
}

/// The id that a file gives itself, plan or supplement, before it is read for good.
pub fn id_of(text: &str) -> Option<String> {
    root_text(text, "id")
}

fn root_text(text: &str, key: &str) -> Option<String> {
    let (table, _) = DeTable::parse_recoverable(text);
    table.get_ref().get(key)?.get_ref().as_str().map(str::to_owned)
}

impl Reading {
    /// What [`crate::check::check`] finds, with file and line.
    pub fn check(&self, today: Option<Date>) -> Vec<Fault> {
        locate(crate::check::check(&self.plan, today), &self.places)
    }

    /// What [`crate::conduct::beyond`] finds, with file and line.
    pub fn beyond(&self) -> Vec<Fault> {
        locate(crate::conduct::beyond(&self.plan), &self.places)
    }
}

impl Supplement {
    /// Reads a supplement. Whether it fits a plan shows in [`Plan::amended`].
    ///
    /// # Errors
    /// Every structural fault of its own.
    pub fn read(text: &str) -> Result<Supplement, Vec<Fault>> {
        Supplement::read_file(Source { name: "", text })
    }

    /// Like [`Supplement::read`], from a named file.
    ///
    /// # Errors
    /// As there.
    pub fn read_file(file: Source<'_>) -> Result<Supplement, Vec<Fault>> {
        let files = [file.name.to_owned()];
        let mut tree = parse(&files, 0, file.text)?;
        let places = Places::of(files.to_vec(), &tree);
        let head: Head = take_head(&mut tree).map_err(|snags| tell(snags, &places))?;
        let Head { format, amends, id, title, document, issued } = head;
        Ok(Supplement { format, amends, id, title, document, issued, overlay: tree.to_json() })
    }

    fn head(&self) -> Head {
        Head {
            format: self.format,
            amends: self.amends.clone(),
            id: self.id.clone(),
            title: self.title.clone(),
            document: self.document.clone(),
            issued: self.issued,
        }
    }
}

impl Plan {
    /// This plan with a supplement laid over it.
    ///
    /// # Errors
    /// Where the supplement amends another plan, was merged already, touches what is fixed, or where what comes out is
    /// no plan.
    pub fn amended(&self, supplement: &Supplement) -> Result<Plan, Vec<Fault>> {
        let mut tree = self.tree();
        let overlay = Node::from_json(&supplement.overlay);
        let places = Places::default();
        let faults = text_faults(&overlay, &places);
        if !faults.is_empty() {
            return Err(faults);
        }
        let record = self.admits(&supplement.head(), &overlay)?;
        tree.overlay(overlay);
        let mut plan = build(tree, &[])?;
        plan.supplement = self.supplement.iter().cloned().chain([record]).collect();
        small_enough(&plan)?;
        Ok(plan)
    }

    /// Like [`Plan::amended`], from the supplement's file: what is wrong with what it says is told with its line. Parts
    /// that it leaves as they were have no line.
    ///
    /// # Errors
    /// Every structural fault of the supplement, and as there.
    pub fn amended_by(&self, file: Source<'_>) -> Result<Reading, Vec<Fault>> {
        let files = [String::new(), file.name.to_owned()];
        let (plan, tree) = lay((self.clone(), self.tree()), &files, 1, file.text)?;
        Ok(Reading { plan, places: Places::of(files.to_vec(), &tree) })
    }

    /// As a tree without lines, and without the list of supplements, which keeps itself.
    fn tree(&self) -> Node {
        let mut tree = Node::from_json(&silence::spelled(self));
        tree.remove("supplement");
        tree
    }

    /// The record of a supplement that may be laid over this plan.
    fn admits(&self, head: &Head, overlay: &Node) -> Result<SupplementRecord, Vec<Fault>> {
        let mut faults = Vec::new();
        if head.format != FORMAT {
            faults.push(error("format-unknown", "format").with("found", head.format).with("known", FORMAT));
        }
        if head.amends != self.id {
            let fault = error("amends-another", "amends");
            faults.push(fault.with("found", head.amends.as_str()).with("plan", self.id.as_str()));
        }
        if !is_id(&head.id) {
            faults.push(error("bad-id", "id").with("found", head.id.as_str()));
        }
        if self.supplement.iter().any(|old| old.id == head.id) {
            faults.push(error("supplement-twice", "id").with("id", head.id.as_str()));
        }
        for key in FIXED.into_iter().chain(["id", "format"]).filter(|key| overlay.get(key).is_some()) {
            faults.push(error("supplement-fixed", key).with("key", key));
        }
        overlay.walk(&mut Vec::new(), &mut |path, node| {
            let Value::List(items) = &node.value else { return };
            let ids: Vec<_> = items.iter().map(|item| item.get("id").and_then(Node::text)).collect();
            for (n, id) in ids.iter().enumerate() {
                if let Some(id) = id.filter(|_| ids[..n].contains(id)) {
                    let path = format!("{}[{n}].id", Path(path));
                    faults.push(error("duplicate-id", path).with("id", id));
                }
            }
        });
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(SupplementRecord {
            id: head.id.clone(),
            title: head.title.clone(),
            document: head.document.clone(),
            issued: head.issued,
        })
    }
}

/// `[a-z0-9-]+`, not too long.
pub fn is_id(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    !text.is_empty() && text.len() <= ID_MOST && text.bytes().all(plain)
}

/// What a supplement says of itself.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    format: u32,
    amends: String,
    id: String,
    title: String,
    #[serde(default)]
    document: Option<String>,
    issued: Date,
}

fn take_head(tree: &mut Node) -> Result<Head, Vec<Snag>> {
    let keys = ["format", "amends", "id", "title", "document", "issued"];
    let pairs = keys.iter().filter_map(|key| Some(((*key).to_owned(), tree.remove(key)?))).collect();
    gather(&mut Node { value: Value::Table(pairs), place: tree.place })
}

/// TOML to a tree without control characters and with proper ids.
fn parse(files: &[String], file: usize, text: &str) -> Result<Node, Vec<Fault>> {
    let name = files.get(file).filter(|name| !name.is_empty());
    if text.len() > FILE_MOST {
        let mut fault = error("too-large", "").with("found", text.len()).with("most", FILE_MOST);
        fault.file = name.cloned();
        return Err(vec![fault]);
    }
    let lines = Lines::of(text);
    let (table, errors) = DeTable::parse_recoverable(text);
    let tree = Node::from_toml(table.get_ref(), &lines, Place { file, line: 1 });
    let places = Places::of(files.to_vec(), &tree);
    let mut faults: Vec<Fault> = errors
        .iter()
        .map(|found| {
            let mut fault = error("syntax", "").with("said", found.message());
            fault.file = name.cloned();
            fault.line = found.span().map(|span| lines.line(span.start));
            fault
        })
        .collect();
    if !faults.is_empty() {
        // What could be read is still looked at. A syntax error leaves holes: what is missing, or wrong on its very
        // line, is its consequence and no fault of its own.
        let broken: Vec<_> = faults.iter().filter_map(|fault| fault.line).collect();
        let mut rest = text_faults(&tree, &places);
        let mut tree = tree;
        if tree.get("amends").is_none() {
            rest.extend(
                gather::<Plan>(&mut tree).err().map(|snags| tell(snags, &places)).unwrap_or_default(),
            );
        }
        rest.retain(|fault| {
            fault.code != "missing-key" && !fault.line.is_some_and(|line| broken.contains(&line))
        });
        faults.extend(rest);
        return Err(in_order(faults));
    }
    // Told together with faults of shape in `build`, for a plan; a supplement's overlay has no shape of its own yet.
    if tree.get("amends").is_some() {
        faults = text_faults(&tree, &places);
    }
    if faults.is_empty() { Ok(tree) } else { Err(in_order(faults)) }
}

/// Tree to plan, or all its structural faults.
fn build(mut tree: Node, files: &[String]) -> Result<Plan, Vec<Fault>> {
    let places = Places::of(files.to_vec(), &tree);
    let mut faults = text_faults(&tree, &places);
    match gather::<Plan>(&mut tree) {
        Err(snags) => faults.extend(tell(snags, &places)),
        Ok(mut plan) => {
            let mut said = Vec::new();
            tree.walk(&mut Vec::new(), &mut |path, node| {
                if node.text() == Some(crate::stated::NOT_STATED) {
                    said.push(Path(path).to_string());
                }
            });
            plan.silent = Vec::new();
            plan.silent = silence::written(&plan, said);
            let mut more = Vec::new();
            if plan.format != FORMAT {
                more.push(error("format-unknown", "format").with("found", plan.format).with("known", FORMAT));
            }
            if plan.rules == 0 || plan.rules > RULES_VERSION {
                more.push(
                    error("rules-unknown", "rules").with("found", plan.rules).with("known", RULES_VERSION),
                );
            }
            faults.extend(locate(more, &places));
            if faults.is_empty() {
                small_enough(&plan).map_err(|faults| locate(faults, &places))?;
                return Ok(plan);
            }
        }
    }
    Err(in_order(faults))
}

fn small_enough(plan: &Plan) -> Result<(), Vec<Fault>> {
    let size = serde_json::to_string(plan).map(|json| json.len()).unwrap_or(usize::MAX);
    if size <= PLAN_MOST {
        return Ok(());
    }
    Err(vec![error("too-large", "").with("found", size).with("most", PLAN_MOST)])
}

/// Characters and ids, which every tree is held to whatever its shape.
fn text_faults(tree: &Node, places: &Places) -> Vec<Fault> {
    let mut faults = Vec::new();
    tree.walk(&mut Vec::new(), &mut |path, node| {
        let Some(text) = node.text() else { return };
        // What a reader cannot see must not stand in a rule.
        if let Some(bad) = text.chars().find(|c| characters::unseen(*c)) {
            let shown = format!("U+{:04X}", u32::from(bad));
            faults.push(error("control-character", Path(path).to_string()).with("found", shown));
        } else if matches!(path.last(), Some(Step::Key(key)) if key == "id") && !is_id(text) {
            faults.push(error("bad-id", Path(path).to_string()).with("found", text));
        }
    });
    locate(faults, places)
}

fn tell(snags: Vec<Snag>, places: &Places) -> Vec<Fault> {
    let more = (snags.len() == gather::MOST).then(|| error("too-many", "").with("n", snags.len()));
    let faults = snags.into_iter().map(|Snag { mut path, what }| {
        let at = |path: &[Step]| Path(path).to_string();
        match what {
            What::Unknown { key, known } => {
                // What the house keeps for itself is no key of a file.
                let known: Vec<_> = known.iter().copied().filter(|known| !KEPT.contains(known)).collect();
                let known = nearest(&key, &known).map_or_else(|| known.join(", "), str::to_owned);
                path.push(Step::Key(key.clone()));
                error("unknown-key", at(&path)).with("key", key).with("known", known)
            }
            What::Missing { key } => {
                path.push(Step::Key(key.to_owned()));
                error("missing-key", at(&path)).with("key", key)
            }
            What::Shape { wanted } => error("wrong-type", at(&path)).with("wanted", Arg::Word(wanted)),
            What::Choice { found, known } => {
                error("unknown-choice", at(&path)).with("found", found).with("known", known.join(", "))
            }
            What::Date { found } => error("bad-date", at(&path)).with("found", found),
            What::Moment { found } => error("bad-moment", at(&path)).with("found", found),
            What::Number { found } => error("bad-number", at(&path)).with("found", found),
            What::Value { said } => error("bad-value", at(&path)).with("said", said),
        }
    });
    locate(faults.chain(more).collect(), places)
}

/// The known key that a mistyped one was probably meant to be: at most two letters away.
fn nearest(key: &str, known: &[&'static str]) -> Option<&'static str> {
    let away = |word: &str| {
        let mut row: Vec<usize> = (0..=word.len()).collect();
        for (n, a) in key.bytes().enumerate() {
            let mut corner = std::mem::replace(&mut row[0], n + 1);
            for (m, b) in word.bytes().enumerate() {
                let replaced = corner + usize::from(a != b);
                corner = row[m + 1];
                row[m + 1] = replaced.min(corner + 1).min(row[m] + 1);
            }
        }
        row[word.len()]
    };
    // Of a very short key nothing would be left.
    let near = known.iter().map(|word| (away(word), *word)).min();
    near.filter(|(away, word)| *away <= 2 && *away < word.len().min(key.len())).map(|(_, word)| word)
}

/// Gives faults their file and line, and their clause where they name none.
fn locate(mut faults: Vec<Fault>, places: &Places) -> Vec<Fault> {
    for fault in &mut faults {
        let (file, line) = places.find(&fault.path);
        fault.file = file.map(str::to_owned);
        fault.line = line;
        if fault.clause.is_empty() {
            places.clause(&fault.path).clone_into(&mut fault.clause);
        }
    }
    in_order(faults)
}

/// Faults of a plan that was not read from a file, with their clauses.
pub(crate) fn with_clauses(faults: Vec<Fault>, plan: &Plan) -> Vec<Fault> {
    let tree = Node::from_json(&silence::spelled(plan));
    locate(faults, &Places::of(Vec::new(), &tree))
}

fn in_order(mut faults: Vec<Fault>) -> Vec<Fault> {
    faults.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
    faults
}

fn error(code: &'static str, path: impl Into<String>) -> Fault {
    Fault::new(Severity::Error, code, path)
}
