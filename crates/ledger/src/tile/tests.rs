use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::tree::{Nodes, ProofError, Tree, leaf_hash, verify_consistency, verify_inclusion};

fn leaf(n: u64) -> Vec<u8> {
    format!("{n}{}", ".".repeat((n % 70) as usize)).into_bytes()
}

fn whole(size: u64) -> Tree {
    (0..size).map(|n| leaf_hash(&leaf(n))).collect()
}

/// A log that grew and was published at each of these sizes, with every file that was ever handed out.
fn published(sizes: &[u64]) -> (MemoryTiles, TileWriter) {
    let (mut tiles, mut bundles, mut files) =
        (TileWriter::new(), BundleWriter::new(), MemoryTiles::default());
    for &size in sizes {
        while tiles.size() < size {
            let hash = bundles.push(&leaf(tiles.size()), &mut files).unwrap();
            tiles.push(hash, &mut files);
        }
        tiles.publish(&mut files);
        bundles.publish(&mut files);
    }
    (files, tiles)
}

fn path(text: &str) -> TilePath {
    text.parse().unwrap()
}

#[test]
fn paths_are_those_of_the_specification() {
    let number = |kind, index, width| TilePath::new(kind, index, width).unwrap().to_string();
    assert_eq!(number(TileKind::Hashes(0), 1_234_067, 256), "tile/0/x001/x234/067");
    assert_eq!(number(TileKind::Hashes(2), 0, 1), "tile/2/000.p/1");
    assert_eq!(number(TileKind::Hashes(63), 999, 255), "tile/63/999.p/255");
    assert_eq!(number(TileKind::Entries, 1000, 256), "tile/entries/x001/000");
    assert_eq!(number(TileKind::Entries, 273, 112), "tile/entries/273.p/112");
    for text in ["tile/0/000", "tile/5/x001/x234/067.p/8", "tile/entries/x009/x007/x199/x254/x740/991"] {
        assert_eq!(path(text).to_string(), text);
    }
    for bad in [
        "",
        "tile",
        "tile/0",
        "tile/0/",
        "tile/0/0",
        "tile/0/0000",
        "tile/0/00a",
        "tile/0/x000",
        "tile/0/x000/001",
        "tile/0/001/001",
        "tile/0/x001/x001",
        "tile/0/X001/001",
        "tile/00/001",
        "tile/64/001",
        "tile/-1/001",
        "tile/data/001",
        "tile/8/0/001",
        "/tile/0/001",
        "tile/0/001/",
        "tile/0/001.p",
        "tile/0/001.p/",
        "tile/0/001.p/0",
        "tile/0/001.p/08",
        "tile/0/001.p/256",
        "tile/0/001.p/1.p/1",
        "tile/0/001.p/1/1",
        "tile/entries/001.p/+1",
        "tile/0/x009/x007/x199/x254/x740/992",
        "tile/0/x999/x999/x999/x999/x999/x999/x999/999",
    ] {
        assert_eq!(bad.parse::<TilePath>(), Err(PathError), "{bad}");
    }
    assert!(TilePath::new(TileKind::Hashes(64), 0, 1).is_err());
    assert!(TilePath::new(TileKind::Entries, 0, 257).is_err());
    assert!(TilePath::new(TileKind::Entries, 0, 0).is_err());
}

#[test]
fn seventy_thousand_leaves_are_the_files_that_the_specification_counts() {
    let (files, writer) = published(&[70_000]);
    let count =
        |kind, full| files.0.keys().filter(|path| path.kind() == kind && path.is_full() == full).count();
    let level = TileKind::Hashes;
    assert_eq!((count(level(0), true), count(level(0), false)), (273, 1));
    assert_eq!((count(level(1), true), count(level(1), false)), (1, 1));
    assert_eq!((count(level(2), true), count(level(2), false)), (0, 1));
    assert_eq!((count(TileKind::Entries, true), count(TileKind::Entries, false)), (273, 1));
    assert_eq!(files.0.len(), 273 + 1 + 1 + 1 + 1 + 273 + 1);
    for (text, bytes) in
        [("tile/0/273.p/112", 112), ("tile/1/001.p/17", 17), ("tile/2/000.p/1", 1), ("tile/1/000", 256)]
    {
        assert_eq!(files.0[&path(text)].len(), bytes * 32, "{text}");
    }
    assert_eq!(writer.root(), whole(70_000).root());

    let (small, _) = published(&[256]);
    let names: Vec<String> = small.0.keys().map(TilePath::to_string).collect();
    assert_eq!(names, ["tile/0/000", "tile/1/000.p/1", "tile/entries/000"]);
    assert!(published(&[0]).0.0.is_empty(), "an empty log has no tiles");
}

