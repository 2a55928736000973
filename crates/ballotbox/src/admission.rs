//! The handle: a box is opened beside its desk; ballots are judged here, before the queue.

use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};

use desk::Desk;
use ledger::checkpoint::suffix;
use ledger::hash::hex_of;
use ledger::{Distrust, Hash, Judgement, Log, Nodes, Receipt, SignedCheckpoint, Trust, VerifierKey};
use plan::{Identity, Instant, SlotPer, StageKind};
use selection::vote::{self, Tally};
use selection::{Handle, Refusal};
use store::{Ballot, StoreError, StoredBallot};
use tokio::sync::{mpsc, oneshot, watch};

use crate::heads::Heads;
use crate::leaf::{encode_choices, make, remake, request};
use crate::writer::{Core, Pending, Waiting};
use crate::{BallotError, Voter};

/// Admitted ballots that may wait for the writer: eight or nine batches, so that nobody waits for many more commits.
const QUEUE: usize = 4096;

/// The ballots of one selection. Cloning gives another handle to the same; when the last is dropped, the writer ends
/// after what is queued.
#[derive(Clone)]
pub struct BallotBox {
    desk: Desk,
    key: VerifierKey,
    pub(crate) core: Arc<Core>,
    queue: mpsc::Sender<Pending>,
}

/// A signed head of a ballot log that somebody else knows: a publication, a witness.
#[derive(Debug, Clone)]
pub struct Known {
    /// Who, as an operator is told.
    pub by: String,
    /// The signed note (C2SP tlog-checkpoint).
    pub note: Vec<u8>,
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

/// What makes two sendings of a form the same.
pub(crate) struct Request {
    /// What the form carries, or its proof of work.
    pub id: [u8; 16],
    /// When the form was made.
    pub made: Instant,
    /// A proof of work holds for it.
    pub worked: bool,
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
    /// Opens the box of a desk's selection: rebuilds tree and counts from the store, checks that the log extends every head
    /// that it signed and everything the acts recorded of it, starts the writer, and tells the desk. One box a selection;
    /// it must be called on a tokio runtime.
    ///
    /// `host`: first part of the log's origin, without a scheme. `known`: heads that others know.
    ///
    /// # Errors
    /// [`BallotError::Older`], [`BallotError::Changed`] or [`BallotError::Damaged`] when the ballots are not those that
    /// were recorded; [`BallotError::HeadLost`], [`BallotError::HeadUnreadable`], [`BallotError::Renamed`] when what is
    /// known of its heads does not do; [`BallotError::Host`]; [`BallotError::Store`].
    pub async fn open(desk: &Desk, host: &str, known: &[Known]) -> Result<BallotBox, BallotError> {
        let s = &desk.snapshot().s;
        BallotBox::open_under(desk, host, s.founding.generation(), &s.vote, known).await
    }

    /// Opens a box over what is there, under the name of a later generation of the log, whatever was known of the earlier
    /// ones: for a restoration, which records what was lost.
    ///
    /// # Errors
    /// As [`BallotBox::open`].
    pub async fn open_anew(desk: &Desk, host: &str, generation: u32) -> Result<BallotBox, BallotError> {
        BallotBox::open_under(desk, host, generation, &selection::vote::State::default(), &[]).await
    }

