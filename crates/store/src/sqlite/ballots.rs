//! The one big stream. A batch is one row ([`super::batch`]), written in one trip to the database; its ballots are told apart
//! by their keys ([`super::places`]) before anything is written. The write-ahead log is made durable by
//! [`super::file::Database::sync`] and moved into the file beside the writer ([`super::wal`]), because what waits for a
//! commit are voters.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use sqlx::sqlite::SqliteExecutor;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

use super::batch::{self, Batch};
use super::file::{begin, bytes_at, number_at, small_at};
use super::places::{self, Place, Places};
use super::wal::Wal;
use super::words::Words;
use super::{Result, SqliteStore};
use crate::{Ballot, BallotOutcome, MakeLeaf, StoreError, StoredBallot};

/// Ballots of a selection are numbered below 2^40, and selections below 2^23.
const NUMBER_BITS: u32 = 40;
/// Ballots of the older formats that become a batch.
const TAKEN_OVER: usize = 256;

/// What a store knows of its ballots' file beside the file.
pub(super) struct Known {
    words: Mutex<Arc<Words>>,
    places: Mutex<Places>,
    /// Ballots of selections, by the selections' numbers.
    counts: Mutex<BTreeMap<u32, u64>>,
    /// A commit's end was not seen: how many ballots there are has to be read.
    doubt: Mutex<bool>,
    pub(super) wal: Wal,
    /// Bits of a place's hash; all but in tests.
    pub(super) bits: u32,
}

impl Default for Known {
    fn default() -> Known {
        let (words, places, counts, doubt, wal) = Default::default();
        Known { words, places, counts, doubt, wal, bits: places::BITS }
    }
}

impl Known {
    fn words(&self) -> Arc<Words> {
        Arc::clone(&lock(&self.words))
    }

    fn count(&self, el: u32) -> u64 {
        lock(&self.counts).get(&el).copied().unwrap_or(0)
    }

    /// Takes in every batch that is not known yet. The log of a selection has no gaps, and no key is there twice.
    async fn read_on(&self, connection: &mut SqliteConnection) -> Result<()> {
        const MANY: i64 = 500;
        let mut behind = 0;
        // From one selection's first batch to the next one's: what lies between is not read.
        loop {
            let first: Option<i64> = sqlx::query_scalar("SELECT min(place) FROM batches WHERE place >= ?")
                .bind(behind)
                .fetch_one(&mut *connection)
                .await?;
            let Some(first) = first else { break };
            let el = u32::try_from(first >> NUMBER_BITS)
                .map_err(|_| StoreError::Damaged("a selection's number"))?;
            behind = end(el);
            loop {
                let next = self.count(el);
                let (from, to) = (place(el, next)?, end(el));
                let rows = sqlx::query(
                    "SELECT place, keys FROM batches WHERE place >= ? AND place < ? ORDER BY place LIMIT ?",
                )
                .bind(from)
                .bind(to)
                .bind(MANY)
                .fetch_all(&mut *connection)
                .await?;
                if rows.is_empty() {
                    break;
                }
                for row in &rows {
                    self.note(el, row.try_get(0)?, batch::keys(row.try_get(1)?)?)?;
                }
            }
        }
        *lock(&self.doubt) = false;
        Ok(())
    }

