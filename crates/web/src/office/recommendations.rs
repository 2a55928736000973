//! All recommendations, and the whole file of one.

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use desk::View;
use selection::lists::serial;
use selection::may::{ActKind, Who};
use selection::recommend::{self, Desk, Recommendation};
use selection::screen::{Opinion, Outcome};
use selection::{Act, Entry, Thing};
use serde::Deserialize;

use super::{
    Frame, Status, base, categories, category_name, department_name, name_of, page, search_key, source_of,
    unit_name, units,
};
use crate::app::App;
use crate::ask::{Ask, broken};
use crate::recommendation::{mend, said};
use crate::sent::Sent;
use crate::shell::{self, Acted, stamp};
use crate::ui::{self, Cell, Choice, Fact, Form, Happening, Link, Page, Pager, Table, Tone};
use crate::words;

/// Recommendations on a page.
const SHOWN: usize = 50;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/s/{el}/office/recommendations", get(list))
        .route("/s/{el}/office/recommendations/{rec}", get(one))
        .route("/s/{el}/office/recommendations/{rec}/return", post(send_back))
        .route("/s/{el}/office/recommendations/{rec}/withdraw", post(withdraw))
        .route("/s/{el}/office/recommendations/{rec}/person", post(person))
        .route("/s/{el}/office/recommendations/{rec}/portrait", get(portrait))
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Wish {
    unit: String,
    cat: String,
    status: String,
    q: String,
    page: usize,
}

impl Wish {
    fn query(&self, page: usize) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in
            [("unit", &self.unit), ("cat", &self.cat), ("status", &self.status), ("q", &self.q)]
        {
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        if page > 1 {
            query.append_pair("page", &page.to_string());
        }
        query.finish()
    }
}

#[derive(Template)]
#[template(path = "office/recommendations.html")]
struct List {
    page: Page,
    frame: Frame,
    base: String,
    found: usize,
    units: Vec<Choice>,
    categories: Vec<Choice>,
    statuses: Vec<Choice>,
    table: Table,
    pager: Pager,
    may_recommend: bool,
    returned: Vec<mend::Returned>,
}

async fn list(ask: Ask, Path(el): Path<String>, Query(wish): Query<Wish>) -> Result<Response, Response> {
    let (_, view) = ask.room(&el, &[Who::Office]).await?;
    let lang = ask.lang();
    let Some(plan) = view.plan() else { return Err(shell::not_found(&ask)) };
    let s = view.s();
    let form = Form::default()
        .with("unit", &wish.unit)
        .with("cat", &wish.cat)
        .with("status", &wish.status)
        .with("q", &wish.q);
    let page = page(&ask, &view, "recommendations", text::t(lang, "room-office-recommendations")).form(form);
    let sought: String = wish.q.to_lowercase().split_whitespace().collect();
    let mut rows: Vec<(&String, &Recommendation)> = s
        .recommend
        .recs
        .iter()
        .filter(|(_, rec)| match wish.unit.as_str() {
            "" => true,
            "none" => rec.facts.unit.is_none(),
            unit => rec.facts.unit.as_deref() == Some(unit),
        })
        .filter(|(_, rec)| wish.cat.is_empty() || rec.facts.category == wish.cat)
        .filter(|(_, rec)| wish.status.is_empty() || Status::of(s, rec).code() == wish.status)
        .filter(|(handle, rec)| {
            let profile = view.profile(&rec.nominee);
            let (name, employer) =
                profile.as_ref().map(|row| (row.name.as_str(), row.employer.as_str())).unwrap_or_default();
            sought.is_empty()
                || search_key(&format!("{handle} {}", rec.nominee), name, employer).contains(&sought)
        })
        .collect();
    rows.sort_by_key(|(handle, _)| serial(handle));
    let found = rows.len();
    let heads = ["name", "number", "category", "unit", "handed-in", "status"]
        .map(|key| page.t(format!("office-col-{key}")));
    let empty = if s.recommend.recs.is_empty() {
        "office-recommendations-none"
    } else {
        "office-recommendations-not-found"
    };
    let mut table =
        Table::new(page.t("room-office-recommendations"), heads).caption_hidden().empty(page.t(empty));
    let pages = found.div_ceil(SHOWN).max(1);
    let at = wish.page.clamp(1, pages);
    for (handle, rec) in rows.into_iter().skip((at - 1) * SHOWN).take(SHOWN) {
        let status = Status::of(s, rec);
        table
            .row([
                Cell::Name(name_of(&view, &rec.nominee)),
                Cell::Text(handle.clone()),
                Cell::Text(category_name(plan, &rec.facts.category, lang)),
                Cell::Text(source_of(&view, rec, lang)),
                Cell::Text(page.day_time(&stamp(rec.at))),
                Cell::Tag(status.tone(), status.name(lang)),
            ])
            .href(format!("{}/recommendations/{handle}", base(&view)));
    }
    let room = format!("{}/recommendations", base(&view));
    let pager = Pager::new(at, pages, |n| format!("{room}?{}", wish.query(n)));
    let mut units = units(plan);
    if !units.is_empty() {
        units.push(Choice::new("none", page.t("office-no-unit")));
    }
    let statuses = Status::ALL.map(|status| Choice::new(status.code(), status.name(lang))).to_vec();
    Ok(ui::html(&List {
        frame: Frame::of(&view, &page),
        base: base(&view),
        found,
        units,
        categories: categories(plan, lang),
        statuses,
        table,
        pager,
        may_recommend: recommending(&view),
        returned: mend::waiting(&view, &page, true),
        page,
    }))
}

