/** A place where speech was lost: shown as such, never passed over. */

import { h, icon } from './dom.js';

/** @typedef {import('../state/timeline.js').GapLine} GapLine */

export class GapRow {
  #text = h('p');
  element = h('li', { class: 'line line-gap' }, icon('warning'), this.#text);
  #describe;

  /** @param {(text: HTMLElement, seconds: number | null) => void} describe */
  constructor(describe) {
    this.#describe = describe;
  }

  /** @param {GapLine} line */
  update({ seconds }) {
    this.#describe(this.#text, seconds);
  }
}
