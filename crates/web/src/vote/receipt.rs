//! The receipt of a ballot: its place in the ledger, never its choices. Checking a receipt; and what the ledger proves
//! and what it cannot.

use askama::Template;
use axum::extract::{Path, Query};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use ballotbox::BallotBox;
use desk::{Desk, View};
use identity::session::Transport;
use ledger::receipt::FILE_EXTENSION;
use ledger::{BallotLeaf, LedgerError, Receipt, leaf_hash};
use plan::{Identity, Instant, StageKind};
use serde::Deserialize;

use super::{Vote, hall, open, voter};
use crate::ask::{Ask, broken};
use crate::limits::{Asker, Limit, Wait};
use crate::sent::Sent;
use crate::shell::{self, stamp};
use crate::ui::{self, Fact, Form, Link, Page, Refusal};
use crate::{rooms, words};

/// Most bytes of a receipt that is handed in; ours are below 2 KB.
const MOST: usize = 16 * 1024;

#[derive(Template)]
#[template(path = "vote/receipt.html")]
struct Shown {
    page: Page,
    at: String,
    facts: Vec<Fact>,
    qr: String,
    file: String,
    next: Option<Link>,
    check: String,
    proof: String,
    /// What witnesses say of it; empty where there are none.
    standing: String,
    leaf: String,
    root: String,
    size: u64,
}

