//! A selection played to its end, and its publication in the hands of whoever holds the keys: every leaf can be changed, and
//! the logs be built and signed anew.

#![allow(dead_code, reason = "each file of tests uses its part")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "the tests' own tools; clippy excuses only test functions"
)]

#[path = "../../../selection/tests/world/mod.rs"]
pub mod house;
pub mod life;

use std::collections::BTreeMap;

use base64::Engine as _;
use ledger::{
    BallotLeaf, BallotOpening, BundleWriter, Checkpoint, CosignerKey, EntryLeaf, Leaf, Log, PartClass, Salt,
    SignedCheckpoint, SignedSmCheckpoint, SignerKey, SmCheckpoint, SmFrontier, SmSignerKey, Tile, TileWriter,
    Tree, V1, ballot_commit, seal_entry,
};
use selection::vote::Tally;
use serde_json::json;

pub const HOST: &str = "demo.invalid";
pub type Files = BTreeMap<String, Vec<u8>>;

/// An entry, and the gate that its leaf waits for.
#[derive(Clone)]
pub struct Act {
    pub entry: EntryLeaf,
    pub sealed: Option<String>,
    /// Bytes that stand in the log in its place.
    pub raw: Option<Vec<u8>>,
}

/// A ballot with what opens it.
#[derive(Clone)]
pub struct Cast {
    pub leaf: BallotLeaf,
    pub choices: Vec<String>,
    pub raw: Option<Vec<u8>>,
}

/// What a vote publishes, leaf by leaf.
#[derive(Clone)]
pub struct Publication {
    pub el: String,
    pub acts: Vec<Act>,
    pub ballots: Vec<Cast>,
    /// Parts beside the log: entry, slot, bytes.
    pub parts: Vec<(u64, String, Vec<u8>)>,
    /// Which of the three witnesses cosign.
    pub witnesses: Vec<u8>,
}

pub fn key(log: Log) -> SignerKey {
    SignerKey::from_seed(&log.origin(HOST, "small"), &[1 + log as u8; 32]).unwrap()
}

pub fn sm_key(log: Log) -> SmSignerKey {
    SmSignerKey::from_seed(&log.origin(HOST, "small"), &[11 + log as u8; 32]).unwrap()
}

pub fn witness(n: u8) -> CosignerKey {
    CosignerKey::from_seed(&format!("witness-{n}.invalid/w"), &[20 + n; 32]).unwrap()
}

/// What the announcement printed.
pub fn trust(plan: &str) -> String {
    let mut text = String::new();
    for log in Log::ALL {
        text += &format!("log {}\nlog-sm {}\n", key(log).verifier(), sm_key(log).verifier());
    }
    for n in 1..=3 {
        text += &format!("witness w{n} {}\n", witness(n).verifier());
    }
    text + &format!("plan {plan}\ngroup two 2 w1 w2 w3\nquorum two\n")
}

pub fn ballot_salt(n: u64) -> Salt {
    house::salt(n, "ballot")
}

impl Publication {
    /// Position of the `nth` entry of a kind, from 0.
    pub fn find(&self, kind: &str, nth: usize) -> usize {
        let mut found = self.acts.iter().enumerate().filter(|(_, act)| act.entry.kind == kind);
        found.nth(nth).unwrap_or_else(|| panic!("no {kind}")).0
    }

    /// The body of the `nth` entry of a kind.
    pub fn body(&mut self, kind: &str, nth: usize) -> &mut serde_json::Value {
        let at = self.find(kind, nth);
        &mut self.acts[at].entry.body
    }

    pub fn plan_hash(&self) -> String {
        let adopted = self.acts.iter().find(|act| act.entry.kind == "plan-adopted").unwrap();
        adopted.entry.body["hash"].as_str().unwrap().to_owned()
    }

    /// Numbers everything by its place again, parts and all.
    pub fn renumber(&mut self) {
        let mut parts = Vec::new();
        for (n, act) in (0..).zip(&mut self.acts) {
            for (_, slot, bytes) in self.parts.iter().filter(|part| part.0 == act.entry.n) {
                parts.push((n, slot.clone(), bytes.clone()));
                let commit = ledger::part_commit(&self.el, n, slot, &house::salt(n, slot), bytes);
                let own = act.entry.sealed.iter_mut().filter(|part| part.slot == *slot);
                own.for_each(|part| part.commit = commit);
            }
            act.entry.n = n;
        }
        parts.sort();
        self.parts = parts;
        for (n, cast) in (0..).zip(&mut self.ballots) {
            cast.leaf.n = n;
        }
    }

