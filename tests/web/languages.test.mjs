import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  clientOf,
  firstPair,
  isPair,
  languageOf,
  PAIR,
  spokenFirst,
} from '../../clients/web/state/languages.js';
import { CODE_LENGTH, normalizeCode } from '../../clients/web/pages/reader/admission.js';

function language(code, ...targets) {
  return languageBy(code, Object.fromEntries(targets.map((target) => [target, 'direct'])));
}

function languageBy(code, routes) {
  const targets = Object.keys(routes);
  return { code, name: code, endonym: code, dir: 'ltr', speakable: true, targets, routes };
}

const LANGUAGES = [
  language('en', 'pt', 'fi'),
  language('pt', 'en'),
  language('fi'),
  language('ti'),
];

test('one direction is enough for a pair; a language is none with itself', () => {
  const [en, pt, fi, ti] = LANGUAGES;
  assert.equal(isPair(en, pt), true);
  assert.equal(isPair(fi, en), true);
  assert.equal(isPair(pt, fi), false);
  assert.equal(isPair(en, en), false);
  assert.equal(isPair(ti, en), false);
});

for (const [what, last, preferred, expected] of [
  ['what was chosen last', ['pt', 'en'], 'fi', ['pt', 'en']],
  ['the language of the page, when nothing was chosen', null, 'fi', ['fi', 'en']],
  ['another client, when the last one is not offered any more', ['en', 'sv'], 'en', ['en', 'pt']],
  ['the first that works, when nothing else does', ['sv', 'ru'], 'ti', ['en', 'pt']],
]) {
  test(`to begin with: ${what}`, () => {
    assert.deepEqual(firstPair(LANGUAGES, last, preferred), expected);
  });
}

const SPOKEN = [
  languageBy('af', { en: 'speech:en', pt: 'speech:en+text' }),
  language('en', 'pt'),
  language('pt', 'en'),
];

for (const [what, last, preferred, expected] of [
  ['texts before speech', null, 'en', ['en', 'pt']],
  ['texts before speech in the language of the page', null, 'af', ['en', 'pt']],
  ['speech, where it was chosen', ['en', 'af'], 'en', ['en', 'af']],
]) {
  test(`to begin with: ${what}`, () => {
    assert.deepEqual(firstPair(SPOKEN, last, preferred), expected);
  });
}

test('to begin with: speech, where there is nothing else', () => {
  assert.deepEqual(firstPair([SPOKEN[0], language('en')], null, 'en'), ['en', 'af']);
});

test('another language of the staff keeps the client, or takes the first whose texts are translated', () => {
  const [af, en] = SPOKEN;
  assert.equal(clientOf(SPOKEN, en, 'af').code, 'af');
  assert.equal(clientOf(SPOKEN, en, 'sv').code, 'pt');
  assert.equal(clientOf(SPOKEN, af, 'sv').code, 'en');
  assert.equal(clientOf([af], af, 'en'), undefined);
});

test('no pair at all', () => {
  assert.equal(firstPair([language('en'), language('pt')], null, 'en'), null);
});

test('a language that the service has no name for is shown by its code', () => {
  assert.equal(languageOf(LANGUAGES, 'xx').endonym, 'xx');
});

for (const [typed, code] of [
  ['k7m2qx', 'K7M2QX'],
  [' K7M-2QX ', 'K7M2QX'],
  ['k7m 2qx and more', 'K7M2QX'],
  ['o0il1u', ''],
  ['🙂', ''],
]) {
  test(`typed as a code: ${JSON.stringify(typed)}`, () => {
    assert.equal(normalizeCode(typed), code);
    assert.ok(normalizeCode(typed).length <= CODE_LENGTH);
  });
}

test('an open microphone hears both at first, where both can be understood', () => {
  const [en, pt] = LANGUAGES;
  const deaf = { ...pt, speakable: false };
  assert.equal(spokenFirst([en, pt], undefined), PAIR);
  assert.equal(spokenFirst([en, pt], 'pt'), 'pt');
  assert.equal(spokenFirst([en, pt], 'fi'), PAIR);
  assert.equal(spokenFirst([en, deaf], PAIR), 'en');
  assert.equal(spokenFirst([deaf, en], undefined), 'en');
  assert.equal(spokenFirst([deaf, { ...en, speakable: false }], undefined), 'pt');
});
