//! Notices with their absolute ends, the objections to them, and who comes off or onto the final list.

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query};
use axum::response::Response;
use axum::routing::get;
use desk::View;
use plan::calendar::Span;
use plan::{DayKind, ListKind, NoticeRules, Stage, StageKind};
use selection::may::ActKind;
use selection::notice::{Act as NoticeAct, Notice, Objection, Ruling, reckon};
use selection::{Act, Handle, Thing};
use std::collections::BTreeMap;

use super::{Confirm, Frame, Kind, Question, base, confirmed, date, employer, enter, page, room_page};
use crate::app::App;
use crate::ask::Ask;
use crate::sent::Sent;
use crate::shell::{self, stamp};
use crate::ui::{self, Cell, Choice, Fact, Form, Page, Table, Tone};
use crate::words;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/s/{el}/office/notice", get(room))
        .route("/s/{el}/office/notice/replace", get(ask_replace).post(replace))
        .route("/s/{el}/office/notice/objections/{o}", get(objection).post(rule))
        .route("/s/{el}/office/notice/{what}/publish", get(ask_publish).post(publish))
        .route("/s/{el}/office/notice/{what}/extend", get(ask_extend).post(extend))
}

/// One notice stage on the page.
struct Board {
    name: String,
    rules: Vec<Fact>,
    notices: Vec<Shown>,
    /// What is said where no notice has been published.
    not_yet: String,
    publish: String,
}

/// One notice.
struct Shown {
    tone: Tone,
    state: String,
    facts: Vec<Fact>,
    differs: String,
    extend: String,
    provisional: bool,
}

#[derive(Template)]
#[template(path = "decide/notice.html")]
struct Room {
    page: Page,
    frame: Frame,
    boards: Vec<Board>,
    objections: Table,
    replace: String,
}

async fn room(ask: Ask, Path(el): Path<String>) -> Result<Response, Response> {
    let (_, view) = enter(&ask, &el).await?;
    let page = room_page(&ask, &view, "notice");
    let stages =
        view.plan().map(|plan| plan.stages(StageKind::Notice).collect::<Vec<_>>()).unwrap_or_default();
    let boards = stages
        .into_iter()
        .filter_map(|stage| Some(board(&view, &page, stage, stage.notice.as_ref()?)))
        .collect();
    let s = view.s();
    let replaceable = s.lists.latest(ListKind::Finalists).is_some() && s.naming.named.is_none();
    let replaceable = replaceable && view.may(Thing::Do(ActKind::Replace));
    Ok(ui::html(&Room {
        frame: Frame::of(&view, &page),
        boards,
        objections: objections(&view, &page),
        replace: if replaceable { base(&view, "notice/replace") } else { String::new() },
        page,
    }))
}

