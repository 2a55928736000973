//! Which play it is: the rehearsal, or a walk through another plan.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context, Result};
use ledger::hash::hex_of;
use plan::{Plan, Supplement};
use sha2::{Digest, Sha256};
use text::Lang;
use tokio::sync::watch;

use super::folder::{Folder, Identity, Manifest};
use super::player::{Played, Player, Progress, Said, Setting, instant};
use super::{linyi, walk};

/// Everything of which a play is made besides seed and plan. A change in any of it makes another play.
const SOURCES: [&str; 13] = [
    include_str!("ballots.rs"),
    include_str!("linyi/founding.rs"),
    include_str!("linyi/mod.rs"),
    include_str!("linyi/naming.rs"),
    include_str!("linyi/notice.rs"),
    include_str!("linyi/publicity.rs"),
    include_str!("linyi/recommend.rs"),
    include_str!("linyi/review.rs"),
    include_str!("linyi/vote.rs"),
    include_str!("people.rs"),
    include_str!("player.rs"),
    include_str!("walk.rs"),
    include_str!("words.rs"),
];

/// A play that can be given.
pub struct Script {
    plan: Plan,
    supplements: Vec<Supplement>,
    story: Story,
    seed: u64,
    ballots: u64,
}

enum Story {
    Linyi,
    Walk,
}

impl Script {
    /// The rehearsal, or a walk through the plan in the files named: a plan, then supplements that amend it.
    ///
    /// # Errors
    /// Where a file cannot be read, or has faults.
    pub fn choose(files: &[PathBuf], seed: u64, ballots: u64) -> Result<Script> {
        let read = |name: &str, text: &str| plan::read(text).map_err(|faults| told(name, &faults));
        let amending = |name: &str, text: &str| Supplement::read(text).map_err(|faults| told(name, &faults));
        let Some((first, others)) = files.split_first() else {
            let plan = read("linyi-2022.toml", linyi::PLAN)?;
            let supplements = vec![amending("linyi-2022-supplement-1.toml", linyi::SUPPLEMENT)?];
            return Ok(Script { plan, supplements, story: Story::Linyi, seed, ballots });
        };
        let text = |file: &PathBuf| std::fs::read_to_string(file).with_context(|| file.display().to_string());
        let plan = read(&first.display().to_string(), &text(first)?)?;
        let mut supplements = Vec::new();
        let mut amended = plan.clone();
        for file in others {
            let name = file.display().to_string();
            let supplement = amending(&name, &text(file)?)?;
            amended = amended.amended(&supplement).map_err(|faults| told(&name, &faults))?;
            supplements.push(supplement);
        }
        Ok(Script { plan, supplements, story: Story::Walk, seed, ballots })
    }

    /// The plan's first vote, which is also the name of the stop in its middle.
    pub fn first_vote(&self) -> Option<String> {
        self.plan.stages(plan::StageKind::Vote).next().map(|stage| stage.id.clone())
    }

    /// What makes this play this play.
    pub fn identity(&self) -> Identity {
        let mut hash = Sha256::new();
        hash.update(self.plan.hash().to_string());
        for supplement in &self.supplements {
            hash.update(serde_json::to_vec(supplement).unwrap_or_default());
        }
        let mut script = Sha256::new();
        SOURCES.iter().for_each(|source| script.update(source));
        Identity {
            selection: self.plan.id.clone(),
            plan: hex_of(&hash.finalize()),
            seed: self.seed,
            ballots: self.ballots,
            version: format!("{} {}", env!("CARGO_PKG_VERSION"), &hex_of(&script.finalize())[..16]),
        }
    }

    /// Plays to the end in a folder, going on where an earlier run was.
    ///
    /// # Errors
    /// Where a step does not come out as written, or the folder cannot be written.
    pub async fn play(
        &self,
        folder: Folder,
        manifest: Option<Manifest>,
        progress: Arc<watch::Sender<Progress>>,
    ) -> Result<(Played, Vec<Said>)> {
        let begins = match self.story {
            Story::Linyi => instant(linyi::BEGINS, &self.plan.zone())?,
            Story::Walk => walk::begins(&self.plan, &self.supplements),
        };
        let votes = match self.story {
            Story::Linyi => 1,
            Story::Walk => self.plan.stages(plan::StageKind::Vote).count() as u64,
        };
        let steps = match self.story {
            Story::Linyi => linyi::STEPS,
            Story::Walk => walk::steps(&self.plan),
        };
        let setting = Setting {
            dir: folder.play(),
            seed: self.seed,
            plan: self.plan.clone(),
            begins,
            total: steps + votes * (self.ballots / 100),
            keep: manifest.map(|manifest| (folder, manifest)),
        };
        let mut player = Player::begin(setting, progress).await?;
        let silent = match self.story {
            Story::Linyi => {
                linyi::play(&mut player, self.ballots).await?;
                Vec::new()
            }
            Story::Walk => walk::play(&mut player, &self.supplements, self.ballots).await?,
        };
        Ok((player.end().await?, silent))
    }
}

fn told(name: &str, faults: &[plan::Fault]) -> anyhow::Error {
    let lines: Vec<String> = faults.iter().map(|fault| format!("{fault} {}", fault.text(Lang::Zh))).collect();
    anyhow::anyhow!("{name}:\n{}", lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use selection::hold::{hold, hold_unopened};
    use selection::{Record, Selection, apply, apply_unopened};

    /// Follows a played selection as a verifier does: act by act, in the state before it, without what is sealed for good.
    fn followed(snapshot: &desk::Snapshot) -> (usize, Selection) {
        let mut s = Selection::new(&snapshot.s.id);
        let mut acts = 0;
        let mut rest = snapshot.filed.iter().peekable();
        while let Some(first) = rest.next() {
            let n = first.record.n;
            if first.sealed.as_ref().is_some_and(|(gate, _)| gate == ledger::NEVER) {
                assert_eq!(hold_unopened(&s, n, first.record.at), Ok(()), "{:#?}", first.record);
                apply_unopened(&mut s, n, first.record.at);
                continue;
            }
            let mut act: Vec<Record> = vec![first.record.clone()];
            while let Some(next) = rest.next_if(|next| next.record.req == first.record.req) {
                act.push(next.record.clone());
            }
            assert_eq!(hold(&s, &act), Ok(()), "{act:#?}");
            act.iter().for_each(|record| apply(&mut s, record));
            acts += 1;
        }
        (acts, s)
    }

    #[tokio::test]
    async fn a_verifier_follows_every_act_of_both_plays_to_the_same_state() {
        let other = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("plans/shiyin-2023.toml");
        for (files, least) in [(vec![], 300), (vec![other], 100)] {
            let folder = tempfile::tempdir().unwrap();
            let script = Script::choose(&files, 7, 60).unwrap();
            let (folder, _) = Folder::take(&folder.path().join("play"), &script.identity()).unwrap();
            let progress = Arc::new(watch::Sender::new(Progress::default()));
            let (played, _) = script.play(folder, None, progress).await.unwrap();
            let (acts, s) = followed(&played.snapshot);
            assert!(acts >= least, "{acts}");
            assert_eq!(s.hash(), played.snapshot.s.hash());
        }
    }
}
