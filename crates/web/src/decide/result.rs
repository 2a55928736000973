//! From figures to a list: what the count says, what the body resolves on it, and the list made public.

use std::collections::BTreeMap;

use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use count::{Status, TieEnd};
use desk::View;
use plan::{Category, Decide, ResultRule};
use selection::may::ActKind;
use selection::result::{Act as ResultAct, Departure, Resolution, Resolve};
use selection::{Act, Handle, Thing};

use super::{Confirm, Frame, base, confirmed, employer, enter, hex_of_proof, page, person, room_page};
use crate::app::App;
use crate::ask::Ask;
use crate::sent::Sent;
use crate::shell::{self, Acted, stamp};
use crate::ui::{self, Cell, Choice, Fact, Form, Page, Table, Tone};
use crate::words;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/s/{el}/office/result", get(room))
        .route("/s/{el}/office/result/{rule}/resolve", get(ask_resolve).post(resolve))
        .route("/s/{el}/office/result/{rule}/publish", get(ask_publish).post(publish))
}

/// One rule on the page.
struct Rule {
    id: String,
    name: String,
    tone: Tone,
    state: String,
    /// How this rule comes to its list, and what is to be done next.
    note: String,
    categories: Vec<Figures>,
    resolutions: Vec<Said>,
    explanation: String,
    countable: bool,
    resolve: String,
    publish: String,
}

/// The figures of one category.
struct Figures {
    table: Table,
    /// Ties and silences, in sentences.
    open: Vec<String>,
}

/// A resolution in facts, with the reasons of its departures.
struct Said {
    title: String,
    facts: Vec<Fact>,
    departures: Table,
}

#[derive(Template)]
#[template(path = "decide/result.html")]
struct Room {
    page: Page,
    frame: Frame,
    rules: Vec<Rule>,
    count_to: String,
}

async fn room(ask: Ask, Path(el): Path<String>) -> Result<Response, Response> {
    let (_, view) = enter(&ask, &el).await?;
    let page = room_page(&ask, &view, "result");
    let rules = view
        .plan()
        .map(|plan| plan.result.iter().map(|row| rule(&view, &page, row)).collect())
        .unwrap_or_default();
    Ok(ui::html(&Room { frame: Frame::of(&view, &page), rules, count_to: base(&view, "result/count"), page }))
}

fn rule(view: &View, page: &Page, rule: &ResultRule) -> Rule {
    let s = view.s();
    let plan = view.plan();
    let after = plan.and_then(|plan| plan.stage(&rule.after));
    let after_name = after.map(|stage| words::stage_name(view, &stage.id, page.lang)).unwrap_or_default();
    let ended = s.stage_state(&rule.after).closed.is_some();
    let counted = s.result.counted.get(&rule.id);
    let published = s.result.published.get(&rule.id);
    let resolved = s.result.resolution_on(&rule.id).is_some();
    let by_resolution = rule.decide.get() == Some(&Decide::Resolution);
    let open = counted.is_some_and(|counted| counted.values().any(|counted| counted.open));
    let (tone, state) = match (counted, published) {
        (_, Some(version)) => (Tone::Done, page.t1("decide-result-published", "version", version)),
        (None, _) => (Tone::Plain, page.t("decide-result-not-counted")),
        (Some(_), None) if by_resolution && !resolved => (Tone::Wait, page.t("decide-result-to-resolve")),
        (Some(_), None) if !by_resolution && open => (Tone::Stop, page.t("decide-result-open")),
        (Some(_), None) => (Tone::Wait, page.t("decide-result-to-publish")),
    };
    let note = match rule.decide.get() {
        _ if counted.is_none() => page.t1("decide-result-after", "stage", after_name),
        Some(Decide::Resolution) => page.t("decide-result-by-resolution"),
        Some(Decide::Count) => page.t("decide-result-by-count"),
        None => page.t("decide-result-by-nobody"),
    };
    let categories = match (plan, counted) {
        (Some(plan), Some(_)) => {
            plan.category.iter().map(|category| figures(view, page, rule, category)).collect()
        }
        _ => Vec::new(),
    };
    let resolutions = s.result.resolutions.iter().rev().filter(|row| row.rule == rule.id);
    let waits = counted.is_some() && published.is_none();
    let to = |act: &str| base(view, &format!("result/{}/{act}", rule.id));
    let may = |kind| view.may(Thing::Do(kind));
    let resolve = waits && by_resolution && may(ActKind::Resolve);
    let publish = waits
        && may(ActKind::PublishResult)
        && if by_resolution { resolved } else { rule.decide.is_stated() && !open };
    Rule {
        id: rule.id.clone(),
        name: rule.name.clone(),
        tone,
        state,
        note,
        categories,
        resolutions: resolutions.map(|resolution| said(view, page, resolution)).collect(),
        explanation: if published.is_some() {
            format!("/s/{}/result/{}", s.id, rule.id)
        } else {
            String::new()
        },
        countable: ended && counted.is_none() && may(ActKind::Count),
        resolve: if resolve { to("resolve") } else { String::new() },
        publish: if publish { to("publish") } else { String::new() },
    }
}

