/** Entry of /poster: a page of paper that tells clients, in their languages, that they are understood. */

import { h, icon } from '../elements/dom.js';
import { several } from '../elements/field.js';
import { createLocaleSwitch } from '../elements/locale-switch.js';
import { NoticeBar, noticeOfError } from '../elements/notice-bar.js';
import { CLIENT_LANGUAGES } from '../i18n/client-languages.js';
import { loadClientStrings } from '../i18n/client-strings.js';
import { DESK_LANGUAGES, loadDeskStrings } from '../i18n/desk-strings.js';
import { chooseLanguage, I18n } from '../i18n/i18n.js';
import { ApiError } from '../net/api.js';
import { PosterApi } from '../net/poster-api.js';

/** Names that lead every machine to itself. */
const LOCAL_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);
/** More than so many languages stand in two columns. */
const ONE_COLUMN = 6;

const lang = chooseLanguage(navigator.languages, Object.keys(DESK_LANGUAGES), 'en');
const i18n = new I18n(lang, await loadDeskStrings(lang));
document.documentElement.lang = lang;
const notice = new NoticeBar(i18n);
const main = h('main', {}, notice.element);
document.getElementById('main')?.replaceWith(main);
await start();

async function start() {
  try {
    const api = new PosterApi();
    const [{ languages }, place] = await Promise.all([api.capabilities(), api.link()]);
    const here = new Set(languages.map(({ code }) => code));
    const codes = Object.keys(CLIENT_LANGUAGES).filter((code) => here.has(code));
    const texts = await Promise.all(codes.map(loadClientStrings));
    const entries = codes.map((code, at) => entry(code, texts[at]));
    main.replaceChildren(...build(codes, entries, place));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    notice.update({
      ...noticeOfError(i18n, error.code),
      action: { key: 'poster.retry', run: () => void start() },
    });
  }
}

/**
 * @param {readonly string[]} codes
 * @param {readonly HTMLElement[]} entries
 * @param {import('../net/poster-api.js').Place} place
 */
function build(codes, entries, { link, qr_svg: qrSvg }) {
  const list = h('ul', { class: 'poster-languages' });
  const names = codes.map((code) => CLIENT_LANGUAGES[code].endonym);
  const choice = several(i18n, 'poster.languages', names, names, 'poster.none');
  const show = () => {
    const chosen = new Set(choice.chosen);
    const shown = entries.filter((_, at) => chosen.has(names[at]));
    list.dataset.columns = shown.length > ONE_COLUMN ? '2' : '1';
    list.replaceChildren(...shown);
  };
  choice.element.addEventListener('change', show);
  show();
  const { host, hostname } = new URL(link);
  const print = h(
    'button',
    { class: 'button button-primary', type: 'button', click: () => window.print() },
    i18n.text(h('span'), 'poster.print'),
  );
  return [
    h(
      'section',
      { class: 'poster-tools' },
      h('div', { class: 'poster-top' }, i18n.text(h('h1'), 'poster.title'), locale()),
      i18n.text(h('p', { class: 'lead' }), 'poster.lead'),
      LOCAL_NAMES.has(hostname) &&
        h('p', { class: 'warning' }, icon('warning'), i18n.text(h('span'), 'poster.local')),
      choice.element,
      print,
    ),
    h(
      'article',
      { class: 'poster-sheet' },
      h(
        'header',
        {},
        i18n.text(h('h2'), 'poster.heading'),
        h(
          'figure',
          {},
          i18n.attribute(
            h('img', {
              class: 'qr',
              width: 264,
              height: 264,
              src: `data:image/svg+xml;charset=utf-8,${encodeURIComponent(qrSvg)}`,
            }),
            'alt',
            'poster.qr',
          ),
          h('figcaption', { dir: 'ltr' }, `${host}/join`),
        ),
      ),
      list,
    ),
  ];
}

function locale() {
  return createLocaleSwitch(i18n, 'poster.locale', loadDeskStrings, () => {});
}

/**
 * @param {string} code
 * @param {import('../i18n/i18n.js').Table} table
 * @returns {HTMLElement} a language, in its own words
 */
function entry(code, table) {
  const { endonym, dir } = CLIENT_LANGUAGES[code];
  return h(
    'li',
    { lang: code, dir },
    h('p', { class: 'endonym' }, endonym),
    h('p', {}, table['poster.offer']),
    h('p', { class: 'phone' }, table['poster.phone']),
  );
}
