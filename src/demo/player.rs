//! The player: does a script's steps under the simulated clock, each under a request id of its own.
//!
//! A play that was cut off anywhere is started again from its first step: acts that are recorded answer as they did,
//! refusals that were met are found by their request, ballots repeat by theirs. For that to hold, a script sets the
//! clock before each step and takes what it does from the seed and from entries that no later step changes, never from
//! what happens to be there.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;

use anyhow::{Context, Result, bail};
use ballotbox::{BallotBox, BallotError, Voter};
use desk::{Clock, Desk, DeskError, Done, House, Keys};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use ledger::Hash;
use plan::Instant;
use selection::{Act, Actor, Code, Handle, Refusal, Seat, founding, organisation};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::{Account, Entropy, MasterKey, SqliteStore, Store, StoreError};
use text::Lang;
use tokio::sync::watch;

use super::ballots::Wish;
use super::clock::SimulatedClock;
use super::entropy::SeededEntropy;
use super::folder::{Folder, Manifest, Stop};

/// The password of every demo account. It is shown on the page.
pub const PASSWORD: &str = "xuanxian-demo";
/// Login of the demo's system administrator.
pub const ADMIN: &str = "sysadmin";
/// Host in receipts: no such host can exist (RFC 2606).
pub const HOST: &str = "demo.invalid";

/// Tries of a ballot without a code in a play: its makers have no time to lose.
const PLAYED_TRIES: u32 = 2;

/// A data folder that was opened at a simulated time.
pub struct Opened {
    /// The store itself, for copies; everybody else uses the house's.
    pub store: Arc<SqliteStore>,
    /// The installation.
    pub house: Arc<House>,
    /// Its clock.
    pub clock: Arc<SimulatedClock>,
    /// The folder.
    pub dir: PathBuf,
}

/// Opens a data folder of a play at a simulated time.
///
/// # Errors
/// What the store or the house say.
pub async fn open(dir: &Path, seed: u64, at: Instant) -> Result<Opened> {
    let entropy: Arc<dyn Entropy> = Arc::new(SeededEntropy::new(seed));
    let clock = Arc::new(SimulatedClock::at(at));
    let store = Arc::new(
        SqliteStore::open(dir, MasterKey::new(entropy.bytes32(b"master")), Arc::clone(&entropy)).await?,
    );
    let keys = Keys::new(entropy.bytes32(b"server"));
    let house = House::open(Arc::clone(&store) as _, Arc::clone(&clock) as _, entropy, keys).await?;
    Ok(Opened { store, house, clock, dir: dir.to_owned() })
}

/// A refusal that was met on purpose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Met {
    /// The step that met it.
    pub step: String,
    /// When.
    pub at: Instant,
    /// Its code.
    pub code: String,
    /// The clause it names.
    pub clause: String,
    /// What whoever asked was told.
    pub said: Said,
}

/// A sentence in both languages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Said {
    /// A message with its variables.
    pub fn of(key: &str, args: &text::Args) -> Said {
        Said { zh: text::ta(Lang::Zh, key, args), en: text::ta(Lang::En, key, args) }
    }

    /// In one language.
    pub fn in_lang(self, lang: Lang) -> String {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }
}

/// How far a play is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Progress {
    /// The chapter, by name.
    pub chapter: String,
    /// Steps done; a hundred ballots are one step.
    pub done: u64,
    /// Steps in all, as far as can be said beforehand.
    pub total: u64,
    /// The stops that were reached.
    pub stops: Vec<Stop>,
    /// The play has come to its end.
    pub complete: bool,
    /// Voters' codes that nobody votes with in the play.
    pub codes: Vec<String>,
    /// What went wrong; nothing more happens.
    pub failed: Option<String>,
}

/// Plays steps. See the module's page.
pub struct Player {
    opened: Opened,
    desk: Desk,
    ballots: BallotBox,
    zone: TimeZone,
    seed: u64,
    chapter: &'static str,
    seats: BTreeMap<String, Handle>,
    met: Vec<Met>,
    progress: Arc<watch::Sender<Progress>>,
    keep: Option<(Folder, Manifest)>,
}

