/**
 * Sample-rate conversion of an endless stream.
 *
 * A polyphase windowed-sinc filter for the exact ratio of the two rates. The position of every
 * output sample is kept as a whole input index and a whole phase, so nothing is rounded away: the
 * stream cannot drift, and a stream that is cut into other chunks gives the same output, bit for
 * bit. (Rounding each 128-sample block by itself, as is often done, is off by half a minute in an
 * hour at 48 kHz.)
 *
 * Output sample n stands for the input at time n / targetRateHz: the delay of the filter is taken
 * out.
 */

import { SAMPLE_RATE_HZ } from '../wire/audio.js';

/**
 * Where the passband ends, as a share of the lower of the two Nyquist frequencies: 7 kHz of 8 kHz.
 */
const PASSBAND_SHARE = 0.875;
/** How far what would alias is pushed down. */
const STOPBAND_DB = 80;

/**
 * @typedef {object} Kernel
 * @property {number} phases Output positions between two input samples.
 * @property {number} taps Input samples that one output sample is made of.
 * @property {Float64Array} rows One row of `taps` weights for each phase.
 */

export class Resampler {
  /** @type {Kernel} */
  #kernel;
  /** Input samples from one output to the next, in units of 1 / phases. */
  #step;
  #phase = 0;
  /** Input that later outputs still need; the first sample is the first tap of the next output. */
  #pending;
  #pendingLength;

  /**
   * @param {number} sourceRateHz whole number of samples per second
   * @param {number} [targetRateHz]
   */
  constructor(sourceRateHz, targetRateHz = SAMPLE_RATE_HZ) {
    if (!Number.isInteger(sourceRateHz) || sourceRateHz < 1_000) {
      throw new RangeError(`no usable sample rate: ${sourceRateHz}`);
    }
    const divisor = greatestCommonDivisor(sourceRateHz, targetRateHz);
    this.#step = sourceRateHz / divisor;
    this.#kernel = designKernel(sourceRateHz, targetRateHz, targetRateHz / divisor);
    // Silence before the first sample, so that the first output stands for the time of the first
    // input.
    this.#pendingLength = this.#leadTaps();
    this.#pending = new Float32Array(this.#kernel.taps * 2 + 256);
  }

  /** Taps that lie before the position of an output sample. */
  #leadTaps() {
    return Math.floor((this.#kernel.taps - 1) / 2);
  }

  /**
   * @param {Float32Array} input any number of samples
   * @returns {Float32Array} every output sample that can be known by now
   */
  process(input) {
    this.#append(input);
    const { phases, taps, rows } = this.#kernel;
    const output = new Float32Array(this.#countReady());
    let first = 0;
    for (let n = 0; n < output.length; n += 1) {
      const row = this.#phase * taps;
      let sum = 0;
      for (let k = 0; k < taps; k += 1) sum += this.#pending[first + k] * rows[row + k];
      output[n] = sum;
      this.#phase += this.#step;
      first += Math.floor(this.#phase / phases);
      this.#phase %= phases;
    }
    this.#drop(first);
    return output;
  }

  /**
   * Ends the stream: the output up to the last input sample. The resampler is not used after it.
   *
   * @returns {Float32Array}
   */
  flush() {
    return this.process(new Float32Array(this.#kernel.taps - 1 - this.#leadTaps()));
  }

  #countReady() {
    const { phases, taps } = this.#kernel;
    const lastFirst = this.#pendingLength - taps;
    if (lastFirst < 0) return 0;
    return Math.floor((lastFirst * phases + (phases - 1 - this.#phase)) / this.#step) + 1;
  }

  /** @param {Float32Array} input */
  #append(input) {
    const length = this.#pendingLength + input.length;
    if (length > this.#pending.length) {
      const larger = new Float32Array(length * 2);
      larger.set(this.#pending.subarray(0, this.#pendingLength));
      this.#pending = larger;
    }
    this.#pending.set(input, this.#pendingLength);
    this.#pendingLength = length;
  }

  /** @param {number} count */
  #drop(count) {
    this.#pending.copyWithin(0, count, this.#pendingLength);
    this.#pendingLength -= count;
  }
}

/**
 * @param {number} sourceRateHz
 * @param {number} targetRateHz
 * @param {number} phases
 * @returns {Kernel}
 */
function designKernel(sourceRateHz, targetRateHz, phases) {
  if (sourceRateHz === targetRateHz) return { phases: 1, taps: 1, rows: Float64Array.of(1) };
  const nyquistHz = Math.min(sourceRateHz, targetRateHz) / 2;
  const cutoff = ((1 + PASSBAND_SHARE) / 2) * (nyquistHz / sourceRateHz); // cycles per input sample
  const transition = 2 * Math.PI * (1 - PASSBAND_SHARE) * (nyquistHz / sourceRateHz);
  const half = Math.ceil((STOPBAND_DB - 8) / (2.285 * transition) / 2) + 1; // Kaiser's estimate
  const taps = 2 * half;
  const rows = new Float64Array(phases * taps);
  for (let phase = 0; phase < phases; phase += 1) {
    const row = rows.subarray(phase * taps, (phase + 1) * taps);
    let sum = 0;
    for (let k = 0; k < taps; k += 1) {
      const time = k - (half - 1) - phase / phases;
      row[k] = 2 * cutoff * sinc(2 * cutoff * time) * kaiser(time / half);
      sum += row[k];
    }
    for (let k = 0; k < taps; k += 1) row[k] /= sum; // the same gain at every phase
  }
  return { phases, taps, rows };
}

/** @param {number} x */
function sinc(x) {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

const KAISER_BETA = 0.1102 * (STOPBAND_DB - 8.7);

/** @param {number} x position in the window, -1 to 1 */
function kaiser(x) {
  return besselI0(KAISER_BETA * Math.sqrt(Math.max(0, 1 - x * x))) / besselI0(KAISER_BETA);
}

/** @param {number} x */
function besselI0(x) {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * 1e-16; k += 1) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

/**
 * @param {number} a
 * @param {number} b
 * @returns {number}
 */
function greatestCommonDivisor(a, b) {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
