/**
 * A page that reads along: comes in, shows the captions, forgets them. Display and phone differ in
 * what they pass here.
 */

import { h } from '../../elements/dom.js';
import { NoticeBar, noticeOfError } from '../../elements/notice-bar.js';
import { CLIENT_LANGUAGES, clientLanguage } from '../../i18n/client-languages.js';
import { loadClientStrings } from '../../i18n/client-strings.js';
import { ApiError } from '../../net/api.js';
import { loadModule } from '../../net/load-module.js';
import { languageOf } from '../../state/languages.js';
import { comeBack } from './admission.js';
import { CaptionView } from './caption-view.js';
import { createOverView, mayReturn } from './over-view.js';
import { ReaderCall } from './reader-call.js';
import { keepScreenOn } from '../wake-lock.js';

/** @typedef {import('../../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../../i18n/i18n.js').Table} Table */
/** @typedef {import('../../net/reader-api.js').Admission} Admission */
/** @typedef {import('../../net/api.js').Language} Language */
/** @typedef {import('../../net/reader-api.js').ReaderApi} ReaderApi */
/** @typedef {import('../../net/closing.js').StopReason} StopReason */
/** @typedef {import('./memory.js').Reading} Reading */
/** @typedef {import('./memory.js').ReaderMemory} ReaderMemory */

/** @type {ReadonlySet<StopReason>} the conversation is over, for everybody */
const OVER = new Set(['ended', 'idle']);

/**
 * What is special to one page.
 *
 * @typedef {object} ReaderKind
 * @property {(admission: Admission) => string} defaultLang language that is read unless the reader
 *   chooses
 * @property {((words: Words) => Promise<HTMLElement>) | null} welcome shown before the captions
 * @property {(words: Words) => Node[]} controls shown beside the captions
 * @property {CreateDock | null} createDock what can be done beside reading, by one who may
 * @property {import('../../speech/aloud.js').Aloud | null} aloud null where nothing is read aloud
 */
/** @typedef {{element: HTMLElement, read: (language: Language) => void, close: () => void}} Dock */
/** @typedef {(call: ReaderCall, conversation: {pair: readonly Language[], language: Language}) => Dock} CreateDock */
/**
 * @typedef {object} Words
 * @property {readonly Language[]} languages to choose from
 * @property {string} lang that is read
 * @property {(lang: string) => void} choose
 * @property {() => void} proceed
 * @property {number} retentionH hours for which the text can be had after the end
 * @property {string} reader token of this device
 */

