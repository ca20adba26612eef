/** Who said a line, as far as the desk is told. */

/**
 * Both sides may speak into the desk's microphone: there the language tells. Who types there is
 * staff, whatever the language.
 *
 * @param {import('./timeline.js').Said} said
 * @param {string} client language of the client
 * @returns {'you' | 'client'}
 */
export function speakerAtDesk({ role, lang, typed }, client) {
  return role === 'client' || (lang === client && !typed) ? 'client' : 'you';
}