    /// Takes in a batch that is committed.
    fn note(&self, el: u32, at: i64, keys: impl Iterator<Item = i64>) -> Result<()> {
        let (mut places, mut counts) = (lock(&self.places), lock(&self.counts));
        let count = counts.entry(el).or_default();
        if at != place(el, *count)? {
            return Err(StoreError::Damaged("ballots are missing"));
        }
        for key in keys {
            if !places.insert(key, place(el, *count)?) {
                return Err(StoreError::Damaged("two ballots in one place"));
            }
            *count += 1;
        }
        Ok(())
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A ballot as a row of its batch would be numbered.
fn place(el: u32, n: u64) -> Result<i64> {
    if el >> 23 != 0 || n >> NUMBER_BITS != 0 {
        return Err(StoreError::Invalid("a number beyond 2^40"));
    }
    Ok(i64::from(el) << NUMBER_BITS | n.cast_signed())
}

/// The first place behind a selection's.
fn end(el: u32) -> i64 {
    (i64::from(el) + 1) << NUMBER_BITS
}

fn number_in(place: i64) -> u64 {
    (place & ((1 << NUMBER_BITS) - 1)).cast_unsigned()
}

/// Reads what the file holds, and brings ballots of older formats into batches.
pub(super) async fn open(store: &SqliteStore) -> Result<()> {
    let mut writer = store.ballots.writer().await;
    *lock(&store.known.words) = Arc::new(Words::load(&mut writer).await?);
    let older: Option<i64> =
        sqlx::query_scalar("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'ballots'")
            .fetch_optional(&mut *writer)
            .await?;
    if older.is_some() {
        take_over(store, &mut writer).await?;
    }
    store.known.read_on(&mut writer).await?;
    // What a killed process wrote is read here, and may not have been made durable by it.
    store.ballots.sync().await
}

pub(super) async fn append(
    store: &SqliteStore,
    el: &str,
    expected: u64,
    ballots: &[Ballot],
    make_leaf: &MakeLeaf<'_>,
) -> Result<Vec<BallotOutcome>> {
    let mut writer = store.ballots.writer().await;
    let known = &store.known;
    known.wal.tidy(&store.ballots, &store.halt, &mut writer).await?;
    if std::mem::replace(&mut *lock(&known.doubt), true) {
        known.read_on(&mut writer).await?;
    }
    let written = write(store, &mut writer, el, expected, ballots, make_leaf).await;
    // Whoever gave up on the way, or met the database's fault, left it to the next to look what became of it.
    let sure = match &written {
        Ok(_) | Err(StoreError::Conflict { .. } | StoreError::Leaf(_) | StoreError::Invalid(_)) => true,
        Err(_) => false,
    };
    *lock(&known.doubt) = !sure;
    written
}

async fn write(
    store: &SqliteStore,
    writer: &mut SqliteConnection,
    el: &str,
    expected: u64,
    ballots: &[Ballot],
    make_leaf: &MakeLeaf<'_>,
) -> Result<Vec<BallotOutcome>> {
    let known = &store.known;
    let actual = known.words().find(el).map_or(0, |el| known.count(el));
    if actual != expected {
        return Err(StoreError::Conflict { expected, actual });
    }
    if ballots.is_empty() {
        return Ok(Vec::new());
    }
    let words = learn(known, writer, el, ballots).await?;
    let el_number = words.number(el)?;
    let (mut batch, mut stored, mut outcomes) =
        (Batch::default(), HashMap::new(), Vec::with_capacity(ballots.len()));
    for (i, ballot) in ballots.iter().enumerate() {
        let place = Place::of(el, ballot);
        let n = expected + stored.len() as u64;
        outcomes.push(match look(known, writer, el_number, place, (ballots, &stored)).await? {
            Spot::Taken { n, req } if req == ballot.req => BallotOutcome::Repeated { n },
            Spot::Taken { n, .. } => BallotOutcome::Duplicate { n },
            Spot::Free(key) => {
                batch.push(key, &make_leaf(n, i).map_err(StoreError::Leaf)?, ballot, &words)?;
                stored.insert(key, (i, n));
                BallotOutcome::Stored { n }
            }
        });
    }
    if !stored.is_empty() {
        let at = place(el_number, expected)?;
        put(writer, at, &batch).await?;
        known.note(el_number, at, batch::keys(&batch.keys)?)?;
        known.wal.grew(batch.keys.len() + batch.hashes.len() + batch.ballots.len());
    }
    Ok(outcomes)
}

async fn put(executor: impl SqliteExecutor<'_>, at: i64, batch: &Batch) -> Result<()> {
    sqlx::query("INSERT INTO batches (place, keys, hashes, ballots) VALUES (?, ?, ?, ?)")
        .bind(at)
        .bind(batch.keys.as_slice())
        .bind(batch.hashes.as_slice())
        .bind(batch.ballots.as_slice())
        .execute(executor)
        .await?;
    Ok(())
}

/// The words with all that these ballots use.
async fn learn(
    known: &Known,
    writer: &mut SqliteConnection,
    el: &str,
    ballots: &[Ballot],
) -> Result<Arc<Words>> {
    let words = known.words();
    let used = || {
        let of_each = ballots.iter().flat_map(|ballot| [&ballot.cat, &ballot.period, &ballot.channel]);
        std::iter::once(el).chain(of_each.map(String::as_str))
    };
    if used().all(|word| words.find(word).is_some()) {
        return Ok(words);
    }
    let mut more = Words::clone(&words);
    for word in used() {
        more.learn(writer, word).await?;
    }
    let more = Arc::new(more);
    *lock(&known.words) = Arc::clone(&more);
    Ok(more)
}

/// What is in a place.
enum Spot {
    /// A ballot.
    Taken {
        /// Its number.
        n: u64,
        /// The request it came with.
        req: [u8; 16],
    },
    /// Nothing; whoever takes it has this key.
    Free(i64),
}

/// Looks into a place: among the ballots of the batch that is being made (by key: index and number), and among those in the
/// file.
async fn look(
    known: &Known,
    connection: &mut SqliteConnection,
    el: u32,
    place: Place<'_>,
    (ballots, stored): (&[Ballot], &HashMap<i64, (usize, u64)>),
) -> Result<Spot> {
    let mut key = place.key(known.bits);
    loop {
        if let Some((i, n)) = stored.get(&key) {
            if let Some(there) = ballots.get(*i).filter(|there| place.holds(there)) {
                return Ok(Spot::Taken { n: *n, req: there.req });
            }
        } else {
            let found = lock(&known.places).get(key);
            let Some(found) = found else { return Ok(Spot::Free(key)) };
            if let Some(there) = at_place(known, &mut *connection, el, found).await?
                && place.holds(&there.ballot)
            {
                return Ok(Spot::Taken { n: there.n, req: there.ballot.req });
            }
        }
        key = places::next(key);
    }
}

/// The ballot at a place, where that is one of this selection's.
async fn at_place(
    known: &Known,
    executor: impl SqliteExecutor<'_>,
    el: u32,
    place: i64,
) -> Result<Option<StoredBallot>> {
    if place >> NUMBER_BITS != i64::from(el) {
        return Ok(None);
    }
    let n = number_in(place);
    let mut found = window(known, executor, el, n, n + 1).await?;
    found.pop().map(Some).ok_or(StoreError::Damaged("a ballot is missing"))
}

/// Batches that reach into a window of numbers: parameters are the window's first place twice, the selection's first, and the
/// place behind the window.
macro_rules! of_window {
    ($columns:literal) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM batches WHERE place >= coalesce((SELECT max(place) FROM batches WHERE place <= ? AND place >= ?), ?)",
            " AND place < ? ORDER BY place"
        )
    };
}

