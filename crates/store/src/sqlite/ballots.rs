//! The one big stream. A batch is one transaction; the unique key of [`super::places`] tells its ballots apart.
//!
//! What a ballot costs here is a row at the end of the file and a row at a random place of `places`. A batch goes in as one
//! trip to the database's thread and back, because the trips, not the rows, are what costs; and the write-ahead log is moved into
//! the file beside the writer rather than by it ([`super::wal`]), because what waits for a commit are voters.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

use sqlx::query::Query;
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{Row, Sqlite, SqliteConnection};

use super::file::{begin, bytes_at, int, number, number_at, small_at, window};
use super::places::{self, Place};
use super::wal::Wal;
use super::{Result, SqliteStore};
use crate::{Ballot, BallotOutcome, MakeLeaf, StoreError, StoredBallot};

const TO_BALLOTS: &str =
    "INTO ballots (el, n, at, cat, period, slot, nym, channel, req, salt, choices, leaf_hash)";
const BALLOT: &str = "(?,?,?,?,?,?,?,?,?,?,?,?)";
const TO_PLACES: &str = "INTO places (key, el, n)";
const PLACE: &str = "(?,?,?)";

/// A whole batch in one trip: there are ready-made transactions for so many rows, and rows that are too many hold nothing.
const SIZES: [usize; 4] = [8, 32, 128, 512];
static AT_ONCE: LazyLock<[String; 4]> = LazyLock::new(|| {
    SIZES.map(|rows| {
        let rows_of = |row| vec![row; rows].join(",");
        let (places, ballots) = (rows_of(PLACE), rows_of(BALLOT));
        // What a taken place ends is the whole transaction; SQLite need keep no copy of pages for undoing a part of it.
        format!(
            "BEGIN IMMEDIATE;
             INSERT OR ROLLBACK {TO_PLACES} SELECT * FROM (VALUES {places}) WHERE column3 IS NOT NULL;
             INSERT OR ROLLBACK {TO_BALLOTS} SELECT * FROM (VALUES {ballots}) WHERE column2 IS NOT NULL;
             COMMIT"
        )
    })
});

/// Most rows of a statement where a batch has to be looked through; smaller ones hold a smaller power of two.
const MANY: usize = 128;

fn statements(insert: &str, row: &str, behind: &str) -> Vec<String> {
    let rows = (0..=MANY.ilog2()).map(|power| vec![row; 1 << power].join(","));
    rows.map(|rows| format!("INSERT {insert} VALUES {rows}{behind}")).collect()
}

static BALLOTS: LazyLock<Vec<String>> = LazyLock::new(|| statements(TO_BALLOTS, BALLOT, ""));
/// Nothing happens to a place that is taken, rather than an error: for an error SQLite would keep a copy of every page
/// that the statement touches.
static PLACES: LazyLock<Vec<String>> =
    LazyLock::new(|| statements(TO_PLACES, PLACE, " ON CONFLICT DO NOTHING"));

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
    /// Ballots of selections, as this store's last commit left them. Absent while a commit is under way: whoever finds none
    /// does not know how it ended.
    counts: Mutex<BTreeMap<String, u64>>,
    wal: Wal,
    /// Bits of a place's hash; all but in tests.
    pub(super) bits: u32,
}

