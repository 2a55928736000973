// A selection that takes ballots with a code and without: two ways into the hall, the computing while one chooses, what
// happens where it cannot be done, comes late or is not enough. In a real browser, at the full work of a real vote.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readFileSync } from 'node:fs';
import { browser, desk, fit, fits, person, phone, tablet, twoWays } from './house.mjs';
import { clock } from './ways.mjs';

const hall = '/s/two-ways/vote';
const booth = `${hall}/photo`;

let house;
let chromium;
before(async () => {
  house = await twoWays('--at', 'vote');
  chromium = await browser();
});
after(async () => { await chromium?.close(); await house?.stop(); });

/// A phone, a tablet and a desk.
async function everyWidth(someone, where) {
  for (const [viewport, look] of [[phone, fit], [tablet, (of, at) => fits(of.page, at)], [desk, fit]]) {
    await someone.page.setViewportSize(viewport);
    await look(someone, where);
  }
  await someone.page.setViewportSize(phone);
}

const send = (page) => Promise.all([page.waitForNavigation(), page.locator('form#cast button').first().click()]);

/// Waits until the computing is where it should be.
const until = (page, state, timeout = 120_000) => page.locator(`[data-work][data-state=${state}]`).waitFor({ state: 'attached', timeout });

async function enter({ page }) {
  await page.goto(hall);
  await page.locator('#open button').click();
  await page.waitForURL(booth);
}

/// Ticks the first two.
async function choose({ page }) {
  for (const box of (await page.locator('main input[type=checkbox]').all()).slice(0, 2)) await box.check({ force: true });
}

async function readOver({ page }) {
  await Promise.all([page.waitForNavigation(), page.locator('.bar button').click()]);
  assert.equal(await page.locator('form#cast input[name=choice]').count(), 2);
}

test('somebody without a code votes, and may not vote twice', async () => {
  const citizen = await person(chromium, house.address, { viewport: phone });
  const { page } = citizen;
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(hall);
  assert.ok(await page.locator('input[name=code]').isVisible() && await page.locator('#open button').isVisible());
  assert.match(await page.locator('#open').innerText(), /不说明有这么多人/);
  await everyWidth(citizen, 'the hall with two ways in');
  await enter(citizen);
  assert.ok(await page.locator('[data-work]').isVisible());
  await everyWidth(citizen, 'the ballot, computing');
  await until(page, 'done');
  await everyWidth(citizen, 'the ballot, computed');
  await choose(citizen);
  await readOver(citizen);
  await until(page, 'done', 5_000);
  assert.notEqual(await page.locator('input[name=altcha]').inputValue(), '', 'nothing is computed twice');
  await everyWidth(citizen, 'read over, computed');
  await send(page);
  assert.match(page.url(), /\/receipt\/\d+$/);
  assert.match(await page.locator('main').innerText(), /网页（不凭码）/);
  assert.ok(asked.every((url) => url.startsWith(house.address)), 'somebody else was asked');
  assert.equal(asked.filter((url) => url.endsWith('/work')).length, 1, 'one ballot, one challenge');

  await page.goto(booth);
  assert.match(await page.locator('h1').innerText(), /已经投完/);
  await everyWidth(citizen, 'no ballot is left');
  // Not even with more work, from a page that was kept open.
  const late = await page.evaluate(async (booth) => {
    const challenge = await (await fetch(`${booth}/work`)).json();
    return challenge.signature.length;
  }, booth);
  assert.equal(late, 64);
  await page.goto(hall);
  assert.match(await page.locator('main').innerText(), /票数不能说明有多少人投票/);
  await everyWidth(citizen, 'the hall for who has voted');
  await citizen.context.close();
});

test('two tabs of one browser are one voter', async () => {
  const citizen = await person(chromium, house.address, { viewport: phone });
  await enter(citizen);
  const second = { ...citizen, page: await citizen.context.newPage() };
  await second.page.goto(booth);
  for (const tab of [citizen, second]) {
    await choose(tab);
    await readOver(tab);
    await until(tab.page, 'done');
  }
  await send(citizen.page);
  assert.match(citizen.page.url(), /\/receipt\/\d+$/);
  await send(second.page);
  assert.match(await second.page.locator('h1').innerText(), /已经投完/);
  await citizen.context.close();
});

test('who presses before it is computed need not press again', async () => {
  const citizen = await person(chromium, house.address, { viewport: phone });
  const { page } = citizen;
  // The challenge is long in coming.
  await page.route(`**${booth}/work`, async (route) => { await new Promise((done) => setTimeout(done, 6_000)); await route.continue(); });
  await enter(citizen);
  await choose(citizen);
  await readOver(citizen);
  await page.locator('form#cast button').first().click();
  await until(page, 'sending', 5_000);
  await everyWidth(citizen, 'pressed while computing');
  await page.waitForURL(/\/receipt\/\d+$/, { timeout: 120_000 });
  await citizen.context.close();
});

