/** Which ready phrases staff see while they look for one. Pure. */

import { textIn } from './captions.js';

/** @typedef {{id: string, texts: Readonly<Record<string, string>>}} Phrase texts by language: one at least, English first where it is there */
/** @typedef {{id: string, title: string, phrases: readonly Phrase[]}} PhraseGroup title: empty where it comes along, by whose id the page has a name for it */
/** @typedef {{lang: string, text: string}} Wording */
/** @typedef {import('./reducer.js').State} State */

/** Of every desk: what a client is told before anything else. */
export const OPENING_PHRASE = 'opening.words';

const CARD = /^card\.([a-z_]+)$/;

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
 * @returns {Wording} what people wrote in that language, or else in the first one
 */
export function wordingFor({ texts }, lang) {
  const written = Object.hasOwn(texts, lang) ? lang : Object.keys(texts)[0];
  return { lang: written, text: texts[written] };
}

/**
 * @param {readonly PhraseGroup[]} groups
 * @param {string} words every one of them is in the phrase, in one of the languages or where it has
 *   none of them in its first one; marks on letters and their case do not matter
 * @param {readonly string[]} languages
 * @returns {PhraseGroup[]} those that are left, without empty groups
 */
export function search(groups, words, languages) {
  const wanted = fold(words).split(/\s+/);
  const isMeant = (/** @type {Phrase} */ phrase) =>
    languages.some((lang) => {
      const text = fold(wordingFor(phrase, lang).text);
      return wanted.every((word) => text.includes(word));
    });
  return groups
    .map((group) => ({ ...group, phrases: group.phrases.filter(isMeant) }))
    .filter(({ phrases }) => phrases.length > 0);
}

/** @param {string} text */
function fold(text) {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
}

/**
 * @param {State} state
 * @param {State} before
 * @param {string} lang
 * @returns {string[]} ready phrases that have come, in the words of a language
 */
export function phrasesSince(state, before, lang) {
  return [...state.rows].flatMap(([id, row]) => {
    const words = textIn(row, lang);
    const isNew = words?.final && !textIn(before.rows.get(id), lang)?.final;
    if (!isNew || words.phrase === null || (words.seq ?? 0) <= state.shownBefore) return [];
    return [words.committed];
  });
}
