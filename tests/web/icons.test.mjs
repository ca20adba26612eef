import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const WEB = new URL('../../clients/web/', import.meta.url);

function read(name) {
  return readFileSync(new URL(name, WEB), 'utf8');
}

const drawn = [...read('icons/icons.svg').matchAll(/<symbol id="(\w+)" viewBox="0 0 24 24">/g)].map(
  ([, name]) => name,
);

test('the names of icons are those that are drawn', () => {
  const [, names] = read('elements/dom.js').match(/@typedef \{([^}]+)\} IconName/);
  assert.deepEqual([...names.matchAll(/'(\w+)'/g)].map(([, name]) => name).sort(), drawn.sort());
});

test('every icon that is named in a script is drawn', () => {
  const scripts = readdirSync(WEB, { recursive: true }).filter((name) => name.endsWith('.js'));
  const named = scripts.flatMap((name) =>
    [...read(name).matchAll(/\bicon\('(\w+)'\)/g)].map(([, icon]) => icon),
  );
  assert.ok(named.length > 10);
  assert.deepEqual(named.filter((icon) => !drawn.includes(icon)), []);
});
