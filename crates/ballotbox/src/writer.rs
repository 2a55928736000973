//! The one writer: batches from the queue into the store, numbered. What makes them durable, and answers for them, comes
//! behind it ([`mod@crate::acknowledge`]), so that a batch is written while the disk has the one before.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::Duration;

use async_trait::async_trait;
use desk::{BallotSource, Clock, Keys, Snapshot};
use ledger::tree::EMPTY_ROOT;
use ledger::{Hash, Trust};
use plan::Instant;
use selection::vote::Tally;
use selection::{BallotHead, Code, Handle, Refusal};
use store::{Ballot, BallotOutcome, Store, StoreError};
use tokio::sync::{mpsc, watch};
use tokio::time::sleep;

use crate::acknowledge::{News, Waiter, Written};
use crate::heads::{self, Heads};
use crate::leaf::{Made, make};
use crate::log::Grown;
use crate::saved::{self, Saved};
use crate::{BallotError, Cast};

/// Ballots in one commit, at most.
const BATCH: usize = 500;
/// A batch waits so long for company: what it costs beside its ballots is as much as twenty of them. A third of it, and
/// twice as long, gave fewer ballots a second (`bench vote`).
const COMPANY: Duration = Duration::from_millis(1);
/// With so many it need not wait.
const ENOUGH: usize = 128;

/// An admitted ballot that waits for its number.
pub(crate) struct Pending {
    /// The ballot; its slot is the first to try.
    pub ballot: Ballot,
    /// Its leaf, made for that slot.
    pub made: Made,
    /// The rest.
    pub waiting: Waiting,
}

/// Who waits for a ballot.
pub(crate) struct Waiting {
    /// How many slots the voter has.
    pub slots: u32,
    /// Clause of that limit.
    pub clause: String,
    /// Where the answer goes. A voter who hung up asks again under the same request id.
    pub answer: Waiter,
}

/// What became of a ballot in a batch.
enum Fate {
    /// New.
    Stored(Cast),
    /// Its request was answered before, with this number.
    Repeated(u64),
    /// Another ballot of the voter has its slot.
    PlaceTaken,
}

/// What the acknowledged ballots amount to.
#[derive(Default, Clone)]
pub(crate) struct State {
    pub log: Grown,
    /// By stage, then category.
    pub tallies: BTreeMap<String, BTreeMap<String, Tally>>,
    /// When the latest of them was admitted, ms.
    pub latest: i64,
}

impl State {
    pub fn take(&mut self, hash: Hash, stage: &str, (category, at): (&str, i64), choices: &[Handle]) {
        self.log.push(hash);
        self.latest = self.latest.max(at);
        within(&mut self.tallies, stage, |of: &mut BTreeMap<String, Tally>| {
            within(of, category, |tally: &mut Tally| {
                tally.valid += 1;
                for choice in choices {
                    within(&mut tally.votes, choice, |votes: &mut u64| *votes += 1);
                }
            });
        });
    }

    pub fn tally(&self, stage: &str, category: &str) -> Option<&Tally> {
        self.tallies.get(stage)?.get(category)
    }
}

/// As `entry(name).or_default()`, without a new string for a name that is there.
fn within<V: Default>(map: &mut BTreeMap<String, V>, name: &str, change: impl FnOnce(&mut V)) {
    match map.get_mut(name) {
        Some(value) => change(value),
        None => change(map.entry(name.to_owned()).or_default()),
    }
}

/// What handles, writer and desk share. It holds neither the desk nor the queue, so that dropping the last handle ends
/// the writer, and a desk that knows its ballots does not keep itself alive.
pub(crate) struct Core {
    pub el: String,
    /// Selection and generation of the log: what its heads and counts are kept under.
    pub label: String,
    pub store: Arc<dyn Store>,
    pub clock: Arc<dyn Clock>,
    pub keys: Keys,
    pub heads: Heads,
    /// Trust in this log's own key.
    pub trust: Trust,
    state: RwLock<State>,
    /// Held for reading around admission and queueing, for writing while somebody notes what has to become durable.
    /// What it holds is the earliest instant at which a ballot may still be admitted.
    pub gate: RwLock<Instant>,
    /// Ballots queued since the start.
    pub queued: AtomicU64,
    /// Ballots answered since the start, as the writer says.
    answered: watch::Receiver<u64>,
    /// Size of the log when the counts were saved last.
    pub saved_at: AtomicU64,
    /// A head was kept beside the counts since the start.
    noted: AtomicBool,
    /// Somebody is signing a head because it was due.
    pub signing: AtomicBool,
    /// The disk failed under a commit. What became of it shows at the next start; nothing more is acknowledged before.
    failed: AtomicBool,
}