fn figures(view: &View, page: &Page, rule: &ResultRule, category: &Category) -> Figures {
    let outcome = view.outcome(rule, &category.id);
    // The parts that every candidate has, in the rule's order: their stages head the columns.
    let parts: Vec<(String, String)> = match rule.combine.get() {
        Some(combine) => combine
            .parts()
            .iter()
            .map(|part| {
                let stage = view.plan().and_then(|plan| plan.stage(&part.stage));
                let name = stage
                    .map(|stage| words::stage_name(view, &stage.id, page.lang))
                    .unwrap_or_else(|| part.stage.clone());
                (
                    part.stage.clone(),
                    page.t2(
                        "decide-part",
                        "stage",
                        name,
                        "weight",
                        part.weight.get().map_or("–", |weight| weight.as_str()),
                    ),
                )
            })
            .collect(),
        None => Vec::new(),
    };
    let columns = ["decide-rank", "decide-candidate"]
        .map(|key| page.t(key))
        .into_iter()
        .chain(parts.iter().map(|(_, head)| format!("#{head}")))
        .chain([format!("#{}", page.t("decide-score")), page.t("decide-standing")]);
    let seats = outcome.as_ref().and_then(|outcome| outcome.seats);
    let caption = match seats {
        Some(seats) => page.t2(
            "decide-result-seats",
            "category",
            words::category_name(view, &category.id, page.lang),
            "n",
            seats,
        ),
        None => words::category_name(view, &category.id, page.lang),
    };
    let mut table = Table::new(caption, columns).empty(page.t("decide-result-nobody"));
    let Some(outcome) = outcome else { return Figures { table, open: Vec::new() } };
    for row in &outcome.ranking {
        let rank = row.rank.map(|rank| rank.to_string()).unwrap_or_else(|| "–".to_owned());
        let part = |stage: &String| {
            let raw = row.figures.get(stage).map(readable).unwrap_or_else(|| "–".to_owned());
            Cell::Figure(raw)
        };
        let score = row.score.as_ref().map(readable).unwrap_or_else(|| "–".to_owned());
        let cells = [Cell::Figure(rank), Cell::Name(words::nominee(view, &row.candidate, page.lang))]
            .into_iter()
            .chain(parts.iter().map(|(stage, _)| part(stage)))
            .chain([
                Cell::Figure(score),
                Cell::Tag(tone_of(row.status), words::word("count-status", &row.status, page.lang)),
            ]);
        table.row(cells.collect::<Vec<_>>()).marked(row.status == Status::Tied);
    }
    let names = |handles: &[String]| {
        handles
            .iter()
            .map(|handle| words::nominee(view, handle, page.lang))
            .collect::<Vec<_>>()
            .join(&page.t("common-list-mark"))
    };
    let mut open: Vec<String> = outcome
        .ties
        .iter()
        .filter(|tie| matches!(tie.end, TieEnd::Waits | TieEnd::Undecided))
        .map(|tie| {
            let args = text::args! {
                "rank" => tie.rank,
                "names" => names(&tie.candidates),
                "seats" => tie.seats.unwrap_or_default(),
            };
            page.ta("decide-result-tie", &args)
        })
        .collect();
    let who = |handle: &str| words::nominee(view, handle, page.lang);
    if let Some(plan) = view.plan() {
        let tell = count::tell::Names { plan, who: &who, lang: page.lang };
        open.extend(outcome.undecided.iter().map(|missing| tell.missing(missing)));
    }
    Figures { table, open }
}

/// A score as a column shows it: exact where two decimal places say it, else rounded to four.
fn readable(score: &count::Exact) -> String {
    let text = score.to_string();
    if text.contains('/') || text.split_once('.').is_some_and(|(_, places)| places.len() > 4) {
        score.fixed(4)
    } else {
        text
    }
}

fn tone_of(status: Status) -> Tone {
    match status {
        Status::Seated => Tone::Done,
        Status::Not | Status::Withdrawn => Tone::Plain,
        Status::Tied => Tone::Wait,
        Status::Undecided => Tone::Stop,
    }
}

