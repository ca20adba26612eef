/** The page of administrators speaks the languages of the desk. Only the one that is read is loaded. */

import { loadJson } from '../net/load-json.js';

/** @typedef {import('./i18n.js').Table} Table */

/**
 * @param {string} lang one of DESK_LANGUAGES
 * @returns {Promise<Table>}
 * @throws {import('../net/api.js').ApiError} `unreachable`
 */
export async function loadAdminStrings(lang) {
  const { strings } = await loadJson(new URL(`./admin/${lang}.json`, import.meta.url));
  return strings;
}
