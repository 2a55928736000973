// One selection lives its whole life by clicks and typing in a real browser, each role in turn: citizens and voters on a
// phone, those who work at a desk. Every page on the way is held to what `fit` asks. Linyi's plan, from the evening
// before recommendation opens to the end of the publicity year.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browser, demo, desk, fit, person, phone } from './house.mjs';
import { be, clock, jump } from './ways.mjs';

const el = '/s/linyi-2022';
const pdf = { name: 'a.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%rehearsal\n') };

let house;
let chromium;
const people = {};

before(async () => {
  house = await demo('--at', 'before');
  chromium = await browser();
  people.citizen = await person(chromium, house.address, { viewport: phone });
  people.staff = await person(chromium, house.address, { viewport: desk });
  await jump(people.staff.page, 'before');
});
after(async () => {
  await chromium?.close();
  await house?.stop();
});

/// Sits down as somebody of the staff and comes to their room.
async function sit(login) {
  await be(people.staff.page, login);
  await fit(people.staff, `${login}’s room`);
  return people.staff.page;
}

/// Presses the button of the form with this action (its end), and checks what comes.
async function send(someone, action, where, button = 'button') {
  const { page } = someone;
  await page.locator(`main form[action$="${action}"] ${button}`).first().click();
  await page.waitForLoadState();
  const wrong = await page.locator('.faults').allTextContents();
  assert.deepEqual(wrong, [], `${where}: refused`);
  await fit(someone, where);
}

async function go(someone, path, where = path) {
  await someone.page.goto(el + path);
  await fit(someone, where);
}

async function recommend(page, n, { category, kind, unit = null }) {
  await page.locator(`input[name=kind][value=${kind}]`).check();
  await page.locator('input[name=name]').fill(`试样${'甲乙丙丁戊己'[n]}`);
  await page.locator('input[name=employer]').fill(category === 'park' ? '某街道园林所' : '某社区');
  await page.locator('input[name=id_number]').fill(['371399199001010010', '371399199001010029', '371399198812310151', '37139919850307006X'][n]);
  await page.locator('input[name=phone]').fill(`1990000100${n}`);
  await page.locator('input[name=tagline]').fill('把边角地还给街坊');
  await page.locator('textarea[name=brief]').fill('三年来，他走遍片区的每一处边角地，和街坊一起把荒地修成了口袋公园。');
  for (const box of await page.locator('input[name=checklist]').all()) await box.check();
  if (unit) await page.locator('select[name=unit]').selectOption(unit);
  if (await page.locator('input[name=minutes]').count()) await page.locator('input[name=minutes]').setInputFiles(pdf);
}

test('the portal before anything opens, on a phone', async () => {
  await people.citizen.page.goto('/');
  await fit(people.citizen, 'portal before');
  await go(people.citizen, '/plan');
  await go(people.citizen, '/recommend', 'recommend too early');
});

test('units and a citizen recommend; what is wrong stands beside its field and nothing typed is lost', async () => {
  await clock(people.staff.page, '2022-12-02T09:00');
  let page = await sit('unit-lanshan');
  await go(people.staff, '/unit/new?cat=park', 'the form');
  await recommend(page, 0, { category: 'park', kind: 'front-line' });
  await page.locator('textarea[name=brief]').fill('字'.repeat(501));
  await page.locator('main form[action$="/unit/new"] button').first().click();
  await page.waitForLoadState();
  assert.match(await page.locator('#e-brief').textContent(), /501/);
  assert.equal((await page.locator('textarea[name=brief]').inputValue()).length, 501);
  assert.equal(await page.locator('input[name=name]').inputValue(), '试样甲');
  await fit(people.staff, 'a refused form');
  await page.locator('textarea[name=brief]').fill('字'.repeat(500));
  await send(people.staff, '/unit/new', 'recommended');

  await sit('unit-luozhuang');
  await go(people.staff, '/unit/new?cat=park', 'the second form');
  await recommend(page, 1, { category: 'park', kind: 'front-line' });
  await send(people.staff, '/unit/new', 'the second recommended');
  await go(people.staff, '/unit/new?cat=citizen', 'the third form');
  await recommend(page, 2, { category: 'citizen', kind: 'citizen' });
  await send(people.staff, '/unit/new', 'the third recommended');

  const phonePage = people.citizen.page;
  await go(people.citizen, '/recommend', 'choose a category');
  await go(people.citizen, '/recommend?cat=citizen', 'a citizen’s form');
  await phonePage.locator('input[name=tier][value=public]').check();
  await recommend(phonePage, 3, { category: 'citizen', kind: 'citizen', unit: 'hedong' });
  await send(people.citizen, '/recommend', 'a citizen recommended');
});

