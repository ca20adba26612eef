import assert from 'node:assert/strict';
import { test } from 'node:test';

import { HOLD_MS, Press } from '../../clients/web/state/press.js';
import { FakeTimers } from './support/fakes.mjs';

test('a press that is held listens as long as it lasts', async () => {
  const timers = new FakeTimers();
  const press = new Press(timers.now);
  assert.equal(press.down(false), true);
  await timers.advance(HOLD_MS);
  assert.equal(press.up(), true);
});

test('a tap listens until the next one', async () => {
  const timers = new FakeTimers();
  const press = new Press(timers.now);
  assert.equal(press.down(false), true);
  await timers.advance(HOLD_MS - 1);
  assert.equal(press.up(), false);
  await timers.advance(5000);
  assert.equal(press.down(true), false);
  await timers.advance(HOLD_MS);
  assert.equal(press.up(), false);
});

test('a pointer that goes up without having gone down ends nothing', () => {
  assert.equal(new Press(() => 0).up(), false);
});
