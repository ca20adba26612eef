import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

import { noticeKey } from '../../clients/web/state/notice.js';

const FOLDER = new URL('../../clients/web/i18n/client/', import.meta.url);

test('nobody is told that nothing is recorded where the text is kept for a while', () => {
  assert.deepEqual([0, 1, 24].map(noticeKey), ['notice.text', 'notice.kept', 'notice.kept']);
});

for (const name of readdirSync(FOLDER)) {
  test(`${name}: what is said of keeping differs, and the rest is the same`, () => {
    const { strings } = JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8'));
    const [text, kept] = [strings['notice.text'], strings['notice.kept']];
    assert.notEqual(kept, text);
    assert.equal(kept.slice(0, 8), text.slice(0, 8));
    assert.equal(kept.slice(-8), text.slice(-8));
  });
}
