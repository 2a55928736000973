//! The log of acts as people read it.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use desk::View;
use desk::view::Row;
use ledger::leaf::PartClass;
use plan::StageKind;
use selection::{Entry, Record, notice};
use serde::Deserialize;
use serde_json::Value;
use text::Lang;

use crate::ask::{Ask, broken};
use crate::limits::Limit;
use crate::shell::{self, stamp};
use crate::ui::{self, Choice, Fact, Form, Happening, Link, Page};
use crate::{rooms, words};

/// Entries on one page.
const PAGE: usize = 40;

/// The groups one may narrow the log to: a kind of stage or of business each, and what is sealed.
pub(super) const GROUPS: [&str; 13] = [
    "founding",
    "due",
    "recommend",
    "screen",
    "list",
    "vote",
    "review",
    "result",
    "notice",
    "naming",
    "publicity",
    "closing",
    SEALED,
];

/// The group of rows that cannot be read yet.
const SEALED: &str = "sealed";

/// What a reader asked for. Everything is text, so that an empty field of the form is no error.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Wish {
    /// Entries before this number.
    pub before: String,
    /// One of [`GROUPS`].
    pub kind: String,
    /// A nominee's handle, number or name, an entry's number, or words of the sentence.
    pub q: String,
}

impl Wish {
    /// The address of the page that shows entries before `before`, narrowed alike.
    pub fn older(&self, path: &str, before: u64) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in [("kind", &self.kind), ("q", &self.q)] {
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        format!("{path}?{}", query.append_pair("before", &before.to_string()).finish())
    }

    /// What the filter's fields show.
    pub fn form(&self) -> Form {
        Form::default().with("kind", &self.kind).with("q", &self.q)
    }

    /// Whether anything is narrowed.
    pub fn is_narrow(&self) -> bool {
        !self.kind.is_empty() || !self.q.trim().is_empty()
    }
}

/// The groups as a filter offers them: those that the plan can fill, called as it calls them.
pub(super) fn groups(view: &View, lang: Lang) -> Vec<Choice> {
    let plan = view.plan();
    let has = |kind: StageKind| plan.is_some_and(|plan| plan.stages(kind).next().is_some());
    let fits = |group: &&&str| match **group {
        "vote" => has(StageKind::Vote),
        "review" => has(StageKind::Review),
        "notice" => has(StageKind::Notice),
        "publicity" => has(StageKind::Publicity),
        _ => true,
    };
    let cleared = plan.is_some_and(|plan| !plan.department.is_empty());
    let name = |group: &str| match group {
        "screen" if cleared => text::t(lang, "watch-group-screen-clearance"),
        _ => text::t(lang, &format!("watch-group-{group}")),
    };
    GROUPS.iter().filter(fits).map(|group| Choice::new(*group, name(group))).collect()
}

fn group(entry: &Entry) -> &'static str {
    match entry {
        Entry::Founding(_) => "founding",
        Entry::Due(_) => "due",
        Entry::Recommend(_) => "recommend",
        Entry::Screen(_) => "screen",
        Entry::List(_) => "list",
        Entry::Vote(_) | Entry::Paper(_) => "vote",
        Entry::Review(_) => "review",
        Entry::Result(_) => "result",
        Entry::Notice(_) => "notice",
        Entry::Naming(_) => "naming",
        Entry::Publicity(_) => "publicity",
        Entry::Closing(_) => "closing",
    }
}

/// The newest rows that fit a wish, and where the next page begins where there is one. A row that this viewer cannot
/// read fits no words and no group but the sealed: what is searched is what is shown.
pub(super) fn rows(view: &View, wish: &Wish, lang: Lang) -> (Vec<Row>, Option<u64>) {
    let q = wish.q.trim().to_lowercase();
    let handles = handles(view, &q);
    let fits = |row: &Row| match &row.record {
        None => q.is_empty() && (wish.kind.is_empty() || wish.kind == SEALED),
        Some(record) => {
            let kind = wish.kind.is_empty() || wish.kind == group(&record.entry);
            kind && (q.is_empty() || is_about(view, record, &q, &handles, lang))
        }
    };
    let end = wish.before.parse().unwrap_or(u64::MAX).min(view.size());
    let mut found: Vec<Row> =
        (0..end).rev().filter_map(|n| view.row(n)).filter(fits).take(PAGE + 1).collect();
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let next = if more { found.last().map(|row| row.n) } else { None };
    (found, next)
}

