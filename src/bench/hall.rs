//! A data folder of `serve` in which a vote is open, and voters who are about to cast.
//!
//! Everything comes about by acts, as in real use: works put forward, screened, published; codes issued by the office.
//! Only the clock is another one, until the vote's first day.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result};
use ballotbox::{BallotBox, Voter};
use desk::{Clock, Desk, House, Keys, SystemClock, SystemEntropy};
use identity::session::{Token, form_token};
use jiff::ToSpan;
use ledger::hash::hex_of;
use plan::{Instant, Tier};
use selection::recommend::{self, Form};
use selection::screen::{self, Outcome};
use selection::{Act, Actor, Profile, Role, Seat, founding};
use store::{Entropy, MasterKey, SqliteStore};
use web::World;

use crate::demo::clock::SimulatedClock;
use crate::serve;

/// The selection that is voted on.
pub const EL: &str = "bench";
const PLAN: &str = include_str!("plan.toml");
const CANDIDATES: usize = 40;
const DAY: i64 = 86_400_000;

/// An open vote, before any server listens.
pub struct Hall {
    store: Arc<SqliteStore>,
    keys: Keys,
    desk: Desk,
    world: Arc<World>,
}

impl Hall {
    /// Makes the folder, or opens what an earlier run made of it.
    ///
    /// # Errors
    /// Where the folder cannot be written, or holds something else.
    pub async fn prepare(data: &Path) -> Result<Hall> {
        let today = SystemClock.now();
        let entropy: Arc<dyn Entropy> = Arc::new(SystemEntropy);
        let master = serve::master_key(data, text::Lang::En)?;
        let store = Arc::new(SqliteStore::open(data, MasterKey::new(master), Arc::clone(&entropy)).await?);
        let keys = serve::server_keys(&master);
        let clock = Arc::new(SimulatedClock::at(today.plus(-4 * DAY)));
        let shared = Arc::clone(&clock) as Arc<dyn Clock>;
        let house = House::open(Arc::clone(&store) as _, shared, entropy, keys.clone()).await?;
        let desk = match house.desk(EL).await {
            Some(desk) => desk,
            None => found(&house, &clock, today).await?,
        };
        clock.set(today);
        desk.tick().await?;
        let world = World::open(house, serve::LOCALHOST, &data.join(serve::PUBLIC)).await?;
        Ok(Hall { store, keys, desk, world })
    }

    /// Closes the folder, so that a server can open it. A box that was dropped first ends what it does.
    ///
    /// # Errors
    /// Where the store cannot be closed.
    pub async fn close(self) -> Result<()> {
        let Hall { mut store, desk, world, .. } = self;
        drop((desk, world));
        loop {
            match Arc::try_unwrap(store) {
                Ok(store) => return Ok(store.close().await?),
                Err(shared) => store = shared,
            }
            tokio::time::sleep(std::time::Duration::from_millis(1)).await;
        }
    }

    /// The ballot box.
    ///
    /// # Errors
    /// Where its ballots do not fit its acts.
    pub async fn ballots(&self) -> Result<BallotBox> {
        Ok(self.world.ballots(&self.desk).await?)
    }

    /// So many invitation codes as the office hands them out, each with the voter it stands for.
    ///
    /// # Errors
    /// Where the vote is not open, or the store fails.
    pub async fn voters(&self, count: u64, batch: &str) -> Result<Vec<Voter>> {
        let ballots = self.ballots().await?;
        let office = Actor::Seat("office-1".to_owned());
        let codes = ballots.issue_codes(office, "vote", "code", count, batch).await?;
        let mut voters = Vec::with_capacity(codes.len());
        for code in codes {
            voters.push(ballots.voter(&code).await?);
        }
        Ok(voters)
    }

    /// Casts so many ballots past HTTP but through admission, to fill the log.
    ///
    /// # Errors
    /// Where a ballot is not acknowledged.
    pub async fn fill(&self, count: u64, mut told: impl FnMut(u64)) -> Result<()> {
        const AT_ONCE: u64 = 2_000;
        let ballots = self.ballots().await?;
        let from = ballots.head().0;
        let mut next = from;
        let made = self.desk.clock().now();
        while next < from + count {
            let mut tasks = tokio::task::JoinSet::new();
            for n in next..(next + AT_ONCE).min(from + count) {
                let ballots = ballots.clone();
                tasks.spawn(async move {
                    let voter = anybody();
                    let req = voter.nym;
                    ballots.cast(&voter, "vote", "work", choices(n), req, made).await
                });
            }
            next += tasks.len() as u64;
            while let Some(done) = tasks.join_next().await {
                done??;
            }
            told(next - from);
        }
        Ok(())
    }

