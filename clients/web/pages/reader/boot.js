/** What both reading pages begin with. */

import { CLIENT_FALLBACK, CLIENT_LANGUAGES } from '../../i18n/client-languages.js';
import { loadClientStrings } from '../../i18n/client-strings.js';
import { chooseLanguage, I18n } from '../../i18n/i18n.js';
import { loadModule } from '../../net/load-module.js';
import { ReaderApi } from '../../net/reader-api.js';
import { applyLook } from '../../elements/view-controls.js';
import { restartOnNewFragment, takeFromFragment } from '../fragment.js';
import { ReaderApp } from './app.js';
import { ReaderMemory } from './memory.js';

/** @typedef {import('../../elements/view-controls.js').Sizes} Sizes */
/** @typedef {import('./app.js').Words} Words */

/**
 * @param {Sizes} sizes
 * @param {(tools: {i18n: I18n, memory: ReaderMemory, createLook: () => HTMLElement}) =>
 *   import('./app.js').ReaderKind} createKind
 * @param {typeof import('../../elements/view-controls.js').ViewControls} Controls
 */
export async function boot(sizes, createKind, Controls) {
  const lang = chooseLanguage(navigator.languages, Object.keys(CLIENT_LANGUAGES), CLIENT_FALLBACK);
  const i18n = new I18n(lang, await loadClientStrings(lang));
  const memory = new ReaderMemory();
  const root = document.documentElement;
  root.lang = lang;
  root.dir = CLIENT_LANGUAGES[lang].dir;
  applyLook(root, memory.look, sizes.defaultPx);
  const createLook = () =>
    new Controls(i18n, sizes, memory.look, (look) => {
      memory.look = look;
      applyLook(root, look, sizes.defaultPx);
    }).element;
  restartOnNewFragment();
  const page = { main: place('main'), log: place('log') };
  const app = new ReaderApp(
    { i18n, api: new ReaderApi(), memory },
    page,
    createKind({ i18n, memory, createLook }),
  );
  await app.start(takeFromFragment('s'));
}

/** @returns {Promise<import('./welcome-view.js').CreateWelcome>} */
export function loadWelcome() {
  return loadModule(async () => (await import('./welcome-view.js')).createWelcome);
}

/** @param {string} id */
function place(id) {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`the page has no #${id}`);
  return element;
}