    /// Commits every ballot anew to its choices.
    pub fn recommit(&mut self) {
        for cast in &mut self.ballots {
            cast.leaf.commit = commit(&self.el, &cast.leaf, &cast.choices);
        }
    }

    /// Tells every gate's opening anew, as whoever lies would.
    pub fn relink(&mut self) {
        for at in 0..self.acts.len() {
            if self.acts[at].entry.kind == "gate-opened" {
                let gate = self.acts[at].entry.body["gate"].as_str().unwrap().to_owned();
                let opening = house::opening(&self.filed()[..at], &gate);
                self.acts[at].entry.body["blob"] = json!(opening.encode().unwrap().hash().to_string());
                self.acts[at].entry.body["entries"] = json!(opening.entries.len());
            }
        }
    }

    /// Tells the ballot log's roots anew wherever the acts tell one.
    pub fn reroot(&mut self) {
        let mut tree = Tree::new();
        tree.extend(self.ballot_leaves().iter().map(|leaf| ledger::leaf_hash(leaf)));
        for act in &mut self.acts {
            if ["ballots-anchored", "ballots-counted", "counts-shown"].contains(&act.entry.kind.as_str()) {
                let size = act.entry.body["size"].as_u64().unwrap();
                act.entry.body["root"] = json!(tree.root_at(size).unwrap().to_string());
            }
        }
    }

    /// Tells the size of the ballots' log anew where they are counted, and their tallies.
    pub fn retally(&mut self) {
        let tally = tally(&self.ballots);
        let size = self.ballots.len();
        let body = self.body("ballots-counted", 0);
        body["size"] = json!(size);
        body["categories"] = json!({ "park": tally });
    }

    fn filed(&self) -> Vec<(EntryLeaf, Option<String>)> {
        self.acts.iter().map(|act| (act.entry.clone(), act.sealed.clone())).collect()
    }

    pub fn act_leaves(&self) -> Vec<Vec<u8>> {
        let leaf = |act: &Act| match (&act.raw, &act.sealed) {
            (Some(raw), _) => raw.clone(),
            (None, None) => act.entry.encode().unwrap(),
            (None, Some(gate)) => {
                let salt = house::salt(act.entry.n, "entry");
                Leaf::Sealed(seal_entry(&act.entry, gate, &salt).unwrap()).encode().unwrap()
            }
        };
        self.acts.iter().map(leaf).collect()
    }

    pub fn ballot_leaves(&self) -> Vec<Vec<u8>> {
        let leaf = |cast: &Cast| cast.raw.clone().unwrap_or_else(|| cast.leaf.encode().unwrap());
        self.ballots.iter().map(leaf).collect()
    }

    /// Builds and signs everything as it stands.
    pub fn files(&self) -> Files {
        let mut files = Files::new();
        self.log(Log::Acts, &self.act_leaves(), &mut files);
        self.log(Log::Ballots, &self.ballot_leaves(), &mut files);
        for (at, act) in self.acts.iter().enumerate().filter(|(_, act)| act.entry.kind == "gate-opened") {
            let gate = act.entry.body["gate"].as_str().unwrap();
            if let Ok(blob) = house::opening(&self.filed()[..at], gate).encode() {
                files.insert(format!("acts/{}", blob.path()), blob.bytes().to_vec());
            }
        }
        let mut disclosed = Vec::new();
        for (n, slot, bytes) in &self.parts {
            let bytes = base64::engine::general_purpose::STANDARD.encode(bytes);
            let line = json!({ "n": n, "slot": slot, "salt": house::salt(*n, slot), "bytes": bytes });
            disclosed.extend(ledger::to_canonical(&line).unwrap());
            disclosed.push(b'\n');
        }
        files.insert("acts/disclosed".to_owned(), disclosed);
        if self.acts.iter().any(|act| act.entry.kind == "ballots-counted") {
            let openings: Vec<BallotOpening> = self
                .ballots
                .iter()
                .map(|cast| BallotOpening {
                    n: cast.leaf.n,
                    salt: ballot_salt(cast.leaf.n),
                    choices: cast.choices.clone(),
                })
                .collect();
            // Small files, so that there is more than one.
            for (k, chunk) in openings.chunks(100).enumerate() {
                // Whoever put ballots out of order has no openings to show.
                if let Ok(blob) = BallotOpening::encode_all(chunk) {
                    files.insert(format!("ballots/openings/vote/{k}"), blob.bytes().to_vec());
                }
            }
        }
        files.insert("trust".to_owned(), trust(&self.plan_hash()).into_bytes());
        files
    }

