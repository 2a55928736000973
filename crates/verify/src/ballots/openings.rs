//! The files that open the ballots of a counted vote, read beside the ballots themselves.

use ledger::{BallotLeaf, BallotOpening};

use crate::reason::Reason;
use crate::report::Failure;
use crate::run::Run;

use super::LOG;

/// Most lines of a file.
const LINES: usize = 65_536;

/// The openings of one vote, in the order of the ballots.
pub(super) struct Openings {
    stage: String,
    /// Number of the next file.
    file: u64,
    path: String,
    bytes: Vec<u8>,
    at: usize,
    line: usize,
    next: Option<BallotOpening>,
    last: Option<u64>,
    /// There is nothing more to read, or it cannot be read.
    ended: bool,
}

impl Openings {
    pub fn of(stage: &str) -> Openings {
        Openings {
            stage: stage.to_owned(),
            file: 0,
            path: String::new(),
            bytes: Vec::new(),
            at: 0,
            line: 0,
            next: None,
            last: None,
            ended: false,
        }
    }

    /// Whether there is anything at all.
    pub fn any(mut self, run: &mut Run) -> bool {
        self.load(run)
    }

    /// The choices of a ballot, once they are proven to be what it committed to.
    pub fn open(&mut self, run: &mut Run, ballot: &BallotLeaf) -> Option<Vec<String>> {
        self.advance(run);
        let fail = |reason, n| Failure::of(reason).leaf(LOG, n);
        match self.next.take() {
            None => {
                run.fail(fail(Reason::BallotNotOpened, ballot.n).path(&self.path));
                None
            }
            Some(opening) if opening.n > ballot.n => {
                self.next = Some(opening);
                run.fail(fail(Reason::BallotNotOpened, ballot.n).path(&self.path));
                None
            }
            Some(opening) if opening.n < ballot.n => {
                run.fail(fail(Reason::BallotOpeningForeign, opening.n).path(&self.path));
                self.open(run, ballot)
            }
            Some(opening) => match ballot.check_opening(&opening.salt, &opening.choices) {
                Ok(()) => Some(opening.choices),
                Err(_) => {
                    run.fail(fail(Reason::BallotOpeningMismatch, ballot.n).path(&self.path));
                    None
                }
            },
        }
    }

    /// Nothing may be left over.
    pub fn end(mut self, run: &mut Run) {
        self.advance(run);
        if let Some(opening) = self.next {
            run.fail(Failure::of(Reason::BallotOpeningForeign).leaf(LOG, opening.n).path(self.path));
        }
    }

    fn load(&mut self, run: &mut Run) -> bool {
        let path = format!("{LOG}/openings/{}/{}", self.stage, self.file);
        match run.read(&path) {
            None => false,
            Some(bytes) => {
                (self.path, self.bytes, self.at, self.line) = (path, bytes, 0, 0);
                self.file += 1;
                true
            }
        }
    }

    /// Reads the next opening, unless one is read that was not used.
    fn advance(&mut self, run: &mut Run) {
        if self.next.is_some() || self.ended {
            return;
        }
        if self.at >= self.bytes.len() && !self.load(run) {
            self.ended = true;
            return;
        }
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let line = rest.iter().position(|byte| *byte == b'\n').and_then(|end| rest.get(..end));
        self.line += 1;
        let opening = line.and_then(|line| BallotOpening::decode(line).ok());
        let rises = |n: u64| self.last.is_none_or(|last| n > last);
        match (line, opening) {
            (Some(line), Some(opening)) if rises(opening.n) && self.line <= LINES => {
                self.at += line.len() + 1;
                self.last = Some(opening.n);
                self.next = Some(opening);
            }
            (Some(_), Some(opening)) if !rises(opening.n) => {
                run.fail(Failure::of(Reason::BallotOpeningForeign).leaf(LOG, opening.n).path(&self.path));
                self.ended = true;
            }
            _ => {
                let about = format!("line {}", self.line);
                run.fail(Failure::of(Reason::BallotOpeningMalformed).log(LOG).path(&self.path).about(about));
                self.ended = true;
            }
        }
    }
}
