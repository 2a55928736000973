// One receipt against a publication: what `crates/verify/src/receipt.rs` does, done again in the browser, so that the
// server need not be believed. The formats are C2SP's tlog-proof, tlog-checkpoint, signed-note and tlog-tiles; the tree is
// that of RFC 6962 over SHA-256. No page here, and no network but `fetchFile`.

/** Why a receipt does not hold: a name that the page has a sentence for, and figures for it. */
export class Fault extends Error {
  constructor(name, figures = {}) {
    super(name);
    this.fault = name;
    this.figures = figures;
  }
}

const MOST = 16 * 1024;
export const fail = (name, figures) => { throw new Fault(name, figures); };
const bytesOf = (text) => new TextEncoder().encode(text);
const same = (a, b) => a.length === b.length && a.every((byte, i) => byte === b[i]);
export const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
export const base64 = (bytes) => btoa(String.fromCharCode(...bytes));
const sha256 = async (...parts) => new Uint8Array(await crypto.subtle.digest("SHA-256", join(parts)));
const leafHash = (leaf) => sha256([0], leaf);
const nodeHash = (left, right) => sha256([1], left, right);

function join(parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Standard base64 in its one spelling; null for any other text. */
function unbase64(text) {
  try {
    const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
    return base64(bytes) === text ? bytes : null;
  } catch {
    return null;
  }
}

function hashOf(text) {
  const bytes = unbase64(text ?? "");
  return bytes?.length === 32 ? bytes : null;
}

/** Digits without a leading zero, up to 2^53 - 1; null for any other text. */
function decimal(text) {
  return /^(0|[1-9]\d*)$/.test(text ?? "") && Number.isSafeInteger(Number(text)) ? Number(text) : null;
}

/** A signed head: origin, size, root, and signature lines. `line` is where it begins. */
function readHead(text, line, wrong) {
  const lines = text.split("\n");
  const at = (i) => wrong(line + i);
  const [origin, size, root, empty] = lines;
  if (!origin || /[\s+]/u.test(origin)) at(0);
  const head = { origin, size: decimal(size) ?? at(1), root: hashOf(root) ?? at(2), signatures: [] };
  if (empty !== "") at(3);
  if (lines.length < 6 || lines.at(-1) !== "") at(lines.length - 1);
  for (let i = 4; i < lines.length - 1; i += 1) {
    const [, name, blob] = lines[i].match(/^— ([^\s+]+) (\S+)$/u) ?? at(i);
    const bytes = unbase64(blob) ?? at(i);
    if (bytes.length < 5) at(i);
    head.signatures.push({ name, id: bytes.subarray(0, 4), signature: bytes.subarray(4) });
  }
  head.text = `${origin}\n${size}\n${root}\n`;
  return head;
}

/** What was handed in: a receipt, or number and leaf hash out of the address in its code. */
export function read(given) {
  const wrong = (line) => fail("unreadable", { line });
  if (bytesOf(given).length > MOST) wrong(1);
  const text = given.replace(/^\ufeff/, "").replaceAll("\r\n", "\n").trim();
  if (!text.includes("\n") && text.includes("?")) {
    const [path, query] = text.split("?");
    const asked = new URLSearchParams(query.split("#")[0]);
    const n = decimal(asked.get("n"));
    const leaf = (asked.get("leaf") ?? "").toLowerCase();
    if (n !== null && /^[0-9a-f]{64}$/.test(leaf)) {
      return { n, hash: Uint8Array.from(leaf.match(/../g), (pair) => parseInt(pair, 16)), el: path.match(/\/s\/([^/]*)/)?.[1] ?? "" };
    }
  }
  const end = text.indexOf("\n\n");
  if (end < 0) wrong(text.split("\n").length + 1);
  const lines = text.slice(0, end).split("\n");
  if (lines[0] !== "c2sp.org/tlog-proof@v1") wrong(1);
  const leaf = unbase64(lines[1]?.match(/^extra (.+)$/)?.[1] ?? "!") ?? wrong(2);
  const n = decimal(lines[2]?.match(/^index (.+)$/)?.[1]) ?? wrong(3);
  const proof = lines.slice(3).map((line, i) => hashOf(line) ?? wrong(4 + i));
  const head = readHead(`${text.slice(end + 2)}\n`, lines.length + 2, wrong);
  let ballot;
  try {
    ballot = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(leaf));
  } catch {
    wrong(2);
  }
  if (typeof ballot !== "object" || ballot === null || ballot.n !== n) wrong(2);
  return { n, leaf, ballot, proof, head };
}

