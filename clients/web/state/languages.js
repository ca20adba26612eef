/** What can be spoken with whom. */

/** @typedef {import('../net/api.js').Language} Language */

/**
 * @param {Language} a
 * @param {Language} b
 * @returns {boolean} whether a conversation of the two can be translated in at least one direction
 */
export function isPair(a, b) {
  return a.code !== b.code && (a.targets.includes(b.code) || b.targets.includes(a.code));
}

/**
 * The pair to begin with: what was chosen last, if it still works, else the first that works,
 * beginning with the language of the page.
 *
 * @param {readonly Language[]} languages
 * @param {readonly string[] | null} last
 * @param {string} preferred
 * @returns {[string, string] | null} staff, client
 */
export function firstPair(languages, last, preferred) {
  const own = [last?.[0], preferred, ...languages.map(({ code }) => code)];
  for (const code of own) {
    const staff = languages.find((language) => language.code === code);
    if (staff === undefined) continue;
    const others = languages.filter((other) => isPair(staff, other));
    const client = others.find((other) => other.code === last?.[1]) ?? others[0];
    if (client !== undefined) return [staff.code, client.code];
  }
  return null;
}

/**
 * @param {readonly Language[]} languages
 * @param {string} code
 * @returns {Language} also for a language that the service has no name for
 */
export function languageOf(languages, code) {
  return (
    languages.find((language) => language.code === code) ?? {
      code,
      name: code,
      endonym: code,
      dir: 'auto',
      speakable: false,
      targets: [],
      routes: {},
      quality: {},
    }
  );
}
