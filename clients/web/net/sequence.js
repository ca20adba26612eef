/** Holds the promise that finals come in order, without a hole and without a double. */

/** @typedef {{epoch: string, seq: number}} Position */
/** @typedef {'next' | 'known' | 'hole'} Verdict */

export class FinalSequence {
  /** @type {Position | null} */
  #position = null;

  /** The last final that has come without a hole before it. */
  get position() {
    return this.#position;
  }

  /**
   * A socket is ready.
   *
   * @param {Position} start the next live final has `start.seq + 1`
   */
  start({ epoch, seq }) {
    this.#position = { epoch, seq };
  }

  /**
   * @param {number} seq number of a final that has come
   * @returns {Verdict} `known`: part of the snapshot, or seen before. `hole`: something before it
   *   is missing.
   */
  check(seq) {
    if (this.#position === null) throw new Error('no socket is ready');
    if (seq <= this.#position.seq) return 'known';
    if (seq > this.#position.seq + 1) return 'hole';
    this.#position = { ...this.#position, seq };
    return 'next';
  }

  /** @param {number} seq go on behind a hole that could not be mended */
  skipTo(seq) {
    if (this.#position === null) throw new Error('no socket is ready');
    this.#position = { ...this.#position, seq };
  }
}
