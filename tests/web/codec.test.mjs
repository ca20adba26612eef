import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { decodeMessage, encodeAudio, encodeMessage } from '../../clients/web/wire/codec.js';
import {
  CLIENT_MESSAGES,
  MAX_TEXT_CHARS,
  SERVER_MESSAGES,
} from '../../clients/web/wire/messages.js';
import { WireError } from '../../clients/web/wire/shapes.js';
import { forAll } from './support/random.mjs';
import { Schema } from './support/schema.mjs';

const exported = JSON.parse(
  readFileSync(new URL('../../docs/protocol/tulkki.v1.schema.json', import.meta.url), 'utf8'),
);
const schema = new Schema(exported);

/** Type of a message to its definition in the exported schema. */
function definitions(side) {
  return Object.fromEntries(
    exported[side].oneOf.map((reference) => {
      const definition = schema.resolve(reference);
      return [definition.properties.type.const, definition];
    }),
  );
}

const SIDES = { client: CLIENT_MESSAGES, server: SERVER_MESSAGES };

/** Whether a message may leave a field out. */
function isOptional(field) {
  try {
    field(undefined, '');
    return true;
  } catch (error) {
    assert.ok(error instanceof WireError, error);
    return false;
  }
}

for (const [side, messages] of Object.entries(SIDES)) {
  test(`${side} messages are those of the exported schema`, () => {
    assert.deepEqual(Object.keys(messages).sort(), Object.keys(definitions(side)).sort());
  });

  for (const [type, definition] of Object.entries(definitions(side))) {
    test(`${side} ${type} has the fields of the exported schema`, () => {
      const { fields } = messages[type];
      assert.deepEqual(Object.keys(fields).sort(), Object.keys(definition.properties).sort());
      const required = Object.keys(fields).filter((name) => !isOptional(fields[name]));
      assert.deepEqual(required.sort(), [...(definition.required ?? [])].sort());
    });
  }
}

/** Everything that was sent is there; what was left out may be filled in. */
function assertHolds(received, sent) {
  if (typeof sent !== 'object' || sent === null) assert.equal(received, sent);
  else for (const name of Object.keys(sent)) assertHolds(received[name], sent[name]);
}

test('every message that the schema allows is decoded, with nothing of it changed', () => {
  for (const [type, definition] of Object.entries(definitions('server'))) {
    forAll(100, (random) => {
      const sent = schema.generate(definition, random);
      const received = decodeMessage(JSON.stringify(sent));
      assert.equal(received.type, type);
      assertHolds(received, sent);
    });
  }
});

/** A copy with one thing changed: a field gone, or a value of another kind in its place. */
function spoil(message, random) {
  const spoiled = structuredClone(message);
  const name = random.pick(Object.keys(spoiled).filter((field) => field !== 'type'));
  if (random.chance()) delete spoiled[name];
  else spoiled[name] = random.pick([null, true, 7, 7.5, '', 'no', [], {}, [null], -1]);
  return spoiled;
}

function isDecoded(value) {
  try {
    decodeMessage(JSON.stringify(value));
    return true;
  } catch (error) {
    assert.ok(error instanceof WireError, error);
    return false;
  }
}

test('codec and schema agree on which messages are spoiled', () => {
  let refused = 0;
  for (const definition of Object.values(definitions('server'))) {
    forAll(150, (random) => {
      const spoiled = spoil(schema.generate(definition, random), random);
      const allowed = schema.accepts(definition, spoiled);
      refused += Number(!allowed);
      assert.equal(isDecoded(spoiled), allowed, JSON.stringify(spoiled));
    });
  }
  assert.ok(refused > 300, `only ${refused} were spoiled`);
});

test('fields that a newer server adds are left out', () => {
  const message = decodeMessage('{"type":"audio_ack","samples":320,"colour":"blue"}');
  assert.deepEqual(message, { type: 'audio_ack', samples: 320 });
});

test('a type that a newer server adds is passed over', () => {
  assert.equal(decodeMessage('{"type":"weather"}'), null);
  assert.equal(decodeMessage('{"type":"toString"}'), null);
});

for (const text of ['', '{', 'null', '[]', '7', '{}', '{"type":7}', '{"type":"caption"}']) {
  test(`what is no message is refused: ${text}`, () => {
    assert.throws(() => decodeMessage(text), WireError);
  });
}

const CLIENT_EXAMPLES = [
  { type: 'hello', ticket: 't', reads: ['en'] },
  {
    type: 'hello',
    ticket: 't',
    reads: ['en', 'pt'],
    last: { epoch: 'e', seq: 0 },
    track: { speaks: 'pair', sample_rate: 16000 },
  },
  { type: 'pause' },
  { type: 'resume' },
  { type: 'speaks', speaks: 'pt' },
  { type: 'say', text: 'Hyvää päivää 🙂', lang: 'fi' },
  { type: 'show', phrase: 'identity.show' },
  { type: 'correct', caption: 'c1', text: 'x'.repeat(MAX_TEXT_CHARS) },
  { type: 'flip', caption: 'c1' },
  { type: 'reads', reads: ['ckb'] },
  { type: 'allow', participant: 'c1a2b3c4', microphone: true },
  { type: 'check', caption: 'c1', lang: 'pt' },
  { type: 'repeat' },
  { type: 'repeat', caption: 'c1' },
  { type: 'interpreter', status: 'withdrawn' },
  { type: 'consent' },
  { type: 'bye' },
];

test('examples cover every client message', () => {
  const types = new Set(CLIENT_EXAMPLES.map(({ type }) => type));
  assert.deepEqual([...types].sort(), Object.keys(CLIENT_MESSAGES).sort());
});

for (const message of CLIENT_EXAMPLES) {
  test(`${JSON.stringify(message).slice(0, 60)} is encoded as the schema wants it`, () => {
    const sent = JSON.parse(encodeMessage(message));
    assert.deepEqual(sent, message);
    assert.ok(schema.accepts(exported.client, sent));
  });
}

const REFUSED = {
  'an empty text': { type: 'say', text: '', lang: 'en' },
  'a text that is too long': { type: 'say', text: '🙂'.repeat(MAX_TEXT_CHARS + 1), lang: 'en' },
  'no language': { type: 'say', text: 'Hi', lang: 'English' },
  'nothing to read': { type: 'reads', reads: [] },
  'more than eight languages': { type: 'reads', reads: Array(9).fill('en') },
  'a field that is none': { type: 'pause', now: true },
};

for (const [what, message] of Object.entries(REFUSED)) {
  test(`${what} is not sent`, () => {
    assert.throws(() => encodeMessage(message), WireError);
    assert.equal(schema.accepts(exported.client, message), false);
  });
}

test('characters are counted, not their halves', () => {
  assert.doesNotThrow(() =>
    encodeMessage({ type: 'say', text: '🙂'.repeat(MAX_TEXT_CHARS), lang: 'en' }),
  );
});

test('a WireError does not repeat what was said', () => {
  const text = JSON.stringify({ type: 'notice', code: 'x', seconds: 'a secret' });
  assert.throws(
    () => decodeMessage(text),
    (error) => !error.message.includes('secret'),
  );
});

test('audio frame: offset in 8 bytes, then samples, little-endian', () => {
  const bytes = new Uint8Array(encodeAudio(2 ** 40 + 258, Int16Array.of(1, -2, 32767, -32768)));
  assert.deepEqual(
    [...bytes],
    [2, 1, 0, 0, 0, 1, 0, 0, /**/ 1, 0, 0xfe, 0xff, 0xff, 0x7f, 0x00, 0x80],
  );
});
