//! Where a play keeps its data: `play/` is the folder it plays in, `stops/NAME/` a copy of it at each stop, `demo.json`
//! says which play it is and how far it came.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use plan::Instant;
use serde::{Deserialize, Serialize};

/// Where a data folder keeps the signed heads of its logs.
const HEADS: &str = "heads";

/// What is known of a play in a folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Which play it is: anything else is another one.
    pub play: Identity,
    /// The stops that were reached, in order.
    pub stops: Vec<Stop>,
    /// Voters' codes that nobody votes with in the play: for whoever tries the vote.
    pub codes: Vec<String>,
    /// The play has come to its end.
    pub complete: bool,
}

/// What makes a play the same play.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identity {
    /// Selection id.
    pub selection: String,
    /// Hash of the plan and its supplements as they were read, hex.
    pub plan: String,
    /// Seed of all chance.
    pub seed: u64,
    /// Ballots in each vote.
    pub ballots: u64,
    /// Version of the program and fingerprint of its script.
    pub version: String,
}

/// A stop that was reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stop {
    /// Name, `[a-z0-9-]+`: the folder's name and what `--at` takes.
    pub name: String,
    /// Title in Chinese.
    pub zh: String,
    /// Title in English.
    pub en: String,
    /// The time at which the selection stands there.
    pub at: Instant,
}

/// The data folder and the seed of a play that lies in `root`; `None` where there is none.
///
/// # Errors
/// Where it cannot be read.
pub fn played(root: &Path) -> Result<Option<(PathBuf, u64)>> {
    let folder = Folder { root: root.to_owned() };
    Ok(folder.read()?.map(|manifest| (folder.play(), manifest.play.seed)))
}

/// The folder of a play.
#[derive(Debug, Clone)]
pub struct Folder {
    root: PathBuf,
}

impl Folder {
    /// Takes the folder for a play: what is there of the same play is gone on with, what is there of another one, or
    /// half made, is removed. Only folders that a play made are ever removed.
    ///
    /// # Errors
    /// Where the folder holds something else, or cannot be written.
    pub fn take(root: &Path, play: &Identity) -> Result<(Folder, Manifest)> {
        let folder = Folder { root: root.to_owned() };
        let fresh = Manifest { play: play.clone(), stops: Vec::new(), codes: Vec::new(), complete: false };
        fs::create_dir_all(root).with_context(|| root.display().to_string())?;
        let known = folder.read()?;
        if known.is_none() && (folder.play().exists() || folder.stops().exists()) {
            bail!("{} holds data that is not the demo's; name another folder with --data", root.display());
        }
        let manifest = match known {
            Some(known) if known.play == *play => known,
            Some(_) => {
                for old in [folder.play(), folder.stops(), folder.live()] {
                    remove(&old)?;
                }
                fresh
            }
            None => fresh,
        };
        for row in fs::read_dir(folder.stops()).into_iter().flatten() {
            let path = row?.path();
            if path.extension().is_some_and(|extension| extension == "part") {
                remove(&path)?;
            }
        }
        folder.write(&manifest)?;
        Ok((folder, manifest))
    }

    fn manifest(&self) -> PathBuf {
        self.root.join("demo.json")
    }

    /// The data folder that the play goes on in.
    pub fn play(&self) -> PathBuf {
        self.root.join("play")
    }

    /// The folder of the copies.
    fn stops(&self) -> PathBuf {
        self.root.join("stops")
    }

    /// Where the data folders are that are shown and may be changed by whoever tries the demo.
    pub fn live(&self) -> PathBuf {
        self.root.join("live")
    }

    /// The copy at a stop.
    pub fn stop(&self, name: &str) -> PathBuf {
        self.stops().join(name)
    }

    /// Where a copy is made before it gets its name, so that a half-made one is seen.
    pub fn unfinished(&self, name: &str) -> Result<PathBuf> {
        let path = self.stops().join(format!("{name}.part"));
        remove(&path)?;
        fs::create_dir_all(self.stops())?;
        Ok(path)
    }

    /// Takes the signed heads along. A copy of real use must not have them: it would be held against nothing. In the demo
    /// every stop begins a life of its own.
    pub fn copy_heads(&self, unfinished: &Path) -> Result<()> {
        copy_files(&self.play().join(HEADS), &unfinished.join(HEADS))
    }

    /// Gives a finished copy its name.
    pub fn finish(&self, unfinished: &Path, name: &str) -> Result<()> {
        fs::rename(unfinished, self.stop(name))?;
        fs::File::open(self.stops())?.sync_all()?;
        Ok(())
    }