fn said(view: &View, page: &Page, resolution: &Resolution) -> Said {
    let (present, of) = resolution.attendance;
    let reasons: BTreeMap<Handle, String> = view.public_json(resolution.n, "reasons").unwrap_or_default();
    let mut departures = Table::new(
        page.t("decide-departures"),
        [page.t("decide-candidate"), page.t("decide-departure"), page.t("decide-reason")],
    )
    .empty(page.t("decide-no-departures"));
    for row in &resolution.departures {
        let way = if row.goes_on { "decide-departs-on" } else { "decide-departs-off" };
        let reason = reasons.get(&row.nominee).cloned().unwrap_or_default();
        departures.row([
            Cell::Name(words::nominee(view, &row.nominee, page.lang)),
            page.t(way).into(),
            reason.into(),
        ]);
    }
    Said {
        title: page.t2(
            "decide-resolution",
            "n",
            resolution.number,
            "at",
            page.day_time(&stamp(resolution.at)),
        ),
        facts: vec![
            Fact::new(page.t("decide-attendance"), page.t2("decide-attended", "present", present, "of", of)),
            Fact::new(page.t("decide-resolved-n"), page.t1("decide-people", "n", resolution.members.len())),
            Fact::new(page.t("decide-minutes"), short(&resolution.minutes))
                .note(page.t("decide-minutes-hash")),
        ],
        departures,
    }
}

/// The beginning of a hash: enough to compare by eye.
fn short(hash: &str) -> String {
    hash.chars().take(16).collect()
}

fn rule_of<'a>(ask: &Ask, view: &'a View, id: &str) -> Result<&'a ResultRule, Response> {
    let found = view.plan().and_then(|plan| plan.result.iter().find(|rule| rule.id == id));
    found.ok_or_else(|| shell::not_found(ask))
}

// ---- the resolution

/// The members of one category to choose from.
struct Choosing {
    field: String,
    label: String,
    hint: String,
    choices: Vec<Choice>,
}

/// A departure whose reason is asked.
struct Reason {
    field: String,
    label: String,
    hint: String,
}

#[derive(Template)]
#[template(path = "decide/resolve.html")]
struct Resolving {
    page: Page,
    frame: Frame,
    lead: String,
    quorum: String,
    categories: Vec<Choosing>,
    reasons: Vec<Reason>,
    /// The minutes that have been kept already, hex; empty: none yet.
    kept: String,
    kept_note: String,
    action: String,
    back: String,
}

fn resolving(
    ask: &Ask,
    view: &View,
    rule: &ResultRule,
    form: Form,
    departures: &[Departure],
    kept: String,
) -> Resolving {
    let lang = ask.lang();
    let title = text::ta(lang, "decide-resolve-title", &text::args! { "rule" => &rule.name });
    let page = page(ask, view, "result", title).form(form);
    let figures = view.s().result.counted.get(&rule.id).cloned().unwrap_or_default();
    let places = rule.places.get().copied();
    let categories = view
        .plan()
        .map(|plan| plan.category.as_slice())
        .unwrap_or_default()
        .iter()
        .map(|category| {
            let ranking =
                figures.get(&category.id).map(|counted| counted.ranking.clone()).unwrap_or_default();
            let choices = ranking
                .iter()
                .filter(|row| view.s().still_in(&row.nominee))
                .map(|row| {
                    let score = match (&row.score, places) {
                        (Some(score), Some(places)) => score.fixed(places),
                        (Some(score), None) => readable(score),
                        (None, _) => "–".to_owned(),
                    };
                    let note = text::args! {
                        "rank" => row.rank.map(|rank| rank.to_string()).unwrap_or_else(|| "–".to_owned()),
                        "score" => score,
                        "status" => words::word("count-status", &row.status, page.lang),
                        "unit" => employer(view, &row.nominee),
                    };
                    let label = words::nominee(view, &row.nominee, page.lang);
                    Choice::new(row.nominee.clone(), label).note(page.ta("decide-choice-note", &note))
                })
                .collect();
            let hint = match category.seats.get().and_then(plan::Seats::most) {
                Some(most) => page.t1("decide-seats-most", "n", most),
                None => page.t("decide-seats-silent"),
            };
            Choosing {
                field: members_field(category),
                label: words::category_name(view, &category.id, lang),
                hint,
                choices,
            }
        })
        .collect();
    let reasons = departures
        .iter()
        .map(|row| {
            let way = if row.goes_on { "decide-departs-on" } else { "decide-departs-off" };
            Reason {
                field: reason_field(&row.nominee),
                label: words::nominee(view, &row.nominee, page.lang),
                hint: page.t(way),
            }
        })
        .collect();
    let quorum = view
        .plan()
        .and_then(|plan| plan.stage(&rule.after))
        .and_then(|stage| stage.review.as_ref())
        .and_then(|rules| rules.quorum.get())
        .map(|quorum| page.t1("decide-quorum", "quorum", quorum.as_str()))
        .unwrap_or_default();
    Resolving {
        frame: Frame::of(view, &page),
        lead: page.t("decide-resolve-lead"),
        quorum,
        categories,
        reasons,
        kept_note: page.t1("decide-minutes-kept", "hash", short(&kept)),
        kept,
        action: base(view, &format!("result/{}/resolve", rule.id)),
        back: base(view, "result"),
        page,
    }
}

