//! The recommendation form (推荐表): shared by units, the office and sponsors, and citizens.
//!
//! The first step chooses the category, because the category decides what is asked. Everything typed survives a
//! refusal, files too; who is signed in can keep a draft.
//!
//! - [`sheet`] the fields, and a form as it was sent; [`portrait`] pictures; [`mend`] what came back

pub mod mend;
pub mod portrait;
pub mod sheet;

use std::collections::BTreeMap;

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use desk::{Desk, DeskError, View};
use plan::{Category, Plan, Stage, StageKind, Tier};
use selection::may::Who;
use selection::recommend::{self, Desk as At};
use selection::{Act, Code, Entry};

use crate::app::App;
use crate::ask::{Ask, broken};
use crate::limits::Limit;
use crate::sent::Sent;
use crate::shell::{self, stamp};
use crate::ui::{self, Fact, Fault, Flash, Page, Tone};
use crate::{rooms, words};
use sheet::{Fields, Way};

/// How long a draft is kept, ms: a month.
const DRAFT_KEPT: i64 = 30 * 86_400_000;

/// The routes of this room.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/s/{el}/recommend", get(citizen).post(citizen_send))
        .route("/s/{el}/office/recommendations/new", get(above).post(above_send))
        .route("/s/{el}/sponsor/recommendations/new", get(above).post(above_send))
        .route("/s/{el}/office/recommendations/{rec}/revise", get(revise).post(revise_send))
        .route("/s/{el}/sponsor/recommendations/{rec}/revise", get(revise).post(revise_send))
}

async fn citizen(
    ask: Ask,
    Path(el): Path<String>,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<Response, Response> {
    let (desk, view) = ask.public(&el).await?;
    show(&ask, &desk, &view, Way::Citizen, query.get("cat").map(String::as_str).unwrap_or_default()).await
}

async fn citizen_send(Path(el): Path<String>, sent: Sent) -> Result<Response, Response> {
    let (desk, view) = sent.ask.public(&el).await?;
    send(&sent, &desk, &view, Way::Citizen).await
}

async fn above(
    ask: Ask,
    Path(el): Path<String>,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<Response, Response> {
    let (desk, view) = ask.room(&el, &[Who::Office, Who::Sponsor]).await?;
    show(&ask, &desk, &view, Way::Above, query.get("cat").map(String::as_str).unwrap_or_default()).await
}

async fn above_send(Path(el): Path<String>, sent: Sent) -> Result<Response, Response> {
    let (desk, view) = sent.ask.room(&el, &[Who::Office, Who::Sponsor]).await?;
    send(&sent, &desk, &view, Way::Above).await
}

/// A recommendation that the body of the viewer put forward, or the page that says there is none.
fn own<'v>(ask: &Ask, view: &'v View, rec: &str) -> Result<&'v recommend::Recommendation, Response> {
    let found = view.s().recommend.recs.get(rec).filter(|rec| view.s().put_forward(view.who(), rec));
    found.ok_or_else(|| shell::not_found(ask))
}

async fn revise(ask: Ask, Path((el, rec)): Path<(String, String)>) -> Result<Response, Response> {
    let (desk, view) = ask.room(&el, &[Who::Office, Who::Sponsor]).await?;
    mend::open(&ask, &desk, &view, &rec, own(&ask, &view, &rec)?).await
}

async fn revise_send(Path((el, rec)): Path<(String, String)>, sent: Sent) -> Result<Response, Response> {
    let (desk, view) = sent.ask.room(&el, &[Who::Office, Who::Sponsor]).await?;
    mend::send(&sent, &desk, &view, &rec, own(&sent.ask, &view, &rec)?).await
}

/// A category to choose.
pub struct Card {
    name: String,
    scope: String,
    seats: String,
    href: String,
    label: String,
    draft: bool,
}

/// What stands on the page.
pub enum What {
    /// No sheet can be handed in: why, by which clause, where to go on.
    Closed(ui::Refusal),
    /// Choose the category.
    Categories(Vec<Card>),
    /// Fill in the sheet.
    Sheet(Box<Fields>),
}

