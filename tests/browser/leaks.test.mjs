// Nobody learns what their pages would not show, in whatever way they ask: by pages, searches, filters, orders, ids in
// addresses, acts, files, the log. Twice over. What is hidden must answer as what does not exist. And where only what is
// hidden differs between two worlds (another score, another vote, another text), everything that somebody may ask for
// must be the same in both.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { demo } from './house.mjs';
import { Reader } from './plain.mjs';
import { fields, routeOf, routes } from './routes.mjs';
import { acts, el, filesOf, linyi, pages, people } from './table.mjs';

let house;
before(async () => {
  house = await demo('--at', 'recommend');
  // While the play is still being given, the demo's bar grows between two answers that are to be the same.
  await new Reader(house.address).jump('closed');
});
after(async () => { await house?.stop(); });

const jump = (stop) => new Reader(house.address).jump(stop);

/// The same browser for everybody: who looks at the wall of candidates in the order of chance sees an order of their own.
let visitor;

async function as(login) {
  const reader = new Reader(house.address);
  if (visitor) reader.cookies.set('visitor', visitor);
  else await reader.get('/sign-in');
  visitor = reader.cookies.get('visitor');
  if (login) {
    const answer = await reader.be(login);
    if (answer.status === 404) return null; // judges have no seats before the panel is called
    assert.equal(answer.status, 303, login);
  }
  return reader;
}

/// An answer without the words that were asked for and without the id that each form carries once.
function bare(answer, asked) {
  const all = asked.flatMap((word) => [encodeURIComponent(encodeURIComponent(word)), encodeURIComponent(word), word]);
  let text = `${answer.status} ${answer.to}\n${answer.text}`;
  for (const word of all) text = text.replaceAll(word, '⁂');
  return text.replace(/name="request" value="[^"]*"/g, '');
}

