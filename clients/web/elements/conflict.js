/** Why two terms contradict each other, in a sentence. */

import { h } from './dom.js';

/** @typedef {import('../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../net/staff-api.js').Conflict} Conflict */

/**
 * @param {I18n} i18n
 * @param {Conflict} conflict
 * @returns {HTMLElement}
 */
export function explainConflict(i18n, { code, terms: [first, second], targets }) {
  const [wanted, other] = targets ?? ['', ''];
  return i18n.text(h('p'), `terms.conflict.${code}`, { first, second, wanted, other });
}
