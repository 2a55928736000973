//! The way forward from an older backup (LEDGER, "One log, for ever"): both logs are opened anew, under new names, over what
//! is there, with an entry that names the old ones and what is lost.
//!
//! That entry is the one thing that is written. Before it is durable the data are as they were; after it everything that
//! opens them uses the new names, under which nothing was ever signed: heads, keys, and the folder of the publication. So
//! a restoration that is killed has happened or has not, and is asked for again. What lies under the old names stays.

use std::path::{Path, PathBuf};

use ballotbox::BallotBox;
use desk::Desk;
use ledger::{Frontier, Hash, Log, SignedCheckpoint};
use selection::founding::{self, EarlierLog, Restored};
use selection::{Act, Actor};

use crate::PublishError;
use crate::heads::{label, meta, name};

/// Hashes that are read at once.
const HASHES: u32 = 16_384;

/// A head that is known of one of the logs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Which log.
    pub log: Log,
    /// Its generation.
    pub generation: u32,
    /// Where the head was found.
    pub by: String,
    /// What it says.
    pub known: EarlierLog,
    /// Whether what is there extends it.
    pub extended: bool,
}

/// What is there, what was shown of it, and what a restoration would record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// Host under which the logs have signed.
    pub host: String,
    /// Generation of the logs as the acts that are there tell it.
    pub present: u32,
    /// Every head that is known, of every generation.
    pub heads: Vec<Head>,
    /// Heads that were kept and are gone, as files of the data folder.
    pub gone: Vec<String>,
    /// What would be recorded.
    pub facts: Restored,
}

impl Look {
    /// Whether the logs can only go on under new names.
    pub fn needed(&self) -> bool {
        !self.gone.is_empty() || self.stranded().next().is_some()
    }

    /// The heads that what is there cannot go on from: of its own logs, or of later ones.
    pub fn stranded(&self) -> impl Iterator<Item = &Head> {
        let present = self.present;
        let stranded =
            move |head: &&Head| head.generation > present || head.generation == present && !head.extended;
        self.heads.iter().filter(stranded)
    }
}

/// Looks, and changes nothing. `host`: under which the logs sign; `public`: the folder that holds
/// publications; `told`: heads that others know, each with a name for where it came from.
///
/// # Errors
/// [`PublishError`] where something cannot be read; [`PublishError::Foreign`] for a head that none of these logs signed;
/// [`PublishError::NoHead`] for what is none.
pub async fn look(
    desk: &Desk,
    host: &str,
    public: &Path,
    told: &[(String, Vec<u8>)],
) -> Result<Look, PublishError> {
    let el = desk.id();
    let present = desk.snapshot().s.founding.generation();
    let mut notes: Vec<(String, Vec<u8>)> = told.to_vec();
    let mut gone = Vec::new();
    for generation in 1..=present + ballotbox::LATER {
        let label = label(el, generation);
        for (log, name, meta) in [
            (Log::Acts, name(&label), meta(&label)),
            (Log::Ballots, ballotbox::head_name(&label), ballotbox::head_meta(&label)),
        ] {
            let place = format!("heads/{name}");
            let outside = desk.store().head(&name).await?;
            let inside = desk.store().meta_get(&meta).await?;
            if outside.is_none() && inside.is_some() && generation == present {
                gone.push(place.clone());
            }
            notes.extend(outside.map(|note| (place, note)));
            notes.extend(inside.map(|note| ("main.db".to_owned(), note)));
            let folder = public.join(&label).join(log.as_str());
            notes.extend(crate::folder::head(&folder)?.map(|note| (folder.display().to_string(), note)));
        }
    }
    let mut heads = Vec::new();
    for (by, note) in notes {
        let foreign = || PublishError::Foreign(PathBuf::from(&by));
        let signed = SignedCheckpoint::decode(&note).map_err(|_| PublishError::NoHead(PathBuf::from(&by)))?;
        let (log, generation) = signed_by(desk, host, &signed).ok_or_else(foreign)?;
        let head = &signed.checkpoint;
        let known = EarlierLog { origin: head.origin.clone(), size: head.size, root: head.root.to_base64() };
        heads.push((Head { log, generation, by: by.clone(), known, extended: false }, head.root));
    }
    heads.sort_by_key(|(head, _)| head.known.size);
    let (ballots, root) = compare(desk, &mut heads).await?;
    let heads: Vec<Head> = heads.into_iter().map(|(head, _)| head).collect();
    let last = heads.iter().map(|head| head.generation).max().unwrap_or(1).max(present);
    let mut earlier = Vec::<EarlierLog>::new();
    for head in heads.iter().rev() {
        if !earlier.iter().any(|known| known.origin == head.known.origin) {
            earlier.push(head.known.clone());
        }
    }
    earlier.sort_by(|a, b| a.origin.cmp(&b.origin));
    let acts = desk.snapshot().s.n;
    let facts = Restored { generation: last + 1, acts, ballots, root: root.to_string(), earlier };
    Ok(Look { host: host.to_owned(), present, heads, gone, facts })
}

