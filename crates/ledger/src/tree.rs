//! The Merkle tree of RFC 6962 section 2.1 over SHA-256, and its proofs.
//!
//! The tree over `D[n]` splits at the largest power of two below `n`. Whoever has the complete subtrees ([`Nodes`])
//! can answer any question about any earlier size: [`Tree`] keeps them all in memory, [`crate::TileTree`] finds them in
//! tiles. [`Frontier`] keeps only what the next leaf needs. The two
//! `verify_…` functions are written from RFC 9162 sections 2.1.3.2 and 2.1.4.2 and share no code with the makers of
//! proofs, so that a fault in one is not hidden by the other.

use sha2::{Digest as _, Sha256};

use crate::hash::Hash;

mod frontier;
mod nodes;
#[cfg(test)]
pub(crate) mod tests;

pub use frontier::{Frontier, Peaks, Rfc6962, TreeHash};
pub use nodes::Nodes;

/// Root of the tree without leaves: SHA-256 of nothing (RFC 6962 section 2.1).
pub const EMPTY_ROOT: Hash = Hash::from_bytes([
    0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4, 0xc8, 0x99, 0x6f, 0xb9, 0x24, 0x27,
    0xae, 0x41, 0xe4, 0x64, 0x9b, 0x93, 0x4c, 0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52, 0xb8, 0x55,
]);

/// Why a proof does not hold, or cannot be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ProofError {
    /// There is no leaf of that index in a tree of that size.
    #[error("leaf {index} is not in a tree of {size}")]
    IndexOutOfRange {
        /// Index of the leaf, from 0.
        index: u64,
        /// Leaves in the tree.
        size: u64,
    },
    /// The tree has not grown that far.
    #[error("the tree has {available} leaves, not {size}")]
    SizeOutOfRange {
        /// Size that was asked for.
        size: u64,
        /// Size that there is.
        available: u64,
    },
    /// A later tree is smaller than the earlier one.
    #[error("a log cannot shrink from {old} leaves to {new}")]
    Shrunk {
        /// Size of the earlier tree.
        old: u64,
        /// Size of the later tree.
        new: u64,
    },
    /// The proof has fewer or more hashes than index and size call for.
    #[error("the proof has the wrong length")]
    Length,
    /// The hashes do not lead to the root. In a consistency proof: to the later root.
    #[error("the proof does not lead to the root")]
    Root,
    /// The hashes of a consistency proof do not lead to the earlier root.
    #[error("the proof does not lead to the earlier root")]
    OldRoot,
    /// Saved bytes are not a frontier.
    #[error("the saved frontier is damaged")]
    Frontier,
}

/// Hash of a leaf: `SHA-256(0x00 ‖ bytes)` (RFC 6962 section 2.1).
pub fn leaf_hash(bytes: &[u8]) -> Hash {
    let mut hasher = Sha256::new();
    hasher.update([0]);
    hasher.update(bytes);
    Hash::from_bytes(hasher.finalize().into())
}

/// Hash of an inner node: `SHA-256(0x01 ‖ left ‖ right)` (RFC 6962 section 2.1).
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    let mut bytes = [1; 65];
    bytes[1..33].copy_from_slice(left.as_bytes());
    bytes[33..].copy_from_slice(right.as_bytes());
    Hash::of(&bytes)
}

/// A tree with all of its complete subtrees in memory: 64 bytes a leaf, and up to 128 after its rows have grown. For a
/// log of millions of leaves take [`crate::TileWriter`], which needs as good as nothing, and the tiles.
///
/// An incomplete subtree is never stored, so what is stored never changes, and every earlier size can be asked
/// about as if the log had stopped there.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// `levels[h][i]` is the root over the leaves `i·2^h .. (i+1)·2^h`.
    levels: Vec<Vec<Hash>>,
}

impl Tree {
    /// The empty tree.
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends a leaf by its [`leaf_hash`] and returns its index.
    pub fn push(&mut self, leaf: Hash) -> u64 {
        let index = self.size();
        let mut node = leaf;
        for level in 0.. {
            if level == self.levels.len() {
                self.levels.push(Vec::new());
            }
            let row = &mut self.levels[level];
            row.push(node);
            match row.as_slice() {
                [.., left, right] if row.len().is_multiple_of(2) => node = node_hash(left, right),
                _ => break,
            }
        }
        index
    }

    /// Number of leaves.
    pub fn size(&self) -> u64 {
        self.levels.first().map_or(0, |leaves| leaves.len() as u64)
    }

    /// Root of the whole tree, [`EMPTY_ROOT`] without leaves.
    pub fn root(&self) -> Hash {
        self.frontier().root()
    }

    /// The frontier of the whole tree, for saving.
    pub fn frontier(&self) -> Frontier {
        let size = self.size();
        // The complete subtrees on the right edge: on a level of odd length, the last.
        let last = |row: &Vec<Hash>| if row.len() % 2 == 1 { row.last().copied() } else { None };
        let peaks = self.levels.iter().rev().filter_map(last).collect();
        Frontier::of(size, peaks).unwrap_or_default()
    }

    /// As [`Nodes::root_at`].
    ///
    /// # Errors
    /// [`ProofError::SizeOutOfRange`].
    pub fn root_at(&self, size: u64) -> Result<Hash, ProofError> {
        Nodes::root_at(self, size)
    }

