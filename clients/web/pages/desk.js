/** Entry of /desk. */

import { h } from '../elements/dom.js';
import { DESK_STRINGS } from '../i18n/desk-strings.js';
import { chooseLanguage, I18n } from '../i18n/i18n.js';
import { Session } from '../net/session.js';
import { DeskApp } from './desk/app.js';
import { DeskMemory } from './desk/memory.js';
import { restartOnNewFragment, takeFromFragment } from './fragment.js';

const ENDONYMS = { fi: 'suomi', sv: 'svenska', en: 'English' };

/** @param {string} id */
function place(id) {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`the page has no #${id}`);
  return element;
}

/**
 * @param {I18n} i18n
 * @param {DeskMemory} memory
 */
function createLocaleSwitch(i18n, memory) {
  const select = h('select', { class: 'locale' });
  select.append(
    ...Object.entries(ENDONYMS).map(([code, name]) =>
      h('option', { value: code, lang: code }, name),
    ),
  );
  select.value = i18n.lang;
  select.addEventListener('change', () => {
    memory.remember({ locale: select.value });
    document.documentElement.lang = select.value;
    i18n.use(select.value, document.body);
  });
  return i18n.attribute(select, 'aria-label', 'app.language');
}

const memory = new DeskMemory();
const preferred = [memory.get().locale ?? [], navigator.languages].flat();
const i18n = new I18n(DESK_STRINGS, chooseLanguage(preferred, Object.keys(DESK_STRINGS), 'en'));
document.documentElement.lang = i18n.lang;
restartOnNewFragment();
place('locale').append(createLocaleSwitch(i18n, memory));
const page = { main: place('main'), header: place('header'), log: place('log') };
await new DeskApp(i18n, new Session(), memory, page).start(takeFromFragment('key'));
