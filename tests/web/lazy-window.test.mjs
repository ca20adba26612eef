import assert from 'node:assert/strict';
import { test } from 'node:test';

import { ApiError } from '../../clients/web/net/api.js';
import { attempt, lazyWindow } from '../../clients/web/pages/desk/lazy-window.js';
import { Store } from '../../clients/web/state/store.js';

class Window {
  constructor(number) {
    this.element = number;
  }
}

/** A window that counts how often it is made, and notes where it is put. */
function counted(load = async () => Window) {
  const placed = [];
  let made = 0;
  const open = lazyWindow(
    load,
    async (Made) => new Made((made += 1)),
    (element) => placed.push(element),
  );
  return { open, placed, times: () => made };
}

test('a window is made when it is first wanted, and is the same one ever after', async () => {
  const { open, placed } = counted();
  assert.deepEqual(placed, []);
  assert.equal(await open(), await open());
  assert.deepEqual(placed, [1]);
});

test('two that are wanted at once are one', async () => {
  const { open, placed, times } = counted();
  const [first, second] = await Promise.all([open(), open()]);
  assert.equal(first, second);
  assert.equal(times(), 1);
  assert.deepEqual(placed, [1]);
});

test('what could not be loaded is loaded when it is wanted again', async () => {
  let tries = 0;
  const { open, placed } = counted(async () => {
    tries += 1;
    if (tries === 1) throw new TypeError('failed to fetch');
    return Window;
  });
  await assert.rejects(open(), { code: 'unreachable' });
  await open();
  assert.deepEqual(placed, [1]);
});

test('what goes wrong is told on the page', async () => {
  const store = new Store();
  await attempt(store, async () => {
    throw new ApiError(409, 'full');
  });
  assert.equal(store.state.error, 'full');
});

test('a fault of the page itself is not taken for an answer', async () => {
  const store = new Store();
  const fault = new RangeError('no text');
  await assert.rejects(
    attempt(store, () => Promise.reject(fault)),
    fault,
  );
  assert.equal(store.state.error, null);
});
