// The ways through the demo that several tests take: its bar, its clock, its spare voting code.

import assert from 'node:assert/strict';

/// Opens the demo's tools where a phone keeps them behind a fold, and finds one of its fields.
async function tool(page, field) {
  if (!(await page.locator('.demo').count())) await page.goto('/');
  const fold = page.locator('.demo__fold:visible:not([open]) summary');
  if (await fold.count()) await fold.click();
  return page.locator(`.demo ${field}:visible`);
}

/// Jumps to a stop of the selection's life, waiting while it is still being played.
export async function jump(page, stop) {
  await page.goto('/');
  for (let tries = 0; !(await page.locator(`.demo option[value="${stop}"]`).count()); tries += 1) {
    assert.ok(tries < 120, `the demo has not reached ${stop}`);
    await page.waitForTimeout(1000);
    await page.goto('/');
  }
  await (await tool(page, 'select[name=stop]')).selectOption(stop);
  await (await tool(page, 'form[action="/demo/jump"] button')).click();
  await page.waitForLoadState();
}

/// Becomes somebody; an empty login is a citizen again.
export async function be(page, login) {
  await (await tool(page, 'select[name=login]')).selectOption(login);
  await (await tool(page, 'form[action="/demo/be"] button')).click();
  await page.waitForLoadState();
}

/// Moves the demo's clock forward, `2022-12-11T20:00`.
export async function clock(page, to) {
  await (await tool(page, 'input[name=clock]')).fill(to);
  await (await tool(page, 'form[action="/demo/clock"] button')).click();
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
