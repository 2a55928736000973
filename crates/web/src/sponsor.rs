//! The sponsors' room: what is to be signed, the scan of the sealed page, or the reason for not signing.

use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use desk::View;
use plan::{ListKind, StageKind, Tier};
use selection::lists::serial;
use selection::may::{ActKind, Who};
use selection::naming::Act as NamingAct;
use selection::{Act, Role, Thing};

use crate::app::App;
use crate::ask::Ask;
use crate::decide::{employer, keep_proof};
use crate::recommendation::{mend, said, stage_of};
use crate::rooms;
use crate::sent::Sent;
use crate::shell::{self, Acted, stamp};
use crate::ui::{self, Cell, Fact, Form, Page, Table, Tone};
use crate::{unit, words};

/// The routes of this room.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/s/{el}/sponsor", get(room))
        .route("/s/{el}/sponsor/sign", post(sign))
        .route("/s/{el}/sponsor/decline", post(decline))
}

#[derive(Template)]
#[template(path = "sponsor/room.html")]
struct Room {
    page: Page,
    eyebrow: String,
    road: Vec<ui::Station>,
    /// Why there is nothing to sign; empty where there is.
    nothing: String,
    nothing_what: String,
    tone: Tone,
    state: String,
    facts: Vec<Fact>,
    lists: Vec<Table>,
    history: Table,
    returned: Vec<mend::Returned>,
    /// What this sponsor put forward.
    recommended: Table,
    /// Where it puts somebody forward; empty while it may not.
    new_href: String,
    version: u32,
    can_sign: bool,
    can_decline: bool,
    sign_to: String,
    decline_to: String,
}

fn build(ask: &Ask, view: &View, form: Form) -> Room {
    let lang = ask.lang();
    let mut page = ask
        .page(Some(view), text::t(lang, "sponsor-title"))
        .nav(rooms::staff(view, lang, "sponsor"))
        .form(form);
    if page.flash.is_none() {
        page.flash = said(ask, "sponsor");
    }
    let s = view.s();
    let plan = view.plan();
    let own = match s.role(view.who()) {
        Some(Role::Sponsor { sponsor }) => sponsor.clone(),
        _ => String::new(),
    };
    let rules =
        plan.and_then(|plan| plan.stages(StageKind::Naming).next()).and_then(|stage| stage.naming.as_ref());
    let signatories = rules.and_then(|rules| rules.signatories.get());
    let list = s.lists.latest(ListKind::Finalists);
    let version = list.map(|list| list.version).unwrap_or_default();
    let signed = s.naming.has_signed(&own, version);
    let declined = s.naming.declined.get(&own) == Some(&version);
    let named = s.naming.named.is_some();
    let (nothing, what) = match signatories {
        None => ("sponsor-silent", "sponsor-silent-what"),
        Some(ids) if !ids.contains(&own) => ("sponsor-not-a-signatory", "sponsor-not-a-signatory-what"),
        Some(_) if list.is_none() => ("sponsor-not-yet", "sponsor-not-yet-what"),
        Some(_) => ("", ""),
    };
    let (tone, state) = match (named, signed, declined) {
        (true, _, _) => (Tone::Done, "sponsor-named"),
        (_, true, _) => (Tone::Done, "sponsor-signed"),
        (_, _, true) => (Tone::Stop, "sponsor-declined"),
        _ => (Tone::Wait, "sponsor-to-sign"),
    };
    let open = nothing.is_empty() && !named;
    let or_empty = |key: &str| if key.is_empty() { String::new() } else { page.t(key) };
    Room {
        eyebrow: plan
            .and_then(|plan| plan.sponsor(&own))
            .map(|sponsor| sponsor.name.clone())
            .unwrap_or_default(),
        road: rooms::road(view, &page),
        nothing: or_empty(nothing),
        nothing_what: or_empty(what),
        tone,
        state: page.t(state),
        facts: facts(view, &page),
        lists: lists(view, &page),
        history: history(view, &page, &own),
        returned: mend::waiting(view, &page, false),
        recommended: recommended(view, &page),
        new_href: if recommending(view) {
            format!("/s/{}/sponsor/recommendations/new", s.id)
        } else {
            String::new()
        },
        version,
        can_sign: open && !signed,
        can_decline: open && !declined,
        sign_to: format!("/s/{}/sponsor/sign", s.id),
        decline_to: format!("/s/{}/sponsor/decline", s.id),
        page,
    }
}

