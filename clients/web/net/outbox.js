/**
 * What the microphone has to tell the server, in order: audio, and the changes that hold from a
 * position on.
 *
 * Keeps audio until the server acknowledges it, at most 30 s, and gives it again after a reconnect.
 * Positions are samples of the track. They are the server's: the first `ready` says where this
 * track goes on, until then they count from 0.
 */

import { SAMPLE_RATE_HZ } from '../wire/audio.js';

/** @typedef {{speaks: string, listening: boolean}} MicState */
/** @typedef {{kind: 'audio', startSample: number, samples: Int16Array}} AudioItem */
/** @typedef {{kind: 'change', at: number, change: Partial<MicState>}} ChangeItem */

export const KEPT_S = 30;

export class Outbox {
  /** @type {(AudioItem | ChangeItem)[]} oldest first */
  #items = [];
  /** Items before this index have been given out since the last rewind. */
  #cursor = 0;
  /** Position of the next sample that the microphone gives. */
  #end = 0;
  #positioned = false;
  #keptSamples;
  /** @type {MicState} what holds where the kept items begin */
  #head;

  /**
   * @param {MicState} initial
   * @param {number} [keptS] seconds of unacknowledged audio to keep
   */
  constructor(initial, keptS = KEPT_S) {
    this.#head = initial;
    this.#keptSamples = keptS * SAMPLE_RATE_HZ;
  }

  /** What holds for the first kept sample. */
  get head() {
    return this.#head;
  }

  /** Whether audio has been given out and is not yet acknowledged. */
  get awaitsAck() {
    const first = this.#items.findIndex(({ kind }) => kind === 'audio');
    return first !== -1 && first < this.#cursor;
  }

  /**
   * @param {Int16Array} samples
   * @returns {boolean} whether older audio had to be given up
   */
  push(samples) {
    this.#items.push({ kind: 'audio', startSample: this.#end, samples });
    this.#end += samples.length;
    return this.#forgetBefore(this.#end - this.#keptSamples);
  }

  /** @param {Partial<MicState>} change holds for the audio that follows */
  mark(change) {
    const last = this.#items.at(-1);
    if (last?.kind === 'change' && this.#cursor < this.#items.length) {
      last.change = { ...last.change, ...change };
    } else {
      this.#items.push({ kind: 'change', at: this.#end, change });
    }
  }

  /** @param {number} samples all audio before has arrived */
  acknowledge(samples) {
    this.#forgetBefore(samples);
  }

  /**
   * A socket is ready: what the server lacks is given again, behind the state that holds there.
   *
   * @param {number} nextSample where the server wants the track to go on
   */
  rewind(nextSample) {
    // Audio from before the first socket goes where the track stands.
    if (!this.#positioned) this.#move(nextSample);
    this.#positioned = true;
    // A track that is longer than ours was spoken into from elsewhere; what is kept here comes too
    // late for it.
    this.#end = Math.max(this.#end, nextSample);
    this.#forgetBefore(nextSample);
    this.#items.unshift({ kind: 'change', at: nextSample, change: this.#head });
    this.#cursor = 0;
  }

  /**
   * The server takes no audio so far behind a gap: what is kept goes right behind what it has.
   *
   * @param {number} nextSample
   */
  closeGap(nextSample) {
    const first = this.#items.find(({ kind }) => kind === 'audio');
    this.#move(nextSample - (first?.kind === 'audio' ? first.startSample : this.#end));
    this.#cursor = 0;
  }

  /** @returns {AudioItem | ChangeItem | null} the next thing to send */
  next() {
    if (this.#cursor === this.#items.length) return null;
    this.#cursor += 1;
    return this.#items[this.#cursor - 1];
  }

  /** @param {number} samples */
  #move(samples) {
    this.#end += samples;
    for (const item of this.#items) {
      if (item.kind === 'audio') item.startSample += samples;
      else item.at += samples;
    }
  }

  /**
   * Changes right at the position stay: the server may not have heard of them. Telling them twice
   * does no harm.
   *
   * @param {number} position
   * @returns {boolean} whether audio was forgotten
   */
  #forgetBefore(position) {
    let count = 0;
    let audio = false;
    for (const item of this.#items) {
      if (endOf(item) >= position + (item.kind === 'audio' ? 1 : 0)) break;
      if (item.kind === 'change') this.#head = { ...this.#head, ...item.change };
      else audio = true;
      count += 1;
    }
    this.#items.splice(0, count);
    this.#cursor = Math.max(0, this.#cursor - count);
    return audio;
  }
}

/** @param {AudioItem | ChangeItem} item */
function endOf(item) {
  return item.kind === 'audio' ? item.startSample + item.samples.length : item.at;
}
