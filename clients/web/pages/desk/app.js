/**
 * The desk: signs in, sets up a conversation, runs it, forgets it. One of these views is in the
 * page at a time.
 */

import { h } from '../../elements/dom.js';
import { endonym } from '../../elements/language-picker.js';
import { NoticeBar, noticeOfError } from '../../elements/notice-bar.js';
import { ApiError } from '../../net/api.js';
import { loadModule } from '../../net/load-module.js';
import { Aloud } from '../../speech/aloud.js';
import { firstPair, languageOf, spokenFirst } from '../../state/languages.js';
import { keepScreenOn } from '../wake-lock.js';
import { createEndedView, sayKept } from './ended-view.js';
import { createSignInView } from './sign-in-view.js';

/** @typedef {import('../../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../../net/api.js').Capabilities} Capabilities */
/** @typedef {import('../../net/staff-api.js').Desk} Desk */
/** @typedef {import('../../net/staff-api.js').StaffApi} StaffApi */
/** @typedef {import('../../net/closing.js').StopReason} StopReason */
/** @typedef {import('./memory.js').DeskMemory} DeskMemory */
/** @typedef {import('./memory.js').Running} Running */

/** @type {ReadonlyMap<StopReason, string | null>} why a conversation is over, and what is said of it */
const OVER = new Map([
  ['ended', null],
  ['left', null],
  ['removed', null],
  ['idle', 'stopped.idle'],
  ['failed', 'stopped.failed'],
]);

export class DeskApp {
  #i18n;
  #api;
  #memory;
  #page;
  /** @type {Capabilities} */
  #capabilities = { languages: [], fake: false, version: '' };
  /** @type {readonly Desk[]} */
  #desks = [];
  #aloud = new Aloud();

  /**
   * @param {I18n} i18n
   * @param {StaffApi} api
   * @param {DeskMemory} memory
   * @param {{main: HTMLElement, header: HTMLElement, log: HTMLElement}} page places to put things
   */
  constructor(i18n, api, memory, page) {
    this.#i18n = i18n;
    this.#api = api;
    this.#memory = memory;
    this.#page = page;
  }

  /** @param {string | null} secret of a sign-in link */
  async start(secret) {
    try {
      const refused = secret !== null && !(await this.#signIn(secret));
      if (refused || !(await this.#api.isSignedIn())) {
        this.#show(createSignInView(this.#i18n, refused));
        return;
      }
      this.#capabilities = await this.#api.capabilities();
      this.#desks = await this.#api.desks();
      const { running, kept } = this.#memory.get();
      if (running !== undefined) await this.#converse(running, false);
      else if (kept !== undefined) this.#forget(null, kept, null);
      else await this.#setUp();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#showFailure(error.code, () => void this.start(secret));
    }
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

  async #setUp() {
    const pair = firstPair(
      this.#capabilities.languages,
      this.#memory.get().pairs?.[0] ?? null,
      this.#i18n.lang,
    );
    if (pair === null) {
      this.#showFailure('no_languages', () => void this.start(null));
      return;
    }
    const View = await loadModule(async () => (await import('./setup-view.js')).SetupView);
    const view = new View(this.#i18n, this.#capabilities, pair, {
      desks: this.#desks,
      memory: this.#memory,
      aloud: this.#aloud,
      onStart: (chosen, how) => this.#begin(chosen, how),
    });
    this.#show(view.element);
  }

  /**
   * @param {[string, string]} chosen
   * @param {{desk: string | undefined, practice: boolean}} how desk: its slug
   * @returns {Promise<string | null>} code of what went wrong
   */
  async #begin(chosen, how) {
    const { desk, practice } = how;
    try {
      const opened = await this.#api.startConversation(...chosen, how);
      const { conversation, pair, retention_h, desk: held } = opened;
      const running = { id: conversation, pair, retentionH: retention_h, desk: held, practice };
      this.#memory.rememberPair(pair);
      this.#memory.remember({ running, desk, speaks: undefined, kept: undefined });
      await this.#converse(running, true);
      return null;
    } catch (error) {
      if (error instanceof ApiError) return error.code;
      throw error;
    }
  }

