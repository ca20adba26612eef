import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Aloud } from '../../clients/web/speech/aloud.js';
import { phrasesSince } from '../../clients/web/state/phrases.js';
import { INITIAL_STATE, reduce } from '../../clients/web/state/reducer.js';
import { caption, ready, translation } from './support/messages.mjs';

class FakeSynthesis extends EventTarget {
  spoken = [];
  cancelled = 0;
  voices = [
    { lang: 'pt-PT', localService: true, default: false },
    { lang: 'fi-FI', localService: false, default: true },
  ];

  getVoices() {
    return this.voices;
  }

  speak(utterance) {
    this.spoken.push(utterance);
  }

  cancel() {
    this.cancelled += 1;
  }
}

const HELLO = { text: 'Bom dia', lang: 'pt' };
const READER = { name: 'a row' };

function start() {
  const synthesis = new FakeSynthesis();
  const aloud = new Aloud(synthesis, (text) => ({ text }));
  const told = [];
  aloud.subscribe(() => told.push([aloud.isOn, aloud.isReading]));
  return { synthesis, aloud, told };
}

test('it is off until it is turned on', () => {
  const { aloud, told } = start();
  assert.equal(aloud.isOn, false);
  aloud.turn(true);
  assert.deepEqual(told, [[true, false]]);
});

test('a text is read by a voice of this device, and then it is over', () => {
  const { synthesis, aloud, told } = start();
  aloud.read(READER, HELLO);
  const [utterance] = synthesis.spoken;
  assert.deepEqual([utterance.text, utterance.lang], ['Bom dia', 'pt-PT']);
  assert.equal(utterance.voice, synthesis.voices[0]);
  assert.equal(aloud.reader, READER);
  utterance.onend();
  assert.deepEqual([aloud.reader, aloud.problem], [null, null]);
  assert.deepEqual(told, [[false, true], [false, false]]);
});

test('without a voice of this device nothing is spoken, and it says so', () => {
  const { synthesis, aloud, told } = start();
  aloud.read(READER, { text: 'Huomenta', lang: 'fi' });
  assert.deepEqual(synthesis.spoken, []);
  assert.deepEqual(aloud.problem, { reader: READER, problem: 'no_voice' });
  assert.equal(told.length, 1);
});

test('a browser that cannot speak at all has no voice', () => {
  const aloud = new Aloud(undefined);
  aloud.read(READER, HELLO);
  assert.equal(aloud.problem?.problem, 'no_voice');
  aloud.turn(false);
});

test('a voice that fails is told; one that was broken off is not', () => {
  const { synthesis, aloud } = start();
  aloud.read(READER, HELLO);
  synthesis.spoken[0].onerror({ error: 'synthesis-failed' });
  assert.deepEqual(aloud.problem, { reader: READER, problem: 'failed' });
  assert.equal(aloud.isReading, false);
  aloud.read(READER, HELLO);
  assert.equal(aloud.problem, null);
  synthesis.spoken[1].onerror({ error: 'interrupted' });
  assert.deepEqual([aloud.problem, aloud.isReading], [null, false]);
});

test('the end of an older text does not end a newer one', () => {
  const { synthesis, aloud } = start();
  aloud.read(READER, HELLO);
  aloud.read(READER, { ...HELLO, text: 'Boa tarde' });
  synthesis.spoken[0].onerror({ error: 'canceled' });
  synthesis.spoken[0].onend();
  assert.equal(aloud.isReading, true);
});

test('stopping and turning off break off what is read', () => {
  for (const end of ['stop', 'turn', 'close']) {
    const { synthesis, aloud } = start();
    aloud.read(READER, HELLO);
    const before = synthesis.cancelled;
    aloud[end](false);
    assert.equal(synthesis.cancelled, before + 1);
    assert.deepEqual([aloud.isReading, aloud.reader], [false, null]);
  }
});

test('after the conversation nothing of it is known: no reader, no problem, nobody is told', () => {
  const { aloud, told } = start();
  aloud.read(READER, { text: 'Huomenta', lang: 'fi' });
  aloud.close();
  aloud.turn(true);
  assert.equal(aloud.problem, null);
  assert.equal(told.length, 1);
});

test('voices that come later are found, told or not', () => {
  const { synthesis, aloud, told } = start();
  assert.equal(aloud.canRead('sv'), false);
  synthesis.voices = [...synthesis.voices, { lang: 'sv-FI', localService: true, default: false }];
  assert.equal(aloud.canRead('sv'), false, 'it is not asked again for every row');
  synthesis.dispatchEvent(new Event('voiceschanged'));
  assert.equal(aloud.canRead('sv'), true);
  assert.equal(told.length, 1);
  synthesis.voices = [...synthesis.voices, { lang: 'et', localService: true, default: false }];
  aloud.canRead('et');
  aloud.turn(true);
  assert.equal(aloud.canRead('et'), true);
});

/** What is read when these come, one after the other. */
function phrases(...messages) {
  let state = INITIAL_STATE;
  return messages.flatMap((message) => {
    const before = state;
    state = reduce(before, { kind: 'message', message });
    return phrasesSince(state, before, 'pt');
  });
}

const PHRASE = { phrase: 'form.sign', final: true, seq: 5, ai_generated: false };

test('a phrase is read once, in the words of the client', () => {
  const shown = translation({ ...PHRASE, committed: 'Assine aqui.' });
  const again = { ...shown, revision: 2, seq: 6 };
  assert.deepEqual(phrases(caption(PHRASE), shown, shown, again), ['Assine aqui.']);
  const own = caption({ ...PHRASE, lang: 'pt', committed: 'Assine aqui.' });
  assert.deepEqual(phrases(own), ['Assine aqui.']);
});

test('nothing else is read by itself: speech, words of the staff, what was there before', () => {
  assert.deepEqual(phrases(translation({ final: true, seq: 5 }), caption(PHRASE)), []);
  assert.deepEqual(phrases(ready({ seq: 9 }), translation(PHRASE)), []);
});
