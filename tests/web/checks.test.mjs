import assert from 'node:assert/strict';
import { test } from 'node:test';

import { CHECK_REFUSALS } from '../../clients/web/state/checks.js';
import { INITIAL_STATE, reduce } from '../../clients/web/state/reducer.js';
import { timeline } from '../../clients/web/state/timeline.js';
import { caption, ready, translation } from './support/messages.mjs';
import { forAll } from './support/random.mjs';

const ASKED = { kind: 'check_asked', caption: 'c1', lang: 'pt' };

function message(content) {
  return { kind: 'message', message: content };
}

function result(changes = {}) {
  return message({
    type: 'check_result',
    caption: 'c1',
    lang: 'pt',
    revision: 1,
    text: 'Good day',
    model: 'm',
    route: 'direct',
    ...changes,
  });
}

function after(...events) {
  const said = [ready(), caption({ final: true }), translation({ final: true })].map(message);
  return [...said, ...events].reduce(reduce, INITIAL_STATE);
}

function checkIn(state) {
  const [line] = timeline(state, ['en', 'pt']);
  return line.cells[1].check;
}

test('a check is under way, and then there is its text', () => {
  assert.equal(checkIn(after()), null);
  assert.deepEqual(
    [checkIn(after(ASKED)).isUnderWay, checkIn(after(ASKED)).text],
    [true, null],
  );
  const done = checkIn(after(ASKED, result()));
  assert.deepEqual([done.isUnderWay, done.text], [false, 'Good day']);
});

test('a check of another revision is not shown, in whichever order they come', () => {
  const newer = message(translation({ final: true, revision: 2, committed: 'Olá' }));
  assert.equal(checkIn(after(ASKED, result(), newer)), null);
  assert.equal(checkIn(after(ASKED, newer, result())), null);
  assert.equal(checkIn(after(ASKED, newer, result({ revision: 2 }))).text, 'Good day');
});

for (const code of CHECK_REFUSALS) {
  test(`a check that is refused as ${code} is under way no more`, () => {
    const state = after(ASKED, message({ type: 'error', code, message: '' }));
    assert.equal(checkIn(state), null);
    assert.equal(state.error, code);
  });
}

test('another refusal says nothing of a check', () => {
  const refusal = message({ type: 'error', code: 'text_empty', message: '' });
  assert.ok(checkIn(after(ASKED, refusal)).isUnderWay);
});

test('after a broken line no check is under way, and what was answered stays', () => {
  assert.equal(checkIn(after(ASKED, message(ready({ recovered: true })))), null);
  assert.equal(
    checkIn(after(ASKED, result(), message(ready({ recovered: true })))).text,
    'Good day',
  );
});

test('what is shown is always of the translation that is shown', () => {
  forAll(200, (random) => {
    let revision = 1;
    let state = after();
    for (let i = 0; i < 12; i += 1) {
      const step = random.integer(0, 2);
      if (step === 0) revision += 1;
      const event = [
        message(translation({ final: true, revision, committed: `t${revision}` })),
        ASKED,
        result({ revision: random.integer(1, revision), text: '?' }),
      ][step];
      if (step === 2) event.message.text = `t${event.message.revision}`;
      state = reduce(state, event);
      const check = checkIn(state);
      if (check !== null && check.text !== null) assert.equal(check.text, `t${revision}`);
    }
  });
});
