import assert from 'node:assert/strict';
import { test } from 'node:test';

import { FLOOR_DB, LevelMeter, measure } from '../../clients/web/capture/level.js';

/** A frame of a square wave: peak and mean are the same. */
function frame(amplitude) {
  return Int16Array.from({ length: 320 }, (_, i) => (i % 2 === 0 ? amplitude : -amplitude));
}

/** What is advised after these frames, each a number of times. */
function advice(...pattern) {
  const meter = new LevelMeter();
  let last = null;
  for (let i = 0; i < 150; i += 1) last = meter.push(frame(pattern[i % pattern.length])).advice;
  return last;
}

test('half of full scale is -6 dB', () => {
  const { rmsDb, peakDb } = measure(frame(16_384));
  assert.ok(Math.abs(rmsDb + 6.02) < 0.01);
  assert.ok(Math.abs(peakDb + 6.02) < 0.01);
});

test('nothing at all is the floor, not minus infinity', () => {
  assert.deepEqual(measure(frame(0)), { rmsDb: FLOOR_DB, peakDb: FLOOR_DB });
});

const LOUD = 6_000;
const FAINT = 150;
const ROOM = 20;

for (const [what, pattern, expected] of [
  ['speech in a quiet room', [LOUD, LOUD, ROOM, ROOM], null],
  ['a quiet room in which nobody speaks', [ROOM], null],
  ['zeros', [0], 'silence'],
  ['faint speech', [FAINT, FAINT, ROOM, ROOM], 'too_quiet'],
  ['a noisy room', [LOUD, 1_000], 'too_noisy'],
  ['speech that is cut off at full scale', [32_767, ROOM], 'clipping'],
]) {
  test(`advice on ${what}: ${expected}`, () => {
    assert.equal(advice(...pattern), expected);
  });
}

test('silence is not complained of before three seconds have passed', () => {
  const meter = new LevelMeter();
  const early = Array.from({ length: 149 }, () => meter.push(frame(0)).advice);
  assert.deepEqual(new Set(early), new Set([null]));
});

test('after a pause the meter begins anew', () => {
  const meter = new LevelMeter();
  for (let i = 0; i < 5; i += 1) meter.push(frame(32_767));
  meter.reset();
  assert.equal(meter.push(frame(0)).advice, null);
});
