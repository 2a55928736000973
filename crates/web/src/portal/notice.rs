//! Notices, objections to them, and reports about honourees after the naming.

use askama::Template;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use desk::{Desk, DeskError, View};
use plan::calendar::FirstDay;
use plan::{DayKind, ListKind, NoticeRules, StageKind};
use selection::lists::List;
use selection::notice::{self, Notice};
use selection::{Act, Entry, Note};
use text::Lang;

use super::telling;
use crate::ask::{Ask, broken};
use crate::limits::Limit;
use crate::sent::Sent;
use crate::ui::{self, Cell, Choice, Fact, Form, Link, Page, Table, Tone};
use crate::{rooms, shell, words};

struct Part {
    name: String,
    members: Table,
}

#[derive(Template)]
#[template(path = "portal/notice.html")]
struct NoticePage {
    page: Page,
    heading: String,
    tag: (Tone, String),
    left: Option<(String, String)>,
    facts: Vec<Fact>,
    counted: Vec<String>,
    provisional: bool,
    differs: bool,
    extended: String,
    next: Option<Link>,
    parts: Vec<Part>,
    share: String,
    objections: Table,
    how: Vec<String>,
    object: String,
}

fn running(view: &View, notice: &Notice) -> bool {
    !notice.ended && !notice.voided && view.now() < notice.ends && view.s().closed.is_none()
}

fn rules<'v>(view: &'v View, stage: &str) -> Option<&'v NoticeRules> {
    view.plan()?.stage(stage)?.notice.as_ref()
}

/// GET `/s/{el}/notice/{n}`.
pub async fn page(ask: Ask, Path((el, n)): Path<(String, String)>) -> Result<Response, Response> {
    let (_, view) = ask.public(&el).await?;
    let lang = ask.lang();
    let missing = || shell::not_found(&ask);
    let notice =
        n.parse().ok().filter(|n| *n > 0).and_then(|n| view.s().notice.number(n)).ok_or_else(missing)?;
    let plan = view.plan().ok_or_else(missing)?;
    let list = view.s().lists.version(notice.list, notice.version).ok_or_else(missing)?;
    let base = format!("/s/{el}");
    let name = words::list_name(&view, notice.list, lang);
    let heading = text::ta(lang, "portal-notice-of", &text::args! { "list" => &name });
    let page = ask.page(Some(&view), &heading).nav(rooms::public(&view, lang, "home"));
    let live = running(&view, notice);
    let tag = if notice.voided {
        (Tone::Stop, page.t("portal-notice-voided"))
    } else if live {
        (Tone::Active, page.t("portal-notice-runs"))
    } else {
        (Tone::Done, page.t("portal-notice-over"))
    };
    let left = live.then(|| (telling::left(&page, &view, notice.ends), telling::end(&page, notice.ends)));
    let version = page.t2("portal-list-version", "list", &name, "n", notice.version);
    let facts = vec![
        Fact::new(page.t("portal-list"), version).href(telling::list_href(
            &base,
            notice.list,
            notice.version,
        )),
        Fact::new(page.t("portal-notice-no"), page.t1("portal-notice-n", "n", notice.number)),
        Fact::new(page.t("portal-starts"), telling::moment(&page, notice.at)),
        Fact::new(page.t("portal-ends"), telling::end(&page, notice.ends)),
    ];
    let next = notice.voided.then(|| {
        let later = view
            .s()
            .notice
            .notices
            .iter()
            .find(|later| later.number > notice.number && later.stage == notice.stage);
        later.map(|later| {
            Link::new(
                page.t1("portal-notice-next", "n", later.number),
                format!("{base}/notice/{}", later.number),
            )
        })
    });
    let parts =
        plan.category.iter().filter(|category| list.of(&category.id).next().is_some()).map(|category| {
            let members: Vec<_> = list.of(&category.id).collect();
            let name = category.called(lang);
            let heads =
                [telling::name_head(category, &page), page.t("portal-employer"), page.t("portal-number")];
            let mut table = Table::new(name, heads).caption_hidden();
            for member in &members {
                let face = telling::face(&view, member, lang);
                let known = view.profile(&member.nominee).is_some();
                let name = if known { Cell::Name(face.name) } else { Cell::Text(face.name) };
                table.row([name, Cell::Text(face.unit), Cell::Text(face.number)]).href(face.href);
            }
            Part {
                name: page.t2("portal-part", "name", name, "n", telling::count(plan, members.len(), &page)),
                members: table,
            }
        });
    let parts = parts.collect();
    let rules = rules(&view, &notice.stage);
    let extended = telling::newest(
        &view,
        |entry| matches!(entry, Entry::Notice(notice::Entry::NoticeExtended { notice: other, .. }) if *other == notice.number),
    );
    let extended = extended.and_then(|record| view.public_text(record.n, "reason")).map(|text| text.text);
    let contents = NoticePage {
        heading,
        tag,
        left,
        facts,
        counted: counted(notice, &page),
        provisional: notice.span.provisional,
        differs: notice.end_differs && live,
        extended: extended.unwrap_or_default(),
        next: next.flatten(),
        parts,
        share: telling::front_line_says(&view, list.members.iter(), &page),
        objections: objections(&view, notice.number, &page),
        how: rules.map(|rules| how(rules, &page)).unwrap_or_default(),
        object: if live { format!("{base}/notice/{}/object", notice.number) } else { String::new() },
        page,
    };
    Ok(ui::html(&contents))
}

