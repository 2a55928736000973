package main

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

const smIdentifier = "\xffxuanxian-sm2-sm3-v1"

// key is a verifier key of any type.
type key struct {
	name   string
	id     uint32
	kind   byte
	public []byte
}

// parseKey reads name+id+base64(type, public key); the long identifier of type 0xff goes with the type.
func parseKey(text string) (key, error) {
	bad := fmt.Errorf("%q is no verifier key", text)
	parts := strings.SplitN(text, "+", 3)
	if len(parts) != 3 {
		return key{}, bad
	}
	id, err := strconv.ParseUint(parts[1], 16, 32)
	raw, err2 := base64.StdEncoding.Strict().DecodeString(parts[2])
	if err != nil || err2 != nil || len(raw) < 2 {
		return key{}, bad
	}
	hash := sha256.Sum256(append([]byte(parts[0]+"\n"), raw...))
	if binary.BigEndian.Uint32(hash[:]) != uint32(id) {
		return key{}, fmt.Errorf("the id of %q is wrong", text)
	}
	k := key{parts[0], uint32(id), raw[0], raw[1:]}
	if k.kind == 0xff {
		rest := strings.TrimPrefix(string(raw), smIdentifier)
		if len(rest) != 65 {
			return key{}, bad
		}
		k.public = []byte(rest)
	} else if len(k.public) != ed25519.PublicKeySize {
		return key{}, bad
	}
	return k, nil
}

// cosigner verifies C2SP tlog-cosignature, cosignature/v1, for Go's note package.
type cosigner struct{ key }

func (c cosigner) Name() string    { return c.name }
func (c cosigner) KeyHash() uint32 { return c.id }
func (c cosigner) Verify(text, signature []byte) bool {
	if len(signature) != 8+ed25519.SignatureSize {
		return false
	}
	seconds := binary.BigEndian.Uint64(signature)
	message := fmt.Sprintf("cosignature/v1\ntime %d\n%s", seconds, text)
	return ed25519.Verify(c.public, []byte(message), signature[8:])
}

// member is a witness, or a group of members.
type member struct {
	witness *key
	k       int
	of      []string
}

type trust struct {
	logs    map[string]note.Verifier // by origin
	sm      map[string]key           // by <origin>/sm3
	members map[string]member
	quorum  string
}

func readTrust(name string) (*trust, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	t := &trust{logs: map[string]note.Verifier{}, sm: map[string]key{}, members: map[string]member{}}
	for i, line := range strings.Split(string(text), "\n") {
		words := strings.Fields(line)
		if len(words) == 0 || strings.HasPrefix(words[0], "#") || words[0] == "plan" {
			continue
		}
		if err := t.take(words); err != nil {
			return nil, fmt.Errorf("%s, line %d: %w", name, i+1, err)
		}
	}
	if t.quorum == "" {
		return nil, fmt.Errorf("%s: no quorum", name)
	}
	return t, nil
}

func (t *trust) take(words []string) error {
	need := map[string]int{"log": 2, "log-sm": 2, "witness": 3, "group": 4, "quorum": 2}[words[0]]
	if need == 0 || len(words) < need {
		return fmt.Errorf("a line that cannot be read")
	}
	switch words[0] {
	case "log":
		verifier, err := note.NewVerifier(words[1])
		if err != nil {
			return err
		}
		t.logs[verifier.Name()] = verifier
	case "log-sm":
		k, err := parseKey(words[1])
		if err != nil || k.kind != 0xff {
			return fmt.Errorf("no SM2 key: %v", err)
		}
		t.sm[k.name] = k
	case "witness":
		k, err := parseKey(words[2])
		if err != nil || k.kind != 4 {
			return fmt.Errorf("no cosigner's key: %v", err)
		}
		t.members[words[1]] = member{witness: &k}
	case "group":
		of := words[3:]
		k, err := strconv.Atoi(words[2])
		if words[2] == "all" {
			k, err = len(of), nil
		} else if words[2] == "any" {
			k, err = 1, nil
		}
		if err != nil || k < 1 || k > len(of) {
			return fmt.Errorf("a threshold that cannot be read")
		}
		t.members[words[1]] = member{k: k, of: of}
	case "quorum":
		t.quorum = words[1]
	}
	return nil
}

// holds says whether a witness or group of this name has cosigned.
func (t *trust) holds(name string, cosigned map[string]bool) bool {
	m := t.members[name]
	if m.witness != nil {
		return cosigned[m.witness.name]
	}
	count := 0
	for _, of := range m.of {
		if t.holds(of, cosigned) {
			count++
		}
	}
	return m.k > 0 && count >= m.k
}
