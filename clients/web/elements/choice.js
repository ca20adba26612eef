/** One of a few: native radio buttons that look like large buttons. */

import { h } from './dom.js';

/** @typedef {{value: string, label: Node, disabled?: boolean}} Option */

let groups = 0;

export class Choice {
  /** @type {Map<string, HTMLInputElement>} */
  #inputs = new Map();
  #options = h('div', { class: 'choice-options' });
  #name;
  #onChoose;
  element;

  /**
   * @param {HTMLElement} legend
   * @param {(value: string) => void} onChoose
   */
  constructor(legend, onChoose) {
    groups += 1;
    this.#name = `choice-${groups}`;
    this.#onChoose = onChoose;
    legend.classList.add('choice-legend');
    this.element = h('fieldset', { class: 'choice' }, h('legend', {}, legend), this.#options);
  }

  /** @param {readonly Option[]} options */
  offer(options) {
    this.#inputs.clear();
    this.#options.replaceChildren(...options.map((option) => this.#build(option)));
  }

  /** What is chosen; empty where nothing is. */
  get value() {
    return [...this.#inputs].find(([, { checked }]) => checked)?.[0] ?? '';
  }

  /** @param {string} value */
  select(value) {
    const input = this.#inputs.get(value);
    if (input !== undefined) input.checked = true;
  }

  /** @param {Option} option */
  #build({ value, label, disabled = false }) {
    const input = h('input', {
      type: 'radio',
      name: this.#name,
      value,
      disabled,
      class: 'visually-hidden',
      change: () => this.#onChoose(value),
    });
    this.#inputs.set(value, input);
    return h('label', { class: 'choice-option' }, input, label);
  }
}