#[test]
fn a_hash_in_a_tile_is_the_root_of_the_full_tile_below() {
    let (files, _) = published(&[70_000]);
    let tree = whole(70_000);
    for (path, bytes) in &files.0 {
        let TileKind::Hashes(level) = path.kind() else { continue };
        let hashes = decode_hashes(bytes, path.width()).unwrap();
        for (i, hash) in (path.index() * 256..).zip(hashes) {
            assert_eq!(tree.node(8 * u32::from(level), i).unwrap(), hash, "{path} {i}");
        }
    }
}

#[test]
fn proofs_out_of_tiles_are_those_of_the_whole_tree() {
    let (files, writer) = published(&[70_000]);
    let tree = whole(70_000);
    let read = TileTree::open(&files, 70_000, &tree.root()).unwrap();
    for index in [0, 1, 255, 256, 65_535, 65_536, 65_537, 69_887, 69_888, 69_999] {
        let proof = read.inclusion_proof(index, 70_000).unwrap();
        assert_eq!(proof, tree.inclusion_proof(index, 70_000).unwrap(), "{index}");
        verify_inclusion(&leaf_hash(&leaf(index)), index, 70_000, &proof, &tree.root()).unwrap();
        let earlier = index + 1;
        assert_eq!(read.root_at(earlier).unwrap(), tree.root_at(earlier).unwrap());
        let proof = read.consistency_proof(earlier, 70_000).unwrap();
        assert_eq!(proof, tree.consistency_proof(earlier, 70_000).unwrap());
        let old_root = tree.root_at(earlier).unwrap();
        verify_consistency(earlier, 70_000, &proof, &old_root, &tree.root()).unwrap();
    }
    // The writer answers too, with the full tiles alone.
    let full =
        MemoryTiles(files.0.iter().filter(|(p, _)| p.is_full()).map(|(p, b)| (*p, b.clone())).collect());
    let live = writer.tree(&full);
    assert_eq!(live.inclusion_proof(69_999, 70_000), read.inclusion_proof(69_999, 70_000));
    assert_eq!(live.root_at(70_000).unwrap(), tree.root());
}

#[test]
fn tiles_answer_only_for_what_they_have() {
    let (files, _) = published(&[600]);
    let read = TileTree::open(&files, 600, &whole(600).root()).unwrap();
    let beyond = TileError::Proof(ProofError::SizeOutOfRange { size: 601, available: 600 });
    assert_eq!(read.root_at(601), Err(beyond.clone()));
    assert_eq!(read.node(0, 600), Err(beyond.clone()));
    assert_eq!(read.node(8, 2), Err(beyond.clone()));
    assert_eq!(read.node(63, 1), Err(beyond.clone()));
    assert_eq!(read.node(64, 0), Err(beyond.clone()));
    assert_eq!(read.node(0, u64::MAX), Err(beyond));
    assert_eq!(read.bundles(), 3);
    assert!(read.leaves(3).is_err());
    assert!(matches!(TileTree::open(&files, 1 << 53, &whole(1).root()), Err(TileError::TooLarge { .. })));
    let empty = TileTree::open(&files, 0, &whole(0).root()).unwrap();
    assert_eq!((empty.bundles(), empty.root_at(0)), (0, Ok(whole(0).root())));
    assert!(matches!(TileTree::open(&files, 0, &whole(1).root()), Err(TileError::Root)));
}

