//! The four lists. Every version that was ever published stays where it is.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use desk::View;
use plan::{ListKind, Plan, names};
use selection::lists::{List, Member, serial};
use selection::{Entry, notice};

use super::{candidates, telling};
use crate::ask::Ask;
use crate::ui::{self, Cell, Fact, Link, Page, Table};
use crate::words;
use crate::{rooms, shell};

#[derive(Template)]
#[template(path = "portal/lists.html")]
struct Lists {
    page: Page,
    kinds: Vec<Kind>,
}

/// One of the four lists with its versions.
struct Kind {
    name: String,
    about: String,
    versions: Table,
}

/// GET `/s/{el}/lists`.
pub async fn all(ask: Ask, Path(el): Path<String>) -> Result<Response, Response> {
    let (_, view) = ask.public(&el).await?;
    let lang = ask.lang();
    let base = format!("/s/{el}");
    let page =
        ask.page(Some(&view), text::t(lang, "room-public-lists")).nav(rooms::public(&view, lang, "lists"));
    let kind = |(kind, word): (ListKind, &str)| {
        let columns =
            ["portal-version", "#portal-members", "portal-published-at", "portal-state"].map(|key| match key
                .strip_prefix('#')
            {
                Some(key) => format!("#{}", page.t(key)),
                None => page.t(key),
            });
        let name = words::list_name(&view, kind, lang);
        let mut versions = Table::new(&name, columns).caption_hidden().empty(page.t("portal-list-not-yet"));
        let latest = view.s().lists.latest(kind).map(|list| list.version);
        for list in view.s().lists.versions(kind) {
            let state = if Some(list.version) == latest {
                Cell::Tag(ui::Tone::Done, page.t("portal-in-force"))
            } else {
                Cell::Tag(ui::Tone::Plain, page.t("portal-superseded"))
            };
            let cells = [
                Cell::Text(page.t1("portal-version-n", "n", list.version)),
                Cell::Count(list.members.len() as u64),
                Cell::Text(telling::moment(&page, list.at)),
                state,
            ];
            versions.row(cells).href(telling::list_href(&base, kind, list.version));
        }
        Kind { name, about: page.t(format!("portal-list-about-{word}")), versions }
    };
    let kinds = telling::LISTS.into_iter().map(kind).collect();
    Ok(ui::html(&Lists { page, kinds }))
}

struct Part {
    name: String,
    members: Table,
}

struct Change {
    sentence: String,
    reason: String,
}

#[derive(Template)]
#[template(path = "portal/list.html")]
struct Version {
    page: Page,
    crumbs: Vec<Link>,
    heading: String,
    about: String,
    newer: Option<Link>,
    facts: Vec<Fact>,
    share: String,
    counts: Table,
    counts_note: String,
    parts: Vec<Part>,
    changes: Vec<Change>,
    out: Table,
    out_note: String,
    ways: Vec<Link>,
}