fn board(view: &View, page: &Page, stage: &Stage, rules: &NoticeRules) -> Board {
    let s = view.s();
    let list = words::list_name(view, rules.list, page.lang);
    let days = match (rules.days.get(), rules.day.get()) {
        (Some(days), Some(DayKind::Working)) => page.t1("road-working-days", "n", *days),
        (Some(days), Some(DayKind::Calendar)) => page.t1("road-calendar-days", "n", *days),
        _ => page.t("decide-not-stated"),
    };
    let receiver = rules.receiver.get().cloned().unwrap_or_else(|| page.t("decide-not-stated"));
    let ruling = match rules.ruling_days.get() {
        Some(days) => page.t1("road-working-days", "n", *days),
        None => page.t("decide-not-stated"),
    };
    let facts = vec![
        Fact::new(page.t("decide-notice-list"), &list),
        Fact::new(page.t("decide-notice-days"), days).note(stage.clause.clone()),
        Fact::new(page.t("decide-notice-receiver"), receiver),
        Fact::new(page.t("decide-notice-ruling"), ruling),
    ];
    let notices = s.notice.notices.iter().rev().filter(|notice| notice.stage == stage.id);
    let notices: Vec<Shown> = notices.map(|notice| shown(view, page, notice)).collect();
    let newest = s.lists.latest(rules.list);
    let free = newest.is_some_and(|list| s.notice.of_version(rules.list, list.version).is_none());
    let waits = stage.after.iter().find(|before| s.stage_state(before).closed.is_none());
    let early = stage.opens_at(&s.zone()).filter(|opens| view.now() < *opens);
    let publishable =
        free && waits.is_none() && early.is_none() && view.may(Thing::Do(ActKind::PublishNotice));
    let not_yet = match (newest, waits, early) {
        _ if !notices.is_empty() => String::new(),
        (_, Some(before), _) => {
            let before = view
                .plan()
                .and_then(|plan| plan.stage(before))
                .map(|stage| words::stage_name(view, &stage.id, page.lang));
            page.t1("decide-notice-after", "stage", before.unwrap_or_default())
        }
        (_, _, Some(opens)) => page.t1("decide-notice-early", "at", page.day_time(&stamp(opens))),
        (None, _, _) => page.t1("decide-notice-no-list", "list", &list),
        _ => page.t1("decide-notice-ready", "list", &list),
    };
    Board {
        name: words::stage_name(view, &stage.id, page.lang),
        rules: facts,
        notices,
        not_yet,
        publish: if publishable {
            base(view, &format!("notice/{}/publish", stage.id))
        } else {
            String::new()
        },
    }
}

fn shown(view: &View, page: &Page, notice: &Notice) -> Shown {
    let ends = stamp(notice.ends);
    let (tone, state) = match (notice.voided, notice.ended) {
        (true, _) => (Tone::Stop, page.t("decide-notice-voided")),
        (_, true) => (Tone::Done, page.t("decide-notice-ended")),
        _ => (Tone::Active, page.t1("decide-notice-left", "left", page.left(&stamp(view.now()), &ends))),
    };
    let mut facts = vec![
        Fact::new(page.t("decide-notice-number"), page.t1("decide-notice-n", "n", notice.number)),
        Fact::new(
            page.t("decide-notice-list"),
            page.t2(
                "decide-list-version",
                "list",
                words::list_name(view, notice.list, page.lang),
                "version",
                notice.version,
            ),
        ),
        Fact::new(page.t("decide-notice-from"), page.day_time(&stamp(notice.at))),
    ];
    facts.extend(span_facts(page, &notice.span));
    facts.push(Fact::new(page.t("decide-notice-ends"), page.deadline(&ends)));
    let running = !notice.ended && !notice.voided;
    let differs = running && notice.end_differs;
    let may_extend = differs && view.may(Thing::Do(ActKind::Extend));
    Shown {
        tone,
        state,
        facts,
        differs: if differs { page.t("decide-notice-differs") } else { String::new() },
        extend: if may_extend {
            base(view, &format!("notice/{}/extend", notice.number))
        } else {
            String::new()
        },
        provisional: running && notice.span.provisional,
    }
}

fn span_facts(page: &Page, span: &Span) -> Vec<Fact> {
    let days = match span.kind {
        DayKind::Working => page.t1("road-working-days", "n", span.days),
        DayKind::Calendar => page.t1("road-calendar-days", "n", span.days),
    };
    let first_last =
        page.t2("decide-from-to", "first", date(page, span.first), "last", date(page, span.last));
    vec![Fact::new(page.t("decide-notice-days"), days).note(first_last)]
}

