//! The ballot: choosing, reading over, casting. Whatever goes wrong, what was ticked stays ticked.

use askama::Template;
use axum::extract::{Path, Query, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use ballotbox::{BallotBox, BallotError, Voter};
use desk::{Desk, View};
use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorPreferences};
use icu_locale_core::locale;
use ledger::Hash;
use pinyin::ToPinyin;
use plan::SlotPer;
use plan::stage::Order;
use plan::types::Subject;
use plan::{Category, Instant};
use selection::{Code, Refusal};
use serde::Deserialize;

use super::work::{Work, is_work};
use super::{Vote, choosable, hall, open, voter};
use crate::app::App;
use crate::ask::{Ask, broken, tick};
use crate::limits::{Asker, Limit, Wait};
use crate::sent::Sent;
use crate::shell::{self, stamp};
use crate::ui::{self, Face, Fact, Form, Link, Page};
use crate::{layers, rooms, words};

/// The field of a ballot that holds a choice.
const CHOICE: &str = "choice";

/// A voter in front of the ballot of one category.
pub(super) struct Booth {
    pub(super) desk: Desk,
    view: View,
    pub(super) ballots: BallotBox,
    pub(super) voter: Voter,
    pub(super) category: String,
}

/// Who comes to a ballot without a code, or while none is taken, is led to the hall, which says what to do.
pub(super) async fn booth(
    ask: &Ask,
    el: &str,
    category: &str,
    headers: &HeaderMap,
) -> Result<Booth, Response> {
    let (desk, view) = ask.public(el).await?;
    if view.plan().and_then(|plan| plan.category(category)).is_none() {
        return Err(shell::not_found(ask));
    }
    let to_hall = || Redirect::to(&format!("/s/{el}/vote")).into_response();
    let voter = voter::recall(ask, &desk, headers).ok_or_else(to_hall)?;
    let ballots = hall::ballots(ask, &desk).await?;
    Ok(Booth { desk, view, ballots, voter, category: category.to_owned() })
}

impl Booth {
    pub(super) fn vote(&self) -> Result<Vote<'_>, Response> {
        open(&self.view).ok_or_else(|| Redirect::to(&format!("/s/{}/vote", self.desk.id())).into_response())
    }

    fn category(&self) -> Option<&Category> {
        self.view.plan().and_then(|plan| plan.category(&self.category))
    }

    pub(super) fn base(&self) -> String {
        format!("/s/{}/vote/{}", self.desk.id(), self.category)
    }

    fn page(&self, ask: &Ask, form: Form) -> Page {
        let title = words::category_name(&self.view, &self.category, ask.lang());
        ask.page(Some(&self.view), title).nav(rooms::public(&self.view, ask.lang(), "vote")).form(form)
    }

    /// Counts what this voter asks for, or says how long they have to wait. By voter, wherever they vote from.
    fn take(&self, ask: &Ask, limit: Limit) -> Result<(), Wait> {
        let voter = Asker::voter(self.desk.id(), &self.voter.nym);
        ask.app.limits().take(limit, &voter, ask.now().0)
    }

    async fn left(&self, vote: Vote<'_>) -> Result<u32, Response> {
        self.ballots.left(&self.voter, &vote.stage.id, &self.category).await.map_err(broken)
    }
}

#[derive(Template)]
#[template(path = "vote/ballot.html")]
struct Ballot {
    page: Page,
    base: String,
    eyebrow: String,
    people: Vec<Face>,
    least: u32,
    most: u32,
    kind: &'static str,
    says: String,
    full: String,
    none: bool,
    /// The proof of work, which goes on while the voter chooses.
    work: Option<Work>,
}

/// What a reader without scripts searched for.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Wish {
    q: String,
}

