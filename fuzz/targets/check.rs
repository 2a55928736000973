//! What a voter hands in to be checked: a receipt, the address in its code, keys. Against a log of nine ballots of which
//! the true receipts hold, and nothing else.
#![no_main]

use std::collections::BTreeMap;
use std::sync::LazyLock;

use ledger::{
    BallotLeaf, BundleWriter, Checkpoint, Hash, SignedCheckpoint, SignerKey, Tile, TileWriter, V1, leaf_hash,
};
use libfuzzer_sys::fuzz_target;
use verify::receipt::{Handed, check, read, trust};

const ORIGIN: &str = "a.invalid/small/ballots";

struct Log {
    files: BTreeMap<String, Vec<u8>>,
    leaves: Vec<Vec<u8>>,
}

static LOG: LazyLock<Log> = LazyLock::new(|| {
    let key = SignerKey::from_seed(ORIGIN, &[7; 32]).unwrap();
    let leaf = |n: u64| BallotLeaf {
        v: V1,
        el: "small".to_owned(),
        n,
        at: 1_670_731_200_000,
        cat: "park".to_owned(),
        period: "vote-all".to_owned(),
        slot: 0,
        nym: Hash::of(&n.to_be_bytes()).to_string(),
        channel: "web".to_owned(),
        commit: Hash::of(b"commit"),
        supersedes: None,
        withdraws: None,
    };
    let leaves: Vec<Vec<u8>> = (0..9).map(|n| leaf(n).encode().unwrap()).collect();
    let (mut tiles, mut bundles, mut made) = (TileWriter::new(), BundleWriter::new(), Vec::<Tile>::new());
    for leaf in &leaves {
        tiles.push(bundles.push(leaf, &mut made).unwrap(), &mut made);
    }
    tiles.publish(&mut made);
    bundles.publish(&mut made);
    let mut files: BTreeMap<String, Vec<u8>> =
        made.into_iter().map(|tile| (format!("ballots/{}", tile.path), tile.bytes)).collect();
    let head = Checkpoint { origin: ORIGIN.to_owned(), size: tiles.size(), root: tiles.root() };
    let head = SignedCheckpoint::sign(head, &key).unwrap().encode().unwrap();
    files.insert("ballots/checkpoint".to_owned(), head.into_bytes());
    files.insert("trust".to_owned(), format!("log {}\nquorum none\n", key.verifier()).into_bytes());
    Log { files, leaves }
});

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    // Keys may stand above, divided by a line of dashes.
    let (keys, given) = text.split_once("\n---\n").unwrap_or(("", text));
    let keys = trust(keys);
    let Ok(handed) = read(given) else { return };
    let Ok(found) = check(&LOG.files, keys.as_ref(), &handed) else { return };
    let (n, hash) = match &handed {
        Handed::Receipt(receipt) => (receipt.0.index, leaf_hash(&receipt.0.leaf)),
        Handed::Place(place) => (place.n, place.leaf),
    };
    let stands = &LOG.leaves[n as usize];
    assert_eq!(leaf_hash(stands), hash);
    assert_eq!(found.leaf.encode().unwrap(), *stands);
    assert_eq!(found.now, 9);
});
