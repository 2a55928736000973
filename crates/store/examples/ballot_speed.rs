//! Ballots per second: batches of 500 against one transaction per ballot, durable both.
//!
//! `cargo run --release -p store --features conformance --example ballot_speed -- FOLDER [BATCHES]`
//! FOLDER must be on the disk that is meant: in memory, nothing waits for the disk.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use store::conformance::{append, ballot};
use store::{Ballot, Entropy, MasterKey, SqliteStore, Store, StoreError};

const BATCH: u32 = 500;
const SINGLES: u32 = 500;

struct Fixed;

impl Entropy for Fixed {
    fn bytes32(&self, _context: &[u8]) -> [u8; 32] {
        [7; 32]
    }
}

#[tokio::main]
async fn main() -> Result<(), StoreError> {
    let mut args = std::env::args().skip(1);
    let folder = args.next().ok_or(StoreError::Invalid("give an empty folder"))?;
    let batches: u32 = args.next().and_then(|count| count.parse().ok()).unwrap_or(200);
    let store = SqliteStore::open(Path::new(&folder), MasterKey::new([1; 32]), Arc::new(Fixed)).await?;

    let mut worst = 0;
    let start = Instant::now();
    for batch in 0..batches {
        let ballots: Vec<Ballot> = (batch * BATCH..(batch + 1) * BATCH).map(ballot).collect();
        let begun = Instant::now();
        append(&store, "batched", u64::from(batch * BATCH), &ballots).await?;
        worst = worst.max(begun.elapsed().as_micros());
    }
    report("batches of 500", batches * BATCH, start);
    println!("  slowest batch: {worst} µs");

    let start = Instant::now();
    for i in 0..SINGLES {
        append(&store, "single", u64::from(i), &[ballot(i)]).await?;
    }
    report("one by one", SINGLES, start);

    // Every second ballot is a repetition: each statement of many rows is taken back once.
    let known = u64::from(batches * BATCH);
    let start = Instant::now();
    let mut next = known;
    for batch in 0..20 {
        let new = (batches + batch) * BATCH;
        let ballots: Vec<Ballot> = (0..BATCH).map(|i| ballot(if i % 2 == 0 { i } else { new + i })).collect();
        append(&store, "batched", next, &ballots).await?;
        next += u64::from(BATCH / 2);
    }
    report("batches of 500, half of them repetitions", 20 * BATCH, start);

    let start = Instant::now();
    let mut from = 0;
    while from < known {
        from += store.ballot_hashes("batched", from, 50_000).await?.len() as u64;
    }
    report("leaf hashes read", from as u32, start);
    let start = Instant::now();
    let count = store.ballots("batched", 0, batches * BATCH).await?.len();
    report("ballots read", count as u32, start);
    let size = std::fs::metadata(Path::new(&folder).join("ballots.db")).map_or(0, |file| file.len());
    println!("ballots.db: {} bytes a ballot (without what is still in the log)", size / next.max(1));
    store.close().await
}

fn report(what: &str, count: u32, start: Instant) {
    let micros = start.elapsed().as_micros().max(1);
    println!("{what}: {count} in {} ms, {} a second", micros / 1000, u128::from(count) * 1_000_000 / micros);
}