/// Everything that a verifier reads of a log.
fn read_all(files: &MemoryTiles, size: u64, root: &Hash) -> Result<u64, TileError<Missing>> {
    let tree = TileTree::open(files, size, root)?;
    let mut count = 0;
    for n in 0..tree.bundles() {
        for leaf in tree.leaves(n)? {
            assert_eq!(leaf, self::leaf(count), "checked leaves are true leaves");
            count += 1;
        }
    }
    Ok(count)
}

#[test]
fn a_bit_flipped_anywhere_is_found() {
    // 257 full tiles of leaves, so that there are two tiles on level 1 and one on level 2.
    let size = 257 * 256 + 3;
    let (mut files, writer) = published(&[size]);
    let root = writer.root();
    assert_eq!(read_all(&files, size, &root), Ok(size));
    // Reading one bundle reads everything above it, so each file is judged by a bundle below it.
    let read = |files: &MemoryTiles, path: &TilePath| {
        let bundle = if path.kind() == TileKind::Hashes(1) { path.index() * 256 } else { path.index() };
        TileTree::open(files, size, &root)?.leaves(bundle)
    };
    let some = |path: &TilePath| path.index() % 32 < 2 || path.index() > 254;
    let paths: Vec<TilePath> = files.0.keys().copied().filter(some).collect();
    for (n, path) in paths.into_iter().enumerate() {
        let bytes = files.0[&path].clone();
        for (at, bit) in [(0, 0), (bytes.len() / 2, n % 8), (bytes.len() - 1, 7)] {
            files.0.get_mut(&path).unwrap()[at] ^= 1 << bit;
            assert!(read(&files, &path).is_err(), "{path} byte {at} bit {bit}");
            files.0.get_mut(&path).unwrap()[at] ^= 1 << bit;
        }
        files.0.insert(path, bytes[..bytes.len() - 1].to_vec());
        assert!(read(&files, &path).is_err(), "{path} cut off");
        files.0.insert(path, [bytes.as_slice(), &[0; 32]].concat());
        assert!(read(&files, &path).is_err(), "{path} with more behind");
        files.0.remove(&path);
        assert!(matches!(read(&files, &path), Err(TileError::Source { path: p, .. }) if p == path));
        files.0.insert(path, bytes);
        assert!(read(&files, &path).is_ok());
    }
    assert_eq!(read_all(&files, size, &whole(3).root()), Err(TileError::Root));
    assert_eq!(read_all(&files, size - 3, &root), Err(TileError::Root));
}

#[test]
fn a_wrong_file_is_named() {
    let (files, writer) = published(&[70_000]);
    let bent = |text: &str, at: usize| {
        let mut bent = files.clone();
        bent.0.get_mut(&path(text)).unwrap()[at] ^= 1;
        read_all(&bent, 70_000, &writer.root()).unwrap_err()
    };
    assert_eq!(bent("tile/0/007", 99), TileError::Mismatch { path: path("tile/0/007") });
    assert_eq!(bent("tile/1/000", 99), TileError::Mismatch { path: path("tile/1/000") });
    assert_eq!(bent("tile/1/001.p/17", 99), TileError::Root);
    // 7·256 leaves before, then one of two bytes of length and four digits with dots behind.
    assert_eq!(bent("tile/entries/007", 3), TileError::Leaf { index: 1792 });
    assert_eq!(bent("tile/entries/007", 0), TileError::Length { path: path("tile/entries/007") });
}

#[test]
fn an_older_checkpoint_is_read_when_its_partial_tiles_are_gone() {
    let (mut files, _) = published(&[300, 1000]);
    files.0.retain(|path, _| path.is_full() || path.width() > 44);
    assert!(!files.0.contains_key(&path("tile/0/001.p/44")));
    assert!(!files.0.contains_key(&path("tile/entries/001.p/44")));
    // Of level 1 no tile is full yet; its partial tile must stay.
    assert!(TileTree::open(&files, 300, &whole(300).root()).is_err());
    let (all, _) = published(&[300, 1000]);
    files.0.extend(all.0.into_iter().filter(|(path, _)| path.kind() == TileKind::Hashes(1)));
    assert_eq!(read_all(&files, 300, &whole(300).root()), Ok(300));
}

