/** A caption that is being rewritten in its place. Enter saves, Escape gives up. */

import { MAX_TEXT_CHARS } from '../wire/messages.js';
import { h } from './dom.js';

/** @typedef {import('../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../net/api.js').Language} Language */
/** @typedef {{words: import('./correctable.js').CorrectionWords, save: (text: string) => void, cancel: () => void}} Actions */

export class CorrectionForm {
  #input;
  #actions;
  element;

  /**
   * @param {I18n} i18n
   * @param {Language} language
   * @param {string} text
   * @param {Actions} actions
   */
  constructor(i18n, language, text, actions) {
    this.#actions = actions;
    this.#input = i18n.attribute(
      h('textarea', {
        lang: language.code,
        dir: language.dir,
        rows: 1,
        maxlength: MAX_TEXT_CHARS,
        keydown: (/** @type {KeyboardEvent} */ event) => this.#onKey(event),
        input: () => this.#fit(),
      }),
      'aria-label',
      actions.words.editing,
    );
    this.#input.value = text;
    const save = i18n.text(
      h('button', { class: 'button button-primary', type: 'submit' }),
      actions.words.save,
    );
    const cancel = i18n.text(
      h('button', { class: 'button', type: 'button', click: actions.cancel }),
      actions.words.cancel,
    );
    this.element = h(
      'form',
      {
        class: 'correction',
        submit: (/** @type {Event} */ event) => {
          event.preventDefault();
          this.#save();
        },
      },
      this.#input,
      h('div', { class: 'correction-buttons' }, save, cancel),
    );
  }

  focus() {
    this.#fit();
    this.#input.focus();
    this.#input.setSelectionRange(this.#input.value.length, this.#input.value.length);
  }

  #save() {
    const text = this.#input.value.trim();
    if (text !== '') this.#actions.save(text);
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (event.isComposing) return;
    if (event.key === 'Escape') this.#actions.cancel();
    if (event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    this.#save();
  }

  /** As high as its text. */
  #fit() {
    this.#input.style.blockSize = 'auto';
    this.#input.style.blockSize = `${this.#input.scrollHeight}px`;
  }
}
