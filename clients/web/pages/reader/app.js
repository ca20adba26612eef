/**
 * A page that reads along: comes in, shows the captions, forgets them. Display and phone differ in
 * what they pass here.
 */

import { h } from '../../elements/dom.js';
import { ClientCalls } from '../../elements/client-calls.js';
import { NoticeBar, noticeOfError } from '../../elements/notice-bar.js';
import { ApiError } from '../../net/api.js';
import { loadModule } from '../../net/load-module.js';
import { isInformed } from '../../state/calls.js';
import { languageOf } from '../../state/languages.js';
import { Addressing } from './addressing.js';
import { comeBack } from './admission.js';
import { CaptionView } from './caption-view.js';
import { createOverView, mayReturn } from './over-view.js';
import { Place } from './place.js';
import { ReaderCall } from './reader-call.js';
import { keepScreenOn } from '../wake-lock.js';

/** @typedef {import('../../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../../net/reader-api.js').Admission} Admission */
/** @typedef {import('../../net/api.js').Language} Language */
/** @typedef {import('../../net/reader-api.js').ReaderApi} ReaderApi */
/** @typedef {import('../../net/closing.js').StopReason} StopReason */
/** @typedef {import('./memory.js').Reading} Reading */
/** @typedef {import('./memory.js').ReaderMemory} ReaderMemory */
/** @typedef {import('../../state/reducer.js').State} State */

/** @type {ReadonlySet<StopReason>} the conversation is over, for everybody */
const OVER = new Set(['ended', 'idle']);

