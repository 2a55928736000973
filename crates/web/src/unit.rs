//! The recommending unit's room: what it put forward and where that stands, what came back and why, what citizens and
//! the units below ask it to vouch for.

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use desk::View;
use plan::{ListKind, Tier};
use selection::may::{ActKind, Who};
use selection::recommend::{self, Desk as At, Recommendation};
use selection::screen::Outcome;
use selection::{Act, Person, Profile, Role, Thing, founding};
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::app::App;
use crate::ask::{Ask, broken};
use crate::recommendation::mend::{self, Returned};
use crate::recommendation::sheet::{self, Way};
use crate::recommendation::{self, go, said, stage_of};
use crate::sent::Sent;
use crate::shell::{self, Acted, stamp};
use crate::ui::{self, Cell, Choice, Face, Fact, Happening, Page, Table, Tone};
use crate::{rooms, words};

/// The routes of this room.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/s/{el}/unit", get(board))
        .route("/s/{el}/unit/sign-for", post(sign_for))
        .route("/s/{el}/unit/new", get(fresh).post(fresh_send))
        .route("/s/{el}/unit/{rec}", get(file))
        .route("/s/{el}/unit/{rec}/print", get(print))
        .route("/s/{el}/unit/{rec}/portrait", get(portrait))
        .route("/s/{el}/unit/{rec}/minutes", get(minutes))
        .route("/s/{el}/unit/{rec}/revise", get(revise).post(revise_send))
        .route("/s/{el}/unit/{rec}/endorse", post(endorse))
        .route("/s/{el}/unit/{rec}/return", post(send_back))
        .route("/s/{el}/unit/{rec}/withdraw", post(withdraw))
}

/// The unit of the seat that looks.
fn own(view: &View) -> &str {
    match view.s().role(view.who()) {
        Some(Role::Unit { unit }) => unit,
        _ => "",
    }
}

/// The unit put it forward itself.
fn is_own(view: &View, rec: &Recommendation) -> bool {
    rec.tier == Tier::BottomUp && rec.facts.unit.as_deref() == Some(own(view))
}

/// It lies with the unit, which is to vouch for it.
fn lies_here(view: &View, rec: &Recommendation) -> bool {
    matches!(&rec.desk, At::Unit(unit) if unit == own(view))
}

/// A citizen turned to the unit, and it vouched.
fn vouched(view: &View, rec: &Recommendation) -> bool {
    rec.tier != Tier::BottomUp
        && rec.desk == At::Office
        && rec.facts.unit.as_deref() == Some(own(view))
        && rec.by == "citizen"
}

/// Where a recommendation stands, as far as this viewer may know.
pub(crate) fn status(view: &View, page: &Page, rec: &Recommendation) -> (Tone, String) {
    let s = view.s();
    let nominee = rec.nominee.as_str();
    let on = |list| s.lists.latest(list).is_some_and(|list| list.member(nominee).is_some());
    let number = s.lists.number(nominee).unwrap_or_default().to_owned();
    if s.recommend.nominees.get(nominee).is_some_and(|nominee| nominee.withdrawn.is_some()) {
        return (Tone::Plain, page.t("unit-status-withdrawn"));
    }
    if s.naming.revoked.contains_key(nominee) {
        return (Tone::Stop, page.t("unit-status-revoked"));
    }
    if on(ListKind::Named) {
        return (Tone::Done, page.t1("unit-status-named", "number", number));
    }
    if on(ListKind::Finalists) {
        return (Tone::Done, page.t1("unit-status-finalist", "number", number));
    }
    if on(ListKind::Candidates) {
        return (Tone::Done, page.t1("unit-status-candidate", "number", number));
    }
    if s.screen.merged.contains_key(nominee) {
        return (Tone::Plain, page.t("unit-status-merged"));
    }
    if let Some(Outcome::Out(reason)) = s.screen.outcomes.get(nominee) {
        return (
            Tone::Plain,
            page.t1("unit-status-out", "reason", words::reason_name(view, reason, page.lang)),
        );
    }
    match &rec.desk {
        At::Recommender => (Tone::Stop, page.t("unit-status-returned")),
        At::Unit(unit) if unit == own(view) => (Tone::Wait, page.t("unit-status-here")),
        At::Unit(unit) => {
            (Tone::Wait, page.t1("unit-status-above", "unit", words::unit_name(view, unit, page.lang)))
        }
        At::Office => (Tone::Active, page.t("unit-status-office")),
    }
}

