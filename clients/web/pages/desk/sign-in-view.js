/** Shown to one who is not signed in: how to get one. */

import { h } from '../../elements/dom.js';

/**
 * @param {import('../../i18n/i18n.js').I18n} i18n
 * @param {boolean} wasRefused the link that was opened is not valid
 * @returns {HTMLElement}
 */
export function createSignInView(i18n, wasRefused) {
  return h(
    'section',
    { class: 'sheet' },
    i18n.text(h('h1'), 'signin.title'),
    wasRefused && i18n.text(h('p', { class: 'warning', role: 'alert' }), 'signin.bad'),
    i18n.text(h('p', { class: 'lead' }), 'signin.body'),
    i18n.text(h('p', { class: 'soft' }), 'signin.example'),
    h('p', {}, h('code', { dir: 'ltr' }, `${location.origin}/desk#key=…`)),
  );
}