  /**
   * @param {Running} running
   * @param {boolean} listen begin to listen at once: the person has just pressed start
   */
  async #converse(running, listen) {
    const [
      { ConversationHeader, ConversationView, DeskCall, DeskCalls, ReadAloud },
      { ListenPanel },
      { ReadyPhrases },
    ] = await Promise.all([
      loadModule(async () => await import('./conversation.js')),
      loadModule(async () => await import('./listen-panel.js')),
      loadModule(async () => await import('./ready-phrases.js')),
    ]);
    const { languages } = this.#capabilities;
    const pair = running.pair.map((code) => languageOf(languages, code));
    const { speaks, microphone = '' } = this.#memory.get();
    const practice = running.practice ? await this.#createPractice(running.pair) : null;
    const spoken = spokenFirst(pair, speaks);
    const call = new DeskCall(this.#api, running, spoken, practice?.devices);
    void call.prefer({ deviceId: microphone });
    const listening = new ListenPanel(this.#i18n, call, pair, this.#memory);
    const calls = new DeskCalls(this.#i18n, call, {
      desk: this.#desks.find(({ slug }) => slug === running.desk) ?? null,
      languages: pair,
      retentionH: running.retentionH ?? 0,
    });
    listening.onUninformed = () => void calls.openNotice();
    practice?.follow(call);
    const view = new ConversationView(this.#i18n, call, pair, {
      log: this.#page.log,
      listen: listening,
      calls,
      phrases: new ReadyPhrases(this.#i18n, call, {
        api: this.#api,
        conversation: running.id,
        languages: pair,
      }),
      aloud: new ReadAloud(this.#i18n, call, {
        aloud: this.#aloud,
        languages: pair,
        memory: this.#memory,
      }),
      practice: practice?.element ?? null,
    });
    const header = new ConversationHeader(this.#i18n, this.#api, running.id, {
      store: call.store,
      languages: pair,
      nameOf: (lang) => languageOf(languages, lang).endonym,
      onAllow: (participant, microphone) => call.allow(participant, microphone),
      isKept: running.retentionH > 0,
      onEnd: () => this.#api.end(running.id),
    });
    calls.actions = {
      onTold: () => {
        listening.begin();
        view.focus();
      },
      onDisplay: () => void header.showDisplay(),
      onInvite: () => void header.invite(),
    };
    const letSleep = keepScreenOn();
    const unsubscribe = call.store.subscribe(({ connection: { phase, reason } }) => {
      if (phase !== 'stopped' || !OVER.has(/** @type {StopReason} */ (reason))) return;
      unsubscribe();
      letSleep();
      view.close();
      void call.close();
      const told = running.practice ? 'practice.ended' : null;
      this.#forget(OVER.get(/** @type {StopReason} */ (reason)) ?? told, running, call.feedback);
    });
    this.#show(
      view.element,
      h('p', { class: 'pair' }, endonym(pair[0]), h('span', {}, '–'), endonym(pair[1])),
      header.element,
    );
    call.connect();
    if (listen) view.begin();
  }

  /** @param {[string, string]} pair */
  async #createPractice(pair) {
    const { Practice } = await loadModule(async () => await import('./practice.js'));
    return new Practice(this.#i18n, pair, () => this.#memory.get().microphone ?? '');
  }

  /**
   * @param {string | null} reason key of why, where staff did not end it
   * @param {Running} ended
   * @param {string | null} feedback token by which staff say how it was
   */
  #forget(reason, ended, feedback) {
    const kept = ended.retentionH > 0 ? ended : undefined;
    this.#memory.remember({ running: undefined, speaks: undefined, kept });
    const again = () => {
      this.#memory.remember({ kept: undefined });
      void this.start(null);
    };
    const view = createEndedView(this.#i18n, reason, again, feedback);
    this.#show(view);
    view.querySelector('h1')?.focus();
    if (kept !== undefined) void this.#offerKept(view, kept);
  }

  /**
   * The text can still be had: the view says so instead of saying that it is gone.
   *
   * @param {HTMLElement} view
   * @param {Running} ended
   */
  async #offerKept(view, ended) {
    try {
      const keptText = await loadModule(async () => (await import('./kept-text.js')).keptText);
      const panel = await keptText(this.#i18n, this.#api, ended.id, () =>
        this.#forget(null, { ...ended, retentionH: 0 }, null),
      );
      if (panel === null) return;
      sayKept(this.#i18n, view);
      view.querySelector('.button-primary')?.before(panel);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#showFailure(error.code, () => this.#forget(null, ended, null));
    }
  }

  /**
   * @param {string} code
   * @param {() => void} retry
   */
  #showFailure(code, retry) {
    const bar = new NoticeBar(this.#i18n);
    bar.update({ ...noticeOfError(this.#i18n, code), action: { key: 'app.retry', run: retry } });
    this.#show(h('section', { class: 'sheet' }, bar.element));
  }

  /**
   * @param {HTMLElement} view
   * @param {...HTMLElement} header
   */
  #show(view, ...header) {
    this.#page.main.replaceChildren(view);
    this.#page.header.replaceChildren(...header);
  }
}