fn name(view: &View, nominee: &str, page: &Page) -> String {
    match view.profile(nominee) {
        Some(profile) => profile.name.clone(),
        None => words::nominee(view, nominee, page.lang),
    }
}

struct Group {
    name: String,
    used: u64,
    quota: u64,
    table: Table,
}

#[derive(Template)]
#[template(path = "unit/board.html")]
struct Board {
    page: Page,
    road: Vec<ui::Station>,
    unit: String,
    returned: Vec<Returned>,
    here: Table,
    vouched: Table,
    groups: Vec<Group>,
    signed: String,
    may_sign: bool,
    sign: String,
    left: String,
    closes: String,
    may_recommend: bool,
    new_href: String,
}

async fn board(ask: Ask, Path(el): Path<String>) -> Result<Response, Response> {
    let (_, view) = ask.room(&el, &[Who::Unit]).await?;
    let Some(plan) = view.plan() else { return Err(shell::not_found(&ask)) };
    let lang = ask.lang();
    let unit = words::unit_name(&view, own(&view), lang);
    let mut page = ask.page(Some(&view), text::t(lang, "unit-title")).nav(rooms::staff(&view, lang, "unit"));
    if page.flash.is_none() {
        page.flash = said(&ask, "unit");
    }
    let s = view.s();
    let base = format!("/s/{}/unit", s.id);
    let mut recs: Vec<(&String, &Recommendation)> = s.recommend.recs.iter().collect();
    recs.sort_by_key(|(handle, _)| selection::lists::serial(handle));
    let rules = stage_of(&view).and_then(|(stage, _)| stage.recommend.as_ref());
    let quota = |category: &str| {
        let quota =
            rules.zip(plan.unit(own(&view))).and_then(|(rules, unit)| rules.quota_for(unit, category));
        quota.and_then(|quota| quota.get().copied()).unwrap_or_default()
    };
    let live = |rec: &Recommendation| {
        s.recommend.nominees.get(&rec.nominee).is_some_and(|nominee| nominee.withdrawn.is_none())
    };
    let columns = ["unit-col-name", "unit-col-kind", "unit-col-status", "unit-col-when", "unit-col-rec"];
    let heads = || columns.map(|key| text::t(lang, key));
    let row = |table: &mut Table, handle: &str, rec: &Recommendation| {
        let (tone, status) = status(&view, &page, rec);
        let kind = plan
            .category(&rec.facts.category)
            .and_then(|category| category.kinds.iter().find(|kind| kind.id == rec.facts.kind));
        let kind = kind.map(|kind| kind.name.clone()).unwrap_or_default();
        table
            .row([
                Cell::Name(name(&view, &rec.nominee, &page)),
                kind.into(),
                Cell::Tag(tone, status),
                page.day_time(&stamp(rec.at)).into(),
                handle.into(),
            ])
            .href(format!("{base}/{handle}"))
            .marked(rec.returned > 0 && mend::may(&view, rec));
    };
    let mut groups = Vec::new();
    for category in &plan.category {
        let mine = recs.iter().filter(|(_, rec)| rec.facts.category == category.id);
        let used =
            mine.clone().filter(|(_, rec)| (is_own(&view, rec) || vouched(&view, rec)) && live(rec)).count();
        let mut table = Table::new(sheet::category_name(category, lang), heads())
            .caption_hidden()
            .empty(page.t("unit-empty"));
        for (handle, rec) in mine.filter(|(_, rec)| is_own(&view, rec)) {
            row(&mut table, handle, rec);
        }
        groups.push(Group {
            name: sheet::category_name(category, lang),
            used: used as u64,
            quota: u64::from(quota(&category.id)),
            table,
        });
    }
    let mut here = Table::new(page.t("unit-here"), heads()).caption_hidden().empty(page.t("unit-here-empty"));
    let mut after = Table::new(page.t("unit-vouched"), heads()).caption_hidden();
    for (handle, rec) in &recs {
        if lies_here(&view, rec) && live(rec) {
            row(&mut here, handle, rec);
        } else if vouched(&view, rec) {
            row(&mut after, handle, rec);
        }
    }
    let (closes, open) = match stage_of(&view) {
        Some((stage, closed)) => (stage.closes_at(&page.zone), closed.is_none()),
        None => (None, false),
    };
    let signed = s.founding.signed_for.get(own(&view));
    let template = Board {
        road: rooms::road(&view, &page),
        returned: mend::waiting(&view, &page, true),
        here,
        vouched: after,
        groups,
        signed: signed.map(|at| page.t1("unit-signed", "at", page.day_time(&stamp(*at)))).unwrap_or_default(),
        may_sign: signed.is_none() && s.closed.is_none() && view.may(Thing::Do(ActKind::SignFor)),
        sign: format!("{base}/sign-for"),
        left: closes
            .filter(|_| open)
            .map(|closes| page.left(&stamp(view.now()), &stamp(closes)))
            .unwrap_or_default(),
        closes: closes
            .map(|closes| page.t1("unit-closes", "at", page.deadline(&stamp(closes))))
            .unwrap_or_default(),
        may_recommend: open && view.may(Thing::Do(ActKind::Recommend)),
        new_href: format!("{base}/new"),
        unit,
        page,
    };
    Ok(ui::html(&template))
}