fn is_about(view: &View, record: &Record, q: &str, handles: &BTreeSet<String>, lang: Lang) -> bool {
    let number = q.trim_start_matches('#').replace([',', '，'], "");
    number.parse() == Ok(record.n)
        || mentions(&record.entry.kind_and_body().1, handles)
        || words::sentence(view, record, lang).to_lowercase().contains(q)
}

/// Handles that words may mean: the handle itself, a candidate number, a name that this viewer may see.
fn handles(view: &View, q: &str) -> BTreeSet<String> {
    let mut handles = BTreeSet::new();
    if q.is_empty() {
        return handles;
    }
    handles.insert(q.to_owned());
    for member in view.s().lists.published.iter().flat_map(|list| &list.members) {
        let named =
            || view.profile(&member.nominee).is_some_and(|profile| profile.name.to_lowercase().contains(q));
        if member.number.to_lowercase() == q || named() {
            handles.insert(member.nominee.clone());
        }
    }
    handles
}

fn mentions(body: &Value, handles: &BTreeSet<String>) -> bool {
    match body {
        Value::String(text) => handles.contains(text),
        Value::Array(parts) => parts.iter().any(|part| mentions(part, handles)),
        Value::Object(parts) => {
            parts.iter().any(|(key, part)| handles.contains(key) || mentions(part, handles))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// What a row says: its sentence, or until when it is sealed.
pub(super) fn says(view: &View, row: &Row, lang: Lang) -> String {
    match &row.record {
        Some(record) => words::sentence(view, record, lang),
        None => words::sealed(view, row, lang),
    }
}

/// The gate until which a row was or is sealed, in words; empty where it never was.
pub(super) fn gate_words(view: &View, row: &Row, lang: Lang) -> String {
    row.gate.as_ref().map(|gate| words::gate(view, gate, lang)).unwrap_or_default()
}

#[derive(Template)]
#[template(path = "watch/log.html")]
struct Log {
    page: Page,
    base: String,
    stats: Vec<Fact>,
    groups: Vec<Choice>,
    rows: Vec<Happening>,
    narrow: bool,
    older: String,
    newest: String,
    heads: Vec<Fact>,
    ballots: Vec<Fact>,
}

/// `GET /s/{el}/log?before=&kind=&q=`: the public log.
pub(super) async fn list(
    ask: Ask,
    Path(el): Path<String>,
    Query(wish): Query<Wish>,
) -> Result<Response, Response> {
    ask.searches(if wish.kind.is_empty() { &wish.q } else { &wish.kind })?;
    let (_, view) = ask.public(&el).await?;
    let lang = ask.lang();
    let base = format!("/s/{el}");
    let page = ask
        .page(Some(&view), text::t(lang, "watch-log-title"))
        .nav(rooms::public(&view, lang, "log"))
        .form(wish.form());
    let (found, next) = rows(&view, &wish, lang);
    let rows = found.iter().map(|row| happening(&view, &page, row)).collect();
    let path = format!("{base}/log");
    let (state, root) = view.heads();
    let plan = view.s().plan_hashes.last().cloned().unwrap_or_default();
    let last = page.moment(&stamp(view.s().at));
    let stats = vec![Fact::new(page.t("watch-size"), page.group(view.size())).note(page.t1(
        "watch-size-note",
        "at",
        last,
    ))];
    let heads = vec![
        Fact::new(page.t("watch-root"), root),
        Fact::new(page.t("watch-state"), state),
        Fact::new(page.t("watch-plan"), plan),
    ];
    let ballots = ballots(&view, &page);
    let older = next.map(|before| wish.older(&path, before)).unwrap_or_default();
    let newest = if wish.before.is_empty() { String::new() } else { path };
    Ok(ui::html(&Log {
        narrow: wish.is_narrow(),
        groups: groups(&view, lang),
        page,
        base,
        stats,
        rows,
        older,
        newest,
        heads,
        ballots,
    }))
}

/// The ballots' own log as the acts last recorded it, a vote a line.
fn ballots(view: &View, page: &Page) -> Vec<Fact> {
    let Some(plan) = view.plan() else { return Vec::new() };
    let votes = plan.stages(plan::StageKind::Vote);
    votes
        .filter_map(|stage| {
            let vote = view.s().vote.votes.get(&stage.id)?;
            let (size, root) = vote.anchor.as_ref()?;
            let label = page.t2("watch-ballots", "stage", &stage.name, "n", *size);
            Some(Fact::new(label, root))
        })
        .collect()
}

fn happening(view: &View, page: &Page, row: &Row) -> Happening {
    let lang = page.lang;
    let by = row.record.as_ref().map(|record| words::who(view, &record.by, lang));
    let opened = row.opened.then(|| page.t("watch-opened"));
    let who: Vec<String> = by.into_iter().chain(opened).collect();
    Happening {
        when: page.moment(&stamp(row.at)),
        what: says(view, row, lang),
        who: who.join(" · "),
        entry: row.n,
        href: format!("/s/{}/log/{}", view.s().id, row.n),
        hash: String::new(),
    }
}

#[derive(Template)]
#[template(path = "watch/entry.html")]
struct One {
    page: Page,
    way: Vec<Link>,
    says: String,
    facts: Vec<Fact>,
    words: Vec<String>,
    sealed: bool,
    /// Sealed for good, as the plan says.
    forever: bool,
    gate: String,
    leaf_hash: String,
    leaf: String,
    body: String,
    size: u64,
    root: String,
    proof: Vec<String>,
    older: String,
    newer: String,
}

/// `GET /s/{el}/log/{n}`: one entry, with its place in the tree.
pub(super) async fn entry(ask: Ask, Path((el, n)): Path<(String, String)>) -> Result<Response, Response> {
    ask.take(Limit::Check).map_err(|wait| shell::slow(&ask, wait))?;
    let (desk, view) = ask.public(&el).await?;
    let lang = ask.lang();
    let row = n.parse().ok().and_then(|n| view.row(n)).ok_or_else(|| shell::not_found(&ask))?;
    // The leaf is public by its nature, sealed or not; nothing else of the store is.
    let stored = desk.store().entries(&el, row.n, 1).await.map_err(broken)?;
    let leaf = stored.first().map(|stored| stored.leaf.clone()).unwrap_or_default();
    let (size, proof, root) = desk.prove(row.n).await.map_err(broken)?;
    let page = ask
        .page(Some(&view), text::ta(lang, "common-entry", &text::args! { "n" => row.n }))
        .nav(rooms::public(&view, lang, "log"));
    let base = format!("/s/{el}/log");
    let mut facts = vec![Fact::new(page.t("watch-when"), page.moment(&stamp(row.at)))];
    if let Some(record) = &row.record {
        facts.push(Fact::new(page.t("watch-by"), words::who(&view, &record.by, lang)));
        let kind = format!("watch-group-{}", group(&record.entry));
        facts.push(Fact::new(page.t("watch-kind"), page.t(kind)));
    }
    if row.opened {
        facts.push(Fact::new(
            page.t("watch-was-sealed"),
            page.t1("watch-opened-at", "gate", gate_words(&view, &row, lang)),
        ));
    }
    let opened = row.record.as_ref().filter(|_| row.gate.is_some());
    let body = opened
        .and_then(|record| desk::sealing::entry_leaf(&el, record).encode().ok())
        .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        .unwrap_or_default();
    let neighbour =
        |n: Option<u64>| n.filter(|n| *n < view.size()).map(|n| format!("{base}/{n}")).unwrap_or_default();
    Ok(ui::html(&One {
        way: vec![Link::new(page.t("watch-log-title"), base.clone()), Link::new(page.title.clone(), "")],
        says: says(&view, &row, lang),
        facts,
        words: row.record.as_ref().map(|record| public_words(&view, record)).unwrap_or_default(),
        sealed: row.record.is_none(),
        forever: row.gate.as_deref() == Some(ledger::NEVER),
        gate: gate_words(&view, &row, lang),
        leaf_hash: row.leaf.clone(),
        leaf: String::from_utf8_lossy(&leaf).into_owned(),
        body,
        size,
        root: root.to_string(),
        proof: proof.iter().map(ToString::to_string).collect(),
        older: neighbour(row.n.checked_sub(1)),
        newer: neighbour(Some(row.n + 1)),
        page,
    }))
}

/// What was written for the public at once with an entry: a ruling, why a notice was extended or a list changed.
/// Reasons of a resolution wait for their list and stand there.
fn public_words(view: &View, record: &Record) -> Vec<String> {
    use notice::Entry as E;
    if !matches!(
        &record.entry,
        Entry::Notice(E::Ruled { .. } | E::NoticeExtended { .. } | E::Replaced { .. })
    ) {
        return Vec::new();
    }
    let parts = record.sealed.iter().filter(|part| part.class == PartClass::Disclosed);
    parts.filter_map(|part| view.public_text(record.n, &part.slot)).map(|text| text.text).collect()
}
