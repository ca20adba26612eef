/** After a conversation: what was said is forgotten. */

import { h, icon } from '../../elements/dom.js';
import { createFeedbackPlace } from '../../elements/feedback-place.js';

/**
 * @param {import('../../i18n/i18n.js').I18n} i18n
 * @param {string | null} reason key of why it ended, where staff did not end it
 * @param {() => void} onNew
 * @param {string | null} feedback token by which staff say how it was
 * @returns {HTMLElement}
 */
export function createEndedView(i18n, reason, onNew, feedback) {
  return h(
    'section',
    { class: 'sheet ended' },
    h('div', { class: 'ended-mark' }, icon('check')),
    i18n.text(h('h1', { tabindex: -1 }), 'ended.title'),
    reason !== null && i18n.text(h('p', { class: 'lead' }), reason),
    i18n.text(h('p', { class: 'lead ended-body' }), 'ended.body'),
    createFeedbackPlace(i18n, feedback, () => {}),
    i18n.text(
      h('button', { class: 'button button-primary button-large', type: 'button', click: onNew }),
      'ended.new',
    ),
  );
}

/**
 * Not all is forgotten yet.
 *
 * @param {import('../../i18n/i18n.js').I18n} i18n
 * @param {HTMLElement} view
 */
export function sayKept(i18n, view) {
  for (const [selector, key] of [
    ['h1', 'kept.title'],
    ['.ended-body', 'kept.body'],
  ]) {
    const element = view.querySelector(selector);
    if (element !== null) i18n.text(element, key);
  }
}
