//! One log, for ever: what happens when somebody starts with less than the log has shown, or with something else.

#![allow(clippy::unwrap_used, clippy::panic, reason = "the helpers of a test are a test")]

mod common;

use std::path::Path;

use ballotbox::{BallotBox, BallotError, Known};
use common::{EL, HOST, LONG_AGO, World, req, tamper_with_ballots, voter, works};
use ledger::{Receipt, SignedCheckpoint};
use store::Store;
use tempfile::TempDir;

const NOW: &str = "2023-03-14 09:00";
const HEAD: &str = "heads/shiyin-2023.ballots";

async fn votes(world: &World, voters: std::ops::Range<u64>) {
    for n in voters {
        world
            .ballots
            .cast(&voter(n), "vote-1", "sound", works(&[1, 2, 3, 4, 5]), req(n), LONG_AGO)
            .await
            .unwrap();
    }
}

/// A copy of the databases, as a backup makes it.
fn backup(of: &Path) -> TempDir {
    let to = tempfile::tempdir().unwrap();
    restore(of, to.path());
    to
}

fn restore(from: &Path, to: &Path) {
    for name in ["main.db", "ballots.db", "keys.db"] {
        std::fs::copy(from.join(name), to.join(name)).unwrap();
    }
}

async fn fault(dir: TempDir) -> (TempDir, BallotError) {
    match World::open(dir, NOW).await {
        Err(fault) => fault,
        Ok(_) => panic!("it opened"),
    }
}

#[tokio::test]
async fn an_older_backup_is_not_gone_on_with() {
    let world = World::first_round().await;
    votes(&world, 0..3).await;
    let dir = world.stop().await;
    let old = backup(dir.path());
    let world = World::open(dir, NOW).await.map_err(|(_, error)| error).unwrap();
    votes(&world, 3..5).await;
    let receipt = world.ballots.receipt(4).await.unwrap().unwrap();
    let dir = world.stop().await;
    let newest = backup(dir.path());
    restore(old.path(), dir.path());

    let (dir, error) = fault(dir).await;
    assert!(matches!(error, BallotError::Older { found: 3, recorded: 5, .. }), "{error}");
    let said = error.to_string();
    assert!(said.contains(HEAD) && said.contains("Restore the newest ballots.db"), "{said}");

    // The newest one is put back, and the log goes on from what it showed.
    restore(newest.path(), dir.path());
    let world = World::open(dir, NOW).await.map_err(|(_, error)| error).unwrap();
    votes(&world, 5..6).await;
    assert_eq!(world.ballots.root_at(5).await.unwrap(), Some(receipt.checkpoint.root));
}

#[tokio::test]
async fn a_lost_head_is_asked_for_and_any_receipt_can_give_it_back() {
    let world = World::first_round().await;
    votes(&world, 0..3).await;
    let receipt = world.ballots.receipt(2).await.unwrap().unwrap().encode().unwrap();
    let dir = world.stop().await;
    std::fs::remove_file(dir.path().join(HEAD)).unwrap();
    let (dir, error) = fault(dir).await;
    assert!(matches!(error, BallotError::HeadLost { size: 3, .. }), "{error}");
    let said = error.to_string();
    assert!(said.contains(HEAD) && said.contains("newest receipt"), "{said}");

    let (_, head) = receipt.split_once("\n\n").unwrap();
    std::fs::write(dir.path().join(HEAD), head).unwrap();
    World::open(dir, NOW).await.map_err(|(_, error)| error).unwrap();
}

#[tokio::test]
async fn a_head_that_this_log_did_not_sign_is_not_believed() {
    let world = World::first_round().await;
    votes(&world, 0..3).await;
    let dir = world.stop().await;
    let path = dir.path().join(HEAD);
    let good = std::fs::read_to_string(&path).unwrap();
    let smaller = good.replace("\n3\n", "\n2\n");
    assert_ne!(good, smaller);
    let mut dir = Some(dir);
    for bad in ["", "noise", &good[..good.len() - 4], &smaller] {
        std::fs::write(&path, bad).unwrap();
        let (back, error) = fault(dir.take().unwrap()).await;
        assert!(matches!(error, BallotError::HeadUnreadable { .. }), "{error}");
        dir = Some(back);
    }
    std::fs::write(&path, good).unwrap();
    World::open(dir.unwrap(), NOW).await.map_err(|(_, error)| error).unwrap();
}

