//! `xuanxian bench receipt`: how large a receipt is in a large log, and how long checking one against the published files
//! takes, beside a bare Ed25519 verification in the same run.

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use ledger::{Checkpoint, Log, Nodes as _, Receipt, SignedCheckpoint, TilePath, TileSource, TileTree, Trust};
use serde_json::json;
use verify::receipt::{check, read};
use verify::{Folder, Source as _};

use super::made;
use super::{Scratch, tell};

/// What the command line says.
#[derive(Debug, Clone, clap::Args)]
pub struct Options {
    /// Ballots in the log
    #[arg(long, default_value_t = 1_000_000, value_name = "N")]
    pub ballots: u64,
    /// Receipts that are checked: half of them as old as half of the log, half of them new
    #[arg(long, default_value_t = 400, value_name = "N")]
    pub receipts: u64,
    /// Folder for the publication; a new one in the working directory without it, which is removed
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// For programs
    #[arg(long)]
    pub json: bool,
}

/// Measures and prints.
///
/// # Errors
/// Where the publication cannot be written, or a receipt does not hold.
pub fn run(options: &Options) -> Result<()> {
    measure(options, &Scratch::of(options.data.as_deref()).path)
}

/// The ballots' tiles of a publication.
struct Tiles(Folder);

impl TileSource for Tiles {
    type Error = String;

    fn read(&self, path: &TilePath) -> Result<Vec<u8>, String> {
        let bytes = self.0.read(&format!("{}/{path}", Log::Ballots.as_str())).map_err(|e| e.to_string())?;
        bytes.ok_or_else(|| "missing".to_owned())
    }
}

fn measure(options: &Options, folder: &Path) -> Result<()> {
    let Options { ballots, receipts, .. } = *options;
    eprintln!("{ballots} ballots into {} …", folder.display());
    let trust = Trust::parse(made::publish(folder, ballots)?.as_bytes())?;
    let files = Folder(folder.to_owned());
    let key = made::key(Log::Ballots)?;
    let head = files.read("ballots/checkpoint")?.context("no head")?;
    let head = SignedCheckpoint::decode(&head)?.checkpoint;
    let tree = TileTree::open(Tiles(files.clone()), head.size, &head.root)?;
    let (mut bytes, mut spent, mut bare) = (Vec::new(), Vec::new(), Vec::new());
    for i in 0..receipts {
        let size = if i % 2 == 0 { head.size / 2 + 1 } else { head.size }.min(head.size);
        // Anywhere, the same in each run.
        let index = i.wrapping_mul(0x9e37_79b9_7f4a_7c15) % size;
        let leaves = tree.leaves(index / 256)?;
        let leaf = leaves.into_iter().nth((index % 256) as usize).context("no leaf")?;
        let checkpoint = Checkpoint { origin: head.origin.clone(), size, root: tree.root_at(size)? };
        let signed = SignedCheckpoint::sign(checkpoint.clone(), &key)?;
        let note = checkpoint.to_text()?;
        let signature = signed.signatures.first().context("no signature")?.clone();
        let proof = tree.inclusion_proof(index, size)?;
        let text = Receipt { leaf, index, proof, checkpoint, signatures: signed.signatures }.encode()?;
        bytes.push(text.len() as u64);

        let begun = Instant::now();
        let found = read(&text).and_then(|handed| check(&files, Some(&trust), &handed));
        spent.push(begun.elapsed());
        if found.map(|found| found.leaf.n) != Ok(index) {
            bail!("receipt {index} of {size} does not hold");
        }
        let verifier = key.verifier();
        let begun = Instant::now();
        if !black_box(&verifier).verify(black_box(&note), signature.signature()) {
            bail!("a signature does not hold");
        }
        bare.push(begun.elapsed());
    }
    bytes.sort_unstable();
    spent.sort_unstable();
    bare.sort_unstable();
    let us = |times: &[Duration], at: usize| times.get(at).map_or(0, |time| time.as_micros() as u64);
    let (middle, last) = (spent.len() / 2, spent.len().saturating_sub(1));
    let figures = json!({
        "receipt_bytes": bytes.get(middle),
        "receipt_bytes_most": bytes.last(),
        "check_us": us(&spent, middle),
        "check_us_p99": us(&spent, spent.len() * 99 / 100),
        "check_us_most": us(&spent, last),
        "ed25519_verify_us": us(&bare, middle),
        "ratio": (us(&spent, middle) as f64 / us(&bare, middle).max(1) as f64 * 10.0).round() / 10.0,
        "receipts": receipts,
        "ballots": ballots,
    });
    tell(&figures, options.json);
    Ok(())
}
