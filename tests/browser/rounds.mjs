// A round through every page of a selection's table, each by somebody who may enter it.

import assert from 'node:assert/strict';
import { be } from './ways.mjs';
import { desk, fit, fits, person, phone, tablet } from './house.mjs';

/// The pages of each role, the public's for nobody alone.
export function rooms(pages) {
  const found = new Map();
  for (const [path, allowed] of pages) {
    const role = allowed.includes('nobody') ? 'nobody' : allowed[0];
    found.set(role, [...(found.get(role) ?? []), path]);
  }
  return found;
}

/// Opens every page that is there, as its role; `look` is shown each. Gives the addresses that were there. After the
/// closing the roles that it ended are passed over.
export async function round(chromium, house, { pages, people }, options, look) {
  const there = [];
  for (const [role, paths] of rooms(pages)) {
    const someone = await person(chromium, house.address, options);
    if (people[role]) {
      if (!(await someone.page.goto('/')) || !(await someone.page.locator(`.demo option[value="${people[role]}"]`).count())) {
        await someone.context.close();
        continue;
      }
      await be(someone.page, people[role]);
    }
    for (const path of paths) {
      const where = `${path} as ${role}`;
      const answer = await someone.page.goto(path);
      if (answer.status() === 404) {
        // What is not there yet is reported by the browser as well; it is not a complaint.
        someone.faults.length = 0;
        continue;
      }
      assert.ok(answer.status() < 400, `${where}: ${answer.status()}`);
      there.push(path);
      await look(someone, where);
    }
    await someone.context.close();
  }
  return there;
}

/// Looks at a page as a phone, a tablet and a desk show it.
export async function everyWidth(someone, where) {
  for (const [viewport, look] of [[phone, fit], [tablet, (of, at) => fits(of.page, at)], [desk, fit]]) {
    await someone.page.setViewportSize(viewport);
    await look(someone, `${where}, ${viewport.width} wide`);
  }
  await someone.page.setViewportSize(phone);
}
