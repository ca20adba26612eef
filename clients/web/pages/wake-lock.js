/**
 * Keeps the screen on while there is something to read. The browser lets go whenever the page is
 * hidden, so it is asked again.
 */

/** @returns {() => void} lets the screen sleep again */
export function keepScreenOn() {
  // Absent on a page without https: then the screen sleeps as the device likes, and nothing can be
  // done about it here.
  if (!('wakeLock' in navigator)) return () => {};
  /** @type {WakeLockSentinel | null} */
  let lock = null;
  const stop = new AbortController();

  const acquire = async () => {
    if (document.visibilityState !== 'visible') return;
    try {
      lock = await navigator.wakeLock.request('screen');
      if (stop.signal.aborted) await lock.release();
    } catch (error) {
      // Refused when the battery is low, or the page has been hidden meanwhile.
      if (!(error instanceof DOMException && error.name === 'NotAllowedError')) throw error;
    }
  };

  document.addEventListener('visibilitychange', acquire, { signal: stop.signal });
  void acquire();
  return () => {
    stop.abort();
    void lock?.release();
  };
}
