/** A running conversation, as a phone or a display takes part in it. */

import { Connection } from '../../net/connection.js';
import { followNetwork } from '../../net/follow-network.js';
import { openStream } from '../../net/stream.js';
import { browserTimers } from '../../net/timers.js';
import { Store } from '../../state/store.js';

/** @typedef {import('../../net/reader-api.js').Admission} Admission */
/** @typedef {import('../../net/reader-api.js').ReaderApi} ReaderApi */
/** @typedef {import('../../net/uplink.js').Uplink} Uplink */

export class ReaderCall {
  store = new Store();
  #connection;
  #unfollow;

  /**
   * @param {ReaderApi} api
   * @param {Admission} admission
   * @param {string} lang
   */
  constructor(api, admission, lang) {
    /** @type {string | null} the ticket that came with the admission opens the first socket */
    let firstTicket = admission.ticket;
    this.#connection = new Connection({
      openSocket: openStream,
      getTicket: async () => {
        const ticket = firstTicket ?? (await api.readerTicket(admission.reader)).ticket;
        firstTicket = null;
        return ticket;
      },
      isReachable: () => api.isReachable(),
      reads: [lang],
      uplink: null,
      emit: (event) => this.store.dispatch(event),
      timers: browserTimers,
      random: Math.random,
    });
    this.#unfollow = followNetwork(this.#connection);
  }

  /** Connects, or comes back when the connection has stopped. */
  connect() {
    this.#connection.start();
  }

  /** @param {string} lang that is read from now on */
  read(lang) {
    this.#connection.setReads([lang]);
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

  /** @param {Uplink | null} uplink null: this phone does not speak any more */
  setUplink(uplink) {
    this.#connection.setUplink(uplink);
  }

  /** @param {Int16Array} frame of the microphone */
  pushAudio(frame) {
    this.#connection.pushAudio(frame);
  }

  /** @param {boolean} sent */
  #sent(sent) {
    this.store.dispatch(sent ? { kind: 'sent' } : { kind: 'failed', code: 'unreachable' });
    return sent;
  }

  close() {
    this.#unfollow();
    this.#connection.leave();
  }
}
