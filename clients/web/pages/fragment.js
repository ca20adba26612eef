/**
 * Secrets come in the fragment of a link, which no server and no log sees, and leave the address
 * bar at once.
 */

/**
 * @param {string} name
 * @returns {string | null}
 */
export function takeFromFragment(name) {
  const value = new URLSearchParams(location.hash.slice(1)).get(name);
  if (location.hash !== '') history.replaceState(null, '', location.pathname);
  return value;
}

/**
 * A link that is opened in a page that is already there changes only the fragment: begin anew with
 * it.
 */
export function restartOnNewFragment() {
  addEventListener('hashchange', () => location.reload());
}
