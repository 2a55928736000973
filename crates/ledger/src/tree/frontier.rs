//! What a tree needs in order to grow.

use std::fmt;
use std::marker::PhantomData;

use crate::canon::MAX_INT;
use crate::hash::Hash;

use super::{EMPTY_ROOT, ProofError, leaf_hash, node_hash};

/// The three hashes of which a Merkle tree in the manner of RFC 6962 section 2.1 consists. There are two:
/// [`Rfc6962`] and [`crate::sm::Sm3Tree`].
pub trait TreeHash {
    /// Root of the tree without leaves.
    fn empty() -> Hash;
    /// Hash of a leaf.
    fn leaf(bytes: &[u8]) -> Hash;
    /// Hash of an inner node.
    fn node(left: &Hash, right: &Hash) -> Hash;
}

/// RFC 6962 itself, over SHA-256.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rfc6962;

impl TreeHash for Rfc6962 {
    fn empty() -> Hash {
        EMPTY_ROOT
    }

    fn leaf(bytes: &[u8]) -> Hash {
        leaf_hash(bytes)
    }

    fn node(left: &Hash, right: &Hash) -> Hash {
        node_hash(left, right)
    }
}

/// What a tree needs in order to grow and to tell its root: the roots of its complete subtrees, at most 53 hashes
/// however many leaves there are.
pub struct Peaks<H> {
    size: u64,
    /// One for each bit set in `size`, the largest subtree (leftmost leaves) first.
    peaks: Vec<Hash>,
    hash: PhantomData<fn() -> H>,
}

/// The frontier of a log's own tree.
pub type Frontier = Peaks<Rfc6962>;

impl<H: TreeHash> Peaks<H> {
    /// The frontier of the empty tree.
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends a leaf by its hash and returns its index.
    pub fn push(&mut self, leaf: Hash) -> u64 {
        self.push_with(leaf, |_, _| {})
    }

    /// As [`Self::push`], and tells `complete` the height and root of every subtree that the leaf completes, from the
    /// leaf itself (height 0) upwards. Each of them is computed once.
    pub fn push_with(&mut self, leaf: Hash, mut complete: impl FnMut(u32, Hash)) -> u64 {
        let index = self.size;
        let mut carried = leaf;
        complete(0, carried);
        // Each subtree of the same height as what we carry is complete with it: the trailing ones of the old size.
        for height in 1..=index.trailing_ones() {
            if let Some(left) = self.peaks.pop() {
                carried = H::node(&left, &carried);
                complete(height, carried);
            }
        }
        self.peaks.push(carried);
        self.size = index + 1;
        index
    }

    /// Number of leaves.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Root of the tree; without leaves the hash of nothing.
    pub fn root(&self) -> Hash {
        let mut from_the_right = self.peaks.iter().rev();
        let Some(&last) = from_the_right.next() else { return H::empty() };
        from_the_right.fold(last, |right, left| H::node(left, &right))
    }

    /// For saving: the size as 8 bytes, big-endian, then the roots of the complete subtrees, the largest first.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = self.size.to_be_bytes().to_vec();
        bytes.extend(self.peaks.iter().flat_map(|peak| peak.as_bytes()));
        bytes
    }

    /// Reads what [`Self::to_bytes`] wrote. A frontier cannot know that its hashes are true; compare
    /// [`Self::root`] with the one that was published.
    ///
    /// # Errors
    /// [`ProofError::Frontier`] when the number of hashes does not fit the size.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ProofError> {
        let (size, peaks) = bytes.split_first_chunk::<8>().ok_or(ProofError::Frontier)?;
        let size = u64::from_be_bytes(*size);
        let (peaks, rest) = peaks.as_chunks::<32>();
        if !rest.is_empty() {
            return Err(ProofError::Frontier);
        }
        Self::of(size, peaks.iter().copied().map(Hash::from_bytes).collect()).ok_or(ProofError::Frontier)
    }

    /// The frontier with these peaks, the largest first; `None` when they are not as many as the size calls for.
    pub(crate) fn of(size: u64, peaks: Vec<Hash>) -> Option<Self> {
        let fits = size <= MAX_INT && peaks.len() == size.count_ones() as usize;
        fits.then_some(Self { size, peaks, hash: PhantomData })
    }
}

impl<H> Default for Peaks<H> {
    fn default() -> Self {
        Self { size: 0, peaks: Vec::new(), hash: PhantomData }
    }
}

impl<H> Clone for Peaks<H> {
    fn clone(&self) -> Self {
        Self { size: self.size, peaks: self.peaks.clone(), hash: PhantomData }
    }
}

impl<H> PartialEq for Peaks<H> {
    fn eq(&self, other: &Self) -> bool {
        self.size == other.size && self.peaks == other.peaks
    }
}

impl<H> Eq for Peaks<H> {}

impl<H> fmt::Debug for Peaks<H> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.debug_struct("Frontier").field("size", &self.size).field("peaks", &self.peaks).finish()
    }
}