/// The office may put somebody forward now.
fn recommending(view: &View) -> bool {
    view.may(Thing::Do(ActKind::Recommend))
        && view.s().open_stages().iter().any(|stage| {
            stage.recommend.as_ref().is_some_and(|rules| rules.tiers.contains(&plan::Tier::TopDown))
        })
}

/// What the office reads of a nominee: the file as it was handed in, and what was found.
pub(super) struct File {
    pub(super) handle: String,
    pub(super) name: String,
    pub(super) face: ui::Face,
    pub(super) facts: Vec<Fact>,
    pub(super) brief: String,
    pub(super) deeds: Vec<String>,
    pub(super) note: String,
    pub(super) erased: bool,
}

impl File {
    /// The file of a nominee through its newest recommendation; `None` where there is no such nominee.
    pub(super) fn of(view: &View, page: &Page, nominee: &str) -> Option<File> {
        let rec = view.s().recommend.rec_of(nominee)?;
        let handle =
            view.s().recommend.recs.iter().find(|(_, row)| *row == rec).map(|(handle, _)| handle.clone())?;
        Some(File::through(view, page, &handle, rec))
    }

    fn through(view: &View, page: &Page, handle: &str, rec: &Recommendation) -> File {
        let lang = page.lang;
        let s = view.s();
        let plan = view.plan();
        let base = base(view);
        let profile = view.profile(&rec.nominee).unwrap_or_else(|| Arc::new(selection::Profile::default()));
        let mut facts = Vec::new();
        let mut fact = |key: &str, value: String| {
            if !value.is_empty() {
                facts.push(Fact::new(page.t(format!("office-fact-{key}")), value));
            }
        };
        fact("gender", profile.gender.clone());
        fact("employer", profile.employer.clone());
        fact("position", profile.position.clone());
        if let Some(plan) = plan {
            fact("category", category_name(plan, &rec.facts.category, lang));
            let kinds =
                plan.category(&rec.facts.category).map(|row| row.kinds.as_slice()).unwrap_or_default();
            fact(
                "kind",
                kinds
                    .iter()
                    .find(|kind| kind.id == rec.facts.kind)
                    .map(|kind| kind.name.clone())
                    .unwrap_or_default(),
            );
            fact(
                "employer-unit",
                rec.facts.employer_unit.as_deref().map(|unit| unit_name(plan, unit)).unwrap_or_default(),
            );
        }
        fact("from", source_of(view, rec, lang));
        fact("tier", page.t(format!("office-tier-{}", super::tier_code(rec.tier))));
        fact("handed-in", page.day_time(&stamp(rec.at)));
        fact("brief-len", page.t1("common-words", "n", rec.facts.brief_len));
        let standards = plan
            .and_then(|plan| plan.category(&rec.facts.category))
            .map(|row| row.standards.len())
            .unwrap_or_default();
        if standards > 0 {
            fact("signed", page.t2("office-signed-of", "n", rec.facts.signed, "all", standards));
        }
        fact(
            "minutes",
            if rec.facts.minutes.is_some() { page.t("office-minutes-there") } else { String::new() },
        );
        if rec.returned > 0 {
            fact("returned", page.t1("office-times", "n", rec.returned));
        }
        let twins = s.recommend.nominees.get(&rec.nominee).map(|row| row.same_as.clone()).unwrap_or_default();
        for twin in &twins {
            let merged = s.screen.merged.get(twin).or_else(|| s.screen.merged.get(&rec.nominee)).is_some();
            let key = if merged { "office-twin-merged" } else { "office-twin" };
            let row = Fact::new(page.t("office-fact-same-as"), name_of(view, twin))
                .note(page.t1(key, "handle", twin));
            let other =
                s.recommend.nominees.get(twin).and_then(|row| row.recs.last()).cloned().unwrap_or_default();
            facts.push(row.href(format!("{base}/recommendations/{other}")));
        }
        let name = name_of(view, &rec.nominee);
        File {
            handle: handle.to_owned(),
            face: ui::Face {
                name: name.clone(),
                seed: serial(&rec.nominee),
                photo: if profile.portrait.is_empty() {
                    String::new()
                } else {
                    format!("{base}/recommendations/{handle}/portrait")
                },
                work: words::is_work(view, &rec.facts.category),
                ..ui::Face::default()
            },
            name,
            facts,
            brief: profile.brief.clone(),
            deeds: profile.deeds.clone(),
            note: view.note(rec.n, "note").map(|note| note.text).unwrap_or_default(),
            erased: view.is_erased(&rec.nominee),
        }
    }
}