#[derive(Template)]
#[template(path = "recommendation/citizen.html")]
struct Public {
    page: Page,
    what: What,
    lead: String,
}

#[derive(Template)]
#[template(path = "recommendation/room.html")]
struct Staff {
    page: Page,
    what: What,
    eyebrow: String,
}

/// Where a way in has its page.
fn address(view: &View, way: Way) -> String {
    let id = &view.s().id;
    match (way, shell::role_of(view)) {
        (Way::Citizen, _) => format!("/s/{id}/recommend"),
        (Way::Unit, _) => format!("/s/{id}/unit/new"),
        (Way::Above, Who::Sponsor) => format!("/s/{id}/sponsor/recommendations/new"),
        (Way::Above, _) => format!("/s/{id}/office/recommendations/new"),
    }
}

/// The recommend stage that matters now, and why nothing can be handed in if it cannot.
pub fn stage_of(view: &View) -> Option<(&Stage, Option<selection::Refusal>)> {
    let s = view.s();
    let stages: Vec<&Stage> = view.plan()?.stages(StageKind::Recommend).collect();
    let judged = |stage: &Stage| s.within_window(&stage.id, StageKind::Recommend, view.now()).err();
    let open = stages.iter().find(|stage| judged(stage).is_none());
    let ahead = || stages.iter().find(|stage| s.stage_state(&stage.id).closed.is_none());
    let stage = *open.or_else(ahead).or(stages.last())?;
    Some((stage, judged(stage)))
}

/// The page for a way in: closed, the choice of a category, or the sheet of one.
///
/// # Errors
/// The answer where there is no plan or the store failed.
pub async fn show(ask: &Ask, desk: &Desk, view: &View, way: Way, cat: &str) -> Result<Response, Response> {
    let Some((plan, (stage, closed))) = view.plan().zip(stage_of(view)) else {
        return Err(shell::not_found(ask));
    };
    let lang = ask.lang();
    if let Some(refusal) = closed {
        let fault = words::refusal(Some(view), &refusal, lang);
        return Ok(closed_page(ask, view, way, fault));
    }
    if way.tiers(stage).is_empty() {
        let refusal = selection::Refusal::new(selection::Code::TierClosed, &stage.clause);
        return Ok(closed_page(ask, view, way, words::refusal(Some(view), &refusal, lang)));
    }
    let chosen = match plan.category.as_slice() {
        [only] => Some(only),
        _ => plan.category(cat),
    };
    let Some(category) = chosen else {
        let mut cards = Vec::new();
        for category in &plan.category {
            let draft = draft(ask, desk, view, way, category).await?.is_some();
            cards.push(card(ask, view, way, category, draft));
        }
        return Ok(draw(ask, view, way, What::Categories(cards), ui::Form::default(), StatusCode::OK));
    };
    let kept = draft(ask, desk, view, way, category).await?;
    let is_draft = kept.is_some();
    let form = kept.unwrap_or_else(|| sheet::empty(view, category, way));
    Ok(sheet_page(ask, view, plan, stage, category, way, form, is_draft, StatusCode::OK))
}

fn closed_page(ask: &Ask, view: &View, way: Way, fault: Fault) -> Response {
    let what = ui::Refusal { what: fault.text, clause: fault.clause, remedy: String::new() };
    draw(ask, view, way, What::Closed(what), ui::Form::default(), StatusCode::OK)
}

