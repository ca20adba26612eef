/**
 * One participant's socket while the conversation lasts: gets a ticket, says hello, and comes back
 * after a loss with the position of the last final and the audio that the server lacks.
 *
 *     off -> connecting -> open -> waiting -> connecting ...
 *                               -> stopped   (coming back is of no use, or is for the person to decide)
 *
 * No browser globals: sockets, timers and chance come from outside, so that every path can be
 * tested without a network.
 */

import { decodeMessage, encodeMessage } from '../wire/codec.js';
import { WireError } from '../wire/shapes.js';
import { backoffMs } from './backoff.js';
import { judgeClose } from './closing.js';
import { FinalSequence } from './sequence.js';
import { ApiError } from './api.js';
import { isOpen } from './uplink.js';

/** @typedef {import('../wire/messages.js').ServerMessage} ServerMessage */
/** @typedef {import('../wire/messages.js').ClientMessage} ClientMessage */
/** @typedef {import('../wire/messages.js').Ready} Ready */
/** @typedef {import('./closing.js').StopReason} StopReason */
/** @typedef {import('./uplink.js').Socket} Socket */
/** @typedef {import('./uplink.js').Uplink} Uplink */

/** @typedef {'off' | 'connecting' | 'open' | 'waiting' | 'stopped'} Phase */
/** @typedef {StopReason | 'offline' | 'lost' | 'busy'} Reason */
/** @typedef {{kind: 'connection', phase: Phase, reason: Reason | null}} PhaseEvent */
/** @typedef {{kind: 'message', message: ServerMessage}} MessageEvent */
/** @typedef {{kind: 'hole'}} HoleEvent finals are missing and the server does not give them */

/**
 * @typedef {object} ConnectionOptions
 * @property {() => Socket} openSocket
 * @property {() => Promise<string>} getTicket a new one-time ticket; throws ApiError
 * @property {() => Promise<boolean>} isReachable whether the server can be reached by another way
 * @property {string[]} reads
 * @property {Uplink | null} uplink null while nobody speaks here
 * @property {(event: PhaseEvent | MessageEvent | HoleEvent) => void} emit
 * @property {import('./timers.js').Timers} timers
 * @property {() => number} random 0 to 1
 */

const HANDSHAKE_MS = 10_000;
/** Quiet for so long: ask whether the server is still there. */
const QUIET_MS = 30_000;
/** Audio went out and nothing came back for so long: the line is dead. */
const DEAF_MS = 10_000;
/** A connection that held so long starts its backoff anew. */
const STEADY_MS = 10_000;

export class Connection {
  #options;
  #sequence = new FinalSequence();
  /** @type {Phase} */
  #phase = 'off';
  /** @type {Socket | null} */
  #socket = null;
  /** Where the server wants the audio of this participant to go on. */
  #nextSample = 0;
  /** Rises with every phase, so that a late answer to an earlier one is known as such. */
  #era = 0;
  #attempt = 0;
  /** What the browser believes. It may be wrong, so the client keeps trying. */
  #isOffline = false;
  #openedAtMs = 0;
  #heardAtMs = 0;
  /** @type {string | null} code of the `bye` of this socket */
  #bye = null;
  /** How long this socket was told to wait before it comes back. */
  #retryAfterMs = 0;
  /** @type {number | null} last final before a hole that has been asked for again */
  #askedAfter = null;
  /** @type {(() => void)[]} call off the timers of this phase */
  #callOff = [];

  /** @param {ConnectionOptions} options */
  constructor(options) {
    this.#options = { ...options };
  }