test('the county vouches, the office returns, the unit mends', async () => {
  let page = await sit('unit-hedong');
  await page.locator('main a[href*="/unit/r"]').first().click();
  await page.waitForLoadState();
  await fit(people.staff, 'what a citizen sent');
  for (const box of await page.locator('#endorse input[type=checkbox]').all()) await box.check();
  await send(people.staff, '/endorse', 'vouched for');

  page = await sit('office1');
  await go(people.staff, '/office/recommendations', 'all recommendations');
  await go(people.staff, '/office/recommendations/r2', 'one recommendation');
  await page.locator('form[action$="/r2/return"] textarea').fill('请写明口袋公园的面积。');
  await send(people.staff, '/r2/return', 'returned');

  page = await sit('unit-luozhuang');
  assert.ok((await page.content()).includes('请写明口袋公园的面积'));
  await go(people.staff, '/unit/r2/revise', 'mending');
  await page.locator('textarea[name=brief]').fill('三年来，他把六处、共一千二百平方米的边角地修成了口袋公园。');
  if (await page.locator('input[name=minutes]').count()) await page.locator('input[name=minutes]').setInputFiles(pdf);
  await send(people.staff, '/r2/revise', 'mended');
});

test('the office screens, departments clear, candidates are published', async () => {
  await clock(people.staff.page, '2022-12-11T09:00');
  let page = await sit('office1');
  for (const nominee of ['p1', 'p2', 'p3', 'p4']) {
    await go(people.staff, `/office/screen/${nominee}`, `screening ${nominee}`);
    await page.locator('input[name=decision][value=pass]').check();
    await send(people.staff, `/screen/${nominee}`, `passed ${nominee}`);
  }
  await go(people.staff, '/office/clearance', 'clearance');
  await send(people.staff, '/office/clearance', 'asked', 'button');
  for (const department of ['gongan', 'jiwei', 'renshe', 'shuiwu']) {
    await sit(`clear-${department}`);
    const boxes = page.locator('form[action$="/clearance"] input[name=nominee]');
    if ((await boxes.count()) === 0) continue;
    for (const box of await boxes.all()) await box.check({ force: true });
    await send(people.staff, '/clearance', `${department} answered`);
  }
  page = await sit('office1');
  await go(people.staff, '/office/candidates', 'candidates in order');
  await page.locator('button[form=order]').click();
  await page.waitForLoadState();
  await fit(people.staff, 'preview');
  await send(people.staff, '/candidates/publish', 'published');
  await go(people.citizen, '/candidates', 'the wall');
  assert.equal(await people.citizen.page.locator('text=A01').count() > 0, true);
  await go(people.citizen, '/candidates/A01', 'one candidate');
});

test('codes are issued and a voter votes on a phone', async () => {
  await clock(people.staff.page, '2022-12-12T10:00');
  let page = await sit('office1');
  await go(people.staff, '/office/vote', 'the vote');
  await go(people.staff, '/office/vote/vote/codes', 'codes');
  await page.locator('input[name=channel]').first().check();
  await page.locator('input[name=count]').fill('3');
  await page.locator('input[name=as]').first().check();
  await send(people.staff, '/codes', 'codes made');
  const code = (await page.locator('main').textContent()).match(/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/)[0];

  page = people.citizen.page;
  await go(people.citizen, '/vote', 'the hall');
  await page.locator('input[name=code]').fill('AAAA-AAAA-AAAA');
  await page.locator('#code button').click();
  await page.waitForLoadState();
  assert.ok(await page.locator('#e-code').count(), 'a wrong code is told beside its field');
  await page.locator('input[name=code]').fill(code.toLowerCase());
  await page.locator('#code button').click();
  await page.waitForLoadState();
  await fit(people.citizen, 'the ballot');
  await page.locator('#ballot input[name=choice]').first().check({ force: true });
  await page.locator('button[form=ballot]').click();
  await page.waitForLoadState();
  await fit(people.citizen, 'reading it over');
  await page.locator('#cast button').first().click();
  await page.waitForLoadState();
  await fit(people.citizen, 'the receipt');
  assert.match(page.url(), /\/receipt\/\d+/);
  await go(people.citizen, '/check', 'checking a receipt');
  await go(people.citizen, '/proof', 'what the ledger proves');
});

