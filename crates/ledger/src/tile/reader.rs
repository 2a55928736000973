//! Roots, proofs and leaves out of tiles.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use crate::canon::MAX_INT;
use crate::hash::Hash;
use crate::tree::{EMPTY_ROOT, Frontier, Nodes, ProofError, leaf_hash, node_hash};

use super::{HEIGHT, TILE_WIDTH, TileKind, TilePath, TileSource, decode_bundle, decode_hashes};

/// Checked tiles that are kept for the next question, with all that is between them and their roots: 384 KB at most.
const KEPT: usize = 24;

/// Why tiles do not answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TileError<E> {
    /// A tile could not be had.
    #[error("{path}: {error}")]
    Source {
        /// Which.
        path: TilePath,
        /// What its source says.
        error: E,
    },
    /// A tile holds more or fewer hashes, or a bundle more or fewer leaves, than its path says.
    #[error("{path} has the wrong length")]
    Length {
        /// Which.
        path: TilePath,
    },
    /// A tile does not lead to the hash that stands for it in the tile above.
    #[error("{path} does not belong to the tree")]
    Mismatch {
        /// Which.
        path: TilePath,
    },
    /// The tiles of the right edge do not lead to the checkpoint's root. One of them is wrong, or the checkpoint.
    #[error("the tiles do not lead to the checkpoint's root")]
    Root,
    /// A leaf in a bundle is not the one whose hash is in the tree.
    #[error("leaf {index} is not the one in the tree")]
    Leaf {
        /// Its index.
        index: u64,
    },
    /// A log of more than 2^53 − 1 leaves.
    #[error("a log of {size} leaves is beyond 2^53 - 1")]
    TooLarge {
        /// Its size.
        size: u64,
    },
    /// The question does not fit the tree.
    #[error(transparent)]
    Proof(#[from] ProofError),
}

/// The tree of one checkpoint, read from tiles.
///
/// The tiles of the right edge (one a level at most) are read at once and must lead to the root. Every other tile is
/// read when it is needed, and must lead to its hash in the tile above. What comes out is therefore as good as the
/// root, whoever serves the tiles. A partial tile that is gone is looked for in the full one.
///
/// Memory: the right edge, and a few tiles kept from earlier questions. An inclusion proof reads at most two tiles a
/// level.
pub struct TileTree<S> {
    source: S,
    frontier: Frontier,
    /// The hashes of the last tile of each level, where it is not full.
    edge: Vec<Vec<Hash>>,
    kept: Mutex<VecDeque<Kept>>,
}

type Kept = ((u8, u64), Arc<Full>);

/// A full tile, row by row: its 256 hashes, the 128 above them, and so on up to its root.
struct Full(Vec<Hash>);

impl Full {
    /// `None` unless there are 256 hashes.
    fn of(mut hashes: Vec<Hash>) -> Option<Self> {
        if hashes.len() as u64 != TILE_WIDTH {
            return None;
        }
        hashes.reserve_exact(255);
        for below in (0..510).step_by(2) {
            hashes.push(node_hash(&hashes[below], &hashes[below + 1]));
        }
        Some(Self(hashes))
    }

    /// The hash at `index` of the row at this height within the tile; 8 is the root's.
    fn at(&self, height: u32, index: u64) -> Option<&Hash> {
        let row = 512_usize.checked_sub(512 >> height)?;
        self.0.get(row.checked_add(usize::try_from(index).ok()?)?)
    }

    fn hashes(&self) -> &[Hash] {
        self.0.split_at(TILE_WIDTH as usize).0
    }
}

/// The hashes of a tile, which are the tree's.
enum Checked<'a> {
    Full(Arc<Full>),
    Edge(&'a [Hash]),
}