impl Core {
    pub fn new(
        (el, label): (&str, String),
        store: Arc<dyn Store>,
        clock: Arc<dyn Clock>,
        keys: Keys,
        (heads, trust): (Heads, Trust),
        answered: watch::Receiver<u64>,
    ) -> Core {
        Core {
            el: el.to_owned(),
            label,
            store,
            clock,
            keys,
            heads,
            trust,
            state: RwLock::default(),
            gate: RwLock::new(Instant(0)),
            queued: AtomicU64::new(0),
            answered,
            saved_at: AtomicU64::new(0),
            noted: AtomicBool::new(false),
            signing: AtomicBool::new(false),
            failed: AtomicBool::new(false),
        }
    }

    /// Tree and counts. Never held across an await; the changes under the lock cannot end halfway, so a poisoned lock
    /// holds nothing worse than a whole one.
    pub fn state(&self) -> RwLockReadGuard<'_, State> {
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn state_mut(&self) -> RwLockWriteGuard<'_, State> {
        self.state.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// Size of the log and root over it.
    pub fn head(&self) -> (u64, Hash) {
        let state = self.state();
        (state.log.size(), state.log.root())
    }

    pub fn saved_at(&self, size: u64) {
        self.saved_at.fetch_max(size, Ordering::AcqRel);
    }

    /// Fails once the disk has.
    pub fn running(&self) -> Result<(), BallotError> {
        if self.failed.load(Ordering::Acquire) { Err(StoreError::Halted.into()) } else { Ok(()) }
    }

    /// Takes in what the store has beyond the tree, after all that was written before is answered; the size of the log then.
    async fn catch_up(&self, written: u64) -> Result<u64, BallotError> {
        let mut answered = self.answered.clone();
        answered.wait_for(|answered| *answered >= written).await.map_err(|_| BallotError::Stopped)?;
        self.running()?;
        self.store.sync_ballots().await?;
        let found = self.store.ballot_count(&self.el).await?;
        let mut state = self.state().clone();
        let recorded = state.log.size();
        if recorded > found {
            let (el, by) = (self.el.clone(), "acknowledged ballots".to_owned());
            return Err(BallotError::Older { el, found, recorded, by });
        }
        self.read_on(&mut state, found, |_| Ok(())).await?;
        *self.state_mut() = state;
        Ok(found)
    }

    /// Takes batches from the queue until every handle is gone.
    pub async fn write(self: Arc<Self>, mut queue: mpsc::Receiver<Pending>, answered: watch::Sender<u64>) {
        // One batch is on its way to the disk, one is being written.
        let (behind, written) = mpsc::channel(1);
        let acknowledging = tokio::spawn(Arc::clone(&self).acknowledge(written, answered));
        let mut ahead = Ahead { next: self.state().log.size(), ballots: 0, behind };
        let mut batch = Vec::with_capacity(BATCH);
        while queue.recv_many(&mut batch, BATCH).await > 0 {
            if batch.len() < ENOUGH {
                sleep(COMPANY).await;
                while batch.len() < BATCH
                    && let Ok(pending) = queue.try_recv()
                {
                    batch.push(pending);
                }
            }
            let next = std::mem::replace(&mut batch, Vec::with_capacity(BATCH));
            let written = self.put(next, &mut ahead).await;
            ahead.ballots += written.ballots;
            let Ok(place) = ahead.behind.reserve().await else { break };
            place.send(written);
        }
        drop(ahead);
        let _ = acknowledging.await;
    }

    pub async fn sign(&self) {
        let size = self.head().0;
        if size == 0 || self.running().is_err() {
            return;
        }
        let mut signed = self.heads.cover(&*self.store, size, || self.head()).await.map(|_| ());
        // The databases know from the first head on that there is one, so that its loss is noticed.
        if signed.is_ok() && !self.noted.swap(true, Ordering::AcqRel) {
            signed = self.note_head().await;
        }
        if let Err(error) = signed {
            tracing::error!(selection = self.el, %error, "no head of the ballots was signed");
        }
    }

    async fn note_head(&self) -> Result<(), BallotError> {
        if let Some(note) = self.heads.newest().and_then(|signed| signed.encode().ok()) {
            self.store.meta_put(&heads::meta_name(&self.label), note.as_bytes()).await?;
        }
        Ok(())
    }

