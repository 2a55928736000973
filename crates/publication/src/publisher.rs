//! The publication of one selection, written on whenever there is something new.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ballotbox::{BallotBox, Known};
use desk::Desk;
use ledger::{Log, SignedCheckpoint, SmSignerKey, Standing, Trust, VerifierKey};
use selection::Entry;
use tokio::sync::Mutex;

use crate::folder::{Folder, head, write};
use crate::heads::{ActHeads, extends, own};
use crate::{Cosigning, PublishError};
use crate::{disclosed, folder};

/// Rows that are read at once.
const ROWS: u32 = 2_000;

/// Openings in a file.
const OPENINGS: usize = 65_536;

/// How far a publication has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Ballots written.
    pub done: u64,
    /// Ballots in all; those of counted votes are gone through a second time, for their openings.
    pub total: u64,
}

/// What is published now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Published {
    /// Acts under the published head.
    pub acts: u64,
    /// Ballots under theirs.
    pub ballots: u64,
}

/// Writes one selection's folder. One for a folder.
pub struct Publisher {
    desk: Desk,
    ballots: BallotBox,
    out: PathBuf,
    heads: ActHeads,
    ballot_trust: Trust,
    sm: BTreeMap<&'static str, SmSignerKey>,
    /// The keys of the logs before they were opened anew.
    earlier: Vec<VerifierKey>,
    cosigning: Option<Arc<Cosigning>>,
    /// The newest head of the ballots that a quorum of witnesses has cosigned.
    cosigned: Mutex<Option<SignedCheckpoint>>,
    /// The two logs, once they have been read.
    state: Mutex<Option<(Folder, Folder)>>,
}

/// The head of the ballot log that a publication shows, for [`BallotBox::open`].
///
/// # Errors
/// [`PublishError::File`].
pub fn known_ballots(out: &Path) -> Result<Vec<Known>, PublishError> {
    let dir = out.join(Log::Ballots.as_str());
    let by = dir.join("checkpoint").display().to_string();
    Ok(head(&dir)?.map(|note| Known { by, note }).into_iter().collect())
}

/// Whether a folder may hold a publication of a selection's logs as they are called now: what lies there is not another
/// selection's, and not that of the logs before they were opened anew. Whose signature it carries is asked later.
///
/// # Errors
/// [`PublishError::Foreign`]; [`PublishError::Earlier`]; [`PublishError::File`].
pub fn fits(desk: &Desk, out: &Path) -> Result<(), PublishError> {
    let present = desk.snapshot().s.founding.generation();
    for log in Log::ALL {
        let dir = out.join(log.as_str());
        let Some(Ok(signed)) = head(&dir)?.map(|note| SignedCheckpoint::decode(&note)) else { continue };
        match log.read_origin(&signed.checkpoint.origin) {
            Some((site, generation)) if site.rsplit('/').next() == Some(desk.id()) => {
                if generation < present {
                    return Err(PublishError::Earlier(out.to_owned()));
                }
            }
            _ => return Err(PublishError::Foreign(dir)),
        }
    }
    Ok(())
}

impl Publisher {
    /// A publisher of a selection into a folder, which is made when something is written.
    ///
    /// `host`: the first part of both logs' origins. `cosigning`: the witnesses that are asked, where there are any.
    ///
    /// # Errors
    /// [`PublishError::Forked`] where the acts do not extend the head that was signed last, or the one in the folder;
    /// [`PublishError::Foreign`] where the folder belongs to something else.
    pub async fn open(
        desk: &Desk,
        ballots: &BallotBox,
        host: &str,
        out: &Path,
        cosigning: Option<Arc<Cosigning>>,
    ) -> Result<Publisher, PublishError> {
        let heads = ActHeads::open(desk, host).await?;
        let wrong = || PublishError::Host(host.to_owned());
        let generation = desk.snapshot().s.founding.generation();
        let ballot_trust = Trust::in_log(ballots.key());
        let mut sm = BTreeMap::new();
        for log in Log::ALL {
            let origin = log.origin_of(host, desk.id(), generation);
            let key = desk.keys().log_sm(&origin).map_err(|_| wrong())?;
            sm.insert(log.as_str(), key);
        }
        // Receipts of the logs before are still asked about.
        let mut earlier = Vec::new();
        for log in (1..generation).flat_map(|generation| Log::ALL.map(|log| (log, generation))) {
            let origin = log.0.origin_of(host, desk.id(), log.1);
            earlier.push(desk.keys().log(&origin).map_err(|_| wrong())?.verifier());
        }
        let state = Mutex::new(None);
        let publisher = Publisher {
            desk: desk.clone(),
            ballots: ballots.clone(),
            out: out.to_owned(),
            heads,
            ballot_trust,
            sm,
            earlier,
            cosigning,
            cosigned: Mutex::default(),
            state,
        };
        publisher.check().await?;
        Ok(publisher)
    }

