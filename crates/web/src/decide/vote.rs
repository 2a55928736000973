//! The vote as the office sees it: its rules, its codes, the size of its log; its figures after the close and not before.

use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use ballotbox::BallotError;
use desk::{Desk, DeskError, View};
use plan::stage::Order;
use plan::{Display, Identity, Stage, StageKind, VoteRules, explain};
use selection::may::ActKind;
use selection::{Act, Thing};

use super::{Frame, base, enter, page, room_page, window};
use crate::app::App;
use crate::ask::{Ask, broken};
use crate::counts::{self, Counts};
use crate::sent::Sent;
use crate::shell::{self, Acted, stamp};
use crate::ui::{self, Cell, Choice, Fact, Form, Page, Table, Tone};
use crate::words;

/// Most codes a page or a file is made of at once.
const MOST: u64 = 100_000;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/s/{el}/office/vote", get(room))
        .route("/s/{el}/office/vote/{stage}/codes", get(ask_codes).post(issue))
        .route("/s/{el}/office/result/count", post(count))
}

/// One vote on the page.
struct Vote {
    name: String,
    tone: Tone,
    state: String,
    figures: Vec<Fact>,
    rules: Vec<Fact>,
    codes: Table,
    /// Where codes are made; empty where they cannot be.
    codes_href: String,
    tallies: Vec<Table>,
    /// What the figures do not prove.
    weak: Option<String>,
    /// Why no figures are shown, or of which moment they are.
    hidden: String,
    /// Where batches of paper are entered and counted; empty where the plan knows no paper.
    paper: String,
    /// Root of the newest anchor.
    root: String,
    /// The rule that can be counted now; empty: none.
    count: String,
    count_label: String,
}

#[derive(Template)]
#[template(path = "decide/vote.html")]
struct Room {
    page: Page,
    frame: Frame,
    votes: Vec<Vote>,
    count_to: String,
}

async fn build(ask: &Ask, desk: &Desk, view: &View) -> Result<Room, Response> {
    let page = room_page(ask, view, "vote");
    let stages = view.plan().map(|plan| plan.stages(StageKind::Vote).collect::<Vec<_>>()).unwrap_or_default();
    let mut votes = Vec::new();
    for stage in stages {
        let tallies = counts::of(ask, desk, view, stage).await?;
        votes.push(vote(view, &page, stage, tallies));
    }
    Ok(Room { frame: Frame::of(view, &page), votes, count_to: base(view, "result/count"), page })
}

fn vote(view: &View, page: &Page, stage: &Stage, tallies: Option<Counts>) -> Vote {
    let s = view.s();
    let state = s.stage_state(&stage.id);
    let (tone, word) = match (state.opened, state.closed) {
        (_, Some(_)) => (Tone::Done, "decide-state-closed"),
        (Some(_), None) => (Tone::Active, "decide-state-open"),
        (None, None) => (Tone::Plain, "decide-state-ahead"),
    };
    let votes = s.vote.votes.get(&stage.id).cloned().unwrap_or_default();
    let zone = s.zone();
    let mut figures = Vec::new();
    figures.extend(window(page, stage, &zone));
    let (size, root) = votes.anchor.clone().unwrap_or_default();
    let anchored = match votes.anchored_at {
        Some(at) => page.t1("decide-vote-anchored", "at", page.day_time(&stamp(at))),
        None => page.t("decide-vote-not-anchored"),
    };
    figures.push(Fact::new(page.t("decide-vote-size"), page.t1("decide-ballots", "n", size)).note(anchored));
    let own = s.vote.received(&stage.id);
    if own != size {
        figures.push(Fact::new(page.t("decide-vote-own"), page.t1("decide-ballots", "n", own)));
    }
    let issued: u64 = votes.codes.values().sum();
    figures.push(Fact::new(page.t("decide-vote-codes"), page.t1("decide-codes-n", "n", issued)));

    let rules = stage.vote.as_ref();
    let name = words::stage_name(view, &stage.id, page.lang);
    // Named after its round: two tables of one page never have one name.
    let mut codes = Table::new(
        page.t1("decide-vote-channels-of", "stage", &name),
        [page.t("decide-channel"), page.t("decide-identity"), format!("#{}", page.t("decide-vote-codes"))],
    );
    for channel in rules.into_iter().flat_map(|rules| &rules.channel) {
        let identity = match channel.identity.get() {
            Some(identity) => words::word("identity", identity, page.lang),
            None => page.t("decide-not-stated"),
        };
        let n = votes.codes.get(&channel.id).copied().unwrap_or_default();
        codes.row([channel.name.clone().into(), identity.into(), n.into()]);
    }
    let by_code = rules.is_some_and(|rules| by_code(rules).next().is_some());
    let may_issue = by_code && state.closed.is_none() && view.may(Thing::Do(ActKind::IssueCodes));
    let codes_href = if may_issue { base(view, &format!("vote/{}/codes", stage.id)) } else { String::new() };

    let (tallies, hidden) = match (tallies, state.closed) {
        (Some(tallies), _) => (tallies.tables(view, page), tallies.notes(view, page).join(" ")),
        (None, Some(_)) => (Vec::new(), page.t("decide-vote-no-figures")),
        // Before it opens a vote has no figures, whatever the plan shows of them.
        (None, None) if view.may(Thing::Counts(&stage.id)) => (Vec::new(), String::new()),
        (None, None) => (Vec::new(), page.t("decide-vote-hidden")),
    };
    let rule = view.plan().and_then(|plan| plan.result_after(&stage.id));
    let due = rule.filter(|rule| state.closed.is_some() && !s.result.counted.contains_key(&rule.id));
    let due = due.filter(|_| view.may(Thing::Do(ActKind::Count)));
    Vote {
        name,
        tone,
        state: page.t(word),
        figures,
        rules: rules.map(|rules| rule_facts(page, rules)).unwrap_or_default(),
        codes,
        codes_href,
        weak: if tallies.is_empty() { None } else { counts::weak(page, stage) },
        tallies,
        hidden,
        paper: stage.paper().next().map(|_| base(view, &format!("paper/{}", stage.id))).unwrap_or_default(),
        root,
        count: due.map(|rule| rule.id.clone()).unwrap_or_default(),
        count_label: due.map(|rule| page.t1("decide-count", "rule", &rule.name)).unwrap_or_default(),
    }
}

