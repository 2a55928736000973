//! A voter's receipt against what is published: it holds, or is told apart by what is wrong with it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "stories; clippy excuses only test functions")]

use std::collections::BTreeMap;

use ledger::{
    BallotLeaf, BundleWriter, Checkpoint, Hash, Log, Receipt, Salt, SignedCheckpoint, SignerKey, Tile,
    TileWriter, Tree, V1, ballot_commit, leaf_hash,
};
use verify::receipt::{Fault, Found, Handed, check, read, trust};

type Files = BTreeMap<String, Vec<u8>>;

fn key(host: &str) -> SignerKey {
    SignerKey::from_seed(&Log::Ballots.origin(host, "small"), &[7; 32]).unwrap()
}

fn leaf(n: u64) -> BallotLeaf {
    let salt = Salt::from_bytes(*Hash::of(&n.to_be_bytes()).as_bytes());
    let nym = Hash::of(&n.to_le_bytes()).to_string();
    let commit = ballot_commit("small", "park", "vote-all", 0, &nym, &salt, &["p1".to_owned()]).unwrap();
    BallotLeaf {
        v: V1,
        el: "small".to_owned(),
        n,
        at: 1_670_731_200_000 + n as i64,
        cat: "park".to_owned(),
        period: "vote-all".to_owned(),
        slot: 0,
        nym,
        channel: "web".to_owned(),
        commit,
        supersedes: None,
        withdraws: None,
    }
}

fn leaves(size: u64) -> Vec<Vec<u8>> {
    (0..size).map(|n| leaf(n).encode().unwrap()).collect()
}

/// What is published of a log with these leaves.
fn published(leaves: &[Vec<u8>]) -> Files {
    let (mut tiles, mut bundles) = (TileWriter::new(), BundleWriter::new());
    let mut made: Vec<Tile> = Vec::new();
    for leaf in leaves {
        let hash = bundles.push(leaf, &mut made).unwrap();
        tiles.push(hash, &mut made);
    }
    tiles.publish(&mut made);
    bundles.publish(&mut made);
    let mut files: Files =
        made.into_iter().map(|tile| (format!("ballots/{}", tile.path), tile.bytes)).collect();
    let origin = Log::Ballots.origin("a.invalid", "small");
    let head = Checkpoint { origin, size: tiles.size(), root: tiles.root() };
    let signed = SignedCheckpoint::sign(head, &key("a.invalid")).unwrap().encode().unwrap();
    files.insert("ballots/checkpoint".to_owned(), signed.into_bytes());
    let trust = format!("log {}\nquorum none\n", key("a.invalid").verifier());
    files.insert("trust".to_owned(), trust.into_bytes());
    files
}

fn receipt_of(leaves: &[Vec<u8>], n: u64) -> Receipt {
    let tree: Tree = leaves.iter().map(|leaf| leaf_hash(leaf)).collect();
    let origin = Log::Ballots.origin("a.invalid", "small");
    let checkpoint = Checkpoint { origin, size: tree.size(), root: tree.root() };
    let signatures = SignedCheckpoint::sign(checkpoint.clone(), &key("a.invalid")).unwrap().signatures;
    let proof = tree.inclusion_proof(n, tree.size()).unwrap();
    Receipt { leaf: leaves[n as usize].clone(), index: n, proof, checkpoint, signatures }
}

fn judge(files: &Files, text: &str) -> Result<Found, Fault> {
    check(files, None, &read(text)?)
}

fn told(files: &Files, receipt: &Receipt) -> Result<Found, Fault> {
    judge(files, &receipt.encode().unwrap())
}

#[test]
fn every_ballot_of_a_grown_log_is_found_by_every_receipt_of_it() {
    let all = leaves(700);
    let files = published(&all);
    for size in [1, 2, 255, 256, 257, 511, 512, 600, 700] {
        for n in [0, size / 2, size - 1] {
            let receipt = receipt_of(&all[..size as usize], n);
            let found = told(&files, &receipt).unwrap();
            assert_eq!((found.then, found.now, found.leaf.n), (Some(size), 700, n));
            let code = format!("https://a.invalid/s/small/check?n={n}&leaf={}", leaf_hash(&receipt.leaf));
            let found = judge(&files, &code).unwrap();
            assert_eq!((found.then, found.leaf.n), (None, n));
        }
    }
}

#[test]
fn what_mail_does_to_a_receipt_does_no_harm() {
    let all = leaves(3);
    let text = receipt_of(&all, 1).encode().unwrap();
    for changed in [text.replace('\n', "\r\n"), format!("\u{feff}{text}"), format!("\n  {text}\n\n")] {
        assert!(judge(&published(&all), &changed).is_ok(), "{changed:?}");
    }
}