fn members_field(category: &Category) -> String {
    format!("members-{}", category.id)
}

fn reason_field(nominee: &str) -> String {
    format!("reason-{nominee}")
}

async fn ask_resolve(ask: Ask, Path((el, rule)): Path<(String, String)>) -> Result<Response, Response> {
    let (_, view) = enter(&ask, &el).await?;
    let rule = rule_of(&ask, &view, &rule)?;
    // The figures propose: those they seat are ticked.
    let mut form = Form::default();
    for category in view.plan().map(|plan| plan.category.as_slice()).unwrap_or_default() {
        let figures = view.s().result.counted.get(&rule.id).and_then(|by| by.get(&category.id));
        for row in figures.into_iter().flat_map(|counted| counted.ranking.iter()) {
            if row.status == Status::Seated && view.s().still_in(&row.nominee) {
                form = form.with(&members_field(category), &row.nominee);
            }
        }
    }
    Ok(ui::html(&resolving(&ask, &view, rule, form, &[], String::new())))
}

/// Where a choice departs from the figures, as the resolution itself will find it.
fn departures(view: &View, rule: &ResultRule, members: &[(String, Vec<Handle>)]) -> Vec<Departure> {
    let Some(figures) = view.s().result.counted.get(&rule.id) else { return Vec::new() };
    let mut found = Vec::new();
    for (category, chosen) in members {
        for row in figures.get(category).into_iter().flat_map(|counted| counted.ranking.iter()) {
            let goes_on = chosen.contains(&row.nominee);
            if row.status == Status::Seated && !goes_on || row.status == Status::Not && goes_on {
                found.push(Departure { nominee: row.nominee.clone(), goes_on });
            }
        }
    }
    found
}

async fn resolve(Path((el, rule)): Path<(String, String)>, sent: Sent) -> Result<Response, Response> {
    let ask = &sent.ask;
    let lang = ask.lang();
    let (desk, view) = enter(ask, &el).await?;
    let rule = rule_of(ask, &view, &rule)?;
    let categories = view.plan().map(|plan| plan.category.as_slice()).unwrap_or_default();
    let figures = view.s().result.counted.get(&rule.id).cloned().unwrap_or_default();
    // The order of the figures stands within a category, whatever order the ticks came in.
    let members: Vec<(String, Vec<Handle>)> = categories
        .iter()
        .map(|category| {
            let field = members_field(category);
            let ticked = sent.all(&field);
            let ranking =
                figures.get(&category.id).map(|counted| counted.ranking.clone()).unwrap_or_default();
            let chosen = ranking
                .iter()
                .filter(|row| ticked.contains(&row.nominee.as_str()))
                .map(|row| row.nominee.clone());
            (category.id.clone(), chosen.collect())
        })
        .collect();
    let departures = departures(&view, rule, &members);
    let again = |form: Form, kept: String, status: StatusCode| {
        ui::html_with(status, &resolving(ask, &view, rule, form, &departures, kept))
    };
    let mut form = sent.form();
    let (present, of) = (sent.number::<u32>("present"), sent.number::<u32>("of"));
    for (field, value) in [("present", present), ("of", of)] {
        if value.is_none() {
            form = form.fault(field, text::t(lang, "decide-attendance-missing"), rule.clause.clone());
        }
    }
    let minutes = match hex_of_proof(&sent, &desk, "minutes").await? {
        Ok(hash) if !hash.is_empty() => hash,
        found => {
            let key = found.err().unwrap_or("decide-minutes-missing");
            form = form.fault("minutes", text::t(lang, key), rule.clause.clone());
            String::new()
        }
    };
    // The second step: departures were found whose reasons this page has not asked yet.
    let asked =
        departures.iter().all(|row| sent.with_prefix("reason-").any(|(nominee, _)| nominee == row.nominee));
    if form.faults().is_empty() && !asked {
        return Ok(again(form, minutes, StatusCode::OK));
    }
    for row in departures.iter().filter(|_| asked) {
        if sent.get(&reason_field(&row.nominee)).is_empty() {
            let fault = text::ta(
                lang,
                "decide-reason-missing",
                &text::args! { "who" => person(&view, &row.nominee) },
            );
            form = form.fault(&reason_field(&row.nominee), fault, rule.clause.clone());
        }
    }
    if !form.faults().is_empty() {
        return Ok(again(form, minutes, StatusCode::UNPROCESSABLE_ENTITY));
    }
    let reasons =
        sent.with_prefix("reason-").map(|(nominee, text)| (nominee.to_owned(), text.to_owned())).collect();
    let proposal = Resolve {
        rule: rule.id.clone(),
        present: present.unwrap_or_default(),
        of: of.unwrap_or_default(),
        minutes: minutes.clone(),
        members,
        reasons,
    };
    let act = Act::Result(ResultAct::Resolve(Box::new(proposal)));
    Ok(match shell::act(&sent, &desk, &view, act).await? {
        Acted::Done(entry) => shell::done(&base(&view, "result"), entry),
        Acted::Refused(form) => {
            let known = ["present", "of", "minutes"];
            again(form.placed(|field| known.contains(&field)), minutes, StatusCode::UNPROCESSABLE_ENTITY)
        }
    })
}

