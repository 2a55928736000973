//! The one writer: batches from the queue into the store, then into the tree and the counts, then the answers.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use async_trait::async_trait;
use desk::{BallotSource, Clock, Keys, Snapshot};
use ledger::{Hash, Tree};
use plan::Instant;
use selection::vote::Tally;
use selection::{BallotHead, Code, Refusal};
use store::{Ballot, BallotOutcome, Store, StoreError};
use tokio::sync::{mpsc, oneshot, watch};

use crate::leaf::{Made, make};
use crate::saved::{self, Saved};
use crate::{BallotError, Cast};

/// Ballots in one commit, at most.
const BATCH: usize = 500;
/// Counts are saved after so many ballots; a start reads at most so many one by one.
const SAVE_EVERY: u64 = 5_000;
/// Rows read at once.
const PAGE: u32 = 2000;

/// An admitted ballot that waits for its number.
pub(crate) struct Pending {
    /// The ballot; its slot is the first to try.
    pub ballot: Ballot,
    /// How many slots its voter has.
    pub slots: u32,
    /// Clause of that limit.
    pub clause: String,
    /// Where the answer goes. A voter who hung up asks again under the same request id.
    pub answer: oneshot::Sender<Result<Cast, BallotError>>,
}

/// What became of a ballot in a commit.
enum Fate {
    /// New and durable.
    Stored(Cast),
    /// Its request was answered before, with this number.
    Repeated(u64),
    /// Another ballot of the voter has its slot.
    PlaceTaken,
}

/// What the acknowledged ballots amount to.
#[derive(Default)]
pub(crate) struct State {
    pub tree: Tree,
    pub tallies: BTreeMap<(String, String), Tally>,
}

impl State {
    fn take(&mut self, made: &Made) {
        self.tree.push(made.hash);
        let tally = self.tallies.entry((made.stage.clone(), made.category.clone())).or_default();
        tally.valid += 1;
        for choice in &made.choices {
            *tally.votes.entry(choice.clone()).or_default() += 1;
        }
    }
}

/// What handles, writer and desk share. It holds neither the desk nor the queue, so that dropping the last handle ends
/// the writer, and a desk that knows its ballots does not keep itself alive.
pub(crate) struct Core {
    pub el: String,
    pub store: Arc<dyn Store>,
    pub clock: Arc<dyn Clock>,
    pub keys: Keys,
    state: RwLock<State>,
    /// Held for reading around admission and queueing, for writing while somebody notes what has to become durable.
    /// What it holds is the earliest instant at which a ballot may still be admitted.
    pub gate: RwLock<Instant>,
    /// Ballots queued since the start.
    pub queued: AtomicU64,
    /// Ballots answered since the start, as the writer says.
    answered: watch::Receiver<u64>,
    /// Size of the log when the counts were saved last.
    saved_at: AtomicU64,
}

impl Core {
    pub fn new(
        el: &str,
        store: Arc<dyn Store>,
        clock: Arc<dyn Clock>,
        keys: Keys,
        answered: watch::Receiver<u64>,
    ) -> Core {
        Core {
            el: el.to_owned(),
            store,
            clock,
            keys,
            state: RwLock::default(),
            gate: RwLock::new(Instant(0)),
            queued: AtomicU64::new(0),
            answered,
            saved_at: AtomicU64::new(0),
        }
    }

    /// Tree and counts. Never held across an await; the changes under the lock cannot end halfway, so a poisoned lock
    /// holds nothing worse than a whole one.
    pub fn state(&self) -> RwLockReadGuard<'_, State> {
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn state_mut(&self) -> RwLockWriteGuard<'_, State> {
        self.state.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// Rebuilds tree and counts: from the saved counts where they are there and true, else from the first ballot.
    pub async fn load(&self) -> Result<(), BallotError> {
        let count = self.store.ballot_count(&self.el).await?;
        if let Some(bytes) = self.store.meta_get(&saved::name(&self.el)).await? {
            match Saved::from_bytes(&self.keys, &self.el, &bytes) {
                Some(saved) => self.load_saved(saved, count).await?,
                None => tracing::warn!(selection = self.el, "saved counts cannot be read; counting anew"),
            }
        }
        self.catch_up().await
    }

