/**
 * The way of the microphone to the server: feeds the outbox into whichever socket is open, as far
 * as the line takes it.
 */

import { SAMPLE_RATE_HZ } from '../wire/audio.js';
import { encodeAudio, encodeMessage } from '../wire/codec.js';
import { Outbox } from './outbox.js';

/** @typedef {import('./outbox.js').MicState} MicState */

/**
 * The part of a WebSocket that is used here.
 *
 * @typedef {object} Socket
 * @property {number} readyState
 * @property {number} bufferedAmount bytes that are not sent yet
 * @property {(data: string | ArrayBuffer) => void} send
 * @property {() => void} close
 * @property {((event: any) => void) | null} onopen
 * @property {((event: any) => void) | null} onmessage
 * @property {((event: any) => void) | null} onclose
 */

/** `WebSocket.OPEN` */
const OPEN = 1;

/**
 * Two seconds of audio may wait in the socket; the rest waits in the outbox, where it can still be
 * given up.
 */
const MAX_BUFFERED_BYTES = 64_000;

export class Uplink {
  #outbox;
  #onGivenUp;
  /** @type {Socket | null} */
  #socket = null;
  #acknowledged = 0;
  /** @type {Partial<MicState>} what the server has been told on this socket */
  #told = {};

  /**
   * @param {MicState} initial
   * @param {() => void} onGivenUp audio that no server has acknowledged had to be given up
   */
  constructor(initial, onGivenUp) {
    this.#outbox = new Outbox(initial);
    this.#onGivenUp = onGivenUp;
  }

  /** Whether the server owes an acknowledgement. */
  get awaitsAck() {
    return this.#socket !== null && this.#outbox.awaitsAck;
  }

  /** What a hello offers. */
  offer() {
    const { speaks } = this.#outbox.head;
    this.#told = { speaks };
    return { speaks, sample_rate: SAMPLE_RATE_HZ };
  }

  /**
   * A socket is ready.
   *
   * @param {Socket} socket
   * @param {number} nextSample where the server wants the track to go on
   */
  attach(socket, nextSample) {
    this.#socket = socket;
    this.#acknowledged = nextSample;
    this.#outbox.rewind(nextSample);
    this.#pump();
  }

  /** The socket is gone. */
  detach() {
    this.#socket = null;
  }

  /** @param {Int16Array} samples a frame of the microphone */
  push(samples) {
    if (this.#outbox.push(samples)) this.#onGivenUp();
    this.#pump();
  }

  /** @param {Partial<MicState>} change holds for the audio that follows */
  set(change) {
    this.#outbox.mark(change);
    this.#pump();
  }

  /** @param {number} samples all audio before has arrived */
  acknowledge(samples) {
    this.#acknowledged = samples;
    this.#outbox.acknowledge(samples);
    this.#pump();
  }

  /** @param {string} code of an error that the server told */
  refused(code) {
    if (code !== 'audio_too_far_ahead') return;
    this.#outbox.closeGap(this.#acknowledged);
    this.#pump();
  }

  #pump() {
    while (this.#socket !== null && takesMore(this.#socket)) {
      const item = this.#outbox.next();
      if (item === null) return;
      if (item.kind === 'audio') this.#socket.send(encodeAudio(item.startSample, item.samples));
      else this.#tell(this.#socket, item.change);
    }
  }

  /**
   * @param {Socket} socket
   * @param {Partial<MicState>} change
   */
  #tell(socket, { speaks = this.#told.speaks, listening = this.#told.listening }) {
    if (speaks !== undefined && speaks !== this.#told.speaks) {
      socket.send(encodeMessage({ type: 'speaks', speaks }));
    }
    if (listening !== undefined && listening !== this.#told.listening) {
      socket.send(encodeMessage({ type: listening ? 'resume' : 'pause' }));
    }
    this.#told = { speaks, listening };
  }
}

/** @param {Socket} socket what is put into one that closes is lost, and browsers complain */
export function isOpen(socket) {
  return socket.readyState === OPEN;
}

/** @param {Socket} socket */
function takesMore(socket) {
  return isOpen(socket) && socket.bufferedAmount < MAX_BUFFERED_BYTES;
}