/// `GET /s/{el}/vote/{cat}?q=`.
pub(super) async fn show(
    ask: Ask,
    Path((el, cat)): Path<(String, String)>,
    Query(wish): Query<Wish>,
    headers: HeaderMap,
) -> Result<Response, Response> {
    let booth = booth(&ask, &el, &cat, &headers).await?;
    let vote = booth.vote()?;
    if !wish.q.trim().is_empty() {
        booth.take(&ask, Limit::Search).map_err(|wait| shell::slow(&ask, wait))?;
    }
    let left = booth.left(vote).await?;
    if left == 0 {
        return limit(&ask, &booth, vote, StatusCode::OK).await;
    }
    Ok(ui::html(&ballot(&ask, &booth, vote, left, Form::default().with("q", &wish.q))))
}

fn ballot(ask: &Ask, booth: &Booth, vote: Vote<'_>, left: u32, form: Form) -> Ballot {
    let page = booth.page(ask, form);
    let range = vote.range(&page);
    let stage = words::stage_name(&booth.view, &vote.stage.id, page.lang);
    let eyebrow =
        text::args! { "stage" => stage, "left" => left, "range" => &range, "who" => subject(booth) };
    let q = page.form.value("q").to_lowercase();
    let mut people = faces(booth, vote, &page, ask);
    // Who is ticked stays in sight, whatever was searched for.
    people.retain(|face| {
        page.form.holds(CHOICE, &face.id) || q.split_whitespace().all(|word| face.search_key().contains(word))
    });
    Ballot {
        base: booth.base(),
        work: Work::of(booth, vote, "ballot"),
        eyebrow: page.ta(format!("vote-eyebrow-{}", vote.per()), &eyebrow),
        none: people.is_empty(),
        people,
        least: vote.least,
        most: vote.most,
        kind: if vote.most == 1 { "radio" } else { "checkbox" },
        says: page.t2("vote-says", "range", range, "who", subject(booth)),
        full: page.t2("vote-full", "n", vote.most, "who", subject(booth)),
        page,
    }
}

/// What is chosen, as messages tell people from works.
fn subject(booth: &Booth) -> &'static str {
    match booth.category().map(|category| category.subject) {
        Some(Subject::Person) => "person",
        _ => "other",
    }
}

/// The candidates as cards, in the plan's order.
fn faces(booth: &Booth, vote: Vote<'_>, page: &Page, ask: &Ask) -> Vec<Face> {
    let view = &booth.view;
    let el = booth.desk.id();
    let mut faces: Vec<Face> = choosable(view, &booth.category)
        .map(|member| {
            let profile = view.profile(&member.nominee);
            let name = match &profile {
                Some(profile) => profile.name.clone(),
                None => words::nominee(view, &member.nominee, page.lang),
            };
            let spoken: Vec<&str> = name.as_str().to_pinyin().flatten().map(|sound| sound.plain()).collect();
            let initials: String = spoken.iter().filter_map(|sound| sound.chars().next()).collect();
            Face {
                id: member.nominee.clone(),
                number: member.number.clone(),
                unit: profile.as_ref().map(|profile| profile.employer.clone()).unwrap_or_default(),
                line: profile.as_ref().map(|profile| profile.tagline.clone()).unwrap_or_default(),
                href: format!("/s/{el}/candidates/{}", member.nominee),
                photo: String::new(),
                seed: selection::lists::serial(&member.nominee),
                key: format!("{} {initials}", spoken.concat()),
                work: words::is_work(view, &booth.category),
                name,
            }
        })
        .collect();
    match vote.rules.order.get() {
        Some(Order::Random) => {
            // The same for one visitor however often the page is shown, another for the next.
            let visitor = ask.visitor.as_bytes();
            let place = format!("/{}/{}/", vote.stage.id, booth.category);
            faces.sort_by_key(|face| {
                *Hash::of(&[visitor, place.as_bytes(), face.id.as_bytes()].concat()).as_bytes()
            });
        }
        Some(Order::Strokes) => {
            let strokes = CollatorPreferences::from(locale!("zh-u-co-stroke"));
            if let Ok(strokes) = Collator::try_new(strokes, CollatorOptions::default()) {
                faces.sort_by(|a, b| strokes.compare(&a.name, &b.name));
            }
        }
        // The list is in the order of its numbers.
        Some(Order::Number) | None => {}
    }
    faces
}

