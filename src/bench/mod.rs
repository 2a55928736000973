//! `xuanxian bench`: how fast the real server is, as a ratio against a bare one in the same run.
//!
//! - [`count`] ballots counted from memory
//! - [`hall`] a data folder with an open vote, and voters before its door
//! - [`load`] the voters' browsers: many connections that send ready-made requests
//! - [`made`] a publication of any size, made up without a server
//! - [`peer`] the server under test and the bare one, each in a process of its own
//! - [`receipt`] a receipt in a large log: its bytes, and the time that checking it takes
//! - [`recount`] ballots verified in a second of processor time
//! - [`vote`] what is measured, and what is printed
//! - [`work`] the proof of work of a ballot without a code

#![allow(clippy::float_arithmetic, reason = "figures to be read; nothing is decided by them")]

use std::path::{Path, PathBuf};

pub mod count;
pub mod hall;
pub mod load;
pub mod made;
pub mod peer;
pub mod receipt;
pub mod recount;
pub mod vote;
pub mod work;

/// The folder that a measurement works in: the one that was named, or a new one in the working directory, which goes with
/// this.
struct Scratch {
    path: PathBuf,
    kept: bool,
}

impl Scratch {
    fn of(named: Option<&Path>) -> Scratch {
        let fresh = || PathBuf::from(format!("bench-{}", std::process::id()));
        Scratch { path: named.map_or_else(fresh, Path::to_owned), kept: named.is_some() }
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if !self.kept {
            let _ = std::fs::remove_dir_all(&self.path);
        }
    }
}

/// Prints figures, for programs on one line.
fn tell(figures: &serde_json::Value, json: bool) {
    if json {
        println!("{figures}");
        return;
    }
    for (name, value) in figures.as_object().into_iter().flatten() {
        println!("{name:30} {value}");
    }
}

fn round2(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}
