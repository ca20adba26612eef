import assert from 'node:assert/strict';
import { test } from 'node:test';

import { handOverOf } from '../../clients/web/state/calls.js';
import { compareIds, KEPT_ROWS } from '../../clients/web/state/captions.js';
import { INITIAL_STATE, reduce } from '../../clients/web/state/reducer.js';
import { statusOf } from '../../clients/web/state/status.js';
import { speakerAtDesk } from '../../clients/web/state/desk-speaker.js';
import { readerOf, speakerOf } from '../../clients/web/state/speaker.js';
import { SHOWN_LINES, spokenAloud, timeline } from '../../clients/web/state/timeline.js';
import { caption, notice, ready, translation } from './support/messages.mjs';
import { forAll } from './support/random.mjs';

const LANGUAGES = ['en', 'pt'];

function receive(...messages) {
  return messages.reduce(
    (state, message) => reduce(state, { kind: 'message', message }),
    INITIAL_STATE,
  );
}

function phase(state, name, reason = null) {
  return reduce(state, { kind: 'connection', phase: name, reason });
}

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

// --- lines ---

test('a line has a cell for each language that there is something in', () => {
  const [line] = timeline(receive(caption(), translation()), LANGUAGES);
  assert.equal(line.said.lang, 'en');
  assert.deepEqual(
    line.cells.map(({ lang, origin, committed, tentative }) => [
      lang,
      origin,
      committed,
      tentative,
    ]),
    [
      ['en', 'spoken', 'Good', ' morning'],
      ['pt', 'translated', 'Bom', ' dia'],
    ],
  );
});

test('a translation alone is a line: readers are not sent what they do not read', () => {
  const [line] = timeline(receive(translation()), ['pt']);
  assert.equal(line.said, null);
  assert.equal(line.cells[0].committed, 'Bom');
});

test('a final caption without text means that nothing was said', () => {
  const state = receive(
    caption(),
    caption({ revision: 2, final: true, committed: '', tentative: '' }),
  );
  assert.deepEqual(timeline(state, LANGUAGES), []);
});

test('a translation of a text that was corrected since is outdated, until it is made again', () => {
  const corrected = caption({ revision: 3, final: true, corrected: true, tentative: '' });
  const old = translation({ revision: 2, source_revision: 2, final: true, tentative: '' });
  const outdated = (state) => timeline(state, LANGUAGES)[0].cells[1].outdated;
  assert.equal(outdated(receive(corrected, old)), true);
  const again = { ...old, revision: 3, source_revision: 3, corrected: true };
  assert.equal(outdated(receive(corrected, old, again)), false);
});

test('a gap is shown where it happened', () => {
  const state = receive(
    caption({ id: 'c1', final: true, seq: 1 }),
    notice({ seq: 2 }),
    caption({ id: 'c2', final: true, seq: 3 }),
    notice({ seq: 4, seconds: null }),
  );
  assert.deepEqual(
    timeline(state, LANGUAGES).map(({ kind, key, seconds }) => [kind, key, seconds]),
    [
      ['utterance', 'c1', undefined],
      ['gap', 'gap-2', 2.5],
      ['utterance', 'c2', undefined],
      ['gap', 'gap-4', null],
    ],
  );
});

test('a translation that failed is told in its place', () => {
  const state = receive(
    caption({ final: true, seq: 1, tentative: '' }),
    notice({ seq: 2, code: 'translation_failed', caption: 'c1', lang: 'pt' }),
  );
  const [line] = timeline(state, LANGUAGES);
  assert.deepEqual(
    line.cells.map(({ lang, failed }) => [lang, failed]),
    [
      ['en', false],
      ['pt', true],
    ],
  );
});

test('a translation that is taken back after a correction is told in its place', () => {
  const spoken = { final: true, tentative: '' };
  const state = receive(
    caption({ ...spoken, seq: 1 }),
    translation({ ...spoken, seq: 2, route: 'speech:en' }),
    caption({ ...spoken, seq: 3, revision: 2, committed: 'rewritten', corrected: true }),
    translation({ ...spoken, seq: 4, revision: 2, source_revision: 2, committed: '' }),
    notice({ seq: 5, code: 'translation_unavailable', caption: 'c1', lang: 'pt' }),
  );
  const [, cell] = timeline(state, LANGUAGES)[0].cells;
  assert.deepEqual([cell.committed, cell.failed, cell.outdated], ['', true, false]);
});

