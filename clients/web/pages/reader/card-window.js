/** A keyword card over the whole screen, to be held up or looked at from afar. Loaded when it is touched. */

import { createCardPicture } from '../../elements/card-picture.js';
import { h } from '../../elements/dom.js';

/** @typedef {import('../../elements/reader-row.js').Card} Card */

/**
 * @param {import('../../i18n/i18n.js').I18n} i18n
 * @param {Card} card
 * @param {HTMLElement} captions the card goes when they go
 */
export function openCard(i18n, { phrase, text, lang, dir }, captions) {
  const close = h('button', {
    class: 'button button-large',
    type: 'button',
    click: () => window.close(),
  });
  const words = h('p', { class: 'card-words', lang, dir }, text);
  const window = h(
    'dialog',
    { class: 'card-window', close: () => window.remove() },
    createCardPicture(phrase),
    words,
    i18n.text(close, 'card.close'),
  );
  i18n.attribute(window, 'aria-label', 'card.title');
  captions.append(window);
  window.showModal();
}
