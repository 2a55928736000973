// Real use, as a newcomer meets it: an empty folder, the link that is printed once, the first administrator, a plan, the
// first office seat, its clerk. Then the server is stopped, and killed, and everything is still there. Nothing of the
// demo can be reached.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { mkdtemp, rm } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { browser, desk, fit, person, phone, root, start } from './house.mjs';
import { Reader } from './plain.mjs';

const el = '/s/linyi-2022';
const plan = join(root, 'plans/linyi-2022.toml');
const supplement = join(root, 'plans/linyi-2022-supplement-1.toml');
const own = { admin: 'Xuan-Xian-2022!', clerk: 'Ban-Gong-Shi-2022!' };

let data;
let house;
let chromium;
let admin;
let clerk;
let link;

before(async () => {
  data = await mkdtemp(join(tmpdir(), 'xuanxian-serve-'));
  house = await start(['serve'], data);
  chromium = await browser();
  admin = await person(chromium, house.address);
});
after(async () => {
  await chromium?.close();
  await house?.stop();
  await rm(data, { recursive: true, force: true });
});

/// A page as it stands is fit at a desk and on a phone.
async function both(someone, where) {
  for (const viewport of [phone, desk]) {
    await someone.page.setViewportSize(viewport);
    await fit(someone, where);
  }
}

async function go(someone, path, where = path) {
  const answer = await someone.page.goto(path);
  assert.equal(answer.status(), 200, where);
  await both(someone, where);
}

/// Fills the fields of the form with this action, presses its button, and waits for the answer.
async function send({ page }, action, fields = {}) {
  const form = page.locator(`main form[action="${action}"]`);
  for (const [name, value] of Object.entries(fields)) {
    const field = form.locator(`[name="${name}"]`);
    if ((await field.getAttribute('type')) === 'file') await field.setInputFiles(value);
    else await field.fill(value);
  }
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.request().isNavigationRequest() && response.request().method() === 'POST'),
    form.locator('button').first().click(),
  ]);
  await page.waitForLoadState();
  return answer.status();
}

/// What stands beside a field, empty where nothing is wrong with it.
async function beside({ page }, field) {
  const fault = page.locator(`#e-${field}`);
  return (await fault.count()) ? (await fault.textContent()).trim() : '';
}

test('the terminal says where to go, where the data lies, and gives the link once', async () => {
  for (let tries = 0; tries < 50 && !house.said.some((line) => line.includes('/setup/')); tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const said = house.said.join('\n');
  link = said.match(/http:\/\/127\.0\.0\.1:\d+(\/setup\/\S+)/)[1];
  assert.ok(said.includes(data), 'where the data lies');
  assert.match(said, /24小时/, 'how long the link opens');
  assert.ok(said.includes(join(data, 'master.key')), 'what to keep a copy of');
});

test('before anything is there, the front page says so and the staff’s pages are closed', async () => {
  await go(admin, '/', 'nothing yet');
  await go(admin, '/sign-in', 'sign in before anybody is there');
  for (const path of ['/admin', '/account']) {
    await admin.page.goto(path);
    assert.match(admin.page.url(), /\/sign-in/);
  }
});

test('the first administrator is made by typing; every slip is told beside its field and nothing typed is lost', async () => {
  const { page } = admin;
  await go(admin, link, 'the set-up page');
  const slips = [
    [{ login: 'z', name: '', password: 'short', again: 'other' }, ['login', 'name', 'password', 'again']],
    [{ login: 'zhou', name: '周试样', password: 'Kurz-1', again: 'Kurz-1' }, ['password']],
    [{ login: 'zhou', name: '周试样', password: own.admin, again: `${own.admin}?` }, ['again']],
  ];
  for (const [typed, wrong] of slips) {
    assert.equal(await send(admin, link, typed), 422);
    for (const field of Object.keys(typed)) {
      assert.equal((await beside(admin, field)) !== '', wrong.includes(field), `${field} of ${JSON.stringify(typed)}`);
    }
    assert.equal(await page.locator('input[name=login]').inputValue(), typed.login);
    assert.equal(await page.locator('input[name=name]').inputValue(), typed.name);
    assert.ok(!(await page.content()).includes(typed.password), 'a password never comes back in a page');
    await both(admin, `a slip beside ${wrong.join(' ')}`);
  }
  assert.equal(await send(admin, link, { password: own.admin, again: own.admin }), 303);
  await both(admin, 'sign in for the first time');
});

test('a wrong password is told, the right one opens the administrator’s rooms', async () => {
  const { page } = admin;
  assert.equal(await send(admin, '/sign-in', { login: 'zhou', password: 'wrong-Password-1' }), 422);
  assert.equal(await page.locator('input[name=login]').inputValue(), 'zhou');
  await both(admin, 'a wrong password');
  assert.equal(await send(admin, '/sign-in', { password: own.admin }), 303);
  assert.match(page.url(), /\/admin$/);
  await both(admin, 'the administrator’s empty board');
  await go(admin, '/account', 'the administrator’s own page');
});

test('the set-up link is dead, and so is any other', async () => {
  const stranger = new Reader(house.address);
  assert.equal((await stranger.get(link)).status, 404);
  assert.equal((await stranger.get('/setup/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA')).status, 404);
  const token = (await stranger.get('/sign-in')).text.match(/name="csrf" value="([^"]+)"/)[1];
  const again = await stranger.send(link, { login: 'second', name: '乙试样', password: own.admin, again: own.admin }, token);
  assert.equal(again.status, 404);
});

