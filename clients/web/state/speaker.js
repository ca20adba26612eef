/** Who said a line, as far as one who reads one language is told. */

/** @typedef {import('./timeline.js').UtteranceLine} UtteranceLine */
/** @typedef {'you' | 'staff' | 'client'} Speaker */

/**
 * A reader is not sent what others speak before it is final, so the language that was spoken may
 * not be known yet; in a conversation of two languages a translation can only come from the other
 * one.
 *
 * @param {UtteranceLine} line
 * @param {string} lang that is read
 * @param {readonly string[]} pair languages of staff and client
 * @returns {Speaker | null} null: not known yet
 */
export function speakerOf({ cells, spokenIn }, lang, [staff, client]) {
  const isTranslated = cells.some((cell) => cell.lang === lang && cell.origin === 'translated');
  if (lang === client) return isTranslated ? 'staff' : 'you';
  if (lang === staff) return isTranslated ? 'client' : 'staff';
  if (spokenIn === staff) return 'staff';
  return spokenIn === client ? 'client' : null;
}
