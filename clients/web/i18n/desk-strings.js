/** The interface of the desk speaks these languages, each complete. Only the one that is read is loaded. */

import { loadJson } from '../net/load-json.js';

/** @typedef {import('./i18n.js').Table} Table */

/** By their endonyms. */
export const DESK_LANGUAGES = { fi: 'suomi', sv: 'svenska', en: 'English' };

/**
 * @param {string} lang one of DESK_LANGUAGES
 * @returns {Promise<Table>}
 * @throws {import('../net/api.js').ApiError} `unreachable`
 */
export async function loadDeskStrings(lang) {
  const { strings } = await loadJson(new URL(`./desk/${lang}.json`, import.meta.url));
  return strings;
}
