import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Redraw } from '../../clients/web/state/redraw.js';
import { FakeTimers } from './support/fakes.mjs';

function createScreen() {
  const timers = new FakeTimers();
  const drawnAtMs = [];
  const redraw = new Redraw(
    () => drawnAtMs.push(timers.now()),
    timers,
    (frame) => timers.after(16, frame),
  );
  return { timers, drawnAtMs, redraw };
}

test('the first change is drawn with the next frame', async () => {
  const { timers, drawnAtMs, redraw } = createScreen();
  redraw.request(false);
  await timers.advance(1_000);
  assert.deepEqual(drawnAtMs, [16]);
});

test('what may still change is drawn at most five times a second', async () => {
  const { timers, drawnAtMs, redraw } = createScreen();
  for (let ms = 0; ms < 2_000; ms += 10) {
    redraw.request(false);
    await timers.advance(10);
  }
  const perSecond = drawnAtMs.filter((atMs) => atMs < 1_000).length;
  assert.ok(perSecond >= 4 && perSecond <= 5, `${perSecond}`);
});

test('what is final does not wait', async () => {
  const { timers, drawnAtMs, redraw } = createScreen();
  redraw.request(false);
  await timers.advance(20);
  redraw.request(false);
  redraw.request(true);
  await timers.advance(1_000);
  assert.deepEqual(drawnAtMs, [16, 36]);
});

test('the last change is drawn, even if nothing follows', async () => {
  const { timers, drawnAtMs, redraw } = createScreen();
  redraw.request(false);
  await timers.advance(50);
  redraw.request(false);
  await timers.advance(1_000);
  assert.equal(drawnAtMs.length, 2);
});
