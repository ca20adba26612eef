/** What a phone can do beside reading: type, and speak while the desk allows it. */

import { h } from '../../elements/dom.js';
import { noticeOfError } from '../../elements/notice-bar.js';
import { SpeakPanel } from '../../elements/speak-panel.js';
import { TypedTurn } from '../../elements/typed-turn.js';
import { ApiError } from '../../net/api.js';
import { loadModule } from '../../net/load-module.js';

/** @typedef {import('../../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../../net/api.js').Language} Language */
/** @typedef {import('../../state/reducer.js').State} State */
/** @typedef {import('./phone-speech.js').PhoneSpeech} PhoneSpeech */
/** @typedef {import('./reader-call.js').ReaderCall} ReaderCall */

/** Told by the state of the microphone already. */
const SAID_ELSEWHERE = new Set(['microphone_not_allowed', 'no_track']);

export class PhoneDock {
  #i18n;
  #call;
  #pair;
  #language;
  #aloud;
  #typed;
  #panel;
  #problem = h('p', { class: 'dock-problem', role: 'alert', hidden: true });
  /** @type {PhoneSpeech | null} while the desk allows the microphone */
  #speech = null;
  #unsubscribe;
  element;

  /**
   * @param {I18n} i18n
   * @param {ReaderCall} call
   * @param {{pair: readonly Language[], language: Language}} conversation language: the one that is
   *   read
   * @param {import('../../speech/aloud.js').Aloud} aloud
   */
  constructor(i18n, call, { pair, language }, aloud) {
    this.#i18n = i18n;
    this.#call = call;
    this.#pair = pair;
    this.#language = language;
    this.#aloud = aloud;
    this.#typed = new TypedTurn(
      i18n,
      this.#writes(),
      (text, lang) => call.say(text, lang),
      'say.label',
    );
    this.#panel = new SpeakPanel(i18n, (listening) => void this.#want(listening));
    this.element = h(
      'div',
      { class: 'phone-dock' },
      this.#problem,
      this.#panel.element,
      this.#typed.element,
    );
    aloud.subscribe(() => this.#beside());
    this.#unsubscribe = call.store.subscribe((state, before) => this.#update(state, before));
    this.#update(call.store.state, null);
  }

  /** @param {Language} language that is read, written and spoken from now on */
  read(language) {
    this.#language = language;
    this.#typed.offer(this.#writes());
    this.#panel.element.hidden = !language.speakable;
    if (language.speakable) this.#speech?.speak(language.code);
    else void this.#speech?.want(false);
  }

  close() {
    this.#unsubscribe();
    void this.#speech?.close();
    this.element.remove();
  }

  /** The language that is read comes first, then those of the conversation. */
  #writes() {
    const others = this.#pair.filter(({ code }) => code !== this.#language.code);
    return [this.#language, ...others];
  }

  /**
   * @param {State} state
   * @param {State | null} before
   */
  #update(state, before) {
    this.#typed.update(state.connection.phase === 'open');
    this.#panel.element.hidden = !this.#language.speakable;
    this.#panel.update(state);
    this.#showProblem(state.error);
    if (state.permission !== before?.permission) void this.#follow(state.permission);
  }

  /** @param {State['permission']} permission */
  async #follow(permission) {
    if (permission === 'given') {
      await this.#openSpeech();
      return;
    }
    const speech = this.#speech;
    this.#speech = null;
    await speech?.close();
  }

  async #openSpeech() {
    const { store } = this.#call;
    try {
      const Speech = await loadModule(async () => (await import('./phone-speech.js')).PhoneSpeech);
      if (store.state.permission !== 'given' || this.#speech !== null) return; // muted meanwhile
      this.#speech = new Speech(this.#call, this.#language.code, (level) =>
        this.#panel.show(level),
      );
      this.#beside();
      if (!isSecureContext) store.dispatch({ kind: 'mic_problem', problem: 'insecure_page' });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      store.dispatch({ kind: 'failed', code: error.code });
    }
  }

  /** A voice of this device would be taken for the person who holds it. */
  #beside() {
    if (this.#aloud.isReading) void this.#speech?.want(false);
    void this.#speech?.prefer({ echo: this.#aloud.isOn });
  }

  /** @param {boolean} listening */
  async #want(listening) {
    if (listening) this.#aloud.stop();
    if (this.#speech === null) await this.#openSpeech();
    await this.#speech?.want(listening);
  }

  /** @param {string | null} code */
  #showProblem(code) {
    const isShown = code !== null && !SAID_ELSEWHERE.has(code);
    this.#problem.hidden = !isShown;
    if (!isShown) return;
    const { key, params } = noticeOfError(this.#i18n, code);
    this.#i18n.text(this.#problem, key, params);
  }
}
