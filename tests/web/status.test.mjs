import assert from 'node:assert/strict';
import { test } from 'node:test';

import { INITIAL_STATE, reduce } from '../../clients/web/state/reducer.js';
import { statusOf } from '../../clients/web/state/status.js';
import { caption, ready } from './support/messages.mjs';
import { phase, receive } from './support/states.mjs';

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