/// Where and what a player plays.
pub struct Setting {
    /// Data folder.
    pub dir: PathBuf,
    /// Seed.
    pub seed: u64,
    /// The plan as it is adopted first.
    pub plan: plan::Plan,
    /// When that is.
    pub begins: Instant,
    /// Steps in all, as far as can be said.
    pub total: u64,
    /// Copies are kept at stops.
    pub keep: Option<(Folder, Manifest)>,
}

impl Player {
    /// Opens the folder and adopts the plan, unless that has been done.
    ///
    /// # Errors
    /// Where folder or plan do not allow it.
    pub async fn begin(setting: Setting, progress: Arc<watch::Sender<Progress>>) -> Result<Player> {
        let Setting { dir, seed, plan, begins, total, keep } = setting;
        let opened = open(&dir, seed, begins).await?;
        let zone = plan.zone();
        let admin = account_id(ADMIN);
        if !opened.house.organisation().await.admins.contains(&admin) {
            let entry = organisation::Entry::AdminGiven { account: admin.clone() };
            opened.house.record(&Actor::Admin(admin.clone()), entry, "before/administrator").await?;
        }
        let desk = opened.house.open_selection(Actor::Admin(admin), plan, "before/plan").await?;
        let ballots = BallotBox::open(&desk, HOST, &[]).await?;
        progress.send_modify(|progress| {
            progress.total = total;
            if let Some((_, manifest)) = &keep {
                progress.stops.clone_from(&manifest.stops);
                progress.codes.clone_from(&manifest.codes);
            }
        });
        let (seats, met) = (BTreeMap::new(), Vec::new());
        Ok(Player { opened, desk, ballots, zone, seed, chapter: "before", seats, met, progress, keep })
    }

    /// The seed.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// The selection as it stands. A script may read only what no later step changes.
    pub fn now(&self) -> Arc<desk::Snapshot> {
        self.desk.snapshot()
    }

    /// The ballot box.
    pub fn ballots(&self) -> &BallotBox {
        &self.ballots
    }

    /// The store.
    pub fn store(&self) -> &Arc<SqliteStore> {
        &self.opened.store
    }

    /// The time zone of the plan.
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// From here on steps belong to this chapter.
    pub fn chapter(&mut self, chapter: &'static str) {
        self.chapter = chapter;
        self.progress.send_modify(|progress| progress.chapter = chapter.to_owned());
    }

    /// Sets the clock to a civil time in the plan's zone, such as `2022-12-01 08:00:00`.
    ///
    /// # Errors
    /// Where the text is no time.
    pub fn at(&self, civil: &str) -> Result<()> {
        self.set(instant(civil, &self.zone)?);
        Ok(())
    }

    /// Sets the clock.
    pub fn set(&self, to: Instant) {
        self.opened.clock.set(to);
    }

    /// So many steps more are done.
    pub fn advanced(&self, steps: u64) {
        self.progress.send_modify(|progress| progress.done = (progress.done + steps).min(progress.total));
    }

    fn request(&self, step: impl Into<String>) -> String {
        format!("{}/{}", self.chapter, step.into())
    }

    /// Asks for an act.
    ///
    /// # Errors
    /// Where it is refused, or the store fails.
    pub async fn act(&mut self, step: impl Into<String>, who: &Actor, act: Act) -> Result<Done> {
        let req = self.request(step);
        let done = self.desk.submit(who.clone(), act, &req).await.with_context(|| format!("step {req}"))?;
        self.advanced(1);
        Ok(done)
    }

