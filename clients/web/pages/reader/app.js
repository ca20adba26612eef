/**
 * A page that reads along: comes in, shows the captions, forgets them. Display and phone differ in
 * what they pass here.
 */

import { h } from '../../elements/dom.js';
import { NoticeBar, noticeOfError } from '../../elements/notice-bar.js';
import { CLIENT_STRINGS } from '../../i18n/client-strings.js';
import { clientLanguage } from '../../i18n/opening-words.js';
import { ApiError } from '../../net/api.js';
import { languageOf } from '../../state/languages.js';
import { comeBack } from './admission.js';
import { CaptionView } from './caption-view.js';
import { CodeView } from './code-view.js';
import { createOverView, mayReturn } from './over-view.js';
import { ReaderCall } from './reader-call.js';
import { keepScreenOn } from './wake-lock.js';

/** @typedef {import('../../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../../net/reader-api.js').Admission} Admission */
/** @typedef {import('../../net/api.js').Language} Language */
/** @typedef {import('../../net/reader-api.js').ReaderApi} ReaderApi */
/** @typedef {import('../../net/closing.js').StopReason} StopReason */
/** @typedef {import('./memory.js').ReaderMemory} ReaderMemory */

/**
 * What is special to one page.
 *
 * @typedef {object} ReaderKind
 * @property {(admission: Admission) => string} defaultLang language that is read unless the reader
 *   chooses
 * @property {((words: Words) => HTMLElement) | null} welcome shown before the captions
 * @property {(words: Words) => Node[]} controls shown beside the captions
 */
/**
 * @typedef {object} Words
 * @property {readonly Language[]} languages to choose from
 * @property {string} lang that is read
 * @property {(lang: string) => void} choose
 * @property {() => void} proceed
 */

export class ReaderApp {
  #i18n;
  #api;
  #memory;
  #page;
  #kind;
  /** @type {readonly Language[]} */
  #languages = [];

  /**
   * @param {{i18n: I18n, api: ReaderApi, memory: ReaderMemory}} tools
   * @param {{main: HTMLElement, log: HTMLElement}} page places to put things
   * @param {ReaderKind} kind
   */
  constructor({ i18n, api, memory }, page, kind) {
    this.#i18n = i18n;
    this.#api = api;
    this.#memory = memory;
    this.#page = page;
    this.#kind = kind;
  }

  /** @param {string | null} secret of an invitation link */
  async start(secret) {
    try {
      this.#languages = (await this.#api.capabilities()).languages;
      const { reading } = this.#memory;
      if (secret !== null) await this.#enterByLink(secret);
      else if (reading !== null) await this.#enterAgain(reading.token);
      else this.#askForCode(null);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#showFailure(error.code, () => void this.start(secret));
    }
  }

  /** @param {string} secret */
  async #enterByLink(secret) {
    try {
      this.#welcome(await this.#api.join({ secret }));
    } catch (error) {
      if (!(error instanceof ApiError) || error.status === 0) throw error;
      this.#askForCode(error.code);
    }
  }

  /** @param {string} token */
  async #enterAgain(token) {
    const admission = await comeBack(this.#api, token);
    if (admission === null) this.#over('ended', null);
    else if (this.#memory.reading?.accepted) this.#read(admission);
    else this.#welcome(admission);
  }

  /** @param {string | null} error code of what went wrong before */
  #askForCode(error) {
    const view = new CodeView(this.#i18n, async (code) => {
      try {
        this.#welcome(await this.#api.join({ code }));
        return null;
      } catch (failure) {
        if (failure instanceof ApiError) return failure.code;
        throw failure;
      }
    });
    view.showError(error);
    this.#show(view.element);
  }

  /** @param {Admission} admission */
  #welcome(admission) {
    const lang = this.#kind.defaultLang(admission);
    this.#memory.reading = { token: admission.reader, lang, accepted: this.#kind.welcome === null };
    this.#address(lang);
    if (this.#kind.welcome === null) {
      this.#read(admission);
      return;
    }
    const choose = (/** @type {string} */ chosen) => this.#remember(admission, chosen, false);
    const proceed = () => {
      this.#remember(admission, this.#memory.reading?.lang ?? lang, true);
      this.#read(admission);
    };
    this.#show(this.#kind.welcome({ languages: this.#offered(admission), lang, choose, proceed }));
  }

  /** @param {Admission} admission */
  #read(admission) {
    const lang = this.#memory.reading?.lang ?? this.#kind.defaultLang(admission);
    this.#address(lang);
    const call = new ReaderCall(this.#api, admission, lang);
    const view = new CaptionView(this.#i18n, call.store, {
      pair: admission.pair,
      language: languageOf(this.#languages, lang),
      log: this.#page.log,
    });
    const choose = (/** @type {string} */ chosen) => {
      this.#remember(admission, chosen, true);
      call.read(chosen);
      view.read(languageOf(this.#languages, chosen));
    };
    const letSleep = keepScreenOn();
    const unsubscribe = call.store.subscribe(({ connection: { phase, reason } }) => {
      if (phase !== 'stopped') return;
      unsubscribe();
      letSleep();
      view.close();
      call.close();
      this.#over(/** @type {StopReason} */ (reason), admission.reader);
    });
    this.#show(
      view.element,
      ...this.#kind.controls({
        languages: this.#offered(admission),
        lang,
        choose,
        proceed: () => {},
      }),
    );
    call.connect();
  }

  /**
   * @param {StopReason} reason
   * @param {string | null} token for one who may come back
   */
  #over(reason, token) {
    const view = createOverView(this.#i18n, reason, {
      comeBack: () => token !== null && void this.#comeBack(token),
      joinAnother: () => this.#askForCode(null),
    });
    if (!mayReturn(reason)) this.#memory.reading = null;
    this.#show(view);
  }

  /** @param {string} token */
  async #comeBack(token) {
    try {
      await this.#enterAgain(token);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#showFailure(error.code, () => void this.#comeBack(token));
    }
  }

  /**
   * @param {Admission} admission
   * @param {string} lang
   * @param {boolean} accepted
   */
  #remember(admission, lang, accepted) {
    this.#memory.reading = { token: admission.reader, lang, accepted };
    this.#address(lang);
  }

  /** @param {Admission} admission */
  #offered({ languages }) {
    return languages.map((code) => languageOf(this.#languages, code));
  }

  /**
   * The page speaks the language that is read.
   *
   * @param {string} lang
   */
  #address(lang) {
    const words = clientLanguage(lang);
    document.documentElement.lang = words;
    document.documentElement.dir = languageOf(this.#languages, words).dir;
    this.#i18n.use(words, CLIENT_STRINGS[words], document.body);
  }

  /**
   * @param {string} code
   * @param {() => void} retry
   */
  #showFailure(code, retry) {
    const bar = new NoticeBar(this.#i18n);
    bar.update({ ...noticeOfError(this.#i18n, code), action: { key: 'stopped.back', run: retry } });
    this.#show(h('section', { class: 'sheet' }, bar.element));
  }

  /** @param {...Node} nodes */
  #show(...nodes) {
    this.#page.main.replaceChildren(...nodes);
  }
}
