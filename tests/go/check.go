package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"sort"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// head is what the three lines of a checkpoint say.
type head struct {
	origin string
	tree   tlog.Tree
}

// openCheckpoint checks the signatures of a checkpoint and reads its three lines. Signatures of strangers are an error
// here, so that a bit that makes a known signature a stranger's is found.
func openCheckpoint(signed []byte, t *trust) (head, error) {
	origin, _, _ := strings.Cut(string(signed), "\n")
	log, ok := t.logs[origin]
	if !ok {
		return head{}, fmt.Errorf("the log %q is not trusted", origin)
	}
	known := []note.Verifier{log}
	for _, m := range t.members {
		if m.witness != nil {
			known = append(known, cosigner{*m.witness})
		}
	}
	opened, err := note.Open(signed, note.VerifierList(known...))
	if err != nil {
		return head{}, err
	}
	if len(opened.UnverifiedSigs) > 0 {
		return head{}, fmt.Errorf("signed by a stranger, %s", opened.UnverifiedSigs[0].Name)
	}
	byLog, cosigned := false, map[string]bool{}
	for _, signature := range opened.Sigs {
		// Go's package lets loose bits at the end of base64 pass.
		if _, err := base64.StdEncoding.Strict().DecodeString(signature.Base64); err != nil {
			return head{}, fmt.Errorf("a signature in another spelling")
		}
		if signature.Name == log.Name() && signature.Hash == log.KeyHash() {
			byLog = true
		} else {
			cosigned[signature.Name] = true
		}
	}
	if !byLog {
		return head{}, fmt.Errorf("not signed by the log")
	}
	if t.quorum != "none" && !t.holds(t.quorum, cosigned) {
		return head{}, fmt.Errorf("not cosigned by the quorum")
	}
	tree, err := threeLines(opened.Text)
	return head{origin, tree}, err
}

func threeLines(text string) (tlog.Tree, error) {
	lines := strings.Split(text, "\n")
	if len(lines) != 4 || lines[3] != "" {
		return tlog.Tree{}, fmt.Errorf("a checkpoint of other than three lines")
	}
	size, err := number(lines[1])
	if err != nil {
		return tlog.Tree{}, err
	}
	hash, err := hash(lines[2])
	return tlog.Tree{N: size, Hash: hash}, err
}

func number(text string) (int64, error) {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || strconv.FormatInt(n, 10) != text || n < 0 {
		return 0, fmt.Errorf("%q is no number", text)
	}
	return n, nil
}

func hash(text string) (tlog.Hash, error) {
	raw, err := base64.StdEncoding.Strict().DecodeString(text)
	if err != nil || len(raw) != tlog.HashSize {
		return tlog.Hash{}, fmt.Errorf("%q is no hash", text)
	}
	return *(*tlog.Hash)(raw), nil
}

// stored keeps all hashes in the order in which tlog numbers them.
type stored []tlog.Hash

func (s stored) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		if index < 0 || index >= int64(len(s)) {
			return nil, fmt.Errorf("there is no hash %d", index)
		}
		hashes[i] = s[index]
	}
	return hashes, nil
}

// check reads everything, and says what there was.
func check(files folder, t *trust) (string, error) {
	signed, err := files.need("checkpoint")
	if err != nil {
		return "", err
	}
	at, err := openCheckpoint(signed, t)
	if err != nil {
		return "", fmt.Errorf("checkpoint: %w", err)
	}

	leaves, err := entries(files, at.tree.N)
	if err != nil {
		return "", err
	}
	var hashes stored
	for n, leaf := range leaves {
		more, err := tlog.StoredHashes(int64(n), leaf, hashes)
		if err != nil {
			return "", err
		}
		hashes = append(hashes, more...)
	}
	root, err := tlog.TreeHash(at.tree.N, hashes)
	if err != nil {
		return "", err
	}
	if at.tree.N == 0 {
		root = sha256.Sum256(nil) // RFC 6962; this version of tlog says zero
	}
	if root != at.tree.Hash {
		return "", fmt.Errorf("the leaves lead to the root %v, the checkpoint says %v", root, at.tree.Hash)
	}
	count, err := everyTile(files, at.tree.N, leaves, hashes)
	if err != nil {
		return "", err
	}
	proofs, err := proofs(files, at.tree, leaves, hashes)
	if err != nil {
		return "", err
	}
	receipts, err := receipts(files, t, at)
	if err != nil {
		return "", err
	}
	requests, err := requests(files, t, at, hashes)
	if err != nil {
		return "", err
	}
	if err := smCheckpoint(files, t, at, leaves); err != nil {
		return "", fmt.Errorf("checkpoint.sm: %w", err)
	}
	return fmt.Sprintf("%d leaves of %s, %d tiles and bundles, %d proofs of tlog's, %d receipts, %d requests to a witness",
		at.tree.N, at.origin, count, proofs, receipts, requests), nil
}

