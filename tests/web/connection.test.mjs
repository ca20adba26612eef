import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Connection } from '../../clients/web/net/connection.js';
import { ApiError } from '../../clients/web/net/api.js';
import { Uplink } from '../../clients/web/net/uplink.js';
import { FakeSocket, FakeTimers, settle } from './support/fakes.mjs';
import { caption, ready } from './support/messages.mjs';

const FRAME = new Int16Array(320);
/** `WebSocket.CLOSING` */
const CLOSING = 2;

/** A connection whose server is the test. */
class Line {
  timers = new FakeTimers();
  sockets = [];
  events = [];
  tickets = 0;
  /** @type {ApiError | null} what the next ticket is refused with */
  refusal = null;
  isReachable = true;

  constructor({ speaks = false } = {}) {
    this.uplink = speaks
      ? new Uplink({ speaks: 'en', listening: false }, () => this.events.push({ kind: 'given_up' }))
      : null;
    this.connection = new Connection({
      openSocket: () => {
        this.sockets.push(new FakeSocket());
        return this.socket;
      },
      getTicket: async () => {
        this.tickets += 1;
        if (this.refusal !== null) throw this.refusal;
        return `ticket-${this.tickets}`;
      },
      isReachable: async () => this.isReachable,
      reads: ['pt'],
      uplink: this.uplink,
      emit: (event) => this.events.push(event),
      timers: this.timers,
      random: () => 0.5,
    });
  }

  get socket() {
    return this.sockets.at(-1);
  }

  get phases() {
    return this.events.filter(({ kind }) => kind === 'connection').map(({ phase }) => phase);
  }

  get last() {
    return this.events.filter(({ kind }) => kind === 'connection').at(-1);
  }

  get shown() {
    return this.events
      .filter(({ kind, message }) => kind === 'message' && message.type === 'caption')
      .map(({ message }) => message.seq);
  }

  async open(changes = {}) {
    this.connection.start();
    await settle();
    this.socket.accept();
    this.socket.tell(ready(changes));
  }

  /** The next socket, after whatever wait there is. */
  async reopen(changes = {}) {
    await this.timers.advance(this.timers.nextMs);
    this.socket.accept();
    this.socket.tell(ready(changes));
  }
}

test('a ticket, a hello, ready', async () => {
  const line = new Line();
  await line.open();
  assert.deepEqual(line.phases, ['connecting', 'open']);
  assert.deepEqual(line.socket.sent, [{ type: 'hello', ticket: 'ticket-1', reads: ['pt'] }]);
});

test('comes back with a new ticket and the position of the last final', async () => {
  const line = new Line();
  await line.open({ seq: 4 });
  line.socket.tell(caption({ seq: 5, final: true, tentative: '' }));
  line.socket.drop(1006);
  assert.deepEqual(line.last, { kind: 'connection', phase: 'waiting', reason: 'lost' });
  await line.reopen({ seq: 5, recovered: true });
  assert.deepEqual(line.socket.sent[0], {
    type: 'hello',
    ticket: 'ticket-2',
    reads: ['pt'],
    last: { epoch: 'e1', seq: 5 },
  });
});

for (const code of [1000, 1001, 1005, 1006, 1011, 1012, 4008, 4401, 4429]) {
  test(`comes back after close code ${code}`, async () => {
    const line = new Line();
    await line.open();
    line.socket.drop(code);
    assert.equal(line.last.phase, 'waiting');
    assert.equal(line.last.reason, code === 4429 ? 'busy' : 'lost');
  });
}

const STOPPING = {
  1008: 'refused',
  1009: 'refused',
  4400: 'refused',
  4403: 'forbidden',
  4404: 'removed',
  4408: 'idle',
  4409: 'elsewhere',
  4410: 'ended',
  4500: 'failed',
};
for (const [code, reason] of Object.entries(STOPPING)) {
  test(`stays away after close code ${code}`, async () => {
    const line = new Line();
    await line.open();
    line.socket.drop(Number(code));
    assert.deepEqual(line.last, { kind: 'connection', phase: 'stopped', reason });
    assert.equal(line.timers.pending, 0);
  });
}

test('a bye counts where the close code got lost', async () => {
  const line = new Line();
  await line.open();
  line.socket.tell({ type: 'bye', code: 'ended' });
  line.socket.drop(1006);
  assert.equal(line.last.reason, 'ended');
});

test('from elsewhere the person can take the conversation back', async () => {
  const line = new Line();
  await line.open();
  line.socket.drop(4409);
  await line.open();
  assert.equal(line.last.phase, 'open');
});

const REFUSALS = [
  [new ApiError(404, 'conversation_not_found'), 'stopped', 'ended'],
  [new ApiError(401, 'bad_reader'), 'stopped', 'ended'],
  [new ApiError(401, 'not_signed_in'), 'stopped', 'signed_out'],
  [new ApiError(403, 'forbidden_origin'), 'stopped', 'forbidden'],
  [new ApiError(0, 'unreachable'), 'waiting', 'lost'],
  [new ApiError(500, 'unknown'), 'waiting', 'lost'],
  [new ApiError(429, 'too_many_tries', 60), 'waiting', 'busy'],
];
for (const [refusal, phase, reason] of REFUSALS) {
  test(`a ticket refused with ${refusal.message}: ${phase}, ${reason}`, async () => {
    const line = new Line();
    line.refusal = refusal;
    line.connection.start();
    await settle();
    assert.deepEqual(line.last, { kind: 'connection', phase, reason });
  });
}

test('a wait that the server asks for is kept', async () => {
  const line = new Line();
  line.refusal = new ApiError(503, 'busy', 30);
  line.connection.start();
  await settle();
  assert.equal(line.timers.nextMs, 30_000);
});

