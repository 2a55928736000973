//! From the final list to the titles: who has signed, the check of the day, the naming; and what comes after it:
//! certificates issued anew, titles revoked.

use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use desk::View;
use plan::{ListKind, Stage, StageKind};
use selection::lists::{List, Member};
use selection::may::ActKind;
use selection::naming::Act as NamingAct;
use selection::{Act, Handle, Lack, Thing};

use super::{
    Confirm, Frame, Kind, Question, base, confirmed, employer, enter, mistyped, page, person, room_page,
    typed, typed_right,
};
use crate::app::App;
use crate::ask::Ask;
use crate::sent::Sent;
use crate::shell::{self, Acted, stamp};
use crate::ui::{self, Cell, Choice, Fact, Form, Link, Page, Table, Tone};
use crate::words;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/s/{el}/office/naming", get(room))
        .route("/s/{el}/office/naming/recheck", get(ask_recheck).post(recheck))
        .route("/s/{el}/office/naming/name", get(ask_name).post(name))
        .route("/s/{el}/office/naming/{nominee}/reissue", get(ask_reissue).post(reissue))
        .route("/s/{el}/office/naming/{nominee}/revoke", get(ask_revoke).post(revoke))
}

/// Where the naming stands.
#[derive(Template)]
#[template(path = "decide/naming.html")]
struct Room {
    page: Page,
    frame: Frame,
    /// Why there is nothing to sign yet; empty otherwise.
    not_yet: String,
    lead: String,
    signed: usize,
    signatories: usize,
    signatures: Table,
    checks: Table,
    recheck: String,
    /// Where the naming is asked for; empty while something lacks or it is done.
    name: String,
    facts: Vec<Fact>,
    honourees: Table,
}

fn stage_of(view: &View) -> Option<&Stage> {
    view.plan().and_then(|plan| plan.stages(StageKind::Naming).next())
}

fn lacks(view: &View) -> Vec<Lack> {
    stage_of(view).map(|stage| selection::gate::naming(view.s(), stage, view.now())).unwrap_or_default()
}

/// The frame with the naming's own gate until it has happened.
fn own_frame(view: &View, page: &Page) -> Frame {
    match stage_of(view).filter(|_| view.s().naming.named.is_none()) {
        Some(stage) => Frame::at_gate(view, page, stage, &lacks(view)),
        None => Frame::of(view, page),
    }
}

async fn room(ask: Ask, Path(el): Path<String>) -> Result<Response, Response> {
    let (_, view) = enter(&ask, &el).await?;
    Ok(ui::html(&build(&ask, &view)))
}

fn build(ask: &Ask, view: &View) -> Room {
    let page = room_page(ask, view, "naming");
    let s = view.s();
    let list = s.lists.latest(ListKind::Finalists);
    let named = s.naming.named.as_ref();
    let rules = stage_of(view).and_then(|stage| stage.naming.as_ref());
    let (signatures, signed) = signatures(view, &page, list);
    let rechecks = rules.is_some_and(|rules| rules.recheck);
    let before = list.filter(|_| named.is_none());
    let ready = lacks(view).iter().all(|lack| lack.done) && before.is_some();
    let ready = ready && view.may(Thing::Do(ActKind::Name));
    let to = |what: &str| base(view, &format!("naming/{what}"));
    let may_check = rechecks && before.is_some() && view.may(Thing::Do(ActKind::Recheck));
    let facts = named
        .map(|named| {
            vec![
                Fact::new(page.t("decide-document"), &named.document),
                Fact::new(page.t("decide-named-at"), page.date(&stamp(named.at))),
                Fact::new(page.t("decide-named-n"), page.t1("decide-people", "n", s.honourees().len())),
            ]
        })
        .unwrap_or_default();
    Room {
        frame: own_frame(view, &page),
        not_yet: if list.is_none() { page.t("decide-naming-not-yet") } else { String::new() },
        lead: list
            .map(|list| page.t2("decide-naming-version", "version", list.version, "n", list.members.len()))
            .unwrap_or_default(),
        signed,
        signatories: signatures.rows.len(),
        signatures,
        checks: before.filter(|_| rechecks).map(|list| checks(view, &page, list)).unwrap_or_default(),
        recheck: if may_check { to("recheck") } else { String::new() },
        name: if ready { to("name") } else { String::new() },
        facts,
        honourees: named.map(|_| honourees(view, &page)).unwrap_or_default(),
        page,
    }
}

