/** Asks for the client's copy while the conversation goes on. */

import { ApiError } from '../net/api.js';
import { loadModule } from '../net/load-module.js';
import { h, icon } from './dom.js';
import { NoticeBar, noticeOfError } from './notice-bar.js';

export class CopyButton {
  #i18n;
  #reader;
  notice;
  element;

  /**
   * @param {import('../i18n/i18n.js').I18n} i18n
   * @param {string} reader token of a phone that takes part
   */
  constructor(i18n, reader) {
    this.#i18n = i18n;
    this.#reader = reader;
    this.notice = new NoticeBar(i18n);
    const props = { class: 'button copy-button', type: 'button', click: () => this.#open() };
    this.element = i18n.attribute(h('button', props, icon('down')), 'aria-label', 'export.get');
  }

  async #open() {
    try {
      const openCopyDialog = await loadModule(
        async () => (await import('./copy-dialog.js')).openCopyDialog,
      );
      openCopyDialog(this.#i18n, this.#reader);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.notice.update(noticeOfError(this.#i18n, error.code));
    }
  }
}