/// The version on the table, and how its notice stands.
fn facts(view: &View, page: &Page) -> Vec<Fact> {
    let s = view.s();
    let Some(list) = s.lists.latest(ListKind::Finalists) else { return Vec::new() };
    let notice = match s.notice.of_version(ListKind::Finalists, list.version) {
        Some(notice) if notice.ended => {
            page.t1("sponsor-notice-ended", "at", page.deadline(&stamp(notice.ends)))
        }
        Some(notice) => page.t1("sponsor-notice-running", "at", page.deadline(&stamp(notice.ends))),
        None if view.plan().is_some_and(|plan| selection::notice::needed(plan, ListKind::Finalists)) => {
            page.t("sponsor-notice-none")
        }
        None => elsewhere(view, page),
    };
    vec![
        Fact::new(page.t("sponsor-list"), page.t1("sponsor-version", "version", list.version))
            .note(page.date(&stamp(list.at))),
        Fact::new(page.t("sponsor-people"), page.t1("decide-people", "n", list.members.len())),
        Fact::new(page.t("sponsor-notice"), notice),
    ]
}

/// How the plan's notice stands where it is on another list than the one to be signed, or that there is none at all.
fn elsewhere(view: &View, page: &Page) -> String {
    let rules = view.plan().and_then(|plan| plan.stages(StageKind::Notice).last()?.notice.as_ref());
    let Some(rules) = rules else { return page.t("sponsor-notice-not-needed") };
    let list = words::list_name(view, rules.list, page.lang);
    let newest = view.s().notice.notices.iter().rfind(|notice| notice.list == rules.list && !notice.voided);
    let (key, ends) = match newest {
        Some(notice) if notice.ended => ("sponsor-notice-other-ended", notice.ends),
        Some(notice) => ("sponsor-notice-other-running", notice.ends),
        None => return page.t1("sponsor-notice-other-none", "list", list),
    };
    page.t2(key, "list", list, "at", page.deadline(&stamp(ends)))
}

fn lists(view: &View, page: &Page) -> Vec<Table> {
    let (Some(plan), Some(list)) = (view.plan(), view.s().lists.latest(ListKind::Finalists)) else {
        return Vec::new();
    };
    let table = |category: &plan::Category| {
        let name = words::category_name(view, &category.id, page.lang);
        let caption = page.t2("decide-category-n", "category", &name, "n", list.of(&category.id).count());
        let mut table = Table::new(caption, [page.t("decide-finalist"), page.t("decide-unit")])
            .empty(page.t1("decide-category-none", "category", &name));
        for member in list.of(&category.id) {
            table.row([
                Cell::Name(words::nominee(view, &member.nominee, page.lang)),
                employer(view, &member.nominee).into(),
            ]);
        }
        table
    };
    plan.category.iter().map(table).collect()
}

/// What this sponsor signed and declined, newest first.
fn history(view: &View, page: &Page, own: &str) -> Table {
    let columns =
        ["sponsor-version-head", "decide-standing", "decide-when", "sponsor-scan"].map(|key| page.t(key));
    let mut table = Table::new(page.t("sponsor-history"), columns).empty(page.t("sponsor-no-history"));
    let naming = &view.s().naming;
    if let Some(version) = naming.declined.get(own) {
        let version = page.t1("sponsor-version", "version", version);
        table.row([version.into(), Cell::Tag(Tone::Stop, page.t("decide-declined")), "–".into(), "–".into()]);
    }
    for signature in naming.signatures.iter().rev().filter(|signature| signature.sponsor == own) {
        let scan: String = signature.blob.chars().take(16).collect();
        table.row([
            page.t1("sponsor-version", "version", signature.version).into(),
            Cell::Tag(Tone::Done, page.t("decide-signed")),
            page.day_time(&stamp(signature.at)).into(),
            scan.into(),
        ]);
    }
    table
}

