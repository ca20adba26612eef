/** What parts of the page have in common: a title, what was said and what failed, and one view at a time. */

import { h } from '../../elements/dom.js';
import { NoticeBar, noticeOfError } from '../../elements/notice-bar.js';
import { ApiError } from '../../net/api.js';

/** @typedef {import('../../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../../i18n/i18n.js').Params} Params */

export class Part {
  #i18n;
  #notice;
  #said = h('p', { class: 'said', role: 'status' });
  #place = h('div', { class: 'results' });
  #title;
  element;

  /**
   * @param {I18n} i18n
   * @param {string} name its texts begin with `admin.NAME.`
   */
  constructor(i18n, name) {
    this.#i18n = i18n;
    this.#notice = new NoticeBar(i18n);
    this.#title = i18n.text(h('h1', { tabindex: -1 }), `admin.${name}.title`);
    this.element = h(
      'section',
      { class: 'sheet part' },
      this.#title,
      i18n.text(h('p', { class: 'lead' }), `admin.${name}.lead`),
      this.#notice.element,
      this.#said,
      this.#place,
    );
  }

  /** @param {...(Node | string | false)} view in the place of the one before */
  show(...view) {
    this.#said.textContent = '';
    this.#notice.update(null);
    this.#place.replaceChildren(...view.filter((node) => node !== false));
  }

  /**
   * @param {string} key
   * @param {Params} [params]
   */
  say(key, params) {
    this.#i18n.text(this.#said, key, params);
  }

  focus() {
    this.#title.focus();
  }

  /**
   * Tells what the server refuses.
   *
   * @param {() => Promise<void>} act
   */
  async attempt(act) {
    try {
      this.#notice.update(null);
      await act();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const notice = noticeOfError(this.#i18n, error.code);
      this.#notice.update(
        error.line === null
          ? notice
          : { key: 'admin.line', params: { line: error.line, problem: () => this.#told(notice) } },
      );
    }
  }

  /** @param {import('../../elements/notice-bar.js').Notice} notice */
  #told({ key, params }) {
    return this.#i18n.t(key, params);
  }
}

/**
 * A button that asks once more.
 *
 * @param {I18n} i18n
 * @param {string} label key
 * @param {string} confirm key of what it says then
 * @param {() => void} run
 */
export function createCarefulButton(i18n, label, confirm, run) {
  const button = h('button', { class: 'button button-danger', type: 'button' });
  let asked = false;
  button.addEventListener('click', () => {
    if (asked) run();
    asked = true;
    i18n.text(button, confirm);
  });
  return i18n.text(button, label);
}
