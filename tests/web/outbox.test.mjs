import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Outbox } from '../../clients/web/net/outbox.js';
import { forAll } from './support/random.mjs';

const FRAME = 320;

function frame(value = 0) {
  return new Int16Array(FRAME).fill(value);
}

function drain(outbox) {
  const items = [];
  for (let item = outbox.next(); item !== null; item = outbox.next()) items.push(item);
  return items;
}

function offsets(items) {
  return items.filter(({ kind }) => kind === 'audio').map(({ startSample }) => startSample);
}

function changes(items) {
  return items.filter(({ kind }) => kind === 'change').map(({ change }) => change);
}

function createOutbox() {
  return new Outbox({ speaks: 'en', listening: false });
}

test('audio from before the first socket goes where the track stands', () => {
  const outbox = createOutbox();
  outbox.push(frame());
  outbox.push(frame());
  outbox.rewind(8_000);
  assert.deepEqual(offsets(drain(outbox)), [8_000, 8_320]);
});

test('after a reconnect exactly what the server lacks is given again', () => {
  const outbox = createOutbox();
  outbox.rewind(0);
  for (let i = 0; i < 5; i += 1) outbox.push(frame());
  drain(outbox);
  outbox.acknowledge(FRAME);
  outbox.rewind(3 * FRAME);
  assert.deepEqual(offsets(drain(outbox)), [3 * FRAME, 4 * FRAME]);
});

test('a frame of which a part has arrived is given again', () => {
  const outbox = createOutbox();
  outbox.rewind(0);
  outbox.push(frame());
  outbox.rewind(100);
  assert.deepEqual(offsets(drain(outbox)), [0]);
});

test('thirty seconds are kept, and giving up more is told', () => {
  const outbox = createOutbox();
  outbox.rewind(0);
  const given = Array.from({ length: 1501 }, () => outbox.push(frame()));
  assert.deepEqual(given.lastIndexOf(false), 1499);
  assert.equal(given[1500], true);
  outbox.rewind(0);
  assert.deepEqual(offsets(drain(outbox)).length, 1500);
});

test('what was given up leaves a gap in the offsets: the server can tell', () => {
  const outbox = new Outbox({ speaks: 'en', listening: true }, 0.04);
  outbox.rewind(0);
  for (let i = 0; i < 5; i += 1) outbox.push(frame());
  assert.deepEqual(offsets(drain(outbox)), [3 * FRAME, 4 * FRAME]);
});

test('a track that was spoken into from elsewhere goes on behind that', () => {
  const outbox = createOutbox();
  outbox.rewind(0);
  outbox.push(frame());
  outbox.rewind(64_000);
  outbox.push(frame());
  assert.deepEqual(offsets(drain(outbox)), [64_000]);
});

test('a gap that the server refuses is closed', () => {
  const outbox = createOutbox();
  outbox.rewind(0);
  outbox.push(frame());
  outbox.acknowledge(FRAME);
  outbox.push(frame());
  outbox.closeGap(16);
  outbox.push(frame());
  assert.deepEqual(offsets(drain(outbox)), [16, 16 + FRAME]);
});

test('a change stays between the audio before and after it', () => {
  const outbox = createOutbox();
  outbox.rewind(0);
  outbox.push(frame());
  outbox.mark({ speaks: 'pt' });
  outbox.push(frame());
  const kinds = drain(outbox).map((item) => item.change?.speaks ?? item.kind);
  assert.deepEqual(kinds, ['en', 'audio', 'pt', 'audio']);
});

test('audio that is given again is given in the language in which it was spoken', () => {
  const outbox = createOutbox();
  outbox.rewind(0);
  outbox.push(frame());
  outbox.mark({ speaks: 'pt' });
  outbox.push(frame());
  drain(outbox);
  assert.equal(outbox.head.speaks, 'en');
  outbox.rewind(FRAME);
  assert.deepEqual(
    changes(drain(outbox)).map(({ speaks }) => speaks),
    ['en', 'pt'],
  );
  outbox.acknowledge(2 * FRAME);
  assert.equal(outbox.head.speaks, 'pt');
});

test('a change that the server may have missed is told again', () => {
  const outbox = createOutbox();
  outbox.rewind(0);
  outbox.push(frame());
  outbox.mark({ listening: true });
  drain(outbox);
  outbox.acknowledge(FRAME);
  outbox.rewind(FRAME);
  assert.equal(changes(drain(outbox)).at(-1).listening, true);
});

test('changes of mind before anything is sent are one change', () => {
  const outbox = createOutbox();
  outbox.rewind(0);
  drain(outbox);
  for (let i = 0; i < 100; i += 1) outbox.mark({ listening: i % 2 === 0, speaks: 'pt' });
  assert.deepEqual(changes(drain(outbox)), [{ listening: false, speaks: 'pt' }]);
});

test('it awaits an acknowledgement for audio that was given out, and for nothing else', () => {
  const outbox = createOutbox();
  outbox.rewind(0);
  outbox.mark({ listening: true });
  drain(outbox);
  assert.equal(outbox.awaitsAck, false);
  outbox.push(frame());
  assert.equal(outbox.awaitsAck, false);
  drain(outbox);
  assert.equal(outbox.awaitsAck, true);
  outbox.acknowledge(FRAME);
  assert.equal(outbox.awaitsAck, false);
});

test('whatever happens to the line, the server gets every sample once it is acknowledged', () => {
  forAll(200, (random) => {
    const outbox = createOutbox();
    const server = { next: 0, heard: [] };
    outbox.rewind(0);
    let spoken = 0;
    const receive = (item) => {
      if (item.kind !== 'audio') return;
      assert.ok(item.startSample <= server.next, 'there is a hole');
      if (item.startSample + FRAME <= server.next) return;
      server.heard.push(item.samples[0]);
      server.next = item.startSample + FRAME;
    };
    for (let step = 0; step < 200; step += 1) {
      const what = random.integer(0, 4);
      if (what === 0) outbox.push(frame((spoken += 1)));
      else if (what === 1) outbox.acknowledge(random.integer(0, server.next / FRAME) * FRAME);
      else if (what === 2) outbox.rewind(server.next);
      else if (what === 3) outbox.mark({ speaks: random.pick(['en', 'pt']) });
      else {
        const item = outbox.next();
        const arrives = item !== null && random.chance();
        if (arrives) receive(item);
        else outbox.rewind(server.next); // lost with its socket
      }
    }
    outbox.rewind(server.next);
    drain(outbox).forEach(receive);
    assert.deepEqual(
      server.heard,
      Array.from({ length: spoken }, (_, i) => i + 1),
    );
  });
});