/// How the days of a notice were counted.
fn counted(notice: &Notice, page: &Page) -> Vec<String> {
    let span = &notice.span;
    let days = match span.kind {
        DayKind::Working => page.t1("portal-days-working", "n", span.days),
        DayKind::Calendar => page.t1("portal-days-calendar", "n", span.days),
    };
    let first = match span.first_day {
        FirstDay::Next => page.t("portal-first-next"),
        FirstDay::Same => page.t("portal-first-same"),
    };
    let (from, to) = (telling::day(page, span.first), telling::day(page, span.last));
    vec![days, first, page.t2("portal-counted-from-to", "from", from, "to", to)]
}

/// Who may object, how, and what the plan promises.
fn how(rules: &NoticeRules, page: &Page) -> Vec<String> {
    let mut told = vec![page.t("portal-how-who")];
    if let Some(receiver) = rules.receiver.get() {
        told.push(page.t1("portal-how-receiver", "name", receiver));
    }
    told.push(match rules.anonymous.get() {
        Some(true) => page.t("portal-how-anonymous"),
        _ => page.t("portal-how-named"),
    });
    told.push(match rules.ruling_days.get() {
        Some(days) => page.t1("portal-how-days", "n", *days),
        None => page.t("portal-how-no-days"),
    });
    told.push(page.t("portal-how-secret"));
    told
}

/// The objections to a notice that the public may know of: those that were ruled on.
fn objections(view: &View, number: u32, page: &Page) -> Table {
    let columns =
        ["portal-objection", "portal-about", "portal-ruling", "portal-ruled-at"].map(|key| page.t(key));
    let mut table = Table::new(page.t("portal-objections"), columns)
        .caption_hidden()
        .empty(page.t("portal-no-objections"));
    let mut rows: Vec<_> =
        view.s().notice.objections.iter().filter(|(_, row)| row.notice == number).collect();
    rows.sort_by_key(|(handle, _)| selection::lists::serial(handle));
    for (handle, row) in rows {
        let about = row
            .about
            .as_deref()
            .map_or_else(|| page.t("portal-about-all"), |about| telling::who(view, about, page.lang));
        let came = page.t1("portal-came", "at", telling::moment(page, row.at));
        let no = page.t1("portal-objection-n", "n", selection::lists::serial(handle));
        let (ruling, at) = match row.ruling {
            Some((ruling, at, n)) => {
                let outcome = match ruling {
                    notice::Ruling::Upheld => page.t("ruling-upheld"),
                    notice::Ruling::Dismissed => page.t("ruling-dismissed"),
                    notice::Ruling::Partly => page.t("ruling-partly"),
                };
                let text = view.public_text(n, "ruling").map(|text| text.text).unwrap_or_default();
                (Cell::Two(outcome, text), telling::moment(page, at))
            }
            None => (Cell::Tag(Tone::Wait, page.t("portal-ruling-waits")), String::new()),
        };
        table.row([Cell::Two(no, came), Cell::Text(about), ruling, Cell::Text(at)]);
    }
    table
}

/// What an objection is raised against: a running notice, or an honouree after the naming.
struct Against {
    /// Notice number; 0 after the naming.
    number: u32,
    list: List,
    rules: NoticeRules,
    action: String,
    back: Link,
}

/// A notice that takes objections now.
fn against_notice(view: &View, n: &str, lang: Lang) -> Option<Against> {
    let s = view.s();
    let notice = s.notice.number(n.parse().ok().filter(|n| *n > 0)?)?;
    let list = s.lists.version(notice.list, notice.version)?;
    let name = words::list_name(view, notice.list, lang);
    let label = text::ta(lang, "portal-notice-of", &text::args! { "list" => name });
    let page = format!("/s/{}/notice/{}", s.id, notice.number);
    Some(Against {
        number: notice.number,
        list: list.clone(),
        rules: rules(view, &notice.stage)?.clone(),
        action: format!("{page}/object"),
        back: Link::new(label, page),
    })
}

