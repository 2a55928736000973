//! One verification on its way: what was found so far, and which failure counts.

use ledger::{LedgerError, TileError, Trust};

use crate::Progress;
use crate::reason::{Check, Reason};
use crate::report::{Failure, Passed, Report};
use crate::source::{NoTile, Source, SourceError};

/// Everything that the checks share.
///
/// Checks are told in one order but not all made in it: a ballot is read once, and its place in the tree, its form and
/// its window are looked at together. So failures are collected, and the one whose check comes first counts; within a
/// check the first that was found.
pub(crate) struct Run<'a> {
    pub source: &'a dyn Source,
    pub trust: Option<Trust>,
    pub report: Report,
    failure: Option<Failure>,
    /// The file that was asked for last could not be read.
    unread: bool,
    done: Vec<Passed>,
    progress: &'a mut dyn FnMut(Progress),
}

impl<'a> Run<'a> {
    pub fn new(source: &'a dyn Source, progress: &'a mut dyn FnMut(Progress)) -> Run<'a> {
        Run {
            source,
            trust: None,
            report: Report::default(),
            failure: None,
            unread: false,
            done: Vec::new(),
            progress,
        }
    }

    /// Notes a failure, unless one is known whose check comes before.
    pub fn fail(&mut self, failure: Failure) {
        if self.failure.as_ref().is_none_or(|known| failure.check < known.check) {
            self.failure = Some(failure);
        }
    }

    /// Nothing is known to fail in this check or one before it.
    pub fn holds(&self, check: Check) -> bool {
        self.failure.as_ref().is_none_or(|known| known.check > check)
    }

    /// Nothing is known to fail at all.
    pub fn all_hold(&self) -> bool {
        self.failure.is_none()
    }

    /// A check has been made to its end.
    pub fn checked(&mut self, check: Check, figures: Vec<(&'static str, u64)>) {
        self.done.push(Passed { check, figures });
    }

    /// A further figure of a check that has been made.
    pub fn figure(&mut self, check: Check, name: &'static str, n: u64) {
        if let Some(passed) = self.done.iter_mut().find(|passed| passed.check == check) {
            passed.figures.push((name, n));
        }
    }

    pub fn tell(&mut self, check: Check, done: u64, of: u64) {
        (self.progress)(Progress { check, done, of });
    }

    /// Notes that the file that was asked for last is not there; nothing where it could not be read, which says neither.
    pub fn missing(&mut self, failure: Failure) {
        if !self.unread {
            self.fail(failure);
        }
    }

    /// A file's bytes. What cannot be read is noted as a failure of the tree.
    pub fn read(&mut self, path: &str) -> Option<Vec<u8>> {
        let read = self.source.read(path);
        self.unread = read.is_err();
        match read {
            Ok(bytes) => bytes,
            Err(error) => {
                self.fail(unreadable(&error));
                None
            }
        }
    }

    /// The report, once everything has been looked at.
    pub fn end(mut self) -> Report {
        let failed = self.failure.as_ref().map(|failure| failure.check);
        self.done.sort_by_key(|passed| passed.check);
        self.done.retain(|passed| failed.is_none_or(|failed| passed.check < failed));
        self.report.passed = self.done;
        self.report.ok = self.failure.is_none();
        self.report.trusted = self.report.ok && self.trust.is_some();
        self.report.failure = self.failure;
        self.report
    }
}

pub(crate) fn unreadable(error: &SourceError) -> Failure {
    Failure::of(Reason::Unreadable).path(&error.path).about(&error.why)
}

/// What a tile's fault means.
pub(crate) fn tile_failure(log: &'static str, error: &TileError<NoTile>) -> Failure {
    let at = |path: &dyn std::fmt::Display| format!("{log}/{path}");
    match error {
        TileError::Source { error: NoTile::Failed(error), .. } => unreadable(error).log(log),
        TileError::Source { path, .. } => Failure::of(Reason::TileMissing).log(log).path(at(path)),
        TileError::Length { path } | TileError::Mismatch { path } => {
            Failure::of(Reason::TileWrong).log(log).path(at(path))
        }
        TileError::Leaf { index } => Failure::of(Reason::LeafNotInTree).leaf(log, *index),
        _ => Failure::of(Reason::RootWrong).log(log),
    }
}

/// The number of the leaf that a fault of an opening is about.
pub(crate) fn leaf_of(error: &LedgerError) -> Option<u64> {
    match error {
        LedgerError::OpeningMismatch { n, .. }
        | LedgerError::NotSealed { n }
        | LedgerError::NotOpened { n }
        | LedgerError::OutOfOrder { n } => Some(*n),
        _ => None,
    }
}
