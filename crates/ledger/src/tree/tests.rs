use proptest::prelude::*;

use super::*;

/// RFC 6962 section 2.1, read aloud: slow, recursive, and from the leaves' bytes every time.
mod naive {
    use sha2::{Digest, Sha256};

    pub type H = [u8; 32];

    fn sha(parts: &[&[u8]]) -> H {
        Sha256::digest(parts.concat()).into()
    }

    fn k(n: usize) -> usize {
        let mut k = 1;
        while k * 2 < n {
            k *= 2;
        }
        k
    }

    pub fn mth(d: &[Vec<u8>]) -> H {
        match d.len() {
            0 => sha(&[]),
            1 => sha(&[&[0], &d[0]]),
            n => sha(&[&[1], &mth(&d[..k(n)]), &mth(&d[k(n)..])]),
        }
    }

    pub fn path(m: usize, d: &[Vec<u8>]) -> Vec<H> {
        let n = d.len();
        if n == 1 {
            return vec![];
        }
        let k = k(n);
        if m < k {
            [path(m, &d[..k]), vec![mth(&d[k..])]].concat()
        } else {
            [path(m - k, &d[k..]), vec![mth(&d[..k])]].concat()
        }
    }

    pub fn proof(m: usize, d: &[Vec<u8>]) -> Vec<H> {
        subproof(m, d, true)
    }

    fn subproof(m: usize, d: &[Vec<u8>], b: bool) -> Vec<H> {
        let n = d.len();
        if m == n {
            return if b { vec![] } else { vec![mth(d)] };
        }
        let k = k(n);
        if m <= k {
            [subproof(m, &d[..k], b), vec![mth(&d[k..])]].concat()
        } else {
            [subproof(m - k, &d[k..], false), vec![mth(&d[..k])]].concat()
        }
    }
}

/// Distinct leaves of different lengths.
pub(crate) fn leaves(n: usize) -> Vec<Vec<u8>> {
    (0..n).map(|i| format!("{i}{}", ".".repeat(i % 70)).into_bytes()).collect()
}

pub(crate) fn tree(leaves: &[Vec<u8>]) -> Tree {
    leaves.iter().map(|leaf| leaf_hash(leaf)).collect()
}

fn bytes(proof: &[Hash]) -> Vec<naive::H> {
    proof.iter().map(|h| *h.as_bytes()).collect()
}

/// The eight leaves and the roots over the first n of them with which Certificate Transparency's own
/// implementations are tested.
#[test]
fn the_roots_of_certificate_transparency_come_out() {
    let leaves: [&[u8]; 8] = [
        b"",
        b"\x00",
        b"\x10",
        b"\x20\x21",
        b"\x30\x31",
        b"\x40\x41\x42\x43",
        b"\x50\x51\x52\x53\x54\x55\x56\x57",
        b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
    ];
    let roots = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];
    let mut tree = Tree::new();
    let mut frontier = Frontier::new();
    assert_eq!(tree.root(), EMPTY_ROOT);
    for (n, root) in roots.iter().enumerate() {
        assert_eq!(tree.root().to_string(), *root);
        assert_eq!(frontier.root().to_string(), *root);
        if let Some(leaf) = leaves.get(n) {
            assert_eq!(tree.push(leaf_hash(leaf)), n as u64);
            assert_eq!(frontier.push(leaf_hash(leaf)), n as u64);
        }
    }
    for (n, root) in roots.iter().enumerate() {
        assert_eq!(tree.root_at(n as u64).unwrap().to_string(), *root, "the tree remembers size {n}");
    }
}

#[test]
fn every_proof_of_every_small_tree_is_the_one_of_the_rfc() {
    const N: usize = 40;
    let leaves = leaves(N);
    let tree = tree(&leaves);
    for size in 0..=N {
        let d = &leaves[..size];
        let root = tree.root_at(size as u64).unwrap();
        assert_eq!(*root.as_bytes(), naive::mth(d));
        for (index, leaf) in d.iter().enumerate() {
            let proof = tree.inclusion_proof(index as u64, size as u64).unwrap();
            assert_eq!(bytes(&proof), naive::path(index, d), "leaf {index} of {size}");
            verify_inclusion(&leaf_hash(leaf), index as u64, size as u64, &proof, &root).unwrap();
        }
        for old in 0..=size {
            let proof = tree.consistency_proof(old as u64, size as u64).unwrap();
            if old > 0 {
                assert_eq!(bytes(&proof), naive::proof(old, d), "{old} to {size}");
            }
            let old_root = tree.root_at(old as u64).unwrap();
            verify_consistency(old as u64, size as u64, &proof, &old_root, &root).unwrap();
        }
    }
}

