//! The log as a folder of files (C2SP tlog-tiles): hash tiles, entry bundles, and their paths.
//!
//! | Path | Holds |
//! |---|---|
//! | `tile/<L>/<N>` | the 256 roots of height 8·L from the N·256th on, 32 bytes each |
//! | `tile/<L>/<N>.p/<W>` | the first W of them, W from 1 to 255: the right edge of some tree that had a checkpoint |
//! | `tile/entries/<N>`, `tile/entries/<N>.p/<W>` | the leaves under the hashes of `tile/0/…`, each behind its length, a big-endian `uint16` |
//!
//! N is written in groups of three digits, all but the last behind an `x`: 1234067 is `x001/x234/067`. A tile that is
//! full never changes; a partial one may be removed once the full one is there.
//!
//! [`TileWriter`] and [`BundleWriter`] make these files from leaves, in memory that does not grow with the log;
//! [`TileTree`] answers for roots, proofs and leaves out of them, and believes no file that does not lead to the
//! checkpoint's root.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use crate::canon::MAX_INT;
use crate::checkpoint::decimal;
use crate::error::LedgerError;
use crate::hash::Hash;
use crate::leaf::MAX_LEAF_BYTES;

mod reader;
#[cfg(test)]
mod tests;
mod writer;

pub use reader::{TileError, TileTree};
pub use writer::{BundleWriter, Tile, TileWriter};

/// Hashes in a full tile, and leaves in a full bundle.
pub const TILE_WIDTH: u64 = 256;

/// Levels of the tree between a tile and its parent.
const HEIGHT: u32 = 8;

/// What a tile holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TileKind {
    /// Roots of height 8·level; level from 0 to 63.
    Hashes(u8),
    /// Leaves.
    Entries,
}

/// Where a tile lies, relative to the log's folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TilePath {
    kind: TileKind,
    index: u64,
    width: u16,
}

/// Text that is no tile's path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the path of a tile")]
pub struct PathError;

impl TilePath {
    /// A path from its parts; `width` from 1 to 256, where 256 is the full tile.
    ///
    /// # Errors
    /// [`PathError`] when a part is out of its range.
    pub fn new(kind: TileKind, index: u64, width: u64) -> Result<Self, PathError> {
        let level_fits = !matches!(kind, TileKind::Hashes(level) if level > 63);
        let fits = level_fits && index <= MAX_INT && (1..=TILE_WIDTH).contains(&width);
        let width = u16::try_from(width).map_err(|_| PathError)?;
        if fits { Ok(Self { kind, index, width }) } else { Err(PathError) }
    }

    /// What the tile holds.
    pub fn kind(&self) -> TileKind {
        self.kind
    }

    /// N: which of its level.
    pub fn index(&self) -> u64 {
        self.index
    }

    /// W, or 256 for a full tile.
    pub fn width(&self) -> u64 {
        u64::from(self.width)
    }

    /// Whether nothing can be added to it.
    pub fn is_full(&self) -> bool {
        self.width() == TILE_WIDTH
    }

    /// The full tile in the same place.
    pub fn full(self) -> Self {
        Self { width: TILE_WIDTH as u16, ..self }
    }
}

impl fmt::Display for TilePath {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self.kind {
            TileKind::Hashes(level) => write!(f, "tile/{level}/")?,
            TileKind::Entries => write!(f, "tile/entries/")?,
        }
        let mut groups = vec![self.index % 1000];
        let mut rest = self.index / 1000;
        while rest > 0 {
            groups.push(rest % 1000);
            rest /= 1000;
        }
        for group in groups.iter().skip(1).rev() {
            write!(f, "x{group:03}/")?;
        }
        write!(f, "{:03}", groups[0])?;
        if self.is_full() { Ok(()) } else { write!(f, ".p/{}", self.width) }
    }
}

impl FromStr for TilePath {
    type Err = PathError;

    fn from_str(text: &str) -> Result<Self, PathError> {
        let rest = text.strip_prefix("tile/").ok_or(PathError)?;
        let (kind, rest) = rest.split_once('/').ok_or(PathError)?;
        let kind = match kind {
            "entries" => TileKind::Entries,
            level => TileKind::Hashes(decimal(level).and_then(|l| l.try_into().ok()).ok_or(PathError)?),
        };
        let (number, width) = match rest.split_once(".p/") {
            Some((number, width)) => (number, decimal(width).filter(|&w| w < TILE_WIDTH).ok_or(PathError)?),
            None => (rest, TILE_WIDTH),
        };
        let mut index = 0_u64;
        let last = number.split('/').count() - 1;
        for (i, group) in number.split('/').enumerate() {
            let digits = if i == last { Some(group) } else { group.strip_prefix('x') };
            let digits = digits.filter(|d| d.len() == 3 && d.bytes().all(|b| b.is_ascii_digit()));
            let value: u64 = digits.and_then(|d| d.parse().ok()).ok_or(PathError)?;
            if i == 0 && last > 0 && value == 0 {
                return Err(PathError); // an index has one spelling
            }
            index = index.checked_mul(1000).and_then(|n| n.checked_add(value)).ok_or(PathError)?;
        }
        Self::new(kind, index, width)
    }
}

/// The files, hash tiles and entry bundles, that have to be written so that a log of `old` leaves becomes one of `new`.
/// Files that the log of `old` leaves has already, full or partial, are left out.
pub fn new_tiles(old: u64, new: u64) -> impl Iterator<Item = TilePath> {
    let hashes = (0_u8..8).flat_map(move |level| {
        let shift = HEIGHT * u32::from(level);
        tiles_of(TileKind::Hashes(level), old >> shift, new >> shift)
    });
    hashes.chain(tiles_of(TileKind::Entries, old, new))
}

