/** Which ready phrases staff see while they look for one. Pure. */

/** @typedef {{id: string, texts: Readonly<Record<string, string>>}} Phrase texts by language */
/** @typedef {{id: string, phrases: readonly Phrase[]}} PhraseGroup */
/** @typedef {{lang: string, text: string}} Wording */

/** Of every desk: what a client is told before anything else. */
export const OPENING_PHRASE = 'opening.words';

const CARD = /^card\.([a-z_]+)$/;
/** What every phrase is written in. */
const FALLBACK = 'en';

/**
 * @param {string | null} phrase its id
 * @returns {string | null} the name of its picture; null where it is no card
 */
export function pictureOf(phrase) {
  return CARD.exec(phrase ?? '')?.[1] ?? null;
}

/**
 * @param {Phrase} phrase
 * @param {string} lang
 * @returns {Wording} what people wrote in that language, or else in English
 */
export function wordingFor({ texts }, lang) {
  const written = Object.hasOwn(texts, lang) ? lang : FALLBACK;
  return { lang: written, text: texts[written] };
}

/**
 * @param {readonly PhraseGroup[]} groups
 * @param {string} words every one of them is in the phrase, in one of the languages; marks on
 *   letters and their case do not matter
 * @param {readonly string[]} languages
 * @returns {PhraseGroup[]} those that are left, without empty groups
 */
export function search(groups, words, languages) {
  const wanted = fold(words).split(/\s+/);
  const isMeant = (/** @type {Phrase} */ { texts }) =>
    languages.some((lang) => {
      const text = fold(texts[lang] ?? '');
      return wanted.every((word) => text.includes(word));
    });
  return groups
    .map(({ id, phrases }) => ({ id, phrases: phrases.filter(isMeant) }))
    .filter(({ phrases }) => phrases.length > 0);
}

/** @param {string} text */
function fold(text) {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
}
