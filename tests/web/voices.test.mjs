import assert from 'node:assert/strict';
import { test } from 'node:test';

import { localVoice } from '../../clients/web/speech/voices.js';

const own = (lang, changes = {}) => ({ lang, localService: true, default: false, ...changes });
const cloud = (lang) => own(lang, { localService: false, default: true });

test('a voice that sends the text elsewhere is never taken', () => {
  assert.equal(localVoice([cloud('pt-PT'), cloud('pt-BR')], 'pt'), null);
  const voice = own('pt-PT');
  assert.equal(localVoice([cloud('pt-PT'), voice], 'pt'), voice);
});

test('without a voice of the language there is none', () => {
  assert.equal(localVoice([], 'pt'), null);
  assert.equal(localVoice([own('es-ES'), own('en-GB')], 'pt'), null);
  for (const lang of ['', 'x', 'klingon-long', '-', '_'])
    assert.equal(localVoice([own(lang)], 'fi'), null);
});

for (const [written, lang] of [
  ['fi-FI', 'fi'],
  ['fi_FI', 'fi'],
  ['fin-FIN', 'fi'],
  ['FI', 'fi'],
  ['cmn-Hans-CN', 'zh'],
  ['ku-TR', 'kmr'],
  ['ckb-IQ', 'ckb'],
]) {
  test(`a device that writes ${written} has a voice for ${lang}`, () => {
    const voice = own(written);
    assert.equal(localVoice([own('en-US'), voice], lang), voice);
  });
}

test('Kurdish of the north and of the middle are two languages', () => {
  assert.equal(localVoice([own('ku')], 'ckb'), null);
  assert.equal(localVoice([own('ckb')], 'kmr'), null);
});

test('of several voices the one that was set, then that of where most speak the language', () => {
  const [hongKong, mainland] = [own('zh-HK'), own('zh-CN')];
  assert.equal(localVoice([hongKong, mainland], 'zh'), mainland);
  const chosen = own('zh-TW', { default: true });
  assert.equal(localVoice([mainland, chosen], 'zh'), chosen);
  assert.equal(localVoice([hongKong], 'zh'), hongKong);
});
