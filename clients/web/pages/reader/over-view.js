/** After the conversation, or after this reader's part in it: what happened, and the way on. */

import { h, icon } from '../../elements/dom.js';
import { createFeedbackPlace } from '../../elements/feedback-place.js';

/** @typedef {import('../../net/closing.js').StopReason} StopReason */

/** @type {ReadonlySet<StopReason>} */
const RETURNABLE = new Set(['elsewhere', 'refused']);

/** @param {StopReason} reason whether coming back may work */
export function mayReturn(reason) {
  return RETURNABLE.has(reason);
}

/**
 * @param {import('../../i18n/i18n.js').I18n} i18n
 * @param {StopReason} reason
 * @param {string | null} feedback token of one who is asked how it was
 * @param {{comeBack: () => void, joinAnother: () => void, answered: () => void}} ways
 * @returns {HTMLElement}
 */
export function createOverView(i18n, reason, feedback, { comeBack, joinAnother, answered }) {
  const words = wordsOf(reason);
  const mayComeBack = mayReturn(reason);
  const button = h('button', {
    class: 'button button-large',
    type: 'button',
    click: mayComeBack ? comeBack : joinAnother,
  });
  return h(
    'section',
    { class: 'sheet ended' },
    h('div', { class: 'ended-mark' }, icon(mayComeBack ? 'offline' : 'check')),
    i18n.text(h('h1'), words.title),
    i18n.text(h('p', { class: 'lead' }), words.body),
    !mayComeBack && reason !== 'removed' && createFeedbackPlace(i18n, feedback, answered),
    i18n.text(button, mayComeBack ? 'stopped.back' : 'ended.again'),
  );
}

/** @param {StopReason} reason */
function wordsOf(reason) {
  if (mayReturn(reason)) return { title: 'stopped.title', body: 'stopped.other' };
  if (reason === 'removed') return { title: 'stopped.removed.title', body: 'stopped.removed' };
  return { title: 'ended.title', body: 'ended.body' };
}