/// Each signatory's standing on the newest version, and how many have signed it.
fn signatures(view: &View, page: &Page, list: Option<&List>) -> (Table, usize) {
    let s = view.s();
    let columns = ["decide-signatory", "decide-standing", "decide-when"].map(|key| page.t(key));
    let mut table =
        Table::new(page.t("decide-signatures"), columns).empty(page.t("decide-signatories-silent"));
    let rules = stage_of(view).and_then(|stage| stage.naming.as_ref());
    let signatories = rules.and_then(|rules| rules.signatories.get()).cloned().unwrap_or_default();
    let version = list.map(|list| list.version).unwrap_or_default();
    let mut signed = 0;
    for sponsor in &signatories {
        let name = view.plan().and_then(|plan| plan.sponsor(sponsor)).map(|sponsor| sponsor.name.clone());
        let name = name.unwrap_or_else(|| sponsor.clone());
        let own = s.naming.signatures.iter().rev().filter(|signature| signature.sponsor == *sponsor);
        let newest = own.clone().find(|signature| signature.version == version);
        let earlier = own.map(|signature| signature.version).find(|other| *other != version);
        let earlier =
            earlier.map(|other| page.t1("decide-signed-earlier", "version", other)).unwrap_or_default();
        if s.naming.declined.get(sponsor) == Some(&version) {
            let reason = decline_reason(view, sponsor, version).unwrap_or_default();
            table.row([name.into(), Cell::Tag(Tone::Stop, page.t("decide-declined")), reason.into()]);
        } else if let Some(signature) = newest {
            signed += 1;
            let when = page.day_time(&stamp(signature.at));
            table.row([name.into(), Cell::Tag(Tone::Done, page.t("decide-signed")), when.into()]);
        } else {
            table.row([name.into(), Cell::Tag(Tone::Wait, page.t("decide-unsigned")), earlier.into()]);
        }
    }
    (table, signed)
}

/// Why a sponsor declined: the note of its newest refusal.
fn decline_reason(view: &View, sponsor: &str, version: u32) -> Option<String> {
    let rows = view.log(None, usize::MAX);
    let n = rows.into_iter().find_map(|row| match row.record?.entry {
        selection::Entry::Naming(selection::naming::Entry::Declined { sponsor: by, version: of }) => {
            (by == sponsor && of == version).then_some(row.n)
        }
        _ => None,
    })?;
    view.note(n, "reason").map(|note| note.text)
}

/// What the check of dishonesty found of each finalist, and when.
fn checks(view: &View, page: &Page, list: &List) -> Table {
    let today = view.now().civil(&view.s().zone()).date().to_string();
    let mut table = Table::new(
        page.t("decide-recheck"),
        [page.t("decide-finalist"), page.t("decide-unit"), page.t("decide-recheck-today")],
    )
    .empty(page.t("decide-naming-not-yet"));
    for member in &list.members {
        let standing = match view.s().naming.checked.get(&member.nominee) {
            Some((day, true)) if *day == today => Cell::Tag(Tone::Done, page.t("decide-recheck-clean")),
            Some((_, false)) => Cell::Tag(Tone::Stop, page.t("decide-recheck-hit")),
            Some((day, true)) => Cell::Tag(Tone::Wait, page.t1("decide-recheck-old", "day", day)),
            None => Cell::Tag(Tone::Wait, page.t("decide-recheck-none")),
        };
        table.row([
            Cell::Name(words::nominee(view, &member.nominee, page.lang)),
            employer(view, &member.nominee).into(),
            standing,
        ]);
    }
    table
}