export class ReaderApp {
  #i18n;
  #api;
  #memory;
  #page;
  #kind;
  /** @type {readonly Language[]} */
  #languages = [];
  /** language of the words that were asked for last */
  #addressed = '';

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
      else await this.#askForCode(null);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#showFailure(error.code, () => void this.start(secret));
    }
  }

  /** @param {string} secret */
  async #enterByLink(secret) {
    try {
      await this.#welcome(await this.#api.join({ secret }));
    } catch (error) {
      if (!(error instanceof ApiError) || error.status === 0) throw error;
      await this.#askForCode(error.code);
    }
  }

  /** @param {string} token */
  async #enterAgain(token) {
    const admission = await comeBack(this.#api, token);
    if (admission === null) this.#over('ended', token);
    else if (this.#memory.reading?.accepted) await this.#read(admission);
    else await this.#welcome(admission);
  }

  /** @param {string | null} error code of what went wrong before */
  async #askForCode(error) {
    const View = await loadModule(async () => (await import('./code-view.js')).CodeView);
    const view = new View(this.#i18n, async (code) => {
      try {
        await this.#welcome(await this.#api.join({ code }));
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
  async #welcome(admission) {
    const lang = this.#kind.defaultLang(admission);
    this.#remember(admission, lang, this.#kind.welcome === null);
    if (this.#kind.welcome === null) {
      await this.#read(admission);
      return;
    }
    if (!(await this.#address(admission, lang))) return;
    const choose = (/** @type {string} */ chosen) => {
      this.#remember(admission, chosen, false);
      void this.#address(admission, chosen);
    };
    const proceed = () => {
      this.#remember(admission, this.#memory.reading?.lang ?? lang, true);
      void this.#read(admission);
    };
    const words = { ...this.#wordsFor(admission), lang, choose, proceed };
    this.#show(await this.#kind.welcome(words));
  }

  /** @param {Admission} admission */
  async #read(admission) {
    const lang = this.#memory.reading?.lang ?? this.#kind.defaultLang(admission);
    if (!(await this.#address(admission, lang))) return;
    const call = new ReaderCall(this.#api, admission, lang);
    const language = languageOf(this.#languages, lang);
    const isPhone = admission.role === 'client';
    const view = new CaptionView(this.#i18n, call.store, {
      pair: admission.pair,
      language,
      log: this.#page.log,
      retentionH: admission.retention_h,
      onCorrect: isPhone ? (caption, text) => call.correct(caption, text) : null,
      aloud: this.#kind.aloud,
      onCard: isPhone ? (card) => void this.#openCard(card, call, view.element) : null,
    });
    const pair = admission.pair.map((code) => languageOf(this.#languages, code));
    const dock = (isPhone && this.#kind.createDock?.(call, { pair, language })) || null;
    if (dock !== null) view.element.append(dock.element);
    const letSleep = keepScreenOn();
    const unsubscribe = call.store.subscribe(({ connection: { phase, reason } }) => {
      if (phase !== 'stopped') return;
      leave();
      this.#over(/** @type {StopReason} */ (reason), admission.reader);
    });
    const leave = () => {
      unsubscribe();
      letSleep();
      dock?.close();
      view.close();
      this.#kind.aloud?.close();
      call.close();
    };
    const choose = async (/** @type {string} */ chosen) => {
      this.#remember(admission, chosen, true);
      if (!(await this.#address(admission, chosen))) {
        leave();
        return;
      }
      call.read(chosen);
      view.read(languageOf(this.#languages, chosen));
      dock?.read(languageOf(this.#languages, chosen));
    };
    this.#show(
      view.element,
      ...this.#kind.controls({
        ...this.#wordsFor(admission),
        lang,
        choose,
        proceed: () => {},
      }),
    );
    call.connect();
  }

  /**
   * @param {import('../../elements/reader-row.js').Card} card
   * @param {ReaderCall} call
   * @param {HTMLElement} captions
   */
  async #openCard(card, { store }, captions) {
    try {
      const openCard = await loadModule(async () => (await import('./card-window.js')).openCard);
      if (captions.isConnected) openCard(this.#i18n, card, captions);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      store.dispatch({ kind: 'failed', code: error.code });
    }
  }

  /**
   * @param {StopReason} reason
   * @param {string | null} token for one who may come back
   */
  #over(reason, token) {
    const feedback = this.#memory.reading?.feedback ?? null;
    const view = createOverView(this.#i18n, reason, feedback, {
      comeBack: () => token !== null && void this.#comeBack(token),
      joinAnother: () => {
        this.#memory.reading = null;
        void this.start(null);
      },
      answered: () => {
        const { reading } = this.#memory;
        if (reading !== null) this.#memory.reading = { ...reading, feedback: null };
      },
    });
    const reading = this.#memory.reading;
    if (!mayReturn(reason)) this.#memory.reading = null;
    this.#show(view);
    if (OVER.has(reason) && token !== null && reading?.retentionH)
      void this.#offerKept(view, reading);
  }

  /**
   * The text can still be had, by phones: the view says so instead of saying that it is gone.
   *
   * @param {HTMLElement} view
   * @param {Reading} reading
   */
  async #offerKept(view, reading) {
    const body = view.querySelector('.lead');
    if (body !== null) this.#i18n.text(body, `notice.retention.${reading.retentionH}`);
    if (!reading.copies) return;
    this.#memory.reading = reading; // a reload comes back to here
    try {
      const keptCopy = await loadModule(async () => (await import('./kept-copy.js')).keptCopy);
      const panel = await keptCopy(this.#i18n, reading.token, () => this.#over('ended', null));
      if (panel === null) this.#over('ended', null);
      else view.querySelector('.button')?.before(panel);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#showFailure(error.code, () => void this.#offerKept(view, reading));
    }
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
    this.#memory.reading = {
      token: admission.reader,
      feedback: admission.feedback,
      lang,
      accepted,
      retentionH: admission.retention_h,
      copies: admission.role === 'client',
    };
  }

  /** @param {Admission} admission */
  #wordsFor({ languages, retention_h: retentionH, reader }) {
    return {
      languages: languages.map((code) => languageOf(this.#languages, code)),
      retentionH,
      reader,
    };
  }

  /**
   * The page speaks the language that is read.
   *
   * @param {Admission} admission
   * @param {string} lang
   * @returns {Promise<boolean>} false: its words could not be loaded, which the page now says
   */
  async #address(admission, lang) {
    const words = clientLanguage(lang);
    this.#addressed = words;
    try {
      const table = await loadClientStrings(words);
      if (words === this.#addressed) this.#speak(words, table);
      return true;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#showFailure(error.code, () => void this.#comeBack(admission.reader));
      return false;
    }
  }

  /**
   * @param {string} words language of the texts
   * @param {Table} table
   */
  #speak(words, table) {
    document.documentElement.lang = words;
    document.documentElement.dir = CLIENT_LANGUAGES[words].dir;
    this.#i18n.use(words, table, document.body);
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
