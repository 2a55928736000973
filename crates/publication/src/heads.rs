//! How the log of acts signs its heads. A head is kept outside the databases before anybody gets to see it, so that an
//! older copy of them, put back, is noticed before it can show another log under the same name.

use desk::Desk;
use ledger::{Checkpoint, Hash, Log, SignedCheckpoint, SignerKey, Trust};
use tokio::sync::Mutex;

use crate::PublishError;

pub(crate) struct ActHeads {
    key: SignerKey,
    trust: Trust,
    name: String,
    /// Under which the newest head is kept in the database too, so that it shows when the file is gone.
    meta: String,
    newest: Mutex<Option<SignedCheckpoint>>,
}

/// Selection and generation: what the logs' heads and the folder of a publication are called after.
pub fn label(el: &str, generation: u32) -> String {
    format!("{el}{}", ledger::checkpoint::suffix(generation))
}

/// The name under which the newest head of the acts is kept outside the databases.
pub(crate) fn name(label: &str) -> String {
    format!("{label}.acts")
}

/// The name under which it is kept in them.
pub(crate) fn meta(label: &str) -> String {
    format!("act-head/{label}")
}

/// A head that a log is found to have signed.
pub(crate) fn own(bytes: &[u8], trust: &Trust) -> Option<SignedCheckpoint> {
    let signed = SignedCheckpoint::decode(bytes).ok()?;
    trust.judge(&signed).ok()?;
    Some(signed)
}

impl ActHeads {
    /// Reads the head that was signed last; the acts must extend it.
    pub async fn open(desk: &Desk, host: &str) -> Result<ActHeads, PublishError> {
        let wrong = || PublishError::Host(host.to_owned());
        let generation = desk.snapshot().s.founding.generation();
        let key = desk.keys().log(&Log::Acts.origin_of(host, desk.id(), generation)).map_err(|_| wrong())?;
        let trust = Trust::in_log(&key.verifier());
        let label = label(desk.id(), generation);
        let (name, meta) = (name(&label), meta(&label));
        let place = format!("heads/{name}");
        // The data are older than a restoration that was made of them.
        for later in generation + 1..=generation + ballotbox::LATER {
            let name = self::name(&self::label(desk.id(), later));
            if desk.store().head(&name).await?.is_some() {
                let (log, by) = (key.name().to_owned(), format!("heads/{name}"));
                return Err(PublishError::Forked { log, size: desk.snapshot().s.n, by });
            }
        }
        let outside = desk.store().head(&name).await?;
        let inside = desk.store().meta_get(&meta).await?;
        let mut newest = None;
        for (bytes, place) in [(&inside, "main.db"), (&outside, place.as_str())] {
            let Some(bytes) = bytes else { continue };
            let signed = own(bytes, &trust).ok_or_else(|| PublishError::Foreign(place.into()))?;
            extends(desk, &signed.checkpoint, place).await?;
            newest = Some(signed);
        }
        if let (None, Some(inside)) = (&outside, &newest) {
            // There was one, so a later one may have been shown to somebody.
            let (log, size) = (inside.checkpoint.origin.clone(), inside.checkpoint.size);
            return Err(PublishError::HeadLost { log, size, file: place });
        }
        Ok(ActHeads { key, trust, name, meta, newest: Mutex::new(newest) })
    }

    pub fn trust(&self) -> &Trust {
        &self.trust
    }

    pub fn key(&self) -> &SignerKey {
        &self.key
    }

    /// A signed head over the first `size` acts, or a later one that was signed before.
    pub async fn sign(&self, desk: &Desk, size: u64, root: Hash) -> Result<SignedCheckpoint, PublishError> {
        let mut newest = self.newest.lock().await;
        if let Some(known) = newest.as_ref().filter(|known| known.checkpoint.size >= size) {
            return Ok(known.clone());
        }
        let head = Checkpoint { origin: self.key.name().to_owned(), size, root };
        let signed = SignedCheckpoint::sign(head, &self.key)?;
        let note = signed.encode()?;
        desk.store().put_head(&self.name, note.as_bytes()).await?;
        desk.store().meta_put(&self.meta, note.as_bytes()).await?;
        *newest = Some(signed.clone());
        Ok(signed)
    }
}

/// Whether the acts of the house extend a head.
pub(crate) async fn extends(desk: &Desk, head: &Checkpoint, by: &str) -> Result<(), PublishError> {
    if desk.root_at(head.size).await == Some(head.root) {
        return Ok(());
    }
    Err(PublishError::Forked { log: head.origin.clone(), size: head.size, by: by.to_owned() })
}