/// Sponsors may put somebody forward now.
fn recommending(view: &View) -> bool {
    let open = stage_of(view).filter(|(_, closed)| closed.is_none()).map(|(stage, _)| stage);
    let from_above = open.and_then(|stage| stage.recommend.as_ref());
    from_above.is_some_and(|rules| rules.tiers.contains(&Tier::TopDown))
        && view.may(Thing::Do(ActKind::Recommend))
}

/// What this sponsor put forward, and where it stands.
fn recommended(view: &View, page: &Page) -> Table {
    let s = view.s();
    let columns = ["unit-col-name", "sponsor-category", "unit-col-status", "unit-col-when", "unit-col-rec"];
    let mut table = Table::new(page.t("sponsor-recommended"), columns.map(|key| page.t(key)))
        .empty(page.t("sponsor-recommended-empty"));
    let mut recs: Vec<_> =
        s.recommend.recs.iter().filter(|(_, rec)| s.put_forward(view.who(), rec)).collect();
    recs.sort_by_key(|(handle, _)| serial(handle));
    for (handle, rec) in recs {
        let (tone, standing) = unit::status(view, page, rec);
        table.row([
            Cell::Name(words::nominee(view, &rec.nominee, page.lang)),
            words::category_name(view, &rec.facts.category, page.lang).into(),
            Cell::Tag(tone, standing),
            page.day_time(&stamp(rec.at)).into(),
            handle.as_str().into(),
        ]);
    }
    table
}

async fn room(ask: Ask, Path(el): Path<String>) -> Result<Response, Response> {
    let (_, view) = ask.room(&el, &[Who::Sponsor]).await?;
    Ok(ui::html(&build(&ask, &view, Form::default())))
}

fn again(sent: &Sent, view: &View, form: Form) -> Response {
    let mut room = build(&sent.ask, view, form);
    let (sign, decline) = (room.can_sign, room.can_decline);
    room.page.form = room.page.form.placed(|field| match field {
        "file" => sign,
        "text" => decline,
        _ => false,
    });
    ui::html_with(StatusCode::UNPROCESSABLE_ENTITY, &room)
}

async fn sign(Path(el): Path<String>, sent: Sent) -> Result<Response, Response> {
    let (desk, view) = sent.ask.room(&el, &[Who::Sponsor]).await?;
    let wrong = |key: &str| again(&sent, &view, sent.form().fault("file", text::t(sent.ask.lang(), key), ""));
    // Whoever read version 1 does not sign version 2 by accident.
    let newest = view.s().lists.latest(ListKind::Finalists).map(|list| list.version);
    if newest.is_some() && sent.number::<u32>("version") != newest {
        return Ok(again(
            &sent,
            &view,
            sent.form().fault("", text::t(sent.ask.lang(), "sponsor-other-version"), ""),
        ));
    }
    let Some(file) = sent.file("file") else { return Ok(wrong("sponsor-file-missing")) };
    let blob = match keep_proof(&sent.ask, &desk, file).await? {
        Ok(blob) => blob,
        Err(key) => return Ok(wrong(key)),
    };
    finish(&sent, &desk, &view, &el, NamingAct::Sign { blob }).await
}

async fn decline(Path(el): Path<String>, sent: Sent) -> Result<Response, Response> {
    let (desk, view) = sent.ask.room(&el, &[Who::Sponsor]).await?;
    finish(&sent, &desk, &view, &el, NamingAct::Decline { text: sent.get("text").to_owned() }).await
}

async fn finish(
    sent: &Sent,
    desk: &desk::Desk,
    view: &View,
    el: &str,
    act: NamingAct,
) -> Result<Response, Response> {
    Ok(match shell::act(sent, desk, view, Act::Naming(act)).await? {
        Acted::Done(entry) => shell::done(&format!("/s/{el}/sponsor"), entry),
        Acted::Refused(form) => again(sent, view, form),
    })
}