// ---- publication

fn publish_question(ask: &Ask, view: &View, rule: &ResultRule) -> Confirm {
    let lang = ask.lang();
    let list = words::list_name(view, rule.yields, lang);
    let title = text::ta(lang, "decide-publish-list", &text::args! { "list" => &list });
    let page = page(ask, view, "result", title);
    let action = base(view, &format!("result/{}/publish", rule.id));
    let mut confirm = Confirm::new(view, page, action, base(view, "result"));
    let page = &confirm.page;
    confirm.says = vec![page.t1("decide-publish-what", "list", &list)];
    if view.plan().is_some_and(|plan| selection::notice::needed(plan, rule.yields)) {
        confirm.says.push(page.t("decide-publish-then-notice"));
    }
    confirm.tables = going_on(view, page, rule);
    confirm.yes = page.t("decide-publish-yes");
    confirm.grave = true;
    confirm
}

/// Who will stand on the list, a table a category.
fn going_on(view: &View, page: &Page, rule: &ResultRule) -> Vec<Table> {
    let s = view.s();
    let resolved =
        s.result.resolution_on(&rule.id).filter(|_| rule.decide.get() == Some(&Decide::Resolution));
    let categories = view.plan().map(|plan| plan.category.as_slice()).unwrap_or_default();
    categories
        .iter()
        .map(|category| {
            let handles: Vec<Handle> = match resolved {
                Some(resolution) => {
                    let members = resolution.members.iter().filter(|member| member.category == category.id);
                    members.map(|member| member.nominee.clone()).collect()
                }
                None => {
                    let counted = s.result.counted.get(&rule.id).and_then(|by| by.get(&category.id));
                    let ranking = counted.into_iter().flat_map(|counted| counted.ranking.iter());
                    ranking
                        .filter(|row| row.status == Status::Seated)
                        .map(|row| row.nominee.clone())
                        .collect()
                }
            };
            let caption = page.t2(
                "decide-category-n",
                "category",
                words::category_name(view, &category.id, page.lang),
                "n",
                handles.len(),
            );
            let mut table =
                Table::new(caption, [page.t("decide-candidate"), page.t("decide-unit")]).empty(page.t1(
                    "decide-category-none",
                    "category",
                    words::category_name(view, &category.id, page.lang),
                ));
            for handle in &handles {
                table.row([
                    Cell::Name(words::nominee(view, handle, page.lang)),
                    employer(view, handle).into(),
                ]);
            }
            table
        })
        .collect()
}

async fn ask_publish(ask: Ask, Path((el, rule)): Path<(String, String)>) -> Result<Response, Response> {
    let (_, view) = enter(&ask, &el).await?;
    let rule = rule_of(&ask, &view, &rule)?;
    Ok(ui::html(&publish_question(&ask, &view, rule)))
}

async fn publish(Path((el, rule)): Path<(String, String)>, sent: Sent) -> Result<Response, Response> {
    let (desk, view) = enter(&sent.ask, &el).await?;
    let rule = rule_of(&sent.ask, &view, &rule)?;
    let again = publish_question(&sent.ask, &view, rule);
    let act = Act::Result(ResultAct::Publish { rule: rule.id.clone() });
    confirmed(&sent, &desk, &view, act, &base(&view, "result"), again).await
}