/// `GET /s/{el}/receipt/{n}`, and with `.tlog-proof` behind the number the file.
pub(super) async fn show(
    ask: Ask,
    Path((el, n)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Response> {
    let (desk, view) = ask.public(&el).await?;
    take(&ask, &desk, &headers).map_err(|wait| shell::slow(&ask, wait))?;
    let ballots = hall::ballots(&ask, &desk).await?;
    let number = n.strip_suffix(FILE_EXTENSION).and_then(|n| n.strip_suffix('.'));
    let found = match number.unwrap_or(&n).parse() {
        Ok(n) => vouched(&ask, &desk, &ballots, n).await?,
        Err(_) => None,
    };
    let (receipt, vouched) = found.ok_or_else(|| shell::not_found(&ask))?;
    if number.is_some() {
        return file(&el, &receipt);
    }
    let leaf = BallotLeaf::decode(&receipt.leaf).map_err(broken)?;
    let lang = ask.lang();
    let page =
        ask.page(Some(&view), text::t(lang, "vote-receipt-title")).nav(rooms::public(&view, lang, "vote"));
    let hash = leaf_hash(&receipt.leaf).to_string();
    let base = format!("/s/{el}");
    let check = format!("{base}/check?n={}&leaf={hash}", receipt.index);
    // A voter with a ballot left elsewhere is led on.
    let next = match (open(&view), voter::recall(&ask, &desk, &headers)) {
        (Some(vote), Some(voter)) => hall::next_door(&ballots, &view, vote, &voter).await?,
        _ => None,
    };
    let next = next.map(|category| {
        let name = words::category_name(&view, &category, lang);
        Link::new(page.t1("vote-enter", "category", name), format!("{base}/vote/{category}"))
    });
    let label = page.t1("vote-qr-label", "n", receipt.index);
    Ok(ui::html(&Shown {
        at: page.moment(&stamp(Instant(leaf.at))),
        facts: facts(&view, &page, &leaf),
        qr: ui::qr_svg(&format!("{}{check}", origin(&ask, &headers)), &label).unwrap_or_default(),
        file: format!("{base}/receipt/{}.{FILE_EXTENSION}", receipt.index),
        next,
        check,
        proof: format!("{base}/proof"),
        standing: match vouched {
            Vouched::Alone => String::new(),
            Vouched::Provisional => page.t("vote-receipt-provisional"),
            Vouched::Cosigned => page.t("vote-receipt-cosigned"),
        },
        leaf: hash,
        root: receipt.checkpoint.root.to_string(),
        size: receipt.checkpoint.size,
        page,
    }))
}

/// Who vouches for the head of a receipt.
enum Vouched {
    /// The log; no witnesses are asked here.
    Alone,
    /// The log, so far.
    Provisional,
    /// The log, and a quorum of witnesses.
    Cosigned,
}

/// The receipt of a ballot under the best head that covers it.
async fn vouched(
    ask: &Ask,
    desk: &Desk,
    ballots: &BallotBox,
    n: u64,
) -> Result<Option<(Receipt, Vouched)>, Response> {
    let publication = ask.world.publication(desk).await.map_err(broken)?;
    let vouched = match publication.cosigned().await {
        None => Vouched::Alone,
        Some(None) => Vouched::Provisional,
        Some(Some(head)) => match ballots.receipt_under(n, &head).await.map_err(broken)? {
            Some(receipt) => return Ok(Some((receipt, Vouched::Cosigned))),
            None => Vouched::Provisional,
        },
    };
    Ok(ballots.receipt(n).await.map_err(broken)?.map(|receipt| (receipt, vouched)))
}

/// Counts a look at a receipt: by voter where the browser remembers one, so that who has just voted sees their receipt
/// however many look at theirs from the same address.
fn take(ask: &Ask, desk: &Desk, headers: &HeaderMap) -> Result<(), Wait> {
    let asker = match voter::recall(ask, desk, headers) {
        Some(voter) => Asker::voter(desk.id(), &voter.nym),
        None => Asker::of(ask),
    };
    ask.app.limits().take(Limit::Check, &asker, ask.now().0)
}

/// What a ballot's leaf says to everybody.
fn facts(view: &View, page: &Page, leaf: &BallotLeaf) -> Vec<Fact> {
    let stages = view.plan().into_iter().flat_map(|plan| plan.stages(StageKind::Vote));
    let mut channels = stages.filter_map(|stage| stage.vote.as_ref()).flat_map(|rules| &rules.channel);
    let channel = channels.find(|channel| channel.id == leaf.channel).map(|channel| channel.name.clone());
    vec![
        Fact::new(page.t("vote-place"), page.t1("vote-place-no", "n", leaf.n)),
        Fact::new(page.t("vote-category"), words::category_name(view, &leaf.cat, page.lang)),
        Fact::new(page.t("vote-channel"), channel.unwrap_or_else(|| leaf.channel.clone())),
    ]
}

/// Scheme and host under which the reader came, for a code that another telephone can follow.
fn origin(ask: &Ask, headers: &HeaderMap) -> String {
    let scheme = match ask.app.transport() {
        Transport::Tls => "https",
        Transport::Loopback => "http",
    };
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    format!("{scheme}://{host}")
}

fn file(el: &str, receipt: &Receipt) -> Result<Response, Response> {
    let text = receipt.encode().map_err(broken)?;
    let name = format!("attachment; filename=\"{el}-{}.{FILE_EXTENSION}\"", receipt.index);
    let name = HeaderValue::from_str(&name).map_err(broken)?;
    let kind = HeaderValue::from_static("text/plain; charset=utf-8");
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)], text).into_response())
}

/// What looking into a receipt found, one question after another.
#[derive(Default)]
struct Finding {
    /// What holds.
    holds: Vec<String>,
    /// What does not; after it nothing more is asked.
    fails: Option<Refusal>,
    /// What the ballot's leaf says.
    facts: Vec<Fact>,
}

impl Finding {
    fn failing(page: &Page, key: &str, args: &text::Args) -> Finding {
        let refusal = Refusal {
            what: page.ta(key, args),
            clause: String::new(),
            remedy: page.t(format!("{key}-remedy")),
        };
        Finding { fails: Some(refusal), ..Finding::default() }
    }
}

#[derive(Template)]
#[template(path = "vote/check.html")]
struct Check {
    page: Page,
    base: String,
    found: Option<Finding>,
}

/// What the code on a receipt asks about.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Place {
    n: String,
    leaf: String,
}

