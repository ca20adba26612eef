/** Says in plain words that a translation did not come straight from what was said. */

import { namesOf, routeWords } from '../state/route.js';
import { h } from './dom.js';

/** @typedef {import('../i18n/i18n.js').I18n} I18n */

export class RouteBadge {
  element = h('span', { class: 'route', hidden: true });
  #i18n;

  /** @param {I18n} i18n */
  constructor(i18n) {
    this.#i18n = i18n;
  }

  /** @param {string} label of the route, as on the wire */
  update(label) {
    const words = routeWords(label);
    this.element.hidden = words === null;
    if (words !== null)
      this.#i18n.text(this.element, words.key, { languages: namesOf(words.languages) });
  }
}
