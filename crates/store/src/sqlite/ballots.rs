//! The one big stream. A batch is one transaction; unique keys in the file tell its ballots apart.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use sqlx::query::Query;
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{Row, Sqlite, SqliteConnection};

use super::file::{begin, bytes_at, int, number, number_at, small_at, window};
use super::{Result, SqliteStore};
use crate::{Ballot, BallotOutcome, MakeLeaf, StoreError, StoredBallot};

/// Rows per statement: enough that round trips to the database thread stop counting.
const MANY: usize = 50;
const INSERT: &str = "INSERT INTO ballots
    (el, n, at, cat, period, slot, nym, channel, req, salt, choices, leaf_hash) VALUES ";
const ROW: &str = "(?,?,?,?,?,?,?,?,?,?,?,?)";
static INSERT_MANY: LazyLock<String> = LazyLock::new(|| format!("{INSERT}{}", [ROW; MANY].join(",")));
static INSERT_ONE: LazyLock<String> = LazyLock::new(|| format!("{INSERT}{ROW} ON CONFLICT DO NOTHING"));

macro_rules! select {
    ($condition:literal) => {
        concat!(
            "SELECT b.n, b.leaf_hash, b.at, c.word, p.word, b.slot, b.nym, h.word, b.req, b.salt, b.choices
             FROM ballots b JOIN words c ON c.id = b.cat JOIN words p ON p.id = b.period
             JOIN words h ON h.id = b.channel
             WHERE b.el = (SELECT id FROM words WHERE word = ?) AND ",
            $condition
        )
    };
}

pub(super) async fn append(
    store: &SqliteStore,
    el: &str,
    expected: u64,
    ballots: &[Ballot],
    make_leaf: &MakeLeaf<'_>,
) -> Result<Vec<BallotOutcome>> {
    let mut writer = store.ballots.writer().await;
    let mut tx = begin(&mut writer).await?;
    let actual = count_in(&mut tx, el).await?;
    if actual != expected {
        return Err(StoreError::Conflict { expected, actual });
    }
    let mut batch = Batch { words: BTreeMap::new(), el: 0, next: expected, make_leaf };
    batch.el = batch.learn(&mut tx, el).await?;
    for ballot in ballots {
        for word in [&ballot.cat, &ballot.period, &ballot.channel] {
            batch.learn(&mut tx, word).await?;
        }
    }
    let mut outcomes = Vec::with_capacity(ballots.len());
    for chunk in ballots.chunks(MANY) {
        // Nearly always all are new. When one is not, SQLite takes the whole statement back, and the chunk goes in
        // one by one; numbers stay gapless either way.
        if chunk.len() == MANY && batch.insert_all(&mut tx, chunk).await? {
            outcomes.extend((batch.next - MANY as u64..batch.next).map(|n| BallotOutcome::Stored { n }));
        } else {
            for ballot in chunk {
                outcomes.push(batch.insert_one(&mut tx, ballot).await?);
            }
        }
    }
    tx.commit().await?;
    Ok(outcomes)
}

struct Batch<'a> {
    words: BTreeMap<String, i64>,
    el: i64,
    next: u64,
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

    fn bind<'q>(
        &self,
        query: Query<'q, Sqlite, SqliteArguments>,
        n: u64,
        ballot: &Ballot,
    ) -> Result<Query<'q, Sqlite, SqliteArguments>> {
        let leaf_hash = (self.make_leaf)(n, ballot).map_err(StoreError::Leaf)?;
        Ok(query
            .bind(self.el)
            .bind(int(n)?)
            .bind(ballot.at)
            .bind(self.word(&ballot.cat)?)
            .bind(self.word(&ballot.period)?)
            .bind(ballot.slot)
            .bind(ballot.nym.to_vec())
            .bind(self.word(&ballot.channel)?)
            .bind(ballot.req.to_vec())
            .bind(ballot.salt.to_vec())
            .bind(ballot.choices.clone())
            .bind(leaf_hash.to_vec()))
    }

    /// Inserts `MANY` ballots; false when one of them is not new, and then none is in.
    async fn insert_all(&mut self, connection: &mut SqliteConnection, chunk: &[Ballot]) -> Result<bool> {
        let mut query = sqlx::query(INSERT_MANY.as_str());
        for (ballot, n) in chunk.iter().zip(self.next..) {
            query = self.bind(query, n, ballot)?;
        }
        match query.execute(connection).await {
            Ok(_) => {
                self.next += chunk.len() as u64;
                Ok(true)
            }
            Err(sqlx::Error::Database(fault)) if fault.is_unique_violation() => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    async fn insert_one(
        &mut self,
        connection: &mut SqliteConnection,
        ballot: &Ballot,
    ) -> Result<BallotOutcome> {
        let n = self.next;
        let query = self.bind(sqlx::query(INSERT_ONE.as_str()), n, ballot)?;
        if query.execute(&mut *connection).await?.rows_affected() == 1 {
            self.next += 1;
            return Ok(BallotOutcome::Stored { n });
        }
        let same_request: Option<i64> = sqlx::query_scalar("SELECT n FROM ballots WHERE el = ? AND req = ?")
            .bind(self.el)
            .bind(ballot.req.as_slice())
            .fetch_optional(&mut *connection)
            .await?;
        if let Some(n) = same_request {
            return Ok(BallotOutcome::Repeated { n: number(n)? });
        }
        let same_place: Option<i64> = sqlx::query_scalar(
            "SELECT n FROM ballots WHERE el = ? AND cat = ? AND period = ? AND nym = ? AND slot = ?",
        )
        .bind(self.el)
        .bind(self.word(&ballot.cat)?)
        .bind(self.word(&ballot.period)?)
        .bind(ballot.nym.as_slice())
        .bind(ballot.slot)
        .fetch_optional(connection)
        .await?;
        let n = same_place.ok_or(StoreError::Damaged("a ballot was refused by no key"))?;
        Ok(BallotOutcome::Duplicate { n: number(n)? })
    }
}

pub(super) async fn page(store: &SqliteStore, el: &str, from: u64, limit: u32) -> Result<Vec<StoredBallot>> {
    let (from, to) = window(from, limit)?;
    sqlx::query(select!("b.n >= ? AND b.n < ? ORDER BY b.n"))
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

pub(super) async fn by_req(store: &SqliteStore, el: &str, req: &[u8; 16]) -> Result<Option<StoredBallot>> {
    sqlx::query(select!("b.req = ?"))
        .bind(el)
        .bind(req.as_slice())
        .fetch_optional(store.ballots.readers())
        .await?
        .as_ref()
        .map(read)
        .transpose()
}

pub(super) async fn count(store: &SqliteStore, el: &str) -> Result<u64> {
    let mut reader = store.ballots.readers().acquire().await?;
    count_in(&mut reader, el).await
}

pub(super) async fn of_nym(
    store: &SqliteStore,
    el: &str,
    cat: &str,
    period: &str,
    nym: &[u8; 16],
) -> Result<u32> {
    let row = sqlx::query(
        "SELECT COUNT(*) FROM ballots WHERE el = (SELECT id FROM words WHERE word = ?)
         AND cat = (SELECT id FROM words WHERE word = ?) AND period = (SELECT id FROM words WHERE word = ?)
         AND nym = ?",
    )
    .bind(el)
    .bind(cat)
    .bind(period)
    .bind(nym.as_slice())
    .fetch_one(store.ballots.readers())
    .await?;
    small_at(&row, 0)
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
