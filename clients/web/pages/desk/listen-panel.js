/** The lower part of the desk: the microphone, for whom it opens and how, and how it goes. */

import { Choice } from '../../elements/choice.js';
import { h, icon } from '../../elements/dom.js';
import { endonym } from '../../elements/language-picker.js';
import { LevelMeter } from '../../elements/level-meter.js';
import { SpeakerButton } from '../../elements/speaker-button.js';
import { StatusPill } from '../../elements/status-pill.js';
import { browserTimers } from '../../net/timers.js';
import { PAIR } from '../../state/languages.js';
import { statusOf } from '../../state/status.js';
import { TALK_MODES, TalkControl } from '../../state/talk.js';
import { attempt, lazyWindow } from './lazy-window.js';
import { TalkKeys } from './talk-keys.js';

/** @typedef {import('../../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../../net/api.js').Language} Language */
/** @typedef {import('../../state/reducer.js').State} State */
/** @typedef {import('../../state/talk.js').TalkMode} TalkMode */
/** @typedef {import('./desk-call.js').DeskCall} DeskCall */
/** @typedef {import('./memory.js').DeskMemory} DeskMemory */

export class ListenPanel {
  #i18n;
  #call;
  #languages;
  #memory;
  #control;
  #keys;
  #both;
  /** @type {readonly {language: Language, button: SpeakerButton}[]} */
  #sides;
  #shared;
  #status;
  #meter;
  #lag = h('p', { class: 'lag' });
  #buttons = h('div', { class: 'listen-buttons' });
  /** What the space bar opens where each language has a button: the one pressed last. */
  #chosen;
  /** No microphone opens before the client knows that a computer translates: who is to tell them. */
  onUninformed = () => {};
  element;

  /**
   * @param {I18n} i18n
   * @param {DeskCall} call
   * @param {readonly Language[]} languages of staff and client
   * @param {DeskMemory} memory
   */
  constructor(i18n, call, languages, memory) {
    this.#i18n = i18n;
    this.#call = call;
    this.#languages = languages;
    this.#memory = memory;
    this.#chosen = (languages.find(({ speakable }) => speakable) ?? languages[0]).code;
    this.#control = new TalkControl(
      {
        talk: (speaks) => this.#talk(speaks),
        hush: () => void call.hush(),
        talking: () => (call.isTalking ? call.speaks : null),
      },
      browserTimers,
      memory.get().talkMode ?? 'hands_free',
    );
    this.#keys = new TalkKeys(this.#control, {
      pedals: () => memory.get().pedals ?? {},
      speaks: (side) => this.#speaksOf(side),
    });
    this.#both = new SpeakerButton(i18n, this.#control, () => this.#speaksOf(null), null);
    this.#sides = languages.map((language) => ({
      language,
      button: new SpeakerButton(i18n, this.#control, () => language.code, endonym(language)),
    }));
    this.#shared = this.#createShared();
    this.#status = new StatusPill(i18n);
    this.#meter = new LevelMeter(i18n);
    call.onLevel = (level) => (level === null ? this.#meter.off() : this.#meter.show(level));
    this.element = this.#layOut();
    this.#offer();
    this.update(call.store.state);
  }

  /** Listens at once where that is the way to talk. Must be called from a click. */
  begin() {
    if (!this.#call.isInformed) {
      this.onUninformed();
      return;
    }
    if (this.#control.mode === 'hands_free') void this.#call.talk(this.#call.speaks);
    else void this.#call.prepare();
  }

  /** @param {State} state */
  update(state) {
    const { status } = state.mic;
    const stopped = state.connection.phase === 'stopped';
    const isOn = status === 'opening' || status === 'listening';
    this.#both.update({ status, isOn, isKey: true, disabled: stopped });
    for (const { language, button } of this.#sides) {
      button.update({
        status,
        isOn: isOn && this.#call.speaks === language.code,
        isKey: this.#chosen === language.code,
        disabled: stopped || !language.speakable,
      });
    }
    this.#status.update(statusOf(state));
    this.#showLag(state);
  }

  /** Stops taking keys. */
  close() {
    this.#keys.close();
    this.#control.interrupt();
  }

  #layOut() {
    const state = h('div', { class: 'listen-state' }, this.#status.element, this.#lag);
    return h(
      'div',
      { class: 'listen-panel' },
      this.#buttons,
      h('div', { class: 'listen-report' }, state, this.#meter.element),
      this.#shared.element,
      this.#createSettings(),
    );
  }

  #createSettings() {
    const window = lazyWindow(
      async () => (await import('./sound-dialog.js')).SoundDialog,
      (SoundDialog) => new SoundDialog(this.#i18n, this.#call, this.#memory, this.#languages),
      (element) => this.element.append(element),
    );
    const open = () => attempt(this.#call.store, async () => (await window()).open());
    const sound = h(
      'button',
      { class: 'button', type: 'button', click: open },
      icon('wave'),
      this.#i18n.text(h('span'), 'sound.open'),
    );
    this.#i18n.attribute(sound, 'title', 'sound.open');
    return h('div', { class: 'listen-settings' }, this.#createModes(), sound);
  }

  #createShared() {
    const shared = new Choice(this.#i18n.text(h('span'), 'talk.shared'), (speaks) => {
      this.#memory.remember({ speaks });
      this.#call.setSpeaks(speaks);
    });
    const both = this.#i18n.text(h('span'), 'talk.both');
    const canBoth = this.#languages.every(({ speakable }) => speakable);
    shared.offer([
      { value: PAIR, label: both, disabled: !canBoth },
      ...this.#languages.map((language) => ({
        value: language.code,
        label: endonym(language),
        disabled: !language.speakable,
      })),
    ]);
    shared.select(this.#call.speaks);
    return shared;
  }

  #createModes() {
    const modes = h(
      'select',
      { class: 'talk-mode', change: () => this.#setMode(/** @type {TalkMode} */ (modes.value)) },
      ...TALK_MODES.map((mode) =>
        this.#i18n.text(h('option', { value: mode }), `talk.mode.${mode}`),
      ),
    );
    modes.value = this.#control.mode;
    return this.#i18n.attribute(modes, 'aria-label', 'talk.mode');
  }

  /** @param {TalkMode} mode */
  #setMode(mode) {
    this.#control.mode = mode;
    this.#memory.remember({ talkMode: mode });
    if (mode === 'hands_free') this.#call.setSpeaks(this.#shared.value);
    this.#offer();
    this.update(this.#call.store.state);
  }

  /** One button for all, or one for each language, so that one press chooses the direction. */
  #offer() {
    const handsFree = this.#control.mode === 'hands_free';
    const buttons = handsFree ? [this.#both] : this.#sides.map(({ button }) => button);
    this.#buttons.replaceChildren(...buttons.map(({ element }) => element));
    this.#shared.element.hidden = !handsFree;
  }

  /** @param {string} speaks */
  #talk(speaks) {
    if (!this.#call.isInformed) {
      this.onUninformed();
      return;
    }
    if (speaks !== PAIR) this.#chosen = speaks;
    void this.#call.talk(speaks);
    this.update(this.#call.store.state);
  }

  /**
   * @param {import('./talk-keys.js').Side | null} side
   * @returns {string} what a key opens the microphone for
   */
  #speaksOf(side) {
    if (this.#control.mode === 'hands_free') return this.#shared.value;
    if (side === null) return this.#chosen;
    const { code, speakable } = this.#languages[side === 'staff' ? 0 : 1];
    return speakable ? code : this.#chosen;
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
