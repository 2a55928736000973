//! The one big stream. A batch is one transaction; the unique key of [`super::places`] tells its ballots apart.
//!
//! What a ballot costs here is a row at the end of the file and a row at a random place of `places`. They go in many at
//! a time, because every statement is a trip to the database's thread and back; and the write-ahead log is moved into
//! the file beside the writer rather than by it ([`tidy`]), because what waits for a commit are voters.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

use super::file::{begin, bytes_at, int, number, number_at, small_at, window};
use super::places::{self, Place};
use super::{Result, SqliteStore};
use crate::{Ballot, BallotOutcome, MakeLeaf, StoreError, StoredBallot};

/// Most rows of a statement; smaller ones hold a smaller power of two.
const MANY: usize = 128;

fn statements(insert: &str, row: &str, behind: &str) -> Vec<String> {
    let rows = (0..=MANY.ilog2()).map(|power| vec![row; 1 << power].join(","));
    rows.map(|rows| format!("{insert} VALUES {rows}{behind}")).collect()
}

static BALLOTS: LazyLock<Vec<String>> = LazyLock::new(|| {
    const INSERT: &str = "INSERT INTO ballots
        (el, n, at, cat, period, slot, nym, channel, req, salt, choices, leaf_hash)";
    statements(INSERT, "(?,?,?,?,?,?,?,?,?,?,?,?)", "")
});
/// Nothing happens to a place that is taken, rather than an error: for an error SQLite would keep a copy of every page
/// that the statement touches.
static PLACES: LazyLock<Vec<String>> =
    LazyLock::new(|| statements("INSERT INTO places (key, el, n)", "(?,?,?)", " ON CONFLICT DO NOTHING"));

const COLUMNS: &str =
    "b.n, b.leaf_hash, b.at, c.word, p.word, b.slot, b.nym, h.word, b.req, b.salt, b.choices";
const WORDS: &str =
    "JOIN words c ON c.id = b.cat JOIN words p ON p.id = b.period JOIN words h ON h.id = b.channel";
static PAGE: LazyLock<String> = LazyLock::new(|| {
    format!(
        "SELECT {COLUMNS} FROM ballots b {WORDS}
         WHERE b.el = (SELECT id FROM words WHERE word = ?) AND b.n >= ? AND b.n < ? ORDER BY b.n"
    )
});
static UNPLACED: LazyLock<String> = LazyLock::new(|| {
    format!(
        "SELECT {COLUMNS}, e.word, u.el FROM unplaced u JOIN ballots b ON b.el = u.el AND b.n = u.n {WORDS}
         JOIN words e ON e.id = u.el LIMIT ?"
    )
});
static AT_KEY: LazyLock<String> = LazyLock::new(|| {
    format!(
        "SELECT {COLUMNS}, e.word FROM places k JOIN ballots b ON b.el = k.el AND b.n = k.n {WORDS}
         JOIN words e ON e.id = k.el WHERE k.key = ?"
    )
});

/// What a store knows of its ballots' file beside the file.
pub(super) struct Known {
    /// Numbers of words that are committed.
    words: Mutex<BTreeMap<String, i64>>,
    /// About as many pages lie in the write-ahead log.
    pages: AtomicU64,
    tidying: Arc<AtomicU8>,
    /// Bits of a place's hash; all but in tests.
    pub(super) bits: u32,
}

impl Default for Known {
    fn default() -> Known {
        let (words, pages, tidying) = Default::default();
        Known { words, pages, tidying, bits: places::BITS }
    }
}

