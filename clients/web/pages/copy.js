/** Entry of /copy: whoever scans what staff show gets one copy of the conversation. */

import { CopyPanel } from '../elements/copy-panel.js';
import { h } from '../elements/dom.js';
import { CLIENT_FALLBACK, CLIENT_LANGUAGES } from '../i18n/client-languages.js';
import { loadClientStrings } from '../i18n/client-strings.js';
import { chooseLanguage, I18n } from '../i18n/i18n.js';
import { CopyApi } from '../net/copy-api.js';
import { restartOnNewFragment, takeFromFragment } from './fragment.js';

const secret = takeFromFragment('s');
restartOnNewFragment();
const lang = chooseLanguage(navigator.languages, Object.keys(CLIENT_LANGUAGES), CLIENT_FALLBACK);
const i18n = new I18n(lang, await loadClientStrings(lang));
document.documentElement.lang = lang;
document.documentElement.dir = CLIENT_LANGUAGES[lang].dir;
const api = new CopyApi();
document
  .getElementById('main')
  ?.replaceChildren(
    h(
      'section',
      { class: 'sheet' },
      h('p', { class: 'brand' }, 'Tulkki'),
      i18n.text(h('h1'), 'export.title'),
      secret === null
        ? i18n.text(h('p', { class: 'lead' }), 'export.none')
        : new CopyPanel(i18n, (format) => api.copy({ secret }, format), true).element,
    ),
  );
