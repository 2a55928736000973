//! One log as a folder: leaves in, tiles and bundles out, heads last.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use ledger::{
    BundleWriter, Hash, SignedCheckpoint, SignedSmCheckpoint, SmCheckpoint, SmFrontier, SmSignerKey, Tile,
    TilePath, TileSource, TileTree, TileWriter,
};

use crate::PublishError;

/// A log's folder, and what the next leaf needs.
pub(crate) struct Folder {
    dir: PathBuf,
    tiles: TileWriter,
    bundles: BundleWriter,
    sm: SmFrontier,
    /// Tiles that were handed out and not yet written.
    made: Vec<Tile>,
}

/// The files of a folder as tiles.
pub(crate) struct Files(PathBuf);

impl TileSource for Files {
    type Error = io::Error;

    fn read(&self, path: &TilePath) -> io::Result<Vec<u8>> {
        fs::read(self.0.join(path.to_string()))
    }
}

/// The head that lies in a folder, whoever signed it.
pub(crate) fn head(dir: &Path) -> Result<Option<Vec<u8>>, PublishError> {
    let path = dir.join("checkpoint");
    match fs::read(&path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(fault) => Err(PublishError::file(&path)(fault)),
    }
}

impl Folder {
    /// Goes on behind a head that lies in the folder and was found to be ours. Files that do not lead to it are made anew
    /// from the first leaf: they are copies of what the house keeps.
    pub fn resume(dir: &Path, head: Option<&SignedCheckpoint>) -> Folder {
        let fresh = || Folder {
            dir: dir.to_owned(),
            tiles: TileWriter::new(),
            bundles: BundleWriter::new(),
            sm: SmFrontier::new(),
            made: Vec::new(),
        };
        let Some(head) = head else { return fresh() };
        let (size, root) = (head.checkpoint.size, head.checkpoint.root);
        let go_on = || {
            let tree = TileTree::open(Files(dir.to_owned()), size, &root).ok()?;
            let mut sm = SmFrontier::new();
            for n in 0..tree.bundles() {
                for leaf in tree.leaves(n).ok()? {
                    sm.push(ledger::sm::leaf_hash(&leaf));
                }
            }
            let bundles = BundleWriter::resume(&tree).ok()?;
            let tiles = TileWriter::resume(Files(dir.to_owned()), size, &root).ok()?;
            Some(Folder { dir: dir.to_owned(), tiles, bundles, sm, made: Vec::new() })
        };
        go_on().unwrap_or_else(fresh)
    }

    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Leaves taken so far.
    pub fn size(&self) -> u64 {
        self.tiles.size()
    }

    pub fn root(&self) -> Hash {
        self.tiles.root()
    }

    /// Takes the next leaf; files that are full with it are written.
    pub fn push(&mut self, leaf: &[u8]) -> Result<(), PublishError> {
        let hash = self.bundles.push(leaf, &mut self.made)?;
        self.tiles.push(hash, &mut self.made);
        self.sm.push(ledger::sm::leaf_hash(leaf));
        self.flush()
    }

    fn flush(&mut self) -> Result<(), PublishError> {
        for tile in self.made.drain(..) {
            write(&self.dir.join(tile.path.to_string()), &tile.bytes)?;
        }
        Ok(())
    }

    /// Writes the right edge: all that a head over everything taken so far needs.
    pub fn write_edge(&mut self) -> Result<(), PublishError> {
        self.tiles.publish(&mut self.made);
        self.bundles.publish(&mut self.made);
        self.flush()
    }

    /// The tree of everything taken so far, for proofs.
    pub fn tree(&self) -> TileTree<Files> {
        self.tiles.tree(Files(self.dir.clone()))
    }

    /// Writes the heads over everything taken so far: `signed`, and the same in domestic cryptography.
    pub fn write_heads(&self, signed: &SignedCheckpoint, key: &SmSignerKey) -> Result<(), PublishError> {
        let second = SmCheckpoint::beside(&signed.checkpoint, &self.sm)?;
        let second = SignedSmCheckpoint::sign(second, key)?;
        write(&self.dir.join("checkpoint.sm"), second.encode()?.as_bytes())?;
        write(&self.dir.join("checkpoint"), signed.encode()?.as_bytes())
    }
}

/// Writes a file beside its place and puts it there whole: a reader never finds half of one.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), PublishError> {
    let put = || {
        fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))?;
        let part = path.with_extension("part");
        fs::File::create(&part)?.write_all(bytes)?;
        fs::rename(&part, path)
    };
    put().map_err(PublishError::file(path))
}