impl Default for Known {
    fn default() -> Known {
        let (words, counts, wal) = Default::default();
        Known { words, counts, wal, bits: places::BITS }
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
    store.known.wal.tidy(&store.ballots, &store.halt, &mut writer).await?;
    let known = &store.known;
    let count = lock(&known.counts).remove(el);
    let words = lock(&known.words).clone();
    let mut batch = Batch { words, el: (el, 0), next: expected, bits: known.bits, ballots, make_leaf };
    if count.is_none() {
        // A caller who gave up may have left a transaction open; where there is none, this does nothing.
        let _ = sqlx::query("ROLLBACK").execute(&mut *writer).await;
    }
    let outcomes = match batch.at_once(&mut writer, count).await? {
        Some(outcomes) => outcomes,
        None => batch.one_by_one(&mut writer).await?,
    };
    lock(&known.counts).insert(el.to_owned(), batch.next);
    known.wal.grew(ballots.len());
    let mut words = lock(&known.words);
    if words.len() < batch.words.len() {
        *words = batch.words;
    }
    Ok(outcomes)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
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
    /// Appends all ballots in one trip to the database; `None`, and nothing is written, where that cannot be: a word is
    /// new, a place is taken, or the number of ballots (`count`) is not known to be as expected.
    async fn at_once(
        &mut self,
        writer: &mut SqliteConnection,
        count: Option<u64>,
    ) -> Result<Option<Vec<BallotOutcome>>> {
        let rows = self.ballots.len();
        let Some((size, at_once)) = SIZES.iter().zip(&*AT_ONCE).find(|(size, _)| rows <= **size) else {
            return Ok(None);
        };
        let Some(el) = self.words.get(self.el.0).copied() else { return Ok(None) };
        let knows = |ballot: &Ballot| {
            [&ballot.cat, &ballot.period, &ballot.channel].iter().all(|word| self.words.contains_key(*word))
        };
        if count != Some(self.next) || rows == 0 || !self.ballots.iter().all(knows) {
            return Ok(None);
        }
        self.el.1 = el;
        let mut query = sqlx::query(at_once.as_str());
        for (ballot, n) in self.ballots.iter().zip(self.next..) {
            query = query.bind(self.key(ballot)).bind(el).bind(int(n)?);
        }
        for _ in rows..*size {
            query = query.bind(None::<i64>).bind(None::<i64>).bind(None::<i64>);
        }
        for i in 0..rows {
            query = self.bind(query, self.next + i as u64, i)?;
        }
        match query.execute(writer).await {
            Ok(_) => {
                let first = self.next;
                self.next += rows as u64;
                Ok(Some((first..self.next).map(|n| BallotOutcome::Stored { n }).collect()))
            }
            Err(error) if is_constraint(&error) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Appends all ballots, and looks what is in the places that are taken.
    async fn one_by_one(&mut self, writer: &mut SqliteConnection) -> Result<Vec<BallotOutcome>> {
        let mut tx = begin(writer).await?;
        let (expected, actual) = (self.next, count_in(&mut tx, self.el.0).await?);
        if actual != expected {
            return Err(StoreError::Conflict { expected, actual });
        }
        self.el.1 = self.learn(&mut tx, self.el.0).await?;
        let ballots = self.ballots;
        for ballot in ballots {
            for word in [&ballot.cat, &ballot.period, &ballot.channel] {
                self.learn(&mut tx, word).await?;
            }
        }
        let mut outcomes = Vec::with_capacity(ballots.len());
        while outcomes.len() < ballots.len() {
            let from = outcomes.len();
            let power = (ballots.len() - from).min(MANY).ilog2();
            let to = from + (1 << power);
            // Mostly all are new. When one is not, they go in one by one; numbers stay gapless either way.
            if self.insert_all(&mut tx, from..to).await? {
                outcomes.extend((self.next - (1 << power)..self.next).map(|n| BallotOutcome::Stored { n }));
            } else {
                for i in from..to {
                    outcomes.push(self.insert_one(&mut tx, i).await?);
                }
            }
        }
        tx.commit().await?;
        Ok(outcomes)
    }

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
        let mut query = sqlx::query(of_size(&BALLOTS, range.len())?);
        for (i, n) in range.clone().zip(self.next..) {
            query = self.bind(query, n, i)?;
        }
        query.execute(connection).await?;
        self.next += range.len() as u64;
        Ok(())
    }

    fn bind<'q>(
        &self,
        query: Query<'q, Sqlite, SqliteArguments>,
        n: u64,
        i: usize,
    ) -> Result<Query<'q, Sqlite, SqliteArguments>> {
        let ballot = self.ballots.get(i).ok_or(StoreError::Invalid("no such ballot in the batch"))?;
        let leaf_hash = (self.make_leaf)(n, i).map_err(StoreError::Leaf)?;
        Ok(query
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
            .bind(leaf_hash.to_vec()))
    }
}

fn is_constraint(error: &sqlx::Error) -> bool {
    let code =
        error.as_database_error().and_then(|fault| fault.code()).and_then(|code| code.parse::<u32>().ok());
    code.is_some_and(|code| code & 0xff == 19)
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
