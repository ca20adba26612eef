/** One question at the end, answered by a tap. */

import { FeedbackApi } from '../net/feedback-api.js';
import { h } from './dom.js';
import { NoticeBar, noticeOfError } from './notice-bar.js';

/** @typedef {import('../net/feedback-api.js').Answer} Answer */

/** @type {readonly Answer[]} */
const ANSWERS = ['good', 'partly', 'bad'];

/**
 * @param {import('../i18n/i18n.js').I18n} i18n
 * @param {string} token
 * @param {() => void} onGiven
 * @returns {HTMLElement}
 */
export function createFeedback(i18n, token, onGiven) {
  const api = new FeedbackApi();
  const notice = new NoticeBar(i18n);
  const question = i18n.text(h('h2', { id: 'feedback-question' }), 'feedback.question');
  const thanks = h('p', { class: 'feedback-thanks', role: 'status', tabindex: -1 });
  const buttons = ANSWERS.map((answer) =>
    i18n.text(
      h('button', { class: 'button button-large', type: 'button', click: () => void tap(answer) }),
      `feedback.${answer}`,
    ),
  );
  const choices = h(
    'div',
    { class: 'feedback-answers', role: 'group', 'aria-labelledby': question.id },
    ...buttons,
  );

  /** @param {Answer} answer */
  async function tap(answer) {
    buttons.forEach((button) => (button.disabled = true));
    const problem = await api.give(token, answer);
    buttons.forEach((button) => (button.disabled = false));
    notice.update(problem === null ? null : noticeOfError(i18n, problem));
    if (problem !== null) return;
    onGiven();
    choices.hidden = true;
    i18n.text(thanks, 'feedback.thanks');
    thanks.focus();
  }

  return h('div', { class: 'feedback' }, question, choices, thanks, notice.element);
}
