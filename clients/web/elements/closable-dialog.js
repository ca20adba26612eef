/** A window over the page with a button that closes it. */

import { Dialog } from './dialog.js';
import { h } from './dom.js';

/**
 * @param {import('../i18n/i18n.js').I18n} i18n
 * @param {string} titleKey
 * @param {...Node} content
 * @returns {Dialog}
 */
export function createClosableDialog(i18n, titleKey, ...content) {
  const close = h('button', { class: 'button', type: 'button', click: () => dialog.close() });
  const buttons = h('div', { class: 'dialog-buttons' }, i18n.text(close, 'app.close'));
  const dialog = new Dialog(i18n, titleKey, ...content, buttons);
  return dialog;
}
