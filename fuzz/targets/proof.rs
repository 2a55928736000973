//! Proofs of inclusion and consistency: of a small tree exactly one proof holds, the true one.
#![no_main]

use std::sync::LazyLock;

use ledger::{Frontier, Hash, Tree, leaf_hash, verify_consistency, verify_inclusion};
use libfuzzer_sys::fuzz_target;

static TREE: LazyLock<Tree> = LazyLock::new(|| (0..64_u8).map(|n| leaf_hash(&[n])).collect());

fuzz_target!(|bytes: &[u8]| {
    if let Ok(frontier) = Frontier::from_bytes(bytes) {
        assert_eq!(frontier.to_bytes(), bytes);
        frontier.root();
    }
    let Some((numbers, rest)) = bytes.split_first_chunk::<16>() else { return };
    let (a, b) = numbers.split_at(8);
    let number = |eight: &[u8]| u64::from_be_bytes(eight.try_into().unwrap());
    let (a, b) = (number(a), number(b));

    // Any numbers, any hashes: it must not fall over, and it cannot hold by chance.
    let noise: Vec<Hash> = rest.as_chunks::<32>().0.iter().copied().map(Hash::from_bytes).collect();
    let root = Hash::of(b"a root that nothing leads to");
    assert!(verify_inclusion(&root, a, b, &noise, &root).is_err() || b == 1);
    let same = a == b && noise.is_empty();
    assert!(verify_consistency(a, b, &noise, &root, &root).is_err() || same);

    // A small tree: the proof is put together from true hashes by number, and perhaps one that is not.
    let (index, size) = (a % 64, 1 + b % 64);
    let any = |byte: &u8| match byte {
        255 => root,
        n => {
            let n = u64::from(*n);
            TREE.root_at(1 + n % 64).unwrap_or(root)
        }
    };
    let root_of = |size| TREE.root_at(size).unwrap();
    let mut made: Vec<Hash> = rest.iter().take(8).map(any).collect();
    if let Ok(good) = TREE.inclusion_proof(index, size) {
        let leaf = leaf_hash(&[index as u8]);
        for (i, byte) in rest.iter().enumerate().take(good.len()) {
            // An even byte lets the true hash stand.
            if byte % 2 == 0 && i < made.len() {
                made[i] = good[i];
            }
        }
        let holds = verify_inclusion(&leaf, index, size, &made, &root_of(size)).is_ok();
        assert_eq!(holds, made == good);
    }
    let old = 1 + a % size;
    let good = TREE.consistency_proof(old, size).unwrap();
    let holds = verify_consistency(old, size, &made, &root_of(old), &root_of(size)).is_ok();
    assert_eq!(holds, made == good);
});
