/** A running conversation at the desk. */

import { Announcer } from '../../elements/announcer.js';
import { CaptionList } from '../../elements/caption-list.js';
import { DeskRow } from '../../elements/desk-row.js';
import { h, icon } from '../../elements/dom.js';
import { FollowEnd } from '../../elements/follow-end.js';
import { GapRow } from '../../elements/gap-row.js';
import { endonym } from '../../elements/language-picker.js';
import { forgetLastMatch } from '../../elements/last-match.js';
import { NoticeBar, noticeOfError } from '../../elements/notice-bar.js';
import { loadIdioms } from '../../i18n/idioms.js';
import { TypedTurn } from '../../elements/typed-turn.js';
import { ApiError } from '../../net/api.js';
import { loadModule } from '../../net/load-module.js';
import { browserTimers } from '../../net/timers.js';
import { flippable } from '../../state/flips.js';
import { Redraw } from '../../state/redraw.js';
import { spokenAloud, timeline } from '../../state/timeline.js';

/** @typedef {import('../../elements/notice-bar.js').Notice} Notice */
/** @typedef {import('../../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../../net/api.js').Language} Language */
/** @typedef {import('../../state/reducer.js').State} State */
/** @typedef {import('../../state/timeline.js').Line} Line */
/** @typedef {import('../../elements/cell-aids.js').CellAids} CellAids */
/** @typedef {import('./desk-call.js').DeskCall} DeskCall */

export class ConversationView {
  #i18n;
  #call;
  #languages;
  #captions;
  #follow;
  #announcer;
  #notice;
  #listen;
  #phrases;
  #calls;
  #aloud;
  #empty;
  #typed;
  #redraw;
  #unsubscribe;
  /** @type {((line: string, language: Language) => CellAids) | null} */
  #createAids = null;
  /** No row is made before it is known what helps in it. */
  #isReady = false;
  element;

  /**
   * @param {I18n} i18n
   * @param {DeskCall} call
   * @param {readonly Language[]} languages of staff and client
   * @param {object} page
   * @param {HTMLElement} page.log
   * @param {import('./listen-panel.js').ListenPanel} page.listen
   * @param {import('./ready-phrases.js').ReadyPhrases} page.phrases
   * @param {import('./read-aloud.js').ReadAloud} page.aloud
   * @param {import('./desk-calls.js').DeskCalls} page.calls
   * @param {HTMLElement | null} page.practice says that this is practice
   */
  constructor(i18n, call, languages, { log, listen, phrases, aloud, calls, practice }) {
    this.#i18n = i18n;
    this.#call = call;
    this.#languages = languages;
    this.#announcer = new Announcer(log);
    this.#captions = new CaptionList((line) => this.#createLine(line));
    this.#empty = this.#createEmpty(phrases.opening);
    this.#follow = new FollowEnd(
      h('div', { class: 'captions-frame' }, this.#empty, this.#captions.element),
      i18n.text(h('span'), 'desk.newer'),
      (region) => i18n.attribute(region, 'aria-label', 'desk.captions'),
    );
    this.#notice = new NoticeBar(i18n);
    this.#listen = listen;
    this.#phrases = phrases;
    this.#calls = calls;
    this.#aloud = aloud;
    this.#typed = new TypedTurn(i18n, languages, (text, lang) => call.say(text, lang));
    this.element = h(
      'div',
      { class: 'conversation' },
      i18n.text(h('h1', { class: 'visually-hidden' }), 'desk.captions'),
      this.#createHeadings(),
      this.#follow.element,
      this.#notice.element,
      ...calls.strips,
      h(
        'footer',
        { class: 'dock' },
        practice,
        this.#listen.element,
        h(
          'div',
          { class: 'dock-row' },
          this.#typed.element,
          phrases.element,
          aloud.element,
          ...calls.buttons,
        ),
        i18n.text(h('p', { class: 'ai' }), `desk.ai.${calls.retentionH}`),
      ),
    );
    this.#redraw = new Redraw(
      () => this.#drawCaptions(),
      browserTimers,
      (frame) => requestAnimationFrame(frame),
    );
    this.#unsubscribe = call.store.subscribe((state, before) => this.#update(state, before));
    aloud.aloud.subscribe(() => this.#redraw.request(true));
    this.#update(call.store.state, null);
    void this.#load();
  }

