//! Opening a box: the tree and the counts are rebuilt, and the log must extend everything that was ever said of it.

use std::collections::BTreeMap;

use ledger::checkpoint::suffix;
use ledger::{Hash, Log, SignedCheckpoint};
use selection::vote::State as Votes;

use crate::heads;
use crate::leaf::remake;
use crate::saved::{self, Saved};
use crate::writer::{Core, State};
use crate::{BallotError, Known};

/// Rows, and hashes, that are read at once.
const ROWS: u32 = 2_000;
const HASHES: u32 = 16_384;

/// So many generations are looked for beyond the one that the acts tell of. Each is the work of an operator's hand.
pub const LATER: u32 = 16;

/// Size and root that the log had once, and who says so.
struct Mark {
    size: u64,
    root: Hash,
    by: String,
}

impl Core {
    /// Rebuilds tree and counts. Every leaf's hash is read and leads to the recorded roots; ballots behind the saved counts
    /// are gone through one by one.
    pub async fn load(&self, votes: &Votes, known: &[Known]) -> Result<(), BallotError> {
        let mut marks = self.signed_marks(known).await?;
        for (stage, vote) in &votes.votes {
            // A vote that was counted before any box was there has no root.
            if let Some((size, root)) = vote.anchor.as_ref().filter(|(size, _)| *size > 0) {
                let by = format!("the log of acts, {stage}");
                let root = root.parse().map_err(|_| self.changed(*size, by.clone()))?;
                marks.push(Mark { size: *size, root, by });
            }
        }
        let saved = self.saved().await?;
        if let Some(Saved { size, root, .. }) = saved {
            marks.push(Mark { size, root, by: "counts saved beside it".to_owned() });
        }
        marks.sort_by_key(|mark| mark.size);
        let found = self.store.ballot_count(&self.el).await?;
        if let Some(mark) = marks.pop_if(|mark| mark.size > found) {
            let (el, recorded, by) = (self.el.clone(), mark.size, mark.by);
            return Err(BallotError::Older { el, found, recorded, by });
        }
        let mut marks = marks.into_iter().filter(|mark| mark.size > 0).peekable();
        let mut check = |size: u64, root: &dyn Fn() -> Hash| {
            while let Some(mark) = marks.next_if(|mark| mark.size == size) {
                if mark.root != root() {
                    return Err(self.changed(size, mark.by));
                }
            }
            Ok(())
        };
        let mut state = State::default();
        if let Some(saved) = saved {
            while state.log.size() < saved.size {
                let from = state.log.size();
                let wanted = u64::from(HASHES).min(saved.size - from) as u32;
                let hashes = self.store.ballot_hashes(&self.el, from, wanted).await?;
                if hashes.len() != wanted as usize {
                    return Err(BallotError::Damaged(from + hashes.len() as u64));
                }
                for hash in hashes {
                    state.log.push(Hash::from_bytes(hash));
                    check(state.log.size(), &|| state.log.root())?;
                }
            }
            state.latest = saved.latest;
            for (stage, category, tally) in saved.tallies {
                state.tallies.entry(stage).or_insert_with(BTreeMap::new).insert(category, tally);
            }
            self.saved_at(saved.size);
        }
        self.read_on(&mut state, found, |state| check(state.log.size(), &|| state.log.root())).await?;
        *self.state_mut() = state;
        Ok(())
    }

    /// Takes in the stored ballots that the tree does not have yet, up to `count`, and checks that each gives its leaf.
    pub async fn read_on(
        &self,
        state: &mut State,
        count: u64,
        mut check: impl FnMut(&State) -> Result<(), BallotError>,
    ) -> Result<(), BallotError> {
        while state.log.size() < count {
            let from = state.log.size();
            let wanted = u64::from(ROWS).min(count - from) as u32;
            let rows = self.store.ballots(&self.el, from, wanted).await?;
            for (n, row) in (from..).zip(&rows) {
                let made = remake(&self.el, &row.ballot).map_err(|_| BallotError::Damaged(n))?;
                let hash = made.hash(n).map_err(|_| BallotError::Damaged(n))?;
                if row.n != n || *hash.as_bytes() != row.leaf_hash {
                    return Err(BallotError::Damaged(n));
                }
                state.take(hash, &made.stage, (&row.ballot.cat, row.ballot.at), &made.choices);
                check(state)?;
            }
            if rows.len() != wanted as usize {
                return Err(BallotError::Damaged(from + rows.len() as u64));
            }
        }
        Ok(())
    }

    async fn saved(&self) -> Result<Option<Saved>, BallotError> {
        let Some(bytes) = self.store.meta_get(&saved::name(&self.label)).await? else { return Ok(None) };
        let saved = Saved::from_bytes(&self.keys, &self.el, &bytes);
        if saved.is_none() {
            tracing::warn!(selection = self.el, "saved counts cannot be read; counting anew");
        }
        Ok(saved)
    }

    /// Heads that this log has signed: the one beside the databases, the one in them, and those that others know.
    async fn signed_marks(&self, known: &[Known]) -> Result<Vec<Mark>, BallotError> {
        // The data are older than a restoration that was made of them.
        let generation =
            Log::Ballots.read_origin(self.heads.origin()).map_or(1, |(_, generation)| generation);
        for later in generation + 1..=generation + LATER {
            let label = format!("{}{}", self.el, suffix(later));
            if self.store.head(&heads::name(&label)).await?.is_some() {
                return Err(BallotError::RestoredSince { el: self.el.clone(), file: heads::place(&label) });
            }
        }
        let file = heads::place(&self.label);
        let outside = self.store.head(&heads::name(&self.label)).await?;
        let inside = self.store.meta_get(&heads::meta_name(&self.label)).await?;
        let mut read = Vec::new();
        if let Some(bytes) = &outside {
            read.push((self.signed(bytes, &file)?, file.clone()));
        }
        if let Some(bytes) = &inside {
            let signed = self.signed(bytes, "main.db")?;
            if outside.is_none() {
                // There was one, so a later one may have been shown to somebody.
                let (el, size) = (self.el.clone(), signed.checkpoint.size);
                return Err(BallotError::HeadLost { el, size, file });
            }
            read.push((signed, "main.db".to_owned()));
        }
        for Known { by, note } in known {
            read.push((self.signed(note, by)?, by.clone()));
        }
        let mark = |(signed, by): &(SignedCheckpoint, String)| Mark {
            size: signed.checkpoint.size,
            root: signed.checkpoint.root,
            by: by.clone(),
        };
        let marks = read.iter().map(mark).collect();
        read.into_iter().for_each(|(signed, _)| self.heads.remember(signed));
        Ok(marks)
    }

    fn signed(&self, bytes: &[u8], place: &str) -> Result<SignedCheckpoint, BallotError> {
        let unreadable = || BallotError::HeadUnreadable { place: place.to_owned() };
        let signed = SignedCheckpoint::decode(bytes).map_err(|_| unreadable())?;
        if signed.checkpoint.origin != self.heads.origin() {
            let (was, asked) = (signed.checkpoint.origin, self.heads.origin().to_owned());
            return Err(BallotError::Renamed { el: self.el.clone(), was, asked });
        }
        self.trust.judge(&signed).map_err(|_| unreadable())?;
        Ok(signed)
    }

    fn changed(&self, size: u64, by: String) -> BallotError {
        BallotError::Changed { el: self.el.clone(), size, by }
    }
}
