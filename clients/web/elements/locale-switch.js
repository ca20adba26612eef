/** In which language staff read a page. */

import { DESK_LANGUAGES } from '../i18n/desk-strings.js';
import { h } from './dom.js';

/** @typedef {import('../i18n/i18n.js').Table} Table */

/**
 * @param {import('../i18n/i18n.js').I18n} i18n
 * @param {string} label key of its name
 * @param {(lang: string) => Promise<Table>} load
 * @param {(lang: string) => void} remember
 */
export function createLocaleSwitch(i18n, label, load, remember) {
  const select = h('select', { class: 'locale' });
  select.append(
    ...Object.entries(DESK_LANGUAGES).map(([code, name]) =>
      h('option', { value: code, lang: code }, name),
    ),
  );
  select.value = i18n.lang;
  select.addEventListener('change', async () => {
    const lang = select.value;
    const table = await load(lang);
    remember(lang);
    document.documentElement.lang = lang;
    i18n.use(lang, table, document.body);
  });
  return i18n.attribute(select, 'aria-label', label);
}
