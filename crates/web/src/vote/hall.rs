//! The way in: what the vote is for, who may vote and how often, and by what one comes in: an invitation code, or nothing.

use askama::Template;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use ballotbox::{BallotBox, BallotError, Shown, Voter};
use desk::{Desk, View};
use plan::SlotPer;
use plan::stage::Order;
use plan::types::Subject;
use plan::{Display, Identity, VoteMode};
use selection::Code;
use selection::vote::ballot_clause;

use super::{Standing, Vote, categories, open, standing, voter};
use crate::ask::{Ask, broken};
use crate::limits::{Asker, Limit};
use crate::sent::Sent;
use crate::shell::stamp;
use crate::ui::{self, Form, Link, Page, Table};
use crate::{counts, rooms, shell, words};

/// A category as the hall shows it.
struct Door {
    name: String,
    left: String,
    open: bool,
    href: String,
    label: String,
}

#[derive(Template)]
#[template(path = "vote/hall.html")]
struct Hall {
    page: Page,
    base: String,
    eyebrow: String,
    lead: String,
    state: &'static str,
    when: String,
    countdown: String,
    doors: Vec<Door>,
    known: bool,
    /// One may come in by a code, or as anybody.
    by_code: bool,
    open: bool,
    /// What stands above the code where there is another way in.
    code_heading: String,
    /// The weight of the button for anybody: the first one of the page where there is no code to type.
    open_kind: &'static str,
    /// How who is known may become somebody else; empty where they may not.
    leave: String,
    spare: String,
    purpose: String,
    rules: Vec<String>,
    clause: String,
    results: Option<Link>,
    /// The votes so far, where the plan shows them, and as of when.
    counts: Vec<Table>,
    /// Of which moment they are.
    counts_notes: Vec<String>,
    /// What those votes do not prove.
    weak: Option<String>,
    /// This vote takes ballots on paper too.
    paper: bool,
}

/// The ballot box of a selection, or the answer that it cannot be opened.
pub(super) async fn ballots(ask: &Ask, desk: &Desk) -> Result<BallotBox, Response> {
    ask.world.ballots(desk).await.map_err(broken)
}

/// `GET /s/{el}/vote`.
pub(super) async fn show(ask: Ask, Path(el): Path<String>, headers: HeaderMap) -> Result<Response, Response> {
    let (desk, view) = ask.public(&el).await?;
    let voter = voter::recall(&ask, &desk, &headers);
    let page = page(&ask, &view, Form::default());
    Ok(ui::html(&hall(&ask, &desk, &view, page, voter.as_ref()).await?))
}

fn page(ask: &Ask, view: &View, form: Form) -> Page {
    let title = text::t(ask.lang(), "vote-title");
    ask.page(Some(view), title).nav(rooms::public(view, ask.lang(), "vote")).form(form)
}

async fn hall(
    ask: &Ask,
    desk: &Desk,
    view: &View,
    mut page: Page,
    voter: Option<&Voter>,
) -> Result<Hall, Response> {
    let lang = ask.lang();
    let base = format!("/s/{}", view.s().id);
    let standing = standing(view);
    let (state, vote) = match standing {
        Standing::None => ("none", None),
        Standing::Ahead(vote) => ("ahead", Some(vote)),
        Standing::Open(vote) => ("open", Some(vote)),
        Standing::Over(vote) => ("over", Some(vote)),
    };
    let zone = view.s().zone();
    let (mut when, mut countdown, mut doors, mut spare) =
        (String::new(), String::new(), Vec::new(), String::new());
    let mut results = None;
    if let Some(vote) = vote {
        page.title = words::stage_name(view, &vote.stage.id, lang);
        let now = stamp(view.now());
        let (opens, closes) = (vote.stage.opens_at(&zone).map(stamp), vote.stage.closes_at(&zone).map(stamp));
        match state {
            "ahead" => match opens.filter(|opens| *opens > now) {
                Some(opens) => {
                    when = page.t1("vote-opens", "at", page.day_time(&opens));
                    countdown = page.left(&now, &opens);
                }
                None => when = page.t("vote-waits"),
            },
            "open" => {
                if let Some(closes) = closes {
                    when = page.t1("vote-closes", "at", page.deadline(&closes));
                    countdown = page.left(&now, &closes);
                }
                doors = doors_of(ask, desk, view, &page, vote, voter).await?;
                if voter.is_none()
                    && let Some(demo) = ask.app.demo()
                {
                    spare = demo.spare_code().unwrap_or_default();
                }
            }
            _ => {
                if let Some(closes) = closes {
                    when = page.t1("vote-closed", "at", page.deadline(&closes));
                }
                results = Some(Link::new(page.t("vote-results"), format!("{base}/lists")));
            }
        }
    }
    let (mut counts, mut counts_notes, mut weak) = (Vec::new(), Vec::new(), None);
    if let (Some(vote), "open") = (vote, state)
        && let Some(told) = counts::of(ask, desk, view, vote.stage).await?
    {
        counts = told.tables(view, &page);
        counts_notes = told.notes(view, &page);
        weak = counts::weak(&page, vote.stage);
    }
    let purpose = vote.map(|vote| purpose(&page, vote)).unwrap_or_default();
    let rules = vote.map(|vote| rules(view, &page, vote)).unwrap_or_default();
    let clause = vote.map(|vote| ballot_clause(vote.stage)).unwrap_or_default();
    let shows = vote.map(|vote| vote.shows()).unwrap_or("code");
    let lead = page.t1(format!("vote-lead-{state}"), "shows", shows);
    let (by_code, open) =
        vote.map_or((false, false), |vote| (vote.takes(Identity::Code), vote.takes(Identity::Anonymous)));
    let leave = match (voter, vote) {
        (Some(voter), Some(vote)) if !vote.is_open(&voter.channel) => page.t("vote-leave"),
        (Some(_), _) if by_code => page.t("vote-leave-open"),
        _ => String::new(),
    };
    let eyebrow = view.plan().map(|plan| plan.short.clone()).unwrap_or_default();
    let known = voter.is_some();
    let paper = vote.is_some_and(|vote| vote.stage.paper().next().is_some());
    let code_heading = if open { page.t("vote-by-code") } else { String::new() };
    Ok(Hall {
        code_heading,
        page,
        base,
        eyebrow,
        lead,
        state,
        when,
        countdown,
        doors,
        known,
        by_code,
        open,
        open_kind: if by_code { "secondary" } else { "primary" },
        leave,
        spare,
        purpose,
        rules,
        clause,
        results,
        counts,
        counts_notes,
        weak,
        paper,
    })
}

