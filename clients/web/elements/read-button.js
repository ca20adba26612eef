/** Reads a text aloud, or breaks off; says why where it cannot. */

import { h, icon, setIcon } from './dom.js';

/** @typedef {import('../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../speech/aloud.js').Aloud} Aloud */
/** @typedef {import('../speech/aloud.js').Words} Words */

export class ReadButton {
  #i18n;
  #aloud;
  #words;
  #icon = icon('sound');
  #label = h('span');
  #problem = h('span', { class: 'read-problem', role: 'status' });
  element;

  /**
   * @param {I18n} i18n
   * @param {Aloud} aloud
   * @param {() => Words} words what it reads
   */
  constructor(i18n, aloud, words) {
    this.#i18n = i18n;
    this.#aloud = aloud;
    this.#words = words;
    const button = h(
      'button',
      { class: 'pill read', type: 'button', click: () => this.#press() },
      this.#icon,
      this.#label,
    );
    this.element = h('span', { class: 'read-aloud' }, button, this.#problem);
    this.update();
  }

  /** Something is read, or not any more. */
  update() {
    const { problem } = this.#aloud;
    setIcon(this.#icon, this.#isReading ? 'stop' : 'sound');
    this.#i18n.text(this.#label, this.#isReading ? 'aloud.stop' : 'aloud.read');
    const isTold = problem?.reader === this;
    this.#problem.replaceChildren(
      ...(isTold ? [this.#i18n.text(h('bdi'), `aloud.${problem.problem}`)] : []),
    );
  }

  get #isReading() {
    return this.#aloud.reader === this;
  }

  #press() {
    if (this.#isReading) this.#aloud.stop();
    else this.#aloud.read(this, this.#words());
  }
}

/**
 * The same for a place that is not redrawn when something is read.
 *
 * @param {I18n} i18n
 * @param {Aloud} aloud
 * @param {() => Words} words
 * @returns {HTMLElement}
 */
export function createReadButton(i18n, aloud, words) {
  const button = new ReadButton(i18n, aloud, words);
  let wasShown = false;
  const unlisten = aloud.subscribe(() => {
    wasShown ||= button.element.isConnected;
    if (wasShown && !button.element.isConnected) unlisten();
    else button.update();
  });
  return button.element;
}
