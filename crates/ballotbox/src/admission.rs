//! The handle: a box is opened beside its desk; ballots are judged here, before the queue.

use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};

use desk::Desk;
use ledger::{Checkpoint, Hash, Log, Receipt, to_canonical};
use plan::{Instant, StageKind};
use selection::vote::{self, Tally};
use selection::{Handle, Refusal};
use store::{Ballot, StoredBallot};
use tokio::sync::{mpsc, oneshot, watch};

use crate::leaf::{hex, make, request};
use crate::writer::{Core, Pending};
use crate::{BallotError, Voter};

/// Admitted ballots that may wait for the writer: eight or nine batches, so that nobody waits for many more commits.
const QUEUE: usize = 4096;

/// The ballots of one selection. Cloning gives another handle to the same; when the last is dropped, the writer ends
/// after what is queued.
#[derive(Clone)]
pub struct BallotBox {
    desk: Desk,
    host: String,
    core: Arc<Core>,
    queue: mpsc::Sender<Pending>,
}

/// What a voter is told of a ballot: it is durable and has its place in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cast {
    /// Its number in the selection's ballot log, from 0.
    pub n: u64,
    /// Hash of its leaf, for the QR code.
    pub leaf_hash: Hash,
    /// When it was admitted.
    pub at: Instant,
    /// This request had been answered before.
    pub repeated: bool,
}

impl Cast {
    pub(crate) fn again(stored: &StoredBallot) -> Cast {
        Cast {
            n: stored.n,
            leaf_hash: Hash::from_bytes(stored.leaf_hash),
            at: Instant(stored.ballot.at),
            repeated: true,
        }
    }
}

impl BallotBox {
    /// Opens the box of a desk's selection: rebuilds tree and counts from the store, checks them against what the acts
    /// recorded, starts the writer, and tells the desk. One box a selection; it must be called on a tokio runtime.
    ///
    /// `host`: first part of the log's origin, without a scheme.
    ///
    /// # Errors
    /// [`BallotError::Older`], [`BallotError::Changed`] or [`BallotError::Damaged`] when the ballots are not those that
    /// were recorded; [`BallotError::Host`]; [`BallotError::Store`].
    pub async fn open(desk: &Desk, host: &str) -> Result<BallotBox, BallotError> {
        let (done, answered) = watch::channel(0);
        let core = Core::new(
            desk.id(),
            Arc::clone(desk.store()),
            Arc::clone(desk.clock()),
            desk.keys().clone(),
            answered,
        );
        let (queue, waiting) = mpsc::channel(QUEUE);
        let opened = BallotBox { desk: desk.clone(), host: host.to_owned(), core: Arc::new(core), queue };
        let fits = opened.checkpoint(0, ledger::tree::EMPTY_ROOT).to_text().is_ok();
        if !fits || host.is_empty() || host.contains("://") {
            return Err(BallotError::Host(host.to_owned()));
        }
        opened.core.load().await?;
        for (stage, vote) in &desk.snapshot().s.vote.votes {
            if let Some((size, root)) = &vote.anchor {
                opened.core.check_anchor(stage, *size, root)?;
            }
        }
        tokio::spawn(Arc::clone(&opened.core).write(waiting, done));
        desk.set_ballots(Arc::clone(&opened.core) as Arc<dyn desk::BallotSource>);
        Ok(opened)
    }

    /// The desk of the selection.
    pub fn desk(&self) -> &Desk {
        &self.desk
    }

    /// Casts a ballot. The answer is durable: the ballot has its number and is in the tree.
    ///
    /// `req`: 16 bytes that the voter's form carries. A ballot cast twice under one request (by this voter, in this
    /// stage and category) is one ballot, answered alike for ever, whatever the second one holds.
    ///
    /// # Errors
    /// [`BallotError::Refused`] with the clause, [`selection::Code::LimitReached`] among the reasons (argument `limit`);
    /// [`BallotError::Busy`]; [`BallotError::Store`] and [`BallotError::Stopped`] when it was not acknowledged.
    pub async fn cast(
        &self,
        voter: &Voter,
        stage: &str,
        category: &str,
        choices: Vec<Handle>,
        req: [u8; 16],
    ) -> Result<Cast, BallotError> {
        let req = request(voter, stage, category, &req);
        match self.admit(voter, stage, category, &choices, req) {
            Ok(answer) => answer.await.map_err(|_| BallotError::Stopped)?,
            Err(BallotError::Refused(refusal)) => {
                // A voter whose answer was lost asks again, perhaps after the close. What was taken stays taken.
                self.core.drained().await?;
                let earlier = self.core.store.ballot_by_req(&self.core.el, &req).await?;
                earlier.map(|stored| Cast::again(&stored)).ok_or(BallotError::Refused(refusal))
            }
            Err(other) => Err(other),
        }
    }