async fn sign_for(Path(el): Path<String>, sent: Sent) -> Result<Response, Response> {
    let (desk, view) = sent.ask.room(&el, &[Who::Unit]).await?;
    match shell::act(&sent, &desk, &view, Act::Founding(founding::Act::SignFor)).await? {
        Acted::Done(_) => Ok(go(&format!("/s/{el}/unit"), "signed")),
        Acted::Refused(_) => Ok(go(&format!("/s/{el}/unit"), "not-signed")),
    }
}

async fn fresh(
    ask: Ask,
    Path(el): Path<String>,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<Response, Response> {
    let (desk, view) = ask.room(&el, &[Who::Unit]).await?;
    let cat = query.get("cat").map(String::as_str).unwrap_or_default();
    recommendation::show(&ask, &desk, &view, Way::Unit, cat).await
}

async fn fresh_send(Path(el): Path<String>, sent: Sent) -> Result<Response, Response> {
    let (desk, view) = sent.ask.room(&el, &[Who::Unit]).await?;
    recommendation::send(&sent, &desk, &view, Way::Unit).await
}

/// A recommendation that is this unit's to see, or the page that says there is none: another unit's is not found, just
/// as one that does not exist.
fn found<'a>(ask: &Ask, view: &'a View, rec: &str) -> Result<&'a Recommendation, Response> {
    let known = view.s().recommend.recs.get(rec);
    let theirs = |rec: &&Recommendation| is_own(view, rec) || lies_here(view, rec) || vouched(view, rec);
    known.filter(theirs).ok_or_else(|| shell::not_found(ask))
}

#[derive(Template)]
#[template(path = "unit/file.html")]
struct FilePage {
    page: Page,
    eyebrow: String,
    crumbs: Vec<ui::Link>,
    tone: Tone,
    status: String,
    face: Option<Face>,
    facts: Vec<Fact>,
    brief: String,
    deeds: Vec<String>,
    remark: String,
    why: String,
    history: Vec<Happening>,
    base: String,
    may_mend: bool,
    mend_label: String,
    mend_kind: &'static str,
    may_withdraw: bool,
    here: bool,
    /// A citizen's cannot be returned from here: the unit itself asks and mends.
    may_return: bool,
    standards: Vec<Choice>,
}

