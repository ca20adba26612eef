/** What can be spoken with whom. */

/** @typedef {import('../net/api.js').Language} Language */

/** What a microphone speaks that hears both languages of the conversation. */
export const PAIR = 'pair';

/**
 * @param {Language} a
 * @param {Language} b
 * @returns {boolean} whether a conversation of the two can be translated in at least one direction
 */
export function isPair(a, b) {
  return a.code !== b.code && (a.targets.includes(b.code) || b.targets.includes(a.code));
}

/**
 * @param {Language} a
 * @param {Language} b
 * @returns {boolean} whether in one direction at least what is typed is translated, too
 */
function isPairOfTexts(a, b) {
  return isPair(a, b) && [a.routes[b.code], b.routes[a.code]].some(isOfTexts);
}

/**
 * @param {readonly Language[]} languages
 * @param {Language} staff
 * @param {string} wanted
 * @returns {Language | undefined} the client's language that is wanted, if the two are a pair
 */
export function clientOf(languages, staff, wanted) {
  const others = languages.filter((other) => isPair(staff, other));
  return (
    others.find(({ code }) => code === wanted) ??
    others.find((other) => isPairOfTexts(staff, other)) ??
    others[0]
  );
}

/** @param {string | undefined} route */
function isOfTexts(route) {
  return route !== undefined && !route.startsWith('speech:');
}

/**
 * The pair to begin with: what was chosen last, if it still works, else the first that works,
 * beginning with the language of the page. Where only speech is translated is the last to be
 * taken: a recognizer knows a hundred languages, and most of them badly.
 *
 * @param {readonly Language[]} languages
 * @param {readonly string[] | null} last
 * @param {string} preferred
 * @returns {[string, string] | null} staff, client
 */
export function firstPair(languages, last, preferred) {
  const [staff, client] = (last ?? []).map((code) => languageOf(languages, code));
  if (staff !== undefined && isPair(staff, client)) return [staff.code, client.code];
  const own = [last?.[0], preferred, ...languages.map(({ code }) => code)];
  return firstOf(isPairOfTexts, languages, own) ?? firstOf(isPair, languages, own);
}

/**
 * @param {(staff: Language, client: Language) => boolean} works
 * @param {readonly Language[]} languages
 * @param {readonly (string | undefined)[]} own languages of the staff, the best first
 * @returns {[string, string] | null}
 */
function firstOf(works, languages, own) {
  for (const code of own) {
    const staff = languages.find((language) => language.code === code);
    const client = staff && languages.find((other) => works(staff, other));
    if (staff && client) return [staff.code, client.code];
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

/**
 * What an open microphone hears at first: both, where both can be understood, as people sit at one
 * desk.
 *
 * @param {readonly Language[]} pair
 * @param {string | undefined} remembered
 * @returns {string} code, or `PAIR`
 */
export function spokenFirst(pair, remembered) {
  const speakable = pair.filter((language) => language.speakable);
  const choices = speakable.map(({ code }) => code);
  if (speakable.length === pair.length) choices.unshift(PAIR);
  if (remembered !== undefined && choices.includes(remembered)) return remembered;
  return choices[0] ?? pair[0].code;
}
