import assert from 'node:assert/strict';
import { test } from 'node:test';

import { reduce } from '../../clients/web/state/reducer.js';
import { spokenAloud, timeline } from '../../clients/web/state/timeline.js';
import { caption, notice, ready, translation } from './support/messages.mjs';
import { receive } from './support/states.mjs';

const LANGUAGES = ['en', 'pt'];

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

test('a corrected text has all that it said, and another one has nothing', () => {
  const version = { participant: 'staff', role: 'staff', at_s: 1.5, ai_generated: false };
  const history = ['Helo', 'Hello'].map((text) => ({ ...version, text }));
  const corrected = caption({ final: true, corrected: true, corrections: 1, history });
  const [{ cells }] = timeline(receive(ready(), corrected, translation()), LANGUAGES);
  assert.deepEqual(
    cells.map((cell) => [cell.history.map(({ text }) => text), cell.corrections]),
    [
      [['Helo', 'Hello'], 1],
      [[], 0],
    ],
  );
});
