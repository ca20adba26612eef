/** What the client reads on the display and on the phone, in the client's own language. */

import { loadJson } from '../net/load-json.js';

/** @typedef {import('./i18n.js').Table} Table */

/**
 * @param {string} lang one of CLIENT_LANGUAGES
 * @returns {Promise<Table>}
 * @throws {import('../net/api.js').ApiError} `unreachable`
 */
export async function loadClientStrings(lang) {
  const { strings } = await loadJson(new URL(`./client/${lang}.json`, import.meta.url));
  return strings;
}
