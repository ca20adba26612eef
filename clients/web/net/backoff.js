/**
 * How long to wait before coming back: full jitter, so that many clients of one server do not come
 * back at once.
 */

export const MIN_DELAY_MS = 500;
export const MAX_DELAY_MS = 15_000;

/**
 * @param {number} attempt 0 for the first return after a loss
 * @param {() => number} random 0 to 1
 * @returns {number} milliseconds
 */
export function backoffMs(attempt, random) {
  const ceiling = Math.min(MAX_DELAY_MS, MIN_DELAY_MS * 2 ** (attempt + 1));
  return MIN_DELAY_MS + random() * (ceiling - MIN_DELAY_MS);
}