    async fn load_saved(&self, saved: Saved, count: u64) -> Result<(), BallotError> {
        let by = || "counts saved beside it".to_owned();
        if saved.size > count {
            return Err(BallotError::Older {
                el: self.el.clone(),
                found: count,
                recorded: saved.size,
                by: by(),
            });
        }
        let mut tree = Tree::new();
        while tree.size() < saved.size {
            let from = tree.size();
            let wanted = u64::from(PAGE).min(saved.size - from) as u32;
            let hashes = self.store.ballot_hashes(&self.el, from, wanted).await?;
            if hashes.len() != wanted as usize {
                return Err(BallotError::Damaged(from + hashes.len() as u64));
            }
            tree.extend(hashes.into_iter().map(Hash::from_bytes));
        }
        if tree.root() != saved.root {
            return Err(BallotError::Changed { el: self.el.clone(), size: saved.size, by: by() });
        }
        let tallies =
            saved.tallies.into_iter().map(|(stage, category, tally)| ((stage, category), tally)).collect();
        self.saved_at.store(saved.size, Ordering::Release);
        *self.state_mut() = State { tree, tallies };
        Ok(())
    }

    /// Takes in the stored ballots that the tree does not have yet, and checks that each gives its leaf.
    async fn catch_up(&self) -> Result<(), BallotError> {
        let count = self.store.ballot_count(&self.el).await?;
        loop {
            let from = self.state().tree.size();
            if from > count {
                let by = "acknowledged ballots".to_owned();
                return Err(BallotError::Older { el: self.el.clone(), found: count, recorded: from, by });
            }
            if from == count {
                return Ok(());
            }
            let wanted = u64::from(PAGE).min(count - from) as u32;
            let rows = self.store.ballots(&self.el, from, wanted).await?;
            let mut made = Vec::with_capacity(rows.len());
            for (n, row) in (from..).zip(&rows) {
                let leaf = make(&self.el, n, &row.ballot).map_err(|_| BallotError::Damaged(n))?;
                if row.n != n || *leaf.hash.as_bytes() != row.leaf_hash {
                    return Err(BallotError::Damaged(n));
                }
                made.push(leaf);
            }
            if made.len() != wanted as usize {
                return Err(BallotError::Damaged(from + made.len() as u64));
            }
            let mut state = self.state_mut();
            made.iter().for_each(|leaf| state.take(leaf));
        }
    }

    /// Checks that the log is an extension of what the acts recorded of it.
    pub fn check_anchor(&self, stage: &str, size: u64, root: &str) -> Result<(), BallotError> {
        let state = self.state();
        let by = || format!("the log of acts, {stage}");
        match state.tree.root_at(size) {
            Err(_) => {
                let found = state.tree.size();
                Err(BallotError::Older { el: self.el.clone(), found, recorded: size, by: by() })
            }
            // A vote that was counted before any box was there has no root.
            Ok(_) if size == 0 => Ok(()),
            Ok(found) if found.to_string() == root => Ok(()),
            Ok(_) => Err(BallotError::Changed { el: self.el.clone(), size, by: by() }),
        }
    }

    /// Takes batches from the queue until every handle is gone.
    pub async fn write(self: Arc<Self>, mut queue: mpsc::Receiver<Pending>, answered: watch::Sender<u64>) {
        let mut batch = Vec::with_capacity(BATCH);
        loop {
            let taken = queue.recv_many(&mut batch, BATCH).await;
            if taken == 0 {
                return;
            }
            self.commit(std::mem::take(&mut batch)).await;
            answered.send_modify(|answered| *answered += taken as u64);
            if self.state().tree.size() >= self.saved_at.load(Ordering::Acquire) + SAVE_EVERY {
                self.save().await;
            }
        }
    }

    /// Commits a batch and answers it. Every ballot first tries slot 0, or where it was told to go on; those whose
    /// place is taken go another round. Nearly all are done in the first.
    async fn commit(&self, mut batch: Vec<Pending>) {
        while !batch.is_empty() {
            let ballots: Vec<Ballot> = batch.iter().map(|pending| pending.ballot.clone()).collect();
            let done = match self.append(&ballots).await {
                Ok(done) => done,
                Err(error) => {
                    tracing::error!(selection = self.el, ballots = ballots.len(), %error, "ballots were not kept");
                    for pending in batch {
                        // Nobody waits for it any more: nothing to do.
                        let _ = pending.answer.send(Err(error.clone()));
                    }
                    return;
                }
            };
            let mut again = Vec::new();
            for (mut pending, fate) in batch.into_iter().zip(done) {
                let answer = match fate {
                    Fate::Stored(cast) => Ok(cast),
                    Fate::Repeated(n) => self.earlier(n).await,
                    Fate::PlaceTaken => match self.next_slot(&pending).await {
                        Ok(slot) => {
                            pending.ballot.slot = slot;
                            again.push(pending);
                            continue;
                        }
                        Err(error) => Err(error),
                    },
                };
                let _ = pending.answer.send(answer);
            }
            batch = again;
        }
    }

