/** Which way a translation came, from its label on the wire to the words of a page. */

/** @typedef {{key: string, languages: readonly string[]}} RouteWords */

const PIVOT = /^pivot:(.+)$/;
const SPEECH = /^speech:([a-z]+)(\+text)?$/;

/**
 * @param {string} label such as `direct`, `pivot:en`, `speech:en`, `speech:en+text`
 * @returns {RouteWords | null} key of the text, and the languages between; null for the straight way,
 *   of which nothing needs to be said
 */
export function routeWords(label) {
  if (label === 'direct') return null;
  const pivot = PIVOT.exec(label);
  if (pivot !== null) return { key: 'route.pivot', languages: pivot[1].split('+') };
  const speech = SPEECH.exec(label);
  if (speech === null) return { key: 'route.other', languages: [] }; // of a newer server
  return speech[2] === undefined
    ? { key: 'route.speech', languages: [] }
    : { key: 'route.speech.pivot', languages: [speech[1]] };
}

/**
 * @param {readonly string[]} codes
 * @returns {(lang: string) => string} their names in a language
 */
export function namesOf(codes) {
  return (lang) => {
    const names = new Intl.DisplayNames([lang], { type: 'language' });
    return codes.map((code) => names.of(code) ?? code).join(' + ');
  };
}
