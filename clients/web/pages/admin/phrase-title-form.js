/** What an own group of phrases is called. */

import { h } from '../../elements/dom.js';
import { field } from '../../elements/field.js';

const LONGEST_TITLE = 80;

/**
 * @param {import('../../i18n/i18n.js').I18n} i18n
 * @param {string} title as it is
 * @param {{save: (title: string) => void, cancel: () => void}} ways
 * @returns {HTMLFormElement}
 */
export function createTitleForm(i18n, title, ways) {
  const input = h('input', {
    type: 'text',
    required: true,
    maxlength: LONGEST_TITLE,
    dir: 'auto',
    value: title,
  });
  const save = h('button', { class: 'button button-primary', type: 'submit' });
  const cancel = h('button', { class: 'button', type: 'button', click: ways.cancel });
  const submit = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    ways.save(input.value.trim());
  };
  return h(
    'form',
    { class: 'desk-form', submit },
    field(i18n, 'admin.phrases.group.title', input),
    h(
      'div',
      { class: 'form-buttons' },
      i18n.text(save, 'admin.save'),
      i18n.text(cancel, 'admin.cancel'),
    ),
  );
}
