/**
 * Tries the microphone before anybody waits for it: how loud it is, in words what to do about it,
 * and which one it is. What is heard goes nowhere. Loaded when staff look.
 */

import { Speaking } from '../capture/speaking.js';
import { Store } from '../state/store.js';
import { h } from './dom.js';
import { LevelMeter } from './level-meter.js';
import { MicrophoneChoice } from './microphone-choice.js';
import { NoticeBar, noticeOfError } from './notice-bar.js';

/** @typedef {import('../capture/level.js').Level} Level */

export class MicrophoneCheck {
  #meter;
  #speaking;
  /** Somebody has spoken, loud enough. */
  #hasHeard = false;
  element;

  /**
   * @param {import('../i18n/i18n.js').I18n} i18n
   * @param {string} chosen device
   * @param {(deviceId: string) => void} onChoose
   */
  constructor(i18n, chosen, onChoose) {
    const store = new Store();
    const notice = new NoticeBar(i18n);
    this.#meter = new LevelMeter(i18n);
    this.#speaking = new Speaking({ store, uplink: { set: () => {} }, push: () => {} });
    this.#speaking.onLevel = (level) => this.#show(level);
    const choice = new MicrophoneChoice(i18n, chosen, (deviceId) => {
      onChoose(deviceId);
      void this.#change(deviceId);
    });
    store.subscribe(({ mic: { status, problem } }, { mic: before }) => {
      if (status === 'listening') this.#hasHeard = false;
      if (status !== before.status) choice.update(this.#speaking.facts);
      notice.update(problem === null ? null : noticeOfError(i18n, problem));
    });
    void this.#speaking.prefer({ deviceId: chosen });
    this.element = h(
      'section',
      { class: 'mic-check' },
      i18n.text(h('h2'), 'mic.check.title'),
      this.#meter.element,
      notice.element,
      choice.element,
    );
  }

  /** Listens. Must be called from a click. */
  open() {
    return this.#speaking.want(true);
  }

  /** Gives the microphone back. */
  close() {
    this.element.remove();
    return this.#speaking.close();
  }

  /** @param {string} deviceId */
  async #change(deviceId) {
    const wasOpen = this.#speaking.facts !== null;
    await this.#speaking.prefer({ deviceId });
    if (!wasOpen) await this.open();
  }

  /** @param {Level | null} level */
  #show(level) {
    if (level === null) {
      this.#meter.off();
      return;
    }
    this.#hasHeard ||= level.hasVoice;
    this.#meter.show({ ...level, advice: level.advice ?? (this.#hasHeard ? null : 'speak') });
  }
}
