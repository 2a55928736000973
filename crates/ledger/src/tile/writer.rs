//! Leaves in, tiles out, in memory that does not grow with the log.

use crate::error::LedgerError;
use crate::hash::Hash;
use crate::tree::{Frontier, ProofError, leaf_hash};

use super::{HEIGHT, TILE_WIDTH, TileKind, TilePath, TileSource, TileTree, encode_hashes, put_leaf};

/// A file to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tile {
    /// Where.
    pub path: TilePath,
    /// What.
    pub bytes: Vec<u8>,
}

/// Grows a tree and hands out its hash tiles: a full one as soon as it is full, the partial ones of the right edge
/// whenever a checkpoint is due.
///
/// It holds at most 255 hashes a level and the frontier: below 32 KB at ten million leaves. Every node of the tree is
/// hashed once, for frontier and tiles together.
#[derive(Debug, Clone, Default)]
pub struct TileWriter {
    frontier: Frontier,
    /// The hashes of the last tile of each level, while it is not full.
    edge: Vec<Vec<Hash>>,
    /// Size at which the right edge was handed out last.
    published: u64,
}

impl TileWriter {
    /// A writer of an empty log.
    pub fn new() -> Self {
        Self::default()
    }

    /// Goes on where a log was published with `size` leaves under `root`; see [`TileTree::open`] for what is read.
    ///
    /// # Errors
    /// [`super::TileError`].
    pub fn resume<S: TileSource>(
        source: S,
        size: u64,
        root: &Hash,
    ) -> Result<Self, super::TileError<S::Error>> {
        Ok(Self::after(&TileTree::open(source, size, root)?))
    }

    pub(super) fn after<S>(tree: &TileTree<S>) -> Self {
        Self {
            frontier: tree.frontier().clone(),
            edge: tree.edge().to_vec(),
            published: tree.frontier().size(),
        }
    }

    /// Appends a leaf by its hash, hands out the tiles that are full with it, and returns its index.
    pub fn push(&mut self, leaf: Hash, out: &mut impl Extend<Tile>) -> u64 {
        let Self { frontier, edge, .. } = self;
        let size = frontier.size() + 1;
        frontier.push_with(leaf, |height, hash| {
            if !height.is_multiple_of(HEIGHT) {
                return;
            }
            let level = (height / HEIGHT) as usize;
            if level == edge.len() {
                edge.push(Vec::with_capacity(TILE_WIDTH as usize));
            }
            let Some(tail) = edge.get_mut(level) else { return };
            tail.push(hash);
            if tail.len() as u64 == TILE_WIDTH {
                let index = ((size >> height) / TILE_WIDTH) - 1;
                out.extend(tile(level, index, tail));
                tail.clear();
            }
        })
    }

    /// Hands out the partial tiles of the right edge that are new since the last time: with the full ones, all that a
    /// checkpoint of this size needs.
    pub fn publish(&mut self, out: &mut impl Extend<Tile>) {
        let size = self.size();
        for (level, tail) in self.edge.iter().enumerate() {
            let shift = HEIGHT * level as u32;
            if !tail.is_empty() && size >> shift != self.published >> shift {
                out.extend(tile(level, (size >> shift) / TILE_WIDTH, tail));
            }
        }
        self.published = size;
    }

    /// Number of leaves.
    pub fn size(&self) -> u64 {
        self.frontier.size()
    }

    /// Root over them.
    pub fn root(&self) -> Hash {
        self.frontier.root()
    }

    /// The frontier, for saving.
    pub fn frontier(&self) -> &Frontier {
        &self.frontier
    }

    /// The tree as it stands, for roots and proofs. The right edge comes from here; `source` must have every full tile
    /// that was handed out.
    pub fn tree<S: TileSource>(&self, source: S) -> TileTree<S> {
        TileTree::with_edge(source, self.frontier.clone(), self.edge.clone())
    }
}

fn tile(level: usize, index: u64, hashes: &[Hash]) -> Option<Tile> {
    let kind = TileKind::Hashes(u8::try_from(level).ok()?);
    let path = TilePath::new(kind, index, hashes.len() as u64).ok()?;
    Some(Tile { path, bytes: encode_hashes(hashes) })
}

/// Hands out entry bundles, as [`TileWriter`] does hash tiles. It holds the leaves of the last bundle, at most 255.
#[derive(Debug, Clone, Default)]
pub struct BundleWriter {
    size: u64,
    tail: Vec<u8>,
    published: u64,
}

impl BundleWriter {
    /// A writer of an empty log.
    pub fn new() -> Self {
        Self::default()
    }

    /// Goes on behind a log that was published. Reads and checks its last bundle.
    ///
    /// # Errors
    /// [`super::TileError`].
    pub fn resume<S: TileSource>(tree: &TileTree<S>) -> Result<Self, super::TileError<S::Error>> {
        let size = tree.frontier().size();
        let mut tail = Vec::new();
        if !size.is_multiple_of(TILE_WIDTH) {
            for leaf in tree.leaves(size / TILE_WIDTH)? {
                // What came out of a bundle fits into one.
                put_leaf(&mut tail, &leaf).map_err(|_| ProofError::Length)?;
            }
        }
        Ok(Self { size, tail, published: size })
    }

    /// Appends a leaf, hands out the bundle that is full with it, and returns the leaf's hash.
    ///
    /// # Errors
    /// [`LedgerError::TooLarge`]; nothing is appended then.
    pub fn push(&mut self, leaf: &[u8], out: &mut impl Extend<Tile>) -> Result<Hash, LedgerError> {
        put_leaf(&mut self.tail, leaf)?;
        self.size += 1;
        if self.size.is_multiple_of(TILE_WIDTH) {
            let path = TilePath::new(TileKind::Entries, self.size / TILE_WIDTH - 1, TILE_WIDTH);
            let bytes = std::mem::take(&mut self.tail);
            self.tail.reserve(bytes.len());
            out.extend(path.ok().map(|path| Tile { path, bytes }));
        }
        Ok(leaf_hash(leaf))
    }

    /// Hands out the last bundle, when it is partial and new since the last time.
    pub fn publish(&mut self, out: &mut impl Extend<Tile>) {
        let (index, width) = (self.size / TILE_WIDTH, self.size % TILE_WIDTH);
        if self.size != self.published {
            let path = TilePath::new(TileKind::Entries, index, width);
            out.extend(path.ok().map(|path| Tile { path, bytes: self.tail.clone() }));
        }
        self.published = self.size;
    }

    /// Number of leaves.
    pub fn size(&self) -> u64 {
        self.size
    }
}
