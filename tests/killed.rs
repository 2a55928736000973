//! Killed at any moment, the demo comes up with everything that was acknowledged, and goes on to the same end.
//!
//! `XUANXIAN_KILLS` says how often it is killed; a few times by default.

#![allow(clippy::unwrap_used, reason = "a test's helpers are a test")]

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

const BALLOTS: &str = "600";

fn demo(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xuanxian"));
    command.args(["--lang", "en", "demo", "--headless", "--ballots", BALLOTS, "--data"]).arg(data);
    command
}

fn whole(data: &Path) -> String {
    let output = demo(data).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Moments spread over the play without a pattern: SplitMix64 (Steele, Lea, Flood 2014).
fn draw(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[test]
fn killed_at_random_moments_it_ends_as_if_nothing_had_happened() {
    let kills: u64 = std::env::var("XUANXIAN_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(5);
    let folder = tempfile::tempdir().unwrap();
    let began = std::time::Instant::now();
    let undisturbed = whole(&folder.path().join("undisturbed"));
    let whole_time = u64::try_from(began.elapsed().as_millis()).unwrap();

    let (mut chance, mut killed, mut plays) = (2022, 0, 0);
    while killed < kills {
        // A play is killed again and again until it comes to its end between two kills, then another one begins.
        let data = folder.path().join(format!("killed-{plays}"));
        plays += 1;
        let before = killed;
        while killed < kills {
            let said = folder.path().join("said");
            let errors = std::fs::File::create(&said).unwrap();
            let mut child = demo(&data).stdout(Stdio::null()).stderr(errors).spawn().unwrap();
            std::thread::park_timeout(Duration::from_millis(draw(&mut chance) % (whole_time / 3).max(1)));
            if let Some(status) = child.try_wait().unwrap() {
                let said = std::fs::read_to_string(&said).unwrap_or_default();
                assert!(status.success(), "after {killed} kills it could not go on:\n{said}");
                break;
            }
            child.kill().unwrap();
            child.wait().unwrap();
            killed += 1;
        }
        assert_eq!(whole(&data), undisturbed, "after {} kills of play {plays}", killed - before);
    }
    println!("killed {killed} times in {plays} plays");
}
