/** Entry of /admin. */

import { createLocaleSwitch } from '../elements/locale-switch.js';
import { loadAdminStrings } from '../i18n/admin-strings.js';
import { DESK_LANGUAGES } from '../i18n/desk-strings.js';
import { chooseLanguage, I18n } from '../i18n/i18n.js';
import { AdminApi } from '../net/admin-api.js';
import { AdminApp } from './admin/app.js';
import { restartOnNewFragment, takeFromFragment } from './fragment.js';

const LOCALE = 'tulkki.admin.locale';

/** @param {string} id */
function place(id) {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`the page has no #${id}`);
  return element;
}

const secret = takeFromFragment('key');
restartOnNewFragment();
const preferred = [sessionStorage.getItem(LOCALE) ?? [], navigator.languages].flat();
const lang = chooseLanguage(preferred, Object.keys(DESK_LANGUAGES), 'en');
const i18n = new I18n(lang, await loadAdminStrings(lang));
document.documentElement.lang = lang;
place('locale').append(
  createLocaleSwitch(i18n, 'admin.language', loadAdminStrings, (chosen) =>
    sessionStorage.setItem(LOCALE, chosen),
  ),
);
const page = { main: place('main'), header: place('header') };
await new AdminApp(i18n, new AdminApi(), page).start(secret);
