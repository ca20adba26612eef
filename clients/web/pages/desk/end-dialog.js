/** The last question before everything is forgotten, in a window of its own. */

import { Dialog } from '../../elements/dialog.js';
import { h } from '../../elements/dom.js';

/**
 * @param {import('../../i18n/i18n.js').I18n} i18n
 * @param {boolean} isKept the text can be had for a while after the end
 * @param {() => Promise<void>} onEnd
 * @returns {Dialog}
 */
export function createEndDialog(i18n, isKept, onEnd) {
  const confirm = h('button', {
    class: 'button button-danger',
    type: 'button',
    click: () => onEnd().then(() => dialog.close()),
  });
  const back = h('button', {
    class: 'button',
    type: 'button',
    autofocus: true,
    click: () => dialog.close(),
  });
  const dialog = new Dialog(
    i18n,
    'end.title',
    i18n.text(h('p', { class: 'lead' }), isKept ? 'end.kept' : 'end.body'),
    h(
      'div',
      { class: 'dialog-buttons' },
      i18n.text(back, 'end.back'),
      i18n.text(confirm, 'end.confirm'),
    ),
  );
  return dialog;
}
