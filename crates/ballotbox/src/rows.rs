//! The ballots as they are published: leaf by leaf, and what opens each of them.

use std::sync::Arc;

use ledger::{BallotOpening, Salt, SignedCheckpoint};

use crate::leaf::remake;
use crate::{BallotBox, BallotError};

/// A ballot as it is published.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its leaf.
    pub leaf: Vec<u8>,
    /// The vote it was cast in, by stage.
    pub stage: String,
    /// What opens it, once its vote has been counted.
    pub opening: BallotOpening,
}

impl BallotBox {
    /// Ballots from number `from` on, `limit` at most.
    ///
    /// # Errors
    /// [`BallotError::Damaged`] where one does not give its leaf; [`BallotError::Store`].
    pub async fn rows(&self, from: u64, limit: u32) -> Result<Vec<Row>, BallotError> {
        let el = self.desk().id();
        let stored = self.desk().store().ballots(el, from, limit).await?;
        let row = |(n, stored): (u64, store::StoredBallot)| {
            let made = remake(el, &stored.ballot).map_err(|_| BallotError::Damaged(n))?;
            let leaf = made.bytes(n).map_err(|_| BallotError::Damaged(n))?;
            if stored.n != n || *ledger::leaf_hash(&leaf).as_bytes() != stored.leaf_hash {
                return Err(BallotError::Damaged(n));
            }
            let salt = Salt::from_bytes(stored.ballot.salt);
            Ok(Row { leaf, stage: made.stage, opening: BallotOpening { n, salt, choices: made.choices } })
        };
        (from..).zip(stored).map(row).collect()
    }

    /// A signed head over every ballot that is in the log now.
    ///
    /// # Errors
    /// [`BallotError::Host`], [`BallotError::Store`].
    pub async fn signed(&self) -> Result<Arc<SignedCheckpoint>, BallotError> {
        let core = &*self.core;
        core.heads.cover(&*core.store, self.head().0, || core.head()).await
    }
}
