/** The picture of a keyword card. */

import { pictureOf } from '../state/phrases.js';
import { picture } from './dom.js';

const PICTURES = new URL('../cards/cards.svg', import.meta.url);

/**
 * @param {string | null} phrase id of what is shown
 * @returns {SVGSVGElement | null} null where it is no card; screen readers pass over it
 */
export function createCardPicture(phrase) {
  const name = pictureOf(phrase);
  return name === null ? null : picture(PICTURES, name, 'card-picture');
}

/**
 * The same, for who does not see it.
 *
 * @param {string | null} phrase
 * @param {import('../i18n/i18n.js').I18n} i18n
 * @returns {SVGSVGElement | null}
 */
export function createNamedPicture(phrase, i18n) {
  const svg = createCardPicture(phrase);
  if (svg === null) return null;
  svg.removeAttribute('aria-hidden');
  svg.setAttribute('role', 'img');
  return i18n.attribute(svg, 'aria-label', 'card.title');
}
