//! Paths of tiles, bundles, and trees that are read from tiles of somebody else's making.
#![no_main]

use ledger::tile::{Missing, decode_bundle, encode_bundle};
use ledger::{Hash, Nodes as _, TilePath, TileSource, TileTree};
use libfuzzer_sys::fuzz_target;

/// Answers every question with a piece of the same bytes, as long as the path wants it.
struct Noise<'a>(&'a [u8]);

impl TileSource for Noise<'_> {
    type Error = Missing;

    fn read(&self, path: &TilePath) -> Result<Vec<u8>, Missing> {
        let wanted = path.width() as usize * 32;
        let mut bytes = self.0.repeat(wanted.div_ceil(self.0.len().max(1)));
        bytes.truncate(wanted);
        Ok(bytes)
    }
}

fuzz_target!(|bytes: &[u8]| {
    if let Some(leaves) = decode_bundle(bytes) {
        assert_eq!(encode_bundle(&leaves).unwrap(), bytes);
    }
    if let Ok(text) = std::str::from_utf8(bytes)
        && let Ok(path) = text.parse::<TilePath>()
    {
        assert_eq!(path.to_string(), text);
    }
    let Some((size, noise)) = bytes.split_first_chunk::<8>() else { return };
    let size = u64::from_be_bytes(*size) >> (size[0] % 64);
    let claimed = Hash::of(noise);
    assert!(TileTree::open(Noise(noise), size, &claimed).is_err() || size == 0);
    // The root that these tiles do lead to is found by asking; then only the tiles below it are made up.
    let single = noise.first_chunk::<32>().copied().map(Hash::from_bytes);
    if let Some(root) = single
        && let Ok(tree) = TileTree::open(Noise(noise), 1, &root)
    {
        assert_eq!(tree.root_at(1), Ok(root));
        let _ = tree.leaves(0);
        let _ = tree.inclusion_proof(size, 1);
    }
});
