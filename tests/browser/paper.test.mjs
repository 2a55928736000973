// Paper ballots through clicks: two clerks enter a batch apart from each other, differ, agree, and everybody reads it after
// the count. The second plan's second round takes paper.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browser, desk, person, phone, second } from './house.mjs';
import { everyWidth } from './rounds.mjs';
import { be, jump } from './ways.mjs';
import { shiyin } from './table.mjs';

const room = `${shiyin.el}/office/paper/vote-2`;

let house;
let chromium;
before(async () => {
  house = await second();
  chromium = await browser();
});
after(async () => { await chromium?.close(); await house?.stop(); });

/// Fills the figures of the form: the first two candidates share the votes.
async function figures(page, valid) {
  await page.locator('input[name=issued-sound]').fill('60');
  await page.locator('input[name=valid-sound]').fill(String(valid));
  await page.locator('input[name=invalid-sound]').fill('2');
  const votes = page.locator('input[name^=votes-]');
  await votes.nth(0).fill('30');
  await votes.nth(1).fill('20');
}

const send = (page) => page.locator('main form#paper button').click();

test('two clerks enter a batch, differ, and agree', async () => {
  const li = await person(chromium, house.address, { viewport: desk });
  await jump(li.page, 'vote-2');
  await be(li.page, 'office1');
  const zhang = await person(chromium, house.address, { viewport: phone });
  await be(zhang.page, 'office2');

  await li.page.goto(`${shiyin.el}/office/vote`);
  await li.page.locator(`a[href="${room}"]`).click();
  assert.match(await li.page.locator('main').innerText(), /两人一致/);
  await everyWidth(li, 'paper room');
  await li.page.locator(`a[href="${room}/enter"]`).click();
  await everyWidth(li, 'paper form');
  await li.page.locator('select[name=place]').selectOption({ index: 1 });
  await li.page.locator('input[name=number]').fill('9');
  await figures(li.page, 70);
  const scan = { name: 'scan.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 a scan of the ninth batch') };
  await li.page.locator('input[name=scan]').setInputFiles(scan);
  await send(li.page);
  assert.match(await li.page.locator('.field__fault').first().innerText(), /多于发出的60张/);
  await everyWidth(li, 'paper refused');
  // The scan is kept with the form.
  await li.page.locator('input[name=valid-sound]').fill('40');
  await send(li.page);
  await li.page.waitForURL((url) => url.pathname === room);

  await zhang.page.goto(room);
  await zhang.page.locator('a.row-link', { hasText: '第9批' }).click();
  const shown = await zhang.page.locator('main input[inputmode=numeric]').evaluateAll((inputs) => inputs.map((input) => input.value));
  assert.ok(shown.length > 3 && shown.every((value) => value === ''), 'the second sees no figure of the first');
  await everyWidth(zhang, 'paper second');
  await figures(zhang.page, 41);
  await send(zhang.page);
  assert.match(await zhang.page.locator('main').innerText(), /有1项不一致/);
  await everyWidth(zhang, 'paper differs');
  await zhang.page.locator('input[name=valid-sound]').fill('40');
  await send(zhang.page);
  await zhang.page.waitForURL((url) => url.pathname === room);
  await everyWidth(zhang, 'paper agreed');
  await zhang.page.locator('a.row-link', { hasText: '第9批' }).click();
  assert.match(await zhang.page.locator('main').innerText(), /两人录入一致/);
  await everyWidth(zhang, 'paper done');

  const citizen = await person(chromium, house.address, { viewport: phone });
  await citizen.page.goto(`${shiyin.el}/vote`);
  assert.match(await citizen.page.locator('main').innerText(), /09:00的票数/);
  await everyWidth(citizen, 'counts of the hour');
  await citizen.page.goto(`${shiyin.el}/paper`);
  assert.match(await citizen.page.locator('main').innerText(), /还没有清点/);
  await everyWidth(citizen, 'paper public before');
  for (const someone of [li, zhang, citizen]) await someone.context.close();
});

test('after the count everybody reads each batch', async () => {
  const citizen = await person(chromium, house.address, { viewport: phone });
  await jump(citizen.page, 'closed');
  await citizen.page.goto(`${shiyin.el}/paper`);
  const words = await citizen.page.locator('main').innerText();
  assert.match(words, /东汀文化站（虚构）第2批/);
  assert.match(words, /合计/);
  await everyWidth(citizen, 'paper public');
  await citizen.page.goto(`${shiyin.el}/result/six`);
  assert.match(await citizen.page.locator('main').innerText(), /票数中含纸质选票/);
  await citizen.context.close();
});
