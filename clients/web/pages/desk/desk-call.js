/**
 * A running conversation, as the desk takes part in it: microphone, connection and state belong
 * together here.
 */

import { Microphone } from '../../capture/microphone.js';
import { Speaking } from '../../capture/speaking.js';
import { Connection } from '../../net/connection.js';
import { followNetwork } from '../../net/follow-network.js';
import { openStream } from '../../net/stream.js';
import { browserTimers } from '../../net/timers.js';
import { Uplink } from '../../net/uplink.js';
import { isInformed } from '../../state/calls.js';
import { Store } from '../../state/store.js';

/** @typedef {import('../../net/staff-api.js').StaffApi} StaffApi */
/** @typedef {import('./memory.js').Running} Running */

export class DeskCall {
  store = new Store();
  /** @type {string | null} token by which staff say how it was; null before the first ticket */
  feedback = null;
  /** Staff have told the client that a computer translates. */
  #told = false;
  #isPractice;
  #speaks;
  #speaking;
  #uplink;
  #connection;
  #unfollow;

  /**
   * @param {StaffApi} api
   * @param {Running} running
   * @param {string} speaks language that is spoken first
   * @param {Pick<MediaDevices, 'getUserMedia'>} [devices] in the place of the browser's own
   */
  constructor(api, running, speaks, devices) {
    this.#isPractice = running.practice;
    this.#speaks = speaks;
    this.#uplink = new Uplink({ speaks, listening: false }, () =>
      this.store.dispatch({ kind: 'audio_given_up' }),
    );
    this.#connection = new Connection({
      openSocket: openStream,
      getTicket: async () => {
        const { ticket, feedback } = await api.staffTicket(running.id);
        this.feedback = feedback;
        return ticket;
      },
      isReachable: () => api.isReachable(),
      reads: [...running.pair],
      uplink: this.#uplink,
      emit: (event) => this.store.dispatch(event),
      timers: browserTimers,
      random: Math.random,
    });
    this.#speaking = new Speaking({
      store: this.store,
      uplink: this.#uplink,
      push: (frame) => this.#connection.pushAudio(frame),
      // Without https a page has no devices, nor what else it takes to listen.
      createMicrophone: (options) =>
        new Microphone({ ...options, ...(devices && navigator.mediaDevices && { devices }) }),
    });
    this.#unfollow = followNetwork(this.#connection);
    this.store.subscribe(({ connection }, before) => {
      if (connection.phase === 'open' && before.connection.phase !== 'open') this.#tellConsent();
      // Stopped for good: nobody hears, so nothing may listen.
      if (connection.phase === 'stopped' && before.connection.phase !== 'stopped')
        void this.#speaking.close();
    });
  }

  /** @param {(level: import('../../capture/level.js').Level | null) => void} onLevel */
  set onLevel(onLevel) {
    this.#speaking.onLevel = onLevel;
  }

  get speaks() {
    return this.#speaks;
  }

  /** Connects, or comes back when the connection has stopped. */
  connect() {
    this.#connection.start();
  }

  /** It listens, or will as soon as the microphone is open; one that opens ahead does not. */
  get isTalking() {
    return this.#speaking.isWanted;
  }

  /**
   * Listens, where there is still a conversation here. Must be called from a click or a key.
   *
   * @param {string} speaks
   */
  async talk(speaks) {
    if (this.store.state.connection.phase === 'stopped') return;
    this.setSpeaks(speaks);
    await this.#speaking.want(true);
  }

  /** Listens no more. */
  async hush() {
    await this.#speaking.want(false);
  }

  /** Opens the microphone and does not listen yet. Must be called from a click or a key. */
  async prepare() {
    await this.#speaking.prepare();
  }

  /**
   * Which microphone, and whether speech is played beside it. Must be called from a click or a key.
   *
   * @param {Partial<import('../../capture/microphone.js').Wishes>} wishes
   */
  async prefer(wishes) {
    await this.#speaking.prefer(wishes);
  }

  /** What the open microphone does; null while it is closed. */
  get microphone() {
    return this.#speaking.facts;
  }

  /** @param {string} lang that is spoken from now on, or `PAIR` */
  setSpeaks(lang) {
    if (lang === this.#speaks) return;
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

  /** @param {string} phrase id of a ready one, which becomes a turn of the conversation */
  show(phrase) {
    this.#sent(this.#connection.send({ type: 'show', phrase }));
  }

  /**
   * @param {string} caption
   * @param {string} text
   * @returns {boolean} false: there is no connection, nothing was sent
   */
  correct(caption, text) {
    return this.#sent(this.#connection.send({ type: 'correct', caption, text }));
  }

  /** @param {string} caption that is in the other language of the conversation */
  flip(caption) {
    this.#sent(this.#connection.send({ type: 'flip', caption }));
  }

  /**
   * Has a translation translated back.
   *
   * @param {string} caption
   * @param {string} lang of the translation
   */
  check(caption, lang) {
    if (this.#sent(this.#connection.send({ type: 'check', caption, lang })))
      this.store.dispatch({ kind: 'check_asked', caption, lang });
  }

  /**
   * @param {string} participant whose microphone may be opened from now on, or no more
   * @param {boolean} microphone
   */
  allow(participant, microphone) {
    this.#sent(this.#connection.send({ type: 'allow', participant, microphone }));
  }

  /** Whether the client knows that a computer translates; in practice there is none. */
  get isInformed() {
    return this.#isPractice || this.#told || isInformed(this.store.state);
  }

  /** The client was told, or has understood at the desk; it is sent when there is a connection. */
  consent() {
    this.#told = true;
    this.#tellConsent();
  }

  #tellConsent() {
    if (this.#told) this.#connection.send({ type: 'consent' });
  }

  /** @param {import('../../wire/messages.js').InterpreterStatus} status */
  interpreter(status) {
    this.#sent(this.#connection.send({ type: 'interpreter', status }));
  }

  /** @param {string | undefined} caption that was not understood; without one, what was said last */
  repeat(caption) {
    this.#sent(this.#connection.send({ type: 'repeat', ...(caption && { caption }) }));
  }

  /** Gives everything back. */
  async close() {
    this.#unfollow();
    await this.#speaking.close();
    this.#connection.leave();
  }

  /** @param {boolean} sent */
  #sent(sent) {
    if (!sent) this.store.dispatch({ kind: 'failed', code: 'unreachable' });
    return sent;
  }
}