/// What departments said, with the grounds where there are any.
pub(super) fn clearances(view: &View, page: &Page, nominee: &str) -> Table {
    let heads = ["department", "asked", "answer"].map(|key| page.t(format!("office-col-{key}")));
    let mut table = Table::new(page.t("room-office-clearance"), heads).caption_hidden();
    let Some(plan) = view.plan() else { return table };
    let given = view.s().screen.clearances.get(nominee);
    for department in view.s().departments_for(nominee) {
        let row = given.and_then(|given| given.get(&department));
        let asked = row.map(|row| page.day(&stamp(row.asked))).unwrap_or_else(|| page.t("office-not-asked"));
        let answer = match row.and_then(|row| row.answer) {
            None => Cell::Tag(
                if row.is_some() { Tone::Wait } else { Tone::Plain },
                page.t("office-clearance-none"),
            ),
            Some((opinion, at, n)) => {
                let grounds = view.note(n, "note").map(|note| note.text).unwrap_or_default();
                let (tone, key) = opinion_words(opinion);
                if grounds.is_empty() {
                    Cell::Tag(tone, format!("{} {}", page.t(key), page.day(&stamp(at))))
                } else {
                    Cell::Two(format!("{} {}", page.t(key), page.day(&stamp(at))), grounds)
                }
            }
        };
        table.row([Cell::Text(department_name(plan, &department)), Cell::Text(asked), answer]);
    }
    table
}

pub(super) fn opinion_words(opinion: Opinion) -> (Tone, &'static str) {
    match opinion {
        Opinion::Clear => (Tone::Done, "office-opinion-clear"),
        Opinion::Against => (Tone::Stop, "office-opinion-against"),
        Opinion::Withdrawn => (Tone::Stop, "office-opinion-withdrawn"),
    }
}

/// Every entry that names a nominee or one of its recommendations, newest first, with the note that only the office
/// reads.
fn history(view: &View, page: &Page, rec: &str, nominee: &str) -> Vec<Happening> {
    view.log(None, usize::MAX)
        .into_iter()
        .filter_map(|row| {
            let record = row.record?;
            if !matters(&record.entry) || !names(&record.entry.kind_and_body().1, rec, nominee) {
                return None;
            }
            let note = view.note(row.n, "note").map(|note| note.text).unwrap_or_default();
            let who = if note.is_empty() { note } else { page.t1("office-history-note", "note", note) };
            Some(Happening {
                when: page.day_time(&stamp(row.at)),
                what: words::sentence(view, &record, page.lang),
                who,
                entry: row.n,
                href: format!("/s/{}/log/{}", view.s().id, row.n),
                hash: String::new(),
            })
        })
        .collect()
}

