// What every browser test needs: the real binary on a fresh data folder, a browser, and eyes that miss nothing —
// console errors, policy violations, failed requests, and what axe finds.

import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, stat, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { readFileSync } from 'node:fs';
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const binary = process.env.XUANXIAN ?? join(process.env.CARGO_TARGET_DIR ?? join(root, 'target'), 'debug', 'xuanxian');
const axe = readFileSync(join(root, 'tests/browser/node_modules/axe-core/axe.min.js'), 'utf8');

/// Where plays are kept, so that each is given once and copied for every test file that wants it.
const played = join(process.env.CARGO_TARGET_DIR ?? join(root, 'target'), 'browser-demo');

/// Starts the demo with few ballots, at a stop of the selection's life.
export function demo(...args) {
  return copied(['demo', '--ballots', '600'], played, args);
}

/// Starts the demo of the second plan.
export function second(...args) {
  return copied(['demo', '--plan', 'plans/shiyin-2023.toml', '--ballots', '600'], `${played}-shiyin`, args);
}

/// Starts the demo of the plan that takes ballots with a code and without.
export function twoWays(...args) {
  return copied(['demo', '--plan', 'tests/plans/two-ways.toml', '--ballots', '120'], `${played}-two-ways`, args);
}

/// A demo on a copy of its play, which is taken away in the end.
async function copied(play, folder, args) {
  await give(play, folder);
  const data = await mkdtemp(join(tmpdir(), 'xuanxian-'));
  await cp(folder, data, { recursive: true });
  return start([...play, ...args], data, 0, true);
}

/// When a play was found whole, in milliseconds; 0 where it is not.
async function whole(folder) {
  const manifest = join(folder, 'demo.json');
  try {
    return JSON.parse(await readFile(manifest, 'utf8')).complete ? (await stat(manifest)).mtimeMs : 0;
  } catch {
    return 0;
  }
}

/// Has a play given by the binary as it is now: by one of the test files that run at once, while the others wait.
async function give(play, folder) {
  const lock = `${folder}.lock`;
  const built = (await stat(binary)).mtimeMs;
  for (const begun = Date.now(); (await whole(folder)) < built; await setTimeout(300)) {
    assert.ok(Date.now() - begun < 300_000, `${folder} was not played; is ${lock} left over?`);
    try {
      await mkdir(lock, { recursive: false });
    } catch {
      continue;
    }
    try {
      // The binary knows by itself whether an earlier play will do.
      const house = await start(play, folder);
      while (!(await whole(folder))) await setTimeout(300);
      await house.stop();
      await utimes(join(folder, 'demo.json'), new Date(), new Date());
    } finally {
      await rm(lock, { recursive: true });
    }
  }
}

/// Starts the binary with these arguments on a new data folder unless one is named, on a free port unless one is
/// named; gives its address once it listens.
export async function start(args, keep = null, port = 0, drop = !keep) {
  const data = keep ?? await mkdtemp(join(tmpdir(), 'xuanxian-'));
  const child = spawn(binary, [...args, '--listen', `127.0.0.1:${port}`, '--data', data], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = [];
  const lines = createInterface({ input: child.stdout });
  createInterface({ input: child.stderr }).on('line', (line) => said.push(line));
  const address = await new Promise((resolve, reject) => {
    const timer = globalThis.setTimeout(() => reject(new Error(`no address within 120 s:\n${said.join('\n')}`)), 120_000);
    lines.on('line', (line) => {
      said.push(line);
      const found = line.match(/http:\/\/127\.0\.0\.1:\d+/);
      if (found) { clearTimeout(timer); resolve(found[0]); }
    });
    child.on('exit', (code) => { clearTimeout(timer); reject(new Error(`ended with ${code}:\n${said.join('\n')}`)); });
  });
  return {
    address,
    said,
    /// Ends it, and says how it ended: `0` where it was asked to, the signal where it was not.
    async stop(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null) {
        const ended = new Promise((resolve) => child.once('exit', resolve));
        child.kill(signal);
        await ended;
      }
      if (drop) await rm(data, { recursive: true, force: true });
      return child.signalCode ?? child.exitCode;
    },
  };
}

/// A browser. Nothing of it talks to anybody but us.
export async function browser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

export const phone = { width: 360, height: 780 };
export const tablet = { width: 768, height: 1024 };
export const desk = { width: 1280, height: 900 };

/// A person at a screen: a context of its own, whose page complains about everything that is wrong.
export async function person(of, address, { viewport = desk, javaScriptEnabled = true, locale = 'zh-CN' } = {}) {
  const context = await of.newContext({ viewport, javaScriptEnabled, locale, baseURL: address, reducedMotion: 'reduce' });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const faults = [];
  page.on('console', (message) => {
    // A refused form is answered 422, which a browser reports although the page is as it should be.
    if (/status of 422/.test(message.text())) return;
    if (['error', 'warning'].includes(message.type())) faults.push(`console ${message.type()}: ${message.text()} at ${page.url()}`);
  });
  page.on('pageerror', (error) => faults.push(`script: ${error.message} at ${page.url()}`));
  page.on('requestfailed', (request) => {
    if (!/ERR_ABORTED/.test(request.failure()?.errorText ?? '')) faults.push(`request failed: ${request.url()}`);
  });
  page.on('response', (response) => { if (response.status() >= 500) faults.push(`${response.status()}: ${response.url()}`); });
  return { context, page, faults };
}

/// What axe finds on the page as it stands. Empty is right.
export async function violations(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => globalThis.axe.run(document, {
    resultTypes: ['violations'],
    runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
  }));
  return found.violations.map((row) => `${row.id}: ${row.nodes.map((node) => node.target.join(' ')).join('; ')}`);
}

/// Asserts that a page is fit to be shown: no complaint, nothing for axe, nothing wider than the screen.
export async function fit(someone, where) {
  const { page, faults } = someone;
  assert.deepEqual(faults, [], `${where}: complaints`);
  assert.deepEqual(await violations(page), [], `${where}: axe at ${page.url()}`);
  await fits(page, where);
  assert.ok(!(await page.content()).includes('⟦'), `${where}: a message is missing at ${page.url()}`);
}

/// Asserts that nothing is wider than the screen, and keeps a picture for whoever wants to look.
export async function fits(page, where) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 0, `${where}: ${wide} px wider than the screen at ${page.url()}`);
  await picture(page, where);
}

/// Keeps a picture of the page where somebody wants to look at them: in the folder that `SHOTS` names.
export async function picture(page, where) {
  if (!process.env.SHOTS) return;
  const name = `${where.replace(/[^\p{L}\p{N}]+/gu, '-')}-${page.viewportSize().width}.png`;
  await page.screenshot({ path: join(process.env.SHOTS, name), fullPage: true });
}