    /// Where it writes.
    pub fn folder(&self) -> &Path {
        &self.out
    }

    /// What lies in the folder must be what the house has, or the beginning of it.
    async fn check(&self) -> Result<(), PublishError> {
        let dir = self.dir(Log::Acts);
        if let Some(bytes) = head(&dir)? {
            let signed = own(&bytes, self.heads.trust()).ok_or_else(|| PublishError::Foreign(dir.clone()))?;
            extends(&self.desk, &signed.checkpoint, &dir.display().to_string()).await?;
        }
        let dir = self.dir(Log::Ballots);
        if let Some(bytes) = head(&dir)? {
            let signed = own(&bytes, &self.ballot_trust).ok_or_else(|| PublishError::Foreign(dir.clone()))?;
            self.note_cosigned(&signed).await;
            let (size, root) = (signed.checkpoint.size, signed.checkpoint.root);
            if self.ballots.root_at(size).await? != Some(root) {
                let (log, by) = (signed.checkpoint.origin, dir.display().to_string());
                return Err(PublishError::Forked { log, size, by });
            }
        }
        Ok(())
    }

    /// Remembers a head of the ballots where a quorum of witnesses has cosigned it.
    async fn note_cosigned(&self, head: &SignedCheckpoint) {
        if self.cosigning.is_none() {
            return;
        }
        let judged = Trust::parse(self.trust().as_bytes()).ok().and_then(|trust| trust.judge(head).ok());
        if judged.is_some_and(|judged| judged.standing == Standing::Cosigned) {
            *self.cosigned.lock().await = Some(head.clone());
        }
    }

    /// Whether witnesses are asked.
    pub fn is_witnessed(&self) -> bool {
        self.cosigning.is_some()
    }

    /// The newest head of the ballots that a quorum of witnesses has cosigned.
    pub async fn cosigned(&self) -> Option<SignedCheckpoint> {
        self.cosigned.lock().await.clone()
    }

    fn dir(&self, log: Log) -> PathBuf {
        self.out.join(log.as_str())
    }

    /// Writes whatever is new: leaves, openings, what is disclosed now, and both heads.
    ///
    /// # Errors
    /// [`PublishError`]; the heads that lie there stay true.
    pub async fn advance(&self, mut tell: impl FnMut(Progress)) -> Result<Published, PublishError> {
        let mut state = self.state.lock().await;
        let (mut acts, mut ballots) = match state.take() {
            Some(known) => known,
            None => {
                (self.resume(Log::Acts, self.heads.trust())?, self.resume(Log::Ballots, &self.ballot_trust)?)
            }
        };
        // The acts first: what they tell of the ballots is then in the ballots' log.
        let snapshot = self.desk.snapshot();
        let size = snapshot.s.n;
        let act_head = self.heads.sign(&self.desk, size, snapshot.root).await?;
        let ballot_head = self.ballots.signed().await?;

        self.write_acts(&mut acts, act_head.checkpoint.size).await?;
        let total = ballot_head.checkpoint.size;
        while ballots.size() < total {
            let wanted = u64::from(ROWS).min(total - ballots.size()) as u32;
            let rows = self.ballots.rows(ballots.size(), wanted).await?;
            if rows.is_empty() {
                return Err(ballotbox::BallotError::Damaged(ballots.size()).into());
            }
            for row in rows {
                ballots.push(&row.leaf)?;
            }
            tell(Progress { done: ballots.size(), total });
        }
        self.write_openings(total, &mut tell).await?;
        for (log, folder, head) in
            [(Log::Ballots, &mut ballots, &*ballot_head), (Log::Acts, &mut acts, &act_head)]
        {
            if folder.root() != head.checkpoint.root {
                let (log, by) = (head.checkpoint.origin.clone(), folder.dir().display().to_string());
                return Err(PublishError::Forked { log, size: folder.size(), by });
            }
            folder.write_edge()?;
            let cosigned = match &self.cosigning {
                Some(cosigning) => cosigning.cosign(head, folder.tree()).await,
                None => head.clone(),
            };
            if log == Log::Ballots {
                self.note_cosigned(&cosigned).await;
            }
            if let Some(key) = self.sm.get(log.as_str()) {
                folder.write_heads(&cosigned, key)?;
            }
        }
        let lines = disclosed::lines(&self.desk, acts.size()).await?;
        write(&self.dir(Log::Acts).join("disclosed"), &lines)?;
        write(&self.out.join("trust"), self.trust().as_bytes())?;
        let published = Published { acts: acts.size(), ballots: ballots.size() };
        *state = Some((acts, ballots));
        Ok(published)
    }

