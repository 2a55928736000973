//! A publication in which one thing is not as it was is refused, and for that reason. Some of these are done by a stranger
//! to the files; most by an operator who lies, and who counts, seals, hashes and signs everything anew.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "the tests' own tools; clippy excuses only test functions"
)]

mod acts;
mod forgeries;
mod openings;
mod paper;
mod results;
mod votes;
#[path = "../world/mod.rs"]
mod world;

use std::collections::BTreeSet;

use ledger::{Log, OpenedEntry, SealedRef, SignedCheckpoint, SignedSmCheckpoint};
use serde_json::json;
use verify::{Failure, Source, SourceError, verify};
use world::{Files, Publication, ballot, house, key, life, publication, sign, sm_key, trust};

/// A way to spoil a publication.
struct Spoilt {
    what: &'static str,
    files: Files,
    trust: String,
    reason: &'static str,
    /// What must stand under the reason, where it says more.
    rule: &'static str,
}

/// The honest publications that are spoilt.
struct Honest {
    closed: Publication,
    secret: Publication,
    voting: Publication,
    /// Closed, with paper and with counts shown at an hour.
    paper: Publication,
}

struct Table {
    honest: Honest,
    rows: Vec<Spoilt>,
}

impl Table {
    fn row(&mut self, what: &'static str, files: Files, reason: &'static str, rule: &'static str) {
        let trust = trust(&self.honest.closed.plan_hash());
        self.rows.push(Spoilt { what, files, trust, reason, rule });
    }

    /// A stranger changes files.
    fn files(&mut self, what: &'static str, change: impl FnOnce(&mut Files), reason: &'static str) {
        let mut files = self.honest.closed.files();
        change(&mut files);
        self.row(what, files, reason, "");
    }

    /// The operator changes what happened, numbers, opens and signs everything anew.
    fn acts(
        &mut self,
        what: &'static str,
        change: impl FnOnce(&mut Publication),
        reason: &'static str,
        rule: &'static str,
    ) {
        let mut p = self.honest.closed.clone();
        change(&mut p);
        p.renumber();
        p.relink();
        self.row(what, p.files(), reason, rule);
    }

    /// The operator signs anew what was changed, and leaves everything else as it is.
    fn signed(
        &mut self,
        what: &'static str,
        change: impl FnOnce(&mut Publication),
        reason: &'static str,
        rule: &'static str,
    ) {
        let mut p = self.honest.closed.clone();
        change(&mut p);
        self.row(what, p.files(), reason, rule);
    }

    /// The operator changes ballots, commits to them anew, and tells their roots anew.
    fn ballots(
        &mut self,
        what: &'static str,
        change: impl FnOnce(&mut Publication),
        reason: &'static str,
        rule: &'static str,
    ) {
        let mut p = self.honest.closed.clone();
        change(&mut p);
        p.renumber();
        p.recommit();
        p.reroot();
        self.row(what, p.files(), reason, rule);
    }
}

fn bend(files: &mut Files, path: &str, byte: usize) {
    files.get_mut(path).unwrap()[byte] ^= 1;
}

/// Replaces text in a file by text of the same length.
fn replace(files: &mut Files, path: &str, from: &str, to: &str) {
    assert_eq!(from.len(), to.len());
    let bytes = files.get_mut(path).unwrap();
    let at = bytes.windows(from.len()).position(|part| part == from.as_bytes()).unwrap();
    bytes[at..at + to.len()].copy_from_slice(to.as_bytes());
}

fn edit(files: &mut Files, path: &str, change: impl FnOnce(String) -> String) {
    let text = String::from_utf8(files[path].clone()).unwrap();
    let changed = change(text.clone());
    assert_ne!(text, changed);
    files.insert(path.to_owned(), changed.into_bytes());
}

/// The file whose path begins like this.
fn path(files: &Files, begin: &str) -> String {
    files.keys().find(|path| path.starts_with(begin)).unwrap().clone()
}

fn at(text: &str) -> i64 {
    house::at(text).0
}

/// Positions of the entries of the act to which this one belongs.
fn act_of(p: &Publication, position: usize) -> std::ops::Range<usize> {
    let req = &p.acts[position].entry.req;
    let first = p.acts.iter().position(|act| act.entry.req == *req).unwrap();
    let count = p.acts.iter().filter(|act| act.entry.req == *req).count();
    first..first + count
}

/// Position of the transition of a stage.
fn stage(p: &Publication, kind: &str, stage: &str) -> usize {
    let is = |act: &world::Act| act.entry.kind == kind && act.entry.body["stage"] == stage;
    p.acts.iter().position(is).unwrap()
}

fn table() -> Table {
    let of = |life: life::Life| publication(&life.w, &life.ballots);
    let plan = life::plan();
    let honest = Honest {
        closed: of(life::closed(&plan)),
        secret: of(life::closed(&life::secret_plan())),
        voting: of(life::voting(&plan)),
        paper: of(life::closed(&life::paper_plan())),
    };
    let mut table = Table { honest, rows: Vec::new() };
    forgeries::forgeries(&mut table);
    forgeries::announcements(&mut table);
    forgeries::leaves(&mut table);
    openings::openings(&mut table);
    openings::parts(&mut table);
    acts::acts(&mut table);
    results::results(&mut table);
    votes::votes(&mut table);
    paper::paper(&mut table);
    paper::shown(&mut table);
    table
}

/// Reasons for which no mutation stands in the table, because another check would have to fail to see what it refuses.
const UNTRIED: [&str; 2] = ["act-out-of-place", "state-unwritable"];

#[test]
fn whatever_is_changed_is_refused_for_that_reason_and_every_reason_is_tried() {
    let table = table();
    let mut wrong = Vec::new();
    for row in &table.rows {
        let report = verify(&row.files, Some(row.trust.as_bytes()), &mut |_| {});
        let found = report
            .failure
            .as_ref()
            .map_or(("believed", ""), |failure: &Failure| (failure.reason.as_str(), failure.rule.as_str()));
        let rule_fits = row.rule.is_empty() || found.1 == row.rule;
        if found.0 != row.reason || !rule_fits || report.ok || report.trusted {
            wrong.push(format!("{}: {}/{}, found {:?}", row.what, row.reason, row.rule, report.failure));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), table.rows.len(), wrong.join("\n"));
    let names: BTreeSet<_> = table.rows.iter().map(|row| row.what).collect();
    assert_eq!(names.len(), table.rows.len(), "each is told once");
    println!("{} mutations refused", table.rows.len());

    let tried: BTreeSet<_> = table.rows.iter().map(|row| row.reason).chain([UNREADABLE]).collect();
    let all = verify::Reason::ALL.iter().map(|reason| reason.as_str());
    assert_eq!(all.filter(|reason| !tried.contains(reason)).collect::<Vec<_>>(), UNTRIED);
}

const UNREADABLE: &str = "unreadable";

/// A disk that has one bad place.
struct Broken(Files, &'static str);

impl Source for Broken {
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, SourceError> {
        if path == self.1 {
            return Err(SourceError { path: path.to_owned(), why: "input/output error".to_owned() });
        }
        self.0.read(path)
    }
}

#[test]
fn a_file_that_cannot_be_read_is_no_file_that_is_missing() {
    let life = life::voting(&life::plan());
    let files = publication(&life.w, &life.ballots).files();
    let broken = Broken(files, "ballots/tile/entries/000");
    let failure = verify(&broken, None, &mut |_| {}).failure.unwrap();
    assert_eq!((failure.reason.as_str(), failure.path.as_str()), (UNREADABLE, broken.1));
}
