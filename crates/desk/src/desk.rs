//! The writer of one selection.

use std::collections::BTreeMap;
use std::sync::Arc;

use arc_swap::ArcSwap;
use async_trait::async_trait;
use ledger::Tree;
use plan::{Instant, StageKind};
use selection::seal::sealing_of;
use selection::{
    Act, Actor, BallotHead, Code, Decided, Person, Refusal, Selection, Thing, apply, decide, due, founding,
    may, paper, review, vote,
};
use store::{Entropy, Erasure, JournalLine, Store, StoreError};
use tokio::sync::Mutex;

use crate::dossiers::{Book, Files};
use crate::sealing::{Filed, Place, SealingError, class_name, file, unfile};
use crate::{Clock, Keys, Snapshot, View};

/// How many rows are read from the store at once.
const PAGE: u32 = 2000;

/// Where the ballots of a selection are. The ballot box implements it.
#[async_trait]
pub trait BallotSource: Send + Sync {
    /// Size, root and tallies of a vote stage, after every admitted ballot has become durable.
    async fn settle(&self, snapshot: &Snapshot, stage: &str) -> Result<BallotHead, StoreError>;
    /// When the latest of the ballots in the log was admitted. A machine's clock can be set back, so this can be later
    /// than its time; what is told of the ballots must not be earlier.
    fn latest(&self) -> Instant;
}

