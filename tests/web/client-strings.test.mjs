import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

import {
  CLIENT_FALLBACK,
  CLIENT_LANGUAGES,
  clientLanguage,
} from '../../clients/web/i18n/client-languages.js';
import { loadJson } from '../../clients/web/net/load-json.js';

const FOLDER = new URL('../../clients/web/i18n/client/', import.meta.url);
const LANGUAGES = Object.keys(CLIENT_LANGUAGES);
/** Scripts other than Latin: most letters of most texts are of them. */
const SCRIPTS = {
  ru: 'Cyrillic',
  uk: 'Cyrillic',
  ar: 'Arabic',
  fa: 'Arabic',
  ckb: 'Arabic',
  ur: 'Arabic',
  zh: 'Han',
  ti: 'Ethiopic',
  am: 'Ethiopic',
  th: 'Thai',
};

function read(lang) {
  return JSON.parse(readFileSync(new URL(`${lang}.json`, FOLDER), 'utf8'));
}

function placeholders(text) {
  return [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
}

/** How much of a text's letters, those of names such as https left out, are of a script. */
function shareOf(script, texts) {
  const letters = [...texts.join('').replaceAll(/\{\w+\}|https/g, '')].filter((letter) =>
    /\p{L}/u.test(letter),
  );
  const own = letters.filter((letter) => new RegExp(`\\p{Script=${script}}`, 'u').test(letter));
  return own.length / letters.length;
}

const model = read(CLIENT_FALLBACK).strings;

test('every language has a file, and every file a language', () => {
  const files = readdirSync(FOLDER).map((name) => name.replace(/\.json$/, ''));
  assert.deepEqual(files.sort(), [...LANGUAGES].sort());
});

for (const lang of LANGUAGES) {
  test(`${lang}: the file says what it is`, () => {
    const file = read(lang);
    assert.deepEqual(Object.keys(file), ['lang', 'reviewed', 'strings']);
    assert.equal(file.lang, lang);
    assert.equal(typeof file.reviewed, 'boolean');
  });

  test(`${lang}: the same keys in the same order, with the same placeholders`, () => {
    const { strings } = read(lang);
    assert.deepEqual(Object.keys(strings), Object.keys(model));
    for (const [key, text] of Object.entries(strings))
      assert.deepEqual(placeholders(text), placeholders(model[key]), key);
  });

  test(`${lang}: plain texts, none empty, none in markup, none that turns the line around`, () => {
    for (const [key, text] of Object.entries(read(lang).strings)) {
      assert.equal(text, text.trim().normalize('NFC'), key);
      assert.notEqual(text, '', key);
      assert.doesNotMatch(text, /[<>]|&\w+;|\\/, key);
      assert.doesNotMatch(text, /[\u202A-\u202E\u2066-\u2069\p{Cc}]/u, key);
    }
  });

  test(`${lang}: the script is its own, and so is the direction`, () => {
    const script = SCRIPTS[lang] ?? 'Latin';
    assert.ok(shareOf(script, Object.values(read(lang).strings)) > 0.97);
    assert.equal(CLIENT_LANGUAGES[lang].dir, script === 'Arabic' ? 'rtl' : 'ltr');
    assert.ok(shareOf(script, [CLIENT_LANGUAGES[lang].endonym]) === 1);
  });

  test(`${lang}: no text is left in English`, () => {
    if (lang === 'en') return;
    const same = Object.entries(read(lang).strings).filter(
      ([key, text]) => text === model[key] && text.length > 12,
    );
    assert.deepEqual(same, []);
  });
}

test('a reader whose language has no words here is addressed in English', () => {
  assert.equal(clientLanguage('pt'), 'pt');
  assert.equal(clientLanguage('de'), 'en');
  assert.equal(clientLanguage('toString'), 'en');
});

const url = new URL('https://desk.example/static/i18n/client/fi.json');

test('a file is loaded as it is', async () => {
  const asked = [];
  const answer = async (...request) => {
    asked.push(request);
    return Response.json({ lang: 'fi' });
  };
  assert.deepEqual(await loadJson(url, answer), { lang: 'fi' });
  assert.equal(asked[0][0], url);
});

for (const [what, answer] of [
  ['there is no network', () => Promise.reject(new TypeError('failed to fetch'))],
  ['it is not there', async () => new Response('', { status: 404 })],
  ['a proxy answers with a page', async () => new Response('<p>Sign in</p>')],
]) {
  test(`a file cannot be loaded: ${what}`, async () => {
    await assert.rejects(loadJson(url, answer), { status: 0, code: 'unreachable' });
  });
}