/// `GET /s/{el}/check?n=&leaf=`: asks for a receipt; with number and leaf hash, as the code on a receipt has them, says
/// at once whether that ballot is in the ledger.
pub(super) async fn ask_for(
    ask: Ask,
    Path(el): Path<String>,
    Query(place): Query<Place>,
    headers: HeaderMap,
) -> Result<Response, Response> {
    let (desk, view) = ask.public(&el).await?;
    let page = check_page(&ask, &view, Form::default());
    let found = if place.n.is_empty() && place.leaf.is_empty() {
        None
    } else {
        take(&ask, &desk, &headers).map_err(|wait| shell::slow(&ask, wait))?;
        let ballots = hall::ballots(&ask, &desk).await?;
        Some(by_hash(&ballots, &view, &page, &place).await?)
    };
    Ok(ui::html(&Check { base: format!("/s/{el}"), page, found }))
}

fn check_page(ask: &Ask, view: &View, form: Form) -> Page {
    let title = text::t(ask.lang(), "vote-check-title");
    ask.page(Some(view), title).nav(rooms::public(view, ask.lang(), "vote")).form(form)
}

async fn by_hash(ballots: &BallotBox, view: &View, page: &Page, place: &Place) -> Result<Finding, Response> {
    let ours = match place.n.parse() {
        Ok(n) => ballots.receipt(n).await.map_err(broken)?,
        Err(_) => None,
    };
    let Some(ours) = ours else { return Ok(beyond(ballots, page)) };
    if leaf_hash(&ours.leaf).to_string() != place.leaf.to_lowercase() {
        return Ok(Finding::failing(page, "vote-check-other", &text::args! { "n" => ours.index }));
    }
    let leaf = BallotLeaf::decode(&ours.leaf).map_err(broken)?;
    let holds =
        vec![page.t1("vote-check-same", "n", ours.index), page.t1("vote-check-now", "n", ballots.head().0)];
    Ok(Finding { holds, fails: None, facts: facts_with_time(view, page, &leaf) })
}

fn facts_with_time(view: &View, page: &Page, leaf: &BallotLeaf) -> Vec<Fact> {
    let mut facts = facts(view, page, leaf);
    facts.push(Fact::new(page.t("vote-time"), page.moment(&stamp(Instant(leaf.at)))));
    facts
}

fn beyond(ballots: &BallotBox, page: &Page) -> Finding {
    Finding::failing(page, "vote-check-beyond", &text::args! { "n" => ballots.head().0 })
}

/// `POST /s/{el}/check`: `receipt` (text) or `file`.
pub(super) async fn check(
    headers: HeaderMap,
    Path(el): Path<String>,
    sent: Sent,
) -> Result<Response, Response> {
    let ask = &sent.ask;
    let (desk, view) = ask.public(&el).await?;
    let ballots = hall::ballots(ask, &desk).await?;
    let given = match sent.file("file") {
        Some(file) => String::from_utf8_lossy(&file.bytes).into_owned(),
        None => sent.get("receipt").to_owned(),
    };
    let mut page = check_page(ask, &view, Form::default().with("receipt", sent.get("receipt")));
    if given.trim().is_empty() {
        page.form = Form::default().fault("receipt", page.t("vote-check-missing"), "");
        return Ok(ui::html_with(
            StatusCode::UNPROCESSABLE_ENTITY,
            &Check { base: format!("/s/{el}"), page, found: None },
        ));
    }
    if let Err(wait) = take(ask, &desk, &headers) {
        // A pasted receipt comes back; a file was not taken, and its field can only be filled by the reader.
        let told = match sent.file("file") {
            Some(_) => "slow-form-files",
            None => "slow-form",
        };
        let told = page.t1(told, "n", wait.seconds());
        page.form = page.form.fault("receipt", told, "");
        return Ok(wait.tell(ui::html_with(
            StatusCode::TOO_MANY_REQUESTS,
            &Check { base: format!("/s/{el}"), page, found: None },
        )));
    }
    let found = Some(look_into(&ballots, &view, &page, &given).await?);
    Ok(ui::html(&Check { base: format!("/s/{el}"), page, found }))
}

