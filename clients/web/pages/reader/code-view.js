/** A reader without a link types the code that the desk shows. */

import { h } from '../../elements/dom.js';
import { NoticeBar, noticeOfError } from '../../elements/notice-bar.js';
import { CODE_LENGTH, normalizeCode } from './admission.js';

/** @typedef {import('../../i18n/i18n.js').I18n} I18n */

export class CodeView {
  #i18n;
  #onCode;
  #notice;
  #input;
  #button;
  element;

  /**
   * @param {I18n} i18n
   * @param {(code: string) => Promise<string | null>} onCode gives the code of what went wrong
   */
  constructor(i18n, onCode) {
    this.#i18n = i18n;
    this.#onCode = onCode;
    this.#notice = new NoticeBar(i18n);
    this.#input = h('input', {
      id: 'code',
      class: 'code-input',
      type: 'text',
      dir: 'ltr',
      autocomplete: 'off',
      autocapitalize: 'characters',
      spellcheck: 'false',
      enterkeyhint: 'go',
      autofocus: true,
      input: () => this.#tidy(),
    });
    this.#button = i18n.text(
      h('button', { class: 'button button-primary button-large', type: 'submit' }),
      'join.enter',
    );
    this.element = h(
      'section',
      { class: 'sheet' },
      h('p', { class: 'brand' }, 'Tulkki'),
      i18n.text(h('h1'), 'join.title'),
      i18n.text(h('p', { class: 'lead' }), 'join.body'),
      h(
        'form',
        {
          class: 'code-form',
          submit: (/** @type {Event} */ event) => {
            event.preventDefault();
            void this.#submit();
          },
        },
        i18n.text(h('label', { for: 'code' }), 'join.code'),
        this.#input,
        this.#button,
      ),
      this.#notice.element,
    );
    this.#tidy();
  }

  /** @param {string | null} error code of what went wrong */
  showError(error) {
    this.#notice.update(error === null ? null : noticeOfError(this.#i18n, error));
  }

  #tidy() {
    const code = normalizeCode(this.#input.value);
    if (this.#input.value !== code) this.#input.value = code;
    this.#button.disabled = code.length < CODE_LENGTH;
  }

  async #submit() {
    this.#button.disabled = true;
    this.showError(null);
    const error = await this.#onCode(this.#input.value);
    this.showError(error);
    this.#tidy();
    if (error !== null) this.#input.select();
  }
}