fn honourees(view: &View, page: &Page) -> Table {
    let s = view.s();
    let columns = ["decide-honouree", "decide-title", "decide-certificate", "decide-standing", "decide-acts"];
    let mut table = Table::new(page.t("decide-honourees"), columns.map(|key| page.t(key)))
        .empty(page.t("decide-naming-not-yet"));
    let list = s.lists.latest(ListKind::Named);
    for member in list.into_iter().flat_map(|list| list.members.iter()) {
        let category = view.plan().and_then(|plan| plan.category(&member.category));
        let title =
            category.map(|category| words::category_name(view, &category.id, page.lang)).unwrap_or_default();
        let to = |act: &str| base(view, &format!("naming/{}/{act}", member.nominee));
        let (standing, acts) = match s.naming.revoked.get(&member.nominee) {
            Some((_, at)) => (
                Cell::Tag(Tone::Stop, page.t1("decide-revoked", "at", page.day(&stamp(*at)))),
                Cell::Text("–".to_owned()),
            ),
            None => (
                Cell::Tag(Tone::Done, page.t("decide-in-force")),
                acts(page, &to("reissue"), &to("revoke"), &member.number),
            ),
        };
        let certificate =
            s.naming.certificates.get(&member.nominee).cloned().unwrap_or_else(|| "–".to_owned());
        table.row([
            Cell::Name(words::nominee(view, &member.nominee, page.lang)),
            title.into(),
            certificate.into(),
            standing,
            acts,
        ]);
    }
    table
}

/// The two acts on an honouree as links of one cell.
#[derive(Template)]
#[template(path = "decide/honouree_acts.html")]
struct Acts<'a> {
    links: &'a [Link],
    number: &'a str,
}

fn acts(page: &Page, reissue: &str, revoke: &str, number: &str) -> Cell {
    let links = [Link::new(page.t("decide-reissue"), reissue), Link::new(page.t("decide-revoke"), revoke)];
    Cell::Markup(ui::Markup(Acts { links: &links, number }.render().unwrap_or_default()))
}

// ---- the check of the day

/// One finalist's question.
struct Looked {
    field: String,
    label: String,
}

#[derive(Template)]
#[template(path = "decide/recheck.html")]
struct Rechecking {
    page: Page,
    frame: Frame,
    people: Vec<Looked>,
    choices: Vec<Choice>,
    action: String,
    back: String,
}

fn rechecking(ask: &Ask, view: &View, form: Form) -> Result<Rechecking, Response> {
    let list = view.s().lists.latest(ListKind::Finalists).ok_or_else(|| shell::not_found(ask))?;
    let page = page(ask, view, "naming", text::t(ask.lang(), "decide-recheck")).form(form);
    let people = list
        .members
        .iter()
        .map(|member| Looked {
            field: format!("found-{}", member.nominee),
            label: format!(
                "{} · {}",
                words::nominee(view, &member.nominee, page.lang),
                employer(view, &member.nominee)
            ),
        })
        .collect();
    Ok(Rechecking {
        frame: own_frame(view, &page),
        people,
        choices: vec![
            Choice::new("clean", page.t("decide-recheck-clean")),
            Choice::new("hit", page.t("decide-recheck-hit")),
        ],
        action: base(view, "naming/recheck"),
        back: base(view, "naming"),
        page,
    })
}

async fn ask_recheck(ask: Ask, Path(el): Path<String>) -> Result<Response, Response> {
    let (_, view) = enter(&ask, &el).await?;
    Ok(ui::html(&rechecking(&ask, &view, Form::default())?))
}

async fn recheck(Path(el): Path<String>, sent: Sent) -> Result<Response, Response> {
    let ask = &sent.ask;
    let (desk, view) = enter(ask, &el).await?;
    let list = view.s().lists.latest(ListKind::Finalists).ok_or_else(|| shell::not_found(ask))?;
    let rest_clean = sent.get("all") == "on";
    let found: Vec<(Handle, bool)> = list
        .members
        .iter()
        .filter_map(|member| match sent.get(&format!("found-{}", member.nominee)) {
            "clean" => Some((member.nominee.clone(), true)),
            "hit" => Some((member.nominee.clone(), false)),
            _ => rest_clean.then(|| (member.nominee.clone(), true)),
        })
        .collect();
    if found.is_empty() {
        let form = sent.form().fault("all", text::t(ask.lang(), "decide-recheck-empty"), "");
        return Ok(ui::html_with(StatusCode::UNPROCESSABLE_ENTITY, &rechecking(ask, &view, form)?));
    }
    let act = Act::Naming(NamingAct::Recheck { found });
    Ok(match shell::act(&sent, &desk, &view, act).await? {
        Acted::Done(entry) => shell::done(&base(&view, "naming"), entry),
        Acted::Refused(form) => {
            ui::html_with(StatusCode::UNPROCESSABLE_ENTITY, &rechecking(ask, &view, form)?)
        }
    })
}

