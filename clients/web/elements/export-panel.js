/**
 * What staff can do with the text: take it along in some form, or show a picture by which the
 * client's phone gets it. Loaded when it is asked for.
 */

import { ApiError } from '../net/api.js';
import { saveDocument } from '../net/save.js';
import { h, icon } from './dom.js';
import { NoticeBar, noticeOfError } from './notice-bar.js';

/** @typedef {import('../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../net/staff-api.js').StaffApi} StaffApi */

const FORMATS = ['docx', 'txt', 'srt', 'vtt', 'json'];

export class ExportPanel {
  #i18n;
  #api;
  #conversation;
  #notice;
  #qr = h('img', { class: 'qr', width: 264, height: 264 });
  #offer;
  element;

  /**
   * @param {I18n} i18n
   * @param {StaffApi} api
   * @param {string} conversation
   */
  constructor(i18n, api, conversation) {
    this.#i18n = i18n;
    this.#api = api;
    this.#conversation = conversation;
    this.#notice = new NoticeBar(i18n);
    i18n.attribute(this.#qr, 'alt', 'export.qr');
    this.#offer = h(
      'div',
      { class: 'export-offer', hidden: true },
      this.#qr,
      i18n.text(h('p'), 'export.scan'),
    );
    this.element = h(
      'div',
      { class: 'export' },
      i18n.text(h('p', { class: 'lead' }), 'export.lead'),
      h('div', { class: 'export-formats' }, ...FORMATS.map((format) => this.#button(format))),
      h(
        'button',
        { class: 'button', type: 'button', click: () => this.#try(() => this.#showOffer()) },
        icon('phone'),
        i18n.text(h('span'), 'export.client'),
      ),
      this.#offer,
      this.#notice.element,
    );
  }

  /** The secret in the picture leaves the page. */
  close() {
    this.#offer.hidden = true;
    this.#qr.removeAttribute('src');
  }

  /** @param {string} format */
  #button(format) {
    return this.#i18n.text(
      h('button', {
        class: 'button',
        type: 'button',
        click: () =>
          this.#try(async () =>
            saveDocument(
              await this.#api.exported(this.#conversation, format),
              `conversation.${format}`,
            ),
          ),
      }),
      `export.as.${format}`,
    );
  }

  async #showOffer() {
    const { qr_svg: qrSvg } = await this.#api.offerCopy(this.#conversation);
    this.#qr.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(qrSvg)}`;
    this.#offer.hidden = false;
  }

  /** @param {() => Promise<void>} action */
  async #try(action) {
    try {
      await action();
      this.#notice.update(null);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#notice.update(noticeOfError(this.#i18n, error.code));
    }
  }
}
