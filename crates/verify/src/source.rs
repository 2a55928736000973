//! Where the published files are read.

use std::io;
use std::path::PathBuf;

use ledger::{TilePath, TileSource};

/// A publication: files under relative paths.
pub trait Source {
    /// The bytes of a file; `None` where there is none of this path.
    ///
    /// # Errors
    /// [`SourceError`] where it cannot be told.
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, SourceError>;
}

/// A file that may be there and cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{path}: {why}")]
pub struct SourceError {
    /// Which.
    pub path: String,
    /// What the system says.
    pub why: String,
}

/// A publication in a folder.
#[derive(Debug, Clone)]
pub struct Folder(pub PathBuf);

impl Source for Folder {
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, SourceError> {
        match std::fs::read(self.0.join(path)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                Ok(None)
            }
            Err(error) => Err(SourceError { path: path.to_owned(), why: error.to_string() }),
        }
    }
}

/// A publication in memory, by path.
impl Source for std::collections::BTreeMap<String, Vec<u8>> {
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, SourceError> {
        Ok(self.get(path).cloned())
    }
}

/// The tiles of one log of a publication.
pub(crate) struct Tiles<'a> {
    pub source: &'a dyn Source,
    pub log: &'static str,
}

/// Why a tile could not be had.
#[derive(Debug)]
pub(crate) enum NoTile {
    Missing,
    Failed(SourceError),
}

impl TileSource for Tiles<'_> {
    type Error = NoTile;

    fn read(&self, path: &TilePath) -> Result<Vec<u8>, NoTile> {
        match self.source.read(&format!("{}/{path}", self.log)) {
            Ok(Some(bytes)) => Ok(bytes),
            Ok(None) => Err(NoTile::Missing),
            Err(error) => Err(NoTile::Failed(error)),
        }
    }
}