async fn doors_of(
    ask: &Ask,
    desk: &Desk,
    view: &View,
    page: &Page,
    vote: Vote<'_>,
    voter: Option<&Voter>,
) -> Result<Vec<Door>, Response> {
    let ballots = ballots(ask, desk).await?;
    let mut doors = Vec::new();
    for category in categories(view) {
        let name = words::category_name(view, &category.id, page.lang);
        let left = match voter {
            Some(voter) => ballots.left(voter, &vote.stage.id, &category.id).await.map_err(broken)?,
            None => vote.limit.ballots,
        };
        doors.push(Door {
            left: page.t1(format!("vote-left-{}", vote.per()), "n", left),
            open: left > 0,
            href: format!("/s/{}/vote/{}", view.s().id, category.id),
            label: page.t1("vote-enter", "category", &name),
            name,
        });
    }
    Ok(doors)
}

/// What the vote is for: whether it decides anything is said openly.
fn purpose(page: &Page, vote: Vote) -> String {
    let mode = match vote.rules.mode.get() {
        Some(VoteMode::Display) => "display",
        Some(VoteMode::Advisory) => "advisory",
        Some(VoteMode::Weighted) => "weighted",
        Some(VoteMode::None) | None => return String::new(),
    };
    page.t(format!("vote-purpose-{mode}"))
}

/// The rules in plain words: who, how many, how often, what is shown meanwhile.
fn rules(view: &View, page: &Page, vote: Vote) -> Vec<String> {
    let rules = vote.rules;
    let mut said: Vec<String> = rules
        .channel
        .iter()
        .filter_map(|channel| {
            let identity = words::word("identity", channel.identity.get()?, page.lang);
            let known = page.t2("vote-rule-channel", "channel", &channel.name, "identity", identity);
            // Who may vote without showing who they are is told so: such votes prove no person.
            let weak = *channel.identity.get()? == Identity::Anonymous;
            Some(if weak { page.t1("vote-rule-anonymous", "channel", &channel.name) } else { known })
        })
        .collect();
    let people = view
        .plan()
        .is_some_and(|plan| plan.category.iter().all(|category| category.subject == Subject::Person));
    let who = if people { "person" } else { "other" };
    said.push(page.t2("vote-rule-choices", "range", vote.range(page), "who", who));
    let limit = match vote.limit.per {
        SlotPer::Day => "vote-rule-day",
        SlotPer::Stage => "vote-rule-stage",
    };
    said.push(page.t2(limit, "n", vote.limit.ballots, "shows", vote.shows()));
    match rules.display.get() {
        Some(Display::Hidden) => said.push(page.t("vote-rule-hidden")),
        Some(Display::Live) => said.push(page.t("vote-rule-live")),
        Some(Display::Daily(plan::Stated::Is(hour))) => said.push(page.t1("vote-rule-daily", "hour", *hour)),
        // A selection does not open a vote that shows counts at an hour that nobody states.
        Some(Display::Daily(_)) => {}
        None => {}
    }
    match rules.order.get() {
        Some(Order::Random) => said.push(page.t("vote-rule-random")),
        Some(Order::Strokes) => said.push(page.t("vote-rule-strokes")),
        Some(Order::Number) => said.push(page.t("vote-rule-number")),
        None => {}
    }
    said.push(page.t("vote-rule-final"));
    said
}

