/** The text of one utterance in one language: what is committed, then what may still change. */

import { h } from './dom.js';

/** @typedef {import('../state/timeline.js').Cell} Cell */

/**
 * Committed and tentative text have the same letters and differ in colour and underline only, so
 * that words stay where they are when they are committed.
 */
export class CaptionText {
  #committed = h('span', { class: 'committed' });
  #tentative = h('span', { class: 'tentative', 'aria-hidden': 'true' });
  #height = 0;

  /**
   * @param {string} lang
   * @param {'ltr' | 'rtl' | 'auto'} dir
   */
  constructor(lang, dir) {
    this.element = h('p', { class: 'caption-text', lang, dir }, this.#committed, this.#tentative);
  }

  /** @param {Pick<Cell, 'committed' | 'tentative' | 'final' | 'unsure'>} cell */
  update({ committed, tentative, final, unsure }) {
    // The space between the two is committed, so to say: a line under it would look like a word.
    const word = tentative.trimStart();
    setText(this.#committed, committed + tentative.slice(0, tentative.length - word.length));
    setText(this.#tentative, word);
    this.#committed.classList.toggle('is-unsure', unsure);
    this.#keepHeight(final);
  }

  /**
   * An open text that gets shorter keeps its height: what is above must not jump.
   *
   * @param {boolean} final
   */
  #keepHeight(final) {
    this.#height = final ? 0 : Math.max(this.#height, this.element.offsetHeight);
    this.element.style.setProperty('--held', `${this.#height}px`);
  }
}

/**
 * @param {HTMLElement} element
 * @param {string} text
 */
function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
