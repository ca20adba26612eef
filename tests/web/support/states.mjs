/** States of a page, by the messages that have come. */

import { INITIAL_STATE, reduce } from '../../../clients/web/state/reducer.js';

export function receive(...messages) {
  return messages.reduce(
    (state, message) => reduce(state, { kind: 'message', message }),
    INITIAL_STATE,
  );
}

export function phase(state, name, reason = null) {
  return reduce(state, { kind: 'connection', phase: name, reason });
}
