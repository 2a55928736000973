//! `xuanxian bench count`: how fast ballots are counted from memory on one core, beside a plain loop that adds the same
//! choices in the same run.

use std::hint::black_box;

use anyhow::{Result, bail};
use count::ranked::{self, Form, Index, Means, Roll, Rolls, Roster};
use plan::{
    BallotShape, Break, DividedOver, Equals, Faults, Parcel, Quota, Reach, ReckonedBy, Spoils, Stated,
    Surplus, SurplusOrder, TransferRule,
};
use serde_json::{Value, json};

use super::{peer, round2, tell};

/// What the command line says.
#[derive(Debug, Clone, clap::Args)]
pub struct Options {
    /// Approval ballots, of 10 among 40
    #[arg(long, default_value_t = 10_000_000, value_name = "N", value_parser = clap::value_parser!(u32).range(1_000..))]
    pub approvals: u32,
    /// Ballots that rank 20 candidates for 5 seats
    #[arg(long, default_value_t = 1_000_000, value_name = "N", value_parser = clap::value_parser!(u32).range(1_000..))]
    pub rankings: u32,
    /// For programs
    #[arg(long)]
    pub json: bool,
}

/// Measures and prints.
///
/// # Errors
/// Where the processor time cannot be read, or a count does not come out.
pub fn run(options: &Options) -> Result<()> {
    let mut figures = approvals(options.approvals)?;
    figures.append(&mut transfer(options.rankings)?);
    tell(&Value::Object(figures), options.json);
    Ok(())
}

/// Seconds of processor time, and what came of it.
fn timed<T>(what: impl FnOnce() -> T) -> Result<(f64, T)> {
    let pid = std::process::id();
    let begun = peer::used(pid)?.cpu_us;
    let found = what();
    Ok(((peer::used(pid)?.cpu_us - begun) as f64 / 1e6, found))
}

fn roster(candidates: Index) -> Result<Roster> {
    let ids: Vec<String> = (0..candidates).map(|candidate| format!("c{candidate}")).collect();
    Ok(Roster::new(&ids)?)
}

/// A plain loop over the same ballots that adds every choice and asks nothing.
fn plain(roll: &Roll<Index>, candidates: Index) -> Vec<u64> {
    let mut votes = vec![0_u64; usize::from(candidates)];
    for ballot in roll.iter() {
        for candidate in ballot {
            if let Some(votes) = votes.get_mut(usize::from(*candidate)) {
                *votes += 1;
            }
        }
    }
    votes
}

fn approvals(ballots: u32) -> Result<serde_json::Map<String, Value>> {
    const OF: Index = 40;
    const CHOOSE: usize = 10;
    eprintln!("{ballots} approval ballots of {CHOOSE} among {OF} …");
    let roster = roster(OF)?;
    let roll = drawn(ballots, OF, CHOOSE, |_| 1);
    let shape = BallotShape::Approve { least: CHOOSE as u32, most: CHOOSE as u32 };
    let rule = || Stated::Is(Spoils::Category);
    let faults = Faults { too_many: rule(), too_few: rule(), twice: rule(), unknown: rule(), own: rule() };
    let form = Form { shape: &shape, faults: &faults, path: "stage.vote.vote" };
    let (loop_s, expected) = timed(|| black_box(plain(black_box(&roll), OF)))?;
    let rolls = Rolls::Choices(roll);
    let (count_s, found) = timed(|| ranked::add_up(&form, roster.len(), black_box(&rolls), &[]))?;
    let (sums, verdict) = found?;
    let ranked::Sums::Votes(votes) = sums else { bail!("approvals gave no votes") };
    if votes.of != expected || verdict.received.valid != u64::from(ballots) {
        bail!("the count differs from a plain loop");
    }
    Ok(told([
        ("approvals", json!(ballots)),
        ("approvals_s", json!(round2(count_s))),
        ("approvals_loop_s", json!(round2(loop_s))),
        ("approvals_ratio", json!(round2(count_s / loop_s))),
    ]))
}

fn transfer(ballots: u32) -> Result<serde_json::Map<String, Value>> {
    const OF: Index = 20;
    const SEATS: u64 = 5;
    eprintln!("{ballots} ballots that rank {OF} candidates, {SEATS} seats …");
    let roster = roster(OF)?;
    let roll = drawn(ballots, OF, usize::from(OF), |candidate| 1 + u64::from(candidate % 7));
    let shape = BallotShape::Rank { least: 1, most: None, equals: Stated::Is(Equals::Void) };
    let faults = Faults::default();
    let form = Form { shape: &shape, faults: &faults, path: "stage.vote.vote" };
    let rule = TransferRule {
        stage: "vote".to_owned(),
        quota: Stated::Is(Quota::Droop),
        reach: Stated::Is(Reach::AtLeast),
        surplus: Stated::Is(Surplus {
            parcel: Stated::Is(Parcel::Pile),
            by: Stated::Is(ReckonedBy::Value),
            over: Stated::Is(DividedOver::All),
            order: Stated::Is(SurplusOrder::Largest),
            places: Some(5),
            from: None,
        }),
        ties: Stated::Is(vec![Break::Backwards, Break::Lot("bench".to_owned())]),
        last: Stated::NotStated,
    };
    let (loop_s, _) = timed(|| black_box(plain(black_box(&roll), OF)))?;
    let rolls = Rolls::Rankings(roll);
    let standing: Vec<Index> = roster.all().collect();
    let (count_s, course) = timed(|| {
        let (sound, _) = ranked::sound(&form, roster.len(), black_box(&rolls), &[])?;
        let Rolls::Rankings(roll) = sound else { bail!("rankings stay rankings") };
        let means = Means { seed: Some("bench"), resolved: &[] };
        Ok(ranked::transfer(&rule, "combine.transfer", &roster, &roll, &standing, SEATS, means))
    })?;
    let course = course?;
    if course.elected.len() as u64 != SEATS {
        bail!("{} of {SEATS} seats were filled", course.elected.len());
    }
    Ok(told([
        ("rankings", json!(ballots)),
        ("rankings_rounds", json!(course.rounds.len())),
        ("rankings_s", json!(round2(count_s))),
        ("rankings_loop_s", json!(round2(loop_s))),
        ("rankings_ratio", json!(round2(count_s / loop_s))),
    ]))
}

fn told<const N: usize>(figures: [(&str, Value); N]) -> serde_json::Map<String, Value> {
    figures.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// Ballots that name so many different candidates, drawn one after the other in proportion to their weight; always the
/// same ones.
fn drawn(ballots: u32, candidates: Index, choices: usize, weight: impl Fn(Index) -> u64) -> Roll<Index> {
    let mut roll = Roll::with_capacity(ballots as usize, choices);
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    for _ in 0..ballots {
        let mut left: Vec<Index> = (0..candidates).collect();
        let mut total: u64 = left.iter().map(|candidate| weight(*candidate)).sum();
        let mut one = || {
            let mut at = next() % total.max(1);
            let place = left.iter().position(|candidate| {
                let here = at < weight(*candidate);
                at = at.saturating_sub(weight(*candidate));
                here
            });
            let chosen = left.swap_remove(place.unwrap_or(0));
            total -= weight(chosen);
            chosen
        };
        let ballot: Vec<Index> = (0..choices).map(|_| one()).collect();
        roll.push(ballot);
    }
    roll
}
