import assert from 'node:assert/strict';
import { test } from 'node:test';

import { namesOf, routeWords } from '../../clients/web/state/route.js';

for (const [label, key, languages] of [
  ['pivot:en', 'route.pivot', ['en']],
  ['pivot:en+fi', 'route.pivot', ['en', 'fi']],
  ['speech:en', 'route.speech', []],
  ['speech:en+text', 'route.speech.pivot', ['en']],
  ['a-newer-way', 'route.other', []],
]) {
  test(`the route ${label} is told as ${key}`, () => {
    assert.deepEqual(routeWords(label), { key, languages });
  });
}

test('nothing is said of the straight way', () => {
  assert.equal(routeWords('direct'), null);
});

test('languages are named in the language of the page', () => {
  assert.equal(namesOf(['en'])('sv'), 'engelska');
  assert.equal(namesOf(['en', 'fi'])('fi'), 'englanti + suomi');
});