#[test]
fn a_tree_answers_only_for_what_it_has() {
    let tree = tree(&leaves(5));
    let beyond = ProofError::SizeOutOfRange { size: 6, available: 5 };
    assert_eq!(tree.root_at(6), Err(beyond));
    assert_eq!(tree.inclusion_proof(0, 6), Err(beyond));
    assert_eq!(tree.consistency_proof(2, 6), Err(beyond));
    assert_eq!(tree.inclusion_proof(3, 3), Err(ProofError::IndexOutOfRange { index: 3, size: 3 }));
    assert_eq!(tree.consistency_proof(4, 3), Err(ProofError::Shrunk { old: 4, new: 3 }));
    assert_eq!(
        verify_inclusion(&EMPTY_ROOT, 0, 0, &[], &EMPTY_ROOT),
        Err(ProofError::IndexOutOfRange { index: 0, size: 0 })
    );
}

#[test]
fn sizes_at_the_end_of_the_range_are_refused_calmly() {
    let h = Hash::of(b"x");
    let many = [h; 70];
    assert_eq!(verify_inclusion(&h, u64::MAX - 1, u64::MAX, &many, &h), Err(ProofError::Length));
    assert_eq!(verify_inclusion(&h, 0, u64::MAX, &many[..64], &h), Err(ProofError::Root));
    assert_eq!(verify_consistency(u64::MAX - 1, u64::MAX, &many, &h, &h), Err(ProofError::Length));
    assert_eq!(verify_consistency(1, u64::MAX, &[], &h, &h), Err(ProofError::Length));
    assert_eq!(verify_consistency(3, u64::MAX, &[], &h, &h), Err(ProofError::Length));
}

#[test]
fn the_empty_and_the_unchanged_tree_need_no_proof_and_allow_none() {
    let (a, b) = (Hash::of(b"a"), Hash::of(b"b"));
    assert_eq!(verify_consistency(0, 0, &[], &EMPTY_ROOT, &EMPTY_ROOT), Ok(()));
    assert_eq!(verify_consistency(0, 9, &[], &EMPTY_ROOT, &a), Ok(()));
    assert_eq!(verify_consistency(0, 9, &[], &b, &a), Err(ProofError::OldRoot));
    assert_eq!(verify_consistency(0, 0, &[], &EMPTY_ROOT, &a), Err(ProofError::Root));
    assert_eq!(verify_consistency(0, 9, &[b], &EMPTY_ROOT, &a), Err(ProofError::Length));
    assert_eq!(verify_consistency(9, 9, &[], &a, &a), Ok(()));
    assert_eq!(verify_consistency(9, 9, &[], &a, &b), Err(ProofError::Root));
    assert_eq!(verify_consistency(9, 9, &[b], &a, &a), Err(ProofError::Length));
    assert_eq!(verify_consistency(9, 8, &[], &a, &a), Err(ProofError::Shrunk { old: 9, new: 8 }));
}

#[test]
fn a_damaged_frontier_is_not_loaded() {
    let saved = tree(&leaves(11)).frontier().to_bytes();
    assert_eq!(saved.len(), 8 + 3 * 32);
    assert!(Frontier::from_bytes(&saved).is_ok());
    let mut wrong_size = saved.clone();
    wrong_size[7] = 12;
    let mut huge = vec![0xff; 8];
    huge.extend([0; 64 * 32]);
    for bad in [&saved[..saved.len() - 1], &saved[..saved.len() - 32], &saved[..7], &[], &wrong_size, &huge] {
        assert_eq!(Frontier::from_bytes(bad), Err(ProofError::Frontier));
    }
    assert_eq!(Frontier::from_bytes(&[0; 8]), Ok(Frontier::new()));
}

/// One way of bending a proof.
#[derive(Debug, Clone)]
enum Bend {
    Flip(prop::sample::Index, u8),
    Drop(prop::sample::Index),
    Repeat(prop::sample::Index),
    Swap(prop::sample::Index),
    Append(u8),
    Prepend(u8),
}

fn bend() -> impl Strategy<Value = Bend> {
    let at = any::<prop::sample::Index>;
    prop_oneof![
        (at(), any::<u8>()).prop_map(|(i, bit)| Bend::Flip(i, bit)),
        at().prop_map(Bend::Drop),
        at().prop_map(Bend::Repeat),
        at().prop_map(Bend::Swap),
        any::<u8>().prop_map(Bend::Append),
        any::<u8>().prop_map(Bend::Prepend),
    ]
}

