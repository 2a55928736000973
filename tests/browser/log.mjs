// A published log of somebody's own making: leaves, tree, tiles and a signed head, written from the formats (RFC 6962, C2SP
// tlog-tiles, tlog-checkpoint, signed-note, tlog-proof) and from nothing of ours, so that what reads ours can be tried with
// histories that ours never has.

import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';

const sha = (...parts) => createHash('sha256').update(Buffer.concat(parts.map((part) => Buffer.from(part)))).digest();
export const leafHash = (leaf) => sha([0], leaf);
const nodeHash = (left, right) => sha([1], left, right);
const split = (n) => { let k = 1; while (k * 2 < n) k *= 2; return k; };

export const rootOf = (hashes) => {
  if (hashes.length <= 1) return hashes[0] ?? sha([]);
  const k = split(hashes.length);
  return nodeHash(rootOf(hashes.slice(0, k)), rootOf(hashes.slice(k)));
};

const pathTo = (n, hashes) => {
  if (hashes.length <= 1) return [];
  const k = split(hashes.length);
  return n < k ? [...pathTo(n, hashes.slice(0, k)), rootOf(hashes.slice(k))] : [...pathTo(n - k, hashes.slice(k)), rootOf(hashes.slice(0, k))];
};

/// A key of a log, the same for the same byte.
export function keyOf(origin, byte = 7) {
  const seed = Buffer.alloc(32, byte);
  const secret = createPrivateKey({ key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]), format: 'der', type: 'pkcs8' });
  const raw = createPublicKey(secret).export({ format: 'der', type: 'spki' }).subarray(-32);
  const bytes = Buffer.concat([Buffer.from([1]), raw]);
  const id = sha(origin, '\n', bytes).subarray(0, 4);
  return {
    origin,
    word: `${origin}+${id.toString('hex')}+${bytes.toString('base64')}`,
    line: (text) => `— ${origin} ${Buffer.concat([id, sign(null, Buffer.from(text), secret)]).toString('base64')}\n`,
  };
}

/// The signed head over these leaf hashes.
export function headOf(key, hashes, { size = hashes.length, root = rootOf(hashes), origin = key.origin } = {}) {
  const text = `${origin}\n${size}\n${root.toString('base64')}\n`;
  return `${text}\n${key.line(text).replace(key.origin, origin)}`;
}

/// A ballot's leaf; `mark` tells one that is not the true one of its number.
export function ballot(n, mark = '0') {
  return JSON.stringify({
    at: 1670745600000 + n, cat: 'park', channel: 'web', commit: mark.repeat(64), el: 'linyi-2022', n, nym: createHash('sha256').update(String(n)).digest('hex'),
    period: 'vote-2022-12-11', slot: 0, v: 1,
  });
}

/// The receipt of ballot `n` when the log had these leaves.
export function receiptOf(key, leaves, n, head = undefined) {
  const hashes = leaves.map(leafHash);
  const steps = pathTo(n, hashes).map((hash) => `${hash.toString('base64')}\n`).join('');
  return `c2sp.org/tlog-proof@v1\nextra ${Buffer.from(leaves[n]).toString('base64')}\nindex ${n}\n${steps}\n${head ?? headOf(key, hashes)}`;
}

/// The files of a publication of the log of ballots, by path.
export function filesOf(key, leaves) {
  const files = new Map([['trust', `log ${key.word}\nquorum none\n`], ['ballots/checkpoint', headOf(key, leaves.map(leafHash))]]);
  const put = (level, row, kind = `${level}`) => {
    for (let i = 0; i * 256 < row.length; i += 1) {
      const tile = row.slice(i * 256, i * 256 + 256);
      const name = String(i).padStart(3, '0');
      files.set(`ballots/tile/${kind}/${name}${tile.length < 256 ? `.p/${tile.length}` : ''}`, Buffer.concat(tile));
    }
  };
  const bundled = leaves.map((leaf) => Buffer.concat([Buffer.from([leaf.length >> 8, leaf.length & 255]), Buffer.from(leaf)]));
  put(0, bundled, 'entries');
  for (let [level, row] = [0, leaves.map(leafHash)]; row.length; level += 1) {
    put(level, row);
    row = Array.from({ length: Math.floor(row.length / 256) }, (_, i) => rootOf(row.slice(i * 256, i * 256 + 256)));
  }
  return files;
}
