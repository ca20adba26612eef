/** Entry of /join: the client's own phone. */

import { h, icon } from '../elements/dom.js';
import { LanguagePicker } from '../elements/language-picker.js';
import { chooseLanguage } from '../i18n/i18n.js';
import { boot } from './reader/boot.js';
import { PhoneDock } from './reader/phone-dock.js';

/** @typedef {import('../i18n/i18n.js').I18n} I18n */
/** @typedef {import('./reader/app.js').Words} Words */

/**
 * The opening words in the reader's language: nobody reads a word before they know that a computer
 * translates.
 *
 * @param {I18n} i18n
 * @param {Words} words
 */
function createWelcome(i18n, { languages, lang, choose, proceed }) {
  const opening = i18n.text(h('p', { class: 'opening-words' }), 'notice.text');
  const picker = new LanguagePicker(i18n.text(h('span'), 'join.language'), languages, choose);
  picker.update(() => true, lang);
  return h(
    'section',
    { class: 'sheet welcome' },
    h('p', { class: 'brand' }, 'Tulkki'),
    i18n.text(h('h1', { class: 'visually-hidden' }), 'join.title'),
    h('div', { class: 'opening' }, opening),
    picker.element,
    i18n.text(
      h('button', { class: 'button button-primary button-large', type: 'button', click: proceed }),
      'notice.accept',
    ),
  );
}

/**
 * @param {I18n} i18n
 * @param {Words} words
 * @param {HTMLElement} look
 */
function createTop(i18n, { languages, lang, choose }, look) {
  const select = h('select', { change: () => choose(select.value) });
  select.append(
    ...languages.map(({ code, endonym: name }) => h('option', { value: code, lang: code }, name)),
  );
  select.value = lang;
  i18n.attribute(select, 'aria-label', 'join.language');
  const summary = i18n.attribute(
    h('summary', { class: 'button' }, icon('text')),
    'aria-label',
    'view.controls',
  );
  return h('div', { class: 'reading-top' }, select, h('details', {}, summary, look));
}

const sizes = { minPx: 18, maxPx: 56, defaultPx: 24, marksPx: [24], big: false };

await boot(sizes, ({ i18n, createLook }) => ({
  defaultLang: ({ languages, pair }) => chooseLanguage(navigator.languages, languages, pair[1]),
  welcome: (words) => createWelcome(i18n, words),
  controls: (words) => [createTop(i18n, words, createLook())],
  createDock: (call, conversation) => new PhoneDock(i18n, call, conversation),
}));