/// Entries of these kinds are about single nominees; the rest need not be searched.
fn matters(entry: &Entry) -> bool {
    matches!(
        entry,
        Entry::Recommend(_)
            | Entry::Screen(_)
            | Entry::List(_)
            | Entry::Notice(_)
            | Entry::Naming(_)
            | Entry::Publicity(_)
    )
}

fn names(body: &serde_json::Value, rec: &str, nominee: &str) -> bool {
    match body {
        serde_json::Value::String(text) => text == rec || text == nominee,
        serde_json::Value::Array(rows) => rows.iter().any(|row| names(row, rec, nominee)),
        serde_json::Value::Object(rows) => rows.values().any(|row| names(row, rec, nominee)),
        _ => false,
    }
}

#[derive(Template)]
#[template(path = "office/recommendation.html")]
struct One {
    page: Page,
    base: String,
    crumbs: Vec<Link>,
    file: File,
    nominee: String,
    status: String,
    tone: Tone,
    outcome: String,
    clearances: Table,
    history: Vec<Happening>,
    waits: bool,
    may_screen: bool,
    /// It lies elsewhere and may be left out all the same, with a public reason.
    may_leave_out: bool,
    may_mend: bool,
    may_return: bool,
    return_hint: String,
    /// A citizen sent it straight here.
    nobody_to_ask: bool,
    may_withdraw: bool,
    may_see_person: bool,
    /// Where what is personal is erased; empty where nothing is left.
    erase: String,
    person: Option<Vec<Fact>>,
}

async fn one(ask: Ask, Path((el, rec)): Path<(String, String)>) -> Result<Response, Response> {
    let (_, view) = ask.room(&el, &[Who::Office]).await?;
    show(&ask, &view, &rec, StatusCode::OK, Form::default(), None)
}

fn show(
    ask: &Ask,
    view: &View,
    handle: &str,
    status: StatusCode,
    form: Form,
    person: Option<Vec<Fact>>,
) -> Result<Response, Response> {
    let s = view.s();
    let Some(rec) = s.recommend.recs.get(handle) else { return Err(shell::not_found(ask)) };
    let lang = ask.lang();
    let mut page = page(ask, view, "recommendations", name_of(view, &rec.nominee)).form(form);
    if page.flash.is_none() {
        page.flash = said(ask, "unit");
    }
    let standing = Status::of(s, rec);
    let screening = s.open_stages().iter().any(|stage| stage.screen.is_some());
    let at_office = rec.desk == Desk::Office && s.screening_goes_on();
    let elsewhere = matches!(standing, Status::AtUnit | Status::Returned);
    let named = s.lists.latest(plan::ListKind::Named).is_some_and(|list| list.member(&rec.nominee).is_some());
    let reason = match s.screen.outcomes.get(&rec.nominee) {
        Some(Outcome::Out(reason)) => reason_name(view, reason),
        _ => String::new(),
    };
    let crumbs = vec![
        Link::new(text::t(lang, "room-office-recommendations"), format!("{}/recommendations", base(view))),
        Link::new(handle, ""),
    ];
    Ok(ui::html_with(
        status,
        &One {
            base: base(view),
            crumbs,
            file: File::through(view, &page, handle, rec),
            nominee: rec.nominee.clone(),
            status: standing.name(lang),
            tone: standing.tone(),
            outcome: reason,
            clearances: clearances(view, &page, &rec.nominee),
            history: history(view, &page, handle, &rec.nominee),
            waits: screening && standing == Status::Waiting,
            may_screen: screening && matches!(standing, Status::Waiting | Status::Passed | Status::Out),
            may_leave_out: screening && elsewhere && s.may_leave_out(&rec.nominee),
            may_mend: mend::may(view, rec),
            may_return: at_office && rec.back_to().is_some(),
            return_hint: match rec.back_to() {
                Some(Desk::Unit(unit)) => {
                    let unit = view.plan().map(|plan| unit_name(plan, &unit)).unwrap_or(unit);
                    page.t1("office-return-hint-unit", "unit", unit)
                }
                _ => page.t("office-return-hint"),
            },
            nobody_to_ask: at_office && rec.back_to().is_none(),
            may_withdraw: !matches!(standing, Status::Withdrawn | Status::Merged) && !named,
            may_see_person: person.is_none()
                && !view.is_erased(&rec.nominee)
                && view.may(Thing::Person(&rec.nominee)),
            erase: match view.holds(&rec.nominee) {
                true => format!("/s/{}/erase/{}", s.id, rec.nominee),
                false => String::new(),
            },
            person,
            page,
        },
    ))
}

