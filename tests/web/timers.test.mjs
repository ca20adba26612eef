import assert from 'node:assert/strict';
import { mock, test } from 'node:test';

import { browserTimers } from '../../clients/web/net/timers.js';

class FakeWorker {
  static all = [];

  constructor(url, options) {
    this.url = url;
    this.options = options;
    FakeWorker.all.push(this);
  }

  beat() {
    this.onmessage({ data: null });
  }
}

globalThis.Worker = FakeWorker;
/** The timers of the page stand still, as those of a hidden one nearly do. */
mock.timers.enable({ apis: ['setTimeout'] });

function note(ms) {
  const rung = [];
  const callOff = browserTimers.after(ms, () => rung.push(ms));
  return { rung, callOff };
}

test('what is overdue runs with the next beat, once', () => {
  const due = note(0);
  const later = note(60_000);
  const [heart] = FakeWorker.all;
  assert.deepEqual(due.rung, []);
  heart.beat();
  heart.beat();
  mock.timers.tick(1);
  assert.deepEqual([due.rung, later.rung], [[0], []]);
  later.callOff();
});

test('a visible page does not wait for a beat', () => {
  const due = note(20);
  mock.timers.tick(20);
  FakeWorker.all[0].beat();
  assert.deepEqual(due.rung, [20]);
});

test('what is called off runs neither way', () => {
  const due = note(0);
  due.callOff();
  FakeWorker.all[0].beat();
  mock.timers.tick(1);
  assert.deepEqual(due.rung, []);
});

test('one file beats for all', () => {
  assert.equal(FakeWorker.all.length, 1);
  assert.match(FakeWorker.all[0].url.href, /net\/heartbeat\.js$/);
});
