import assert from 'node:assert/strict';
import { test } from 'node:test';

import { withCaption, withTranslation } from '../../clients/web/state/captions.js';
import { flippable } from '../../clients/web/state/flips.js';
import { caption, translation } from './support/messages.mjs';

function rowsOf(...captions) {
  return captions.reduce((rows, one) => withCaption(rows, caption(one)), new Map());
}

function spoken(id, seconds, changes = {}) {
  return { id, final: true, start_s: 0, end_s: seconds, ...changes };
}

test('what is being spoken can be flipped, and what was just said', () => {
  const rows = rowsOf(spoken('c1', 5), { id: 'c2', final: false });
  assert.deepEqual(flippable(rows), new Set(['c1', 'c2']));
});

test('the oldest cannot once more than 30 s have been said after it', () => {
  const rows = rowsOf(spoken('c1', 10), spoken('c2', 12), spoken('c3', 18), spoken('c4', 5));
  assert.deepEqual(flippable(rows), new Set(['c3', 'c4']));
});

test('each microphone keeps its own', () => {
  const rows = rowsOf(
    spoken('c1', 20, { participant: 'a' }),
    spoken('c2', 20, { participant: 'b' }),
    spoken('c3', 5, { participant: 'a' }),
  );
  assert.deepEqual(flippable(rows), new Set(['c1', 'c2', 'c3']));
});

test('what was typed, or is not known but for its translation, was never heard', () => {
  const typed = rowsOf(spoken('c1', 5, { typed: true, start_s: null, end_s: null }));
  assert.deepEqual(flippable(withTranslation(typed, translation({ caption: 'c2' }))), new Set());
});
