/**
 * Tells a connection what the browser knows of the network: comes back at once when there is one,
 * or when the page is seen.
 */

/** @typedef {import('./connection.js').Connection} Connection */

/**
 * @param {Connection} connection
 * @returns {() => void} stops it
 */
export function followNetwork(connection) {
  const stop = new AbortController();
  const { signal } = stop;
  addEventListener('online', () => connection.goOnline(), { signal });
  addEventListener('offline', () => connection.goOffline(), { signal });
  document.addEventListener(
    'visibilitychange',
    () => document.visibilityState === 'visible' && connection.retryNow(),
    { signal },
  );
  return () => stop.abort();
}