fn bent(proof: &[Hash], how: &Bend) -> Option<Vec<Hash>> {
    let mut proof = proof.to_vec();
    let len = proof.len();
    match how {
        Bend::Append(b) => proof.push(Hash::of(&[*b])),
        Bend::Prepend(b) => proof.insert(0, Hash::of(&[*b])),
        _ if len == 0 => return None,
        Bend::Flip(i, bit) => {
            let mut hash = *proof[i.index(len)].as_bytes();
            hash[usize::from(bit >> 3)] ^= 1 << (bit & 7);
            proof[i.index(len)] = Hash::from_bytes(hash);
        }
        Bend::Drop(i) => {
            proof.remove(i.index(len));
        }
        Bend::Repeat(i) => proof.insert(i.index(len), proof[i.index(len)]),
        Bend::Swap(_) if len < 2 => return None,
        Bend::Swap(i) => proof.swap(i.index(len - 1), i.index(len - 1) + 1),
    }
    Some(proof)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn larger_trees_agree_with_the_rfc_too(size in 1_usize..700, index in any::<prop::sample::Index>()) {
        let leaves = leaves(size);
        let tree = tree(&leaves);
        let index = index.index(size);
        prop_assert_eq!(*tree.root().as_bytes(), naive::mth(&leaves));
        prop_assert_eq!(bytes(&tree.inclusion_proof(index as u64, size as u64).unwrap()), naive::path(index, &leaves));
        let old = index + 1;
        prop_assert_eq!(bytes(&tree.consistency_proof(old as u64, size as u64).unwrap()), naive::proof(old, &leaves));
    }

    #[test]
    fn a_frontier_saved_and_loaded_anywhere_grows_into_the_same_tree(before in 0_usize..300, after in 0_usize..300) {
        let leaves = leaves(before + after);
        let mut frontier = tree(&leaves[..before]).frontier();
        frontier = Frontier::from_bytes(&frontier.to_bytes()).unwrap();
        let mut whole = Frontier::new();
        for leaf in &leaves[..before] {
            whole.push(leaf_hash(leaf));
        }
        prop_assert_eq!(&frontier, &whole);
        for leaf in &leaves[before..] {
            frontier.push(leaf_hash(leaf));
        }
        let tree = tree(&leaves);
        prop_assert_eq!(frontier.size(), tree.size());
        prop_assert_eq!(frontier.root(), tree.root());
        prop_assert_eq!(frontier, tree.frontier());
    }

    #[test]
    fn no_bent_inclusion_proof_holds(
        size in 1_u64..400, index in any::<prop::sample::Index>(), other in any::<prop::sample::Index>(), how in bend(),
    ) {
        let leaves = leaves(size as usize);
        let tree = tree(&leaves);
        let (index, other) = (index.index(size as usize), other.index(size as usize));
        let leaf = leaf_hash(&leaves[index]);
        let proof = tree.inclusion_proof(index as u64, size).unwrap();
        let check = |leaf: &Hash, index: usize, proof: &[Hash], root| verify_inclusion(leaf, index as u64, size, proof, root);
        let root = tree.root();
        prop_assert_eq!(check(&leaf, index, &proof, &root), Ok(()));
        let another = leaf_hash(b"another root");
        prop_assert!(check(&leaf, index, &proof, &another).is_err());
        if let Some(bent) = bent(&proof, &how) {
            prop_assert!(check(&leaf, index, &bent, &root).is_err());
        }
        if other != index {
            prop_assert!(check(&leaf, other, &proof, &root).is_err(), "another place");
            prop_assert!(check(&leaf_hash(&leaves[other]), index, &proof, &root).is_err(), "another leaf");
        }
    }

    #[test]
    fn no_bent_consistency_proof_holds(new in 2_u64..400, old in any::<prop::sample::Index>(), how in bend()) {
        let leaves = leaves(new as usize);
        let tree = tree(&leaves);
        let old = 1 + old.index(new as usize - 1) as u64;
        let (old_root, root) = (tree.root_at(old).unwrap(), tree.root());
        let proof = tree.consistency_proof(old, new).unwrap();
        prop_assert_eq!(verify_consistency(old, new, &proof, &old_root, &root), Ok(()));
        if let Some(bent) = bent(&proof, &how) {
            prop_assert!(verify_consistency(old, new, &bent, &old_root, &root).is_err());
        }
        // The split view: a log that showed somebody another leaf.
        let mut rewritten = leaves.clone();
        rewritten[old as usize - 1] = b"rewritten".to_vec();
        let forged = rewritten.iter().map(|leaf| leaf_hash(leaf)).collect::<Tree>();
        let forged_proof = forged.consistency_proof(old, new).unwrap();
        prop_assert!(verify_consistency(old, new, &forged_proof, &old_root, &forged.root()).is_err());
        prop_assert!(verify_consistency(old, new, &proof, &old_root, &forged.root()).is_err());
    }
}