/// GET `/s/{el}/lists/{kind}/{version}`.
pub async fn one(
    ask: Ask,
    Path((el, word, version)): Path<(String, String, String)>,
) -> Result<Response, Response> {
    let (_, view) = ask.public(&el).await?;
    let lang = ask.lang();
    let missing = || shell::not_found(&ask);
    let kind = telling::LISTS
        .into_iter()
        .find(|(_, known)| *known == word)
        .map(|(kind, _)| kind)
        .ok_or_else(missing)?;
    let version: u32 = version.parse().map_err(|_| missing())?;
    let plan = view.plan().ok_or_else(missing)?;
    let list = view.s().lists.version(kind, version).ok_or_else(missing)?;
    let base = format!("/s/{el}");
    let name = words::list_name(&view, kind, lang);
    let heading = text::ta(lang, "portal-list-version", &text::args! { "list" => &name, "n" => version });
    let page = ask.page(Some(&view), &heading).nav(rooms::public(&view, lang, "lists"));
    let crumbs =
        vec![Link::new(page.t("room-public-lists"), format!("{base}/lists")), Link::new(&heading, "")];
    let newest = view.s().lists.latest(kind).map_or(version, |list| list.version);
    let newer = (newest > version)
        .then(|| Link::new(page.t1("portal-newer", "n", newest), telling::list_href(&base, kind, newest)));
    let mut facts = vec![
        Fact::new(page.t("portal-published-at"), telling::moment(&page, list.at)),
        Fact::new(page.t("portal-members"), telling::count(plan, list.members.len(), &page)),
        Fact::new(page.t("portal-in-log"), page.t1("common-entry", "n", list.n)).href(format!("{base}/log")),
    ];
    if let Some(notice) = view.s().notice.of_version(kind, version) {
        let state = page.t1("portal-notice-n", "n", notice.number);
        facts.push(
            Fact::new(page.t("portal-on-notice"), state).href(format!("{base}/notice/{}", notice.number)),
        );
    }
    let recommended = kind == ListKind::Recommended;
    let (counts, counts_note) =
        if recommended { counts(&view, plan, list, &page) } else { (Table::default(), String::new()) };
    let parts = plan
        .category
        .iter()
        .filter(|category| list.of(&category.id).next().is_some())
        .map(|category| {
            let members: Vec<&Member> = list.of(&category.id).collect();
            let name = category.called(lang);
            let name = page.t2("portal-part", "name", name, "n", telling::count(plan, members.len(), &page));
            let members = if recommended {
                handles(&members, &page, &base)
            } else {
                named(&view, category, &members, kind, &page)
            };
            Part { name, members }
        })
        .collect();
    let (out, out_note) = left_out(&view, list, &page, &base);
    let mut ways = Vec::new();
    let rules = plan.result.iter().filter(|rule| view.s().result.published.contains_key(&rule.id));
    for rule in rules.filter(|rule| rule.yields == kind) {
        ways.push(Link::new(
            page.t1("portal-see-result", "rule", &rule.name),
            format!("{base}/result/{}", rule.id),
        ));
    }
    let contents = Version {
        crumbs,
        heading,
        about: page.t(format!("portal-list-about-{word}")),
        newer,
        facts,
        share: telling::front_line_says(&view, list.members.iter(), &page),
        counts,
        counts_note,
        parts,
        changes: changes(&view, list, lang),
        out,
        out_note,
        ways,
        page,
    };
    Ok(ui::html(&contents))
}

/// How many were recommended in each category, by unit once the recommendations are public.
fn counts(view: &View, plan: &Plan, list: &List, page: &Page) -> (Table, String) {
    let lang = page.lang;
    let mut heads = vec![page.t("portal-unit")];
    heads.extend(plan.category.iter().map(|category| format!("#{}", category.called(lang))));
    heads.push(format!("#{}", page.t("common-total")));
    let mut table = Table::new(page.t("portal-counts"), heads).caption_hidden();
    let mut by_unit: BTreeMap<Option<usize>, BTreeMap<&str, u64>> = BTreeMap::new();
    let mut known = false;
    for member in &list.members {
        let rec = view.s().recommend.rec_of(&member.nominee);
        known |= rec.is_some();
        let unit = rec.and_then(|rec| rec.facts.unit.as_ref());
        let place = unit.and_then(|unit| plan.unit.iter().position(|row| row.id == *unit));
        *by_unit.entry(place).or_default().entry(&member.category).or_default() += 1;
    }
    let row = |name: String, figures: &BTreeMap<&str, u64>| {
        let mut cells = vec![Cell::Text(name)];
        cells.extend(
            plan.category
                .iter()
                .map(|category| Cell::Count(figures.get(category.id.as_str()).copied().unwrap_or(0))),
        );
        cells.push(Cell::Count(figures.values().sum()));
        cells
    };
    if known {
        let placed = by_unit.iter().filter_map(|(place, figures)| place.map(|place| (place, figures)));
        for (place, figures) in placed {
            let name = plan.unit.get(place).map(|unit| unit.name.clone()).unwrap_or_default();
            table.row(row(name, figures));
        }
        if let Some(figures) = by_unit.get(&None) {
            table.row(row(page.t("portal-no-unit"), figures));
        }
    }
    let mut all: BTreeMap<&str, u64> = BTreeMap::new();
    for member in &list.members {
        *all.entry(&member.category).or_default() += 1;
    }
    let total = row(page.t("common-total"), &all);
    if known {
        table.foot = total;
        (table, String::new())
    } else {
        table.row(total);
        (table, page.t("portal-counts-later"))
    }
}

/// Handles only: nobody's name is public because somebody recommended them.
fn handles(members: &[&Member], page: &Page, base: &str) -> Table {
    let mut table = Table::new(page.t("portal-handles"), [page.t("portal-handle")]).caption_hidden();
    let mut sorted: Vec<&Member> = members.to_vec();
    sorted.sort_by_key(|member| serial(&member.nominee));
    for member in sorted {
        table.row([Cell::Text(member.nominee.clone())]).href(format!("{base}/candidates/{}", member.nominee));
    }
    table
}

