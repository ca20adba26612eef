/** The page of administrators speaks the languages of the desk. Only the one that is read is loaded. */

/** @typedef {import('./i18n.js').Table} Table */

/** @type {Readonly<Record<string, () => Promise<Table>>>} */
const LOADERS = {
  fi: async () => (await import('./admin/fi.js')).fi,
  sv: async () => (await import('./admin/sv.js')).sv,
  en: async () => (await import('./admin/en.js')).en,
};

/**
 * @param {string} lang one of DESK_LANGUAGES
 * @returns {Promise<Table>}
 */
export function loadAdminStrings(lang) {
  return LOADERS[lang]();
}