// entries reads the bundles of a log of this size.
func entries(files folder, size int64) ([][]byte, error) {
	var leaves [][]byte
	for int64(len(leaves)) < size {
		start := int64(len(leaves))
		width := size - start
		if width > 1<<height {
			width = 1 << height
		}
		tile := tlog.Tile{H: height, L: -1, N: start >> height, W: int(width)}
		bundle, err := files.need(tilePath(tile))
		if err != nil {
			return nil, err
		}
		read, err := split(bundle)
		if err != nil || len(read) != tile.W {
			return nil, fmt.Errorf("%s holds %d leaves: %v", tilePath(tile), len(read), err)
		}
		leaves = append(leaves, read...)
	}
	return leaves, nil
}

func split(bundle []byte) ([][]byte, error) {
	var leaves [][]byte
	for len(bundle) > 0 {
		if len(bundle) < 2 || len(bundle) < 2+int(binary.BigEndian.Uint16(bundle)) {
			return nil, fmt.Errorf("cut off")
		}
		end := 2 + int(binary.BigEndian.Uint16(bundle))
		leaves = append(leaves, bundle[2:end])
		bundle = bundle[end:]
	}
	return leaves, nil
}

// everyTile compares every file under tile/, also those of earlier checkpoints, with what tlog makes of the leaves, and
// requires those of this size.
func everyTile(files folder, size int64, leaves [][]byte, hashes stored) (int, error) {
	count := 0
	for path, data := range files {
		if !strings.HasPrefix(path, "tile/") {
			continue
		}
		count++
		tile, err := parseTilePath(path)
		if err != nil {
			return 0, err
		}
		if tile.L == -1 {
			start := tile.N << height
			if start+int64(tile.W) > size {
				return 0, fmt.Errorf("%s is beyond the checkpoint", path)
			}
			read, err := split(data)
			if err != nil || len(read) != tile.W {
				return 0, fmt.Errorf("%s holds %d leaves: %v", path, len(read), err)
			}
			for i, leaf := range read {
				if !bytes.Equal(leaf, leaves[start+int64(i)]) {
					return 0, fmt.Errorf("%s: leaf %d is another", path, i)
				}
			}
			continue
		}
		if (tile.N<<height+int64(tile.W))<<uint(height*tile.L) > size {
			return 0, fmt.Errorf("%s is beyond the checkpoint", path)
		}
		made, err := tlog.ReadTileData(tile, hashes)
		if err != nil {
			return 0, err
		}
		if !bytes.Equal(made, data) {
			return 0, fmt.Errorf("%s holds other hashes than the leaves give", path)
		}
	}
	for level := 0; size>>uint(height*level) > 0; level++ {
		hashes := size >> uint(height*level)
		for n := int64(0); n<<height < hashes; n++ {
			width := hashes - n<<height
			if width > 1<<height {
				width = 1 << height
			}
			if _, err := files.need(tilePath(tlog.Tile{H: height, L: level, N: n, W: int(width)})); err != nil {
				return 0, err
			}
		}
	}
	return count, nil
}

// places are indexes at the borders of tiles and at some distance.
func places(size int64) []int64 {
	set := map[int64]bool{}
	for _, n := range []int64{0, 1, 255, 256, 257, 65535, 65536, size / 3, size / 2, size - 257, size - 2, size - 1} {
		if n >= 0 && n < size {
			set[n] = true
		}
	}
	for n := int64(3); n < size; n = n*3 + 1 {
		set[n] = true
	}
	var places []int64
	for n := range set {
		places = append(places, n)
	}
	sort.Slice(places, func(i, j int) bool { return places[i] < places[j] })
	return places
}