fn card(ask: &Ask, view: &View, way: Way, category: &Category, draft: bool) -> Card {
    let lang = ask.lang();
    let name = sheet::category_name(category, lang);
    let seats = match category.seats.get() {
        Some(plan::types::Seats::AtMost(n)) => {
            text::ta(lang, "recommendation-seats-most", &text::args! { "n" => n })
        }
        Some(plan::types::Seats::Exactly(n)) => {
            text::ta(lang, "recommendation-seats-exactly", &text::args! { "n" => n })
        }
        Some(plan::types::Seats::About(n)) => {
            text::ta(lang, "recommendation-seats-about", &text::args! { "n" => n })
        }
        Some(plan::types::Seats::Between(n)) => text::ta(
            lang,
            "recommendation-seats-between",
            &text::args! { "least" => n.least, "most" => n.most },
        ),
        Some(plan::types::Seats::Share(portion)) => {
            text::ta(lang, "recommendation-seats-share", &text::args! { "share" => portion.share.as_str() })
        }
        Some(plan::types::Seats::Unlimited) => text::t(lang, "recommendation-seats-unlimited"),
        None => String::new(),
    };
    Card {
        scope: category.scope.get().cloned().unwrap_or_default(),
        seats,
        href: format!("{}?cat={}", address(view, way), category.id),
        label: text::ta(lang, "recommendation-choose", &text::args! { "name" => &name }),
        name,
        draft,
    }
}

#[allow(clippy::too_many_arguments, reason = "one page out of what its callers have already looked up")]
fn sheet_page(
    ask: &Ask,
    view: &View,
    plan: &Plan,
    stage: &Stage,
    category: &Category,
    way: Way,
    form: ui::Form,
    is_draft: bool,
    status: StatusCode,
) -> Response {
    let mut fields = Fields::new(ask, plan, stage, category, way, &form);
    fields.action = address(view, way);
    fields.is_draft = is_draft;
    if plan.category.len() > 1 {
        fields.change = address(view, way);
    }
    draw(ask, view, way, What::Sheet(Box::new(fields)), form, status)
}

fn draw(ask: &Ask, view: &View, way: Way, what: What, form: ui::Form, status: StatusCode) -> Response {
    let key = match way {
        Way::Citizen => "recommendation-title-citizen",
        Way::Unit => "recommendation-title-unit",
        Way::Above => "recommendation-title-above",
    };
    let page = ask.page(Some(view), words::of_selection(view, ask.lang(), key)).form(form);
    staff_or_public(ask, view, way, page, what, status)
}

fn staff_or_public(
    ask: &Ask,
    view: &View,
    way: Way,
    mut page: Page,
    what: What,
    status: StatusCode,
) -> Response {
    let lang = ask.lang();
    if page.flash.is_none() {
        page.flash = said(ask, "recommendation");
    }
    let until = stage_of(view)
        .and_then(|(stage, _)| stage.closes_at(&page.zone))
        .map(|closes| page.t1("recommendation-until", "at", page.deadline(&stamp(closes))))
        .unwrap_or_default();
    match way {
        Way::Citizen => {
            let page = page.nav(rooms::public(view, lang, "recommend"));
            ui::html_with(status, &Public { page, what, lead: until })
        }
        Way::Unit | Way::Above => {
            let here = if way == Way::Unit { "unit-new" } else { "recommendations" };
            let page = page.nav(rooms::staff(view, lang, here));
            ui::html_with(status, &Staff { page, what, eyebrow: until })
        }
    }
}

/// A sheet on a page of the staff: what came back to be mended.
pub fn mend_page(ask: &Ask, view: &View, fields: Fields, form: ui::Form, status: StatusCode) -> Response {
    let page = ask.page(Some(view), text::t(ask.lang(), "recommendation-title-mend")).form(form);
    let what = What::Sheet(Box::new(fields));
    let here = match shell::role_of(view) {
        Who::Unit => "unit",
        Who::Sponsor => "sponsor",
        _ => "recommendations",
    };
    let page = page.nav(rooms::staff(view, ask.lang(), here));
    ui::html_with(status, &Staff { page, what, eyebrow: String::new() })
}