    /// Makes a new live folder of the copy at a stop. The one before stays until the next time, because whoever worked in it
    /// may still be writing; older ones are removed.
    pub fn bring_live(&self, name: &str) -> Result<PathBuf> {
        let number = |path: &Path| path.file_name()?.to_str()?.parse::<u64>().ok();
        let mut known: Vec<(u64, PathBuf)> = Vec::new();
        for row in fs::read_dir(self.live()).into_iter().flatten() {
            let path = row?.path();
            match number(&path) {
                Some(number) => known.push((number, path)),
                None if path.is_dir() => remove(&path)?,
                None => fs::remove_file(&path)?,
            }
        }
        known.sort();
        let last = known.pop();
        for (_, old) in &known {
            remove(old)?;
        }
        let next = last.map_or(0, |(number, _)| number + 1);
        let (from, to) = (self.stop(name), self.live().join(next.to_string()));
        copy_files(&from, &to)?;
        if from.join(HEADS).exists() {
            copy_files(&from.join(HEADS), &to.join(HEADS))?;
        }
        Ok(to)
    }

    fn read(&self) -> Result<Option<Manifest>> {
        match fs::read(self.manifest()) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error).with_context(|| self.manifest().display().to_string()),
            // One that an older program wrote is of another play, whatever it says.
            Ok(bytes) => Ok(Some(serde_json::from_slice(&bytes).unwrap_or_else(|_| Manifest {
                play: Identity {
                    selection: String::new(),
                    plan: String::new(),
                    seed: 0,
                    ballots: 0,
                    version: String::new(),
                },
                stops: Vec::new(),
                codes: Vec::new(),
                complete: false,
            }))),
        }
    }

    /// Writes the manifest whole or not at all.
    pub fn write(&self, manifest: &Manifest) -> Result<()> {
        let part = self.root.join("demo.json.part");
        let mut file = fs::File::create(&part).with_context(|| part.display().to_string())?;
        file.write_all(&serde_json::to_vec_pretty(manifest)?)?;
        file.sync_all()?;
        fs::rename(&part, self.manifest())?;
        fs::File::open(&self.root)?.sync_all()?;
        Ok(())
    }
}

/// Copies the files of a folder, not those of folders in it.
fn copy_files(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for row in fs::read_dir(from).with_context(|| from.display().to_string())? {
        let row = row?;
        if row.file_type()?.is_file() {
            fs::copy(row.path(), to.join(row.file_name()))?;
        }
    }
    Ok(())
}

fn remove(path: &Path) -> Result<()> {
    match fs::remove_dir_all(path) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error).with_context(|| path.display().to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identity(seed: u64) -> Identity {
        Identity { selection: "s".into(), plan: "p".into(), seed, ballots: 1, version: "v".into() }
    }

    #[test]
    fn the_same_play_is_gone_on_with_and_another_one_begins_anew() {
        let root = tempfile::tempdir().unwrap();
        let (folder, mut manifest) = Folder::take(root.path(), &identity(1)).unwrap();
        fs::create_dir_all(folder.play()).unwrap();
        let part = folder.unfinished("vote").unwrap();
        fs::create_dir_all(&part).unwrap();
        manifest.complete = true;
        folder.write(&manifest).unwrap();

        let (_, again) = Folder::take(root.path(), &identity(1)).unwrap();
        assert!(again.complete && folder.play().exists());
        assert!(!part.exists(), "a half-made copy goes");

        let (_, other) = Folder::take(root.path(), &identity(2)).unwrap();
        assert!(!other.complete && !folder.play().exists());
    }

    #[test]
    fn every_jump_has_a_folder_of_its_own_and_the_one_before_may_still_be_written() {
        let root = tempfile::tempdir().unwrap();
        let (folder, _) = Folder::take(root.path(), &identity(1)).unwrap();
        let part = folder.unfinished("vote").unwrap();
        fs::create_dir_all(part.join(HEADS)).unwrap();
        fs::write(part.join("main.db"), b"at the vote").unwrap();
        fs::write(part.join(HEADS).join("s.ballots"), b"head").unwrap();
        folder.finish(&part, "vote").unwrap();
        let first = folder.bring_live("vote").unwrap();
        let second = folder.bring_live("vote").unwrap();
        fs::write(first.join(HEADS).join("s.ballots"), b"a later head").unwrap();
        assert_eq!(fs::read(second.join(HEADS).join("s.ballots")).unwrap(), b"head");
        let third = folder.bring_live("vote").unwrap();
        assert!(!first.exists() && second.exists() && third.exists());
    }

    #[test]
    fn what_is_not_the_demos_is_left_alone() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir_all(root.path().join("play")).unwrap();
        fs::write(root.path().join("play/main.db"), b"real").unwrap();
        assert!(Folder::take(root.path(), &identity(1)).is_err());
        assert!(root.path().join("play/main.db").exists());
    }
}