async fn file(ask: Ask, Path((el, rec)): Path<(String, String)>) -> Result<Response, Response> {
    let (_, view) = ask.room(&el, &[Who::Unit]).await?;
    file_page(&ask, &view, &rec, ui::Form::default(), StatusCode::OK)
}

fn file_page(
    ask: &Ask,
    view: &View,
    handle: &str,
    form: ui::Form,
    code: StatusCode,
) -> Result<Response, Response> {
    let lang = ask.lang();
    let rec = found(ask, view, handle)?;
    let Some(plan) = view.plan() else { return Err(shell::not_found(ask)) };
    let mut page = ask.page(Some(view), "").nav(rooms::staff(view, lang, "unit")).form(form);
    if page.flash.is_none() {
        page.flash = said(ask, "unit");
    }
    page.title = name(view, &rec.nominee, &page);
    let base = format!("/s/{}/unit/{handle}", view.s().id);
    let profile = view.profile(&rec.nominee);
    let (tone, status) = status(view, &page, rec);
    let category = plan.category(&rec.facts.category);
    let nominee = view.s().recommend.nominees.get(&rec.nominee);
    let live = nominee.is_some_and(|nominee| nominee.withdrawn.is_none());
    let mine = is_own(view, rec);
    let here = lies_here(view, rec) && live;
    let mut history = vec![Happening {
        when: page.day_time(&stamp(rec.at)),
        what: page.t(if rec.return_n.is_some_and(|back| rec.n > back) {
            "unit-history-again"
        } else {
            "unit-history-in"
        }),
        entry: rec.n,
        ..Happening::default()
    }];
    if let Some(n) = rec.return_n {
        let back = Happening {
            when: mend::when(view, &page, rec),
            what: page.t1("unit-history-returned", "n", rec.returned),
            entry: n,
            ..Happening::default()
        };
        history.push(back);
    }
    history.sort_by_key(|happening| std::cmp::Reverse(happening.entry));
    let template = FilePage {
        eyebrow: page.t2(
            "unit-eyebrow",
            "rec",
            handle,
            "category",
            words::category_name(view, &rec.facts.category, lang),
        ),
        crumbs: vec![
            ui::Link::new(text::t(lang, "unit-title"), format!("/s/{}/unit", view.s().id)),
            ui::Link::new(page.title.clone(), ""),
        ],
        tone,
        status,
        face: profile.as_deref().map(|profile| face(profile, &rec.nominee, &base)),
        facts: facts(view, &page, plan, rec, profile.as_ref(), &base),
        brief: profile.as_ref().map(|profile| profile.brief.clone()).unwrap_or_default(),
        deeds: profile.as_ref().map(|profile| profile.deeds.clone()).unwrap_or_default(),
        remark: view.note(rec.n, "note").map(|note| note.text).unwrap_or_default(),
        why: if mend::may(view, rec) && rec.returned > 0 { mend::why(view, rec) } else { String::new() },
        history,
        may_mend: mend::may(view, rec),
        mend_label: page.t(if here { "unit-mend-citizen" } else { "unit-mend" }),
        // Where it can be signed as it is, signing is the one filled button.
        mend_kind: if here { "secondary" } else { "primary" },
        may_withdraw: mine
            && live
            && view.s().naming.named.is_none()
            && view.may(Thing::Do(ActKind::Withdraw)),
        here: here && view.s().screening_goes_on() && view.may(Thing::Do(ActKind::Endorse)),
        may_return: here && rec.back_to().is_some(),
        standards: category.map(sheet::standards).unwrap_or_default(),
        base,
        page,
    };
    Ok(ui::html_with(code, &template))
}

fn face(profile: &Profile, nominee: &str, base: &str) -> Face {
    Face {
        id: nominee.to_owned(),
        name: profile.name.clone(),
        unit: profile.employer.clone(),
        line: profile.tagline.clone(),
        photo: if profile.portrait.is_empty() { String::new() } else { format!("{base}/portrait") },
        seed: selection::lists::serial(nominee),
        ..Face::default()
    }
}