#[derive(Template)]
#[template(path = "vote/confirm.html")]
struct Confirm {
    page: Page,
    base: String,
    lead: String,
    chosen: Vec<Fact>,
    ids: Vec<String>,
    stage: String,
    /// When this form was made, ms.
    made: i64,
    /// Why it was not cast yet: a heading, and what to do.
    held: Option<(String, String)>,
    /// The proof of work, and what is known of it already.
    work: Option<Work>,
    proof: String,
}

/// `POST /s/{el}/vote/{cat}/check`: `choice` (several). Shows what was chosen, to be sent or changed.
pub(super) async fn check(
    headers: HeaderMap,
    Path((el, cat)): Path<(String, String)>,
    sent: Sent,
) -> Result<Response, Response> {
    let ask = &sent.ask;
    let booth = booth(ask, &el, &cat, &headers).await?;
    let vote = booth.vote()?;
    let left = booth.left(vote).await?;
    if left == 0 {
        return limit(ask, &booth, vote, StatusCode::CONFLICT).await;
    }
    if let Err(wait) = booth.take(ask, Limit::Cast) {
        return Ok(slowed(&sent, &booth, vote, left, wait));
    }
    let choices = choices(&sent);
    let judged = selection::vote::admit(
        booth.view.s(),
        &vote.stage.id,
        &cat,
        &booth.voter.channel,
        &choices,
        booth.view.now(),
    );
    match judged {
        Ok(_) => Ok(ui::html(&confirm(ask, &booth, &vote.stage.id, &choices, None))),
        Err(refusal) => Ok(again(&sent, &booth, vote, left, &refusal)),
    }
}

fn choices(sent: &Sent) -> Vec<String> {
    sent.all(CHOICE).into_iter().map(ToOwned::to_owned).collect()
}

fn confirm(
    ask: &Ask,
    booth: &Booth,
    stage: &str,
    choices: &[String],
    held: Option<(String, String)>,
) -> Confirm {
    let page = booth.page(ask, Form::default());
    let view = &booth.view;
    let chosen = choosable(view, &booth.category)
        .filter(|member| choices.contains(&member.nominee))
        .map(|member| {
            let profile = view.profile(&member.nominee);
            let name = profile.as_ref().map(|profile| profile.name.clone());
            let name = name.unwrap_or_else(|| words::nominee(view, &member.nominee, page.lang));
            let unit = profile.map(|profile| profile.employer.clone()).unwrap_or_default();
            Fact::new(&member.number, name).note(unit)
        })
        .collect();
    let lead = page.t2("vote-confirm-lead", "n", choices.len(), "who", subject(booth));
    Confirm {
        base: booth.base(),
        lead,
        chosen,
        ids: choices.to_vec(),
        stage: stage.to_owned(),
        made: view.now().0,
        held,
        work: open(view).and_then(|vote| Work::of(booth, vote, "cast")),
        proof: String::new(),
        page,
    }
}

/// The ballot once more, with everything still ticked, the reason and the clause.
fn again(sent: &Sent, booth: &Booth, vote: Vote<'_>, left: u32, refusal: &Refusal) -> Response {
    let fault = words::refusal(Some(&booth.view), refusal, sent.ask.lang());
    // The list is the whole form, so the fault stands above it.
    let form = ticked(sent).fault("", fault.text, fault.clause);
    ui::html_with(StatusCode::UNPROCESSABLE_ENTITY, &ballot(&sent.ask, booth, vote, left, form))
}

/// The ballot once more, with everything still ticked, and how long to wait.
fn slowed(sent: &Sent, booth: &Booth, vote: Vote<'_>, left: u32, wait: Wait) -> Response {
    let form = ticked(sent).fault("", slow_words(&sent.ask, wait), "");
    let page = ballot(&sent.ask, booth, vote, left, form);
    wait.tell(ui::html_with(StatusCode::TOO_MANY_REQUESTS, &page))
}