/// Asks a receipt one question after another. Every way to fail is told apart, because what to do differs.
async fn look_into(ballots: &BallotBox, view: &View, page: &Page, given: &str) -> Result<Finding, Response> {
    let none = text::Args::new();
    if given.len() > MOST {
        return Ok(Finding::failing(page, "vote-check-unreadable", &text::args! { "line" => 1 }));
    }
    // Mail and text fields change line ends and the end of the file; neither says anything.
    let given = format!("{}\n", given.replace("\r\n", "\n").trim());
    let receipt = match Receipt::decode(&given) {
        Ok(receipt) => receipt,
        Err(fault) => {
            let line = if let LedgerError::Format { line, .. } = fault { line } else { 1 };
            return Ok(Finding::failing(page, "vote-check-unreadable", &text::args! { "line" => line }));
        }
    };
    let Ok(leaf) = BallotLeaf::decode(&receipt.leaf) else {
        return Ok(Finding::failing(page, "vote-check-unreadable", &text::args! { "line" => 2 }));
    };
    if receipt.check().is_err() {
        return Ok(Finding::failing(page, "vote-check-path", &none));
    }
    let Some(ours) = ballots.receipt(receipt.index).await.map_err(broken)? else {
        return Ok(beyond(ballots, page));
    };
    if receipt.checkpoint.origin != ours.checkpoint.origin {
        let other = text::args! { "origin" => &receipt.checkpoint.origin };
        return Ok(Finding::failing(page, "vote-check-origin", &other));
    }
    if ballots.judge(&receipt).is_err() {
        return Ok(Finding::failing(page, "vote-check-signature", &none));
    }
    if receipt.leaf != ours.leaf {
        return Ok(Finding::failing(page, "vote-check-other", &text::args! { "n" => receipt.index }));
    }
    let then = ballots.root_at(receipt.checkpoint.size).await.map_err(broken)?;
    if then != Some(receipt.checkpoint.root) {
        return Ok(Finding::failing(
            page,
            "vote-check-rewritten",
            &text::args! { "n" => receipt.checkpoint.size },
        ));
    }
    let holds = vec![
        page.t("vote-check-sound"),
        page.t("vote-check-signed"),
        page.t1("vote-check-same", "n", receipt.index),
        page.t2("vote-check-grown", "then", receipt.checkpoint.size, "now", ballots.head().0),
    ];
    Ok(Finding { holds, fails: None, facts: facts_with_time(view, page, &leaf) })
}

#[derive(Template)]
#[template(path = "vote/proof.html")]
struct Proof {
    page: Page,
    base: String,
    proves: Vec<String>,
    cannot: Vec<String>,
    /// The command that recounts what this site publishes.
    verify: String,
}

/// `GET /s/{el}/proof`: what the ledger proves, and what it cannot, said in front of voters.
pub(super) async fn proof(
    ask: Ask,
    Path(el): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Response> {
    let (_, view) = ask.public(&el).await?;
    let lang = ask.lang();
    let page =
        ask.page(Some(&view), text::t(lang, "vote-proof-title")).nav(rooms::public(&view, lang, "log"));
    let proves =
        ["order", "safe", "receipt", "recount", "result"].map(|what| page.t(format!("vote-proves-{what}")));
    let cannot = ["invented", "pressed", "phone", "dropped", "sold", "person"]
        .map(|what| page.t(format!("vote-cannot-{what}")));
    let verify = format!("xuanxian verify {}/log/{el}", origin(&ask, &headers));
    let (proves, mut cannot) = (proves.to_vec(), cannot.to_vec());
    let mut votes =
        view.plan().into_iter().flat_map(|plan| plan.stages(StageKind::Vote)).filter_map(Vote::of);
    if votes.any(|vote| vote.takes(Identity::Anonymous)) {
        cannot.push(page.t("vote-cannot-anybody"));
    }
    Ok(ui::html(&Proof { base: format!("/s/{el}"), page, proves, cannot, verify }))
}