fn facts(
    view: &View,
    page: &Page,
    plan: &plan::Plan,
    rec: &Recommendation,
    profile: Option<&Arc<Profile>>,
    base: &str,
) -> Vec<Fact> {
    let mut facts = vec![Fact::new(page.t("unit-fact-tier"), words::word("tier", &rec.tier, page.lang))];
    let mut add = |key: &str, value: String| {
        if !value.is_empty() {
            facts.push(Fact::new(page.t(key), value));
        }
    };
    let category = plan.category(&rec.facts.category);
    let kind = category.and_then(|category| category.kinds.iter().find(|kind| kind.id == rec.facts.kind));
    add("unit-fact-kind", kind.map(|kind| kind.name.clone()).unwrap_or_default());
    if let Some(profile) = profile {
        add("unit-fact-gender", profile.gender.clone());
        add("unit-fact-employer", profile.employer.clone());
        add("unit-fact-position", profile.position.clone());
    }
    add(
        "unit-fact-unit",
        rec.facts.unit.as_deref().map(|unit| words::unit_name(view, unit, page.lang)).unwrap_or_default(),
    );
    add("unit-fact-brief", page.t1("common-words", "n", rec.facts.brief_len));
    let standards = category.map(|category| category.standards.len()).unwrap_or_default();
    add("unit-fact-signed", page.t2("unit-fact-signed-of", "n", rec.facts.signed, "all", standards));
    if rec.facts.minutes.is_some() {
        let minutes = Fact::new(page.t("unit-fact-minutes"), page.t("unit-fact-minutes-open"));
        facts.push(minutes.href(format!("{base}/minutes")));
    }
    facts
}

#[derive(Template)]
#[template(path = "unit/print.html")]
struct Print {
    page: Page,
    plan_title: String,
    unit: String,
    category: String,
    kind: String,
    rec: String,
    nominee: Profile,
    person: Person,
    portrait: String,
    printed: String,
    back: String,
}

/// The form on A4, with boxes for opinions and seals. Its reader is who filled it in; the reading of the numbers stands
/// in the access journal all the same.
async fn print(ask: Ask, Path((el, handle)): Path<(String, String)>) -> Result<Response, Response> {
    let (desk, view) = ask.room(&el, &[Who::Unit]).await?;
    let rec = found(&ask, &view, &handle)?;
    let Some(plan) = view.plan() else { return Err(shell::not_found(&ask)) };
    let Some(profile) = view.profile(&rec.nominee) else { return Err(shell::not_found(&ask)) };
    let person = desk.person(view.who(), &rec.nominee).await.map_err(broken)?.unwrap_or_default();
    let lang = ask.lang();
    let category = plan.category(&rec.facts.category);
    let kind = category.and_then(|category| category.kinds.iter().find(|kind| kind.id == rec.facts.kind));
    let base = format!("/s/{el}/unit/{handle}");
    let page =
        ask.page(Some(&view), text::t(lang, "unit-print-title")).nav(rooms::staff(&view, lang, "unit"));
    let template = Print {
        plan_title: plan.title.clone(),
        unit: rec.facts.unit.as_deref().map(|unit| words::unit_name(&view, unit, lang)).unwrap_or_default(),
        category: words::category_name(&view, &rec.facts.category, lang),
        kind: kind.map(|kind| kind.name.clone()).unwrap_or_default(),
        rec: handle,
        portrait: if profile.portrait.is_empty() { String::new() } else { format!("{base}/portrait") },
        nominee: (*profile).clone(),
        person,
        printed: page.t1("unit-print-at", "at", page.moment(&stamp(view.now()))),
        back: base,
        page,
    };
    Ok(ui::html(&template))
}