fn slow_words(ask: &Ask, wait: Wait) -> String {
    text::ta(ask.lang(), "vote-slow-cast", &text::args! { "n" => wait.seconds() })
}

/// What was ticked, and nothing else.
fn ticked(sent: &Sent) -> Form {
    sent.all(CHOICE).into_iter().fold(Form::default(), |form, choice| form.with(CHOICE, choice))
}

/// `POST /s/{el}/vote/{cat}/cast`: `choice` (several), `stage`, `request`, `made`; or `change` to go back to the ballot.
/// Leads to the receipt. Sent twice, it is one ballot and one receipt.
///
/// The whole city comes through here, so nothing is looked at, and no view built, unless there is something to say.
pub(super) async fn cast(State(app): State<App>, request: Request) -> Response {
    layers::around(&app, request, async |request| taken(&app, request).await.unwrap_or_else(|answer| answer))
        .await
}

async fn taken(app: &App, request: Request) -> Result<Response, Response> {
    // `/s/{el}/vote/{cat}/cast`; ids are written with letters that need no escape.
    let mut path = request.uri().path().split('/').skip(2).step_by(2);
    let (el, cat) = (path.next().unwrap_or_default(), path.next().unwrap_or_default());
    let (el, cat) = (el.to_owned(), cat.to_owned());
    let (sent, headers) = Sent::with_headers(request, app).await?;
    let ask = &sent.ask;
    let desk = ask.desk(&el).await?;
    tick(&desk).await?;
    let said = match voter::recall(ask, &desk, &headers) {
        Some(voter) if sent.get("change").is_empty() => {
            let asker = Asker::voter(desk.id(), &voter.nym);
            match ask.app.limits().take(Limit::Cast, &asker, ask.now().0) {
                Ok(()) => {
                    let hash = Hash::of(sent.request().as_bytes());
                    let req = std::array::from_fn(|i| hash.as_bytes()[i]);
                    let ballots = hall::ballots(ask, &desk).await?;
                    // The form names its round: whose answer was lost may ask for it again after the close.
                    let (stage, made) = (sent.get("stage"), Instant(sent.number("made").unwrap_or_default()));
                    let cast = match sent.get("altcha") {
                        "" => ballots.cast(&voter, stage, &cat, choices(&sent), req, made).await,
                        work => ballots.cast_with_work(&voter, stage, &cat, choices(&sent), work, made).await,
                    };
                    match cast {
                        Ok(cast) => {
                            let receipt = format!("/s/{el}/receipt/{}", cast.n);
                            return Ok(Redirect::to(&receipt).into_response());
                        }
                        Err(fault) => Said::Fault(fault),
                    }
                }
                Err(wait) => Said::Wait(wait),
            }
        }
        _ => Said::Change,
    };
    not_cast(&sent, &el, &cat, &headers, said).await
}

/// Why a ballot was not cast.
enum Said {
    /// The voter wants to change it, or the browser knows no voter.
    Change,
    /// They have to wait.
    Wait(Wait),
    /// The box did not take it.
    Fault(BallotError),
}

