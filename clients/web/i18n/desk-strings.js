/** The interface of the desk speaks these languages, each complete. Only the one that is read is loaded. */

/** @typedef {import('./i18n.js').Table} Table */

/** By their endonyms. */
export const DESK_LANGUAGES = { fi: 'suomi', sv: 'svenska', en: 'English' };

/** @type {Readonly<Record<string, () => Promise<Table>>>} */
const LOADERS = {
  fi: async () => (await import('./fi.js')).fi,
  sv: async () => (await import('./sv.js')).sv,
  en: async () => (await import('./en.js')).en,
};

/**
 * @param {string} lang one of DESK_LANGUAGES
 * @returns {Promise<Table>}
 */
export function loadDeskStrings(lang) {
  return LOADERS[lang]();
}