/** Follows a proof from a leaf to a root, as RFC 9162 section 2.1.3.2 says. */
async function included(hash, n, size, proof, root) {
  if (n >= size) return false;
  let [index, last, found] = [n, size - 1, hash];
  for (const step of proof) {
    if (last === 0) return false;
    if (index % 2 === 1 || index === last) {
      found = await nodeHash(step, found);
      while (index % 2 === 0 && index !== 0) {
        index /= 2;
        last = Math.floor(last / 2);
      }
    } else {
      found = await nodeHash(found, step);
    }
    index = Math.floor(index / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && same(found, root);
}

/** Whether one tree is the beginning of another, as RFC 9162 section 2.1.4.2 says. */
async function extended(old, size, proof, oldRoot, root) {
  if (old === size) return proof.length === 0 && same(oldRoot, root);
  if (old === 0 || old > size) return false;
  const steps = isPower(old) ? [oldRoot, ...proof] : [...proof];
  if (steps.length === 0) return false;
  let [index, last] = [old - 1, size - 1];
  while (index % 2 === 1) {
    index = Math.floor(index / 2);
    last = Math.floor(last / 2);
  }
  let [before, now] = [steps[0], steps[0]];
  for (const step of steps.slice(1)) {
    if (last === 0) return false;
    if (index % 2 === 1 || index === last) {
      before = await nodeHash(step, before);
      now = await nodeHash(step, now);
      while (index % 2 === 0 && index !== 0) {
        index /= 2;
        last = Math.floor(last / 2);
      }
    } else {
      now = await nodeHash(now, step);
    }
    index = Math.floor(index / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && same(before, oldRoot) && same(now, root);
}

const isPower = (n) => 2 ** Math.round(Math.log2(n)) === n;

/** The largest power of two below `n`. */
function split(n) {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

/** A tile's number as paths have it: `x001/x234/067`. */
function numbered(index) {
  const parts = String(index).padStart(Math.ceil(String(index).length / 3) * 3, "0").match(/.../g);
  return parts.map((part, i) => (i < parts.length - 1 ? `x${part}` : part)).join("/");
}

/** A published log: hashes of its tree, out of its tiles. Nothing here is believed; proofs made of it are checked. */
class Tiles {
  constructor(size, fetchFile) {
    this.size = size;
    this.fetchFile = fetchFile;
    this.tiles = new Map();
  }

  async tile(level, index) {
    const key = `${level}/${index}`;
    if (!this.tiles.has(key)) {
      const count = Math.floor(this.size / 256 ** level);
      const width = Math.min(256, count - index * 256);
      const path = `tile/${level}/${numbered(index)}`;
      // A partial tile may be gone once the full one is there.
      const bytes = (width < 256 ? await this.fetchFile(`${path}.p/${width}`) : null) ?? (await this.fetchFile(path));
      if (!bytes || bytes.length < width * 32) fail("files");
      this.tiles.set(key, bytes);
    }
    return this.tiles.get(key);
  }

  /** Root over the leaves from `start`, `len` of them. */
  async range(start, len) {
    if (isPower(len) && start % len === 0) {
      const height = Math.round(Math.log2(len));
      const level = Math.floor(height / 8);
      const each = 2 ** (height - level * 8);
      const first = start / 256 ** level;
      if (each === 1) {
        const tile = await this.tile(level, Math.floor(first / 256));
        return tile.subarray((first % 256) * 32, (first % 256) * 32 + 32);
      }
    }
    const left = split(len);
    return nodeHash(await this.range(start, left), await this.range(start + left, len - left));
  }

  /** RFC 6962 section 2.1.1. */
  async inclusionProof(n) {
    const proof = [];
    let [start, len] = [0, this.size];
    while (len > 1) {
      const left = split(len);
      if (n - start < left) {
        proof.push(await this.range(start + left, len - left));
        len = left;
      } else {
        proof.push(await this.range(start, left));
        [start, len] = [start + left, len - left];
      }
    }
    return proof.reverse();
  }

  /** RFC 6962 section 2.1.2. */
  async consistencyProof(old) {
    const proof = [];
    let [start, len, whole] = [0, this.size, true];
    while (old - start < len) {
      const left = split(len);
      if (old - start <= left) {
        proof.push(await this.range(start + left, len - left));
        len = left;
      } else {
        proof.push(await this.range(start, left));
        [start, len, whole] = [start + left, len - left, false];
      }
    }
    if (!whole) proof.push(await this.range(start, len));
    return proof.reverse();
  }
}

/** A key as signed-note writes it: name, id, and after the type 1 the 32 bytes of Ed25519. */
async function readKey(word) {
  const [, name, id, blob] = word.match(/^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/u) ?? [];
  const bytes = unbase64(blob ?? "!");
  if (bytes?.length !== 33 || bytes[0] !== 1) return null;
  const found = (await sha256(bytesOf(name), [10], bytes)).subarray(0, 4);
  return hex(found) === id ? { name, id: found, bytes: bytes.subarray(1), word } : null;
}

/** The keys of logs in a trust file, or the one key that a text is. */
export async function readKeys(text) {
  const lines = text.split(/\r?\n/).map((line) => line.trim().split(/[ \t]+/));
  const words = lines.filter((line) => line[0] === "log").map((line) => line[1] ?? "");
  if (lines.length === 1 && lines[0].length === 1) words.push(lines[0][0]);
  return (await Promise.all(words.map(readKey))).filter(Boolean);
}

/** Ed25519 of the browser, or, where it has none, in plain script. */
async function verifies(key, signature, text, fallback) {
  let native;
  try {
    native = await crypto.subtle.importKey("raw", key, { name: "Ed25519" }, false, ["verify"]);
  } catch {
    const { verifyAsync } = await import(fallback);
    return verifyAsync(signature, text, key, { zip215: false });
  }
  return crypto.subtle.verify({ name: "Ed25519" }, native, signature, text);
}

async function signedBy(head, keys, fallback) {
  for (const key of keys.filter((key) => key.name === head.origin)) {
    const lines = head.signatures.filter((line) => line.name === key.name && same(line.id, key.id));
    for (const line of lines) {
      if (line.signature.length === 64 && (await verifies(key.bytes, line.signature, bytesOf(head.text), fallback))) return key;
    }
  }
  return null;
}

/** The ballot that a code names, out of its bundle; the bytes must give its hash. */
async function ballotAt({ n, hash }, { size }, fetchFile) {
  const bundle = Math.floor(n / 256);
  const width = Math.min(256, size - bundle * 256);
  const path = `ballots/tile/entries/${numbered(bundle)}`;
  const bytes = (width < 256 ? await fetchFile(`${path}.p/${width}`) : null) ?? (await fetchFile(path)) ?? fail("files");
  let at = 0;
  for (let i = bundle * 256; at + 2 <= bytes.length; i += 1) {
    const end = at + 2 + bytes[at] * 256 + bytes[at + 1];
    const leaf = bytes.subarray(at + 2, end);
    if (i === n) return same(await leafHash(leaf), hash) ? JSON.parse(new TextDecoder().decode(leaf)) : fail("files");
    at = end;
  }
  return fail("files");
}

/** That the ballot stands at its number under a head; fails by one name beyond the end, by another where another stands. */
async function stands(handed, now, fetchFile, beyond, other) {
  if (handed.n >= now.size) fail(beyond, { n: now.size });
  const tiles = new Tiles(now.size, (path) => fetchFile(`ballots/${path}`));
  const hash = handed.hash ?? (await leafHash(handed.leaf));
  const at = await tiles.range(handed.n, 1);
  const proof = await tiles.inclusionProof(handed.n);
  if (!(await included(at, handed.n, now.size, proof, now.root))) fail("files");
  if (!same(at, hash)) fail(other, { n: handed.n });
  return { tiles, hash };
}

/** Whether one log of ballots is an earlier generation of another: `…/ballots`, then `…/ballots.2`, `…/ballots.3`. */
function earlier(origin, now) {
  const parts = (text) => text.match(/^(.+\/ballots)(?:\.([1-9]\d*))?$/);
  const [before, after] = [parts(origin), parts(now)];
  return Boolean(before && after && before[1] === after[1] && Number(before[2] ?? 1) < Number(after[2] ?? 1));
}

/**
 * Asks a receipt one question after another; throws the first `Fault`. `fetchFile(path)` gives the bytes of a published
 * file, or null where there is none; `tell(name, figures)` is told each step that holds.
 */
export async function check(handed, { fetchFile, keys, fallback, tell = () => {} }) {
  if (handed.head) {
    const { leaf, n, proof, head } = handed;
    if (!(await included(await leafHash(leaf), n, head.size, proof, head.root))) fail("path");
    tell("sound");
  }
  const trusted = keys ?? (await readKeys(new TextDecoder().decode((await fetchFile("trust")) ?? fail("unpublished"))));
  const bytes = (await fetchFile("ballots/checkpoint")) ?? fail("unpublished");
  const now = readHead(new TextDecoder().decode(bytes), 1, () => fail("head"));
  const restored = handed.head ? earlier(handed.head.origin, now.origin) : /\/ballots\.\d+$/.test(now.origin);
  if (handed.head && handed.head.origin !== now.origin && !restored) fail("origin", { origin: handed.head.origin });
  if (handed.el && handed.el !== now.origin.split("/")[1]) fail("origin", { origin: handed.el });
  if (!trusted.some((key) => key.name === now.origin)) fail("unknown", { origin: now.origin });
  const signed = (await signedBy(now, trusted, fallback)) ?? fail("head");
  const key = handed.head ? ((await signedBy(handed.head, trusted, fallback)) ?? fail("signature")) : null;
  if (handed.head) tell("signed");
  if (restored) {
    // The log before had shown what is no beginning of this one; that the ballot is in it is what counts.
    tell("head-signed", { now: now.size });
    await stands(handed, now, fetchFile, "lost", "lost");
    tell("same", { n: handed.n });
    if (handed.head) tell("restored");
    const hash = handed.hash ?? (await leafHash(handed.leaf));
    return { hash, ballot: handed.ballot ?? (await ballotAt(handed, now, fetchFile)), now, key: key ?? signed };
  }
  const then = handed.head?.size;
  if (then > now.size) fail("behind", { n: now.size });
  tell("head-signed", { now: now.size });
  const { tiles, hash } = await stands(handed, now, fetchFile, "beyond", handed.head ? "other" : "address");
  tell("same", { n: handed.n });
  if (handed.head) {
    const before = await tiles.range(0, then);
    if (!(await extended(then, now.size, await tiles.consistencyProof(then), before, now.root))) fail("files");
    if (!same(before, handed.head.root)) fail("rewritten", { n: then });
    tell("grown", { then, now: now.size });
  }
  return { hash, ballot: handed.ballot ?? (await ballotAt(handed, now, fetchFile)), then, now, key: key ?? signed };
}
