import assert from 'node:assert/strict';
import { test } from 'node:test';

import { clock } from '../../clients/web/state/clock.js';

for (const [seconds, told] of [
  [0, '0:00'],
  [9.99, '0:09'],
  [60, '1:00'],
  [3725.4, '62:05'],
]) {
  test(`${seconds} s are ${told}`, () => assert.equal(clock(seconds), told));
}
