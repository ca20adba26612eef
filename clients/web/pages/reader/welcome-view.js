/** What the client reads before a word is seen. Loaded by those who come in anew. */

import { h } from '../../elements/dom.js';
import { LanguagePicker } from '../../elements/language-picker.js';
import { noticeKey } from '../../state/notice.js';
import { createReadButton } from '../../elements/read-button.js';

/** @typedef {import('../../i18n/i18n.js').I18n} I18n */
/** @typedef {import('./app.js').Words} Words */

/**
 * The opening words in the reader's language: nobody reads a word before they know that a computer
 * translates.
 *
 * @param {I18n} i18n
 * @param {import('../../speech/aloud.js').Aloud} aloud
 * @param {Words} words
 */
export function createWelcome(i18n, aloud, { languages, lang, retentionH, choose, proceed }) {
  const opening = i18n.text(h('p', { class: 'opening-words' }), noticeKey(retentionH));
  const picker = new LanguagePicker(i18n.text(h('span'), 'join.language'), languages, choose);
  picker.update(() => true, lang);
  return h(
    'section',
    { class: 'sheet welcome' },
    h('p', { class: 'brand' }, 'Tulkki'),
    i18n.text(h('h1', { class: 'visually-hidden' }), 'join.title'),
    h(
      'div',
      { class: 'opening' },
      opening,
      createReadButton(i18n, aloud, () => ({ text: opening.textContent ?? '', lang: i18n.lang })),
      i18n.text(h('p', { class: 'soft' }), `notice.retention.${retentionH}`),
    ),
    picker.element,
    i18n.text(
      h('button', { class: 'button button-primary button-large', type: 'button', click: proceed }),
      'notice.accept',
    ),
  );
}
