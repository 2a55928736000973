//! The demo: a selection's whole life, played under a simulated clock with people who do not exist.
//!
//! - [`script`] which play it is; [`linyi`] the rehearsal of Linyi's selection; [`walk`] any other plan, as far as its
//!   stated rules carry
//! - [`player`] does a script's steps, so that a play cut off anywhere goes on where it was
//! - [`ballots`] who votes when; [`paper`] what comes on paper; [`people`], [`words`] everybody and everything in the plays
//! - [`clock`], [`entropy`] simulated time and repeatable chance; neither exists in `serve`
//! - [`folder`] where a play is kept; [`stops`] the places in a selection's life to which the served demo jumps

pub mod ballots;
pub mod clock;
pub mod entropy;
pub mod folder;
pub mod linyi;
pub mod paper;
pub mod people;
pub mod player;
pub mod script;
pub mod stops;
pub mod walk;
mod words;

use std::path::PathBuf;

/// What the command line says about a demo.
#[derive(Debug, Clone, clap::Args)]
pub struct Options {
    /// Data folder; the demo makes what is in it, and makes it anew when seed, plan or program change
    #[arg(long, default_value = "demo-data", value_name = "DIR")]
    pub data: PathBuf,
    /// Another plan than the rehearsal's; a supplement that amends it may follow
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub plan: Vec<PathBuf>,
    /// Seed of all chance: the same seed gives the same play to the byte
    #[arg(long, default_value_t = 2022, value_name = "N")]
    pub seed: u64,
    /// Ballots in each vote, at most a million: the whole play is thought out in memory
    #[arg(long, default_value_t = 20_000, value_name = "N", value_parser = clap::value_parser!(u64).range(..=1_000_000))]
    pub ballots: u64,
    /// Start at a stop in the selection's life
    #[arg(long, value_name = "STAGE")]
    pub at: Option<String>,
    /// Where the demo is served; loopback only
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDR")]
    pub listen: std::net::SocketAddr,
    /// Work that a ballot without a code costs, where the plan takes such ballots: tries of a key on average
    #[arg(long, default_value_t = identity::work::TRIES, value_name = "TRIES", value_parser = clap::value_parser!(u32).range(1..=i64::from(identity::work::MOST_TRIES)))]
    pub work: u32,
    /// Play everything, print what came out, end
    #[arg(long)]
    pub headless: bool,
}