/// Channels for which codes are handed out.
fn by_code(rules: &VoteRules) -> impl Iterator<Item = &plan::Channel> {
    rules.channel.iter().filter(|channel| channel.identity.get() == Some(&Identity::Code))
}

/// The vote's rules as the plan states them; where it is silent, that it is.
fn rule_facts(page: &Page, rules: &VoteRules) -> Vec<Fact> {
    let silent = || page.t("decide-not-stated");
    let mode = rules.mode.get().map(|mode| words::word("vote-mode", mode, page.lang));
    let ballot = rules.ballot.get().map(|shape| explain::shape_sentence(shape, page.lang));
    let limit = rules.limit.get().map(|limits| {
        let sentences: Vec<String> =
            limits.iter().flat_map(|limit| explain::limit_sentences(limit, page.lang)).collect();
        sentences.join(" ")
    });
    let display = rules.display.get().map(|display| match display {
        Display::Hidden => page.t("explain-display-hidden"),
        Display::Live => page.t("explain-display-live"),
        Display::Daily(plan::Stated::Is(hour)) => page.t1("explain-display-daily", "hour", hour),
        Display::Daily(_) => page.t("explain-display-each-day"),
    });
    let order = rules.order.get().map(|order| match order {
        Order::Random => page.t("explain-order-random"),
        Order::Strokes => page.t("explain-order-strokes"),
        Order::Number => page.t("explain-order-number"),
    });
    [
        ("plan-rule-vote-mode", mode),
        ("plan-rule-vote-ballot", ballot),
        ("plan-rule-vote-limit", limit),
        ("plan-rule-vote-display", display),
        ("plan-rule-vote-order", order),
    ]
    .into_iter()
    .map(|(key, value)| Fact::new(page.t(key), value.unwrap_or_else(silent)))
    .collect()
}

async fn room(ask: Ask, Path(el): Path<String>) -> Result<Response, Response> {
    let (desk, view) = enter(&ask, &el).await?;
    Ok(ui::html(&build(&ask, &desk, &view).await?))
}

#[derive(Template)]
#[template(path = "decide/codes.html")]
struct AskCodes {
    page: Page,
    frame: Frame,
    lead: String,
    channels: Vec<Choice>,
    forms: Vec<Choice>,
    action: String,
    back: String,
}

fn codes_page(ask: &Ask, view: &View, stage: &Stage, form: Form) -> AskCodes {
    let title = text::t(ask.lang(), "decide-codes-title");
    let page = page(ask, view, "vote", title).form(form);
    let channels: Vec<Choice> = stage
        .vote
        .iter()
        .flat_map(by_code)
        .map(|channel| Choice::new(channel.id.clone(), channel.name.clone()))
        .collect();
    AskCodes {
        frame: Frame::of(view, &page),
        lead: page.t1("decide-codes-lead", "stage", words::stage_name(view, &stage.id, page.lang)),
        channels,
        forms: vec![
            Choice::new("page", page.t("decide-codes-as-page")).note(page.t("decide-codes-as-page-note")),
            Choice::new("csv", page.t("decide-codes-as-csv")).note(page.t("decide-codes-as-csv-note")),
        ],
        action: base(view, &format!("vote/{}/codes", stage.id)),
        back: base(view, "vote"),
        page,
    }
}