    fn log(&self, log: Log, leaves: &[Vec<u8>], files: &mut Files) {
        let folder = log.as_str();
        let (tiles, sm) = tree(leaves, |tile| {
            files.insert(format!("{folder}/{}", tile.path), tile.bytes);
        });
        let origin = log.origin(HOST, &self.el);
        let checkpoint = Checkpoint { origin, size: leaves.len() as u64, root: tiles.root() };
        let signed = sign(checkpoint.clone(), &key(log), &self.witnesses);
        files.insert(format!("{folder}/checkpoint"), signed.encode().unwrap().into_bytes());
        let second = SmCheckpoint::beside(&checkpoint, &sm).unwrap();
        let second = SignedSmCheckpoint::sign(second, &sm_key(log)).unwrap();
        files.insert(format!("{folder}/checkpoint.sm"), second.encode().unwrap().into_bytes());
    }
}

/// Tiles and bundles of a log.
pub fn tree(leaves: &[Vec<u8>], mut write: impl FnMut(Tile)) -> (TileWriter, SmFrontier) {
    let (mut tiles, mut bundles, mut sm) = (TileWriter::new(), BundleWriter::new(), SmFrontier::new());
    let mut made = Vec::new();
    for leaf in leaves {
        let hash = bundles.push(leaf, &mut made).unwrap();
        tiles.push(hash, &mut made);
        sm.push(ledger::sm::leaf_hash(leaf));
    }
    tiles.publish(&mut made);
    bundles.publish(&mut made);
    made.drain(..).for_each(&mut write);
    (tiles, sm)
}

pub fn sign(checkpoint: Checkpoint, key: &SignerKey, witnesses: &[u8]) -> SignedCheckpoint {
    let text = checkpoint.to_text().unwrap();
    let mut signed = SignedCheckpoint::sign(checkpoint, key).unwrap();
    witnesses.iter().for_each(|n| signed.add(witness(*n).cosign(&text, 1_704_000_000).unwrap()));
    signed
}

pub fn commit(el: &str, leaf: &BallotLeaf, choices: &[String]) -> ledger::Hash {
    ballot_commit(el, &leaf.cat, &leaf.period, leaf.slot, &leaf.nym, &ballot_salt(leaf.n), choices).unwrap()
}

/// What the ballots say, in the one category there is.
pub fn tally(ballots: &[Cast]) -> Tally {
    let mut tally = Tally { valid: ballots.len() as u64, ..Tally::default() };
    for choice in ballots.iter().flat_map(|cast| &cast.choices) {
        *tally.votes.entry(choice.clone()).or_default() += 1;
    }
    tally
}

/// A ballot of a voter at an instant.
pub fn ballot(el: &str, n: u64, at: i64, day: &str, voter: u64, choices: &[&str]) -> Cast {
    let mut leaf = BallotLeaf {
        v: V1,
        el: el.to_owned(),
        n,
        at,
        cat: "park".to_owned(),
        period: format!("vote-{day}"),
        slot: 0,
        nym: format!("{voter:032x}"),
        channel: "web".to_owned(),
        commit: ledger::Hash::of(b""),
        supersedes: None,
        withdraws: None,
    };
    let choices: Vec<String> = choices.iter().map(|choice| (*choice).to_owned()).collect();
    leaf.commit = commit(el, &leaf, &choices);
    Cast { leaf, choices, raw: None }
}

/// The publication of a world as it stands.
pub fn publication(w: &house::World, ballots: &[Cast]) -> Publication {
    let filed = w.shelf.filed.borrow();
    let acts =
        filed.iter().map(|(entry, sealed)| Act { entry: entry.clone(), sealed: sealed.clone(), raw: None });
    let parts = w.shelf.parts.borrow();
    let public = parts.iter().filter(|(_, part)| part.class == PartClass::Disclosed);
    let mut parts: Vec<(u64, String, Vec<u8>)> =
        public.map(|(n, part)| (*n, part.slot.to_owned(), part.bytes.clone())).collect();
    parts.sort();
    Publication {
        el: w.s.id.clone(),
        acts: acts.collect(),
        ballots: ballots.to_vec(),
        parts,
        witnesses: vec![1, 3],
    }
}
