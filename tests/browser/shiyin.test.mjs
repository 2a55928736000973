// The second plan, page by page at every stop of its life: works instead of people, two votes, a notice during the second,
// no panel, no departments. What it does not have is nowhere, and nothing of the first plan shows through.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browser, desk, person, phone, second } from './house.mjs';
import { everyWidth, round } from './rounds.mjs';
import { jump } from './ways.mjs';
import { pagesOf, shiyin } from './table.mjs';

const world = { pages: pagesOf(shiyin), people: shiyin.people };

let house;
let chromium;
before(async () => {
  house = await second();
  chromium = await browser();
});
after(async () => { await chromium?.close(); await house?.stop(); });

/// What only people have, or only the first plan. Rooms of the office that this plan has no use for say just that.
const foreign = /临沂|城管人|环卫|公园|评委|评审组|联审|媒体|姓氏/;
const says = [/方案没有设/, /office\/(panel|clearance|publicity)$/];

for (const stop of ['vote-1', 'notice', 'closed']) {
  test(`every page at ${stop}, as wide as a phone, a tablet and a desk`, async () => {
    const clerk = await person(chromium, house.address, { viewport: desk });
    await jump(clerk.page, stop);
    await clerk.context.close();
    const wrong = [];
    const there = await round(chromium, house, world, { viewport: phone }, async (someone, where) => {
      const words = await someone.page.locator('main').innerText();
      // The specimen book shows every component, and the sign-in page belongs to no selection.
      if (where.startsWith(shiyin.el)) {
        const none = says[1].test(where.split(' ')[0]) && says[0].test(words);
        if (!none) for (const line of words.split('\n').filter((line) => foreign.test(line))) wrong.push(`${where}: ${line}`);
      }
      await everyWidth(someone, `${where} at ${stop}`).catch((fault) => wrong.push(fault.message));
    });
    assert.deepEqual(wrong, []);
    assert.ok(there.length > 20, `${there.length} pages`);
  });
}