/// The objections that this viewer may know of, the open ones first.
fn objections(view: &View, page: &Page) -> Table {
    let columns = [
        "decide-objection",
        "decide-about",
        "decide-received",
        "decide-by-whom",
        "decide-rule-by",
        "decide-standing",
    ];
    let mut table = Table::new(page.t("decide-objections"), columns.map(|key| page.t(key)))
        .empty(page.t("decide-no-objections"));
    let mut rows: Vec<(&Handle, &Objection)> = view.s().notice.objections.iter().collect();
    rows.sort_by_key(|(handle, row)| (row.ruling.is_some(), selection::lists::serial(handle)));
    for (handle, row) in rows {
        let about = row
            .about
            .as_deref()
            .map(|about| words::nominee(view, about, page.lang))
            .unwrap_or_else(|| page.t("decide-whole-list"));
        let named = page.t(if row.named { "decide-by-name" } else { "decide-anonymous" });
        let late = row.ruling.is_none() && row.rule_by.is_some_and(|by| view.now() >= by);
        let by =
            row.rule_by.map(|by| page.deadline(&stamp(by))).unwrap_or_else(|| page.t("decide-not-stated"));
        let to = page.t(if row.to_receiver { "decide-to-receiver" } else { "decide-to-office" });
        let standing = match &row.ruling {
            Some((ruling, _, _)) => Cell::Tag(Tone::Done, words::word("ruling", ruling, page.lang)),
            None if late => Cell::Tag(Tone::Stop, page.t("decide-overdue")),
            None => Cell::Tag(Tone::Wait, page.t("decide-to-rule")),
        };
        let number = page.t1("decide-objection-n", "n", selection::lists::serial(handle));
        let line = table.row([
            number.into(),
            Cell::Name(about),
            Cell::Two(page.day_time(&stamp(row.at)), named),
            to.into(),
            by.into(),
            standing,
        ]);
        line.marked(late);
        // The office reads what was sent to it, and nobody else's.
        if view.may(Thing::Objection(handle)) {
            line.href(base(view, &format!("notice/objections/{handle}")));
        }
    }
    table
}

// ---- publication

fn stage_of<'a>(ask: &Ask, view: &'a View, id: &str) -> Result<(&'a Stage, &'a NoticeRules), Response> {
    let stage = view.plan().and_then(|plan| plan.stage(id));
    stage.and_then(|stage| Some((stage, stage.notice.as_ref()?))).ok_or_else(|| shell::not_found(ask))
}

fn publish_question(ask: &Ask, view: &View, stage: &Stage, rules: &NoticeRules) -> Confirm {
    let page = page(ask, view, "notice", text::t(ask.lang(), "decide-notice-publish"));
    let action = base(view, &format!("notice/{}/publish", stage.id));
    let mut confirm = Confirm::new(view, page, action, base(view, "notice"));
    let page = &confirm.page;
    let Some(list) = view.s().lists.latest(rules.list) else {
        confirm.says =
            vec![page.t1("decide-notice-no-list", "list", words::list_name(view, rules.list, page.lang))];
        return confirm;
    };
    let version = page.t2(
        "decide-list-version",
        "list",
        words::list_name(view, rules.list, page.lang),
        "version",
        list.version,
    );
    confirm.facts = vec![Fact::new(page.t("decide-notice-list"), version).note(page.t1(
        "decide-people",
        "n",
        list.members.len(),
    ))];
    match reckon(view.s(), stage, rules, view.now()) {
        Ok((span, ends)) => {
            confirm.facts.push(Fact::new(page.t("decide-notice-from"), date(page, span.start)));
            confirm.facts.extend(span_facts(page, &span));
            confirm.facts.push(
                Fact::new(page.t("decide-notice-ends"), page.deadline(&stamp(ends)))
                    .note(stage.clause.clone()),
            );
            confirm.says = vec![page.t1("decide-notice-publish-what", "ends", page.deadline(&stamp(ends)))];
            if span.provisional {
                confirm.warns.push(page.t("decide-notice-provisional"));
            }
            confirm.yes = page.t("decide-notice-publish-yes");
            confirm.grave = true;
        }
        Err(refusal) => {
            let fault = words::refusal(Some(view), &refusal, page.lang);
            confirm.warns.push(format!("{} {}", fault.text, fault.clause));
        }
    }
    confirm
}