test('a recognition that failed is told, even without a word', () => {
  const state = receive(
    caption({ final: true, seq: 1, committed: '', tentative: '' }),
    notice({ seq: 2, code: 'recognition_failed', caption: 'c1' }),
  );
  assert.equal(timeline(state, ['en'])[0].cells[0].failed, true);
});

test('only finals that come while the page is there are read aloud; a correction is read again', () => {
  const state = receive(
    ready({ seq: 5 }),
    caption({ id: 'c1', final: true, seq: 4, committed: 'old', tentative: '' }),
    caption({ id: 'c2', final: true, seq: 6, committed: 'new', tentative: '' }),
    caption({ id: 'c3', committed: 'still open' }),
  );
  assert.deepEqual(spokenAloud(state, 'en'), [{ key: 'c2-6', text: 'new' }]);
  const corrected = caption({
    id: 'c2',
    revision: 2,
    final: true,
    seq: 7,
    committed: 'newer',
    tentative: '',
  });
  const after = reduce(state, { kind: 'message', message: corrected });
  assert.deepEqual(spokenAloud(after, 'en'), [{ key: 'c2-7', text: 'newer' }]);
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

// --- status ---

const listening = {
  type: 'participants',
  participants: [{ id: 's', role: 'staff', reads: [], speaks: 'en', listening: true }],
};
const quiet = { type: 'participants', participants: [] };
const open = (...messages) => phase(receive(ready(), ...messages), 'open');

const STATUSES = {
  connecting: phase(INITIAL_STATE, 'connecting'),
  reconnecting: phase(open(), 'waiting', 'lost'),
  offline: phase(open(), 'waiting', 'offline'),
  busy: phase(INITIAL_STATE, 'waiting', 'busy'),
  stopped: phase(open(), 'stopped', 'elsewhere'),
  audio_lost: reduce(phase(open(listening), 'waiting', 'lost'), { kind: 'audio_given_up' }),
  listening: open(listening),
  paused: open(quiet),
  thinking: open(quiet, caption()),
};
for (const [status, state] of Object.entries(STATUSES)) {
  test(`status: ${status}`, () => {
    assert.equal(statusOf(state), status);
  });
}

test('status: thinking, when the screen is far behind the voice', () => {
  assert.equal(
    statusOf(open(listening, { type: 'lag', participant: 's', seconds: 4 })),
    'thinking',
  );
});

test('status: busy, while the server has just said so', () => {
  const state = open(listening, { type: 'error', code: 'busy', message: '' });
  assert.equal(statusOf(state), 'busy');
  assert.equal(statusOf(reduce(state, { kind: 'error_put_away' })), 'listening');
});

test('audio is no longer lost when the line is back', () => {
  const state = reduce(STATUSES.audio_lost, {
    kind: 'message',
    message: ready({ recovered: true }),
  });
  assert.equal(statusOf(phase(state, 'open')), 'listening');
});

// --- speaker ---

const PHONE = { participant: 'c1', role: 'client' };
const DISPLAY = { participant: 'v1', role: 'viewer' };
const OWN = caption({ participant: 'c1', role: 'client', lang: 'pt' });
const OTHERS = caption({ participant: 'c2', role: 'client', lang: 'pt', final: true });

function whoSaid(self, lang, ...messages) {
  const state = receive(ready(self), ...messages);
  const [line] = timeline(state, [lang]);
  return speakerOf(line, readerOf(state, lang, ['en', 'pt']));
}

for (const [lang, message, onPhone, onDisplay] of [
  ['pt', caption({ lang: 'pt' }), 'client', 'you'],
  ['pt', translation({ lang: 'pt' }), 'staff', 'staff'],
  ['en', caption({ lang: 'en' }), 'staff', 'staff'],
  ['en', translation({ lang: 'en' }), 'client', 'client'],
  ['fi', translation({ lang: 'fi' }), null, null],
  ['pt', OWN, 'you', 'client'],
  ['pt', OTHERS, 'other', 'client'],
]) {
  test(`who spoke, for a reader of ${lang} who is sent a ${message.type} of ${message.participant}`, () => {
    assert.equal(whoSaid(PHONE, lang, message), onPhone);
    assert.equal(whoSaid(DISPLAY, lang, message), onDisplay);
  });
}

test('who spoke, for a reader of a third language, when it is final', () => {
  const final = caption({ lang: 'pt', final: true });
  assert.equal(whoSaid(PHONE, 'fi', final, translation({ lang: 'fi' })), 'client');
});

test('who spoke is not guessed while another phone may be speaking', () => {
  const other = { id: 'c2', role: 'client', reads: ['ru'], listening: true };
  const here = { type: 'participants', participants: [other] };
  assert.equal(whoSaid(PHONE, 'pt', here, translation({ lang: 'pt' })), null);
  assert.equal(whoSaid(PHONE, 'pt', here, translation({ lang: 'pt' }), OTHERS), 'other');
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

test('what was refused is put away by the next thing that is sent', () => {
  const refused = receive({ type: 'error', code: 'not_allowed', message: '' });
  assert.equal(reduce(refused, { kind: 'sent' }).error, null);
  assert.equal(reduce(INITIAL_STATE, { kind: 'sent' }), INITIAL_STATE);
});

test('a translation tells which way it came, and what was said came straight', () => {
  const state = receive(ready(), caption(), translation({ route: 'pivot:en' }));
  const [line] = timeline(state, LANGUAGES);
  assert.deepEqual(
    line.cells.map(({ route }) => route),
    ['direct', 'pivot:en'],
  );
});

for (const [what, changes, confidence] of [
  ['doubtful', { final: true, confidence: 0.49 }, 'unsure'],
  ['fair', { final: true, confidence: 0.5 }, 'fair'],
  ['sure', { final: true, confidence: 0.9 }, 'sure'],
  ['without a score', { final: true, confidence: null }, null],
  ['not final', { final: false, confidence: 0.1 }, null],
]) {
  test(`a translation that is ${what} is told as ${confidence}`, () => {
    const [line] = timeline(receive(ready(), translation(changes)), LANGUAGES);
    assert.equal(line.cells[0].confidence, confidence);
  });
}

const CARD = { source: 'travel card', target: 'passe' };

for (const [what, changes, expected] of [
  ['what a final one lacks', { final: true, terms_missing: [CARD] }, [CARD]],
  ['nothing of one that may change', { final: false, terms_missing: [CARD] }, []],
  ['nothing of one that lacks nothing', { final: true, terms_missing: null }, []],
]) {
  test(`of the terms of a translation a page tells ${what}`, () => {
    const [line] = timeline(receive(ready(), translation(changes)), LANGUAGES);
    assert.deepEqual(line.cells[0].termsMissing, expected);
  });
}

test('marks come with the final text', () => {
  const marks = [{ start: 0, end: 3, kind: 'negation' }];
  const before = receive(ready(), caption());
  assert.deepEqual(timeline(before, LANGUAGES)[0].cells[0].marks, []);
  const after = receive(ready(), caption({ final: true, marks }));
  assert.deepEqual(timeline(after, LANGUAGES)[0].cells[0].marks, marks);
});

test('who spoke, at the desk: at its microphone the language tells', () => {
  assert.equal(speakerAtDesk(caption({ lang: 'en' }), 'pt'), 'you');
  assert.equal(speakerAtDesk(caption({ lang: 'pt' }), 'pt'), 'client');
  assert.equal(speakerAtDesk(caption({ lang: 'pt', typed: true }), 'pt'), 'you');
  assert.equal(speakerAtDesk(caption({ lang: 'en', role: 'client' }), 'pt'), 'client');
});

// --- taken for the other language ---

const TAKEN = caption({ lang: 'en', final: true, revision: 3, seq: 1 });
const ENGLISH = translation({ lang: 'pt', final: true, revision: 2, source_revision: 3, seq: 2 });

test('a line that was flipped changes sides, and is outdated until it is translated', () => {
  const flipped = caption({ lang: 'pt', final: true, revision: 4, seq: 3, redone: true });
  const gone = translation({
    lang: 'pt',
    final: true,
    revision: 3,
    source_revision: 4,
    committed: '',
    tentative: '',
    redone: true,
  });
  const third = translation({ lang: 'fi', final: true, revision: 1, source_revision: 3, seq: 4 });
  const state = receive(ready(), TAKEN, ENGLISH, third, flipped, gone);
  const [{ cells, said }] = timeline(state, ['en', 'pt', 'fi']);
  assert.equal(said.lang, 'pt');
  const seen = cells.map(({ lang, origin, outdated, redone }) => [lang, origin, outdated, redone]);
  assert.deepEqual(seen, [
    ['pt', 'spoken', false, true],
    ['fi', 'translated', true, false],
  ]);
});

test('a line that is flipped while it is spoken keeps its place while it is empty', () => {
  const open = { lang: 'pt', committed: '', tentative: '', revision: 2, redone: true };
  const state = receive(ready(), caption({ lang: 'en' }), caption(open));
  assert.equal(timeline(state, ['en', 'pt']).length, 1);
});
