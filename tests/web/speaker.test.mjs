import assert from 'node:assert/strict';
import { test } from 'node:test';

import { speakerAtDesk } from '../../clients/web/state/desk-speaker.js';
import { readerOf, speakerOf } from '../../clients/web/state/speaker.js';
import { timeline } from '../../clients/web/state/timeline.js';
import { caption, ready, translation } from './support/messages.mjs';
import { receive } from './support/states.mjs';

const PHONE = { participant: 'c1', role: 'client' };
const DISPLAY = { participant: 'v1', role: 'viewer' };
const OWN = caption({ participant: 'c1', role: 'client', lang: 'pt' });
const OTHERS = caption({ participant: 'c2', role: 'client', lang: 'pt', final: true });

function whoSaid(self, lang, ...messages) {
  const state = receive(ready(self), ...messages);
  const [line] = timeline(state, [lang]);
  return speakerOf(line, readerOf(state, lang, ['en', 'pt']));
}

for (const [lang, message, onPhone, onDisplay] of [
  ['pt', caption({ lang: 'pt' }), 'client', 'you'],
  ['pt', translation({ lang: 'pt' }), 'staff', 'staff'],
  ['en', caption({ lang: 'en' }), 'staff', 'staff'],
  ['en', translation({ lang: 'en' }), 'client', 'client'],
  ['fi', translation({ lang: 'fi' }), null, null],
  ['pt', OWN, 'you', 'client'],
  ['pt', OTHERS, 'other', 'client'],
]) {
  test(`who spoke, for a reader of ${lang} who is sent a ${message.type} of ${message.participant}`, () => {
    assert.equal(whoSaid(PHONE, lang, message), onPhone);
    assert.equal(whoSaid(DISPLAY, lang, message), onDisplay);
  });
}

test('who spoke, for a reader of a third language, when it is final', () => {
  const final = caption({ lang: 'pt', final: true });
  assert.equal(whoSaid(PHONE, 'fi', final, translation({ lang: 'fi' })), 'client');
});

test('who spoke is not guessed while another phone may be speaking', () => {
  const other = { id: 'c2', role: 'client', reads: ['ru'], listening: true };
  const here = { type: 'participants', participants: [other] };
  assert.equal(whoSaid(PHONE, 'pt', here, translation({ lang: 'pt' })), null);
  assert.equal(whoSaid(PHONE, 'pt', here, translation({ lang: 'pt' }), OTHERS), 'other');
});

test('who spoke, at the desk: at its microphone the language tells', () => {
  assert.equal(speakerAtDesk(caption({ lang: 'en' }), 'pt'), 'you');
  assert.equal(speakerAtDesk(caption({ lang: 'pt' }), 'pt'), 'client');
  assert.equal(speakerAtDesk(caption({ lang: 'pt', typed: true }), 'pt'), 'you');
  assert.equal(speakerAtDesk(caption({ lang: 'en', role: 'client' }), 'pt'), 'client');
});