    /// As [`Nodes::inclusion_proof`].
    ///
    /// # Errors
    /// [`ProofError::SizeOutOfRange`], [`ProofError::IndexOutOfRange`].
    pub fn inclusion_proof(&self, index: u64, size: u64) -> Result<Vec<Hash>, ProofError> {
        Nodes::inclusion_proof(self, index, size)
    }

    /// As [`Nodes::consistency_proof`].
    ///
    /// # Errors
    /// [`ProofError::SizeOutOfRange`], [`ProofError::Shrunk`].
    pub fn consistency_proof(&self, old: u64, new: u64) -> Result<Vec<Hash>, ProofError> {
        Nodes::consistency_proof(self, old, new)
    }
}

impl Nodes for Tree {
    type Error = ProofError;

    fn size(&self) -> u64 {
        Tree::size(self)
    }

    fn node(&self, height: u32, index: u64) -> Result<Hash, ProofError> {
        let row = self.levels.get(height as usize);
        let node = usize::try_from(index).ok().and_then(|index| row?.get(index));
        let available = self.size();
        node.copied().ok_or(ProofError::SizeOutOfRange { size: available.saturating_add(1), available })
    }
}

impl Extend<Hash> for Tree {
    fn extend<I: IntoIterator<Item = Hash>>(&mut self, leaves: I) {
        leaves.into_iter().for_each(|leaf| {
            self.push(leaf);
        });
    }
}

impl FromIterator<Hash> for Tree {
    fn from_iter<I: IntoIterator<Item = Hash>>(leaves: I) -> Self {
        let mut tree = Self::new();
        tree.extend(leaves);
        tree
    }
}

/// Checks an inclusion proof (RFC 9162 section 2.1.3.2; the trees of RFC 6962 and RFC 9162 are the same).
///
/// It binds `leaf` and `index` to `root`. The size is bound by whoever vouches for `root`: a checkpoint.
///
/// # Errors
/// [`ProofError::IndexOutOfRange`], [`ProofError::Length`] or [`ProofError::Root`].
pub fn verify_inclusion(
    leaf: &Hash,
    index: u64,
    size: u64,
    proof: &[Hash],
    root: &Hash,
) -> Result<(), ProofError> {
    if index >= size {
        return Err(ProofError::IndexOutOfRange { index, size });
    }
    let (mut node, mut last, mut hash) = (index, size - 1, *leaf);
    for beside in proof {
        if last == 0 {
            return Err(ProofError::Length);
        }
        if node & 1 == 1 || node == last {
            hash = node_hash(beside, &hash);
            // A last node without a sibling is lifted as it is until it has one on its left.
            while node & 1 == 0 && node != 0 {
                node >>= 1;
                last >>= 1;
            }
        } else {
            hash = node_hash(&hash, beside);
        }
        node >>= 1;
        last >>= 1;
    }
    match last {
        0 if hash == *root => Ok(()),
        0 => Err(ProofError::Root),
        _ => Err(ProofError::Length),
    }
}

/// Checks a consistency proof (RFC 9162 section 2.1.4.2).
///
/// Beyond the RFC: from the empty tree, or between equal sizes, the proof must be empty and the roots must be
/// [`EMPTY_ROOT`] and equal, respectively.
///
/// # Errors
/// [`ProofError::Shrunk`], [`ProofError::Length`], [`ProofError::OldRoot`] or [`ProofError::Root`].
pub fn verify_consistency(
    old: u64,
    new: u64,
    proof: &[Hash],
    old_root: &Hash,
    new_root: &Hash,
) -> Result<(), ProofError> {
    if old > new {
        return Err(ProofError::Shrunk { old, new });
    }
    if old == 0 && *old_root != EMPTY_ROOT {
        return Err(ProofError::OldRoot);
    }
    if old == 0 || old == new {
        return match proof {
            [_, ..] => Err(ProofError::Length),
            [] if old == new && old_root != new_root => Err(ProofError::Root),
            [] => Ok(()),
        };
    }
    let (mut node, mut last) = (old - 1, new - 1);
    let complete = node.trailing_ones();
    node >>= complete;
    last >>= complete;
    // A tree of a power of two leaves is itself the first subtree of the proof, and is left out of it.
    let (first, rest) = match proof {
        _ if old.is_power_of_two() => (old_root, proof),
        [first, rest @ ..] => (first, rest),
        [] => return Err(ProofError::Length),
    };
    let (mut old_hash, mut new_hash) = (*first, *first);
    for beside in rest {
        if last == 0 {
            return Err(ProofError::Length);
        }
        if node & 1 == 1 || node == last {
            old_hash = node_hash(beside, &old_hash);
            new_hash = node_hash(beside, &new_hash);
            while node & 1 == 0 && node != 0 {
                node >>= 1;
                last >>= 1;
            }
        } else {
            new_hash = node_hash(&new_hash, beside);
        }
        node >>= 1;
        last >>= 1;
    }
    if last != 0 {
        Err(ProofError::Length)
    } else if old_hash != *old_root {
        Err(ProofError::OldRoot)
    } else if new_hash != *new_root {
        Err(ProofError::Root)
    } else {
        Ok(())
    }
}
