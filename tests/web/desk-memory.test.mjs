import assert from 'node:assert/strict';
import { test } from 'node:test';

import { DeskMemory } from '../../clients/web/pages/desk/memory.js';

function memory() {
  const kept = new Map();
  return new DeskMemory({
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, value),
  });
}

test('the last six pairs are remembered, the last one first, each once', () => {
  const desk = memory();
  for (const lang of ['ar', 'ru', 'pt', 'so', 'ru', 'uk', 'fa', 'tr'])
    desk.rememberPair(['fi', lang]);
  assert.deepEqual(
    desk.get().pairs,
    ['tr', 'fa', 'uk', 'ru', 'so', 'pt'].map((lang) => ['fi', lang]),
  );
});

test('who speaks which language makes another pair', () => {
  const desk = memory();
  desk.rememberPair(['fi', 'sv']);
  desk.rememberPair(['sv', 'fi']);
  assert.equal(desk.get().pairs.length, 2);
});