test('a wait that the server asks for before it closes a socket is kept', async () => {
  const line = new Line();
  await line.open();
  line.socket.tell({ type: 'error', code: 'busy', message: 'no room', retry_after_s: 10 });
  line.socket.drop(4429);
  assert.equal(line.timers.nextMs, 10_000);
});

test('a wait that one refusal asked for does not hold when the line is lost later', async () => {
  const line = new Line();
  await line.open();
  line.socket.tell({ type: 'error', code: 'busy', message: 'no room', retry_after_s: 10 });
  line.socket.drop(1006);
  assert.equal(line.timers.nextMs, 750);
});

test('waits longer and longer, up to 15 s, and begins anew after a steady connection', async () => {
  const line = new Line();
  line.refusal = new ApiError(0, 'unreachable');
  line.connection.start();
  await settle();
  const waits = [];
  for (let i = 0; i < 7; i += 1) {
    waits.push(line.timers.nextMs);
    await line.timers.advance(line.timers.nextMs);
  }
  assert.deepEqual(waits, [750, 1_250, 2_250, 4_250, 7_750, 7_750, 7_750]);
  line.refusal = null;
  await line.reopen();
  await line.timers.advance(10_000);
  line.socket.drop(1006);
  assert.equal(line.timers.nextMs, 750);
});

test('a connection that breaks at once does not begin the waits anew', async () => {
  const line = new Line();
  await line.open();
  line.socket.drop(1006);
  await line.reopen();
  line.socket.drop(1006);
  assert.equal(line.timers.nextMs, 1_250);
});

test('comes back at once when the network is there again', async () => {
  const line = new Line();
  await line.open();
  const before = line.socket;
  line.connection.goOffline();
  assert.equal(line.last.reason, 'offline');
  assert.ok(before.isClosed);
  line.connection.goOnline();
  await settle();
  assert.equal(line.sockets.length, 2);
});

test('a page without network keeps trying, and keeps saying why', async () => {
  const line = new Line();
  await line.open();
  line.connection.goOffline();
  line.refusal = new ApiError(0, 'unreachable');
  await line.timers.advance(5_000);
  assert.ok(line.tickets > 2);
  assert.equal(line.last.reason, 'offline');
  line.refusal = null;
  await line.reopen();
  line.socket.drop(1006);
  assert.equal(line.last.reason, 'lost');
});

test('a socket that says nothing for 10 s is given up', async () => {
  const line = new Line();
  line.connection.start();
  await settle();
  line.socket.accept();
  await line.timers.advance(10_000);
  assert.equal(line.last.phase, 'waiting');
  assert.ok(line.sockets[0].isClosed);
});

test('a late ticket of an attempt that was given up opens nothing', async () => {
  const line = new Line();
  line.connection.start();
  line.connection.goOffline();
  await settle();
  assert.equal(line.sockets.length, 0);
});

test('what an abandoned socket still says is not heard', async () => {
  const line = new Line();
  await line.open();
  const before = line.socket;
  line.connection.goOffline();
  const count = line.events.length;
  before.tell(caption({ seq: 1, final: true }));
  before.drop(4410);
  assert.equal(line.events.length, count);
});

test('a quiet line is asked for, and left when the server cannot be reached', async () => {
  const line = new Line();
  await line.open();
  await line.timers.advance(65_000);
  assert.equal(line.last.phase, 'open');
  line.isReachable = false;
  await line.timers.advance(35_000);
  assert.deepEqual(line.phases.slice(0, 3), ['connecting', 'open', 'waiting']);
});

test('a message that is none is a broken line', async () => {
  const line = new Line();
  await line.open();
  line.socket.tell('{"type":"caption"}');
  assert.equal(line.last.phase, 'waiting');
});

// --- finals ---

test('finals of a snapshot, numbered up to the start, are shown', async () => {
  const line = new Line();
  await line.open({ seq: 7 });
  line.socket.tell(caption({ seq: 3, final: true }));
  line.socket.tell(caption({ seq: 7, final: true }));
  line.socket.tell(caption({ seq: 8, final: true }));
  assert.deepEqual(line.shown, [3, 7, 8]);
});

test('a hole is asked for again, and mended', async () => {
  const line = new Line();
  await line.open();
  line.socket.tell(caption({ seq: 1, final: true }));
  line.socket.tell(caption({ seq: 3, final: true }));
  assert.deepEqual(line.shown, [1]);
  await line.reopen({ seq: 1, recovered: true });
  assert.deepEqual(line.socket.sent[0].last, { epoch: 'e1', seq: 1 });
  line.socket.tell(caption({ seq: 2, final: true }));
  line.socket.tell(caption({ seq: 3, final: true }));
  assert.deepEqual(line.shown, [1, 2, 3]);
  assert.ok(!line.events.some(({ kind }) => kind === 'hole'));
});

test('a hole that stays is told, and left behind', async () => {
  const line = new Line();
  await line.open();
  line.socket.tell(caption({ seq: 2, final: true }));
  await line.reopen({ recovered: true });
  line.socket.tell(caption({ seq: 2, final: true }));
  line.socket.tell(caption({ seq: 3, final: true }));
  assert.deepEqual(line.shown, [2, 3]);
  assert.equal(line.events.filter(({ kind }) => kind === 'hole').length, 1);
});

// --- the microphone ---

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

test('leaving says bye, once', async () => {
  const line = new Line();
  await line.open();
  line.connection.leave();
  line.connection.leave();
  assert.deepEqual(line.socket.sent.at(-1), { type: 'bye' });
  assert.ok(line.socket.isClosed);
  assert.equal(line.phases.filter((phase) => phase === 'stopped').length, 1);
});