/// A reason's words in the plan.
pub(super) fn reason_name(view: &View, reason: &str) -> String {
    let rules =
        view.plan().into_iter().flat_map(|plan| plan.stage.iter().filter_map(|stage| stage.screen.as_ref()));
    let mut reasons = rules.flat_map(|rules| rules.reason.iter());
    reasons.find(|row| row.id == reason).map(|row| row.name.clone()).unwrap_or_else(|| reason.to_owned())
}

async fn send_back(Path((el, rec)): Path<(String, String)>, sent: Sent) -> Result<Response, Response> {
    let (desk, view) = sent.ask.room(&el, &[Who::Office]).await?;
    let act = Act::Recommend(recommend::Act::Return { rec: rec.clone(), note: sent.get("note").to_owned() });
    match shell::act(&sent, &desk, &view, act).await? {
        Acted::Done(n) => Ok(shell::done(&format!("{}/recommendations/{rec}", base(&view)), n)),
        Acted::Refused(form) => show(&sent.ask, &view, &rec, StatusCode::UNPROCESSABLE_ENTITY, form, None),
    }
}

async fn withdraw(Path((el, rec)): Path<(String, String)>, sent: Sent) -> Result<Response, Response> {
    let (desk, view) = sent.ask.room(&el, &[Who::Office]).await?;
    let Some(found) = view.s().recommend.recs.get(&rec) else { return Err(shell::not_found(&sent.ask)) };
    let note = sent.get("why").to_owned();
    let act = Act::Recommend(recommend::Act::Withdraw { nominee: found.nominee.clone(), note });
    match shell::act(&sent, &desk, &view, act).await? {
        Acted::Done(n) => Ok(shell::done(&format!("{}/recommendations/{rec}", base(&view)), n)),
        Acted::Refused(form) => {
            // The refusal calls the field by the act's name for it; two forms stand on this page.
            let form = form.faults().iter().fold(sent.form(), |kept, fault| {
                let field = if fault.field == "note" { "why" } else { &fault.field };
                kept.fault(field, fault.text.clone(), fault.clause.clone())
            });
            show(&sent.ask, &view, &rec, StatusCode::UNPROCESSABLE_ENTITY, form, None)
        }
    }
}

/// Shows ID and telephone number. A POST, because the reading is recorded in the access journal.
async fn person(Path((el, rec)): Path<(String, String)>, sent: Sent) -> Result<Response, Response> {
    let (desk, view) = sent.ask.room(&el, &[Who::Office]).await?;
    let Some(found) = view.s().recommend.recs.get(&rec) else { return Err(shell::not_found(&sent.ask)) };
    let person = desk.person(view.who(), &found.nominee).await.map_err(broken)?;
    let lang = sent.ask.lang();
    let facts = person.map(|person| {
        let or_none =
            |text: &str| if text.is_empty() { text::t(lang, "common-none") } else { text.to_owned() };
        vec![
            Fact::new(text::t(lang, "office-fact-id-number"), or_none(&person.id_number)),
            Fact::new(text::t(lang, "office-fact-phone"), or_none(&person.phone)),
        ]
    });
    show(&sent.ask, &view, &rec, StatusCode::OK, Form::default(), facts)
}

/// The portrait of a nominee who is not public yet: for this room only.
async fn portrait(ask: Ask, Path((el, rec)): Path<(String, String)>) -> Result<Response, Response> {
    let (desk, view) = ask.room(&el, &[Who::Office]).await?;
    let found = view.s().recommend.recs.get(&rec).and_then(|rec| view.profile(&rec.nominee));
    let Some(profile) = found.filter(|profile| !profile.portrait.is_empty()) else {
        return Err(shell::not_found(&ask));
    };
    let kept = desk.store().file(&profile.portrait).await.map_err(broken)?;
    let known = ["image/jpeg", "image/png", "image/webp"];
    match kept.and_then(|file| Some((known.into_iter().find(|kind| *kind == file.mime)?, file.bytes))) {
        Some((kind, bytes)) => Ok(([(header::CONTENT_TYPE, kind)], bytes).into_response()),
        None => Err(shell::not_found(&ask)),
    }
}
