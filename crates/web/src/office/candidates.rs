//! The candidate list: the order of numbers, a look at the whole, publication; and the list as it stands.

use std::cmp::Ordering;

use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use desk::View;
use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};
use icu_locale_core::locale;
use plan::{ListKind, Plan, StageKind};
use selection::may::Who;
use selection::{Act, Handle, screen};

use super::{Frame, base, category_name, name_of, page, source_of};
use crate::app::App;
use crate::ask::Ask;
use crate::sent::Sent;
use crate::shell::{self, Acted, stamp};
use crate::ui::{self, Cell, Fact, Form, Happening, Link, Markup, Page, Table};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/s/{el}/office/candidates", get(room))
        .route("/s/{el}/office/candidates/preview", post(preview))
        .route("/s/{el}/office/candidates/publish", post(publish))
}

/// A category with those who stand in it, in the order of their numbers.
struct Group {
    name: String,
    note: String,
    rows: Vec<Row>,
    table: Table,
}

/// The field in which the office gives a place.
#[derive(Template)]
#[template(path = "office/place.html")]
struct Place<'a> {
    page: &'a Page,
    field: String,
    name: &'a str,
}

struct Row {
    category: String,
    handle: Handle,
    number: String,
    name: String,
    unit: String,
    href: String,
}

#[derive(Template)]
#[template(path = "office/candidates.html")]
struct Before {
    page: Page,
    frame: Frame,
    base: String,
    open: bool,
    total: usize,
    groups: Vec<Group>,
}

#[derive(Template)]
#[template(path = "office/candidates_preview.html")]
struct Preview {
    page: Page,
    frame: Frame,
    base: String,
    total: usize,
    ready: bool,
    groups: Vec<Group>,
    tables: Vec<Table>,
}

#[derive(Template)]
#[template(path = "office/candidates_after.html")]
struct After {
    page: Page,
    frame: Frame,
    total: usize,
    facts: Vec<Fact>,
    tables: Vec<Table>,
    versions: Vec<Happening>,
}

async fn room(ask: Ask, Path(el): Path<String>) -> Result<Response, Response> {
    let (_, view) = ask.room(&el, &[Who::Office]).await?;
    if view.s().lists.latest(ListKind::Candidates).is_some() {
        return after(&ask, &view);
    }
    before(&ask, &view, StatusCode::OK, Form::default(), &proposed(&view))
}

/// Chinese names by strokes, as official lists stand; those with as many by the code's own order.
fn by_strokes() -> Option<CollatorBorrowed<'static>> {
    Collator::try_new(CollatorPreferences::from(locale!("zh-u-co-stroke")), CollatorOptions::default()).ok()
}

type Order = Vec<(String, Vec<Handle>)>;

/// Who passed, category by category, by the strokes of their surnames; the same names in the order of their handles.
fn proposed(view: &View) -> Order {
    let Some(plan) = view.plan() else { return Vec::new() };
    let collator = by_strokes();
    let compare = |a: &str, b: &str| collator.as_ref().map_or_else(|| a.cmp(b), |order| order.compare(a, b));
    plan.category
        .iter()
        .map(|category| {
            let of = |handle: &Handle| {
                view.s().recommend.nominees.get(handle).is_some_and(|row| row.category == category.id)
            };
            let passed = view.s().passed().into_iter().filter(of);
            let mut named: Vec<(String, Handle)> =
                passed.map(|handle| (name_of(view, &handle), handle)).collect();
            named.sort_by(|(a, x), (b, y)| match compare(a, b) {
                Ordering::Equal => selection::lists::serial(x).cmp(&selection::lists::serial(y)),
                unequal => unequal,
            });
            (category.id.clone(), named.into_iter().map(|(_, handle)| handle).collect())
        })
        .collect()
}

fn groups(view: &View, page: &Page, plan: &Plan, order: &Order) -> Vec<Group> {
    let place = |(index, handle): (usize, &Handle), category: &plan::Category| {
        let rec = view.s().recommend.rec_of(handle);
        let recs = view.s().recommend.nominees.get(handle).and_then(|row| row.recs.last());
        Row {
            category: category.id.clone(),
            handle: handle.clone(),
            number: format!("{}{:02}", category.prefix, index + 1),
            name: name_of(view, handle),
            unit: rec.map(|rec| source_of(view, rec, page.lang)).unwrap_or_default(),
            href: format!("{}/recommendations/{}", base(view), recs.cloned().unwrap_or_default()),
        }
    };
    order
        .iter()
        .filter_map(|(id, handles)| {
            let category = plan.category(id)?;
            let rows: Vec<Row> = handles.iter().enumerate().map(|row| place(row, category)).collect();
            let front = share(view, plan, id, handles.iter());
            let note = page.t2("office-group-note", "n", rows.len(), "front", front);
            Some(Group { name: category_name(plan, id, page.lang), note, rows, table: Table::default() })
        })
        .collect()
}

