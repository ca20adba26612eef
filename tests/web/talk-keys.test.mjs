import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isPedalKey, TalkKeys } from '../../clients/web/pages/desk/talk-keys.js';

/** Where the focus is: an element of one kind, as far as it is asked. */
function focus(...selectors) {
  return { closest: (list) => (selectors.some((one) => list.includes(one)) ? {} : null) };
}

const BODY = focus();

class KeyEvent extends Event {
  constructor(type, { code, repeat = false, at = BODY, ...held }) {
    super(type, { cancelable: true });
    Object.assign(this, { code, repeat, altKey: false, ctrlKey: false, metaKey: false, ...held });
    Object.defineProperty(this, 'target', { value: at });
  }
}

function setUp(pedals = {}) {
  const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  const frame = new EventTarget();
  const log = [];
  const control = {
    press: (source, speaks) => log.push(`+${source} ${speaks}`),
    release: (source) => log.push(`-${source}`),
    interrupt: () => log.push('interrupt'),
  };
  const keys = new TalkKeys(control, {
    pedals: () => pedals,
    speaks: (side) => side ?? 'chosen',
    page,
    window: frame,
  });
  const send = (type, options) => {
    const event = new KeyEvent(type, options);
    page.dispatchEvent(event);
    return event.defaultPrevented;
  };
  return { page, frame, log, keys, send };
}

test('the space bar presses and lets go', () => {
  const { log, send } = setUp();
  assert.equal(send('keydown', { code: 'Space' }), true);
  send('keyup', { code: 'Space' });
  assert.deepEqual(log, ['+Space chosen', '-Space']);
});

test('a key that is held is pressed once, and does not scroll the page', () => {
  const { log, send } = setUp();
  send('keydown', { code: 'Space' });
  assert.equal(send('keydown', { code: 'Space', repeat: true }), true);
  assert.deepEqual(log, ['+Space chosen']);
});

test('pedals open the language that they were learned for', () => {
  const { log, send } = setUp({ staff: 'F13', client: 'KeyB' });
  send('keydown', { code: 'F13' });
  send('keydown', { code: 'KeyB' });
  send('keydown', { code: 'KeyC' });
  assert.deepEqual(log, ['+F13 staff', '+KeyB client']);
});

for (const [where, at] of [
  ['a text field', focus('textarea')],
  ['a list', focus('select')],
  ['a window over the page', focus('dialog')],
]) {
  test(`keys mean what they always mean in ${where}`, () => {
    const { log, send } = setUp({ staff: 'KeyB' });
    assert.equal(send('keydown', { code: 'KeyB', at }), false);
    assert.equal(send('keydown', { code: 'Space', at }), false);
    assert.deepEqual(log, []);
  });
}

test('the space bar presses a button that has the focus; a pedal still talks', () => {
  const { log, send } = setUp({ client: 'PageDown' });
  assert.equal(send('keydown', { code: 'Space', at: focus('button') }), false);
  send('keydown', { code: 'PageDown', at: focus('button') });
  assert.deepEqual(log, ['+PageDown client']);
});

test('a key that goes up in a field ends what it has begun', () => {
  const { log, send } = setUp();
  send('keydown', { code: 'Space' });
  send('keyup', { code: 'Space', at: focus('input') });
  assert.deepEqual(log, ['+Space chosen', '-Space']);
});

test('shortcuts of the browser are left alone', () => {
  const { log, send } = setUp({ staff: 'KeyB' });
  send('keydown', { code: 'KeyB', ctrlKey: true });
  send('keydown', { code: 'Space', metaKey: true });
  assert.deepEqual(log, []);
});

test('leaving the page or the window lets go', () => {
  const { page, frame, log } = setUp();
  frame.dispatchEvent(new Event('blur'));
  page.dispatchEvent(new Event('visibilitychange')); // it is seen again
  page.visibilityState = 'hidden';
  page.dispatchEvent(new Event('visibilitychange'));
  assert.deepEqual(log, ['interrupt', 'interrupt']);
});

test('no key is taken any more once the conversation is over', () => {
  const { log, keys, send } = setUp();
  keys.close();
  send('keydown', { code: 'Space' });
  assert.deepEqual(log, []);
});

test('a pedal may send any key but those that work the page', () => {
  for (const code of ['F13', 'PageDown', 'KeyB', 'Digit1', 'MediaPlayPause', 'Numpad0']) {
    assert.ok(isPedalKey({ code }), code);
  }
  for (const code of ['Tab', 'Enter', 'Escape', 'Space', 'ArrowDown', 'ShiftLeft', '']) {
    assert.ok(!isPedalKey({ code }), code);
  }
});
