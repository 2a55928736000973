// No personal number anywhere but where the office asks for it, and no name before or after it is public: in pages that
// anybody can reach, in addresses, in what the server says.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { demo } from './house.mjs';
import { Reader } from './plain.mjs';

const el = '/s/linyi-2022';
const stops = ['recommend', 'screen', 'vote', 'review', 'notice', 'naming', 'publicity', 'closed'];

let house;
before(async () => { house = await demo('--at', 'recommend'); });
after(async () => { await house?.stop(); });

/// Every page that a citizen can reach by links, the log's included, up to a bound.
async function crawl(reader, most) {
  const seen = new Map();
  const queue = [el];
  while (queue.length > 0 && seen.size < most) {
    const path = queue.shift();
    if (seen.has(path)) continue;
    const answer = await reader.get(path);
    seen.set(path, answer.text);
    assert.ok(answer.status < 500, `${path}: ${answer.status}`);
    for (const [, href] of answer.text.matchAll(/href="(\/s\/[^"#]+)"/g)) {
      const clean = href.replaceAll('&amp;', '&');
      if (!seen.has(clean) && !clean.includes('order=')) queue.push(clean);
    }
  }
  return seen;
}

/// What the site publishes for other people's programs: every leaf of both logs, and the parts beside them.
async function published(reader) {
  const found = new Map();
  for (const log of ['acts', 'ballots']) {
    const [, size] = (await reader.get(`/log/linyi-2022/${log}/checkpoint`)).text.split('\n');
    assert.ok(Number(size) >= 0, `${log} has a head`);
    for (let n = 0; n * 256 < Number(size); n += 1) {
      const left = Math.min(Number(size) - n * 256, 256);
      const path = `/log/linyi-2022/${log}/tile/entries/${String(n).padStart(3, '0')}${left < 256 ? `.p/${left}` : ''}`;
      const bundle = await reader.get(path);
      assert.equal(bundle.status, 200, path);
      found.set(path, bundle.text);
    }
  }
  const path = '/log/linyi-2022/acts/disclosed';
  const parts = (await reader.get(path)).text.split('\n').filter(Boolean).map((line) => JSON.parse(line));
  found.set(path, parts.map((part) => Buffer.from(part.bytes, 'base64').toString()).join('\n'));
  return found;
}

/// The names of everybody who was put forward, as the office reads them.
async function everyone(address) {
  const office = new Reader(address);
  await office.be('office1');
  const names = new Map();
  for (let page = 1; page < 60; page += 1) {
    const list = await office.get(`${el}/office/recommendations?page=${page}`);
    const before = names.size;
    for (const [, rec, name] of list.text.matchAll(/recommendations\/(r\d+)"[^>]*>(?:<[^>]+>)*([^<]{2,40})</g)) names.set(rec, name.trim());
    if (names.size === before) break;
  }
  return names;
}

for (const stop of stops) {
  test(`at ${stop} the public learns no number and no name too early or too late`, async () => {
    const reader = new Reader(house.address);
    await reader.jump(stop);
    const pages = await crawl(new Reader(house.address), 260);
    assert.ok(pages.size > 8, 'the crawl found pages');
    for (const [path, text] of await published(new Reader(house.address))) pages.set(path, text);
    for (const [path, text] of pages) {
      assert.ok(!/371399\d{11}[\dXx]/.test(text), `${path} shows an ID number`);
      assert.ok(!/19900\d{6}/.test(text), `${path} shows a telephone number`);
      assert.ok(!/371399|19900\d{6}/.test(path), `an address holds a number: ${path}`);
      assert.ok(!/\p{Script=Han}|%E[4-9]/u.test(path.replace(/[?].*$/, '')), `an address holds a name: ${path}`);
    }
    const names = await everyone(house.address).catch(() => new Map());
    if (stop === 'closed') return;
    assert.ok(names.size > 20, `the office reads names at ${stop}: ${names.size}`);
    const candidates = [...pages].filter(([path]) => path.startsWith(`${el}/candidates`)).map(([, text]) => text).join('\n');
    const body = [...pages.values()].join('\n');
    const early = ['recommend', 'screen'].includes(stop);
    for (const [rec, name] of names) {
      if (!/^\p{Script=Han}/u.test(name) || name.length < 3) continue;
      const isPublic = !early && candidates.includes(name);
      if (!isPublic) assert.ok(!body.includes(name), `${name} (${rec}) is not a candidate and stands on a public page at ${stop}`);
    }
  });
}

test('a search finds nobody who is not public', async () => {
  const reader = new Reader(house.address);
  await reader.jump('screen');
  const names = [...(await everyone(house.address)).values()].slice(0, 10);
  for (const name of names) {
    const answer = await reader.get(`${el}/candidates?q=${encodeURIComponent(name)}`);
    const without = answer.text.replaceAll(`value="${name}"`, '').replaceAll(encodeURIComponent(name), '');
    assert.ok(!without.includes(name), `a search for ${name} tells that the name is known`);
  }
});

test('what the server said holds no number and no name', async () => {
  const said = house.said.join('\n');
  assert.ok(!/371399\d{11}|19900\d{6}/.test(said));
  const names = [...(await everyone(house.address)).values()].filter((name) => name.length >= 3);
  for (const name of names) assert.ok(!said.includes(name), `the server said ${name}`);
});