async fn rows(
    statement: &'static str,
    executor: impl SqliteExecutor<'_>,
    el: u32,
    from: u64,
    to: u64,
) -> Result<Vec<SqliteRow>> {
    let Ok(first) = place(el, from) else { return Ok(Vec::new()) };
    let behind = place(el, to).unwrap_or_else(|_| end(el));
    let query = sqlx::query(statement).bind(first).bind(place(el, 0)?).bind(first).bind(behind);
    Ok(query.fetch_all(executor).await?)
}

/// Ballots of a selection in a window of numbers.
async fn window(
    known: &Known,
    executor: impl SqliteExecutor<'_>,
    el: u32,
    from: u64,
    to: u64,
) -> Result<Vec<StoredBallot>> {
    let rows = rows(of_window!("place, hashes, ballots"), executor, el, from, to).await?;
    // Every word is learned before a ballot uses it, so they are asked after the ballots.
    let words = known.words();
    let mut found = Vec::new();
    for row in &rows {
        let first = number_in(row.try_get(0)?);
        let wanted = |n: u64| (from..to).contains(&n);
        batch::read(first, row.try_get(1)?, row.try_get(2)?, &words, wanted, |ballot| found.push(ballot))?;
    }
    Ok(found)
}

pub(super) async fn page(store: &SqliteStore, el: &str, from: u64, limit: u32) -> Result<Vec<StoredBallot>> {
    let known = &store.known;
    let Some(el) = known.words().find(el) else { return Ok(Vec::new()) };
    window(known, store.ballots.readers(), el, from, from.saturating_add(limit.into())).await
}

