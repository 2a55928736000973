//! `xuanxian bench recount`: ballots that are verified in a second of processor time, from files as they are published.

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Result, bail};
use serde_json::json;
use verify::Folder;

use super::{Scratch, tell};
use super::{made, peer};

/// What the command line says.
#[derive(Debug, Clone, clap::Args)]
pub struct Options {
    /// Ballots in the publication
    #[arg(long, default_value_t = 1_000_000, value_name = "N")]
    pub ballots: u64,
    /// Rounds; the middle one counts
    #[arg(long, default_value_t = 3, value_name = "N")]
    pub rounds: usize,
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
/// Where the publication cannot be written, or is not believed.
pub fn run(options: &Options) -> Result<()> {
    measure(options, &Scratch::of(options.data.as_deref()).path)
}

fn measure(options: &Options, folder: &Path) -> Result<()> {
    let Options { ballots, rounds, .. } = *options;
    eprintln!("{ballots} ballots into {} …", folder.display());
    let trust = made::publish(folder, ballots)?;
    let source = Folder(folder.to_owned());
    let mut spent = Vec::new();
    for round in 1..=rounds.max(1) {
        eprintln!("round {round} of {rounds} …");
        let (begun, before) = (Instant::now(), peer::used(std::process::id())?);
        let report = verify::verify(&source, Some(trust.as_bytes()), &mut |_| {});
        let (wall, after) = (begun.elapsed(), peer::used(std::process::id())?);
        if !report.trusted || report.votes.iter().map(|row| row.ballots).sum::<u64>() != ballots {
            bail!("the publication was not believed: {:?}", report.failure);
        }
        spent.push(((after.cpu_us - before.cpu_us) as f64 / 1e6, wall.as_secs_f64(), after.memory));
    }
    spent.sort_by(|one, other| one.0.total_cmp(&other.0));
    let (cpu, wall, memory) = spent.get(spent.len() / 2).copied().unwrap_or_default();
    let figures = json!({
        "per_cpu_second": (ballots as f64 / cpu).round(),
        "ballots": ballots,
        "cpu_s": (cpu * 100.0).round() / 100.0,
        "wall_s": (wall * 100.0).round() / 100.0,
        "memory_mib": memory / (1024 * 1024),
        "rounds": spent.len(),
    });
    tell(&figures, options.json);
    Ok(())
}
