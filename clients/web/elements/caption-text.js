/** The text of one utterance in one language: what is committed, then what may still change. */

import { piecesOf } from '../state/marked.js';
import { h } from './dom.js';

/** @typedef {import('../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../state/marked.js').Piece} Piece */
/** @typedef {import('../state/timeline.js').Cell} Cell */

/**
 * Committed and tentative text have the same letters and differ in colour and underline only, so
 * that words stay where they are when they are committed. The same holds for the marks that come
 * with a final text.
 */
export class CaptionText {
  #committed = h('span', { class: 'committed' });
  #tentative = h('span', { class: 'tentative', 'aria-hidden': 'true' });
  #i18n;
  #height = 0;
  /** What is drawn: a text that stays is not touched, as a reader may have selected it. */
  #drawn = '';

  /**
   * @param {I18n} i18n
   * @param {string} lang
   * @param {'ltr' | 'rtl' | 'auto'} dir
   */
  constructor(i18n, lang, dir) {
    this.#i18n = i18n;
    this.element = h('p', { class: 'caption-text', lang, dir }, this.#committed, this.#tentative);
  }

  /** @param {Pick<Cell, 'committed' | 'tentative' | 'final' | 'confidence' | 'marks'>} cell */
  update({ committed, tentative, final, confidence, marks }) {
    // The space between the two is committed, so to say: a line under it would look like a word.
    const word = tentative.trimStart();
    this.#draw(committed + tentative.slice(0, tentative.length - word.length), marks);
    if (this.#tentative.textContent !== word) this.#tentative.textContent = word;
    this.#committed.classList.toggle('is-unsure', confidence === 'unsure');
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

  /**
   * @param {string} text
   * @param {Cell['marks']} marks
   */
  #draw(text, marks) {
    const drawn = marks.length === 0 ? text : JSON.stringify([text, marks]);
    if (this.#drawn === drawn) return;
    this.#drawn = drawn;
    this.#committed.replaceChildren(...piecesOf(text, marks).map((piece) => this.#piece(piece)));
  }

  /**
   * @param {Piece} piece
   * @returns {string | HTMLElement}
   */
  #piece({ text, kinds }) {
    if (kinds.length === 0) return text;
    // Only digits have to be kept from running into the text around them in either direction.
    const isolated = /\p{Nd}/u.test(text) ? h('bdi', {}, text) : text;
    const mark = h('mark', { class: kinds.map((kind) => `is-${kind}`).join(' ') }, isolated);
    return this.#i18n.attribute(mark, 'title', `mark.${kinds[0]}`);
  }
}
