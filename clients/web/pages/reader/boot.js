/** What both reading pages begin with. */

import { CLIENT_FALLBACK, CLIENT_STRINGS } from '../../i18n/client-strings.js';
import { chooseLanguage, I18n } from '../../i18n/i18n.js';
import { Session } from '../../net/session.js';
import { applyLook, ViewControls } from '../../elements/view-controls.js';
import { restartOnNewFragment, takeFromFragment } from '../fragment.js';
import { ReaderApp } from './app.js';
import { ReaderMemory } from './memory.js';

/** @typedef {import('../../elements/view-controls.js').Sizes} Sizes */
/** @typedef {import('./app.js').Words} Words */

/**
 * @param {Sizes} sizes
 * @param {(tools: {i18n: I18n, createLook: () => HTMLElement}) => import('./app.js').ReaderKind} createKind
 */
export async function boot(sizes, createKind) {
  const languages = Object.keys(CLIENT_STRINGS);
  const i18n = new I18n(
    CLIENT_STRINGS,
    chooseLanguage(navigator.languages, languages, CLIENT_FALLBACK),
  );
  const memory = new ReaderMemory();
  const root = document.documentElement;
  root.lang = i18n.lang;
  applyLook(root, memory.look, sizes.defaultPx);
  const createLook = () =>
    new ViewControls(i18n, sizes, memory.look, (look) => {
      memory.look = look;
      applyLook(root, look, sizes.defaultPx);
    }).element;
  restartOnNewFragment();
  const page = { main: place('main'), log: place('log') };
  const app = new ReaderApp(
    { i18n, session: new Session(), memory },
    page,
    createKind({ i18n, createLook }),
  );
  await app.start(takeFromFragment('s'));
}

/** @param {string} id */
function place(id) {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`the page has no #${id}`);
  return element;
}