async fn not_cast(
    sent: &Sent,
    el: &str,
    cat: &str,
    headers: &HeaderMap,
    said: Said,
) -> Result<Response, Response> {
    let ask = &sent.ask;
    let booth = booth(ask, el, cat, headers).await?;
    match said {
        Said::Change => {
            let vote = booth.vote()?;
            let left = booth.left(vote).await?;
            Ok(ui::html(&ballot(ask, &booth, vote, left, ticked(sent))))
        }
        Said::Wait(wait) => {
            let held = (text::t(ask.lang(), "slow-page"), slow_words(ask, wait));
            Ok(wait.tell(ui::html_with(StatusCode::TOO_MANY_REQUESTS, &once_more(sent, &booth, held))))
        }
        Said::Fault(BallotError::Refused(refusal)) => {
            let vote = booth.vote()?;
            if refusal.code == Code::LimitReached {
                return limit(ask, &booth, vote, StatusCode::CONFLICT).await;
            }
            if is_work(&refusal) {
                // Nothing is wrong with what was chosen: the same ballot, and a new challenge for it.
                let asker = Asker::anybody(ask, el, &booth.voter.nym);
                ask.app.limits().count(Limit::Work, &asker, ask.now().0);
                let fault = words::refusal(Some(&booth.view), &refusal, ask.lang());
                let held = Some((text::t(ask.lang(), "vote-work-again"), fault.text));
                let page = confirm(ask, &booth, &vote.stage.id, &choices(sent), held);
                return Ok(ui::html_with(StatusCode::UNPROCESSABLE_ENTITY, &page));
            }
            let left = booth.left(vote).await?;
            Ok(again(sent, &booth, vote, left, &refusal))
        }
        Said::Fault(fault) => {
            // Nothing was acknowledged: the same form under the same request may be sent until it is.
            let busy = matches!(fault, BallotError::Busy);
            let (key, after) =
                if busy { ("vote-busy", BallotError::RETRY_AFTER) } else { ("vote-stopped", 60) };
            if !busy {
                tracing::error!(%fault, "a ballot was not acknowledged");
            }
            let held = (text::t(ask.lang(), key), text::t(ask.lang(), &format!("{key}-what")));
            let page = once_more(sent, &booth, held);
            let mut response = ui::html_with(StatusCode::SERVICE_UNAVAILABLE, &page);
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(after));
            Ok(response)
        }
    }
}

/// The same form, to be sent again as it is.
fn once_more(sent: &Sent, booth: &Booth, held: (String, String)) -> Confirm {
    let mut page = confirm(&sent.ask, booth, sent.get("stage"), &choices(sent), Some(held));
    page.page.request = sent.request();
    page.proof = sent.get("altcha").to_owned();
    page.made = sent.number("made").unwrap_or(page.made);
    page
}

#[derive(Template)]
#[template(path = "vote/limit.html")]
struct LimitPage {
    page: Page,
    heading: String,
    next: String,
    other: Option<Link>,
    hall: String,
    check: String,
}

/// This voter's ballots are used up: when the next is possible, and where there is one left.
async fn limit(ask: &Ask, booth: &Booth, vote: Vote<'_>, status: StatusCode) -> Result<Response, Response> {
    let page = booth.page(ask, Form::default());
    let other = other_door(ask, booth, vote, &page).await?;
    let heading =
        page.t2(format!("vote-limit-{}", vote.per()), "n", vote.limit.ballots, "category", &page.title);
    let next = match next_period(&booth.view, vote) {
        Some(at) => page.t1("vote-limit-next", "at", page.day_time(&stamp(at))),
        None => page.t("vote-limit-last"),
    };
    let base = format!("/s/{}", booth.desk.id());
    let limit = LimitPage {
        heading,
        next,
        other,
        hall: format!("{base}/vote"),
        check: format!("{base}/check"),
        page,
    };
    Ok(ui::html_with(status, &limit))
}

/// When a voter who has used everything up has ballots again: the next midnight, where the vote still runs then.
fn next_period(view: &View, vote: Vote<'_>) -> Option<Instant> {
    if vote.limit.per != SlotPer::Day {
        return None;
    }
    let zone = view.s().zone();
    let next = view.now().next_midnight(&zone);
    vote.stage.closes_at(&zone).is_none_or(|closes| next < closes).then_some(next)
}

async fn other_door(ask: &Ask, booth: &Booth, vote: Vote<'_>, page: &Page) -> Result<Option<Link>, Response> {
    let next = hall::next_door(&booth.ballots, &booth.view, vote, &booth.voter).await?;
    Ok(next.map(|category| {
        let name = words::category_name(&booth.view, &category, ask.lang());
        Link::new(page.t1("vote-enter", "category", name), format!("/s/{}/vote/{category}", booth.desk.id()))
    }))
}
