// Takes the pictures of the README from the running demo, as a newcomer would see them.

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { browser, desk, person, phone, root, start } from './house.mjs';
import { be, jump, openBallot } from './ways.mjs';

const out = join(root, 'docs/screens');
await mkdir(out, { recursive: true });
const house = await start(['demo', '--ballots', process.env.BALLOTS ?? '2000']);
const chromium = await browser();
try {
  const citizen = await person(chromium, house.address, { viewport: phone });
  await jump(citizen.page, 'vote');
  await citizen.page.goto('/');
  await citizen.page.screenshot({ path: join(out, 'portal-phone.png') });
  await openBallot(citizen.page);
  for (const box of (await citizen.page.locator('main input[type=checkbox]').all()).slice(0, 3)) {
    await box.check({ force: true });
  }
  await citizen.page.evaluate(() => globalThis.scrollTo(0, document.querySelector('main h1').offsetTop - 60));
  await citizen.page.screenshot({ path: join(out, 'vote-phone.png') });

  const clerk = await person(chromium, house.address, { viewport: desk });
  await jump(clerk.page, 'screen');
  await be(clerk.page, 'office1');
  await clerk.page.screenshot({ path: join(out, 'office.png') });
  await clerk.page.goto((await clerk.page.locator('nav a[href$="/log"]').first().getAttribute('href')));
  await clerk.page.screenshot({ path: join(out, 'log.png') });
} finally {
  await chromium.close();
  await house.stop();
}
