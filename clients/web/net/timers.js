/**
 * The clock, as far as it is used; another one stands in for it in tests.
 *
 * In a hidden tab browsers let the timers of a page run once a second, and later once a minute. A
 * worker's go on, so that its beat runs what is overdue: a desk behind another window still notices
 * a dead line, and comes back.
 *
 * @typedef {object} Timers
 * @property {() => number} now milliseconds on a clock that only goes forward
 * @property {(ms: number, action: () => void) => () => void} after does it later; the result calls
 *   it off
 */

/** @type {Set<{dueMs: number, run: () => void}>} */
const waiting = new Set();
/** @type {Worker | null} until the first timer */
let heart = null;

function startHeart() {
  const worker = new Worker(new URL('./heartbeat.js', import.meta.url), { type: 'module' });
  worker.onmessage = () => {
    const nowMs = performance.now();
    for (const { dueMs, run } of [...waiting]) if (dueMs <= nowMs) run();
  };
  return worker;
}

/** @type {Timers} */
export const browserTimers = {
  now: () => performance.now(),
  after(ms, action) {
    heart ??= startHeart();
    const timer = setTimeout(() => entry.run(), ms);
    const callOff = () => {
      clearTimeout(timer);
      waiting.delete(entry);
    };
    const entry = {
      dueMs: performance.now() + ms,
      run: () => {
        callOff();
        action();
      },
    };
    waiting.add(entry);
    return callOff;
  },
};