async fn ask_publish(ask: Ask, Path((el, stage)): Path<(String, String)>) -> Result<Response, Response> {
    let (_, view) = enter(&ask, &el).await?;
    let (stage, rules) = stage_of(&ask, &view, &stage)?;
    Ok(ui::html(&publish_question(&ask, &view, stage, rules)))
}

async fn publish(Path((el, stage)): Path<(String, String)>, sent: Sent) -> Result<Response, Response> {
    let (desk, view) = enter(&sent.ask, &el).await?;
    let (stage, rules) = stage_of(&sent.ask, &view, &stage)?;
    let again = publish_question(&sent.ask, &view, stage, rules);
    let act = Act::Notice(NoticeAct::Publish { stage: stage.id.clone() });
    confirmed(&sent, &desk, &view, act, &base(&view, "notice"), again).await
}

// ---- extension

fn extend_question(ask: &Ask, view: &View, number: &str) -> Result<(Confirm, u32), Response> {
    let notice = number.parse().ok().and_then(|number| view.s().notice.number(number));
    let notice = notice.ok_or_else(|| shell::not_found(ask))?;
    let (stage, rules) = stage_of(ask, view, &notice.stage)?;
    let title = text::ta(ask.lang(), "decide-notice-extend", &text::args! { "n" => notice.number });
    let page = page(ask, view, "notice", title);
    let action = base(view, &format!("notice/{number}/extend"));
    let mut confirm = Confirm::new(view, page, action, base(view, "notice"));
    let page = &confirm.page;
    confirm.facts = vec![Fact::new(page.t("decide-notice-ends"), page.deadline(&stamp(notice.ends)))];
    if let Ok((span, ends)) = reckon(view.s(), stage, rules, notice.at) {
        confirm.facts.push(
            Fact::new(page.t("decide-notice-ends-new"), page.deadline(&stamp(ends)))
                .note(stage.clause.clone()),
        );
        confirm.facts.extend(span_facts(page, &span));
        if ends > notice.ends {
            confirm.says = vec![page.t("decide-notice-extend-what")];
            confirm.questions = vec![Question::new("text", page.t("decide-public-reason"), Kind::Area)];
            confirm.yes = page.t("decide-notice-extend-yes");
        } else {
            confirm.says = vec![page.t("decide-notice-extend-not")];
        }
    }
    let number = notice.number;
    Ok((confirm, number))
}

async fn ask_extend(ask: Ask, Path((el, number)): Path<(String, String)>) -> Result<Response, Response> {
    let (_, view) = enter(&ask, &el).await?;
    Ok(ui::html(&extend_question(&ask, &view, &number)?.0))
}

async fn extend(Path((el, number)): Path<(String, String)>, sent: Sent) -> Result<Response, Response> {
    let (desk, view) = enter(&sent.ask, &el).await?;
    let (again, notice) = extend_question(&sent.ask, &view, &number)?;
    let act = Act::Notice(NoticeAct::Extend { notice, text: sent.get("text").to_owned() });
    confirmed(&sent, &desk, &view, act, &base(&view, "notice"), again).await
}

// ---- objections

