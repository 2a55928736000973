//! `xuanxian bench work`: what the proof of work of a ballot without a code costs: the server, beside a whole ballot over
//! HTTP in the same run, and whoever casts many.

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Result, bail};
use desk::SystemEntropy;
use identity::ServerKey;
use identity::work::{self, Challenge, Place};
use serde_json::json;
use store::Entropy;

use super::hall::Hall;
use super::load;
use super::peer::{self, Peer};
use super::{Scratch, round2, tell};

/// What the command line says.
#[derive(Debug, Clone, clap::Args)]
pub struct Options {
    /// Tries of a key on average, as `serve --work` takes them
    #[arg(long, default_value_t = work::TRIES, value_name = "TRIES", value_parser = clap::value_parser!(u32).range(1..=i64::from(work::MOST_TRIES)))]
    pub work: u32,
    /// Challenges made, solutions judged and ballots cast
    #[arg(long, default_value_t = 20_000, value_name = "N", value_parser = clap::value_parser!(u64).range(1_000..))]
    pub times: u64,
    /// Data folder for the ballots; a new one in the working directory without it, which is removed
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// For programs
    #[arg(long)]
    pub json: bool,
}

const HERE: Place<'static> = Place { el: "bench", period: "vote-all", category: "work", nym: &[7; 16] };
const ELSEWHERE: Place<'static> = Place { el: "bench", period: "vote-all", category: "other", nym: &[7; 16] };
/// From when to when the challenges are good.
const WINDOW: (i64, i64) = (0, 1_800_000);
/// Solutions that are judged in turn, and tries for each of them.
const SOLVED: u64 = 200;
const EASY: u32 = 50;

/// Measures and prints.
///
/// # Errors
/// Where the server does not come up, or a ballot is not acknowledged.
pub async fn run(options: &Options) -> Result<()> {
    eprintln!("{} ballots with codes, over HTTP …", options.times);
    let ballot = ballots(options.times, &Scratch::of(options.data.as_deref()).path).await?;
    eprintln!("{} challenges and solutions …", options.times);
    let options = options.clone();
    tokio::task::spawn_blocking(move || measure(&options, ballot)).await?
}

/// Microseconds of the server's processor time for a whole ballot with a code.
async fn ballots(times: u64, data: &Path) -> Result<f64> {
    let hall = Hall::prepare(data).await?;
    let voters = hall.voters(times, &format!("work-{}", std::process::id())).await?;
    let requests: Vec<Vec<u8>> = voters.iter().zip(0..).map(|(voter, n)| hall.request(voter, n)).collect();
    hall.close().await?;
    let real = Peer::real(data).await?;
    let begun = real.used()?;
    let sent = load::send(&real.address, Arc::new(requests), 64, None).await?;
    let used = real.used()?.cpu_us - begun.cpu_us;
    real.stop().await?;
    if sent.waits.len() as u64 != times {
        bail!("{} of {times} ballots were acknowledged", sent.waits.len());
    }
    Ok(used as f64 / times as f64)
}

/// Microseconds of this process's time for one of so many.
fn each(times: u64, mut one: impl FnMut(u64) -> Result<()>) -> Result<f64> {
    let pid = std::process::id();
    let begun = peer::used(pid)?.cpu_us;
    for n in 0..times {
        one(n)?;
    }
    Ok((peer::used(pid)?.cpu_us - begun) as f64 / times as f64)
}

fn measure(options: &Options, ballot: f64) -> Result<()> {
    let Options { work: tries, times, .. } = *options;
    let key = ServerKey::new(SystemEntropy.bytes32(b""));
    let make = |tries: u32, n: u64| -> Result<Challenge> {
        let mut random = [0; 32];
        random.iter_mut().zip(n.to_be_bytes()).for_each(|(to, from)| *to = from);
        Ok(work::challenge(&key, &HERE, tries, WINDOW, &random)?)
    };
    let made = each(times, |n| make(tries, n).map(|challenge| drop(black_box(challenge))))?;

    let easy = (0..SOLVED).map(|n| make(EASY, n)).collect::<Result<Vec<_>>>()?;
    let mut solved = Vec::new();
    let attack = each(SOLVED, |n| {
        solved.extend(easy.get(n as usize).map(work::solve).transpose()?);
        Ok(())
    })?;
    let tried: u64 = solved.iter().map(|sent| work::tries_of(sent)).sum::<Option<u64>>().unwrap_or_default();
    let try_us = attack * SOLVED as f64 / tried.max(1) as f64;

    let judge = |place: &Place<'_>, n: u64, holds: bool| -> Result<()> {
        let sent = solved.get((n % SOLVED) as usize).map_or("", String::as_str);
        if work::judge(&key, place, sent, 1).is_ok() != holds {
            bail!("a solution was judged wrong");
        }
        Ok(())
    };
    let judged = each(times, |n| judge(&HERE, n, true))?;
    let refused = each(times, |n| judge(&ELSEWHERE, n, false))?;
    let ballot_s = try_us * f64::from(tries) / 1e6;
    let figures = json!({
        "tries": tries,
        "rounds_per_try": work::ROUNDS,
        "challenge_us": round2(made),
        "judged_us": round2(judged),
        "refused_us": round2(refused),
        "ballot_us": round2(ballot),
        "challenge_ratio": round2(made / ballot),
        "judged_ratio": round2(judged / ballot),
        "try_us": round2(try_us),
        // Two blocks of SHA-256 for each round of HMAC.
        "hashes_per_ballot": u64::from(tries) * u64::from(work::ROUNDS) * 2,
        "attacker_cpu_s_per_ballot": (ballot_s * 1000.0).round() / 1000.0,
        "attacker_ballots_per_core_hour": (3600.0 / ballot_s).round(),
        "work_ratio": (ballot_s * 1e6 / (made + judged)).round(),
    });
    tell(&figures, options.json);
    Ok(())
}
