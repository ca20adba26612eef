import assert from 'node:assert/strict';
import { test } from 'node:test';

import { piecesOf } from '../../clients/web/state/marked.js';
import { forAll } from './support/random.mjs';

test('each mark is a piece, and what is between is another', () => {
  const marks = [
    { start: 0, end: 3, kind: 'negation' },
    { start: 7, end: 9, kind: 'number' },
  ];
  assert.deepEqual(piecesOf('Not at 12.', marks), [
    { text: 'Not', kinds: ['negation'] },
    { text: ' at ', kinds: [] },
    { text: '12', kinds: ['number'] },
    { text: '.', kinds: [] },
  ]);
});

test('a piece with two marks tells both, the first one first', () => {
  const marks = [
    { start: 0, end: 5, kind: 'number' },
    { start: 0, end: 2, kind: 'uncertain' },
  ];
  assert.deepEqual(piecesOf('12 30', marks), [
    { text: '12', kinds: ['number', 'uncertain'] },
    { text: ' 30', kinds: ['number'] },
  ]);
});

test('places are UTF-16 code units', () => {
  const marks = [{ start: 3, end: 4, kind: 'number' }];
  assert.deepEqual(piecesOf('\u{1f600} 4', marks)[1], { text: '4', kinds: ['number'] });
});

test('the pieces are the text again, wherever the marks are', () => {
  forAll(300, (random) => {
    const text = 'Not at 12.'.slice(0, random.integer(0, 10));
    const marks = Array.from({ length: random.integer(0, 4) }, () => {
      const start = random.integer(0, 14);
      return { start, end: start + random.integer(0, 5), kind: random.pick(['number', 'date']) };
    });
    const pieces = piecesOf(text, marks);
    assert.equal(pieces.map((piece) => piece.text).join(''), text);
    assert.ok(pieces.every((piece) => piece.text !== ''));
  });
});
