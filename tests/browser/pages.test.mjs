// Every page that stands in the table, by somebody who may enter it: at phone width and at a desk, with scripts and
// without, in both languages; complaints, axe, nothing wider than the screen.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browser, demo, desk, fit, person, phone, violations } from './house.mjs';
import { be, jump } from './ways.mjs';
import { pages, people } from './table.mjs';

let house;
let chromium;
before(async () => { house = await demo('--at', 'vote'); chromium = await browser(); });
after(async () => { await chromium?.close(); await house?.stop(); });

/// The pages of each role, the public's for everybody once.
const rooms = new Map();
for (const [path, allowed] of pages) {
  if (path.endsWith('.json')) continue;
  const role = allowed.includes('nobody') ? 'nobody' : allowed[0];
  rooms.set(role, [...(rooms.get(role) ?? []), path]);
}

async function visit(someone, path, where) {
  const answer = await someone.page.goto(path);
  if (answer.status() === 404) {
    // What is not there yet is reported by the browser as well; it is not a complaint.
    someone.faults.length = 0;
    return false;
  }
  assert.ok(answer.status() < 400, `${where}: ${answer.status()}`);
  return true;
}

for (const [stop, viewport, width] of [['vote', phone, 360], ['notice', desk, 1280], ['publicity', phone, 360]]) {
  test(`every page at ${stop}, ${width} wide`, async () => {
    const clerk = await person(chromium, house.address, { viewport: desk });
    await jump(clerk.page, stop);
    for (const [role, paths] of rooms) {
      const someone = await person(chromium, house.address, { viewport });
      if (people[role]) await be(someone.page, people[role]);
      for (const path of paths) {
        const where = `${path} as ${role} at ${stop}, ${width} wide`;
        if (await visit(someone, path, where)) await fit(someone, where);
      }
      await someone.context.close();
    }
  });
}

test('every page without scripts says and shows the same', async () => {
  const clerk = await person(chromium, house.address, { viewport: desk });
  await jump(clerk.page, 'notice');
  for (const [role, paths] of rooms) {
    const someone = await person(chromium, house.address, { viewport: phone, javaScriptEnabled: false });
    if (people[role]) await be(someone.page, people[role]);
    for (const path of paths) {
      const where = `${path} as ${role} without scripts`;
      if (!(await visit(someone, path, where))) continue;
      assert.deepEqual(someone.faults, [], where);
      assert.ok((await someone.page.locator('main h1').count()) === 1, `${where}: one heading`);
      const wide = await someone.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(wide <= 0, `${where}: ${wide} px wider than the screen`);
    }
    await someone.context.close();
  }
});

test('the public pages in English and in large type', async () => {
  const someone = await person(chromium, house.address, { viewport: phone });
  await jump(someone.page, 'notice');
  await someone.page.goto('/display?lang=en&to=/');
  await someone.page.goto('/display?elder=on&to=/');
  for (const path of rooms.get('nobody')) {
    const where = `${path} in English, large`;
    if (!(await visit(someone, path, where))) continue;
    assert.deepEqual(await violations(someone.page), [], where);
    const wide = await someone.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(wide <= 0, `${where}: ${wide} px wider than the screen`);
  }
});
