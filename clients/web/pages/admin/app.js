/** The page of administrators: signs in, then shows one of its parts at a time. */

import { h } from '../../elements/dom.js';
import { NoticeBar, noticeOfError } from '../../elements/notice-bar.js';
import { ApiError } from '../../net/api.js';
import { loadModule } from '../../net/load-module.js';

/** @typedef {import('../../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../../net/admin-api.js').AdminApi} AdminApi */
/** @typedef {(i18n: I18n, api: AdminApi) => Promise<HTMLElement>} Create builds a part from what the server says now */

/** Each is loaded when it is looked at. */
const PARTS = {
  usage: async () => (await import('./usage-view.js')).createUsageView,
  compare: async () => (await import('./compare-view.js')).createCompareView,
  desks: async () => (await import('./desks-view.js')).createDesksView,
  glossaries: async () => (await import('./glossaries-view.js')).createGlossariesView,
  phrases: async () => (await import('./phrases-view.js')).createPhrasesView,
  languages: async () => (await import('./languages-view.js')).createLanguagesView,
  keys: async () => (await import('./keys-view.js')).createKeysView,
};

/** @typedef {keyof typeof PARTS} Part */

const PART_NAMES = /** @type {Part[]} */ (Object.keys(PARTS));

export class AdminApp {
  #i18n;
  #api;
  #page;
  /** @type {Part} */
  #part = 'usage';

  /**
   * @param {I18n} i18n
   * @param {AdminApi} api
   * @param {{main: HTMLElement, header: HTMLElement}} page places to put things
   */
  constructor(i18n, api, page) {
    this.#i18n = i18n;
    this.#api = api;
    this.#page = page;
  }

  /** @param {string | null} secret of a sign-in link */
  async start(secret) {
    await this.#attempt(
      async () => {
        const refused = secret !== null && !(await this.#signIn(secret));
        if (refused || !(await this.#api.isSignedIn())) this.#askToSignIn(refused);
        else await this.#show('usage');
      },
      () => void this.start(secret),
    );
  }

  /**
   * @param {string} secret
   * @returns {Promise<boolean>}
   */
  async #signIn(secret) {
    try {
      await this.#api.signIn(secret);
      return true;
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return false;
      throw error;
    }
  }

  /** @param {boolean} refused the link that was opened is not valid */
  #askToSignIn(refused) {
    const text = this.#i18n.text.bind(this.#i18n);
    this.#page.header.replaceChildren();
    this.#page.main.replaceChildren(
      h(
        'section',
        { class: 'sheet' },
        text(h('h1'), 'admin.signin.title'),
        refused && text(h('p', { class: 'warning', role: 'alert' }), 'admin.signin.bad'),
        text(h('p', { class: 'lead' }), 'admin.signin.body'),
        h('p', {}, h('code', { dir: 'ltr' }, `${location.origin}/admin#key=…`)),
      ),
    );
  }

  /** @param {Part} part */
  async #show(part) {
    this.#part = part;
    this.#page.header.replaceChildren(this.#parts(part));
    await this.#attempt(
      async () => {
        /** @type {Create} */
        const create = await loadModule(PARTS[part]);
        const view = await create(this.#i18n, this.#api);
        // Of two parts that were asked for in a hurry the later one is shown.
        if (this.#part === part) this.#page.main.replaceChildren(view);
      },
      () => void this.#show(part),
    );
  }

  /** @param {Part} shown */
  #parts(shown) {
    const buttons = PART_NAMES.map((part) =>
      this.#i18n.text(
        h('button', {
          class: 'button',
          type: 'button',
          'data-part': part,
          'aria-pressed': part === shown ? 'true' : 'false',
          click: () => void this.#show(part),
        }),
        `admin.tab.${part}`,
      ),
    );
    const leave = h('button', { class: 'button', type: 'button', click: () => this.#leave() });
    return this.#i18n.attribute(
      h('nav', { class: 'parts' }, ...buttons, this.#i18n.text(leave, 'admin.signout')),
      'aria-label',
      'admin.tabs',
    );
  }

  async #leave() {
    await this.#attempt(
      async () => {
        await this.#api.signOut();
        this.#askToSignIn(false);
      },
      () => void this.#leave(),
    );
  }

  /**
   * @param {() => Promise<void>} act
   * @param {() => void} retry
   */
  async #attempt(act, retry) {
    try {
      await act();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const bar = new NoticeBar(this.#i18n);
      const action = { key: 'admin.retry', run: retry };
      bar.update({ ...noticeOfError(this.#i18n, error.code), action });
      this.#page.main.replaceChildren(h('section', { class: 'sheet' }, bar.element));
    }
  }
}