test('nine judges take their seats with passwords of their own and score', async () => {
  const page = await sit('office1');
  const judges = [];
  for (let n = 1; n <= 9; n += 1) {
    await page.goto(`${el}/office/seats`);
    await page.locator('#appoint select[name=role]').selectOption(n <= 5 ? 'judge/expert' : 'judge/media');
    if (n === 1) await page.locator('#appoint select[name=unit]').selectOption('lanshan');
    await page.locator('#appoint input[name=login]').fill(`life-judge${n}`);
    await page.locator('#appoint input[name=name]').fill(`评委试样${'一二三四五六七八九'[n - 1]}`);
    await page.locator('#appoint form button').first().click();
    await page.waitForLoadState();
    assert.deepEqual(await page.locator('.faults').allTextContents(), []);
    const once = await page.locator('main dt:has-text("一次性密码") + dd').first().textContent();
    judges.push({ login: `life-judge${n}`, once: once.trim() });
  }
  await fit(people.staff, 'seats');
  await clock(page, '2022-12-21T09:00');
  for (const [n, judge] of judges.entries()) {
    const someone = await person(chromium, house.address, { viewport: desk });
    const own = someone.page;
    await own.goto('/sign-in');
    await own.locator('input[name=login]').fill(judge.login);
    await own.locator('input[name=password]').fill(judge.once);
    await own.locator('form[action="/sign-in"] button').click();
    await own.waitForLoadState();
    assert.match(own.url(), /\/account\/password/, 'the one-time password must be changed');
    await own.locator('input[name=old]').fill(judge.once);
    await own.locator('input[name=password]').fill(`Ping-Wei-2022-${n}!`);
    await own.locator('input[name=again]').fill(`Ping-Wei-2022-${n}!`);
    await own.locator('form[action="/account/password"] button').click();
    await own.waitForLoadState();
    await own.goto(`${el}/panel`);
    if (n < 2) await fit(someone, 'the panel’s list');
    for (const nominee of ['p1', 'p2', 'p3', 'p4']) {
      await own.goto(`${el}/panel/${nominee}`);
      const lines = own.locator('#sheet input[type=number]');
      if ((await lines.count()) === 0) {
        assert.equal(`${n} ${nominee}`, '0 p1', 'only the judge from the unit stands back');
        continue;
      }
      const scores = [36 - n % 3, 30 - nominee.slice(1), 22];
      for (const [i, line] of (await lines.all()).entries()) await line.fill(String(scores[i]));
      if (n === 1 && nominee === 'p1') await fit(someone, 'a sheet');
      await own.locator('#sheet button').last().click();
      await own.waitForLoadState();
      assert.deepEqual(await own.locator('.faults').allTextContents(), []);
    }
    assert.deepEqual(someone.faults, []);
    await someone.context.close();
  }
});

test('the panel closes, the body resolves, the final list goes on notice', async () => {
  let page = await sit('office1');
  await go(people.staff, '/office/panel', 'the panel');
  await go(people.staff, '/office/panel/review/close', 'closing the panel');
  await send(people.staff, '/panel/review/close', 'closed');
  await go(people.staff, '/office/result', 'the figures');
  await go(people.staff, '/office/result/final/resolve', 'resolving');
  await page.locator('input[name=present]').fill('9');
  await page.locator('input[name=of]').fill('9');
  await page.locator('input[name=minutes]').setInputFiles(pdf);
  await send(people.staff, '/final/resolve', 'resolved');
  await go(people.staff, '/office/result/final/publish', 'publishing the list');
  await send(people.staff, '/final/publish', 'the list is public');
  await clock(page, '2022-12-23T09:00');
  await sit('office1');
  await go(people.staff, '/office/notice', 'notice');
  await go(people.staff, '/office/notice/notice/publish', 'publishing the notice');
  assert.ok((await page.locator('main').textContent()).includes('12月28日24:00'), 'the end is told before it is published');
  await send(people.staff, '/notice/publish', 'on notice');
  await go(people.citizen, '/notice/1', 'the notice on a phone');
  await go(people.citizen, '/result/final', 'the count explained');
});

