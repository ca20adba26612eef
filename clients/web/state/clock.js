/** Times as people read them. */

/**
 * @param {number} seconds
 * @returns {string} minutes and seconds
 */
export function clock(seconds) {
  const rest = String(Math.floor(seconds % 60)).padStart(2, '0');
  return `${Math.floor(seconds / 60)}:${rest}`;
}
