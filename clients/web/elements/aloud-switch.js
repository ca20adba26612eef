/** Turns reading aloud on and off, and says for which languages there is no voice. */

import { h, icon } from './dom.js';

/** @typedef {import('../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../i18n/i18n.js').Params} Params */
/** @typedef {import('../net/api.js').Language} Language */
/** @typedef {import('../speech/aloud.js').Aloud} Aloud */

export class AloudSwitch {
  #i18n;
  #aloud;
  #languages;
  #key;
  #button;
  #told = h('p', { class: 'aloud-told', role: 'status' });
  element;

  /**
   * @param {I18n} i18n
   * @param {Aloud} aloud
   * @param {readonly Language[]} languages that are read
   * @param {{key: string, onTurn: (on: boolean) => void}} options key: of what is said where a
   *   voice is missing
   */
  constructor(i18n, aloud, languages, { key, onTurn }) {
    this.#i18n = i18n;
    this.#aloud = aloud;
    this.#languages = languages;
    this.#key = key;
    this.#button = h(
      'button',
      { class: 'button aloud-switch', type: 'button', click: () => onTurn(!aloud.isOn) },
      icon('sound'),
      i18n.text(h('span'), 'aloud.read'),
    );
    i18n.attribute(this.#button, 'title', 'aloud.read');
    this.element = h('div', { class: 'aloud' }, this.#button, this.#told);
    this.update();
  }

  /** @param {readonly Language[]} languages that are read from now on */
  read(languages) {
    this.#languages = languages;
    this.update();
  }

  update() {
    const { isOn } = this.#aloud;
    this.#button.setAttribute('aria-pressed', String(isOn));
    const missing = this.#languages.filter(({ code }) => !this.#aloud.canRead(code));
    if (!isOn || missing.length === 0) {
      this.#told.replaceChildren();
      return;
    }
    const languages = missing.map(({ endonym }) => endonym).join(', ');
    this.#told.replaceChildren(this.#i18n.text(h('span'), this.#key, { languages }));
  }
}
