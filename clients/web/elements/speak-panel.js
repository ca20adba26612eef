/** The microphone of a phone: whether the desk allows it, how it goes, and the button to talk by. */

import { h } from './dom.js';
import { TalkButton } from './talk-button.js';

/** @typedef {import('../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../capture/level.js').Advice} Advice */
/** @typedef {import('../capture/level.js').Level} Level */
/** @typedef {import('../capture/microphone.js').MicrophoneCode} MicrophoneCode */
/** @typedef {import('../state/reducer.js').State} State */

/** @type {Partial<Record<MicrophoneCode, string>>} what is said of a problem */
const PROBLEM_KEY = {
  insecure_page: 'mic.insecure',
  mic_denied: 'mic.denied',
  mic_absent: 'mic.absent',
  mic_unplugged: 'mic.absent',
};

/** A quiet voice, in dB below full scale. */
const QUIETEST_DB = -60;

export class SpeakPanel {
  #i18n;
  #say = h('p', { class: 'speak-say', role: 'status' });
  #button;
  /** @type {Pick<State, 'permission' | 'mic'>} */
  #state = { permission: 'waiting', mic: { status: 'closed', problem: null } };
  /** @type {Advice | null} while the microphone is open */
  #advice = null;
  element;

  /**
   * @param {I18n} i18n
   * @param {(listening: boolean) => void} onWant
   */
  constructor(i18n, onWant) {
    this.#i18n = i18n;
    this.#button = new TalkButton(i18n, onWant);
    this.element = h('div', { class: 'speak' }, this.#button.element, this.#say);
  }

  /** @param {Pick<State, 'permission' | 'mic' | 'connection'>} state */
  update({ permission, mic, connection }) {
    this.element.dataset.permission = permission;
    this.element.dataset.problem = mic.problem ?? '';
    this.#button.element.hidden = permission !== 'given';
    this.#button.element.disabled = connection.phase === 'stopped';
    this.#button.update(mic.status);
    this.#state = { permission, mic };
    this.#tell();
  }

  /** @param {Level | null} level null: the microphone is off */
  show(level) {
    this.#button.show(level === null ? 0 : Math.max(0, 1 - level.rmsDb / QUIETEST_DB));
    const advice = level?.advice ?? null;
    if (advice === this.#advice) return;
    this.#advice = advice;
    this.#tell();
  }

  #tell() {
    const { permission, mic } = this.#state;
    const listening = mic.status === 'listening';
    // Seen on the button, and elsewhere on the page.
    this.#say.classList.toggle('visually-hidden', listening && this.#advice === null);
    if (permission === 'waiting') this.#i18n.text(this.#say, 'speak.waiting');
    else if (permission === 'taken') this.#i18n.text(this.#say, 'speak.muted');
    else if (mic.problem !== null) this.#tellProblem(mic.problem);
    else if (!listening) this.#i18n.text(this.#say, 'speak.allowed');
    else if (this.#advice === null) this.#i18n.text(this.#say, 'status.listening');
    else this.#i18n.text(this.#say, `speak.${this.#advice}`);
  }

  /** @param {MicrophoneCode} problem */
  #tellProblem(problem) {
    const key = PROBLEM_KEY[problem];
    if (key !== undefined) this.#i18n.text(this.#say, key);
    else this.#i18n.text(this.#say, 'error.unknown', { code: problem });
  }
}
