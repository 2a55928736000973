//! Heads: files of their own beside the databases, one a name.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use super::{Result, SqliteStore, io};
use crate::StoreError;

/// Makes the folder.
pub(super) fn folder(dir: &Path) -> Result<PathBuf> {
    let heads = dir.join("heads");
    DirBuilder::new().recursive(true).mode(0o700).create(&heads).map_err(io(&heads))?;
    Ok(heads)
}

fn path(store: &SqliteStore, name: &str) -> Result<PathBuf> {
    let letters = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-.".contains(&byte);
    let sound = name.bytes().all(letters) && !name.is_empty() && name.trim_matches('.') == name;
    if sound { Ok(store.heads.join(name)) } else { Err(StoreError::Invalid("the name of a head")) }
}

/// Replaces a head: written beside it, made durable, then put in its place.
pub(super) async fn put(store: &SqliteStore, name: &str, bytes: &[u8]) -> Result<()> {
    let (path, folder, bytes) = (path(store, name)?, store.heads.clone(), bytes.to_vec());
    let part = path.with_file_name(format!("{name}.part"));
    let at = path.clone();
    let write = move || {
        let mut options = OpenOptions::new();
        let mut file = options.write(true).create(true).truncate(true).mode(0o600).open(&part)?;
        file.write_all(&bytes)?;
        file.sync_all()?;
        std::fs::rename(&part, &path)?;
        File::open(&folder)?.sync_all()
    };
    let done = tokio::task::spawn_blocking(write).await.map_err(std::io::Error::other);
    done.and_then(|done| done).map_err(io(&at))
}

pub(super) async fn head(store: &SqliteStore, name: &str) -> Result<Option<Vec<u8>>> {
    let path = path(store, name)?;
    match std::fs::read(&path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(fault) => Err(io(&path)(fault)),
    }
}