fn vote_stage<'a>(ask: &Ask, view: &'a View, stage: &str) -> Result<&'a Stage, Response> {
    view.plan()
        .and_then(|plan| plan.stage(stage))
        .filter(|stage| stage.kind == StageKind::Vote)
        .ok_or_else(|| shell::not_found(ask))
}

async fn ask_codes(ask: Ask, Path((el, stage)): Path<(String, String)>) -> Result<Response, Response> {
    let (_, view) = enter(&ask, &el).await?;
    let stage = vote_stage(&ask, &view, &stage)?;
    let form = Form::default().with("as", "page");
    let form = match stage.vote.iter().flat_map(by_code).next() {
        Some(channel) => form.with("channel", &channel.id),
        None => form,
    };
    Ok(ui::html(&codes_page(&ask, &view, stage, form)))
}

#[derive(Template)]
#[template(path = "decide/codes_made.html")]
struct Codes {
    page: Page,
    frame: Frame,
    lead: String,
    codes: Table,
    back: String,
}

async fn issue(Path((el, stage)): Path<(String, String)>, sent: Sent) -> Result<Response, Response> {
    let ask = &sent.ask;
    let (desk, view) = enter(ask, &el).await?;
    let stage = vote_stage(ask, &view, &stage)?;
    let again =
        |form: Form| ui::html_with(StatusCode::UNPROCESSABLE_ENTITY, &codes_page(ask, &view, stage, form));
    let lang = ask.lang();
    let wrong = |field: &str, key: &str| again(sent.form().fault(field, text::t(lang, key), ""));
    let Some(count) = sent.number::<u64>("count").filter(|n| (1..=MOST).contains(n)) else {
        return Ok(wrong("count", "decide-codes-count"));
    };
    let channel = sent.get("channel");
    let ballots = ask.world.ballots(&desk).await.map_err(broken)?;
    let made = ballots.issue_codes(view.who().clone(), &stage.id, channel, count, &sent.request()).await;
    let codes = match made {
        Ok(codes) => codes,
        Err(BallotError::Refused(refusal)) => return Ok(refused(&sent, &view, &refusal, again)),
        Err(BallotError::Desk(fault)) => match &*fault {
            DeskError::Refused(refusal) => return Ok(refused(&sent, &view, refusal, again)),
            _ => return Err(broken(fault)),
        },
        Err(BallotError::TooManyCodes { .. }) => return Ok(wrong("count", "decide-codes-count")),
        Err(BallotError::CodesShown) => return Ok(wrong("", "decide-codes-shown")),
        Err(BallotError::Busy) => return Ok(shell::busy(ask)),
        Err(other) => return Err(broken(other)),
    };
    if sent.get("as") == "csv" {
        let name = format!("{}-{}-codes.csv", view.s().id, stage.id);
        // The byte order mark makes spreadsheet programs read UTF-8.
        let body = format!("\u{feff}code\r\n{}\r\n", codes.join("\r\n"));
        let headers = [
            (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
            (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
            (header::CACHE_CONTROL, "no-store".to_owned()),
        ];
        return Ok((headers, body).into_response());
    }
    let stage_name = words::stage_name(&view, &stage.id, lang);
    let view = desk.view(view.who().clone());
    let page = page(ask, &view, "vote", text::t(lang, "decide-codes-made-title"));
    let columns = [format!("#{}", page.t("decide-codes-nr")), page.t("decide-code")];
    let mut table = Table::new(page.t("decide-codes-made-title"), columns).caption_hidden();
    for (index, code) in codes.into_iter().enumerate() {
        table.row([Cell::Figure((index + 1).to_string()), Cell::Text(code)]);
    }
    let lead = page.t2("decide-codes-made", "n", count, "stage", stage_name);
    Ok(ui::html(&Codes {
        frame: Frame::of(&view, &page),
        lead,
        codes: table,
        back: base(&view, "vote"),
        page,
    }))
}

fn refused(
    sent: &Sent,
    view: &View,
    refusal: &selection::Refusal,
    again: impl Fn(Form) -> Response,
) -> Response {
    let fault = words::refusal(Some(view), refusal, sent.ask.lang());
    again(sent.form().fault(&fault.field, fault.text, fault.clause))
}

async fn count(Path(el): Path<String>, sent: Sent) -> Result<Response, Response> {
    let ask = &sent.ask;
    let (desk, view) = enter(ask, &el).await?;
    let act = Act::Result(selection::result::Act::Count { rule: sent.get("rule").to_owned() });
    Ok(match shell::act(&sent, &desk, &view, act).await? {
        Acted::Done(entry) => shell::done(&base(&view, "result"), entry),
        Acted::Refused(form) => {
            let mut room = build(ask, &desk, &view).await?;
            room.page.form = form;
            ui::html_with(StatusCode::UNPROCESSABLE_ENTITY, &room)
        }
    })
}