    /// Writes a batch, and says what is to be answered once it is durable. Every ballot first tries slot 0, or where it
    /// was told to go on; those whose place is taken go another round. Nearly all are done in the first.
    async fn put(&self, batch: Vec<Pending>, ahead: &mut Ahead) -> Written {
        let mut written = Written { ballots: batch.len() as u64, ..Written::default() };
        let mut ballots = Vec::with_capacity(batch.len());
        let mut rest = Vec::with_capacity(batch.len());
        for Pending { ballot, made, waiting } in batch {
            ballots.push(ballot);
            rest.push((made, waiting));
        }
        while !ballots.is_empty() {
            let made: Vec<&Made> = rest.iter().map(|(made, _)| made).collect();
            let done = match self.running() {
                Ok(()) => self.append(&ballots, &made, ahead).await,
                Err(error) => Err(error),
            };
            let done = match done {
                Ok(done) => done,
                Err(error) => {
                    self.fail(&error, ballots.len());
                    let failed = rest.into_iter().map(|(_, waiting)| (waiting.answer, Err(error.clone())));
                    written.answers.extend(failed);
                    break;
                }
            };
            let (mut again, mut still) = (Vec::new(), Vec::new());
            for ((mut ballot, (made, waiting)), fate) in ballots.into_iter().zip(rest).zip(done) {
                let answer = match fate {
                    Fate::Stored(cast) => {
                        let Cast { n, leaf_hash, .. } = cast;
                        let Made { stage, choices, .. } = made;
                        written.news.push(News {
                            n,
                            leaf_hash,
                            stage,
                            category: ballot.cat,
                            at: ballot.at,
                            choices,
                        });
                        Ok(cast)
                    }
                    Fate::Repeated(n) => self.earlier(n).await,
                    Fate::PlaceTaken => match self.next_slot(&mut ballot, &waiting).await {
                        Ok(Next::Try(made)) => {
                            again.push(ballot);
                            still.push((made, waiting));
                            continue;
                        }
                        Ok(Next::Again(cast)) => Ok(cast),
                        Err(error) => Err(error),
                    },
                };
                written.answers.push((waiting.answer, answer));
            }
            (ballots, rest) = (again, still);
        }
        written
    }

    /// Notes why ballots were not kept. After a fault of the disk nobody knows what is on it, so nothing more is tried.
    pub fn fail(&self, error: &BallotError, ballots: usize) {
        tracing::error!(selection = self.el, ballots, %error, "ballots were not kept");
        if matches!(error, BallotError::Store(cause) if cause.is_disk_fault()) {
            self.failed.store(true, Ordering::Release);
        }
    }

    /// Appends a batch to the store.
    async fn append(
        &self,
        ballots: &[Ballot],
        made: &[&Made],
        ahead: &mut Ahead,
    ) -> Result<Vec<Fate>, BallotError> {
        loop {
            let hashes = Mutex::new(vec![EMPTY_ROOT; made.len()]);
            let make_leaf = |n: u64, i: usize| {
                let made = made.get(i).ok_or("no such ballot in the batch")?;
                let hash = made.hash(n).map_err(|fault| fault.to_string())?;
                if let Some(place) = hashes.lock().unwrap_or_else(PoisonError::into_inner).get_mut(i) {
                    *place = hash;
                }
                Ok(*hash.as_bytes())
            };
            let outcomes = match self.store.append_ballots(&self.el, ahead.next, ballots, &make_leaf).await {
                Ok(outcomes) => outcomes,
                // A commit whose end was not seen can have been kept all the same. Its ballots turn out as repetitions.
                Err(StoreError::Conflict { .. }) => {
                    ahead.next = self.catch_up(ahead.ballots).await?;
                    continue;
                }
                Err(error) => return Err(error.into()),
            };
            let hashes = hashes.into_inner().unwrap_or_else(PoisonError::into_inner);
            let mut fates = Vec::with_capacity(ballots.len());
            for ((ballot, leaf_hash), outcome) in ballots.iter().zip(hashes).zip(outcomes) {
                fates.push(match outcome {
                    BallotOutcome::Stored { n } => {
                        ahead.next = n + 1;
                        let at = Instant(ballot.at);
                        Fate::Stored(Cast { n, leaf_hash, at, repeated: false })
                    }
                    BallotOutcome::Repeated { n } => Fate::Repeated(n),
                    BallotOutcome::Duplicate { .. } => Fate::PlaceTaken,
                });
            }
            return Ok(fates);
        }
    }

