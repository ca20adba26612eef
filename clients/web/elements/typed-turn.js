/** A turn that is typed instead of spoken. */

import { MAX_TEXT_CHARS } from '../wire/messages.js';
import { h, icon } from './dom.js';

/** @typedef {import('../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../net/api.js').Language} Language */

export class TypedTurn {
  #i18n;
  #languages;
  #onSay;
  #input = h('input', {
    type: 'text',
    maxlength: MAX_TEXT_CHARS,
    autocomplete: 'off',
    enterkeyhint: 'send',
  });
  #select = h('select', { change: () => this.#address() });
  #button = h('button', { class: 'button', type: 'submit', disabled: true }, icon('send'));
  element;

  /**
   * @param {I18n} i18n
   * @param {readonly Language[]} languages to choose from, the likeliest first
   * @param {(text: string, lang: string) => boolean} onSay false: it could not be sent, the text
   *   stays
   * @param {string} [langLabel] key of what the choice of a language is called
   */
  constructor(i18n, languages, onSay, langLabel = 'say.lang') {
    this.#i18n = i18n;
    this.#languages = languages;
    this.#onSay = onSay;
    i18n.attribute(this.#select, 'aria-label', langLabel);
    i18n.attribute(this.#input, 'aria-label', 'say.label');
    this.#button.append(i18n.text(h('span'), 'say.send'));
    this.element = h(
      'form',
      {
        class: 'typed-turn',
        submit: (/** @type {Event} */ event) => {
          event.preventDefault();
          this.#send();
        },
      },
      this.#select,
      this.#input,
      this.#button,
    );
    this.offer(languages);
  }

  /** @param {readonly Language[]} languages to choose from, the likeliest first */
  offer(languages) {
    this.#languages = languages;
    this.#select.replaceChildren(
      ...languages.map(({ code, endonym }) => h('option', { value: code, lang: code }, endonym)),
    );
    this.#address();
  }

  /** @param {boolean} isOpen whether there is a connection; without one the text stays in the field */
  update(isOpen) {
    this.#button.disabled = !isOpen;
  }

  get #language() {
    const { value } = this.#select;
    return this.#languages.find(({ code }) => code === value) ?? this.#languages[0];
  }

  #address() {
    const { code, dir, endonym } = this.#language;
    this.#input.lang = code;
    this.#input.dir = dir;
    this.#i18n.attribute(this.#input, 'placeholder', 'say.placeholder', { language: endonym });
  }

  #send() {
    const text = this.#input.value.trim();
    if (text !== '' && this.#onSay(text, this.#language.code)) this.#input.value = '';
  }
}
