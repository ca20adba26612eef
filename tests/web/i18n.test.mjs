import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

import { CLIENT_LANGUAGES } from '../../clients/web/i18n/client-languages.js';
import { DESK_LANGUAGES } from '../../clients/web/i18n/desk-strings.js';
import { chooseLanguage, I18n } from '../../clients/web/i18n/i18n.js';

const WEB = new URL('../../clients/web/', import.meta.url);
const DESK_STRINGS = readAll('desk', DESK_LANGUAGES);
const ADMIN_STRINGS = readAll('admin', DESK_LANGUAGES);
const CLIENT_STRINGS = readAll('client', CLIENT_LANGUAGES);

/** Keys of pages to come: their words are there before what shows them. */
const AHEAD = /^(export|mark)\b/;

/** The tables of a page, by language; each file says whose it is. */
function readAll(folder, languages) {
  const files = readdirSync(new URL(`i18n/${folder}/`, WEB));
  assert.deepEqual(files.sort(), Object.keys(languages).map((lang) => `${lang}.json`).sort());
  const entries = Object.keys(languages).map((known) => {
    const path = new URL(`i18n/${folder}/${known}.json`, WEB);
    const { lang, strings } = JSON.parse(readFileSync(path, 'utf8'));
    assert.equal(lang, known);
    return [lang, strings];
  });
  return Object.fromEntries(entries);
}

function placeholders(text) {
  return [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
}

/** Whatever the language, it says the same things and leaves room for the same words. */
function assertComplete(table, model) {
  assert.deepEqual(Object.keys(table).sort(), Object.keys(model).sort());
  for (const [key, text] of Object.entries(table)) {
    assert.ok(text.trim() !== '', key);
    assert.deepEqual(placeholders(text), placeholders(model[key]), key);
  }
}

test('desk: the languages are there', () => {
  assert.deepEqual(Object.keys(DESK_STRINGS), ['fi', 'sv', 'en']);
});

for (const [lang, table] of Object.entries(DESK_STRINGS)) {
  test(`desk: ${lang} is complete`, () => assertComplete(table, DESK_STRINGS.en));
}

for (const [lang, table] of Object.entries(ADMIN_STRINGS)) {
  test(`admin: ${lang} is complete`, () => assertComplete(table, ADMIN_STRINGS.en));
}

/** Keys that the sources name, those in templates as prefixes. */
function usedKeys(files) {
  const whole = new Set();
  const prefixes = new Set();
  for (const file of files) {
    const source = readFileSync(file, 'utf8');
    for (const [, key] of source.matchAll(/'([a-z]+(?:\.[a-z_]+)+)'/g)) whole.add(key);
    for (const [, prefix] of source.matchAll(/`([a-z]+(?:\.[a-z_]+)*\.)\$\{/g))
      prefixes.add(prefix);
  }
  return { whole, prefixes };
}

function sources() {
  return readdirSync(WEB, { recursive: true })
    .filter((name) => name.endsWith('.js') && !name.startsWith('i18n'))
    .map((name) => new URL(name, WEB));
}

test('every key that is used is there, and every key that is there is used', () => {
  const { whole, prefixes } = usedKeys(sources());
  const tables = [DESK_STRINGS.en, CLIENT_STRINGS.en, ADMIN_STRINGS.en];
  const known = new Set(tables.flatMap((table) => Object.keys(table)));
  const isKey = (text) => [...known].some((key) => key.split('.')[0] === text.split('.')[0]);
  const missing = [...whole].filter((key) => isKey(key) && !known.has(key) && !key.endsWith('.js'));
  assert.deepEqual(missing, []);
  const unused = [...known].filter(
    (key) =>
      !whole.has(key) &&
      !AHEAD.test(key) &&
      ![...prefixes].some((prefix) => key.startsWith(prefix)),
  );
  assert.deepEqual(unused, []);
});

test('no file has a key twice: the first one would be lost without a word', () => {
  const files = readdirSync(new URL('i18n/', WEB), { recursive: true });
  const tables = files.filter((name) => /^(client|desk|admin).*\.json$/.test(name));
  assert.ok(tables.length > 25);
  for (const name of tables) {
    const text = readFileSync(new URL(`i18n/${name}`, WEB), 'utf8');
    const keys = [...text.matchAll(/^ {4}"([^"]+)": /gm)].map(([, key]) => key);
    assert.deepEqual(keys, [...new Set(keys)], name);
  }
});

test('a missing key is an error, never a blank', () => {
  assert.throws(() => new I18n('fi', DESK_STRINGS.fi).t('no.such.key'), RangeError);
});

test('parameters are filled in', () => {
  assert.equal(new I18n('sv', DESK_STRINGS.sv).t('lag.value', { seconds: '1.2' }), '1.2 s efter');
});

test('a parameter may depend on the language of the page', () => {
  const i18n = new I18n('en', DESK_STRINGS.en);
  assert.equal(i18n.t('route.pivot', { languages: (lang) => `<${lang}>` }), 'by way of <en>');
});

test('the first preferred language that there is', () => {
  assert.equal(chooseLanguage(['de-DE', 'sv-FI', 'fi'], ['fi', 'sv', 'en'], 'en'), 'sv');
  assert.equal(chooseLanguage(['de'], ['fi', 'sv', 'en'], 'en'), 'en');
});