impl Checked<'_> {
    fn hashes(&self) -> &[Hash] {
        match self {
            Self::Full(tile) => tile.hashes(),
            Self::Edge(hashes) => hashes,
        }
    }

    /// Root of the subtree of this height over the tile's hashes, the `index`th of its kind.
    fn node(&self, height: u32, index: u64) -> Option<Hash> {
        match self {
            Self::Full(tile) => tile.at(height, index).copied(),
            Self::Edge(hashes) => {
                let start = usize::try_from(index << height).ok()?;
                hashes.get(start..start + (1 << height)).map(perfect_root)
            }
        }
    }
}

impl<S> TileTree<S> {
    pub(super) fn with_edge(source: S, frontier: Frontier, edge: Vec<Vec<Hash>>) -> Self {
        Self { source, frontier, edge, kept: Mutex::default() }
    }

    /// Size, root, and what the next leaf needs.
    pub fn frontier(&self) -> &Frontier {
        &self.frontier
    }

    pub(super) fn edge(&self) -> &[Vec<Hash>] {
        &self.edge
    }

    /// Number of bundles: full ones, and a partial one.
    pub fn bundles(&self) -> u64 {
        self.frontier.size().div_ceil(TILE_WIDTH)
    }
}

impl<S: TileSource> TileTree<S> {
    /// The tree of `size` leaves under `root`, as a checkpoint states them.
    ///
    /// # Errors
    /// [`TileError`] when the tiles of its right edge are not there or do not lead to the root.
    pub fn open(source: S, size: u64, root: &Hash) -> Result<Self, TileError<S::Error>> {
        if size > MAX_INT {
            return Err(TileError::TooLarge { size });
        }
        let mut edge = Vec::new();
        for level in 0_u8..8 {
            let count = size >> (HEIGHT * u32::from(level));
            if count == 0 {
                break;
            }
            let (index, width) = (count / TILE_WIDTH, count % TILE_WIDTH);
            let Ok(path) = TilePath::new(TileKind::Hashes(level), index, width) else {
                edge.push(Vec::new()); // the level ends with a full tile
                continue;
            };
            let (path, bytes) = read(&source, path)?;
            let mut hashes = decode_hashes(&bytes, path.width()).ok_or(TileError::Length { path })?;
            hashes.truncate(width as usize);
            edge.push(hashes);
        }
        let frontier = frontier_of(size, &edge).ok_or(TileError::Root)?;
        if frontier.root() != *root {
            return Err(TileError::Root);
        }
        Ok(Self::with_edge(source, frontier, edge))
    }

    /// The leaves of bundle `n`, which are those under the tile `tile/0/<n>`, each checked against its hash there.
    ///
    /// Whoever reads all bundles from 0 to [`Self::bundles`] has checked every full tile and the whole right edge.
    ///
    /// # Errors
    /// [`TileError`].
    pub fn leaves(&self, n: u64) -> Result<Vec<Vec<u8>>, TileError<S::Error>> {
        let tile = self.tile(0, n)?;
        let hashes = tile.hashes();
        let path = TilePath::new(TileKind::Entries, n, hashes.len() as u64);
        let beyond = ProofError::IndexOutOfRange { index: n, size: self.bundles() };
        let (path, bytes) = read(&self.source, path.map_err(|_| beyond)?)?;
        let leaves = decode_bundle(&bytes).filter(|leaves| leaves.len() as u64 == path.width());
        let leaves = leaves.ok_or(TileError::Length { path })?;
        let mut checked = Vec::with_capacity(hashes.len());
        for (index, (leaf, hash)) in (n * TILE_WIDTH..).zip(leaves.into_iter().zip(hashes.iter())) {
            if leaf_hash(leaf) != *hash {
                return Err(TileError::Leaf { index });
            }
            checked.push(leaf.to_vec());
        }
        Ok(checked)
    }

