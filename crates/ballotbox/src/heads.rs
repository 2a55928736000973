//! Signed heads: what the log vouches for, and may never contradict.
//!
//! A head is kept outside the databases before anybody gets to see its signature. So whoever puts an older copy of the
//! databases back, and starts, is told that this log has shown more than they hold ([`mod@crate::start`]). Signing is done
//! once for everybody who waits, never for a ballot.

use std::sync::{Arc, PoisonError, RwLock};

use ledger::{Checkpoint, Hash, SignedCheckpoint, SignerKey};
use store::Store;
use tokio::sync::Mutex;

use crate::BallotError;

/// The name under which the newest signed head is kept outside the databases. `label`: the selection, and behind it
/// [`ledger::checkpoint::suffix`] of the generation.
pub fn name(label: &str) -> String {
    format!("{label}.ballots")
}

/// Where an operator finds it in the data folder.
pub fn place(label: &str) -> String {
    format!("heads/{}", name(label))
}

/// The name under which it is kept beside the counts.
pub fn meta_name(label: &str) -> String {
    format!("ballot-head/{label}")
}

pub(crate) struct Heads {
    label: String,
    key: SignerKey,
    newest: RwLock<Option<Arc<SignedCheckpoint>>>,
    /// Held while a head is signed and kept: whoever comes meanwhile waits, and mostly finds theirs covered.
    turn: Mutex<()>,
}

impl Heads {
    pub fn new(label: &str, key: SignerKey) -> Heads {
        Heads { label: label.to_owned(), key, newest: RwLock::default(), turn: Mutex::default() }
    }

    /// The log's origin.
    pub fn origin(&self) -> &str {
        self.key.name()
    }

    pub fn newest(&self) -> Option<Arc<SignedCheckpoint>> {
        self.newest.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Size of the newest signed head.
    pub fn size(&self) -> u64 {
        self.newest().map_or(0, |signed| signed.checkpoint.size)
    }

    /// Takes a head that was kept before.
    pub fn remember(&self, signed: SignedCheckpoint) {
        let mut newest = self.newest.write().unwrap_or_else(PoisonError::into_inner);
        if newest.as_ref().is_none_or(|known| known.checkpoint.size < signed.checkpoint.size) {
            *newest = Some(Arc::new(signed));
        }
    }

    /// A signed head that covers `size` ballots at least: the newest, or a new one over what `now` gives, which are
    /// ballots that are durable.
    pub async fn cover(
        &self,
        store: &dyn Store,
        size: u64,
        now: impl Fn() -> (u64, Hash),
    ) -> Result<Arc<SignedCheckpoint>, BallotError> {
        let covering = || self.newest().filter(|signed| signed.checkpoint.size >= size);
        if let Some(signed) = covering() {
            return Ok(signed);
        }
        let _turn = self.turn.lock().await;
        if let Some(signed) = covering() {
            return Ok(signed);
        }
        let (size, root) = now();
        let head = Checkpoint { origin: self.origin().to_owned(), size, root };
        let host = || BallotError::Host(self.origin().to_owned());
        let signed = SignedCheckpoint::sign(head, &self.key).map_err(|_| host())?;
        let note = signed.encode().map_err(|_| host())?;
        store.put_head(&name(&self.label), note.as_bytes()).await?;
        self.remember(signed);
        self.newest().ok_or(BallotError::Stopped)
    }
}