  async #load() {
    try {
      this.#createAids = await this.#loadAids();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#call.store.dispatch({ kind: 'failed', code: error.code });
    }
    this.#isReady = true;
    this.#redraw.request(true);
  }

  async #loadAids() {
    const Aids = await loadModule(
      async () => (await import('../../elements/cell-aids.js')).CellAids,
    );
    const idioms = await loadIdioms(this.#languages[0].code);
    return (/** @type {string} */ line, /** @type {Language} */ language) =>
      new Aids(this.#i18n, language, {
        idioms,
        aloud: this.#aloud.aloud,
        onCheck: () => this.#call.check(line, language.code),
      });
  }

  /** The person has just started the conversation. Must be called from a click. */
  begin() {
    this.#listen.begin();
  }

  /** Brings the focus to the captions, where the space bar talks. */
  focus() {
    this.#follow.focus();
  }

  /** Nothing that was said stays in the page, and nothing listens any more. */
  close() {
    this.#listen.close();
    this.#calls.close();
    this.#aloud.close();
    this.#unsubscribe();
    this.#announcer.wipe();
    this.#captions.update([]);
    this.element.remove();
    forgetLastMatch();
  }

  #createHeadings() {
    return h(
      'div',
      { class: 'headings' },
      ...this.#languages.map((language, index) =>
        h(
          'h2',
          { dir: language.dir },
          endonym(language),
          this.#i18n.text(h('span', { class: 'soft' }), index === 0 ? 'desk.you' : 'desk.client'),
        ),
      ),
    );
  }

  /** @param {HTMLElement} opening says the opening words */
  #createEmpty(opening) {
    return h(
      'div',
      { class: 'empty' },
      icon('mic'),
      this.#i18n.text(h('h2'), 'desk.empty.title'),
      this.#i18n.text(h('p'), 'desk.empty.body'),
      opening,
    );
  }

  /** @param {Line} line */
  #createLine(line) {
    if (line.kind === 'gap') {
      return new GapRow((text, seconds) => {
        if (seconds === null) this.#i18n.text(text, 'caption.gap.unknown');
        else this.#i18n.text(text, 'caption.gap', { seconds: seconds.toFixed(1) });
      });
    }
    return new DeskRow(this.#i18n, this.#languages, {
      onCorrect: (text) => this.#call.correct(line.key, text),
      onFlip: () => this.#call.flip(line.key),
      createAids: (language) => this.#createAids?.(line.key, language) ?? null,
    });
  }

  /**
   * @param {State} state
   * @param {State | null} before
   */
  #update(state, before) {
    this.#listen.update(state);
    const isOpen = state.connection.phase === 'open';
    this.#typed.update(isOpen);
    this.#phrases.update(isOpen);
    this.#notice.update(this.#noticeOf(state));
    const isSame =
      state.rows === before?.rows &&
      state.notices === before.notices &&
      state.checks === before.checks;
    if (!isSame) this.#redraw.request(state.finals !== before?.finals);
  }

  #drawCaptions() {
    if (!this.#isReady) return;
    const { state } = this.#call.store;
    const lines = timeline(
      state,
      this.#languages.map(({ code }) => code),
    );
    this.#empty.hidden = lines.length > 0;
    const flips = flippable(state.rows);
    this.#captions.update(lines.map((line) => ({ ...line, canFlip: flips.has(line.key) })));
    this.#follow.settle();
    const [own] = this.#languages;
    this.#announcer.update(spokenAloud(state, own.code), own.code, own.dir);
  }

  /**
   * @param {State} state
   * @returns {Notice | null} the worst first
   */
  #noticeOf({ connection, mic, error, incomplete, audioGivenUp }) {
    const { store } = this.#call;
    if (connection.phase === 'stopped') {
      const key = `stopped.${connection.reason}`;
      if (!this.#i18n.has(key)) return null; // over: the page shows something else
      const action =
        connection.reason === 'elsewhere'
          ? { key: 'stopped.back', run: () => this.#call.connect() }
          : undefined;
      return { key, action };
    }
    if (mic.problem === 'mic_muted') return noticeOfError(this.#i18n, mic.problem);
    if (mic.problem !== null) {
      const retry = { key: 'app.retry', run: () => void this.#call.talk(this.#call.speaks) };
      return { ...noticeOfError(this.#i18n, mic.problem), action: retry };
    }
    if (audioGivenUp) return { key: 'desk.losing' };
    if (connection.wasOpen && connection.phase !== 'open') return { key: 'desk.offline' };
    const dismiss = () => store.dispatch({ kind: 'error_put_away' });
    if (error !== null) return { ...noticeOfError(this.#i18n, error), dismiss };
    return incomplete ? { key: 'desk.incomplete', dismiss } : null;
  }
}