/// How many are of a kind that counts as front-line (面向基层).
fn share<'a>(view: &View, plan: &Plan, category: &str, handles: impl Iterator<Item = &'a Handle>) -> usize {
    let kinds = plan.category(category).map(|row| row.kinds.as_slice()).unwrap_or_default();
    handles
        .filter_map(|handle| view.s().recommend.rec_of(handle))
        .filter(|rec| kinds.iter().any(|kind| kind.id == rec.facts.kind && kind.front_line))
        .count()
}

fn before(
    ask: &Ask,
    view: &View,
    status: StatusCode,
    form: Form,
    order: &Order,
) -> Result<Response, Response> {
    let Some(plan) = view.plan() else { return Err(shell::not_found(ask)) };
    let mut form = form;
    for (_, handles) in order {
        for (index, handle) in handles.iter().enumerate() {
            let field = format!("place-{handle}");
            if form.value(&field).is_empty() {
                form = form.with(&field, index + 1);
            }
        }
    }
    let page =
        page(ask, view, "candidates", crate::words::of_selection(view, ask.lang(), "room-office-candidates"))
            .form(form);
    let mut groups = groups(view, &page, plan, order);
    for group in &mut groups {
        let heads = ["name", "unit", "place"].map(|key| page.t(format!("office-col-{key}")));
        let mut table =
            Table::new(group.name.clone(), heads).caption_hidden().empty(page.t("office-candidates-none"));
        for row in &group.rows {
            let place = Place { page: &page, field: format!("place-{}", row.handle), name: &row.name };
            let place = Cell::Markup(Markup(place.render().unwrap_or_default()));
            let name = Cell::Link(Link::new(row.name.clone(), row.href.clone()));
            table.row([name, Cell::Text(row.unit.clone()), place]);
        }
        group.table = table;
    }
    let template = Before {
        frame: Frame::of(view, &page),
        base: base(view),
        open: view.s().open_stages().iter().any(|stage| stage.kind == StageKind::Screen),
        total: groups.iter().map(|group| group.rows.len()).sum(),
        groups,
        page,
    };
    Ok(ui::html_with(status, &template))
}

/// The order as the fields say it; whoever shares a place with another stands as proposed.
fn wished(view: &View, sent: &Sent) -> Order {
    let mut order = proposed(view);
    for (_, handles) in &mut order {
        let place = |handle: &Handle| sent.number::<u32>(&format!("place-{handle}")).unwrap_or(u32::MAX);
        handles.sort_by_key(place);
    }
    order
}

async fn preview(Path(el): Path<String>, sent: Sent) -> Result<Response, Response> {
    let (_, view) = sent.ask.room(&el, &[Who::Office]).await?;
    Ok(confirm(&sent.ask, &view, StatusCode::OK, Form::default(), &wished(&view, &sent)))
}

/// The list as it will stand, before the one act that cannot be undone.
fn confirm(ask: &Ask, view: &View, status: StatusCode, form: Form, order: &Order) -> Response {
    let Some(plan) = view.plan() else { return shell::not_found(ask) };
    let page = page(ask, view, "candidates", text::t(ask.lang(), "office-preview")).form(form);
    let groups = groups(view, &page, plan, order);
    let tables = groups.iter().map(|group| {
        let heads = ["no", "name", "unit"].map(|key| page.t(format!("office-col-{key}")));
        let caption = page.t2("office-group-caption", "name", &group.name, "note", &group.note);
        let mut table = Table::new(caption, heads).empty(page.t("office-candidates-none"));
        for row in &group.rows {
            table.row([
                Cell::Text(row.number.clone()),
                Cell::Name(row.name.clone()),
                Cell::Text(row.unit.clone()),
            ]);
        }
        table
    });
    let screening = view.lacks().filter(|(stage, _)| stage.kind == StageKind::Screen);
    let template = Preview {
        frame: Frame::of(view, &page),
        base: base(view),
        total: groups.iter().map(|group| group.rows.len()).sum(),
        ready: screening.is_some_and(|(_, lacks)| lacks.iter().all(|lack| lack.done)),
        tables: tables.collect(),
        groups,
        page,
    };
    ui::html_with(status, &template)
}

