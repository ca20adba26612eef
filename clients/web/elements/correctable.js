/** A pencil beside a text, and in place of the text a form while it is rewritten. */

import { h, icon } from './dom.js';

/** @typedef {import('../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../net/api.js').Language} Language */
/** @typedef {{open: string, editing: string, save: string, cancel: string}} CorrectionWords keys */

export class Correctable {
  #i18n;
  #text;
  #words;
  #onCorrect;
  /** @type {import('./correction-form.js').CorrectionForm | null} while the text is being rewritten */
  #form = null;
  #committed = '';
  #isAllowed = false;
  pencil;

  /**
   * @param {I18n} i18n
   * @param {Language} language
   * @param {HTMLElement} text that is shown
   * @param {{words: CorrectionWords, onCorrect: (text: string) => boolean}} correction
   */
  constructor(i18n, language, text, { words, onCorrect }) {
    this.#i18n = i18n;
    this.#text = text;
    this.#words = words;
    this.#onCorrect = onCorrect;
    this.pencil = i18n.attribute(
      h(
        'button',
        { class: 'pencil', type: 'button', hidden: true, click: () => void this.#edit(language) },
        icon('pencil'),
      ),
      'aria-label',
      words.open,
    );
  }

  /**
   * @param {string | null} committed null: there is no text
   * @param {boolean} isAllowed whether it may be rewritten
   */
  update(committed, isAllowed) {
    this.#committed = committed ?? '';
    this.#isAllowed = isAllowed;
    this.#text.hidden = committed === null || this.#form !== null;
    this.pencil.hidden = !isAllowed || this.#form !== null;
  }

  /** @param {Language} language */
  async #edit(language) {
    const { CorrectionForm } = await import('./correction-form.js');
    if (this.#form !== null) return; // pressed twice
    this.#form = new CorrectionForm(this.#i18n, language, this.#committed, {
      words: this.#words,
      save: (text) => (text === this.#committed || this.#onCorrect(text)) && this.#endEdit(),
      cancel: () => this.#endEdit(),
    });
    this.#text.before(this.#form.element);
    this.update(this.#committed, this.#isAllowed);
    this.#form.focus();
  }

  #endEdit() {
    this.#form?.element.remove();
    this.#form = null;
    this.update(this.#committed, this.#isAllowed);
    this.pencil.focus();
  }
}