/// Takes a sheet that was sent: a draft, a recommendation, or what is wrong with it.
///
/// # Errors
/// The answer where there is no plan or the store failed.
pub async fn send(sent: &Sent, desk: &Desk, view: &View, way: Way) -> Result<Response, Response> {
    let ask = &sent.ask;
    let Some((plan, (stage, _))) = view.plan().zip(stage_of(view)) else { return Err(shell::not_found(ask)) };
    let Some(category) = plan.category(sent.get("category")) else {
        return Ok(Redirect::to(&address(view, way)).into_response());
    };
    let back = format!("{}?cat={}", address(view, way), category.id);
    if sent.get("do") == "discard" {
        drop_draft(ask, desk, view, way, category).await?;
        return Ok(Redirect::to(&format!("{back}&said=discarded")).into_response());
    }
    if let (Way::Citizen, Err(wait)) = (way, ask.take(Limit::Recommend)) {
        // Before anything is decoded or kept. What was typed comes back, and files of earlier tries; a file that came
        // with this one has to be chosen again, since no page may fill that field.
        let told = if sent.has_files() { "slow-form-files" } else { "slow-form" };
        let told = text::ta(ask.lang(), told, &text::args! { "n" => wait.seconds() });
        let shown = sheet::again(sent).fault("", told, "");
        let status = StatusCode::TOO_MANY_REQUESTS;
        return Ok(wait.tell(sheet_page(ask, view, plan, stage, category, way, shown, false, status)));
    }
    let read = sheet::read(sent, desk, None).await?;
    let refused = |shown| {
        sheet_page(ask, view, plan, stage, category, way, shown, false, StatusCode::UNPROCESSABLE_ENTITY)
    };
    let is_draft = sent.get("do") == "draft";
    if is_draft && read.sound {
        keep_draft(sent, desk, view, way, category, &read).await?;
        return Ok(Redirect::to(&format!("{back}&said=kept")).into_response());
    }
    let tier = match tier(sent, way, stage) {
        Some(tier) if read.sound => tier,
        _ if is_draft => return Ok(refused(read.shown)),
        chosen => return Ok(refused(all_faults(ask, desk, view, way, stage, chosen, read).await?)),
    };
    let act = recommend::Act::Recommend { stage: stage.id.clone(), tier, form: Box::new(read.form) };
    match desk.submit(view.who().clone(), Act::Recommend(act), &sent.request()).await {
        Ok(done) => {
            drop_draft(ask, desk, view, way, category).await?;
            let found = done.records.iter().find_map(|filed| match &filed.record.entry {
                Entry::Recommend(recommend::Entry::Recommended { rec, at, .. }) => {
                    Some((filed.record.at, rec, at))
                }
                _ => None,
            });
            let Some((when, rec, at)) = found else { return Ok(Redirect::to(&back).into_response()) };
            Ok(match way {
                Way::Citizen => thanks(ask, view, plan, category, rec, at, when),
                Way::Unit => go(&format!("/s/{}/unit/{rec}", view.s().id), "recommended"),
                // A sealed entry is not read back by whom it came from; the room has a sentence of its own.
                Way::Above if shell::role_of(view) == Who::Sponsor => go(&room_of(view), "recommended"),
                Way::Above => shell::done(&room_of(view), done.records.first().map(|filed| filed.record.n)),
            })
        }
        Err(DeskError::Refused(refusal)) => Ok(refused(sheet::told(read.shown, view, &refusal, ask.lang()))),
        Err(other) => Err(broken(other)),
    }
}

/// A sheet that cannot be handed in, for want of a way in or because of a file, with all else that is wrong with it: what
/// the first way in would be refused for.
async fn all_faults(
    ask: &Ask,
    desk: &Desk,
    view: &View,
    way: Way,
    stage: &Stage,
    tier: Option<Tier>,
    read: sheet::Read,
) -> Result<ui::Form, Response> {
    let mut shown = read.shown;
    if tier.is_none() {
        shown = shown.fault("tier", text::t(ask.lang(), "recommendation-tier-missing"), &stage.clause);
    }
    let Some(tier) = tier.or(way.tiers(stage).first().copied()) else { return Ok(shown) };
    let act = recommend::Act::Recommend { stage: stage.id.clone(), tier, form: Box::new(read.form) };
    let refusal = desk.would_refuse(view.who(), Act::Recommend(act)).await.map_err(broken)?;
    Ok(match refusal {
        // Who was put forward before is told to those alone whose act is recorded.
        Some(refusal) if refusal.code != Code::AlreadyRecommended => {
            sheet::told(shown, view, &refusal, ask.lang())
        }
        _ => shown,
    })
}