/// And without what differs from one asking to the next: tokens, hashes, the hour.
function plain(text) {
  return text
    .replace(/name="csrf" value="[^"]*"|name="clock"[^>]*value="[^"]*"|<code>[0-9A-Z]{4}(-[0-9A-Z]{4}){2}<\/code>/g, '')
    .replace(/[0-9a-f]{16,}|[A-Za-z0-9+/]{40,}=*/g, '#')
    .replace(/\d{1,2}:\d{2}(:\d{2})?|\d+天\d+小时|\d+小时\d+分|(?<=countdown__n\">)[^<]*|(?<=&#34;at&#34;:)\d{13}/g, '⏱')
    .replace(/(?<=访问日志<\/dt><dd>)\d+/, '');
}

/// Where two answers differ, in words; nothing where they do not.
function difference(one, other, asked, where) {
  const [a, b] = [bare(one, asked), bare(other, asked)];
  if (a === b) return [];
  const [x, y] = [plain(a).split('\n'), plain(b).split('\n')];
  if (x.join('\n') === y.join('\n')) return [];
  const at = x.findIndex((line, n) => line !== y[n]);
  const from = [...(x[at] ?? '')].findIndex((sign, n) => sign !== (y[at] ?? '')[n]);
  const cut = (line) => (line ?? '').slice(Math.max(0, from - 120), from + 160);
  return [`${where}: ${cut(x[at])}  ≠  ${cut(y[at])}`];
}

// ---- what is hidden answers as what does not exist

/// Places in addresses that may take anybody's or anything's id.
const open = /\{(who|nominee|p|rec|o|m|piece)\}/;
const filled = { el: 'linyi-2022', rule: 'final', stage: 'review', what: 'notice', kind: 'finalists', version: '1', n: '1', cat: 'park' };
const names = fields().filter((name) => name !== 'request');
const all = routes();
const byId = all.filter((route) => open.test(route.path));
const mayAsk = (role, pattern) => acts.some(([path, allowed]) => allowed.includes(role) && routeOf(all, path).path === pattern);

/// Every way in which one may ask for an id: in addresses, in every field of every act, in every question. Public pages
/// look the same whoever is signed in, so nobody and one who is signed in go through them, the others through their own.
async function* ways(reader, role, token, id) {
  const whole = ['nobody', 'unit'].includes(role);
  const own = (allowed) => allowed.includes(role) && (whole || !allowed.includes('nobody'));
  const isId = /^[a-z]\d+$/.test(id);
  for (const { path, methods } of isId ? byId : []) {
    const address = path.replace(open, id).replace(/\{(\w+)\}/g, (_, name) => filled[name]);
    yield [`GET ${address}`, await reader.get(address)];
    if (methods.includes('post') && mayAsk(role, path)) yield [`POST ${address}`, await reader.send(address, {}, token)];
  }
  for (const [path, allowed] of isId ? acts : []) {
    // Signing in slows down, and the administrator's acts know of accounts only.
    if (!own(allowed) || /^\/(sign-|demo|account|admin)/.test(path)) continue;
    yield [`POST ${path} with it`, await reader.send(path, names.map((name) => [name, id]), token)];
  }
  for (const [path, allowed] of pages) {
    if (!own(allowed) || path.startsWith('/style') || path.includes('?')) continue;
    yield [`GET ${path}?q=`, await reader.get(`${path}?${new URLSearchParams(['q', 'about', 'done', 'n'].map((name) => [name, id]))}`)];
  }
}

/// Asks for pairs of something hidden and something that does not exist in every way, and gives back what told.
async function telling(role, login, secrets) {
  const reader = await as(login);
  const told = [];
  if (!reader) return told;
  const token = await reader.pageToken();
  for (const [hidden, missing] of secrets) {
    const there = ways(reader, role, token, hidden);
    for await (const [what, nothing] of ways(reader, role, token, missing)) {
      const { value: [, answer] } = await there.next();
      // What needs no id was done by the first asking already, so the second finds another world.
      if (what.startsWith('POST') && nothing.status === 303 && !nothing.to.startsWith('/sign-in')) continue;
      told.push(...difference(answer, nothing, [missing, hidden], `${what.replaceAll(missing, hidden)} as ${role}`));
    }
  }
  return told;
}

/// Nobody but these roles can tell the hidden from the missing.
async function hidden(secrets, ...knowing) {
  const roles = Object.entries(people).filter(([role]) => !knowing.includes(role));
  // Those who go through the log do so while nobody else writes to it.
  const told = [];
  for (const role of ['nobody', 'unit']) told.push(...await telling(role, people[role], secrets));
  const others = roles.filter(([role]) => !['nobody', 'unit'].includes(role));
  told.push(...(await Promise.all(others.map(([role, login]) => telling(role, login, secrets)))).flat());
  assert.deepEqual(told, []);
}

/// Ids and a name that stand on a page of somebody who may see them.
async function found(login, path, pattern) {
  const reader = await as(login);
  const { text } = await reader.get(path);
  const [, ...hit] = text.match(pattern) ?? [];
  assert.ok(hit.length > 0, `${login} finds nothing at ${path}`);
  return hit;
}

test('another unit’s recommendation, while it is collected', async () => {
  await jump('recommend');
  const [rec, name] = await found('office1', `${el}/office/recommendations?unit=luozhuang&status=waiting`, /recommendations\/(r\d+)"><span class="name">([^<]+)</);
  const [nominee] = await found('office1', `${el}/office/recommendations/${rec}`, /\/screen\/(p\d+)"/);
  await hidden([[rec, 'r99999'], [nominee, 'p99999'], [name, '仇不存']], 'office', 'auditor');
});

test('a nominee of another unit, while departments clear', async () => {
  await jump('screen');
  // Somebody whom the public security authority was not asked about, and whom this unit has nothing to do with.
  const asked = new Set((await (await as(people.department)).get(`${el}/clearance`)).text.match(/\bp\d+\b/g));
  const office = await as('office1');
  const list = await office.get(`${el}/office/recommendations?unit=luozhuang`);
  const secrets = [];
  for (const [, rec, name] of list.text.matchAll(/recommendations\/(r\d+)"><span class="name">([^<]+)</g)) {
    const [, nominee] = (await office.get(`${el}/office/recommendations/${rec}`)).text.match(/\/screen\/(p\d+)"/) ?? [];
    if (!nominee || asked.has(nominee) || secrets.length > 0) continue;
    secrets.push([rec, 'r99999'], [name, '仇不存'], [nominee, 'p99999']);
  }
  assert.equal(secrets.length, 3, 'there is such a nominee');
  // That there is such a handle stands on the published list of those who were put forward; whom it means does not, nor
  // what was asked of which department.
  await hidden(secrets.slice(0, 2), 'office', 'auditor');
  const told = await telling('department', people.department, secrets.slice(2));
  assert.deepEqual(told.filter((line) => !line.startsWith(`GET ${el}/candidates/`)), []);
});

test('who was left out, while the vote goes on', async () => {
  await jump('vote');
  const [, name] = await found('office1', `${el}/office/recommendations?unit=luozhuang&status=out`, /recommendations\/(r\d+)"><span class="name">([^<]+)</);
  await hidden([[name, '仇不存']], 'office', 'auditor');
});

test('an objection to the supervision receiver, while the notice runs', async () => {
  await jump('notice');
  await hidden([[linyi.toReceiver, 'o99999']], 'office', 'receiver', 'auditor');
  // The office sees that it is there, and nothing of what it says: its own page for it does not exist.
  const office = await as(people.office);
  const theirs = await office.get(`${el}/office/notice/objections/${linyi.toReceiver}`);
  const none = await office.get(`${el}/office/notice/objections/o99999`);
  assert.deepEqual(difference(theirs, none, [linyi.toReceiver, 'o99999'], 'the receiver’s objection to the office'), []);
});

// ---- two worlds in which only what is hidden differs

/// Everything a role may ask for, as it stands. The words are searched for wherever there is a search.
async function world(role, login, words) {
  const reader = await as(login);
  const seen = new Map();
  if (!reader) return seen;
  const look = async (path) => { if (!seen.has(path)) seen.set(path, await reader.get(path)); };
  const own = (allowed) => allowed.includes(role) && (role === 'nobody' || !allowed.includes('nobody'));
  for (const [path, allowed] of [...pages, ...filesOf(linyi)]) {
    if (!own(allowed) || path.startsWith('/style')) continue;
    await look(path);
    if (!path.includes('?')) for (const q of words) await look(`${path}?${new URLSearchParams({ q })}`);
  }
  if (role === 'nobody') {
    for (const order of ['random', 'strokes', 'number', 'votes', 'score']) await look(`${el}/candidates?order=${order}`);
    for (const kind of ['recommend', 'screen', 'review', 'notice', 'vote', 'sealed']) await look(`${el}/log?kind=${kind}`);
  }
  // What its pages lead to: the newest entries and whatever else stands there.
  const links = [...seen.values()].flatMap((answer) => [...answer.text.matchAll(/href="(\/s\/[^"#?]+)"/g)].map(([, href]) => href));
  for (const path of [...new Set(links)].filter((path) => /\/(log|lists|result|receipt|clearance|supervision)\//.test(path)).slice(0, 60)) await look(path);
  return seen;
}

/// Does something in two ways at a stop, and gives back both answers: nobody can tell one from the other but those who
/// know, the first of whom must.
async function worlds(stop, ways, words, ...knowing) {
  const roles = Object.entries(people).filter(([role]) => !knowing.slice(1).includes(role));
  const [seen, did] = [[], []];
  for (const way of ways) {
    await jump(stop);
    const answer = await way();
    assert.ok([200, 303].includes(answer.status), `what differs was done: ${answer.status} ${answer.text.match(/<ul class="faults">.*?<\/ul>/s)?.[0]}`);
    did.push(answer);
    // One after another: what they read is journalled, and the auditor reads the journal, order and all.
    const looked = [];
    for (const [role, login] of roles) looked.push(await world(role, login, words));
    seen.push(looked);
  }
  const told = new Map(roles.map(([role], n) => {
    const [one, other] = seen.map((world) => world[n]);
    const paths = new Set([...one.keys(), ...other.keys()]);
    return [role, [...paths].flatMap((path) => difference(one.get(path) ?? {}, other.get(path) ?? {}, [], `${path} as ${role}`))];
  }));
  if (knowing[0]) {
    assert.notDeepEqual(told.get(knowing[0]), [], `${knowing[0]} sees that something differs`);
    told.delete(knowing[0]);
  }
  assert.deepEqual([...told.values()].flat(), []);
  return did;
}

const pdf = new File(['%PDF-1.4\n%rehearsal\n'], 'a.pdf', { type: 'application/pdf' });

test('whom another unit puts forward, and that it is somebody who was put forward already', async () => {
  await jump('recommend');
  const office = await as('office1');
  const person = await office.send(`${el}/office/recommendations/${linyi.own}/person`, {}, await office.pageToken());
  const [known] = person.text.match(/371399\d{11}[\dX]/);
  const put = (name, employer, id_number, phone) => async () => (await as('unit-luozhuang')).send(`${el}/unit/new`, [
    ['category', 'citizen'], ['kind', 'citizen'], ['name', name], ['employer', employer], ['id_number', id_number], ['phone', phone],
    ['tagline', '热心的居民'], ['brief', '三年来走遍片区的每一处边角地。'], ['minutes', pdf],
    ...[0, 1, 2, 3].map((n) => ['checklist', String(n)])]);
  const names = ['仇试样', '乜试样'];
  const [one, other] = await worlds('recommend', [put(names[0], '某社区', known, '19900001001'), put(names[1], '别处社区', '371399199001010029', '19900001002')],
    names, 'office', 'auditor');
  // Nor does the unit learn it that put the person forward the second time.
  assert.deepEqual(difference(one, other, names, 'the answer to the unit'), []);
});

test('what a department says', async () => {
  const say = (opinion, note) => async () => {
    const reader = await as(people.department);
    const [, nominee] = (await reader.get(`${el}/clearance`)).text.match(/name="nominee" value="(p\d+)"/);
    return reader.send(`${el}/clearance/${nominee}`, { opinion, note });
  };
  await worlds('screen', [say('clear', ''), say('against', '试样意见，仅供办公室。')], ['试样意见'], 'department', 'office', 'auditor');
});

test('for whom somebody votes', async () => {
  const vote = (last) => async () => {
    const voter = await as('');
    const [, code] = (await voter.get(el)).text.match(/<code>([^<]+)<\/code>/);
    await voter.send(`${el}/vote/code`, { code });
    const choices = [...(await voter.get(`${el}/vote/park`)).text.matchAll(/name="choice" value="(p\d+)"/g)].map(([, id]) => id).sort();
    return voter.send(`${el}/vote/park/cast`, [['choice', choices.at(last ? -1 : 0)], ['stage', 'vote']]);
  };
  const [one, other] = await worlds('vote', [vote(false), vote(true)], []);
  assert.equal(one.to, other.to, 'both ballots have the same place');
});

test('how a judge scores', async () => {
  const score = (points) => async () => {
    const judge = await as(people.judge);
    const list = await judge.get(`${el}/panel`);
    const [, nominee] = list.text.match(/\/panel\/(p\d+)"(?:(?!<\/tr>).)*?待评分/s);
    const sheet = await judge.get(`${el}/panel/${nominee}`);
    const lines = [...sheet.text.matchAll(/name="(score-[^"]+)"/g)].map(([, line]) => [line, String(points)]);
    return judge.send(`${el}/panel/${nominee}`, lines);
  };
  await worlds('review', [score(3), score(20)], [], 'judge', 'auditor');
});

test('what is written to the supervision receiver', async () => {
  const object = (text, name) => async () => (await as('')).send(`${el}/notice/1/object`, { text, name, contact: '', to: 'receiver', about: linyi.judged });
  await worlds('notice', [object('试样异议甲：面积与现场不符。', '试样市民甲'), object('试样异议乙：另有其人。', '试样市民乙')], ['试样异议', '试样市民'], 'receiver');
});