/// `POST /s/{el}/vote/code`: `code`. A right one opens the first category with a ballot left.
pub(super) async fn code(Path(el): Path<String>, sent: Sent) -> Result<Response, Response> {
    let ask = &sent.ask;
    let (desk, view) = ask.public(&el).await?;
    let Some(vote) = open(&view) else { return Ok(Redirect::to(&format!("/s/{el}/vote")).into_response()) };
    let lang = ask.lang();
    let typed = sent.get("code");
    let asker = Asker::of(ask);
    let wait = ask.app.limits().wait(Limit::Code, &asker, ask.now().0);
    let (status, form) = if typed.is_empty() {
        (
            StatusCode::UNPROCESSABLE_ENTITY,
            Form::default().fault("code", text::t(lang, "vote-code-missing"), ""),
        )
    } else if let Some(wait) = wait {
        // Right codes wait too: an answer to every code would be an answer to every guess.
        let told = text::ta(lang, "vote-slow", &text::args! { "n" => wait.seconds() });
        let form = Form::default().with("code", typed).fault("code", told, "");
        let page = page(ask, &view, form);
        let hall = hall(ask, &desk, &view, page, None).await?;
        return Ok(wait.tell(ui::html_with(StatusCode::TOO_MANY_REQUESTS, &hall)));
    } else {
        let ballots = ballots(ask, &desk).await?;
        match ballots.voter(typed).await {
            Ok(voter) => {
                let to = match next_door(&ballots, &view, vote, &voter).await? {
                    Some(category) => format!("/s/{el}/vote/{category}"),
                    None => format!("/s/{el}/vote"),
                };
                let mut response = Redirect::to(&to).into_response();
                voter::remember(ask, &desk, &voter, None, &mut response);
                return Ok(response);
            }
            Err(BallotError::Refused(refusal)) => {
                // A slip of the finger is told by the code itself; only guesses at whole codes are counted.
                let guess =
                    refusal.args.iter().any(|(name, value)| *name == "fault" && value == "code-unknown");
                if refusal.code == Code::BadCode && guess {
                    ask.app.limits().count(Limit::Code, &asker, ask.now().0);
                }
                let fault = words::refusal(Some(&view), &refusal, lang);
                let form = Form::default().with("code", typed).fault("code", fault.text, fault.clause);
                (StatusCode::UNPROCESSABLE_ENTITY, form)
            }
            Err(BallotError::Busy) => return Ok(shell::busy(ask)),
            Err(other) => return Err(broken(other)),
        }
    };
    let page = page(ask, &view, form);
    Ok(ui::html_with(status, &hall(ask, &desk, &view, page, None).await?))
}

/// `POST /s/{el}/vote/anybody`: comes in without a code, and opens the first category with a ballot left. Who the browser
/// is follows from what it carries anyway, so that leaving and coming back makes nobody else of it; and it is remembered
/// until the vote closes, because closing a browser should not either.
pub(super) async fn anybody(Path(el): Path<String>, sent: Sent) -> Result<Response, Response> {
    let ask = &sent.ask;
    let (desk, view) = ask.public(&el).await?;
    let to_hall = || Redirect::to(&format!("/s/{el}/vote")).into_response();
    let Some(vote) = open(&view).filter(|vote| vote.takes(Identity::Anonymous)) else { return Ok(to_hall()) };
    let ballots = ballots(ask, &desk).await?;
    let voter = match ballots.recognise(Shown::Browser(ask.visitor.as_bytes())).await {
        Ok(voter) => voter,
        Err(BallotError::Refused(_)) => return Ok(to_hall()),
        Err(other) => return Err(broken(other)),
    };
    let mut response = match next_door(&ballots, &view, vote, &voter).await? {
        Some(category) => Redirect::to(&format!("/s/{el}/vote/{category}")).into_response(),
        None => to_hall(),
    };
    let closes = vote.stage.closes_at(&view.s().zone());
    let lasts = closes.and_then(|closes| u32::try_from((closes.0 - ask.now().0) / 1_000).ok());
    voter::remember(ask, &desk, &voter, lasts, &mut response);
    Ok(response)
}

/// The first category in which a voter has a ballot left.
pub(super) async fn next_door(
    ballots: &BallotBox,
    view: &View,
    vote: Vote<'_>,
    voter: &Voter,
) -> Result<Option<String>, Response> {
    for category in categories(view) {
        if ballots.left(voter, &vote.stage.id, &category.id).await.map_err(broken)? > 0 {
            return Ok(Some(category.id.clone()));
        }
    }
    Ok(None)
}

/// `POST /s/{el}/vote/leave`: the browser forgets the voter, so that somebody else in the house may use it.
pub(super) async fn leave(Path(el): Path<String>, sent: Sent) -> Result<Response, Response> {
    let desk = sent.ask.desk(&el).await?;
    let mut response = Redirect::to(&format!("/s/{el}/vote")).into_response();
    voter::forget(&sent.ask, &desk, &mut response);
    Ok(response)
}