/// Where those above go on.
fn room_of(view: &View) -> String {
    match shell::role_of(view) {
        Who::Sponsor => format!("/s/{}/sponsor", view.s().id),
        _ => format!("/s/{}/office/recommendations", view.s().id),
    }
}

fn tier(sent: &Sent, way: Way, stage: &Stage) -> Option<Tier> {
    match way.tiers(stage).as_slice() {
        [only] => Some(*only),
        // Closed for everybody: `decide` says so with its clause.
        [] => Some(match way {
            Way::Citizen => Tier::Public,
            Way::Unit => Tier::BottomUp,
            Way::Above => Tier::TopDown,
        }),
        several => several.iter().copied().find(|tier| sheet::tier_name(*tier) == sent.get("tier")),
    }
}

#[derive(Template)]
#[template(path = "recommendation/done.html")]
struct Thanks {
    page: Page,
    facts: Vec<Fact>,
    next: Vec<String>,
}

/// What a citizen is told: the handle by which the recommendation is known, and what happens next. A page of the POST
/// itself: its address would tell everybody who has it, and sending it again is answered alike.
fn thanks(
    ask: &Ask,
    view: &View,
    plan: &Plan,
    category: &Category,
    rec: &str,
    at: &At,
    when: plan::Instant,
) -> Response {
    let lang = ask.lang();
    let page = ask.page(Some(view), text::t(lang, "recommendation-done")).nav(rooms::public(
        view,
        lang,
        "recommend",
    ));
    let facts = vec![
        Fact::new(page.t("recommendation-handle"), rec).note(page.t("recommendation-handle-note")),
        Fact::new(page.t("recommendation-category"), sheet::category_name(category, lang)),
        Fact::new(page.t("recommendation-received"), page.moment(&stamp(when))),
    ];
    let mut next = Vec::new();
    // Nobody can ask a citizen for more: who is asked instead, or that nobody is, is said at once.
    next.push(match at {
        At::Unit(unit) => {
            let name = plan.unit(unit).map(|unit| unit.name.as_str()).unwrap_or(unit);
            page.t1("recommendation-next-unit", "unit", name)
        }
        _ => page.t("recommendation-next-straight"),
    });
    next.push(page.t("recommendation-next-office"));
    next.push(page.t("recommendation-next-list"));
    ui::html(&Thanks { page, facts, next })
}

fn draft_name(view: &View, way: Way, category: &Category) -> String {
    format!("{}/recommend/{}/{}", view.s().id, way.name(), category.id)
}

/// A draft as it is kept: the fields, and the files that came with it.
#[derive(Default)]
struct Kept {
    pairs: Vec<(String, String)>,
    portrait: Option<String>,
    minutes: Option<sheet::Paper>,
}

impl Kept {
    fn files(&self) -> impl Iterator<Item = &str> {
        self.portrait.as_deref().into_iter().chain(self.minutes.as_ref().map(|paper| paper.file.as_str()))
    }
}

/// The account whose drafts these are, and the draft's name; a citizen has none.
fn draft_of<'a>(ask: &'a Ask, view: &View, way: Way, category: &Category) -> Option<(&'a str, String)> {
    let signed = ask.signed.as_ref().filter(|_| way != Way::Citizen)?;
    Some((&signed.account.id, draft_name(view, way, category)))
}

