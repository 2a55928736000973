//! An older backup is put back. The server says so and does not start; `restore` tells what would be lost, and opens both
//! logs anew under new names, in public, however often it is killed on the way.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test's helpers are a test")]
#![allow(clippy::disallowed_methods, reason = "there is no async runtime to block")]

mod support;

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use support::{Browser, Server, Voter, draw, hall, plain};
use verify::Folder;
use verify::receipt::{Fault, check, read};

fn restore(data: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xuanxian"));
    command.args(["--lang", "en", "restore", "--data"]).arg(data).args(args).stdin(Stdio::null());
    command
}

fn run(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xuanxian")).args(["--lang", "en"]).args(args).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// Ballots of these voters; their receipts.
fn vote(address: &str, voters: &[Voter]) -> Vec<String> {
    let mut browser = Browser::connect(address).unwrap();
    let mut receipts = Vec::new();
    for voter in voters {
        let n = browser.send(&voter.request).unwrap().ballot().unwrap();
        receipts.push(browser.get(&format!("/s/bench/receipt/{n}.tlog-proof")).unwrap().body);
    }
    // The publication is written on every few seconds.
    let last = ledger::Receipt::decode(receipts.last().unwrap()).unwrap().index;
    let published = |head: &str| head.lines().nth(1).and_then(|size| size.parse().ok()).unwrap_or(0_u64);
    while published(&browser.get("/log/bench/ballots/checkpoint").unwrap().body) <= last {
        std::thread::sleep(Duration::from_millis(300));
    }
    receipts
}

/// A backup as people make them: the databases, and nothing beside them.
fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for file in ["main.db", "ballots.db", "keys.db"] {
        for end in ["", "-wal", "-shm"] {
            let name = format!("{file}{end}");
            let _ = std::fs::remove_file(to.join(&name));
            if from.join(&name).exists() {
                std::fs::copy(from.join(&name), to.join(&name)).unwrap();
            }
        }
    }
}

fn origin(folder: &Path) -> String {
    let head = std::fs::read_to_string(folder.join("ballots/checkpoint")).unwrap();
    head.lines().next().unwrap().to_owned()
}

fn recount(folder: &Path) -> Output {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/recount.py");
    Command::new("python3").arg(script).arg(folder).output().unwrap()
}

