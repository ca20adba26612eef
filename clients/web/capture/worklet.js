/**
 * Runs on the audio thread: takes what the microphone gives at its own rate and posts 20 ms frames
 * at 16 kHz.
 *
 * In: `{open: boolean}` opens or closes the gate. Out: the buffer of a frame, transferred;
 * `"closed"` after the last frame once the gate is closed.
 */

import { downmix, Framer } from './pcm.js';
import { Resampler } from './resampler.js';

class CaptureProcessor extends AudioWorkletProcessor {
  /** @type {Resampler | null} null while the gate is closed */
  #resampler = null;
  #framer = new Framer((frame) => this.port.postMessage(frame.buffer, [frame.buffer]));

  constructor() {
    super();
    this.port.onmessage = ({ data }) => (data.open ? this.#open() : this.#close());
  }

  #open() {
    this.#resampler ??= new Resampler(sampleRate);
  }

  #close() {
    if (this.#resampler !== null) this.#framer.push(this.#resampler.flush());
    this.#framer.flush();
    this.#resampler = null;
    this.port.postMessage('closed');
  }

  /** @param {Float32Array[][]} inputs */
  process([channels]) {
    if (this.#resampler !== null && channels.length > 0) {
      this.#framer.push(this.#resampler.process(downmix(channels)));
    }
    return true;
  }
}

registerProcessor('tulkki-capture', CaptureProcessor);