async fn kept_draft(ask: &Ask, desk: &Desk, account: &str, name: &str) -> Result<Option<Kept>, Response> {
    let bytes = desk.store().draft(account, name, ask.now().0).await.map_err(broken)?;
    let pairs = bytes.and_then(|bytes| serde_json::from_slice::<Vec<(String, String)>>(&bytes).ok());
    let Some(mut pairs) = pairs else { return Ok(None) };
    let mut take = |name: &str| {
        let at = pairs.iter().position(|(field, _)| field == name)?;
        Some(pairs.swap_remove(at).1).filter(|value| !value.is_empty())
    };
    let (portrait, minutes) = (take("portrait-file"), take("minutes-file"));
    Ok(Some(Kept { pairs, portrait, minutes: minutes.and_then(|text| sheet::Paper::parse(&text)) }))
}

/// A draft of this account for this category, as the fields show it.
async fn draft(
    ask: &Ask,
    desk: &Desk,
    view: &View,
    way: Way,
    category: &Category,
) -> Result<Option<ui::Form>, Response> {
    let Some((account, name)) = draft_of(ask, view, way, category) else { return Ok(None) };
    let kept = kept_draft(ask, desk, account, &name).await?;
    Ok(kept.map(|kept| sheet::show(ask, kept.pairs, kept.portrait.as_deref(), kept.minutes.as_ref())))
}

async fn keep_draft(
    sent: &Sent,
    desk: &Desk,
    view: &View,
    way: Way,
    category: &Category,
    read: &sheet::Read,
) -> Result<(), Response> {
    let ask = &sent.ask;
    let Some((account, name)) = draft_of(ask, view, way, category) else { return Ok(()) };
    let before = kept_draft(ask, desk, account, &name).await?.unwrap_or_default();
    let portrait = Some(read.form.profile.portrait.clone()).filter(|id| !id.is_empty());
    let now = Kept { pairs: sheet::typed(sent), portrait, minutes: read.paper() };
    // Its files wait as long as the draft does; what another file took the place of goes.
    let until = ask.now().plus(DRAFT_KEPT).0;
    for id in now.files() {
        desk.store().renew_file(id, None, until).await.map_err(broken)?;
    }
    for id in before.files().filter(|id| !now.files().any(|kept| kept == *id)) {
        desk.store().drop_file(id).await.map_err(broken)?;
    }
    let Kept { mut pairs, portrait, minutes } = now;
    pairs.extend(portrait.map(|id| ("portrait-file".to_owned(), id)));
    pairs.extend(minutes.map(|paper| ("minutes-file".to_owned(), paper.to_string())));
    let bytes = serde_json::to_vec(&pairs).map_err(broken)?;
    desk.store().put_draft(account, &name, &bytes, until).await.map_err(broken)
}

/// Takes a draft away, with those of its files that did not become a nominee's.
async fn drop_draft(
    ask: &Ask,
    desk: &Desk,
    view: &View,
    way: Way,
    category: &Category,
) -> Result<(), Response> {
    let Some((account, name)) = draft_of(ask, view, way, category) else { return Ok(()) };
    for id in kept_draft(ask, desk, account, &name).await?.unwrap_or_default().files() {
        desk.store().drop_file(id).await.map_err(broken)?;
    }
    desk.store().drop_draft(account, &name).await.map(|_| ()).map_err(broken)
}

/// Goes to a page that says what was done. Sealed entries cannot be read back even by whom they came from, so the
/// sentence is the room's own.
pub fn go(to: &str, said: &str) -> Response {
    Redirect::to(&format!("{to}?said={said}")).into_response()
}

/// What `?said=` stands for in a room: the message `<room>-said-<word>`, where there is one.
pub fn said(ask: &Ask, room: &str) -> Option<Flash> {
    let query = ask.path.split_once('?')?.1;
    let (_, word) = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "said")?;
    let plain = word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    let text = plain
        .then(|| text::try_t(ask.lang(), &format!("{room}-said-{word}"), &text::Args::new()))
        .flatten()?;
    Some(Flash { tone: Tone::Done, text, entry: 0 })
}