    fn resume(&self, log: Log, trust: &Trust) -> Result<Folder, PublishError> {
        let dir = self.dir(log);
        let signed = head(&dir)?.and_then(|bytes| own(&bytes, trust));
        Ok(Folder::resume(&dir, signed.as_ref()))
    }

    async fn write_acts(&self, acts: &mut Folder, to: u64) -> Result<(), PublishError> {
        while acts.size() < to {
            let wanted = u64::from(ROWS).min(to - acts.size()) as u32;
            let rows = self.desk.store().entries(self.desk.id(), acts.size(), wanted).await?;
            if rows.is_empty() {
                return Err(PublishError::Damaged(acts.size()));
            }
            for row in rows {
                if *ledger::leaf_hash(&row.leaf).as_bytes() != row.leaf_hash {
                    return Err(PublishError::Damaged(row.n));
                }
                acts.push(&row.leaf)?;
            }
        }
        // What openings name, whenever it is not there yet.
        for filed in self.desk.snapshot().filed.iter().take(to as usize) {
            let Entry::List(selection::lists::Entry::GateOpened { blob, .. }) = &filed.record.entry else {
                continue;
            };
            let path = self.dir(Log::Acts).join("blob").join(blob);
            if path.exists() {
                continue;
            }
            let missing = || PublishError::NoBlob(blob.clone());
            let hash: ledger::Hash = blob.parse().map_err(|_| missing())?;
            let bytes = self.desk.store().blob(hash.as_bytes()).await?.ok_or_else(missing)?;
            write(&path, &bytes)?;
        }
        Ok(())
    }

    /// Opens the ballots of every vote that was counted, whole votes at a time.
    async fn write_openings(&self, total: u64, tell: &mut impl FnMut(Progress)) -> Result<(), PublishError> {
        let all = self.dir(Log::Ballots).join("openings");
        for (stage, vote) in &self.desk.snapshot().s.vote.votes {
            let dir = all.join(stage);
            if vote.counted.is_none() || dir.exists() {
                continue;
            }
            let part = all.join(format!("{stage}.part"));
            let (mut from, mut file, mut chunk) = (0, 0, Vec::new());
            let mut put = |chunk: &mut Vec<ledger::BallotOpening>| {
                let blob = ledger::BallotOpening::encode_all(chunk.iter())?;
                folder::write(&part.join(file.to_string()), blob.bytes())?;
                file += 1;
                chunk.clear();
                Ok::<(), PublishError>(())
            };
            while from < total {
                let wanted = u64::from(ROWS).min(total - from) as u32;
                let rows = self.ballots.rows(from, wanted).await?;
                if rows.is_empty() {
                    return Err(ballotbox::BallotError::Damaged(from).into());
                }
                from += rows.len() as u64;
                for row in rows.into_iter().filter(|row| row.stage == *stage) {
                    chunk.push(row.opening);
                    if chunk.len() == OPENINGS {
                        put(&mut chunk)?;
                    }
                }
                tell(Progress { done: from, total });
            }
            if !chunk.is_empty() {
                put(&mut chunk)?;
            }
            if part.exists() {
                fs::rename(&part, &dir).map_err(PublishError::file(&dir))?;
            }
        }
        Ok(())
    }

    /// What the announcement prints (C2SP tlog-policy with our lines).
    fn trust(&self) -> String {
        let mut text = format!("log {}\nlog {}\n", self.heads.key().verifier(), self.ballots.key());
        for key in &self.earlier {
            text += &format!("log {key}\n");
        }
        for key in self.sm.values() {
            text += &format!("log-sm {}\n", key.verifier());
        }
        if let Some(plan) = self.desk.snapshot().s.plan_hashes.front() {
            text += &format!("plan {plan}\n");
        }
        match &self.cosigning {
            Some(cosigning) => text + cosigning.policy(),
            None => text + "quorum none\n",
        }
    }
}