async fn portrait(ask: Ask, Path((el, handle)): Path<(String, String)>) -> Result<Response, Response> {
    let (desk, view) = ask.room(&el, &[Who::Unit]).await?;
    let rec = found(&ask, &view, &handle)?;
    let Some(profile) = view.profile(&rec.nominee) else { return Err(shell::not_found(&ask)) };
    let file = desk.store().file(&profile.portrait).await.map_err(broken)?;
    match file {
        Some(file) => Ok(([(header::CONTENT_TYPE, "image/jpeg")], file.bytes).into_response()),
        None => Err(shell::not_found(&ask)),
    }
}

async fn minutes(ask: Ask, Path((el, handle)): Path<(String, String)>) -> Result<Response, Response> {
    let (desk, view) = ask.room(&el, &[Who::Unit]).await?;
    let rec = found(&ask, &view, &handle)?;
    let file = desk.store().file_of(&el, &rec.nominee, "minutes").await.map_err(broken)?;
    let Some(file) = file else { return Err(shell::not_found(&ask)) };
    // The demo's minutes are plain text; what came through a form is what its first bytes say.
    let (mime, end) = sheet::minutes_kind(&file.bytes).unwrap_or(("text/plain; charset=utf-8", "txt"));
    let bytes = file.bytes;
    let name = format!("attachment; filename=\"minutes-{handle}.{end}\"");
    Ok(([(header::CONTENT_TYPE, mime.to_owned()), (header::CONTENT_DISPOSITION, name)], bytes)
        .into_response())
}

async fn revise(ask: Ask, Path((el, handle)): Path<(String, String)>) -> Result<Response, Response> {
    let (desk, view) = ask.room(&el, &[Who::Unit]).await?;
    mend::open(&ask, &desk, &view, &handle, found(&ask, &view, &handle)?).await
}

async fn revise_send(Path((el, handle)): Path<(String, String)>, sent: Sent) -> Result<Response, Response> {
    let (desk, view) = sent.ask.room(&el, &[Who::Unit]).await?;
    mend::send(&sent, &desk, &view, &handle, found(&sent.ask, &view, &handle)?).await
}

/// Answers an act on one recommendation: back to its file, or the file with what is wrong.
async fn on_file(
    sent: &Sent,
    el: &str,
    handle: &str,
    act: recommend::Act,
    word: &str,
) -> Result<Response, Response> {
    let (desk, view) = sent.ask.room(el, &[Who::Unit]).await?;
    found(&sent.ask, &view, handle)?;
    match shell::act(sent, &desk, &view, Act::Recommend(act)).await? {
        Acted::Done(_) => {
            let (_, after) = sent.ask.room(el, &[Who::Unit]).await?;
            let still = found(&sent.ask, &after, handle).is_ok();
            Ok(go(&if still { format!("/s/{el}/unit/{handle}") } else { format!("/s/{el}/unit") }, word))
        }
        Acted::Refused(form) => file_page(&sent.ask, &view, handle, form, StatusCode::UNPROCESSABLE_ENTITY),
    }
}

async fn endorse(Path((el, handle)): Path<(String, String)>, sent: Sent) -> Result<Response, Response> {
    let checklist = sent.all("checklist").iter().filter_map(|index| index.parse().ok()).collect();
    let act = recommend::Act::Endorse { rec: handle.clone(), checklist };
    on_file(&sent, &el, &handle, act, "endorsed").await
}

async fn send_back(Path((el, handle)): Path<(String, String)>, sent: Sent) -> Result<Response, Response> {
    let act = recommend::Act::Return { rec: handle.clone(), note: sent.get("note").to_owned() };
    on_file(&sent, &el, &handle, act, "sent-back").await
}

async fn withdraw(Path((el, handle)): Path<(String, String)>, sent: Sent) -> Result<Response, Response> {
    let (_, view) = sent.ask.room(&el, &[Who::Unit]).await?;
    let nominee = found(&sent.ask, &view, &handle)?.nominee.clone();
    let act = recommend::Act::Withdraw { nominee, note: sent.get("note").to_owned() };
    on_file(&sent, &el, &handle, act, "withdrawn").await
}
