// The ways through the demo that several tests take: its bar, its clock, its spare voting code.

import assert from 'node:assert/strict';

/// Jumps to a stop of the selection's life, waiting while it is still being played.
export async function jump(page, stop) {
  await page.goto('/');
  await page.locator('select[name=stop]').selectOption(stop);
  await page.locator('form[action="/demo/jump"] button').click();
  for (let tries = 0; page.url().includes('/demo/'); tries += 1) {
    assert.ok(tries < 120, `the demo has not reached ${stop}`);
    await page.waitForTimeout(1000);
    await page.goto(`/demo/wait?stop=${stop}`);
  }
}

/// Becomes somebody; an empty login is a citizen again.
export async function be(page, login) {
  if (!(await page.locator('select[name=login]').count())) await page.goto('/');
  await page.locator('select[name=login]').selectOption(login);
  await page.locator('form[action="/demo/be"] button').click();
  await page.waitForLoadState();
}

/// Moves the demo's clock forward, `2022-12-11T20:00`.
export async function clock(page, to) {
  if (!(await page.locator('input[name=clock]').count())) await page.goto('/');
  await page.locator('input[name=clock]').fill(to);
  await page.locator('form[action="/demo/clock"] button').click();
  await page.waitForLoadState();
}

/// Types the demo's spare code and comes to the first ballot.
export async function openBallot(page) {
  await page.goto('/');
  const code = (await page.locator('.demo code').first().textContent()).trim();
  const here = new URL(page.url()).pathname;
  await page.goto(`${here}/vote`);
  await page.locator('input[name=code]').fill(code);
  await page.locator('main form button').first().click();
  await page.waitForLoadState();
}