#[tokio::test]
async fn a_log_does_not_change_its_name() {
    let world = World::first_round().await;
    votes(&world, 0..1).await;
    world.ballots.receipt(0).await.unwrap();
    let other = BallotBox::open(&world.desk, "vote.example.org", &[]).await;
    let Err(BallotError::Renamed { was, asked, .. }) = other else { panic!("it opened") };
    assert_eq!(
        (was.as_str(), asked.as_str()),
        ("demo.invalid/shiyin-2023/ballots", "vote.example.org/shiyin-2023/ballots")
    );
}

#[tokio::test]
async fn what_others_know_of_the_log_counts_as_well() {
    let world = World::first_round().await;
    votes(&world, 0..3).await;
    let known = async |world: &World| Known {
        by: "the publication".to_owned(),
        note: world.store.head("shiyin-2023.ballots").await.unwrap().unwrap(),
    };
    world.ballots.receipt(2).await.unwrap();
    let three = known(&world).await;
    votes(&world, 3..5).await;
    world.ballots.receipt(4).await.unwrap();
    let five = known(&world).await;
    let open = async |world: &World, known: &Known| {
        BallotBox::open(&world.desk, HOST, std::slice::from_ref(known)).await.map(|_| ())
    };
    open(&world, &three).await.unwrap();
    open(&world, &five).await.unwrap();

    // A backup that went on by itself has signed something else under the same name.
    let other = World::first_round().await;
    votes(&other, 0..3).await;
    let fault = open(&other, &five).await.unwrap_err();
    assert!(
        matches!(&fault, BallotError::Older { found: 3, recorded: 5, by, .. } if by == "the publication")
    );
    votes(&other, 10..12).await;
    let fault = open(&other, &five).await.unwrap_err();
    assert!(matches!(&fault, BallotError::Changed { size: 5, by, .. } if by == "the publication"), "{fault}");
    open(&other, &three).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_signature_is_shown_before_its_head_is_kept_outside_the_databases() {
    let world = World::first_round().await;
    for n in 0..40 {
        votes(&world, n..n + 1).await;
        let receipt = world.ballots.receipt(n).await.unwrap().unwrap();
        let kept = world.store.head("shiyin-2023.ballots").await.unwrap().unwrap();
        let kept = SignedCheckpoint::decode(&kept).unwrap();
        assert!(kept.checkpoint.size >= receipt.checkpoint.size);
        assert!(world.ballots.judge(&receipt).is_ok());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn receipts_are_made_of_stored_hashes_and_of_none_that_does_not_lead_to_the_root() {
    let world = World::first_round().await;
    let mut sent = tokio::task::JoinSet::new();
    for n in 0..1_300 {
        let box_ = world.ballots.clone();
        sent.spawn(async move {
            let five = works(&[1, 2, 3, 4, 5]);
            box_.cast(&voter(n), "vote-1", "sound", five, req(n), LONG_AGO).await.unwrap()
        });
    }
    sent.join_all().await;
    let hashes = world.store.ballot_hashes(EL, 0, 1_300).await.unwrap();
    let tree: ledger::Tree = hashes.into_iter().map(ledger::Hash::from_bytes).collect();
    let holds = async |n: u64| {
        let receipt = world.ballots.receipt(n).await.unwrap().unwrap();
        assert_eq!(receipt.proof, tree.inclusion_proof(n, receipt.checkpoint.size).unwrap(), "{n}");
        let text = receipt.encode().unwrap();
        assert_eq!(world.ballots.judge(&Receipt::decode(&text).unwrap()).map(|_| ()), Ok(()));
    };
    for n in (0..1_300).step_by(61).chain([255, 256, 511, 512, 1_279, 1_280, 1_299]) {
        holds(n).await;
    }
    for size in [0, 1, 255, 256, 257, 700, 1_280, 1_300] {
        assert_eq!(world.ballots.root_at(size).await.unwrap(), tree.root_at(size).ok(), "{size}");
    }
    assert_eq!(world.ballots.root_at(1_301).await.unwrap(), None);

    tamper_with_ballots(world.dir.path(), |all| all[300].hash.fill(0)).await;
    assert!(matches!(world.ballots.receipt(301).await, Err(BallotError::Damaged(301))));
    holds(600).await;
}