test('a plan with faults is told with line and clause, and nothing comes of it', async () => {
  const { page } = admin;
  await go(admin, '/admin/selections/new', 'uploading a plan');
  assert.equal(await send(admin, '/admin/selections/new'), 422);
  assert.notEqual(await beside(admin, 'plan'), '');
  await both(admin, 'no plan was chosen');

  const sound = readFileSync(plan, 'utf8');
  const worse = sound.replace('host = "chengguanju"', 'host = "nobody-knows"').replace('closes = "', 'closes = "2019-');
  // Pasted text is judged as a file is, and stands there to be mended.
  await page.goto('/admin/selections/new');
  assert.equal(await send(admin, '/admin/selections/new', { source: 'title = "没有写完"\nid = 3\n' }), 303);
  assert.equal(await page.locator('textarea[name=source]').inputValue(), 'title = "没有写完"\nid = 3');

  const broken = { name: 'mine.toml', mimeType: 'text/plain', buffer: Buffer.from('title = "没有写完\nid = 3\n') };
  const wrong = { name: 'mine.toml', mimeType: 'text/plain', buffer: Buffer.from(worse) };
  for (const [file, where] of [[broken, 'a plan that cannot be read'], [wrong, 'a plan that contradicts itself']]) {
    await page.goto('/admin/selections/new');
    assert.equal(await send(admin, '/admin/selections/new', { plan: file }), 303, where);
    assert.match(await page.locator('#errors table').textContent(), /第\d+行/, where);
    assert.equal(await page.locator('form[action="/admin/selections"]').count(), 0, `${where}: no button to go on`);
    await both(admin, where);
  }
  await go(admin, '/admin', 'still no selection');
  assert.equal(await page.locator('main table').count(), 0);
});

test('the plan is checked, and becomes a selection only when that is confirmed', async () => {
  const { page } = admin;
  await page.goto('/admin/selections/new');
  assert.equal(await send(admin, '/admin/selections/new', { plan }), 303);
  await both(admin, 'the plan, checked');
  assert.equal((await new Reader(house.address).get(el)).status, 404, 'checking makes nothing');
  assert.equal(await send(admin, '/admin/selections'), 303);
  assert.match(page.url(), /\/admin\/selections\/linyi-2022$/);
  await both(admin, 'the selection, opened');
  await go(admin, '/admin', 'one selection');
  await go(admin, el, 'what the public sees of it');
});