fn objection_page(ask: &Ask, view: &View, handle: &str) -> Result<Confirm, Response> {
    let row = view.s().notice.objections.get(handle).filter(|_| view.may(Thing::Objection(handle)));
    let row = row.ok_or_else(|| shell::not_found(ask))?;
    let number = selection::lists::serial(handle);
    let title = text::ta(ask.lang(), "decide-objection-n", &text::args! { "n" => number });
    let page = page(ask, view, "notice", title);
    let action = base(view, &format!("notice/objections/{handle}"));
    let mut confirm = Confirm::new(view, page, action, base(view, "notice"));
    let page = &confirm.page;
    let note = view.note(row.n, "objection");
    let about = row
        .about
        .as_deref()
        .map(|about| words::nominee(view, about, page.lang))
        .unwrap_or_else(|| page.t("decide-whole-list"));
    let mut facts = vec![
        Fact::new(page.t("decide-about"), about),
        Fact::new(page.t("decide-received"), page.day_time(&stamp(row.at))),
        Fact::new(
            page.t("decide-against"),
            match row.notice {
                0 => page.t("decide-after-naming"),
                n => page.t1("decide-notice-n", "n", n),
            },
        ),
    ];
    if let Some(by) = row.rule_by {
        facts.push(Fact::new(page.t("decide-rule-by"), page.deadline(&stamp(by))));
    }
    let known = |text: Option<&String>, or: &str| {
        text.filter(|text| !text.is_empty()).cloned().unwrap_or_else(|| page.t(or))
    };
    facts.push(Fact::new(
        page.t("decide-writer"),
        known(note.as_ref().map(|note| &note.name), "decide-anonymous"),
    ));
    facts.push(Fact::new(
        page.t("decide-contact"),
        known(note.as_ref().map(|note| &note.contact), "common-none"),
    ));
    confirm.words = note.map(|note| note.text).unwrap_or_else(|| page.t("decide-erased"));
    match &row.ruling {
        Some((ruling, at, n)) => {
            facts.push(
                Fact::new(page.t("decide-ruling"), words::word("ruling", ruling, page.lang))
                    .note(page.day_time(&stamp(*at))),
            );
            if let Some(text) = view.public_text(*n, "ruling") {
                facts.push(Fact::new(page.t("decide-ruling-text"), text.text));
            }
        }
        None if view.may(Thing::Do(ActKind::Rule)) => {
            let outcomes = [Ruling::Upheld, Ruling::Partly, Ruling::Dismissed];
            let notes =
                ["decide-ruling-upheld-note", "decide-ruling-partly-note", "decide-ruling-dismissed-note"];
            let choices = outcomes
                .iter()
                .zip(notes)
                .map(|(ruling, note)| {
                    Choice::new(ruling_value(*ruling), words::word("ruling", ruling, page.lang))
                        .note(page.t(note))
                })
                .collect();
            confirm.questions = vec![
                Question::new("outcome", page.t("decide-ruling"), Kind::Choose(choices)),
                Question::new("text", page.t("decide-ruling-text"), Kind::Area)
                    .hint(page.t("decide-ruling-hint")),
            ];
            confirm.yes = page.t("decide-rule-yes");
        }
        None => {}
    }
    confirm.facts = facts;
    Ok(confirm)
}

fn ruling_value(ruling: Ruling) -> &'static str {
    match ruling {
        Ruling::Upheld => "upheld",
        Ruling::Dismissed => "dismissed",
        Ruling::Partly => "partly",
    }
}

async fn objection(ask: Ask, Path((el, handle)): Path<(String, String)>) -> Result<Response, Response> {
    let (_, view) = enter(&ask, &el).await?;
    Ok(ui::html(&objection_page(&ask, &view, &handle)?))
}

async fn rule(Path((el, handle)): Path<(String, String)>, sent: Sent) -> Result<Response, Response> {
    let (desk, view) = enter(&sent.ask, &el).await?;
    let again = objection_page(&sent.ask, &view, &handle)?;
    let outcome = match sent.get("outcome") {
        "upheld" => Ruling::Upheld,
        "partly" => Ruling::Partly,
        "dismissed" => Ruling::Dismissed,
        _ => {
            let fault = text::t(sent.ask.lang(), "decide-ruling-missing");
            return Ok(again.again(sent.form().fault("outcome", fault, "")));
        }
    };
    // Upheld against somebody on the list: the next act is to take them off.
    let about = view.s().notice.objections.get(&handle).and_then(|row| row.about.clone());
    let on_list = |nominee: &String| {
        view.s().lists.latest(ListKind::Finalists).is_some_and(|list| list.member(nominee).is_some())
    };
    let to = match about
        .filter(|_| outcome == Ruling::Upheld && view.s().naming.named.is_none())
        .filter(on_list)
    {
        Some(nominee) => base(&view, &format!("notice/replace?out={nominee}")),
        None => base(&view, "notice"),
    };
    let act = Act::Notice(NoticeAct::Rule { objection: handle, outcome, text: sent.get("text").to_owned() });
    confirmed(&sent, &desk, &view, act, &to, again).await
}