#[test]
fn tiles_that_are_not_stored_yet_come_before_those_that_are() {
    let (stored, _) = published(&[600]);
    let (grown, writer) = published(&[600, 70_000]);
    let pending = MemoryTiles(
        grown.0.iter().filter(|(p, _)| !stored.0.contains_key(p)).map(|(p, b)| (*p, b.clone())).collect(),
    );
    let both = Overlay { pending: &pending, stored: &stored };
    let tree = writer.tree(both);
    let proof = tree.inclusion_proof(300, 70_000).unwrap();
    assert_eq!(proof, whole(70_000).inclusion_proof(300, 70_000).unwrap());
    assert!(writer.tree(&pending).inclusion_proof(300, 70_000).is_err());
}

#[test]
fn what_is_fetched_beforehand_suffices_for_a_leaf() {
    let size = 257 * 256 + 77;
    let (all, writer) = published(&[size]);
    let tree = whole(size);
    let places = (0..size).step_by(1777).chain([255, 256, 65_535, 65_536, size - 78, size - 77, size - 1]);
    for n in places {
        let few: Vec<TilePath> = tiles_toward(n, size).collect();
        assert!(few.len() <= 2);
        let few = MemoryTiles(few.into_iter().map(|path| (path, all.0[&path].clone())).collect());
        let read = writer.tree(&few);
        assert_eq!(read.inclusion_proof(n, size).unwrap(), tree.inclusion_proof(n, size).unwrap(), "{n}");
        assert_eq!(read.root_at(n + 1).unwrap(), tree.root_at(n + 1).unwrap(), "{n}");
        let consistent = read.consistency_proof(n + 1, size).unwrap();
        assert_eq!(consistent, tree.consistency_proof(n + 1, size).unwrap(), "{n}");
    }
}

#[test]
fn a_bundle_is_read_in_its_one_spelling() {
    let leaves = [b"".to_vec(), b"a".to_vec(), vec![b'x'; MAX_LEAF_BYTES]];
    let bytes = encode_bundle(&leaves).unwrap();
    assert_eq!(bytes[..5], [0, 0, 0, 1, b'a']);
    assert_eq!(bytes[5..8], [0xff, 0xff, b'x']);
    assert_eq!(decode_bundle(&bytes).unwrap(), leaves);
    assert_eq!(decode_bundle(&bytes[..bytes.len() - 1]), None);
    assert_eq!(decode_bundle(&[bytes, vec![0]].concat()), None);
    assert_eq!(decode_bundle(&[0; 2 * 256]).unwrap().len(), 256);
    assert_eq!(decode_bundle(&[0; 2 * 257]), None);
    assert_eq!(decode_bundle(b""), Some(vec![]));
    let too_long = vec![0; MAX_LEAF_BYTES + 1];
    assert_eq!(encode_bundle([&too_long]), Err(LedgerError::TooLarge { len: 65_536 }));
    let (mut bundles, mut files) = (BundleWriter::new(), MemoryTiles::default());
    assert!(bundles.push(&too_long, &mut files).is_err());
    bundles.push(b"a", &mut files).unwrap();
    bundles.publish(&mut files);
    assert_eq!(files.0[&path("tile/entries/000.p/1")], [0, 1, b'a']);
}

#[test]
fn a_writer_of_millions_of_leaves_holds_three_tiles() {
    let mut writer = TileWriter::new();
    let mut out = Vec::new();
    let mut most = 0;
    // The hashes do not matter for the memory, so the leaves' own are made up.
    for n in 0..140_000_u64 {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&n.to_be_bytes());
        writer.push(Hash::from_bytes(bytes), &mut out);
        most = most.max(out.drain(..).map(|tile| tile.bytes.len()).sum::<usize>());
    }
    assert_eq!(most, 2 * 256 * 32, "a tile of leaves is never handed out with more than those it completes");
    let held: usize = writer.edge_len();
    assert!(held <= 3 * 255, "{held}");
}

