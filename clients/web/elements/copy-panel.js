/** The client's copy: what it is, and in which form it is wanted. Loaded when it is asked for. */

import { ApiError } from '../net/api.js';
import { saveDocument } from '../net/save.js';
import { h, icon } from './dom.js';
import { NoticeBar, noticeOfError } from './notice-bar.js';

/** @typedef {import('../net/copy-api.js').CopyFormat} CopyFormat */

/** @type {readonly CopyFormat[]} the first is for people, the other for whatever cannot open it */
const FORMATS = ['docx', 'txt'];

export class CopyPanel {
  #i18n;
  #get;
  #notice;
  #buttons;
  element;

  /**
   * @param {import('../i18n/i18n.js').I18n} i18n
   * @param {(format: CopyFormat) => Promise<Blob>} get
   * @param {boolean} [once] there is one copy only
   */
  constructor(i18n, get, once = false) {
    this.#i18n = i18n;
    this.#get = get;
    this.#notice = new NoticeBar(i18n);
    this.#buttons = FORMATS.map((format) =>
      h(
        'button',
        { class: 'button', type: 'button', click: () => this.#save(format, once) },
        icon('down'),
        i18n.text(h('span'), 'export.get'),
        h('bdi', { class: 'soft', dir: 'ltr' }, format.toUpperCase()),
      ),
    );
    this.element = h(
      'div',
      { class: 'copy' },
      h('div', { class: 'copy-buttons' }, ...this.#buttons),
      i18n.text(h('p', { class: 'soft' }), 'export.machine'),
      this.#notice.element,
    );
  }

  /**
   * @param {CopyFormat} format
   * @param {boolean} once
   */
  async #save(format, once) {
    this.#enable(false);
    try {
      saveDocument(await this.#get(format), `conversation.${format}`);
      this.#notice.update(null);
      this.#enable(!once);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const isGone = error.status === 404;
      this.#notice.update(isGone ? { key: 'export.none' } : noticeOfError(this.#i18n, error.code));
      this.#enable(!isGone);
    }
  }

  /** @param {boolean} enabled */
  #enable(enabled) {
    this.#buttons.forEach((button) => (button.disabled = !enabled));
  }
}