fn named(view: &View, category: &plan::Category, members: &[&Member], kind: ListKind, page: &Page) -> Table {
    let mut heads =
        vec![telling::name_head(category, page), page.t("portal-employer"), page.t("portal-number")];
    let certificates = kind == ListKind::Named;
    if certificates {
        heads.push(page.t("portal-certificate"));
    }
    // Each category has a table of its own, so its name tells them apart to those who hear the page.
    let whose = category.called(page.lang);
    let caption = format!("{} · {whose}", words::list_name(view, kind, page.lang));
    let mut table = Table::new(caption, heads).caption_hidden();
    for member in members {
        let face = telling::face(view, member, page.lang);
        let name = if view.profile(&member.nominee).is_some() {
            Cell::Name(face.name)
        } else {
            Cell::Text(face.name)
        };
        let mut cells = vec![name, Cell::Text(face.unit), Cell::Text(face.number)];
        if certificates {
            let struck = || page.t("portal-certificate-void");
            cells.push(Cell::Text(
                view.s().naming.certificates.get(&member.nominee).cloned().unwrap_or_else(struck),
            ));
        }
        table.row(cells).href(face.href);
    }
    table
}

/// What this version changed against the one before it, with the public reason.
fn changes(view: &View, list: &List, lang: text::Lang) -> Vec<Change> {
    let before = list.version.checked_sub(1).and_then(|version| view.s().lists.version(list.list, version));
    let Some(before) = before.filter(|_| list.list == ListKind::Finalists) else { return Vec::new() };
    let gone = before.members.iter().filter(|member| list.member(&member.nominee).is_none());
    gone.map(|member| {
        let out = &member.nominee;
        let record = telling::newest(view, |entry| {
            matches!(entry, Entry::Notice(notice::Entry::Replaced { out: other, .. }) if other == out)
        });
        let with = record.as_ref().and_then(|record| match &record.entry {
            Entry::Notice(notice::Entry::Replaced { with, .. }) => with.clone(),
            _ => None,
        });
        let name = telling::who(view, out, lang);
        let sentence = match with {
            Some(with) => text::ta(lang, "portal-replaced", &text::args! { "out" => name, "with" => telling::who(view, &with, lang) }),
            None => text::ta(lang, "portal-taken-off", &text::args! { "out" => name }),
        };
        let reason = record.and_then(|record| view.public_text(record.n, "reason")).map(|text| text.text);
        Change { sentence, reason: reason.unwrap_or_default() }
    })
    .collect()
}

/// Everybody who was put forward and does not stand on the first list of candidates: by handle with the public reason
/// and its clause, also who never got as far as the office. The number of the recommendation stands beside it, because
/// that is what a citizen was told. On the way to the final list names are public already, and the reason is the result.
fn left_out(view: &View, list: &List, page: &Page, base: &str) -> (Table, String) {
    let columns =
        ["portal-handle", "portal-category", "portal-reason", "portal-basis"].map(|key| page.t(key));
    let mut table = Table::new(page.t("portal-left-out"), columns)
        .caption_hidden()
        .empty(page.t("portal-nobody-left-out"));
    let s = view.s();
    let Some(plan) = view.plan() else { return (table, String::new()) };
    if list.list != ListKind::Candidates || list.version != 1 {
        return (Table::default(), String::new());
    }
    let mut out: Vec<_> =
        s.recommend.nominees.iter().filter(|(handle, _)| list.member(handle).is_none()).collect();
    out.sort_by_key(|(handle, _)| serial(handle));
    for (handle, nominee) in &out {
        let (reason, clause) = match candidates::left_out(view, handle) {
            Some(found) => found,
            None if nominee.withdrawn.is_some() => (page.t("portal-gone-withdrawn-short"), String::new()),
            None => (page.t("portal-not-stated"), String::new()),
        };
        let rec = nominee.recs.last().cloned().unwrap_or_default();
        let row = table.row([
            Cell::Two((*handle).clone(), page.t1("portal-left-out-rec", "rec", rec)),
            Cell::Text(names::category(plan, &nominee.category, page.lang).to_owned()),
            Cell::Text(reason),
            Cell::Text(clause),
        ]);
        if telling::member_of(view, handle).is_some() {
            row.href(format!("{base}/candidates/{handle}"));
        }
    }
    (
        table,
        page.t2(
            "portal-left-out-note",
            "n",
            telling::count(plan, out.len(), page),
            "of",
            telling::count(plan, s.recommend.nominees.len(), page),
        ),
    )
}