test('a citizen objects on a phone, the receiver rules', async () => {
  const { page } = people.citizen;
  await go(people.citizen, '/notice/1/object', 'objecting');
  await page.locator('textarea[name=text]').fill('某日在某处，事迹中的面积与现场不符。');
  await page.locator('input[name=name]').fill('试样市民');
  await page.locator('input[name=to][value=receiver]').check();
  await send(people.citizen, '/object', 'objected');
  const staff = await sit('watch');
  await staff.locator('main a[href*="/supervision/o"]').first().click();
  await staff.waitForLoadState();
  await fit(people.staff, 'the objection');
  await staff.locator('#rule input[name=outcome][value=dismissed]').check();
  await staff.locator('#rule textarea[name=text]').fill('经现场核查，面积属实，异议不成立。');
  await staff.locator('#rule input[name=sure]').check();
  await send(people.staff, '/rule', 'ruled');
  await go(people.citizen, '/notice/1', 'the ruling is public');
  assert.ok((await page.content()).includes('异议不成立'));
});

test('five sponsors sign and the list is named', async () => {
  await clock(people.staff.page, '2022-12-29T10:00');
  const { page } = people.staff;
  for (const sponsor of ['xuanchuanbu', 'wangxinban', 'chengguanju', 'ribao', 'guangdian']) {
    await sit(`sign-${sponsor}`);
    await page.locator('form[action$="/sponsor/sign"] input[type=file]').setInputFiles(pdf);
    await send(people.staff, '/sponsor/sign', `${sponsor} signed`);
  }
  await sit('office1');
  await go(people.staff, '/office/naming', 'naming');
  await go(people.staff, '/office/naming/recheck', 'the check of the day');
  await page.locator('input[name=all]').check();
  await send(people.staff, '/naming/recheck', 'checked');
  await go(people.staff, '/office/naming/name', 'naming, confirmed');
  await page.locator('input[name=document]').fill('演练字〔2022〕9号');
  for (const box of await page.locator('main form[action$="/naming/name"] input[name=confirm]').all()) await box.fill('最美城管人');
  await send(people.staff, '/naming/name', 'named');
  await go(people.citizen, '/honourees', 'honourees on a phone');
  assert.ok((await people.citizen.page.content()).includes('试样甲'));
});

test('an outlet reports, a title is revoked, the selection closes and every role is gone', async () => {
  const { page } = people.staff;
  await clock(page, '2023-02-01T09:00');
  await sit('office1');
  await go(people.staff, '/office/publicity', 'publicity');
  await go(people.staff, '/office/publicity/assign', 'assigning');
  await page.locator('input[name=outlet][value=ribao]').check();
  await page.locator('select[name=nominee]').selectOption('p1');
  await page.locator('input[name=by]').fill('2023-03-01');
  await send(people.staff, '/publicity/assign', 'assigned');
  await sit('edit-ribao');
  await page.locator('main a[href*="/outlet/m"]').first().click();
  await page.waitForLoadState();
  await page.locator('#piece input[name=title]').fill('街角有座小公园');
  await page.locator('#piece textarea[name=text]').fill('清早，他又蹲在花池边。');
  await send(people.staff, '/outlet/m1', 'filed');
  await sit('office1');
  await go(people.staff, '/office/publicity/pieces/m1', 'reviewing');
  await page.locator('input[name=approve][value=yes]').check();
  await send(people.staff, '/pieces/m1', 'published');
  await clock(page, '2023-08-10T09:00');
  await sit('office1');
  await go(people.staff, '/office/naming/p4/revoke', 'revoking');
  await page.locator('select[name=reason]').selectOption('record');
  await page.locator('textarea[name=text]').fill('经查实有违纪行为，撤销称号。');
  const number = (await page.locator('main').textContent()).match(/B0\d/)[0];
  for (const box of await page.locator('main input[name=confirm]').all()) await box.fill(number);
  await send(people.staff, '/p4/revoke', 'revoked');
  await go(people.citizen, '/honourees', 'a name less');
  assert.ok(!(await people.citizen.page.content()).includes('试样丁'));
  await clock(page, '2024-01-02T09:00');
  await sit('office1');
  await go(people.staff, '/office/closing', 'closing');
  for (const box of await page.locator('main input[name=confirm]').all()) await box.fill('最美城管人');
  await page.locator('main form[action$="/office/closing"] button').first().click();
  await page.waitForLoadState();
  await page.goto(`${el}/office`);
  assert.equal(await page.locator('nav a[href$="/office/screen"]').count(), 0, 'no room is left to enter');
  await go(people.citizen, '', 'the portal after the end');
  await go(people.citizen, '/log', 'the ledger');
});
