/**
 * The clock, as far as it is used; another one stands in for it in tests.
 *
 * @typedef {object} Timers
 * @property {() => number} now milliseconds on a clock that only goes forward
 * @property {(ms: number, action: () => void) => () => void} after does it later; the result calls
 *   it off
 */

/** @type {Timers} */
export const browserTimers = {
  now: () => performance.now(),
  after(ms, action) {
    const timer = setTimeout(action, ms);
    return () => clearTimeout(timer);
  },
};
