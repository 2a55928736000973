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
const draft = '/admin/selections/draft';
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

async function signIn(to) {
  const { page } = admin;
  await page.goto(`/sign-in?to=${to}`);
  await page.fill('input[name=login]', 'zhou');
  await page.fill('input[name=password]', password);
  await page.locator('main form button').first().click();
  await page.waitForURL((url) => url.pathname === to);
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
  await signIn('/admin');
  await page.goto('/admin/selections/new');
  await page.locator(`main a[href="${path}"]`).click();
  await page.waitForURL(new RegExp(`${path}$`));
  await sizes('import');
  assert.equal(await press(path), 422);
  assert.notEqual((await page.locator('#e-words').textContent()).trim(), '');
  await sizes('import nothing');
});

test('a file is drafted beside its text, and what is said of a line leads to it', async () => {
  const { page } = admin;
  await page.goto(path);
  await page.setInputFiles('input[name=text]', text);
  assert.equal(await press(path), 303);
  await sizes('drafted');
  assert.match(await page.locator('#open').textContent(), /没有写明命名文件由谁签署/);
  assert.match(await page.locator('.beside__text li').first().textContent(), /^索/);
  const area = page.locator('textarea[name=source]');
  assert.match(await area.inputValue(), /edition = 6/);
  // At a desk the text and the draft are side by side, as high as each other.
  await page.setViewportSize(desk);
  const [left, right] = await Promise.all([page.locator('.beside > section').first().boundingBox(), page.locator('.beside > section').last().boundingBox()]);
  assert.ok(left.x + left.width <= right.x && Math.abs(left.height - right.height) < 1, 'side by side');

  await page.locator('#errors a').first().click();
  const marked = () => area.evaluate((field) => field.value.slice(field.selectionStart, field.selectionEnd));
  assert.equal(await marked(), 'before = "待填"');
  const [field, line] = [await area.boundingBox(), await area.evaluate((field) => field.scrollTop)];
  assert.ok(line > 0 && field.y >= 0 && field.y < desk.height, 'in sight');
  await page.locator('#taken a', { hasText: '第78行' }).first().click();
  const sentence = await page.locator('#l78').boundingBox();
  assert.ok(sentence.y >= 0 && sentence.y < desk.height, 'the sentence is in sight');
});

test('nothing typed is lost: a wrong value, going back, loading again, a session that ended', async () => {
  const { page } = admin;
  const area = page.locator('textarea[name=source]');
  const drafted = await area.inputValue();
  const errors = () => page.locator('#errors tbody').textContent();
  for (const [from, to, told] of [
    ['edition = 6', 'edition = six', /英文双引号/],
    ['edition = 6', 'edition = "六"', /应当是0或正整数/],
    ['2022-12-10', '2022-13-10', /“2022-13-10”不是时间/],
  ]) {
    await area.fill(drafted.replace(from, to));
    assert.equal(await press(draft), 303);
    assert.match(await errors(), told);
    assert.equal(await area.inputValue(), drafted.trim().replace(from, to));
  }
  await area.fill(`${drafted}\n# 改到这里\n`);
  await press(draft);
  await page.reload();
  assert.match(await area.inputValue(), /# 改到这里$/);
  await page.goto('/admin');
  await page.goBack();
  assert.match(await area.inputValue(), /# 改到这里$/);
  await page.goto('/admin/selections/new');
  await sizes('a plan in hand');

  await page.goto(draft);
  await area.fill(`${drafted}\n# 没有来得及检查\n`);
  await admin.context.clearCookies();
  const { faults } = admin;
  assert.equal(await press(draft), 403);
  assert.match(await page.locator('main').textContent(), /# 没有来得及检查/);
  // The browser reports the 403 that was meant.
  faults.length = 0;
  await signIn(draft);
  assert.match(await area.inputValue(), /# 改到这里$/);
});

test('what is missing is mended, and the plan becomes a selection', async () => {
  const { page } = admin;
  const area = page.locator('textarea[name=source]');
  const drafted = await area.inputValue();
  await area.fill(`${drafted.replace('before = "待填"', 'before = "recommend"')}\n[[unit]]\nid = "lanshan"\nname = "兰山区"\nkind = "county"\n`);
  assert.equal(await press(draft), 303);
  await sizes('sound');
  assert.equal(await press('/admin/selections'), 303);
  assert.match(page.url(), /\/admin\/selections\/linyi-2022$/);
  await page.goto('/admin/selections/new');
  assert.equal(await page.locator(`main a[href="${draft}"]`).count(), 0, 'it is in hand no longer');
});
