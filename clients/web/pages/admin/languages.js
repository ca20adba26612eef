/** The languages that texts may be written in, by their endonyms. */

import { CLIENT_LANGUAGES } from '../../i18n/client-languages.js';

/** @typedef {import('../../elements/language-texts.js').Named} Named */

/** Of a term that stays as it is in all of them. */
export const ANY_LANGUAGE = 'mul';

/** @type {readonly Named[]} */
export const LANGUAGES = Object.entries(CLIENT_LANGUAGES).map(([code, name]) => ({ code, ...name }));

/**
 * @param {string} code
 * @returns {Named} a language that nobody has named here by its code
 */
export function named(code) {
  return LANGUAGES.find((one) => one.code === code) ?? { code, endonym: code, dir: 'auto' };
}