/// Which of these logs has signed a head.
fn signed_by(desk: &Desk, host: &str, signed: &SignedCheckpoint) -> Option<(Log, u32)> {
    Log::ALL.into_iter().find_map(|log| {
        let (site, generation) = log.read_origin(&signed.checkpoint.origin)?;
        let key = desk.keys().log(&log.origin_of(host, desk.id(), generation)).ok()?;
        let own = site == format!("{host}/{}", desk.id())
            && ledger::Trust::in_log(&key.verifier()).judge(signed).is_ok();
        own.then_some((log, generation))
    })
}

/// Compares what is there with every head, smaller ones first; gives number and root of the ballots.
async fn compare(desk: &Desk, heads: &mut [(Head, Hash)]) -> Result<(u64, Hash), PublishError> {
    for (head, root) in heads.iter_mut().filter(|(head, _)| head.log == Log::Acts) {
        head.extended = desk.root_at(head.known.size).await == Some(*root);
    }
    let count = desk.store().ballot_count(desk.id()).await?;
    let mut tree = Frontier::default();
    let mut of_ballots = heads.iter_mut().filter(|(head, _)| head.log == Log::Ballots).peekable();
    loop {
        while let Some((head, root)) = of_ballots.next_if(|(head, _)| head.known.size <= tree.size()) {
            head.extended = head.known.size == tree.size() && tree.root() == *root;
        }
        if tree.size() == count {
            return Ok((count, tree.root()));
        }
        let next = of_ballots.peek().map_or(count, |(head, _)| head.known.size.min(count));
        let wanted = u64::from(HASHES).min(next - tree.size()) as u32;
        let hashes = desk.store().ballot_hashes(desk.id(), tree.size(), wanted).await?;
        if hashes.is_empty() {
            return Err(ballotbox::BallotError::Damaged(tree.size()).into());
        }
        for hash in hashes {
            tree.push(Hash::from_bytes(hash));
        }
    }
}

fn asked(facts: &Restored, reason: &str) -> Act {
    Act::Founding(founding::Act::Restore { facts: facts.clone(), reason: reason.to_owned() })
}

/// Whether a restoration would be refused, for whoever only looks as for whoever means it.
///
/// # Errors
/// [`PublishError::Ballots`] with the refusal.
pub async fn allowed(desk: &Desk, look: &Look, by: &str, reason: &str) -> Result<(), PublishError> {
    let refused = desk.would_refuse(&Actor::Admin(by.to_owned()), asked(&look.facts, reason)).await;
    match refused.map_err(|error| PublishError::Ballots(error.into()))? {
        Some(refusal) => Err(PublishError::Ballots(refusal.into())),
        None => Ok(()),
    }
}

/// Opens both logs anew. `by`: the administrator who does; `reason`: public.
///
/// # Errors
/// [`PublishError::Ballots`] where the ballots do not give their leaves, or the act is refused.
pub async fn restore(desk: &Desk, look: &Look, by: &str, reason: &str) -> Result<(), PublishError> {
    let generation = look.facts.generation;
    // A box under the new name signs under it, so what would be refused is refused before there is one.
    allowed(desk, look, by, reason).await?;
    // What is due is counted from what is left, and by a box under the new name: nothing is signed under the old ones.
    let _open = BallotBox::open_anew(desk, &look.host, generation).await?;
    let due = desk.tick().await.map_err(|error| PublishError::Ballots(error.into()))?;
    let facts = Restored { acts: look.facts.acts + due as u64, ..look.facts.clone() };
    let req = format!("restore-{generation}-{}", facts.acts);
    let done = desk.submit(Actor::Admin(by.to_owned()), asked(&facts, reason), &req).await;
    done.map(|_| ()).map_err(|error| PublishError::Ballots(error.into()))
}
