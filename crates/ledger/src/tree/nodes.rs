//! Roots and proofs, made from the complete subtrees of a tree wherever these are kept.

use crate::hash::Hash;

use super::{EMPTY_ROOT, ProofError, node_hash};

/// A tree that can be asked for its complete subtrees: all of them in memory ([`super::Tree`]), or in tiles
/// ([`crate::TileTree`]).
///
/// A complete subtree never changes, so every earlier size can be asked about as if the log had stopped there.
pub trait Nodes {
    /// What can go wrong: at least what is wrong with the question.
    type Error: From<ProofError>;

    /// Number of leaves.
    fn size(&self) -> u64;

    /// Root over the leaves `index·2^height .. (index+1)·2^height`, all of which are in the tree.
    ///
    /// # Errors
    /// When the place where nodes are kept fails.
    fn node(&self, height: u32, index: u64) -> Result<Hash, Self::Error>;

    /// Root of the tree as it was when it had `size` leaves.
    ///
    /// # Errors
    /// [`ProofError::SizeOutOfRange`] when it never had as many.
    fn root_at(&self, size: u64) -> Result<Hash, Self::Error> {
        reaches(self, size)?;
        range_root(self, 0, size)
    }

    /// `PATH(index, D[size])` of RFC 6962 section 2.1.1: the hashes beside the way from the leaf up to the root.
    ///
    /// # Errors
    /// [`ProofError::SizeOutOfRange`], or [`ProofError::IndexOutOfRange`] unless `index < size`.
    fn inclusion_proof(&self, index: u64, size: u64) -> Result<Vec<Hash>, Self::Error> {
        reaches(self, size)?;
        if index >= size {
            return Err(ProofError::IndexOutOfRange { index, size }.into());
        }
        let mut proof = Vec::new();
        let (mut start, mut len) = (0, size);
        while len > 1 {
            let left = split(len);
            if index - start < left {
                proof.push(range_root(self, start + left, len - left)?);
                len = left;
            } else {
                proof.push(range_root(self, start, left)?);
                start += left;
                len -= left;
            }
        }
        proof.reverse();
        Ok(proof)
    }

    /// `PROOF(old, D[new])` of RFC 6962 section 2.1.2: that the first `old` leaves of the two trees are the same.
    /// The RFC leaves out `old = 0` and `old = new`; both proofs are empty, since the roots say it all.
    ///
    /// # Errors
    /// [`ProofError::SizeOutOfRange`], or [`ProofError::Shrunk`] unless `old ≤ new`.
    fn consistency_proof(&self, old: u64, new: u64) -> Result<Vec<Hash>, Self::Error> {
        reaches(self, new)?;
        if old > new {
            return Err(ProofError::Shrunk { old, new }.into());
        }
        let mut proof = Vec::new();
        if old == 0 {
            return Ok(proof);
        }
        let (mut start, mut len) = (0, new);
        // Down to the subtree that ends where the old tree ends.
        while old - start < len {
            let left = split(len);
            if old - start <= left {
                proof.push(range_root(self, start + left, len - left)?);
                len = left;
            } else {
                proof.push(range_root(self, start, left)?);
                start += left;
                len -= left;
            }
        }
        // When it begins at leaf 0 it is the old tree itself, whose root the verifier has.
        if start > 0 {
            proof.push(range_root(self, start, len)?);
        }
        proof.reverse();
        Ok(proof)
    }
}

fn reaches<N: Nodes + ?Sized>(nodes: &N, size: u64) -> Result<(), N::Error> {
    let available = nodes.size();
    if size > available { Err(ProofError::SizeOutOfRange { size, available }.into()) } else { Ok(()) }
}

/// `MTH` over `len` leaves from `start`, which is a multiple of the power of two that covers `len`; all of them are in
/// the tree. At most one step per level: the left half is always complete.
fn range_root<N: Nodes + ?Sized>(nodes: &N, start: u64, len: u64) -> Result<Hash, N::Error> {
    match len {
        0 => Ok(EMPTY_ROOT),
        _ if len.is_power_of_two() => nodes.node(len.ilog2(), start >> len.ilog2()),
        _ => {
            let left = split(len);
            Ok(node_hash(&range_root(nodes, start, left)?, &range_root(nodes, start + left, len - left)?))
        }
    }
}

/// The largest power of two below `len`, which is at least 2 (RFC 6962 section 2.1: `k < n ≤ 2k`).
fn split(len: u64) -> u64 {
    1 << (len - 1).ilog2()
}
