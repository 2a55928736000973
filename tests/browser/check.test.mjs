// A receipt is checked in the browser, out of published files alone, and every way to fail is told apart; where no script
// runs, the server answers from the same files.

import assert from 'node:assert/strict';
import { writeFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { browser, demo, desk, fit, person, phone, tablet } from './house.mjs';
import { ballot, filesOf, headOf, keyOf, leafHash, receiptOf } from './log.mjs';
import { Reader } from './plain.mjs';

let house, chromium, receipt, code, folder;
const path = '/s/linyi-2022/check';

before(async () => {
  house = await demo('--at', 'recommend');
  const reader = new Reader(house.address);
  await reader.jump('closed');
  receipt = (await reader.get('/s/linyi-2022/receipt/300.tlog-proof')).text;
  code = (await reader.get('/s/linyi-2022/receipt/300')).text.match(/\/check\?n=300&#38;leaf=[0-9a-f]{64}/)[0].replace('&#38;', '&');
  folder = await mkdtemp(join(tmpdir(), 'xuanxian-check-'));
  chromium = await browser();
});
after(async () => {
  await chromium?.close();
  await house?.stop();
  if (folder) await rm(folder, { recursive: true });
});

const outcome = async (page) => {
  await page.waitForSelector('[data-found][data-outcome]', { timeout: 30_000 });
  return page.locator('[data-found]').evaluate((place) => ({ is: place.dataset.outcome, says: place.innerText }));
};

/// Pastes a receipt, presses the button, and gives what the browser found by itself.
async function paste(page, text) {
  await page.goto(path);
  await page.locator('#f-receipt').fill(text);
  await page.locator('#check button.btn--primary').click();
  return outcome(page);
}

test('a receipt that is pasted is checked by the browser alone, step by step', async () => {
  const voter = await person(chromium, house.address, { viewport: phone });
  const asked = [];
  voter.page.on('request', (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
  const found = await paste(voter.page, receipt);
  assert.equal(found.is, 'holds', found.says);
  for (const step of ['每一步都算得通', '有本账本的签名', '公开的账本也有同样的签名', '第300号正是这张选票', '只增不改', '您自己的浏览器']) {
    assert.ok(found.says.includes(step), `${step}: ${found.says}`);
  }
  assert.deepEqual(asked.filter((one) => !/^GET (\/log\/|\/assets\/|\/s\/linyi-2022\/check$|\/favicon)/.test(one)), [], 'nothing but published files');
  await voter.page.locator('[data-found] summary').click();
  assert.match(await voter.page.locator('[data-slot=key]').textContent(), /\/linyi-2022\/ballots\+[0-9a-f]{8}\+/);
  for (const viewport of [phone, tablet, desk]) {
    await voter.page.setViewportSize(viewport);
    await fit(voter, 'a receipt that holds');
  }
  await voter.context.close();
});

test('a file is opened; the address in the code is followed, or pasted; the announced key is brought', async () => {
  const voter = await person(chromium, house.address);
  const { page } = voter;
  await page.goto(path);
  const file = join(folder, 'mine.tlog-proof');
  await writeFile(file, receipt.replaceAll('\n', '\r\n'));
  await page.locator('#f-file').setInputFiles(file);
  await page.locator('#check button.btn--primary').click();
  assert.equal((await outcome(page)).is, 'holds');

  await page.goto(code.startsWith('/s/') ? code : `/s/linyi-2022${code}`);
  const followed = await outcome(page);
  assert.equal(followed.is, 'holds', followed.says);
  assert.ok(followed.says.includes('您自己的浏览器') && followed.says.includes('最美'), followed.says);
  assert.equal((await paste(page, page.url())).is, 'holds');

  const trust = (await new Reader(house.address).get('/log/linyi-2022/trust')).text;
  for (const [key, is] of [[trust, 'holds'], [trust.split('\n')[1].slice(4), 'holds'], [keyOf('b.invalid/x/ballots').word, 'unknown'], ['hello', 'key-unreadable']]) {
    await page.goto(path);
    await page.locator('summary', { hasText: '公告上印的公钥' }).click();
    await page.locator('#f-key').fill(key);
    await page.locator('#f-receipt').fill(receipt);
    await page.locator('#check button.btn--primary').click();
    const found = await outcome(page);
    assert.equal(found.is, is, `${key}: ${found.says}`);
    if (is === 'holds') assert.ok(found.says.includes('公钥是您自己给的'));
  }
  await fit(voter, 'a key that is none');
  await voter.context.close();
});

/// Publishes other files under the site's own address, to this reader alone.
async function publish(context, files) {
  await context.unroute('**/log/linyi-2022/**');
  await context.route('**/log/linyi-2022/**', (route) => {
    const name = new URL(route.request().url()).pathname.replace('/log/linyi-2022/', '');
    const body = files.get(name);
    return body === undefined ? route.fulfill({ status: 404, body: 'none' }) : route.fulfill({ status: 200, body: Buffer.from(body) });
  });
}

test('each way to fail is told apart, in whatever history', async () => {
  const voter = await person(chromium, house.address, { viewport: phone });
  const { page, context } = voter;
  // A missing tile is answered 404, which a browser reports.
  page.removeAllListeners('console');
  const key = keyOf('a.invalid/linyi-2022/ballots');
  const leaves = Array.from({ length: 600 }, (_, n) => ballot(n));
  const files = filesOf(key, leaves);
  await publish(context, files);
  const old = receiptOf(key, leaves.slice(0, 400), 300);
  for (const size of [301, 400, 512, 513, 600]) assert.equal((await paste(page, receiptOf(key, leaves.slice(0, size), 300))).is, 'holds', size);

  const other = Buffer.from(ballot(300, '1')).toString('base64');
  const lines = old.split('\n');
  const tell = async (text, is, words) => {
    const found = await paste(page, text);
    assert.equal(found.is, is, found.says);
    assert.ok(found.says.includes(words), found.says);
    assert.ok(!found.says.includes('查验通过'));
  };
  await tell(old.replace(lines[1], `extra ${other}`), 'path', '前后不符');
  await tell(old.replace(lines[4], lines[5]), 'path', '前后不符');
  await tell(old.replace(lines[4], 'AAAA'), 'unreadable', '第5行读不通');
  await tell(lines.slice(0, 2).join('\n'), 'unreadable', '不是一份完整的回执');
  const elsewhere = keyOf('b.invalid/linyi-2022/ballots');
  await tell(receiptOf(elsewhere, leaves.slice(0, 400), 300), 'origin', '这是另一个账本');
  await tell(receiptOf(keyOf(key.origin, 9), leaves.slice(0, 400), 300), 'signature', '没有本账本有效的签名');
  const lent = headOf(key, leaves.slice(0, 399).map(leafHash)).split('\n').at(-2);
  await tell(old.replace(lines.at(-2), lent), 'signature', '没有本账本有效的签名');
  await fit(voter, 'a receipt without a signature');
  await tell(`https://a.invalid/s/linyi-2022/check?n=600&leaf=${'0'.repeat(64)}`, 'beyond', '只有600张选票');
  await tell(`https://a.invalid/s/linyi-2022/check?n=3&leaf=${leafHash(leaves[4]).toString('hex')}`, 'address', '单凭它说明不了账本有问题');

  // The log goes on as if another ballot had been cast before the receipt was given, or in its place.
  const rewritten = leaves.with(399, ballot(399, '1'));
  await publish(context, filesOf(key, rewritten));
  await tell(old, 'rewritten', '前400张选票与发回执时的不一样');
  await publish(context, filesOf(key, leaves.with(300, ballot(300, '1'))));
  await tell(old, 'other', '第300号不是回执上的这张选票');
  // What is published ends before the receipt; or a tile is bent, or gone; or nobody signed the head; or there is nothing.
  await publish(context, filesOf(key, leaves.slice(0, 350)));
  await tell(old, 'behind', '只写到350张');
  const bent = new Map(files);
  const tile = 'ballots/tile/0/001';
  bent.set(tile, Buffer.from(files.get(tile)).fill(1, 40, 41));
  await publish(context, bent);
  await tell(old, 'files', '文件与签名不符');
  bent.delete(tile);
  await publish(context, bent);
  await tell(old, 'files', '文件与签名不符');
  await publish(context, new Map([...files, ['ballots/checkpoint', headOf(keyOf(key.origin, 9), leaves.map(leafHash))]]));
  await tell(old, 'head', '公开的账本上没有有效的签名');
  await publish(context, new Map());
  await tell(old, 'unpublished', '账本还没有公开');

  // The log was opened anew over a backup of 350 ballots.
  const second = keyOf(`${key.origin}.2`, 8);
  const anew = filesOf(second, leaves.slice(0, 350));
  await publish(context, anew.set('trust', `log ${second.word}\nlog ${key.word}\nquorum none\n`));
  const kept = await paste(page, old);
  assert.equal(kept.is, 'holds', kept.says);
  assert.ok(kept.says.includes('账本曾用旧备份恢复、另起名称'), kept.says);
  await tell(receiptOf(key, leaves.slice(0, 400), 380), 'lost', '恢复后的账本里没有这张选票');
  await tell(receiptOf(keyOf(key.origin, 9), leaves.slice(0, 400), 300), 'signature', '没有本账本有效的签名');
  await tell(`https://a.invalid/s/linyi-2022/check?n=380&leaf=${leafHash(leaves[380]).toString('hex')}`, 'lost', '您的位置空着');
  await fit(voter, 'a ballot that was lost');
  await context.close();
});

test('a browser without Ed25519 computes the signature in plain script, and none without Web Crypto asks the server', async () => {
  const voter = await person(chromium, house.address);
  await voter.context.addInitScript(() => {
    const { importKey } = SubtleCrypto.prototype;
    SubtleCrypto.prototype.importKey = function refuse(format, key, algorithm, ...rest) {
      if (algorithm?.name === 'Ed25519') return Promise.reject(new DOMException('none', 'NotSupportedError'));
      return importKey.call(this, format, key, algorithm, ...rest);
    };
  });
  const asked = [];
  voter.page.on('request', (request) => asked.push(request.url()));
  assert.equal((await paste(voter.page, receipt)).is, 'holds');
  assert.ok(asked.some((url) => url.includes('/assets/ed25519-')), 'loaded only now');
  const key = keyOf('a.invalid/linyi-2022/ballots');
  const leaves = Array.from({ length: 5 }, (_, n) => ballot(n));
  await publish(voter.context, filesOf(key, leaves));
  assert.equal((await paste(voter.page, receiptOf(keyOf(key.origin, 9), leaves, 3))).is, 'signature');
  await voter.context.close();

  const old = await person(chromium, house.address);
  await old.context.addInitScript(() => { Object.defineProperty(Crypto.prototype, 'subtle', { value: undefined }); });
  await old.page.goto(path);
  await old.page.locator('#f-receipt').fill(receipt);
  await old.page.locator('#check button.btn--primary').click();
  await old.page.waitForLoadState();
  assert.match(await old.page.locator('[data-found]').innerText(), /查验通过[^]*以上由本网站只凭公开的文件算出/);
  await old.context.close();
});

test('without scripts the server answers from the same files', async () => {
  const voter = await person(chromium, house.address, { viewport: phone, javaScriptEnabled: false });
  const { page } = voter;
  await page.goto(path);
  await page.locator('#f-receipt').fill(receipt);
  await page.locator('#check button.btn--primary').click();
  assert.match(await page.locator('[data-found]').innerText(), /查验通过[^]*第300号正是这张选票[^]*以上由本网站/);
  await page.locator('#f-receipt').fill(receipt.replace('index 300', 'index 301'));
  await page.locator('#check button.btn--primary').click();
  assert.match(await page.locator('[data-found]').innerText(), /前后不符/);
  await page.goto(code.startsWith('/s/') ? code : `/s/linyi-2022${code}`);
  assert.match(await page.locator('[data-found]').innerText(), /查验通过/);
  assert.ok(!(await page.locator('[data-camera]').isVisible()));
  await voter.context.close();
});

test('a photo of the code is read where the browser can, and where it cannot it says so', async () => {
  const photo = join(folder, 'photo.png');
  await writeFile(photo, Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=', 'base64'));
  const plain = await person(chromium, house.address, { viewport: phone });
  await plain.context.addInitScript(() => { delete globalThis.BarcodeDetector; });
  await plain.page.goto(path);
  assert.ok(!(await plain.page.locator('[data-camera]').isVisible()));
  assert.match(await plain.page.locator('[data-scan-says]').innerText(), /这个浏览器不会扫码。用手机自带的相机/);
  await plain.page.locator('#f-file').setInputFiles(photo);
  await plain.page.locator('#check button.btn--primary').click();
  assert.match(await plain.page.locator('[data-found]').innerText(), /不会从照片里读二维码/);
  await fit(plain, 'a browser that cannot scan');
  await plain.context.close();

  const reads = await person(chromium, house.address, { viewport: phone });
  const address = `${house.address}${code.startsWith('/s/') ? code : `/s/linyi-2022${code}`}`;
  await reads.context.addInitScript((rawValue) => {
    globalThis.BarcodeDetector = class { async detect() { return globalThis.blind ? [] : [{ rawValue }]; } };
    navigator.mediaDevices.getUserMedia = async () => {
      if (globalThis.blind) throw new DOMException('no', 'NotAllowedError');
      const canvas = document.createElement('canvas');
      canvas.getContext('2d').fillRect(0, 0, 9, 9);
      return canvas.captureStream(5);
    };
  }, address);
  await reads.page.goto(path);
  await fit(reads, 'a browser that scans');
  await reads.page.locator('#f-file').setInputFiles(photo);
  await reads.page.locator('#check button.btn--primary').click();
  assert.equal((await outcome(reads.page)).is, 'holds');
  await reads.page.goto(path);
  await reads.page.locator('[data-camera]').click();
  assert.equal((await outcome(reads.page)).is, 'holds', 'the camera');
  assert.ok(!(await reads.page.locator('[data-film]').isVisible()), 'and it is off again');
  await reads.page.goto(path);
  await reads.page.evaluate(() => { globalThis.blind = true; });
  await reads.page.locator('[data-camera]').click();
  await reads.page.waitForSelector('[data-found] .notice');
  assert.match(await reads.page.locator('[data-found]').innerText(), /没有用上摄像头/);
  await reads.context.close();
});