pub(super) async fn append(
    store: &SqliteStore,
    el: &str,
    expected: u64,
    ballots: &[Ballot],
    make_leaf: &MakeLeaf<'_>,
) -> Result<Vec<BallotOutcome>> {
    let mut writer = store.ballots.writer().await;
    tidy(store, &mut writer).await?;
    let mut tx = begin(&mut writer).await?;
    let actual = count_in(&mut tx, el).await?;
    if actual != expected {
        return Err(StoreError::Conflict { expected, actual });
    }
    let known = &store.known;
    let words = known.words.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let before = words.len();
    let bits = known.bits;
    let mut batch = Batch { words, el: (el, 0), next: expected, bits, ballots, make_leaf };
    batch.el.1 = batch.learn(&mut tx, el).await?;
    for ballot in ballots {
        for word in [&ballot.cat, &ballot.period, &ballot.channel] {
            batch.learn(&mut tx, word).await?;
        }
    }
    let mut outcomes = Vec::with_capacity(ballots.len());
    while outcomes.len() < ballots.len() {
        let from = outcomes.len();
        let power = (ballots.len() - from).min(MANY).ilog2();
        let to = from + (1 << power);
        // Nearly always all are new. When one is not, they go in one by one; numbers stay gapless either way.
        if batch.insert_all(&mut tx, from..to).await? {
            outcomes.extend((batch.next - (1 << power)..batch.next).map(|n| BallotOutcome::Stored { n }));
        } else {
            for i in from..to {
                outcomes.push(batch.insert_one(&mut tx, i).await?);
            }
        }
    }
    tx.commit().await?;
    if batch.words.len() > before {
        *known.words.lock().unwrap_or_else(PoisonError::into_inner) = batch.words;
    }
    known.pages.fetch_add(COMMIT_PAGES + ballots.len() as u64, Ordering::Relaxed);
    Ok(outcomes)
}

struct Batch<'a> {
    words: BTreeMap<String, i64>,
    el: (&'a str, i64),
    next: u64,
    bits: u32,
    ballots: &'a [Ballot],
    make_leaf: &'a MakeLeaf<'a>,
}

impl Batch<'_> {
    /// The number of a word, given on first use.
    async fn learn(&mut self, connection: &mut SqliteConnection, word: &str) -> Result<i64> {
        if let Some(id) = self.words.get(word) {
            return Ok(*id);
        }
        sqlx::query("INSERT INTO words (word) VALUES (?) ON CONFLICT DO NOTHING")
            .bind(word)
            .execute(&mut *connection)
            .await?;
        let id = sqlx::query_scalar("SELECT id FROM words WHERE word = ?")
            .bind(word)
            .fetch_one(connection)
            .await?;
        self.words.insert(word.to_owned(), id);
        Ok(id)
    }

    fn word(&self, word: &str) -> Result<i64> {
        self.words.get(word).copied().ok_or(StoreError::Invalid("a word was not learned"))
    }

    fn key(&self, ballot: &Ballot) -> i64 {
        Place::of(self.el.0, ballot).key(self.bits)
    }

    /// Inserts ballots, as many as a power of two; false when the place of one of them is taken, and then none is in.
    async fn insert_all(&mut self, connection: &mut SqliteConnection, range: Range<usize>) -> Result<bool> {
        let (first, count) = (int(self.next)?, range.len());
        let ballots = self.ballots.get(range.clone()).unwrap_or_default();
        let mut query = sqlx::query(of_size(&PLACES, count)?);
        for (ballot, n) in ballots.iter().zip(first..) {
            query = query.bind(self.key(ballot)).bind(self.el.1).bind(n);
        }
        if query.execute(&mut *connection).await?.rows_affected() == count as u64 {
            self.insert_rows(connection, range).await?;
            return Ok(true);
        }
        for ballot in ballots {
            sqlx::query("DELETE FROM places WHERE key = ? AND el = ? AND n >= ?")
                .bind(self.key(ballot))
                .bind(self.el.1)
                .bind(first)
                .execute(&mut *connection)
                .await?;
        }
        Ok(false)
    }

    async fn insert_one(&mut self, connection: &mut SqliteConnection, i: usize) -> Result<BallotOutcome> {
        let ballot = self.ballots.get(i).ok_or(StoreError::Invalid("no such ballot in the batch"))?;
        let n = self.next;
        match look(&mut *connection, Place::of(self.el.0, ballot), self.bits).await? {
            Spot::Taken(there) if there.ballot.req == ballot.req => {
                Ok(BallotOutcome::Repeated { n: there.n })
            }
            Spot::Taken(there) => Ok(BallotOutcome::Duplicate { n: there.n }),
            Spot::Free(key) => {
                sqlx::query("INSERT INTO places (key, el, n) VALUES (?, ?, ?)")
                    .bind(key)
                    .bind(self.el.1)
                    .bind(int(n)?)
                    .execute(&mut *connection)
                    .await?;
                self.insert_rows(connection, i..i + 1).await?;
                Ok(BallotOutcome::Stored { n })
            }
        }
    }

    async fn insert_rows(&mut self, connection: &mut SqliteConnection, range: Range<usize>) -> Result<()> {
        let ballots = self.ballots.get(range.clone()).unwrap_or_default();
        let mut query = sqlx::query(of_size(&BALLOTS, range.len())?);
        for ((ballot, n), i) in ballots.iter().zip(self.next..).zip(range) {
            let leaf_hash = (self.make_leaf)(n, i).map_err(StoreError::Leaf)?;
            query = query
                .bind(self.el.1)
                .bind(int(n)?)
                .bind(ballot.at)
                .bind(self.word(&ballot.cat)?)
                .bind(self.word(&ballot.period)?)
                .bind(ballot.slot)
                .bind(ballot.nym.as_slice())
                .bind(self.word(&ballot.channel)?)
                .bind(ballot.req.as_slice())
                .bind(ballot.salt.as_slice())
                .bind(ballot.choices.as_slice())
                .bind(leaf_hash.to_vec());
        }
        query.execute(connection).await?;
        self.next += ballots.len() as u64;
        Ok(())
    }
}

