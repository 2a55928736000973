//! The disk fails, or is full, under a voting city: what was acknowledged is there, nothing more is, nobody's choices are
//! lost, and the server ends and says what happened.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test's helpers are a test")]

mod support;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use support::{Answer, Browser, Server, Voter, hall, plain};

/// A library that lies before the system's: once a file is there, nothing can be made durable any more.
const SHIM: &str = r#"
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>
static int fails(void) { const char *f = getenv("FAILING_SYNC"); return f && access(f, F_OK) == 0; }
int fsync(int fd) {
  if (fails()) { errno = EIO; return -1; }
  return ((int (*)(int))dlsym(RTLD_NEXT, "fsync"))(fd);
}
int fdatasync(int fd) {
  if (fails()) { errno = EIO; return -1; }
  return ((int (*)(int))dlsym(RTLD_NEXT, "fdatasync"))(fd);
}
"#;

fn shim(folder: &Path) -> PathBuf {
    let (source, library) = (folder.join("shim.c"), folder.join("shim.so"));
    std::fs::write(&source, SHIM).unwrap();
    let cc =
        Command::new("cc").args(["-shared", "-fPIC", "-o"]).arg(&library).arg(&source).arg("-ldl").status();
    assert!(cc.unwrap().success(), "a C compiler is needed, as for building");
    library
}

/// Votes until somebody is turned away; the numbers of those who were taken, and the answer that was not.
fn until_refused(server: &Server, voters: &[Voter]) -> (BTreeMap<usize, u64>, Answer) {
    let mut browser = Browser::connect(&server.address).unwrap();
    let mut taken = BTreeMap::new();
    for (i, voter) in voters.iter().enumerate() {
        let answer = browser.send(&voter.request).unwrap();
        match answer.ballot() {
            Some(n) => taken.insert(i, n),
            None => return (taken, answer),
        };
    }
    panic!("all {} were taken", voters.len());
}

/// After the disk has been mended: everybody's ballot is there once, acknowledged or not.
fn mended(data: &Path, voters: &[Voter], taken: &BTreeMap<usize, u64>) {
    let server = Server::start(plain(data));
    let mut browser = Browser::connect(&server.address).unwrap();
    let mut numbers = BTreeMap::new();
    for (i, voter) in voters.iter().enumerate().take(taken.len() + 20) {
        let n = browser.send(&voter.request).unwrap().ballot().unwrap();
        assert_eq!(numbers.insert(n, i), None, "two voters with number {n}");
        assert!(taken.get(&i).is_none_or(|before| *before == n), "acknowledged as another number");
    }
    let last = numbers.last_key_value().unwrap();
    assert_eq!(*last.0, numbers.len() as u64 - 1, "no ballot is there twice");
    server.kill();
}

fn told(server: Server, refused: &Answer) {
    assert_eq!(refused.status, 503);
    assert!(refused.body.contains("这一票没有收下"), "{}", refused.body);
    assert!(refused.body.contains("name=\"choice\"") && refused.body.contains("name=\"request\""));
    let (status, said) = server.ended();
    assert_eq!(status, 1, "{said}");
    assert!(said.contains("磁盘出错或已写满") && said.contains("The disk failed or is full"), "{said}");
}

#[test]
fn after_a_failed_fsync_nothing_more_is_acknowledged_and_the_server_ends() {
    let folder = tempfile::tempdir().unwrap();
    let (data, trigger) = (folder.path().join("data"), folder.path().join("fail"));
    let voters = hall(&data, 120);
    let mut command = plain(&data);
    command.env("LD_PRELOAD", shim(folder.path())).env("FAILING_SYNC", &trigger);
    let server = Server::start(command);
    let mut browser = Browser::connect(&server.address).unwrap();
    let mut taken = BTreeMap::new();
    for (i, voter) in voters.iter().enumerate().take(50) {
        taken.insert(i, browser.send(&voter.request).unwrap().ballot().unwrap());
    }
    std::fs::write(&trigger, "").unwrap();
    let (more, refused) = until_refused(&server, &voters[50..]);
    assert_eq!(more.len(), 0, "acknowledged without having been made durable");
    told(server, &refused);
    mended(&data, &voters, &taken);
}

#[test]
fn a_full_disk_takes_nothing_more_and_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let voters = hall(&data, 6_000);
    // No file may grow beyond 3 MB. The shell's signal for it is passed over, so that the server sees the error itself.
    let mut command = Command::new("sh");
    let script = "trap '' XFSZ; ulimit -f 6144; exec \"$0\" serve --listen 127.0.0.1:0 --data \"$1\"";
    command.args(["-c", script, env!("CARGO_BIN_EXE_xuanxian")]).arg(&data);
    let server = Server::start(command);
    let (taken, refused) = until_refused(&server, &voters);
    assert!(!taken.is_empty());
    told(server, &refused);
    mended(&data, &voters, &taken);
}