#[test]
fn each_way_to_fail_is_told_apart() {
    let all = leaves(300);
    let files = published(&all);
    let good = receipt_of(&all[..270], 260);
    let changed = |change: &dyn Fn(&mut Receipt)| {
        let mut receipt = good.clone();
        change(&mut receipt);
        told(&files, &receipt)
    };
    assert!(changed(&|_| {}).is_ok());
    // The leaf, the way up, the place.
    assert_eq!(changed(&|r| r.leaf = leaf(7).encode().unwrap()), Err(Fault::Path));
    assert_eq!(changed(&|r| r.proof[2] = Hash::of(b"another")), Err(Fault::Path));
    assert_eq!(changed(&|r| r.index += 1), Err(Fault::Path));
    // Another log; and this one under a key of somebody's own.
    let foreign = Log::Ballots.origin("b.invalid", "small");
    let other = changed(&|r| r.checkpoint.origin = foreign.clone());
    assert_eq!(other, Err(Fault::Origin { origin: foreign.clone() }));
    let mallory = SignerKey::from_seed(&good.checkpoint.origin, &[9; 32]).unwrap();
    let sign = |r: &mut Receipt, key: &SignerKey| {
        r.signatures = SignedCheckpoint::sign(r.checkpoint.clone(), key).unwrap().signatures;
    };
    assert_eq!(changed(&|r| sign(r, &mallory)), Err(Fault::Signature));
    let elsewhere = receipt_of(&all[..269], 260).signatures;
    assert_eq!(changed(&|r| r.signatures = elsewhere.clone()), Err(Fault::Signature));
    // A history in which another ballot was cast later than ours, and one in which ours was replaced.
    let mut rewritten = all.clone();
    rewritten[269] = leaf(999).encode().unwrap();
    assert_eq!(told(&published(&rewritten), &good), Err(Fault::Rewritten { then: 270 }));
    rewritten[260] = leaf(998).encode().unwrap();
    assert_eq!(told(&published(&rewritten), &good), Err(Fault::Other { n: 260 }));
    // A publication that has not come so far, and none.
    assert_eq!(told(&published(&all[..265]), &good), Err(Fault::Behind { now: 265 }));
    assert_eq!(told(&Files::new(), &good), Err(Fault::Unpublished));
    // What the code says.
    let hash = leaf_hash(&good.leaf);
    let code = |n: u64, el: &str| judge(&files, &format!("https://a.invalid/s/{el}/check?n={n}&leaf={hash}"));
    assert!(code(260, "small").is_ok());
    assert_eq!(code(261, "small"), Err(Fault::Address { n: 261 }));
    assert_eq!(code(300, "small"), Err(Fault::Beyond { now: 300 }));
    assert_eq!(code(260, "large"), Err(Fault::Origin { origin: "large".to_owned() }));
    // What is no receipt.
    let cut: String = good.encode().unwrap().lines().take(2).collect();
    for (text, at) in [("hello", 1), (cut.as_str(), 1), ("https://a.invalid/s/small/check?n=1", 1)] {
        assert!(matches!(read(text), Err(Fault::Unreadable { .. })), "{text} {at}");
    }
    assert_eq!(read(&"x".repeat(20_000)), Err(Fault::Unreadable { line: 1 }));
}

#[test]
fn a_publication_whose_files_do_not_fit_its_head_is_not_believed() {
    let all = leaves(600);
    let good = receipt_of(&all[..400], 3);
    for path in
        ["ballots/tile/0/000", "ballots/tile/0/001", "ballots/tile/0/002.p/88", "ballots/tile/1/000.p/2"]
    {
        let mut files = published(&all);
        files.get_mut(path).unwrap()[5] ^= 1;
        assert!(matches!(told(&files, &good), Err(Fault::Files(_))), "{path}");
        files.remove(path);
        assert!(matches!(told(&files, &good), Err(Fault::Files(_))), "{path}");
    }
    let mut files = published(&all);
    let head = String::from_utf8(files["ballots/checkpoint"].clone()).unwrap();
    files.insert("ballots/checkpoint".to_owned(), head.replace("\n600\n", "\n599\n").into_bytes());
    assert_eq!(told(&files, &good), Err(Fault::Head));
}

#[test]
fn whoever_brings_the_announced_key_needs_not_believe_the_published_one() {
    let all = leaves(5);
    let files = published(&all);
    let Ok(handed @ Handed::Receipt(_)) = read(&receipt_of(&all, 2).encode().unwrap()) else { panic!() };
    let own = key("a.invalid").verifier().to_string();
    for brought in [own.clone(), format!("log {own}"), format!("# printed\nlog {own}\r\nquorum none\n")] {
        assert!(check(&files, Some(&trust(&brought).unwrap()), &handed).is_ok(), "{brought}");
    }
    let origin = Log::Ballots.origin("a.invalid", "small");
    let mallory = SignerKey::from_seed(&origin, &[9; 32]).unwrap().verifier().to_string();
    assert_eq!(check(&files, Some(&trust(&mallory).unwrap()), &handed), Err(Fault::Head));
    let elsewhere = key("b.invalid").verifier().to_string();
    assert_eq!(check(&files, Some(&trust(&elsewhere).unwrap()), &handed), Err(Fault::Unknown { origin }));
    for nothing in ["", "hello", "quorum none", "log x"] {
        assert!(trust(nothing).is_none(), "{nothing}");
    }
}