    /// Appends a batch to the store, and what is new of it to tree and counts.
    async fn append(&self, ballots: &[Ballot]) -> Result<Vec<Fate>, BallotError> {
        loop {
            let expected = self.state().tree.size();
            let leaves: Mutex<BTreeMap<u64, Made>> = Mutex::default();
            let make_leaf = |n: u64, ballot: &Ballot| {
                let leaf = make(&self.el, n, ballot).map_err(|fault| fault.to_string())?;
                let hash = *leaf.hash.as_bytes();
                leaves.lock().unwrap_or_else(PoisonError::into_inner).insert(n, leaf);
                Ok(hash)
            };
            let outcomes = match self.store.append_ballots(&self.el, expected, ballots, &make_leaf).await {
                Ok(outcomes) => outcomes,
                // A commit whose end was not seen can have been kept all the same. Its ballots turn out as repetitions.
                Err(StoreError::Conflict { .. }) => {
                    self.catch_up().await?;
                    continue;
                }
                Err(error) => return Err(error.into()),
            };
            let leaves = leaves.into_inner().unwrap_or_else(PoisonError::into_inner);
            let mut state = self.state_mut();
            return ballots
                .iter()
                .zip(outcomes)
                .map(|(ballot, outcome)| {
                    Ok(match outcome {
                        BallotOutcome::Stored { n } => {
                            let leaf = leaves.get(&n).ok_or(BallotError::Damaged(n))?;
                            state.take(leaf);
                            Fate::Stored(Cast {
                                n,
                                leaf_hash: leaf.hash,
                                at: Instant(ballot.at),
                                repeated: false,
                            })
                        }
                        BallotOutcome::Repeated { n } => Fate::Repeated(n),
                        BallotOutcome::Duplicate { .. } => Fate::PlaceTaken,
                    })
                })
                .collect();
        }
    }

    /// The slot to try after one was taken. Slots fill from 0 without gaps, so their number is the first free one.
    async fn next_slot(&self, pending: &Pending) -> Result<u32, BallotError> {
        let Ballot { cat, period, nym, slot, .. } = &pending.ballot;
        let used = self.store.nym_ballots(&self.el, cat, period, nym).await?;
        let next = used.max(slot + 1);
        if next < pending.slots {
            return Ok(next);
        }
        Err(Refusal::new(Code::LimitReached, &pending.clause).arg("limit", pending.slots).into())
    }

    /// What a ballot's voter was told, told again.
    async fn earlier(&self, n: u64) -> Result<Cast, BallotError> {
        let stored = self.store.ballot(&self.el, n).await?.ok_or(BallotError::Damaged(n))?;
        Ok(Cast::again(&stored))
    }
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

    /// Saves the counts. Not to have saved them costs time at the next start and nothing else.
    async fn save(&self) {
        let saved = {
            let State { tree, tallies } = &*self.state();
            let tallies = tallies
                .iter()
                .map(|((stage, category), tally)| (stage.clone(), category.clone(), tally.clone()));
            Saved { size: tree.size(), root: tree.root(), tallies: tallies.collect() }
        };
        let bytes = saved.to_bytes(&self.keys, &self.el);
        match self.store.meta_put(&saved::name(&self.el), &bytes).await {
            Ok(()) => {
                self.saved_at.fetch_max(saved.size, Ordering::AcqRel);
            }
            Err(error) => tracing::warn!(selection = self.el, %error, "the counts of ballots were not saved"),
        }
    }
}

#[async_trait]
impl BallotSource for Core {
    async fn settle(&self, snapshot: &Snapshot, stage: &str) -> Result<BallotHead, StoreError> {
        self.drained().await?;
        if self.state().tree.size() > self.saved_at.load(Ordering::Acquire) {
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
        let of_stage = state.tallies.iter().filter(|((of, _), _)| of == stage);
        categories.extend(of_stage.map(|((_, category), tally)| (category.clone(), tally.clone())));
        Ok(BallotHead { size: state.tree.size(), root: state.tree.root().to_string(), categories })
    }
}
