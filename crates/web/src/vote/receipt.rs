//! The receipt of a ballot: its place in the ledger, never its choices; and what the ledger proves and what it cannot.

use askama::Template;
use axum::extract::Path;
use axum::http::{HeaderMap, header};
use axum::response::Response;
use ballotbox::BallotBox;
use desk::{Desk, View};
use identity::session::Transport;
use ledger::receipt::FILE_EXTENSION;
use ledger::{BallotLeaf, Receipt, leaf_hash};
use plan::{Identity, Instant, StageKind};

use super::{Vote, hall, open, voter};
use crate::ask::{Ask, broken};
use crate::limits::{Asker, Limit, Wait};
use crate::shell::{self, stamp};
use crate::ui::{self, Fact, Link, Page};
use crate::{rooms, words};

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
pub(super) fn take(ask: &Ask, desk: &Desk, headers: &HeaderMap) -> Result<(), Wait> {
    let asker = match voter::recall(ask, desk, headers) {
        Some(voter) => Asker::voter(desk.id(), &voter.nym),
        None => Asker::of(ask),
    };
    ask.app.limits().take(Limit::Check, &asker, ask.now().0)
}

/// What a ballot's leaf says to everybody.
pub(super) fn facts(view: &View, page: &Page, leaf: &BallotLeaf) -> Vec<Fact> {
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
    let name = format!("{el}-{}.{FILE_EXTENSION}", receipt.index);
    Ok(shell::download(text.into_bytes(), "text/plain; charset=utf-8", &name))
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
