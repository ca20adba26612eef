/** The microphone of a phone: whether the desk allows it, how it goes, and the button to talk by. */

import { h } from './dom.js';
import { TalkButton } from './talk-button.js';

/** @typedef {import('../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../capture/microphone.js').MicrophoneCode} MicrophoneCode */
/** @typedef {import('../state/reducer.js').State} State */

/** @type {Partial<Record<MicrophoneCode, string>>} what is said of a problem */
const PROBLEM_KEY = {
  insecure_page: 'mic.insecure',
  mic_denied: 'mic.denied',
  mic_absent: 'mic.absent',
  mic_unplugged: 'mic.absent',
};

export class SpeakPanel {
  #i18n;
  #say = h('p', { class: 'speak-say', role: 'status' });
  #button;
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
    // Seen on the button, and elsewhere on the page.
    this.#say.classList.toggle('visually-hidden', mic.status === 'listening');
    this.#tell(permission, mic);
  }

  /** @param {number} share of full loudness */
  show(share) {
    this.#button.show(share);
  }

  /**
   * @param {State['permission']} permission
   * @param {State['mic']} mic
   */
  #tell(permission, { status, problem }) {
    if (permission === 'waiting') this.#i18n.text(this.#say, 'speak.waiting');
    else if (permission === 'taken') this.#i18n.text(this.#say, 'speak.muted');
    else if (problem !== null) this.#tellProblem(problem);
    else this.#i18n.text(this.#say, status === 'listening' ? 'status.listening' : 'speak.allowed');
  }

  /** @param {MicrophoneCode} problem */
  #tellProblem(problem) {
    const key = PROBLEM_KEY[problem];
    if (key !== undefined) this.#i18n.text(this.#say, key);
    else this.#i18n.text(this.#say, 'error.unknown', { code: problem });
  }
}
