/** A window with the client's copy, over the captions. Loaded when it is asked for. */

import { CopyApi } from '../net/copy-api.js';
import { CopyPanel } from './copy-panel.js';
import { Dialog } from './dialog.js';
import { h } from './dom.js';

/**
 * @param {import('../i18n/i18n.js').I18n} i18n
 * @param {string} reader token of a phone that takes part
 */
export function openCopyDialog(i18n, reader) {
  const api = new CopyApi();
  const close = i18n.text(
    h('button', { class: 'button', type: 'button', click: () => dialog.close() }),
    'card.close',
  );
  const dialog = new Dialog(
    i18n,
    'export.title',
    new CopyPanel(i18n, (format) => api.copy({ reader }, format)).element,
    h('div', { class: 'dialog-buttons' }, close),
  );
  dialog.onClose(() => dialog.element.remove());
  document.body.append(dialog.element);
  dialog.open();
}
