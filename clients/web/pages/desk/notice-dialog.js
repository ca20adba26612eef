/**
 * Before a microphone opens, the client is told that a computer translates: as large as the screen,
 * which can be turned to them. Loaded when nobody has told them yet.
 */

import { Dialog } from '../../elements/dialog.js';
import { h } from '../../elements/dom.js';
import { CLIENT_LANGUAGES, clientLanguage } from '../../i18n/client-languages.js';
import { loadClientStrings } from '../../i18n/client-strings.js';
import { noticeKey } from '../../state/notice.js';

/** @typedef {import('../../i18n/i18n.js').I18n} I18n */
/** @typedef {import('./desk-call.js').DeskCall} DeskCall */

/**
 * @param {I18n} i18n
 * @param {DeskCall} call
 * @param {object} desk
 * @param {string} desk.client language of the client
 * @param {number} desk.retentionH
 * @param {() => void} desk.onTold staff have told the client, and go on
 * @param {() => void} desk.onDisplay
 * @param {() => void} desk.onInvite
 * @returns {Promise<Dialog>}
 */
export async function createNoticeDialog(i18n, call, desk) {
  const lang = clientLanguage(desk.client);
  const words = await loadClientStrings(lang);
  /**
   * @param {string} text
   * @param {string} kind
   * @param {() => void} click
   */
  const forClient = (text, kind, click) =>
    h('button', { class: `button button-large ${kind}`, type: 'button', click }, text);
  /**
   * @param {string} key
   * @param {() => void} click
   */
  const forStaff = (key, click) =>
    i18n.text(h('button', { class: 'button', type: 'button', click }), key);

  const dialog = new Dialog(
    i18n,
    'notice.title',
    i18n.text(h('p', {}), 'notice.lead'),
    h(
      'div',
      { class: 'notice-staff' },
      forStaff('notice.told', () => {
        call.consent();
        dialog.close();
        desk.onTold();
      }),
      forStaff('desk.display', desk.onDisplay),
      forStaff('desk.invite', desk.onInvite),
      forStaff('notice.later', () => dialog.close()),
    ),
    h(
      'div',
      { class: 'opening', lang, dir: CLIENT_LANGUAGES[lang].dir },
      h('p', { class: 'opening-words' }, words[noticeKey(desk.retentionH)]),
      h('p', {}, words[`notice.retention.${desk.retentionH}`]),
      h(
        'div',
        { class: 'notice-client' },
        forClient(words['notice.accept'], 'button-primary', () => {
          call.consent();
          dialog.close();
        }),
        forClient(words['interpreter.button'], '', () => {
          call.interpreter('wanted');
          dialog.close();
        }),
      ),
    ),
  );
  dialog.element.classList.add('notice-window');
  call.store.subscribe(() => {
    if (call.isInformed && dialog.element.open) dialog.close();
  });
  return dialog;
}