// ---- the naming

fn name_question(ask: &Ask, view: &View) -> Result<Confirm, Response> {
    let list = view.s().lists.latest(ListKind::Finalists).ok_or_else(|| shell::not_found(ask))?;
    let page = page(ask, view, "naming", text::t(ask.lang(), "decide-name"));
    let mut confirm = Confirm::new(view, page, base(view, "naming/name"), base(view, "naming"));
    confirm.frame = own_frame(view, &confirm.page);
    let page = &confirm.page;
    confirm.says = vec![
        page.t2("decide-name-what", "n", list.members.len(), "version", list.version),
        page.t("decide-name-then"),
    ];
    confirm.tables = by_category(view, page, list.members.iter());
    let lacking = lacks(view).iter().filter(|lack| !lack.done).count();
    if lacking > 0 {
        confirm.warns = vec![page.t1("decide-name-lacks", "n", lacking)];
    }
    if view.s().naming.named.is_some() {
        confirm.says = vec![page.t("decide-named-already")];
        return Ok(confirm);
    }
    confirm.questions = vec![
        Question::new("document", page.t("decide-document"), Kind::Line).hint(page.t("decide-document-hint")),
    ];
    confirm.yes = page.t("decide-name-yes");
    confirm.grave = true;
    Ok(confirm)
}

/// People, a table a category.
fn by_category<'a>(
    view: &View,
    page: &Page,
    members: impl Iterator<Item = &'a Member> + Clone,
) -> Vec<Table> {
    let categories = view.plan().map(|plan| plan.category.as_slice()).unwrap_or_default();
    let table = |category: &plan::Category| {
        let of = members.clone().filter(|member| member.category == category.id);
        let name = words::category_name(view, &category.id, page.lang);
        let caption = page.t2("decide-category-n", "category", &name, "n", of.clone().count());
        let mut table = Table::new(caption, [page.t("decide-finalist"), page.t("decide-unit")])
            .empty(page.t1("decide-category-none", "category", &name));
        for member in of {
            table.row([
                Cell::Name(words::nominee(view, &member.nominee, page.lang)),
                employer(view, &member.nominee).into(),
            ]);
        }
        table
    };
    categories.iter().map(table).collect()
}

async fn ask_name(ask: Ask, Path(el): Path<String>) -> Result<Response, Response> {
    let (_, view) = enter(&ask, &el).await?;
    Ok(ui::html(&name_question(&ask, &view)?))
}

async fn name(Path(el): Path<String>, sent: Sent) -> Result<Response, Response> {
    let (desk, view) = enter(&sent.ask, &el).await?;
    let again = name_question(&sent.ask, &view)?;
    let stage = stage_of(&view).map(|stage| stage.id.clone()).unwrap_or_default();
    let act = Act::Naming(NamingAct::Name { stage, document: sent.get("document").to_owned() });
    confirmed(&sent, &desk, &view, act, &base(&view, "naming"), again).await
}

// ---- after the naming

/// An honouree whose title stands.
fn honouree<'a>(ask: &Ask, view: &'a View, nominee: &str) -> Result<&'a Member, Response> {
    view.s()
        .honourees()
        .into_iter()
        .find(|member| member.nominee == nominee)
        .ok_or_else(|| shell::not_found(ask))
}

