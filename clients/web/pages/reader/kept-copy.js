/** The client's copy after the end, where the desk keeps the text. Loaded when it does. */

import { CopyPanel } from '../../elements/copy-panel.js';
import { h } from '../../elements/dom.js';
import { NoticeBar, noticeOfError } from '../../elements/notice-bar.js';
import { ApiError } from '../../net/api.js';
import { CopyApi } from '../../net/copy-api.js';

/**
 * @param {import('../../i18n/i18n.js').I18n} i18n
 * @param {string} reader token of a phone that took part
 * @param {() => void} onForgotten
 * @returns {Promise<HTMLElement | null>} null: nothing is kept any more
 */
export async function keptCopy(i18n, reader, onForgotten) {
  const api = new CopyApi();
  if (!(await api.isKept(reader))) return null;
  const notice = new NoticeBar(i18n);
  const forget = async () => {
    try {
      await api.forget(reader);
      onForgotten();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      notice.update(noticeOfError(i18n, error.code));
    }
  };
  return h(
    'div',
    { class: 'kept' },
    new CopyPanel(i18n, (format) => api.copy({ reader }, format)).element,
    i18n.text(h('button', { class: 'button', type: 'button', click: forget }), 'export.forget'),
    notice.element,
  );
}