// proofs lets tlog prove inclusion and consistency out of the folder's tiles, which it checks as it reads.
func proofs(files folder, tree tlog.Tree, leaves [][]byte, hashes stored) (int, error) {
	reader := tlog.TileHashReader(tree, tiles{files})
	count := 0
	for _, n := range places(tree.N) {
		proof, err := tlog.ProveRecord(tree.N, n, reader)
		if err != nil {
			return 0, fmt.Errorf("proof of leaf %d: %w", n, err)
		}
		if err := tlog.CheckRecord(proof, tree.N, tree.Hash, n, tlog.RecordHash(leaves[n])); err != nil {
			return 0, fmt.Errorf("proof of leaf %d: %w", n, err)
		}
		earlier, err := tlog.TreeHash(n+1, hashes)
		if err != nil {
			return 0, err
		}
		consistent, err := tlog.ProveTree(tree.N, n+1, reader)
		if err != nil {
			return 0, fmt.Errorf("proof from %d leaves: %w", n+1, err)
		}
		if err := tlog.CheckTree(consistent, tree.N, tree.Hash, n+1, earlier); err != nil {
			return 0, fmt.Errorf("proof from %d leaves: %w", n+1, err)
		}
		count += 2
	}
	return count, nil
}

// receipts checks the log's own C2SP tlog-proofs.
func receipts(files folder, t *trust, at head) (int, error) {
	count := 0
	for path, text := range files {
		if !strings.HasPrefix(path, "receipts/") {
			continue
		}
		count++
		if err := receipt(text, t, at); err != nil {
			return 0, fmt.Errorf("%s: %w", path, err)
		}
	}
	return count, nil
}

func receipt(text []byte, t *trust, at head) error {
	top, signed, found := bytes.Cut(text, []byte("\n\n"))
	lines := strings.Split(string(top), "\n")
	if !found || len(lines) < 3 || lines[0] != "c2sp.org/tlog-proof@v1" {
		return fmt.Errorf("no tlog-proof")
	}
	if !strings.HasPrefix(lines[1], "extra ") || !strings.HasPrefix(lines[2], "index ") {
		return fmt.Errorf("no extra or no index")
	}
	leaf, err := base64.StdEncoding.Strict().DecodeString(strings.TrimPrefix(lines[1], "extra "))
	if err != nil {
		return err
	}
	index, err := number(strings.TrimPrefix(lines[2], "index "))
	if err != nil {
		return err
	}
	var proof tlog.RecordProof
	if proof, err = hashList(lines[3:]); err != nil {
		return err
	}
	under, err := openCheckpoint(signed, t)
	if err != nil {
		return err
	}
	if under.origin != at.origin {
		return fmt.Errorf("of another log")
	}
	return tlog.CheckRecord(proof, under.tree.N, under.tree.Hash, index, tlog.RecordHash(leaf))
}

func hashList(lines []string) ([]tlog.Hash, error) {
	hashes := []tlog.Hash{}
	for _, line := range lines {
		h, err := hash(line)
		if err != nil {
			return nil, err
		}
		hashes = append(hashes, h)
	}
	return hashes, nil
}

// requests checks what the log asks of a witness (C2SP tlog-witness): its consistency proofs.
func requests(files folder, t *trust, at head, hashes stored) (int, error) {
	count := 0
	for path, text := range files {
		if !strings.HasPrefix(path, "requests/") {
			continue
		}
		count++
		if err := request(text, t, at, hashes); err != nil {
			return 0, fmt.Errorf("%s: %w", path, err)
		}
	}
	return count, nil
}

func request(text []byte, t *trust, at head, hashes stored) error {
	top, signed, found := bytes.Cut(text, []byte("\n\n"))
	lines := strings.Split(string(top), "\n")
	if !found || !strings.HasPrefix(lines[0], "old ") {
		return fmt.Errorf("no request")
	}
	old, err := number(strings.TrimPrefix(lines[0], "old "))
	if err != nil {
		return err
	}
	under, err := openCheckpoint(signed, t)
	if err != nil {
		return err
	}
	var proof tlog.TreeProof
	if proof, err = hashList(lines[1:]); err != nil {
		return err
	}
	if old > at.tree.N || under.tree != at.tree || under.origin != at.origin {
		return fmt.Errorf("of another tree")
	}
	if old == 0 || old == under.tree.N {
		// RFC 6962 has no such proof; tlog-witness wants it empty.
		if len(proof) != 0 {
			return fmt.Errorf("a proof where none is needed")
		}
		return nil
	}
	earlier, err := tlog.TreeHash(old, hashes)
	if err != nil {
		return err
	}
	return tlog.CheckTree(proof, under.tree.N, under.tree.Hash, old, earlier)
}
