/** What among the entries of a glossary contradicts itself: the first ones, and how many there are. */

import { explainConflict } from '../../elements/conflict.js';
import { h } from '../../elements/dom.js';

const SHOWN = 50;

/**
 * @param {import('../../i18n/i18n.js').I18n} i18n
 * @param {readonly import('../../net/glossary-api.js').Conflict[]} conflicts
 * @returns {HTMLElement}
 */
export function createConflictList(i18n, conflicts) {
  const hidden = conflicts.length - SHOWN;
  return h(
    'div',
    { class: 'conflicts' },
    ...conflicts.slice(0, SHOWN).map((conflict) => explainConflict(i18n, conflict)),
    hidden > 0 && i18n.text(h('p', { class: 'soft' }), 'admin.conflicts.more', { count: hidden }),
  );
}
