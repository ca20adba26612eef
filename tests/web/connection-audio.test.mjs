import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Uplink } from '../../clients/web/net/uplink.js';
import { Line } from './support/line.mjs';

const FRAME = new Int16Array(320);
/** `WebSocket.CLOSING` */
const CLOSING = 2;

test('the hello offers a track; what holds is told before the first audio', async () => {
  const line = new Line({ speaks: true });
  line.uplink.set({ listening: true });
  line.connection.pushAudio(FRAME);
  await line.open({ track: { next_sample: 1_600 } });
  assert.deepEqual(line.socket.sent[0].track, { speaks: 'en', sample_rate: 16_000 });
  assert.deepEqual(
    line.socket.sent.slice(1).map((item) => item.type ?? item.startSample),
    ['pause', 'resume', 1_600],
  );
});

test('after a reconnect the audio that the server lacks is sent again, in its language', async () => {
  const line = new Line({ speaks: true });
  await line.open();
  line.uplink.set({ listening: true });
  for (let i = 0; i < 4; i += 1) line.connection.pushAudio(FRAME);
  line.uplink.set({ speaks: 'pt' });
  line.connection.pushAudio(FRAME);
  line.socket.tell({ type: 'audio_ack', samples: 640 });
  line.socket.drop(1006);
  line.connection.pushAudio(FRAME);
  await line.reopen({ recovered: true, track: { next_sample: 960 } });
  assert.equal(line.socket.sent[0].track.speaks, 'en');
  assert.deepEqual(
    line.socket.sent.slice(1).map((item) => item.speaks ?? item.type ?? item.startSample),
    ['resume', 960, 'pt', 1_280, 1_600],
  );
});

test('nothing goes into a socket that is closing; audio goes into the next one', async () => {
  const line = new Line({ speaks: true });
  await line.open();
  line.uplink.set({ listening: true });
  line.socket.readyState = CLOSING;
  line.connection.pushAudio(FRAME);
  assert.equal(line.connection.send({ type: 'say', text: 'Hi', lang: 'en' }), false);
  assert.equal(line.socket.audio.length, 0);
  line.socket.drop(1006);
  await line.reopen({ track: { next_sample: 0 } });
  assert.equal(line.socket.audio.length, 1);
});

test('a line that takes no more keeps the rest waiting', async () => {
  const line = new Line({ speaks: true });
  await line.open();
  line.socket.bufferedAmount = 64_000;
  line.connection.pushAudio(FRAME);
  line.uplink.set({ listening: false });
  assert.equal(line.socket.audio.length, 0);
  line.socket.bufferedAmount = 0;
  line.socket.tell({ type: 'audio_ack', samples: 0 });
  assert.equal(line.socket.audio.length, 1);
});

test('a speaker who is not answered for 10 s comes back', async () => {
  const line = new Line({ speaks: true });
  await line.open();
  line.connection.pushAudio(FRAME);
  await line.timers.advance(10_001);
  line.connection.pushAudio(FRAME);
  assert.equal(line.last.phase, 'waiting');
});

test('audio far behind a gap that the server refuses goes right behind what it has', async () => {
  const line = new Line({ speaks: true });
  await line.open({ track: { next_sample: 320 } });
  line.connection.pushAudio(FRAME);
  line.socket.tell({ type: 'error', code: 'audio_too_far_ahead', message: '' });
  assert.deepEqual(
    line.socket.audio.map(({ startSample }) => startSample),
    [320, 320],
  );
});

test('more than thirty seconds without a line are given up, and that is told', () => {
  const line = new Line({ speaks: true });
  for (let i = 0; i < 1_500; i += 1) line.connection.pushAudio(FRAME);
  assert.deepEqual(line.events, []);
  line.connection.pushAudio(FRAME);
  assert.deepEqual(line.events, [{ kind: 'given_up' }]);
});

test('nothing is sent, and that is said, while there is no line', async () => {
  const line = new Line();
  assert.equal(line.connection.send({ type: 'say', text: 'Hi', lang: 'en' }), false);
  await line.open();
  assert.equal(line.connection.send({ type: 'say', text: 'Hi', lang: 'en' }), true);
});

test('languages that are chosen while there is no line are asked for in the next hello', async () => {
  const line = new Line();
  await line.open();
  line.connection.setReads(['fi']);
  assert.deepEqual(line.socket.sent.at(-1), { type: 'reads', reads: ['fi'] });
  line.socket.drop(1006);
  line.connection.setReads(['sv']);
  await line.reopen();
  assert.deepEqual(line.socket.sent[0].reads, ['sv']);
});

test('a phone that is allowed begins where the server wants its audio', async () => {
  const line = new Line();
  await line.open({ track: { next_sample: 3200 } });
  assert.throws(() => line.connection.pushAudio(FRAME));
  const first = new Uplink({ speaks: 'pt', listening: false }, () => {});
  line.connection.setUplink(first);
  assert.deepEqual(line.socket.messages.slice(1), [
    { type: 'speaks', speaks: 'pt' },
    { type: 'pause' },
  ]);
  line.connection.pushAudio(FRAME);
  assert.equal(line.socket.audio[0].startSample, 3200);
});

test('a phone that was muted begins anew behind what has arrived', async () => {
  const line = new Line();
  await line.open();
  line.connection.setUplink(new Uplink({ speaks: 'pt', listening: true }, () => {}));
  for (let frame = 0; frame < 5; frame += 1) line.connection.pushAudio(FRAME);
  line.connection.setUplink(null);
  line.socket.tell({ type: 'audio_ack', samples: 640 });
  line.connection.setUplink(new Uplink({ speaks: 'pt', listening: true }, () => {}));
  line.connection.pushAudio(FRAME);
  assert.equal(line.socket.audio.at(-1).startSample, 640);
});

test('a phone that may speak offers its track when it comes back', async () => {
  const line = new Line();
  await line.open();
  line.connection.setUplink(new Uplink({ speaks: 'pt', listening: false }, () => {}));
  line.socket.drop(1006);
  await line.reopen({ recovered: true });
  assert.deepEqual(line.socket.sent[0].track, { speaks: 'pt', sample_rate: 16000 });
});
