/** What groups of phrases are called: those that come along by the page, own ones by administrators. */

import { h } from '../../elements/dom.js';

/**
 * @template {HTMLElement} E
 * @param {import('../../i18n/i18n.js').I18n} i18n
 * @param {E} element
 * @param {{id: string, title: string}} group
 * @returns {E}
 */
export function nameGroup(i18n, element, { id, title }) {
  if (title === '') return i18n.text(element, `phrases.group.${id}`);
  element.append(h('bdi', {}, title));
  return element;
}