impl TileWriter {
    fn edge_len(&self) -> usize {
        self.tree(MemoryTiles::default()).edge().iter().map(Vec::len).sum()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn every_publication_hands_out_exactly_the_files_that_are_new(
        mut sizes in prop::collection::vec(0_u64..1500, 1..4),
    ) {
        sizes.sort_unstable();
        let (mut tiles, mut bundles) = (TileWriter::new(), BundleWriter::new());
        let mut all = MemoryTiles::default();
        let mut old = 0;
        for &size in &sizes {
            let mut out = Vec::new();
            while tiles.size() < size {
                let hash = bundles.push(&leaf(tiles.size()), &mut out).unwrap();
                tiles.push(hash, &mut out);
            }
            tiles.publish(&mut out);
            bundles.publish(&mut out);
            let made: BTreeSet<TilePath> = out.iter().map(|tile| tile.path).collect();
            prop_assert_eq!(made.len(), out.len(), "no file twice");
            prop_assert_eq!(made, new_tiles(old, size).collect::<BTreeSet<_>>());
            for tile in &out {
                prop_assert!(!all.0.contains_key(&tile.path), "what is published never changes");
            }
            all.extend(out);
            old = size;
            prop_assert_eq!(read_all(&all, size, &whole(size).root()), Ok(size));
        }
        // Every size that was published can be read for ever.
        for &size in &sizes {
            prop_assert_eq!(read_all(&all, size, &whole(size).root()), Ok(size));
        }
    }

    #[test]
    fn a_writer_resumed_anywhere_goes_on_as_if_it_had_not_stopped(before in 0_u64..1500, more in 0_u64..800) {
        let (mut files, _) = published(&[before]);
        let tree = TileTree::open(&files, before, &whole(before).root()).unwrap();
        let mut bundles = BundleWriter::resume(&tree).unwrap();
        let mut tiles = TileWriter::resume(&files, before, &whole(before).root()).unwrap();
        prop_assert_eq!((tiles.size(), bundles.size()), (before, before));
        while tiles.size() < before + more {
            let hash = bundles.push(&leaf(tiles.size()), &mut files).unwrap();
            tiles.push(hash, &mut files);
        }
        tiles.publish(&mut files);
        bundles.publish(&mut files);
        prop_assert_eq!(tiles.root(), whole(before + more).root());
        prop_assert_eq!(&files, &published(&[before, before + more]).0);
    }

    #[test]
    fn any_node_and_proof_out_of_tiles_is_the_trees(
        size in 1_u64..3000, a in any::<prop::sample::Index>(), b in any::<prop::sample::Index>(),
    ) {
        let (files, _) = published(&[size]);
        let tree = whole(size);
        let read = TileTree::open(&files, size, &tree.root()).unwrap();
        let (a, b) = (a.index(size as usize) as u64, b.index(size as usize) as u64 + 1);
        prop_assert_eq!(read.inclusion_proof(a, size).unwrap(), tree.inclusion_proof(a, size).unwrap());
        prop_assert_eq!(read.consistency_proof(b, size).unwrap(), tree.consistency_proof(b, size).unwrap());
        if a < b {
            prop_assert_eq!(read.inclusion_proof(a, b).unwrap(), tree.inclusion_proof(a, b).unwrap());
        }
        prop_assert_eq!(read.root_at(b).unwrap(), tree.root_at(b).unwrap());
    }

    #[test]
    fn a_path_has_one_text(text in "tile/([0-9]{1,2}|entries)/(x[0-9]{3}/){0,3}[0-9]{3}(\\.p/[0-9]{1,3})?", index in any::<u64>()) {
        if let Ok(read) = text.parse::<TilePath>() {
            prop_assert_eq!(read.to_string(), text);
        }
        if let Ok(path) = TilePath::new(TileKind::Entries, index >> (index % 64), 1 + index % 256) {
            prop_assert_eq!(path.to_string().parse(), Ok(path));
        }
    }

    #[test]
    fn whatever_is_read_as_a_bundle_is_written_the_same(bytes in prop::collection::vec(0_u8..4, 0..200)) {
        if let Some(leaves) = decode_bundle(&bytes) {
            prop_assert_eq!(encode_bundle(&leaves).unwrap(), bytes);
        }
    }
}
