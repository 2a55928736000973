// A plan text becomes a selection in the pages: a file is chosen or text pasted, the draft stands beside it, is mended,
// checked and adopted. Every page fits a phone, a tablet and a desk.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { browser, desk, fit, person, phone, root, start } from './house.mjs';

const text = join(root, 'crates/draft/tests/texts/linyi-2022.txt');
const path = '/admin/selections/import';
const password = 'Xuan-Xian-2022!';
const tablet = { width: 768, height: 1024 };

let data;
let house;
let chromium;
let admin;

before(async () => {
  data = await mkdtemp(join(tmpdir(), 'xuanxian-import-'));
  house = await start(['serve'], data);
  chromium = await browser();
  admin = await person(chromium, house.address);
});
after(async () => {
  await chromium?.close();
  await house?.stop();
  await rm(data, { recursive: true, force: true });
});

async function sizes(where) {
  for (const viewport of [phone, tablet, desk]) {
    await admin.page.setViewportSize(viewport);
    await fit(admin, `${where} at ${viewport.width}`);
    if (process.env.SHOTS) {
      await admin.page.screenshot({ path: `${process.env.SHOTS}/${where.replaceAll(' ', '-')}-${viewport.width}.png`, fullPage: true });
    }
  }
}

/// Presses the button of the form with this action, and waits for the answer.
async function press(action) {
  const [answer] = await Promise.all([
    admin.page.waitForResponse((response) => response.request().isNavigationRequest() && response.request().method() === 'POST'),
    admin.page.locator(`main form[action="${action}"] button`).first().click(),
  ]);
  await admin.page.waitForLoadState();
  return answer.status();
}

test('an administrator finds the way from the page where plans are uploaded', async () => {
  const { page } = admin;
  for (let tries = 0; tries < 100 && !house.said.some((line) => line.includes('/setup/')); tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await page.goto(house.said.join('\n').match(/http:\/\/127\.0\.0\.1:\d+(\/setup\/\S+)/)[1]);
  for (const [name, value] of Object.entries({ login: 'zhou', name: '周试样', password, again: password })) {
    await page.fill(`input[name=${name}]`, value);
  }
  await page.locator('main form button').first().click();
  await page.waitForURL(/sign-in/);
  await page.fill('input[name=login]', 'zhou');
  await page.fill('input[name=password]', password);
  await page.locator('main form button').first().click();
  await page.waitForURL(/\/admin$/);
  await page.goto('/admin/selections/new');
  await page.locator(`main a[href="${path}"]`).click();
  await page.waitForURL(new RegExp(`${path}$`));
  await sizes('import');
  assert.equal(await press(path), 422);
  assert.notEqual((await page.locator('#e-text').textContent()).trim(), '');
  await sizes('import nothing');
});

test('a file is drafted beside its text; what is missing is mended, and the plan becomes a selection', async () => {
  const { page } = admin;
  await page.goto(path);
  await page.setInputFiles('input[name=text]', text);
  assert.equal(await press(path), 200);
  await sizes('drafted');
  const sheet = await page.locator('main').textContent();
  assert.match(sheet, /没有写明命名文件由谁签署/);
  assert.match(await page.locator('.beside__text').textContent(), /^1 {2}索/);
  const area = page.locator('textarea[name=source]');
  const drafted = await area.inputValue();
  assert.match(drafted, /edition = 6/);
  // At a desk the text and the draft are side by side and both in sight.
  await page.setViewportSize(desk);
  const [left, right] = await Promise.all([page.locator('.beside__text').boundingBox(), area.boundingBox()]);
  assert.ok(left.x + left.width <= right.x, 'side by side');

  await area.fill(`${drafted.replace('before = "待填"', 'before = "recommend"')}\n[[unit]]\nid = "lanshan"\nname = "兰山区"\nkind = "county"\n`);
  assert.equal(await press('/admin/selections/new'), 200);
  assert.equal(await press('/admin/selections'), 303);
  assert.match(page.url(), /\/admin\/selections\/linyi-2022$/);
});
