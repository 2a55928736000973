//! What the log costs: hashing leaves, making tiles, signing, proving. A command, not a test.
//!
//! ```text
//! cargo run --release -p ledger --example measure -- [LEAVES]
//! ```
//!
//! Prints the time on a processor where Linux tells it (else that of the clock), and what SHA-256 alone takes for the
//! same blocks, so that one sees what the rest costs.

use std::error::Error;
use std::hint::black_box;
use std::time::{Duration, Instant};

use ledger::{
    BallotLeaf, BundleWriter, Checkpoint, CosignerKey, Hash, MemoryTiles, Nodes as _, Receipt,
    SignedCheckpoint, SignerKey, SmFrontier, SmSignerKey, Tile, TileTree, TileWriter, Tree, Trust, V1,
    leaf_hash, node_hash,
};

fn ballot(n: u64) -> Result<Vec<u8>, ledger::LedgerError> {
    let leaf = BallotLeaf {
        v: V1,
        el: "linyi-2022".to_owned(),
        n,
        at: 1_670_731_200_000,
        cat: "park".to_owned(),
        period: "2022-12-11".to_owned(),
        slot: 0,
        nym: Hash::of(&n.to_be_bytes()).to_string(),
        channel: "web".to_owned(),
        commit: Hash::of(&n.to_le_bytes()),
        supersedes: None,
        withdraws: None,
    };
    leaf.encode()
}

fn say(what: &str, count: u64, took: Duration) {
    let each = took.as_nanos() / u128::from(count.max(1));
    println!("{what:<58} {:>7} ms {each:>9} ns each", took.as_millis());
}

/// How long this thread was on a processor.
fn on_processor() -> Option<Duration> {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    stat.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

fn timed<T>(what: &str, count: u64, work: impl FnOnce() -> T) -> T {
    let (clock, processor) = (Instant::now(), on_processor());
    let made = black_box(work());
    let took = on_processor().zip(processor).map(|(now, then)| now.saturating_sub(then));
    say(what, count, took.unwrap_or_else(|| clock.elapsed()));
    made
}

fn main() -> Result<(), Box<dyn Error>> {
    let size: u64 = std::env::args().nth(1).map_or(Ok(1_000_000), |n| n.parse())?;
    let leaves = timed("leaves encoded", size, || (0..size).map(ballot).collect::<Result<Vec<_>, _>>())?;
    let bytes: usize = leaves.iter().map(Vec::len).sum();
    println!("{} bytes a leaf", bytes / leaves.len().max(1));

    // SHA-256 alone: a hash for each leaf, and one for each of size − 1 nodes.
    let hashes: Vec<Hash> =
        timed("SHA-256 of the leaves", size, || leaves.iter().map(|l| leaf_hash(l)).collect());
    timed("SHA-256 of as many nodes", size, || {
        hashes.windows(2).fold(Hash::of(b""), |last, pair| node_hash(&last, &pair[0]))
    });
    let (tiles, files) = timed("hash tiles, from leaf hashes", size, || {
        let (mut tiles, mut files) = (TileWriter::new(), Vec::<Tile>::new());
        hashes.iter().for_each(|&hash| {
            tiles.push(hash, &mut files);
        });
        tiles.publish(&mut files);
        (tiles, files)
    });
    let made = timed("leaves hashed, bundles and hash tiles made", size, || {
        let (mut tiles, mut bundles) = (TileWriter::new(), BundleWriter::new());
        let mut made = Vec::new();
        for leaf in &leaves {
            let hash = bundles.push(leaf, &mut made)?;
            tiles.push(hash, &mut made);
        }
        tiles.publish(&mut made);
        bundles.publish(&mut made);
        Ok::<_, ledger::LedgerError>(made)
    })?;
    println!("{} files, {} bytes", made.len(), made.iter().map(|tile| tile.bytes.len()).sum::<usize>());
    let tree: Tree =
        timed("the whole tree in memory, for comparison", size, || hashes.iter().copied().collect());
    timed("the second tree, over SM3", size, || {
        let mut sm = SmFrontier::new();
        leaves.iter().for_each(|leaf| {
            sm.push(ledger::sm::leaf_hash(leaf));
        });
        sm.root()
    });
    assert_eq!(tree.root(), tiles.root());

    let mut stored = MemoryTiles::default();
    stored.extend(made);
    stored.extend(files);
    let root = tiles.root();
    let few = 2000.min(size);
    let far = |i: u64| i.wrapping_mul(7_919_317) % size;
    let read = TileTree::open(&stored, size, &root)?;
    timed("inclusion proofs out of tiles, far apart", few, || {
        (0..few).try_for_each(|i| read.inclusion_proof(far(i), size).map(drop))
    })?;
    timed("inclusion proofs out of tiles, one after another", few, || {
        (0..few).try_for_each(|i| read.inclusion_proof(i, size).map(drop))
    })?;
    timed("inclusion proofs out of the tree in memory", few, || {
        (0..few).try_for_each(|i| tree.inclusion_proof(far(i), size).map(drop))
    })?;
    timed("everything read and checked: bundles, tiles, root", size, || {
        (0..read.bundles()).try_for_each(|n| read.leaves(n).map(drop))
    })?;

    let origin = "demo.invalid/linyi-2022/ballots";
    let key = SignerKey::from_seed(origin, &[1; 32])?;
    let witness = CosignerKey::from_seed("witness.invalid/w", &[2; 32])?;
    let sm_key = SmSignerKey::from_seed(origin, &[3; 32])?;
    let checkpoint = Checkpoint { origin: origin.to_owned(), size, root };
    let text = checkpoint.to_text()?;
    timed("checkpoints signed, Ed25519", 1000, || {
        (0..1000).for_each(|_| {
            black_box(key.sign(&text));
        })
    });
    timed("checkpoints signed, SM2", 100, || (0..100).try_for_each(|_| sm_key.sign(&text).map(drop)))?;
    let line = sm_key.sign(&text)?;
    timed("signatures checked, SM2", 100, || {
        (0..100).for_each(|_| {
            black_box(sm_key.verifier().verify(&text, line.signature()));
        })
    });
    let mut signed = SignedCheckpoint::sign(checkpoint.clone(), &key)?;
    signed.add(witness.cosign(&text, 1_670_731_200)?);
    let trust = format!("log {}\nwitness w {}\nquorum w\n", key.verifier(), witness.verifier());
    let trust = Trust::parse(trust.as_bytes())?;
    let index = far(1);
    let receipt = Receipt {
        leaf: ballot(index)?,
        index,
        proof: read.inclusion_proof(index, size)?,
        checkpoint,
        signatures: signed.signatures,
    };
    let receipt = receipt.encode()?;
    println!("{} bytes a receipt with one cosignature", receipt.len());
    timed("receipts read and judged, one cosignature", 1000, || {
        (0..1000).try_for_each(|_| match Receipt::decode(&receipt) {
            Ok(read) => read.judge(&trust).map(drop),
            Err(error) => Err(error.into()),
        })
    })?;
    Ok(())
}
