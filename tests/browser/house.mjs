// What every browser test needs: the real binary on a fresh data folder, a browser, and eyes that miss nothing —
// console errors, policy violations, failed requests, and what axe finds.

import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { readFileSync } from 'node:fs';
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const binary = process.env.XUANXIAN ?? join(process.env.CARGO_TARGET_DIR ?? join(root, 'target'), 'debug', 'xuanxian');
const axe = readFileSync(join(root, 'tests/browser/node_modules/axe-core/axe.min.js'), 'utf8');

/// Where the demo's play is kept between the test files, so that it is given once. They run one after another.
const played = join(process.env.CARGO_TARGET_DIR ?? join(root, 'target'), 'browser-demo');

/// Starts the demo with few ballots, at a stop of the selection's life.
export function demo(...args) {
  return start(['demo', '--ballots', '600', ...args], played);
}

/// Starts the demo of the second plan, whose play is kept beside the first one's.
export function second(...args) {
  return start(['demo', '--plan', 'plans/shiyin-2023.toml', '--ballots', '600', ...args], `${played}-shiyin`);
}

/// Starts the binary with these arguments on a new data folder unless one is named, on a free port unless one is
/// named; gives its address once it listens.
export async function start(args, keep = null, port = 0) {
  const data = keep ?? await mkdtemp(join(tmpdir(), 'xuanxian-'));
  const child = spawn(binary, [...args, '--listen', `127.0.0.1:${port}`, '--data', data], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = [];
  const lines = createInterface({ input: child.stdout });
  createInterface({ input: child.stderr }).on('line', (line) => said.push(line));
  const address = await new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no address within 120 s:\n${said.join('\n')}`)), 120_000);
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
      if (!keep) await rm(data, { recursive: true, force: true });
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
