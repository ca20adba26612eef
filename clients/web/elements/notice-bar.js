/** One thing that a person must know now, in plain words, with what they can do about it. */

import { h, icon } from './dom.js';

/** @typedef {{key: string, params?: import('../i18n/i18n.js').Params, action?: {key: string, run: () => void}, dismiss?: () => void}} Notice */

export class NoticeBar {
  #i18n;
  #text = h('p', { class: 'notice-text' });
  #buttons = h('div', { class: 'notice-buttons' });
  element = h(
    'div',
    { class: 'notice', role: 'alert', hidden: true },
    icon('warning'),
    this.#text,
    this.#buttons,
  );
  #shown = '';

  /** @param {import('../i18n/i18n.js').I18n} i18n */
  constructor(i18n) {
    this.#i18n = i18n;
  }

  /** @param {Notice | null} notice */
  update(notice) {
    const shown = notice === null ? '' : JSON.stringify([notice.key, notice.params]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.element.hidden = notice === null;
    if (notice === null) return;
    this.#i18n.text(this.#text, notice.key, notice.params);
    this.#buttons.replaceChildren();
    if (notice.action) this.#addButton(notice.action.key, notice.action.run);
    if (notice.dismiss) this.#addButton('app.close', notice.dismiss);
  }

  /**
   * @param {string} key
   * @param {() => void} run
   */
  #addButton(key, run) {
    this.#buttons.append(
      this.#i18n.text(h('button', { class: 'button', type: 'button', click: run }), key),
    );
  }
}

/**
 * @param {import('../i18n/i18n.js').I18n} i18n
 * @param {string} code of an error
 * @returns {Notice}
 */
export function noticeOfError(i18n, code) {
  return i18n.has(`error.${code}`)
    ? { key: `error.${code}` }
    : { key: 'error.unknown', params: { code } };
}
