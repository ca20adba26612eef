/** Languages by the names that their own speakers use. */

import { Choice } from './choice.js';
import { h } from './dom.js';

/** @typedef {import('../net/api.js').Language} Language */

/**
 * The name of a language in that language, kept apart from the writing around it.
 *
 * @param {Pick<Language, 'code' | 'endonym' | 'dir'>} language
 */
export function endonym({ code, endonym: name, dir }) {
  return h('bdi', { lang: code, dir }, name);
}

export class LanguagePicker {
  #choice;
  #languages;

  /**
   * @param {HTMLElement} legend
   * @param {readonly Language[]} languages
   * @param {(code: string) => void} onChoose
   */
  constructor(legend, languages, onChoose) {
    this.#languages = languages;
    this.#choice = new Choice(legend, onChoose);
  }

  get element() {
    return this.#choice.element;
  }

  /**
   * @param {(language: Language) => boolean} isOffered
   * @param {string} selected
   */
  update(isOffered, selected) {
    this.#choice.offer(
      this.#languages.map((language) => ({
        value: language.code,
        label: endonym(language),
        disabled: !isOffered(language),
      })),
    );
    this.#choice.select(selected);
  }
}
