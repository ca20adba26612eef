/** Which lines can still be taken for the other language of the conversation. */

import { inOrder } from './captions.js';

/** The service keeps so much of the newest speech of each track, and refuses after that. */
export const KEPT_S = 30;

/**
 * @param {import('./captions.js').Rows} rows
 * @returns {Set<string>} ids of what was spoken just now
 */
export function flippable(rows) {
  /** @type {Map<string, number>} seconds of final speech, by participant */
  const kept = new Map();
  const ids = new Set();
  for (const { id, source } of inOrder(rows).reverse()) {
    if (source === null || source.typed) continue;
    const seconds = source.final ? (source.end_s ?? 0) - (source.start_s ?? 0) : 0;
    const sum = (kept.get(source.participant) ?? 0) + seconds;
    kept.set(source.participant, sum);
    if (sum <= KEPT_S) ids.add(id);
  }
  return ids;
}
