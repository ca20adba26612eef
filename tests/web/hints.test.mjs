import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

import { hintOf, idiomIn, isLong, LONG_TURN_WORDS } from '../../clients/web/state/hints.js';
import { forAll } from './support/random.mjs';

const IDIOMS = new URL('../../clients/web/i18n/idioms/', import.meta.url);
const NUMBER = [{ start: 0, end: 2, kind: 'number' }];

test('a turn is long by its words, whatever is between them', () => {
  forAll(100, (random) => {
    const count = random.integer(1, 60);
    const words = Array.from({ length: count }, () => random.pick(['sana', 'it’s', '12', 'ääni']));
    const text = words.reduce((said, word) => said + random.pick([' ', '. ', '  ']) + word);
    assert.equal(isLong(text), count > LONG_TURN_WORDS, text);
  });
});

test('a short turn of many clauses is long, too, and short sentences are not', () => {
  assert.ok(isLong('If you come, and bring it, or send it, by post, we will see.'));
  assert.ok(!isLong('Come in. Sit down, please. Show your card, please. Thank you.'));
});

test('an idiom is found as it stands, between words only', () => {
  assert.equal(idiomIn('It is a Piece  of cake.', ['piece of cake']), 'Piece  of cake');
  assert.equal(idiomIn('three pieces of cakes', ['piece of cake']), null);
});

test('a word with a star may go on', () => {
  assert.equal(idiomIn('Ne ovat kynnyskysymyksiä.', ['kynnyskysymy*']), 'kynnyskysymyksiä');
  assert.equal(idiomIn('C++ (hm)', ['c++ (hm)']), 'C++ (hm)');
});

test('the hint that helps most is given', () => {
  const long = 'word '.repeat(40);
  assert.deepEqual(hintOf(`${long}red tape`, NUMBER, ['red tape']), {
    key: 'hint.idiom',
    words: 'red tape',
  });
  assert.deepEqual(hintOf(long, NUMBER, []), { key: 'hint.long' });
  assert.deepEqual(hintOf('12 times', NUMBER, []), { key: 'hint.numbers' });
  assert.equal(hintOf('Not here', [{ start: 0, end: 3, kind: 'negation' }], []), null);
  assert.equal(hintOf('', [], ['a']), null);
});

for (const name of readdirSync(IDIOMS)) {
  test(`idioms of ${name} are each there once, and each is found`, () => {
    const { lang, reviewed, idioms } = JSON.parse(readFileSync(new URL(name, IDIOMS), 'utf8'));
    assert.equal(`${lang}.json`, name);
    assert.equal(typeof reviewed, 'boolean');
    assert.equal(new Set(idioms).size, idioms.length);
    for (const idiom of idioms) {
      const said = idiom.replaceAll('*', '');
      assert.equal(idiomIn(`x ${said}, y`, [idiom]), said);
    }
  });
}
