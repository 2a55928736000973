package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// folder is a published log in memory: path to bytes.
type folder map[string][]byte

// readFolder reads what belongs to the log itself; whatever else lies there (blobs, openings) is not asked about here.
func readFolder(name string) (folder, error) {
	files := folder{}
	err := filepath.WalkDir(name, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		inside, err := filepath.Rel(name, path)
		if err != nil {
			return err
		}
		inside = filepath.ToSlash(inside)
		known := inside == "checkpoint" || inside == "checkpoint.sm"
		for _, under := range []string{"tile/", "receipts/", "requests/"} {
			known = known || strings.HasPrefix(inside, under)
		}
		if known {
			files[inside], err = os.ReadFile(path)
		}
		return err
	})
	return files, err
}

func (f folder) need(path string) ([]byte, error) {
	if bytes, ok := f[path]; ok {
		return bytes, nil
	}
	return nil, fmt.Errorf("%s is missing", path)
}

// tilePath is the path of C2SP tlog-tiles, which leaves out the height and calls data entries.
func tilePath(t tlog.Tile) string {
	path := strings.TrimPrefix(t.Path(), fmt.Sprintf("tile/%d/", t.H))
	return "tile/" + strings.Replace(path, "data/", "entries/", 1)
}

func parseTilePath(path string) (tlog.Tile, error) {
	rest := strings.TrimPrefix(path, "tile/")
	if strings.HasPrefix(rest, "data/") {
		return tlog.Tile{}, fmt.Errorf("%s is no tile", path)
	}
	rest = strings.Replace(rest, "entries/", "data/", 1)
	return tlog.ParseTilePath(fmt.Sprintf("tile/%d/%s", height, rest))
}

// tiles lets tlog read the folder.
type tiles struct{ folder }

const height = 8

func (t tiles) Height() int { return height }

func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	data := make([][]byte, len(wanted))
	for i, tile := range wanted {
		bytes, err := t.need(tilePath(tile))
		if err != nil {
			return nil, err
		}
		if len(bytes) != tile.W*tlog.HashSize {
			return nil, fmt.Errorf("%s has %d bytes", tilePath(tile), len(bytes))
		}
		data[i] = bytes
	}
	return data, nil
}

func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}
