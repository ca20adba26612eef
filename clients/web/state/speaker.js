/** Who said a line, as far as one who reads one language is told. */

/** @typedef {import('./reducer.js').State} State */
/** @typedef {import('./timeline.js').UtteranceLine} UtteranceLine */
/** @typedef {'you' | 'staff' | 'client' | 'other'} Speaker */

/**
 * @typedef {object} Reader
 * @property {string} lang that is read
 * @property {readonly string[]} pair languages of staff and client
 * @property {string | null} participant null before the first ready
 * @property {boolean} isPhone
 * @property {boolean} othersSpeak whether another phone has its microphone open
 */

/**
 * @param {State} state
 * @param {string} lang that is read
 * @param {readonly string[]} pair
 * @returns {Reader}
 */
export function readerOf({ self, participants }, lang, pair) {
  const participant = self?.participant ?? null;
  const othersSpeak = participants.some(
    ({ id, role, listening }) => role === 'client' && id !== participant && listening,
  );
  return { lang, pair, participant, isPhone: self?.role === 'client', othersSpeak };
}

/**
 * Phones have lines of their own. Both sides may speak into the desk's microphone: there the
 * language tells.
 *
 * @param {UtteranceLine} line
 * @param {Reader} reader
 * @returns {Speaker | null} null: not known yet
 */
export function speakerOf({ said }, reader) {
  const [staff, client] = reader.pair;
  if (said === null) return speakerOfTranslation(reader);
  if (said.participant === reader.participant) return 'you';
  if (said.role === 'client') return reader.isPhone ? 'other' : 'client';
  if (said.lang === client) return reader.isPhone ? 'client' : 'you';
  return 'staff';
}

/**
 * A reader is not sent what others speak before it is final; in a conversation of two languages a
 * translation can only come from the other one.
 *
 * @param {Reader} reader
 * @returns {Speaker | null}
 */
function speakerOfTranslation({ lang, pair: [staff, client], othersSpeak }) {
  if (othersSpeak) return null;
  if (lang === client) return 'staff';
  return lang === staff ? 'client' : null;
}
