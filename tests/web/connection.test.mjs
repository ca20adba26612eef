import assert from 'node:assert/strict';
import { test } from 'node:test';

import { ApiError } from '../../clients/web/net/api.js';
import { settle } from './support/fakes.mjs';
import { Line } from './support/line.mjs';
import { caption, ready } from './support/messages.mjs';

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

test('leaving says bye, once', async () => {
  const line = new Line();
  await line.open();
  line.connection.leave();
  line.connection.leave();
  assert.deepEqual(line.socket.sent.at(-1), { type: 'bye' });
  assert.ok(line.socket.isClosed);
  assert.equal(line.phases.filter((phase) => phase === 'stopped').length, 1);
});
