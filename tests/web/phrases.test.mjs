import assert from 'node:assert/strict';
import { test } from 'node:test';

import { pictureOf, search, wordingFor } from '../../clients/web/state/phrases.js';
import { INITIAL_STATE, reduce } from '../../clients/web/state/reducer.js';
import { timeline } from '../../clients/web/state/timeline.js';
import { caption, translation } from './support/messages.mjs';

const SIGN = { id: 'form.sign', texts: { en: 'Please sign here.', fi: 'Allekirjoita tähän.' } };
const FILL = { id: 'form.fill', texts: { en: 'Please fill in this form.', fi: 'Täytä lomake.' } };
const WORK = { id: 'card.work', texts: { en: 'Work', fi: 'Työ', ar: 'عَمَل' } };
const GROUPS = [
  { id: 'form', phrases: [SIGN, FILL] },
  { id: 'card', phrases: [WORK] },
];

function found(words, languages = ['en', 'fi', 'ar']) {
  return search(GROUPS, words, languages).map(({ id, phrases }) => [id, phrases.map((p) => p.id)]);
}

test('without words all are there', () => {
  for (const words of ['', '  '])
    assert.deepEqual(found(words), [
      ['form', ['form.sign', 'form.fill']],
      ['card', ['card.work']],
    ]);
});

for (const [words, phrase] of [
  ['sign', 'form.sign'],
  ['FORM please', 'form.fill'],
  ['tayta', 'form.fill'],
  ['täyt', 'form.fill'],
  ['عمل', 'card.work'],
]) {
  test(`one is found by ${words}`, () => {
    assert.deepEqual(found(words).flatMap(([, ids]) => ids), [phrase]);
  });
}

test('words of one phrase are in one language, which is one of those asked for', () => {
  assert.deepEqual(found('sign tähän'), []);
  assert.deepEqual(found('lomake', ['en']), []);
  assert.deepEqual(found('[.*'), []);
});

test('a wording is in the language that is asked for, or in English', () => {
  assert.deepEqual(wordingFor(WORK, 'ar'), { lang: 'ar', text: 'عَمَل' });
  assert.deepEqual(wordingFor(WORK, 'toString'), { lang: 'en', text: 'Work' });
});

test('only cards have a picture', () => {
  assert.equal(pictureOf('card.work'), 'work');
  for (const phrase of ['form.sign', 'card.', 'card.a#b', 'card.../x', null])
    assert.equal(pictureOf(phrase), null);
});

/** The cells of a phrase that staff have shown, in English, Portuguese and Finnish. */
function shown(...messages) {
  const state = messages.reduce(
    (before, message) => reduce(before, { kind: 'message', message }),
    INITIAL_STATE,
  );
  const [{ cells }] = timeline(state, ['en', 'pt', 'fi']);
  return cells.map(({ phrase, written, origin }) => [phrase, written, origin]);
}

test('lines tell which phrase they show, and in which languages people wrote it', () => {
  const phrase = 'form.sign';
  const source = caption({ phrase, typed: true, ai_generated: false });
  const written = translation({ phrase, ai_generated: false });
  const machine = translation({ phrase, ai_generated: true, lang: 'fi' });
  assert.deepEqual(shown(source, written, machine), [
    [phrase, true, 'typed'],
    [phrase, true, 'translated'],
    [phrase, false, 'translated'],
  ]);
  assert.deepEqual(shown(caption(), translation()), [
    [null, false, 'spoken'],
    [null, false, 'translated'],
  ]);
});