fn who(view: &View, page: &Page, member: &Member) -> Vec<Fact> {
    let certificate = view.s().naming.certificates.get(&member.nominee).cloned().unwrap_or_default();
    vec![
        Fact::new(page.t("decide-honouree"), words::nominee(view, &member.nominee, page.lang))
            .note(employer(view, &member.nominee)),
        Fact::new(page.t("decide-certificate"), certificate),
    ]
}

fn reissue_question(ask: &Ask, view: &View, nominee: &str) -> Result<Confirm, Response> {
    let member = honouree(ask, view, nominee)?;
    let page = page(ask, view, "naming", text::t(ask.lang(), "decide-reissue"));
    let action = base(view, &format!("naming/{nominee}/reissue"));
    let mut confirm = Confirm::new(view, page, action, base(view, "naming"));
    confirm.facts = who(view, &confirm.page, member);
    confirm.says = vec![confirm.page.t("decide-reissue-what")];
    confirm.yes = confirm.page.t("decide-reissue-yes");
    confirm.grave = true;
    Ok(confirm)
}

async fn ask_reissue(ask: Ask, Path((el, nominee)): Path<(String, String)>) -> Result<Response, Response> {
    let (_, view) = enter(&ask, &el).await?;
    Ok(ui::html(&reissue_question(&ask, &view, &nominee)?))
}

async fn reissue(Path((el, nominee)): Path<(String, String)>, sent: Sent) -> Result<Response, Response> {
    let (desk, view) = enter(&sent.ask, &el).await?;
    let again = reissue_question(&sent.ask, &view, &nominee)?;
    let act = Act::Naming(NamingAct::Reissue { nominee });
    confirmed(&sent, &desk, &view, act, &base(&view, "naming"), again).await
}

/// What is typed to confirm a revocation: the candidate number, or the handle of who has none.
fn badge(member: &Member) -> &str {
    if member.number.is_empty() { &member.nominee } else { &member.number }
}

fn revoke_question(ask: &Ask, view: &View, nominee: &str) -> Result<Confirm, Response> {
    let member = honouree(ask, view, nominee)?;
    let title = text::ta(ask.lang(), "decide-revoke-title", &text::args! { "who" => person(view, nominee) });
    let page = page(ask, view, "naming", title);
    let action = base(view, &format!("naming/{nominee}/revoke"));
    let mut confirm = Confirm::new(view, page, action, base(view, "naming"));
    let page = &confirm.page;
    let stages = view.plan().map(|plan| plan.stage.as_slice()).unwrap_or_default();
    let reasons = stages.iter().filter_map(|stage| stage.screen.as_ref()).flat_map(|rules| &rules.reason);
    let reasons =
        reasons.map(|row| Choice::new(row.id.clone(), format!("{}（{}）", row.name, row.clause))).collect();
    confirm.facts = who(view, page, member);
    confirm.says = vec![page.t("decide-revoke-what"), page.t("decide-revoke-then")];
    confirm.questions = vec![
        Question::new("reason", page.t("decide-revoke-reason"), Kind::Pick(reasons)),
        Question::new("text", page.t("decide-public-reason"), Kind::Area),
        typed(page, badge(member)),
    ];
    confirm.yes = page.t("decide-revoke-yes");
    confirm.grave = true;
    Ok(confirm)
}

async fn ask_revoke(ask: Ask, Path((el, nominee)): Path<(String, String)>) -> Result<Response, Response> {
    let (_, view) = enter(&ask, &el).await?;
    Ok(ui::html(&revoke_question(&ask, &view, &nominee)?))
}

async fn revoke(Path((el, nominee)): Path<(String, String)>, sent: Sent) -> Result<Response, Response> {
    let (desk, view) = enter(&sent.ask, &el).await?;
    let again = revoke_question(&sent.ask, &view, &nominee)?;
    let number = badge(honouree(&sent.ask, &view, &nominee)?).to_owned();
    if !typed_right(&sent, &number) {
        return Ok(again.again(mistyped(&sent, &number)));
    }
    let (reason, text) = (sent.get("reason").to_owned(), sent.get("text").to_owned());
    let act = Act::Naming(NamingAct::Revoke { nominee, reason, text });
    confirmed(&sent, &desk, &view, act, &base(&view, "naming"), again).await
}
