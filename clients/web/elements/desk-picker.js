/** Which of several desks this is. With one desk there is nothing to choose, and nothing is shown. */

import { h } from './dom.js';

/** @typedef {import('../net/staff-api.js').Desk} Desk */

let pickers = 0;

export class DeskPicker {
  #desks;
  #select;
  element;

  /**
   * @param {import('../i18n/i18n.js').I18n} i18n
   * @param {readonly Desk[]} desks
   * @param {string | undefined} slug of the desk that was chosen last
   * @param {(desk: Desk) => void} onChoose
   */
  constructor(i18n, desks, slug, onChoose) {
    pickers += 1;
    const id = `desk-picker-${pickers}`;
    this.#desks = desks;
    this.#select = h(
      'select',
      { id, change: () => this.chosen && onChoose(this.chosen) },
      ...desks.map((desk) => h('option', { value: desk.slug, dir: 'auto' }, desk.name)),
    );
    if (desks.some((desk) => desk.slug === slug)) this.#select.value = /** @type {string} */ (slug);
    this.element = h(
      'p',
      { class: 'field', hidden: desks.length < 2 },
      i18n.text(h('label', { for: id }), 'setup.desk'),
      this.#select,
    );
  }

  /** The desk that conversations are held at; undefined where the server has none. */
  get chosen() {
    return this.#desks.find((desk) => desk.slug === this.#select.value);
  }
}
