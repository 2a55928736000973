// A plan that is sound and holds rules which cannot be run online yet: the administrator reads them apart from errors,
// with where they stand and what may be done, and neither the page nor a form that goes round it adopts the plan.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { browser, demo, desk, fit, person, phone, root, tablet } from './house.mjs';
import { be } from './ways.mjs';

const plan = (name) => readFileSync(join(root, name), 'utf8');
const draft = '/admin/selections/draft';

let house;
let chromium;
let admin;
before(async () => {
  house = await demo('--at', 'recommend');
  chromium = await browser();
  admin = await person(chromium, house.address);
  await be(admin.page, 'sysadmin');
});
after(async () => { await chromium?.close(); await house?.stop(); });

/// Sends a plan from the page where plans are uploaded, or from where one is mended.
async function check(source, from = '/admin/selections/new') {
  await admin.page.goto(from);
  await admin.page.fill('main textarea[name=source]', source);
  await admin.page.locator(`main form[action="${from}"] button`).first().click();
  await admin.page.waitForURL(new RegExp(`${draft}$`));
}

const text = (selector) => admin.page.locator(selector).first().textContent();
const rows = (part) => admin.page.locator(`#${part} tbody tr`).count();
const adopt = () => admin.page.locator('main form[action="/admin/selections"]').count();

test('a real plan’s rules that cannot be run yet stand in a table of their own, on every screen and in both languages', async () => {
  const { page } = admin;
  await check(plan('plans/corpus/80-hugo-awards/plan.toml'));
  const n = await rows('beyond');
  assert.ok(n > 10, `${n} rules`);
  assert.equal(await rows('errors'), 0, 'none of them is an error');
  assert.match(await text('main .notice__title'), new RegExp(`有\\s*${n}\\s*处规则还不能在网上办理`));
  assert.match(await text('#beyond .notice'), /这样写不算错.*不能采用/s);
  assert.match(await text('#beyond caption'), /还不能在网上办理/);
  assert.equal(await adopt(), 0, 'nothing to go on with');
  for (const row of await page.locator('#beyond tbody tr').all()) {
    assert.match(await row.locator('th').textContent(), /^第\d+行$/);
    assert.notEqual((await row.locator('td').first().textContent()).trim(), '');
  }
  for (const viewport of [phone, tablet, desk]) {
    await page.setViewportSize(viewport);
    await fit(admin, `rules that cannot be run yet at ${viewport.width}`);
  }
  await page.goto(`/display?lang=en&to=${draft}`);
  assert.match(await text('#beyond .notice'), /cannot be adopted yet/);
  await fit(admin, 'rules that cannot be run yet, in English');
  await page.goto(`/display?lang=zh-CN&to=${draft}`);
});

test('one such rule keeps a sound plan from being adopted, by whatever way it comes; without it nothing stands in the way', async () => {
  const { page } = admin;
  const sound = plan('plans/linyi-2022.toml').replace('id = "linyi-2022"', 'id = "linyi-again"');
  const abroad = sound.replace('time_zone = "Asia/Shanghai"', 'time_zone = "Europe/Vienna"');
  assert.notEqual(abroad, sound);
  await check(abroad);
  assert.deepEqual([await rows('errors'), await rows('beyond'), await adopt()], [0, 1, 0]);
  assert.match(await text('#beyond tbody tr'), /Europe\/Vienna/);

  // Somebody who sends the form that the page does not show is refused, and told where.
  const answer = await page.evaluate(async (source) => {
    const csrf = document.querySelector('input[name=csrf]').value;
    const answer = await fetch('/admin/selections', { method: 'POST', body: new URLSearchParams({ csrf, source }) });
    return { status: answer.status, text: await answer.text() };
  }, abroad);
  assert.equal(answer.status, 422);
  assert.match(answer.text, /id="e-source"/);
  assert.match(answer.text, /Europe\/Vienna/);
  await page.goto('/admin');
  assert.doesNotMatch(await text('main'), /linyi-again/);

  await check(sound, draft);
  assert.deepEqual([await rows('errors'), await rows('beyond'), await adopt()], [0, 0, 1]);
  await page.locator('main form[action="/admin/selections"] button').click();
  await page.waitForURL(/\/admin\/selections\/linyi-again$/);
});
