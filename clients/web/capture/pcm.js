/** From floating-point samples of any number of channels to frames of 16-bit samples. */

import { FRAME_SAMPLES } from '../wire/audio.js';

/**
 * The mean of all channels.
 *
 * @param {readonly Float32Array[]} channels at least one, all of one length
 * @returns {Float32Array}
 */
export function downmix(channels) {
  if (channels.length === 1) return channels[0];
  const mono = new Float32Array(channels[0].length);
  for (const channel of channels) {
    for (let i = 0; i < mono.length; i += 1) mono[i] += channel[i] / channels.length;
  }
  return mono;
}

/** @param {number} sample -1 to 1; what lies outside is clipped */
export function toPcm16(sample) {
  return Math.round(Math.max(-1, Math.min(1, sample)) * 32_767);
}

/** Cuts a stream of samples into frames of one length. */
export class Framer {
  #frame = new Int16Array(FRAME_SAMPLES);
  #filled = 0;
  #emit;

  /** @param {(frame: Int16Array<ArrayBuffer>) => void} emit is given every full frame, which is then its own */
  constructor(emit) {
    this.#emit = emit;
  }

  /** @param {Float32Array} samples */
  push(samples) {
    for (const sample of samples) {
      this.#frame[this.#filled] = toPcm16(sample);
      this.#filled += 1;
      if (this.#filled === FRAME_SAMPLES) this.#finish();
    }
  }

  /** Emits a begun frame, filled up with silence. */
  flush() {
    if (this.#filled > 0) this.#finish();
  }

  #finish() {
    const frame = this.#frame;
    this.#frame = new Int16Array(FRAME_SAMPLES);
    this.#filled = 0;
    this.#emit(frame);
  }
}