    /// The request by which a voter's browser casts its ballot, to the byte.
    pub fn request(&self, voter: &Voter, n: u64) -> Vec<u8> {
        // The port is left out: both servers look at the name only.
        let host = serve::LOCALHOST;
        let random = SystemEntropy.bytes32(b"visitor");
        let visitor = Token::from_random(&random);
        let csrf = form_token(&self.keys.forms(), &visitor.hash(), web::shell::FORM);
        let (name, value) = web::vote::voter::cookie(&self.keys, EL, voter);
        let req = hex_of(&random[..12]);
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.append_pair("csrf", &csrf).append_pair("request", &req).append_pair("stage", "vote");
        form.append_pair("made", &self.desk.clock().now().0.to_string());
        for choice in choices(n) {
            form.append_pair("choice", &choice);
        }
        let body = form.finish();
        format!(
            "POST /s/{EL}/vote/work/cast HTTP/1.1\r\nhost: {host}\r\norigin: http://{host}\r\n\
             user-agent: Mozilla/5.0 (Linux; Android 10) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36\r\n\
             accept: text/html\r\naccept-language: zh-CN,zh;q=0.9\r\ncookie: visitor={}; {name}={value}\r\n\
             content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
            visitor.expose(),
            body.len()
        )
        .into_bytes()
    }
}

/// A voter without a code, as [`Hall::fill`] uses them: the codes of a million voters take minutes to make.
fn anybody() -> Voter {
    let random = SystemEntropy.bytes32(b"voter");
    Voter { nym: std::array::from_fn(|i| random[i]), channel: "code".to_owned() }
}

/// Prepares a folder and prints voters with their requests.
///
/// # Errors
/// Where the folder cannot be written.
pub async fn print(data: &Path, voters: u64, out: &mut impl Write) -> Result<()> {
    const FEW: u64 = 10_000;
    let hall = Hall::prepare(data).await?;
    // With codes of the office's the log verifies; so many that it would take long go without.
    let coded = if voters <= FEW { hall.voters(voters, "print").await? } else { Vec::new() };
    let mut coded = coded.into_iter();
    for n in 0..voters {
        let voter = coded.next().unwrap_or_else(anybody);
        let nym = hex_of(&voter.nym);
        let request = String::from_utf8(hall.request(&voter, n))?;
        writeln!(out, "{nym} {}", serde_json::to_string(&request)?)?;
    }
    hall.close().await
}

/// What voter `n` chooses: one to ten of the forty.
fn choices(n: u64) -> Vec<String> {
    let many = 1 + n % 10;
    (0..many).map(|i| format!("p{}", 1 + (n * 7 + i * 3) % CANDIDATES as u64)).collect()
}

async fn found(house: &House, clock: &SimulatedClock, today: Instant) -> Result<Desk> {
    let begun = clock.now();
    let plan = plan::read(&dated(today)?).map_err(|faults| anyhow::anyhow!("{faults:?}"))?;
    let root = Actor::Admin("root".to_owned());
    let desk = house.open_selection(root.clone(), plan, "open").await?;
    let office = Actor::Seat("office-1".to_owned());
    let mut n = 0;
    let mut act = async |who: &Actor, act: Act| {
        n += 1;
        desk.submit(who.clone(), act, &format!("bench-{n}")).await
    };
    let seat = Seat { role: Role::Office, unit: None, outlet: None };
    act(&root, Act::Founding(founding::Act::Appoint(seat))).await?;
    clock.set(begun.plus(DAY / 2));
    let mut order = Vec::new();
    for i in 1..=CANDIDATES {
        let profile = Profile {
            name: format!("测试作品{i}"),
            employer: "第一测试区（虚构）".to_owned(),
            tagline: format!("第{i}件"),
            brief: "为测量而作。".to_owned(),
            ..Profile::default()
        };
        let form = Form { category: "work".to_owned(), profile, ..Form::default() };
        let stage = "collect".to_owned();
        let put = recommend::Act::Recommend { stage, tier: Tier::TopDown, form: Box::new(form) };
        act(&office, Act::Recommend(put)).await?;
        let nominee = format!("p{i}");
        order.push(nominee.clone());
        let pass = screen::Act::Screen { nominee, outcome: Outcome::Pass, note: String::new() };
        act(&office, Act::Screen(pass)).await?;
    }
    clock.set(begun.plus(2 * DAY));
    let order = vec![("work".to_owned(), order)];
    let list = screen::Act::PublishCandidates { stage: "screen".to_owned(), order };
    act(&office, Act::Screen(list)).await?;
    Ok(desk)
}

/// The plan with dates around today.
fn dated(today: Instant) -> Result<String> {
    let zone = jiff::tz::TimeZone::get("Asia/Shanghai").context("no time zone data")?;
    let date = today.civil(&zone).date();
    let day = |days: i64| date.checked_add(days.days()).map(|date| date.to_string());
    Ok(PLAN
        .replace("{collect-opens}", &day(-5)?)
        .replace("{collect-closes}", &day(-3)?)
        .replace("{screen-closes}", &day(-2)?)
        .replace("{vote-opens}", &day(-1)?)
        .replace("{vote-closes}", &day(30)?))
}