test('the first office seat makes an account, whose password is shown once', async () => {
  const { page } = admin;
  await page.goto('/admin/selections/linyi-2022');
  assert.equal(await send(admin, '/admin/selections/linyi-2022', { login: 'ban gong', name: '办事员试样' }), 422);
  assert.notEqual(await beside(admin, 'login'), '');
  assert.equal(await page.locator('input[name=name]').inputValue(), '办事员试样');
  await both(admin, 'a login that cannot be');
  assert.equal(await send(admin, '/admin/selections/linyi-2022', { login: 'office1' }), 200);
  await both(admin, 'the seat is given');
  const once = (await page.locator('main dt:has-text("一次性密码") + dd').textContent()).trim();
  assert.match(once, /^[0-9a-z]{4}(-[0-9a-z]{4}){3}$/);
  await go(admin, '/admin/selections/linyi-2022', 'the office is held');
  assert.ok(!(await page.content()).includes(once), 'the password was shown once');
  clerk = await person(chromium, house.address);
  clerk.once = once;
});

test('an account without a seat is made, and has nowhere to go', async () => {
  const { page } = admin;
  await go(admin, '/admin/accounts', 'accounts');
  assert.equal(await send(admin, '/admin/accounts', { login: 'office1', name: '另一位' }), 422);
  assert.notEqual(await beside(admin, 'login'), '');
  await both(admin, 'a login that is taken');
  assert.equal(await send(admin, '/admin/accounts', { login: 'unit1' }), 200);
  const once = (await page.locator('main dt:has-text("一次性密码") + dd').textContent()).trim();
  await both(admin, 'an account, made');
  await page.locator('main table a').last().click();
  await page.waitForLoadState();
  await both(admin, 'one account');
  const unit = await person(chromium, house.address);
  await unit.page.goto('/sign-in');
  await send(unit, '/sign-in', { login: 'unit1', password: once });
  await send(unit, '/account/password', { old: once, password: own.clerk, again: own.clerk });
  assert.match(unit.page.url(), /\/account$/);
  await both(unit, 'an account without a seat');
  for (const path of ['/admin', `${el}/office`]) assert.equal((await unit.page.goto(path)).status(), 403, path);
  unit.faults.length = 0; // the browser reports the two refusals as well
  await both(unit, 'no seat for this room');
  await unit.context.close();
});

test('the clerk must change the password, and then sees the board', async () => {
  const { page } = clerk;
  await page.goto(`${el}/office`);
  assert.match(page.url(), /\/sign-in/);
  assert.equal(await send(clerk, '/sign-in', { login: 'office1', password: clerk.once }), 303);
  assert.match(page.url(), /\/account\/password/);
  await both(clerk, 'the password must be changed');
  await page.goto(`${el}/office`);
  assert.match(page.url(), /\/account\/password/, 'nothing else opens before');
  assert.equal(await send(clerk, '/account/password', { old: 'wrong', password: 'short', again: '' }), 422);
  for (const field of ['old', 'password', 'again']) assert.notEqual(await beside(clerk, field), '', field);
  await both(clerk, 'a slip in changing it');
  assert.equal(await send(clerk, '/account/password', { old: clerk.once, password: own.clerk, again: own.clerk }), 303);
  assert.match(page.url(), /\/office$/);
  await both(clerk, 'the board of a new selection');
});