/// The honourees, once there are any; a plan without a notice has no rules to take a report by.
fn against_honouree(view: &View, lang: Lang) -> Option<Against> {
    let s = view.s();
    let list = s.lists.latest(ListKind::Named).filter(|_| s.closed.is_none())?;
    let stage = view.plan()?.stages(StageKind::Notice).last()?;
    let mut list = list.clone();
    list.members.retain(|member| !s.naming.revoked.contains_key(&member.nominee));
    Some(Against {
        number: 0,
        list,
        rules: stage.notice.clone()?,
        action: format!("/s/{}/report", s.id),
        back: Link::new(
            words::of_selection(view, lang, "room-public-honourees"),
            format!("/s/{}/honourees", s.id),
        ),
    })
}

#[derive(Template)]
#[template(path = "portal/object.html")]
struct ObjectPage {
    page: Page,
    crumbs: Vec<Link>,
    heading: String,
    lead: String,
    action: String,
    abouts: Vec<Choice>,
    receivers: Vec<Choice>,
    anonymous: bool,
    promise: String,
    closed: bool,
}

/// A report is taken at any time, an objection while its notice runs.
fn takes(view: &View, against: &Against) -> bool {
    let notice = || view.s().notice.number(against.number);
    against.number == 0 || notice().is_some_and(|notice| running(view, notice))
}

fn object_page(ask: &Ask, view: &View, against: Against, status: StatusCode, form: Form) -> Response {
    let lang = ask.lang();
    let report = against.number == 0;
    let heading = text::t(lang, if report { "portal-report" } else { "portal-object" });
    let page = ask
        .page(Some(view), &heading)
        .nav(rooms::public(view, lang, if report { "honourees" } else { "home" }))
        .form(form);
    let live = takes(view, &against);
    let abouts = against
        .list
        .members
        .iter()
        .map(|member| Choice::new(&member.nominee, telling::who(view, &member.nominee, lang)));
    let office = view.plan().map(|plan| plan.office.name.clone()).unwrap_or_default();
    let receivers = match against.rules.receiver.get() {
        Some(receiver) => {
            vec![
                Choice::new("office", office),
                Choice::new("receiver", receiver).note(page.t("portal-receiver-apart")),
            ]
        }
        None => Vec::new(),
    };
    let promise = match against.rules.ruling_days.get() {
        Some(days) => page.t1("portal-how-days", "n", *days),
        None => page.t("portal-how-no-days"),
    };
    let lead = page.t(if report { "portal-report-lead" } else { "portal-object-lead" });
    let contents = ObjectPage {
        crumbs: vec![against.back, Link::new(&heading, "")],
        heading,
        lead,
        action: against.action,
        abouts: abouts.collect(),
        receivers,
        anonymous: against.rules.anonymous.get() == Some(&true),
        promise,
        closed: !live,
        page,
    };
    ui::html_with(status, &contents)
}

/// `?about=`: whom a link says it is about.
#[derive(serde::Deserialize, Default)]
pub struct About {
    #[serde(default)]
    about: String,
}

fn fresh(about: &About) -> Form {
    Form::default().with("about", &about.about).with("to", "office")
}

/// GET `/s/{el}/notice/{n}/object`.
pub async fn form(
    ask: Ask,
    Path((el, n)): Path<(String, String)>,
    Query(about): Query<About>,
) -> Result<Response, Response> {
    let (_, view) = ask.public(&el).await?;
    let against = against_notice(&view, &n, ask.lang()).ok_or_else(|| shell::not_found(&ask))?;
    Ok(object_page(&ask, &view, against, StatusCode::OK, fresh(&about)))
}

/// POST `/s/{el}/notice/{n}/object`.
pub async fn object(Path((el, n)): Path<(String, String)>, sent: Sent) -> Result<Response, Response> {
    let (desk, view) = sent.ask.public(&el).await?;
    let against = against_notice(&view, &n, sent.ask.lang()).ok_or_else(|| shell::not_found(&sent.ask))?;
    file(&sent, &desk, &view, against).await
}

/// GET `/s/{el}/report`.
pub async fn report_form(
    ask: Ask,
    Path(el): Path<String>,
    Query(about): Query<About>,
) -> Result<Response, Response> {
    let (_, view) = ask.public(&el).await?;
    let against = against_honouree(&view, ask.lang()).ok_or_else(|| shell::not_found(&ask))?;
    Ok(object_page(&ask, &view, against, StatusCode::OK, fresh(&about)))
}

