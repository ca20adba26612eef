/** Entry of /desk. */

import { createLocaleSwitch } from '../elements/locale-switch.js';
import { DESK_LANGUAGES, loadDeskStrings } from '../i18n/desk-strings.js';
import { chooseLanguage, I18n } from '../i18n/i18n.js';
import { StaffApi } from '../net/staff-api.js';
import { DeskApp } from './desk/app.js';
import { DeskMemory } from './desk/memory.js';
import { restartOnNewFragment, takeFromFragment } from './fragment.js';

/** @param {string} id */
function place(id) {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`the page has no #${id}`);
  return element;
}

const memory = new DeskMemory();
const preferred = [memory.get().locale ?? [], navigator.languages].flat();
const lang = chooseLanguage(preferred, Object.keys(DESK_LANGUAGES), 'en');
const i18n = new I18n(lang, await loadDeskStrings(lang));
document.documentElement.lang = lang;
restartOnNewFragment();
place('locale').append(
  createLocaleSwitch(i18n, 'app.language', loadDeskStrings, (locale) => memory.remember({ locale })),
);
const page = { main: place('main'), header: place('header'), log: place('log') };
await new DeskApp(i18n, new StaffApi(), memory, page).start(takeFromFragment('key'));