test('the office adopts the supplement that fills what the plan leaves open', async () => {
  const { page } = clerk;
  await go(clerk, `${el}/office/rules`, 'the rules before');
  await page.locator('summary:has-text("采用补充通知")').click();
  assert.equal(await send(clerk, `${el}/office/rules/check`), 422, 'nothing was chosen');
  assert.ok(await page.locator('#e-plan').isVisible(), 'what is wrong with a folded form is seen');
  await both(clerk, 'no supplement was chosen');
  assert.equal(await send(clerk, `${el}/office/rules/check`, { plan }), 422, 'a plan is no supplement');
  await both(clerk, 'a plan is no supplement');
  assert.equal(await send(clerk, `${el}/office/rules/check`, { plan: supplement }), 200);
  await both(clerk, 'the supplement, checked');
  assert.equal(await send(clerk, `${el}/office/rules`), 303);
  await both(clerk, 'the supplement, adopted');
  assert.match(await page.locator('main table').first().textContent(), /演练字〔2022〕1号/);
  for (const room of ['recommendations', 'screen', 'clearance', 'candidates', 'vote', 'panel', 'result', 'notice',
    'naming', 'publicity', 'closing', 'seats']) {
    await go(clerk, `${el}/office/${room}`, `an empty room: ${room}`);
  }
  for (const path of ['', '/plan', '/candidates', '/lists', '/honourees', '/vote', '/check', '/proof', '/recommend', '/log']) {
    const answer = await page.goto(el + path);
    if (answer.status() === 200) await both(clerk, `nothing yet at ${path || 'home'}`);
    clerk.faults.length = 0;
  }
});

test('nothing of the demo can be reached, and nothing says 演示', async () => {
  const reader = new Reader(house.address);
  const token = (await reader.get('/sign-in')).text.match(/name="csrf" value="([^"]+)"/)[1];
  assert.equal((await reader.get('/demo/wait?stop=vote')).status, 404);
  for (const [path, pairs] of [['/demo/be', { login: 'office1' }], ['/demo/jump', { stop: 'vote' }], ['/demo/clock', { clock: '2030-01-01T00:00' }]]) {
    const answer = await reader.send(path, pairs, token);
    assert.equal(answer.status, 404, path);
    assert.ok(!reader.cookies.has('session'), `${path} signs nobody in`);
  }
  for (const path of ['/style', '/style/portal', '/style/vote', '/style/receipt', '/style/office', '/style/form']) {
    assert.equal((await reader.get(path)).status, 404, path);
  }
  for (const path of ['/', '/sign-in', el, `${el}/plan`, `${el}/log`, '/no-such-page']) {
    const { text } = await reader.get(path);
    assert.ok(!text.includes('class="demo'), `${path} has the demo’s bar`);
    assert.ok(!/【演示】|<title>[^<]*演示/.test(text), `${path} is marked as a demo`);
  }
});

/// Starts the server again on the same folder and at the same port, as somebody would who runs it every day.
async function again(signal) {
  const port = new URL(house.address).port;
  const how = await house.stop(signal);
  house = await start(['serve'], data, port);
  return how;
}

test('stopped, and killed: no new link, everything is there, and who was signed in goes on', async () => {
  for (const [signal, ended] of [['SIGTERM', 0], ['SIGKILL', 'SIGKILL']]) {
    const entries = await new Reader(house.address).get(`${el}/log`);
    assert.equal(await again(signal), ended, signal);
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.ok(!house.said.join('\n').includes('/setup/'), `${signal}: a set-up link, although there is an administrator`);
    assert.ok(house.said.join('\n').includes(data), `${signal}: where the data lies`);
    const log = await new Reader(house.address).get(`${el}/log`);
    const rows = (text) => [...text.matchAll(/\/log\/(\d+)"/g)].map(([, n]) => n);
    assert.deepEqual(rows(log.text), rows(entries.text), `${signal}: the log`);
    await go(clerk, `${el}/office`, `the board after ${signal}`);
    await go(admin, '/admin/selections/linyi-2022', `the office is still held after ${signal}`);
    const fresh = await person(chromium, house.address);
    await fresh.page.goto('/sign-in');
    assert.equal(await send(fresh, '/sign-in', { login: 'office1', password: own.clerk }), 303, `${signal}: signing in again`);
    assert.match(fresh.page.url(), /\/office$/);
    await fresh.context.close();
  }
});
