//! `xuanxian bench vote`: durable ballots a second against a bare form POST, in turns within one run.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Result, bail};
use serde_json::json;

use super::hall::Hall;
use super::load::{self, Outcome};
use super::peer::{Peer, Used};
use super::{Scratch, round2, tell};

/// What the command line says.
#[derive(Debug, Clone, clap::Args)]
pub struct Options {
    /// Ballots in each round
    #[arg(long, default_value_t = 60_000, value_name = "N")]
    pub ballots: u64,
    /// Rounds: each sends the ballots to the bare server, then to the real one
    #[arg(long, default_value_t = 3, value_name = "N")]
    pub rounds: u64,
    /// Ballots that lie in the log before anything is measured
    #[arg(long, default_value_t = 10_000, value_name = "N")]
    pub stored: u64,
    /// Connections at once
    #[arg(long, default_value_t = 256, value_name = "N")]
    pub connections: usize,
    /// Data folder on the disk that is meant; a new one in the working directory without it
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// For programs
    #[arg(long)]
    pub json: bool,
}

/// One round: the same requests to both.
struct Round {
    bare: Outcome,
    real: Outcome,
    used: Used,
    bare_used: Used,
}

/// Measures and prints.
///
/// # Errors
/// Where a server does not come up, or a ballot is not acknowledged.
pub async fn run(options: &Options) -> Result<()> {
    measure(options, &Scratch::of(options.data.as_deref()).path).await
}

async fn measure(options: &Options, data: &std::path::Path) -> Result<()> {
    let Options { ballots, rounds, stored, connections, .. } = *options;
    eprintln!("{stored} ballots into the log, {} invitation codes …", ballots * (rounds + 1));
    let (before, sets) = prepare(options, data).await?;
    let mut sets = sets.into_iter();

    let bare = Peer::bare().await?;
    let real = Peer::real(data).await?;
    let start = real.start;
    let memory_before = real.used()?.memory;
    let mut measured = Vec::new();
    for n in 0..rounds {
        eprintln!("round {} of {rounds} …", n + 1);
        let (Some(to_bare), Some(to_real)) = (sets.next(), sets.next()) else { bail!("no requests") };
        let begun = bare.used()?;
        let to_bare = load::send(&bare.address, Arc::new(to_bare), connections, None).await?;
        let bare_used = Used { cpu_us: bare.used()?.cpu_us - begun.cpu_us, ..begun };
        let begun = real.used()?;
        let sent = load::send(&real.address, Arc::new(to_real), connections, None).await?;
        let ended = real.used()?;
        let used = Used { cpu_us: ended.cpu_us - begun.cpu_us, memory: ended.memory };
        all_taken(&sent, ballots)?;
        measured.push(Round { bare: to_bare, real: sent, used, bare_used });
    }
    let best = measured.iter().map(|round| round.real.rate()).fold(0.0, f64::max);
    eprintln!("at half of {best:.0} a second …");
    let Some(to_real) = sets.next() else { bail!("no requests") };
    let half = load::send(&real.address, Arc::new(to_real), connections, Some(best / 2.0)).await?;
    all_taken(&half, ballots)?;
    let memory_after = real.used()?.memory;
    real.stop().await?;
    bare.stop().await?;

    // What was acknowledged must be there: the folder is opened again and its log counted.
    let hall = Hall::prepare(data).await?;
    let cast = hall.ballots().await?.head().0;
    hall.close().await?;
    let acknowledged = before + ballots * (rounds + 1);
    if cast != acknowledged {
        bail!("{acknowledged} ballots were acknowledged, and {cast} are in the log");
    }

    let mut ratios: Vec<f64> = measured.iter().map(|round| round.real.rate() / round.bare.rate()).collect();
    ratios.sort_by(f64::total_cmp);
    let middle = |values: &[f64]| values.get(values.len() / 2).copied().unwrap_or(0.0);
    let sorted = |of: &dyn Fn(&Round) -> f64| {
        let mut values: Vec<f64> = measured.iter().map(of).collect();
        values.sort_by(f64::total_cmp);
        middle(&values)
    };
    let cpu = sorted(&|round| round.used.cpu_us as f64 / ballots as f64);
    let grown = memory_after.saturating_sub(memory_before) as f64 / (ballots * (rounds + 1)) as f64;
    let figures = json!({
        "ratio": round2(middle(&ratios)),
        "ratio_least": round2(ratios.first().copied().unwrap_or(0.0)),
        "ratio_most": round2(ratios.last().copied().unwrap_or(0.0)),
        "ballots_per_s": sorted(&|round| round.real.rate()).round(),
        "bare_per_s": sorted(&|round| round.bare.rate()).round(),
        "p50_ms": round2(sorted(&|round| round.real.wait_ms(500))),
        "p99_ms": round2(sorted(&|round| round.real.wait_ms(990))),
        "half_rate_per_s": (best / 2.0).round(),
        "half_rate_p50_ms": round2(half.wait_ms(500)),
        "half_rate_p99_ms": round2(half.wait_ms(990)),
        "server_cpu_us_per_ballot": round2(cpu),
        "bare_cpu_us_per_post": round2(sorted(&|round| round.bare_used.cpu_us as f64 / ballots as f64)),
        "server_memory_mib": memory_after / (1024 * 1024),
        "memory_grown_bytes_per_ballot": grown.round(),
        "start_ms": start.as_millis() as u64,
        "stored_before": before,
        "ballots": cast,
        "connections": connections,
    });
    tell(&figures, options.json);
    Ok(())
}

fn all_taken(sent: &Outcome, ballots: u64) -> Result<()> {
    if sent.waits.len() as u64 != ballots || !sent.others.is_empty() {
        let first = sent.others.first().copied().unwrap_or_default();
        bail!("{} of {ballots} ballots were acknowledged; another answer was {first}", sent.waits.len());
    }
    Ok(())
}

/// The folder with its log filled, and a set of requests for each turn: the bare server gets each round what the real one
/// gets after it.
async fn prepare(options: &Options, data: &std::path::Path) -> Result<(u64, Vec<Vec<Vec<u8>>>)> {
    let Options { ballots, rounds, stored, .. } = *options;
    let hall = Hall::prepare(data).await?;
    let have = hall.ballots().await?.head().0;
    let missing = stored.saturating_sub(have);
    hall.fill(missing, |done| {
        if done % 1_000_000 == 0 || done == missing {
            eprintln!("{done} of {missing}");
        }
    })
    .await?;
    let before = hall.ballots().await?.head().0;
    let mut sets = Vec::new();
    for round in 0..=rounds {
        let voters = hall.voters(ballots, &format!("round-{before}-{round}")).await?;
        let requests: Vec<Vec<u8>> =
            voters.iter().zip(0..).map(|(voter, n)| hall.request(voter, n)).collect();
        if round < rounds {
            sets.push(requests.clone());
        }
        sets.push(requests);
    }
    hall.close().await?;
    Ok((before, sets))
}
