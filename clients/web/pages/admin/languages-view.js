/** Which pairs are installed, by which models, how good they are; and which texts people have read. */

import { h } from '../../elements/dom.js';
import { named } from './languages.js';

/** @typedef {import('../../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../../net/admin-api.js').AdminApi} AdminApi */
/** @typedef {import('../../net/admin-api.js').Pair} Pair */
/** @typedef {import('../../net/admin-api.js').Texts} Texts */

const TEXTS = /** @type {const} */ (['pages', 'phrases', 'cards']);

/**
 * @param {I18n} i18n
 * @param {AdminApi} api
 * @returns {Promise<HTMLElement>}
 */
export async function createLanguagesView(i18n, api) {
  const { speech, pairs, texts } = await api.languages();
  const recognizer = h('p', {});
  if (speech !== null) i18n.text(recognizer, 'admin.languages.speech', { ...speech });
  return h(
    'section',
    { class: 'sheet part' },
    i18n.text(h('h1', { tabindex: -1 }), 'admin.languages.title'),
    i18n.text(h('p', { class: 'lead' }), 'admin.languages.lead'),
    recognizer,
    table(
      i18n,
      'admin.languages.pairs',
      ['pair', 'route', 'models', 'licence', 'quality'],
      pairs.map((pair) => pairRow(i18n, pair)),
    ),
    table(
      i18n,
      'admin.languages.texts',
      ['language', ...TEXTS],
      texts.map((one) => textsRow(i18n, one)),
    ),
  );
}

/**
 * @param {I18n} i18n
 * @param {string} caption key
 * @param {readonly string[]} columns
 * @param {readonly HTMLElement[]} rows
 */
function table(i18n, caption, columns, rows) {
  const heads = columns.map((column) =>
    i18n.text(h('th', { scope: 'col' }), `admin.languages.column.${column}`),
  );
  const made = h(
    'table',
    { class: 'entries' },
    i18n.text(h('caption'), caption),
    h('thead', {}, h('tr', {}, ...heads)),
    h('tbody', {}, ...rows),
  );
  const scroll = h('div', { class: 'table-scroll', tabindex: 0, role: 'region' }, made);
  return i18n.attribute(scroll, 'aria-label', caption);
}

/**
 * @param {I18n} i18n
 * @param {Pair} pair
 */
function pairRow(i18n, { source, target, speakable, route, models, quality, quality_source }) {
  const way = h('td', {}, i18n.text(h('span'), ...wayOf(route)));
  if (!speakable) way.append(' ', i18n.text(h('span', { class: 'badge' }), 'admin.languages.typed'));
  const letter = h('td', {});
  if (quality === null) i18n.text(letter, 'admin.languages.unmeasured');
  else letter.append(h('strong', {}, quality), ' ', h('span', { class: 'soft' }, quality_source));
  const each = models.map(({ key, engine }) => h('p', {}, h('code', {}, key), ` (${engine})`));
  const licences = [...new Set(models.map(({ licence }) => licence))];
  return h(
    'tr',
    {},
    h('th', { scope: 'row' }, name(source), ' → ', name(target)),
    way,
    h('td', { dir: 'ltr' }, ...each),
    h('td', { dir: 'ltr' }, licences.join(', ')),
    letter,
  );
}

/**
 * @param {string} route
 * @returns {[string, import('../../i18n/i18n.js').Params]} key of its words, and what is in them
 */
function wayOf(route) {
  const [way, over = ''] = route.split(':');
  if (way === 'pivot') {
    const languages = over.split('+').map((code) => named(code).endonym);
    return ['admin.languages.route.pivot', { languages: languages.join(', ') }];
  }
  if (way === 'speech')
    return [`admin.languages.route.${over.endsWith('+text') ? 'speech_text' : 'speech'}`, {}];
  return ['admin.languages.route.direct', {}];
}

/**
 * @param {I18n} i18n
 * @param {Texts} texts
 */
function textsRow(i18n, texts) {
  const cells = TEXTS.map((what) => {
    const read = texts[what];
    const said = read === null ? 'unwritten' : read ? 'read' : 'unread';
    return i18n.text(h('td'), `admin.languages.texts.${said}`);
  });
  return h('tr', {}, h('th', { scope: 'row' }, name(texts.code)), ...cells);
}

/** @param {string} code */
function name(code) {
  return h('bdi', { lang: code }, named(code).endonym);
}