/**
 * What is special to one page.
 *
 * @typedef {object} ReaderKind
 * @property {(admission: Admission) => string} defaultLang language that is read unless the reader
 *   chooses
 * @property {() => Promise<import('./welcome-view.js').CreateWelcome>} loadWelcome what is shown
 *   before the captions
 * @property {boolean} sharesNotice whether it is enough that anybody has understood the opening
 *   words: not for a device of one's own
 * @property {(state: State | null) => boolean} asksAfterwards whether the client is asked here how
 *   it was; state: the last before it ended, null where this device was not there then
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
 * @property {number} retentionH hours for which the text can be had after the end
 * @property {boolean} practice the desk practises
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
  #addressing;

  /**
   * @param {{i18n: I18n, api: ReaderApi, memory: ReaderMemory}} tools
   * @param {{main: HTMLElement, log: HTMLElement}} page places to put things
   * @param {ReaderKind} kind
   */
  constructor({ i18n, api, memory }, page, kind) {
    this.#i18n = i18n;
    this.#addressing = new Addressing(i18n);
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
      await this.#enterAnew(await this.#api.join({ secret }));
    } catch (error) {
      if (!(error instanceof ApiError) || error.status === 0) throw error;
      await this.#askForCode(error.code);
    }
  }

  /** @param {string} token */
  async #enterAgain(token) {
    const admission = await comeBack(this.#api, token);
    if (admission === null) this.#over('ended', token);
    else await this.#takePlace(admission);
  }

  /** @param {string | null} error code of what went wrong before */
  async #askForCode(error) {
    const View = await loadModule(async () => (await import('./code-view.js')).CodeView);
    const view = new View(this.#i18n, async (code) => {
      try {
        await this.#enterAnew(await this.#api.join({ code }));
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
  async #enterAnew(admission) {
    this.#remember(admission, this.#kind.defaultLang(admission), false);
    await this.#takePlace(admission);
  }

  /**
   * Connects, so that an interpreter can be asked for from the first screen on; then come the
   * opening words and, for whoever has understood them, the captions.
   *
   * @param {Admission} admission
   */
  async #takePlace(admission) {
    const { lang, accepted } = this.#memory.reading ?? {
      lang: this.#kind.defaultLang(admission),
      accepted: false,
    };
    if (!(await this.#address(admission, lang))) return;
    const place = new Place(admission, new ReaderCall(this.#api, admission, lang), lang);
    place.onLeave(
      () => this.#kind.aloud?.close(),
      place.call.store.subscribe(({ connection: { phase, reason } }, before) => {
        if (phase !== 'stopped') return;
        place.leave();
        this.#over(/** @type {StopReason} */ (reason), admission.reader, before);
      }),
    );
    place.call.connect();
    try {
      if (accepted) this.#read(place);
      else await this.#welcome(place);
    } catch (error) {
      place.leave();
      if (!(error instanceof ApiError)) throw error;
      this.#showFailure(error.code, () => void this.#comeBack(admission.reader));
    }
  }

  /** @param {Place} place */
  async #welcome(place) {
    const { call } = place;
    const proceed = () => {
      if (place.isRead || place.isLeft) return;
      calls.close();
      this.#remember(place.admission, place.lang, true);
      this.#read(place);
    };
    const welcome = await this.#kind.loadWelcome();
    const calls = new ClientCalls(this.#i18n, call, null);
    place.onLeave(() => calls.close());
    if (this.#kind.sharesNotice) {
      place.onLeave(call.store.subscribe((state) => isInformed(state) && proceed()));
      await call.settled();
      if (isInformed(call.store.state)) proceed();
    }
    if (place.isRead || place.isLeft) return;
    const words = this.#wordsFor(place);
    const languages = this.#kind.sharesNotice ? [] : words.languages;
    const accept = () => {
      call.consent();
      proceed();
    };
    this.#show(
      welcome(this.#i18n, {
        ...words,
        languages,
        accept,
        calls: calls.element,
        aloud: this.#kind.aloud,
      }),
    );
  }

  /** @param {Place} place */
  #read(place) {
    place.isRead = true;
    const { admission, call } = place;
    const language = languageOf(this.#languages, place.lang);
    const isPhone = admission.role === 'client';
    const calls = new ClientCalls(this.#i18n, call, () => place.lang);
    const view = new CaptionView(this.#i18n, call.store, {
      pair: admission.pair,
      language,
      log: this.#page.log,
      retentionH: admission.retention_h,
      calls: calls.element,
      onCorrect: isPhone ? (caption, text) => call.correct(caption, text) : null,
      aloud: this.#kind.aloud,
      onCard: isPhone ? (card) => void this.#openCard(card, call, view.element) : null,
    });
    const pair = admission.pair.map((code) => languageOf(this.#languages, code));
    const dock = (isPhone && this.#kind.createDock?.(call, { pair, language })) || null;
    if (dock !== null) view.element.append(dock.element);
    place.onLeave(
      keepScreenOn(),
      () => dock?.close(),
      () => view.close(),
      () => calls.close(),
    );
    place.onChoose = (chosen) => {
      view.read(chosen);
      dock?.read(chosen);
    };
    this.#show(view.element, ...this.#kind.controls(this.#wordsFor(place)));
  }

  /**
   * @param {Place} place
   * @param {string} lang that is read from now on
   */
  async #choose(place, lang) {
    place.lang = lang;
    this.#remember(place.admission, lang, place.isRead);
    place.call.read(lang);
    if (await this.#address(place.admission, lang))
      place.onChoose(languageOf(this.#languages, lang));
    else place.leave();
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
   * @param {State | null} state before it ended; null: this device was not there
   */
  #over(reason, token, state = null) {
    const feedback = this.#kind.asksAfterwards(state) ? this.#memory.reading?.feedback : null;
    const view = createOverView(this.#i18n, reason, feedback ?? null, {
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

  /**
   * @param {Place} place
   * @returns {Words}
   */
  #wordsFor(place) {
    const { languages, retention_h: retentionH, practice, reader } = place.admission;
    return {
      languages: languages.map((code) => languageOf(this.#languages, code)),
      lang: place.lang,
      choose: (lang) => void this.#choose(place, lang),
      retentionH,
      practice,
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
    try {
      await this.#addressing.speak(lang);
      return true;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#showFailure(error.code, () => void this.#comeBack(admission.reader));
      return false;
    }
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