    /// Asks for an act that must be refused, for the reason named.
    ///
    /// # Errors
    /// Where it is accepted, or refused for another reason.
    pub async fn refused(
        &mut self,
        step: impl Into<String>,
        who: &Actor,
        act: Act,
        code: Code,
    ) -> Result<()> {
        let req = self.request(step);
        if self.met_before(&req).await? {
            return Ok(());
        }
        match self.desk.submit(who.clone(), act, &req).await {
            Err(DeskError::Refused(refusal)) => self.meet(&req, who, refusal, code).await,
            Err(other) => Err(other.into()),
            Ok(_) => bail!("step {req} should have been refused with {}", code.as_str()),
        }
    }

    /// Takes the ballot box's answer to what must be refused, for the reason named. Asked only where
    /// [`Player::was_refused`] says no.
    ///
    /// # Errors
    /// Where it was accepted, or refused for another reason.
    pub async fn ballot_refused<T>(
        &mut self,
        step: impl Into<String>,
        answer: Result<T, BallotError>,
        code: Code,
    ) -> Result<()> {
        let req = self.request(step);
        match answer {
            Err(BallotError::Refused(refusal)) => self.meet(&req, &Actor::Citizen, refusal, code).await,
            Err(other) => Err(other.into()),
            Ok(_) => bail!("step {req} should have been refused with {}", code.as_str()),
        }
    }

    /// Whether an earlier run met the refusal of this step; then it is noted again.
    ///
    /// # Errors
    /// Where the store fails.
    pub async fn was_refused(&mut self, step: impl Into<String>) -> Result<bool> {
        let req = self.request(step);
        self.met_before(&req).await
    }

    async fn met_before(&mut self, req: &str) -> Result<bool> {
        let Some(bytes) = self.opened.store.meta_get(&format!("demo/met/{req}")).await? else {
            return Ok(false);
        };
        self.met.push(serde_json::from_slice(&bytes)?);
        self.advanced(1);
        Ok(true)
    }

    /// Notes a refusal. It is durable before the next step, so that a play taken up again does not ask a second time,
    /// when the answer might be another.
    async fn meet(&mut self, req: &str, who: &Actor, refusal: Refusal, expected: Code) -> Result<()> {
        if refusal.code != expected {
            bail!("step {req} was refused with {refusal}, not with {}", expected.as_str());
        }
        let met = Met {
            step: req.to_owned(),
            at: self.opened.clock.now(),
            code: refusal.code.as_str().to_owned(),
            said: self.said(who, &refusal),
            clause: refusal.clause,
        };
        self.opened.store.meta_put(&format!("demo/met/{req}"), &serde_json::to_vec(&met)?).await?;
        self.met.push(met);
        self.advanced(1);
        Ok(())
    }

    /// A refusal as whoever asked reads it.
    pub fn said(&self, who: &Actor, refusal: &Refusal) -> Said {
        let view = self.desk.view(who.clone());
        let told = |lang: Lang| web::words::refusal(Some(&view), refusal, lang).text;
        Said { zh: told(Lang::Zh), en: told(Lang::En) }
    }

    /// When something may fall due next.
    pub fn next_due(&self) -> Option<Instant> {
        self.desk.next_due()
    }

    /// Lets what is due by now happen.
    ///
    /// # Errors
    /// Where the store fails.
    pub async fn tick(&mut self) -> Result<()> {
        self.desk.tick().await?;
        Ok(())
    }

    /// Keeps a document and gives its SHA-256, hex.
    ///
    /// # Errors
    /// Where the store fails.
    pub async fn document(&self, text: &str) -> Result<String> {
        Ok(Hash::from_bytes(self.opened.store.save_blob(text.as_bytes(), None).await?).to_string())
    }

    /// Keeps minutes that a recommendation brings along; gives their SHA-256, hex, and the file's id. Asked again before
    /// anything else is recorded, as by a play that was killed, it gives the same.
    ///
    /// # Errors
    /// Where the store fails.
    pub async fn minutes(&self, text: &str) -> Result<(String, String)> {
        const YEAR: i64 = 365 * 86_400_000;
        let hash = Hash::of(text.as_bytes()).to_string();
        let id = format!("minutes-{}-{}", self.desk.snapshot().s.n, &hash[..16]);
        let due = self.opened.clock.now().plus(YEAR).0;
        match self.opened.store.put_file(&id, text.as_bytes(), "text/plain", due).await {
            Ok(()) | Err(StoreError::Taken(_)) => Ok((hash, id)),
            Err(other) => Err(other.into()),
        }
    }

