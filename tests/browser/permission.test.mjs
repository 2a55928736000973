// Every page and every act, asked by every role and by nobody, against one table.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { demo } from './house.mjs';
import { Reader } from './plain.mjs';
import { el, everybody, pages, people } from './table.mjs';

// Who may send, by path. What is sent is nonsense: who is let in gets as far as being told so.
const acts = [
  [`${el}/office/recommendations/new`, ['office', 'sponsor']],
  [`${el}/sponsor/recommendations/new`, ['office', 'sponsor']],
  ...['/remind', '/promote', '/recommendations/r1/return', '/recommendations/r1/withdraw',
    '/recommendations/r1/person', '/screen/p1', '/pairs', '/clearance', '/candidates/preview', '/candidates/publish',
    '/seats', '/seats/judge-1/dismiss', '/rules', '/rules/check', '/standards', '/vote/vote/codes', '/result/count',
    '/panel/review/close', '/result/final/resolve', '/result/final/publish', '/notice/notice/publish', '/notice/replace',
    '/notice/objections/o1', '/naming/recheck', '/naming/name', '/naming/p1/reissue', '/naming/p1/revoke',
    '/publicity/assign', '/publicity/ceremony', '/publicity/pieces/m1', '/closing']
    .map((path) => [`${el}/office${path}`, ['office']]),
  ...['/sign-for', '/new', '/r1/revise', '/r1/endorse', '/r1/return', '/r1/withdraw'].map((path) => [`${el}/unit${path}`, ['unit']]),
  ...['/p1', '/p1/recuse'].map((path) => [`${el}/panel${path}`, ['judge']]),
  ...['/sign', '/decline'].map((path) => [`${el}/sponsor${path}`, ['sponsor']]),
  ...['', '/p1', '/p1/number'].map((path) => [`${el}/clearance${path}`, ['department']]),
  [`${el}/outlet/m1`, ['outlet']],
  [`${el}/supervision/o1/rule`, ['receiver']],
  [`${el}/audit/check`, ['auditor']],
  ...['/selections/new', '/selections', '/accounts', '/accounts/x/reset', '/accounts/x/disable', '/accounts/x/admin']
    .map((path) => [`/admin${path}`, ['admin']]),
];

let house;
before(async () => { house = await demo('--at', 'recommend'); });
after(async () => { await house?.stop(); });

async function as(role, stop = '') {
  const reader = new Reader(house.address);
  if (people[role]) {
    const answer = await reader.be(people[role]);
    // Judges have no seats before the panel is called.
    if (answer.status === 404 && stop === 'recommend') return null;
    assert.equal(answer.status, 303, `the demo has no ${people[role]}`);
  }
  return reader;
}

for (const stop of ['recommend', 'notice']) {
  test(`every page by every role, at ${stop}`, async () => {
    await new Reader(house.address).jump(stop);
    for (const role of everybody) {
      const reader = await as(role, stop);
      if (!reader) continue;
      for (const [path, allowed] of pages) {
        const answer = await reader.get(path);
        const where = `${path} as ${role} at ${stop}`;
        assert.ok(answer.status < 500, `${where}: ${answer.status}`);
        assert.ok(!answer.text.includes('⟦'), `${where}: a message is missing: ${answer.text.match(/⟦[^⟧]*⟧/)?.[0]}`);
        if (allowed.includes(role)) {
          // 404: what is not there yet is there for nobody.
          assert.ok([200, 303, 404].includes(answer.status) && !answer.to.startsWith('/sign-in'), `${where}: ${answer.status} ${answer.to}`);
        } else if (role === 'nobody') {
          assert.ok(answer.status === 303 && answer.to.startsWith('/sign-in'), `${where}: ${answer.status} ${answer.to}`);
        } else {
          assert.equal(answer.status, 403, where);
        }
      }
    }
  });

  test(`every act by every role, at ${stop}`, async () => {
    await new Reader(house.address).jump(stop);
    for (const role of everybody) {
      const reader = await as(role, stop);
      if (!reader) continue;
      const token = await reader.pageToken();
      for (const [path, allowed] of acts) {
        const where = `POST ${path} as ${role} at ${stop}`;
        const forged = await reader.send(path, {}, 'forged');
        assert.equal(forged.status, 403, `${where} without a token`);
        if (allowed.includes(role)) {
          // Acts that would change the demo's life are not sent by those who may: being let in shows on the pages.
          continue;
        }
        const answer = await reader.send(path, {}, token);
        if (role === 'nobody') {
          assert.ok(answer.status === 303 && answer.to.startsWith('/sign-in'), `${where}: ${answer.status} ${answer.to}`);
        } else {
          assert.equal(answer.status, 403, where);
        }
      }
    }
  });
}

test('a form that another site sends is refused', async () => {
  const reader = await as('office');
  const token = await reader.pageToken();
  const body = new URLSearchParams({ csrf: token, unit: 'lanshan' });
  const answer = await reader.ask(`${el}/office/remind`, { method: 'POST', body, headers: { origin: 'https://elsewhere.example', 'content-type': 'application/x-www-form-urlencoded' } });
  assert.equal(answer.status, 403);
});

test('what belongs to another unit looks like what does not exist', async () => {
  await new Reader(house.address).jump('recommend');
  const office = await as('office');
  const list = await office.get(`${el}/office/recommendations?unit=luozhuang`);
  const other = list.text.match(/recommendations\/(r\d+)"/)?.[1];
  assert.ok(other, 'another unit has a recommendation');
  const unit = await as('unit');
  const strange = await unit.get(`${el}/unit/${other}`);
  const missing = await unit.get(`${el}/unit/r99999`);
  assert.equal(strange.status, missing.status);
  assert.ok(strange.status >= 400);
  const plain = (text) => text.replaceAll(other, '').replaceAll('r99999', '').replace(/value="[^"]*"/g, '').replace(/\?[^"]*/g, '');
  assert.equal(plain(strange.text), plain(missing.text));
});
