/** A pencil beside a text, and in place of the text a form while it is rewritten. */

import { ApiError } from '../net/api.js';
import { loadModule } from '../net/load-module.js';
import { h, icon } from './dom.js';
import { noticeOfError } from './notice-bar.js';

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
  /** Why there is no form. */
  #problem = h('p', { class: 'cell-note', role: 'alert' });
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
    this.#problem.remove();
    try {
      const Form = await loadModule(
        async () => (await import('./correction-form.js')).CorrectionForm,
      );
      if (this.#form === null) this.#open(Form, language); // else pressed twice
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const { key, params } = noticeOfError(this.#i18n, error.code);
      this.#problem.replaceChildren(this.#i18n.text(h('bdi'), key, params));
      this.#text.after(this.#problem);
    }
  }

  /**
   * @param {typeof import('./correction-form.js').CorrectionForm} Form
   * @param {Language} language
   */
  #open(Form, language) {
    this.#form = new Form(this.#i18n, language, this.#committed, {
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