    /// The full tile `n` of a level, or its right edge.
    fn tile(&self, level: u8, n: u64) -> Result<Checked<'_>, TileError<S::Error>> {
        let available = self.frontier.size();
        let beyond = ProofError::SizeOutOfRange { size: available.saturating_add(1), available };
        let full = available.checked_shr(HEIGHT * (u32::from(level) + 1)).unwrap_or(0);
        if n >= full {
            let edge = self.edge.get(usize::from(level)).filter(|edge| n == full && !edge.is_empty());
            return Ok(Checked::Edge(edge.ok_or(beyond)?));
        }
        if let Some(tile) = self.recall((level, n)) {
            return Ok(Checked::Full(tile));
        }
        let path = TilePath::new(TileKind::Hashes(level), n, TILE_WIDTH).map_err(|_| beyond)?;
        let bytes = self.source.read(&path).map_err(|error| TileError::Source { path, error })?;
        let tile = decode_hashes(&bytes, TILE_WIDTH).and_then(Full::of).ok_or(TileError::Length { path })?;
        let above = self.tile(level + 1, n / TILE_WIDTH)?;
        if above.node(0, n % TILE_WIDTH).as_ref() != tile.at(HEIGHT, 0) {
            return Err(TileError::Mismatch { path });
        }
        let tile = Arc::new(tile);
        self.keep((level, n), &tile);
        Ok(Checked::Full(tile))
    }

    fn recall(&self, key: (u8, u64)) -> Option<Arc<Full>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let found = kept.iter().position(|(k, _)| *k == key).and_then(|at| kept.remove(at))?;
        let tile = Arc::clone(&found.1);
        kept.push_front(found);
        Some(tile)
    }

    fn keep(&self, key: (u8, u64), tile: &Arc<Full>) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.truncate(KEPT - 1);
        kept.push_front((key, Arc::clone(tile)));
    }
}

impl<S: TileSource> Nodes for TileTree<S> {
    type Error = TileError<S::Error>;

    fn size(&self) -> u64 {
        self.frontier.size()
    }

    fn node(&self, height: u32, index: u64) -> Result<Hash, Self::Error> {
        let available = self.frontier.size();
        let beyond = ProofError::SizeOutOfRange { size: available.saturating_add(1), available };
        let end = index.checked_add(1).and_then(|end| end.checked_mul(1_u64.checked_shl(height)?));
        if end.is_none_or(|end| end > available) {
            return Err(beyond.into());
        }
        let level = u8::try_from(height / HEIGHT).map_err(|_| beyond)?;
        let within = height % HEIGHT;
        let a_tile = TILE_WIDTH >> within;
        Ok(self.tile(level, index / a_tile)?.node(within, index % a_tile).ok_or(beyond)?)
    }
}

impl<S> fmt::Debug for TileTree<S> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.debug_struct("TileTree").field("frontier", &self.frontier).finish_non_exhaustive()
    }
}

/// A tile or bundle, or the full one in its place, with the path of the one that was found.
fn read<S: TileSource>(source: &S, path: TilePath) -> Result<(TilePath, Vec<u8>), TileError<S::Error>> {
    match source.read(&path) {
        Ok(bytes) => Ok((path, bytes)),
        Err(error) => match source.read(&path.full()) {
            Ok(bytes) if !path.is_full() => Ok((path.full(), bytes)),
            _ => Err(TileError::Source { path, error }),
        },
    }
}

/// Root over a power of two of hashes.
fn perfect_root(hashes: &[Hash]) -> Hash {
    match hashes {
        [] => EMPTY_ROOT,
        [hash] => *hash,
        _ => {
            let (left, right) = hashes.split_at(hashes.len() / 2);
            node_hash(&perfect_root(left), &perfect_root(right))
        }
    }
}

/// The frontier whose complete subtrees are made up of these hashes.
fn frontier_of(size: u64, edge: &[Vec<Hash>]) -> Option<Frontier> {
    let mut peaks = Vec::new();
    for hashes in edge.iter().rev() {
        let mut rest = hashes.as_slice();
        while !rest.is_empty() {
            let (subtree, behind) = rest.split_at(1 << rest.len().ilog2());
            peaks.push(perfect_root(subtree));
            rest = behind;
        }
    }
    Frontier::of(size, peaks)
}