async fn publish(Path(el): Path<String>, sent: Sent) -> Result<Response, Response> {
    let (desk, view) = sent.ask.room(&el, &[Who::Office]).await?;
    let Some(plan) = view.plan() else { return Err(shell::not_found(&sent.ask)) };
    // What was confirmed is what is published: the order comes from the page that was read, not from a fresh proposal.
    let order: Order = plan
        .category
        .iter()
        .map(|category| {
            let handles = sent.all("order").into_iter().filter_map(|row| row.split_once('/'));
            let handles = handles.filter(|(id, _)| *id == category.id).map(|(_, handle)| handle.to_owned());
            (category.id.clone(), handles.collect())
        })
        .collect();
    let open = plan.stages(StageKind::Screen).find(|stage| view.s().is_open(&stage.id));
    let stage = open
        .or_else(|| plan.stages(StageKind::Screen).next())
        .map(|stage| stage.id.clone())
        .unwrap_or_default();
    let act = Act::Screen(screen::Act::PublishCandidates { stage, order: order.clone() });
    match shell::act(&sent, &desk, &view, act).await? {
        Acted::Done(n) => Ok(shell::done(&format!("{}/candidates", base(&view)), n)),
        Acted::Refused(form) => Ok(confirm(&sent.ask, &view, StatusCode::UNPROCESSABLE_ENTITY, form, &order)),
    }
}

fn after(ask: &Ask, view: &View) -> Result<Response, Response> {
    let (Some(plan), Some(list)) = (view.plan(), view.s().lists.latest(ListKind::Candidates)) else {
        return Err(shell::not_found(ask));
    };
    let page =
        page(ask, view, "candidates", crate::words::of_selection(view, ask.lang(), "room-office-candidates"));
    let mut facts = Vec::new();
    let mut tables = Vec::new();
    for category in &plan.category {
        let name = category_name(plan, &category.id, page.lang);
        let heads = ["no", "name", "unit", "kind"].map(|key| page.t(format!("office-col-{key}")));
        let mut table = Table::new(name.clone(), heads);
        for member in list.of(&category.id) {
            let rec = view.s().recommend.rec_of(&member.nominee);
            let kind = rec.and_then(|rec| category.kinds.iter().find(|kind| kind.id == rec.facts.kind));
            let recs = view.s().recommend.nominees.get(&member.nominee).and_then(|row| row.recs.last());
            table
                .row([
                    Cell::Text(member.number.clone()),
                    Cell::Name(name_of(view, &member.nominee)),
                    Cell::Text(rec.map(|rec| source_of(view, rec, page.lang)).unwrap_or_default()),
                    Cell::Text(kind.map(|kind| kind.name.clone()).unwrap_or_default()),
                ])
                .href(format!("{}/recommendations/{}", base(view), recs.cloned().unwrap_or_default()));
        }
        let front = share(view, plan, &category.id, list.of(&category.id).map(|member| &member.nominee));
        let mut fact = Fact::new(name, page.t1("common-people", "n", table.rows.len()));
        if category.kinds.iter().any(|kind| kind.front_line) {
            fact = fact.note(page.t2("office-front-line", "n", front, "all", table.rows.len()));
        }
        facts.push(fact);
        tables.push(table);
    }
    let versions = view.s().lists.versions(ListKind::Candidates).map(|version| Happening {
        when: page.moment(&stamp(version.at)),
        what: page.t2("office-version", "n", version.version, "people", version.members.len()),
        entry: version.n,
        href: format!("/s/{}/log/{}", view.s().id, version.n),
        ..Happening::default()
    });
    let versions = versions.collect();
    Ok(ui::html(&After {
        frame: Frame::of(view, &page),
        total: list.members.len(),
        facts,
        tables,
        versions,
        page,
    }))
}

#[cfg(test)]
mod tests {
    use super::by_strokes;

    #[test]
    fn names_stand_by_the_strokes_of_their_surnames() {
        let order = by_strokes().expect("the data is compiled in");
        let mut names = ["魏平", "王守田", "丁一", "李强", "刘芳"];
        names.sort_by(|a, b| order.compare(a, b));
        assert_eq!(names, ["丁一", "王守田", "刘芳", "李强", "魏平"]);
    }
}