    async fn open_under(
        desk: &Desk,
        host: &str,
        generation: u32,
        votes: &selection::vote::State,
        known: &[Known],
    ) -> Result<BallotBox, BallotError> {
        let wrong = || BallotError::Host(host.to_owned());
        if host.is_empty() || host.contains("://") {
            return Err(wrong());
        }
        let origin = Log::Ballots.origin_of(host, desk.id(), generation);
        let key = desk.keys().log(&origin).map_err(|_| wrong())?;
        let verifier = key.verifier();
        let trust = Trust::in_log(&verifier);
        let (done, answered) = watch::channel(0);
        let label = format!("{}{}", desk.id(), suffix(generation));
        let core = Core::new(
            (desk.id(), label.clone()),
            Arc::clone(desk.store()),
            Arc::clone(desk.clock()),
            desk.keys().clone(),
            (Heads::new(&label, key), trust),
            answered,
        );
        core.load(votes, known).await?;
        let (queue, waiting) = mpsc::channel(QUEUE);
        let opened = BallotBox { desk: desk.clone(), key: verifier, core: Arc::new(core), queue };
        // On a thread of its own: behind the requests of a busy server's threads, everybody would wait for their turn.
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
        let (runtime, core) = (runtime.map_err(|_| BallotError::Stopped)?, Arc::clone(&opened.core));
        std::thread::Builder::new()
            .name("ballots".to_owned())
            .spawn(move || runtime.block_on(core.write(waiting, done)))
            .map_err(|_| BallotError::Stopped)?;
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
    /// stage and category) is one ballot, answered alike for ever, whatever the second one holds. `made`: when the form was
    /// made. Where a voter has ballots each day, a form of an earlier day is looked for in the days since.
    ///
    /// # Errors
    /// [`BallotError::Refused`] with the clause, [`selection::Code::LimitReached`] among the reasons (argument `limit`), and
    /// [`selection::Code::WorkMissing`] for voters who show nothing ([`BallotBox::cast_with_work`]); [`BallotError::Busy`]; [`BallotError::Store`] and [`BallotError::Stopped`] when it was not acknowledged.
    pub async fn cast(
        &self,
        voter: &Voter,
        stage: &str,
        category: &str,
        choices: Vec<Handle>,
        req: [u8; 16],
        made: Instant,
    ) -> Result<Cast, BallotError> {
        self.cast_as(voter, stage, category, choices, Request { id: req, made, worked: false }).await
    }

    /// Casts a ballot under a request.
    pub(crate) async fn cast_as(
        &self,
        voter: &Voter,
        stage: &str,
        category: &str,
        choices: Vec<Handle>,
        Request { id, made, worked }: Request,
    ) -> Result<Cast, BallotError> {
        let req = request(voter, stage, category, &id);
        let (earlier, current) = self.periods(stage, made);
        if let Some(cast) = self.of_request(voter, category, &req, &earlier).await? {
            return Ok(cast);
        }
        match self.admit(voter, stage, category, choices, (req, worked)) {
            Ok(answer) => answer.await.map_err(|_| BallotError::Stopped)?,
            Err(BallotError::Refused(refusal)) => {
                // A voter whose answer was lost asks again, perhaps after the close. What was taken stays taken.
                self.core.drained().await?;
                let cast = self.of_request(voter, category, &req, &current).await?;
                cast.ok_or(BallotError::Refused(refusal))
            }
            Err(other) => Err(other),
        }
    }

    /// The periods in which a form made at an instant can have been cast before now, and the one of now or, after the close,
    /// the last.
    pub(crate) fn periods(&self, stage: &str, made: Instant) -> (Vec<String>, Vec<String>) {
        /// No vote has more days.
        const MOST: i64 = 400;
        const DAY: i64 = 86_400_000;
        let snapshot = self.desk.snapshot();
        let now = self.core.clock.now();
        let found = snapshot.s.plan().ok().and_then(|plan| {
            let stage = plan.stage(stage)?;
            let rules = vote::vote_rules(stage).ok()?;
            let zone = plan.zone();
            let period = |at| vote::period(rules, stage, &zone, at).map(|(period, _)| period);
            let last = stage.closes_at(&zone).map_or(now, |closes| now.min(closes.plus(-1)));
            let current = period(last)?;
            let daily = rules.slots()?.per == SlotPer::Day;
            let first =
                stage.opens_at(&zone).map_or(made, |opens| opens.max(made)).max(last.plus(-MOST * DAY));
            let mut earlier = Vec::new();
            let mut day = first;
            while daily && day < last {
                let named = period(day)?;
                if named == current {
                    break;
                }
                earlier.push(named);
                day = day.plus(DAY);
            }
            Some((earlier, vec![current]))
        });
        found.unwrap_or_default()
    }

    /// The ballot that a request stored in one of these periods.
    pub(crate) async fn of_request(
        &self,
        voter: &Voter,
        category: &str,
        req: &[u8; 16],
        periods: &[String],
    ) -> Result<Option<Cast>, BallotError> {
        let core = &*self.core;
        for period in periods {
            let theirs = core.store.voter_ballots(&core.el, category, period, &voter.nym).await?;
            if let Some(own) = theirs.iter().find(|stored| stored.ballot.req == *req) {
                if own.n >= core.head().0 {
                    // Written, and not durable yet: answered when it is.
                    core.drained().await?;
                    core.running()?;
                }
                return Ok(Some(Cast::again(own)));
            }
        }
        Ok(None)
    }

    /// Judges a ballot and queues it.
    fn admit(
        &self,
        voter: &Voter,
        stage: &str,
        category: &str,
        choices: Vec<Handle>,
        (req, worked): ([u8; 16], bool),
    ) -> Result<oneshot::Receiver<Result<Cast, BallotError>>, BallotError> {
        let core = &*self.core;
        core.running()?;
        // Until it is queued nobody may believe that all admitted ballots are.
        let floor = core.gate.read().unwrap_or_else(PoisonError::into_inner);
        let snapshot = self.desk.snapshot();
        let now = core.clock.now().max(*floor).max(snapshot.s.at);
        let admitted = vote::admit(&snapshot.s, stage, category, &voter.channel, &choices, now)?;
        let clause = snapshot.s.plan()?.stage(stage).map(vote::ballot_clause).unwrap_or_default();
        if admitted.identity == Identity::Anonymous && !worked {
            return Err(Refusal::new(selection::Code::WorkMissing, "").field("work").into());
        }
        // Handles are written with letters that need no escape, so this cannot fail for candidates.
        let encoded =
            encode_choices(&choices).map_err(|_| Refusal::new(selection::Code::NotACandidate, &clause))?;
        let salt =
            self.desk.entropy().bytes32(format!("ballot-salt/{}/{}", core.el, hex_of(&req)).as_bytes());
        let ballot = Ballot {
            at: now.0,
            cat: category.to_owned(),
            period: admitted.period,
            slot: 0,
            nym: voter.nym,
            channel: voter.channel.clone(),
            req,
            salt,
            choices: encoded,
        };
        let made = make(&core.el, &ballot, choices).map_err(|fault| StoreError::Leaf(fault.to_string()))?;
        let (answer, answered) = oneshot::channel();
        let waiting = Waiting { slots: admitted.slots, clause, answer };
        self.queue.try_send(Pending { ballot, made, waiting }).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => BallotError::Busy,
            mpsc::error::TrySendError::Closed(_) => BallotError::Stopped,
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
        let used = self.core.store.voter_ballots(&self.core.el, category, &period, &voter.nym).await?;
        Ok(slots.saturating_sub(used.len() as u32))
    }

    /// The receipt of a ballot under a signed head that covers it; `None` where no ballot has that number.
    ///
    /// # Errors
    /// [`BallotError::Damaged`] when the stored ballot is not the one that was acknowledged; [`BallotError::Store`].
    pub async fn receipt(&self, n: u64) -> Result<Option<Receipt>, BallotError> {
        let core = &*self.core;
        if n >= self.head().0 {
            return Ok(None);
        }
        let signed = core.heads.cover(&*core.store, n + 1, || core.head()).await?;
        self.receipt_under(n, &signed).await
    }

    /// The receipt of a ballot under a head of this log, such as one that witnesses have cosigned; `None` where that does
    /// not cover it.
    ///
    /// # Errors
    /// As [`BallotBox::receipt`].
    pub async fn receipt_under(
        &self,
        n: u64,
        signed: &SignedCheckpoint,
    ) -> Result<Option<Receipt>, BallotError> {
        let core = &*self.core;
        if n >= signed.checkpoint.size || signed.checkpoint.size > self.head().0 {
            return Ok(None);
        }
        let damaged = || BallotError::Damaged(n);
        let stored = core.store.ballot(&core.el, n).await?.ok_or_else(damaged)?;
        let made = remake(&core.el, &stored.ballot).map_err(|_| damaged())?;
        let leaf = made.bytes(n).map_err(|_| damaged())?;
        let checkpoint = signed.checkpoint.clone();
        let asked = core.state().log.ask(&[n, checkpoint.size - 1]);
        let tree = asked.tree(&*core.store, &core.el).await?;
        let proof = tree.inclusion_proof(n, checkpoint.size).map_err(|_| damaged())?;
        let receipt = Receipt { leaf, index: n, proof, checkpoint, signatures: signed.signatures.clone() };
        receipt.check().map_err(|_| damaged())?;
        Ok(Some(receipt))
    }

    /// What a receipt's signatures are worth to whoever trusts this log's key alone.
    ///
    /// # Errors
    /// [`Distrust`].
    pub fn judge(&self, receipt: &Receipt) -> Result<Judgement, Distrust> {
        receipt.judge(&self.core.trust)
    }

    /// The key with which this log signs, for a trust file.
    pub fn key(&self) -> &VerifierKey {
        &self.key
    }

    /// Size of the ballot log and root over it.
    pub fn head(&self) -> (u64, Hash) {
        self.core.head()
    }

    /// Root over the first `size` ballots: whether the log of an earlier day is still the beginning of this one. `None`
    /// where there were never as many.
    ///
    /// # Errors
    /// [`BallotError::Damaged`] when the stored hashes do not lead to the root; [`BallotError::Store`].
    pub async fn root_at(&self, size: u64) -> Result<Option<Hash>, BallotError> {
        let core = &*self.core;
        if size > self.head().0 {
            return Ok(None);
        }
        let Some(last) = size.checked_sub(1) else { return Ok(Some(ledger::tree::EMPTY_ROOT)) };
        let asked = core.state().log.ask(&[last]);
        let tree = asked.tree(&*core.store, &core.el).await?;
        tree.root_at(size).map(Some).map_err(|_| BallotError::Damaged(last))
    }

    /// Votes of a stage and category as they stand. Who may see them is the caller's question
    /// ([`selection::Thing::Counts`]).
    pub fn tally(&self, stage: &str, category: &str) -> Tally {
        self.core.state().tally(stage, category).cloned().unwrap_or_default()
    }
}
