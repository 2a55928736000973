use crate::canon::CanonError;
use crate::hash::HexError;
use crate::key::KeyError;
use crate::leaf::MAX_LEAF_BYTES;
use crate::note::NoteError;
use crate::tree::ProofError;

/// What can be wrong with something that is about to be logged, or that came out of a log.
///
/// [`CanonError`] and [`ProofError`] are its two large families and stand alone where nothing else can happen.
/// Messages name fields, paths and numbers; they are for operators and verifiers, not for pages.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LedgerError {
    /// The bytes, or the value, are not in the restricted canonical JSON of [`crate::canon`].
    #[error(transparent)]
    Canon(#[from] CanonError),
    /// A proof does not hold.
    #[error(transparent)]
    Proof(#[from] ProofError),
    /// Text that should be a hash or salt in hexadecimal is not.
    #[error(transparent)]
    Hex(#[from] HexError),
    /// A signed note is malformed, or its signatures do not hold.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// Text or bytes are no key, or a key could not sign.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// A leaf does not fit the big-endian `uint16` length of an entry bundle (C2SP tlog-tiles).
    #[error("the leaf has {len} bytes; a leaf has at most {MAX_LEAF_BYTES}")]
    TooLarge {
        /// Bytes of the canonical form.
        len: usize,
    },
    /// A field has the right type and a value it may not have.
    #[error("`{field}` must be {rule}")]
    Field {
        /// The field's name in the leaf.
        field: &'static str,
        /// What it must be, as the end of the sentence "`field` must be …".
        rule: &'static str,
    },
    /// A ballot leaf departs from its one possible form.
    #[error("byte {offset} of the ballot: expected {expected}")]
    BallotSyntax {
        /// Where in the leaf, in bytes.
        offset: usize,
        /// What stands there in every well-formed ballot.
        expected: &'static str,
    },
    /// A line of a file of openings is wrong.
    #[error("line {line}: {source}")]
    Line {
        /// Counted from 1.
        line: usize,
        /// What is wrong with it.
        source: Box<LedgerError>,
    },
    /// A file of openings does not end with a newline, or has no line at all.
    #[error("the file of openings is cut off")]
    CutOff,
    /// The lines of a file of openings are not in rising order of `n`, each once.
    #[error("leaf {n} is out of order or opened twice")]
    OutOfOrder {
        /// Number of the leaf.
        n: u64,
    },
    /// An opening does not fit what was sealed.
    #[error("the opening of leaf {n} does not fit: {what} differs")]
    OpeningMismatch {
        /// Number of the leaf.
        n: u64,
        /// `el`, `n`, `at`, `gate`, or `commit` when the commitment does not cover what was opened.
        what: &'static str,
    },
    /// An opening opens a leaf that was never sealed for its gate.
    #[error("leaf {n} is opened but was not sealed for this gate")]
    NotSealed {
        /// Number of the leaf.
        n: u64,
    },
    /// A leaf was sealed for the gate and the opening leaves it out.
    #[error("leaf {n} was sealed for this gate and is not opened")]
    NotOpened {
        /// Number of the leaf.
        n: u64,
    },
    /// A checkpoint or receipt departs from its text format.
    #[error("line {line}: expected {expected}")]
    Format {
        /// Counted from 1.
        line: usize,
        /// What belongs there.
        expected: &'static str,
    },
}
