//! Writes the log of a made-up vote as a folder, for programs of other people to read (see `tests/oracles`).
//!
//! ```text
//! cargo run -p ledger --example publish_log -- OUT LEAVES
//! ```
//!
//! `OUT/trust` is the trust file; `OUT/log` the log: `checkpoint`, `checkpoint.sm`, `tile/…`; `receipts/…` of some
//! ballots, and `requests/…`, what the log asks of a witness that knows an earlier size. Everything in it is synthetic,
//! and its keys are known to all the world.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use ledger::witness::Request;
use ledger::{
    BallotLeaf, BundleWriter, Checkpoint, CosignerKey, Hash, Log, Nodes as _, Receipt, SignedCheckpoint,
    SignedSmCheckpoint, SignerKey, SmCheckpoint, SmFrontier, SmSignerKey, Tile, TilePath, TileSource,
    TileTree, TileWriter, V1,
};

const SELECTION: &str = "linyi-2022";

type Done = Result<(), Box<dyn Error>>;

struct Folder(PathBuf);

impl TileSource for Folder {
    type Error = std::io::Error;

    fn read(&self, path: &TilePath) -> std::io::Result<Vec<u8>> {
        fs::read(self.0.join(path.to_string()))
    }
}

impl Folder {
    fn write(&self, path: &str, bytes: &[u8]) -> Done {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))?;
        Ok(fs::write(path, bytes)?)
    }

    fn write_all(&self, tiles: &mut Vec<Tile>) -> Done {
        tiles.drain(..).try_for_each(|tile| self.write(&tile.path.to_string(), &tile.bytes))
    }
}

fn ballot(n: u64) -> Result<Vec<u8>, ledger::LedgerError> {
    let leaf = BallotLeaf {
        v: V1,
        el: SELECTION.to_owned(),
        n,
        at: 1_670_731_200_000 + n.cast_signed(),
        cat: ["park", "road", "night-soil"][(n % 3) as usize].to_owned(),
        period: "2022-12-11".to_owned(),
        slot: 0,
        nym: Hash::of(&n.to_be_bytes()).to_string(),
        channel: "web".to_owned(),
        commit: Hash::of(format!("the choices of ballot {n}").as_bytes()),
        supersedes: None,
        withdraws: None,
    };
    leaf.encode()
}

fn main() -> Done {
    let mut arguments = std::env::args().skip(1);
    let usage = "usage: publish_log OUT LEAVES";
    let out = PathBuf::from(arguments.next().ok_or(usage)?);
    let size: u64 = arguments.next().ok_or(usage)?.parse()?;
    let log = Folder(out.join("log"));

    let origin = Log::Ballots.origin("demo.invalid", SELECTION);
    let key = SignerKey::from_seed(&origin, &[1; 32])?;
    let sm_key = SmSignerKey::from_seed(&origin, &[2; 32])?;
    let witnesses = [
        CosignerKey::from_seed("witness-1.invalid/w", &[3; 32])?,
        CosignerKey::from_seed("witness-2.invalid/w", &[4; 32])?,
    ];

    // Published three times on the way, so that partial tiles of earlier checkpoints lie beside the last ones.
    let earlier = [size / 3, size / 2, size];
    let (mut tiles, mut bundles, mut sm) = (TileWriter::new(), BundleWriter::new(), SmFrontier::new());
    let mut files = Vec::new();
    for stop in earlier {
        while tiles.size() < stop {
            let leaf = ballot(tiles.size())?;
            let hash = bundles.push(&leaf, &mut files)?;
            tiles.push(hash, &mut files);
            sm.push(ledger::sm::leaf_hash(&leaf));
        }
        tiles.publish(&mut files);
        bundles.publish(&mut files);
        log.write_all(&mut files)?;
    }

    let checkpoint = Checkpoint { origin, size, root: tiles.root() };
    let mut signed = SignedCheckpoint::sign(checkpoint.clone(), &key)?;
    for (seconds, witness) in (1_670_731_200..).zip(&witnesses) {
        signed.add(witness.cosign(&checkpoint.to_text()?, seconds)?);
    }
    log.write("checkpoint", signed.encode()?.as_bytes())?;
    let second = SignedSmCheckpoint::sign(SmCheckpoint::beside(&checkpoint, &sm)?, &sm_key)?;
    log.write(ledger::sm::FILE_NAME, second.encode()?.as_bytes())?;

    // From here on only what was written is read.
    let tree = TileTree::open(Folder(out.join("log")), size, &checkpoint.root)?;
    for index in [0, size / 3, size / 2, size.saturating_sub(1)].into_iter().filter(|&index| index < size) {
        let receipt = Receipt {
            leaf: ballot(index)?,
            index,
            proof: tree.inclusion_proof(index, size)?,
            checkpoint: checkpoint.clone(),
            signatures: signed.signatures.clone(),
        };
        let file = format!("receipts/{index}.{}", ledger::receipt::FILE_EXTENSION);
        log.write(&file, receipt.encode()?.as_bytes())?;
    }
    for old in [0, 1, size / 3, size / 2, size].into_iter().filter(|&old| old <= size) {
        let request = Request::new(old, tree.consistency_proof(old, size)?, &signed)?;
        log.write(&format!("requests/{old}"), request.encode().as_bytes())?;
    }

    let [first, second] = witnesses.map(|witness| witness.verifier());
    let trust = format!(
        "# The keys of a made-up vote.\nlog {}\nlog-sm {}\nwitness one {first}\nwitness two {second}\ngroup both all one two\nquorum both\n",
        key.verifier(),
        sm_key.verifier()
    );
    fs::write(out.join("trust"), &trust)?;
    // What it wrote holds by its own account.
    let trust = ledger::Trust::parse(trust.as_bytes())?;
    let judged = trust.judge(&SignedCheckpoint::decode(&fs::read(out.join("log/checkpoint"))?)?)?;
    second_view_holds(&trust, &out, &checkpoint)?;
    println!("{size} leaves, root {}, {:?}", checkpoint.root, judged.standing);
    Ok(())
}

fn second_view_holds(trust: &ledger::Trust, out: &Path, checkpoint: &Checkpoint) -> Done {
    let read = SignedSmCheckpoint::decode(&fs::read(out.join("log").join(ledger::sm::FILE_NAME))?)?;
    read.check(trust.sm_keys())?;
    if read.checkpoint.ties(checkpoint) {
        Ok(())
    } else {
        Err("checkpoint.sm belongs to another tree".into())
    }
}
