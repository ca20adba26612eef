/** Entry of /join: the client's own phone. */

import { AloudSwitch } from '../elements/aloud-switch.js';
import { CopyButton } from '../elements/copy-button.js';
import { h } from '../elements/dom.js';
import { createViewMenu, ViewControls } from '../elements/view-controls.js';
import { chooseLanguage } from '../i18n/i18n.js';
import { Aloud } from '../speech/aloud.js';
import { languageOf } from '../state/languages.js';
import { boot, loadWelcome } from './reader/boot.js';
import { PhoneDock } from './reader/phone-dock.js';

/** @typedef {import('../i18n/i18n.js').I18n} I18n */
/** @typedef {import('./reader/app.js').Words} Words */
/** @typedef {import('./reader/memory.js').ReaderMemory} ReaderMemory */

const aloud = new Aloud();

/**
 * @param {I18n} i18n
 * @param {ReaderMemory} memory
 * @param {Words} words
 */
function createSwitch(i18n, memory, { languages, lang }) {
  const turn = new AloudSwitch(i18n, aloud, [languageOf(languages, lang)], {
    key: 'aloud.no_voice',
    onTurn: (on) => {
      memory.aloud = on;
      aloud.turn(on);
    },
  });
  aloud.subscribe(() => turn.update());
  aloud.turn(memory.aloud);
  return turn;
}

/**
 * @param {I18n} i18n
 * @param {ReaderMemory} memory
 * @param {Words} words
 * @param {HTMLElement} look
 */
function createTop(i18n, memory, words, look) {
  const { languages, lang, choose, reader } = words;
  const turn = createSwitch(i18n, memory, words);
  look.append(turn.element);
  const select = h('select', {
    change: () => {
      choose(select.value);
      turn.read([languageOf(languages, select.value)]);
    },
  });
  select.append(
    ...languages.map(({ code, endonym: name }) => h('option', { value: code, lang: code }, name)),
  );
  select.value = lang;
  i18n.attribute(select, 'aria-label', 'join.language');
  const copy = new CopyButton(i18n, reader);
  return h(
    'div',
    { class: 'reading-top' },
    select,
    copy.element,
    createViewMenu(i18n, look),
    copy.notice.element,
  );
}

const sizes = { minPx: 18, maxPx: 56, defaultPx: 24, marksPx: [24] };

await boot(sizes, ({ i18n, memory, createLook }) => ({
  defaultLang: ({ languages, pair }) => chooseLanguage(navigator.languages, languages, pair[1]),
  loadWelcome,
  sharesNotice: false,
  asksAfterwards: () => true,
  controls: (words) => [createTop(i18n, memory, words, createLook())],
  createDock: (call, conversation) => new PhoneDock(i18n, call, conversation, aloud),
  aloud,
}), ViewControls);