test('a page that is loaded again goes on where it was, and a network that fails is asked again', async () => {
  const citizen = await person(chromium, house.address, { viewport: phone });
  const { page } = citizen;
  let fails = 1;
  await page.route(`**${booth}/work`, (route) => (fails-- > 0 ? route.fulfill({ status: 429, headers: { 'retry-after': '12' } }) : route.continue()));
  await enter(citizen);
  await until(page, 'wait');
  citizen.faults.length = 0; // The browser reports the 429 as well.
  await everyWidth(citizen, 'no challenge just now');
  await until(page, 'done');
  const before = await page.evaluate(() => sessionStorage.getItem('work /s/two-ways/vote/photo/work'));
  await page.reload();
  await until(page, 'done', 5_000);
  assert.equal(await page.evaluate(() => sessionStorage.getItem('work /s/two-ways/vote/photo/work')), before);
  await citizen.context.close();
});

test('what comes late is told, the choices stay, and the next press is enough', async () => {
  const citizen = await person(chromium, house.address, { viewport: phone });
  const { page } = citizen;
  await enter(citizen);
  await choose(citizen);
  await readOver(citizen);
  await until(page, 'done');
  const other = await person(chromium, house.address);
  await other.page.goto('/');
  const now = await other.page.locator('.demo input[name=clock]:visible').inputValue();
  const later = new Date(Date.parse(`${now}Z`) + 40 * 60_000).toISOString().slice(0, 16);
  await clock(other.page, later);
  await other.context.close();
  await send(page);
  assert.match(await page.locator('main').innerText(), /已经过期/);
  assert.equal(await page.locator('form#cast input[name=choice]').count(), 2, 'the choices are there');
  await everyWidth(citizen, 'late');
  await until(page, 'done');
  await send(page);
  assert.match(page.url(), /\/receipt\/\d+$/);
  await citizen.context.close();
});

test('without scripts it is told before anybody chooses, and a ballot that comes all the same is kept', async () => {
  const reader = await person(chromium, house.address, { viewport: phone, javaScriptEnabled: false });
  const { page } = reader;
  const looks = async (where) => {
    for (const viewport of [phone, tablet, desk]) {
      await page.setViewportSize(viewport);
      assert.deepEqual(reader.faults, [], where);
      if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${where.replaceAll(' ', '-')}-${viewport.width}.png`, fullPage: true });
    }
    await page.setViewportSize(phone);
  };
  await page.goto(hall);
  assert.match(await page.locator('#open').innerText(), /要用JavaScript/);
  assert.equal(await page.locator('#open button').isVisible(), false, 'no button that leads nowhere');
  assert.ok(await page.locator('input[name=code]').isVisible(), 'the other way needs none');
  await looks('the hall without scripts');

  // Somebody who had scripts and turned them off.
  const before = await person(chromium, house.address, { viewport: phone });
  await enter(before);
  await reader.context.addCookies(await before.context.cookies());
  await before.context.close();
  await page.goto(booth);
  assert.match(await page.locator('main').innerText(), /要用JavaScript/);
  assert.ok(await page.locator('main .notice a:has-text("凭投票码投票")').isVisible(), 'it leads to the other way');
  await looks('the ballot without scripts');
  await choose(reader);
  await readOver(reader);
  await send(page);
  assert.match(await page.locator('main').innerText(), /没有带上验证计算的结果/);
  assert.equal(await page.locator('form#cast input[name=choice]').count(), 2);
  await looks('cast without scripts');
  await reader.context.close();
});

test('a browser that cannot compute says so', async () => {
  const old = await person(chromium, house.address, { viewport: phone });
  await old.context.addInitScript(() => { delete globalThis.Worker; });
  await enter(old);
  await until(old.page, 'failed', 5_000);
  assert.match(await old.page.locator('main').innerText(), /做不了验证计算/);
  assert.ok(await old.page.locator('[data-work] a').isVisible(), 'it leads to the other way');
  await everyWidth(old, 'cannot compute');
  await old.context.close();
});

test('in English too', async () => {
  const guest = await person(chromium, house.address, { viewport: phone, locale: 'en-GB' });
  const { page } = guest;
  await page.goto(`/display?lang=en&to=${hall}`);
  assert.match(await page.locator('#open').innerText(), /not how many people/);
  await everyWidth(guest, 'the hall in English');
  await enter(guest);
  await until(page, 'done');
  assert.match(await page.locator('[data-work]').innerText(), /The computation is done/);
  await guest.context.close();
});

test('the script is small', () => {
  const script = readFileSync(new URL('../../crates/web/assets/js/work.js', import.meta.url));
  assert.ok(script.length < 8 * 1024, `${script.length} bytes`);
});
