/** The lower part of the desk: the microphone, how it goes, which language is spoken now. */

import { Choice } from '../../elements/choice.js';
import { h, icon, setIcon } from '../../elements/dom.js';
import { endonym } from '../../elements/language-picker.js';
import { LevelMeter } from '../../elements/level-meter.js';
import { StatusPill } from '../../elements/status-pill.js';
import { statusOf } from '../../state/status.js';

/** @typedef {import('../../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../../net/api.js').Language} Language */
/** @typedef {import('../../state/reducer.js').State} State */
/** @typedef {import('./desk-call.js').DeskCall} DeskCall */

const BUTTON_KEY = {
  closed: 'desk.listen',
  paused: 'desk.listen',
  opening: 'desk.opening',
  listening: 'desk.pause',
};
const TAKES_SPACE = 'input:not([type=radio]), textarea, select, button, a, dialog, summary';

export class ListenPanel {
  #i18n;
  #call;
  #icon = icon('mic');
  #label = h('span', { class: 'listen-label' });
  #button;
  #speaking;
  #status;
  #meter;
  #keys = new AbortController();
  #lag = h('p', { class: 'lag' });
  element;

  /**
   * @param {I18n} i18n
   * @param {DeskCall} call
   * @param {readonly Language[]} languages of the conversation
   * @param {(lang: string) => void} onSpeaks
   */
  constructor(i18n, call, languages, onSpeaks) {
    this.#i18n = i18n;
    this.#call = call;
    this.#status = new StatusPill(i18n);
    this.#meter = new LevelMeter(i18n);
    call.onLevel = (level) => (level === null ? this.#meter.off() : this.#meter.show(level));
    const hint = i18n.text(h('span', { class: 'listen-hint' }), 'desk.space');
    this.#button = h(
      'button',
      {
        class: 'listen',
        type: 'button',
        'aria-keyshortcuts': 'Space',
        click: () => void call.toggleListening(),
      },
      h('span', { class: 'listen-icon' }, this.#icon),
      h('span', { class: 'listen-text' }, this.#label, hint),
    );
    this.#speaking = new Choice(i18n.text(h('span'), 'desk.speaking'), onSpeaks);
    this.#speaking.offer(
      languages.map((language) => ({
        value: language.code,
        label: endonym(language),
        disabled: !language.speakable,
      })),
    );
    this.#speaking.select(call.speaks);
    const state = h('div', { class: 'listen-state' }, this.#status.element, this.#lag);
    this.element = h(
      'div',
      { class: 'listen-panel' },
      this.#button,
      h('div', { class: 'listen-report' }, state, this.#meter.element),
      this.#speaking.element,
    );
    document.addEventListener('keydown', (event) => this.#onKey(event), {
      signal: this.#keys.signal,
    });
  }

  /** @param {State} state */
  update(state) {
    const { status } = state.mic;
    this.#button.dataset.mic = status;
    this.#button.disabled = status === 'opening' || state.connection.phase === 'stopped';
    setIcon(this.#icon, status === 'listening' ? 'stop' : 'mic');
    this.#i18n.text(this.#label, BUTTON_KEY[status]);
    this.#status.update(statusOf(state));
    this.#showLag(state);
  }

  /** Stops taking keys. */
  close() {
    this.#keys.abort();
  }

  /**
   * Space starts and stops, wherever the focus is, except where a space is typed or presses
   * something else.
   *
   * @param {KeyboardEvent} event
   */
  #onKey(event) {
    const target = /** @type {Element} */ (event.target);
    if (event.key !== ' ' || event.repeat || target.closest(TAKES_SPACE) !== null) return;
    event.preventDefault();
    void this.#call.toggleListening();
  }

  /** @param {State} state */
  #showLag({ self, lags, mic, connection }) {
    const isLive = connection.phase === 'open' && mic.status === 'listening';
    const seconds = isLive && self !== null ? lags[self.participant] : undefined;
    this.#lag.hidden = seconds === undefined;
    if (seconds === undefined) return;
    this.#i18n.text(this.#lag, 'lag.value', { seconds: seconds.toFixed(1) });
  }
}
