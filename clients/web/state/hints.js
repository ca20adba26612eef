/** What staff could say in a simpler way: long turns, and words that seldom survive a translation. */

import { isToReadBack } from './marked.js';

/** @typedef {import('../wire/messages.js').Mark} Mark */
/** @typedef {{key: 'hint.long'} | {key: 'hint.numbers'} | {key: 'hint.idiom', words: string}} Hint */

/** Short sentences are translated better; docs/guide tells staff so. */
export const LONG_TURN_WORDS = 25;
/** So many commas and conjunctions make one sentence of several. */
export const LONG_SENTENCE_CLAUSES = 4;

const WORD = /\p{L}[\p{L}\p{M}'’-]*|\p{N}+/gu;
const SENTENCE_END = /[.!?]+(?:\s|$)/u;
const CLAUSE_END = /[,;:–—]\s/gu;

/**
 * The one thing that helps most: an idiom misleads, a long turn loses parts, a number must be right.
 *
 * @param {string} text of an own final turn
 * @param {readonly Mark[]} marks of that text
 * @param {readonly string[]} idioms of its language; a word that ends in * may go on
 * @returns {Hint | null}
 */
export function hintOf(text, marks, idioms) {
  const words = idiomIn(text, idioms);
  if (words !== null) return { key: 'hint.idiom', words };
  if (isLong(text)) return { key: 'hint.long' };
  return isToReadBack(marks) ? { key: 'hint.numbers' } : null;
}

/**
 * @param {string} text
 * @returns {boolean}
 */
export function isLong(text) {
  if ((text.match(WORD) ?? []).length > LONG_TURN_WORDS) return true;
  return text
    .split(SENTENCE_END)
    .some((sentence) => (sentence.match(CLAUSE_END) ?? []).length >= LONG_SENTENCE_CLAUSES);
}

/**
 * @param {string} text
 * @param {readonly string[]} idioms
 * @returns {string | null} the words as they stand in the text
 */
export function idiomIn(text, idioms) {
  for (const idiom of idioms) {
    const found = patternOf(idiom).exec(text);
    if (found !== null) return found[0];
  }
  return null;
}

/** @type {Map<string, RegExp>} */
const patterns = new Map();

/** @param {string} idiom */
function patternOf(idiom) {
  const known = patterns.get(idiom);
  if (known !== undefined) return known;
  const words = idiom.replace(/[.?+^$[\](){}|\\]/g, '\\$&').replaceAll('*', "[\\p{L}'’]*");
  const pattern = new RegExp(`(?<![\\p{L}])${words.replaceAll(' ', '\\s+')}(?![\\p{L}])`, 'iu');
  patterns.set(idiom, pattern);
  return pattern;
}
