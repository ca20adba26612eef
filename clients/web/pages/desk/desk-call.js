/**
 * A running conversation, as the desk takes part in it: microphone, connection and state belong
 * together here.
 */

import { LevelMeter } from '../../capture/level.js';
import { Microphone, MicrophoneError } from '../../capture/microphone.js';
import { Connection } from '../../net/connection.js';
import { followNetwork } from '../../net/follow-network.js';
import { openStream } from '../../net/stream.js';
import { browserTimers } from '../../net/timers.js';
import { Uplink } from '../../net/uplink.js';
import { Store } from '../../state/store.js';

/** @typedef {import('../../capture/level.js').Level} Level */
/** @typedef {import('../../net/staff-api.js').StaffApi} StaffApi */
/** @typedef {import('./memory.js').Running} Running */

export class DeskCall {
  store = new Store();
  #speaks;
  #meter = new LevelMeter();
  #microphone;
  #uplink;
  #connection;
  #unfollow;
  /** A click while the microphone opens or closes does nothing. */
  #switching = false;
  /** @type {(level: Level | null) => void} null: the microphone is off */
  onLevel = () => {};

  /**
   * @param {StaffApi} api
   * @param {Running} running
   * @param {string} speaks language that is spoken first
   */
  constructor(api, running, speaks) {
    this.#speaks = speaks;
    this.#microphone = new Microphone({
      onFrame: (frame) => this.#hear(frame),
      onProblem: (problem) => this.#trouble(problem),
    });
    this.#uplink = new Uplink({ speaks, listening: false }, () =>
      this.store.dispatch({ kind: 'audio_given_up' }),
    );
    this.#connection = new Connection({
      openSocket: openStream,
      getTicket: async () => (await api.staffTicket(running.id)).ticket,
      isReachable: () => api.isReachable(),
      reads: [...running.pair],
      uplink: this.#uplink,
      emit: (event) => this.store.dispatch(event),
      timers: browserTimers,
      random: Math.random,
    });
    this.#unfollow = followNetwork(this.#connection);
    this.store.subscribe(({ connection }, before) => {
      if (connection.phase === 'stopped' && before.connection.phase !== 'stopped')
        void this.#silence();
    });
  }

  get speaks() {
    return this.#speaks;
  }

  /** Connects, or comes back when the connection has stopped. */
  connect() {
    this.#connection.start();
  }

  /** Starts or stops listening. Must be called from a click or a key. */
  async toggleListening() {
    if (this.#switching) return;
    this.#switching = true;
    try {
      if (this.store.state.mic.status === 'listening') await this.#pause();
      else await this.#listen();
    } finally {
      this.#switching = false;
    }
  }

  /** @param {string} lang that is spoken from now on */
  setSpeaks(lang) {
    this.#speaks = lang;
    this.#uplink.set({ speaks: lang });
  }

  /**
   * @param {string} text
   * @param {string} lang
   * @returns {boolean} false: there is no connection, nothing was sent
   */
  say(text, lang) {
    return this.#sent(this.#connection.send({ type: 'say', text, lang }));
  }

  /**
   * @param {string} caption
   * @param {string} text
   * @returns {boolean} false: there is no connection, nothing was sent
   */
  correct(caption, text) {
    return this.#sent(this.#connection.send({ type: 'correct', caption, text }));
  }

  /** Gives everything back. */
  async close() {
    this.#unfollow();
    await this.#microphone.close();
    this.#connection.leave();
  }

  async #listen() {
    this.store.dispatch({ kind: 'mic_problem', problem: null });
    if (!this.#microphone.isOpen) this.store.dispatch({ kind: 'mic', status: 'opening' });
    try {
      await this.#microphone.open();
    } catch (error) {
      if (!(error instanceof MicrophoneError)) throw error;
      this.#trouble(error.code);
      this.store.dispatch({ kind: 'mic', status: 'closed' });
      return;
    }
    if (!this.#microphone.isOpen) return; // closed meanwhile
    this.#meter.reset();
    this.#uplink.set({ listening: true });
    this.#microphone.listen();
    this.store.dispatch({ kind: 'mic', status: 'listening' });
  }

  async #pause() {
    await this.#microphone.pause();
    this.#stopped('paused');
  }

  /** The connection has stopped for good: nobody hears, so nothing may listen. */
  async #silence() {
    await this.#microphone.close();
    if (this.store.state.mic.status !== 'closed') this.#stopped('closed');
  }

  /** @param {'paused' | 'closed'} status */
  #stopped(status) {
    this.#uplink.set({ listening: false });
    this.store.dispatch({ kind: 'mic', status });
    this.onLevel(null);
  }

  /** @param {Int16Array} frame */
  #hear(frame) {
    this.#connection.pushAudio(frame);
    this.onLevel(this.#meter.push(frame));
  }

  /** @param {import('../../capture/microphone.js').MicrophoneCode | null} problem */
  #trouble(problem) {
    this.store.dispatch({ kind: 'mic_problem', problem });
    if (problem === 'mic_unplugged' || problem === 'mic_failed') this.#stopped('closed');
  }

  /** @param {boolean} sent */
  #sent(sent) {
    if (!sent) this.store.dispatch({ kind: 'failed', code: 'unreachable' });
    return sent;
  }
}
