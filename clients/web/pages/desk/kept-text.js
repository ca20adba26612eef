/** The exports after the end, where the desk keeps the text. Loaded when it does. */

import { h } from '../../elements/dom.js';
import { ExportPanel } from '../../elements/export-panel.js';
import { NoticeBar, noticeOfError } from '../../elements/notice-bar.js';
import { ApiError } from '../../net/api.js';

/**
 * @param {import('../../i18n/i18n.js').I18n} i18n
 * @param {import('../../net/staff-api.js').StaffApi} api
 * @param {string} conversation
 * @param {() => void} onForgotten
 * @returns {Promise<HTMLElement | null>} null: nothing is kept any more
 */
export async function keptText(i18n, api, conversation, onForgotten) {
  const leftS = await api.keptFor(conversation);
  if (leftS === null) return null;
  const notice = new NoticeBar(i18n);
  const forget = async () => {
    try {
      await api.forget(conversation);
      onForgotten();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      notice.update(noticeOfError(i18n, error.code));
    }
  };
  const until = new Date(Date.now() + leftS * 1000);
  return h(
    'div',
    { class: 'kept' },
    i18n.text(h('p', { class: 'lead' }), 'kept.until', {
      time: (/** @type {string} */ lang) => timeOf(until, lang),
    }),
    new ExportPanel(i18n, api, conversation).element,
    i18n.text(h('button', { class: 'button', type: 'button', click: forget }), 'kept.forget'),
    notice.element,
  );
}

/**
 * @param {Date} moment
 * @param {string} lang
 */
function timeOf(moment, lang) {
  return moment.toLocaleString(lang, { weekday: 'long', hour: '2-digit', minute: '2-digit' });
}
