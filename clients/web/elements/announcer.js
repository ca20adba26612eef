/**
 * Tells screen readers what has become final. The region is in the page from the start and holds
 * only finals.
 */

import { h } from './dom.js';

/** Read and gone: the captions themselves can be read again in the list. */
const KEPT = 5;

export class Announcer {
  #region;
  /** @type {Set<string>} keys that have been told */
  #told = new Set();

  /** @param {HTMLElement} region with role="log" */
  constructor(region) {
    this.#region = region;
  }

  /**
   * @param {readonly {key: string, text: string}[]} finals of one language
   * @param {string} lang
   * @param {string} dir
   */
  update(finals, lang, dir) {
    for (const { key, text } of finals) {
      if (this.#told.has(key)) continue;
      this.#told.add(key);
      this.#region.append(h('p', { lang, dir }, text));
    }
    while (this.#region.childElementCount > KEPT) this.#region.firstElementChild?.remove();
  }

  /** Forgets everything. */
  wipe() {
    this.#told.clear();
    this.#region.replaceChildren();
  }
}
