/** One tap: what was said was not in this language but in the other one. */

import { h, icon } from './dom.js';
import { endonym } from './language-picker.js';

/**
 * @param {import('../i18n/i18n.js').I18n} i18n
 * @param {import('../net/api.js').Language} other
 * @param {() => void} onFlip
 * @returns {HTMLElement}
 */
export function createFlipButton(i18n, other, onFlip) {
  return h(
    'button',
    { class: 'pill flip', type: 'button', hidden: true, click: onFlip },
    icon('swap'),
    i18n.text(h('span'), 'flip.was'),
    endonym(other),
  );
}
