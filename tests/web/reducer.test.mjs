import assert from 'node:assert/strict';
import { test } from 'node:test';

import { handOverOf } from '../../clients/web/state/calls.js';
import { compareIds, KEPT_ROWS } from '../../clients/web/state/captions.js';
import { INITIAL_STATE, reduce } from '../../clients/web/state/reducer.js';
import { SHOWN_LINES, timeline } from '../../clients/web/state/timeline.js';
import { caption, notice, ready, translation } from './support/messages.mjs';
import { forAll } from './support/random.mjs';
import { phase, receive } from './support/states.mjs';

const LANGUAGES = ['en', 'pt'];
const PHONE = { participant: 'c1', role: 'client' };

/** Every revision of a conversation that a server could have sent, in the order in which it would. */
function conversation(random) {
  const messages = [];
  let seq = 0;
  const number = (final) => (final ? (seq += 1) : null);
  for (let c = 1; c <= random.integer(1, 12); c += 1) {
    const lang = random.pick(LANGUAGES);
    const other = LANGUAGES.find((code) => code !== lang);
    const last = random.integer(1, 6);
    for (let revision = 1; revision <= last; revision += 1) {
      const final = revision === last;
      const text = { committed: `said ${c}.${revision}`, tentative: final ? '' : ' and' };
      const corrected = final && random.chance();
      messages.push(
        caption({ id: `c${c}`, revision, lang, final, seq: number(final), corrected, ...text }),
      );
      if (final || random.chance()) {
        messages.push(
          translation({
            caption: `c${c}`,
            revision,
            source_revision: revision,
            lang: other,
            final,
            seq: number(final),
            ...text,
          }),
        );
      }
    }
    if (random.integer(0, 5) === 0) messages.push(notice({ seq: number(true) }));
  }
  return messages;
}

test('any order of older and newer revisions, with doubles, gives the same lines', () => {
  forAll(300, (random) => {
    const messages = conversation(random);
    const inOrder = timeline(receive(...messages), LANGUAGES);
    const doubled = [...messages, ...messages.filter(() => random.chance())];
    const shuffled = timeline(receive(...random.shuffle(doubled)), LANGUAGES);
    assert.deepEqual(shuffled, inOrder);
  });
});

test('what a reader was not sent before it was final changes nothing in the end', () => {
  forAll(100, (random) => {
    const messages = conversation(random);
    const finals = messages.filter(({ final, type }) => type === 'notice' || final);
    const all = receive(...messages);
    const few = receive(...finals);
    const known = new Set(few.rows.keys());
    assert.deepEqual(
      timeline(few, LANGUAGES),
      timeline({ ...all, rows: new Map([...all.rows].filter(([id]) => known.has(id))) }, LANGUAGES),
    );
  });
});

test('c2 comes before c10', () => {
  assert.deepEqual(['c10', 'c2', 'c1'].sort(compareIds), ['c1', 'c2', 'c10']);
});

test('the oldest rows are forgotten, in whatever order they came', () => {
  const ids = Array.from({ length: KEPT_ROWS + 20 }, (_, i) => `c${i + 1}`);
  forAll(3, (random) => {
    const { rows } = receive(...random.shuffle(ids).map((id) => caption({ id })));
    assert.deepEqual([...rows.keys()].sort(compareIds), ids.slice(20));
  });
});

test('a page shows no more than the newest lines', () => {
  const ids = Array.from({ length: SHOWN_LINES + 5 }, (_, i) => `c${i + 1}`);
  const lines = timeline(receive(...ids.map((id) => caption({ id }))), LANGUAGES);
  assert.equal(lines.length, SHOWN_LINES);
  assert.equal(lines.at(-1).key, ids.at(-1));
});

// --- connection ---

test('coming back without a hole keeps everything', () => {
  const state = receive(ready(), caption(), ready({ recovered: true }));
  assert.equal(state.rows.size, 1);
  assert.equal(state.incomplete, false);
});

test('coming back too late says that something may be missing', () => {
  const state = receive(ready(), caption(), ready({ seq: 900 }));
  assert.equal(state.incomplete, true);
  assert.equal(state.rows.size, 1);
  assert.equal(reduce(state, { kind: 'error_put_away' }).incomplete, false);
});

test('another log knows nothing of the rows of this one', () => {
  const state = receive(
    ready(),
    caption({ revision: 9 }),
    ready({ epoch: 'e2' }),
    caption({ revision: 1, id: 'c2' }),
  );
  assert.deepEqual([...state.rows.keys()], ['c2']);
});

test('an answer of another log is seen, whatever was put away of this one', () => {
  const answered = (seq) => notice({ seq, code: 'interpreter_coming' });
  const away = reduce(receive(ready(), answered(9)), { kind: 'answers_put_away' });
  assert.equal(away.answersPutAway, 9);
  const [again, answer] = [ready({ epoch: 'e2' }), answered(3)];
  const state = [again, answer].reduce(
    (before, message) => reduce(before, { kind: 'message', message }),
    away,
  );
  assert.equal(handOverOf(state), 'coming');
});

for (const reason of ['ended', 'idle', 'failed', 'removed', 'left', 'forbidden']) {
  test(`nothing that was said stays when the connection stops: ${reason}`, () => {
    const state = phase(receive(ready(), caption(), translation(), notice()), 'stopped', reason);
    assert.deepEqual({ ...state, connection: null }, { ...INITIAL_STATE, connection: null });
  });
}

test('a conversation that goes on elsewhere stays to be read', () => {
  assert.equal(phase(receive(ready(), caption()), 'stopped', 'elsewhere').rows.size, 1);
});

// --- permission ---

test('a microphone waits, is allowed, is muted, and is allowed again', () => {
  const told = (maySpeak) => ({
    type: 'participants',
    participants: [
      { id: 'staff', role: 'staff', reads: ['en'], may_speak: true },
      { id: 'c1', role: 'client', reads: ['pt'], may_speak: maySpeak },
    ],
  });
  const permissions = [];
  let state = receive(ready(PHONE));
  for (const maySpeak of [false, true, false, true]) {
    state = reduce(state, { kind: 'message', message: told(maySpeak) });
    permissions.push(state.permission);
  }
  assert.deepEqual(permissions, ['waiting', 'given', 'taken', 'given']);
});

test('a phone that took part is remembered when it is away', () => {
  const told = (...participants) => ({ type: 'participants', participants });
  const staff = { id: 'staff', role: 'staff', reads: ['en'], may_speak: true };
  const phone = { id: 'c1', role: 'client', reads: ['pt'], may_speak: false };
  const screen = { id: 'v1', role: 'viewer', reads: ['pt'], may_speak: false };
  assert.equal(receive(ready(), told(staff, screen)).phoneCame, false);
  const away = receive(ready(), told(staff, screen, phone), told(staff, screen));
  assert.equal(away.phoneCame, true);
});

test('what was refused is put away by the next thing that is sent', () => {
  const refused = receive({ type: 'error', code: 'not_allowed', message: '' });
  assert.equal(reduce(refused, { kind: 'sent' }).error, null);
  assert.equal(reduce(INITIAL_STATE, { kind: 'sent' }), INITIAL_STATE);
});
