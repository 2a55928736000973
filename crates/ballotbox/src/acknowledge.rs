//! Behind the writer: what was written is made durable, taken into the tree and the counts, and then answered for, in this
//! order. Several batches go with one trip to the disk, and the writer goes on meanwhile.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use ledger::Hash;
use selection::Handle;
use tokio::sync::{mpsc, oneshot, watch};
use tokio::time::{Instant as Elapsed, timeout};

use crate::writer::Core;
use crate::{BallotError, Cast};

/// A head is signed at least so long after a ballot.
const SIGN_AFTER: Duration = Duration::from_secs(1);
/// Counts are saved after so many ballots; a start goes through at most so many one by one.
const SAVE_EVERY: u64 = 20_000;

/// A batch that is written and not durable yet.
#[derive(Default)]
pub(crate) struct Written {
    /// Ballots taken from the queue for it.
    pub ballots: u64,
    /// Those that are new, in the order of their numbers.
    pub news: Vec<News>,
    /// What their voters are told once it is durable. A voter who hung up asks again under the same request id.
    pub answers: Vec<(Waiter, Result<Cast, BallotError>)>,
}

/// Where a voter waits.
pub(crate) type Waiter = oneshot::Sender<Result<Cast, BallotError>>;

/// What tree and counts take of a new ballot.
pub(crate) struct News {
    pub n: u64,
    pub leaf_hash: Hash,
    pub stage: String,
    pub category: String,
    /// When it was admitted, ms.
    pub at: i64,
    pub choices: Vec<Handle>,
}

impl Core {
    /// Makes batches durable and answers for them, until the writer has ended; and signs heads when they are due.
    pub async fn acknowledge(
        self: Arc<Self>,
        mut written: mpsc::Receiver<Written>,
        answered: watch::Sender<u64>,
    ) {
        let mut due = Elapsed::now() + SIGN_AFTER;
        loop {
            let mut batches = Vec::new();
            let signed = self.heads.size() == self.head().0 || self.running().is_err();
            let next = written.recv_many(&mut batches, usize::MAX);
            let taken = match signed {
                true => Some(next.await),
                false => timeout(due.saturating_duration_since(Elapsed::now()), next).await.ok(),
            };
            match taken {
                Some(0) => break,
                Some(_) => {
                    if signed {
                        due = Elapsed::now() + SIGN_AFTER;
                    }
                    let ballots = self.settle_batches(batches).await;
                    answered.send_modify(|answered| *answered += ballots);
                }
                None => {}
            }
            if Elapsed::now() >= due {
                due = Elapsed::now() + SIGN_AFTER;
                self.sign_beside();
            }
        }
        // What was acknowledged last is remembered outside the databases too.
        self.sign().await;
    }

    /// How many ballots were answered for.
    async fn settle_batches(&self, batches: Vec<Written>) -> u64 {
        let ballots: u64 = batches.iter().map(|batch| batch.ballots).sum();
        let durable = match self.running() {
            Ok(()) => self.store.sync_ballots().await.map_err(BallotError::from),
            Err(error) => Err(error),
        };
        // The writer may have met a fault meanwhile. What was durable before it is; nobody can tell for what came with it.
        let durable = durable.and_then(|()| self.running());
        if let Err(error) = &durable {
            self.fail(error, ballots as usize);
        } else {
            let mut state = self.state_mut();
            for News { n, leaf_hash, stage, category, at, choices } in
                batches.iter().flat_map(|batch| &batch.news)
            {
                // A tree that was caught up with the store has it.
                if *n == state.log.size() {
                    state.take(*leaf_hash, stage, (category, *at), choices);
                }
            }
        }
        for (waiting, answer) in batches.into_iter().flat_map(|batch| batch.answers) {
            let answer = match &durable {
                Err(error) if answer.is_ok() => Err(error.clone()),
                _ => answer,
            };
            // Nobody waits for it any more: nothing to do.
            let _ = waiting.send(answer);
        }
        ballots
    }

    /// Signs a head, and saves the counts where that is due, while others go on.
    fn sign_beside(self: &Arc<Self>) {
        if self.running().is_err() || self.signing.swap(true, Ordering::AcqRel) {
            return;
        }
        let core = Arc::clone(self);
        tokio::spawn(async move {
            core.sign().await;
            if core.head().0 >= core.saved_at.load(Ordering::Acquire) + SAVE_EVERY {
                core.save().await;
            }
            core.signing.store(false, Ordering::Release);
        });
    }
}