/// Why an act did not come about.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// It was refused.
    #[error("refused: {0}")]
    Refused(#[from] Refusal),
    /// The store could not keep it, or could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// It has no leaf, or the log cannot be read.
    #[error(transparent)]
    Sealing(#[from] SealingError),
    /// The log in the store does not fit the leaves' hashes.
    #[error("entry {0} of the log does not match its leaf; the data folder is damaged")]
    Damaged(u64),
    /// The writer stopped while the act was under way. Whether it was recorded shows when it is asked for again under
    /// the same request id.
    #[error("the writer stopped")]
    Stopped,
}

/// What an act led to. Asked for twice under one request id, it is recorded once and answered alike.
#[derive(Debug, Clone)]
pub struct Done {
    /// The records, in order; empty where nothing needed to change.
    pub records: Vec<Arc<Filed>>,
    /// The snapshot that holds them.
    pub snapshot: Arc<Snapshot>,
    /// The request had been answered before.
    pub repeated: bool,
}

struct Inner {
    id: String,
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    keys: Keys,
    now: ArcSwap<Snapshot>,
    writer: Mutex<Writer>,
    ballots: ArcSwap<Option<Arc<dyn BallotSource>>>,
    quiet: ArcSwap<Quiet>,
    /// What the public sees of the newest snapshot; most pages are theirs, and narrowing is the dear part of a page.
    public: ArcSwap<Option<(Arc<Snapshot>, View)>>,
}

/// A span of time in which nothing falls due, so that whoever looks in it need not ask the writer.
#[derive(Default)]
struct Quiet {
    /// Entries of the state it was found for.
    n: u64,
    from: Instant,
    /// Exclusive.
    until: Instant,
}

impl Quiet {
    /// From `now`, at which nothing is due, to the next window or the next day, which may bring a holiday notice.
    fn after(s: &Selection, now: Instant) -> Quiet {
        let midnight = now.next_midnight(&s.zone());
        let until = due::next_due(s, now).map_or(midnight, |next| next.min(midnight));
        Quiet { n: s.n, from: now, until }
    }

    fn holds(&self, s: &Selection, now: Instant) -> bool {
        self.n == s.n && self.from <= now && now < self.until
    }
}

/// What only the writer touches.
struct Writer {
    tree: Tree,
}

/// A selection's writer and its newest snapshot. Cloning gives another handle to the same.
#[derive(Clone)]
pub struct Desk {
    inner: Arc<Inner>,
}

impl Desk {
    /// Reads a selection's log and dossiers, and folds them.
    ///
    /// # Errors
    /// [`DeskError`] where the log cannot be read or does not fit its hashes.
    pub async fn open(
        id: &str,
        store: Arc<dyn Store>,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
        keys: Keys,
    ) -> Result<Desk, DeskError> {
        let mut snapshot = Snapshot {
            s: Selection::new(id),
            book: Book::default(),
            filed: imbl::Vector::new(),
            requests: imbl::OrdMap::new(),
            root: ledger::tree::EMPTY_ROOT,
        };
        let mut tree = Tree::new();
        read_on(&*store, id, &mut snapshot, &mut tree).await?;
        let inner = Inner {
            id: id.to_owned(),
            store,
            clock,
            entropy,
            keys,
            now: ArcSwap::from_pointee(snapshot),
            writer: Mutex::new(Writer { tree }),
            ballots: ArcSwap::from_pointee(None),
            quiet: ArcSwap::from_pointee(Quiet::default()),
            public: ArcSwap::from_pointee(None),
        };
        Ok(Desk { inner: Arc::new(inner) })
    }

    /// The selection's id.
    pub fn id(&self) -> &str {
        &self.inner.id
    }

    /// The newest snapshot, whole. For the house itself; pages take a [`View`].
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.inner.now.load_full()
    }

    /// The newest snapshot narrowed to a viewer.
    pub fn view(&self, who: Actor) -> View {
        let (snapshot, now) = (self.snapshot(), self.inner.clock.now());
        if who != Actor::Citizen {
            return View::new(snapshot, who, now);
        }
        if let Some((of, known)) = self.inner.public.load().as_ref()
            && Arc::ptr_eq(of, &snapshot)
        {
            return known.at(now);
        }
        let fresh = View::new(Arc::clone(&snapshot), who, now);
        self.inner.public.store(Arc::new(Some((snapshot, fresh.clone()))));
        fresh
    }

    /// The clock.
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.inner.clock
    }

    /// The store.
    pub fn store(&self) -> &Arc<dyn Store> {
        &self.inner.store
    }

    /// The server's keys.
    pub fn keys(&self) -> &Keys {
        &self.inner.keys
    }

    /// The source of chance.
    pub fn entropy(&self) -> &Arc<dyn Entropy> {
        &self.inner.entropy
    }

    /// Says where the ballots are.
    pub fn set_ballots(&self, source: Arc<dyn BallotSource>) {
        self.inner.ballots.store(Arc::new(Some(source)));
    }

    /// Asks for an act. Due transitions come first; the answer is durable.
    ///
    /// # Errors
    /// [`DeskError::Refused`] with the reason and its clause; otherwise the store's trouble.
    pub async fn submit(&self, who: Actor, act: Act, req: &str) -> Result<Done, DeskError> {
        let desk = self.clone();
        let req = req.to_owned();
        // In a task of its own: a reader who hangs up must not leave a recorded act unapplied.
        tokio::spawn(async move { desk.submit_here(who, act, &req).await })
            .await
            .map_err(|_| DeskError::Stopped)?
    }

    /// Why an act would be refused now, if it would; nothing is recorded either way. For a form that lacks something that
    /// no act can be made without, and is to tell all its faults at once.
    ///
    /// # Errors
    /// The store or the ballots failed.
    pub async fn would_refuse(&self, who: &Actor, act: Act) -> Result<Option<Refusal>, DeskError> {
        let snapshot = self.snapshot();
        let now = self.inner.clock.now().max(snapshot.s.at);
        let ballots = self.heads(&snapshot, false, now).await?;
        let files = self.files(&snapshot, now, &ballots);
        Ok(decide(&snapshot.s, &files, who, act, now).err())
    }

    async fn submit_here(&self, who: Actor, act: Act, req: &str) -> Result<Done, DeskError> {
        let mut writer = self.inner.writer.lock().await;
        let before = self.snapshot();
        let earlier = before.of_request(req);
        if !earlier.is_empty() {
            return Ok(Done { records: earlier, snapshot: before, repeated: true });
        }
        let kind = act.kind();
        let holder = self.holder(&who, &act).await?;
        let holders = self.holders(&act).await?;
        // One instant for all of it: what falls due between two looks at the clock would be missed, and a recount would find
        // it missing.
        let mut asked = self.inner.clock.now();
        loop {
            self.run_due(&mut writer, asked).await?;
            let snapshot = self.snapshot();
            let mut now = asked.max(snapshot.s.at);
            let anchors = matches!(&act, Act::Vote(vote::Act::Anchor { .. }));
            let ballots = self.heads(&snapshot, anchors, now).await?;
            if anchors || matches!(&act, Act::Founding(founding::Act::Restore { .. })) {
                // Ballots went on coming while those before them were settled: what is told of them is told after the last.
                now = self.after_ballots().max(now);
                if self.is_due(&snapshot, now) {
                    asked = now;
                    continue;
                }
            }
            let (decided, blobs) = {
                let files = Files {
                    holder: holder.clone(),
                    holders: holders.clone(),
                    ..self.files(&snapshot, now, &ballots)
                };
                let decided = decide(&snapshot.s, &files, &who, act.clone(), now);
                (decided, files.blobs.into_inner())
            };
            let decided = match decided {
                Ok(decided) => decided,
                Err(refusal) => {
                    self.journal_refusal(&who, kind.as_str(), &refusal, req, now).await?;
                    return Err(refusal.into());
                }
            };
            match self.append(&mut writer, &snapshot, decided, blobs, who.handle(), req, now).await {
                Err(DeskError::Store(StoreError::Conflict { .. })) => {
                    let mut newer = (*snapshot).clone();
                    read_on(&*self.inner.store, &self.inner.id, &mut newer, &mut writer.tree).await?;
                    self.inner.now.store(Arc::new(newer));
                }
                other => return other,
            }
        }
    }

    /// Runs the transitions that are due; tells how many entries they made.
    ///
    /// # Errors
    /// [`DeskError`] where the store fails.
    pub async fn tick(&self) -> Result<usize, DeskError> {
        if self.inner.quiet.load().holds(&self.snapshot().s, self.inner.clock.now()) {
            return Ok(0);
        }
        let desk = self.clone();
        let run = async move {
            let mut writer = desk.inner.writer.lock().await;
            let now = desk.inner.clock.now();
            desk.run_due(&mut writer, now).await
        };
        tokio::spawn(run).await.map_err(|_| DeskError::Stopped)?
    }

    /// The next instant at which something may fall due.
    pub fn next_due(&self) -> Option<Instant> {
        due::next_due(&self.snapshot().s, self.inner.clock.now())
    }

    /// Whether anything is due at an instant. Ballots are not asked for: that they have to be settled is enough.
    fn is_due(&self, snapshot: &Snapshot, now: Instant) -> bool {
        let none = BTreeMap::new();
        let settles =
            snapshot.s.open_stages().iter().any(|stage| due::needs_ballots(&snapshot.s, stage, now));
        settles || !due::due(&snapshot.s, &self.files(snapshot, now, &none), now).is_empty()
    }

    /// Runs what is due at an instant, or at the newest entry's where that is later.
    async fn run_due(&self, writer: &mut Writer, mut at: Instant) -> Result<usize, DeskError> {
        let mut made = 0;
        loop {
            let snapshot = self.snapshot();
            let before = at.max(snapshot.s.at);
            let ballots = self.heads(&snapshot, false, before).await?;
            // Ballots went on coming while those before them were settled: what is told of them is told after the last.
            let now = if ballots.is_empty() { before } else { self.after_ballots().max(before) };
            let more = |stage: &&plan::Stage| due::needs_ballots(&snapshot.s, stage, now);
            if snapshot
                .s
                .open_stages()
                .iter()
                .filter(|stage| more(stage))
                .any(|stage| !ballots.contains_key(&stage.id))
            {
                at = now;
                continue;
            }
            let (decided, blobs) = {
                let files = self.files(&snapshot, now, &ballots);
                (due::due(&snapshot.s, &files, now), files.blobs.into_inner())
            };
            if decided.is_empty() {
                self.inner.quiet.store(Arc::new(Quiet::after(&snapshot.s, now)));
                return Ok(made);
            }
            made += decided.len();
            let req = format!("due-{}", snapshot.s.n);
            self.append(writer, &snapshot, decided, blobs, Actor::System.handle(), &req, now).await?;
        }
    }

    /// Now, or the instant of the latest ballot where the clock was set back behind it.
    fn after_ballots(&self) -> Instant {
        let latest = self.inner.ballots.load().as_ref().as_ref().map(|source| source.latest());
        latest.unwrap_or(Instant(0)).max(self.inner.clock.now())
    }

    /// Heads of the votes that are about to be counted or shown, or of all open ones where an anchor asks.
    async fn heads(
        &self,
        snapshot: &Snapshot,
        all: bool,
        now: Instant,
    ) -> Result<BTreeMap<String, BallotHead>, DeskError> {
        let mut heads = BTreeMap::new();
        for stage in snapshot.s.open_stages() {
            if stage.kind == StageKind::Vote && (all || due::needs_ballots(&snapshot.s, stage, now)) {
                let head = match self.inner.ballots.load().as_ref() {
                    Some(source) => source.settle(snapshot, &stage.id).await?,
                    None => BallotHead::default(),
                };
                heads.insert(stage.id.clone(), head);
            }
        }
        Ok(heads)
    }

    /// The seat of whoever hands in a sheet, and the name of its holder: what a signed sheet is signed with.
    async fn holder(&self, who: &Actor, act: &Act) -> Result<Option<(String, String)>, StoreError> {
        let (Actor::Seat(seat), Act::Review(review::Act::Sheet { .. } | review::Act::Recuse { .. })) =
            (who, act)
        else {
            return Ok(None);
        };
        let holds = |row: &store::Seat| row.selection == self.inner.id && row.handle == *seat;
        let accounts = self.inner.store.accounts().await?;
        let account = accounts.into_iter().find(|row| !row.disabled && row.seats.iter().any(holds));
        Ok(account.map(|account| (seat.clone(), account.name)))
    }

    /// Which account holds which seat, for an act that two people must do.
    async fn holders(&self, act: &Act) -> Result<BTreeMap<String, String>, StoreError> {
        if !matches!(act, Act::Paper(paper::Act::Enter(_))) {
            return Ok(BTreeMap::new());
        }
        let accounts = self.inner.store.accounts().await?;
        let own = |row: &store::Seat| (row.selection == self.inner.id).then(|| row.handle.clone());
        let seats = accounts
            .iter()
            .flat_map(|account| account.seats.iter().filter_map(own).map(|seat| (seat, account.id.clone())));
        Ok(seats.collect())
    }

    fn files<'a>(
        &'a self,
        snapshot: &'a Snapshot,
        now: Instant,
        ballots: &'a BTreeMap<String, BallotHead>,
    ) -> Files<'a> {
        let zone = snapshot.s.zone();
        let year = now.civil(&zone).date().year();
        let last = snapshot
            .s
            .plan
            .as_deref()
            .and_then(|plan| plan.stage.iter().filter_map(|stage| stage.closes_at(&zone)).max())
            .map(|instant| instant.civil(&zone).date().year())
            .unwrap_or(year);
        Files {
            el: &self.inner.id,
            book: &snapshot.book,
            filed: &snapshot.filed,
            keys: &self.inner.keys,
            now,
            zone,
            ballots,
            plan_years: year..=last.max(year).saturating_add(1),
            holder: None,
            holders: BTreeMap::new(),
            blobs: Default::default(),
        }
    }

    #[allow(
        clippy::too_many_arguments,
        reason = "one private step of the walk; a struct would only rename it"
    )]
    async fn append(
        &self,
        writer: &mut Writer,
        snapshot: &Arc<Snapshot>,
        decided: Vec<Decided>,
        blobs: Vec<Vec<u8>>,
        by: &str,
        req: &str,
        now: Instant,
    ) -> Result<Done, DeskError> {
        if decided.is_empty() {
            return Ok(Done { records: Vec::new(), snapshot: Arc::clone(snapshot), repeated: false });
        }
        let inner = &*self.inner;
        let expected = snapshot.s.n;
        let mut newer = (**snapshot).clone();
        let mut rows = Vec::new();
        let mut records = Vec::new();
        for (n, decided) in (expected..).zip(decided) {
            let sealing = sealing_of(&newer.s, &decided.entry);
            let parts = decided.parts.clone();
            let by = decided.by.unwrap_or(by);
            let place = Place { el: &inner.id, n, at: now, by, req, sealing };
            let (filed, row) = file(decided, &place, &*inner.entropy)?;
            apply(&mut newer.s, &filed.record);
            for part in &parts {
                newer.book.take(n, part.slot, class_name(part.class), &part.subject, &part.bytes);
            }
            newer.book.note_entry(&filed.record);
            let filed = Arc::new(filed);
            newer.filed.push_back(Arc::clone(&filed));
            records.push(filed);
            rows.push(row);
        }
        newer.requests.insert(req.to_owned(), (expected..newer.s.n).collect());
        // What an opening names must be there before the entry that names it.
        for blob in blobs {
            inner.store.save_blob(&blob, None).await?;
        }
        inner.store.append(&inner.id, expected, rows).await?;
        for filed in &records {
            writer.tree.push(filed.leaf_hash);
        }
        newer.root = writer.tree.root();
        let newer = Arc::new(newer);
        inner.now.store(Arc::clone(&newer));
        Ok(Done { records, snapshot: newer, repeated: false })
    }

    async fn journal_refusal(
        &self,
        who: &Actor,
        kind: &str,
        refusal: &Refusal,
        req: &str,
        now: Instant,
    ) -> Result<(), StoreError> {
        let detail = serde_json::json!({
            "selection": self.inner.id,
            "act": kind,
            "code": refusal.code.as_str(),
            "clause": refusal.clause,
        });
        let line = JournalLine {
            at: now.0,
            who: who.handle().to_owned(),
            kind: "refused".to_owned(),
            detail: detail.to_string(),
            req: Some(req.to_owned()),
        };
        self.inner.store.journal(line).await.map(|_| ())
    }

    /// A nominee's ID and telephone numbers, for a viewer who may see them; the reading is journalled.
    ///
    /// # Errors
    /// [`DeskError`] where the store fails.
    pub async fn person(&self, who: &Actor, nominee: &str) -> Result<Option<Person>, DeskError> {
        let snapshot = self.snapshot();
        if !selection::may(&snapshot.s, who, selection::Thing::Person(nominee)) {
            return Ok(None);
        }
        let Some(n) = snapshot.book.person_at(nominee) else { return Ok(None) };
        let line = JournalLine {
            at: self.inner.clock.now().0,
            who: who.handle().to_owned(),
            kind: "read-person".to_owned(),
            detail: serde_json::json!({ "selection": self.inner.id, "nominee": nominee }).to_string(),
            req: None,
        };
        self.inner.store.journal(line).await?;
        let part = self.inner.store.part(&self.inner.id, n, "person").await?;
        Ok(part.and_then(|part| match part.content {
            store::Content::Plain { bytes, .. } => serde_json::from_slice(&bytes).ok(),
            store::Content::Erased => None,
        }))
    }

    /// Destroys everything personal about a subject: parts and files, and where the subject is a nominee also what was
    /// written about nobody else (reports, why they were replaced or their title revoked). The log and the state hash
    /// stay as they are.
    ///
    /// # Errors
    /// [`DeskError::Refused`] unless `who` may ([`Thing::Erase`]); [`DeskError`] where the store fails.
    pub async fn erase(&self, who: &Actor, subject: &str) -> Result<(), DeskError> {
        let _writer = self.inner.writer.lock().await;
        if !may(&self.snapshot().s, who, Thing::Erase(subject)) {
            return Err(Refusal::new(Code::NotAllowed, "").into());
        }
        let now = self.inner.clock.now();
        let mut newer = (*self.snapshot()).clone();
        let subjects = newer.about(subject);
        let erasures: Vec<Erasure> = subjects
            .iter()
            .map(|subject| Erasure { log: self.inner.id.clone(), subject: subject.clone(), at: now.0 })
            .collect();
        // All in one transaction, so that nobody is left half erased.
        self.inner.store.replay_erasures(&erasures).await?;
        for subject in &subjects {
            newer.book.forget(subject);
        }
        self.inner.now.store(Arc::new(newer));
        let line = JournalLine {
            at: now.0,
            who: who.handle().to_owned(),
            kind: "erased".to_owned(),
            detail: serde_json::json!({ "selection": self.inner.id, "subject": subject }).to_string(),
            req: None,
        };
        self.inner.store.journal(line).await?;
        Ok(())
    }

    /// Root over the first `size` acts; `None` where there were never as many.
    pub async fn root_at(&self, size: u64) -> Option<ledger::Hash> {
        self.inner.writer.lock().await.tree.root_at(size).ok()
    }

    /// The proof that an entry is in the log of acts as it stands: index, size, path, root.
    ///
    /// # Errors
    /// The ledger's where there is no such entry.
    pub async fn prove(&self, n: u64) -> Result<(u64, Vec<ledger::Hash>, ledger::Hash), ledger::ProofError> {
        let writer = self.inner.writer.lock().await;
        let size = writer.tree.size();
        Ok((size, writer.tree.inclusion_proof(n, size)?, writer.tree.root()))
    }
}

/// Reads entries and parts that the snapshot does not have yet, and folds them.
async fn read_on(
    store: &dyn Store,
    id: &str,
    snapshot: &mut Snapshot,
    tree: &mut Tree,
) -> Result<(), DeskError> {
    loop {
        let from = snapshot.s.n;
        let rows = store.entries(id, from, PAGE).await?;
        if rows.is_empty() {
            break;
        }
        for part in store.parts(id, from, PAGE).await? {
            snapshot.book.take_stored(&part);
        }
        for row in &rows {
            let filed = unfile(row)?;
            if ledger::leaf_hash(&row.leaf) != filed.leaf_hash || filed.record.n != snapshot.s.n {
                return Err(DeskError::Damaged(row.n));
            }
            apply(&mut snapshot.s, &filed.record);
            snapshot.book.note_entry(&filed.record);
            snapshot.requests.entry(filed.record.req.clone()).or_default().push(row.n);
            tree.push(filed.leaf_hash);
            snapshot.filed.push_back(Arc::new(filed));
        }
    }
    snapshot.root = tree.root();
    Ok(())
}
