// Command logcheck reads a published log with other people's code: the notes and trees of Go's checksum database
// (golang.org/x/mod/sumdb/note and tlog), Ed25519 of Go's standard library, and OpenSSL for SM2 and SM3.
//
//	logcheck [-flips N] [-seed N] TRUST FOLDER...
//
// TRUST is a trust file; a FOLDER holds one log: checkpoint, checkpoint.sm, tile/..., and perhaps receipts/ and
// requests/. It ends with 1 on the first thing that does not hold.
//
// With -flips it then flips one bit N times, each time somewhere else, and expects every one to be found.
package main

import (
	"flag"
	"fmt"
	"math/rand"
	"os"
	"sort"
	"strings"
	"time"
)

func main() {
	flips := flag.Int("flips", 0, "flip so many bits, one at a time, each of which must be found")
	seed := flag.Int64("seed", 1, "where they are flipped")
	flag.Usage = func() {
		fmt.Fprintln(os.Stderr, "usage: logcheck [-flips N] [-seed N] TRUST FOLDER...")
	}
	flag.Parse()
	if flag.NArg() < 2 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(flag.Arg(0), flag.Args()[1:], *flips, *seed); err != nil {
		fmt.Fprintln(os.Stderr, "logcheck:", err)
		os.Exit(1)
	}
}

func run(trustFile string, folders []string, flips int, seed int64) error {
	trust, err := readTrust(trustFile)
	if err != nil {
		return err
	}
	if err := sm3AgainstOpenSSL(); err != nil {
		return err
	}
	for _, name := range folders {
		files, err := readFolder(name)
		if err != nil {
			return err
		}
		start := time.Now()
		found, err := check(files, trust)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		fmt.Printf("%s: %s, %d ms\n", name, found, time.Since(start).Milliseconds())
		if flips > 0 {
			if err := flip(files, trust, flips, rand.New(rand.NewSource(seed))); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			fmt.Printf("%s: %d flipped bits, each of them found\n", name, flips)
		}
	}
	return nil
}

// kind puts files of one sort together, so that the few checkpoints are bent as often as the many tiles.
func kind(path string) string {
	parts := strings.Split(path, "/")
	kind := strings.Join(parts[:min(2, len(parts)-1)], "/")
	if len(parts) == 1 {
		kind = path
	}
	if strings.Contains(path, ".p/") {
		kind += " partial"
	}
	return kind
}

func min(a, b int) int {
	if a < b {
		return a
	}
	return b
}

func flip(files folder, trust *trust, flips int, chance *rand.Rand) error {
	kinds := map[string][]string{}
	for path := range files {
		kinds[kind(path)] = append(kinds[kind(path)], path)
	}
	var names []string
	for name, paths := range kinds {
		names = append(names, name)
		sort.Strings(paths)
	}
	sort.Strings(names)
	for i := 0; i < flips; i++ {
		paths := kinds[names[i%len(names)]]
		path := paths[chance.Intn(len(paths))]
		whole := files[path]
		if len(whole) == 0 {
			continue
		}
		at, bit := chance.Intn(len(whole)), chance.Intn(8)
		bent := append([]byte(nil), whole...)
		bent[at] ^= 1 << bit
		files[path] = bent
		_, err := check(files, trust)
		files[path] = whole
		if err == nil {
			return fmt.Errorf("bit %d of byte %d of %s was flipped, and nothing was found", bit, at, path)
		}
	}
	return nil
}