pub(super) async fn hashes(store: &SqliteStore, el: &str, from: u64, limit: u32) -> Result<Vec<[u8; 32]>> {
    let Some(el) = store.known.words().find(el) else { return Ok(Vec::new()) };
    let to = from.saturating_add(limit.into());
    let mut found = Vec::new();
    for row in rows(of_window!("place, hashes"), store.ballots.readers(), el, from, to).await? {
        let first = number_in(row.try_get(0)?);
        let all = (first..).zip(batch::hashes(row.try_get(1)?)?);
        found.extend(all.filter(|(n, _)| (from..to).contains(n)).map(|(_, hash)| *hash));
    }
    Ok(found)
}

pub(super) async fn of_voter(
    store: &SqliteStore,
    el: &str,
    cat: &str,
    period: &str,
    nym: &[u8; 16],
) -> Result<Vec<StoredBallot>> {
    let known = &store.known;
    let Some(number) = known.words().find(el) else { return Ok(Vec::new()) };
    let mut found: Vec<StoredBallot> = Vec::new();
    let mut slot = 0;
    let mut key = Place { el, cat, period, nym, slot }.key(known.bits);
    loop {
        let there = lock(&known.places).get(key);
        let Some(there) = there else { return Ok(found) };
        let there = at_place(known, store.ballots.readers(), number, there).await?;
        match there.filter(|there| Place { el, cat, period, nym, slot }.holds(&there.ballot)) {
            Some(there) => {
                found.push(there);
                slot += 1;
                key = Place { el, cat, period, nym, slot }.key(known.bits);
            }
            None => key = places::next(key),
        }
    }
}

pub(super) async fn count(store: &SqliteStore, el: &str) -> Result<u64> {
    let Some(el) = store.known.words().find(el) else { return Ok(0) };
    let last = sqlx::query(
        "SELECT place, length(keys) FROM batches WHERE place >= ? AND place < ? ORDER BY place DESC LIMIT 1",
    )
    .bind(place(el, 0)?)
    .bind(end(el))
    .fetch_optional(store.ballots.readers())
    .await?;
    let Some(last) = last else { return Ok(0) };
    Ok(number_in(last.try_get(0)?) + number_at(&last, 1)? / 8)
}

/// Brings ballots of the older formats, a row for each, into batches, and takes their table away.
async fn take_over(store: &SqliteStore, writer: &mut SqliteConnection) -> Result<()> {
    let words = store.known.words();
    let mut places = Places::default();
    let mut tx = begin(writer).await?;
    let mut behind = (-1_i64, -1_i64);
    loop {
        let rows = sqlx::query(
            "SELECT el, n, at, cat, period, slot, nym, channel, req, salt, choices, leaf_hash FROM ballots
             WHERE (el, n) > (?, ?) ORDER BY el, n LIMIT ?",
        )
        .bind(behind.0)
        .bind(behind.1)
        .bind(TAKEN_OVER as i64)
        .fetch_all(&mut *tx)
        .await?;
        let Some(first) = rows.first() else { break };
        let el: u32 = small_at(first, 0)?;
        let at = place(el, number_at(first, 1)?)?;
        let mut batch = Batch::default();
        for row in &rows {
            if small_at(row, 0)? != el {
                break;
            }
            behind = (row.try_get(0)?, row.try_get(1)?);
            let word = |i: usize| words.word(small_at(row, i)?).map(ToOwned::to_owned);
            let ballot = Ballot {
                at: row.try_get(2)?,
                cat: word(3)?,
                period: word(4)?,
                slot: small_at(row, 5)?,
                nym: bytes_at(row, 6)?,
                channel: word(7)?,
                req: bytes_at(row, 8)?,
                salt: bytes_at(row, 9)?,
                choices: row.try_get(10)?,
            };
            let mut key = Place::of(words.word(el)?, &ballot).key(store.known.bits);
            // Their own key kept them apart, so a key that is taken is another place's.
            while !places.insert(key, 0) {
                key = places::next(key);
            }
            batch.push(key, &bytes_at(row, 11)?, &ballot, &words)?;
        }
        put(&mut *tx, at, &batch).await?;
    }
    sqlx::query("DROP TABLE ballots").execute(&mut *tx).await?;
    Ok(tx.commit().await?)
}
