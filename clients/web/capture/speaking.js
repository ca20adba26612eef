/** One who speaks: opens the microphone, listens and pauses, and feeds what is heard into the line. */

import { LevelMeter } from './level.js';
import { Microphone, MicrophoneError } from './microphone.js';

/** @typedef {import('./level.js').Level} Level */
/** @typedef {import('./microphone.js').MicrophoneCode} MicrophoneCode */
/** @typedef {import('../net/uplink.js').Uplink} Uplink */
/** @typedef {import('../state/store.js').Store} Store */

export class Speaking {
  #store;
  #uplink;
  #push;
  #meter = new LevelMeter();
  #microphone;
  /** What the person wants; the microphone follows as soon as it can. */
  #wanted = false;
  #switching = false;
  /** Until the microphone has followed. */
  #following = Promise.resolve();
  /** @type {(level: Level | null) => void} null: the microphone is off */
  onLevel = () => {};

  /**
   * @param {object} tools
   * @param {Store} tools.store where the state of the microphone is told
   * @param {Pick<Uplink, 'set'>} tools.uplink
   * @param {(frame: Int16Array) => void} tools.push takes what is heard
   * @param {(options: import('./microphone.js').MicrophoneOptions) => Microphone}
   *   [tools.createMicrophone]
   */
  constructor({ store, uplink, push, createMicrophone = (options) => new Microphone(options) }) {
    this.#store = store;
    this.#uplink = uplink;
    this.#push = push;
    this.#microphone = createMicrophone({
      onFrame: (frame) => this.#hear(frame),
      onProblem: (problem) => this.#trouble(problem),
    });
  }

  /** Opens the microphone, so that nothing of the first word is lost later. It does not listen. */
  async prepare() {
    if (this.#store.state.mic.status === 'closed' && !this.#switching)
      await (this.#following = this.#follow(true));
  }

  /**
   * Starts or stops listening; a wish that comes while the microphone opens holds afterwards. Must
   * be called from a click or a key.
   *
   * @param {boolean} listening
   */
  async want(listening) {
    this.#wanted = listening;
    if (!this.#switching) await (this.#following = this.#follow(false));
  }

  /**
   * Another microphone, or echo taken out or not. One that is open is opened anew, since browsers
   * do not change it. Must be called from a click or a key.
   *
   * @param {Partial<import('./microphone.js').Wishes>} wishes
   */
  async prefer(wishes) {
    const before = this.#microphone.wishes;
    this.#microphone.wishes = { ...before, ...wishes };
    await this.#following;
    const { deviceId, echo } = this.#microphone.wishes;
    const isSame = deviceId === before.deviceId && echo === before.echo;
    if (isSame || !this.#microphone.isOpen) return;
    const wanted = this.#wanted;
    await this.close();
    await (wanted ? this.want(true) : this.prepare());
  }

  /** Whether it listens, or will as soon as the microphone is open. */
  get isWanted() {
    return this.#wanted;
  }

  /** What the open microphone does; null while it is closed. */
  get facts() {
    return this.#microphone.facts;
  }

  /** @param {boolean} open open the microphone first, whatever is wanted */
  async #follow(open) {
    this.#switching = true;
    try {
      if (open) await this.#listen();
      while (this.#wanted !== this.#isListening) {
        if (this.#wanted) await this.#listen();
        else await this.#pause();
      }
    } finally {
      this.#switching = false;
    }
  }

  /** Gives the microphone back. */
  async close() {
    this.#wanted = false;
    const closed = this.#microphone.close();
    if (this.#store.state.mic.status !== 'closed') this.#stopped('closed');
    await closed;
  }

  get #isListening() {
    return this.#store.state.mic.status === 'listening';
  }

  async #listen() {
    this.#store.dispatch({ kind: 'mic_problem', problem: null });
    if (!this.#microphone.isOpen) this.#store.dispatch({ kind: 'mic', status: 'opening' });
    try {
      await this.#microphone.open();
    } catch (error) {
      if (!(error instanceof MicrophoneError)) throw error;
      this.#wanted = false;
      this.#trouble(error.code);
      this.#store.dispatch({ kind: 'mic', status: 'closed' });
      return;
    }
    if (!this.#microphone.isOpen) {
      this.#wanted = false; // closed meanwhile
    } else if (this.#wanted) {
      this.#meter.reset();
      this.#uplink.set({ listening: true });
      this.#microphone.listen();
      this.#store.dispatch({ kind: 'mic', status: 'listening' });
    } else {
      this.#store.dispatch({ kind: 'mic', status: 'paused' });
    }
  }

  async #pause() {
    await this.#microphone.pause();
    if (this.#isListening) this.#stopped('paused');
  }

  /** @param {'paused' | 'closed'} status */
  #stopped(status) {
    this.#uplink.set({ listening: false });
    this.#store.dispatch({ kind: 'mic', status });
    this.onLevel(null);
  }

  /** @param {Int16Array} frame */
  #hear(frame) {
    this.#push(frame);
    this.onLevel(this.#meter.push(frame));
  }

  /** @param {MicrophoneCode | null} problem */
  #trouble(problem) {
    this.#store.dispatch({ kind: 'mic_problem', problem });
    if (problem !== 'mic_unplugged' && problem !== 'mic_failed') return;
    this.#wanted = false;
    this.#stopped('closed');
  }
}