    /// After a slot was taken by another ballot of the voter: this request's own ballot, where it has one among them, or
    /// the first slot that is free.
    async fn next_slot(&self, ballot: &mut Ballot, waiting: &Waiting) -> Result<Next, BallotError> {
        let theirs = self.store.voter_ballots(&self.el, &ballot.cat, &ballot.period, &ballot.nym).await?;
        if let Some(own) = theirs.iter().find(|stored| stored.ballot.req == ballot.req) {
            return Ok(Next::Again(Cast::again(own)));
        }
        let free = theirs.len() as u32;
        if free >= waiting.slots || free <= ballot.slot {
            return Err(Refusal::new(Code::LimitReached, &waiting.clause).arg("limit", waiting.slots).into());
        }
        ballot.slot = free;
        let choices = serde_json::from_slice(&ballot.choices).unwrap_or_default();
        let made = make(&self.el, ballot, choices).map_err(|fault| StoreError::Leaf(fault.to_string()))?;
        Ok(Next::Try(made))
    }

    /// What a ballot's voter was told, told again.
    async fn earlier(&self, n: u64) -> Result<Cast, BallotError> {
        let stored = self.store.ballot(&self.el, n).await?.ok_or(BallotError::Damaged(n))?;
        Ok(Cast::again(&stored))
    }
}

/// What the writer has written, durable or not.
struct Ahead {
    /// The next ballot's number.
    next: u64,
    /// Ballots taken from the queue.
    ballots: u64,
    /// Where what was written goes.
    behind: mpsc::Sender<Written>,
}

/// What comes after a taken slot.
enum Next {
    /// Another round with the ballot's new slot.
    Try(Made),
    /// The request had been answered.
    Again(Cast),
}

impl Core {
    /// Waits until every ballot that was queued before this call has been answered. No ballot is admitted afterwards at
    /// an instant before this call.
    pub async fn drained(&self) -> Result<(), StoreError> {
        let queued = {
            let mut floor = self.gate.write().unwrap_or_else(PoisonError::into_inner);
            *floor = self.clock.now().max(*floor);
            self.queued.load(Ordering::Acquire)
        };
        let mut answered = self.answered.clone();
        match answered.wait_for(|answered| *answered >= queued).await {
            Ok(_) => Ok(()),
            Err(_) => Err(StoreError::Invalid("the writer of ballots stopped before its queue was empty")),
        }
    }

    /// Saves the counts, and the newest signed head beside them. Not to have saved them costs time at the next start and
    /// nothing else.
    pub async fn save(&self) {
        let saved = {
            let State { log, tallies, latest } = &*self.state();
            let tallies = tallies.iter().flat_map(|(stage, of)| {
                of.iter().map(|(category, tally)| (stage.clone(), category.clone(), tally.clone()))
            });
            Saved { size: log.size(), root: log.root(), latest: *latest, tallies: tallies.collect() }
        };
        match self.keep(&saved).await {
            Ok(()) => self.saved_at(saved.size),
            Err(error) => tracing::warn!(selection = self.el, %error, "the counts of ballots were not saved"),
        }
    }

    async fn keep(&self, saved: &Saved) -> Result<(), BallotError> {
        self.note_head().await?;
        let bytes = saved.to_bytes(&self.keys, &self.el);
        Ok(self.store.meta_put(&saved::name(&self.label), &bytes).await?)
    }
}

#[async_trait]
impl BallotSource for Core {
    async fn settle(&self, snapshot: &Snapshot, stage: &str) -> Result<BallotHead, StoreError> {
        self.drained().await?;
        if self.state().log.size() > self.saved_at.load(Ordering::Acquire) {
            self.sign().await;
            self.save().await;
        }
        let state = self.state();
        // A category in which nobody voted is counted too: with nothing.
        let mut categories: BTreeMap<String, Tally> = snapshot
            .s
            .plan
            .iter()
            .flat_map(|plan| &plan.category)
            .map(|category| (category.id.clone(), Tally::default()))
            .collect();
        categories.extend(state.tallies.get(stage).cloned().unwrap_or_default());
        Ok(BallotHead { size: state.log.size(), root: state.log.root().to_string(), categories })
    }

    fn latest(&self) -> Instant {
        Instant(self.state().latest)
    }
}