#[test]
fn an_older_backup_goes_on_under_new_names_and_says_what_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| -> PathBuf { folder.path().join(name) };
    let (data, backup, public) = (place("data"), place("backup"), place("data/public"));
    let voters = hall(&data, 12);

    let server = Server::start(plain(&data));
    let early = vote(&server.address, &voters[..4]);
    server.kill();
    copy(&data, &backup);
    let not_needed = restore(&data, &[]).output().unwrap();
    assert!(
        not_needed.status.success() && said(&not_needed).contains("nothing to restore"),
        "{}",
        said(&not_needed)
    );
    let server = Server::start(plain(&data));
    let late = vote(&server.address, &voters[4..9]);
    server.kill();
    let before = std::fs::read(public.join("bench/ballots/checkpoint")).unwrap();

    copy(&backup, &data);
    let refused = plain(&data).output().unwrap();
    assert!(!refused.status.success() && said(&refused).contains("xuanxian restore"), "{}", said(&refused));

    // Looking changes nothing, and nobody is taken by surprise.
    let looked = restore(&data, &[]).output().unwrap();
    let told = said(&looked);
    assert!(
        !looked.status.success() && told.contains("5 ballots are lost") && told.contains("ballots.2"),
        "{told}"
    );
    let unasked = restore(&data, &["--reason", "A disk failed."]).output().unwrap();
    assert!(!unasked.status.success() && said(&unasked).contains("--yes"), "{}", said(&unasked));
    assert!(!plain(&data).output().unwrap().status.success());

    // A reason that nobody may read is told in words, and leaves no trace: not even a name that is used up.
    let blank = restore(&data, &["--reason", "  ", "--yes"]).output().unwrap();
    assert!(!blank.status.success() && said(&blank).contains("with --reason"), "{}", said(&blank));
    let personal = ["--reason", "Ask the operator, 13800138000.", "--yes"];
    let personal = restore(&data, &personal).output().unwrap();
    assert!(
        !personal.status.success() && said(&personal).contains("ID or mobile number"),
        "{}",
        said(&personal)
    );
    assert!(!data.join("heads/bench.2.ballots").exists(), "nothing was signed under the new name");
    // What others know arrives with the ends of lines that mail gives it; what is no head is called so.
    let (mailed, other) = (place("mailed"), place("other"));
    std::fs::write(&mailed, late[4].replace('\n', "\r\n")).unwrap();
    std::fs::write(&other, "a letter").unwrap();
    let known = restore(&data, &["--known", mailed.to_str().unwrap()]).output().unwrap();
    assert!(said(&known).contains("5 ballots are lost"), "{}", said(&known));
    let known = restore(&data, &["--known", other.to_str().unwrap()]).output().unwrap();
    assert!(said(&known).contains("no signed head and no receipt"), "{}", said(&known));

    // Killed at any moment it has happened, or has not.
    let asked = ["--reason", "A disk failed; the backup of the evening was put back.", "--yes"];
    let mut chance = 7;
    for _ in 0..6 {
        let mut child = restore(&data, &asked).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(draw(&mut chance) % 120));
        let _ = child.kill();
        child.wait().unwrap();
    }
    let done = restore(&data, &asked).output().unwrap();
    assert!(done.status.success(), "{}", said(&done));
    assert!(said(&restore(&data, &[]).output().unwrap()).contains("nothing to restore"));

    let server = Server::start(plain(&data));
    let mut browser = Browser::connect(&server.address).unwrap();
    let head = browser.get("/log/bench/ballots/checkpoint").unwrap().body;
    assert!(head.starts_with("localhost/bench/ballots.2\n4\n"), "{head}");
    let old = browser.get("/log/bench/earlier/1/ballots/checkpoint").unwrap().body;
    assert_eq!(old.as_bytes(), before, "what was published stays, and is still served");
    assert_eq!(std::fs::read(public.join("bench/ballots/checkpoint")).unwrap(), before);
    let log = browser.get("/s/bench/log").unwrap().body;
    assert!(log.contains("用备份恢复") && log.contains("选票5张"), "public at once: {log}");

    // Who voted before the backup is found; who voted after it learns it, and votes again.
    let files = Folder(public.join("bench.2"));
    let judge = |receipt: &str| check(&files, None, &read(receipt).unwrap());
    for receipt in &early {
        assert!(judge(receipt).unwrap().restored, "{receipt}");
    }
    for receipt in &late {
        assert_eq!(judge(receipt), Err(Fault::Lost), "{receipt}");
    }
    let leaf = ledger::leaf_hash(&ledger::Receipt::decode(&late[0]).unwrap().leaf);
    let page = browser.get(&format!("/s/bench/check?n=4&leaf={leaf}")).unwrap().body;
    assert!(page.contains("恢复后的账本里没有这张选票"), "{page}");
    let again = vote(&server.address, &voters[4..9]);
    assert!(again.iter().all(|receipt| !judge(receipt).unwrap().restored));
    server.kill();

    // A recount says that it happened; the old announcement does not vouch for the new log, and still does for the old one.
    let place = |path: PathBuf| path.to_str().unwrap().to_owned();
    let (new, old) = (place(public.join("bench.2")), place(public.join("bench")));
    let (announced, before) = (place(public.join("bench.2/trust")), place(public.join("bench/trust")));
    let verified = run(&["verify", &new, "--trust", &announced]);
    assert!(
        verified.status.success() && said(&verified).contains("5 ballots were lost"),
        "{}",
        said(&verified)
    );
    let refused = run(&["verify", &new, "--trust", &before]);
    assert!(!refused.status.success() && said(&refused).contains("log-unknown"), "{}", said(&refused));
    assert!(run(&["verify", &old, "--trust", &before]).status.success());
    let recounted = recount(&public.join("bench.2"));
    assert!(recounted.status.success(), "{}", said(&recounted));

    // A folder that was begun before stays as it is.
    let publish = ["publish", "--data", data.to_str().unwrap(), "--out", &old];
    let refused = run(&publish);
    assert!(
        !refused.status.success() && said(&refused).contains("before it was restored"),
        "{}",
        said(&refused)
    );
    assert!(run(&["verify", &old, "--trust", &before]).status.success());

    // The same backup once more: the data know nothing of the restoration, and go on under a third name.
    copy(&backup, &data);
    let refused = plain(&data).output().unwrap();
    assert!(!refused.status.success() && said(&refused).contains("xuanxian restore"), "{}", said(&refused));
    let done = restore(&data, &asked).output().unwrap();
    assert!(done.status.success(), "{}", said(&done));
    let server = Server::start(plain(&data));
    vote(&server.address, &voters[9..]);
    server.kill();
    assert_eq!(origin(&public.join("bench.3")), "localhost/bench/ballots.3");
    assert_eq!(origin(&public.join("bench.2")), "localhost/bench/ballots.2");
}
