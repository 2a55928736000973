//! The access journal: who signed in, what was refused, who read personal data. Hash-chained, not public.
//!
//! A chain finds changed, removed and inserted rows, but not a cut tail: whoever holds the head of some earlier
//! moment finds that too. So the head is entered in a public log regularly.

use sha2::{Digest, Sha256};

use crate::StoreError;
use crate::crypt::framed;

/// A row to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalLine {
    /// Instant, ms.
    pub at: i64,
    /// Account id or handle of who did it; empty for nobody.
    pub who: String,
    /// What kind of event, a short code.
    pub kind: String,
    /// JSON of the particulars, without personal data.
    pub detail: String,
    /// Request id, so that a refusal can be found by it.
    pub req: Option<String>,
}

/// A row as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalRow {
    /// Number, from 0, without gaps.
    pub n: u64,
    /// What was written.
    pub line: JournalLine,
    /// SHA-256 over the hash of the row before and everything in this one.
    pub hash: [u8; 32],
}

/// Where the journal ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JournalHead {
    /// Number of rows.
    pub size: u64,
    /// Hash of the last row; 32 zero bytes when there is none.
    pub hash: [u8; 32],
}

impl JournalHead {
    /// The head of a journal without rows.
    pub const EMPTY: JournalHead = JournalHead { size: 0, hash: [0; 32] };

    /// The row that `line` becomes when it is the next one.
    pub(crate) fn next(&self, line: JournalLine) -> JournalRow {
        let mut hash = Sha256::new();
        hash.update(framed(&[
            b"xuanxian/journal/1",
            &self.hash,
            &self.size.to_be_bytes(),
            &line.at.to_be_bytes(),
            line.who.as_bytes(),
            line.kind.as_bytes(),
            line.detail.as_bytes(),
            if line.req.is_some() { b"req" } else { b"" },
            line.req.as_deref().unwrap_or_default().as_bytes(),
        ]));
        JournalRow { n: self.size, line, hash: hash.finalize().into() }
    }

    /// Steps over `row`, or says that it does not follow.
    pub(crate) fn follow(self, row: &JournalRow) -> Result<JournalHead, StoreError> {
        if row.n == self.size && self.next(row.line.clone()).hash == row.hash {
            Ok(row.head())
        } else {
            Err(StoreError::JournalFault { n: self.size })
        }
    }
}

impl JournalRow {
    /// The head of a journal that ends with this row.
    pub(crate) fn head(&self) -> JournalHead {
        JournalHead { size: self.n + 1, hash: self.hash }
    }
}