/// POST `/s/{el}/report`.
pub async fn report(Path(el): Path<String>, sent: Sent) -> Result<Response, Response> {
    let (desk, view) = sent.ask.public(&el).await?;
    let against = against_honouree(&view, sent.ask.lang()).ok_or_else(|| shell::not_found(&sent.ask))?;
    file(&sent, &desk, &view, against).await
}

#[derive(Template)]
#[template(path = "portal/objected.html")]
struct Objected {
    page: Page,
    heading: String,
    note: String,
    facts: Vec<Fact>,
    steps: Vec<String>,
    back: Link,
}

/// Asks for the objection. The answer is printed at once rather than redirected to: an address that shows a number would
/// tell everybody how many objections there are. Sent again, the same answer comes.
async fn file(sent: &Sent, desk: &Desk, view: &View, against: Against) -> Result<Response, Response> {
    let lang = sent.ask.lang();
    if let Err(wait) = sent.ask.take(Limit::Object) {
        let told = text::ta(lang, "slow-form", &text::args! { "n" => wait.seconds() });
        let form = sent.form().fault("", told, "");
        return Ok(wait.tell(object_page(&sent.ask, view, against, StatusCode::TOO_MANY_REQUESTS, form)));
    }
    // Where there is a choice of who takes it, it goes nowhere but where the writer chose.
    let to = sent.get("to");
    if takes(view, &against) && against.rules.receiver.is_stated() && !matches!(to, "office" | "receiver") {
        let form = sent.form().fault("to", text::t(lang, "portal-to-missing"), "");
        return Ok(object_page(&sent.ask, view, against, StatusCode::UNPROCESSABLE_ENTITY, form));
    }
    let note = Note {
        text: sent.get("text").to_owned(),
        name: sent.get("name").to_owned(),
        contact: sent.get("contact").to_owned(),
    };
    let act = notice::Act::Object {
        notice: against.number,
        about: sent.some("about"),
        note,
        leads: sent.get("leads") == "on",
        to_receiver: to == "receiver",
    };
    let done = match desk.submit(view.who().clone(), Act::Notice(act), &sent.request()).await {
        Ok(done) => done,
        Err(DeskError::Refused(refusal)) => {
            let fault = words::refusal(Some(view), &refusal, lang);
            let form = sent.form().fault(&fault.field, fault.text, fault.clause);
            return Ok(object_page(&sent.ask, view, against, StatusCode::UNPROCESSABLE_ENTITY, form));
        }
        Err(other) => return Err(broken(other)),
    };
    let filed = done.records.iter().find_map(|filed| match &filed.record.entry {
        Entry::Notice(notice::Entry::Objected { objection, rule_by, to_receiver, named, .. }) => {
            Some((objection.clone(), filed.record.at, *rule_by, *to_receiver, *named))
        }
        _ => None,
    });
    let Some((objection, at, rule_by, to_receiver, named)) = filed else {
        return Err(shell::not_found(&sent.ask));
    };
    let report = against.number == 0;
    let heading = text::t(lang, if report { "portal-reported" } else { "portal-objected" });
    let page = sent.ask.page(Some(view), &heading).nav(rooms::public(
        view,
        lang,
        if report { "honourees" } else { "home" },
    ));
    let number = page.t1("portal-objection-n", "n", selection::lists::serial(&objection));
    let office = view.plan().map(|plan| plan.office.name.clone()).unwrap_or_default();
    let taker = against.rules.receiver.get().filter(|_| to_receiver).cloned().unwrap_or(office);
    let mut facts = vec![
        Fact::new(page.t("portal-your-number"), number),
        Fact::new(page.t("portal-received-at"), page.moment(&shell::stamp(at))),
        Fact::new(page.t("portal-taken-by"), taker),
    ];
    facts.push(match rule_by {
        Some(by) => Fact::new(page.t("portal-rule-by"), telling::end(&page, by)),
        None => Fact::new(page.t("portal-rule-by"), page.t("portal-not-stated")),
    });
    let mut steps = vec![page.t("portal-then-checked")];
    steps.push(page.t(if report { "portal-then-report" } else { "portal-then-blocks" }));
    steps.push(page.t(if named { "portal-then-named" } else { "portal-then-anonymous" }));
    let note = page.t("portal-keep-number");
    Ok(ui::html(&Objected { heading, note, facts, steps, back: against.back, page }))
}