// ---- replacement

fn replace_question(ask: &Ask, view: &View) -> Confirm {
    let page = page(ask, view, "notice", text::t(ask.lang(), "decide-replace"));
    let mut confirm = Confirm::new(view, page, base(view, "notice/replace"), base(view, "notice"));
    let page = &confirm.page;
    let s = view.s();
    let Some(list) = s.lists.latest(ListKind::Finalists).filter(|_| s.naming.named.is_none()) else {
        confirm.says = vec![page.t("decide-replace-not")];
        return confirm;
    };
    let labelled = |member: &selection::lists::Member| {
        let category = view.plan().and_then(|plan| plan.category(&member.category));
        let category =
            category.map(|category| words::category_name(view, &category.id, page.lang)).unwrap_or_default();
        let label = format!(
            "{} · {category} · {}",
            words::nominee(view, &member.nominee, page.lang),
            employer(view, &member.nominee)
        );
        Choice::new(member.nominee.clone(), label)
    };
    let out = list.members.iter().map(labelled).collect();
    let others = s.lists.latest(ListKind::Candidates);
    let with = others
        .into_iter()
        .flat_map(|list| list.members.iter())
        .filter(|member| list.member(&member.nominee).is_none() && s.still_in(&member.nominee))
        .filter(|member| s.clearance_lacks(&member.nominee, view.now()).is_empty())
        .map(labelled)
        .collect();
    confirm.says = vec![page.t("decide-replace-what")];
    let stage = view.plan().and_then(|plan| {
        plan.stages(StageKind::Notice)
            .find(|stage| stage.notice.as_ref().is_some_and(|rules| rules.list == ListKind::Finalists))
    });
    if let Some((stage, rules)) = stage.and_then(|stage| Some((stage, stage.notice.as_ref()?)))
        && s.notice.notices.iter().any(|notice| notice.stage == stage.id)
        && let Ok((span, ends)) = reckon(s, stage, rules, view.now())
    {
        confirm.warns.push(page.t1("decide-replace-restarts", "ends", page.deadline(&stamp(ends))));
        if span.provisional {
            confirm.warns.push(page.t("decide-notice-provisional"));
        }
    }
    if s.naming.signatures.iter().any(|signature| signature.version == list.version) {
        confirm.warns.push(page.t("decide-replace-signatures"));
    }
    confirm.questions = vec![
        Question::new("out", page.t("decide-replace-out"), Kind::Pick(out)),
        Question::new("with", page.t("decide-replace-with"), Kind::Pick(with))
            .hint(page.t("decide-replace-with-hint"))
            .optional(),
        Question::new("text", page.t("decide-public-reason"), Kind::Area),
    ];
    confirm.yes = page.t("decide-replace-yes");
    confirm.grave = true;
    confirm
}

async fn ask_replace(
    ask: Ask,
    Path(el): Path<String>,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<Response, Response> {
    let (_, view) = enter(&ask, &el).await?;
    let mut confirm = replace_question(&ask, &view);
    if let Some(out) = query.get("out") {
        confirm.page = confirm.page.form(Form::default().with("out", out));
    }
    Ok(ui::html(&confirm))
}

async fn replace(Path(el): Path<String>, sent: Sent) -> Result<Response, Response> {
    let (desk, view) = enter(&sent.ask, &el).await?;
    let again = replace_question(&sent.ask, &view);
    let out = sent.get("out").to_owned();
    if out.is_empty() {
        let fault = text::t(sent.ask.lang(), "decide-replace-out-missing");
        return Ok(again.again(sent.form().fault("out", fault, "")));
    }
    let act =
        Act::Notice(NoticeAct::Replace { out, with: sent.some("with"), text: sent.get("text").to_owned() });
    confirmed(&sent, &desk, &view, act, &base(&view, "notice"), again).await
}
