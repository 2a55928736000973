//! The log as it grows. In memory are its right edge and the tiles above the leaves' own, an eighth of a byte a ballot;
//! the leaves' hashes are in the store, and are fetched for a proof, which checks them against the tiles above.

use std::collections::BTreeSet;

use ledger::tile::{TileKind, TileSource as _, tiles_toward};
use ledger::{Hash, MemoryTiles, Tile, TilePath, TileTree, TileWriter};
use store::Store;

use crate::BallotError;

/// Hashes in a full tile.
const WIDTH: u64 = ledger::tile::TILE_WIDTH;

#[derive(Debug, Clone, Default)]
pub(crate) struct Grown {
    writer: TileWriter,
    above: Above,
}

/// The full tiles above the leaves' own.
#[derive(Debug, Clone, Default)]
struct Above(MemoryTiles);

impl Extend<Tile> for Above {
    fn extend<I: IntoIterator<Item = Tile>>(&mut self, tiles: I) {
        self.0.extend(tiles.into_iter().filter(|tile| tile.path.kind() != TileKind::Hashes(0)));
    }
}

/// What answers about a log as it was when it was asked: whatever comes later is not in it.
pub(crate) struct Asked {
    writer: TileWriter,
    tiles: MemoryTiles,
    missing: BTreeSet<TilePath>,
}

impl Grown {
    pub fn push(&mut self, leaf: Hash) {
        self.writer.push(leaf, &mut self.above);
    }

    pub fn size(&self) -> u64 {
        self.writer.size()
    }

    pub fn root(&self) -> Hash {
        self.writer.root()
    }

    /// What is needed to answer about these leaves, and about the sizes that they end.
    pub fn ask(&self, leaves: &[u64]) -> Asked {
        let mut tiles = MemoryTiles::default();
        let mut missing = BTreeSet::new();
        for path in leaves.iter().flat_map(|leaf| tiles_toward(*leaf, self.size())) {
            match self.above.0.read(&path) {
                Ok(bytes) => {
                    tiles.0.insert(path, bytes);
                }
                Err(_) => {
                    missing.insert(path);
                }
            }
        }
        Asked { writer: self.writer.clone(), tiles, missing }
    }
}

impl Asked {
    /// The tree, with what was missing fetched from the store. It believes no hash that does not lead to the root.
    pub async fn tree(mut self, store: &dyn Store, el: &str) -> Result<TileTree<MemoryTiles>, BallotError> {
        for path in self.missing {
            let from = path.index() * WIDTH;
            let hashes = store.ballot_hashes(el, from, WIDTH as u32).await?;
            if path.kind() != TileKind::Hashes(0) || hashes.len() as u64 != WIDTH {
                return Err(BallotError::Damaged(from));
            }
            self.tiles.0.insert(path, hashes.concat());
        }
        Ok(self.writer.tree(self.tiles))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_million_ballots_take_little_memory() {
        // 200,000 leaves: the part that grows with the log is in full tiles of two levels above theirs.
        let mut log = Grown::default();
        for n in 0..200_000_u64 {
            log.push(Hash::of(&n.to_be_bytes()));
        }
        let bytes: usize = log.above.0.0.values().map(Vec::len).sum();
        assert_eq!(bytes, 3 * 8192);
        assert!(bytes / 200_000 < 1, "less than a byte a ballot");
    }
}