fn of_size(statements: &'static [String], rows: usize) -> Result<&'static str> {
    let found = rows.checked_ilog2().and_then(|power| statements.get(power as usize));
    found.map(String::as_str).ok_or(StoreError::Invalid("rows that are not a power of two"))
}

/// What is in a place.
enum Spot {
    /// This ballot.
    Taken(Box<StoredBallot>),
    /// Nothing; its row belongs under this key.
    Free(i64),
}

async fn look(connection: &mut SqliteConnection, place: Place<'_>, bits: u32) -> Result<Spot> {
    let mut key = place.key(bits);
    loop {
        let row = sqlx::query(AT_KEY.as_str()).bind(key).fetch_optional(&mut *connection).await?;
        let Some(row) = row else { return Ok(Spot::Free(key)) };
        let there = read(&row)?;
        if row.try_get::<&str, _>(11)? == place.el && place.holds(&there.ballot) {
            return Ok(Spot::Taken(Box::new(there)));
        }
        key = places::next(key);
    }
}

pub(super) async fn of_voter(
    store: &SqliteStore,
    el: &str,
    cat: &str,
    period: &str,
    nym: &[u8; 16],
) -> Result<Vec<StoredBallot>> {
    let mut reader = store.ballots.readers().acquire().await?;
    let mut found = Vec::new();
    for slot in 0.. {
        match look(&mut reader, Place { el, cat, period, nym, slot }, store.known.bits).await? {
            Spot::Taken(ballot) => found.push(*ballot),
            Spot::Free(_) => break,
        }
    }
    Ok(found)
}

/// Gives ballots of the first format their places.
pub(super) async fn place_what_has_none(store: &SqliteStore) -> Result<()> {
    let mut writer = store.ballots.writer().await;
    let mut tx = begin(&mut writer).await?;
    let mut rows = 0_u64;
    loop {
        let page = sqlx::query(UNPLACED.as_str()).bind(MANY as i64).fetch_all(&mut *tx).await?;
        for row in &page {
            let (el, id): (&str, i64) = (row.try_get(11)?, row.try_get(12)?);
            let there = read(row)?;
            match look(&mut tx, Place::of(el, &there.ballot), store.known.bits).await? {
                Spot::Taken(_) => return Err(StoreError::Damaged("two ballots in one place")),
                Spot::Free(key) => {
                    sqlx::query("INSERT INTO places (key, el, n) VALUES (?, ?, ?)")
                        .bind(key)
                        .bind(id)
                        .bind(int(there.n)?)
                        .execute(&mut *tx)
                        .await?;
                }
            }
            sqlx::query("DELETE FROM unplaced WHERE el = ? AND n = ?")
                .bind(id)
                .bind(int(there.n)?)
                .execute(&mut *tx)
                .await?;
        }
        rows += page.len() as u64;
        if page.is_empty() {
            break;
        }
    }
    if rows > 0 { Ok(tx.commit().await?) } else { Ok(()) }
}

/// Pages that a commit writes beside one for each ballot: the ends of both tables, and what is above them.
const COMMIT_PAGES: u64 = 5;
/// After so many pages the write-ahead log (64 MB then) is moved into the file.
const TIDY_PAGES: u64 = 16_000;

const RESTS: u8 = 0;
const RUNS: u8 = 1;
const RAN: u8 = 2;

/// Moves the write-ahead log into the file: most of it beside the writer, on a connection of its own, and what came
/// meanwhile here, between two batches; then the log begins again at its start.
async fn tidy(store: &SqliteStore, writer: &mut SqliteConnection) -> Result<()> {
    const MOVE: &str = "PRAGMA wal_checkpoint(PASSIVE)";
    let known = &store.known;
    if known.tidying.load(Ordering::Acquire) == RAN {
        sqlx::query(MOVE).execute(&mut *writer).await?;
        known.pages.store(0, Ordering::Relaxed);
        known.tidying.store(RESTS, Ordering::Release);
    }
    if known.pages.load(Ordering::Relaxed) >= TIDY_PAGES
        && known.tidying.compare_exchange(RESTS, RUNS, Ordering::AcqRel, Ordering::Acquire).is_ok()
    {
        let (readers, tidying) = (store.ballots.readers().clone(), Arc::clone(&known.tidying));
        let halt = store.halt.clone();
        tokio::spawn(async move {
            // Readers may not change data; moving it is no change.
            if let Err(error) = sqlx::query(MOVE).execute(&readers).await {
                halt.watch(&error.into());
            }
            tidying.store(RAN, Ordering::Release);
        });
    }
    Ok(())
}

pub(super) async fn page(store: &SqliteStore, el: &str, from: u64, limit: u32) -> Result<Vec<StoredBallot>> {
    let (from, to) = window(from, limit)?;
    sqlx::query(PAGE.as_str())
        .bind(el)
        .bind(from)
        .bind(to)
        .fetch_all(store.ballots.readers())
        .await?
        .iter()
        .map(read)
        .collect()
}

pub(super) async fn hashes(store: &SqliteStore, el: &str, from: u64, limit: u32) -> Result<Vec<[u8; 32]>> {
    let (from, to) = window(from, limit)?;
    sqlx::query(
        "SELECT leaf_hash FROM ballots WHERE el = (SELECT id FROM words WHERE word = ?) AND n >= ? AND n < ?
         ORDER BY n",
    )
    .bind(el)
    .bind(from)
    .bind(to)
    .fetch_all(store.ballots.readers())
    .await?
    .iter()
    .map(|row| bytes_at(row, 0))
    .collect()
}

pub(super) async fn count(store: &SqliteStore, el: &str) -> Result<u64> {
    let mut reader = store.ballots.readers().acquire().await?;
    count_in(&mut reader, el).await
}

async fn count_in(connection: &mut SqliteConnection, el: &str) -> Result<u64> {
    // Numbers are gapless, so the last one tells; counting would read every row.
    let last: Option<i64> = sqlx::query_scalar(
        "SELECT n FROM ballots WHERE el = (SELECT id FROM words WHERE word = ?) ORDER BY n DESC LIMIT 1",
    )
    .bind(el)
    .fetch_optional(connection)
    .await?;
    last.map_or(Ok(0), |n| Ok(number(n)? + 1))
}

fn read(row: &SqliteRow) -> Result<StoredBallot> {
    Ok(StoredBallot {
        n: number_at(row, 0)?,
        leaf_hash: bytes_at(row, 1)?,
        ballot: Ballot {
            at: row.try_get(2)?,
            cat: row.try_get(3)?,
            period: row.try_get(4)?,
            slot: small_at(row, 5)?,
            nym: bytes_at(row, 6)?,
            channel: row.try_get(7)?,
            req: bytes_at(row, 8)?,
            salt: bytes_at(row, 9)?,
            choices: row.try_get(10)?,
        },
    })
}
