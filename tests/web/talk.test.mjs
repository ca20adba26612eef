import assert from 'node:assert/strict';
import { test } from 'node:test';

import { RELEASE_TAIL_MS, TALK_MODES, TalkControl } from '../../clients/web/state/talk.js';
import { FakeTimers } from './support/fakes.mjs';
import { Random } from './support/random.mjs';

function setUp(mode) {
  const timers = new FakeTimers();
  const desk = { talking: null, log: [] };
  const actions = {
    talk: (speaks) => {
      desk.talking = speaks;
      desk.log.push(speaks);
    },
    hush: () => {
      desk.talking = null;
      desk.log.push('-');
    },
    talking: () => desk.talking,
  };
  return { timers, desk, control: new TalkControl(actions, timers, mode) };
}

test('held: listens while a button is down, and a little longer', async () => {
  const { timers, desk, control } = setUp('hold');
  control.press('pointer', 'fi');
  await timers.advance(5_000);
  control.release('pointer');
  assert.equal(desk.talking, 'fi');
  await timers.advance(RELEASE_TAIL_MS - 1);
  assert.equal(desk.talking, 'fi');
  await timers.advance(1);
  assert.deepEqual(desk.log, ['fi', '-']);
});

test('held: a press in the time after the last one goes on without a gap', async () => {
  const { timers, desk, control } = setUp('hold');
  control.press('Space', 'fi');
  control.release('Space');
  await timers.advance(RELEASE_TAIL_MS - 1);
  control.press('F13', 'pt');
  await timers.advance(5_000);
  assert.deepEqual(desk.log, ['fi', 'pt']);
});

test('held: the newest of two counts, and only its release ends', async () => {
  const { timers, desk, control } = setUp('hold');
  control.press('pointer', 'fi');
  control.press('F13', 'pt');
  control.release('pointer');
  await timers.advance(5_000);
  assert.equal(desk.talking, 'pt');
  control.release('F13');
  await timers.advance(RELEASE_TAIL_MS);
  assert.equal(desk.talking, null);
});

test('held: leaving the page ends at once', async () => {
  const { timers, desk, control } = setUp('hold');
  control.press('Space', 'fi');
  control.interrupt();
  control.interrupt();
  control.release('Space');
  await timers.advance(5_000);
  assert.deepEqual(desk.log, ['fi', '-']);
});

test('held: leaving the page right after a release ends once', async () => {
  const { timers, desk, control } = setUp('hold');
  control.press('Space', 'fi');
  control.release('Space');
  control.interrupt();
  await timers.advance(5_000);
  assert.deepEqual(desk.log, ['fi', '-']);
});

for (const mode of ['tap', 'hands_free']) {
  test(`${mode}: one press starts, the next one ends, whatever was released`, async () => {
    const { timers, desk, control } = setUp(mode);
    control.press('Space', 'fi');
    control.release('Space');
    await timers.advance(60_000);
    assert.equal(desk.talking, 'fi');
    control.press('pointer', 'fi');
    assert.deepEqual(desk.log, ['fi', '-']);
  });

  test(`${mode}: the other language takes over with one press`, () => {
    const { desk, control } = setUp(mode);
    control.press('a', 'fi');
    control.press('b', 'pt');
    assert.deepEqual(desk.log, ['fi', 'pt']);
  });

  test(`${mode}: leaving the page changes nothing`, () => {
    const { desk, control } = setUp(mode);
    control.press('a', 'fi');
    control.interrupt();
    assert.equal(desk.talking, 'fi');
  });
}

test('a click without a press starts and ends in every mode', () => {
  for (const mode of TALK_MODES) {
    const { desk, control } = setUp(mode);
    control.toggle('fi');
    control.toggle('fi');
    assert.deepEqual(desk.log, ['fi', '-'], mode);
  }
});

test('another way to talk begins in silence', async () => {
  const { timers, desk, control } = setUp('hold');
  control.press('Space', 'fi');
  control.mode = 'tap';
  control.release('Space');
  await timers.advance(5_000);
  assert.deepEqual(desk.log, ['fi', '-']);
  assert.equal(control.mode, 'tap');
  control.mode = 'hold';
  assert.deepEqual(desk.log, ['fi', '-']);
});

test('nothing that is held listens for ever, whatever was pressed before', async () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const random = new Random(seed);
    const { timers, desk, control } = setUp('hold');
    for (let step = 0; step < 20; step += 1) {
      const source = random.pick(['a', 'b']);
      random.pick([
        () => control.press(source, random.pick(['fi', 'pt'])),
        () => control.release(source),
        () => control.interrupt(),
        () => {},
      ])();
      await timers.advance(random.pick([0, 100, 300]));
    }
    control.release('a');
    control.release('b');
    await timers.advance(RELEASE_TAIL_MS);
    assert.equal(desk.talking, null, `seed ${seed}: ${desk.log}`);
  }
});