fn tiles_of(kind: TileKind, old: u64, new: u64) -> impl Iterator<Item = TilePath> {
    let full = (old / TILE_WIDTH)..(new / TILE_WIDTH);
    let rest = new % TILE_WIDTH;
    let partial = (rest > 0 && old < new).then_some((new / TILE_WIDTH, rest));
    full.map(|index| (index, TILE_WIDTH))
        .chain(partial)
        .filter_map(move |(index, width)| TilePath::new(kind, index, width).ok())
}

/// The full hash tiles that a [`TileTree`] of `size` leaves may read in order to answer about leaf `index`: its inclusion
/// proof, the root of the tree that ended with it, and the consistency proof from there. At most one a level; for whoever
/// has to fetch them beforehand.
pub fn tiles_toward(index: u64, size: u64) -> impl Iterator<Item = TilePath> {
    (0_u8..8).filter_map(move |level| {
        let shift = HEIGHT * (u32::from(level) + 1);
        let (n, full) = (index.checked_shr(shift)?, size.checked_shr(shift)?);
        if n < full { TilePath::new(TileKind::Hashes(level), n, TILE_WIDTH).ok() } else { None }
    })
}

/// Where tiles are read. How to fetch them (files, HTTP, a database) is for whoever implements it.
pub trait TileSource {
    /// Why a tile could not be had.
    type Error;

    /// The bytes of a tile. They need not be checked here.
    ///
    /// # Errors
    /// When there is no such tile, or it cannot be read.
    fn read(&self, path: &TilePath) -> Result<Vec<u8>, Self::Error>;
}

impl<S: TileSource + ?Sized> TileSource for &S {
    type Error = S::Error;

    fn read(&self, path: &TilePath) -> Result<Vec<u8>, S::Error> {
        (**self).read(path)
    }
}

/// Tiles in memory: for tests, and for those that were made and are not stored yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MemoryTiles(pub BTreeMap<TilePath, Vec<u8>>);

/// A tile that is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the tile is missing")]
pub struct Missing;

impl TileSource for MemoryTiles {
    type Error = Missing;

    fn read(&self, path: &TilePath) -> Result<Vec<u8>, Missing> {
        self.0.get(path).cloned().ok_or(Missing)
    }
}

impl Extend<Tile> for MemoryTiles {
    fn extend<I: IntoIterator<Item = Tile>>(&mut self, tiles: I) {
        self.0.extend(tiles.into_iter().map(|tile| (tile.path, tile.bytes)));
    }
}

/// Tiles that were made just now, before those that are stored.
#[derive(Debug, Clone, Copy)]
pub struct Overlay<'a, S> {
    /// Looked into first.
    pub pending: &'a MemoryTiles,
    /// Asked for what is not there.
    pub stored: S,
}

impl<S: TileSource> TileSource for Overlay<'_, S> {
    type Error = S::Error;

    fn read(&self, path: &TilePath) -> Result<Vec<u8>, S::Error> {
        match self.pending.0.get(path) {
            Some(bytes) => Ok(bytes.clone()),
            None => self.stored.read(path),
        }
    }
}

/// The bytes of a bundle: each leaf behind its length.
///
/// # Errors
/// [`LedgerError::TooLarge`] for a leaf beyond [`MAX_LEAF_BYTES`].
pub fn encode_bundle<L: AsRef<[u8]>>(leaves: impl IntoIterator<Item = L>) -> Result<Vec<u8>, LedgerError> {
    let mut bytes = Vec::new();
    for leaf in leaves {
        put_leaf(&mut bytes, leaf.as_ref())?;
    }
    Ok(bytes)
}

fn put_leaf(bytes: &mut Vec<u8>, leaf: &[u8]) -> Result<(), LedgerError> {
    let len = u16::try_from(leaf.len()).map_err(|_| LedgerError::TooLarge { len: leaf.len() })?;
    bytes.extend_from_slice(&len.to_be_bytes());
    bytes.extend_from_slice(leaf);
    Ok(())
}

/// The leaves of a bundle; `None` when the last one is cut off, or there are more than [`TILE_WIDTH`].
pub fn decode_bundle(bytes: &[u8]) -> Option<Vec<&[u8]>> {
    let mut leaves = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        let (len, behind) = rest.split_first_chunk::<2>()?;
        let (leaf, behind) = behind.split_at_checked(usize::from(u16::from_be_bytes(*len)))?;
        leaves.push(leaf);
        rest = behind;
        if leaves.len() > TILE_WIDTH as usize {
            return None;
        }
    }
    Some(leaves)
}

const _: () = assert!(MAX_LEAF_BYTES == u16::MAX as usize);

/// The hashes of a tile; `None` unless there are `width`.
fn decode_hashes(bytes: &[u8], width: u64) -> Option<Vec<Hash>> {
    let (hashes, rest) = bytes.as_chunks::<32>();
    let fits = rest.is_empty() && hashes.len() as u64 == width;
    fits.then(|| hashes.iter().copied().map(Hash::from_bytes).collect())
}

fn encode_hashes(hashes: &[Hash]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(hashes.len() * 32);
    hashes.iter().for_each(|hash| bytes.extend_from_slice(hash.as_bytes()));
    bytes
}
