/** Entry of /desk. */

import { createLocaleSwitch } from '../elements/locale-switch.js';
import { applyLook, createViewMenu, ViewControls } from '../elements/view-controls.js';
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

const SIZES = { minPx: 18, maxPx: 56, defaultPx: 24, marksPx: [24] };

const memory = new DeskMemory();
const preferred = [memory.get().locale ?? [], navigator.languages].flat();
const lang = chooseLanguage(preferred, Object.keys(DESK_LANGUAGES), 'en');
const i18n = new I18n(lang, await loadDeskStrings(lang));
const root = document.documentElement;
root.lang = lang;
const { look = {} } = memory.get();
applyLook(root, look, SIZES.defaultPx);
const view = new ViewControls(i18n, SIZES, look, (chosen) => {
  memory.remember({ look: chosen });
  applyLook(root, chosen, SIZES.defaultPx);
});
restartOnNewFragment();
place('locale').append(
  createLocaleSwitch(i18n, 'app.language', loadDeskStrings, (locale) => memory.remember({ locale })),
  createViewMenu(i18n, view.element),
);
const page = { main: place('main'), header: place('header'), log: place('log') };
await new DeskApp(i18n, new StaffApi(), memory, page).start(takeFromFragment('key'));