    /// Gives somebody a seat and an account.
    ///
    /// # Errors
    /// Where either is refused.
    pub async fn appoint(&mut self, by: &Actor, login: &str, name: &str, seat: Seat) -> Result<()> {
        let act = Act::Founding(founding::Act::Appoint(seat));
        let done = self.act(format!("seat-{login}"), by, act).await?;
        let given = done.records.iter().find_map(|filed| match &filed.record.entry {
            selection::Entry::Founding(founding::Entry::Appointed { seat, .. }) => Some(seat.clone()),
            _ => None,
        });
        let handle = given.with_context(|| format!("no seat was recorded for {login}"))?;
        let seat = store::Seat { selection: self.desk.id().to_owned(), handle: handle.clone() };
        self.account(login, name, vec![seat]).await?;
        self.seats.insert(login.to_owned(), handle);
        Ok(())
    }

    /// Makes an account, unless it is there.
    ///
    /// # Errors
    /// Where the store fails.
    pub async fn account(&self, login: &str, name: &str, seats: Vec<store::Seat>) -> Result<()> {
        let store = &self.opened.store;
        if store.account(&account_id(login)).await?.is_some() {
            return Ok(());
        }
        let chance = SeededEntropy::new(self.seed).bytes32(format!("password/{login}").as_bytes());
        let salt: [u8; identity::password::SALT_BYTES] = std::array::from_fn(|i| chance[i]);
        let password = identity::Secret::new(PASSWORD.to_owned());
        let hash =
            identity::password::hash(&password, &salt, identity::password::Cost::LightForTestsAndDemo)?;
        let account = Account {
            id: account_id(login),
            login: login.to_owned(),
            name: name.to_owned(),
            password_hash: hash.as_str().to_owned(),
            seats,
            is_admin: login == ADMIN,
            must_change: false,
            disabled: false,
            failed: 0,
            locked_until: None,
            created_at: self.opened.clock.now().0,
        };
        Ok(store.create_account(&account).await?)
    }

    /// The administrator.
    pub fn admin(&self) -> Actor {
        Actor::Admin(account_id(ADMIN))
    }

    /// Whoever has this login, in their seat.
    ///
    /// # Errors
    /// Where nobody was appointed under it.
    pub fn seat(&self, login: &str) -> Result<Actor> {
        let handle = self.seats.get(login).with_context(|| format!("{login} has no seat"))?;
        Ok(Actor::Seat(handle.clone()))
    }

