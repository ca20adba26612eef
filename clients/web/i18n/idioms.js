/** Idioms and jargon of the languages that staff speak: what seldom survives a translation. */

import { loadJson } from '../net/load-json.js';

const LANGUAGES = ['en', 'fi', 'sv', 'pt'];

/**
 * @param {string} lang
 * @returns {Promise<readonly string[]>} none where nobody has written any down
 * @throws {import('../net/api.js').ApiError} `unreachable`
 */
export async function loadIdioms(lang) {
  if (!LANGUAGES.includes(lang)) return [];
  const { idioms } = await loadJson(new URL(`./idioms/${lang}.json`, import.meta.url));
  return idioms;
}
