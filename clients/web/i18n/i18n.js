/**
 * The words of a page, in the language of who reads it. Texts are bound to elements, so that
 * switching the language changes what is on the screen without building it anew.
 */

/** @typedef {Readonly<Record<string, string>>} Table key to text; `{name}` stands for a parameter */
/** @typedef {string | number | ((lang: string) => string)} Param a function tells it in the language of the page */
/** @typedef {Readonly<Record<string, Param>>} Params */
/** @typedef {{key: string, params: Params}} Binding */

const TEXT = 'textContent';

export class I18n {
  #lang;
  #table;
  /** @type {WeakMap<Element, Map<string, Binding>>} by element, by attribute */
  #bindings = new WeakMap();

  /**
   * @param {string} lang
   * @param {Table} table texts in that language
   */
  constructor(lang, table) {
    this.#lang = lang;
    this.#table = table;
  }

  get lang() {
    return this.#lang;
  }

  /**
   * @param {string} key
   * @param {Params} [params]
   * @returns {string}
   */
  t(key, params = {}) {
    const text = this.#table[key];
    if (text === undefined) throw new RangeError(`no text ${key} in ${this.#lang}`);
    return text.replace(/\{(\w+)\}/g, (_, name) => {
      const param = params[name];
      return String(typeof param === 'function' ? param(this.#lang) : param);
    });
  }

  /** @param {string} key */
  has(key) {
    return Object.hasOwn(this.#table, key);
  }

  /**
   * Gives an element its text, now and in every language that follows.
   *
   * @template {Element} E
   * @param {E} element
   * @param {string} key
   * @param {Params} [params]
   * @returns {E}
   */
  text(element, key, params = {}) {
    return this.#bind(element, TEXT, { key, params });
  }

  /**
   * The same for an attribute, such as `aria-label`.
   *
   * @template {Element} E
   * @param {E} element
   * @param {string} attribute
   * @param {string} key
   * @param {Params} [params]
   * @returns {E}
   */
  attribute(element, attribute, key, params = {}) {
    return this.#bind(element, attribute, { key, params });
  }

  /**
   * Speaks another language.
   *
   * @param {string} lang
   * @param {Table} table texts in that language
   * @param {Element} root the page
   */
  use(lang, table, root) {
    this.#lang = lang;
    this.#table = table;
    for (const element of root.querySelectorAll('*')) {
      this.#bindings
        .get(element)
        ?.forEach((binding, attribute) => this.#write(element, attribute, binding));
    }
  }

  /**
   * @template {Element} E
   * @param {E} element
   * @param {string} attribute
   * @param {Binding} binding
   * @returns {E}
   */
  #bind(element, attribute, binding) {
    const bound = this.#bindings.get(element) ?? new Map();
    this.#bindings.set(element, bound.set(attribute, binding));
    this.#write(element, attribute, binding);
    return element;
  }

  /**
   * @param {Element} element
   * @param {string} attribute
   * @param {Binding} binding
   */
  #write(element, attribute, { key, params }) {
    const text = this.t(key, params);
    // A field of another direction would put the full stop of its placeholder at the wrong end.
    if (attribute === 'placeholder') element.setAttribute(attribute, `\u2068${text}\u2069`);
    else if (attribute !== TEXT) element.setAttribute(attribute, text);
    else if (element.textContent !== text) element.textContent = text;
  }
}

/**
 * The first language that a person prefers and that there is.
 *
 * @param {readonly string[]} preferred such as `navigator.languages`: "fi-FI", "sv"
 * @param {readonly string[]} available
 * @param {string} otherwise
 */
export function chooseLanguage(preferred, available, otherwise) {
  const codes = preferred.map((tag) => tag.toLowerCase().split('-')[0]);
  return codes.find((code) => available.includes(code)) ?? otherwise;
}
