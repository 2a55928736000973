//! The stops of a play, for the served demo: played once in the background, each there as soon as it is reached.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use tokio::sync::watch;

use super::folder::{Folder, Stop};
use super::player::{Opened, Progress, open};
use super::script::Script;

/// A play that is being given, or was.
pub struct Stops {
    folder: Folder,
    seed: u64,
    vote: Option<String>,
    progress: Arc<watch::Sender<Progress>>,
}

/// Takes the folder for a play and begins to play in the background, or goes on where an earlier run was; a play that
/// was given whole is not given again. `files`: see [`Script::choose`].
///
/// # Errors
/// Where plan or folder cannot be used. What goes wrong later stands in [`Progress::failed`].
pub async fn prepare(dir: &Path, files: &[PathBuf], seed: u64, ballots: u64) -> Result<Stops> {
    let script = Script::choose(files, seed, ballots)?;
    let vote = script.first_vote();
    let (folder, manifest) = Folder::take(dir, &script.identity())?;
    let known = Progress {
        stops: manifest.stops.clone(),
        codes: manifest.codes.clone(),
        complete: manifest.complete,
        ..Progress::default()
    };
    let progress = Arc::new(watch::Sender::new(known));
    if !manifest.complete {
        let (folder, sender) = (folder.clone(), Arc::clone(&progress));
        tokio::spawn(async move {
            if let Err(error) = script.play(folder, Some(manifest), Arc::clone(&sender)).await {
                tracing::error!(%error, "the play stopped");
                sender.send_modify(|progress| progress.failed = Some(format!("{error:#}")));
            }
        });
    }
    Ok(Stops { folder, seed, vote, progress })
}

impl Stops {
    /// How far the play is and which stops were reached; changes as it goes on.
    pub fn progress(&self) -> watch::Receiver<Progress> {
        self.progress.subscribe()
    }

    /// The stop in the middle of the first vote, where most is going on; `None` where the plan has no vote.
    pub fn liveliest(&self) -> Option<&str> {
        self.vote.as_deref()
    }

    /// The stops that were reached, in order.
    pub fn reached(&self) -> Vec<Stop> {
        self.progress.borrow().stops.clone()
    }

    /// Waits until a stop is reached; `None`: the first one.
    ///
    /// # Errors
    /// Where the play ends or fails without it.
    pub async fn wait(&self, name: Option<&str>) -> Result<Stop> {
        let wanted = |progress: &Progress| match name {
            Some(name) => progress.stops.iter().find(|stop| stop.name == name).cloned(),
            None => progress.stops.first().cloned(),
        };
        let mut progress = self.progress.subscribe();
        let found = progress
            .wait_for(|progress| wanted(progress).is_some() || progress.complete || progress.failed.is_some())
            .await
            .context("the play was dropped")?
            .clone();
        if let Some(stop) = wanted(&found) {
            return Ok(stop);
        }
        match found.failed {
            Some(why) => bail!("{why}"),
            None => {
                let names: Vec<String> = found.stops.into_iter().map(|stop| stop.name).collect();
                bail!("no stop is called `{}`; there are {}", name.unwrap_or_default(), names.join(", "))
            }
        }
    }

    /// Makes a new live folder of the copy at a stop, and opens it at the stop's time. What was open before is not disturbed.
    ///
    /// # Errors
    /// Where the stop was not reached, or the folder cannot be opened.
    pub async fn bring_live(&self, name: &str) -> Result<(Stop, Opened)> {
        let stop = self.wait(Some(name)).await?;
        let (folder, name) = (self.folder.clone(), stop.name.clone());
        let dir = tokio::task::spawn_blocking(move || folder.bring_live(&name)).await??;
        let opened = open(&dir, self.seed, stop.at).await?;
        Ok((stop, opened))
    }
}
