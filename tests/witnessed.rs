//! A selection is published before a witness that another body runs, as it is done from a shell: real processes, real HTTP.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test's helpers are a test")]

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

fn command(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xuanxian"));
    command.args(["--lang", "en"]).args(args).current_dir(env!("CARGO_MANIFEST_DIR"));
    command
}

fn run(args: &[&str]) -> Output {
    command(args).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// A witness that is stopped when the test ends.
struct Witness {
    child: Child,
    line: String,
}

impl Drop for Witness {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn witness(folder: &Path, trust: &Path) -> Witness {
    let (folder, trust) = (folder.to_str().unwrap(), trust.to_str().unwrap());
    let name = "witness.invalid/w1";
    let args = ["witness", "--data", folder, "--trust", trust, "--name", name, "--listen", "127.0.0.1:0"];
    let mut child = command(&args).stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    let line = lines.find(|line| line.starts_with("witness w1 ")).unwrap();
    Witness { child, line }
}

#[test]
fn a_witness_cosigns_what_is_published_and_remembers_it() {
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (data, plain, cosigned, again) = (place("data"), place("plain"), place("cosigned"), place("again"));
    let played = run(&["demo", "--headless", "--data", &data, "--ballots", "300"]);
    assert!(played.status.success(), "{}", said(&played));
    let published = run(&["publish", "--data", &data, "--out", &plain]);
    assert!(published.status.success(), "{}", said(&published));
    let announced = folder.path().join("plain/trust");

    let policy = folder.path().join("policy");
    let write =
        |line: &str| std::fs::write(&policy, format!("{line}\ngroup one any w1\nquorum one\n")).unwrap();
    let publish =
        |out: &str| run(&["publish", "--data", &data, "--out", out, "--witnesses", policy.to_str().unwrap()]);
    let first = witness(&folder.path().join("witness"), &announced);
    write(&first.line);
    let done = publish(&cosigned);
    assert!(done.status.success(), "{}", said(&done));
    let trust = format!("{cosigned}/trust");
    let verified = run(&["verify", &cosigned, "--trust", &trust]);
    assert!(verified.status.success(), "{}", said(&verified));
    assert!(
        said(&verified).contains("cosignatures 2, the quorum of the announcement is met"),
        "{}",
        said(&verified)
    );
    let refused = run(&["verify", &plain, "--trust", &trust]);
    assert!(!refused.status.success() && said(&refused).contains("quorum-missing"), "{}", said(&refused));

    // It starts again on the same folder and knows the same heads; a publisher that does not know that learns it.
    let key = first.line.split(' ').nth(2).unwrap().to_owned();
    drop(first);
    let second = witness(&folder.path().join("witness"), &announced);
    assert_eq!(second.line.split(' ').nth(2), Some(key.as_str()));
    write(&second.line);
    let done = publish(&again);
    assert!(done.status.success(), "{}", said(&done));
    let verified = run(&["verify", &again, "--trust", &format!("{again}/trust")]);
    assert!(verified.status.success(), "{}", said(&verified));

    // Nobody is there: it is published all the same, and says so by having no cosignature.
    drop(second);
    let alone = place("alone");
    let done = publish(&alone);
    assert!(done.status.success(), "{}", said(&done));
    assert!(!run(&["verify", &alone, "--trust", &format!("{alone}/trust")]).status.success());
}
