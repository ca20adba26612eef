/**
 * One button for both ways to talk: hold it while you talk, or tap it to start and again to stop.
 */

/** A shorter press is a tap. */
export const HOLD_MS = 350;

export class Press {
  #now;
  /** @type {number | null} when the press began that opened the microphone */
  #startedAtMs = null;

  /** @param {() => number} now milliseconds */
  constructor(now) {
    this.#now = now;
  }

  /**
   * @param {boolean} isListening
   * @returns {boolean} whether to listen from now on
   */
  down(isListening) {
    this.#startedAtMs = isListening ? null : this.#now();
    return !isListening;
  }

  /** @returns {boolean} whether what this press has started ends with it */
  up() {
    const startedAtMs = this.#startedAtMs;
    this.#startedAtMs = null;
    return startedAtMs !== null && this.#now() - startedAtMs >= HOLD_MS;
  }
}
