/** What one reads, in one language: the opening words, then the captions. */

import { Announcer } from '../../elements/announcer.js';
import { CaptionList } from '../../elements/caption-list.js';
import { h } from '../../elements/dom.js';
import { FollowEnd } from '../../elements/follow-end.js';
import { GapRow } from '../../elements/gap-row.js';
import { forgetLastMatch } from '../../elements/last-match.js';
import { ReaderRow } from '../../elements/reader-row.js';
import { StatusPill } from '../../elements/status-pill.js';
import { browserTimers } from '../../net/timers.js';
import { noticeKey } from '../../state/notice.js';
import { Redraw } from '../../state/redraw.js';
import { readerOf, speakerOf } from '../../state/speaker.js';
import { statusOf } from '../../state/status.js';
import { spokenAloud, timeline } from '../../state/timeline.js';

/** @typedef {import('../../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../../net/api.js').Language} Language */
/** @typedef {import('../../state/reducer.js').State} State */
/** @typedef {import('../../state/store.js').Store} Store */

export class CaptionView {
  #i18n;
  #store;
  #pair;
  #language;
  #onCorrect;
  #onCard;
  #aloud;
  #captions;
  #follow;
  #announcer;
  #status;
  #banner = h('p', { class: 'banner', role: 'status', hidden: true });
  #practice = h('p', { class: 'practice-mark', hidden: true });
  #redraw;
  #unsubscribe;
  #isClosed = false;
  element;

  /**
   * @param {I18n} i18n
   * @param {Store} store
   * @param {object} conversation
   * @param {readonly string[]} conversation.pair
   * @param {Language} conversation.language that is read
   * @param {HTMLElement} conversation.log
   * @param {number} conversation.retentionH hours for which the text can be had after the end
   * @param {HTMLElement} conversation.calls what can be told the desk without words
   * @param {((caption: string, text: string) => boolean) | null} conversation.onCorrect of own
   *   words; null for one who only reads
   * @param {((card: import('../../elements/reader-row.js').Card) => void) | null}
   *   conversation.onCard a picture is touched
   * @param {import('../../speech/aloud.js').Aloud | null} conversation.aloud
   */
  constructor(i18n, store, { pair, language, log, retentionH, calls, onCorrect, onCard, aloud }) {
    this.#i18n = i18n;
    this.#store = store;
    this.#pair = pair;
    this.#language = language;
    this.#onCorrect = onCorrect;
    this.#onCard = onCard;
    this.#aloud = aloud;
    this.#announcer = new Announcer(log);
    this.#captions = this.#createList();
    this.#status = new StatusPill(i18n);
    const opening = i18n.text(h('p', { class: 'opening-words' }), noticeKey(retentionH));
    this.#follow = new FollowEnd(
      h('div', { class: 'captions-frame' }, opening, this.#captions.element),
      i18n.text(h('span'), 'live.newer'),
      (region) => i18n.attribute(region, 'aria-label', 'live.captions'),
    );
    const notice = i18n.text(h('p', { class: 'ai' }), 'notice.short');
    this.element = h(
      'div',
      { class: 'reading' },
      i18n.text(h('h1', { class: 'visually-hidden' }), 'live.captions'),
      this.#follow.element,
      this.#banner,
      h('footer', { class: 'reading-foot' }, this.#status.element, this.#practice, calls, notice),
    );
    i18n.text(this.#practice, 'live.practice');
    this.#redraw = new Redraw(
      () => this.#draw(),
      browserTimers,
      (frame) => requestAnimationFrame(frame),
    );
    this.#unsubscribe = store.subscribe((state, before) => this.#update(state, before));
    aloud?.subscribe(() => this.#redraw.request(true));
    this.#update(store.state, null);
  }

  /** @param {Language} language that is read from now on */
  read(language) {
    this.#language = language;
    this.#captions.update([]); // texts in the language before do not become texts of this one
    this.#announcer.wipe();
    this.#redraw.request(true);
  }

  /** Nothing that was said stays in the page, nor comes back with a picture that was asked for. */
  close() {
    this.#isClosed = true;
    this.#unsubscribe();
    this.#announcer.wipe();
    this.#captions.update([]);
    this.element.remove();
    forgetLastMatch();
  }

  #createList() {
    return new CaptionList((line) => {
      const { code } = this.#language;
      if (line.kind === 'gap') return new GapRow((text) => this.#i18n.text(text, 'live.gap'));
      const onCorrect = this.#onCorrect;
      return new ReaderRow(this.#i18n, this.#language, {
        speakerOf: (of) => speakerOf(of, readerOf(this.#store.state, code, this.#pair)),
        onCorrect: onCorrect && ((text) => onCorrect(line.key, text)),
        onCard: this.#onCard,
        aloud: this.#aloud,
      });
    });
  }

  /**
   * @param {State} state
   * @param {State | null} before
   */
  #update(state, before) {
    this.#status.update(statusOf(state));
    this.#showBanner(state);
    this.#practice.hidden = state.self?.practice !== true;
    if (state.rows !== before?.rows || state.notices !== before.notices) {
      this.#redraw.request(state.finals !== before?.finals);
    }
  }

  /** @param {State} state */
  #showBanner({ connection: { phase, wasOpen }, incomplete }) {
    const isGone = wasOpen && phase !== 'open';
    this.#banner.hidden = !isGone && !incomplete;
    this.#i18n.text(this.#banner, isGone ? 'live.offline' : 'live.incomplete');
  }

  #draw() {
    if (this.#isClosed) return;
    const { state } = this.#store;
    const { code, dir } = this.#language;
    this.#captions.update(timeline(state, [code]));
    this.#follow.settle();
    this.#announcer.update(spokenAloud(state, code), code, dir);
  }
}
