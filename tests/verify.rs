//! `xuanxian verify` as it is started from a shell: on a folder, on a site, and on one that lies.

#![allow(clippy::unwrap_used, reason = "a test's helpers are a test")]

#[path = "../crates/verify/tests/world/mod.rs"]
mod world;

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use serde_json::{Value, json};
use world::{Files, Publication, life, publication, trust};

fn published() -> Publication {
    let life = life::closed(&life::plan());
    publication(&life.w, &life.ballots)
}

fn write(files: &Files, folder: &Path) {
    for (path, bytes) in files {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
}

/// What the command says, and whether it ended well.
fn verify(place: &str, arguments: &[&str]) -> (bool, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_xuanxian"))
        .args(["--lang", "en", "verify", place])
        .args(arguments)
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
    (output.status.success(), said)
}

#[test]
fn where_nothing_can_be_read_nothing_is_said_to_be_missing() {
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let (fine, said) = verify(&format!("http://{nobody}/log/small"), &[]);
    assert!(!fine && said.contains("[unreadable]") && !said.contains("[checkpoint-missing]"), "{said}");
    // A folder that is none of a publication is told where one would be.
    let folder = tempfile::tempdir().unwrap();
    let (fine, said) = verify(folder.path().to_str().unwrap(), &[]);
    assert!(!fine && said.contains("[checkpoint-missing]") && said.contains("/log/<selection>"), "{said}");
    let (fine, said) = verify(folder.path().to_str().unwrap(), &["--trust", "no-such-file"]);
    assert!(!fine && said.contains("no-such-file") && !said.contains(": : "), "{said}");
}

#[test]
fn a_folder_is_verified_with_its_figures_and_with_what_stood_behind_every_total() {
    let folder = tempfile::tempdir().unwrap();
    let p = published();
    write(&p.files(), folder.path());
    let announced = folder.path().join("announced");
    std::fs::write(&announced, trust(&p.plan_hash())).unwrap();
    let (place, announced) = (folder.path().to_str().unwrap(), announced.to_str().unwrap());

    let (fine, said) = verify(place, &["--trust", announced]);
    assert!(fine, "{said}");
    for line in [
        "[holds] Plan: the one that was announced",
        "[holds] Signatures: tree heads 2, cosignatures 4, the quorum of the announcement is met",
        "entries and 300 ballots lead to the heads in 2 hashes",
        "[holds] Ballots: 300, all in their window, within the limits and none twice, by no more than the codes issued (60 voters); the logs are tied 6 times",
        "[holds] Resolutions: 1, naming 2 departures from the figures",
        "Vote vote, category park: 300 ballots; channel web (a voting code handed out by the office) 300; valid 300, invalid 0",
        "    p3: 180 votes",
        "Named: park A03 p3, certificate 试字第1号",
        "Verified: consistent, and from whom the announcement says.",
    ] {
        assert!(said.contains(line), "{line}\n{said}");
    }
    let (fine, said) = verify(place, &[]);
    assert!(fine && said.contains("Self-consistent, origin unproven"), "{said}");
    let (fine, said) = verify(place, &["--json", "--trust", announced]);
    let told: Value = serde_json::from_str(&said).unwrap();
    assert!(fine && told["ok"] == json!(true) && told["trusted"] == json!(true), "{said}");
    assert_eq!(told["votes"][0]["channels"][0]["identity"], "code");
    let (fine, said) = verify(place, &["--trust", "no-such-file"]);
    assert!(!fine && said.contains("The trust file no-such-file cannot be opened"), "{said}");
}

#[test]
fn whoever_lies_is_told_which_entry_which_rule_and_why() {
    let folder = tempfile::tempdir().unwrap();
    let mut p = published();
    let at = p.find("ruled", 0);
    p.acts.remove(at);
    p.renumber();
    p.relink();
    write(&p.files(), folder.path());
    let place = folder.path().to_str().unwrap();
    let (fine, said) = verify(place, &[]);
    let named = p.find("named", 0);
    assert!(!fine, "{said}");
    for line in [
        "[holds] Openings:",
        "[fails] acts: the plan, the actor, the time or the order did not allow the act [act-refused]",
        &format!("Where: entry {named}"),
        "Rule: objection-open",
        "More: 七（三）公示",
        "Not verified.",
    ] {
        assert!(said.contains(line), "{line}\n{said}");
    }
    let (fine, said) = verify(place, &["--json"]);
    let told: Value = serde_json::from_str(&said).unwrap();
    let failure = json!({
        "check": "acts", "reason": "act-refused", "log": "acts", "leaf": named,
        "rule": "objection-open", "about": "七（三）公示",
    });
    assert!(!fine && told["failure"] == failure, "{said}");
}

/// Serves files until the test ends, one request a connection.
fn serve(files: Files) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let files = Arc::new(files);
    std::thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let files = Arc::clone(&files);
            std::thread::spawn(move || answer(stream, &files));
        }
    });
    format!("http://{address}/small/")
}

fn answer(mut stream: TcpStream, files: &Files) {
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
    let Some(first) = lines.next() else { return };
    lines.find(|line| line.is_empty());
    let path = first.split(' ').nth(1).and_then(|path| path.strip_prefix("/small/")).unwrap_or_default();
    let (status, body) = match files.get(path) {
        Some(_) if path.ends_with("checkpoint.sm") && files.contains_key("broken") => ("503 Busy", &[][..]),
        Some(bytes) => ("200 OK", bytes.as_slice()),
        None => ("404 Not Found", &[][..]),
    };
    let head = format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", body.len());
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body));
}

#[test]
fn a_site_is_verified_as_a_folder_is_and_one_that_is_ill_is_not_called_a_liar() {
    let mut files = published().files();
    let (fine, said) = verify(&serve(files.clone()), &["--json"]);
    let told: Value = serde_json::from_str(&said).unwrap();
    assert!(fine && told["ok"] == json!(true), "{said}");

    files.insert("broken".to_owned(), Vec::new());
    let (fine, said) = verify(&serve(files), &["--json"]);
    let told: Value = serde_json::from_str(&said).unwrap();
    assert!(!fine && told["failure"]["path"] == "acts/checkpoint.sm", "{said}");
}
