package main

import (
	"bytes"
	"encoding/asn1"
	"encoding/base64"
	"encoding/binary"
	"encoding/pem"
	"fmt"
	"math/big"
	"math/bits"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// smCheckpoint checks the second view of the tree: its root over SM3 from the leaves, the line that ties it to the
// first, and the signature, which OpenSSL verifies.
func smCheckpoint(files folder, t *trust, at head, leaves [][]byte) error {
	signed, ok := files["checkpoint.sm"]
	if !ok {
		return nil
	}
	cut := bytes.LastIndex(signed, []byte("\n\n"))
	if cut < 0 {
		return fmt.Errorf("no signature")
	}
	text, signature := signed[:cut+1], string(signed[cut+2:])
	lines := strings.Split(string(text), "\n")
	if len(lines) != 5 || lines[4] != "" {
		return fmt.Errorf("other than four lines")
	}
	name := at.origin + "/sm3"
	size, err := number(lines[1])
	if err != nil || lines[0] != name || size != at.tree.N {
		return fmt.Errorf("of another tree")
	}
	if lines[3] != "sha256 "+at.tree.Hash.String() {
		return fmt.Errorf("not tied to the root of the checkpoint")
	}
	said, err := hash(lines[2])
	if err != nil {
		return err
	}
	if root := sm3Tree(leaves); root != said {
		return fmt.Errorf("the leaves lead to another root over SM3")
	}

	key, ok := t.sm[name]
	if !ok {
		return fmt.Errorf("no key is trusted for it")
	}
	encoded := strings.TrimPrefix(signature, "— "+name+" ")
	raw, err := base64.StdEncoding.Strict().DecodeString(strings.TrimSuffix(encoded, "\n"))
	if err != nil || !strings.HasSuffix(encoded, "\n") || len(raw) != 4+64 {
		return fmt.Errorf("no signature line of %s", name)
	}
	if binary.BigEndian.Uint32(raw) != key.id {
		return fmt.Errorf("signed by a stranger")
	}
	return openSSLVerify(key.public, text, raw[4:])
}

func sm3Tree(leaves [][]byte) tlog.Hash {
	switch len(leaves) {
	case 0:
		return sm3(nil)
	case 1:
		return sm3(append([]byte{0}, leaves[0]...))
	}
	half := 1 << (bits.Len(uint(len(leaves)-1)) - 1)
	left, right := sm3Tree(leaves[:half]), sm3Tree(leaves[half:])
	return sm3(append(append([]byte{1}, left[:]...), right[:]...))
}

// sm3 is GB/T 32905, written for this check alone; sm3AgainstOpenSSL holds it against OpenSSL.
func sm3(message []byte) tlog.Hash {
	state := [8]uint32{0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e}
	padded := append(append([]byte(nil), message...), 0x80)
	for len(padded)%64 != 56 {
		padded = append(padded, 0)
	}
	padded = binary.BigEndian.AppendUint64(padded, uint64(len(message))*8)
	p0 := func(x uint32) uint32 { return x ^ bits.RotateLeft32(x, 9) ^ bits.RotateLeft32(x, 17) }
	p1 := func(x uint32) uint32 { return x ^ bits.RotateLeft32(x, 15) ^ bits.RotateLeft32(x, 23) }
	for ; len(padded) > 0; padded = padded[64:] {
		var w [68]uint32
		for j := range w {
			if j < 16 {
				w[j] = binary.BigEndian.Uint32(padded[4*j:])
			} else {
				w[j] = p1(w[j-16]^w[j-9]^bits.RotateLeft32(w[j-3], 15)) ^ bits.RotateLeft32(w[j-13], 7) ^ w[j-6]
			}
		}
		a, b, c, d := state[0], state[1], state[2], state[3]
		e, f, g, h := state[4], state[5], state[6], state[7]
		for j := 0; j < 64; j++ {
			constant, ff, gg := uint32(0x79cc4519), a^b^c, e^f^g
			if j >= 16 {
				constant, ff, gg = 0x7a879d8a, a&b|a&c|b&c, e&f|^e&g
			}
			ss1 := bits.RotateLeft32(bits.RotateLeft32(a, 12)+e+bits.RotateLeft32(constant, j%32), 7)
			tt1 := ff + d + (ss1 ^ bits.RotateLeft32(a, 12)) + (w[j] ^ w[j+4])
			tt2 := gg + h + ss1 + w[j]
			a, b, c, d = tt1, a, bits.RotateLeft32(b, 9), c
			e, f, g, h = p0(tt2), e, bits.RotateLeft32(f, 19), g
		}
		for i, v := range [8]uint32{a, b, c, d, e, f, g, h} {
			state[i] ^= v
		}
	}
	var sum tlog.Hash
	for i, v := range state {
		binary.BigEndian.PutUint32(sum[4*i:], v)
	}
	return sum
}

// sm3AgainstOpenSSL compares the digests of messages of all lengths around the borders of blocks.
func sm3AgainstOpenSSL() error {
	for _, length := range []int{0, 1, 55, 56, 63, 64, 65, 119, 120, 300, 65536} {
		message := make([]byte, length)
		for i := range message {
			message[i] = byte(i * 7)
		}
		command := exec.Command("openssl", "dgst", "-sm3", "-binary")
		command.Stdin = bytes.NewReader(message)
		said, err := command.Output()
		if err != nil {
			return fmt.Errorf("openssl dgst -sm3: %w", err)
		}
		if sum := sm3(message); !bytes.Equal(said, sum[:]) {
			return fmt.Errorf("OpenSSL has another SM3 of %d bytes", length)
		}
	}
	return nil
}

// openSSLVerify lets OpenSSL verify an SM2 signature: the public key as SubjectPublicKeyInfo, r and s in DER.
func openSSLVerify(point, text, signature []byte) error {
	dir, err := os.MkdirTemp("", "logcheck")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	type algorithm struct{ Algorithm, Curve asn1.ObjectIdentifier }
	info, err := asn1.Marshal(struct {
		Algorithm algorithm
		Key       asn1.BitString
	}{
		algorithm{asn1.ObjectIdentifier{1, 2, 840, 10045, 2, 1}, asn1.ObjectIdentifier{1, 2, 156, 10197, 1, 301}},
		asn1.BitString{Bytes: point, BitLength: 8 * len(point)},
	})
	if err != nil {
		return err
	}
	r, s := new(big.Int).SetBytes(signature[:32]), new(big.Int).SetBytes(signature[32:])
	der, err := asn1.Marshal(struct{ R, S *big.Int }{r, s})
	if err != nil {
		return err
	}
	key := pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: info})
	for name, data := range map[string][]byte{"key": key, "text": text, "signature": der} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			return err
		}
	}
	in := func(name string) string { return filepath.Join(dir, name) }
	command := exec.Command("openssl", "pkeyutl", "-verify", "-pubin", "-inkey", in("key"), "-rawin", "-digest", "sm3",
		"-pkeyopt", "distid:1234567812345678", "-in", in("text"), "-sigfile", in("signature"))
	if said, err := command.CombinedOutput(); err != nil {
		return fmt.Errorf("OpenSSL does not accept the signature: %s", strings.TrimSpace(string(said)))
	}
	return nil
}
