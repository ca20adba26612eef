/** One thing in several languages: a field for each in which it is written, and a way to add another. */

import { h } from './dom.js';
import { field, labelled, select } from './field.js';

/** @typedef {import('../i18n/i18n.js').I18n} I18n */
/** @typedef {{code: string, endonym: string, dir: 'ltr' | 'rtl' | 'auto'}} Named */

export class LanguageTexts {
  #i18n;
  #languages;
  #longest;
  #rows;
  /** @type {Map<string, HTMLTextAreaElement>} by language, as they stand on the page */
  #inputs = new Map();
  #fields = h('div', { class: 'texts-fields' });
  #others = h('div', { class: 'texts-others' });
  element;

  /**
   * @param {I18n} i18n
   * @param {string} legend key
   * @param {readonly Named[]} languages that may be written
   * @param {Readonly<Record<string, string>>} texts by language
   * @param {{longest: number, lead?: string, rows?: number}} form longest: in characters; lead: key
   *   of what is told about it
   */
  constructor(i18n, legend, languages, texts, { longest, lead, rows = 2 }) {
    this.#i18n = i18n;
    this.#languages = languages;
    this.#longest = longest;
    this.#rows = rows;
    for (const [code, text] of Object.entries(texts)) this.#write(code, text);
    this.element = h(
      'fieldset',
      { class: 'texts' },
      i18n.text(h('legend'), legend),
      lead !== undefined && i18n.text(h('p', { class: 'soft' }), lead),
      this.#fields,
      this.#others,
    );
    this.#offer();
  }

  /** @returns {Record<string, string>} what is written, by language */
  get texts() {
    const written = [...this.#inputs].map(([code, input]) => [code, input.value.trim()]);
    return Object.fromEntries(written.filter(([, text]) => text !== ''));
  }

  focus() {
    const [first] = this.#inputs.values();
    (first ?? this.#others.querySelector('select'))?.focus();
  }

  /**
   * @param {string} code
   * @param {string} text
   */
  #write(code, text) {
    const { endonym, dir } = this.#named(code);
    const input = h(
      'textarea',
      { rows: this.#rows, maxlength: this.#longest, lang: code, dir },
      text,
    );
    this.#inputs.set(code, input);
    this.#fields.append(labelled(h('label', { lang: code }, endonym), input));
    return input;
  }

  /** The languages that are not there yet. */
  #offer() {
    const left = this.#languages.filter(({ code }) => !this.#inputs.has(code));
    if (left.length === 0) {
      this.#others.replaceChildren();
      return;
    }
    const options = left.map(({ code, endonym }) => ({ value: code, label: endonym }));
    const choice = select(options, left[0].code);
    const add = () => {
      const input = this.#write(choice.value, '');
      this.#offer();
      input.focus();
    };
    this.#others.replaceChildren(
      field(this.#i18n, 'admin.texts.other', choice),
      this.#i18n.text(h('button', { class: 'button', type: 'button', click: add }), 'admin.texts.add'),
    );
  }

  /**
   * @param {string} code
   * @returns {Named} a language that the service has no name for by its code
   */
  #named(code) {
    const known = this.#languages.find((one) => one.code === code);
    return known ?? { code, endonym: code, dir: 'auto' };
  }
}
