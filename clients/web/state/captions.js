/**
 * The rows of a conversation: each utterance with its translations.
 *
 * Messages may come in any order, twice, or after newer ones; what is kept depends only on which
 * have come: of one caption, and of one translation of it, the highest revision holds.
 */

/** @typedef {import('../wire/messages.js').Caption} Caption */
/** @typedef {import('../wire/messages.js').Translation} Translation */

/**
 * @typedef {object} Row
 * @property {string} id
 * @property {Caption | null} source null while only a translation has come: readers are not sent
 *   what they do not read
 * @property {Readonly<Record<string, Translation>>} translations by language
 */
/** @typedef {ReadonlyMap<string, Row>} Rows */

/**
 * @param {Row | undefined} row
 * @param {string} lang
 * @returns {Caption | Translation | undefined} what was said, in a language
 */
export function textIn(row, lang) {
  return row?.source?.lang === lang ? row.source : row?.translations[lang];
}

/** More than a page shows; older ones are forgotten. */
export const KEPT_ROWS = 300;

/**
 * Captions are numbered as they open: "c2" comes before "c10".
 *
 * @param {string} a
 * @param {string} b
 */
export function compareIds(a, b) {
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : Number(a > b);
}

/**
 * @param {Rows} rows
 * @param {Caption} caption
 * @returns {Rows}
 */
export function withCaption(rows, caption) {
  const row = rows.get(caption.id) ?? emptyRow(caption.id);
  if (row.source !== null && row.source.revision >= caption.revision) return rows;
  return withRow(rows, { ...row, source: caption });
}

/**
 * @param {Rows} rows
 * @param {Translation} translation
 * @returns {Rows}
 */
export function withTranslation(rows, translation) {
  const row = rows.get(translation.caption) ?? emptyRow(translation.caption);
  const known = row.translations[translation.lang];
  if (known !== undefined && known.revision >= translation.revision) return rows;
  return withRow(rows, {
    ...row,
    translations: { ...row.translations, [translation.lang]: translation },
  });
}

/**
 * @param {Rows} rows
 * @returns {Row[]} in the order in which they were begun
 */
export function inOrder(rows) {
  return [...rows.values()].sort((a, b) => compareIds(a.id, b.id));
}

/**
 * @param {string} id
 * @returns {Row}
 */
function emptyRow(id) {
  return { id, source: null, translations: {} };
}

/**
 * @param {Rows} rows
 * @param {Row} row
 * @returns {Rows}
 */
function withRow(rows, row) {
  const next = new Map(rows).set(row.id, row);
  if (next.size > KEPT_ROWS) {
    const [oldest] = inOrder(next);
    next.delete(oldest.id);
  }
  return next;
}