  /** Connects; also from `stopped`, when the person wants to come back. */
  start() {
    if (this.#phase === 'off' || this.#phase === 'stopped') void this.#connect();
  }

  /** Comes back at once, for example because the page is seen again. */
  retryNow() {
    if (this.#phase === 'waiting') void this.#connect();
  }

  /** The network is there again. */
  goOnline() {
    this.#isOffline = false;
    this.retryNow();
  }

  /** The network is gone: there is no use in waiting until the socket notices. */
  goOffline() {
    this.#isOffline = true;
    if (this.#phase === 'connecting' || this.#phase === 'open') this.#lose('lost');
  }

  /** Leaves for good. */
  leave() {
    this.send({ type: 'bye' });
    if (this.#phase !== 'stopped') this.#stop('left');
  }

  /**
   * @param {ClientMessage} message
   * @returns {boolean} false: not connected, nothing was sent
   */
  send(message) {
    if (this.#phase !== 'open' || this.#socket === null || !isOpen(this.#socket)) return false;
    this.#socket.send(encodeMessage(message));
    return true;
  }

  /** @param {string[]} reads languages from now on */
  setReads(reads) {
    this.#options.reads = reads;
    this.send({ type: 'reads', reads });
  }

  /**
   * Somebody speaks here from now on, or nobody does any more.
   *
   * @param {Uplink | null} uplink
   */
  setUplink(uplink) {
    this.#options.uplink?.detach();
    this.#options.uplink = uplink;
    if (this.#phase === 'open' && this.#socket !== null)
      uplink?.attach(this.#socket, this.#nextSample);
  }

  /** @param {Int16Array} samples a frame of the microphone */
  pushAudio(samples) {
    const { uplink, timers } = this.#options;
    if (uplink === null) throw new Error('this participant does not speak');
    uplink.push(samples);
    if (uplink.awaitsAck && timers.now() - this.#heardAtMs > DEAF_MS) this.#lose('lost');
  }

  // --- to open ---

  async #connect() {
    this.#enter('connecting', this.#isOffline ? 'offline' : null);
    const era = this.#era;
    try {
      const ticket = await this.#options.getTicket();
      if (era === this.#era) this.#open(ticket);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (era === this.#era) this.#ticketRefused(error);
    }
  }

  /** @param {ApiError} error */
  #ticketRefused({ status, code, retryAfterS }) {
    if (code === 'not_signed_in') this.#stop('signed_out');
    else if (status === 401 || status === 404) this.#stop('ended');
    else if (status === 403) this.#stop('forbidden');
    else this.#wait(status === 429 || status === 503 ? 'busy' : 'lost', (retryAfterS ?? 0) * 1000);
  }

  /** @param {string} ticket */
  #open(ticket) {
    const socket = this.#options.openSocket();
    this.#socket = socket;
    this.#bye = null;
    this.#retryAfterMs = 0;
    this.#after(HANDSHAKE_MS, () => this.#lose('lost'));
    socket.onopen = () => socket.send(encodeMessage(this.#hello(ticket)));
    socket.onmessage = ({ data }) => this.#receive(data);
    socket.onclose = ({ code }) => this.#closed(code);
  }

  /**
   * @param {string} ticket
   * @returns {ClientMessage}
   */
  #hello(ticket) {
    const { reads, uplink } = this.#options;
    const last = this.#sequence.position;
    return {
      type: 'hello',
      ticket,
      reads,
      ...(last !== null && { last }),
      ...(uplink !== null && { track: uplink.offer() }),
    };
  }

  // --- open ---

  /** @param {unknown} data */
  #receive(data) {
    this.#heardAtMs = this.#options.timers.now();
    const message = this.#decode(data);
    if (message === null) return;
    const { emit } = this.#options;
    if (message.type === 'ready') this.#becomeOpen(message);
    else if (message.type === 'audio_ack') this.#acknowledge(message.samples);
    else if (message.type === 'error') this.#refused(message);
    else if (message.type === 'bye') this.#bye = message.code;
    else if ('seq' in message && message.seq !== null && !this.#accept(message.seq)) return;
    emit({ kind: 'message', message });
  }

  /** @param {import('../wire/messages.js').Refusal} refusal */
  #refused({ code, retry_after_s: retryAfterS }) {
    this.#retryAfterMs = (retryAfterS ?? 0) * 1000;
    this.#options.uplink?.refused(code);
  }

  /** @param {number} samples */
  #acknowledge(samples) {
    this.#nextSample = samples;
    this.#options.uplink?.acknowledge(samples);
  }

  /**
   * @param {unknown} data
   * @returns {ServerMessage | null}
   */
  #decode(data) {
    try {
      if (typeof data !== 'string') throw new WireError('expected text');
      return decodeMessage(data);
    } catch (error) {
      if (!(error instanceof WireError)) throw error;
      this.#lose('lost');
      return null;
    }
  }

  /** @param {Ready} ready */
  #becomeOpen(ready) {
    this.#isOffline = false;
    this.#enter('open');
    this.#openedAtMs = this.#options.timers.now();
    this.#sequence.start(ready);
    this.#watchQuiet();
    this.#nextSample = ready.track?.next_sample ?? 0;
    if (this.#socket !== null) this.#options.uplink?.attach(this.#socket, this.#nextSample);
  }

  /**
   * A hole is asked for again once, by coming back with the last position. One that stays is told
   * and left behind.
   *
   * @param {number} seq
   * @returns {boolean} whether the message may be shown
   */
  #accept(seq) {
    const after = this.#sequence.position?.seq ?? 0;
    if (this.#sequence.check(seq) !== 'hole') return true;
    if (this.#askedAfter !== after) {
      this.#askedAfter = after;
      this.#lose('lost');
      return false;
    }
    this.#sequence.skipTo(seq);
    this.#options.emit({ kind: 'hole' });
    return true;
  }

  #watchQuiet() {
    const era = this.#era;
    this.#after(QUIET_MS, async () => {
      const quiet = this.#options.timers.now() - this.#heardAtMs >= QUIET_MS;
      const dead = quiet && !(await this.#options.isReachable());
      if (era !== this.#era) return;
      if (dead) this.#lose('lost');
      else this.#watchQuiet();
    });
  }

  // --- from open ---

  /** @param {number} code */
  #closed(code) {
    const verdict = judgeClose(code, this.#bye);
    const askedForMs = verdict.reason === 'busy' ? this.#retryAfterMs : 0;
    if (verdict.comeBack) this.#lose(verdict.reason, askedForMs);
    else this.#stop(verdict.reason);
  }

  /**
   * @param {'lost' | 'busy'} reason
   * @param {number} [atLeastMs] what the server asked for
   */
  #lose(reason, atLeastMs = 0) {
    this.#abandon();
    this.#wait(reason, atLeastMs);
  }

  /**
   * @param {'lost' | 'busy'} reason
   * @param {number} atLeastMs what the server asked for
   */
  #wait(reason, atLeastMs) {
    const { timers, random } = this.#options;
    if (this.#phase === 'open' && timers.now() - this.#openedAtMs >= STEADY_MS) this.#attempt = 0;
    const delayMs = Math.max(atLeastMs, backoffMs(this.#attempt, random));
    this.#attempt += 1;
    this.#enter('waiting', this.#isOffline ? 'offline' : reason);
    this.#after(delayMs, () => void this.#connect());
  }

  /** @param {StopReason} reason */
  #stop(reason) {
    this.#abandon();
    this.#attempt = 0;
    this.#enter('stopped', reason);
  }

  #abandon() {
    this.#options.uplink?.detach();
    const socket = this.#socket;
    if (socket === null) return;
    this.#socket = null;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  /**
   * @param {Phase} phase
   * @param {Reason | null} [reason]
   */
  #enter(phase, reason = null) {
    this.#callOff.forEach((callOff) => callOff());
    this.#callOff = [];
    this.#era += 1;
    this.#phase = phase;
    this.#options.emit({ kind: 'connection', phase, reason });
  }

  /**
   * @param {number} ms
   * @param {() => void} action
   */
  #after(ms, action) {
    this.#callOff.push(this.#options.timers.after(ms, action));
  }
}