    /// Casts ballots in this order, all at this moment, so that they share commits. What an earlier run stored is
    /// repeated. `open`: the channel whose voters show nothing.
    ///
    /// # Errors
    /// Where one is refused.
    pub async fn cast(&mut self, stage: &str, open: Option<&str>, ballots: &[(Voter, &Wish)]) -> Result<()> {
        let made = self.opened.clock.now();
        let mut works = BTreeMap::new();
        for (voter, wish) in
            ballots.iter().filter(|(voter, _)| open.is_some_and(|open| open == voter.channel))
        {
            let random = Sha256::digest(wish.req).into();
            let challenge = self.ballots.challenge(voter, stage, &wish.category, PLAYED_TRIES, &random)?;
            works.insert(wish.req, identity::work::solve(&challenge)?);
        }
        // Fewer than may wait for the writer at once, so that a great vote is not told to come again.
        for ballots in ballots.chunks(2_000) {
            let casts = ballots.iter().map(|(voter, wish)| -> Pin<Box<dyn Future<Output = _> + Send + '_>> {
                let (category, choices) = (&wish.category, wish.choices.clone());
                match works.get(&wish.req) {
                    Some(work) => {
                        Box::pin(self.ballots.cast_with_work(voter, stage, category, choices, work, made))
                    }
                    None => Box::pin(self.ballots.cast(voter, stage, category, choices, wish.req, made)),
                }
            });
            for answer in in_order(casts.collect()).await {
                answer?;
            }
        }
        Ok(())
    }

    /// Notes codes that nobody votes with in the play.
    pub fn spare_codes(&mut self, codes: Vec<String>) -> Result<()> {
        if let Some((folder, manifest)) = &mut self.keep {
            manifest.codes.clone_from(&codes);
            folder.write(manifest)?;
        }
        self.progress.send_modify(|progress| progress.codes = codes);
        Ok(())
    }

    /// A stop: a copy of everything as it stands is kept, unless it is there.
    ///
    /// # Errors
    /// Where the copy cannot be written.
    pub async fn stop(&mut self, name: &str, zh: &str, en: &str) -> Result<()> {
        let at = self.opened.clock.now();
        let Some((folder, manifest)) = &mut self.keep else { return Ok(()) };
        if !folder.stop(name).exists() {
            let unfinished = folder.unfinished(name)?;
            self.opened.store.copy_to(&unfinished).await?;
            folder.copy_heads(&unfinished)?;
            folder.finish(&unfinished, name)?;
        }
        if !manifest.stops.iter().any(|stop| stop.name == name) {
            manifest.stops.push(Stop { name: name.to_owned(), zh: zh.to_owned(), en: en.to_owned(), at });
            folder.write(manifest)?;
        }
        let stops = manifest.stops.clone();
        self.progress.send_modify(|progress| progress.stops = stops);
        Ok(())
    }

    /// The end: how it came out.
    ///
    /// # Errors
    /// Where the folder cannot be written.
    pub async fn end(mut self) -> Result<Played> {
        if let Some((folder, manifest)) = &mut self.keep {
            manifest.complete = true;
            folder.write(manifest)?;
        }
        let snapshot = self.desk.snapshot();
        let (cast, root) = self.ballots.head();
        self.progress.send_modify(|progress| {
            progress.done = progress.total;
            progress.complete = true;
        });
        Ok(Played { acts: snapshot.root, ballots: root, cast, snapshot, met: self.met })
    }
}

/// How a play came out.
pub struct Played {
    /// Root over the acts.
    pub acts: Hash,
    /// Root over the ballots.
    pub ballots: Hash,
    /// Ballots.
    pub cast: u64,
    /// The last snapshot.
    pub snapshot: Arc<desk::Snapshot>,
    /// Refusals met on purpose.
    pub met: Vec<Met>,
}

/// The id of an account by its login.
pub fn account_id(login: &str) -> String {
    format!("demo-{login}")
}

/// A civil time in a zone as an instant.
///
/// # Errors
/// Where the text is no time.
pub fn instant(civil: &str, zone: &TimeZone) -> Result<Instant> {
    let civil: DateTime = civil.parse().with_context(|| format!("`{civil}` is no time"))?;
    Ok(Instant::of(civil, zone))
}

/// Waits for all, beginning them in order: what each does before it first waits happens in that order.
async fn in_order<T>(futures: Vec<Pin<Box<dyn Future<Output = T> + Send + '_>>>) -> Vec<T> {
    let mut waiting: Vec<_> = futures.into_iter().map(|future| (Some(future), None)).collect();
    std::future::poll_fn(move |context| {
        let mut all = true;
        for (future, answer) in &mut waiting {
            if let Some(running) = future {
                match running.as_mut().poll(context) {
                    Poll::Ready(value) => {
                        *answer = Some(value);
                        *future = None;
                    }
                    Poll::Pending => all = false,
                }
            }
        }
        if !all {
            return Poll::Pending;
        }
        Poll::Ready(waiting.iter_mut().filter_map(|(_, answer)| answer.take()).collect())
    })
    .await
}
