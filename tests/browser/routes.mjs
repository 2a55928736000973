// Every route of the application, read from its sources, so that a table which should hold them all can be held
// against them.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import assert from 'node:assert/strict';
import { root } from './house.mjs';

/// What opens at `from`, up to the bracket that closes it.
function bracket(text, from) {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '"') at = text.indexOf('"', at + 1);
    else if (text[at] === '(') depth += 1;
    else if (text[at] === ')' && (depth -= 1) === 0) return text.slice(from + 1, at);
  }
  throw new Error(`a bracket stays open after ${text.slice(from, from + 60)}`);
}

/// Every route with the methods it answers: `{ path: '/s/{el}/office', methods: ['get', 'post'] }`. Fails where a source
/// makes routes in a way that this reading would miss.
export function routes() {
  const dir = join(root, 'crates/web/src');
  const found = [];
  let posts = 0;
  for (const file of readdirSync(dir, { recursive: true }).filter((name) => name.endsWith('.rs'))) {
    const source = readFileSync(join(dir, file), 'utf8').split('#[cfg(test)]')[0].replace(/^\s*\/\/.*$/gm, '');
    assert.ok(!/\.(nest|nest_service|route_service|fallback_service)\(|routing::[^;]*\b(any|on|MethodRouter)\b/.test(source), `${file} makes routes that are not listed here`);
    posts += source.match(/\bpost\(/g)?.length ?? 0;
    for (const { index } of source.matchAll(/\.route\(/g)) {
      const inside = bracket(source, index + '.route'.length);
      const [, path] = inside.match(/^\s*(?:"([^"]+)"|[A-Z]+)\s*,/) ?? [];
      const methods = [...inside.matchAll(/\b(get|post|put|patch|delete)\(/g)].map(([, method]) => method);
      assert.ok(methods.length > 0, `${file}: a route without a method: ${inside}`);
      found.push({ path: path ?? '/display', methods, file });
    }
  }
  assert.equal(found.filter((route) => route.methods.includes('post')).length, posts, 'an act stands outside every route');
  return found;
}

/// The route that answers an address: of several that fit, the one with the fewest places left open.
export function routeOf(all, address) {
  const [path] = address.split(/[?#]/);
  const fits = all.filter((route) => new RegExp(`^${route.path.replace(/[.]/g, '\\.').replace(/\{\*\w+\}/g, '.+').replace(/\{\w+\}/g, '[^/]+')}$`).test(path));
  return fits.sort((a, b) => a.path.split('{').length - b.path.split('{').length)[0];
}

/// Every field that any handler reads from a form.
export function fields() {
  const dir = join(root, 'crates/web/src');
  const names = new Set();
  for (const file of readdirSync(dir, { recursive: true }).filter((name) => name.endsWith('.rs'))) {
    for (const [, name] of readFileSync(join(dir, file), 'utf8').matchAll(/\.(?:get|some|all|number(?:::<\w+>)?)\("([a-z_]+)"\)/g)) names.add(name);
  }
  names.delete('csrf');
  assert.ok(names.size > 20, 'no fields were found');
  return [...names];
}