    /// Judges a ballot and queues it.
    fn admit(
        &self,
        voter: &Voter,
        stage: &str,
        category: &str,
        choices: &[Handle],
        req: [u8; 16],
    ) -> Result<oneshot::Receiver<Result<Cast, BallotError>>, BallotError> {
        let core = &*self.core;
        // Until it is queued nobody may believe that all admitted ballots are.
        let floor = core.gate.read().unwrap_or_else(PoisonError::into_inner);
        let snapshot = self.desk.snapshot();
        let now = core.clock.now().max(*floor).max(snapshot.s.at);
        let admitted = vote::admit(&snapshot.s, stage, category, &voter.channel, choices, now)?;
        let clause = snapshot.s.plan()?.stage(stage).map(vote::ballot_clause).unwrap_or_default();
        // Handles are written with letters that need no escape, so this cannot fail for candidates.
        let choices =
            to_canonical(&choices).map_err(|_| Refusal::new(selection::Code::NotACandidate, &clause))?;
        let salt = self.desk.entropy().bytes32(format!("ballot-salt/{}/{}", core.el, hex(&req)).as_bytes());
        let ballot = Ballot {
            at: now.0,
            cat: category.to_owned(),
            period: admitted.period,
            slot: 0,
            nym: voter.nym,
            channel: voter.channel.clone(),
            req,
            salt,
            choices,
        };
        let (answer, answered) = oneshot::channel();
        self.queue.try_send(Pending { ballot, slots: admitted.slots, clause, answer }).map_err(|error| {
            match error {
                mpsc::error::TrySendError::Full(_) => BallotError::Busy,
                mpsc::error::TrySendError::Closed(_) => BallotError::Stopped,
            }
        })?;
        core.queued.fetch_add(1, Ordering::Release);
        Ok(answered)
    }

    /// How many ballots a voter has left in the current period of a stage and category; 0 while no ballot is taken.
    ///
    /// # Errors
    /// [`BallotError::Store`].
    pub async fn left(&self, voter: &Voter, stage: &str, category: &str) -> Result<u32, BallotError> {
        let snapshot = self.desk.snapshot();
        let now = self.core.clock.now().max(snapshot.s.at);
        let Ok(stage) = snapshot.s.within_window(stage, StageKind::Vote, now) else { return Ok(0) };
        let Ok(rules) = vote::vote_rules(stage) else { return Ok(0) };
        let Some((period, slots)) = vote::period(rules, stage, &snapshot.s.zone(), now) else { return Ok(0) };
        let used = self.core.store.nym_ballots(&self.core.el, category, &period, &voter.nym).await?;
        Ok(slots.saturating_sub(used))
    }

    /// The receipt of a ballot under the checkpoint of now; `None` where no ballot has that number.
    ///
    /// # Errors
    /// [`BallotError::Damaged`] when the stored ballot is not the one that was acknowledged; [`BallotError::Store`].
    pub async fn receipt(&self, n: u64) -> Result<Option<Receipt>, BallotError> {
        if n >= self.head().0 {
            return Ok(None);
        }
        let stored = self.core.store.ballot(&self.core.el, n).await?.ok_or(BallotError::Damaged(n))?;
        let leaf = make(&self.core.el, n, &stored.ballot).map_err(|_| BallotError::Damaged(n))?.leaf;
        let (checkpoint, proof) = {
            let tree = &self.core.state().tree;
            let proof = tree.inclusion_proof(n, tree.size()).map_err(|_| BallotError::Damaged(n))?;
            (self.checkpoint(tree.size(), tree.root()), proof)
        };
        // The log has no key yet.
        let receipt = Receipt { leaf, index: n, proof, checkpoint, signatures: Vec::new() };
        receipt.check().map_err(|_| BallotError::Damaged(n))?;
        Ok(Some(receipt))
    }

    /// Size of the ballot log and root over it.
    pub fn head(&self) -> (u64, Hash) {
        let state = self.core.state();
        (state.tree.size(), state.tree.root())
    }

    /// Root over the first `size` ballots: whether the log of an earlier day is still the beginning of this one. `None`
    /// where there were never as many.
    pub fn root_at(&self, size: u64) -> Option<Hash> {
        self.core.state().tree.root_at(size).ok()
    }

    /// Votes of a stage and category as they stand. Who may see them is the caller's question
    /// ([`selection::Thing::Counts`]).
    pub fn tally(&self, stage: &str, category: &str) -> Tally {
        self.core.state().tallies.get(&(stage.to_owned(), category.to_owned())).cloned().unwrap_or_default()
    }

    fn checkpoint(&self, size: u64, root: Hash) -> Checkpoint {
        Checkpoint { origin: Log::Ballots.origin(&self.host, &self.core.el), size, root }
    }
}
