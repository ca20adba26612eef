/** What to expect of a pair before the conversation begins: of each direction, letter and way. */

import { h } from './dom.js';
import { endonym } from './language-picker.js';
import { RouteBadge } from './route-badge.js';

/** @typedef {import('../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../net/api.js').Language} Language */

export class PairQuality {
  #i18n;
  element;

  /** @param {I18n} i18n */
  constructor(i18n) {
    this.#i18n = i18n;
    this.element = i18n.attribute(h('ul', { class: 'pair-quality' }), 'aria-label', 'quality.title');
  }

  /**
   * @param {Language} staff
   * @param {Language} client
   */
  update(staff, client) {
    const directions = [
      [staff, client],
      [client, staff],
    ].filter(([source, target]) => source.targets.includes(target.code));
    this.element.replaceChildren(
      ...directions.map(([source, target]) => this.#direction(source, target)),
    );
  }

  /**
   * @param {Language} source
   * @param {Language} target
   */
  #direction(source, target) {
    const letter = source.quality[target.code] ?? null;
    const route = new RouteBadge(this.#i18n);
    route.update(source.routes[target.code]);
    const into = this.#i18n.text(h('span', { class: 'visually-hidden' }), 'quality.into');
    return h(
      'li',
      {},
      h(
        'span',
        { class: 'direction' },
        endonym(source),
        h('span', { 'aria-hidden': 'true' }, '→'),
        into,
        endonym(target),
      ),
      letter !== null && h('strong', { class: 'letter' }, letter),
      this.#i18n.text(h('span', { class: 'soft' }), `quality.${letter ?? 'unknown'}`),
      route.element,
    );
  }
}
