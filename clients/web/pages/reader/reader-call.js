/** A running conversation, as a phone or a display takes part in it. */

import { Connection } from '../../net/connection.js';
import { followNetwork } from '../../net/follow-network.js';
import { openStream } from '../../net/stream.js';
import { browserTimers } from '../../net/timers.js';
import { Store } from '../../state/store.js';

/** @typedef {import('../../net/reader-api.js').Admission} Admission */
/** @typedef {import('../../net/reader-api.js').ReaderApi} ReaderApi */
/** @typedef {import('../../net/uplink.js').Uplink} Uplink */

/** @typedef {import('../../wire/messages.js').InterpreterStatus} InterpreterStatus */

export class ReaderCall {
  store = new Store();
  /** This device's reader has understood that a computer translates. */
  #understood = false;
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
    this.store.subscribe(({ connection: { phase } }, before) => {
      if (phase === 'open' && before.connection.phase !== 'open') this.#tellConsent();
    });
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

  /** The reader understands; it is told when there is a connection, now or later. */
  consent() {
    this.#understood = true;
    this.#tellConsent();
  }

  #tellConsent() {
    if (this.#understood) this.#connection.send({ type: 'consent' });
  }

  /** @param {InterpreterStatus} status */
  interpreter(status) {
    this.#sent(this.#connection.send({ type: 'interpreter', status }));
  }

  /** @param {string | undefined} caption that was not understood; without one, what was said last */
  repeat(caption) {
    this.#sent(this.#connection.send({ type: 'repeat', ...(caption && { caption }) }));
  }

  /** Resolves when it is known who is here, or when that will take a while. */
  settled() {
    return new Promise((resolve) => {
      const unsubscribe = this.store.subscribe(() => look());
      const look = () => {
        const { participants, connection } = this.store.state;
        if (participants.length === 0 && connection.phase !== 'waiting') return;
        unsubscribe();
        resolve(undefined);
      };
      look();
    });
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
