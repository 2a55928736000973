// Every page that stands in the table, by somebody who may enter it: on a phone, a tablet and at a desk, with scripts and
// without, in both languages; complaints, axe, nothing wider than the screen.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browser, demo, desk, fits, person, phone, violations } from './house.mjs';
import { everyWidth, rooms, round } from './rounds.mjs';
import { jump } from './ways.mjs';
import { linyi, pages } from './table.mjs';

const world = { pages, people: linyi.people };

let house;
let chromium;
before(async () => { house = await demo('--at', 'vote'); chromium = await browser(); });
after(async () => { await chromium?.close(); await house?.stop(); });

async function stand(stop) {
  const clerk = await person(chromium, house.address, { viewport: desk });
  await jump(clerk.page, stop);
  await clerk.context.close();
}

for (const stop of ['vote', 'notice', 'publicity']) {
  test(`every page at ${stop}, as wide as a phone, a tablet and a desk`, async () => {
    await stand(stop);
    const there = await round(chromium, house, world, { viewport: phone }, (someone, where) => everyWidth(someone, `${where} at ${stop}`));
    assert.ok(there.length > 60, `${there.length} pages at ${stop}`);
  });
}

test('every page without scripts says and shows the same', async () => {
  await stand('notice');
  await round(chromium, house, world, { viewport: phone, javaScriptEnabled: false }, async ({ page, faults }, where) => {
    assert.deepEqual(faults, [], where);
    assert.ok((await page.locator('main h1').count()) === 1, `${where}: one heading`);
    await fits(page, `${where} without scripts`);
  });
});

test('the public pages in English and in large type', async () => {
  await stand('notice');
  const someone = await person(chromium, house.address, { viewport: phone });
  await someone.page.goto('/display?lang=en&to=/');
  await someone.page.goto('/display?elder=on&to=/');
  for (const path of rooms(pages).get('nobody')) {
    const where = `${path} in English, large`;
    if ((await someone.page.goto(path)).status() === 404) continue;
    assert.deepEqual(await violations(someone.page), [], where);
    await fits(someone.page, where);
  }
});
