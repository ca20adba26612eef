/** What the client reads before a word is seen. Loaded by those who come in anew. */

import { h } from '../../elements/dom.js';
import { LanguagePicker } from '../../elements/language-picker.js';
import { noticeKey } from '../../state/notice.js';
import { createReadButton } from '../../elements/read-button.js';

/** @typedef {import('../../i18n/i18n.js').I18n} I18n */
/** @typedef {import('./app.js').Words} Words */
/** @typedef {(i18n: I18n, words: Words & Offer) => HTMLElement} CreateWelcome */
/**
 * @typedef {object} Offer
 * @property {() => void} accept
 * @property {HTMLElement} calls what can be told the desk without words
 * @property {import('../../speech/aloud.js').Aloud | null} aloud null where nothing is read aloud
 */

/**
 * The opening words in the reader's language: nobody reads a word before they know that a computer
 * translates.
 *
 * @type {CreateWelcome}
 */
export function createWelcome(i18n, words) {
  const { languages, lang, retentionH, practice, choose, accept, calls, aloud } = words;
  const opening = i18n.text(h('p', { class: 'opening-words' }), noticeKey(retentionH));
  const picker = new LanguagePicker(i18n.text(h('span'), 'join.language'), languages, choose);
  picker.update(() => true, lang);
  return h(
    'section',
    { class: 'sheet welcome' },
    h('p', { class: 'brand' }, 'Tulkki'),
    i18n.text(h('h1', { class: 'visually-hidden' }), 'join.title'),
    practice && i18n.text(h('p', { class: 'practice-mark' }), 'live.practice'),
    h(
      'div',
      { class: 'opening' },
      opening,
      aloud &&
        createReadButton(i18n, aloud, () => ({
          text: opening.textContent ?? '',
          lang: i18n.lang,
        })),
      i18n.text(h('p', { class: 'soft' }), `notice.retention.${retentionH}`),
    ),
    languages.length > 0 && picker.element,
    i18n.text(
      h('button', { class: 'button button-primary button-large', type: 'button', click: accept }),
      'notice.accept',
    ),
    calls,
  );
}
