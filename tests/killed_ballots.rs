//! The server is killed under the load of real ballots, again and again: no acknowledged ballot is missing, none is there
//! twice, and the log goes on from every head that it ever showed.
//!
//! `XUANXIAN_KILLS` says how often it is killed; a few times by default.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test's helpers are a test")]

mod support;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ledger::{Hash, Receipt, Tree, leaf_hash};
use sqlx::{ConnectOptions, Connection, Row, SqliteConnection};
use support::{Browser, EL, Server, Voter, draw, hall, plain};

const CONNECTIONS: usize = 12;
const VOTERS_A_KILL: usize = 200;

/// What voters were told.
#[derive(Default)]
struct Told {
    /// The number of each ballot that was acknowledged, by the voter's place.
    numbers: BTreeMap<usize, u64>,
    /// Receipts that were carried away.
    receipts: Vec<Receipt>,
}

/// What lies in the folder, read beside the running server.
struct Seen {
    tree: Tree,
    nyms: Vec<String>,
    by_nym: BTreeMap<String, u64>,
}

impl Seen {
    /// Reads what is new.
    async fn read_on(&mut self, data: &Path) {
        let mut file = open(data).await;
        // As `crates/store`, `sqlite/batch.rs` writes them: 24 bytes, the pseudonym, 48 bytes, the choices behind their length.
        const CHOICES: usize = 24 + 16 + 48;
        let rows = sqlx::query(
            "SELECT place & 0xffffffffff, hashes, ballots FROM batches WHERE place & 0xffffffffff >= ? ORDER BY place",
        )
        .bind(self.tree.size() as i64)
        .fetch_all(&mut file)
        .await
        .unwrap();
        for row in rows {
            assert_eq!(row.get::<i64, _>(0) as u64, self.tree.size(), "numbers have no gaps");
            let mut rest = row.get::<&[u8], _>(2);
            for hash in row.get::<&[u8], _>(1).as_chunks::<32>().0 {
                let nym: String = rest[24..40].iter().map(|byte| format!("{byte:02x}")).collect();
                let n = self.tree.size();
                assert_eq!(self.by_nym.insert(nym.clone(), n), None, "{nym} is there twice");
                self.nyms.push(nym);
                self.tree.push(Hash::from_bytes(*hash));
                let length = u32::from_be_bytes(rest[CHOICES..CHOICES + 4].try_into().unwrap()) as usize;
                rest = &rest[CHOICES + 4 + length..];
            }
        }
        file.close().await.unwrap();
    }

    fn holds(&self, told: &Told, voters: &[Voter]) {
        for (voter, n) in &told.numbers {
            let found = self.nyms.get(*n as usize).map(String::as_str);
            assert_eq!(found, Some(voters[*voter].nym.as_str()), "acknowledged ballot {n}");
        }
        for receipt in &told.receipts {
            let root = self.tree.root_at(receipt.checkpoint.size).unwrap();
            assert_eq!(
                root, receipt.checkpoint.root,
                "the log extends the head of {}",
                receipt.checkpoint.size
            );
            let proof = self.tree.inclusion_proof(receipt.index, receipt.checkpoint.size).unwrap();
            assert_eq!(proof, receipt.proof);
        }
    }
}

async fn open(data: &Path) -> SqliteConnection {
    let file = sqlx::sqlite::SqliteConnectOptions::new().filename(data.join("ballots.db")).read_only(true);
    file.connect().await.unwrap()
}

#[tokio::test]
async fn killed_under_load_it_loses_no_acknowledged_ballot_and_never_forks() {
    let kills: usize = std::env::var("XUANXIAN_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(5);
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let voters = Arc::new(hall(&data, kills * VOTERS_A_KILL));
    let told = Arc::new(Mutex::new(Told::default()));
    let mut seen = Seen { tree: Tree::new(), nyms: Vec::new(), by_nym: BTreeMap::new() };
    let mut chance = 2026;
    let next = Arc::new(AtomicUsize::new(0));
    for kill in 0..kills {
        let server = Server::start(plain(&data));
        seen.read_on(&data).await;
        seen.holds(&told.lock().unwrap(), &voters);
        let stop = Arc::new(AtomicBool::new(false));
        let load: Vec<_> = (0..CONNECTIONS)
            .map(|i| {
                let (voters, told) = (Arc::clone(&voters), Arc::clone(&told));
                let (next, stop) = (Arc::clone(&next), Arc::clone(&stop));
                let (address, seed) = (server.address.clone(), (kill * CONNECTIONS + i) as u64);
                std::thread::spawn(move || vote(&address, &voters, &told, &next, &stop, seed))
            })
            .collect();
        tokio::time::sleep(Duration::from_millis(50 + draw(&mut chance) % 500)).await;
        server.kill();
        stop.store(true, Ordering::Relaxed);
        load.into_iter().for_each(|thread| thread.join().unwrap());
    }
    let server = Server::start(plain(&data));
    seen.read_on(&data).await;
    let told = std::mem::take(&mut *told.lock().unwrap());
    seen.holds(&told, &voters);
    // From the first ballot on, not only what each round added.
    let mut whole = Seen { tree: Tree::new(), nyms: Vec::new(), by_nym: BTreeMap::new() };
    whole.read_on(&data).await;
    whole.holds(&told, &voters);
    assert!(told.receipts.len() >= kills && told.numbers.len() > kills, "there was load");
    server.kill();
    println!(
        "killed {kills} times; {} ballots acknowledged, {} in the log, {} receipts hold",
        told.numbers.len(),
        whole.tree.size(),
        told.receipts.len()
    );
}

/// Votes until the server is gone. Every fourth sending repeats an earlier one, and now and then a receipt is fetched.
fn vote(
    address: &str,
    voters: &[Voter],
    told: &Mutex<Told>,
    next: &AtomicUsize,
    stop: &AtomicBool,
    mut chance: u64,
) {
    let Ok(mut browser) = Browser::connect(address) else { return };
    while !stop.load(Ordering::Relaxed) {
        let drawn = draw(&mut chance);
        let known = next.load(Ordering::Relaxed).min(voters.len());
        let new = !drawn.is_multiple_of(4) || known == 0;
        let voter = match new {
            true => next.fetch_add(1, Ordering::Relaxed) % voters.len(),
            false => (drawn >> 8) as usize % known,
        };
        let Ok(answer) = browser.send(&voters[voter].request) else { return };
        let n = answer.ballot().unwrap_or_else(|| panic!("{answer:?}"));
        let before = told.lock().unwrap().numbers.insert(voter, n);
        assert!(before.is_none_or(|before| before == n), "one request, two answers: {before:?} and {n}");
        if drawn % 32 == 1 {
            let Ok(answer) = browser.get(&format!("/s/{EL}/receipt/{n}.tlog-proof")) else { return };
            let receipt = Receipt::decode(&answer.body).unwrap();
            receipt.check().unwrap();
            assert_eq!(receipt.index, n);
            assert!(!receipt.signatures.is_empty() && !leaf_hash(&receipt.leaf).as_bytes().is_empty());
            told.lock().unwrap().receipts.push(receipt);
        }
    }
}
